//! Matching a gazetteer against a text: whole words, one pass, whatever the number of names.
//!
//! The scan stops at every word and asks a filter whether a name begins with it; most words end there. Behind one that
//! does, units are added to the key of the name as long as the filter of beginnings says that a name goes on, and at every
//! place where a name may end the store is asked for entities of that key. What is found is then held letter by letter
//! against the text, under the rule for case.

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::boundary::{begins, ends, in_address};
use super::gazetteer::Gazetteer;
use super::letters::{Letters, Rule};
use super::store::{Entry, NamePolicy, name_tag};
use super::units::{Unit, WORD, Walk, ascii_key, extend, word_end};
use super::{Mention, Method};
use crate::error::{Error, Result};
use crate::language::Language;
use crate::sentences::split_sentences;
use crate::text::lists::key;
use crate::text::{Kind, Span, Token, Words};

/// How the case of a name and of the text are held against each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CaseRule {
    /// A capital of the name must be one in the text, capitals may be more ("TEHRAN"); a name in capitals matches
    /// capitals only ("US" is not "us"); a name that is also a common word does not match where a sentence opens.
    #[default]
    Smart,
    /// Capitals are capitals and small letters small.
    Exact,
    Any,
}

impl CaseRule {
    /// # Errors
    /// [`Error::Option`] for a name other than "smart", "exact", "any".
    pub fn from_name(name: &str) -> Result<Self> {
        match name {
            "smart" => Ok(Self::Smart),
            "exact" => Ok(Self::Exact),
            "any" => Ok(Self::Any),
            _ => Err(Error::option("case", name, "\"smart\", \"exact\", \"any\"")),
        }
    }
}

/// Which of overlapping names stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Overlaps {
    /// From left to right, the longest at each place.
    #[default]
    Longest,
    /// All of them.
    All,
    /// The one whose entity was listed first, then the longest.
    Priority,
}

impl Overlaps {
    /// # Errors
    /// [`Error::Option`] for a name other than "longest", "all", "priority".
    pub fn from_name(name: &str) -> Result<Self> {
        match name {
            "longest" => Ok(Self::Longest),
            "all" => Ok(Self::All),
            "priority" => Ok(Self::Priority),
            _ => Err(Error::option("overlaps", name, "\"longest\", \"all\", \"priority\"")),
        }
    }
}

/// How a matcher matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MatchOptions {
    pub case: CaseRule,
    pub overlaps: Overlaps,
    /// Whether accents, quotation marks, apostrophes, hyphens and forms of one letter may differ.
    pub fold: bool,
    /// Whether a hyphen may stand where the name has a space: "Abu-Bakr" for "Abu Bakr". The built-in world is matched
    /// without, since there it makes a modifier ("a West-Coast firm").
    pub hyphens: bool,
}

impl Default for MatchOptions {
    fn default() -> Self {
        Self { case: CaseRule::Smart, overlaps: Overlaps::Longest, fold: true, hyphens: true }
    }
}

/// Entities that one string may mean, at the most; those listed first are kept.
const MOST_MEANT: usize = 64;

/// A gazetteer made ready for matching; shared by threads as it is.
pub struct EntityMatcher {
    gazetteer: Arc<Gazetteer>,
    options: MatchOptions,
    /// ASCII marks that begin names.
    marks: [bool; 128],
}

/// A name on the list: where it stands, and the entities that it may mean, the first one meant.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hit {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// The part of the gazetteer, the entity in it, and which of its names.
    part: u32,
    entity: u32,
    name: u32,
    /// A word that is also a common one, at a place where a capital says nothing: the key of the word.
    doubtful: Option<u64>,
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
    inner: FxHashSet<u64>,
}

impl Hit {
    fn method(&self) -> Method {
        if self.name > 0 { Method::Alias } else { Method::Exact }
    }
}

impl Hits {
    fn others(&self, hit: &Hit) -> &[(u32, u32)] {
        self.others.get(hit.others.0 as usize..hit.others.1 as usize).unwrap_or_default()
    }
}

