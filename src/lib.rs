mod error;
mod language;
mod sentences;
pub mod text;
pub use error::{Error, Result};
pub use language::Language;
pub use sentences::{Sentence, split_sentences};
pub use text::Span;
#[cfg(feature = "python")]
mod python;
pub fn check(text: &str) -> Result<()> {
    if u32::try_from(text.len()).is_err() {
        return Err(Error::TextTooLong { bytes: text.len() });
    }
    Ok(())
}
mod figures;
pub use figures::{Bound, Figure, FigureKind, Include, Trend, extract_figures};
mod entities;
pub use entities::{CaseRule, EntityMatcher, Entry, Gazetteer, Mention, Method, Record, match_entities, world};
mod document;
pub use document::{Acronym, Document, Entity, analyze};
