//! Gazetteers from files: comma- or tab-separated values, JSON lines.

use std::io::{BufRead, BufReader};
use std::path::Path;

use serde_json::{Map, Value};

use super::builder::{Builder, Refusal, Row};
use super::gazetteer::{Gazetteer, Record, push};
use super::store::{NamePolicy, Store};
use crate::error::{Error, Result};
use crate::text::lists::items;

/// Which further fields of a record are kept, to come back with its mentions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Fields {
    /// None: a further field is an error, so that a misspelt name of one is noticed.
    #[default]
    Refused,
    /// These; any other is an error.
    Named(Vec<String>),
    All,
}

impl Fields {
    pub(crate) fn keeps(&self, field: &str) -> bool {
        match self {
            Self::Refused => false,
            Self::Named(names) => names.iter().any(|name| name == field),
            Self::All => true,
        }
    }
}

/// How records are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Whether a record that cannot be used is left out rather than an error.
    pub lenient: bool,
    pub metadata: Fields,
}

/// A record that was left out, where it stands, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    pub place: String,
    pub problem: String,
}

/// Where records go, and what becomes of those that cannot be used.
pub(crate) struct Sink {
    builder: Builder,
    lenient: bool,
    left_out: Vec<LeftOut>,
}

impl Sink {
    pub(crate) fn new(lenient: bool) -> Self {
        Self { builder: Builder::default(), lenient, left_out: Vec::new() }
    }

    /// Takes in a row, or what becomes of it.
    pub(crate) fn push(&mut self, row: &Row, place: impl FnOnce() -> String) -> Result<()> {
        match self.builder.push(row) {
            Ok(()) => Ok(()),
            Err(refusal) => self.refuse(refusal.of_field().at(place())),
        }
    }

    /// An error in strict reading, a line of the report else.
    pub(crate) fn refuse(&mut self, error: Error) -> Result<()> {
        match error {
            Error::Gazetteer { place, problem, .. } if self.lenient => {
                self.left_out.push(LeftOut { place, problem });
                Ok(())
            }
            error => Err(error),
        }
    }

    pub(crate) fn finish(self) -> (Store, Vec<LeftOut>) {
        (self.builder.finish(), self.left_out)
    }

    fn gazetteer(self) -> (Gazetteer, Vec<LeftOut>) {
        let (store, left_out) = self.finish();
        (store.into(), left_out)
    }
}

/// The fields that every record may have.
const FIELDS: [&str; 5] = ["id", "label", "name", "aliases", "case"];

impl Gazetteer {
    /// Reads comma-separated values with a header: `name`, and any of `id`, `label`, `aliases` (parted by "|"), `case`.
    ///
    /// # Errors
    /// As [`Gazetteer::from_records`], with the line; [`Error::File`] where the file cannot be read; an unknown column.
    pub fn from_csv(path: impl AsRef<Path>) -> Result<Self> {
        Ok(Self::read_csv(path, b',', &Reading::default())?.0)
    }

