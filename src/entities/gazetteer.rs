//! A list of names: entities with their ids, labels, names and aliases.

use std::sync::Arc;

use rustc_hash::FxHashSet;
use serde::Deserialize;

use super::builder::{Builder, Refusal, Row};
use super::store::{Entry, NamePolicy, Store};
use crate::error::{Error, Result};

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
    pub aliases: Vec<Alias>,
    /// How the case of the name and of aliases that say nothing else is matched: "smart", "exact", "any" or "upper";
    /// left out, as the matcher says.
    #[serde(default)]
    pub case: NamePolicy,
    /// Further fields, which come back with every mention.
    #[serde(default)]
    pub metadata: serde_json::Map<String, serde_json::Value>,
}

/// Another name of an entity: a string, or a string with a rule of its own for case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "Written")]
pub struct Alias {
    pub name: String,
    /// The record's where it is left out.
    pub case: Option<NamePolicy>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "an alias is a string, or an object with the fields name and case")]
enum Written {
    Name(String),
    Ruled {
        name: String,
        #[serde(default)]
        case: Option<NamePolicy>,
    },
}

impl From<Written> for Alias {
    fn from(written: Written) -> Self {
        match written {
            Written::Name(name) => Self { name, case: None },
            Written::Ruled { name, case } => Self { name, case },
        }
    }
}

impl From<&str> for Alias {
    fn from(name: &str) -> Self {
        Self { name: name.to_owned(), case: None }
    }
}

/// A part of a gazetteer that never changes, and which of its entities were taken away since.
#[derive(Clone)]
pub(super) struct Part {
    pub(super) store: Arc<Store>,
    pub(super) removed: Arc<FxHashSet<u32>>,
}

impl Part {
    fn new(store: Store) -> Self {
        Self { store: Arc::new(store), removed: Arc::default() }
    }

    pub(super) fn holds(&self, entity: usize) -> bool {
        self.removed.is_empty() || !u32::try_from(entity).is_ok_and(|entity| self.removed.contains(&entity))
    }

    fn len(&self) -> usize {
        self.store.len() - self.removed.len()
    }
}

/// Entities by id, in the order given. Cheap to clone: the entities are shared.
#[derive(Clone, Default)]
pub struct Gazetteer {
    parts: Vec<Part>,
}

impl std::fmt::Debug for Gazetteer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Gazetteer of {} entities", self.len())
    }
}

impl From<Store> for Gazetteer {
    fn from(store: Store) -> Self {
        Self { parts: vec![Part::new(store)] }
    }
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
        let mut builder = Builder::default();
        for (index, record) in records.into_iter().enumerate() {
            push(&mut builder, &record).map_err(|refusal| refusal.at(format!("record {index}")))?;
        }
        Ok(builder.finish().into())
    }

    pub(super) fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The entity of a place: its part, and its number there.
    pub(super) fn entry(&self, place: (u32, u32)) -> Option<Entry<'_>> {
        self.parts.get(place.0 as usize)?.store.entry(place.1 as usize)
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.parts.iter().map(Part::len).sum()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entity of an id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<Entry<'_>> {
        self.parts.iter().find_map(|part| {
            let entity = part.store.find(id).filter(|entity| part.holds(*entity))?;
            part.store.entry(entity)
        })
    }

    /// All entities, in the order given.
    pub fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        self.parts.iter().flat_map(|part| {
            (0..part.store.len()).filter(|entity| part.holds(*entity)).filter_map(|entity| part.store.entry(entity))
        })
    }

    /// How many bytes it takes in memory, or in the file that it is mapped from.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.parts.iter().map(|part| part.store.bytes().len()).sum()
    }
}

/// Takes in a record, with strings of its own.
pub(super) fn push(builder: &mut Builder, record: &Record) -> std::result::Result<(), Refusal> {
    let aliases: Vec<(&str, NamePolicy)> =
        record.aliases.iter().map(|alias| (alias.name.as_str(), alias.case.unwrap_or(record.case))).collect();
    let metadata = (!record.metadata.is_empty()).then(|| serde_json::to_string(&record.metadata).unwrap_or_default());
    builder.push(&Row {
        id: record.id.as_deref(),
        label: record.label.as_deref(),
        name: record.name.as_deref(),
        case: record.case,
        aliases: &aliases,
        metadata: metadata.as_deref(),
    })
}

impl Refusal {
    pub(super) fn at(self, place: String) -> Error {
        Error::Gazetteer { place, problem: self.problem, mend: self.mend.to_owned() }
    }
}
