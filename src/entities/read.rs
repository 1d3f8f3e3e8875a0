//! Gazetteers from files: comma- or tab-separated values, JSON lines.

use std::io::{BufRead, BufReader};
use std::path::Path;

use serde_json::{Map, Value};

use super::builder::{Builder, Refusal, Row};
use super::entry::NamePolicy;
use super::gazetteer::{Alias, Gazetteer, Record, push};
use super::kinds::{Reader, suits};
use super::store::Store;
use crate::error::{Error, Result};
use crate::text::distance;
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

/// The further fields asked for by name that no record had yet.
#[derive(Default)]
pub(crate) struct Awaited<'f>(Vec<&'f str>);

impl<'f> Awaited<'f> {
    pub(crate) fn of(fields: &'f Fields) -> Self {
        Self(match fields {
            Fields::Named(names) => names.iter().map(String::as_str).filter(|name| !is_field(name)).collect(),
            Fields::Refused | Fields::All => Vec::new(),
        })
    }

    /// Notes that a record has a field.
    pub(crate) fn meet(&mut self, field: &str) {
        if !self.0.is_empty() {
            self.0.retain(|name| *name != field);
        }
    }

    /// Tells of those that none of the records had, if there were any records.
    pub(crate) fn settle(self, read: usize, place: &str, sink: &mut Sink) -> Result<()> {
        self.0.into_iter().filter(|_| read > 0).try_for_each(|name| {
            let problem = format!("no record has the field {name:?}, which metadata names");
            sink.refuse(malformed(place.to_owned(), problem, "write it as the records do, or leave it out"))
        })
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

    /// For records that are to be added to those of a gazetteer.
    #[cfg(feature = "python")]
    pub(crate) fn beside(gazetteer: Gazetteer) -> Self {
        Self { builder: Builder::beside(gazetteer), lenient: false, left_out: Vec::new() }
    }

    #[cfg(feature = "python")]
    pub(crate) fn is_strict(&self) -> bool {
        !self.lenient
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
pub(crate) const FIELDS: [&str; 5] = ["id", "label", "name", "aliases", "case"];
/// What parts cells in the files of this world.
pub(super) const SEPARATORS: [char; 4] = [',', ';', '\t', '|'];
/// How many records are read between two looks at what else there is to do.
pub(crate) const LAP: usize = 1 << 16;

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
        let sink = csv_records(path.as_ref(), separator, reading, |_| Ok::<_, Error>(()))?;
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
        let sink = json_records(path.as_ref(), reading, |_| Ok::<_, Error>(()))?;
        Ok(sink.gazetteer())
    }
}

/// The records of a file of comma-separated values; `lap` is told now and then, and at the end, how many were read.
pub(crate) fn csv_records<E: From<Error>>(
    path: &Path,
    separator: u8,
    reading: &Reading,
    mut lap: impl FnMut(usize) -> std::result::Result<(), E>,
) -> std::result::Result<Sink, E> {
    let shown = path.display().to_string();
    suits(path, Reader::Table)?;
    let text = std::fs::read(path).map_err(|source| Error::File { path: shown.clone(), source })?;
    let quoting = separator != b'\t';
    let open = quoting && memchr::memchr_iter(b'"', &text).count() % 2 == 1;
    let mut rows = csv::ReaderBuilder::new()
        .delimiter(separator)
        .quoting(quoting)
        .from_reader(text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&text));
    let header = rows.headers().map_err(|error| csv_error(error, &shown))?.clone();
    checked(&header, separator, &reading.metadata).map_err(|(problem, mend)| Error::Gazetteer {
        place: format!("{shown}, line 1"),
        problem,
        mend,
    })?;
    let [id, label, name, aliases, case] = FIELDS.map(|name| header.iter().position(|column| column == name));
    let further: Vec<usize> =
        (0..header.len()).filter(|at| header.get(*at).is_some_and(|name| !FIELDS.contains(&name))).collect();
    let mut sink = Sink::new(reading.lenient);
    let mut row = csv::StringRecord::new();
    let mut read = 0;
    loop {
        match rows.read_record(&mut row) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                sink.refuse(csv_error(error, &shown))?;
                continue;
            }
        }
        read += 1;
        if read % LAP == 0 {
            lap(read)?;
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
    lap(read)?;
    Ok(sink)
}

