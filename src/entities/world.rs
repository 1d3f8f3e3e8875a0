//! The built-in gazetteer from the tables under `data/world/`.

use super::entry::NamePolicy;
use super::gazetteer::{Gazetteer, Record};
use super::{Mention, NORP, ORG, PLACE};
use crate::text::lists::{items, rows};

/// What the id of a nationality has behind that of its country.
pub(super) const PEOPLE: &str = "-people";

/// The id of the country that a nationality is of.
pub(crate) fn country_of(mention: &Mention) -> Option<&str> {
    let id = mention.entity.strip_suffix(PEOPLE)?;
    (&*mention.label == NORP && id.len() == 2).then_some(id)
}

/// The id of the country that a mention names, or whose nationality it is.
pub(crate) fn country(mention: &Mention) -> Option<&str> {
    let id = &*mention.entity;
    let is_code = id.len() == 2 && id.bytes().all(|b| b.is_ascii_uppercase());
    country_of(mention).or((is_code && &*mention.label == PLACE).then_some(id))
}

/// Reads the tables. What stands first is meant where a name is ambiguous: countries, then capitals, other places, peoples,
/// organisations.
pub(super) fn read() -> Gazetteer {
    let record = |id: &str, label: &str, name: &str, aliases: &str| Record {
        id: Some(id.to_owned()),
        label: Some(label.to_owned()),
        name: Some(name.to_owned()),
        aliases: items(aliases).map(Into::into).collect(),
        ..Record::default()
    };
    let countries: Vec<_> = rows(
        include_str!("../../data/world/countries.tsv"),
        ["id", "name", "aliases", "demonyms", "capital", "capital_id", "capital_aliases"],
    )
    .collect();
    let mut records = Vec::new();
    for [id, name, aliases, ..] in &countries {
        records.push(record(id, PLACE, name, aliases));
    }
    for [_, _, _, _, capital, id, aliases] in &countries {
        if !capital.is_empty() && !id.is_empty() {
            records.push(record(id, PLACE, capital, aliases));
        }
    }
    for [id, _, _, demonyms, ..] in &countries {
        if let Some(name) = items(demonyms).next() {
            // "French" and "Polish" open sentences as names, though they are words as well
            let people = record(&format!("{id}{PEOPLE}"), NORP, name, demonyms);
            records.push(Record { case: NamePolicy::Exact, ..people });
        }
    }
    for [id, name, aliases] in rows(include_str!("../../data/world/places.tsv"), ["id", "name", "aliases"]) {
        records.push(record(id, PLACE, name, aliases));
    }
    for [id, name, aliases] in rows(include_str!("../../data/world/cities.tsv"), ["id", "name", "aliases"]) {
        records.push(record(id, PLACE, name, aliases));
    }
    for [id, name, aliases] in rows(include_str!("../../data/world/peoples.tsv"), ["id", "name", "aliases"]) {
        records.push(record(&format!("people:{id}"), NORP, name, aliases));
    }
    for [id, name, aliases] in rows(include_str!("../../data/world/organisations.tsv"), ["id", "name", "aliases"]) {
        records.push(record(&format!("org:{id}"), ORG, name, aliases));
    }
    Gazetteer::from_records(records).unwrap_or_else(|error| panic!("data/world: {error}"))
}
