//! The names of a document before they are tied: by the caller's list, by the world's, by pattern and by the tagger.

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::View;
use crate::entities::{
    self, EntityMatcher, Evidence, Gazetteer, Hidden, Hints, Lexicon, Mention, Method, NORP, ORG, PERSON, PLACE, Seen,
    Tagged, Tagger, Titled, UNIT, UNLABELLED, Weights,
};
use crate::text::lists::{self, words};
use crate::text::{Case, Classes, Gap, Kind, Span, Token};

/// One way a name may be read: its tokens in the text, its rank among equally long ones, and the mention.
pub(super) struct Reading {
    from: usize,
    to: usize,
    rank: u8,
    pub(super) mention: Mention,
}

/// All names of the text, not overlapping: the longest stands, then the surest.
pub(super) fn find(view: &View, matcher: Option<&EntityMatcher>, weights: &Weights) -> Vec<Mention> {
    let mut readings = Vec::new();
    if let Some(matcher) = matcher {
        listed(view, matcher, 0, &mut readings);
    }
    let world = world(view);
    let mut tagger = Tagger::default();
    let (mut tagged, mut titled, mut headlines) = (Vec::new(), Vec::new(), Vec::new());
    each_sentence(view, &world, Hidden::default(), |sentence, evidence, found| {
        let from = tagged.len();
        tagger.tag(evidence, weights, &mut tagged);
        for tagged in &mut tagged[from..] {
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
    agree(view, &world, &mut tagged);
    leave_vessels(view, &mut tagged);
    part(view, &world, &mut tagged);
    Names { view, tagged, titled, headlines }.settle(world, &mut readings);
    let mut mentions = longest(readings);
    if let Some(matcher) = matcher {
        one_entity(matcher.gazetteer(), &mut mentions);
    }
    mentions
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
        listed(view, entities::world_matcher(), 2, &mut readings);
        misspelt(view, &mut readings);
    }
    if count > 0 {
        let mut small = Vec::new();
        listed(view, entities::careless_matcher(), 2, &mut small);
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
    let mut right: FxHashSet<u64> = FxHashSet::default();
    for (sentence, &(first, past)) in view.within.iter().enumerate() {
        let passage = view.passage(sentence);
        let own = capitals.next((first, past)).iter().map(|at| *at as usize);
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
            let found = entities::misspelt(&passage, at - first, sentence, view.language);
            if found.is_none() {
                right.insert(key);
            }
            let free = |from: usize| added.last().is_none_or(|reading| reading.to <= first + from);
            if let Some((from, to, mention)) = found.filter(|(from, ..)| free(*from)) {
                added.push(Reading { from: first + from, to: first + to, rank: 2, mention });
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
            small(&pair[1]) && words!["i"].contains(&pair[1].key) && pair[1].gap == Gap::Space && pair[0].is_word()
        })
}

/// Leaves out the names of ships and spacecraft that were taken for people's, by themselves later as well.
fn leave_vessels(view: &View, tagged: &mut Vec<Tagged>) {
    let ends = |name: &Tagged| (view.tokens[name.from].key, view.tokens[name.to - 1].key);
    let mut vessels: FxHashSet<(u64, u64)> = FxHashSet::default();
    vessels.extend(tagged.iter().filter(|name| is_vessel(view, name)).map(ends));
    if !vessels.is_empty() {
        tagged.retain(|name| name.label != PERSON || !vessels.contains(&ends(name)));
    }
}

/// Whether a person's name is that of a ship or a spacecraft: behind "USS", behind "the frigate", before "spacecraft".
fn is_vessel(view: &View, name: &Tagged) -> bool {
    /// "RMS Queen Mary": words of the name that the tagger left out.
    const LEFT: usize = 2;
    if name.label != PERSON {
        return false;
    }
    let lexicon = Lexicon::of(view.language);
    let names = |token: &Token| lexicon.hints(token.key).any(Hints::VESSEL);
    let Some((before, first)) = view.tokens[..name.from].split_last() else { return false };
    let possessive = before.kind == Kind::Possessive;
    match before.case {
        _ if !before.is_word() && !possessive => false,
        Case::Lower => {
            let behind = view.tokens.get(name.to).filter(|behind| behind.is_word() && behind.case == Case::Lower);
            let article = possessive || words!["the"].contains(&before.key);
            names(before)
                || article && behind.is_some_and(|behind| names(behind) && !words!["probe"].contains(&behind.key))
        }
        _ => std::iter::once(before)
            .chain(first.iter().rev())
            .take(LEFT)
            .take_while(|token| token.is_capitalised())
            .any(|token| token.case == Case::Upper && names(token)),
    }
}

/// What a list has in the text.
fn listed(view: &View, matcher: &EntityMatcher, rank: u8, readings: &mut Vec<Reading>) {
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
    let lexicon = Lexicon::of(view.language);
    let seen = Seen::in_text(view.tokens, view.within.iter().map(|(from, _)| *from), lexicon);
    let mut listed = vec![0; view.tokens.len()];
    for reading in world {
        mark(&mut listed, reading.from, reading.to, kind(&reading.mention));
    }
    let (mut ranges, mut titled, mut behind_titles) = (Vec::new(), Vec::new(), Vec::new());
    let mut left = world.iter().peekable();
    let mut capitals = view.capitals;
    for (index, &(from, to)) in view.within.iter().enumerate() {
        let passage = view.passage(index);
        ranges.clear();
        while let Some(reading) = left.next_if(|reading| reading.from < to) {
            ranges.push((reading.from - from, reading.to - from));
        }
        titled.clear();
        entities::titled(&passage, &ranges, view.language, &mut titled);
        behind_titles.clear();
        behind_titles.resize(to - from, 0);
        for found in &titled {
            mark(&mut behind_titles, found.from, found.to, 1);
        }
        let evidence = Evidence {
            passage,
            capitals: capitals.next((from, to)),
            offset: from,
            lexicon,
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
const COUNTRY: u8 = 1;
/// The kind of their divisions: states, provinces.
const DIVISION: u8 = 2;

/// The kind of a listed name, as the tagger tells them.
fn kind(mention: &Mention) -> u8 {
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

const LABELS: [&str; 3] = [PERSON, PLACE, ORG];

/// Lets all places where a word stands alone as a name agree on what it names, since a report seldom has two of one name:
/// the label that has most behind it stands, full names counted for their last word. A town or a company that a list has
/// may share its name with a person of the report ("Whitney Houston in Houston"): there each place speaks for itself. A
/// doubtful name whose last word alone is a person's elsewhere is a person.
fn agree(view: &View, world: &[Reading], tagged: &mut [Tagged]) {
    /// What a doubtful name is ahead of the next best by, and what makes a word alone a person's.
    const GUESS: i32 = 27;
    const SURE: i32 = 10;
    let mut votes: FxHashMap<u64, Votes> = FxHashMap::with_capacity_and_hasher(tagged.len(), FxBuildHasher);
    let number = |label: &str| LABELS.iter().position(|other| *other == label).unwrap_or(0);
    let listed = |at: usize| world.binary_search_by_key(&at, |reading| reading.from).is_ok();
    for name in tagged.iter() {
        let full = name.to > name.from + 1;
        let word = match name.label {
            // "Velora Foods Inc." is called "Velora" later
            ORG if full && !listed(name.from) && is_unknown(view, name.from) => name.from,
            PERSON => name.to - 1,
            _ if full => continue,
            _ => name.from,
        };
        let votes = votes.entry(view.tokens[word].key).or_default();
        votes.many = votes.many || votes.count.iter().any(|count| *count != 0);
        votes.count[number(name.label)] += i32::from(name.margin.max(1)) * if full { 2 } else { 1 };
    }
    let mut persons: FxHashSet<u64> = FxHashSet::default();
    for name in tagged.iter_mut() {
        if name.to > name.from + 1 {
            let word = if name.label == PERSON { name.to - 1 } else { name.from };
            // a foundation is called otherwise than who it is named after
            let counts = name.label == PERSON || name.label == ORG && is_company(view, name.to - 1);
            if let Some(votes) = votes.get_mut(&view.tokens[word].key).filter(|_| counts) {
                votes.full[number(name.label)] = true;
                votes.last = name.label;
            }
            continue;
        }
        let votes = votes.get(&view.tokens[name.from].key);
        if let Some(votes) = votes.filter(|votes| votes.many) {
            let best = (0..3).max_by_key(|label| (votes.count[*label], usize::MAX - label)).unwrap_or(0);
            let best = LABELS[best];
            let shared = best == PERSON || name.label == PERSON;
            name.label = shared.then(|| of_two(view, world, name, votes)).flatten().unwrap_or(best);
        }
        if name.label == PERSON && votes.is_none_or(|votes| votes.count[0] >= SURE) {
            persons.insert(view.tokens[name.from].key);
        }
    }
    for name in tagged.iter_mut().filter(|name| name.to > name.from + 1 && i32::from(name.margin) < GUESS) {
        if !listed(name.from) && persons.contains(&view.tokens[name.to - 1].key) {
            name.label = PERSON;
        }
    }
}

/// What speaks for each label of a word that stands alone somewhere.
#[derive(Default)]
struct Votes {
    count: [i32; 3],
    /// Whether more than one name has spoken.
    many: bool,
    /// Which labels have been named in full so far, and the last of them.
    full: [bool; 3],
    last: &'static str,
}

/// The label of a word that may be a person's surname and a town's or body's name: a person named in full before it, where it
/// does what people do, or the town or body, where it stands as such.
fn of_two(view: &View, world: &[Reading], name: &Tagged, votes: &Votes) -> Option<&'static str> {
    let [person, _, body] = votes.full;
    let listed = || {
        let at = world.binary_search_by_key(&name.from, |reading| reading.from).ok()?;
        let listed = world.get(at).filter(|reading| reading.to == name.to)?;
        LABELS.into_iter().find(|label| *label == &*listed.mention.label && *label != PERSON)
    };
    let label = if body { ORG } else { listed()? };
    let place = label == PLACE && is_at(view, name.from);
    if place || label == ORG && is_of_body(view, name.from) {
        return Some(label);
    }
    if person && votes.last != label && is_of_person(view, name.from) {
        return Some(PERSON);
    }
    (name.label == label).then_some(label)
}

/// Whether a name's last word is a company's legal form: "Inc.", "Company".
fn is_company(view: &View, at: usize) -> bool {
    let key = view.tokens[at].key;
    Lexicon::of(view.language).hints(key).any(Hints::ABBREVIATION) || words!["company", "corporation"].contains(&key)
}

/// Whether what stands before a name goes with places: "in Houston".
fn is_at(view: &View, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| view.tokens.get(at));
    before.is_some_and(|token| Lexicon::of(view.language).hints(token.key).any(Hints::TO_PLACE))
}

/// Whether a name has a word of a business behind it ("Ford shares"), or says something of "it".
fn is_of_body(view: &View, at: usize) -> bool {
    /// Words behind a verb of saying among which "it" may be.
    const REACH: usize = 8;
    let lexicon = Lexicon::of(view.language);
    let Some(next) = view.tokens.get(at + 1).filter(|next| next.is_word() && next.case == Case::Lower) else {
        return false;
    };
    let hints = lexicon.hints(next.key);
    hints.any(Hints::BODY)
        || hints.any(Hints::SPEECH)
            && view.tokens[at + 2..]
                .iter()
                .take(REACH)
                .take_while(|token| token.is_word())
                .any(|token| words!["it", "its"].contains(&token.key))
}

/// Whether a name has a title before it, or behind it a verb of saying, or "who", or a verb with "his" or "her".
pub(super) fn is_of_person(view: &View, at: usize) -> bool {
    /// Words behind a verb among which "her" may be.
    const REACH: usize = 5;
    let lexicon = Lexicon::of(view.language);
    let hints = |at: usize| view.tokens.get(at).map_or(Hints::default(), |token| lexicon.hints(token.key));
    let stop = usize::from(at > 0 && view.tokens[at - 1].is_mark('.'));
    if at.checked_sub(1 + stop).is_some_and(|at| hints(at).any(Hints::TITLE.or(Hints::HONORIFIC))) {
        return true;
    }
    let Some(next) = view.tokens.get(at + 1) else { return false };
    if next.is_mark(',') {
        return view.tokens.get(at + 2).is_some_and(|token| words!["who", "whose"].contains(&token.key));
    }
    let small = |token: &&Token| token.is_word() && token.case == Case::Lower;
    let own = words!["he", "she", "his", "her", "himself", "herself"];
    small(&next)
        && (hints(at + 1).any(Hints::SPEECH)
            || view.classes[at + 1].any(Classes::PAST)
                && view.tokens[at + 2..].iter().take(REACH).take_while(small).any(|token| own.contains(&token.key)))
}

/// Parts towns from the states and countries that stand behind them without a comma: "Fresno California", "Lyon France"; and
/// people from the countries whose offices they have: "President Ana Torres of Peru".
fn part(view: &View, world: &[Reading], tagged: &mut Vec<Tagged>) {
    let lexicon = Lexicon::of(view.language);
    let mut parted = Vec::new();
    for name in tagged.iter_mut().filter(|name| name.label != ORG && name.to > name.from + 1) {
        let next = world.partition_point(|reading| reading.to < name.to);
        let Some(state) = world.get(next).filter(|reading| reading.to == name.to && reading.from > name.from) else {
            continue;
        };
        if name.label == PERSON {
            // "Philip II of Spain" is called so
            let of = state.from - 1 - usize::from(words!["the"].contains(&view.tokens[state.from - 1].key));
            let titled =
                name.from.checked_sub(1).is_some_and(|at| lexicon.hints(view.tokens[at].key).any(Hints::TITLE));
            let plain = of > name.from + 1 && view.tokens[of - 1].case == Case::Title;
            if titled && plain && words!["of"].contains(&view.tokens[of].key) && &*state.mention.label == PLACE {
                parted.push(Tagged { from: state.from, label: PLACE, ..*name });
                name.to = of;
            }
            continue;
        }
        let known = matches!(kind(&state.mention), COUNTRY | DIVISION);
        let town = state.from - 1;
        let is_town = view.tokens[town].is_capitalised()
            && lexicon.hints(view.tokens[town].key).any(Hints::TOWN)
            && is_unknown(view, town)
            || next.checked_sub(1).is_some_and(|at| world[at].to == state.from && world[at].from == name.from);
        if known && is_town {
            parted.push(Tagged { from: state.from, ..*name });
            name.to = state.from;
        }
    }
    if !parted.is_empty() {
        tagged.append(&mut parted);
        tagged.sort_by_key(|name| name.from);
    }
}

/// Whether no list has a word as a word.
fn is_unknown(view: &View, at: usize) -> bool {
    !is_ordinary(view, view.tokens[at].key)
}

/// Whether a list has a word as a word.
fn is_ordinary(view: &View, key: u64) -> bool {
    view.words.listed(key).is_some() || Lexicon::of(view.language).hints(key).any(Hints::ORDINARY)
}

/// What was found in a text: by the tagger, and behind titles, each in order.
struct Names<'a> {
    view: &'a View<'a>,
    tagged: Vec<Tagged>,
    titled: Vec<Titled>,
    /// The sentences that are headlines.
    headlines: Vec<usize>,
}

impl Names<'_> {
    /// The names that stand: what the tagger found, under the list's name where the list has it too, and what it leaves to
    /// the list: peoples, and names in headlines, whose capitals tell it nothing.
    fn settle(&self, world: Vec<Reading>, readings: &mut Vec<Reading>) {
        let mut world = world.into_iter().peekable();
        let mut title = 0;
        let mut sentence = 0;
        // where a listed name ends that goes on from a tagged one, and one that names a town with its state
        let (mut covered, mut states) = (0, 0);
        for tagged in &self.tagged {
            while let Some(reading) = world.next_if(|reading| reading.to <= tagged.from) {
                self.leave(reading, readings);
            }
            while self.titled.get(title).is_some_and(|found| found.to <= tagged.from) {
                title += 1;
            }
            while self.view.within.get(sentence).is_some_and(|(_, to)| *to <= tagged.from) {
                sentence += 1;
            }
            if tagged.to <= covered {
                continue;
            }
            let mut candidates = Vec::new();
            let mut same = None;
            while let Some(reading) = world.next_if(|reading| reading.from < tagged.to) {
                let label = &*reading.mention.label;
                let fits = label == tagged.label || label == NORP && tagged.label == PLACE;
                // the full stop of "Co." is part of the listed name
                let stop = reading.to == tagged.to + 1 && self.view.tokens[tagged.to].is_mark('.');
                if reading.from != tagged.from || reading.to < tagged.to {
                } else if reading.to > tagged.to && !stop {
                    // "University of California, Berkeley" is one name, "Athens, Georgia" the names of a town and of its state
                    if fits && label == ORG {
                        covered = reading.to;
                        same = Some(reading);
                    } else if fits && self.view.tokens[tagged.to].is_mark(',') {
                        states = reading.to;
                        let mention = Mention { span: self.span(tagged), method: Method::Alias, ..reading.mention };
                        same = Some(Reading { to: tagged.to, mention, ..reading });
                    }
                } else if fits {
                    same = Some(reading);
                } else {
                    candidates.push(Arc::clone(&reading.mention.entity));
                }
            }
            if same.is_none() && tagged.to <= states {
                same = self.listed(tagged, sentence);
            }
            readings.push(same.unwrap_or_else(|| {
                let titled = self.titled.get(title).filter(|found| found.from == tagged.from && found.to == tagged.to);
                self.tagged(tagged, sentence, titled, candidates)
            }));
        }
        world.for_each(|reading| self.leave(reading, readings));
    }

    /// A tagged name as the list has it, looked up by itself.
    fn listed(&self, tagged: &Tagged, sentence: usize) -> Option<Reading> {
        let span = self.span(tagged);
        let found = entities::world_matcher().find(span.of(self.view.text));
        let whole = |found: &Mention| found.span.start == 0 && found.span.end == span.end - span.start;
        let mention = found.into_iter().find(|found| whole(found) && &*found.label == tagged.label)?;
        Some(Reading { from: tagged.from, to: tagged.to, rank: 2, mention: Mention { span, sentence, ..mention } })
    }

    fn leave(&self, reading: Reading, readings: &mut Vec<Reading>) {
        let headline = || self.headlines.binary_search(&reading.mention.sentence).is_ok();
        let stands = match &*reading.mention.label {
            NORP => true,
            PLACE => self.is_alone(&reading) || headline(),
            ORG => self.has_office(&reading) || headline(),
            _ => headline(),
        };
        if stands {
            readings.push(reading);
        }
    }

    /// Whether an office stands right behind a name, and behind it who has it: "Labour MP Ann Bell".
    fn has_office(&self, reading: &Reading) -> bool {
        let next = self.titled.partition_point(|found| found.from <= reading.to);
        let role = self.titled.get(next).and_then(|found| found.role);
        role.is_some_and(|role| self.view.tokens.get(reading.to).is_some_and(|token| token.span().start == role.start))
    }

    /// Whether no other capitalised word stands beside a name, which it might be part of.
    fn is_alone(&self, reading: &Reading) -> bool {
        let beside =
            |at: usize| self.view.tokens.get(at).is_some_and(|token| token.is_capitalised() && token.gap <= Gap::Space);
        !beside(reading.to) && (reading.from == 0 || !self.view.tokens[reading.from - 1].is_capitalised())
    }

    fn tagged(&self, tagged: &Tagged, sentence: usize, titled: Option<&Titled>, candidates: Vec<Arc<str>>) -> Reading {
        let span = self.span(tagged);
        let name: Arc<str> = single_spaced(span.of(self.view.text)).into();
        let passage = self.view.passage(sentence);
        let beside = || {
            let offset = self.view.within[sentence].0;
            let (from, to) = (tagged.from - offset, tagged.to - offset);
            let behind = || entities::apposition(&passage, to, self.view.language);
            let before = || entities::preposed(&passage, from, to, self.view.language);
            (tagged.label == PERSON).then(|| behind().or_else(before)).flatten()
        };
        let role = titled.and_then(|found| found.role).or_else(beside);
        let mention = Mention {
            span,
            sentence,
            label: entities::label(tagged.label),
            entity: key(&name),
            name,
            method: if titled.is_some() { Method::Title } else { Method::Pattern },
            role: role.map(|role| single_spaced(role.of(self.view.text)).into_owned()),
            score: if titled.is_some() { 0.95 } else { sure(tagged.margin) },
            candidates,
        };
        Reading { from: tagged.from, to: tagged.to, rank: 1, mention }
    }

    /// The span of a name, with the full stop of an abbreviation that ends it: "Corp.", "Jr.", and with a legal form in small
    /// letters: "Brannock Foods plc".
    fn span(&self, tagged: &Tagged) -> Span {
        let tokens = self.view.tokens;
        let span = tokens[tagged.from].span().join(tokens[tagged.to - 1].span());
        let form = tokens.get(tagged.to).filter(|token| tagged.label == ORG && words!["plc"].contains(&token.key));
        if let Some(form) = form.filter(|form| form.gap == Gap::Space) {
            return span.join(form.span());
        }
        let stop = tokens.get(tagged.to).filter(|token| token.is_mark('.') && token.is_attached());
        match stop {
            Some(stop)
                if Lexicon::of(self.view.language).is_stopped(tokens[tagged.to - 1].key)
                    && self.view.within.binary_search_by_key(&(tagged.to + 1), |(_, to)| *to).is_err() =>
            {
                span.join(stop.span())
            }
            _ => span,
        }
    }
}

/// Leaves out organisations of one word, named once and tied to nothing, that are doubtful: most such are products, events
/// and ordinary words, and of short forms in capitals most are terms of a trade.
pub(super) fn leave_doubtful(view: &View, mentions: &mut Vec<Mention>) {
    let least = |mention: &Mention| {
        let word = mention.span.of(view.text);
        if !word.contains(char::is_lowercase) {
            0.8
        } else if is_ordinary(view, lists::key(word)) {
            0.5
        } else {
            0.0
        }
    };
    let doubtful = |mention: &Mention| {
        &*mention.label == ORG
            && mention.method == Method::Pattern
            && !mention.name.contains(' ')
            && mention.score <= least(mention)
    };
    if !mentions.iter().any(doubtful) {
        return;
    }
    let mut times: FxHashMap<Arc<str>, usize> = FxHashMap::default();
    for mention in &*mentions {
        *times.entry(Arc::clone(&mention.entity)).or_default() += 1;
    }
    mentions.retain(|mention| !doubtful(mention) || times.get(&mention.entity) != Some(&1));
}

/// How sure a tagged name is, of how far it is ahead of the next best: the share of such that would be right if the weights
/// were odds, in steps of a hundredth.
fn sure(margin: i16) -> f64 {
    let odds = (f64::from(margin.max(0)) / UNIT).exp();
    (100.0 * odds / (1.0 + odds)).round().clamp(50.0, 99.0) / 100.0
}

/// A name with its white space made single.
fn single_spaced(name: &str) -> Cow<'_, str> {
    let mut before = 0;
    let single = |b: u8| matches!((std::mem::replace(&mut before, b), b), (_, b'!'..=b'~') | (0 | b'!'..=b'~', b' '));
    if name.bytes().all(single) {
        return Cow::Borrowed(name);
    }
    Cow::Owned(name.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The key of an entity that no list has: "~" and its name in lower case, words tied by hyphens, full stops and commas left
/// out ("Amadi, Jr.").
pub(super) fn key(name: &str) -> Arc<str> {
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
