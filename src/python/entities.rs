use std::path::PathBuf;
use std::sync::Arc;

use pyo3::exceptions::{PyKeyError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString, PyTuple};

use super::errors::GazetteerError;
use super::input::Input;
use super::record::field_names;
use super::spans::Span;
use crate::entities::{CaseRule, Listed, MatchOptions, Overlaps};
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

/// Where the strings of a mention are: made already, or in the gazetteer until they are asked for.
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
}

impl Mention {
    pub(super) fn build(input: &Input, offsets: &Offsets, mention: &crate::Mention) -> PyResult<Py<Self>> {
        let py = input.object.py();
        let about = About::Told {
            label: PyString::intern(py, &mention.label).unbind(),
            entity: PyString::new(py, &mention.entity).unbind(),
            name: PyString::new(py, &mention.name).unbind(),
            method: PyString::intern(py, mention.method.name()).unbind(),
            candidates: PyTuple::new(py, mention.candidates.iter().map(|id| &**id))?.unbind(),
            metadata: None,
        };
        let role = mention.role.as_deref().map(|role| PyString::new(py, role).unbind());
        let own = Self { sentence: mention.sentence, role, score: mention.score, about };
        Py::new(py, Span::of(input, offsets, mention.span)?.record().add_subclass(own))
    }

    fn of(input: &Input, offsets: &Offsets, listed: Listed) -> PyResult<Py<Self>> {
        let span = Span::of(input, offsets, listed.span)?;
        let own = Self { sentence: listed.sentence, role: None, score: 1.0, about: About::Listed(listed) };
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
        }
    }

    #[getter]
    fn entity<'py>(&self, py: Python<'py>) -> Bound<'py, PyString> {
        match &self.about {
            About::Told { entity, .. } => entity.bind(py).clone(),
            About::Listed(listed) => {
                PyString::new(py, &listed.entry().as_ref().map(crate::Entry::id).unwrap_or_default())
            }
        }
    }

    #[getter]
    fn name<'py>(&self, py: Python<'py>) -> Bound<'py, PyString> {
        match &self.about {
            About::Told { name, .. } => name.bind(py).clone(),
            About::Listed(listed) => PyString::new(py, listed.entry().map_or("", |entry| entry.name)),
        }
    }

    #[getter]
    fn method<'py>(&self, py: Python<'py>) -> Bound<'py, PyString> {
        match &self.about {
            About::Told { method, .. } => method.bind(py).clone(),
            About::Listed(listed) => PyString::intern(py, listed.method.name()),
        }
    }

    #[getter]
    fn candidates<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        match &self.about {
            About::Told { candidates, .. } => Ok(candidates.bind(py).clone()),
            About::Listed(listed) => PyTuple::new(py, listed.candidates().collect::<Vec<_>>()),
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
        }
    }
}

/// JSON as Python objects.
fn from_json<'py>(py: Python<'py>, json: &str) -> PyResult<Bound<'py, PyAny>> {
    py.import("json")?.call_method1("loads", (json,))
}

/// A list of names to find: entities with their ids, labels, names and aliases.
#[pyclass(frozen, module = "factbox")]
pub(super) struct Gazetteer {
    own: Arc<crate::Gazetteer>,
}

impl Gazetteer {
    pub(super) fn new(own: Arc<crate::Gazetteer>) -> Self {
        Self { own }
    }

    pub(super) fn shared(&self) -> Arc<crate::Gazetteer> {
        Arc::clone(&self.own)
    }

    /// The matcher under the smart rule.
    pub(super) fn smart(&self) -> crate::EntityMatcher {
        crate::EntityMatcher::new(self.shared(), MatchOptions::default())
    }

    fn described<'py>(py: Python<'py>, entry: &crate::Entry<'_>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        dict.set_item("id", entry.id())?;
        dict.set_item("label", entry.label)?;
        dict.set_item("name", entry.name)?;
        dict.set_item("aliases", PyList::new(py, entry.aliases().collect::<Vec<_>>())?)?;
        Ok(dict)
    }
}

#[pymethods]
impl Gazetteer {
    /// Makes a gazetteer of mappings with ``name`` and any of ``id``, ``label`` and ``aliases`` (a list).
    ///
    /// Raises `GazetteerError` for a record without a name, an unknown field, or an id given twice.
    #[staticmethod]
    fn from_records(py: Python<'_>, records: &Bound<'_, PyAny>) -> PyResult<Self> {
        let records = records
            .try_iter()?
            .enumerate()
            .map(|(index, record)| to_record(index, &record?))
            .collect::<PyResult<Vec<_>>>()?;
        Ok(Self::new(Arc::new(py.detach(|| crate::Gazetteer::from_records(records))?)))
    }

    /// Reads comma-separated values with a header: ``name``, and any of ``id``, ``label``, ``aliases`` (parted by "|").
    ///
    /// Raises `GazetteerError` with the file and line for what cannot be used.
    #[staticmethod]
    fn from_csv(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        Ok(Self::new(Arc::new(py.detach(|| crate::Gazetteer::from_csv(path))?)))
    }

    /// Reads JSON lines: an object a line with ``name``, and any of ``id``, ``label``, ``aliases`` (a list).
    ///
    /// Raises `GazetteerError` with the file and line for what cannot be used.
    #[staticmethod]
    fn from_jsonl(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        Ok(Self::new(Arc::new(py.detach(|| crate::Gazetteer::from_jsonl(path))?)))
    }

