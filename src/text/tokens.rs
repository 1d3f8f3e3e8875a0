//! The one scan: text to tokens.
//!
//! A token is a word, a number, a mark or a link, with where it stands, how it is written, what stands before it and the
//! key by which the word lists know it. Words hold letters and inner apostrophes ("don't"); the possessive is a token of
//! its own ("Iran" "'s"); dotted abbreviations are one word ("U.S.", "a.m."), as are numbers with their grouping and
//! decimals ("1,234.5"). Letters and digits part ("2.5" "bn", "RM" "79"), hyphens stand alone ("nine" "-" "year"). Runs of
//! scripts without spaces are cut by UAX #29 (the unicode-segmentation crate); all else is one look at each byte.

use std::hint::select_unpredictable;

use unicode_segmentation::UnicodeSegmentation;

use super::classes::{is_apostrophe, is_unspaced_script};
use super::lists::{LOWER, ascii_key, folded_key, key, mix_chunk, mix_last};
use super::{Case, Gap, Kind, Token};

/// What an ASCII byte begins.
#[derive(Clone, Copy, PartialEq)]
enum Class {
    Mark,
    Letter,
    Digit,
    Space,
    Break,
    Wide,
}

const CLASS: [Class; 256] = {
    let mut table = [Class::Mark; 256];
    let mut b: u8 = 0;
    loop {
        table[b as usize] = match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b' ' | b'\t' => Class::Space,
            b'\n' | b'\r' | 0x0B | 0x0C => Class::Break,
            0x80.. => Class::Wide,
            _ => Class::Mark,
        };
        if b == u8::MAX {
            break;
        }
        b += 1;
    }
    table
};

static LETTER: [bool; 256] = {
    let mut table = [false; 256];
    let mut b = 0;
    while b < 256 {
        table[b] = matches!(CLASS[b], Class::Letter);
        b += 1;
    }
    table
};

/// What a word of letters may go on with, or be no word for.
static GOES_ON: [bool; 256] = {
    let mut table = [false; 256];
    let mut b = 0;
    while b < 256 {
        table[b] = b >= 0x80;
        b += 1;
    }
    let marks = b"_'.:@";
    let mut at = 0;
    while at < marks.len() {
        table[marks[at] as usize] = true;
        at += 1;
    }
    table
};

/// The keys of the ASCII characters.
static MARKS: [u64; 128] = {
    let mut keys = [0; 128];
    let mut b: u8 = 0;
    while b < 128 {
        keys[b as usize] = ascii_key(&[b]);
        b += 1;
    }
    keys
};

/// Scans a text into tokens, in order, into a vector that is cleared first so that it can be used again.
///
/// Every character but white space lies in exactly one token. Texts are limited to 4 GiB, which [`crate::check`] sees to.
///
/// ```
/// use factbox::text::tokenize;
/// let (text, mut tokens) = ("Iran's nine-year war cost $2.5bn.", Vec::new());
/// tokenize(text, &mut tokens);
/// let words: Vec<&str> = tokens.iter().map(|t| t.of(text)).collect();
/// assert_eq!(words, ["Iran", "'s", "nine", "-", "year", "war", "cost", "$", "2.5", "bn", "."]);
/// ```
pub fn tokenize(text: &str, tokens: &mut Vec<Token>) {
    tokens.clear();
    tokens.reserve(text.len() / BYTES_PER_TOKEN);
    let mut scan = Scan { text, bytes: text.as_bytes(), at: 0, gap: Gap::Paragraph, breaks: 0, tokens };
    scan.run();
}

/// A little low for English, so that most texts need no more room than is taken at once.
const BYTES_PER_TOKEN: usize = 4;

struct Scan<'t, 'v> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    gap: Gap,
    /// Line breaks since the last token.
    breaks: u32,
    tokens: &'v mut Vec<Token>,
}

impl Scan<'_, '_> {
    fn run(&mut self) {
        while let Some(&byte) = self.bytes.get(self.at) {
            // most often a word behind a space, which is asked first since a jump by class cannot be foretold
            if LETTER[byte as usize] {
                self.word();
                continue;
            }
            match CLASS[byte as usize] {
                Class::Space => self.space(1),
                Class::Break => self.line_break(byte),
                Class::Letter => {}
                Class::Digit => self.number(),
                Class::Mark => self.mark(byte as char),
                Class::Wide => self.wide(),
            }
        }
    }

    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    fn char_at(&self, at: usize) -> char {
        self.text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or('\0')
    }

