#![allow(clippy::needless_pass_by_value, reason = "arguments as pyo3 hands them over")]

use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use arrow_array::Array;
use pyo3::exceptions::{PyKeyError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString, PyTuple};
use serde_json::{Map, Value};

use super::arguments::{Progress, several, wrong_type};
use super::columns::{batches, json, list, lists_text};
use super::entities::from_json;
use super::errors::GazetteerError;
use super::options;
use super::records::{lap, read_records};
use crate::entities::{Awaited, FIELDS, Reader, Row, Sink, csv_records, json_records, mend_unknown, policy, suits};
use crate::tables::Texts;
use crate::text::lists::items;
use crate::{Error, Fields, LeftOut, NamePolicy, Reading};

/// A list of names to find: entities with their ids, labels, names and aliases.
///
/// Made by ``from_records``, ``from_csv``, ``from_tsv``, ``from_jsonl``, ``from_arrow``, ``from_parquet`` or ``open``. A record
/// has a ``name``, and may have an ``id``, a ``label``, ``aliases``, and ``case``: how its names are matched, whatever the
/// matcher says ("smart", "exact", "any", or "upper" for capitals only). An alias is a str, or a mapping with ``name`` and
/// ``case``. Further fields are refused unless ``metadata`` names them or is "all"; they come back as the ``metadata`` of
/// mentions. With ``strict=False`` records that cannot be used are left out, and ``left_out`` says which and why.
#[pyclass(frozen, module = "factbox")]
pub(super) struct Gazetteer {
    own: RwLock<Arc<crate::Gazetteer>>,
    left_out: Vec<LeftOut>,
}

impl Gazetteer {
    pub(super) fn new(own: Arc<crate::Gazetteer>) -> Self {
        Self { own: RwLock::new(own), left_out: Vec::new() }
    }

    fn read((own, left_out): (crate::Gazetteer, Vec<LeftOut>)) -> Self {
        Self { own: RwLock::new(Arc::new(own)), left_out }
    }

    fn built(py: Python<'_>, sink: Sink) -> Self {
        let (store, left_out) = py.detach(|| sink.finish());
        Self::read((store.into(), left_out))
    }

