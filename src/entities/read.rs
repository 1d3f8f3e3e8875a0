//! Gazetteers from files: comma-separated values, JSON lines.

use std::io::{BufRead, BufReader};
use std::path::Path;

use super::builder::{Builder, Row};
use super::gazetteer::{Gazetteer, Record, push};
use super::store::NamePolicy;
use crate::error::{Error, Result};
use crate::text::lists::items;

impl Gazetteer {
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
        let column = |name: &str| header.iter().position(|column| column == name);
        let [id, label, name, aliases] = ["id", "label", "name", "aliases"].map(column);
        let mut builder = Builder::default();
        let mut row = csv::StringRecord::new();
        while reader.read_record(&mut row).map_err(problem)? {
            let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).map(str::trim).filter(|cell| !cell.is_empty());
            let line = row.position().map_or(0, csv::Position::line);
            let place = || format!("{shown}, line {line}");
            if open && row.iter().any(|cell| cell.contains('\n')) {
                return Err(malformed(
                    place(),
                    "a quotation mark is not closed".into(),
                    "close it, or double it in a cell",
                ));
            }
            let aliases: Vec<_> =
                cell(aliases).into_iter().flat_map(items).map(|alias| (alias, NamePolicy::Matcher)).collect();
            let row = Row { id: cell(id), label: cell(label), name: cell(name), aliases: &aliases, ..Row::default() };
            builder.push(&row).map_err(|refusal| refusal.at(place()))?;
        }
        Ok(builder.finish().into())
    }

    /// Reads JSON lines: an object a line with `name`, and any of `id`, `label`, `aliases` (a list). Blank lines are passed over.
    ///
    /// # Errors
    /// As [`Gazetteer::from_csv`].
    pub fn from_jsonl(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let shown = path.display().to_string();
        let failed = |source| Error::File { path: shown.clone(), source };
        let mut builder = Builder::default();
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
            let record: Record = serde_json::from_str(line).map_err(|error| {
                let message = error.to_string();
                let problem = message.split(" at line ").next().unwrap_or_default();
                malformed(format!("{}, column {}", place(), error.column()), problem.to_owned(), mend)
            })?;
            push(&mut builder, &record).map_err(|refusal| refusal.at(place()))?;
        }
        Ok(builder.finish().into())
    }
}

fn malformed(place: String, problem: String, mend: &str) -> Error {
    Error::Gazetteer { place, problem, mend: mend.to_owned() }
}
