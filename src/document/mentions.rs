//! The names of a document before they are tied: by the caller's list, the world's, and by pattern.

use std::sync::Arc;

use super::View;
use crate::entities::{self, EntityMatcher, Found, Mention};
use crate::text::Token;

/// One way a name may be read: its tokens in the text, its rank among equally long ones, and the mention.
struct Reading {
    from: usize,
    to: usize,
    rank: u8,
    mention: Mention,
}

/// All names of the text, not overlapping: the longest stands, then the surest.
pub(super) fn find(view: &View, matcher: Option<&EntityMatcher>) -> Vec<Mention> {
    let mut readings = Vec::new();
    let world = entities::world_matcher();
    for (rank, matcher) in matcher.into_iter().map(|matcher| (0, matcher)).chain([(2, world)]) {
        let mut sentence = 0;
        let hits = matcher.hits_at(view.text, view.tokens, view.words);
        let mut from = 0;
        for hit in &hits.found {
            from = from.max(hit.token);
            while view.tokens.get(from).is_some_and(|token| token.end as usize <= hit.start) {
                from += 1;
            }
            let inside = |token: &&Token| (token.start as usize) < hit.end;
            let to = from + view.tokens[from..].iter().take_while(inside).count();
            while view.within.get(sentence).is_some_and(|(_, to)| *to <= from) {
                sentence += 1;
            }
            // a name never runs on into the next sentence
            if view.within.get(sentence).is_some_and(|(_, end)| to <= *end) {
                readings.push(Reading { from, to, rank, mention: matcher.mention(&hits, hit, sentence) });
            }
        }
    }
    let listed = readings.len();
    readings.sort_by_key(|reading| (reading.from, reading.to));
    let mut at = 0;
    let (mut here, mut found) = (Vec::new(), Vec::new());
    for (sentence, &(from, to)) in view.within.iter().enumerate() {
        here.clear();
        while let Some(reading) = readings[..listed].get(at).filter(|reading| reading.from < to) {
            here.push((reading.from - from, reading.to - from));
            at += 1;
        }
        found.clear();
        entities::by_pattern(&view.passage(sentence), &here, view.language, &mut found);
        readings.extend(found.iter().map(|found| by_pattern(view, sentence, from, found)));
    }
    longest(readings)
}

fn by_pattern(view: &View, sentence: usize, offset: usize, found: &Found) -> Reading {
    let (from, to) = (offset + found.from, offset + found.to);
    let span = view.tokens[from].span().join(view.tokens[to - 1].span());
    let name: Arc<str> = words(span.of(view.text)).into();
    let mention = Mention {
        span,
        sentence,
        label: found.label.into(),
        entity: key(&name),
        name,
        method: found.method,
        role: found.role.map(|role| words(role.of(view.text))),
        score: found.score,
        candidates: Vec::new(),
    };
    let rank = if found.method == crate::entities::Method::Title { 1 } else { 3 };
    Reading { from, to, rank, mention }
}

/// A name with its white space made single.
fn words(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The key of an entity that no list has: "~" and its name in lower case, words tied by hyphens.
pub(super) fn key(name: &str) -> Arc<str> {
    let mut key = String::with_capacity(name.len() + 1);
    key.push('~');
    for c in name.chars() {
        match c {
            ' ' => key.push('-'),
            '’' => key.push('\''),
            '.' => {}
            _ => key.extend(c.to_lowercase()),
        }
    }
    key.into()
}

fn longest(mut readings: Vec<Reading>) -> Vec<Mention> {
    readings.sort_by_key(|reading| (reading.from, std::cmp::Reverse(reading.to), reading.rank));
    let mut kept: Vec<Reading> = Vec::new();
    for reading in readings {
        // those before end in order, so only the last few can overlap this one
        let longer = |other: &Reading| {
            (other.to - other.from, std::cmp::Reverse(other.rank))
                >= (reading.to - reading.from, std::cmp::Reverse(reading.rank))
        };
        let rivals = kept.iter().rev().take_while(|other| other.to > reading.from).count();
        let from = kept.len() - rivals;
        if kept[from..].iter().any(longer) {
            continue;
        }
        kept.truncate(from);
        kept.push(reading);
    }
    kept.into_iter().map(|reading| reading.mention).collect()
}
