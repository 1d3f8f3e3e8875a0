//! What the model is told of the words of a run.

use std::hint::select_unpredictable;

use super::runs::is_capital;
use crate::entities::hints::Hints;
use crate::text::classes::{is_apostrophe, is_quote};
use crate::text::lists::words;
use crate::text::{Case, Classes, Gap, Kind, Passage, Token};

/// Words before a run that are looked at; behind it it is one.
pub(super) const BEFORE: usize = 2;

/// What a model is trained without, so that it learns to do without: of the words and names that lists have, so many in a
/// hundred, others for each salt. When names are told nothing is hidden.
#[derive(Clone, Copy, Default)]
pub struct Hidden {
    pub salt: u64,
    pub share: u64,
}

impl Hidden {
    pub(crate) fn hides(self, key: u64) -> bool {
        self.share > 0 && mixed(key, self.salt) % 100 < self.share
    }
}

/// What is known of a document's words before its names are told.
pub(crate) struct Evidence<'a> {
    pub(crate) passage: Passage<'a>,
    /// The capitalised words of the sentence.
    pub(crate) capitals: &'a [u32],
    /// The sentence's first token in the text, from which these are counted.
    pub(crate) offset: usize,
    /// What the lists say of each word.
    pub(crate) hints: &'a [Hints],
    pub(crate) seen: &'a Seen,
    /// What the gazetteer has at each token of the sentence, and what stands behind a title.
    pub(crate) listed: &'a [u8],
    pub(crate) titled: &'a [u8],
    pub(crate) hidden: Hidden,
    pub(crate) headline: bool,
}