    fn space(&mut self, width: usize) {
        self.gap = self.gap.max(Gap::Space);
        self.at += width;
    }

    /// Counts "\r\n" as one break; two breaks with only white space between them make a paragraph.
    fn line_break(&mut self, byte: u8) {
        self.at += if byte == b'\r' && self.byte(self.at + 1) == b'\n' { 2 } else { 1 };
        self.breaks += 1;
        self.gap = self.gap.max(if self.breaks > 1 { Gap::Paragraph } else { Gap::Line });
    }

    fn push(&mut self, end: usize, kind: Kind, case: Case, mark: char) {
        let word = self.text.get(self.at..end).unwrap_or_default();
        let plain = word.is_ascii();
        self.push_known(end, kind, case, mark, plain, key(word));
    }

    /// A token of ASCII characters.
    fn push_plain(&mut self, end: usize, kind: Kind, case: Case, mark: char) {
        let word = self.bytes.get(self.at..end).unwrap_or_default();
        self.push_known(end, kind, case, mark, true, ascii_key(word));
    }

    fn push_known(&mut self, end: usize, kind: Kind, case: Case, mark: char, plain: bool, key: u64) {
        #[allow(clippy::cast_possible_truncation, reason = "texts are checked to be under 4 GiB")]
        self.tokens.push(Token { start: self.at as u32, end: end as u32, key, kind, case, gap: self.gap, plain, mark });
        self.gap = Gap::None;
        self.breaks = 0;
        self.at = end;
    }

    fn mark(&mut self, c: char) {
        let after = self.at + 1;
        if (c == '#' || c == '@')
            && self.byte(after).is_ascii_alphanumeric()
            && (self.gap != Gap::None || self.tokens.is_empty())
        {
            let end = self.run_of(after, |b| b.is_ascii_alphanumeric() || b == b'_');
            self.push(end, Kind::Link, Case::Lower, '\0');
        } else if c == '\'' && self.possessive(1) {
        } else {
            self.push_known(after, Kind::Mark, Case::Lower, c, true, MARKS[c as usize & 127]);
            if self.byte(after) == b' ' {
                self.space(1);
            }
        }
    }

    fn run_of(&self, from: usize, belongs: impl Fn(u8) -> bool) -> usize {
        self.bytes[from..].iter().position(|&b| !belongs(b)).map_or(self.bytes.len(), |n| from + n)
    }

    /// Takes 's or, after a plural's s, a bare apostrophe as a possessive.
    fn possessive(&mut self, width: usize) -> bool {
        let attached =
            self.gap == Gap::None && self.tokens.last().is_some_and(|t| matches!(t.kind, Kind::Word | Kind::Number));
        let after = self.at + width;
        let ends = |at: usize| !matches!(CLASS[self.byte(at) as usize], Class::Letter | Class::Digit);
        if !attached {
            return false;
        }
        let end = if matches!(self.byte(after), b's' | b'S') && ends(after + 1) {
            after + 1
        } else if self.at > 0 && matches!(self.byte(self.at - 1), b's' | b'S') && self.byte(after) == b' ' {
            after
        } else {
            return false;
        };
        self.push(end, Kind::Possessive, Case::Lower, '\0');
        true
    }

