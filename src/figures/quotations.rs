//! Quotations: where they open and close, and who says one that names nobody in its own sentence.
//!
//! "It cost $5," Khan said. "We paid $10 more." The second sentence names nobody. Its speaker is named right behind the
//! quotation, or before it in the same paragraph, or, where it is a paragraph of its own, at the end of the one before.

use rustc_hash::FxHashMap;

use super::credits::{Credit, NEAREST};
use super::{Figure, FigureKind};
use crate::sentences::Sentence;
use crate::text::{Kind, Span, Token};

/// How many sentences back the speaker may be named.
const REACH: usize = 4;

/// How many bytes white space may take between a quotation and the dash of its signature.
const GAP: usize = 3;

/// The quotations of one paragraph, in order, with their marks.
#[derive(Default)]
pub(super) struct Quotations {
    spans: Vec<Span>,
}

impl Quotations {
    /// Reads the quotation marks of a paragraph. One that nothing closes reaches to the paragraph's end where it opens the
    /// paragraph (the next one goes on with it), else it is no quotation.
    pub(super) fn read(&mut self, tokens: &[Token]) {
        self.spans.clear();
        let mut open: Option<usize> = None;
        let whole = tokens.first().zip(tokens.last()).map(|(first, last)| first.span().join(last.span()));
        let mut tokens = tokens.iter().peekable();
        while let Some(token) = tokens.next() {
            if token.kind != Kind::Mark {
                continue;
            }
            let span = token.span();
            let mut end = span.end;
            let attached = tokens.peek().is_some_and(|next| next.is_attached());
            let opens = match token.mark {
                // also put where the other mark belongs
                '“' => open.is_none() || !token.is_attached() || attached,
                '„' => true,
                '”' => false,
                '"' => open.is_none(),
                '\'' | '’' | '‘' if attached && tokens.peek().is_some_and(|next| next.is_mark(token.mark)) => {
                    end = tokens.next().map_or(end, |second| second.span().end);
                    open.is_none()
                }
                _ => continue,
            };
            if opens {
                open = Some(span.start);
            } else if let Some(from) = open.take() {
                self.spans.push(Span::new(from, end));
            }
        }
        self.spans.extend(whole.filter(|whole| open == Some(whole.start)));
    }

    /// The quotation that opens at a byte offset.
    pub(super) fn opened_at(&self, start: usize) -> Option<Span> {
        self.spans.binary_search_by_key(&start, |span| span.start).ok().map(|found| self.spans[found])
    }

    /// The last quotation that opens before a byte offset.
    fn before(&self, place: usize) -> Option<Span> {
        let past = self.spans.partition_point(|span| span.start < place);
        past.checked_sub(1).map(|at| self.spans[at])
    }

    /// Whether a quotation ends at a byte offset.
    pub(super) fn closes_at(&self, end: usize) -> bool {
        self.before(end).is_some_and(|span| span.end == end)
    }

    /// Whether a quotation ends right before a byte offset, white space aside.
    pub(super) fn closes_before(&self, start: usize) -> bool {
        self.before(start).is_some_and(|span| (span.end..=span.end + GAP).contains(&start))
    }

    /// The quotation around a byte offset.
    pub(super) fn around(&self, place: usize) -> Option<Span> {
        self.before(place + 1).filter(|span| place < span.end)
    }
}

/// Gives the figures of a paragraph that stand in quotations without a credit of their own the speaker of these.
pub(super) fn carry(
    sentences: &[Sentence],
    quotations: &Quotations,
    figures: &mut [Figure],
    credits: impl Fn(usize) -> Vec<Credit>,
) {
    let mut known: Option<(Span, Option<Span>)> = None;
    let mut beside = Beside { sentences, credits, read: FxHashMap::default() };
    for figure in figures.iter_mut().filter(|figure| figure.source.is_none() && figure.kind < FigureKind::Ordinal) {
        let Some(quotation) = quotations.around(figure.span.start) else { continue };
        let found = match known {
            Some((before, found)) if before == quotation => found,
            _ => beside.speaker(quotation, figure.sentence),
        };
        known = Some((quotation, found));
        figure.source = found.filter(|source| !source.overlaps(figure.span));
    }
}

/// The credits of the sentences beside quotations, each sentence read once.
struct Beside<'a, F> {
    sentences: &'a [Sentence],
    credits: F,
    read: FxHashMap<usize, Vec<Credit>>,
}

impl<F: Fn(usize) -> Vec<Credit>> Beside<'_, F> {
    fn credits(&mut self, sentence: usize) -> &[Credit] {
        self.read.entry(sentence).or_insert_with(|| (self.credits)(sentence))
    }

    /// The first credit of a sentence behind a place that is for words before it.
    fn after(&mut self, sentence: usize, place: usize) -> Option<Credit> {
        let credits = self.credits(sentence);
        let from = credits.partition_point(|credit| credit.at < place);
        credits[from..].iter().take(NEAREST).find(|credit| credit.behind).copied()
    }

    /// The last credit of a sentence before a place.
    fn until(&mut self, sentence: usize, place: usize) -> Option<Credit> {
        let credits = self.credits(sentence);
        let past = credits.partition_point(|credit| credit.at < place);
        credits[..past].iter().rev().take(NEAREST).find(|credit| !credit.signs).copied()
    }

    /// Who says a quotation, seen from one of its sentences.
    fn speaker(&mut self, quotation: Span, near: usize) -> Option<Span> {
        let sentences = self.sentences;
        let paragraph = sentences[near].paragraph;
        let same = |at: usize| sentences.get(at).is_some_and(|sentence| sentence.paragraph == paragraph);
        let closing = near + sentences[near..].partition_point(|sentence| sentence.span.end < quotation.end);
        if same(closing)
            && let Some(credit) = self.after(closing, quotation.end)
        {
            return Some(credit.source);
        }
        // “...” in one sentence, -- Khan in the next
        if same(closing + 1)
            && let Some(credit) = self.after(closing + 1, quotation.end)
            && credit.signs
            && credit.at <= quotation.end + GAP
        {
            return Some(credit.source);
        }
        let opening =
            sentences[..=near].partition_point(|sentence| sentence.span.start <= quotation.start).checked_sub(1)?;
        // words in quotation marks inside a sentence are the narrator's choice
        let begins = sentences[opening].span.start == quotation.start;
        if !begins && closing == opening && self.until(opening, quotation.start).is_none() {
            return None;
        }
        for at in (0..=REACH).filter_map(|back| opening.checked_sub(back)) {
            if let Some(credit) = self.until(at, quotation.start) {
                return Some(credit.source);
            }
            // a paragraph of its own: "Khan continued:", or one that goes on
            let first = at == 0 || !same(at - 1);
            if first {
                let last = at.checked_sub(1).filter(|_| begins && at == opening)?;
                return self.until(last, quotation.start).map(|credit| credit.source);
            }
        }
        None
    }
}
