//! A list of names: entities with their ids, labels, names and aliases.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::error::{Error, Result};

/// The label of an entity whose record gives none.
const UNLABELLED: &str = "MISC";

/// An entity as the caller gives it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// The caller's own key; may be left out.
    #[serde(default)]
    pub id: Option<String>,
    /// "PERSON", "ORG", "PLACE", "NORP", or the caller's own; "MISC" where it is left out.
    #[serde(default)]
    pub label: Option<String>,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub aliases: Vec<String>,
}

/// An entity of a gazetteer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The record's id; for a record without one a key that begins with "~".
    pub id: Arc<str>,
    pub label: Arc<str>,
    pub name: Arc<str>,
    pub aliases: Vec<Arc<str>>,
}

/// Entities by id, in the order given.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {
    entries: Vec<Entry>,
    by_id: FxHashMap<Arc<str>, usize>,
}

impl Gazetteer {
    /// Makes a gazetteer of records.
    ///
    /// # Errors
    /// [`Error::Gazetteer`] for a record without a name, for an id given twice, for an id that begins with "~" (those are
    /// the keys of entities without one), with the number of the record.
    ///
    /// ```
    /// use factbox::{Gazetteer, Record};
    /// let record = Record { id: Some("un".into()), name: Some("United Nations".into()), ..Record::default() };
    /// assert_eq!(Gazetteer::from_records([record]).unwrap().len(), 1);
    /// ```
    pub fn from_records(records: impl IntoIterator<Item = Record>) -> Result<Self> {
        let mut gazetteer = Self::default();
        for (index, record) in records.into_iter().enumerate() {
            gazetteer.insert(&record, || format!("record {index}"))?;
        }
        Ok(gazetteer)
    }

    /// Reads comma-separated values with a header: `name`, and any of `id`, `label`, `aliases` (parted by "|").
    ///
    /// # Errors
    /// As [`Gazetteer::from_records`], with the line; [`Error::File`] where the file cannot be read; an unknown column.
    pub fn from_csv(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let shown = path.display().to_string();
        let problem = |error: csv::Error| {
            let place = error.position().map_or_else(|| shown.clone(), |at| format!("{shown}, line {}", at.line()));
            match error.into_kind() {
                csv::ErrorKind::Io(source) => Error::File { path: shown.clone(), source },
                csv::ErrorKind::UnequalLengths { expected_len, len, .. } => malformed(
                    place,
                    format!("{len} columns where the header has {expected_len}"),
                    "quote a cell that holds a comma",
                ),
                csv::ErrorKind::Utf8 { .. } => {
                    malformed(place, "the text is not UTF-8".into(), "save the file as UTF-8")
                }
                other => malformed(place, format!("{other:?}"), "check the quotation marks of the line"),
            }
        };
        let text = std::fs::read(path).map_err(|source| Error::File { path: shown.clone(), source })?;
        let open = memchr::memchr_iter(b'"', &text).count() % 2 == 1;
        let mut reader = csv::Reader::from_reader(text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&text));
        let header = reader.headers().map_err(problem)?.clone();
        if let Some(column) = header.iter().find(|column| !["id", "label", "name", "aliases"].contains(column)) {
            return Err(malformed(
                format!("{shown}, line 1"),
                format!("the column {column:?} is unknown"),
                "name the columns id, label, name, aliases",
            ));
        }
        let mut gazetteer = Self::default();
        for row in reader.records() {
            let row = row.map_err(problem)?;
            let cell = |name: &str| {
                header
                    .iter()
                    .position(|column| column == name)
                    .and_then(|at| row.get(at))
                    .map(str::trim)
                    .filter(|cell| !cell.is_empty())
            };
            let record = Record {
                id: cell("id").map(str::to_owned),
                label: cell("label").map(str::to_owned),
                name: cell("name").map(str::to_owned),
                aliases: cell("aliases").into_iter().flat_map(crate::text::lists::items).map(str::to_owned).collect(),
            };
            let line = row.position().map_or(0, csv::Position::line);
            let place = || format!("{shown}, line {line}");
            if open && row.iter().any(|cell| cell.contains('\n')) {
                return Err(malformed(
                    place(),
                    "a quotation mark is not closed".into(),
                    "close it, or double it in a cell",
                ));
            }
            gazetteer.insert(&record, place)?;
        }
        Ok(gazetteer)
    }

    /// Reads JSON lines: an object a line with `name`, and any of `id`, `label`, `aliases` (a list). Blank lines are passed over.
    ///
    /// # Errors
    /// As [`Gazetteer::from_csv`].
    pub fn from_jsonl(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let shown = path.display().to_string();
        let failed = |source| Error::File { path: shown.clone(), source };
        let mut gazetteer = Self::default();
        for (index, line) in BufReader::new(std::fs::File::open(path).map_err(failed)?).lines().enumerate() {
            let line = line.map_err(failed)?;
            if line.trim().is_empty() {
                continue;
            }
            let place = || format!("{shown}, line {}", index + 1);
            let line = line.trim_start_matches('\u{feff}').trim_start();
            let mend = "write one object a line with the fields id, label, name, aliases";
            if !line.starts_with('{') {
                return Err(malformed(place(), "the line is no JSON object".into(), mend));
            }
            let record = serde_json::from_str(line).map_err(|error| {
                let message = error.to_string();
                let problem = message.split(" at line ").next().unwrap_or_default();
                malformed(format!("{}, column {}", place(), error.column()), problem.to_owned(), mend)
            })?;
            gazetteer.insert(&record, place)?;
        }
        Ok(gazetteer)
    }

    fn insert(&mut self, record: &Record, place: impl Fn() -> String) -> Result<()> {
        let name = record.name.as_deref().map(str::trim).filter(|name| !name.is_empty());
        let Some(name) = name else {
            return Err(malformed(place(), "the record has no name".into(), "give it a name that is not blank"));
        };
        let id: Arc<str> = match record.id.as_deref() {
            Some(id) if id.starts_with('~') => {
                return Err(malformed(
                    place(),
                    format!("the id {id:?} begins with \"~\", which marks entities without an id"),
                    "choose another id",
                ));
            }
            Some("") => return Err(malformed(place(), "the id is blank".into(), "leave the id out or give one")),
            Some(id) => id.into(),
            None => format!("~{name}").into(),
        };
        if self.by_id.contains_key(&id) {
            return Err(malformed(
                place(),
                format!("the id {:?} is given twice", id.trim_start_matches('~')),
                "merge the records or give them ids of their own",
            ));
        }
        self.by_id.insert(Arc::clone(&id), self.entries.len());
        self.entries.push(Entry {
            id,
            label: record.label.as_deref().filter(|label| !label.is_empty()).unwrap_or(UNLABELLED).into(),
            name: name.into(),
            aliases: record
                .aliases
                .iter()
                .map(|alias| alias.trim())
                .filter(|alias| !alias.is_empty())
                .map(Into::into)
                .collect(),
        });
        Ok(())
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entity of an id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Entry> {
        self.by_id.get(id).and_then(|at| self.entries.get(*at))
    }

    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }
}

fn malformed(place: String, problem: String, mend: &str) -> Error {
    Error::Gazetteer { place, problem, mend: mend.to_owned() }
}
