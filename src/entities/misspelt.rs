//! Typing errors in the names of the built-in gazetteer: "Ukranian", "Phillipines", "Untied Nations".

use std::sync::{Arc, LazyLock};

use rustc_hash::FxHashSet;

use super::entry::Entry;
use super::forms::{Filter, each_form, forms_of, front};
use super::fuzzy::{Fuzzy, Near, push_letters};
use super::gazetteer::Gazetteer;
use super::hints::{Hints, Lexicon};
use super::options::MatchOptions;
use super::world::{PEOPLE, country_around};
use super::{Mention, Method, NORP, OTHER, PLACE, label, world};
use crate::language::Language;
use crate::text::lists::words;
use crate::text::{Case, Gap, Passage, Span, Token, Words};

/// Letters that a name must have for one to be wrong, and for two: names of several words, and of one.
const LETTERS: [[usize; 2]; 2] = [[12, 16], [7, 10]];
/// Letters of a word that none knows.
const WORD: u32 = 6;
/// Letters that words must have to stand for other names than those of countries and their peoples.
const LONG: usize = 9;
/// Words before and behind an unknown one that may be of the same name.
const BEFORE: usize = 3;
const BEHIND: usize = 5;

/// Small words inside names.
const JOINTS: &[u64] = words!["of", "the", "and", "for", "on", "in", "to", "de", "la", "del", "al"];

struct Misspelt {
    gazetteer: Arc<Gazetteer>,
    fuzzy: Fuzzy,
    slips: Slips,
}

impl Misspelt {
    fn of(language: Language) -> &'static Self {
        static WORLD: LazyLock<Misspelt> = LazyLock::new(|| {
            let options = MatchOptions { max_edits: 2, ..MatchOptions::default() };
            let gazetteer = world();
            let (words, lexicon) = (Words::of(Language::English), Lexicon::of(Language::English));
            let fuzzy = Fuzzy::of_some(&gazetteer, options, LETTERS, is_in_the_news, counts)
                .taking_swapped(&gazetteer, |key| is_common(words, lexicon, key));
            let slips = Slips::of(&gazetteer);
            Misspelt { gazetteer, fuzzy, slips }
        });
        match language {
            Language::English => &WORLD,
        }
    }
}

/// A listed name with letters wrong that a word of a sentence is part of: its tokens, and the mention.
///
/// Only capitalised words are asked for that no list knows, or that are common words in the place of others. `hints`: what the
/// lists say of the word.
pub(crate) fn misspelt(
    passage: &Passage,
    hints: Hints,
    at: usize,
    sentence: usize,
    language: Language,
) -> Option<(usize, usize, Mention)> {
    let lexicon = Lexicon::of(language);
    let token = passage.get(at)?;
    if token.case != Case::Title || !token.is_word() || token.end - token.start < WORD {
        return None;
    }
    let is_common = hints.any(Hints::ORDINARY) || passage.words.listed(token.key).is_some();
    if !is_common && hints != Hints::default() {
        return None;
    }
    let misspelt = Misspelt::of(language);
    let (from, to) = around(passage, at);
    let may_be = if is_common {
        misspelt.fuzzy.is_swapped(token.key)
    } else {
        misspelt.slips.may_be_of(token.of(passage.text), to > from + 1)
    };
    if !may_be {
        return None;
    }
    let stretch = passage.span(from, to);
    let own = token.span();
    let within = Span::new(own.start - stretch.start, own.end - stretch.start);
    let near = misspelt.fuzzy.near(&misspelt.gazetteer, stretch.of(passage.text), passage.words, Some(within));
    let placed = |near: &Near| Span::new(stretch.start + near.start, stretch.start + near.end);
    let near = near.iter().max_by_key(|near| near.end - near.start)?;
    let span = placed(near);
    let entry = misspelt.gazetteer.entry((near.place.0, near.place.1))?;
    let from = passage.tokens.partition_point(|token| token.span().start < span.start);
    let to = passage.tokens.partition_point(|token| token.span().start < span.end);
    let name = entry.names().nth(near.place.2 as usize)?.text;
    let fits = is_slip(name, span.of(passage.text))
        && if to == from + 1 {
            (is_country(&entry.id()) || near.letters >= LONG) && is_alone(passage, lexicon, at, entry.label)
        } else {
            !lexicon.hints(passage.get(from)?.key).any(Hints::GIVEN)
        };
    fits.then(|| {
        let mention = Mention {
            span,
            sentence,
            label: label(entry.label),
            entity: entry.id().into(),
            name: entry.name.into(),
            method: Method::Fuzzy,
            role: None,
            score: score(near),
            candidates: Vec::new(),
        };
        (from, to, mention)
    })
}

