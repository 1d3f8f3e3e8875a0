//! Matching a gazetteer against a text: whole words, one pass, whatever the number of names.
//!
//! The scan stops at every word and asks a filter whether a name begins with it; most words end there. Behind one that
//! does, units are added to the key of the name as long as the filter of beginnings says that a name goes on, and at every
//! place where a name may end the store is asked for entities of that key. What is found is then held letter by letter
//! against the text, under the rule for case.

#[cfg(feature = "python")]
use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

use rustc_hash::{FxHashMap, FxHashSet};

use super::boundary::{begins, ends, in_address};
use super::fuzzy::{Doubt, Fuzzy, Near};
use super::gazetteer::Gazetteer;
use super::inside::Inside;
use super::letters::{self, Letters, Rule};
use super::options::{Boundaries, CaseRule, MatchOptions, Overlaps};
use super::particles::before_particles;
use super::store::{Beginning, Entry, Name, NamePolicy, Store, is_noted, name_tag};
use super::units::{Unit, WORD, Walk, ascii_key, cased_word_end, extend, shape};
use super::{Mention, Method, NORP, ORG, PERSON, PLACE};
use crate::language::Language;
use crate::sentences::split_sentences;
use crate::text::lists::key;
use crate::text::{Case, Kind, Span, Token, Words};

/// A gazetteer made ready for matching; shared by threads as it is.
pub struct EntityMatcher {
    gazetteer: Arc<Gazetteer>,
    options: MatchOptions,
    /// Marks that begin names: of ASCII, then those of [`TYPESET`].
    marks: Box<[bool]>,
    /// The shapes of words that begin names: in small letters, then all.
    shapes: Box<[u32; 512]>,
    inside: Option<Inside>,
    fuzzy: Option<Fuzzy>,
    /// Label, id and name of each entity, where they were made ready.
    ready: FxHashMap<(u32, u32), [Arc<str>; 3]>,
}

/// Dashes, quotation marks and dots as news sets them; their last byte tells them apart.
const TYPESET: std::ops::RangeInclusive<char> = '\u{2010}'..='\u{2027}';

/// A name on the list: where it stands, and the entities that it may mean, the first one meant.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hit {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// The token that it begins with, or one before.
    pub(crate) token: usize,
    /// The part of the gazetteer, the entity in it, and which of its names.
    pub(super) part: u32,
    pub(super) entity: u32,
    pub(super) name: u32,
    /// A word that is also a common one, at a place where a capital says nothing: the key of the word.
    pub(super) doubtful: Option<u64>,
    /// How many letters are wrong, and how many there are.
    pub(super) edits: (u32, u32),
    /// Where in the list of hits' others this one's are.
    others: (u32, u32),
}

/// The names of a text.
#[derive(Default)]
pub(crate) struct Hits {
    pub(crate) found: Vec<Hit>,
    /// Part and entity of what else the strings may mean.
    others: Vec<(u32, u32)>,
    /// Common words that stand capitalised inside a sentence.
    pub(super) inner: FxHashSet<u64>,
}

impl Hit {
    fn method(&self) -> Method {
        match (self.edits.0, self.name) {
            (1.., _) => Method::Fuzzy,
            (_, 0) => Method::Exact,
            _ => Method::Alias,
        }
    }

    /// The share of letters that are right.
    fn score(&self) -> f64 {
        1.0 - f64::from(self.edits.0) / f64::from(self.edits.1.max(1))
    }
}

impl Hits {
    pub(super) fn others(&self, hit: &Hit) -> &[(u32, u32)] {
        self.others.get(hit.others.0 as usize..hit.others.1 as usize).unwrap_or_default()
    }
}

#[cfg(feature = "python")]
/// A name of the list in a text, its strings left where they are: what a mention is made of when it is asked.
pub(crate) struct Listed {
    /// Counted apart for each call, so that threads do not wait for each other's count.
    gazetteer: Arc<Gazetteer>,
    pub(crate) span: Span,
    pub(crate) sentence: usize,
    pub(crate) method: Method,
    pub(crate) score: f64,
    place: (u32, u32),
    others: Box<[(u32, u32)]>,
}

