//! Where names may stand: runs of capitalised words, with the small words and marks that join such words.

use crate::entities::hints::{Hints, Lexicon};
use crate::text::{Case, Gap, Kind, Passage, Token};

/// No run has more tokens: a longer one is cut.
const MOST: usize = 32;
/// Joints between two capitalised words.
const JOINTS: usize = 3;

/// The run that begins at a token or after it: its first token and the one past it.
pub(super) fn next(passage: &Passage, lexicon: &Lexicon, listed: &[u8], mut at: usize) -> Option<(usize, usize)> {
    loop {
        let token = passage.get(at)?;
        if begins(passage, lexicon, token, at) {
            return Some((at, end(passage, lexicon, listed, at)));
        }
        at += 1;
    }
}

/// A word with a capital that is not "I", nor "I'm" and its like.
pub(super) fn is_capital(text: &str, token: &Token) -> bool {
    token.is_capitalised() && !(token.end - token.start <= 6 && is_first_person(token.of(text)))
}

fn is_first_person(word: &str) -> bool {
    word.strip_prefix('I').is_some_and(|rest| rest.is_empty() || rest.starts_with(crate::text::classes::is_apostrophe))
}

fn begins(passage: &Passage, lexicon: &Lexicon, token: &Token, at: usize) -> bool {
    match token.case {
        // "al-Qaeda"
        Case::Lower => {
            // rare, so asked first
            passage.is_hyphen(at + 1)
                && token.is_word()
                && token.end - token.start <= 3
                && passage.is_capitalised(at + 2)
                && lexicon.hints(token.key).any(Hints::PARTICLE)
        }
        _ => is_capital(passage.text, token),
    }
}

fn end(passage: &Passage, lexicon: &Lexicon, listed: &[u8], from: usize) -> usize {
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
        } else if joints < JOINTS && joins(passage, lexicon, listed, token, at) {
            joints += 1;
        } else {
            break;
        }
        at += 1;
    }
    to
}

/// Whether a hyphen stands between two names, one of which a list has: "US-China talks".
fn parts(passage: &Passage, lexicon: &Lexicon, listed: &[u8], hyphen: usize) -> bool {
    let code = |at: usize| listed.get(at).copied().unwrap_or(0);
    let given = |at: usize| passage.get(at).is_some_and(|token| lexicon.hints(token.key).any(Hints::GIVEN));
    code(hyphen) == 0 && (code(hyphen - 1) != 0 && !given(hyphen - 1) || code(hyphen + 1) != 0 && !given(hyphen + 1))
}

/// Words that a full stop may follow inside a name.
const STOPPED: Hints = Hints::HONORIFIC.or(Hints::TITLE).or(Hints::ABBREVIATION).or(Hints::SUFFIX);
const HEADS: Hints = Hints::BODY_HEAD.or(Hints::BODY_TAIL).or(Hints::PLACE_HEAD).or(Hints::PLACE_TAIL);

fn joins(passage: &Passage, lexicon: &Lexicon, listed: &[u8], token: &Token, at: usize) -> bool {
    match token.kind {
        Kind::Word => lexicon.hints(token.key).any(Hints::JOINT.or(Hints::PARTICLE)),
        Kind::Mark => match token.mark {
            '&' => true,
            // "Velora Foods, Inc.", "Amadi, Jr."
            ',' => {
                token.is_attached()
                    && passage.get(at + 1).is_some_and(|next| next.is_capitalised() && lexicon.is_stopped(next.key))
            }
            // an initial or an abbreviation
            '.' => {
                let before = passage.before(at).filter(|before| before.end - before.start <= 4);
                token.is_attached()
                    && passage.is_capitalised(at + 1)
                    && before
                        .is_some_and(|before| before.end - before.start <= 2 || lexicon.hints(before.key).any(STOPPED))
            }
            _ => passage.is_hyphen(at) && !parts(passage, lexicon, listed, at),
        },
        // "St. Jude Children's Research Hospital", but not "Ghana's Kofi Mensah"
        Kind::Possessive => {
            let behind = passage
                .from(at + 1)
                .iter()
                .take(MOST)
                .take_while(|token| token.is_capitalised() && token.gap <= Gap::Space);
            behind.last().is_some_and(|last| lexicon.hints(last.key).any(HEADS))
        }
        Kind::Number | Kind::Link => false,
    }
}
