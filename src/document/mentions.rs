//! The names of a document before they are tied: by the caller's list, by the world's, by pattern and by the tagger.

use std::sync::Arc;

use rustc_hash::{FxBuildHasher, FxHashSet};

use super::names::Names;
use super::{View, clubs, labels, neighbours, nouns, ranks, states, streets, teams};
use crate::entities::{
    self, EntityMatcher, Evidence, Gazetteer, Hidden, Hints, Lexicon, Mention, Method, NORP, ORG, OTHER, PERSON, PLACE,
    Seen, Tagged, Tagger, Titled, UNLABELLED, Weights,
};
use crate::text::lists::words;
use crate::text::{Case, Gap, Passage, Token};

/// The ranks of the world's list; the caller's goes before it, and what the tagger says between.
const WORLD: u8 = 2;

/// One way a name may be read: its tokens in the text, its rank among equally long ones, and the mention.
pub(super) struct Reading {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) rank: u8,
    pub(super) mention: Mention,
}

impl Reading {
    /// As the world's list has it.
    pub(super) fn listed(from: usize, to: usize, mention: Mention) -> Self {
        Self { from, to, rank: WORLD, mention }
    }
}

/// All names of the text, not overlapping: the longest stands, then the surest.
pub(super) fn find(view: &View, matcher: Option<&EntityMatcher>, weights: &Weights) -> Vec<Mention> {
    let mut readings = Vec::new();
    if let Some(matcher) = matcher {
        listed(view, matcher, 0, &mut readings);
    }
    let mut world = world(view);
    let mut tagger = Tagger::default();
    let (mut tagged, mut titled, mut headlines) = (Vec::with_capacity(64), Vec::new(), Vec::new());
    let mut sport = false;
    each_sentence(view, &world, Hidden::default(), |sentence, evidence, found| {
        let from = tagged.len();
        sport = evidence.seen.plays;
        tagger.tag(evidence, weights, &mut tagged);
        for tagged in &mut tagged[from..] {
            leave_office(&evidence.passage, found, tagged);
            evidence.widen(tagged);
            tagged.from += sentence.offset;
            tagged.to += sentence.offset;
        }
        titled.extend(found.drain(..).map(|found| Titled {
            from: found.from + sentence.offset,
            to: found.to + sentence.offset,
            role: found.role,
        }));
        if evidence.headline {
            headlines.push(sentence.index);
        }
    });
    // a storm is called by its name alone later
    let is_storm = |name: &Tagged| name.to == name.from + 1 && tagger.storms.contains(&view.tokens[name.from].key);
    tagged.retain(|name| name.label != PERSON || !is_storm(name));
    neighbours::nickname(view, &mut tagged);
    neighbours::hyphenated(view, &mut tagged);
    neighbours::address(view, &mut tagged);
    neighbours::name(view, &world, &mut tagged);
    nouns::tell(view, &mut tagged);
    streets::tell(view, &mut tagged);
    neighbours::join(view, &world, &mut tagged);
    labels::agree(view, &world, &mut tagged, sport);
    if sport {
        teams::tell(view, &world, &mut tagged);
    }
    labels::leave_vessels(view, &mut world, &mut tagged);
    states::tell(view, &mut world, &mut tagged);
    ranks::tell(view, &world, &titled, &mut tagged);
    labels::part(view, &world, &mut tagged);
    Names { view, tagged, titled, headlines }.settle(world, &mut readings);
    let mut mentions = longest(readings);
    if sport {
        clubs::tie(view, &mut mentions);
    }
    if let Some(matcher) = matcher {
        one_entity(matcher.gazetteer(), &mut mentions);
    }
    mentions
}

/// Parts who has an office from the words of the office that a name begins with: "Secretary of the | Navy Ola Norvik".
fn leave_office(passage: &Passage, titled: &[Titled], name: &mut Tagged) {
    let next = titled.partition_point(|found| found.to < name.to);
    let Some(found) = titled.get(next).filter(|found| found.to == name.to && found.from > name.from) else { return };
    let start = passage.tokens[name.from].span().start;
    let of = name.from.checked_sub(1).is_some_and(|before| passage.is_any(before, words!["of", "the"]));
    if of && found.role.is_some_and(|role| role.start < start && role.end > start) {
        (name.from, name.label) = (found.from, PERSON);
    }
}

/// Adds names in the place of those that they overlap.
pub(super) fn put(tagged: &mut Vec<Tagged>, mut added: Vec<Tagged>) {
    if added.is_empty() {
        return;
    }
    let mut past = 0;
    tagged.retain(|name| {
        past += added[past..].iter().take_while(|added| added.to <= name.from).count();
        added.get(past).is_none_or(|added| added.from >= name.to)
    });
    tagged.append(&mut added);
    tagged.sort_by_key(|name| name.from);
}

