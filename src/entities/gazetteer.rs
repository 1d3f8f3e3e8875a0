//! A list of names: entities with their ids, labels, names and aliases.

use std::sync::Arc;

use rustc_hash::FxHashSet;
use serde::{Deserialize, Deserializer};

use super::builder::{Builder, Refusal, Row, there_already};
use super::entry::{Entry, NamePolicy};
use super::store::Store;
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
    #[serde(default, deserialize_with = "or_none")]
    pub aliases: Vec<Alias>,
    /// How the case of the name and of aliases that say nothing else is matched: "smart", "exact", "any" or "upper";
    /// left out, as the matcher says.
    #[serde(default, deserialize_with = "or_none")]
    pub case: NamePolicy,
    /// Further fields, which come back with every mention.
    #[serde(default)]
    pub metadata: serde_json::Map<String, serde_json::Value>,
}

/// A field that may be null, which is as good as left out.
fn or_none<'d, D: Deserializer<'d>, T: Deserialize<'d> + Default>(from: D) -> std::result::Result<T, D::Error> {
    Option::deserialize(from).map(Option::unwrap_or_default)
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
#[serde(untagged, deny_unknown_fields, expecting = "an alias is a string, or an object with the fields name and case")]
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

    pub(super) fn holds(&self, place: u32) -> bool {
        self.removed.is_empty() || !self.removed.contains(&place)
    }

    fn len(&self) -> usize {
        self.store.len().saturating_sub(self.removed.len())
    }
}

/// Entities by id, in the order given. Cheap to clone: the entities are shared.
#[derive(Clone, Default)]
pub struct Gazetteer {
    parts: Vec<Part>,
}

impl std::fmt::Debug for Gazetteer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Gazetteer with entities: {}", self.len())
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
    /// the keys of entities without one), with the number of the record. Several records without ids may have one name: they
    /// are several entities ("~Georgia", "~Georgia (2)"), but for those that say just the same.
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

    /// A gazetteer that has further entities as well.
    ///
    /// # Errors
    /// As [`Gazetteer::from_records`], and for an id that is there already.
    pub fn with(&self, records: impl IntoIterator<Item = Record>) -> Result<Self> {
        let mut builder = Builder::beside(self.clone());
        for (index, record) in records.into_iter().enumerate() {
            push(&mut builder, &record).map_err(|refusal| refusal.at(format!("record {index}")))?;
        }
        self.with_built(builder.finish())
    }

    /// The same for entities that are built already.
    pub(crate) fn with_built(&self, store: Store) -> Result<Self> {
        for (_, entry) in store.entries() {
            if self.get(&entry.id()).is_some() {
                return Err(there_already(&entry.id()).at("what is added".to_owned()));
            }
        }
        let mut parts = self.parts.clone();
        parts.push(Part::new(store));
        settled(parts)
    }

    /// A gazetteer without some entities.
    ///
    /// # Errors
    /// [`Error::Gazetteer`] for an id that it does not have.
    pub fn without<'i>(&self, ids: impl IntoIterator<Item = &'i str>) -> Result<Self> {
        let mut parts = self.parts.clone();
        let mut seen = FxHashSet::default();
        for id in ids.into_iter().filter(|id| seen.insert(*id)) {
            let unknown = || Error::Gazetteer {
                place: format!("the id {id:?}"),
                problem: "no entity has it".to_owned(),
                mend: "remove ids that the gazetteer has".to_owned(),
            };
            take_away(&mut parts, id).then_some(()).ok_or_else(unknown)?;
        }
        settled(parts)
    }

    /// The entities of both; where both have an id, or one made of the name, the other's stands.
    ///
    /// # Errors
    /// [`Error::Gazetteer`] where they take up too much room for one.
    pub fn merged(&self, other: &Self) -> Result<Self> {
        let mut parts = self.parts.clone();
        for entry in other.entries() {
            take_away(&mut parts, &entry.id());
        }
        parts.extend(other.parts.iter().cloned());
        settled(parts)
    }

    /// The same entities in one part, none of them removed.
    pub(super) fn joined(&self) -> Result<Self> {
        match self.parts.as_slice() {
            [part] if part.removed.is_empty() => Ok(self.clone()),
            parts => Ok(join(parts)?.into()),
        }
    }

    /// The store of a gazetteer of one part.
    pub(super) fn store(&self) -> &Store {
        &self.parts[0].store
    }

    pub(super) fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The entity of a place: its part, and where it begins there.
    pub(super) fn entry(&self, place: (u32, u32)) -> Option<Entry<'_>> {
        self.parts.get(place.0 as usize)?.store.entry(place.1)
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
            let entity = part.store.find(id).filter(|place| part.holds(*place))?;
            part.store.entry(entity)
        })
    }

    /// All entities, in the order given.
    pub fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        self.parts
            .iter()
            .flat_map(|part| part.store.entries().filter(|(place, _)| part.holds(*place)).map(|(_, entry)| entry))
    }

    /// How many bytes it takes in memory, or in the file that it is mapped from.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.parts.iter().map(|part| part.store.bytes().len()).sum()
    }
}

/// Parts that are much smaller than the one before stay apart, so that adding little costs little; others are joined.
fn settled(mut parts: Vec<Part>) -> Result<Gazetteer> {
    parts.retain(|part| part.len() > 0);
    let emptied = |part: &Part| part.removed.len() > part.len();
    while let [.., before, last] = parts.as_slice()
        && before.len() < 4 * last.len()
    {
        let joined = Part::new(join(&[before.clone(), last.clone()])?);
        parts.truncate(parts.len() - 2);
        parts.push(joined);
    }
    for part in parts.iter_mut().filter(|part| emptied(part)) {
        *part = Part::new(join(std::slice::from_ref(part))?);
    }
    Ok(Gazetteer { parts })
}

/// The entities of several parts as one store.
fn join(parts: &[Part]) -> Result<Store> {
    let mut builder = Builder::default();
    let mut aliases = Vec::new();
    for part in parts {
        for (_, entry) in part.store.entries().filter(|(place, _)| part.holds(*place)) {
            aliases.clear();
            let mut names = entry.names();
            let case = names.next().map_or(NamePolicy::Matcher, |name| name.policy);
            aliases.extend(names.map(|name| (name.text, name.policy)));
            let row = Row {
                id: entry.own_id(),
                label: Some(entry.label),
                name: Some(entry.name),
                case,
                aliases: &aliases,
                metadata: entry.metadata(),
            };
            builder.take(&row).map_err(|refusal| refusal.at(format!("the entity {:?}", entry.id())))?;
        }
    }
    Ok(builder.finish())
}

/// Marks the entity of an id as removed: whether there was one.
fn take_away(parts: &mut [Part], id: &str) -> bool {
    parts.iter_mut().any(|part| match part.store.find(id).filter(|place| part.holds(*place)) {
        Some(place) => Arc::make_mut(&mut part.removed).insert(place),
        None => false,
    })
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
        Error::Gazetteer { place, problem: self.problem, mend: self.mend.into_owned() }
    }

    /// The same with the column or field that it is about.
    pub(super) fn of_field(mut self) -> Self {
        self.problem = format!("{} (field {})", self.problem, self.field);
        self
    }
}
