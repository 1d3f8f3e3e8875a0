//! Text to sentences.
//!
//! A paragraph is what stands between blank lines; it is split on its own, so nothing that stands elsewhere can change
//! its sentences. Inside it only places that may end a sentence are looked at: stops ([`stops`]), line breaks ([`lines`]), the
//! markers of a list written in one line ([`items`]), dashes, ruled lines and captions ([`breaks`]). Each is decided from the
//! words at its two sides, from whether a quotation is open ([`quotations`]), and from the lists in `data/en/` ([`rules`]).
//! All looking back or ahead is bounded, so that cost grows linearly with the text, whatever the text.

mod breaks;
mod items;
mod lines;
mod marks;
mod quotations;
mod rules;
mod stops;

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::language::Language;
use crate::text::lists::key;
use crate::text::trim::{trim_end, trim_start};
use crate::text::{Span, Token};
use marks::Marks;
use rules::Rules;

/// A sentence and the paragraph it stands in, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    pub span: Span,
    pub paragraph: usize,
}

/// What a single line break inside a paragraph means. A blank line always ends a sentence but under `Never`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Newlines {
    /// The end of a heading, a list item, a short line; no end where a wrapped line goes on.
    #[default]
    Auto,
    /// Nothing: only blank lines part.
    Paragraph,
    /// The end of a sentence.
    Always,
    /// White space, and so is a blank line.
    Never,
}

impl Newlines {
    pub(crate) const NAMES: &str = "\"auto\", \"paragraph\", \"always\", \"never\"";

    /// # Errors
    /// [`Error::Option`] for a name other than "auto", "paragraph", "always", "never".
    pub fn from_name(name: &str) -> Result<Self> {
        match name {
            "auto" => Ok(Self::Auto),
            "paragraph" => Ok(Self::Paragraph),
            "always" => Ok(Self::Always),
            "never" => Ok(Self::Never),
            _ => Err(Error::option("newlines", name, Self::NAMES)),
        }
    }
}

/// What becomes of a quotation of several sentences.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Quotes {
    /// It stays in one piece where a sentence embeds it: He said, "Stay. Stay here."
    #[default]
    Keep,
    /// It is split inside.
    Split,
}

impl Quotes {
    pub(crate) const NAMES: &str = "\"keep\", \"split\"";

    /// # Errors
    /// [`Error::Option`] for a name other than "keep" and "split".
    pub fn from_name(name: &str) -> Result<Self> {
        match name {
            "keep" => Ok(Self::Keep),
            "split" => Ok(Self::Split),
            _ => Err(Error::option("quotes", name, Self::NAMES)),
        }
    }
}

/// Splits texts under given options; made once, used for many texts.
///
/// ```
/// use factbox::{Language, Quotes, Splitter};
/// let text = "He said: “Go. Go now.” They went.";
/// let count = |quotes| Splitter::new(Language::English).quotes(quotes).split(text).len();
/// assert_eq!((count(Quotes::Keep), count(Quotes::Split)), (2, 3));
/// ```
pub struct Splitter {
    rules: &'static Rules,
    newlines: Newlines,
    quotes: Quotes,
    /// The caller's abbreviations, by key.
    own: FxHashSet<u64>,
}

impl Splitter {
    #[must_use]
    pub fn new(language: Language) -> Self {
        let own = FxHashSet::default();
        Self { rules: Rules::of(language), newlines: Newlines::default(), quotes: Quotes::default(), own }
    }

    #[must_use]
    pub fn newlines(mut self, newlines: Newlines) -> Self {
        self.newlines = newlines;
        self
    }

    #[must_use]
    pub fn quotes(mut self, quotes: Quotes) -> Self {
        self.quotes = quotes;
        self
    }

    /// Adds abbreviations whose full stop ends no sentence, with it or without, in any case.
    #[must_use]
    pub fn abbreviations<S: AsRef<str>>(mut self, abbreviations: impl IntoIterator<Item = S>) -> Self {
        let bare = |word: S| key(word.as_ref().trim().trim_end_matches('.'));
        self.own.extend(abbreviations.into_iter().map(bare));
        self
    }

    fn is_own(&self, word: &str) -> bool {
        !self.own.is_empty() && self.own.contains(&key(word))
    }