#[cfg(feature = "python")]
impl Listed {
    /// What the gazetteer has of the entity; none where a file was tampered with.
    pub(crate) fn entry(&self) -> Option<Entry<'_>> {
        self.gazetteer.entry(self.place)
    }

    /// The ids of the other entities that the string may mean.
    pub(crate) fn candidates(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.others.iter().filter_map(|place| Some(self.gazetteer.entry(*place)?.id()))
    }
}

impl EntityMatcher {
    #[must_use]
    pub fn new(gazetteer: Arc<Gazetteer>, options: MatchOptions) -> Self {
        let mut folded = Vec::new();
        let mut begins = |mark: char| {
            let text = String::from(mark);
            let key = Walk::new(&text, 0, &mut folded).next().map(|unit| extend(0, &unit, true));
            key.is_some_and(|key| gazetteer.parts().iter().any(|part| part.store.may_start(key, true)))
        };
        let marks = ('\0'..='\x7F').chain(TYPESET).map(&mut begins).collect();
        let mut shapes = Box::new([0; 512]);
        for part in gazetteer.parts() {
            shapes.iter_mut().zip(part.store.shapes()).for_each(|(all, own)| *all |= own);
        }
        let inside = (options.boundaries == Boundaries::None).then(|| Inside::new(&gazetteer));
        let fuzzy = (options.max_edits > 0 || options.transliterate).then(|| Fuzzy::new(&gazetteer, options));
        Self { gazetteer, options, marks, shapes, inside, fuzzy, ready: FxHashMap::default() }
    }

    /// Makes the strings of mentions ready, so that they are shared: worth it for a small list that is always in use.
    pub(crate) fn made_ready(mut self) -> Self {
        for (index, part) in (0..).zip(self.gazetteer.parts()) {
            let strings = |entry: Entry<'_>| [label(entry.label), entry.id().into(), entry.name.into()];
            self.ready.extend(part.store.entries().map(|(place, entry)| ((index, place), strings(entry))));
        }
        self
    }

    #[must_use]
    pub fn gazetteer(&self) -> &Arc<Gazetteer> {
        &self.gazetteer
    }

