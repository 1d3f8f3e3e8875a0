use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};

use super::arguments::wrong_type;
use super::input::Input;
use super::record::field_names;
use super::spans::Span;
use super::strings::Strings;
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
    links: Py<PyTuple>,
}

impl Figure {
    /// The figures of a text, in order.
    pub(super) fn build<'a>(
        input: &Input,
        offsets: &Offsets,
        figure: &'a crate::Figure,
        strings: &mut Strings<'a>,
    ) -> PyResult<Py<Self>> {
        let py = input.object.py();
        let span = |span: Option<crate::text::Span>| {
            span.map(|span| Py::new(py, Span::of(input, offsets, span)?.record())).transpose()
        };
        let own = Self {
            sentence: figure.sentence,
            kind: kind(py, figure.kind),
            value: figure.value,
            low: figure.low,
            high: figure.high,
            bound: bound(py, figure.bound),
            trend: figure.trend.map(|trend| trend_name(py, trend)),
            unit: figure.unit.as_deref().map(|unit| strings.common(py, unit)),
            noun: span(figure.noun)?,
            about: span(figure.about)?,
            event: figure.event.as_deref().map(|event| strings.common(py, event)),
            source: span(figure.source)?,
            source_entity: figure.source_entity.as_deref().map(|key| strings.own(py, key)),
            links: links(py, &figure.links)?,
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
            "links",
        ];
        field_names(py, names)
    }

    #[new]
    #[pyo3(signature = (text, start, end, sentence, kind, value, low, high, bound, trend=None, unit=None, noun=None, about=None, event=None, source=None, source_entity=None, links=None))]
    #[allow(clippy::too_many_arguments, reason = "the fields of the record, in their order")]
    fn new(
        py: Python<'_>,
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
        links: Option<Py<PyTuple>>,
    ) -> PyClassInitializer<Self> {
        let links = links.unwrap_or_else(|| PyTuple::empty(py).unbind());
        let own = Self {
            sentence,
            kind,
            value,
            low,
            high,
            bound,
            trend,
            unit,
            noun,
            about,
            event,
            source,
            source_entity,
            links,
        };
        Span { text, start, end }.record().add_subclass(own)
    }

    /// The figure in another unit of the same dimension: value, low and high converted, the text as written.
    ///
    /// Args:
    ///     unit: A unit by its name or symbol, as in "kilometre", "km", "mile per hour", "USD per litre".
    ///
    /// Raises:
    ///     FactboxError: If the figure has no unit, the name is not known, or the two measure different things; between
    ///         currencies there is no fixed factor.
    ///     TypeError: If the unit is no str.
    ///
    /// >>> import factbox
    /// >>> [marathon] = factbox.extract_figures("They ran 26.2 miles.")
    /// >>> round(marathon.to("km").value, 1)
    /// 42.2
    fn to(slf: &Bound<'_, Self>, unit: &Bound<'_, PyAny>) -> PyResult<Py<Self>> {
        let py = slf.py();
        let name = unit.cast::<PyString>().map_err(|_| wrong_type("unit", "str", unit))?;
        let own = slf.get();
        let from = own.unit.as_ref().map(|name| name.bind(py).to_str()).transpose()?;
        let conversion = crate::Conversion::between(from, name.to_str()?)?;
        let convert = |value: f64| conversion.apply(value, own.trend.is_some());
        let copy = |name: &Option<Py<PyString>>| name.as_ref().map(|name| name.clone_ref(py));
        let span = |span: &Option<Py<Span>>| span.as_ref().map(|span| span.clone_ref(py));
        let figure = Self {
            sentence: own.sentence,
            kind: own.kind.clone_ref(py),
            value: own.value.map(convert),
            low: convert(own.low),
            high: convert(own.high),
            bound: own.bound.clone_ref(py),
            trend: copy(&own.trend),
            unit: Some(PyString::new(py, conversion.unit()).unbind()),
            noun: span(&own.noun),
            about: span(&own.about),
            event: copy(&own.event),
            source: span(&own.source),
            source_entity: copy(&own.source_entity),
            links: own.links.clone_ref(py),
        };
        let written = slf.as_super().get();
        let written = Span { text: written.text.clone_ref(py), start: written.start, end: written.end };
        Py::new(py, written.record().add_subclass(figure))
    }
}

/// Names that most figures carry are made once.
macro_rules! names {
    ($py:expr, $value:expr, $type:ident { $($variant:ident $name:literal),+ $(,)? }) => {
        match $value { $(crate::$type::$variant => pyo3::intern!($py, $name),)+ }.clone().unbind()
    };
}

fn kind(py: Python<'_>, kind: crate::FigureKind) -> Py<PyString> {
    names!(py, kind, FigureKind {
        Count "count", Money "money", Percent "percent", Measure "measure", Duration "duration", Age "age", Ratio "ratio",
        Number "number", Ordinal "ordinal", Score "score", Date "date", Time "time", Code "code",
    })
}

fn bound(py: Python<'_>, bound: crate::Bound) -> Py<PyString> {
    names!(py, bound, Bound {
        Exact "exact", About "about", Over "over", AtLeast "at_least", Under "under", AtMost "at_most", Between "between",
    })
}

fn trend_name(py: Python<'_>, trend: crate::Trend) -> Py<PyString> {
    names!(py, trend, Trend { Up "up", Down "down" })
}

/// Pairs of a relation and the index of the figure it ties to.
fn links(py: Python<'_>, links: &[crate::Link]) -> PyResult<Py<PyTuple>> {
    if links.is_empty() {
        return Ok(PyTuple::empty(py).unbind());
    }
    let pairs = links.iter().map(|link| (PyString::intern(py, link.relation.name()), link.figure));
    Ok(PyTuple::new(py, pairs.collect::<Vec<_>>())?.unbind())
}
