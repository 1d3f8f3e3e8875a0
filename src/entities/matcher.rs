//! Matching a gazetteer against a text: whole words, one pass ([`super::search`]), whatever the number of names.

#[cfg(feature = "python")]
use std::borrow::Cow;
use std::hint::select_unpredictable;
use std::sync::{Arc, LazyLock, OnceLock};

use rustc_hash::FxHashMap;

#[cfg(feature = "python")]
use super::Method;
use super::entry::{Entry, Name, NamePolicy};
use super::fold::fold;
use super::fuzzy::{Doubt, Fuzzy};
use super::gazetteer::Gazetteer;
use super::hits::{Hit, Hits};
use super::inside::Inside;
use super::options::{Boundaries, CaseRule, MatchOptions, Overlaps};
use super::search::Search;
use super::units::{WORD, Walk, extend, shape};
use super::{Mention, NORP, ORG, PERSON, PLACE};
use crate::language::Language;
use crate::sentences::split_sentences;
use crate::text::lists::{Sieve, ascii_key};
use crate::text::{Case, Kind, Span, Token, Words, places, tokenize};

/// A gazetteer made ready for matching; shared by threads as it is.
pub struct EntityMatcher {
    pub(super) gazetteer: Arc<Gazetteer>,
    pub(super) options: MatchOptions,
    /// Marks that begin names: of ASCII, then those of [`TYPESET`].
    marks: Box<[bool]>,
    /// The first bytes of what may begin a name: of words in small letters, then of all else.
    openings: [[bool; 256]; 2],
    /// The shapes of words that begin names: in small letters, then all.
    pub(super) shapes: Box<[u32; 512]>,
    inside: Option<Inside>,
    pub(super) fuzzy: Option<Fuzzy>,
    /// Label, id and name of each entity that a text has named, where they are kept.
    ready: FxHashMap<(u32, u32), OnceLock<[Arc<str>; 3]>>,
    /// The words that names begin with, where they were made ready.
    firsts: Option<Firsts>,
}

/// The keys of the words that names begin with: in small letters, which are few, and all, with room for some ten thousand.
struct Firsts {
    smalls: Sieve,
    all: Sieve<4096>,
}

impl Firsts {
    fn of(gazetteer: &Gazetteer) -> Self {
        let (mut tokens, mut smalls, mut all) = (Vec::new(), Vec::new(), Vec::new());
        let mut plain = String::new();
        for name in gazetteer.entries().flat_map(|entry| entry.names()) {
            let small = name.policy == NamePolicy::Any || !name.text.starts_with(char::is_uppercase);
            let first = name.text.split(' ').next().unwrap_or_default();
            if first.bytes().all(|byte| byte.is_ascii_alphabetic()) {
                // a token by itself, as most are, and the same when it is folded
                let first = ascii_key(first.as_bytes());
                all.push(first);
                smalls.extend(small.then_some(first));
                continue;
            }
            plain.clear();
            name.text.chars().for_each(|c| fold(c, |c| plain.push(c)));
            for text in [name.text, plain.as_str()] {
                tokenize(text, &mut tokens);
                let first = tokens.first().map(|token| token.key);
                all.extend(first);
                smalls.extend(first.filter(|_| small));
            }
        }
        Self { smalls: Sieve::new(smalls), all: Sieve::new(all) }
    }

    /// Whether a name may begin with a token. Letters beyond ASCII may be others folded.
    fn may_hold(&self, token: &Token, small: bool) -> bool {
        let ((smalls, bit), (all, _)) = (self.smalls.look(token.key), self.all.look(token.key));
        let held = *select_unpredictable(small, smalls, all) & bit != 0;
        !token.is_word() | held | !token.plain
    }
}

/// Dashes, quotation marks and dots as news sets them; their last byte tells them apart.
const TYPESET: std::ops::RangeInclusive<char> = '\u{2010}'..='\u{2027}';

