//! The mentions of many texts as an Arrow table.

use std::fmt::Write;
use std::sync::Arc;

use arrow_array::builder::{Float64Builder, Int64Builder, StringBuilder};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{ArrayRef, RecordBatch, RecordBatchIterator};
use arrow_schema::ffi::FFI_ArrowSchema;
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyFloat, PyString};

use super::arguments::{walk, wrong_type};
use super::errors::FactboxError;
use super::input::Input;
use crate::EntityMatcher;
use crate::text::Offsets;

/// The names of many texts, a row each: doc, mention, start, end, text, label, entity, name, method, score.
///
/// ``pyarrow.table(table)``, ``polars.DataFrame(table)``, ``pandas.DataFrame.from_arrow(table)`` and DuckDB take it as it is.
#[pyclass(frozen, module = "factbox")]
pub(super) struct MentionTable {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
}

fn schema() -> SchemaRef {
    let number = |name| Field::new(name, DataType::Int64, false);
    let text = |name| Field::new(name, DataType::Utf8, false);
    Arc::new(Schema::new(vec![
        number("doc"),
        number("mention"),
        number("start"),
        number("end"),
        text("text"),
        text("label"),
        text("entity"),
        text("name"),
        text("method"),
        Field::new("score", DataType::Float64, false),
    ]))
}

/// Bytes of text to one batch, so that its columns of text stay well under 2 GiB.
const BATCH: usize = 64 << 20;

impl MentionTable {
    pub(super) fn find(
        py: Python<'_>,
        matcher: &EntityMatcher,
        texts: &Bound<'_, PyAny>,
        threads: Option<i64>,
    ) -> PyResult<Self> {
        if texts.is_instance_of::<PyString>() {
            return Err(PyTypeError::new_err("texts is one str; give a list of them, or call find"));
        }
        let threads = match threads {
            None => std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
            Some(number) => usize::try_from(number).ok().filter(|number| *number > 0).ok_or_else(|| {
                FactboxError::new_err(format!("threads is {number}; give 1 or more, or None for one for each core"))
            })?,
        };
        let schema = schema();
        let mut batches = Vec::new();
        let (mut waiting, mut bytes, mut doc) = (Vec::new(), 0, 0);
        // an Arrow array gives objects of its own when it is walked
        let texts = if texts.hasattr("to_pylist")? { &texts.call_method0("to_pylist")? } else { texts };
        for text in walk("texts", "a list of str", texts)? {
            let text = text?;
            if !is_missing(&text) {
                let odd = |error: PyErr| {
                    let is_text = text.is_instance_of::<PyString>();
                    if is_text { error } else { wrong_type(&format!("texts[{doc}]"), "a str or None", &text) }
                };
                let own = Input::new(&text).map_err(odd)?.text.into_owned();
                bytes += own.len();
                waiting.push((doc, own));
            }
            doc += 1;
            if bytes >= BATCH {
                py.check_signals()?;
                batches.extend(py.detach(|| by_threads(matcher, &waiting, threads, &schema)).map_err(failed)?);
                waiting.clear();
                bytes = 0;
            }
        }
        batches.extend(py.detach(|| by_threads(matcher, &waiting, threads, &schema)).map_err(failed)?);
        Ok(Self { schema, batches })
    }
}

/// Whether there is no text: None, or what a pandas Series has in its place, a float that is no number.
fn is_missing(text: &Bound<'_, PyAny>) -> bool {
    text.is_none() || text.cast::<PyFloat>().is_ok_and(|number| number.value().is_nan())
}

#[allow(clippy::needless_pass_by_value, reason = "as map_err hands it over")]
fn failed(error: arrow_schema::ArrowError) -> PyErr {
    FactboxError::new_err(format!("the table: {error}; give fewer texts at a time"))
}

type Batches = Result<Vec<RecordBatch>, arrow_schema::ArrowError>;

/// The rows of some texts, shared out among threads in stretches of about the same length.
fn by_threads(matcher: &EntityMatcher, texts: &[(i64, String)], threads: usize, schema: &SchemaRef) -> Batches {
    let total: usize = texts.iter().map(|(_, text)| text.len()).sum();
    let share = (total / threads).max(1 << 16);
    let mut shares = Vec::new();
    let (mut from, mut size) = (0, 0);
    for (index, (_, text)) in texts.iter().enumerate() {
        size += text.len();
        if size >= share || index + 1 == texts.len() {
            shares.push(&texts[from..=index]);
            (from, size) = (index + 1, 0);
        }
    }
    if let [only] = shares.as_slice() {
        return Ok(vec![rows(matcher, only, schema)?]);
    }
    std::thread::scope(|scope| {
        let working: Vec<_> = shares.iter().map(|share| scope.spawn(|| rows(matcher, share, schema))).collect();
        working
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

fn rows(
    matcher: &EntityMatcher,
    texts: &[(i64, String)],
    schema: &SchemaRef,
) -> Result<RecordBatch, arrow_schema::ArrowError> {
    let [mut docs, mut mentions, mut starts, mut ends] = std::array::from_fn(|_| Int64Builder::new());
    let [mut pieces, mut labels, mut entities, mut names, mut methods] = std::array::from_fn(|_| StringBuilder::new());
    let mut scores = Float64Builder::new();
    let number = |value: usize| i64::try_from(value).unwrap_or(i64::MAX);
    for (doc, text) in texts {
        let offsets = Offsets::new(text);
        let mut index = 0;
        matcher.each(text, |span, entry, method, score| {
            docs.append_value(*doc);
            mentions.append_value(index);
            index += 1;
            starts.append_value(number(offsets.code_point(span.start)));
            ends.append_value(number(offsets.code_point(span.end)));
            pieces.append_value(span.of(text));
            labels.append_value(entry.as_ref().map_or("", |entry| entry.label));
            let name = entry.as_ref().map_or("", |entry| entry.name);
            if let Some(id) = entry.as_ref().and_then(crate::Entry::own_id) {
                entities.append_value(id);
            } else {
                // as `Entry::id` makes it, without a string of its own
                let _ = entities.write_str(if entry.is_some() { "~" } else { "" });
                entities.append_value(name);
            }
            names.append_value(name);
            methods.append_value(method.name());
            scores.append_value(score);
        });
    }
    let columns: Vec<ArrayRef> = vec![
        Arc::new(docs.finish()),
        Arc::new(mentions.finish()),
        Arc::new(starts.finish()),
        Arc::new(ends.finish()),
        Arc::new(pieces.finish()),
        Arc::new(labels.finish()),
        Arc::new(entities.finish()),
        Arc::new(names.finish()),
        Arc::new(methods.finish()),
        Arc::new(scores.finish()),
    ];
    RecordBatch::try_new(Arc::clone(schema), columns)
}

#[pymethods]
impl MentionTable {
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
        slf.py().import("pyarrow")?.call_method1("table", (slf,))
    }

    /// The table as a pandas.DataFrame; pandas and pyarrow have to be installed.
    fn to_pandas<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        Self::to_arrow(slf)?.call_method0("to_pandas")
    }

    /// The table as a polars.DataFrame; Polars has to be installed.
    fn to_polars<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("polars")?.call_method1("DataFrame", (slf,))
    }

    fn __repr__(&self) -> String {
        let rows = self.__len__();
        format!("<MentionTable of {rows} {}>", if rows == 1 { "row" } else { "rows" })
    }
}