/// What tells in a fraction of a microsecond that a word is near none of the names' words, as nearly all are: a filter of
/// forms with letters taken out (Bloom, "Space/time trade-offs in hash coding with allowable errors", 1970).
struct Slips {
    /// Of names of one word, and of the words of longer ones.
    names: Filter,
    parts: Filter,
}

/// Letters from which on a word of a name may have two wrong.
const TWO: usize = 8;

impl Slips {
    fn of(gazetteer: &Gazetteer) -> Self {
        let [several, one] = LETTERS;
        let (mut names, mut parts) = (FxHashSet::default(), FxHashSet::default());
        let add = |words: &mut FxHashSet<Vec<char>>, word: &[char]| {
            if word.len() + 1 >= WORD as usize && !words.contains(word) {
                words.insert(word.to_vec());
            }
        };
        let mut name = Vec::new();
        for entry in gazetteer.entries().filter(is_in_the_news) {
            for text in entry.names().map(|name| name.text) {
                name.clear();
                push_letters(text, &mut name);
                if name.iter().any(|c| matches!(c, ' ' | '-')) {
                    if name.len() >= several[0] {
                        name.split(|c| matches!(c, ' ' | '-')).for_each(|word| add(&mut parts, word));
                    }
                } else if name.len() >= one[0] && counts(&entry, &name) {
                    add(&mut names, &name);
                }
            }
        }
        Self { names: filter(&names), parts: filter(&parts) }
    }

    /// Whether a word may be a name by a slip, or part of one where there are `others` beside it.
    fn may_be_of(&self, word: &str, others: bool) -> bool {
        let mut may_be = false;
        each_slip(&folded(word), |form| {
            may_be |= self.names.may_hold(form) || others && self.parts.may_hold(form);
        });
        may_be
    }
}

fn filter(words: &FxHashSet<Vec<char>>) -> Filter {
    let mut filter = Filter::with_room(words.iter().map(|word| forms_of(front(word, edits(word)), edits(word))).sum());
    for word in words {
        each_slip(word, |form| filter.insert(form));
    }
    filter
}

/// The forms by which words a slip apart are known to each other.
fn each_slip(word: &[char], give: impl FnMut(u64)) {
    each_form(front(word, edits(word)), edits(word), give);
}

/// How many letters of a word may be wrong.
fn edits(word: &[char]) -> usize {
    if word.len() < TWO { 1 } else { 2 }
}

/// Whether an entity is so much in the news that a slip may be meant for it: a small town, a street or a land of the past
/// hardly ever is, and there are more of those than of all else. Places whose ids are not of our own ("gn:1138958", "AF-BAL")
/// are cities, divisions and countries; those of no one country are continents, seas, and what else many countries share.
fn is_in_the_news(entry: &Entry) -> bool {
    let id = entry.id();
    match entry.label {
        PLACE => {
            id.starts_with("gn:") || id.starts_with(|c: char| c.is_ascii_uppercase()) || country_around(&id).is_none()
        }
        label => label != OTHER,
    }
}

