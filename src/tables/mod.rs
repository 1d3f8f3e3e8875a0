//! Many documents as Arrow tables: sentences, mentions, figures, and what could not be read.
//!
//! A [`Share`] is some documents with their ids; [`rows`] reads them into record batches, [`Workers`] does so for one share
//! after the other on several threads and hands the results back in order. Offsets are code points, which is what those who
//! read the tables count in.

mod batches;
mod columns;
mod texts;
mod workers;
mod write;

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::ArrowError;

use crate::document::{Document, analyze};
use crate::entities::EntityMatcher;
use crate::language::Language;
use crate::text::{Offsets, Span};
use columns::{Builder, number};

pub use batches::same_rows;
pub use columns::{IdKind, TableKind};
pub use texts::Texts;
pub use workers::Workers;
pub use write::write_csv;

/// A document as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doc {
    Text(String),
    /// No text at all, which gives no rows.
    Missing,
    /// What cannot be read, and why.
    Unreadable(String),
}

/// The documents of a share.
#[derive(Clone, Debug)]
pub enum Docs {
    Own(Vec<Doc>),
    /// A column of text of another library, read where it stands; [`Texts::of`] knows its type.
    Column(ArrayRef),
}

/// What a share's documents are called in the column `doc`, one for each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ids {
    Numbers(Vec<i64>),
    Names(Vec<String>),
}

/// Some documents that are read one after the other.
#[derive(Clone, Debug)]
pub struct Share {
    pub docs: Docs,
    pub ids: Ids,
}

impl Share {
    /// How many documents there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.docs {
            Docs::Own(docs) => docs.len(),
            Docs::Column(column) => column.len(),
        }
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The rows of some documents, table by table; a table has several batches only where its texts fill more than one.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    pub documents: usize,
    pub sentences: Vec<RecordBatch>,
    pub mentions: Vec<RecordBatch>,
    pub figures: Vec<RecordBatch>,
    pub errors: Vec<RecordBatch>,
}

impl Rows {
    /// Puts further rows behind these.
    pub fn append(&mut self, mut other: Rows) {
        self.documents += other.documents;
        self.sentences.append(&mut other.sentences);
        self.mentions.append(&mut other.mentions);
        self.figures.append(&mut other.figures);
        self.errors.append(&mut other.errors);
    }
}

/// The longest text of a document in a table, since a cell of text may have 2 GiB.
const LONGEST: usize = i32::MAX as usize;

/// Reads the documents of a share. One that cannot be read is a row of `errors`, and nothing else is lost.
///
/// # Errors
/// Where Arrow refuses the columns, which no document brings about.
pub fn rows(
    share: &Share,
    matcher: Option<&EntityMatcher>,
    language: Language,
    stopped: &dyn Fn() -> bool,
) -> Result<Rows, ArrowError> {
    let kind = match &share.ids {
        Ids::Numbers(_) => IdKind::Number,
        Ids::Names(_) => IdKind::Name,
    };
    let mut tables = Tables {
        sentences: Builder::new(TableKind::Sentences, kind),
        mentions: Builder::new(TableKind::Mentions, kind),
        figures: Builder::new(TableKind::Figures, kind),
        errors: Builder::new(TableKind::Errors, kind),
    };
    let column = match &share.docs {
        Docs::Own(_) => None,
        Docs::Column(column) => Texts::of(column.as_ref()),
    };
    for at in 0..share.len() {
        if stopped() {
            break;
        }
        let text = match &share.docs {
            Docs::Own(docs) => match docs.get(at) {
                Some(Doc::Text(text)) => Ok(Some(text.as_str())),
                Some(Doc::Unreadable(error)) => Err(error.clone()),
                Some(Doc::Missing) | None => Ok(None),
            },
            Docs::Column(_) => Ok(column.as_ref().and_then(|column| column.get(at))),
        };
        let id = Id { ids: &share.ids, at };
        match text.and_then(|text| text.map(|text| read(text, matcher, language)).transpose()) {
            Ok(None) => {}
            Ok(Some((text, document))) => tables.add(id, text, &document)?,
            Err(error) => tables.refuse(id, &error)?,
        }
    }
    Ok(Rows {
        documents: share.len(),
        sentences: tables.sentences.finish()?,
        mentions: tables.mentions.finish()?,
        figures: tables.figures.finish()?,
        errors: tables.errors.finish()?,
    })
}

/// A document read, or why not. A panic would be an error of ours; it is said, and the other documents are read.
fn read<'t>(text: &'t str, matcher: Option<&EntityMatcher>, language: Language) -> Result<(&'t str, Document), String> {
    if text.len() > LONGEST {
        let error =
            format!("the text has {} bytes; a table takes texts of up to 2 GiB: split it at its articles", text.len());
        return Err(error);
    }
    let read = catch_unwind(AssertUnwindSafe(|| analyze(text, matcher, language)));
    read.map(|document| (text, document)).map_err(|panic| {
        format!("an error inside factbox: {}; please report it with the text", message(panic.as_ref()))
    })
}

fn message(panic: &(dyn Any + Send)) -> &str {
    let plain = panic.downcast_ref::<&str>().copied();
    plain.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("a panic")
}

/// The id of one of the documents.
#[derive(Clone, Copy)]
struct Id<'a> {
    ids: &'a Ids,
    at: usize,
}

struct Tables {
    sentences: Builder,
    mentions: Builder,
    figures: Builder,
    errors: Builder,
}

impl Tables {
    fn refuse(&mut self, id: Id, error: &str) -> Result<(), ArrowError> {
        self.errors.row(id, |row| row.text(error))
    }

    /// The rows of a document, each table's columns in the order of its schema.
    fn add(&mut self, id: Id, text: &str, document: &Document) -> Result<(), ArrowError> {
        let offsets = Offsets::new(text);
        let place = |span: Span| (number(offsets.code_point(span.start)), number(offsets.code_point(span.end)));
        for (index, sentence) in document.sentences.iter().enumerate() {
            let (start, end) = place(sentence.span);
            self.sentences.row(id, |row| {
                row.number(number(index));
                row.number(start);
                row.number(end);
                row.number(number(sentence.paragraph));
                row.text(sentence.span.of(text));
            })?;
        }
        for (index, mention) in document.mentions.iter().enumerate() {
            let (start, end) = place(mention.span);
            self.mentions.row(id, |row| {
                row.number(number(index));
                row.number(number(mention.sentence));
                row.number(start);
                row.number(end);
                row.text(mention.span.of(text));
                row.text(&mention.label);
                row.text(&mention.entity);
                row.text(&mention.name);
                row.text(mention.method.name());
                row.text_or_null(mention.role.as_deref());
                row.float(Some(mention.score));
            })?;
        }
        for (index, figure) in document.figures.iter().enumerate() {
            let (start, end) = place(figure.span);
            self.figures.row(id, |row| {
                row.number(number(index));
                row.number(number(figure.sentence));
                row.number(start);
                row.number(end);
                row.text(figure.span.of(text));
                row.text(figure.kind.name());
                row.float(figure.value);
                row.float(Some(figure.low));
                row.float(Some(figure.high));
                row.text(figure.bound.name());
                row.text_or_null(figure.trend.map(crate::Trend::name));
                row.text_or_null(figure.unit.as_deref());
                row.text_or_null(figure.noun.map(|noun| noun.of(text)));
                row.text_or_null(figure.about.map(|about| about.of(text)));
                row.text_or_null(figure.event.as_deref());
                row.text_or_null(figure.source.map(|source| source.of(text)));
                row.text_or_null(figure.source_entity.as_deref());
            })?;
        }
        Ok(())
    }
}