/// What the gazetteer's countries are marked with.
const COUNTRY: u8 = 1;
impl Evidence<'_> {
    /// Whether a word that stands alone is capitalised for no more than opening its sentence.
    pub(super) fn is_plain(&self, at: usize) -> bool {
        let passage = &self.passage;
        self.listed.get(at).is_none_or(|code| *code == 0)
            && is_first(passage, at)
            && passage.tokens.get(at).is_some_and(|token| token.case == Case::Title)
            && (passage.words.listed(passage.tokens[at].key).is_some_and(|classes| classes.any(Classes::FUNCTION))
                || is_contraction(passage.tokens[at].of(passage.text)))
    }

    /// Takes the particles before a surname into the name ("van der Berg", "bin Salman"), and the second syllable of a given
    /// name behind its hyphen ("Han Seo-yun"), and a body's second field ("Department of Wildlife and Fisheries").
    pub(crate) fn widen(&self, name: &mut super::Tagged) {
        const SYLLABLE: u32 = 5;
        let short =
            |at: usize| self.passage.get(at).filter(|token| token.is_word() && token.end - token.start <= SYLLABLE);
        let second = short(name.to + 1)
            .filter(|token| token.case == Case::Lower && !self.hints(name.to + 1).any(Hints::COMPOUND));
        if name.label == super::PERSON
            && name.to > name.from + 1
            && short(name.to - 1).is_some()
            && self.passage.is_mark(name.to, '-')
            && self.passage.is_hyphen(name.to)
            && second.is_some()
        {
            name.to += 2;
        }
        if name.label == super::PERSON && self.is_numeral(name.to) {
            name.to += 1;
        }
        if name.label == super::ORG && self.goes_on(name) {
            name.to += 2;
        }
        let is_particle = |at: usize| {
            self.passage.tokens.get(at).is_some_and(|token| {
                token.case == Case::Lower
                    && self.hints(at).any(Hints::PARTICLE)
                    && self.passage.words.listed(token.key).is_none_or(|classes| !classes.any(Classes::FUNCTION))
            }) && self.passage.is_near(at + 1)
        };
        while name.label == super::PERSON && name.from > 1 && is_particle(name.from - 1) {
            name.from -= 1;
        }
    }

    /// Whether a body with "of" in its name goes on behind "and" with a common word: no name begins there.
    fn goes_on(&self, name: &super::Tagged) -> bool {
        let passage = &self.passage;
        let own = name.from + 1..name.to;
        let body = |at: usize| self.hints(at).any(Hints::BODY_HEAD);
        let near = passage.is_near(name.to + 1);
        let is_field = |at: usize| {
            passage.get(at).filter(|field| near && field.case == Case::Title).is_some_and(|field| {
                let names = Hints::SURNAME.or(Hints::TITLE).or(Hints::GIVEN);
                let hints = self.hints(at);
                !hints.any(names) && (hints.any(Hints::ORDINARY) || passage.words.listed(field.key).is_some())
            })
        };
        own.rev().any(|at| passage.is_any(at, words!["of"]) && body(at - 1))
            && passage.is_any(name.to, words!["and"])
            && !passage.is_capitalised(name.to + 2)
            && self.listed.get(name.to + 1) == Some(&0)
            && is_field(name.to - 1)
            && is_field(name.to + 1)
    }

    /// Whether an "I" behind a name is a ruler's number: what follows goes with no subject ("under Henry I, and").
    fn is_numeral(&self, at: usize) -> bool {
        let passage = &self.passage;
        let is_one = passage.get(at).is_some_and(|token| token.of(passage.text) == "I" && token.gap == Gap::Space);
        is_one
            && passage.get(at + 1).is_none_or(|next| {
                let goes_on = Classes::PREPOSITION.or(Classes::CONJUNCTION);
                next.kind == Kind::Possessive
                    || next.kind == Kind::Mark && !is_apostrophe(next.mark)
                    || passage.words.listed(next.key).is_some_and(|classes| classes.any(goes_on))
            })
    }

    /// Whether a name is that of a work in quotation marks: "the song “Vendla”".
    fn is_quoted_work(&self, name: &super::Tagged) -> bool {
        const NEAR: usize = 3;
        let quote =
            |at: usize| self.passage.get(at).is_some_and(|token| token.kind == Kind::Mark && is_quote(token.mark));
        let work = |at: usize| self.passage.tokens[at].case == Case::Lower && self.hints(at).any(Hints::WORK);
        let comma = usize::from(self.passage.is_mark(name.to, ',') || self.passage.is_mark(name.to, '.'));
        name.from > 1 && quote(name.from - 1) && quote(name.to + comma) && (0..name.from - 1).rev().take(NEAR).any(work)
    }

    /// Whether what was tagged is no name after all, or not what it was tagged as: a country is a team in a report of sport
    /// alone, a storm is no person, a creed no name of these, what ends with ".com" or ".pdf" is an address or a file.
    pub(super) fn settle(&self, name: &mut super::Tagged) -> bool {
        /// What a team of a country's name is ahead by at the least.
        const LEAD: i16 = 18;
        let (first, last) = (self.listed.get(name.from).copied(), self.listed.get(name.to - 1).copied());
        let country = first.zip(last).is_some_and(|(first, last)| first / 4 == COUNTRY && last / 4 == COUNTRY);
        if country && name.label == super::ORG && (self.seen.topic != Topic::Sport || name.margin < LEAD) {
            name.label = super::PLACE;
        }
        let stopped = || self.hints(name.to - 1).any(Hints::STOPPED);
        if self.is_full_name(name) {
            name.label = super::PERSON;
        }
        let file = self.passage.is_mark(name.to, '.')
            && self.passage.is_attached(name.to)
            && self.passage.get(name.to + 1).is_some_and(|token| token.is_attached() && token.case == Case::Lower)
            && !stopped();
        !file
            && !self.is_storm(name.from, name.to)
            && !self.is_work(name)
            && !self.is_quoted_work(name)
            && !self.is_creed(name)
    }

    /// Whether a doubtful name of no list is made of a given name and a surname.
    fn is_full_name(&self, name: &super::Tagged) -> bool {
        let (first, last) = (self.hints(name.from), self.hints(name.to - 1));
        let own = Hints::BODY_HEAD.or(Hints::BODY_TAIL).or(Hints::PLACE_HEAD).or(Hints::PLACE_TAIL);
        name.to - name.from == 2
            && name.is_doubtful()
            && first.any(Hints::GIVEN)
            && last.any(Hints::SURNAME.or(Hints::COMMON_SURNAME))
            && !first.or(last).any(own)
            && self.listed.get(name.to - 1).is_none_or(|code| *code == 0)
    }

    /// Whether a name is a religion, a doctrine or a language that stands alone.
    fn is_creed(&self, name: &super::Tagged) -> bool {
        name.to == name.from + 1 && self.hints(name.from).any(Hints::CREED)
    }

    /// Whether a name of several words that no list has ends as those of prizes, contests, laws and ages do.
    fn is_work(&self, name: &super::Tagged) -> bool {
        let last = self.hints(name.to - 1);
        let surname = Hints::SURNAME.or(Hints::COMMON_SURNAME).or(Hints::GIVEN);
        name.to - name.from > 1
            && last.any(Hints::WORK)
            && (name.label != super::PERSON || !last.any(surname))
            && !last.any(Hints::BODY_TAIL.or(Hints::PLACE_TAIL))
            && self.listed.get(name.to - 1).is_none_or(|code| *code == 0)
    }

    /// Whether a name is that of a storm: "Cyclone Imara".
    fn is_storm(&self, from: usize, to: usize) -> bool {
        let storm = |at: usize| self.passage.is_capitalised(at) && self.hints(at).any(Hints::STORM);
        (storm(from) || from > 0 && storm(from - 1)) && to - from < 3 && !self.hints(to - 1).any(Hints::BODY_TAIL)
    }

    /// What the lists say of a word.
    pub(super) fn hints(&self, at: usize) -> Hints {
        self.hints.get(at).copied().unwrap_or_default()
    }

    /// The same, as far as the model may know.
    fn shown(&self, at: usize, key: u64) -> Hints {
        let hidden = Hints::GIVEN.or(Hints::SURNAME).or(Hints::COMMON_SURNAME).or(Hints::TOWN);
        let shown = if self.hidden.hides(key) { !hidden.0 } else { u32::MAX };
        self.hints(at).and(Hints(shown))
    }
}