/// Whether a name may be written with a slip: one of a single word is a people's or a place's, and long where it is no country's.
fn counts(entry: &Entry, letters: &[char]) -> bool {
    let long = || letters.len() >= LONG || is_country(&entry.id());
    letters.contains(&' ') || matches!(entry.label, NORP | PLACE) && long()
}

fn is_country(id: &str) -> bool {
    id.len() == 2 || id.strip_suffix(PEOPLE).is_some()
}

fn folded(word: &str) -> Vec<char> {
    let mut letters = Vec::with_capacity(word.len());
    push_letters(word, &mut letters);
    letters
}

fn is_common(words: &Words, lexicon: &Lexicon, key: u64) -> bool {
    words.listed(key).is_some() || lexicon.hints(key).any(Hints::ORDINARY)
}

/// Whether one spelling is the other's by a slip: the first letter is hardly ever wrong, and what differs at its end is another
/// word ("Buddhism", "Buddhist"), as is what goes on ("Eurasia", "Eurasian").
fn is_slip(name: &str, written: &str) -> bool {
    let [name, written] = [name, written].map(|word| word.chars().flat_map(char::to_lowercase).collect::<Vec<_>>());
    let last = |word: &[char]| {
        let mut last: Vec<char> = word.iter().rev().take(2).copied().collect();
        last.sort_unstable();
        last
    };
    let goes_on = name.starts_with(&written) || written.starts_with(&name);
    name.first() == written.first() && last(&name) == last(&written) && !goes_on
}

/// The share of letters that are right, less a little, since a name may be another after all.
#[allow(clippy::cast_precision_loss, reason = "a few letters")]
fn score(near: &Near) -> f64 {
    let right = 1.0 - near.edits as f64 / near.letters.max(1) as f64;
    (90.0 * right).round() / 100.0
}

/// The words around one that may be of the same name: capitalised, with small words between.
fn around(passage: &Passage, at: usize) -> (usize, usize) {
    let near = |at: usize| passage.get(at).is_some_and(|token| token.gap <= Gap::Space);
    let joins = |at: usize| {
        passage.get(at).is_some_and(Token::is_word) && (passage.is_capitalised(at) || passage.is_any(at, JOINTS))
    };
    let before = (0..BEFORE.min(at)).take_while(|back| near(at - back) && joins(at - back - 1));
    let behind = (at + 1..=at + BEHIND).take_while(|at| near(*at) && joins(*at));
    (at - before.count(), at + 1 + behind.count())
}

/// Whether a word is a name by itself, as its neighbours have it: not a person's, whose surname may be near any name, and no
/// part of a longer one.
fn is_alone(passage: &Passage, lexicon: &Lexicon, at: usize, label: &str) -> bool {
    let names = Hints::GIVEN.or(Hints::SURNAME).or(Hints::COMMON_SURNAME);
    let titles = Hints::TITLE.or(Hints::HONORIFIC);
    let ordinary = |token: &Token| {
        let hints = lexicon.hints(token.key);
        !hints.any(names) && (hints.any(titles) || is_common(passage.words, lexicon, token.key))
    };
    let before = passage.before(at).filter(|token| passage.tokens[at].gap <= Gap::Space && token.is_capitalised());
    let behind = passage.get(at + 1).filter(|token| token.gap <= Gap::Space && token.is_capitalised());
    let fits_before =
        before.is_none_or(|token| ordinary(token) && (label == NORP || !lexicon.hints(token.key).any(titles)));
    let fits_behind =
        behind.is_none_or(|token| ordinary(token) && (label == NORP || lexicon.hints(token.key).any(titles)));
    let initial = passage.is_mark(at.wrapping_sub(1), '.') && passage.is_attached(at.wrapping_sub(1)) && at > 1;
    matches!(label, NORP | PLACE)
        && fits_before
        && fits_behind
        && !passage.is_hyphen(at + 1)
        && !initial
        && !(at > 0 && passage.is_hyphen(at - 1))
}
