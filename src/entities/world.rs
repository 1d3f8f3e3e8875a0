//! The built-in gazetteer from the tables under `data/world/`.

use std::sync::LazyLock;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::builder::{Builder, Row};
use super::entry::NamePolicy;
use super::gazetteer::Gazetteer;
use super::{Mention, NORP, ORG, OTHER, PLACE};
use crate::text::lists::{items, key, rows};

/// Places and other entities, about.
const SOME: usize = 1 << 14;

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
        // room for all at once, since growing moves every place again
        let mut known = FxHashMap::with_capacity_and_hasher(SOME, FxBuildHasher);
        known.extend(within.filter(|(id, country)| !id.is_empty() && !country.is_empty()));
        known
    });
    PLACES.get(id).copied()
}

/// The ids of countries' divisions.
pub(crate) fn divisions() -> impl Iterator<Item = &'static str> {
    let places = rows(include_str!("../../data/world/places.tsv"), ["id", "kind"]);
    places.filter(|[_, kind]| *kind == "division").map(|[id, _]| id)
}

/// The ids of towns that the list has with their country or state alone, with their names and without what stands behind:
/// "Carlisle, England".
pub(crate) fn qualified() -> impl Iterator<Item = [&'static str; 3]> {
    let places = rows(include_str!("../../data/world/places.tsv"), ["id", "name", "kind"]);
    let cities = places.filter(|[_, _, kind]| *kind == "city");
    cities.filter_map(|[id, name, _]| Some([id, name, name.split_once(", ")?.0]))
}

/// Whether a listed place is a country's capital.
pub(crate) fn is_capital(id: &str) -> bool {
    static CAPITALS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
        rows(include_str!("../../data/world/countries.tsv"), ["capital_id"]).map(|[capital]| capital).collect()
    });
    CAPITALS.contains(id)
}

/// Whether a listed organisation is a club, a team or a league.
pub(crate) fn is_club(id: &str) -> bool {
    static CLUBS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| bodies(&["sports"]));
    id.strip_prefix("org:").is_some_and(|id| CLUBS.contains(id))
}

/// The ids of clubs and teams with their names, each on its own; leagues and federations are none.
pub(crate) fn clubs() -> impl Iterator<Item = (String, &'static str)> {
    const NONE: [&str; 12] = [
        "Agency",
        "Association",
        "Authority",
        "Board",
        "Committee",
        "Confederation",
        "Conference",
        "Council",
        "Federation",
        "League",
        "Tour",
        "Union",
    ];
    let bodies = rows(include_str!("../../data/world/organisations.tsv"), ["id", "name", "kind", "aliases"]);
    let clubs = bodies.filter(|[_, name, kind, _]| *kind == "sports" && !NONE.iter().any(|end| name.ends_with(end)));
    clubs.flat_map(|[id, name, _, aliases]| {
        std::iter::once(name).chain(items(aliases)).map(move |name| (format!("org:{id}"), name))
    })
}

/// Whether a listed organisation is one of those that each country has: of its government, a force, a party.
pub(crate) fn is_national(id: &str) -> bool {
    static NATIONAL: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| bodies(&["government", "military", "party"]));
    id.strip_prefix("org:").is_some_and(|id| NATIONAL.contains(id))
}

fn bodies(kinds: &[&str]) -> FxHashSet<&'static str> {
    let bodies = rows(include_str!("../../data/world/organisations.tsv"), ["id", "kind"]);
    bodies.filter(|[_, kind]| kinds.contains(kind)).map(|[id, _]| id).collect()
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
    let mut builder = Builder::default();
    let mut names = Vec::new();
    let mut add = |id: &str, label, name, aliases, case| {
        names.clear();
        names.extend(items(aliases).map(|alias| (alias, case)));
        let row = Row { id: Some(id), label: Some(label), name: Some(name), case, aliases: &names, metadata: None };
        builder.push(&row).unwrap_or_else(|refusal| panic!("data/world: {id}: {refusal:?}"));
    };
    let countries: Vec<_> = rows(
        include_str!("../../data/world/countries.tsv"),
        ["id", "name", "aliases", "demonyms", "capital", "capital_id", "capital_aliases"],
    )
    .collect();
    for [id, name, aliases, ..] in &countries {
        add(id, PLACE, name, aliases, NamePolicy::Matcher);
    }
    for [_, _, _, _, capital, id, aliases] in &countries {
        if !capital.is_empty() && !id.is_empty() {
            add(id, PLACE, capital, aliases, NamePolicy::Matcher);
        }
    }
    for [id, _, _, demonyms, ..] in &countries {
        if let Some(name) = items(demonyms).next() {
            // "French" and "Polish" open sentences as names, though they are words as well
            add(&format!("{id}{PEOPLE}"), NORP, name, demonyms, NamePolicy::Exact);
        }
    }
    let tables = [
        ("", PLACE, include_str!("../../data/world/places.tsv")),
        ("", PLACE, include_str!("../../data/world/cities.tsv")),
        ("people:", NORP, include_str!("../../data/world/peoples.tsv")),
        ("org:", ORG, include_str!("../../data/world/organisations.tsv")),
        ("lang:", OTHER, include_str!("../../data/world/languages.tsv")),
        ("religion:", OTHER, include_str!("../../data/world/religions.tsv")),
    ];
    let mut full = String::new();
    for (prefix, label, table) in tables {
        for [id, name, aliases] in rows(table, ["id", "name", "aliases"]) {
            full.clear();
            full.extend([prefix, id]);
            add(&full, label, name, aliases, NamePolicy::Matcher);
        }
    }
    builder.finish().into()
}