/// How words are written elsewhere in the document, in a table without chains: of two words that fall into one slot the
/// later one is remembered.
pub(crate) struct Seen {
    slots: Box<[u32; SLOTS]>,
    pub(crate) topic: Topic,
    /// Whether it is of sport by its words as well, since a club's name alone may be a person's.
    pub(crate) plays: bool,
}

/// What a document is about, as far as it changes what its names mean: a town is a team in a report of sport, a bare name a
/// company in one of business.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Topic {
    Any,
    Sport,
    Business,
}

const SLOTS: usize = 2048;
const SMALL: u32 = 1;
const CAPITAL: u32 = 2;

impl Seen {
    /// Notes the words of a document; `firsts` are the tokens that open sentences, `clubs` how often listed clubs are named,
    /// which speaks for sport.
    pub(crate) fn in_text(
        tokens: &[Token],
        hints: &[Hints],
        mut firsts: impl Iterator<Item = usize>,
        clubs: usize,
    ) -> Self {
        let mut slots = Box::new([0; SLOTS]);
        let mut next = firsts.next();
        let (mut sport, mut business, mut words) = (clubs, 0, 0);
        for (at, (token, hints)) in tokens.iter().zip(hints).enumerate() {
            let first = next.is_some_and(|first| first <= at);
            if first {
                next = firsts.next();
            }
            // without branches, since how the next word is written cannot be foretold
            let (word, small) = (token.kind == Kind::Word, token.case == Case::Lower);
            words += usize::from(word);
            // a name says nothing of the topic, but headings in capitals do
            let tells = word & (small | (token.case == Case::Upper));
            sport += usize::from(tells & hints.any(Hints::SPORT));
            business += usize::from(tells & hints.any(Hints::BUSINESS));
            let slot = &mut slots[place(token.key)];
            let tag = tag(token.key);
            let known = select_unpredictable(*slot & !3 == tag, *slot, tag) | if small { SMALL } else { CAPITAL };
            *slot = select_unpredictable(word & (small | !first), known, *slot);
        }
        let topic = if sport >= 2 && sport * 33 > words || sport >= 3 && sport * 50 > words {
            Topic::Sport
        } else if business >= 3 && business * 60 > words {
            Topic::Business
        } else {
            Topic::Any
        };
        Self { slots, topic, plays: topic == Topic::Sport && sport > clubs }
    }

    /// Whether a word stands in small letters somewhere, and with a capital where none is due.
    fn of(&self, key: u64) -> u32 {
        let slot = self.slots[place(key)];
        if slot & !3 == tag(key) { slot & 3 } else { 0 }
    }
}

fn place(key: u64) -> usize {
    (key >> 20) as usize & (SLOTS - 1)
}

#[allow(clippy::cast_possible_truncation, reason = "the high bits are left")]
fn tag(key: u64) -> u32 {
    (key >> 32) as u32 & !3
}

/// A word as the model sees it.
#[derive(Clone, Copy)]
pub(super) struct Word {
    /// The key of a word that lists know, else one for all that are written alike.
    pub(super) id: u64,
    shape: u64,
    pub(super) hints: Hints,
    classes: u64,
    listed: u64,
    titled: u64,
    pub(super) capital: bool,
}

const EDGE: Word = Word { id: 1, shape: 1, hints: Hints(0), classes: 0, listed: 0, titled: 0, capital: false };