    /// The entities as they are now; what is added later is not in it.
    pub(super) fn shared(&self) -> Arc<crate::Gazetteer> {
        Arc::clone(&self.own.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts what is made of the entities in their place; no change of another thread comes between.
    fn change(
        &self,
        py: Python<'_>,
        make: impl FnOnce(&crate::Gazetteer) -> crate::Result<crate::Gazetteer> + Send,
    ) -> PyResult<()> {
        py.detach(|| {
            let mut own = self.own.write().unwrap_or_else(PoisonError::into_inner);
            *own = Arc::new(make(&own)?);
            Ok(())
        })
    }

    fn described<'py>(py: Python<'py>, entry: &crate::Entry<'_>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        dict.set_item("id", entry.id())?;
        dict.set_item("label", entry.label)?;
        dict.set_item("name", entry.name)?;
        let case = entry.names().next().map(|name| name.policy).unwrap_or_default();
        let aliases = PyList::empty(py);
        for alias in entry.names().skip(1) {
            if alias.policy == case {
                aliases.append(alias.text)?;
            } else {
                let ruled = PyDict::new(py);
                ruled.set_item("name", alias.text)?;
                ruled.set_item("case", alias.policy.name())?;
                aliases.append(ruled)?;
            }
        }
        dict.set_item("aliases", aliases)?;
        if let Some(case) = case.name() {
            dict.set_item("case", case)?;
        }
        if let Some(metadata) = entry.metadata() {
            dict.update(from_json(py, metadata)?.cast::<PyDict>()?.as_mapping())?;
        }
        Ok(dict)
    }
}

#[pymethods]
impl Gazetteer {
    #[new]
    #[pyo3(signature = (*_given, **_named), text_signature = None)]
    fn refuse(_given: &Bound<'_, PyTuple>, _named: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        Err(PyTypeError::new_err(
            "a Gazetteer is made by Gazetteer.from_records([{\"name\": \"Oslo\"}]), from_csv(path), from_tsv, from_jsonl, \
             from_arrow or from_parquet, or by Gazetteer.open(path) of what save wrote",
        ))
    }

    /// Makes a gazetteer of mappings with ``name`` and any of ``id``, ``label``, ``aliases`` (a list) and ``case``.
    ///
    /// Raises `GazetteerError` for a record without a name, an unknown field, or an id given twice. ``progress`` is called
    /// now and then, and at the end, with the number of records read so far.
    #[staticmethod]
    #[pyo3(signature = (records, *, metadata = FieldNames(Fields::Refused), strict = true, progress = None), text_signature = "(records, *, metadata=(), strict=True, progress=None)")]
    fn from_records(
        py: Python<'_>,
        records: &Bound<'_, PyAny>,
        metadata: FieldNames,
        #[pyo3(from_py_with = options::strict)] strict: bool,
        progress: Option<Progress>,
    ) -> PyResult<Self> {
        let sink = read_records(records, &metadata.0, Awaited::of(&metadata.0), Sink::new(!strict), progress.as_ref())?;
        Ok(Self::built(py, sink))
    }

    /// Reads comma-separated values with a header: ``name``, and any of ``id``, ``label``, ``aliases`` (parted by "|"),
    /// ``case``.
    ///
    /// Raises `GazetteerError` with the file, line and field for what cannot be used.
    #[staticmethod]
    #[pyo3(signature = (path, *, sep = Separator(b','), metadata = FieldNames(Fields::Refused), strict = true, progress = None), text_signature = "(path, *, sep=',', metadata=(), strict=True, progress=None)")]
    fn from_csv(
        py: Python<'_>,
        #[pyo3(from_py_with = options::path)] path: PathBuf,
        sep: Separator,
        metadata: FieldNames,
        #[pyo3(from_py_with = options::strict)] strict: bool,
        progress: Option<Progress>,
    ) -> PyResult<Self> {
        let reading = Reading { lenient: !strict, metadata: metadata.0 };
        let sink = py.detach(|| csv_records(&path, sep.0, &reading, |read| told(read, progress.as_ref())))?;
        Ok(Self::built(py, sink))
    }

    /// Reads tab-separated values with a header, as ``from_csv`` does; quotation marks are letters like others.
    #[staticmethod]
    #[pyo3(signature = (path, *, metadata = FieldNames(Fields::Refused), strict = true, progress = None), text_signature = "(path, *, metadata=(), strict=True, progress=None)")]
    fn from_tsv(
        py: Python<'_>,
        #[pyo3(from_py_with = options::path)] path: PathBuf,
        metadata: FieldNames,
        #[pyo3(from_py_with = options::strict)] strict: bool,
        progress: Option<Progress>,
    ) -> PyResult<Self> {
        Self::from_csv(py, path, Separator(b'\t'), metadata, strict, progress)
    }

    /// Reads JSON lines: an object a line with ``name``, and any of ``id``, ``label``, ``aliases`` (a list), ``case``.
    ///
    /// Raises `GazetteerError` with the file, line and column or field for what cannot be used.
    #[staticmethod]
    #[pyo3(signature = (path, *, metadata = FieldNames(Fields::Refused), strict = true, progress = None), text_signature = "(path, *, metadata=(), strict=True, progress=None)")]
    fn from_jsonl(
        py: Python<'_>,
        #[pyo3(from_py_with = options::path)] path: PathBuf,
        metadata: FieldNames,
        #[pyo3(from_py_with = options::strict)] strict: bool,
        progress: Option<Progress>,
    ) -> PyResult<Self> {
        let reading = Reading { lenient: !strict, metadata: metadata.0 };
        let sink = py.detach(|| json_records(&path, &reading, |read| told(read, progress.as_ref())))?;
        Ok(Self::built(py, sink))
    }

    /// Takes a table of pyarrow, Polars, pandas, DuckDB or whatever else has ``__arrow_c_stream__``: a column ``name``, and any
    /// of ``id``, ``label``, ``aliases`` (lists, or text parted by "|"), ``case``.
    ///
    /// Raises `GazetteerError` with the row and column for what cannot be used.
    #[staticmethod]
    #[pyo3(signature = (table, *, metadata = FieldNames(Fields::Refused), strict = true, progress = None), text_signature = "(table, *, metadata=(), strict=True, progress=None)")]
    fn from_arrow(
        py: Python<'_>,
        table: &Bound<'_, PyAny>,
        metadata: FieldNames,
        #[pyo3(from_py_with = options::strict)] strict: bool,
        progress: Option<Progress>,
    ) -> PyResult<Self> {
        let sink = read_arrow(py, table, "", &metadata.0, strict, progress.as_ref())?;
        Ok(Self::built(py, sink))
    }

    /// Reads a Parquet file with the columns of ``from_arrow``, by pyarrow or Polars, whichever is installed.
    #[staticmethod]
    #[pyo3(signature = (path, *, metadata = FieldNames(Fields::Refused), strict = true, progress = None), text_signature = "(path, *, metadata=(), strict=True, progress=None)")]
    fn from_parquet(
        py: Python<'_>,
        #[pyo3(from_py_with = options::path)] path: PathBuf,
        metadata: FieldNames,
        #[pyo3(from_py_with = options::strict)] strict: bool,
        progress: Option<Progress>,
    ) -> PyResult<Self> {
        let shown = path.display().to_string();
        let table = parquet(py, &path)?;
        let sink = read_arrow(py, &table, &format!("{shown}, "), &metadata.0, strict, progress.as_ref())?;
        Ok(Self::built(py, sink))
    }

    /// Opens a saved gazetteer by memory map: at once, whatever its size, and shared with other processes that open it.
    ///
    /// Only the header is checked; ``verify`` checks the rest. While it is open, replace the file (as ``save`` does) rather
    /// than write over it. Raises `GazetteerError` for a file that is no gazetteer, cut short or of another version.
    #[staticmethod]
    fn open(py: Python<'_>, #[pyo3(from_py_with = options::path)] path: PathBuf) -> PyResult<Self> {
        Ok(Self::new(Arc::new(py.detach(|| crate::Gazetteer::open(path))?)))
    }

    /// Saves the gazetteer for ``open``. The file is complete or not there: an older one stays until then.
    fn save(&self, py: Python<'_>, #[pyo3(from_py_with = options::path)] path: PathBuf) -> PyResult<()> {
        let own = self.shared();
        Ok(py.detach(|| own.save(path))?)
    }

    /// Checks every byte of an opened gazetteer; raises `GazetteerError` if it was altered or is damaged.
    fn verify(&self, py: Python<'_>) -> PyResult<()> {
        let own = self.shared();
        Ok(py.detach(|| own.verify())?)
    }

    /// Adds records, in place. Matchers made before do not see them.
    ///
    /// Raises `GazetteerError` as ``from_records``, and for an id that is there already; then nothing is added.
    #[pyo3(signature = (records, *, metadata = FieldNames(Fields::Refused)), text_signature = "($self, records, *, metadata=())")]
    fn add(&self, py: Python<'_>, records: &Bound<'_, PyAny>, metadata: FieldNames) -> PyResult<()> {
        let beside = Sink::beside(crate::Gazetteer::clone(&self.shared()));
        // a few records that are added may well lack what those before have
        let sink = read_records(records, &metadata.0, Awaited::default(), beside, None)?;
        self.change(py, |own| own.with_built(sink.finish().0))
    }

    /// Removes the entities of these ids, in place. Raises `GazetteerError` for an id that is not there; then nothing is
    /// removed.
    #[pyo3(signature = (ids))]
    fn remove(&self, py: Python<'_>, ids: &Bound<'_, PyAny>) -> PyResult<()> {
        let ids = several("ids", "several str in a list", ids)?;
        self.change(py, |own| own.without(ids.iter().map(String::as_str)))
    }

    /// The records that were left out in lenient reading: where each stands, and why.
    #[getter]
    fn left_out(&self) -> Vec<(&str, &str)> {
        self.left_out.iter().map(|one| (one.place.as_str(), one.problem.as_str())).collect()
    }

    /// The entities of both; where both have an id, the right one stands.
    fn __add__(&self, py: Python<'_>, other: &Bound<'_, Self>) -> PyResult<Self> {
        let (own, other) = (self.shared(), other.get().shared());
        Ok(Self::new(Arc::new(py.detach(|| own.merged(&other))?)))
    }

    fn __len__(&self) -> usize {
        self.shared().len()
    }

    fn __contains__(&self, id: &Bound<'_, PyAny>) -> bool {
        id.extract::<String>().is_ok_and(|id| self.shared().get(&id).is_some())
    }

    fn __getitem__<'py>(&self, py: Python<'py>, id: &Bound<'_, PyAny>) -> PyResult<Bound<'py, PyDict>> {
        let own = self.shared();
        let id = id.cast::<PyString>().map_err(|_| wrong_type("id", "str", id))?.to_str()?;
        let entry = own.get(id).ok_or_else(|| PyKeyError::new_err(id.to_owned()))?;
        Self::described(py, &entry)
    }

    /// What ``gazetteer[id]`` gives, or ``default`` where no entity has the id.
    #[pyo3(signature = (id, default = None))]
    fn get<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'_, PyAny>,
        default: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Option<Bound<'py, PyAny>>> {
        match self.__getitem__(py, id) {
            Ok(entity) => Ok(Some(entity.into_any())),
            Err(error) if error.is_instance_of::<PyKeyError>(py) => Ok(default),
            Err(error) => Err(error),
        }
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let own = self.shared();
        let ids = py.detach(|| own.ids())?;
        Ok(PyList::new(py, ids)?.try_iter()?.into_any())
    }

    fn __repr__(&self) -> String {
        format!("<Gazetteer of {}>", entities(self.shared().len()))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyAny>,))> {
        let py = slf.py();
        let own = slf.get().shared();
        let bytes = py.detach(|| own.to_bytes())?;
        Ok((slf.get_type().getattr("_from_bytes")?, (pyo3::types::PyBytes::new(py, &bytes).into_any(),)))
    }

    /// What pickling needs.
    #[staticmethod]
    fn _from_bytes(bytes: Vec<u8>) -> PyResult<Self> {
        Ok(Self::new(Arc::new(crate::Gazetteer::from_bytes(bytes)?)))
    }
}