impl EntityMatcher {
    #[must_use]
    pub fn new(gazetteer: Arc<Gazetteer>, options: MatchOptions) -> Self {
        let mut folded = Vec::new();
        let mut begins = |mark: char| {
            let text = String::from(mark);
            let key = Walk::new(&text, 0, &mut folded).next().map(|unit| extend(0, &unit, true));
            key.is_some_and(|key| gazetteer.parts().iter().any(|part| part.store.may_start(key, true)))
        };
        let marks: Box<[bool]> = ('\0'..='\x7F').chain(TYPESET).map(&mut begins).collect();
        let mut shapes = Box::new([0; 512]);
        for part in gazetteer.parts() {
            shapes.iter_mut().zip(part.store.shapes()).for_each(|(all, own)| *all |= own);
        }
        let openings = [true, false].map(|small| {
            std::array::from_fn(|byte| match byte {
                0x80.. => true,
                byte if !WORD[byte] => marks[byte],
                #[allow(clippy::cast_possible_truncation, reason = "below 128")]
                byte => !small || options.case == CaseRule::Any || shapes[shape(byte as u8, 0).0] != 0,
            })
        });
        let inside = (options.boundaries == Boundaries::None).then(|| Inside::new(&gazetteer));
        let fuzzy = (options.max_edits > 0 || options.transliterate).then(|| Fuzzy::new(&gazetteer, options));
        Self { gazetteer, options, marks, openings, shapes, inside, fuzzy, ready: FxHashMap::default(), firsts: None }
    }

