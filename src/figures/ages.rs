//! Ages: "aged 12", "his daughter, 12,", "who is 54", "the over-65s", "in his 40s".

use super::grammar::{Found, Place, plain};
use super::numbers::{Form, Number};
use super::reader::Reader;
use super::roles::Roles;
use super::{Bound, FigureKind};
use crate::text::lists::words;
use crate::text::{Case, Classes};

/// "in his 40s": ten years of age.
pub(super) fn decade_of_life(reader: &Reader, sentence: usize, at: usize, past: usize) -> Option<Found> {
    let from: f64 = reader.word(at).parse().ok().filter(|from| (20.0..=90.0).contains(from))?;
    let part = at.checked_sub(1).filter(|at| reader.is_any(*at, words!["early", "mid", "late"])).unwrap_or(at);
    let part = part - usize::from(part > 1 && reader.is_hyphen(part - 1) && reader.is_any(part - 2, words!["mid"])) * 2;
    let whose = part.checked_sub(1).filter(|at| reader.classes(*at).any(Classes::POSSESSIVE))?;
    reader.is(whose.checked_sub(1)?, "in").then_some(())?;
    let place = Place { outer: part, start: at, end: past, past };
    let mut figure = plain(reader, sentence, FigureKind::Age, &place, from, Some(Bound::Between));
    (figure.value, figure.low, figure.high) = (None, from, from + 9.0);
    figure.unit = Some("year".into());
    Some(Found { figure: Some(figure), place, past })
}

/// "the 30-something", "thirty-somethings": ten years of age.
pub(super) fn decade_in_words(reader: &Reader, sentence: usize, at: usize, number: &Number) -> Option<Found> {
    let past = number.end + 2;
    let tens = (20.0..=90.0).contains(&number.low) && number.low % 10.0 == 0.0;
    let some = reader.is_hyphen(number.end) && reader.is_any(past - 1, words!["something", "somethings"]);
    if !(tens && some) {
        return None;
    }
    let place = Place { outer: at, start: at, end: past, past };
    let mut figure = plain(reader, sentence, FigureKind::Age, &place, number.low, Some(Bound::Between));
    (figure.value, figure.low, figure.high) = (None, number.low, number.low + 9.0);
    figure.unit = Some("year".into());
    Some(Found { figure: Some(figure), place, past })
}

/// The token where "the age of" begins, right before a number; else the number's own. A bound stands before it.
pub(super) fn before(reader: &Reader, start: usize) -> usize {
    let Some(age) =
        start.checked_sub(2).filter(|age| reader.is(age + 1, "of") && reader.is_any(*age, words!["age", "ages"]))
    else {
        return start;
    };
    age - usize::from(age > 0 && reader.is_any(age - 1, words!["the", "their", "an"]))
}

/// "aged 12", "at age 20", "his daughter, 12,"
pub(super) fn is_age(reader: &Reader, place: &Place, number: &Number, end: usize) -> bool {
    let possible = matches!(number.form, Form::Plain | Form::Words) && number.low <= 120.0;
    if !possible || place.start == 0 {
        return false;
    }
    if is_told(reader, place) {
        return true;
    }
    // "children under 5", "people over the age of 65"
    let bounded = place.outer < place.start && place.outer > 0 && !reader.is_mark(place.outer - 1, ',');
    let open =
        !reader.classes(end).any(Classes::NOUN.or(Classes::PLURAL).or(Classes::ADJECTIVE)) && !reader.is(end, "of");
    if bounded && open && reader.plays(place.outer - 1, Roles::AGED) {
        return reader.is_any(place.outer, words!["under", "over", "above", "below", "younger", "older", "at"]);
    }
    if is_said_of_somebody(reader, place.start, end)
        || is_age_group(reader, place, end)
        || is_bracketed(reader, place.start, number)
    {
        return true;
    }
    // "the pilots, both 44,"
    let each = place.start > 2 && reader.is_any(place.start - 1, words!["both", "each"]);
    let comma = place.start - 1 - usize::from(each);
    let between_commas = reader.is_mark(comma, ',')
        && comma > 0
        && (reader.is_mark(end, ',')
            || reader.is(end, "and") && reader.is_number(end + 1) && reader.is_mark(end + 2, ',')
            || reader.get(end).is_none()
            || reader.is_mark(end, '.') && end + 1 == reader.tokens.len());
    // "two women, 45 and 52, died"
    let listed = reader.is(end, "and") && comma > 0 && reader.plays(comma - 1, Roles::AGED);
    let person = || is_person(reader, comma - 1) || listed || each && reader.classes(comma - 1).any(Classes::PLURAL);
    between_commas && number.form == Form::Plain && number.low >= 1.0 && person()
}