    /// The same for any separator, leaving out what cannot be used if so asked. A tab parts cells without quotation marks.
    ///
    /// # Errors
    /// As [`Gazetteer::from_csv`]; in lenient reading only for the file and its header.
    pub fn read_csv(path: impl AsRef<Path>, separator: u8, reading: &Reading) -> Result<(Self, Vec<LeftOut>)> {
        let path = path.as_ref();
        let shown = path.display().to_string();
        let text = std::fs::read(path).map_err(|source| Error::File { path: shown.clone(), source })?;
        let quoting = separator != b'\t';
        let open = quoting && memchr::memchr_iter(b'"', &text).count() % 2 == 1;
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .quoting(quoting)
            .from_reader(text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&text));
        let header = reader.headers().map_err(|error| csv_error(error, &shown))?.clone();
        let unknown = |column: &&str| !FIELDS.contains(column) && !reading.metadata.keeps(column);
        if let Some(column) = header.iter().find(unknown) {
            return Err(malformed(
                format!("{shown}, line 1"),
                format!("the column {column:?} is unknown"),
                "name the columns id, label, name, aliases, case; name others as metadata to keep them",
            ));
        }
        let [id, label, name, aliases, case] = FIELDS.map(|name| header.iter().position(|column| column == name));
        let further: Vec<usize> =
            (0..header.len()).filter(|at| header.get(*at).is_some_and(|name| !FIELDS.contains(&name))).collect();
        let mut sink = Sink::new(reading.lenient);
        let mut row = csv::StringRecord::new();
        loop {
            match reader.read_record(&mut row) {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => {
                    sink.refuse(csv_error(error, &shown))?;
                    continue;
                }
            }
            let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).map(str::trim).filter(|cell| !cell.is_empty());
            let line = row.position().map_or(0, csv::Position::line);
            let place = || format!("{shown}, line {line}");
            if open && row.iter().any(|cell| cell.contains('\n')) {
                let problem = "a quotation mark is not closed".to_owned();
                sink.refuse(malformed(place(), problem, "close it, or double it in a cell"))?;
                continue;
            }
            let policy = match policy(cell(case)) {
                Ok(policy) => policy,
                Err(refusal) => {
                    sink.refuse(refusal.of_field().at(place()))?;
                    continue;
                }
            };
            let aliases: Vec<_> = cell(aliases).into_iter().flat_map(items).map(|alias| (alias, policy)).collect();
            let metadata = (!further.is_empty()).then(|| {
                let field = |at: &usize| Some((header.get(*at)?.to_owned(), Value::from(cell(Some(*at))?)));
                Value::Object(further.iter().filter_map(field).collect()).to_string()
            });
            let row = Row {
                id: cell(id),
                label: cell(label),
                name: cell(name),
                case: policy,
                aliases: &aliases,
                metadata: metadata.as_deref(),
            };
            sink.push(&row, place)?;
        }
        Ok(sink.gazetteer())
    }

    /// Reads JSON lines: an object a line with `name`, and any of `id`, `label`, `aliases` (a list), `case`. Blank lines are
    /// passed over.
    ///
    /// # Errors
    /// As [`Gazetteer::from_csv`].
    pub fn from_jsonl(path: impl AsRef<Path>) -> Result<Self> {
        Ok(Self::read_jsonl(path, &Reading::default())?.0)
    }

    /// The same, leaving out what cannot be used if so asked.
    ///
    /// # Errors
    /// As [`Gazetteer::from_jsonl`]; in lenient reading only for the file.
    pub fn read_jsonl(path: impl AsRef<Path>, reading: &Reading) -> Result<(Self, Vec<LeftOut>)> {
        let path = path.as_ref();
        let shown = path.display().to_string();
        let failed = |source| Error::File { path: shown.clone(), source };
        let mut sink = Sink::new(reading.lenient);
        let mut lines = BufReader::new(std::fs::File::open(path).map_err(failed)?);
        let mut bytes = Vec::new();
        for number in 1_u64.. {
            bytes.clear();
            if lines.read_until(b'\n', &mut bytes).map_err(failed)? == 0 {
                break;
            }
            let place = || format!("{shown}, line {number}");
            let Ok(line) = std::str::from_utf8(&bytes) else {
                sink.refuse(malformed(place(), "the text is not UTF-8".into(), "save the file as UTF-8"))?;
                continue;
            };
            let line = line.trim_start_matches('\u{feff}').trim_ascii();
            if line.is_empty() {
                continue;
            }
            match record(line, &reading.metadata) {
                Ok(record) => {
                    if let Err(refusal) = push(&mut sink.builder, &record) {
                        sink.refuse(refusal.of_field().at(place()))?;
                    }
                }
                Err((column, problem)) => {
                    let place = column.map_or_else(place, |column| format!("{}, column {column}", place()));
                    let mend = "write one object a line with the fields id, label, name, aliases, case";
                    sink.refuse(malformed(place, problem, mend))?;
                }
            }
        }
        Ok(sink.gazetteer())
    }
}

/// The record of a line, or the column and what is wrong there.
fn record(line: &str, fields: &Fields) -> std::result::Result<Record, (Option<usize>, String)> {
    if !line.starts_with('{') {
        return Err((None, "the line is no JSON object".to_owned()));
    }
    let wrong = |error: serde_json::Error| {
        let message = error.to_string();
        let column = Some(error.column()).filter(|column| *column > 0);
        (column, message.split(" at line ").next().unwrap_or_default().to_owned())
    };
    if *fields == Fields::Refused {
        return serde_json::from_str(line).map_err(wrong);
    }
    let mut object: Map<String, Value> = serde_json::from_str(line).map_err(wrong)?;
    let known = |name: &str| FIELDS.contains(&name) || name == "metadata";
    let further: Vec<String> = object.keys().filter(|name| !known(name)).cloned().collect();
    let mut metadata = Map::new();
    for name in further {
        if !fields.keeps(&name) {
            return Err((None, format!("unknown field `{name}`")));
        }
        if let Some((name, value)) = object.remove_entry(&name).filter(|(_, value)| !value.is_null()) {
            metadata.insert(name, value);
        }
    }
    let mut record: Record = serde_json::from_value(Value::Object(object)).map_err(wrong)?;
    record.metadata.extend(metadata);
    Ok(record)
}

/// The rule for case that a cell names.
pub(crate) fn policy(cell: Option<&str>) -> std::result::Result<NamePolicy, Refusal> {
    let Some(name) = cell else { return Ok(NamePolicy::Matcher) };
    NamePolicy::from_name(name).ok_or_else(|| Refusal {
        field: "case",
        problem: format!("{name:?} is no rule for case"),
        mend: "write smart, exact, any or upper",
    })
}

fn csv_error(error: csv::Error, shown: &str) -> Error {
    let place = error.position().map_or_else(|| shown.to_owned(), |at| format!("{shown}, line {}", at.line()));
    match error.into_kind() {
        csv::ErrorKind::Io(source) => Error::File { path: shown.to_owned(), source },
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => malformed(
            place,
            format!("{len} columns where the header has {expected_len}"),
            "quote a cell that holds the separator",
        ),
        csv::ErrorKind::Utf8 { .. } => malformed(place, "the text is not UTF-8".into(), "save the file as UTF-8"),
        other => malformed(place, format!("{other:?}"), "check the quotation marks of the line"),
    }
}

fn malformed(place: String, problem: String, mend: &str) -> Error {
    Error::Gazetteer { place, problem, mend: mend.to_owned() }
}