    /// A word that begins with an ASCII letter: eight bytes at a time, its key made on the way.
    fn word(&mut self) {
        /// That the first letter is a capital.
        const FIRST: u64 = 0x20;
        let start = self.at;
        // bit 5 of each byte where a capital stands: in the first eight, and behind them
        let (mut end, mut state, mut capitals, mut further) = (start, 0, 0, 0);
        let key = loop {
            let Some(chunk) = self.bytes.get(end..).and_then(|rest| rest.first_chunk::<8>()) else {
                return self.rare_word();
            };
            let chunk = u64::from_le_bytes(*chunk);
            let letters = letters(chunk);
            if letters == 8 {
                (capitals, further) =
                    if end == start { (!chunk & LOWER, 0) } else { (capitals, further | !chunk & LOWER) };
                state = mix_chunk(state, chunk | LOWER);
                end += 8;
                continue;
            }
            let beyond = u64::MAX << (8 * letters);
            let upper = !(chunk | beyond) & LOWER;
            (capitals, further) = if end == start { (upper, 0) } else { (capitals, further | upper) };
            end += letters;
            break mix_last(state, chunk & !beyond | LOWER, end - start);
        };
        let next = self.byte(end);
        match next {
            b' ' => {}
            _ if !GOES_ON[next as usize] => {}
            b'_' => return self.rare_word(),
            b'\'' if self.joins(end, 1) => return self.rare_word(),
            b'.' if end - start == 1 || self.is_www(start, end) => return self.rare_word(),
            b':' if self.bytes.get(end..end + 3) == Some(b"://") => return self.rare_word(),
            b'@' if self.byte(end + 1).is_ascii_alphanumeric() => return self.rare_word(),
            0x80.. if !self.is_punctuation(end) => return self.wide_word(start, end),
            _ => {}
        }
        let case = if capitals & !FIRST | further == 0 {
            select_unpredictable(capitals == 0, Case::Lower, Case::Title)
        } else {
            plain_case(&self.bytes[start..end])
        };
        self.push_known(end, Kind::Word, case, '\0', true, key);
        if next == b' ' {
            self.space(1);
        }
    }

    /// Whether a dash, a quotation mark or the like stands here, no apostrophe inside a word.
    fn is_punctuation(&self, at: usize) -> bool {
        // U+2010 to U+203F
        matches!(self.bytes.get(at..at + 3), Some([0xE2, 0x80, 0x90..=0xFF])) && {
            let c = self.char_at(at);
            !is_apostrophe(c) || !self.joins(at, c.len_utf8())
        }
    }

    /// A word with an apostrophe, a low line or dots, an address, or a word at the end of the text.
    fn rare_word(&mut self) {
        let start = self.at;
        let mut uppers = 0_usize;
        let mut letters = 0_usize;
        let first_upper = self.bytes[start].is_ascii_uppercase();
        let mut end = start;
        while let Some(&b) = self.bytes.get(end) {
            match CLASS[b as usize] {
                Class::Letter => {
                    letters += 1;
                    uppers += usize::from(b.is_ascii_uppercase());
                }
                Class::Mark if b == b'\'' && self.joins(end, 1) => {}
                Class::Wide => return self.wide_word(start, end),
                _ => break,
            }
            end += 1;
        }
        let next = self.byte(end);
        if next == b'.' && end - start == 1 {
            if let Some(end) = self.dotted(start) {
                return self.push(end, Kind::Word, if first_upper { Case::Upper } else { Case::Lower }, '\0');
            }
        } else if (next == b':' && self.text[end..].starts_with("://")) || (next == b'.' && self.is_www(start, end)) {
            let end = self.link_end(end);
            return self.push(end, Kind::Link, Case::Lower, '\0');
        } else if next == b'@' && self.byte(end + 1).is_ascii_alphanumeric() {
            return self.mail(end);
        }
        self.push_plain(end, Kind::Word, case_of(first_upper, uppers, letters), '\0');
    }

    fn is_www(&self, start: usize, end: usize) -> bool {
        end - start == 3
            && self.text[start..end].eq_ignore_ascii_case("www")
            && self.byte(end + 1).is_ascii_alphanumeric()
    }

    /// An apostrophe inside a word: a letter follows, and it is not a possessive.
    fn joins(&self, at: usize, width: usize) -> bool {
        let next = self.char_at(at + width);
        if !next.is_alphabetic() {
            return false;
        }
        let after = self.char_at(at + width + next.len_utf8());
        !matches!(next, 's' | 'S') || after.is_alphanumeric()
    }