/// "who is 54,", "she was 12 when", "Ann Lee (54)"
fn is_said_of_somebody(reader: &Reader, start: usize, end: usize) -> bool {
    const GOES_ON: &[u64] = words!["when", "and", "but", "at", "this", "last", "on", "next"];
    let Some(verb) = start.checked_sub(1).filter(|at| *at > 0) else { return false };
    let ends = reader.get(end).is_none_or(|token| matches!(token.mark, ',' | '.' | ';' | '!' | '?'))
        || reader.is_any(end, GOES_ON);
    // "died at 87", "the average age was 43"
    if ends && reader.is(verb, "at") && reader.is_any(verb - 1, words!["died", "dies", "dead"])
        || reader.is_any(verb, words!["is", "was"]) && reader.is(verb - 1, "age")
    {
        return true;
    }
    let is = reader.is_any(verb, words!["is", "was", "turned", "turns"]);
    is && ends && reader.is_any(verb - 1, words!["he", "she", "who"])
}

/// "over-65s", "the under-21 team": those whom a compound tells apart by their age.
fn is_age_group(reader: &Reader, place: &Place, end: usize) -> bool {
    place.start > 1
        && reader.is_hyphen(place.start - 1)
        && reader.is_any(place.start - 2, words!["under", "over"])
        && (reader.is_mark(end, '-') || !reader.is_attached(end) || is_plural_ending(reader, end))
}

/// "Ann Lee (54)": a grown-up's age behind a name of two words, where no contest is told of.
pub(super) fn is_bracketed(reader: &Reader, at: usize, number: &Number) -> bool {
    let name = |at: usize| reader.is_capitalised(at) && reader.is_near(at + 1) && !reader.is_function_word(at);
    let bracketed = at > 2 && reader.is_mark(at - 1, '(') && reader.is_mark(number.end, ')');
    let named = bracketed && name(at - 2) && name(at - 3) && !reader.plays(at - 3, Roles::NUMBERED);
    let contest = || (at.saturating_sub(24)..at + 24).any(|at| reader.plays(at, Roles::SCORE));
    named && number.form == Form::Plain && (16.0..=110.0).contains(&number.low) && !contest()
}

/// The "s" of "over-65s".
pub(super) fn is_plural_ending(reader: &Reader, at: usize) -> bool {
    reader.is(at, "s") && reader.is_attached(at)
}

/// "aged 12", "ages 5 to 7", "aged between 17 and 24", "the age of 65"
pub(super) fn is_told(reader: &Reader, place: &Place) -> bool {
    let outer = place.outer - usize::from(place.outer > 0 && reader.is_any(place.outer - 1, words!["between", "from"]));
    let place = &Place { outer, ..*place };
    let before = |at: usize, words: &[u64]| at > 0 && reader.is_any(at - 1, words);
    before(place.outer, words!["aged", "age", "ages"])
        || before(place.start, words!["aged", "of"]) && self::before(reader, place.start) < place.start
        || before(place.start, words!["aged"])
}

/// A name, or a word for a person, before ", 44,".
fn is_person(reader: &Reader, at: usize) -> bool {
    let Some(token) = reader.get(at) else { return false };
    let title = token.case == Case::Title && !reader.is_function_word(at);
    // "the cook, 34,", but not "the total, 34,"
    let determined = at > 0 && reader.classes(at - 1).any(Classes::DETERMINER.or(Classes::POSSESSIVE));
    let noun = determined && reader.classes(at).any(Classes::NOUN) && !reader.plays(at, Roles::AMOUNT);
    title && !reader.is_calendar(at) || noun || reader.plays(at, Roles::PERSON)
}