    /// The names of a text, in order.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<Mention> {
        self.placed(text, |hits, hit, sentence| self.mention(hits, hit, sentence))
    }

    /// How many names a text has.
    #[must_use]
    pub fn count(&self, text: &str) -> usize {
        self.hits(text, Words::of(Language::English)).found.len()
    }

    /// The names of a text as references into the gazetteer.
    #[cfg(feature = "python")]
    pub(crate) fn find_listed(&self, text: &str) -> Vec<Listed> {
        let shared = Arc::new(Gazetteer::clone(&self.gazetteer));
        self.placed(text, |hits, hit, sentence| Self::listed(&shared, hits, hit, sentence))
    }

    /// Gives the names of a text without their sentences, which it costs time to find: where, of what, and how sure.
    #[cfg(feature = "python")]
    pub(crate) fn each(&self, text: &str, mut give: impl FnMut(Span, Option<Entry<'_>>, Method, f64)) {
        for hit in self.hits(text, Words::of(Language::English)).found {
            let entry = self.gazetteer.entry((hit.part, hit.entity));
            give(Span::new(hit.start, hit.end), entry, hit.method(), hit.score());
        }
    }

    #[cfg(feature = "python")]
    fn listed(shared: &Arc<Gazetteer>, hits: &Hits, hit: &Hit, sentence: usize) -> Listed {
        Listed {
            gazetteer: Arc::clone(shared),
            span: Span::new(hit.start, hit.end),
            sentence,
            place: (hit.part, hit.entity),
            method: hit.method(),
            score: hit.score(),
            others: hits.others(hit).into(),
        }
    }

    /// How it matches.
    #[must_use]
    pub fn options(&self) -> MatchOptions {
        self.options
    }

    /// Each hit with the index of its sentence.
    fn placed<T>(&self, text: &str, mut make: impl FnMut(&Hits, &Hit, usize) -> T) -> Vec<T> {
        let hits = self.hits(text, Words::of(Language::English));
        let mut sentence = 0;
        let sentences = if hits.found.is_empty() { Vec::new() } else { split_sentences(text, Language::English) };
        let place = |hit: &Hit| {
            while sentences.get(sentence).is_some_and(|sentence| sentence.span.end <= hit.start) {
                sentence += 1;
            }
            make(&hits, hit, sentence)
        };
        hits.found.iter().map(place).collect()
    }

    pub(crate) fn mention(&self, hits: &Hits, hit: &Hit, sentence: usize) -> Mention {
        let id = |place: &(u32, u32)| Some(self.gazetteer.entry(*place)?.id().into());
        let [label, entity, name] = self.ready.get(&(hit.part, hit.entity)).cloned().unwrap_or_else(|| {
            let entry = self.gazetteer.entry((hit.part, hit.entity));
            [
                label(entry.as_ref().map_or("", |entry| entry.label)),
                entry.as_ref().map(Entry::id).unwrap_or_default().into(),
                entry.as_ref().map_or("", |entry| entry.name).into(),
            ]
        });
        Mention {
            span: Span::new(hit.start, hit.end),
            sentence,
            label,
            entity,
            name,
            method: hit.method(),
            role: None,
            score: hit.score(),
            candidates: hits.others(hit).iter().filter_map(id).collect(),
        }
    }

    /// All names of a text.
    pub(crate) fn hits(&self, text: &str, words: &Words) -> Hits {
        self.searched(text, words, self.options.overlaps).finish()
    }

    /// All that the letters of a text may mean, those that overlap and those that are doubtful included.
    pub(super) fn every_hit(&self, text: &str, words: &Words) -> Hits {
        self.searched(text, words, Overlaps::All).hits
    }

    /// Where a text comes near one of some names, and the doubt that speaks against it, if any.
    pub(super) fn near_misses<'n>(
        &self,
        text: &str,
        words: &Words,
        names: &[Name<'n>],
    ) -> Vec<(Span, Name<'n>, Option<Doubt>)> {
        self.fuzzy.as_ref().map(|fuzzy| fuzzy.doubts(text, words, names)).unwrap_or_default()
    }

    fn searched<'m, 't>(&'m self, text: &'t str, words: &'m Words, overlaps: Overlaps) -> Search<'m, 't> {
        let mut search = Search::new(self, text, words, true);
        search.overlaps = overlaps;
        if let Some(inside) = &self.inside {
            for (start, end, key) in inside.stretches(text) {
                search.stretch(start, end, key);
            }
            return search;
        }
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if WORD[byte as usize] {
                at = search.plain_word(at);
            } else if let Some(width) = self.idle_mark(&bytes[at..]) {
                at += width;
            } else {
                at = search.unit(at);
            }
        }
        search
    }

    /// Whether no name begins with a word in small letters that begins with this byte.
    fn begins_no_small(&self, byte: u8) -> bool {
        WORD[byte as usize] && self.options.case != CaseRule::Any && self.shapes[shape(byte, 0).0] == 0
    }

    /// The width of what stands here where no name begins with it: an ASCII mark, or one that is typeset.
    #[inline]
    fn idle_mark(&self, bytes: &[u8]) -> Option<usize> {
        match bytes {
            [mark @ 0..0x80, ..] => (!self.marks[usize::from(*mark)]).then_some(1),
            // what might combine with it left to who knows
            [0xE2, 0x80, low @ 0x90..=0xA7, after @ ..] if after.first().is_none_or(u8::is_ascii) => {
                (!self.marks[128 + usize::from(*low - 0x90)]).then_some(3)
            }
            _ => None,
        }
    }

    /// All names that begin at tokens of a text; those inside web and e-mail addresses are none.
    pub(crate) fn hits_at(&self, text: &str, tokens: &[Token], words: &Words) -> Hits {
        if self.inside.is_some() || self.fuzzy.is_some() {
            return self.hits(text, words);
        }
        let mut search = Search::new(self, text, words, false);
        let mut past = 0;
        for (index, token) in tokens.iter().enumerate() {
            let start = token.start as usize;
            let bytes = &text.as_bytes()[start..];
            let byte = bytes[0];
            if start < past || token.kind == Kind::Link || token.case == Case::Lower && self.begins_no_small(byte) {
                continue;
            }
            search.token = index;
            if WORD[byte as usize] {
                past = search.plain_word(start);
            } else if self.idle_mark(bytes).is_none() {
                past = search.unit(start);
            }
        }
        search.finish()
    }
}

