use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};

use super::input::Input;
use super::record::field_names;
use super::spans::Span;
use crate::text::Offsets;

/// A number that the text reports, with its unit as written.
#[pyclass(extends = Span, frozen, get_all, module = "factbox")]
pub(super) struct Figure {
    sentence: usize,
    kind: Py<PyString>,
    value: Option<f64>,
    low: f64,
    high: f64,
    bound: Py<PyString>,
    trend: Option<Py<PyString>>,
    unit: Option<Py<PyString>>,
    noun: Option<Py<Span>>,
    about: Option<Py<Span>>,
    event: Option<Py<PyString>>,
    source: Option<Py<Span>>,
    source_entity: Option<Py<PyString>>,
}

impl Figure {
    pub(super) fn build(input: &Input, offsets: &Offsets, figure: &crate::Figure) -> PyResult<Py<Self>> {
        let py = input.object.py();
        let name = |name: &str| PyString::intern(py, name).unbind();
        let span = |span: Option<crate::text::Span>| {
            span.map(|span| Py::new(py, Span::of(input, offsets, span)?.record())).transpose()
        };
        let own = Self {
            sentence: figure.sentence,
            kind: name(figure.kind.name()),
            value: figure.value,
            low: figure.low,
            high: figure.high,
            bound: name(figure.bound.name()),
            trend: figure.trend.map(|trend| name(trend.name())),
            unit: figure.unit.as_deref().map(name),
            noun: span(figure.noun)?,
            about: span(figure.about)?,
            event: figure.event.as_deref().map(name),
            source: span(figure.source)?,
            source_entity: figure.source_entity.as_deref().map(|key| PyString::new(py, key).unbind()),
        };
        Py::new(py, Span::of(input, offsets, figure.span)?.record().add_subclass(own))
    }
}

#[pymethods]
impl Figure {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    fn fields(py: Python<'_>) -> PyResult<Py<PyTuple>> {
        let names = [
            "text",
            "start",
            "end",
            "sentence",
            "kind",
            "value",
            "low",
            "high",
            "bound",
            "trend",
            "unit",
            "noun",
            "about",
            "event",
            "source",
            "source_entity",
        ];
        field_names(py, names)
    }

    #[new]
    #[pyo3(signature = (text, start, end, sentence, kind, value, low, high, bound, trend=None, unit=None, noun=None, about=None, event=None, source=None, source_entity=None))]
    #[allow(clippy::too_many_arguments, reason = "the fields of the record, in their order")]
    fn new(
        text: Py<PyString>,
        start: usize,
        end: usize,
        sentence: usize,
        kind: Py<PyString>,
        value: Option<f64>,
        low: f64,
        high: f64,
        bound: Py<PyString>,
        trend: Option<Py<PyString>>,
        unit: Option<Py<PyString>>,
        noun: Option<Py<Span>>,
        about: Option<Py<Span>>,
        event: Option<Py<PyString>>,
        source: Option<Py<Span>>,
        source_entity: Option<Py<PyString>>,
    ) -> PyClassInitializer<Self> {
        let own =
            Self { sentence, kind, value, low, high, bound, trend, unit, noun, about, event, source, source_entity };
        Span { text, start, end }.record().add_subclass(own)
    }
}