    /// "U.S.", "a.m.", "Ph.D." is not one: single letters with a full stop each, two at the least.
    fn dotted(&self, start: usize) -> Option<usize> {
        let mut end = start;
        let mut pairs = 0;
        while CLASS[self.byte(end) as usize] == Class::Letter && self.byte(end + 1) == b'.' {
            pairs += 1;
            end += 2;
        }
        // "U.S" and "U.S.A" without their last stop, but not "J.Smith"
        if pairs >= 1 && CLASS[self.byte(end) as usize] == Class::Letter && !self.char_at(end + 1).is_alphanumeric() {
            return Some(end + 1);
        }
        (pairs >= 2 && !self.char_at(end).is_alphanumeric()).then_some(end)
    }

    fn link_end(&self, from: usize) -> usize {
        let end = self.run_of(from, |b| b > b' ' && !matches!(b, b'<' | b'>' | b'"'));
        let link = self.text.get(from..end).unwrap_or_default();
        from + link.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '”', '’']).len()
    }

    /// An e-mail address takes back the dotted words before the one that the scan stands on.
    fn mail(&mut self, at_sign: usize) {
        while let Some(last) = self.tokens.last().copied() {
            let joined = last.end as usize == self.at
                && self.gap == Gap::None
                && (last.is_word() || last.is_mark('.') || last.is_mark('-') || last.kind == Kind::Number);
            if !joined {
                break;
            }
            self.tokens.pop();
            self.at = last.start as usize;
            self.gap = last.gap;
        }
        let end = self.run_of(at_sign + 1, |b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'));
        let end = at_sign + 1 + self.text[at_sign + 1..end].trim_end_matches(['.', '-']).len();
        self.push(end, Kind::Link, Case::Lower, '\0');
    }

    fn number(&mut self) {
        let mut end = self.at;
        loop {
            end = self.run_of(end, |b| b.is_ascii_digit());
            if matches!(self.byte(end), b'.' | b',') && self.byte(end + 1).is_ascii_digit() {
                end += 1;
            } else {
                break;
            }
        }
        self.push_plain(end, Kind::Number, Case::Lower, '\0');
    }

    /// A character outside ASCII.
    fn wide(&mut self) {
        let c = self.char_at(self.at);
        let width = c.len_utf8();
        // dashes, quotation marks, dots: most of what is not ASCII in news
        if matches!(c, '\u{2010}'..='\u{2027}') {
            if !is_apostrophe(c) {
                let mark = self.bytes.get(self.at..self.at + width).unwrap_or_default();
                self.push_known(self.at + width, Kind::Mark, Case::Lower, c, false, folded_key(mark));
            } else if !self.possessive(width) {
                self.push(self.at + width, Kind::Mark, Case::Lower, c);
            }
        } else if c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}' {
            match c {
                '\u{2029}' => {
                    self.gap = Gap::Paragraph;
                    self.at += width;
                }
                '\u{2028}' | '\u{85}' => {
                    self.breaks += 1;
                    self.gap = self.gap.max(if self.breaks > 1 { Gap::Paragraph } else { Gap::Line });
                    self.at += width;
                }
                _ => self.space(width),
            }
        } else if is_unspaced_script(c) {
            self.unspaced();
        } else if c.is_alphabetic() {
            self.wide_word(self.at, self.at);
        } else if c.is_numeric() {
            let digits = |c: char| c.is_numeric() && !c.is_ascii() && decimal_digit(c).is_some();
            let rest = &self.text[self.at..];
            let end = if digits(c) { rest.find(|c: char| !digits(c)).unwrap_or(rest.len()) } else { width };
            self.push(self.at + end, Kind::Number, Case::Lower, '\0');
        } else if is_apostrophe(c) && self.possessive(width) {
        } else {
            self.push(self.at + width, Kind::Mark, Case::Lower, c);
        }
    }

    /// A word that holds characters outside ASCII: from `start`, known to be plain up to `from`.
    fn wide_word(&mut self, start: usize, from: usize) {
        let mut end = from;
        for c in self.text[from..].chars() {
            let inside = c.is_alphabetic() && !is_unspaced_script(c)
                || c == '_'
                || is_combining(c)
                || (is_apostrophe(c) && end > start && self.joins(end, c.len_utf8()));
            if !inside {
                break;
            }
            end += c.len_utf8();
        }
        let word = &self.text[start..end];
        let (mut uppers, mut letters) = (0, 0);
        for c in word.chars() {
            letters += usize::from(c.is_alphabetic());
            uppers += usize::from(c.is_uppercase());
        }
        let first_upper = word.starts_with(char::is_uppercase);
        if end == start {
            return self.push(start + self.char_at(start).len_utf8(), Kind::Mark, Case::Lower, self.char_at(start));
        }
        self.push(end, Kind::Word, case_of(first_upper, uppers, letters), '\0');
    }

    fn unspaced(&mut self) {
        let rest = &self.text[self.at..];
        let run = rest.find(|c| !is_unspaced_script(c)).unwrap_or(rest.len());
        for word in rest[..run].split_word_bounds() {
            self.push(self.at + word.len(), Kind::Word, Case::Lower, '\0');
        }
    }
}