/// A name of the list in a text, its strings left where they are: what a mention is made of when it is asked.
pub(crate) struct Listed {
    gazetteer: Arc<Gazetteer>,
    pub(crate) span: Span,
    pub(crate) sentence: usize,
    pub(crate) method: Method,
    place: (u32, u32),
    others: Box<[(u32, u32)]>,
}

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
        let mut marks = [false; 128];
        let mut folded = Vec::new();
        for (mark, slot) in (b'!'..).zip(&mut marks[usize::from(b'!')..]) {
            let mark = [mark];
            let unit = std::str::from_utf8(&mark).ok().and_then(|mark| Walk::new(mark, 0, &mut folded).next());
            let key = unit.map_or(0, |unit| extend(0, &unit, true));
            *slot = gazetteer.parts().iter().any(|part| part.store.may_start(key, true));
        }
        Self { gazetteer, options, marks }
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

    /// The names of a text as references into the gazetteer.
    pub(crate) fn find_listed(&self, text: &str) -> Vec<Listed> {
        self.placed(text, |hits, hit, sentence| Listed {
            gazetteer: Arc::clone(&self.gazetteer),
            span: Span::new(hit.start, hit.end),
            sentence,
            place: (hit.part, hit.entity),
            method: hit.method(),
            others: hits.others(hit).into(),
        })
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
        let entry = self.gazetteer.entry((hit.part, hit.entity));
        let id = |place: &(u32, u32)| Some(self.gazetteer.entry(*place)?.id().into());
        Mention {
            span: Span::new(hit.start, hit.end),
            sentence,
            label: entry.as_ref().map_or("", |entry| entry.label).into(),
            entity: entry.as_ref().map(Entry::id).unwrap_or_default().into(),
            name: entry.as_ref().map_or("", |entry| entry.name).into(),
            method: hit.method(),
            role: None,
            score: 1.0,
            candidates: hits.others(hit).iter().filter_map(id).collect(),
        }
    }

    /// All names of a text.
    pub(crate) fn hits(&self, text: &str, words: &Words) -> Hits {
        let mut search = Search::new(self, text, words, true);
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if WORD[byte as usize] {
                at = search.plain_word(at);
            } else if byte >= 0x80 || search.marks[byte as usize] {
                at = search.unit(at);
            } else {
                at += 1;
            }
        }
        search.finish()
    }

    /// All names that begin at tokens of a text; those inside web and e-mail addresses are none.
    pub(crate) fn hits_at(&self, text: &str, tokens: &[Token], words: &Words) -> Hits {
        let mut search = Search::new(self, text, words, false);
        let mut past = 0;
        for token in tokens {
            let start = token.start as usize;
            let byte = text.as_bytes()[start];
            if start < past || token.kind == Kind::Link {
                continue;
            }
            if WORD[byte as usize] {
                past = search.plain_word(start);
            } else if byte >= 0x80 || search.marks[byte as usize] {
                past = search.unit(start);
            }
        }
        search.finish()
    }
}

/// One pass over a text.
struct Search<'m, 't> {
    matcher: &'m EntityMatcher,
    text: &'t str,
    words: &'m Words,
    hits: Hits,
    /// What a stretch may mean: part, entity, which of its names, and whether case was held by the smart rule.
    meant: Vec<(u32, u32, u32, bool)>,
    /// Whether addresses have still to be told from words.
    raw: bool,
    folded: Vec<u8>,
    letters: Letters,
    /// ASCII marks that begin names.
    marks: [bool; 128],
}

impl<'m, 't> Search<'m, 't> {
    fn new(matcher: &'m EntityMatcher, text: &'t str, words: &'m Words, raw: bool) -> Self {
        Self {
            matcher,
            text,
            words,
            hits: Hits::default(),
            meant: Vec::new(),
            raw,
            folded: Vec::new(),
            letters: Letters::default(),
            marks: matcher.marks,
        }
    }

    /// Looks for names at a word that begins in ASCII; where to go on.
    fn plain_word(&mut self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        let end = word_end(bytes, at);
        if bytes.get(end).is_some_and(|b| *b >= 0x80) {
            return self.unit(at);
        }
        let unit = Unit { start: at, end, key: ascii_key(bytes, at, end), gap: false, word: true };
        let small = bytes[at..end].iter().all(|b| !b.is_ascii_uppercase());
        self.names_at(&unit, small)
    }