/// What filters know of some units, a bit for each part: whether a name begins with the first, whether one goes on behind
/// them, whether they are one.
#[derive(Default)]
struct Known {
    first: u64,
    inner: u64,
    whole: u64,
}

/// One pass over a text.
struct Search<'m, 't> {
    matcher: &'m EntityMatcher,
    text: &'t str,
    words: &'m Words,
    overlaps: Overlaps,
    hits: Hits,
    /// What a stretch may mean: part, entity, which of its names, and whether case was held by the smart rule.
    meant: Vec<(u32, u32, u32, bool)>,
    /// Whether addresses have still to be told from words.
    raw: bool,
    /// The token that is looked at, where there are tokens.
    token: usize,
    folded: Vec<u8>,
    letters: Letters,
    /// The filters of the parts.
    filters: Vec<[&'m [u8]; 2]>,
}

impl<'m, 't> Search<'m, 't> {
    fn new(matcher: &'m EntityMatcher, text: &'t str, words: &'m Words, raw: bool) -> Self {
        Self {
            matcher,
            text,
            words,
            overlaps: matcher.options.overlaps,
            hits: Hits::default(),
            meant: Vec::new(),
            raw,
            token: 0,
            folded: Vec::new(),
            letters: Letters::default(),
            filters: matcher.gazetteer.parts().iter().map(|part| part.store.filters()).collect(),
        }
    }

    /// Looks for names at a word that begins in ASCII; where to go on.
    fn plain_word(&mut self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        let (end, capital) = cased_word_end(bytes, at);
        if bytes.get(end).is_some_and(|b| *b >= 0x80) {
            return self.unit(at);
        }
        let small = !capital && self.matcher.options.case != CaseRule::Any;
        let (shape, length) = shape(bytes[at], end - at);
        if self.matcher.shapes[if small { shape } else { 256 + shape }] & length == 0 {
            return end;
        }
        let unit = Unit { start: at, end, key: ascii_key(bytes, at, end), gap: false, word: true };
        self.names_at(&unit, small)
    }

    /// Looks for names at any unit; where to go on.
    fn unit(&mut self, at: usize) -> usize {
        let first = Walk::new(self.text, at, &mut self.folded).next();
        let Some(unit) = first.filter(|unit| unit.start == at) else {
            // white space and the like
            return at + self.text[at..].chars().next().map_or(1, char::len_utf8);
        };
        let small = self.matcher.options.case != CaseRule::Any && !has_capital(&self.text[unit.start..unit.end]);
        let known = self.hits.found.len();
        let past = self.names_at(&unit, small);
        if self.hits.found.len() == known || self.overlaps != Overlaps::Longest {
            for length in before_particles(&self.text[unit.start..unit.end]) {
                let stem = self.stem(&unit, length);
                if begins(self.text, stem.start)
                    && self.entities(extend(0, &stem, true), stem.start, stem.end, u64::MAX, small)
                {
                    self.take(stem.start, stem.end, true);
                    if self.overlaps == Overlaps::Longest {
                        break;
                    }
                }
            }
        }
        past
    }

