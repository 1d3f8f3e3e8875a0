//! Training the model of names: annotated texts to weights. Compiled with the feature `training` alone.

use super::Scan;
use super::mentions::{self, each_sentence};
use crate::Document;
use crate::entities::{EntityMatcher, training};
use crate::language::Language;
use crate::text::Span;

pub use crate::entities::training::{Options, Run, train};
pub use crate::entities::{Hidden, Weights};

/// The runs of capitalised words of an annotated text: each with its features and the tags that it should get. Names are
/// spans in bytes with "PERSON", "PLACE" or "ORG".
#[must_use]
pub fn runs(text: &str, names: &[(Span, &str)], language: Language, hidden: Hidden) -> Vec<Run> {
    let scan = Scan::of(text, language);
    let view = scan.view();
    let mut world = mentions::world(&view);
    world.retain(|reading| !hidden.hides(crate::text::lists::key(reading.mention.span.of(text))));
    let mut runs = Vec::new();
    each_sentence(&view, &world, hidden, |_, evidence, _| {
        training::each_run(evidence, |run, spans| {
            let mut name_before = None;
            for span in spans {
                let name = names.iter().position(|(name, _)| name.contains(*span));
                let first = name != name_before;
                run.wanted(name.map(|name| names[name].1), first);
                name_before = name;
            }
            runs.push(std::mem::take(run));
        });
    });
    runs
}

/// [`crate::analyze`] with other weights than the library's own.
#[must_use]
pub fn analyze_with(text: &str, matcher: Option<&EntityMatcher>, language: Language, weights: &Weights) -> Document {
    super::read(text, matcher, language, weights)
}