    /// Makes ready what is worth it for a small list that is always in use: room for the strings of mentions, which are made
    /// once and shared, and what tells most tokens from names.
    pub(crate) fn made_ready(mut self) -> Self {
        self.firsts = Some(Firsts::of(&self.gazetteer));
        for (index, part) in (0..).zip(self.gazetteer.parts()) {
            self.ready.reserve(part.store.len());
            self.ready.extend(part.store.places().map(|place| ((index, place), OnceLock::new())));
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
        let hits = self.hits(text, Words::of(Language::English));
        placed(text, &hits, |hit, sentence| self.mention(&hits, hit, sentence))
    }

    /// How many names a text has.
    #[must_use]
    pub fn count(&self, text: &str) -> usize {
        self.hits(text, Words::of(Language::English)).found.len()
    }

    /// The names of a text as references into the gazetteer.
    #[cfg(feature = "python")]
    pub(crate) fn find_listed(&self, text: &str) -> Vec<Listed> {
        let mut hits = self.hits(text, Words::of(Language::English));
        let others = std::mem::take(&mut hits.others);
        let shared = Arc::new(Shared { gazetteer: Gazetteer::clone(&self.gazetteer), others });
        placed(text, &hits, |hit, sentence| Listed {
            shared: Arc::clone(&shared),
            span: Span::new(hit.start, hit.end),
            sentence,
            place: (hit.part, hit.entity),
            method: hit.method(),
            score: hit.score(),
            others: hit.others,
        })
    }

    /// Gives the names of a text without their sentences, which it costs time to find: where, of what, and how sure.
    #[cfg(feature = "python")]
    pub(crate) fn each(&self, text: &str, mut give: impl FnMut(Span, Option<Entry<'_>>, Method, f64)) {
        for hit in self.hits(text, Words::of(Language::English)).found {
            let entry = self.gazetteer.entry((hit.part, hit.entity));
            give(Span::new(hit.start, hit.end), entry, hit.method(), hit.score());
        }
    }

    /// How it matches.
    #[must_use]
    pub fn options(&self) -> MatchOptions {
        self.options
    }

    pub(crate) fn mention(&self, hits: &Hits, hit: &Hit, sentence: usize) -> Mention {
        let id = |place: &(u32, u32)| Some(self.gazetteer.entry(*place)?.id().into());
        let place = (hit.part, hit.entity);
        let [label, entity, name] = match self.ready.get(&place) {
            Some(ready) => ready.get_or_init(|| self.strings(place)).clone(),
            None => self.strings(place),
        };
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

    /// Label, id and name of an entity.
    fn strings(&self, place: (u32, u32)) -> [Arc<str>; 3] {
        let entry = self.gazetteer.entry(place);
        [
            label(entry.as_ref().map_or("", |entry| entry.label)),
            entry.as_ref().map(Entry::id).unwrap_or_default().into(),
            entry.as_ref().map_or("", |entry| entry.name).into(),
        ]
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

    /// Whether a name may begin with a token, told without branches.
    #[inline]
    fn may_begin(&self, token: &Token, text: &str) -> bool {
        let lower = token.case == Case::Lower;
        let opens = self.openings[usize::from(!lower)][usize::from(text.as_bytes()[token.start as usize])];
        let small = lower & (self.options.case != CaseRule::Any);
        let held = self.firsts.as_ref().is_none_or(|firsts| firsts.may_hold(token, small));
        (token.kind != Kind::Link) & opens & held
    }

    /// All names that begin at tokens of a text; those inside web and e-mail addresses are none.
    pub(crate) fn hits_at(&self, text: &str, tokens: &[Token], words: &Words) -> Hits {
        if self.inside.is_some() || self.fuzzy.is_some() {
            return self.hits(text, words);
        }
        let mut search = Search::new(self, text, words, false);
        let mut past = 0;
        for index in places(tokens, |token| self.may_begin(token, text)) {
            let token = &tokens[index as usize];
            let start = token.start as usize;
            if start < past {
                continue;
            }
            search.token = index as usize;
            let bytes = &text.as_bytes()[start..];
            if WORD[bytes[0] as usize] {
                past = search.plain_word(start);
            } else if self.idle_mark(bytes).is_none() {
                past = search.unit(start);
            }
        }
        search.finish()
    }
}

#[cfg(feature = "python")]
/// What the names of one call share.
struct Shared {
    gazetteer: Gazetteer,
    others: Vec<(u32, u32)>,
}

#[cfg(feature = "python")]
/// A name of the list in a text, its strings left where they are: what a mention is made of when it is asked.
pub(crate) struct Listed {
    /// Counted apart for each call, so that threads do not wait for each other's count.
    shared: Arc<Shared>,
    pub(crate) span: Span,
    pub(crate) sentence: usize,
    pub(crate) method: Method,
    pub(crate) score: f64,
    place: (u32, u32),
    others: (u32, u32),
}

#[cfg(feature = "python")]
impl Listed {
    /// What the gazetteer has of the entity; none where a file was tampered with.
    pub(crate) fn entry(&self) -> Option<Entry<'_>> {
        self.shared.gazetteer.entry(self.place)
    }

    /// The ids of the other entities that the string may mean.
    pub(crate) fn candidates(&self) -> impl Iterator<Item = Cow<'_, str>> {
        let others = self.shared.others.get(self.others.0 as usize..self.others.1 as usize).unwrap_or_default();
        others.iter().filter_map(|place| Some(self.shared.gazetteer.entry(*place)?.id()))
    }
}

/// A label as mentions share it.
pub(crate) fn label(name: &str) -> Arc<str> {
    static USUAL: LazyLock<[Arc<str>; 4]> = LazyLock::new(|| [PLACE, NORP, ORG, PERSON].map(Arc::from));
    USUAL.iter().find(|usual| &***usual == name).map_or_else(|| name.into(), Arc::clone)
}

/// Each hit with the index of its sentence.
fn placed<T>(text: &str, hits: &Hits, mut make: impl FnMut(&Hit, usize) -> T) -> Vec<T> {
    let mut sentence = 0;
    let sentences = if hits.found.is_empty() { Vec::new() } else { split_sentences(text, Language::English) };
    let place = |hit: &Hit| {
        while sentences.get(sentence).is_some_and(|sentence| sentence.span.end <= hit.start) {
            sentence += 1;
        }
        make(hit, sentence)
    };
    hits.found.iter().map(place).collect()
}