    /// The front of a unit, without the particle that it ends in.
    fn stem(&self, unit: &Unit, length: usize) -> Unit {
        let end = unit.start + length;
        let mut folded = Vec::new();
        let key = Walk::new(&self.text[..end], unit.start, &mut folded).next().map_or(0, |stem| stem.key);
        Unit { end, key, ..*unit }
    }

    /// What the filters of the parts know of some units. `small`: they have no capital.
    #[inline]
    fn known(&self, state: u64, small: bool, first: bool) -> Known {
        let mut known = Known::default();
        for (index, filters) in self.filters.iter().enumerate() {
            let word = Store::filter_word(filters[usize::from(!small)], state);
            let has = |beginning| u64::from(is_noted(word, state, beginning)) << index;
            if first {
                known.first |= has(Beginning::First);
                if known.first == 0 {
                    continue;
                }
            }
            known.inner |= has(Beginning::Inner);
            known.whole |= has(Beginning::Whole);
        }
        known
    }

    /// Takes in the names that begin with a unit; where to go on.
    fn names_at(&mut self, first: &Unit, mut small: bool) -> usize {
        let mut state = extend(0, first, true);
        let mut known = self.known(state, small, true);
        let mut open = known.first;
        if open == 0 || !begins(self.text, first.start) {
            return first.end;
        }
        let mut folded = std::mem::take(&mut self.folded);
        let mut walk = Walk::behind(self.text, first, &mut folded);
        let mut unit = *first;
        let mut longest = None;
        loop {
            let found = self.entities(state, first.start, unit.end, open & known.whole, small);
            if found && self.overlaps == Overlaps::Longest {
                longest = Some((unit.end, unit.start == first.start));
            } else if found {
                self.take(first.start, unit.end, unit.start == first.start && unit.word);
            }
            open &= known.inner;
            if open == 0 {
                break;
            }
            let Some(next) = walk.next() else { break };
            let word = &self.text[next.start..next.end];
            small = small && !has_capital(word);
            let particles = (!word.ends_with(|c: char| c.is_ascii())).then(|| before_particles(word));
            for length in particles.into_iter().flatten() {
                let stem = self.stem(&next, length);
                if self.entities(extend(state, &stem, false), first.start, stem.end, open, small) {
                    if self.overlaps == Overlaps::Longest {
                        longest = Some((stem.end, false));
                        break;
                    }
                    self.take(first.start, stem.end, false);
                }
            }
            unit = next;
            state = extend(state, &unit, false);
            known = self.known(state, small, false);
        }
        self.folded = folded;
        let Some((end, single)) = longest else { return first.end };
        self.take(first.start, end, single && first.word);
        end
    }

    /// Takes in a stretch that folds to a name, wherever it stands.
    fn stretch(&mut self, start: usize, end: usize, key: u64) {
        self.raw = false;
        let small = self.matcher.options.case != CaseRule::Any && !has_capital(&self.text[start..end]);
        if self.entities(key, start, end, u64::MAX, small) {
            let unit = Walk::new(self.text, start, &mut self.folded).next();
            self.take(start, end, unit.is_some_and(|unit| unit.word && unit.end == end));
        }
    }