fn word(evidence: &Evidence, at: usize) -> Word {
    let passage = &evidence.passage;
    let Some(token) = passage.get(at) else { return EDGE };
    let listed = evidence.listed.get(at).copied().unwrap_or(0).into();
    let titled = evidence.titled.get(at).copied().unwrap_or(0).into();
    let length = token.end - token.start;
    let shape = SHAPES[token.kind as usize][token.case as usize][length.min(5) as usize].into();
    let capital = is_capital(passage.text, token);
    if token.kind != Kind::Word {
        let id = if token.kind == Kind::Mark { token.key } else { shape };
        return Word { id, shape, hints: Hints(0), classes: 0, listed, titled, capital };
    }
    let hints = evidence.shown(at, token.key);
    let classes = passage.words.listed(token.key);
    // names are many: which one it is says little, and what a model would make of it would be of use for that name alone
    let known = !capital || classes.is_some() || hints.any(KNOWN);
    let id = if known { token.key } else { shape };
    let classes = classes.map_or(0, |classes| u64::from(classes.bits()) | 1 << 16);
    Word { id, shape, hints, classes, listed, titled, capital }
}

/// How a token is written, by its kind, its case and its length up to five.
static SHAPES: [[[u8; 6]; 4]; 5] = {
    const KINDS: [Kind; 5] = [Kind::Word, Kind::Number, Kind::Possessive, Kind::Mark, Kind::Link];
    const CASES: [Case; 4] = [Case::Lower, Case::Title, Case::Upper, Case::Mixed];
    let mut shapes = [[[0; 6]; 4]; 5];
    let mut at = 0;
    while at < 5 * 4 * 6 {
        let (kind, case, length) = (KINDS[at / 24], CASES[at / 6 % 4], at % 6);
        shapes[kind as usize][case as usize][length] = match (kind, case) {
            (Kind::Word, Case::Lower) => 2,
            (Kind::Word, Case::Title) if length == 1 => 3,
            (Kind::Word, Case::Title) => 4,
            (Kind::Word, Case::Upper) if length < 5 => 5,
            (Kind::Word, Case::Upper) => 6,
            (Kind::Word, Case::Mixed) => 7,
            (Kind::Number, _) if length == 4 => 8,
            (Kind::Number, _) => 9,
            (Kind::Possessive, _) => 10,
            (Kind::Mark, _) => 11,
            (Kind::Link, _) => 12,
        };
        at += 1;
    }
    shapes
};

/// Words that are known for what they are inside a name, whatever name it is.
const KNOWN: Hints = Hints(
    Hints::PARTICLE.0
        | Hints::SUFFIX.0
        | Hints::BODY_HEAD.0
        | Hints::BODY_TAIL.0
        | Hints::PLACE_HEAD.0
        | Hints::PLACE_TAIL.0
        | Hints::CALENDAR.0
        | Hints::TITLE.0
        | Hints::HONORIFIC.0
        | Hints::BODY.0
        | Hints::GROUND.0
        | Hints::PERSON.0
        | Hints::KIN.0
        | Hints::WORK.0
        | Hints::SPORT.0
        | Hints::TERM.0,
);

/// "We've", "Don't", "That'll".
fn is_contraction(word: &str) -> bool {
    let Some((_, end)) = word.rsplit_once(crate::text::classes::is_apostrophe) else { return false };
    matches!(end, "ve" | "re" | "ll" | "d" | "t" | "m" | "s")
}

/// The first word of the sentence, quotation marks and the like before it passed over.
fn is_first(passage: &Passage, at: usize) -> bool {
    at < 4 && passage.until(at).iter().all(|token| token.kind == Kind::Mark)
}

/// The golden ratio in 64 bits.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

fn mixed(a: u64, b: u64) -> u64 {
    let x = (a ^ b.rotate_left(29)).wrapping_mul(SPREAD);
    x ^ (x >> 32)
}

/// The last bytes of a word, at most four.
#[derive(Clone, Copy)]
struct Ending {
    bytes: u64,
    count: usize,
}

impl Ending {
    fn of(text: &str, token: &Token) -> Self {
        let bytes = token.of(text).as_bytes();
        let count = bytes.len().min(4);
        let bytes = match bytes.last_chunk::<4>() {
            Some(last) => u64::from(u32::from_be_bytes(*last) | 0x2020_2020),
            None => bytes.iter().fold(0, |sum, byte| sum << 8 | u64::from(byte | 0x20)),
        };
        Self { bytes, count }
    }

