//! Text to sentences.
//!
//! A paragraph is what stands between blank lines; it is split on its own, so nothing that stands elsewhere can change
//! its sentences. Inside it only places that may end a sentence are looked at: stops ([`stops`]), line breaks ([`lines`]) and
//! the markers of a list written in one line ([`items`]). Each is decided from the words at its two sides and from the lists
//! in `data/en/` (abbreviations by where they stand, words that open sentences).

mod items;
mod lines;
mod rules;
mod stops;

use serde::{Deserialize, Serialize};

use crate::language::Language;
use crate::text::{Span, Token};
use rules::Rules;

/// A sentence and the paragraph it stands in, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    pub span: Span,
    pub paragraph: usize,
}

/// Splits a text into sentences: in order, not overlapping, covering all but white space.
///
/// ```
/// use factbox::{Language, split_sentences};
/// let text = "Gen. Ali Ayoub left at 5 p.m. Nobody saw him.";
/// let sentences = split_sentences(text, Language::English);
/// assert_eq!(sentences[1].span.of(text), "Nobody saw him.");
/// ```
#[must_use]
pub fn split_sentences(text: &str, language: Language) -> Vec<Sentence> {
    let mut sentences = Vec::with_capacity(text.len() / 96 + 1);
    let rules = Rules::of(language);
    for (index, paragraph) in lines::paragraphs(text).enumerate() {
        Paragraph { text, span: paragraph, index, rules }.split(&mut sentences);
    }
    sentences
}

/// The tokens of each sentence, as ranges; a token that a boundary cuts belongs to none.
pub(crate) fn token_ranges(sentences: &[Sentence], tokens: &[Token]) -> Vec<(usize, usize)> {
    let mut at = 0;
    sentences
        .iter()
        .map(|sentence| {
            let from = at + tokens[at..].partition_point(|token| (token.start as usize) < sentence.span.start);
            at = from + tokens[from..].partition_point(|token| token.end as usize <= sentence.span.end);
            (from, at)
        })
        .collect()
}

/// The paragraph under work.
struct Paragraph<'t> {
    text: &'t str,
    span: Span,
    index: usize,
    rules: &'static Rules,
}

impl Paragraph<'_> {
    fn split(&self, sentences: &mut Vec<Sentence>) {
        let mut start = self.span.start;
        let mut markers = items::Markers::of(self.text, self.span);
        let mut layout = None;
        let mut at = start;
        while let Some(candidate) = self.next_candidate(at, &markers) {
            let (end, go_on) = match candidate {
                Candidate::Stop(stop) => self.stop(start, stop),
                Candidate::Line(line) => {
                    let layout = layout.get_or_insert_with(|| lines::Layout::of(self.text, self.span));
                    self.line_break(start, line, layout)
                }
                Candidate::Item(marker) => {
                    markers.advance(self.text, self.span.end);
                    (Some(marker), marker + 1)
                }
            };
            if let Some(end) = end {
                self.push(start, end, sentences);
                start = end;
            }
            at = go_on.max(at + 1);
        }
        self.push(start, self.span.end, sentences);
    }

    /// The next place that may end a sentence.
    fn next_candidate(&self, from: usize, markers: &items::Markers) -> Option<Candidate> {
        let until = markers.next().unwrap_or(self.span.end);
        let bytes = self.text.as_bytes();
        let mut at = from;
        while let Some(found) = bytes.get(at..until).and_then(|rest| rest.iter().position(|&b| CANDIDATE[b as usize])) {
            at += found;
            match bytes[at] {
                b'\n' | b'\r' => return Some(Candidate::Line(at)),
                b'.' | b'!' | b'?' => return Some(Candidate::Stop(at)),
                _ if stops::is_wide_stop(&bytes[at..]) => return Some(Candidate::Stop(at)),
                _ => at += 1,
            }
        }
        markers.next().map(Candidate::Item)
    }

    /// Takes the stretch as a sentence, white space at its ends left out.
    fn push(&self, start: usize, end: usize, sentences: &mut Vec<Sentence>) {
        let piece = &self.text[start..end];
        let trimmed = piece.trim_start();
        let start = end - trimmed.len();
        let end = start + trimmed.trim_end().len();
        if start < end {
            sentences.push(Sentence { span: Span::new(start, end), paragraph: self.index });
        }
    }
}

enum Candidate {
    Stop(usize),
    Line(usize),
    /// The start of a further item of a list written in one line.
    Item(usize),
}

/// Bytes that begin a stop or a line break; three of them begin a wide character that may be one.
const CANDIDATE: [bool; 256] = {
    let mut table = [false; 256];
    let marks = [b'.', b'!', b'?', b'\n', b'\r', 0xE2, 0xE3, 0xEF];
    let mut i = 0;
    while i < marks.len() {
        table[marks[i] as usize] = true;
        i += 1;
    }
    table
};