    /// Notes the entities of a key that a stretch may mean, and whether there are any. What was noted of a shorter stretch is
    /// kept where there are none.
    fn entities(&mut self, state: u64, start: usize, end: usize, open: u64, small: bool) -> bool {
        if open == 0 {
            return false;
        }
        let options = self.matcher.options;
        if options.boundaries == Boundaries::Word && !ends(self.text, end)
            || self.raw && in_address(self.text, start, end)
        {
            return false;
        }
        let written = &self.text[start..end];
        let (meant, letters) = (&mut self.meant, &mut self.letters);
        let mut any = false;
        for (index, part) in (0..).zip(self.matcher.gazetteer.parts()) {
            if open >> index & 1 == 0 {
                continue;
            }
            part.store.each_owner(state, small, |entity| {
                let Some(names) = part.store.names(entity).filter(|_| part.holds(entity)) else { return };
                let fit = names
                    .tagged(name_tag(state))
                    .find(|(_, policy, name)| letters.fit(name, written, Rule::of(*policy, options)));
                let Some((name, policy, _)) = fit else { return };
                if !any {
                    meant.clear();
                    any = true;
                }
                meant.push((index, entity, name, Rule::of(policy, options).case == NamePolicy::Smart));
            });
        }
        any
    }

    /// Takes in what was noted last as a hit; `single`: it is one word.
    fn take(&mut self, start: usize, end: usize, single: bool) {
        let Some((&(part, entity, name, smart), others)) = self.meant.split_first() else { return };
        let before = length(self.hits.others.len());
        self.hits.others.extend(others.iter().map(|(part, entity, ..)| (*part, *entity)));
        let others = (before, length(self.hits.others.len()));
        let mut doubtful = None;
        if smart && single && self.matcher.options.fold {
            let word = &self.text[start..end];
            let key = key(word);
            if self.words.listed(key).is_some() && word.chars().any(char::is_uppercase) {
                let capitals = letters::Case::of(word) == letters::Case::Upper;
                let says = if capitals && is_shouted(self.text, start, end) {
                    false
                } else {
                    capitals && self.is_acronym(part, entity, name) || !opens_sentence(self.text, start)
                };
                if says {
                    self.hits.inner.insert(key);
                } else {
                    doubtful = Some(key);
                }
            }
        }
        self.hits.found.push(Hit {
            start,
            end,
            token: self.token,
            part,
            entity,
            name,
            doubtful,
            edits: (0, 1),
            others,
        });
    }

    /// Whether a name is a word in capitals.
    fn is_acronym(&self, part: u32, entity: u32, name: u32) -> bool {
        let entry = self.matcher.gazetteer.entry((part, entity));
        entry
            .and_then(|entry| entry.names().nth(name as usize))
            .is_some_and(|name| letters::Case::of(name.text) == letters::Case::Upper)
    }