    /// Looks for names at any unit; where to go on.
    fn unit(&mut self, at: usize) -> usize {
        let first = Walk::new(self.text, at, &mut self.folded).next();
        let Some(unit) = first.filter(|unit| unit.start == at) else {
            // white space and the like
            return at + self.text[at..].chars().next().map_or(1, char::len_utf8);
        };
        let small = !self.text[unit.start..unit.end].chars().any(char::is_uppercase);
        self.names_at(&unit, small)
    }

    /// Takes in the names that begin with a unit; where to go on.
    fn names_at(&mut self, first: &Unit, small: bool) -> usize {
        let options = self.matcher.options;
        let small = small && options.case != CaseRule::Any;
        let parts = self.matcher.gazetteer.parts();
        let mut state = extend(0, first, true);
        let mut open = 0_u64;
        for (index, part) in parts.iter().enumerate() {
            open |= u64::from(part.store.may_start(state, small)) << index;
        }
        if open == 0 || !begins(self.text, first.start) {
            return first.end;
        }
        let mut folded = std::mem::take(&mut self.folded);
        let mut walk = Walk::behind(self.text, first, &mut folded);
        let mut unit = *first;
        let mut longest = None;
        loop {
            let found = self.entities(state, first.start, unit.end, open);
            if found && options.overlaps == Overlaps::Longest {
                longest = Some((unit.end, unit.start == first.start));
            } else if found {
                self.take(first.start, unit.end, unit.start == first.start && unit.word);
            }
            for (index, part) in parts.iter().enumerate() {
                if open >> index & 1 == 1 && !part.store.may_go_on(state) {
                    open &= !(1 << index);
                }
            }
            if open == 0 {
                break;
            }
            let Some(next) = walk.next() else { break };
            unit = next;
            state = extend(state, &unit, false);
        }
        self.folded = folded;
        let Some((end, single)) = longest else { return first.end };
        self.take(first.start, end, single && first.word);
        end
    }

    /// Notes the entities of a key that a stretch may mean, and whether there are any. What was noted of a shorter stretch is
    /// kept where there are none.
    fn entities(&mut self, state: u64, start: usize, end: usize, open: u64) -> bool {
        let options = self.matcher.options;
        let written = &self.text[start..end];
        let mut any = None;
        for (index, part) in (0..).zip(self.matcher.gazetteer.parts()).filter(|(index, _)| open >> *index & 1 == 1) {
            for entity in part.store.owners(state, MOST_MEANT).filter(|entity| part.holds(*entity)) {
                let Some(entry) = part.store.entry(entity) else { continue };
                let tag = name_tag(state);
                let fit = (0..)
                    .zip(entry.names())
                    .filter(|(_, name)| name.tag == tag)
                    .find(|(_, name)| self.letters.fit(name.text, written, Rule::of(name.policy, options)));
                let Some((name, fit)) = fit else { continue };
                if any.is_none() {
                    if !ends(self.text, end) || self.raw && in_address(self.text, start, end) {
                        return false;
                    }
                    self.meant.clear();
                    any = Some(());
                }
                let smart = Rule::of(fit.policy, options).case == NamePolicy::Smart;
                self.meant.push((index, u32::try_from(entity).unwrap_or(u32::MAX), name, smart));
            }
        }
        any.is_some()
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
                if opens_sentence(self.text, start) {
                    doubtful = Some(key);
                } else {
                    self.hits.inner.insert(key);
                }
            }
        }
        self.hits.found.push(Hit { start, end, part, entity, name, doubtful, others });
    }

    fn finish(mut self) -> Hits {
        let Hits { found, inner, .. } = &mut self.hits;
        found.retain(|hit| hit.doubtful.is_none_or(|key| inner.contains(&key)));
        if self.matcher.options.overlaps == Overlaps::Priority {
            by_priority(found);
        }
        self.hits
    }
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