    fn __len__(&self) -> usize {
        self.own.len()
    }

    fn __contains__(&self, id: &str) -> bool {
        self.own.get(id).is_some()
    }

    fn __getitem__<'py>(&self, py: Python<'py>, id: &str) -> PyResult<Bound<'py, PyDict>> {
        let entry = self.own.get(id).ok_or_else(|| PyKeyError::new_err(id.to_owned()))?;
        Self::described(py, &entry)
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let ids = PyTuple::new(py, self.own.entries().map(|entry| entry.id()).collect::<Vec<_>>())?;
        Ok(ids.try_iter()?.into_any())
    }

    fn __repr__(&self) -> String {
        format!("<Gazetteer of {} entities>", self.own.len())
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyList>,))> {
        let py = slf.py();
        let records = slf
            .get()
            .own
            .entries()
            .map(|entry| {
                let record = Self::described(py, &entry)?;
                if entry.own_id().is_none() {
                    record.del_item("id")?;
                }
                Ok(record)
            })
            .collect::<PyResult<Vec<_>>>()?;
        Ok((slf.get_type().getattr("from_records")?, (PyList::new(py, records)?,)))
    }
}

/// A record as Python gives it; a field that is unknown or of the wrong type is an error that names the record.
fn to_record(index: usize, record: &Bound<'_, PyAny>) -> PyResult<crate::Record> {
    let wrong = |problem: String| {
        GazetteerError::new_err(format!(
            "record {index}: {problem}; give a mapping with the fields id, label, name, aliases"
        ))
    };
    let items = record.call_method0("items").map_err(|_| {
        PyTypeError::new_err(format!("record {index}: a record is a mapping with a name, not {}", record.get_type()))
    })?;
    let mut made = crate::Record::default();
    for item in items.try_iter()? {
        let (field, value): (String, Bound<'_, PyAny>) = item?.extract()?;
        let text = || value.extract::<Option<String>>().map_err(|_| wrong(not_text(&field, &value)));
        match field.as_str() {
            "id" => made.id = text()?,
            "label" => made.label = text()?,
            "name" => made.name = text()?,
            "aliases" if value.is_none() => {}
            "aliases" if value.is_instance_of::<PyString>() => {
                return Err(wrong("the aliases are one str, not a list of them".into()));
            }
            "aliases" => {
                made.aliases = value
                    .try_iter()?
                    .map(|alias| Ok(crate::Alias { name: alias?.extract::<String>()?, case: None }))
                    .collect::<PyResult<_>>()
                    .map_err(|_| wrong("an alias is not str".into()))?;
            }
            _ => return Err(wrong(format!("the field {field:?} is unknown"))),
        }
    }
    Ok(made)
}

/// Why a value is no text: of another type, or not to be written in UTF-8.
fn not_text(field: &str, value: &Bound<'_, PyAny>) -> String {
    if value.is_instance_of::<PyString>() {
        return format!("the field {field:?} holds a lone surrogate");
    }
    let name = value.get_type().name().map_or_else(|_| "of another type".to_owned(), |name| name.to_string());
    format!("the field {field:?} is {name}, not str")
}

/// A gazetteer made ready for matching; one matcher may serve many threads.
///
/// ``case`` is "smart" (capitals of the name must be capitals in the text), "exact" or "any".
#[pyclass(frozen, module = "factbox")]
pub(super) struct EntityMatcher(pub(super) crate::EntityMatcher);

#[pymethods]
impl EntityMatcher {
    #[new]
    #[pyo3(signature = (gazetteer, *, case = "smart", overlaps = "longest", fold = true))]
    fn new(gazetteer: &Bound<'_, Gazetteer>, case: &str, overlaps: &str, fold: bool) -> PyResult<Self> {
        Ok(Self(crate::EntityMatcher::new(gazetteer.get().shared(), match_options(case, overlaps, fold)?)))
    }

    /// The names of a text: in order, whole words, not overlapping, the longest at each place.
    fn find<'py>(&self, text: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyList>> {
        let input = Input::new(text)?;
        listed(&input, &self.0)
    }

    fn __repr__(&self) -> String {
        format!("<EntityMatcher of {} entities>", self.0.gazetteer().len())
    }
}

/// The names that a matcher finds in a text.
pub(super) fn listed<'py>(input: &Input<'_, 'py>, matcher: &crate::EntityMatcher) -> PyResult<Bound<'py, PyList>> {
    let py = input.object.py();
    let text: &str = &input.text;
    let (found, offsets) = py.detach(|| (matcher.find_listed(text), Offsets::new(text)));
    let mentions =
        found.into_iter().map(|listed| Mention::of(input, &offsets, listed)).collect::<PyResult<Vec<_>>>()?;
    PyList::new(py, mentions)
}

/// The options of a matcher by their Python names.
pub(super) fn match_options(case: &str, overlaps: &str, fold: bool) -> PyResult<MatchOptions> {
    let (case, overlaps) = (CaseRule::from_name(case)?, Overlaps::from_name(overlaps)?);
    Ok(MatchOptions { case, overlaps, fold, ..MatchOptions::default() })
}
