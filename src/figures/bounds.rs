//! What stands around a number: "over", "or more", "rose by".

use super::reader::Reader;
use super::{Bound, Trend};
use crate::text::Classes;

/// The longest phrase in `data/en/bounds.tsv`, in tokens.
const LONGEST: usize = 6;

/// The bound stated before a token, and the first token of its phrase.
pub(super) fn before(reader: &Reader, at: usize) -> Option<(Bound, usize)> {
    let mut end = at;
    // "more than the 14", "over a further 20", "at least another 5", "sub-500"
    while end > 0
        && (reader.is_any(end - 1, &["another", "further", "additional", "just", "only"])
            || reader.is_dash(end - 1) && end == at)
    {
        end -= 1;
    }
    [at, end].into_iter().find_map(|end| {
        let (taken, bound) = reader.lexicon.before.longest_ending(reader.until(end), LONGEST)?;
        let from = end - taken;
        // "some" and "near" before a plain hyphen are no bounds; "mind over 20" does not occur, "over" after a noun does
        Some((*bound, from))
    })
}

/// The bound stated after a token, and the token past its phrase.
pub(super) fn after(reader: &Reader, at: usize) -> Option<(Bound, usize)> {
    let from = at + usize::from(reader.is_hyphen(at));
    let (taken, bound) = reader.lexicon.after.longest(reader.from(from))?;
    let attached = reader.is_attached(from);
    // "+", "-odd" and "-plus" belong to the number only when they touch it
    let touches =
        !matches!(reader.word(from), "+" | "odd" | "plus" | "ish") || attached || from > at || reader.is(from, "odd");
    touches.then_some((*bound, from + taken))
}

/// Whether the number is an amount of change, and in which direction: what stands before its bound.
pub(super) fn trend(reader: &Reader, at: usize, loose: bool) -> Option<Trend> {
    let mut end = at;
    let mut by = false;
    for _ in 0..3 {
        let Some(last) = end.checked_sub(1) else {
            break;
        };
        if reader.is(last, "by") {
            by = true;
        } else if !(reader
            .is_any(last, &["a", "an", "another", "further", "additional", "just", "only", "another", "the", "even"])
            || reader.classes(last).any(Classes::ADVERB) && !reader.is_any(last, &["up", "down"]))
        {
            break;
        }
        end = last;
    }
    let last = end.checked_sub(1)?;
    if reader.is_any(last, &["up", "higher"]) {
        return (loose || by).then_some(Trend::Up);
    }
    if reader.is_any(last, &["down", "lower"]) {
        return (loose || by).then_some(Trend::Down);
    }
    let (trend, needs_by) = reader.lexicon.trend(reader.get(last)?)?;
    (by || loose && !needs_by).then_some(trend)
}
