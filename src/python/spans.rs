use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};

use super::input::Input;
use super::record::{Record, field_names};
use crate::text::Offsets;

/// A stretch of the text: `text[span.start:span.end] == span.text`.
#[pyclass(extends = Record, subclass, frozen, module = "factbox")]
pub(super) struct Span {
    #[pyo3(get)]
    pub(super) text: Py<PyString>,
    #[pyo3(get)]
    pub(super) start: usize,
    #[pyo3(get)]
    pub(super) end: usize,
}

impl Span {
    pub(super) fn of(input: &Input, offsets: &Offsets, span: crate::text::Span) -> PyResult<Self> {
        let (start, end) = (offsets.code_point(span.start), offsets.code_point(span.end));
        Ok(Self { text: input.piece(span, start, end)?.unbind(), start, end })
    }

    pub(super) fn record(self) -> PyClassInitializer<Self> {
        PyClassInitializer::from(Record).add_subclass(self)
    }
}

#[pymethods]
impl Span {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    fn fields(py: Python<'_>) -> PyResult<Py<PyTuple>> {
        field_names(py, ["text", "start", "end"])
    }

    #[new]
    fn new(text: Py<PyString>, start: usize, end: usize) -> PyClassInitializer<Self> {
        Self { text, start, end }.record()
    }
}

/// A sentence, and the paragraph it stands in, counted from 0.
#[pyclass(extends = Span, frozen, module = "factbox")]
pub(super) struct Sentence {
    #[pyo3(get)]
    paragraph: usize,
}

impl Sentence {
    pub(super) fn build(input: &Input, offsets: &Offsets, sentence: &crate::Sentence) -> PyResult<Py<Self>> {
        let span = Span::of(input, offsets, sentence.span)?;
        Py::new(input.object.py(), span.record().add_subclass(Self { paragraph: sentence.paragraph }))
    }
}

#[pymethods]
impl Sentence {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    fn fields(py: Python<'_>) -> PyResult<Py<PyTuple>> {
        field_names(py, ["text", "start", "end", "paragraph"])
    }

    #[new]
    fn new(text: Py<PyString>, start: usize, end: usize, paragraph: usize) -> PyClassInitializer<Self> {
        Span { text, start, end }.record().add_subclass(Self { paragraph })
    }
}