    /// The sentences of a text: in order, not overlapping, covering all but white space.
    #[must_use]
    pub fn split(&self, text: &str) -> Vec<Sentence> {
        let mut sentences = Vec::with_capacity(text.len() / 96 + 1);
        if self.newlines == Newlines::Never {
            let start = text.len() - text.trim_start().len();
            let span = Span::new(start, start + text[start..].trim_end().len());
            Paragraph::new(text, span, 0, self).split(&mut sentences);
        } else {
            for (index, span) in lines::paragraphs(text).enumerate() {
                Paragraph::new(text, span, index, self).split(&mut sentences);
            }
        }
        sentences
    }
}

/// Splits a text into sentences with the options as they are by default.
///
/// ```
/// use factbox::{Language, split_sentences};
/// let text = "Gen. Ali Ayoub left at 5 p.m. Nobody saw him.";
/// let sentences = split_sentences(text, Language::English);
/// assert_eq!(sentences[1].span.of(text), "Nobody saw him.");
/// ```
#[must_use]
pub fn split_sentences(text: &str, language: Language) -> Vec<Sentence> {
    Splitter::new(language).split(text)
}

/// The tokens of each sentence, as ranges; a token that a boundary cuts belongs to none.
pub(crate) fn token_ranges(sentences: &[Sentence], tokens: &[Token]) -> Vec<(usize, usize)> {
    let mut at = 0;
    sentences
        .iter()
        .map(|sentence| {
            // one walk over all of them: sentences are too short for a search to pay
            let Span { start, end } = sentence.span;
            let from = at + tokens[at..].iter().take_while(|token| (token.start as usize) < start).count();
            at = from + tokens[from..].iter().take_while(|token| token.end as usize <= end).count();
            (from, at)
        })
        .collect()
}

/// No word that decides is longer, in bytes: what looks back or ahead for one looks no further.
const REACH: usize = 48;

/// The paragraph under work.
struct Paragraph<'t> {
    /// The text up to where the paragraph ends.
    text: &'t str,
    /// Where it begins.
    begin: usize,
    index: usize,
    splitter: &'t Splitter,
    /// Where the first double quotation mark may stand; the end of the text where there is none.
    first_quote: usize,
}

impl<'t> Paragraph<'t> {
    fn new(text: &'t str, span: Span, index: usize, splitter: &'t Splitter) -> Self {
        let found = memchr::memchr2(b'"', 0xE2, span.of(text).as_bytes());
        let first_quote = found.map_or(span.end, |at| span.start + at);
        Self { text: &text[..span.end], begin: span.start, index, splitter, first_quote }
    }

    fn split(&self, sentences: &mut Vec<Sentence>) {
        let mut start = self.begin;
        let mut markers = items::Markers::of(self.text, self.begin);
        let mut layout = None;
        if let Some(end) = self.closing(start) {
            self.push(start, end, sentences);
            start = end;
        }
        let mut marks = Marks::new(self.text, start);
        let mut at = start;
        while let Some(candidate) = self.next_candidate(at, &mut marks, &markers) {
            let (end, go_on) = match candidate {
                Candidate::Stop(stop) => self.stop(start, stop),
                Candidate::Dash(dash) => self.dash(start, dash),
                Candidate::Rule(rule) => self.ruled(start, rule),
                Candidate::Colon(colon) => self.colon(start, colon),
                Candidate::Semicolon(semicolon) => self.semicolon(semicolon),
                Candidate::Angle(angle) => self.address(start, angle),
                Candidate::Line(line) => {
                    let layout = layout.get_or_insert_with(|| lines::Layout::of(&self.text[self.begin..]));
                    self.line_break(start, line, layout)
                }
                Candidate::Item(marker) => {
                    markers.advance(self.text);
                    (Some(marker), marker + 1)
                }
            };
            at = go_on.max(at + 1);
            if let Some(end) = end.filter(|end| *end > start) {
                self.push(start, end, sentences);
                start = end;
                if let Some(end) = self.closing(start) {
                    self.push(start, end, sentences);
                    start = end;
                }
                at = at.max(start);
            }
        }
        self.push(start, self.text.len(), sentences);
    }