/// How many of eight bytes are ASCII letters, up to the first that is none.
fn letters(chunk: u64) -> usize {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    const fn all(byte: u8) -> u64 {
        u64::from_le_bytes([byte; 8])
    }
    // of seven bits each, so that no sum reaches the next byte; the high bit of a sum says whether it is as much
    let lower = (chunk | LOWER) & !HIGH;
    let letters = (lower + all(0x80 - b'a')) & !(lower + all(0x7F - b'z')) & !chunk & HIGH;
    ((letters ^ HIGH).trailing_zeros() / 8) as usize
}

/// The case of a word of ASCII letters.
fn plain_case(word: &[u8]) -> Case {
    let uppers = word.iter().filter(|b| b.is_ascii_uppercase()).count();
    case_of(word.first().is_some_and(u8::is_ascii_uppercase), uppers, word.len())
}

fn case_of(first_upper: bool, uppers: usize, letters: usize) -> Case {
    match (first_upper, uppers) {
        (_, 0) => Case::Lower,
        (true, 1) => Case::Title,
        _ if uppers == letters => Case::Upper,
        _ => Case::Mixed,
    }
}

fn is_combining(c: char) -> bool {
    matches!(u32::from(c), 0x0300..=0x036F | 0x064B..=0x065F | 0x0900..=0x0903 | 0x093A..=0x094F | 0x200C..=0x200D | 0xFE00..=0xFE0F)
}

/// The value of a decimal digit in the scripts that news is written in.
#[must_use]
pub fn decimal_digit(c: char) -> Option<u32> {
    const ZEROS: [u32; 8] = [0x30, 0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0x1040, 0xFF10];
    ZEROS.iter().find_map(|zero| u32::from(c).checked_sub(*zero).filter(|digit| *digit < 10))
}

#[cfg(test)]
mod tests {
    use super::{Gap, tokenize};

    fn words(text: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        tokenize(text, &mut tokens);
        tokens.iter().map(|t| t.of(text)).collect()
    }

    #[test]
    fn fine_points() {
        let cases: [(&str, &[&str]); 12] = [
            ("the workers' pay", &["the", "workers", "'", "pay"]),
            ("Iran’s O’Brien don’t", &["Iran", "’s", "O’Brien", "don’t"]),
            ("the U.S. and U.K said 5 p.m.", &["the", "U.S.", "and", "U.K", "said", "5", "p.m."]),
            ("J. Smith", &["J", ".", "Smith"]),
            ("1,234.5 and 10.", &["1,234.5", "and", "10", "."]),
            ("Jane.Doe@example.com.", &["Jane.Doe@example.com", "."]),
            ("see https://a.b/c?d=1.", &["see", "https://a.b/c?d=1", "."]),
            ("@who #tag2020 a#b", &["@who", "#tag2020", "a", "#", "b"]),
            ("São Paulo", &["São", "Paulo"]),
            ("10th, S23", &["10", "th", ",", "S", "23"]),
            ("½ ١٢", &["½", "١٢"]),
            ("日本 ok", &["日", "本", "ok"]),
        ];
        for (text, expected) in cases {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn gaps() {
        let text = "a b\nc\r\n \r\nd\u{2029}e";
        let mut tokens = Vec::new();
        tokenize(text, &mut tokens);
        let gaps: Vec<Gap> = tokens.iter().map(|t| t.gap).collect();
        assert_eq!(gaps, [Gap::Paragraph, Gap::Space, Gap::Line, Gap::Paragraph, Gap::Paragraph]);
    }
}
