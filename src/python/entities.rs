use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};

use super::input::Input;
use super::record::field_names;
use super::spans::Span;
use crate::entities::Listed;
use crate::text::Offsets;

/// A name in the text.
///
/// ``entity`` is equal for all mentions of one entity: the gazetteer's id, or a key that begins with "~". ``metadata`` has the
/// further fields of the gazetteer's record, None where there are none.
#[pyclass(extends = Span, frozen, module = "factbox")]
pub(super) struct Mention {
    #[pyo3(get)]
    sentence: usize,
    #[pyo3(get)]
    role: Option<Py<PyString>>,
    #[pyo3(get)]
    score: f64,
    about: About,
}

/// Where the strings of a mention are: made already, or where they were found until they are asked for.
enum About {
    Told {
        label: Py<PyString>,
        entity: Py<PyString>,
        name: Py<PyString>,
        method: Py<PyString>,
        candidates: Py<PyTuple>,
        metadata: Option<Py<PyAny>>,
    },
    Listed(Listed),
    Found(crate::Mention),
}

impl Mention {
    pub(super) fn found(input: &Input, offsets: &Offsets, mention: &crate::Mention) -> PyResult<Py<Self>> {
        let py = input.object.py();
        let role = mention.role.as_deref().map(|role| PyString::new(py, role).unbind());
        let about = About::Found(mention.clone());
        let own = Self { sentence: mention.sentence, role, score: mention.score, about };
        Py::new(py, Span::of(input, offsets, mention.span)?.record().add_subclass(own))
    }

    pub(super) fn of(input: &Input, offsets: &Offsets, listed: Listed) -> PyResult<Py<Self>> {
        let span = Span::of(input, offsets, listed.span)?;
        let own = Self { sentence: listed.sentence, role: None, score: listed.score, about: About::Listed(listed) };
        Py::new(input.object.py(), span.record().add_subclass(own))
    }
}

#[pymethods]
impl Mention {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    fn fields(py: Python<'_>) -> PyResult<Py<PyTuple>> {
        field_names(
            py,
            [
                "text",
                "start",
                "end",
                "sentence",
                "label",
                "entity",
                "name",
                "method",
                "role",
                "score",
                "candidates",
                "metadata",
            ],
        )
    }

    #[new]
    #[pyo3(signature = (text, start, end, sentence, label, entity, name, method, role=None, score=1.0, candidates=None, metadata=None))]
    #[allow(clippy::too_many_arguments, reason = "the fields of the record, in their order")]
    fn new(
        py: Python<'_>,
        text: Py<PyString>,
        start: usize,
        end: usize,
        sentence: usize,
        label: Py<PyString>,
        entity: Py<PyString>,
        name: Py<PyString>,
        method: Py<PyString>,
        role: Option<Py<PyString>>,
        score: f64,
        candidates: Option<Py<PyTuple>>,
        metadata: Option<Py<PyAny>>,
    ) -> PyClassInitializer<Self> {
        let candidates = candidates.unwrap_or_else(|| PyTuple::empty(py).unbind());
        let about = About::Told { label, entity, name, method, candidates, metadata };
        Span { text, start, end }.record().add_subclass(Self { sentence, role, score, about })
    }

    #[getter]
    fn label<'py>(&self, py: Python<'py>) -> Bound<'py, PyString> {
        match &self.about {
            About::Told { label, .. } => label.bind(py).clone(),
            About::Listed(listed) => PyString::intern(py, listed.entry().map_or("", |entry| entry.label)),
            About::Found(mention) => PyString::intern(py, &mention.label),
        }
    }

    #[getter]
    fn entity<'py>(&self, py: Python<'py>) -> Bound<'py, PyString> {
        match &self.about {
            About::Told { entity, .. } => entity.bind(py).clone(),
            About::Listed(listed) => {
                PyString::new(py, &listed.entry().as_ref().map(crate::Entry::id).unwrap_or_default())
            }
            About::Found(mention) => PyString::new(py, &mention.entity),
        }
    }

    #[getter]
    fn name<'py>(&self, py: Python<'py>) -> Bound<'py, PyString> {
        match &self.about {
            About::Told { name, .. } => name.bind(py).clone(),
            About::Listed(listed) => PyString::new(py, listed.entry().map_or("", |entry| entry.name)),
            About::Found(mention) => PyString::new(py, &mention.name),
        }
    }

    #[getter]
    fn method<'py>(&self, py: Python<'py>) -> Bound<'py, PyString> {
        match &self.about {
            About::Told { method, .. } => method.bind(py).clone(),
            About::Listed(listed) => PyString::intern(py, listed.method.name()),
            About::Found(mention) => PyString::intern(py, mention.method.name()),
        }
    }

    #[getter]
    fn candidates<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        match &self.about {
            About::Told { candidates, .. } => Ok(candidates.bind(py).clone()),
            About::Listed(listed) => PyTuple::new(py, listed.candidates().collect::<Vec<_>>()),
            About::Found(mention) => PyTuple::new(py, mention.candidates.iter().map(|id| &**id)),
        }
    }

    #[getter]
    fn metadata<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        match &self.about {
            About::Told { metadata, .. } => {
                metadata.as_ref().map(|metadata| py.import("copy")?.call_method1("deepcopy", (metadata,))).transpose()
            }
            About::Listed(listed) => {
                listed.entry().and_then(|entry| entry.metadata()).map(|json| from_json(py, json)).transpose()
            }
            About::Found(_) => Ok(None),
        }
    }
}

/// JSON as Python objects.
pub(super) fn from_json<'py>(py: Python<'py>, json: &str) -> PyResult<Bound<'py, PyAny>> {
    py.import("json")?.call_method1("loads", (json,))
}
