//! factbox turns news text into tables: every sentence, every name, every figure, linked and with exact offsets.
//!
//! # The way of the data
//!
//! ```text
//! text ──> tokens ──> sentences ─┐
//!                ├──> mentions ──┼──> Document
//!                └──> figures ───┘
//! ```
//!
//! One scan makes the tokens ([`text`]); sentences, names and figures are read from them, each by a module that knows
//! nothing of the others' insides; a last step links them in a [`Document`]. Arrows run one way.
//!
//! | to get | call | by |
//! |---|---|---|
//! | sentences | [`split_sentences`] | rules over the words at both sides of a stop |
//! | figures | [`extract_figures`] | a grammar over tokens, without a parser |
//! | names on a list | [`EntityMatcher`], [`match_entities`] | whole words, the longest at each place |
//! | all three, linked | [`analyze`] | short names, acronyms and credits tied to entities |
//! | the same of many texts as Arrow tables | `tables`, with the feature of that name | a thread for each core |
//!
//! # Example
//!
//! ```
//! use factbox::{Language, analyze};
//!
//! let text = "Syrian Prime Minister Imad Khamis met officials in Tehran. The war has displaced over \
//!     11 million, Khamis said.";
//! let document = analyze(text, None, Language::English);
//!
//! let figure = &document.figures[0];
//! assert_eq!(figure.value, Some(11_000_000.0));
//! assert_eq!(figure.event.as_deref(), Some("displace"));
//!
//! let speaker = document.entities.iter().find(|e| Some(&*e.key) == figure.source_entity.as_deref()).unwrap();
//! assert_eq!(&*speaker.name, "Imad Khamis");
//! assert_eq!(speaker.roles, ["Prime Minister"]);
//! ```
//!
//! Offsets here are bytes into the text and lie on character boundaries; the Python package counts code points.
//! Texts over 4 GiB are refused by [`check`]; the functions above expect one that passes.

mod document;
mod entities;
mod error;
mod figures;
mod language;
#[cfg(feature = "python")]
mod python;
mod sentences;
#[cfg(feature = "tables")]
pub mod tables;
pub mod text;

#[cfg(feature = "training")]
pub use document::training;
pub use document::{Acronym, Document, Entity, analyze};
pub use entities::{
    Alias, Boundaries, CaseRule, EntityMatcher, Entry, Explanation, Fields, Gazetteer, LeftOut, MatchOptions, Mention,
    Method, Name, NamePolicy, Overlaps, Reading, Record, match_entities, world,
};
pub use error::{Error, Result};
pub use figures::{Bound, Conversion, Figure, FigureKind, Include, Link, Relation, Trend, extract_figures};
pub use language::Language;
pub use sentences::{Newlines, Quotes, Sentence, Splitter, split_sentences};
pub use text::Span;

/// Whether a text is short enough for 32-bit offsets.
///
/// # Errors
/// [`Error::TextTooLong`] for a text of 4 GiB or more.
pub fn check(text: &str) -> Result<()> {
    match u32::try_from(text.len()) {
        Ok(_) => Ok(()),
        Err(_) => Err(Error::TextTooLong { bytes: text.len() }),
    }
}