/// Gives all mentions of an entity that both the caller's list and the world's have one name, the world's, and one label:
/// the caller's, if the record states one.
fn one_entity(own: &Gazetteer, mentions: &mut [Mention]) {
    let world = entities::world();
    for mention in mentions {
        let Some((own, built_in)) = own.get(&mention.entity).zip(world.get(&mention.entity)) else { continue };
        mention.label = entities::label(if own.label == UNLABELLED { built_in.label } else { own.label });
        if *mention.name != *built_in.name {
            mention.name = built_in.name.into();
            if mention.method == Method::Exact {
                mention.method = Method::Alias;
            }
        }
    }
}

/// What the world gazetteer has in the text.
pub(super) fn world(view: &View) -> Vec<Reading> {
    let mut readings = Vec::new();
    let careless: Vec<bool> = (0..view.within.len()).map(|sentence| is_careless(view, sentence)).collect();
    let count = careless.iter().filter(|careless| **careless).count();
    if 2 * count <= careless.len() {
        listed(view, entities::world_matcher(), WORLD, &mut readings);
        misspelt(view, &mut readings);
    }
    if count > 0 {
        let mut small = Vec::new();
        listed(view, entities::careless_matcher(), WORLD, &mut small);
        let free = |reading: &Reading| {
            let next = readings.partition_point(|other| other.to <= reading.from);
            readings.get(next).is_none_or(|other| other.from >= reading.to)
        };
        small.retain(|reading| {
            let words = &view.tokens[reading.from..reading.to];
            let long = || reading.mention.span.end - reading.mention.span.start > 4;
            let word = || words.len() == 1 && !is_unknown(view, reading.from);
            (2 * count > careless.len() || careless[reading.mention.sentence])
                && (words.iter().any(Token::is_capitalised) || &*reading.mention.label == PLACE && long() && !word())
                && free(reading)
        });
        readings.append(&mut small);
        readings.sort_by_key(|reading| reading.from);
    }
    readings
}

/// Adds listed names with letters wrong, in the place of what else was found in them.
fn misspelt(view: &View, readings: &mut Vec<Reading>) {
    let mut added: Vec<Reading> = Vec::new();
    let mut next = 0;
    let mut capitals = view.capitals;
    // a word that was no slip of a listed name is none further down
    let mut right = FxHashSet::with_capacity_and_hasher(view.capitals.places.len() / 2, FxBuildHasher);
    for (sentence, &(first, _)) in view.within.iter().enumerate() {
        let passage = view.passage(sentence);
        let own = capitals.next().iter().map(|at| *at as usize);
        for at in own.filter(|at| view.tokens[*at].case == Case::Title) {
            while readings.get(next).is_some_and(|reading| reading.to <= at) {
                next += 1;
            }
            let known = readings.get(next).is_some_and(|reading| reading.from <= at)
                || added.last().is_some_and(|reading| reading.to > at);
            let key = view.tokens[at].key;
            if known || right.contains(&key) {
                continue;
            }
            let found = entities::misspelt(&passage, view.hints[at], at - first, sentence, view.language);
            if found.is_none() {
                right.insert(key);
            }
            let free = |from: usize| added.last().is_none_or(|reading| reading.to <= first + from);
            if let Some((from, to, mention)) = found.filter(|(from, ..)| free(*from)) {
                added.push(Reading::listed(first + from, first + to, mention));
            }
        }
    }
    if added.is_empty() {
        return;
    }
    let overlaps = |reading: &Reading| {
        let from = added.partition_point(|other| other.to <= reading.from);
        added.get(from).is_some_and(|other| other.from < reading.to)
    };
    readings.retain(|reading| !overlaps(reading));
    readings.append(&mut added);
    readings.sort_by_key(|reading| reading.from);
}

/// Whether the writer of a sentence leaves out capitals: it begins with a small letter, or has "i".
fn is_careless(view: &View, sentence: usize) -> bool {
    let (from, to) = view.within[sentence];
    let tokens = &view.tokens[from..to];
    let small = |token: &Token| token.is_word() && token.case == Case::Lower;
    tokens.first().is_some_and(small)
        || tokens.windows(2).any(|pair| {
            words!["i"].contains(&pair[1].key) && small(&pair[1]) && pair[1].gap == Gap::Space && pair[0].is_word()
        })
}

