//! Reading the word lists under `data/`: tab-separated tables that a person can edit.
//!
//! Lines that begin with `#` are the header, the first other line names the columns, a `|` separates the items of a list
//! inside a cell. The lists are part of the library, so a malformed one is a bug: `tests/data.rs` reads every file.

use rustc_hash::FxHashMap;

/// The rows of a table, each as cells in the order of the columns asked for.
///
/// # Panics
/// When the table lacks a column: the tables are compiled in and a test reads each of them.
pub fn rows<'t, const N: usize>(table: &'t str, columns: [&str; N]) -> impl Iterator<Item = [&'t str; N]> {
    let mut lines = lines(table).filter(|line| !line.starts_with('#') && !line.is_empty());
    let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let at = columns.map(|column| {
        header
            .iter()
            .position(|name| *name == column)
            .unwrap_or_else(|| panic!("a word list lacks the column {column}: {header:?}"))
    });
    lines.map(move |line| {
        let mut cells = [""; N];
        let mut start = 0;
        let ends = memchr::memchr_iter(b'\t', line.as_bytes()).chain(std::iter::once(line.len()));
        for (index, end) in ends.enumerate() {
            for (own, column) in cells.iter_mut().zip(at) {
                if column == index {
                    *own = &line[start..end];
                }
            }
            start = end + 1;
        }
        cells
    })
}

/// The lines of a table, found sixteen bytes and more at a time.
fn lines(table: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\n', table.as_bytes()).chain(std::iter::once(table.len()));
    ends.map(move |end| {
        let line = &table[start..end];
        start = end + 1;
        line.strip_suffix('\r').unwrap_or(line)
    })
}

/// The items of a cell.
pub fn items(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').map(str::trim).filter(|item| !item.is_empty())
}

/// The key of a word: a 64-bit hash of its lower-case form, typographic apostrophes made straight. Tables are looked up
/// by it, so that a token is hashed once, when it is scanned, and never again. Among the some ten thousand words of the
/// lists a collision has a chance of one in 10^11.
#[must_use]
pub fn key(word: &str) -> u64 {
    if word.is_ascii() {
        return ascii_key(word.as_bytes());
    }
    if let Some(key) = typeset_key(word.as_bytes()) {
        return key;
    }
    let mut plain = String::with_capacity(word.len());
    for c in word.chars() {
        if super::classes::is_apostrophe(c) {
            plain.push('\'');
        } else {
            plain.extend(c.to_lowercase());
        }
    }
    if plain.is_ascii() { ascii_key(plain.as_bytes()) } else { folded_key(plain.as_bytes()) }
}

/// The key of what is not all ASCII and has neither capitals nor apostrophes as set.
pub(super) const fn folded_key(folded: &[u8]) -> u64 {
    mix_all(folded, 0)
}

/// The same where the one character that is not ASCII is the apostrophe as news sets it: "don’t", "’s".
fn typeset_key(word: &[u8]) -> Option<u64> {
    const APOSTROPHE: &[u8] = "’".as_bytes();
    let at = word.iter().position(|byte| !byte.is_ascii())?;
    let (before, after) = (&word[..at], word[at..].strip_prefix(APOSTROPHE)?);
    let mut plain = [0; 16];
    let plain = plain.get_mut(..at + 1 + after.len()).filter(|_| after.is_ascii())?;
    plain[..at].copy_from_slice(before);
    plain[at] = b'\'';
    plain[at + 1..].copy_from_slice(after);
    Some(ascii_key(plain))
}

/// The key of a word of ASCII characters.
///
/// Setting bit 5 makes ASCII letters lower-case and leaves digits, apostrophes and full stops as they are.
#[must_use]
pub const fn ascii_key(word: &[u8]) -> u64 {
    mix_all(word, LOWER)
}

/// The keys of some words, made by the compiler: what [`Passage::is_any`](super::Passage::is_any) looks for.
macro_rules! words {
    ($($word:literal),+ $(,)?) => {
        const { &[$($crate::text::lists::ascii_key($word.as_bytes())),+] }
    };
}
pub(crate) use words;

const fn mix_all(word: &[u8], lower: u64) -> u64 {
    let (mut state, mut rest) = (0, word);
    while let Some((chunk, after)) = rest.split_first_chunk::<8>() {
        state = mix_chunk(state, u64::from_le_bytes(*chunk) | lower);
        rest = after;
    }
    let (mut last, mut at) = (0, rest.len());
    while at > 0 {
        at -= 1;
        last = last << 8 | rest[at] as u64;
    }
    mix_last(state, last | lower, word.len())
}

/// What all letters of a chunk of eight have set when they are made lower-case.
pub(super) const LOWER: u64 = 0x2020_2020_2020_2020;

/// A key in the making after eight more bytes, read as little-endian. It begins as 0.
pub(super) const fn mix_chunk(state: u64, chunk: u64) -> u64 {
    mix(state ^ chunk)
}

/// The key, from the bytes after the last full chunk of eight and the length of the word.
pub(super) const fn mix_last(state: u64, last: u64, length: usize) -> u64 {
    // spread, so that no letter makes up for another length
    mix(state ^ last ^ (length as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15))
}

