//! Which entity the words credited for a figure stand for: a name, "he", "the ministry".

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::View;
use crate::entities::{Mention, NORP, ORG, PERSON};
use crate::figures::Figure;
use crate::text::lists::{key, words};
use crate::text::{Classes, Span, Token};

/// Sets the entity that each credit names. A name stands for its entity; a pronoun or a short description for the one that
/// it must mean, where there is but one. Credited words that cut a name in two are widened to all of it.
pub(super) fn tie(view: &View, mentions: &[Mention], figures: &mut [Figure]) {
    let mut described = None;
    for figure in figures {
        let Some(source) = &mut figure.source else { continue };
        let from = mentions.partition_point(|mention| mention.span.end <= source.start);
        let count = mentions[from..].partition_point(|mention| mention.span.start < source.end);
        let names = &mentions[from..from + count];
        *source = names.iter().fold(*source, |source, name| source.join(name.span));
        let holder = mentions.get(from + count).filter(|next| is_holder(view.text, *source, next));
        figure.source_entity = if let Some(holder) = holder {
            Some(&holder.entity)
        } else if names.iter().all(|name| &*name.label == NORP) {
            meant(view.text, mentions, &mut described, *source, figure.sentence)
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
        let (from, to) = view.tokens_of(span);
        Self { view, mentions, from, to }
    }

    /// The tokens of a name.
    fn of(&self, name: &Mention) -> (usize, usize) {
        self.view.tokens_of(name.span)
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

/// Whether a name stands right behind credited words as the one who has their office: "the mayor, Rosa Lind,".
fn is_holder(text: &str, source: Span, next: &Mention) -> bool {
    let between = || text.get(source.end..next.span.start);
    // a form of address may stand between
    let near = || between().and_then(|between| between.strip_prefix(", ")).is_some_and(|rest| rest.len() < 8);
    let office = |role: &str| {
        let office = role.rsplit(' ').next().unwrap_or_default();
        source.of(text).split(' ').any(|word| word == office)
    };
    next.role.is_some() && &*next.label == PERSON && near() && next.role.as_deref().is_some_and(office)
}

/// What short descriptions stand for, by the keys of their words: offices for the people who have them ("the foreign
/// minister", "the minister"), words of a body's name for the body ("the ministry").
struct Described<'m> {
    people: FxHashMap<u64, Only<'m>>,
    bodies: FxHashMap<u64, Only<'m>>,
}

/// The first mention that a description may stand for, and where another entity is mentioned that it may stand for as well.
struct Only<'m> {
    first: &'m Mention,
    other: usize,
}

impl<'m> Described<'m> {
    fn of(mentions: &'m [Mention]) -> Self {
        let (mut people, mut bodies) = (FxHashMap::default(), FxHashMap::default());
        for mention in mentions {
            if let Some(role) = mention.role.as_deref().filter(|_| &*mention.label == PERSON) {
                // "the secretary" is the secretary of state, and "the state" is not
                let head = role.split_once(" of ").map_or(role, |(head, _)| head);
                let ends = head.match_indices(' ').map(|(at, _)| &head[at + 1..]);
                for words in [role, head].into_iter().chain(ends) {
                    note(&mut people, key(words), mention);
                }
            } else if &*mention.label == ORG
                && let Some((_, last)) = mention.name.rsplit_once(' ')
                // its words are known from the first mention on
                && bodies.get(&key(last)).is_none_or(|only: &Only| only.first.entity != mention.entity)
            {
                for word in mention.name.split(' ') {
                    note(&mut bodies, key(word), mention);
                }
            }
        }
        Self { people, bodies }
    }
}

fn note<'m>(meanings: &mut FxHashMap<u64, Only<'m>>, words: u64, mention: &'m Mention) {
    let only = meanings.entry(words).or_insert(Only { first: mention, other: usize::MAX });
    if only.first.entity != mention.entity {
        only.other = only.other.min(mention.span.start);
    }
}

/// The entity of the one that words must mean, of those mentioned before a place.
fn single<'m>(meanings: &FxHashMap<u64, Only<'m>>, words: &str, place: usize) -> Option<&'m Arc<str>> {
    let only = meanings.get(&key(words)).filter(|only| only.first.span.end <= place && only.other >= place)?;
    Some(&only.first.entity)
}

/// Sentences that a pronoun looks back over, and those that "the company" does.
const BACK: usize = 1;
const FAR: usize = 3;

fn meant<'m>(
    text: &str,
    mentions: &'m [Mention],
    described: &mut Option<Described<'m>>,
    source: Span,
    sentence: usize,
) -> Option<&'m Arc<str>> {
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
        words => {
            // "a spokesman" is anyone
            let article = text.get(..source.start).and_then(|before| before.split_whitespace().next_back());
            let described = described.get_or_insert_with(|| Described::of(mentions));
            let definite = article.is_some_and(|word| word.eq_ignore_ascii_case("the"));
            let person = || single(&described.people, words, source.start).filter(|_| definite);
            single(&described.bodies, words, source.start).or_else(person)
        }
    }
}

/// The entity of mentions that are all of one.
fn only<'m>(mut mentions: impl Iterator<Item = &'m Mention>) -> Option<&'m Arc<str>> {
    let first = &mentions.next()?.entity;
    mentions.all(|mention| mention.entity == *first).then_some(first)
}
