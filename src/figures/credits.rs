//! The credits of one sentence: who says something in it, and which part of the sentence that is.
//!
//! Verbs of saying are most of them ([`sayings`](super::sayings)); here are the others: "according to", nouns ("a poll of",
//! "the bank's forecast of"), a name and a colon before a quotation, a dash and a name behind one.

use super::contents;
use super::lexicon::Cue;
use super::quotations::Quotations;
use super::reader::Reader;
use super::roles::Roles;
use super::sayings::{self, BE, Verb};
use super::speakers;
use crate::text::lists::words;
use crate::text::{Case, Gap, Kind, Span};

/// A credit found in a sentence.
#[derive(Clone, Copy)]
pub(super) struct Credit {
    pub(super) source: Span,
    /// Byte offsets between which it holds.
    pub(super) from: usize,
    pub(super) to: usize,
    /// Where its cue stands.
    pub(super) at: usize,
    /// What is said stands before the cue.
    pub(super) behind: bool,
    /// A name under a quotation: it says nothing of what follows.
    pub(super) signs: bool,
}

impl Credit {
    /// For words behind the cue.
    pub(super) fn ahead(source: Span, at: usize, from: usize, to: usize) -> Self {
        Self { source, from, to, at, behind: false, signs: false }
    }

    /// For words before the cue, and perhaps on both sides of it.
    pub(super) fn behind(source: Span, at: usize, from: usize, to: usize) -> Self {
        Self { source, from, to, at, behind: true, signs: false }
    }

    /// Whether a place in the sentence is told in somebody's words.
    fn holds(&self, place: usize) -> bool {
        !self.behind && self.from <= place && place < self.to
    }
}

/// Credits that are looked back at from any one place.
pub(super) const NEAREST: usize = 8;

/// The credits of a sentence in the order of their cues.
pub(super) fn credits(reader: &Reader, quotations: &Quotations) -> Vec<Credit> {
    let mut found: Vec<Credit> = Vec::new();
    let whole = reader.span(0, reader.tokens.len());
    let mut clause = whole.start;
    let mut next = 0;
    while let Some(at) = reader.next_that_plays(next, Roles::CUE) {
        next = at + 1;
        let Some(token) = reader.get(at) else { break };
        let credit = match token.kind {
            Kind::Word if token.case == Case::Lower || at == 0 => match reader.lexicon.cues.longest(reader.from(at)) {
                Some((past, Cue::Verb(way))) if token.case == Case::Lower => {
                    let verb = Verb { first: at, past: at + past, way: *way };
                    sayings::said(reader, quotations, &verb, &found).filter(|said| {
                        // "officials said 5 died; the clinic counted 15": a clause with a speaker of its own
                        let inside =
                            |outer: &Credit| outer.holds(said.at) && outer.source != said.source && outer.at >= clause;
                        let nested = quotations.around(said.at).is_some() || near(&found).any(inside);
                        !nested || sayings::is_plain(reader, &verb)
                    })
                }
                Some((past, Cue::According)) => according(reader, at, at + past, whole),
                Some((_, Cue::In)) if at == 0 => reported(reader, whole),
                Some((_, Cue::By)) => reckoned(reader, at, whole),
                _ => None,
            },
            Kind::Possessive => claimed(reader, at, whole),
            Kind::Mark if token.is_mark(':') && found.is_empty() => announced(reader, quotations, at, whole),
            Kind::Mark if token.is_mark(';') && quotations.around(token.span().start).is_none() => {
                clause = token.span().end;
                None
            }
            Kind::Mark if reader.is_dash(at) && quotations.closes_before(token.span().start) => signed(reader, at),
            _ => None,
        };
        let Some(mut credit) = credit else { continue };
        if credit.from < credit.at {
            // what stands before is said in the same clause, and inside of what another says where the cue stands there
            let outer = near(&found).filter(|outer| outer.holds(credit.at)).map(|outer| outer.from);
            let quoted = quotations.around(credit.at).map_or(0, |quotation| quotation.start);
            credit.from = outer.fold(credit.from.max(quoted).max(clause), usize::max);
        }
        found.push(credit);
    }
    found
}