/// Both halves of a product of 128 bits, as wyhash folds them (Wang Yi, 2019).
#[allow(clippy::cast_possible_truncation, reason = "the halves are taken apart")]
const fn mix(x: u64) -> u64 {
    let product = (x ^ 0x9E37_79B9_7F4A_7C15) as u128 * 0xD6E8_FEB8_6659_FD93;
    product as u64 ^ (product >> 64) as u64
}

/// A set of keys that answers most questions for others from few bytes (8 kB, if no other number of words is given, which is to
/// be a power of two): one that it does not hold is surely not among them.
pub struct Sieve<const WORDS: usize = 1024> {
    bits: Box<[u64; WORDS]>,
}

impl<const WORDS: usize> Sieve<WORDS> {
    pub fn new(keys: impl IntoIterator<Item = u64>) -> Self {
        let mut sieve = Self { bits: Box::new([0; WORDS]) };
        keys.into_iter().for_each(|key| sieve.insert(key));
        sieve
    }

    pub fn insert(&mut self, key: u64) {
        let (at, bit) = Self::place(key);
        self.bits[at] |= bit;
    }

    #[inline]
    fn place(key: u64) -> (usize, u64) {
        const { assert!(WORDS.is_power_of_two()) };
        #[allow(clippy::cast_possible_truncation, reason = "below the length")]
        let at = (key >> (58 - WORDS.trailing_zeros())) as usize & (WORDS - 1);
        (at, 1 << (key >> 58))
    }

    /// The word that a key is noted in, and its bit there.
    #[inline]
    #[must_use]
    pub fn look(&self, key: u64) -> (&u64, u64) {
        let (at, bit) = Self::place(key);
        (&self.bits[at], bit)
    }

    /// Whether the key may be one of the set.
    #[inline]
    #[must_use]
    pub fn may_hold(&self, key: u64) -> bool {
        let (word, bit) = self.look(key);
        word & bit != 0
    }
}

/// Phrases of one or more words, looked up at a token: the longest that stands there wins.
pub struct Phrases<T> {
    /// By the key of the first word, longest first.
    by_first: FxHashMap<u64, Vec<Rest<T>>>,
    firsts: Sieve,
}

/// The keys of a phrase's words but the first, and what the phrase means.
type Rest<T> = (Box<[u64]>, T);

impl<T: Clone> Phrases<T> {
    /// Phrases are split into words as running text is; one listed twice keeps its first meaning.
    pub fn new<'p>(phrases: impl IntoIterator<Item = (&'p str, T)>) -> Self {
        let mut by_first: FxHashMap<u64, Vec<Rest<T>>> = FxHashMap::default();
        let mut tokens = Vec::new();
        for (phrase, meaning) in phrases {
            super::tokenize(phrase, &mut tokens);
            let Some((first, rest)) = tokens.split_first() else {
                continue;
            };
            let rest: Box<[u64]> = rest.iter().map(|token| token.key).collect();
            let slot = by_first.entry(first.key).or_default();
            if !slot.iter().any(|(other, _)| *other == rest) {
                slot.push((rest, meaning));
            }
        }
        for slot in by_first.values_mut() {
            slot.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
        let firsts = Sieve::new(by_first.keys().copied());
        Self { by_first, firsts }
    }

    /// The keys of the first words.
    pub fn firsts(&self) -> impl Iterator<Item = u64> {
        self.by_first.keys().copied()
    }

    /// Whether a phrase may begin with this word: a quick answer that is right where it is no.
    #[must_use]
    pub fn may_begin(&self, word: u64) -> bool {
        self.firsts.may_hold(word)
    }

    /// The longest phrase at the start of these tokens: how many tokens it takes, and what it means.
    #[inline]
    #[must_use]
    pub fn longest(&self, tokens: &[super::Token]) -> Option<(usize, &T)> {
        let (first, after) = tokens.split_first()?;
        if self.firsts.may_hold(first.key) { self.longest_from(first, after) } else { None }
    }

    fn longest_from(&self, first: &super::Token, after: &[super::Token]) -> Option<(usize, &T)> {
        let slot = self.by_first.get(&first.key)?;
        slot.iter()
            .find(|(rest, _)| rest.len() <= after.len() && rest.iter().zip(after).all(|(key, token)| *key == token.key))
            .map(|(rest, meaning)| (rest.len() + 1, meaning))
    }
}

#[cfg(test)]
mod tests {
    use super::{Phrases, key};
    use crate::text::tokenize;

    #[test]
    fn keys_fold_case_and_apostrophes_only() {
        assert_eq!(key("Governorate"), key("gOVERNORATE"));
        assert_eq!(key("ÉCOLE"), key("école"));
        assert_eq!(key("don’t"), key("DON'T"));
        assert_ne!(key("kill"), key("kills"));
        assert_ne!(key(""), key("\0"));
        // every two words of few letters, which the reads of a key overlap in
        let words = ["s", "ss", "rss", "sss", "ssss", "rsss", "ass", "sas", "assa", "assas", "sassas", "asassas"];
        let keys: std::collections::HashSet<u64> = words.iter().map(|word| key(word)).collect();
        assert_eq!(keys.len(), words.len());
    }

    #[test]
    fn the_longest_phrase_wins() {
        let phrases = Phrases::new([("more", 1), ("more than", 2), ("more often than not", 3)]);
        let mut tokens = Vec::new();
        tokenize("More than 20", &mut tokens);
        assert_eq!(phrases.longest(&tokens), Some((2, &2)));
        assert_eq!(phrases.longest(&tokens[1..]), None);
    }
}
