//! Tables as Python sees them: Arrow to any library, rows as dicts, files.

#![allow(clippy::needless_pass_by_value, reason = "arguments as pyo3 hands them over")]

use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::types::{Float64Type, Int64Type};
use arrow_array::{Array, RecordBatch, RecordBatchIterator};
use arrow_schema::ffi::FFI_ArrowSchema;
use arrow_schema::{ArrowError, DataType, SchemaRef};
use pyo3::exceptions::PyOSError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyFloat, PyList, PyString, PyTuple, PyType};

use super::errors::FactboxError;
use super::options;
use super::pickles::{self, BatchBytes, Column};
use super::record::field_names;
use crate::tables::{IdKind, Rows, TableKind, Texts, same_rows, write_csv};

/// A table of results; ``pyarrow.table(table)``, ``polars.DataFrame(table)``, ``pandas.DataFrame.from_arrow(table)`` and DuckDB take
/// it as it is.
///
/// ``columns`` are the names of its columns; its length is the number of rows. Offsets in it count code points. Tables compare
/// and pickle by what is in them.
///
/// >>> import factbox
/// >>> table = factbox.analyze_many(["Over 5 people fled."], ids=["a"]).figures
/// >>> table
/// <Table figures: 1 rows, 18 columns>
/// >>> [(row["doc"], row["text"], row["low"]) for row in table.to_dicts()]
/// [('a', '5', 5.0)]
/// >>> table.to_dict()["high"]
/// [None]
#[pyclass(frozen, module = "factbox")]
pub(super) struct Table {
    name: String,
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
}

impl Table {
    pub(super) fn new(name: &str, schema: SchemaRef, batches: Vec<RecordBatch>) -> Self {
        Self { name: name.to_owned(), schema, batches }
    }
}

#[allow(clippy::needless_pass_by_value, reason = "as map_err hands it over")]
pub(super) fn failed(error: ArrowError) -> PyErr {
    FactboxError::new_err(format!("the table: {error}; give fewer texts at a time"))
}

/// Another library that a call needs.
fn library<'py>(py: Python<'py>, name: &str, wanted_by: &str) -> PyResult<Bound<'py, PyAny>> {
    py.import("factbox.files")?.call_method1("library", (name, wanted_by))
}

#[pymethods]
impl Table {
    /// The names of the columns.
    #[getter]
    fn columns(&self) -> Vec<&str> {
        self.schema.fields().iter().map(|field| field.name().as_str()).collect()
    }

