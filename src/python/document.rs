use pyo3::PyTypeInfo;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyString, PyTuple};

use super::entities::Mention;
use super::figure::Figure;
use super::input::Input;
use super::record::{Record, field_names};
use super::spans::{Sentence, Span};
use super::strings::Strings;
use crate::text::Offsets;

/// An entity of a document: all that its mentions say. ``country`` is the id of the country that a nationality is of
/// ("Iranian": "IR"), or of that whose office a person has ("Iranian Foreign Minister Navid Tehrani"), else None.
#[pyclass(extends = Record, frozen, get_all, module = "factbox")]
pub(super) struct Entity {
    key: Py<PyString>,
    name: Py<PyString>,
    label: Py<PyString>,
    roles: Py<PyTuple>,
    mentions: Py<PyTuple>,
    country: Option<Py<PyString>>,
}

#[pymethods]
impl Entity {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    fn fields(py: Python<'_>) -> PyResult<Py<PyTuple>> {
        field_names(py, ["key", "name", "label", "roles", "mentions", "country"])
    }

    #[new]
    #[pyo3(signature = (key, name, label, roles, mentions, country=None))]
    fn new(
        key: Py<PyString>,
        name: Py<PyString>,
        label: Py<PyString>,
        roles: Py<PyTuple>,
        mentions: Py<PyTuple>,
        country: Option<Py<PyString>>,
    ) -> PyClassInitializer<Self> {
        PyClassInitializer::from(Record).add_subclass(Self { key, name, label, roles, mentions, country })
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
#[pyclass(extends = Record, frozen, module = "factbox")]
pub(super) struct Document {
    #[pyo3(get)]
    text: Py<PyString>,
    /// What was found; nothing where the parts were handed in.
    found: crate::Document,
    sentences: Part,
    mentions: Part,
    figures: Part,
    entities: Part,
    acronyms: Part,
    paragraphs: Part,
}

/// Objects of one kind, made when they are first asked for: few who want the figures want the sentences too.
type Part = PyOnceLock<Py<PyTuple>>;

impl Document {
    pub(super) fn of(text: &Bound<'_, PyString>, found: crate::Document) -> PyResult<Py<Self>> {
        let [sentences, mentions, figures, entities, acronyms, paragraphs] = std::array::from_fn(|_| Part::new());
        let own =
            Self { text: text.clone().unbind(), found, sentences, mentions, figures, entities, acronyms, paragraphs };
        Py::new(text.py(), PyClassInitializer::from(Record).add_subclass(own))
    }

    /// A part of the document, each of whose objects is made of something found.
    fn part<'py, 'a, T, U: PyTypeInfo>(
        &'a self,
        py: Python<'py>,
        part: &Part,
        items: &'a [T],
        mut make: impl FnMut(&Input, &Offsets, &'a T, &mut Strings<'a>) -> PyResult<Py<U>>,
    ) -> PyResult<Bound<'py, PyTuple>> {
        let made = part.get_or_try_init(py, || {
            let input = Input::new(self.text.bind(py))?;
            let (offsets, mut strings) = (input.offsets(), Strings::default());
            let objects: PyResult<Vec<_>> =
                items.iter().map(|item| make(&input, &offsets, item, &mut strings)).collect();
            Ok::<_, PyErr>(PyTuple::new(py, objects?)?.unbind())
        })?;
        Ok(made.bind(py).clone())
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
    #[allow(clippy::too_many_arguments, reason = "the fields of the record, in their order")]
    fn new(
        py: Python<'_>,
        text: Py<PyString>,
        sentences: Py<PyTuple>,
        mentions: Py<PyTuple>,
        figures: Py<PyTuple>,
        entities: Py<PyTuple>,
        acronyms: Py<PyTuple>,
        paragraphs: Py<PyTuple>,
    ) -> PyClassInitializer<Self> {
        let found = crate::Document::default();
        let [sentences, mentions, figures, entities, acronyms, paragraphs] =
            [sentences, mentions, figures, entities, acronyms, paragraphs].map(|given| {
                let part = Part::new();
                part.get_or_init(py, || given);
                part
            });
        let own = Self { text, found, sentences, mentions, figures, entities, acronyms, paragraphs };
        PyClassInitializer::from(Record).add_subclass(own)
    }

    #[getter]
    fn sentences<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        self.part(py, &self.sentences, &self.found.sentences, |input, offsets, sentence, _| {
            Sentence::build(input, offsets, sentence)
        })
    }

    #[getter]
    fn mentions<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        self.part(py, &self.mentions, &self.found.mentions, |input, offsets, mention, _| {
            Mention::found(input, offsets, mention)
        })
    }

    #[getter]
    fn figures<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        self.part(py, &self.figures, &self.found.figures, Figure::build)
    }

    #[getter]
    fn entities<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let mentions = self.mentions(py)?;
        self.part(py, &self.entities, &self.found.entities, |_, _, entity, strings| {
            let roles = entity.roles.iter().map(|role| PyString::new(py, role));
            let mentions: PyResult<Vec<_>> = entity.mentions.iter().map(|at| mentions.get_item(*at)).collect();
            let own = Entity {
                key: PyString::new(py, &entity.key).unbind(),
                name: PyString::new(py, &entity.name).unbind(),
                label: strings.common(py, &entity.label),
                roles: PyTuple::new(py, roles)?.unbind(),
                mentions: PyTuple::new(py, mentions?)?.unbind(),
                country: entity.country.as_deref().map(|id| strings.common(py, id)),
            };
            Py::new(py, PyClassInitializer::from(Record).add_subclass(own))
        })
    }

    #[getter]
    fn acronyms<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        self.part(py, &self.acronyms, &self.found.acronyms, |input, offsets, acronym, _| {
            let span = |span| Py::new(py, Span::of(input, offsets, span)?.record());
            let entity = acronym.entity.as_deref().map(|key| PyString::new(py, key).unbind());
            let own = Acronym { short: span(acronym.short)?, long: span(acronym.long)?, entity };
            Py::new(py, PyClassInitializer::from(Record).add_subclass(own))
        })
    }

    #[getter]
    fn paragraphs<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        self.part(py, &self.paragraphs, &self.found.paragraphs, |input, offsets, paragraph, _| {
            Py::new(py, Span::of(input, offsets, *paragraph)?.record())
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
        let (sentences, mentions, figures) = (own.sentences(py)?, own.mentions(py)?, own.figures(py)?);
        Ok(format!(
            "<Document {head}{}: {} sentences, {} mentions, {} figures>",
            if text.len()? > 40 { "..." } else { "" },
            sentences.len(),
            mentions.len(),
            figures.len()
        ))
    }
}