/// So many entities, in words.
pub(super) fn entities(count: usize) -> String {
    format!("{count} {}", if count == 1 { "entity" } else { "entities" })
}

/// Names of further fields: an iterable of str, or "all".
pub(super) struct FieldNames(pub(super) Fields);

impl<'py> FromPyObject<'_, 'py> for FieldNames {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if let Ok(name) = object.cast::<PyString>()
            && name.to_str()? == "all"
        {
            return Ok(Self(Fields::All));
        }
        let names = several("metadata", "a list of field names, or \"all\"", &object)?;
        Ok(Self(if names.is_empty() { Fields::Refused } else { Fields::Named(names) }))
    }
}

/// The one ASCII character that parts cells.
struct Separator(u8);

impl<'py> FromPyObject<'_, 'py> for Separator {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let text =
            object.cast::<PyString>().map_err(|_| wrong_type("sep", "one character, as \",\" or \";\"", &object))?;
        let text = text.to_str()?;
        match text.as_bytes() {
            [sep] if sep.is_ascii() && !matches!(sep, b'"' | b'\n' | b'\r') => Ok(Self(*sep)),
            _ => Err(GazetteerError::new_err(format!(
                "sep is {text:?}; give one ASCII character that parts cells, as \",\" or \";\""
            ))),
        }
    }
}

