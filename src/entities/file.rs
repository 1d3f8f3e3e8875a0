//! Gazetteers on disk: saved whole or not at all, opened by memory map.

use std::borrow::Cow;
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use memmap2::Mmap;

use super::gazetteer::Gazetteer;
use super::kinds::{Reader, suits};
use super::store::{Bytes, HEADER, Store};
use crate::error::{Error, Result};

impl Gazetteer {
    /// Saves the gazetteer: the same bytes on every platform. They are written to a file beside it, which takes the place
    /// of an older one when it is complete, so that a crash leaves the one or the other.
    ///
    /// # Errors
    /// [`Error::File`] where the file cannot be written.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        let path = path.as_ref();
        let whole = self.joined()?;
        let unsaved = beside(path);
        let written = write(&unsaved, whole.store().bytes()).and_then(|()| fs::rename(&unsaved, path));
        if let Err(source) = written {
            let _ = fs::remove_file(&unsaved);
            return Err(Error::File { path: path.display().to_string(), source });
        }
        // the rename lasts when the folder is written as well; not every platform can do that
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if let Ok(folder) = File::open(folder) {
            let _ = folder.sync_all();
        }
        Ok(())
    }

    /// Opens a saved gazetteer by memory map: at once, whatever its size, and shared with other processes that open it.
    /// Only the header is checked; [`Gazetteer::verify`] checks the rest. While a gazetteer is in use its file may be
    /// replaced (as [`Gazetteer::save`] does) but must not be written over or cut.
    ///
    /// # Errors
    /// [`Error::File`] where the file cannot be read, [`Error::Gazetteer`] where it is no gazetteer of this version, or
    /// cut short.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let shown = || path.display().to_string();
        let failed = |source| Error::File { path: shown(), source };
        let file = File::open(path).map_err(failed)?;
        let size = file.metadata().map_err(failed)?.len();
        if size > 0 {
            suits(path, Reader::Open)?;
        }
        if size < HEADER as u64 {
            return Err(unreadable(shown(), "it is too short for a gazetteer".to_owned()));
        }
        // SAFETY: the map is only read, as bytes, each read within its bounds, and every value read is checked before it
        // is relied on; the documentation above tells callers not to cut or write over a file in use.
        let map = unsafe { Mmap::map(&file) }.map_err(failed)?;
        let read = Store::read(Bytes::Mapped { map, path: shown() });
        Ok(read.map_err(|problem| unreadable(shown(), problem))?.into())
    }

    /// Reads a saved gazetteer from bytes.
    ///
    /// # Errors
    /// As [`Gazetteer::open`].
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self> {
        let refused = |problem| unreadable("the bytes".to_owned(), problem);
        Ok(Store::read(Bytes::Owned(bytes)).map_err(refused)?.into())
    }

    /// The bytes that [`Gazetteer::save`] writes.
    ///
    /// # Errors
    /// As [`Gazetteer::save`], but for the file.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        Ok(self.joined()?.store().bytes().to_vec())
    }

    /// The ids of all entities, in the order given, each of which [`Gazetteer::get`] finds.
    ///
    /// # Errors
    /// [`Error::Gazetteer`] where the file was altered so that an entity cannot be read, or not be found.
    pub fn ids(&self) -> Result<Vec<Cow<'_, str>>> {
        let altered = |problem| {
            let place = self.parts().iter().find_map(|part| part.store.path()).unwrap_or("the gazetteer").to_owned();
            Error::Gazetteer { place, problem, mend: RESAVE.to_owned() }
        };
        let ids: Vec<_> = self.entries().map(|entry| entry.id()).collect();
        if ids.len() != self.len() {
            return Err(altered(format!("it was altered: {} of its {} entities can be read", ids.len(), self.len())));
        }
        match ids.iter().find(|id| self.get(id).is_none()) {
            Some(lost) => Err(altered(format!("it was altered: the entity {lost:?} is not found by its id"))),
            None => Ok(ids),
        }
    }

    /// Checks every byte against the checksums, and that every entity can be read.
    ///
    /// # Errors
    /// [`Error::Gazetteer`] that says what is wrong, and in which file.
    pub fn verify(&self) -> Result<()> {
        self.parts().iter().try_for_each(|part| {
            part.store.verify().map_err(|problem| Error::Gazetteer {
                place: part.store.path().unwrap_or("the gazetteer").to_owned(),
                problem,
                mend: RESAVE.to_owned(),
            })
        })
    }
}

const RESAVE: &str = "save it again from its source";

fn unreadable(place: String, problem: String) -> Error {
    Error::Gazetteer { place, problem, mend: "save the gazetteer again with this version of factbox".to_owned() }
}

/// A name for the file under way, of this process and moment.
fn beside(path: &Path) -> PathBuf {
    let moment = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default().as_nanos();
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}-{moment}.unsaved", std::process::id()));
    path.with_file_name(name)
}

fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
