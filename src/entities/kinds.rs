//! What a file is, by how it begins: so that one given to the wrong reader is told from one that is damaged.

use std::borrow::Cow;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::read::{SEPARATORS, is_field};
use super::store::MAGIC;
use crate::error::Error;

/// What readers of files are called.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reader {
    Open,
    Table,
    Lines,
    #[cfg(feature = "python")]
    Parquet,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum FileKind {
    Folder,
    Gazetteer,
    Parquet,
    Arrow,
    Packed,
    Lines,
    Json,
    /// Cells parted by a character.
    Table(char),
    Other,
}

/// Bytes that a file is told by.
const HEAD: u64 = 4096;

impl FileKind {
    /// What a file is; `None` where it cannot be read.
    fn of(path: &Path) -> Option<Self> {
        let file = File::open(path).ok()?;
        if file.metadata().ok()?.is_dir() {
            return Some(Self::Folder);
        }
        let mut head = Vec::new();
        file.take(HEAD).read_to_end(&mut head).ok()?;
        Some(Self::beginning(&head))
    }

    /// What begins with these bytes.
    fn beginning(head: &[u8]) -> Self {
        let packed: [&[u8]; 5] = [b"\x1F\x8B", b"PK\x03\x04", b"BZh", b"\xFD7zXZ", b"\x28\xB5\x2F\xFD"];
        if head.starts_with(MAGIC) {
            return Self::Gazetteer;
        } else if head.starts_with(b"PAR1") {
            return Self::Parquet;
        } else if head.starts_with(b"ARROW1") {
            return Self::Arrow;
        } else if packed.iter().any(|mark| head.starts_with(mark)) {
            return Self::Packed;
        } else if head.contains(&0) {
            return Self::Other;
        }
        let text = String::from_utf8_lossy(head);
        let text = text.trim_start_matches('\u{feff}').trim_start();
        let line = text.lines().next().unwrap_or_default();
        let names_cells = |by: &char| line.split(*by).any(|cell| is_field(cell.trim().trim_matches('"')));
        match text.as_bytes() {
            [b'{', ..] => Self::Lines,
            [b'[', ..] => Self::Json,
            _ => {
                SEPARATORS.into_iter().find(|by| line.contains(*by) && names_cells(by)).map_or_else(
                    // a table of one column
                    || if names_cells(&',') { Self::Table(',') } else { Self::Other },
                    Self::Table,
                )
            }
        }
    }

    /// Whether a reader takes such files, or can say itself what is wrong with them.
    fn suits(self, reader: Reader) -> bool {
        match reader {
            Reader::Open => self == Self::Gazetteer,
            Reader::Table => matches!(self, Self::Table(_) | Self::Other),
            Reader::Lines => matches!(self, Self::Lines | Self::Json | Self::Other),
            #[cfg(feature = "python")]
            Reader::Parquet => self == Self::Parquet,
        }
    }

    /// What it is, and what to do with it, where a reader does not take it.
    fn told(self, reader: Reader) -> (Cow<'static, str>, String) {
        let read_with = |reader: &str| format!("read it with {reader}");
        let (problem, mend) = match self {
            Self::Folder => ("it is a folder", "give the path of a file in it".to_owned()),
            Self::Gazetteer => ("it is a saved gazetteer", "open it with Gazetteer.open".to_owned()),
            Self::Parquet => ("it is a Parquet file", read_with("from_parquet")),
            Self::Arrow => {
                ("it is a file of Arrow's", read_with("pyarrow or Polars, and give the table to from_arrow"))
            }
            Self::Packed => ("it is a compressed file", "unpack it first".to_owned()),
            Self::Lines => ("it has JSON", read_with("from_jsonl, an object a line")),
            Self::Json => ("it has a list in JSON", read_with("json.load, and give the list to from_records")),
            Self::Table('\t') => ("it has cells parted by tabs", read_with("from_tsv")),
            Self::Table(',') => ("it has cells parted by commas", read_with("from_csv")),
            Self::Table(by) => {
                let mend = read_with(&format!("from_csv and sep=\"{by}\""));
                return (format!("it has cells parted by \"{by}\"").into(), mend);
            }
            // the readers of text take it, and say themselves what is wrong
            Self::Other if reader != Reader::Open => (
                "it is no Parquet file",
                "other lists are read with from_csv, from_tsv or from_jsonl, or opened with Gazetteer.open".to_owned(),
            ),
            Self::Other => (
                "it is no gazetteer of factbox",
                "open what save wrote; other lists are read with from_csv, from_tsv, from_jsonl or from_parquet"
                    .to_owned(),
            ),
        };
        (problem.into(), mend)
    }
}

/// The error for a file that wants another reader; files that cannot be opened are left to the reader.
pub(crate) fn suits(path: &Path, reader: Reader) -> crate::Result<()> {
    match FileKind::of(path).filter(|kind| !kind.suits(reader)) {
        None => Ok(()),
        Some(kind) => {
            let (problem, mend) = kind.told(reader);
            let place = path.display().to_string();
            Err(Error::Gazetteer { place, problem: problem.into_owned(), mend })
        }
    }
}
