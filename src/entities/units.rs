//! Text as units: what names and texts are both cut into, so that equal cuts mean equal names.
//!
//! A unit is a word (letters and digits, in a script without spaces a single letter) or a mark, with the key of its folded
//! form. White space and hyphens between words are no units but gaps, all alike: "al-Moallem", "al Moallem" and a name over a
//! line break are cut the same. A blank line ends the walk, since no name runs over one.

use super::fold::{Script, fold, is_hyphen, script};

#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    pub(super) start: usize,
    /// Marks of no width and accents behind the last character taken in.
    pub(super) end: usize,
    pub(super) key: u64,
    /// Whether white space or a hyphen stands before it.
    pub(super) gap: bool,
    pub(super) word: bool,
}

/// Cuts a text from a place on.
pub(super) struct Walk<'t, 'b> {
    text: &'t str,
    at: usize,
    first: bool,
    after_hyphen: bool,
    folded: &'b mut Vec<u8>,
}

impl<'t, 'b> Walk<'t, 'b> {
    /// `folded` is room for the folded letters of one word.
    pub(super) fn new(text: &'t str, at: usize, folded: &'b mut Vec<u8>) -> Self {
        Self { text, at, first: true, after_hyphen: false, folded }
    }

    /// Goes on behind a unit.
    pub(super) fn behind(text: &'t str, unit: &Unit, folded: &'b mut Vec<u8>) -> Self {
        let after_hyphen = !unit.word && text[unit.start..].chars().next().is_some_and(is_hyphen);
        Self { text, at: unit.end, first: false, after_hyphen, folded }
    }

    /// Where the walk is: behind the last unit, or before what follows a blank line.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    fn char_at(&self, at: usize) -> Option<char> {
        match self.text.as_bytes().get(at) {
            Some(&b) if b < 0x80 => Some(b as char),
            None => None,
            Some(_) => self.text.get(at..)?.chars().next(),
        }
    }

    /// Passes over white space and characters of no width: whether there was white space; `None` at a blank line.
    fn white_space(&mut self) -> Option<bool> {
        let (mut any, mut breaks, mut carriage) = (false, 0, false);
        while let Some(c) = self.char_at(self.at) {
            if c.is_whitespace() {
                any = true;
                breaks += match c {
                    '\n' if carriage => 0,
                    '\n' | '\r' | '\x0B' | '\x0C' | '\u{85}' | '\u{2028}' => 1,
                    '\u{2029}' => 2,
                    _ => 0,
                };
            } else if script(c).is_some() {
                break;
            }
            carriage = c == '\r';
            self.at += c.len_utf8();
        }
        (breaks < 2).then_some(any)
    }

    pub(super) fn next(&mut self) -> Option<Unit> {
        if let Some(unit) = self.plain_next() {
            return Some(unit);
        }
        let mut gap = self.white_space()?;
        let mut c = self.char_at(self.at)?;
        if !gap && !self.first && !self.after_hyphen && is_hyphen(c) {
            let mut next = self.at + c.len_utf8();
            while let Some(rider) = self.char_at(next).filter(|c| script(*c).is_none()) {
                next += rider.len_utf8();
            }
            if let Some(word) = self.char_at(next).filter(|c| !c.is_whitespace() && script(*c) != Some(Script::Mark)) {
                self.at = next;
                c = word;
                gap = true;
            }
        }
        self.first = false;
        let class = script(c)?;
        self.after_hyphen = is_hyphen(c);
        let start = self.at;
        let (end, key) = self.unit(class);
        self.at = end;
        Some(Unit { start, end, key, gap, word: class != Script::Mark })
    }

    /// The next unit where it is an ASCII word behind one space, as most are.
    #[inline]
    fn plain_next(&mut self) -> Option<Unit> {
        let bytes = self.text.as_bytes();
        let start = self.at + 1;
        if bytes.get(self.at) != Some(&b' ') || !bytes.get(start).is_some_and(|b| WORD[usize::from(*b)]) {
            return None;
        }
        let end = word_end(bytes, start);
        if bytes.get(end).is_some_and(|b| *b >= 0x80) {
            return None;
        }
        (self.at, self.first, self.after_hyphen) = (end, false, false);
        Some(Unit { start, end, key: ascii_key(bytes, start, end), gap: true, word: true })
    }

    /// The end of the unit that begins here, and its key.
    fn unit(&mut self, class: Script) -> (usize, u64) {
        let start = self.at;
        let bytes = self.text.as_bytes();
        if class == Script::Spaced {
            let end = word_end(bytes, start);
            if bytes.get(end).is_none_or(|b| *b < 0x80) {
                return (end, ascii_key(bytes, start, end));
            }
        } else if class == Script::Mark
            && bytes.get(start).is_some_and(|b| *b < 0x80)
            && bytes.get(start + 1).is_none_or(|b| *b < 0x80)
        {
            // the one ASCII mark that folds
            let mark = if bytes[start] == b'`' { b'\'' } else { bytes[start] };
            return (start + 1, folded_key(&[mark]));
        }
        self.folded.clear();
        let mut end = start;
        for c in self.text[start..].chars() {
            let belongs = match script(c) {
                None => true,
                Some(_) if end == start => true,
                Some(Script::Spaced) => class == Script::Spaced,
                Some(Script::Katakana) => class == Script::Katakana,
                Some(_) => false,
            };
            if !belongs {
                break;
            }
            let folded = &mut *self.folded;
            // a low line as `ascii_key` makes it
            fold(c, |c| match c {
                '_' => folded.push(0x7F),
                c => folded.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
            });
            end += c.len_utf8();
        }
        (end, folded_key(self.folded))
    }
}

