//! Where names may stand: runs of capitalised words, with the small words and marks that join such words.

use super::features::Evidence;
use crate::entities::hints::Hints;
use crate::text::{Case, Classes, Gap, Kind, Token};

/// No run has more tokens: a longer one is cut.
const MOST: usize = 32;
/// Joints between two capitalised words.
const JOINTS: usize = 3;

/// The runs of a sentence, one by one: the first token of each and the one past it. Words capitalised for no more than
/// opening the sentence are none.
pub(super) struct Runs<'e> {
    evidence: &'e Evidence<'e>,
    capitals: std::slice::Iter<'e, u32>,
    past: usize,
}

impl<'e> Runs<'e> {
    pub(super) fn of(evidence: &'e Evidence<'e>) -> Self {
        Self { evidence, capitals: evidence.capitals.iter(), past: 0 }
    }
}

impl Iterator for Runs<'_> {
    type Item = (usize, usize);

    fn next(&mut self) -> Option<(usize, usize)> {
        let Evidence { passage, offset, .. } = self.evidence;
        for capital in self.capitals.by_ref() {
            let at = *capital as usize - offset;
            if at < self.past {
                continue;
            }
            let article = at.checked_sub(2).filter(|at| *at >= self.past && is_article(self.evidence, *at));
            let from = article.unwrap_or(at);
            if article.is_none() && !passage.get(at).is_some_and(|token| is_capital(passage.text, token)) {
                continue;
            }
            self.past = end(self.evidence, from);
            if self.past > from + 1 || !self.evidence.is_plain(from) {
                return Some((from, self.past));
            }
        }
        None
    }
}

/// A word with a capital that is not "I", nor "I'm" and its like.
pub(super) fn is_capital(text: &str, token: &Token) -> bool {
    let may_be_i = text.as_bytes().get(token.start as usize) == Some(&b'I') && token.end - token.start <= 6;
    token.is_capitalised() && !(may_be_i && is_first_person(token.of(text)))
}

fn is_first_person(word: &str) -> bool {
    word.strip_prefix('I').is_some_and(|rest| rest.is_empty() || rest.starts_with(crate::text::classes::is_apostrophe))
}

/// Whether a small word is tied to the name behind it: "al-Qaeda".
fn is_article(evidence: &Evidence, at: usize) -> bool {
    let passage = &evidence.passage;
    // rare, so asked first
    passage.is_hyphen(at + 1)
        && passage.get(at).is_some_and(|token| {
            token.case == Case::Lower
                && token.is_word()
                && token.end - token.start <= 3
                && evidence.hints(at).any(Hints::PARTICLE)
        })
}

fn end(evidence: &Evidence, from: usize) -> usize {
    let passage = &evidence.passage;
    let mut to = from + 1;
    let mut at = to;
    let mut joints = 0;
    while let Some(token) = passage.get(at).filter(|_| at < from + MOST) {
        if token.gap > Gap::Space {
            break;
        }
        if is_capital(passage.text, token) {
            to = at + 1;
            joints = 0;
        } else if joints < JOINTS && joins(evidence, token, at) {
            joints += 1;
        } else {
            break;
        }
        at += 1;
    }
    to
}

/// Whether a hyphen stands between two names, one of which a list has: "US-China talks".
fn parts(evidence: &Evidence, hyphen: usize) -> bool {
    let code = |at: usize| evidence.listed.get(at).copied().unwrap_or(0);
    let given = |at: usize| evidence.hints(at).any(Hints::GIVEN);
    code(hyphen) == 0 && (code(hyphen - 1) != 0 && !given(hyphen - 1) || code(hyphen + 1) != 0 && !given(hyphen + 1))
}

/// Words that a full stop may follow inside a name.
const STOPPED: Hints = Hints::HONORIFIC.or(Hints::TITLE).or(Hints::STOPPED);
const HEADS: Hints = Hints::BODY_HEAD.or(Hints::BODY_TAIL).or(Hints::PLACE_HEAD).or(Hints::PLACE_TAIL);

fn joins(evidence: &Evidence, token: &Token, at: usize) -> bool {
    let passage = &evidence.passage;
    match token.kind {
        Kind::Word => {
            let hints = evidence.hints(at);
            // "as-Sisi", but not "Mora as Hamlet"
            let is_article = || passage.words.listed(token.key).is_some_and(|classes| classes.any(Classes::FUNCTION));
            hints.any(Hints::JOINT) || hints.any(Hints::PARTICLE) && (passage.is_hyphen(at + 1) || !is_article())
        }
        Kind::Mark => match token.mark {
            '&' => true,
            // "Velora Foods, Inc.", "Amadi, Jr."
            ',' => token.is_attached() && passage.is_capitalised(at + 1) && evidence.hints(at + 1).any(Hints::STOPPED),
            // an initial or an abbreviation
            '.' => {
                let before = passage.before(at).filter(|before| before.end - before.start <= 4);
                token.is_attached()
                    && passage.is_capitalised(at + 1)
                    && before
                        .is_some_and(|before| before.end - before.start <= 2 || evidence.hints(at - 1).any(STOPPED))
            }
            _ => passage.is_hyphen(at) && !parts(evidence, at),
        },
        // "St. Jude Children's Research Hospital", but not "Ghana's Kofi Mensah"
        Kind::Possessive => {
            let behind = passage
                .from(at + 1)
                .iter()
                .take(MOST)
                .take_while(|token| token.is_capitalised() && token.gap <= Gap::Space)
                .count();
            behind > 0 && evidence.hints(at + behind).any(HEADS)
        }
        Kind::Number | Kind::Link => false,
    }
}
