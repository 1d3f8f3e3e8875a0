//! The built-in gazetteer from the tables under `data/world/`.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::entry::NamePolicy;
use super::gazetteer::{Gazetteer, Record};
use super::{Mention, NORP, ORG, OTHER, PLACE};
use crate::text::lists::{items, key, rows};

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
    if is_code { (&*mention.label == PLACE).then_some(id) } else { country_of(mention) }
}

/// The code of the country that a listed place lies in, or is.
pub(crate) fn country_around(id: &str) -> Option<&'static str> {
    static PLACES: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(|| {
        let countries = rows(include_str!("../../data/world/countries.tsv"), ["id", "capital_id"]);
        let places = [include_str!("../../data/world/places.tsv"), include_str!("../../data/world/cities.tsv")];
        let towns = places.into_iter().flat_map(|table| rows(table, ["id", "country"]));
        let within = countries.flat_map(|[id, capital]| [(id, id), (capital, id)]);
        let within = within.chain(towns.map(|[id, country]| (id, country)));
        within.filter(|(id, country)| !id.is_empty() && !country.is_empty()).collect()
    });
    PLACES.get(id).copied()
}

/// Whether a listed place is a country's capital.
pub(crate) fn is_capital(id: &str) -> bool {
    static CAPITALS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
        rows(include_str!("../../data/world/countries.tsv"), ["capital_id"]).map(|[capital]| capital).collect()
    });
    CAPITALS.contains(id)
}

/// What tells that a place is meant rather than another of its name.
pub(crate) struct Context {
    /// Ids of places whose names speak for it.
    pub(crate) beside: Vec<&'static str>,
    /// The keys of words right beside it that do.
    pub(crate) words: Vec<u64>,
}

/// What speaks for a place beyond what lies in its country.
pub(crate) fn context(id: &str) -> Option<&'static Context> {
    static CONTEXTS: LazyLock<FxHashMap<&'static str, Context>> = LazyLock::new(|| {
        rows(include_str!("../../data/world/contexts.tsv"), ["id", "beside", "words"])
            .map(|[id, beside, words]| {
                (id, Context { beside: items(beside).collect(), words: items(words).map(key).collect() })
            })
            .collect()
    });
    CONTEXTS.get(id)
}

/// Reads the tables. What stands first is meant where a name is ambiguous: countries, then capitals, other places, peoples,
/// organisations, languages, religions.
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
    for [id, name, aliases] in rows(include_str!("../../data/world/languages.tsv"), ["id", "name", "aliases"]) {
        records.push(record(&format!("lang:{id}"), OTHER, name, aliases));
    }
    for [id, name, aliases] in rows(include_str!("../../data/world/religions.tsv"), ["id", "name", "aliases"]) {
        records.push(record(&format!("religion:{id}"), OTHER, name, aliases));
    }
    Gazetteer::from_records(records).unwrap_or_else(|error| panic!("data/world: {error}"))
}