/// What a list has in the text.
fn listed(view: &View, matcher: &EntityMatcher, rank: u8, readings: &mut Vec<Reading>) {
    let mut sentence = 0;
    let hits = matcher.hits_at(view.text, view.tokens, view.words);
    let mut from = 0;
    readings.reserve(hits.found.len());
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

/// Which sentence, and its first token in the text.
#[derive(Clone, Copy)]
pub(super) struct Place {
    index: usize,
    offset: usize,
}

/// Goes through the sentences with all that is known of their names: by lists, and by pattern.
pub(super) fn each_sentence(
    view: &View,
    world: &[Reading],
    hidden: Hidden,
    mut take: impl FnMut(Place, &Evidence, &mut Vec<Titled>),
) {
    let clubs =
        world.iter().filter(|reading| &*reading.mention.label == ORG && entities::is_club(&reading.mention.entity));
    let seen = Seen::in_text(view.tokens, view.hints, view.within.iter().map(|(from, _)| *from), clubs.count());
    let mut listed = vec![0; view.tokens.len()];
    for reading in world.iter().filter(|reading| &*reading.mention.label != OTHER) {
        mark(&mut listed, reading.from, reading.to, kind(&reading.mention));
    }
    let (mut ranges, mut titled, mut behind_titles) = (Vec::new(), Vec::new(), Vec::new());
    let mut left = world.iter().peekable();
    let title_words = entities::title_words(view.tokens, view.language);
    let mut title_words = title_words.iter().map(|at| *at as usize).peekable();
    let mut capitals = view.capitals;
    for (index, &(from, to)) in view.within.iter().enumerate() {
        let passage = view.passage(index);
        ranges.clear();
        while let Some(reading) = left.next_if(|reading| reading.from < to) {
            ranges.push((reading.from - from, reading.to - from));
        }
        titled.clear();
        let words = std::iter::from_fn(|| Some(title_words.next_if(|at| *at < to)? - from));
        entities::titled(&passage, words, &ranges, view.language, &mut titled);
        behind_titles.clear();
        behind_titles.resize(to - from, 0);
        for found in &titled {
            mark(&mut behind_titles, found.from, found.to, 1);
        }
        let evidence = Evidence {
            passage,
            capitals: capitals.next(),
            offset: from,
            hints: &view.hints[from..to],
            seen: &seen,
            listed: &listed[from..to],
            titled: &behind_titles,
            headline: passage.is_headline(),
            hidden,
        };
        take(Place { index, offset: from }, &evidence, &mut titled);
    }
}

/// Writes at each token of a name what it is: its kind, and whether it is all of it, its first token or a further one.
fn mark(codes: &mut [u8], from: usize, to: usize, kind: u8) {
    let Some(codes) = codes.get_mut(from..to) else { return };
    let single = codes.len() == 1;
    for (index, code) in codes.iter_mut().enumerate() {
        *code = kind * 4 + if single { 1 } else { 2 + u8::from(index > 0) };
    }
}

/// The kind of countries, which the tagger knows as well.
pub(super) const COUNTRY: u8 = 1;
/// The kind of their divisions: states, provinces.
pub(super) const DIVISION: u8 = 2;

/// The kind of a listed name, as the tagger tells them.
pub(super) fn kind(mention: &Mention) -> u8 {
    let id = mention.entity.as_bytes();
    match &*mention.label {
        PLACE if id.len() == 2 => COUNTRY,
        PLACE if id.first().is_some_and(u8::is_ascii_uppercase) => DIVISION,
        PLACE if id.starts_with(b"gn:") => 3,
        PLACE => 4,
        NORP if id.get(2) == Some(&b'-') => 5,
        NORP => 6,
        ORG => 7,
        _ => 8,
    }
}

/// Whether no list has a word as a word.
pub(super) fn is_unknown(view: &View, at: usize) -> bool {
    !is_ordinary(view, view.tokens[at].key)
}

/// Whether a list has a word as a word.
pub(super) fn is_ordinary(view: &View, key: u64) -> bool {
    view.words.listed(key).is_some() || Lexicon::of(view.language).hints(key).any(Hints::ORDINARY)
}

/// The key of an entity that no list has: "~" and its name in lower case, words tied by hyphens, full stops and commas left
/// out ("Amadi, Jr.").
pub(super) fn key(name: &str) -> Arc<str> {
    const ROOM: usize = 64;
    // most names are short and ASCII, and need no room of their own
    let mut room = [b'~'; ROOM];
    let mut end = 1;
    if name.len() < ROOM && name.is_ascii() {
        for byte in name.bytes() {
            room[end] = if byte == b' ' { b'-' } else { byte.to_ascii_lowercase() };
            end += usize::from(!matches!(byte, b'.' | b','));
        }
        if let Ok(key) = std::str::from_utf8(&room[..end]) {
            return key.into();
        }
    }
    let mut key = String::with_capacity(name.len() + 1);
    key.push('~');
    for c in name.chars() {
        match c {
            ' ' => key.push('-'),
            '’' => key.push('\''),
            '.' | ',' => {}
            '\0'..='\x7F' => key.push(c.to_ascii_lowercase()),
            _ => key.extend(c.to_lowercase()),
        }
    }
    key.into()
}

fn longest(mut readings: Vec<Reading>) -> Vec<Mention> {
    readings.sort_by_key(|reading| (reading.from, std::cmp::Reverse(reading.to), reading.rank));
    // those that stand so far are put to the front, where most are as it is
    let mut kept = 0;
    for at in 0..readings.len() {
        let reading = &readings[at];
        // those before end in order, so only the last few can overlap this one
        let longer = |other: &Reading| {
            (other.to - other.from, std::cmp::Reverse(other.rank))
                >= (reading.to - reading.from, std::cmp::Reverse(reading.rank))
        };
        let rivals = readings[..kept].iter().rev().take_while(|other| other.to > reading.from).count();
        if readings[kept - rivals..kept].iter().any(longer) {
            continue;
        }
        kept -= rivals;
        if kept < at {
            readings.swap(kept, at);
        }
        kept += 1;
    }
    readings.truncate(kept);
    readings.into_iter().map(|reading| reading.mention).collect()
}
