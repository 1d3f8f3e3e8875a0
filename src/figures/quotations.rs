//! Quotations of several sentences: who is credited in one of them is credited for the others.
//!
//! "It cost $5," Khan said. "We paid $10 more." The second sentence names nobody; its speaker is the one that its paragraph
//! named before, or failing that the one that it names next.

use super::{Figure, FigureKind};
use crate::sentences::Sentence;
use crate::text::Span;

/// How many sentences away the speaker may be named.
const REACH: usize = 4;

/// A quotation that opened further back, in bytes, is not looked for.
const LONGEST: usize = 800;

/// Gives figures that stand in quotations without a credit of their own the speaker of the sentences beside them.
pub(super) fn carry(
    text: &str,
    sentences: &[Sentence],
    figures: &mut [Figure],
    speaker: impl Fn(usize) -> Option<Span>,
) {
    let mut known: Option<(usize, Option<Span>)> = None;
    for figure in figures.iter_mut().filter(|figure| figure.source.is_none() && figure.kind < FigureKind::Ordinal) {
        let at = figure.sentence;
        if !is_quoted(text, sentences, at, figure.span.start) {
            continue;
        }
        let found = match known {
            Some((sentence, found)) if sentence == at => found,
            _ => beside(sentences, at, &speaker),
        };
        known = Some((at, found));
        figure.source = found.filter(|source| !source.overlaps(figure.span));
    }
}

/// The speaker of the sentences of the same paragraph: the nearest before, else the nearest behind.
fn beside(sentences: &[Sentence], at: usize, speaker: &impl Fn(usize) -> Option<Span>) -> Option<Span> {
    let paragraph = sentences[at].paragraph;
    let same = |other: &usize| sentences.get(*other).is_some_and(|sentence| sentence.paragraph == paragraph);
    let before = (1..=REACH).filter_map(|back| at.checked_sub(back)).take_while(same).find_map(speaker);
    before.or_else(|| (at + 1..=at + REACH).take_while(same).find_map(speaker))
}

/// Whether a place stands inside quotation marks that its paragraph opened, looking back a few sentences.
fn is_quoted(text: &str, sentences: &[Sentence], at: usize, place: usize) -> bool {
    let paragraph = sentences[at].paragraph;
    let from = (0..=REACH)
        .filter_map(|back| at.checked_sub(back))
        .take_while(|other| sentences[*other].paragraph == paragraph)
        .last();
    let start = from.map_or(place, |from| sentences[from].span.start);
    let mut near = start.max(place.saturating_sub(LONGEST));
    while !text.is_char_boundary(near) {
        near += 1;
    }
    let said = Span::new(near, place).of(text);
    match said.rfind('“') {
        Some(open) => !said[open..].contains('”'),
        None => near == start && said.matches('"').count() % 2 == 1,
    }
}