/// Whether a header has the columns that are needed, and none that nobody knows: what is wrong with it, and the mend.
fn checked(header: &csv::StringRecord, separator: u8, further: &Fields) -> std::result::Result<(), (String, String)> {
    let columns = "name the columns id, label, name, aliases, case; name others as metadata to keep them";
    let has = |name: &str| header.iter().any(|column| column == name);
    if header.iter().all(|column| column.trim().is_empty()) {
        return Err((
            "there is no header".to_owned(),
            "begin the file with a line that names the columns id, label, name, aliases, case".to_owned(),
        ));
    }
    let other = SEPARATORS.iter().filter(|other| **other != char::from(separator));
    let parted = |by: &char| header.len() == 1 && header.iter().any(|cell| cell.split(*by).any(is_field));
    if let Some(other) = other.clone().find(|by| parted(by)).filter(|_| !has("name")) {
        let problem = format!("the header is one cell, {:?}", header.get(0).unwrap_or_default());
        let mend = match other {
            '\t' => "its cells seem to be parted by tabs: read it with from_tsv, or give sep=\"\\t\"".to_owned(),
            other => format!("its cells seem to be parted by {other:?}: read it with from_csv and sep=\"{other}\""),
        };
        return Err((problem, mend));
    }
    if let Some(unknown) = header.iter().find(|column| !is_field(column) && !further.keeps(column)) {
        let plain = unknown.trim().to_lowercase();
        let mend = if has("name") || is_field(&plain) {
            mend_unknown(unknown)
        } else {
            format!("the first line has to say what the columns are: {columns}")
        };
        return Err((format!("the column {unknown:?} is unknown"), mend));
    }
    if let Some(twice) = header.iter().enumerate().find(|(at, name)| header.iter().take(*at).any(|one| one == *name)) {
        return Err((format!("two columns are called {:?}", twice.1), "leave one out or rename it".to_owned()));
    }
    if !has("name") {
        return Err(("no column is called \"name\"".to_owned(), columns.to_owned()));
    }
    match further {
        Fields::Named(names) => match names.iter().find(|name| !has(name)) {
            Some(missing) => {
                let mend = format!("name as metadata what is there: {}", header.iter().collect::<Vec<_>>().join(", "));
                Err((format!("no column is called {missing:?}, which metadata names"), mend))
            }
            None => Ok(()),
        },
        _ => Ok(()),
    }
}

/// Whether every record may have a field of this name.
pub(super) fn is_field(name: &str) -> bool {
    FIELDS.contains(&name)
}

/// What to do about a field, or column, of a name that nobody knows.
pub(crate) fn mend_unknown(name: &str) -> String {
    let plain = name.trim().to_lowercase();
    let letters = |name: &str| name.chars().collect::<Vec<_>>();
    let near = FIELDS.iter().filter(|field| plain.len() > 2 && (field.len() > 2 || plain.len() <= 3)).find(|field| {
        distance(&letters(field), &letters(&plain), 2).is_some_and(|edits| edits < field.len().min(plain.len()) - 1)
    });
    let keep = "name it in metadata=[...] to keep it";
    if is_field(&plain) {
        format!("write it {plain:?}, without capitals and spaces")
    } else if plain == "metadata" {
        "write what it holds as fields of the record, and name those in metadata=[...] to keep them".to_owned()
    } else if let Some(near) = near {
        format!("write it {near:?} if that is meant, else {keep}")
    } else {
        format!("the fields are {}; {keep}", FIELDS.join(", "))
    }
}

/// The records of a file of JSON lines; `lap` is told now and then, and at the end, how many were read.
pub(crate) fn json_records<E: From<Error>>(
    path: &Path,
    reading: &Reading,
    mut lap: impl FnMut(usize) -> std::result::Result<(), E>,
) -> std::result::Result<Sink, E> {
    let shown = path.display().to_string();
    let failed = |source| Error::File { path: shown.clone(), source };
    suits(path, Reader::Lines)?;
    let mut sink = Sink::new(reading.lenient);
    let mut lines = BufReader::new(std::fs::File::open(path).map_err(failed)?);
    let mut bytes = Vec::new();
    let mut read = 0;
    let mut awaited = Awaited::of(&reading.metadata);
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
        read += 1;
        if read % LAP == 0 {
            lap(read)?;
        }
        match record(line, &reading.metadata, &mut awaited) {
            Ok(record) => {
                if let Err(refusal) = push(&mut sink.builder, &record) {
                    sink.refuse(refusal.of_field().at(place()))?;
                }
            }
            Err(Misread { column, problem, mend }) => {
                let place = column.map_or_else(place, |column| format!("{}, column {column}", place()));
                sink.refuse(malformed(place, problem, &mend))?;
            }
        }
    }
    awaited.settle(read, &shown, &mut sink)?;
    lap(read)?;
    Ok(sink)
}