    fn finish(mut self) -> Hits {
        let Hits { found, inner, .. } = &mut self.hits;
        found.retain(|hit| hit.doubtful.is_none_or(|key| inner.contains(&key)));
        if let Some(fuzzy) = &self.matcher.fuzzy {
            let near = fuzzy.near(&self.matcher.gazetteer, self.text, self.words);
            add_near(&mut self.hits, near, self.text);
        }
        let options = self.matcher.options;
        let found = &mut self.hits.found;
        match self.overlaps {
            Overlaps::Priority => by_priority(found),
            Overlaps::Longest if options.boundaries == Boundaries::None || self.matcher.fuzzy.is_some() => {
                leftmost(found);
            }
            _ => {}
        }
        self.hits
    }
}

/// Adds what is near a name, unless it cuts through a name or is one.
fn add_near(hits: &mut Hits, near: Vec<Near>, text: &str) {
    let exact = hits.found.len();
    for near in near {
        let (start, end) = (near.start, near.end);
        let from = hits.found[..exact].partition_point(|hit| hit.start < start);
        let cuts = |hit: &Hit| {
            hit.start < end
                && start < hit.end
                && !(start < hit.start && hit.end <= end)
                && !(start == hit.start && hit.end < end)
        };
        // a name may begin before and reach in; those kept do not overlap, so that one look back is enough
        let before = from.checked_sub(1).map(|at| &hits.found[at]);
        let rivals = hits.found[from..exact].iter().take_while(|hit| hit.start < end);
        let in_place = begins(text, start) && ends(text, end) && !in_address(text, start, end);
        if before.into_iter().chain(rivals).any(cuts) || !in_place {
            continue;
        }
        let (part, entity, name) = near.place;
        let edits = (length(near.edits), length(near.letters));
        let first = length(hits.others.len());
        hits.others.extend(near.others);
        let others = (first, length(hits.others.len()));
        hits.found.push(Hit { start, end, token: 0, part, entity, name, doubtful: None, edits, others });
    }
    hits.found.sort_by_key(|hit| (hit.start, hit.end, hit.edits.0));
}

/// Keeps from left to right the longest, of equally long ones the one with fewer letters wrong.
fn leftmost(found: &mut Vec<Hit>) {
    found.sort_by_key(|hit| (hit.start, std::cmp::Reverse(hit.end), hit.edits.0));
    let mut past = 0;
    found.retain(|hit| {
        let free = hit.start >= past;
        if free {
            past = hit.end;
        }
        free
    });
}

/// A label as mentions share it.
pub(crate) fn label(name: &str) -> Arc<str> {
    static USUAL: LazyLock<[Arc<str>; 4]> = LazyLock::new(|| [PLACE, NORP, ORG, PERSON].map(Arc::from));
    USUAL.iter().find(|usual| &***usual == name).map_or_else(|| name.into(), Arc::clone)
}

fn length(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// Keeps of overlapping hits the one listed first, of those of one entity the longest, then the first.
fn by_priority(found: &mut Vec<Hit>) {
    found.sort_by_key(|hit| (hit.part, hit.entity, std::cmp::Reverse(hit.end - hit.start), hit.start));
    let mut kept: std::collections::BTreeMap<usize, Hit> = std::collections::BTreeMap::new();
    for hit in found.drain(..) {
        let free = kept.range(..hit.end).next_back().is_none_or(|(_, before)| before.end <= hit.start);
        if free {
            kept.insert(hit.start, hit);
        }
    }
    found.extend(kept.into_values());
}

/// Whether a stretch has a capital.
fn has_capital(text: &str) -> bool {
    if text.is_ascii() { text.bytes().any(|b| b.is_ascii_uppercase()) } else { text.contains(char::is_uppercase) }
}

/// How far to each side is looked for words in small letters.
const NEAR: usize = 48;

/// Whether a word in capitals stands among words in capitals, so that they say nothing: there are words of several letters
/// near it in its line, and none of them has a small letter.
fn is_shouted(text: &str, start: usize, end: usize) -> bool {
    let line_break = |c: char| matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let before: &str =
        &text[(start.saturating_sub(NEAR)..=start).find(|at| text.is_char_boundary(*at)).unwrap_or(start)..start];
    let past = (end + NEAR).min(text.len());
    let after: &str = &text[end..(end..=past).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(end)];
    let before = before.rsplit(line_break).next().unwrap_or_default();
    let after = after.split(line_break).next().unwrap_or_default();
    let mut shouted = false;
    for word in [before, after].into_iter().flat_map(|side| side.split(|c: char| !c.is_alphabetic())) {
        if word.chars().any(char::is_lowercase) {
            return false;
        }
        shouted |= word.chars().filter(|c| c.is_uppercase()).nth(1).is_some();
    }
    shouted
}

/// Whether a word opens a sentence, as far as what stands before it tells.
fn opens_sentence(text: &str, at: usize) -> bool {
    let before = &text[..at];
    let mut chars = before.chars().rev().peekable();
    while let Some(space) = chars.next_if(|c| c.is_whitespace()) {
        if matches!(space, '\n' | '\r' | '\x0B' | '\x0C' | '\u{85}' | '\u{2028}' | '\u{2029}') {
            return true;
        }
    }
    match chars.next() {
        None => true,
        // "the U.S. Hope" goes on
        Some('.') => !chars.next().is_some_and(char::is_alphabetic) || chars.next() != Some('.'),
        Some(mark) => matches!(mark, '!' | '?' | '"' | '“' | '‘' | ':' | '•' | '…'),
    }
}