/// Whether an ASCII byte stands in words.
pub(super) const WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut b: u8 = 0;
    while b < 0x80 {
        table[b as usize] = b.is_ascii_alphanumeric() || b == b'_';
        b += 1;
    }
    table
};

/// The first byte from here that is no ASCII letter or digit.
pub(super) fn word_end(bytes: &[u8], from: usize) -> usize {
    let mut end = from;
    while bytes.get(end).is_some_and(|b| WORD[*b as usize]) {
        end += 1;
    }
    end
}

/// The same, and whether there is a capital before it.
#[inline]
pub(super) fn cased_word_end(bytes: &[u8], from: usize) -> (usize, bool) {
    let (mut end, mut capital) = (from, false);
    while let Some(byte) = bytes.get(end).filter(|b| WORD[**b as usize]) {
        capital |= byte.is_ascii_uppercase();
        end += 1;
    }
    (end, capital)
}

const LOWER: u64 = 0x2020_2020_2020_2020;
const SEED: u64 = 0x9E37_79B9_7F4A_7C15;
const STEP: u64 = 0xD6E8_FEB8_6659_FD93;

/// Two halves of a product, mixed: a few cycles, and every bit of the input reaches every bit of the result.
fn mix(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    #[allow(clippy::cast_possible_truncation, reason = "the two halves")]
    let (low, high) = (product as u64, (product >> 64) as u64);
    low ^ high
}

/// Which of [`Section::Shapes`](super::store::Section) a word has: its folded first byte, and the bit of its length.
pub(super) fn shape(first: u8, length: usize) -> (usize, u32) {
    (usize::from(first | 0x20), 1 << length.min(31))
}

/// The key of an ASCII word, whatever its case. Setting bit 5 makes letters small and leaves digits as they are.
#[inline]
pub(super) fn ascii_key(bytes: &[u8], start: usize, end: usize) -> u64 {
    let length = end - start;
    if length <= 8
        && let Some(eight) = bytes.get(start..start + 8)
    {
        let mask = u64::MAX >> (64 - 8 * length.max(1));
        let word = u64::from_le_bytes(eight.try_into().unwrap_or_default());
        return finish(SEED, (word | LOWER) & mask, length);
    }
    key_of(&bytes[start..end], LOWER)
}

/// The key of a folded word or mark.
fn folded_key(folded: &[u8]) -> u64 {
    key_of(folded, 0)
}

fn key_of(word: &[u8], lower: u64) -> u64 {
    let (mut state, mut rest) = (SEED, word);
    while rest.len() > 8
        && let Some((chunk, after)) = rest.split_first_chunk::<8>()
    {
        state = mix(state ^ (u64::from_le_bytes(*chunk) | lower), STEP);
        rest = after;
    }
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let mask = if rest.is_empty() { 0 } else { u64::MAX >> (64 - 8 * rest.len()) };
    finish(state, (u64::from_le_bytes(last) | lower) & mask, word.len())
}

fn finish(state: u64, last: u64, length: usize) -> u64 {
    mix(state ^ last, SEED ^ (length as u64).wrapping_mul(STEP))
}

/// The key of a name up to a unit, from the key up to the unit before; 0 at its start.
pub(super) fn extend(state: u64, unit: &Unit, first: bool) -> u64 {
    let gap = if unit.gap && !first { 0x5851_F42D_4C95_7F2D } else { 0 };
    mix(state.rotate_left(23) ^ unit.key ^ gap, STEP)
}