    fn __len__(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    /// The columns and their types, for the Arrow PyCapsule interface.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(self.schema.as_ref()).map_err(failed)?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    /// The rows, for the Arrow PyCapsule interface.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // a wish that the interface allows to be left unheard
        let _ = requested_schema;
        let batches = self.batches.clone().into_iter().map(Ok);
        let reader = RecordBatchIterator::new(batches, Arc::clone(&self.schema));
        PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(reader)), c"arrow_array_stream")
    }

    /// The table as a pyarrow.Table; pyarrow has to be installed.
    fn to_arrow<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        library(slf.py(), "pyarrow", "to_arrow()")?.call_method1("table", (slf,))
    }

    /// The table as a pandas.DataFrame; pandas and pyarrow have to be installed.
    fn to_pandas<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        library(slf.py(), "pandas", "to_pandas()")?;
        let arrow = library(slf.py(), "pyarrow", "to_pandas()")?;
        arrow.call_method1("table", (slf,))?.call_method0("to_pandas")
    }

    /// The table as a polars.DataFrame; Polars has to be installed.
    fn to_polars<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        library(slf.py(), "polars", "to_polars()")?.call_method1("DataFrame", (slf,))
    }

    /// The rows as dicts, the first ``limit`` of them if that is given; needs no other library.
    #[pyo3(signature = (limit = None))]
    fn to_dicts<'py>(&self, py: Python<'py>, limit: Option<Bound<'py, PyAny>>) -> PyResult<Bound<'py, PyList>> {
        let counted = |limit| options::number("limit", "0 or more rows, or None for all", 0, usize::MAX, &limit);
        let limit = limit.map(counted).transpose()?;
        let names: Vec<_> =
            self.schema.fields().iter().map(|field| PyString::intern(py, field.name()).unbind()).collect();
        let rows = PyList::empty(py);
        for batch in &self.batches {
            let left = limit.map_or(usize::MAX, |limit| limit - rows.len());
            for row in 0..batch.num_rows().min(left) {
                let dict = PyDict::new(py);
                for (name, column) in names.iter().zip(batch.columns()) {
                    dict.set_item(name, cell(py, column.as_ref(), row)?)?;
                }
                rows.append(dict)?;
            }
        }
        Ok(rows)
    }

    /// The columns as lists of plain JSON values, by their names; an infinite number is None.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        for (at, field) in self.schema.fields().iter().enumerate() {
            let values = PyList::empty(py);
            for column in self.batches.iter().map(|batch| batch.column(at)) {
                for row in 0..column.len() {
                    values.append(cell(py, column.as_ref(), row)?.filter(is_finite))?;
                }
            }
            dict.set_item(field.name(), values)?;
        }
        Ok(dict)
    }

    /// Writes the table as a CSV file: UTF-8 with a header, null as an empty field, an infinite end as "inf" or "-inf". A file
    /// of that name is overwritten.
    ///
    /// Raises OSError if it cannot be written.
    fn write_csv(&self, py: Python<'_>, #[pyo3(from_py_with = options::path)] path: PathBuf) -> PyResult<()> {
        let write = || write_csv(File::create(&path)?, &self.schema, &self.batches, true);
        py.detach(write).map_err(|error| unwritten(error, &path))
    }

    /// Writes the table as a Parquet file; pyarrow or Polars has to be installed. A file of that name is overwritten.
    fn write_parquet(slf: &Bound<'_, Self>, #[pyo3(from_py_with = options::path)] path: PathBuf) -> PyResult<()> {
        slf.py().import("factbox.files")?.call_method1("write_parquet", (slf, path)).map(drop)
    }

    /// Whether the other is a table of the same name with the same columns and rows.
    fn __eq__(&self, py: Python<'_>, other: &Bound<'_, Self>) -> bool {
        let other = other.get();
        py.detach(|| self.name == other.name && self.schema == other.schema && same_rows(&self.batches, &other.batches))
    }

    fn __hash__(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        // few tables have as many rows as another, so there is no need to read them
        (&self.name, self.columns(), self.__len__()).hash(&mut hasher);
        hasher.finish()
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
        let py = slf.py();
        let table = slf.get();
        let state = (&table.name, pickles::columns(&table.schema), pickles::to_bytes(py, &table.batches));
        Ok((py.get_type::<Self>().getattr("_from_bytes")?, state.into_pyobject(py)?))
    }

    /// The table of a pickle.
    #[staticmethod]
    fn _from_bytes(name: &str, columns: Vec<Column>, batches: Vec<BatchBytes<'_>>) -> PyResult<Self> {
        let schema = pickles::schema(columns);
        let batches = pickles::from_bytes(&schema, batches).map_err(|error| {
            FactboxError::new_err(format!("the pickle of a table is damaged: {error}; make it again"))
        })?;
        Ok(Self::new(name, schema, batches))
    }

    fn __repr__(&self) -> String {
        let rows = self.__len__();
        let unit = if rows == 1 { "row" } else { "rows" };
        format!("<Table {}: {rows} {unit}, {} columns>", self.name, self.schema.fields().len())
    }

    /// What Jupyter shows: the first rows.
    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("factbox.display")?.call_method1("head_html", (&slf.get().name, slf))
    }
}

/// The error for a file that cannot be written: of the kind that Python has for it, and with its name.
fn unwritten(error: csv::Error, path: &Path) -> PyErr {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => match error.raw_os_error() {
            Some(code) => {
                let told = error.to_string();
                let reason = told.split(" (os error").next().unwrap_or_default().to_owned();
                PyOSError::new_err((code, reason, path.as_os_str().to_owned()))
            }
            None => PyOSError::new_err(format!("{}: {error}", path.display())),
        },
        other => PyOSError::new_err(format!("{}: {other:?}", path.display())),
    }
}

fn is_finite(value: &Bound<'_, PyAny>) -> bool {
    value.cast::<PyFloat>().map_or(true, |number| number.value().is_finite())
}

fn cell<'py>(py: Python<'py>, column: &dyn Array, row: usize) -> PyResult<Option<Bound<'py, PyAny>>> {
    if column.is_null(row) {
        return Ok(None);
    }
    Ok(match column.data_type() {
        DataType::Int64 => Some(column.as_primitive::<Int64Type>().value(row).into_pyobject(py)?.into_any()),
        DataType::Float64 => Some(column.as_primitive::<Float64Type>().value(row).into_pyobject(py)?.into_any()),
        _ => Texts::of(column).and_then(|texts| texts.get(row).map(|text| PyString::new(py, text).into_any())),
    })
}