    /// So many letters, or what there is of them, and how many were asked for.
    fn letters(self, letters: usize) -> u64 {
        let bits = 8 * self.count.min(letters);
        (letters as u64) << bits | self.bytes & ((1 << bits) - 1)
    }
}

/// How many features a token has.
pub(super) const FEATURES: usize = 29;

/// The features of a token: what each kind says.
pub(super) struct Features([u64; FEATURES]);

impl Features {
    /// Their keys, in order.
    pub(super) fn keys(&self) -> impl Iterator<Item = u32> {
        #[allow(clippy::cast_possible_truncation, reason = "the upper bits are meant, which all others tell")]
        self.0.iter().zip(1_u64..).map(|(value, number)| ((value ^ number << 29).wrapping_mul(SPREAD) >> 32) as u32)
    }
}

/// Gives the features of each token of a run.
pub(super) fn of_run(
    evidence: &Evidence,
    (from, to): (usize, usize),
    words: &mut Vec<Word>,
    mut give: impl FnMut(&Features),
) {
    let passage = &evidence.passage;
    words.clear();
    for back in (1..=BEFORE).rev() {
        words.push(from.checked_sub(back).map_or(EDGE, |at| word(evidence, at)));
    }
    for at in from..=to {
        words.push(word(evidence, at));
    }
    let topic = evidence.seen.topic as u64;
    let headline = u64::from(evidence.headline);
    // a chunk: capitalised words that no small word parts
    let (mut begin, mut end) = (from, from);
    for at in from..to {
        let i = at - from + BEFORE;
        let here = &words[i];
        let token = &passage.tokens[at];
        if at >= end {
            begin = at;
            end = at + 1;
            if here.capital {
                while end < to
                    && (words[end - from + BEFORE].capital
                        || passage.tokens[end].kind == Kind::Mark && words[end - from + BEFORE + 1].capital)
                {
                    end += 1;
                }
            }
        }
        let place = |at: usize| &words[at + BEFORE - from];
        let left = if begin > from { place(begin - 1) } else { &words[BEFORE - 1] };
        let right = place(end);
        let (one, two) = (&words[i - 1], &words[i + 1]);
        let length = (end - begin).min(4) as u64;
        let first = u64::from(is_first(passage, at));
        let whence = (at - begin).min(2) as u64;
        let whither = (end - 1 - at).min(2) as u64;
        let within = |word: &Word| u64::from(word.hints.and(Hints::WITHIN).0);
        let beside = |word: &Word| u64::from(word.hints.and(Hints::BESIDE).0) << 20 | (word.classes & 0xFFFF);
        let last = place(end - 1);
        let seen = u64::from(evidence.seen.of(token.key));
        let ordinary = u64::from(here.classes != 0) | u64::from(here.hints.any(Hints::ORDINARY)) << 1;
        let lists = within(here) | ordinary << 24;
        let endings = (here.shape >= 3).then(|| Ending::of(passage.text, token));
        let ending = |letters| endings.map_or(0, |ending| ending.letters(letters));
        give(&Features([
            lists << 32 | here.listed << 8 | here.shape << 1 | first,
            here.id,
            ending(3),
            ending(4),
            one.id,
            mixed(words[i - 2].id, one.id),
            one.shape << 16 | here.shape << 8 | two.shape,
            two.id,
            mixed(beside(left), whence << 4 | length),
            right.id << 3 | whither,
            mixed(beside(right), whither << 4 | length),
            mixed(within(last), whither),
            mixed(last.id, whither),
            here.titled << 4 | headline,
            here.titled << 16 | here.listed << 8 | whence,
            seen << 8 | first << 4 | ordinary << 1 | u64::from(here.listed != 0),
            mixed(here.listed << 2 | u64::from(evidence.seen.topic == Topic::Sport) << 1 | first, here.shape),
            mixed(beside(left), lists),
            mixed(beside(right), lists),
            beside(one) << 1 | u64::from(one.capital),
            here.classes << 8 | here.shape << 4 | first << 3 | seen,
            left.id << 3 | whence,
            mixed(lists, within(two)),
            mixed(within(place(begin)), whence),
            mixed(within(one), lists),
            one.listed << 16 | here.listed << 8 | two.listed,
            ending(2) << 8 | here.shape,
            mixed(lists, topic),
            mixed(here.listed << 2 | topic, u64::from(one.hints.and(Hints::BESIDE).0) << 4 | whence),
        ]));
    }
}
