use std::ffi::c_int;
use std::ptr;

use pyo3::exceptions::{PyBufferError, PyIndexError};
use pyo3::ffi;
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
        Ok(Self { text: input.piece(start, end)?.unbind(), start, end })
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

/// Where the sentences of a text stand: pairs of start and end in code points.
///
/// Gives tuples, and is a buffer of shape (n, 2) of 64-bit integers: ``numpy.asarray(spans)`` copies nothing.
#[pyclass(frozen, module = "factbox")]
pub(super) struct SentenceSpans {
    offsets: Vec<i64>,
    shape: [isize; 2],
}

const STRIDES: [isize; 2] = [16, 8];

impl SentenceSpans {
    pub(super) fn new(sentences: &[crate::Sentence], offsets: &Offsets) -> Self {
        let at = |byte: usize| i64::try_from(offsets.code_point(byte)).unwrap_or(i64::MAX);
        let offsets: Vec<i64> =
            sentences.iter().flat_map(|sentence| [at(sentence.span.start), at(sentence.span.end)]).collect();
        let count = isize::try_from(offsets.len() / 2).unwrap_or(0);
        Self { offsets, shape: [count, 2] }
    }
}

#[pymethods]
impl SentenceSpans {
    fn __len__(&self) -> usize {
        self.offsets.len() / 2
    }

    fn __getitem__(&self, index: isize) -> PyResult<(i64, i64)> {
        let at = if index < 0 { index + self.shape[0] } else { index };
        let pair = usize::try_from(at).ok().and_then(|at| self.offsets.get(2 * at..2 * at + 2));
        match pair {
            Some([start, end]) => Ok((*start, *end)),
            _ => Err(PyIndexError::new_err(format!("sentence {index} of {}", self.shape[0]))),
        }
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let pairs = self.offsets.chunks_exact(2).map(|pair| (pair[0], pair[1]));
        Ok(PyTuple::new(py, pairs)?.try_iter()?.into_any())
    }

    fn __repr__(&self) -> String {
        format!("<SentenceSpans: {}>", self.shape[0])
    }

    /// Shows the offsets as they lie in memory.
    ///
    /// # Safety
    /// `view` points to a buffer structure that the caller gave to be filled, as the buffer protocol promises.
    #[allow(clippy::needless_pass_by_value, reason = "the signature of the slot")]
    unsafe fn __getbuffer__(slf: Bound<'_, Self>, view: *mut ffi::Py_buffer, flags: c_int) -> PyResult<()> {
        if view.is_null() {
            return Err(PyBufferError::new_err("no buffer to fill"));
        }
        if flags & ffi::PyBUF_WRITABLE == ffi::PyBUF_WRITABLE {
            return Err(PyBufferError::new_err("the offsets are read-only; copy them first"));
        }
        let own = slf.get();
        let (data, shape) = (own.offsets.as_ptr(), own.shape.as_ptr());
        let length = own.shape[0] * STRIDES[0];
        // SAFETY: `view` is not null; data and shape belong to a frozen object that the view keeps alive by `obj`, and
        // neither they nor the strides are written through the view, which says that it is read-only.
        unsafe {
            (*view).obj = slf.clone().into_any().into_ptr();
            (*view).buf = data.cast_mut().cast();
            (*view).len = length;
            (*view).readonly = 1;
            (*view).itemsize = 8;
            (*view).format =
                if flags & ffi::PyBUF_FORMAT == ffi::PyBUF_FORMAT { c"q".as_ptr().cast_mut() } else { ptr::null_mut() };
            (*view).ndim = 2;
            (*view).shape = shape.cast_mut();
            (*view).strides = STRIDES.as_ptr().cast_mut();
            (*view).suboffsets = ptr::null_mut();
            (*view).internal = ptr::null_mut();
        }
        Ok(())
    }
}
