//! Which of a text's names stand: what the tagger found, under the list's name where the list has it too, and what it leaves to
//! the list.

use std::borrow::Cow;
use std::sync::Arc;

use super::mentions::{Reading, key};
use super::{View, streets};
use crate::entities::{self, Lexicon, Mention, Method, NORP, ORG, OTHER, PERSON, PLACE, Tagged, Titled, UNIT};
use crate::text::classes::is_quote;
use crate::text::lists::words;
use crate::text::{Case, Classes, Gap, Kind, Span};

/// What was found in a text: by the tagger, and behind titles, each in order.
pub(super) struct Names<'a> {
    pub(super) view: &'a View<'a>,
    pub(super) tagged: Vec<Tagged>,
    pub(super) titled: Vec<Titled>,
    /// The sentences that are headlines.
    pub(super) headlines: Vec<usize>,
}

impl Names<'_> {
    /// The names that stand: what the tagger found, under the list's name where the list has it too, and what it leaves to
    /// the list: peoples, and names in headlines, whose capitals tell it nothing.
    pub(super) fn settle(&self, world: Vec<Reading>, readings: &mut Vec<Reading>) {
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
        // a word that opens its sentence is capitalised for that: "Naturally China"
        let opens = |at: usize| {
            let first = self.view.within.get(reading.mention.sentence).is_some_and(|(from, _)| *from == at);
            first && self.view.classes[at].any(Classes::ADVERB.or(Classes::FUNCTION))
        };
        let before = reading.from.checked_sub(1).filter(|at| self.view.tokens[*at].is_capitalised());
        !self.view.goes_on(reading.to) && before.is_none_or(opens)
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
