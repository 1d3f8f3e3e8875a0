use pyo3::prelude::*;
use pyo3::types::PyList;

use super::input::Input;
use super::spans::Sentence;
use crate::language::Language;

#[pyfunction]
#[pyo3(signature = (text, *, lang = "en"))]
pub(super) fn split_sentences<'py>(text: &Bound<'py, PyAny>, lang: &str) -> PyResult<Bound<'py, PyList>> {
    let language = Language::from_code(lang)?;
    let input = Input::new(text)?;
    let py = text.py();
    let found = py.detach(|| crate::split_sentences(&input.text, language));
    let offsets = input.offsets();
    let sentences = found.iter().map(|sentence| Sentence::build(&input, &offsets, sentence)).collect::<PyResult<Vec<_>>>()?;
    PyList::new(py, sentences)
}
