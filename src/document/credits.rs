//! Which entity the words credited for a figure stand for: a name, "he", "the ministry".

use std::sync::Arc;

use super::View;
use crate::entities::{Mention, NORP, ORG, PERSON};
use crate::figures::Figure;
use crate::text::lists::words;
use crate::text::{Classes, Span, Token};

/// Sets the entity that each credit names. A name stands for its entity; a pronoun or a short description for the one that
/// it must mean, where there is but one. Credited words that cut a name in two are widened to all of it.
pub(super) fn tie(view: &View, mentions: &[Mention], figures: &mut [Figure]) {
    for figure in figures {
        let Some(source) = &mut figure.source else { continue };
        let from = mentions.partition_point(|mention| mention.span.end <= source.start);
        let count = mentions[from..].partition_point(|mention| mention.span.start < source.end);
        let names = &mentions[from..from + count];
        *source = names.iter().fold(*source, |source, name| source.join(name.span));
        figure.source_entity = if names.iter().all(|name| &*name.label == NORP) {
            meant(view.text, mentions, *source, figure.sentence)
        } else {
            let credited = Credited::new(view, mentions, *source);
            credited.head().filter(|head| !credited.is_joined(head)).map(|head| &head.entity)
        }
        .map(ToString::to_string);
    }
}

/// Credited words that have names in them, by their tokens in the text.
struct Credited<'a> {
    view: &'a View<'a>,
    mentions: &'a [Mention],
    from: usize,
    to: usize,
}

impl<'a> Credited<'a> {
    fn new(view: &'a View<'a>, mentions: &'a [Mention], span: Span) -> Self {
        let from = view.tokens.partition_point(|token| token.span().start < span.start);
        let to = from + view.tokens[from..].partition_point(|token| token.span().start < span.end);
        Self { view, mentions, from, to }
    }

    /// The tokens of a name.
    fn of(&self, name: &Mention) -> (usize, usize) {
        let from = self.view.tokens.partition_point(|token| token.span().start < name.span.start);
        (from, from + self.view.tokens[from..].partition_point(|token| token.span().start < name.span.end))
    }

    /// The names that begin at tokens.
    fn names(&self, from: usize, to: usize) -> impl Iterator<Item = &'a Mention> {
        let start = |at: usize| self.view.tokens.get(at).map_or(self.view.text.len(), |token| token.span().start);
        let first = self.mentions.partition_point(|name| name.span.start < start(from));
        let last = self.mentions.partition_point(|name| name.span.start < start(to));
        self.mentions[first..last.max(first)].iter().filter(|name| &*name.label != NORP)
    }

    /// The name that the words are of, which a preposition follows if anything: "Bell" in "Dr. Bell of the Red Cross", not the
    /// "UN" in "UN doctor Bell". Behind a preposition only the first name is: "a spokesman for the union".
    fn head(&self) -> Option<&'a Mention> {
        let mut names = self.names(self.from, self.to).enumerate();
        let (_, head) = names.find(|(index, name)| {
            let (from, to) = self.of(name);
            let ends = to >= self.to || self.is_preposition(to) || self.joins(to) || self.view.tokens[to].is_mark(',');
            ends && (*index == 0 || !(self.from..from).any(|at| self.is_preposition(at)))
        })?;
        Some(head)
    }

    fn is_preposition(&self, at: usize) -> bool {
        self.view.classes.get(at).is_some_and(|classes| classes.any(Classes::PREPOSITION))
    }

    fn joins(&self, at: usize) -> bool {
        self.view.tokens.get(at).is_some_and(|token| token.is_mark('&') || words!["and", "or"].contains(&token.key))
    }

    /// Whether another is credited as well: "Hamas and Israel", "the army and Hamas".
    fn is_joined(&self, head: &Mention) -> bool {
        let (first, past) = self.of(head);
        let is_person = |name: &Mention| &*name.label == PERSON;
        // where a name begins, its article left out
        let begins = |at: usize| {
            let article = self.view.tokens.get(at).is_some_and(|token| words!["the", "a", "an"].contains(&token.key));
            self.names(at, at + 1 + usize::from(article)).next()
        };
        let ended = |at: usize| {
            let end = at.checked_sub(1).map_or(0, |last| self.view.tokens[last].span().end);
            let last = self.mentions.partition_point(|name| name.span.end <= end).checked_sub(1)?;
            self.mentions.get(last).filter(|name| name.span.end == end)
        };
        let alike = |name: &Mention| is_person(name) == is_person(head);
        // "Trade and Industry Minister Ann Bell" is one
        let office = |at: usize| {
            let between = self.view.tokens[at].span().end..head.span.start;
            let words = self.view.text.get(between).unwrap_or_default().trim();
            let capital = |at: usize| self.view.tokens.get(at).is_some_and(Token::is_capitalised);
            at.checked_sub(1).is_some_and(|before| capital(before) == capital(at + 1))
                && head.role.as_deref().is_some_and(|role| role == words)
        };
        let within = (self.from..self.to).filter(|at| self.joins(*at) && !(first..past).contains(at)).any(|at| {
            if at < first {
                ended(at).is_some() || !office(at)
            } else if (past..at).any(|at| self.is_preposition(at)) {
                self.names(at, self.to).next().is_some_and(|name| name.label == head.label)
            } else {
                true
            }
        });
        let article =
            self.from.checked_sub(1).filter(|at| words!["the", "a", "an"].contains(&self.view.tokens[*at].key));
        let before = article.unwrap_or(self.from).checked_sub(1).filter(|at| self.joins(*at));
        within
            || before.and_then(ended).is_some_and(alike)
            || self.joins(self.to) && begins(self.to + 1).is_some_and(alike)
    }
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