/// Tells how many records were read, from where Python is let go.
fn told(read: usize, progress: Option<&Progress>) -> PyResult<()> {
    Python::attach(|py| lap(py, read, progress))
}

/// The table of a Parquet file, by whatever reads such files here.
fn parquet<'py>(py: Python<'py>, path: &std::path::Path) -> PyResult<Bound<'py, PyAny>> {
    let failed = |error: PyErr| GazetteerError::new_err(format!("{}: {error}; check the file", path.display()));
    suits(path, Reader::Parquet)?;
    if let Ok(pyarrow) = py.import("pyarrow.parquet") {
        return pyarrow.call_method1("read_table", (path,)).map_err(failed);
    }
    if let Ok(polars) = py.import("polars") {
        return polars.call_method1("read_parquet", (path,)).map_err(failed);
    }
    Err(GazetteerError::new_err(format!(
        "{}: nothing here reads Parquet; install pyarrow or polars, or save the table as CSV",
        path.display()
    )))
}

fn read_arrow(
    py: Python<'_>,
    table: &Bound<'_, PyAny>,
    whence: &str,
    fields: &Fields,
    strict: bool,
    progress: Option<&Progress>,
) -> PyResult<Sink> {
    let mut sink = Sink::new(!strict);
    let mut read = 0;
    for batch in batches(table)? {
        let batch = batch.map_err(|error| GazetteerError::new_err(format!("{whence}{error}; check the table")))?;
        py.detach(|| rows(&batch, read, whence, fields, &mut sink))?;
        read += batch.num_rows();
        lap(py, read, progress)?;
    }
    Ok(sink)
}

