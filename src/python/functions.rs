use pyo3::prelude::*;
use pyo3::types::{PyList, PyString};

use super::input::Input;
use super::figure::Figure;
use super::spans::Sentence;
use crate::figures::Include;
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

#[pyfunction]
#[pyo3(signature = (text, *, include = None, lang = "en"))]
pub(super) fn extract_figures<'py>(text: &Bound<'py, PyAny>, include: Option<&Bound<'py, PyAny>>, lang: &str) -> PyResult<Bound<'py, PyList>> {
    let language = Language::from_code(lang)?;
    let include = include.map_or(Ok(Include::DEFAULT), kinds)?;
    let input = Input::new(text)?;
    let py = text.py();
    let found = py.detach(|| crate::extract_figures(&input.text, include, language));
    let offsets = input.offsets();
    let figures = found.iter().map(|figure| Figure::build(&input, &offsets, figure)).collect::<PyResult<Vec<_>>>()?;
    PyList::new(py, figures)
}

/// The kinds asked for: one name, or several.
fn kinds(include: &Bound<'_, PyAny>) -> PyResult<Include> {
    if let Ok(name) = include.cast::<PyString>() {
        return Ok(Include::NONE.with_name(name.to_str()?)?);
    }
    let mut kinds = Include::NONE;
    for name in include.try_iter()? {
        kinds = kinds.with_name(name?.cast::<PyString>()?.to_str()?)?;
    }
    Ok(kinds)
}
