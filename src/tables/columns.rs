//! The schemas of the tables, and their columns as rows are put in.

use std::sync::Arc;

use arrow_array::builder::{ArrayBuilder, Float64Builder, Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};

use super::{Id, Ids};

/// The tables there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableKind {
    Sentences,
    Mentions,
    Figures,
    Errors,
}

/// What documents are called by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdKind {
    Number,
    Name,
}

/// A column: its name, its type, and whether a cell may be null.
type Column = (&'static str, DataType, bool);

const fn numbers(name: &'static str) -> Column {
    (name, DataType::Int64, false)
}

const fn floats(name: &'static str) -> Column {
    (name, DataType::Float64, false)
}

const fn texts(name: &'static str) -> Column {
    (name, DataType::Utf8, false)
}

const fn texts_or_null(name: &'static str) -> Column {
    (name, DataType::Utf8, true)
}

const SENTENCES: [Column; 5] =
    [numbers("sentence"), numbers("start"), numbers("end"), numbers("paragraph"), texts("text")];

const MENTIONS: [Column; 11] = [
    numbers("mention"),
    numbers("sentence"),
    numbers("start"),
    numbers("end"),
    texts("text"),
    texts("label"),
    texts("entity"),
    texts("name"),
    texts("method"),
    texts_or_null("role"),
    floats("score"),
];

const FIGURES: [Column; 17] = [
    numbers("figure"),
    numbers("sentence"),
    numbers("start"),
    numbers("end"),
    texts("text"),
    texts("kind"),
    ("value", DataType::Float64, true),
    floats("low"),
    floats("high"),
    texts("bound"),
    texts_or_null("trend"),
    texts_or_null("unit"),
    texts_or_null("noun"),
    texts_or_null("about"),
    texts_or_null("event"),
    texts_or_null("source"),
    texts_or_null("source_entity"),
];

const ERRORS: [Column; 1] = [texts("error")];

impl TableKind {
    pub const ALL: [TableKind; 4] = [TableKind::Sentences, TableKind::Mentions, TableKind::Figures, TableKind::Errors];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            TableKind::Sentences => "sentences",
            TableKind::Mentions => "mentions",
            TableKind::Figures => "figures",
            TableKind::Errors => "errors",
        }
    }

    /// The columns: `doc`, and the table's own.
    #[must_use]
    pub fn schema(self, ids: IdKind) -> SchemaRef {
        let own: &[Column] = match self {
            TableKind::Sentences => &SENTENCES,
            TableKind::Mentions => &MENTIONS,
            TableKind::Figures => &FIGURES,
            TableKind::Errors => &ERRORS,
        };
        let doc = match ids {
            IdKind::Number => numbers("doc"),
            IdKind::Name => texts("doc"),
        };
        let field = |(name, of, nullable): &Column| Field::new(*name, of.clone(), *nullable);
        Arc::new(Schema::new([doc].iter().chain(own).map(field).collect::<Vec<_>>()))
    }
}

/// A number as a table holds it.
pub(super) fn number(value: usize) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// Bytes of text to one batch: two of the longest cells still stay under the 2 GiB that a column may have.
const FULL: usize = 1 << 26;

/// A table under construction.
pub(super) struct Builder {
    schema: SchemaRef,
    columns: Vec<Cells>,
    bytes: usize,
    batches: Vec<RecordBatch>,
}

enum Cells {
    Numbers(Int64Builder),
    Floats(Float64Builder),
    Texts(StringBuilder),
}

impl Builder {
    pub(super) fn new(kind: TableKind, ids: IdKind) -> Self {
        let schema = kind.schema(ids);
        let cells = |field: &Arc<Field>| match field.data_type() {
            DataType::Int64 => Cells::Numbers(Int64Builder::new()),
            DataType::Float64 => Cells::Floats(Float64Builder::new()),
            _ => Cells::Texts(StringBuilder::new()),
        };
        let columns = schema.fields().iter().map(cells).collect();
        Self { schema, columns, bytes: 0, batches: Vec::new() }
    }

    /// Adds a row: the document's id, and the cells that `fill` puts in, in the order of the schema.
    pub(super) fn row(&mut self, id: Id, fill: impl FnOnce(&mut Row)) -> Result<(), ArrowError> {
        let mut row = Row { cells: self.columns.iter_mut(), bytes: 0 };
        match id.ids {
            Ids::Numbers(ids) => row.number(ids.get(id.at).copied().unwrap_or_default()),
            Ids::Names(ids) => row.text(ids.get(id.at).map_or("", String::as_str)),
        }
        fill(&mut row);
        self.bytes += row.bytes;
        if self.bytes >= FULL {
            self.close()?;
        }
        Ok(())
    }

    fn close(&mut self) -> Result<(), ArrowError> {
        let finished = |cells: &mut Cells| -> ArrayRef {
            match cells {
                Cells::Numbers(cells) => Arc::new(cells.finish()),
                Cells::Floats(cells) => Arc::new(cells.finish()),
                Cells::Texts(cells) => Arc::new(cells.finish()),
            }
        };
        let columns = self.columns.iter_mut().map(finished).collect();
        self.batches.push(RecordBatch::try_new(Arc::clone(&self.schema), columns)?);
        self.bytes = 0;
        Ok(())
    }

    /// The batches, none where there is no row.
    pub(super) fn finish(mut self) -> Result<Vec<RecordBatch>, ArrowError> {
        let waiting = match self.columns.first() {
            Some(Cells::Numbers(cells)) => cells.len(),
            Some(Cells::Floats(cells)) => cells.len(),
            Some(Cells::Texts(cells)) => cells.len(),
            None => 0,
        };
        if waiting > 0 {
            self.close()?;
        }
        Ok(self.batches)
    }
}

/// A row under construction. A cell of another type than its column's is left out, which Arrow then refuses.
pub(super) struct Row<'a> {
    cells: std::slice::IterMut<'a, Cells>,
    bytes: usize,
}

impl Row<'_> {
    pub(super) fn number(&mut self, value: i64) {
        if let Some(Cells::Numbers(cells)) = self.cells.next() {
            cells.append_value(value);
        }
    }

    pub(super) fn float(&mut self, value: Option<f64>) {
        if let Some(Cells::Floats(cells)) = self.cells.next() {
            cells.append_option(value);
        }
    }

    pub(super) fn text(&mut self, value: &str) {
        self.text_or_null(Some(value));
    }

    pub(super) fn text_or_null(&mut self, value: Option<&str>) {
        if let Some(Cells::Texts(cells)) = self.cells.next() {
            self.bytes += value.map_or(0, str::len);
            cells.append_option(value);
        }
    }
}
