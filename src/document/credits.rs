//! Which entity the words credited for a figure stand for: a name, "he", "the ministry".

use std::sync::Arc;

use crate::entities::{Mention, NORP, ORG, PERSON};
use crate::figures::Figure;
use crate::text::Span;

/// Sets the entity that each credit names. A name stands for its entity; a pronoun or a short description for the one that
/// it must mean, where there is but one.
pub(super) fn tie(text: &str, mentions: &[Mention], figures: &mut [Figure]) {
    for figure in figures {
        let Some(source) = figure.source else { continue };
        let entity = named(mentions, source).or_else(|| meant(text, mentions, source, figure.sentence));
        figure.source_entity = entity.map(ToString::to_string);
    }
}

/// The mention that ends the credited words, or that they are part of.
fn named(mentions: &[Mention], source: Span) -> Option<&Arc<str>> {
    let from = mentions.partition_point(|mention| mention.span.end <= source.start);
    let named = mentions[from..]
        .iter()
        .take_while(|mention| mention.span.start < source.end)
        .filter(|mention| mention.span.end >= source.end && &*mention.label != NORP);
    named.last().map(|mention| &mention.entity)
}

/// Sentences that a pronoun looks back over, and those that "the company" does.
const BACK: usize = 1;
const FAR: usize = 3;

fn meant<'m>(text: &str, mentions: &'m [Mention], source: Span, sentence: usize) -> Option<&'m Arc<str>> {
    let words = source.of(text);
    let before = &mentions[..mentions.partition_point(|mention| mention.span.end <= source.start)];
    let within = |sentences: usize| {
        let from = before.partition_point(|mention| mention.sentence + sentences < sentence);
        &before[from..]
    };
    let lower = words.to_lowercase();
    match lower.strip_prefix("the ").unwrap_or(&lower) {
        "he" | "she" => only(within(BACK).iter().filter(|mention| &*mention.label == PERSON)),
        "company" | "firm" | "group" => only(within(FAR).iter().filter(|mention| &*mention.label == ORG)),
        noun if !noun.contains(' ') => {
            let has = |mention: &&Mention| {
                let mut words = mention.name.split(' ');
                &*mention.label == ORG && mention.name.contains(' ') && words.any(|word| is_lowered(word, noun))
            };
            only(before.iter().filter(has))
        }
        _ => None,
    }
}

/// Whether a word in small letters is another.
fn is_lowered(word: &str, lower: &str) -> bool {
    if word.is_ascii() { word.eq_ignore_ascii_case(lower) } else { word.to_lowercase() == lower }
}

/// The entity of mentions that are all of one.
fn only<'m>(mut mentions: impl Iterator<Item = &'m Mention>) -> Option<&'m Arc<str>> {
    let first = &mentions.next()?.entity;
    mentions.all(|mention| mention.entity == *first).then_some(first)
}