/// What is wrong with a line: in which column, if that is known, and the mend.
struct Misread {
    column: Option<usize>,
    problem: String,
    mend: String,
}

/// The record of a line.
fn record(line: &str, fields: &Fields, awaited: &mut Awaited) -> std::result::Result<Record, Misread> {
    let mend = || format!("write one object a line with the fields {}", FIELDS.join(", "));
    if !line.starts_with('{') {
        let mend = if line.starts_with('[') {
            "write one object a line; what is one array in JSON goes to from_records".to_owned()
        } else {
            mend()
        };
        return Err(Misread { column: None, problem: "the line is no JSON object".to_owned(), mend });
    }
    let wrong = |error: serde_json::Error| {
        let message = error.to_string();
        let column = Some(error.column()).filter(|column| *column > 0);
        Misread { column, problem: message.split(" at line ").next().unwrap_or_default().to_owned(), mend: mend() }
    };
    // most lines have the usual fields; what stands in one of them is looked at singly where it cannot be read so
    let usual = serde_json::from_str::<Record>(line);
    if let Ok(record) = &usual
        && record.metadata.is_empty()
    {
        return usual.map_err(wrong);
    }
    let mut object: Map<String, Value> = serde_json::from_str(line).map_err(wrong)?;
    let further: Vec<String> = object.keys().filter(|name| !is_field(name)).cloned().collect();
    let plain = further.is_empty();
    let mut metadata = Map::new();
    for name in further {
        if !fields.keeps(&name) {
            let problem = format!("the field {name:?} is unknown");
            return Err(Misread { column: None, problem, mend: mend_unknown(&name) });
        }
        awaited.meet(&name);
        if let Some((name, value)) = object.remove_entry(&name).filter(|(_, value)| !value.is_null()) {
            metadata.insert(name, value);
        }
    }
    if let Some((problem, mend)) = object.iter().find_map(|(name, value)| ill_typed(name, value)) {
        return Err(Misread { column: None, problem, mend: mend.to_owned() });
    }
    if plain {
        return usual.map_err(wrong);
    }
    let mut record: Record = serde_json::from_value(Value::Object(object)).map_err(wrong)?;
    record.metadata = metadata;
    Ok(record)
}

/// What is wrong with the type of a field, and the mend.
fn ill_typed(name: &str, value: &Value) -> Option<(String, &'static str)> {
    let kind = |value: &Value| match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    match (name, value) {
        (_, Value::Null) => None,
        ("case", Value::String(rule)) => policy(Some(rule)).err().map(|refusal| (refusal.problem, CASES)),
        ("aliases", Value::Array(aliases)) => {
            let odd = aliases.iter().find(|alias| serde_json::from_value::<Alias>((*alias).clone()).is_err())?;
            let written = match odd {
                Value::Object(_) => odd.to_string(),
                odd => kind(odd).to_owned(),
            };
            Some((format!("in the field \"aliases\": an alias is {written}"), ALIASES))
        }
        ("aliases", other) => Some((format!("the field \"aliases\" is {}, not a list", kind(other)), ALIASES)),
        (_, Value::String(_)) => None,
        (name, other) => {
            Some((format!("the field {name:?} is {}, not text", kind(other)), "put it between quotation marks"))
        }
    }
}

const CASES: &str = "write smart, exact, any or upper";
const ALIASES: &str = "give a list of text, or of objects with the fields name and case";

/// The rule for case that a cell names.
pub(crate) fn policy(cell: Option<&str>) -> std::result::Result<NamePolicy, Refusal> {
    let Some(name) = cell else { return Ok(NamePolicy::Matcher) };
    NamePolicy::from_name(name).ok_or_else(|| Refusal {
        field: "case",
        problem: format!("{name:?} is no rule for case"),
        mend: CASES.into(),
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
