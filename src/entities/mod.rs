//! Tokens to names: by list ([`gazetteer`], [`matcher`], [`world`]), behind a title ([`people`]) and by what they are made of
//! and what stands beside them ([`tagger`]).
//!
//! A list knows its names however few hints the text gives; the tagger finds people, places and bodies that no list has, and
//! tells which of its meanings a listed name has.

mod boundary;
mod builder;
mod capitals;
mod entry;
mod explain;
mod file;
mod fold;
mod forms;
mod fuzzy;
mod gazetteer;
mod hints;
mod hits;
mod inside;
mod kinds;
mod letters;
mod matcher;
mod misspelt;
mod options;
mod particles;
mod people;
mod read;
mod search;
mod spelling;
mod store;
mod tagger;
mod twins;
mod units;
mod world;

use std::sync::{Arc, LazyLock};

use serde::{Deserialize, Serialize};

#[cfg(feature = "python")]
pub(crate) use builder::Row;
pub(crate) use builder::UNLABELLED;
pub use entry::{Entry, Name, NamePolicy};
pub use explain::Explanation;
pub use gazetteer::{Alias, Gazetteer, Record};
pub(crate) use hints::{Hints, Lexicon};
#[cfg(feature = "python")]
pub(crate) use kinds::{Reader, suits};
pub use matcher::EntityMatcher;
#[cfg(feature = "python")]
pub(crate) use matcher::Listed;
pub(crate) use matcher::label;
pub(crate) use misspelt::misspelt;
pub use options::{Boundaries, CaseRule, MatchOptions, Overlaps};
pub(crate) use people::{Rank, apposition, name_at, nickname, preposed, rank, title_words, titled};
#[cfg(feature = "python")]
pub(crate) use read::{Awaited, FIELDS, LAP, Sink, csv_records, json_records, mend_unknown, policy};
pub use read::{Fields, LeftOut, Reading};
#[cfg(feature = "training")]
pub(crate) use tagger::training;
pub(crate) use tagger::{Evidence, Seen, Tagged, Tagger, UNIT};
pub use tagger::{Hidden, Weights};

pub(crate) use world::{
    Context, clubs, context, country, country_around, country_of, divisions, is_capital, is_club, is_national,
    qualified,
};

use crate::text::Span;

/// How a mention was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Method {
    /// The name on a list.
    Exact,
    /// Another spelling on a list.
    Alias,
    /// A person behind a title or office.
    Title,
    /// A name on a list with a letter or two wrong.
    Fuzzy,
    /// By what it is made of: a given name and a surname, "Ministry of ...".
    Pattern,
    /// An acronym that the text defines.
    Acronym,
    /// A part of a full name that stands elsewhere in the text, or of a listed club's in a report of sport.
    Short,
}

impl Method {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Method::Exact => "exact",
            Method::Alias => "alias",
            Method::Title => "title",
            Method::Fuzzy => "fuzzy",
            Method::Pattern => "pattern",
            Method::Acronym => "acronym",
            Method::Short => "short",
        }
    }
}

pub const PERSON: &str = "PERSON";
pub const ORG: &str = "ORG";
pub const PLACE: &str = "PLACE";
pub const NORP: &str = "NORP";
/// Of the built-in gazetteer's languages and religions, which are no names for [`crate::analyze`].
pub(crate) const OTHER: &str = "OTHER";

/// A name in the text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    pub span: Span,
    /// The index of the sentence that it stands in.
    pub sentence: usize,
    pub label: Arc<str>,
    /// Equal for all mentions of one entity: the gazetteer's id, else a key that begins with "~".
    pub entity: Arc<str>,
    /// The canonical name.
    pub name: Arc<str>,
    pub method: Method,
    /// The office that the text gives with this mention.
    pub role: Option<String>,
    /// How sure it is, from 0 to 1.
    pub score: f64,
    /// Other entities that the same string may mean.
    pub candidates: Vec<Arc<str>>,
}

/// A person behind a title or office, and the office: tokens of the sentence.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Titled {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) role: Option<Span>,
}

/// The matcher of the built-in world gazetteer.
pub(crate) fn world_matcher() -> &'static EntityMatcher {
    static WORLD: LazyLock<EntityMatcher> = LazyLock::new(|| {
        let options = MatchOptions { hyphens: false, ..MatchOptions::default() };
        EntityMatcher::new(world(), options).made_ready()
    });
    &WORLD
}

/// The same for texts whose writers leave out capitals.
pub(crate) fn careless_matcher() -> &'static EntityMatcher {
    static WORLD: LazyLock<EntityMatcher> = LazyLock::new(|| {
        let options = MatchOptions { hyphens: false, case: CaseRule::Any, ..MatchOptions::default() };
        EntityMatcher::new(world(), options).made_ready()
    });
    &WORLD
}

/// The built-in gazetteer: countries, capitals, regions and cities, nationalities and other peoples, organisations, languages
/// and religions.
///
/// Ids are ISO 3166 codes, ISO 639 codes ("lang:sw") and `GeoNames` numbers ("gn:112931") where there are such, else names of
/// our own.
#[must_use]
pub fn world() -> Arc<Gazetteer> {
    static WORLD: LazyLock<Arc<Gazetteer>> = LazyLock::new(|| Arc::new(world::read()));
    Arc::clone(&WORLD)
}

/// Finds the names that the built-in gazetteer lists.
///
/// ```
/// let text = "Iran’s envoy met Syrian officials at the UN.";
/// let names: Vec<_> = factbox::match_entities(text).iter().map(|m| m.span.of(text)).collect();
/// assert_eq!(names, ["Iran", "Syrian", "UN"]);
/// ```
#[must_use]
pub fn match_entities(text: &str) -> Vec<Mention> {
    world_matcher().find(text)
}