/// Takes in the rows of a batch; `first` is the number of the first.
fn rows(
    batch: &arrow_array::RecordBatch,
    first: usize,
    whence: &str,
    fields: &Fields,
    sink: &mut Sink,
) -> crate::Result<()> {
    let malformed = |problem: String| Error::Gazetteer {
        place: format!("{whence}the table"),
        problem,
        mend: "give columns of text id, label, name, aliases, case; name others as metadata to keep them".to_owned(),
    };
    let schema = batch.schema();
    let column = |name: &str| batch.column_by_name(name).map(AsRef::as_ref);
    let texts = |name: &str| -> crate::Result<Option<Texts<'_>>> {
        let Some(array) = column(name) else { return Ok(None) };
        let other = || malformed(format!("the column {name:?} is of type {}, not text", array.data_type()));
        Texts::of(array).map(Some).ok_or_else(other)
    };
    if column("name").is_none()
        && batch
            .schema()
            .fields()
            .iter()
            .all(|field| fields.keeps(field.name()) || FIELDS.contains(&field.name().as_str()))
    {
        return Err(malformed("no column is called \"name\"".to_owned()));
    }
    if let Fields::Named(names) = fields
        && let Some(missing) = names.iter().find(|name| column(name).is_none())
    {
        return Err(malformed(format!("no column is called {missing:?}, which metadata names")));
    }
    let (id, label, name, case) = (texts("id")?, texts("label")?, texts("name")?, texts("case")?);
    let aliases = column("aliases");
    let parted = aliases.and_then(Texts::of);
    if let Some(odd) = aliases.filter(|aliases| parted.is_none() && !lists_text(*aliases)) {
        return Err(malformed(format!(
            "the column \"aliases\" is of type {}, not text or lists of it",
            odd.data_type()
        )));
    }
    let further: Vec<(&str, &dyn Array)> = schema
        .fields()
        .iter()
        .zip(batch.columns())
        .filter(|(field, _)| !FIELDS.contains(&field.name().as_str()))
        .map(|(field, array)| (field.name().as_str(), array.as_ref()))
        .collect();
    if let Some((unknown, _)) = further.iter().find(|(name, _)| !fields.keeps(name)) {
        let place = format!("{whence}the table");
        let problem = format!("the column {unknown:?} is unknown");
        return Err(Error::Gazetteer { place, problem, mend: mend_unknown(unknown) });
    }
    for row in 0..batch.num_rows() {
        let place = || format!("{whence}row {}", first + row);
        let refused = |problem: String, mend: &str| Error::Gazetteer { place: place(), problem, mend: mend.to_owned() };
        let rule = match policy(cell(case.as_ref(), row)) {
            Ok(rule) => rule,
            Err(refusal) => {
                sink.refuse(refused(refusal.problem, &refusal.mend))?;
                continue;
            }
        };
        let listed = aliases.and_then(|aliases| list(aliases, row));
        let listed = listed.as_ref().and_then(|listed| Texts::of(listed.as_ref()).map(|texts| (texts, listed.len())));
        let mut spellings: Vec<(&str, NamePolicy)> = Vec::new();
        if let Some((texts, count)) = &listed {
            spellings.extend((0..*count).filter_map(|at| texts.get(at)).map(|alias| (alias, rule)));
        } else if let Some(parted) = parted.as_ref().and_then(|parted| parted.get(row)) {
            spellings.extend(items(parted).map(|alias| (alias, rule)));
        }
        let mut metadata = Map::new();
        let mut odd = None;
        for (name, array) in &further {
            match json(*array, row) {
                Some(Value::Null) => {}
                Some(value) => drop(metadata.insert((*name).to_owned(), value)),
                None => odd = Some(format!("the column {name:?} is of type {}", array.data_type())),
            }
        }
        if let Some(problem) = odd {
            sink.refuse(refused(problem, "cast the column to text or numbers, or leave it out"))?;
            continue;
        }
        let metadata = (!metadata.is_empty()).then(|| Value::Object(metadata).to_string());
        let row = Row {
            id: cell(id.as_ref(), row),
            label: cell(label.as_ref(), row),
            name: cell(name.as_ref(), row),
            case: rule,
            aliases: &spellings,
            metadata: metadata.as_deref(),
        };
        sink.push(&row, place)?;
    }
    Ok(())
}

/// A cell of text that says something.
fn cell<'a>(column: Option<&'a Texts<'_>>, row: usize) -> Option<&'a str> {
    column?.get(row).map(str::trim).filter(|cell| !cell.is_empty())
}
