//! What stands around a number: "over", "or more", "rose by".

use super::reader::Reader;
use super::roles::Roles;
use super::{Bound, Trend};
use crate::text::lists::words;
use crate::text::{Case, Classes, Kind};

/// The longest phrase in `data/en/bounds.tsv`, in tokens.
const LONGEST: usize = 6;

/// How many words the object of a verb of change may have before "by".
const OBJECT: usize = 5;

/// The bound stated before a token, and the first token of its phrase.
pub(super) fn before(reader: &Reader, at: usize) -> Option<(Bound, usize)> {
    // "a row over two dogs", "riots over three killings": what it is about
    if at > 1 && reader.is(at - 1, "over") && reader.plays(at - 2, Roles::DISPUTE) {
        return None;
    }
    let mut end = at;
    // "more than the 14", "over a further 20", "at least another 5", "sub-500"
    while end > 0
        && (reader.is_any(end - 1, words!["another", "further", "additional", "just", "only"])
            || reader.is_dash(end - 1) && end == at)
    {
        end -= 1;
    }
    [at, end].into_iter().find_map(|end| {
        let (from, bound) = reader.ending(&reader.lexicon.before, Roles::BOUND_BEFORE, end, LONGEST)?;
        Some((*bound, from))
    })
}

/// The bound stated after a token, and the token past its phrase.
pub(super) fn after(reader: &Reader, at: usize) -> Option<(Bound, usize)> {
    let from = at + usize::from(reader.is_hyphen(at));
    let phrase = reader.plays(from, Roles::BOUND_AFTER).then(|| reader.from(from))?;
    let (taken, bound) = reader.lexicon.after.longest(phrase)?;
    let attached = reader.is_attached(from);
    // "+", "-odd" and "-plus" belong to the number only when they touch it
    let touches =
        !matches!(reader.word(from), "+" | "odd" | "plus" | "ish") || attached || from > at || reader.is(from, "odd");
    touches.then_some((*bound, from + taken))
}

/// Whether the number is an amount of change, and in which direction: what stands before its bound.
pub(super) fn trend(reader: &Reader, at: usize, loose: bool) -> Option<Trend> {
    // "slid below 8,000", "rose as high as 60"
    if reader.is_any(at, words!["above", "below", "past", "as"]) {
        return None;
    }
    let mut end = at;
    let mut by = false;
    for _ in 0..3 {
        let Some(last) = end.checked_sub(1) else {
            break;
        };
        if reader.is(last, "by") {
            by = true;
        } else if !(reader.is_any(
            last,
            words!["a", "an", "another", "further", "additional", "just", "only", "another", "the", "even"],
        ) || reader.classes(last).any(Classes::ADVERB) && !reader.is_any(last, words!["up", "down"]))
        {
            break;
        }
        end = last;
    }
    let last = end.checked_sub(1)?;
    // "a rise of 2 percent"
    if let Some(noun) = last.checked_sub(1).filter(|_| reader.is(last, "of"))
        && noun > 0
        && reader.classes(noun - 1).any(Classes::DETERMINER.or(Classes::ADJECTIVE))
        && let Some((trend, _)) = reader.trend(noun).filter(|(_, needs_by)| loose && !needs_by)
    {
        return Some(trend);
    }
    let particle = if reader.is_any(last, words!["up", "higher"]) {
        Some(Trend::Up)
    } else {
        reader.is_any(last, words!["down", "lower"]).then_some(Trend::Down)
    };
    if let Some(trend) = particle {
        // "gave up 90 metres", "took down 12 trees"
        let verb = last > 0 && reader.classes(last - 1).any(Classes::PAST.or(Classes::VERB).or(Classes::GERUND));
        let closes = last > 0 && reader.plays(last - 1, Roles::CLOSING);
        let part = verb && !closes && !is_change(reader, last - 1);
        let state =
            closes || last == 0 || reader.classes(last - 1).any(Classes::AUXILIARY) || reader.is_mark(last - 1, ',');
        return (by || !part && (loose || state && is_measured_in_points(reader, at))).then_some(trend);
    }
    if let Some((trend, needs_by)) = reader.trend(last) {
        return (by || (loose || is_measured_in_points(reader, at)) && !needs_by).then_some(trend);
    }
    // "grew its sales by 35 percent"
    if by { over_object(reader, last) } else { None }
}

/// "cut its deposit rate 25 basis points": the direction of a verb of change that has an object before a token.
pub(super) fn over_object(reader: &Reader, last: usize) -> Option<Trend> {
    let verb = (last.saturating_sub(OBJECT)..=last)
        .rev()
        .take_while(|at| reader.tokens[*at].is_word() && !reader.classes(*at).any(Classes::PREPOSITION))
        .find_map(|at| reader.trend(at));
    verb.map(|(trend, _)| trend)
}

/// The same from what stands behind: "12 points higher", "a 12% decrease".
pub(super) fn trend_behind(reader: &Reader, at: usize) -> Option<Trend> {
    // "12 percent higher", but "12 higher courts"
    let points = usize::from(is_points(reader, at));
    let next = at + points;
    let measured = points > 0 || at > 0 && !reader.is_number(at - 1);
    let ends = || reader.get(next + 1).is_none_or(|t| t.kind == Kind::Mark) || reader.is_function_word(next + 1);
    let up = reader.is_any(next, words!["higher", "warmer", "hotter"]);
    if measured && (up || reader.is_any(next, words!["lower", "colder", "cooler"])) && ends() {
        return Some(if up { Trend::Up } else { Trend::Down });
    }
    if measured && points == 0 && reader.is_any(at, words!["more", "fewer", "less"]) && reader.is(at + 1, "than") {
        return Some(if reader.is(at, "more") { Trend::Up } else { Trend::Down });
    }
    let noun = at + usize::from(reader.is_hyphen(at));
    let singular = reader.get(noun).is_some_and(|token| token.case == Case::Lower) && !reader.word(noun).ends_with('s');
    let (trend, _) = reader.trend(noun).filter(|(_, needs_by)| singular && measured && !needs_by)?;
    (reader.classes(noun).any(Classes::NOUN) && !reader.classes(noun).any(Classes::PAST)).then_some(trend)
}

fn is_points(reader: &Reader, at: usize) -> bool {
    reader.is_any(at, words!["point", "points", "place", "places", "spots", "notches"])
}

fn is_change(reader: &Reader, at: usize) -> bool {
    reader.plays(at, Roles::TREND)
}

/// "rose 12.5 points", "was up 3 places": counts that only a change has.
fn is_measured_in_points(reader: &Reader, at: usize) -> bool {
    (at..at + 4).any(|at| is_points(reader, at))
}