/// The tables of many documents: ``sentences``, ``mentions``, ``figures``, and ``errors`` with what could not be read and why.
///
/// The column ``doc`` of each is the id of the document, or its position. Tables compare and pickle by what is in them.
///
/// >>> import factbox, pickle
/// >>> tables = factbox.analyze_many(["Five people fled Tehran."])
/// >>> tables
/// <Tables of 1 documents: 1 sentences, 1 mentions, 1 figures, 0 errors>
/// >>> pickle.loads(pickle.dumps(tables)) == tables
/// True
/// >>> tables.to_dict()["mentions"]["name"]
/// ['Tehran']
#[pyclass(frozen, get_all, module = "factbox")]
pub(super) struct Tables {
    sentences: Py<Table>,
    mentions: Py<Table>,
    figures: Py<Table>,
    errors: Py<Table>,
    /// How many documents the tables tell of, those without rows and those that could not be read included.
    documents: usize,
}

impl Tables {
    pub(super) fn build(py: Python<'_>, rows: Rows, ids: IdKind) -> PyResult<Self> {
        let table = |kind: TableKind, batches| Py::new(py, Table::new(kind.name(), kind.schema(ids), batches));
        Ok(Self {
            sentences: table(TableKind::Sentences, rows.sentences)?,
            mentions: table(TableKind::Mentions, rows.mentions)?,
            figures: table(TableKind::Figures, rows.figures)?,
            errors: table(TableKind::Errors, rows.errors)?,
            documents: rows.documents,
        })
    }

    fn each(&self) -> [&Py<Table>; 4] {
        [&self.sentences, &self.mentions, &self.figures, &self.errors]
    }
}

#[pymethods]
impl Tables {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    fn fields(py: Python<'_>) -> PyResult<Py<PyTuple>> {
        field_names(py, ["sentences", "mentions", "figures", "errors", "documents"])
    }

    #[new]
    fn new(sentences: Py<Table>, mentions: Py<Table>, figures: Py<Table>, errors: Py<Table>, documents: usize) -> Self {
        Self { sentences, mentions, figures, errors, documents }
    }

    /// The number of documents, and each table as its ``to_dict()``.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        dict.set_item("documents", self.documents)?;
        for table in self.each().map(Py::get) {
            dict.set_item(&table.name, table.to_dict(py)?)?;
        }
        Ok(dict)
    }

    /// Whether the other tells the same of as many documents.
    fn __eq__(&self, py: Python<'_>, other: &Bound<'_, Self>) -> bool {
        let other = other.get();
        let mut pairs = self.each().into_iter().zip(other.each());
        self.documents == other.documents && pairs.all(|(table, other)| table.get().__eq__(py, other.bind(py)))
    }

    fn __hash__(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        (self.documents, self.each().map(|table| table.get().__hash__())).hash(&mut hasher);
        hasher.finish()
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyType>, Bound<'py, PyTuple>)> {
        let [sentences, mentions, figures, errors] = self.each();
        let state = (sentences, mentions, figures, errors, self.documents);
        Ok((py.get_type::<Self>(), state.into_pyobject(py)?))
    }

    /// Writes each table into the folder, which is made if need be, as ``sentences.csv`` and so on: UTF-8, null as an empty
    /// field, an infinite end as "inf" or "-inf". Files of these names are overwritten.
    ///
    /// Raises OSError if a file cannot be written.
    fn write_csv(&self, py: Python<'_>, #[pyo3(from_py_with = options::dir)] dir: PathBuf) -> PyResult<()> {
        fs::create_dir_all(&dir)?;
        for table in self.each() {
            let table = table.get();
            table.write_csv(py, dir.join(format!("{}.csv", table.name)))?;
        }
        Ok(())
    }

    /// Writes each table into the folder, which is made if need be, as ``sentences.parquet`` and so on; pyarrow or Polars has
    /// to be installed. Files of these names are overwritten.
    fn write_parquet(&self, py: Python<'_>, #[pyo3(from_py_with = options::dir)] dir: PathBuf) -> PyResult<()> {
        fs::create_dir_all(&dir)?;
        for table in self.each() {
            Table::write_parquet(table.bind(py), dir.join(format!("{}.parquet", table.get().name)))?;
        }
        Ok(())
    }

    fn __repr__(&self) -> String {
        let [sentences, mentions, figures, errors] = self.each().map(|table| table.get().__len__());
        format!(
            "<Tables of {} documents: {sentences} sentences, {mentions} mentions, {figures} figures, {errors} errors>",
            self.documents
        )
    }

    /// What Jupyter shows: the first rows of each table.
    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("factbox.display")?.call_method1("tables_html", (slf,))
    }
}
