//! The names of a document before they are tied: by the caller's list, by the world's, by pattern and by the tagger.

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::{FxBuildHasher, FxHashSet};

use super::{View, clubs, labels, neighbours, nouns, ranks, states, streets, teams};
use crate::entities::{
    self, EntityMatcher, Evidence, Gazetteer, Hidden, Hints, Lexicon, Mention, Method, NORP, ORG, OTHER, PERSON, PLACE,
    Seen, Tagged, Tagger, Titled, UNIT, UNLABELLED, Weights,
};
use crate::text::classes::is_quote;
use crate::text::lists::words;
use crate::text::{Case, Classes, Gap, Kind, Passage, Span, Token};

/// The ranks of the world's list; the caller's goes before it, and what the tagger says between.
const WORLD: u8 = 2;

/// One way a name may be read: its tokens in the text, its rank among equally long ones, and the mention.
pub(super) struct Reading {
    pub(super) from: usize,
    pub(super) to: usize,
    rank: u8,
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
        readings.reserve(self.tagged.len() + world.len());
        let mut world = world.into_iter();
        let mut title = 0;
        let mut sentence = 0;
        // where a listed name ends that goes on from a tagged one, and one that names a town with its state
        let (mut covered, mut states) = (0, 0);
        for tagged in &self.tagged {
            while world.as_slice().first().is_some_and(|reading| reading.to <= tagged.from)
                && let Some(reading) = world.next()
            {
                self.leave(reading, readings);
            }
            while self.titled.get(title).is_some_and(|found| found.to <= tagged.from) {
                title += 1;
            }
            while self.view.within.get(sentence).is_some_and(|(_, to)| *to <= tagged.from) {
                sentence += 1;
            }
            if tagged.to <= covered || self.is_of_title(tagged, title) {
                continue;
            }
            let mut candidates = Vec::new();
            let mut same = None;
            let mut creed = false;
            while let Some(reading) = world.as_slice().first().filter(|reading| reading.from < tagged.to) {
                let label = &*reading.mention.label;
                if label == OTHER {
                    // "Haitian Creole", but Karen may be somebody
                    creed |= (reading.from, reading.to) == (tagged.from, tagged.to) && tagged.to > tagged.from + 1;
                    world.next();
                    continue;
                }
                let fits = label == tagged.label || label == NORP && tagged.label == PLACE;
                // the full stop of "Co." is part of the listed name
                let stop = reading.to == tagged.to + 1 && self.view.tokens[tagged.to].is_mark('.');
                let whole = reading.from == tagged.from && reading.to >= tagged.to;
                let longer = reading.to > tagged.to && !stop;
                // "University of California, Berkeley" is one name, "Athens, Georgia" the names of a town and of its state
                let state = longer && label != ORG;
                if self.is_owned(reading, tagged) {
                    covered = reading.to;
                    same = world.next();
                } else if whole && fits && (!state || self.view.tokens[tagged.to].is_mark(',')) {
                    *if state { &mut states } else { &mut covered } = reading.to;
                    same = world.next();
                    if let Some(town) = same.as_mut().filter(|_| state) {
                        (town.to, town.mention.span, town.mention.method) =
                            (tagged.to, self.span(tagged), Method::Alias);
                    }
                } else {
                    if whole && !longer && !fits {
                        candidates.push(Arc::clone(&reading.mention.entity));
                    }
                    world.next();
                }
            }
            if creed && same.is_none() {
                continue;
            }
            // "Apple said", "Berlin agreed"
            let opens = || self.view.within.get(sentence).is_some_and(|(from, _)| *from == tagged.from);
            let word = tagged.label != PERSON && tagged.to == tagged.from + 1;
            if same.is_none() && (tagged.to <= states || word && candidates.is_empty() && opens()) {
                same = self.listed(tagged, sentence);
            }
            readings.push(same.unwrap_or_else(|| {
                let titled = self.titled.get(title).filter(|found| self.is_titled(tagged, found));
                self.tagged(tagged, sentence, titled, candidates)
            }));
        }
        world.for_each(|reading| self.leave(reading, readings));
        readings.retain(|reading| reading.rank == 0 || !self.is_of_treaty(reading));
    }

    /// Whether a name is the begin of an office that a hyphen parts: "Air Vice-Marshal Tom Reed".
    fn is_of_title(&self, tagged: &Tagged, title: usize) -> bool {
        let tokens = self.view.tokens;
        tokens.get(tagged.to).is_some_and(|hyphen| hyphen.is_mark('-') && hyphen.is_attached())
            && self.titled.get(title).and_then(|found| found.role).is_some_and(|role| {
                role.start <= tokens[tagged.from].span().start && role.end > tokens[tagged.to].span().end
            })
    }

    /// Whether a name is the one behind a title, with a ruler's number or without.
    fn is_titled(&self, tagged: &Tagged, found: &Titled) -> bool {
        let number = || found.to + 1 == tagged.to && self.view.tokens[found.to].case == Case::Upper;
        tagged.label == PERSON && found.from == tagged.from && (found.to == tagged.to || number())
    }

    /// Whether a place is what a treaty is called by: "the Treaty of London", "the Kigali Amendment".
    fn is_of_treaty(&self, reading: &Reading) -> bool {
        if &*reading.mention.label != PLACE || self.headlines.binary_search(&reading.mention.sentence).is_ok() {
            return false;
        }
        let is_treaty = |at: usize| {
            let token = self.view.tokens.get(at).filter(|token| token.is_capitalised() && token.gap <= Gap::Space);
            token.is_some_and(|token| {
                words![
                    "accord",
                    "accords",
                    "agreement",
                    "agreements",
                    "amendment",
                    "convention",
                    "declaration",
                    "edict",
                    "pact",
                    "protocol",
                    "statute",
                    "treaty"
                ]
                .contains(&token.key)
            })
        };
        let of = reading.from.checked_sub(2).filter(|at| words!["of"].contains(&self.view.tokens[at + 1].key));
        is_treaty(reading.to) || of.is_some_and(is_treaty)
    }

    /// Whether a tagged name is part of a listed one that has a possessive inside: "People's Republic of China".
    fn is_owned(&self, reading: &Reading, tagged: &Tagged) -> bool {
        let inside = reading.from <= tagged.from && reading.to > tagged.to
            || reading.from < tagged.from && reading.to == tagged.to;
        inside && self.view.tokens[reading.from..reading.to - 1].iter().any(|token| token.kind == Kind::Possessive)
    }

    /// A tagged name as the list has it, looked up by itself, as if it stood within a sentence: where one opens, ordinary words
    /// are none of their own accord.
    fn listed(&self, tagged: &Tagged, sentence: usize) -> Option<Reading> {
        const WITHIN: &str = "of ";
        let span = self.span(tagged);
        let text = [WITHIN, span.of(self.view.text)].concat();
        let whole = |found: &Mention| found.span == Span::new(WITHIN.len(), text.len());
        let mut found = entities::world_matcher().find(&text).into_iter();
        let mention = found.find(|found| whole(found) && &*found.label == tagged.label)?;
        Some(Reading::listed(tagged.from, tagged.to, Mention { span, sentence, ..mention }))
    }

    fn leave(&self, reading: Reading, readings: &mut Vec<Reading>) {
        let headline = || self.headlines.binary_search(&reading.mention.sentence).is_ok();
        let stands = match &*reading.mention.label {
            NORP => true,
            PLACE => self.is_alone(&reading) || headline(),
            ORG => self.has_office(&reading) || headline(),
            OTHER => false,
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
        // a word that opens its sentence is capitalised for that: "Naturally China"
        let opens = |at: usize| {
            let first = self.view.within.get(reading.mention.sentence).is_some_and(|(from, _)| *from == at);
            first && self.view.classes[at].any(Classes::ADVERB.or(Classes::FUNCTION))
        };
        let before = reading.from.checked_sub(1).filter(|at| self.view.tokens[*at].is_capitalised());
        !beside(reading.to) && before.is_none_or(opens)
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
            entity: if tagged.to - tagged.from < NICKNAMED { key(&name) } else { key(&without_nickname(&name)) },
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
        let form = tokens.get(tagged.to).filter(|token| words!["plc"].contains(&token.key));
        if let Some(form) = form.filter(|form| form.gap == Gap::Space && tagged.label == ORG) {
            return span.join(form.span());
        }
        let stop = tokens.get(tagged.to).filter(|token| token.is_mark('.') && token.is_attached());
        match stop {
            Some(stop)
                if (Lexicon::of(self.view.language).is_stopped(tokens[tagged.to - 1].key)
                    || tagged.label == PLACE
                        && tagged.to > tagged.from + 1
                        && streets::is_stopped(tokens[tagged.to - 1].key))
                    && self.view.within.binary_search_by_key(&(tagged.to + 1), |(_, to)| *to).is_err() =>
            {
                span.join(stop.span())
            }
            _ => span,
        }
    }
}

/// Tokens of the shortest name with a nickname in it: a given name, the nickname in its marks, a surname.
const NICKNAMED: usize = 5;

/// A name without a nickname in quotation marks, by which it is the same person's.
fn without_nickname(name: &str) -> Cow<'_, str> {
    let nickname = name.match_indices(' ').find_map(|(at, _)| {
        let quoted = name[at + 1..].strip_prefix(is_quote)?;
        let close = quoted.find(is_quote).filter(|close| quoted[*close..].chars().nth(1) == Some(' '))?;
        let end = name.len() - quoted.len() + close + quoted[close..].chars().next().map_or(0, char::len_utf8);
        Some((at, end))
    });
    nickname.map_or(Cow::Borrowed(name), |(at, end)| Cow::Owned([&name[..at], &name[end..]].concat()))
}

/// How sure a tagged name is, of how far it is ahead of the next best: the share of such that would be right if the weights
/// were odds, in steps of a hundredth.
fn sure(margin: i16) -> f64 {
    // of the greatest margins the odds would have no end
    const MOST: i16 = 1000;
    let odds = (f64::from(margin.clamp(0, MOST)) / UNIT).exp();
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
