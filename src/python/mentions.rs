//! The mentions of many texts as an Arrow table.

use std::fmt::Write;
use std::sync::Arc;

use arrow_array::builder::{Float64Builder, Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyString;

use super::arguments::{Threads, walk, wrong_type};
use super::corpus::{is_missing, refuse_table};
use super::input::Input;
use super::table::{Table, failed};
use crate::EntityMatcher;
use crate::text::Offsets;

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

/// The names of many texts, a row each: doc, mention, start, end, text, label, entity, name, method, score.
pub(super) fn find(
    py: Python<'_>,
    matcher: &EntityMatcher,
    texts: &Bound<'_, PyAny>,
    threads: Threads,
) -> PyResult<Table> {
    if texts.is_instance_of::<PyString>() {
        return Err(PyTypeError::new_err("texts is one str; give a list of them, or call find"));
    }
    refuse_table(texts)?;
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
            batches.extend(py.detach(|| by_threads(matcher, &waiting, threads.number, &schema)).map_err(failed)?);
            waiting.clear();
            bytes = 0;
        }
    }
    batches.extend(py.detach(|| by_threads(matcher, &waiting, threads.number, &schema)).map_err(failed)?);
    Ok(Table::new("mentions", schema, batches))
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
