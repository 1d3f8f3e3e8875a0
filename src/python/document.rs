use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple};

use super::entities::Mention;
use super::figure::Figure;
use super::input::Input;
use super::record::{Record, field_names};
use super::spans::{Sentence, Span};
use super::strings::Strings;

/// An entity of a document: all that its mentions say.
#[pyclass(extends = Record, frozen, get_all, module = "factbox")]
pub(super) struct Entity {
    key: Py<PyString>,
    name: Py<PyString>,
    label: Py<PyString>,
    roles: Py<PyTuple>,
    mentions: Py<PyTuple>,
}

#[pymethods]
impl Entity {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    fn fields(py: Python<'_>) -> PyResult<Py<PyTuple>> {
        field_names(py, ["key", "name", "label", "roles", "mentions"])
    }

    #[new]
    fn new(
        key: Py<PyString>,
        name: Py<PyString>,
        label: Py<PyString>,
        roles: Py<PyTuple>,
        mentions: Py<PyTuple>,
    ) -> PyClassInitializer<Self> {
        PyClassInitializer::from(Record).add_subclass(Self { key, name, label, roles, mentions })
    }
}

/// An acronym that the text defines; ``entity`` is None where the long form is no name.
#[pyclass(extends = Record, frozen, get_all, module = "factbox")]
pub(super) struct Acronym {
    short: Py<Span>,
    long: Py<Span>,
    entity: Option<Py<PyString>>,
}

#[pymethods]
impl Acronym {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    fn fields(py: Python<'_>) -> PyResult<Py<PyTuple>> {
        field_names(py, ["short", "long", "entity"])
    }

    #[new]
    #[pyo3(signature = (short, long, entity=None))]
    fn new(short: Py<Span>, long: Py<Span>, entity: Option<Py<PyString>>) -> PyClassInitializer<Self> {
        PyClassInitializer::from(Record).add_subclass(Self { short, long, entity })
    }
}

/// A text with its sentences, names and figures, linked.
#[pyclass(extends = Record, frozen, get_all, module = "factbox")]
pub(super) struct Document {
    text: Py<PyString>,
    sentences: Py<PyTuple>,
    mentions: Py<PyTuple>,
    figures: Py<PyTuple>,
    entities: Py<PyTuple>,
    acronyms: Py<PyTuple>,
    paragraphs: Py<PyTuple>,
}

impl Document {
    pub(super) fn build(input: &Input, document: &crate::Document) -> PyResult<Py<Self>> {
        let py = input.object.py();
        let offsets = input.offsets();
        let mut strings = Strings::default();
        let span = |span: crate::Span| Py::new(py, Span::of(input, &offsets, span)?.record());
        let mentions = document
            .mentions
            .iter()
            .map(|mention| Mention::build(input, &offsets, mention, &mut strings))
            .collect::<PyResult<Vec<_>>>()?;
        let entities = document
            .entities
            .iter()
            .map(|entity| {
                let own = Entity {
                    key: strings.own(py, &entity.key),
                    name: strings.own(py, &entity.name),
                    label: strings.common(py, &entity.label),
                    roles: PyTuple::new(py, entity.roles.iter().map(|role| strings.own(py, role)))?.unbind(),
                    mentions: PyTuple::new(py, entity.mentions.iter().map(|at| &mentions[*at]))?.unbind(),
                };
                Py::new(py, PyClassInitializer::from(Record).add_subclass(own))
            })
            .collect::<PyResult<Vec<_>>>()?;
        let acronyms = document
            .acronyms
            .iter()
            .map(|acronym| {
                let entity = acronym.entity.as_deref().map(|key| strings.own(py, key));
                let own = Acronym { short: span(acronym.short)?, long: span(acronym.long)?, entity };
                Py::new(py, PyClassInitializer::from(Record).add_subclass(own))
            })
            .collect::<PyResult<Vec<_>>>()?;
        let sentences = document
            .sentences
            .iter()
            .map(|sentence| Sentence::build(input, &offsets, sentence))
            .collect::<PyResult<Vec<_>>>()?;
        let figures = document
            .figures
            .iter()
            .map(|figure| Figure::build(input, &offsets, figure, &mut strings))
            .collect::<PyResult<Vec<_>>>()?;
        let paragraphs = document.paragraphs.iter().map(|paragraph| span(*paragraph)).collect::<PyResult<Vec<_>>>()?;
        let own = Self {
            text: input.object.clone().unbind(),
            sentences: PyTuple::new(py, sentences)?.unbind(),
            mentions: PyTuple::new(py, mentions)?.unbind(),
            figures: PyTuple::new(py, figures)?.unbind(),
            entities: PyTuple::new(py, entities)?.unbind(),
            acronyms: PyTuple::new(py, acronyms)?.unbind(),
            paragraphs: PyTuple::new(py, paragraphs)?.unbind(),
        };
        Py::new(py, PyClassInitializer::from(Record).add_subclass(own))
    }
}

#[pymethods]
impl Document {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    fn fields(py: Python<'_>) -> PyResult<Py<PyTuple>> {
        field_names(py, ["text", "sentences", "mentions", "figures", "entities", "acronyms", "paragraphs"])
    }

    #[new]
    fn new(
        text: Py<PyString>,
        sentences: Py<PyTuple>,
        mentions: Py<PyTuple>,
        figures: Py<PyTuple>,
        entities: Py<PyTuple>,
        acronyms: Py<PyTuple>,
        paragraphs: Py<PyTuple>,
    ) -> PyClassInitializer<Self> {
        PyClassInitializer::from(Record).add_subclass(Self {
            text,
            sentences,
            mentions,
            figures,
            entities,
            acronyms,
            paragraphs,
        })
    }

    /// The document as JSON: what ``to_dict`` gives, as text.
    fn to_json<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        let options = PyDict::new(py);
        options.set_item("ensure_ascii", false)?;
        options.set_item("allow_nan", false)?;
        py.import("json")?.call_method("dumps", (slf.call_method0("to_dict")?,), Some(&options))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        let own = slf.get();
        let py = slf.py();
        let text = own.text.bind(py);
        let head = text.as_any().get_item(pyo3::types::PySlice::new(py, 0, 40, 1))?.repr()?;
        let count = |items: &Py<PyTuple>| items.bind(py).len();
        Ok(format!(
            "<Document {head}{}: {} sentences, {} mentions, {} figures>",
            if text.len()? > 40 { "..." } else { "" },
            count(&own.sentences),
            count(&own.mentions),
            count(&own.figures)
        ))
    }
}