fn near(found: &[Credit]) -> impl Iterator<Item = &Credit> {
    found.iter().rev().take(NEAREST)
}

/// "..., according to Khan", "according to Khan, ..."
fn according(reader: &Reader, at: usize, name: usize, whole: Span) -> Option<Credit> {
    let (source, past) = speakers::from(reader, name)?;
    let here = reader.tokens[at].span().start;
    if at == 0 {
        return Some(Credit::ahead(source, here, source.end, whole.end));
    }
    // no apposition to the name, but more of what it says
    let on = words!["and", "but", "while", "with", "though", "although", "including", "or"];
    let goes_on = reader.is_mark(past, ',') && reader.is_any(past + 1, on);
    Some(Credit::behind(source, here, whole.start, if goes_on { whole.end } else { here }))
}

/// "In a poll of voters, ..."
fn reported(reader: &Reader, whole: Span) -> Option<Credit> {
    let (source, past) = speakers::from(reader, 1)?;
    let measures = past.checked_sub(1).is_some_and(|head| reader.plays(head, Roles::MEASURE));
    let comma = (past..past + 16).find(|at| reader.is_mark(*at, ',')).filter(|_| measures)?;
    Some(Credit::ahead(source, whole.start, reader.tokens[comma].span().end, whole.end))
}

/// "by one estimate", "by their count"
fn reckoned(reader: &Reader, by: usize, whole: Span) -> Option<Credit> {
    if !reader.is_any(by + 1, words!["one", "some", "most", "many", "his", "her", "its", "their"]) {
        return None;
    }
    let (source, past) = speakers::from(reader, by + 1)?;
    let at = reader.tokens[by].span().start;
    reader.plays(past.checked_sub(1)?, Roles::REPORT).then(|| {
        if by == 0 {
            Credit::ahead(source, at, source.end, whole.end)
        } else {
            Credit::behind(source, at, whole.start, at)
        }
    })
}

/// "the bank's forecast of 2 percent", "Khan's claim that 4 died"
fn claimed(reader: &Reader, possessive: usize, whole: Span) -> Option<Credit> {
    let noun = (possessive + 1..possessive + 4).find(|at| reader.plays(*at, Roles::CLAIM))?;
    let measures = reader.plays(noun, Roles::MEASURE) && reader.is_any(noun + 1, words!["of", "for"]);
    let speaker = speakers::phrase_before(reader, possessive).filter(|_| measures || reader.is(noun + 1, "that"))?;
    let at = reader.tokens[possessive].span().start;
    Some(Credit::ahead(speaker.span, at, reader.tokens[noun].span().end, whole.end))
}

/// “...” -- Khan
fn signed(reader: &Reader, dash: usize) -> Option<Credit> {
    let (source, past) = speakers::from(reader, dash + 1).filter(|_| reader.is_capitalised(dash + 1))?;
    let alone = reader.get(past).is_none_or(|token| token.gap >= Gap::Line || token.is_mark(','));
    let at = reader.tokens[dash].span().start;
    alone.then(|| Credit { signs: true, ..Credit::behind(source, at, 0, at) })
}

/// Khan: “...”, "Poll: 40 percent undecided", and "Khan made this remark:" at a paragraph's end.
fn announced(reader: &Reader, quotations: &Quotations, colon: usize, whole: Span) -> Option<Credit> {
    let at = reader.tokens[colon].span().start;
    if colon + 1 == reader.tokens.len() {
        return speakers::of_sentence(reader, colon).map(|speaker| Credit::ahead(speaker.span, at, at, at));
    }
    let opening = speakers::phrase_before(reader, colon).filter(|speaker| speaker.first == 0);
    if let Some(speaker) = opening
        && reader.plays(speaker.head, Roles::REPORT)
    {
        return Some(Credit::ahead(speaker.span, at, at, whole.end));
    }
    let quotation = contents::quotation_at(reader, quotations, colon + 1)?;
    // "the case is shown by this line: ...": the subject says nothing
    let active = || speakers::of_sentence(reader, colon).filter(|speaker| !reader.is_any(speaker.head + 1, BE));
    let speaker = opening.or_else(active)?;
    Some(Credit::ahead(speaker.span, at, quotation.start, quotation.end))
}