    /// The next place that may end a sentence.
    fn next_candidate(&self, from: usize, marks: &mut Marks, markers: &items::Markers) -> Option<Candidate> {
        let until = markers.next().unwrap_or(self.text.len());
        let bytes = self.text.as_bytes();
        let mut at = from;
        while let Some(found) = marks.next(at, until) {
            at = found;
            let again = bytes.get(at + 1) == Some(&bytes[at]);
            match bytes[at] {
                b'\n' | b'\r' => return Some(Candidate::Line(at)),
                // "3.5", "a.m", "U.S.,"
                b'.' | b'!' | b'?' if matches!(bytes.get(at + 1), Some(b'0'..=b'9' | b'a'..=b'z' | b',')) => at += 1,
                b'.' | b'!' | b'?' => return Some(Candidate::Stop(at)),
                b'-' | b'*' | b'_' | b'=' | b'~' if again && bytes.get(at + 2) == Some(&bytes[at]) => {
                    return Some(Candidate::Rule(at));
                }
                b'-' if again => return Some(Candidate::Dash(at)),
                b':' if matches!(bytes.get(at + 1), Some(b' ' | b'/' | b'0'..=b'5')) => {
                    return Some(Candidate::Colon(at));
                }
                b';' if bytes.get(at + 1) == Some(&b' ') => return Some(Candidate::Semicolon(at)),
                b'>' if bytes.get(at + 1) == Some(&b' ') => return Some(Candidate::Angle(at)),
                0xE2 if matches!(bytes.get(at + 1..at + 3), Some([0x80, 0x93 | 0x94])) => {
                    return Some(Candidate::Dash(at));
                }
                0xE2 | 0xE3 | 0xEF if stops::is_wide_stop(&bytes[at..]) => return Some(Candidate::Stop(at)),
                _ => at += 1,
            }
        }
        markers.next().map(Candidate::Item)
    }

    /// Takes the stretch as a sentence, white space at its ends left out.
    fn push(&self, start: usize, end: usize, sentences: &mut Vec<Sentence>) {
        let trimmed = trim_start(&self.text[start..end]);
        let start = end - trimmed.len();
        let end = start + trim_end(trimmed).len();
        if start < end {
            sentences.push(Sentence { span: Span::new(start, end), paragraph: self.index });
        }
    }

    /// What stands from a place to the end of the paragraph.
    fn rest(&self, at: usize) -> &str {
        &self.text[at..]
    }

    /// The end of what stands before a place since the sentence began, at most so many bytes.
    fn before(&self, start: usize, at: usize, most: usize) -> &str {
        let mut from = start.max(at.saturating_sub(most));
        while !self.text.is_char_boundary(from) {
            from += 1;
        }
        &self.text[from..at]
    }
}

enum Candidate {
    Stop(usize),
    Line(usize),
    /// Two hyphens, a dash.
    Dash(usize),
    /// Three or more of one mark: "***".
    Rule(usize),
    /// A colon: behind the label of a caption, in a time stamp, in a link.
    Colon(usize),
    Semicolon(usize),
    /// What closes an address in angle brackets.
    Angle(usize),
    /// The start of a further item of a list written in one line.
    Item(usize),
}

/// The start of a text, at most so many bytes.
fn head(text: &str, most: usize) -> &str {
    let mut most = text.len().min(most);
    while !text.is_char_boundary(most) {
        most -= 1;
    }
    &text[..most]
}

/// The word at the start of a text.
fn first_word(text: &str) -> &str {
    let text = head(text, REACH);
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '.' | '-');
    // most words are ASCII, and then their bytes tell
    let ascii = text.bytes().position(|b| !WORD[b as usize]);
    let end = match ascii {
        Some(end) if text.as_bytes()[end].is_ascii() => end,
        Some(end) => end + text[end..].find(|c| !inner(c)).unwrap_or(text.len() - end),
        None => text.len(),
    };
    text[..end].trim_end_matches(['.', '-', '\'', '’'])
}

/// Bytes that words of ASCII are of: letters, digits, apostrophes, full stops and hyphens.
const WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0u8;
    while byte < 0x80 {
        table[byte as usize] = byte.is_ascii_alphanumeric() || matches!(byte, b'\'' | b'.' | b'-');
        byte += 1;
    }
    table
};
