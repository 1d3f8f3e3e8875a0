//! What is written in digits and is no figure: years, dates, clock times, codes, scores, names with numbers.
//!
//! Shapes that the digits themselves show are regular expressions in `data/number_shapes.tsv`, tried only where a number
//! begins and tied to that place. What the words around show is decided here.

use std::sync::LazyLock;

use regex_automata::meta::Regex;
use regex_automata::util::syntax;
use regex_automata::{Anchored, Input};

use super::FigureKind;
use super::ages;
use super::lexicon::NumberWord;
use super::numbers::{self, Form, Number};
use super::reader::Reader;
use super::roles::Roles;
use crate::text::Classes;
use crate::text::lists::rows;
use crate::text::lists::words;
use crate::text::{Case, Kind, Token};

/// Longer than any shape; what the expressions may look at.
const REACH: usize = 48;

static SHAPES: LazyLock<(Regex, Vec<FigureKind>)> = LazyLock::new(|| {
    let (mut patterns, mut kinds) = (Vec::new(), Vec::new());
    for [kind, pattern] in rows(include_str!("../../data/number_shapes.tsv"), ["kind", "pattern"]) {
        patterns.push(pattern);
        kinds.push(match kind {
            "date" => FigureKind::Date,
            "time" => FigureKind::Time,
            "score" => FigureKind::Score,
            _ => FigureKind::Code,
        });
    }
    // with the classes of Unicode the automaton gives up at the first character outside ASCII
    let ascii = syntax::Config::new().unicode(false).utf8(false);
    let regex = Regex::builder()
        .syntax(ascii)
        .build_many(&patterns)
        .unwrap_or_else(|error| panic!("data/number_shapes.tsv: {error}"));
    (regex, kinds)
});

/// A number that is no figure: its kind, and the token past it.
pub(super) fn shape(reader: &Reader, at: usize) -> Option<(FigureKind, usize)> {
    let token = reader.get(at).filter(|token| token.kind == Kind::Number)?;
    // most numbers stand alone, and need no expression
    let next = reader.get(at + 1)?;
    let first = next.of(reader.text).chars().next().unwrap_or(' ');
    let decade = reader.before(at).is_some_and(|token| matches!(token.mark, '\'' | '’' | '‘')) && next.is_attached();
    let grouped = token.of(reader.text).starts_with('0') && token.end - token.start == 4 && next.kind == Kind::Number;
    let may_be = decade
        || grouped
        || next.is_attached() && !matches!(next.mark, ',' | '.' | ';' | '!' | '?' | '"' | '”')
        || matches!(first, 'a' | 'p' | 'A' | 'P' | 'o' | 'G' | 'U' | 'h' | '-' | '–' | '—')
        || first == 'l' && token.end - token.start == 4
        || token.of(reader.text).matches('.').count() > 1;
    if !may_be {
        return None;
    }
    // "32m2" is an area, no code
    let unit = reader.lexicon.units.unit_at(reader, at + 1).filter(|(_, past)| *past > at + 2 && next.is_attached());
    if unit.is_some() {
        return None;
    }
    let start = token.span().start;
    let mut end = (start + REACH).min(reader.text.len());
    while !reader.text.is_char_boundary(end) {
        end -= 1;
    }
    let (regex, kinds) = &*SHAPES;
    let found = regex.search_half(&Input::new(reader.text).range(start..end).anchored(Anchored::Yes))?;
    let past = at + reader.from(at).iter().take_while(|token| token.span().start < found.offset()).count();
    kinds.get(found.pattern().as_usize()).map(|kind| (*kind, past))
}

/// A plain number without unit, sign or currency, read from its neighbours: a date, a year, a name with a number, a score.
pub(super) fn by_context(
    reader: &Reader,
    at: usize,
    number: &Number,
    bounded: bool,
) -> Option<(FigureKind, usize, usize)> {
    if let Some((from, past)) = month_and_day(reader, at, number) {
        return Some((FigureKind::Date, from, past));
    }
    if number.form == Form::Plain && is_ordinal(reader, number) {
        return Some((FigureKind::Ordinal, at, number.end + 1));
    }
    if let Some(past) = score(reader, at, number).or_else(|| tally(reader, at, number)) {
        return Some((FigureKind::Score, at, past));
    }
    if is_part_of_name(reader, at, number) {
        return Some((FigureKind::Code, at, number.end));
    }
    if is_hour(reader, at, number) {
        return Some((FigureKind::Time, at, number.end));
    }
    let murder = bounded && is_year_of_one(reader, at, number);
    if murder || !bounded && is_year(reader, at, number) {
        return Some((FigureKind::Date, at, number.end));
    }
    None
}

/// "1st", "22nd", and the same for "th" parted by mistake.
fn is_ordinal_ending(reader: &Reader, at: usize) -> bool {
    reader.is_attached(at) && matches!(reader.word(at), "st" | "nd" | "rd" | "th" | "ST" | "ND" | "RD" | "TH")
}

/// Whether the ending is the one that the number takes: "12st 4lb" are stones.
pub(super) fn is_ordinal(reader: &Reader, number: &Number) -> bool {
    let first = number.low % 10.0 == 1.0 && number.low % 100.0 != 11.0;
    is_ordinal_ending(reader, number.end) && (first || reader.word(number.end) != "st")
}

/// A month without its capital, where the text has none: "dec. 12", "on may 19".
fn is_plain_month(reader: &Reader, at: usize) -> bool {
    let listed = reader.plays(at, Roles::MONTH);
    let before = |words: &[u64]| at > 0 && reader.is_any(at - 1, words);
    listed
        && (reader.is_mark(at + 1, '.') && reader.word(at).len() <= 4
            || before(words!["on", "in", "since", "until", "by", "due", "of"]))
}

/// "September 8", "8 September 2019", "Dec. 2, 2019", "October 1 2019"
fn month_and_day(reader: &Reader, at: usize, number: &Number) -> Option<(usize, usize)> {
    let is_month =
        |at: usize| reader.is_capitalised(at) && reader.plays(at, Roles::MONTH) || is_plain_month(reader, at);
    if number.form != Form::Plain {
        return None;
    }
    let year = |at: usize| {
        let at = at + usize::from(reader.is_mark(at, ','));
        (reader.is_number(at) && reader.word(at).len() == 4 && !reader.word(at).contains(['.', ','])).then_some(at + 1)
    };
    let mut before = at.checked_sub(1)?;
    if reader.is_mark(before, '.') || reader.is_mark(before, ',') {
        before = before.saturating_sub(1);
    }
    let end = number.end + usize::from(is_ordinal_ending(reader, number.end));
    if is_month(before) && (number.low <= 31.0 || (1000.0..2200.0).contains(&number.low)) {
        let mut past = end;
        // "June 3-5", "June 3 and 5"
        if number.low <= 31.0
            && (reader.is_dash(past) || reader.is_any(past, words!["and", "to", "or"]))
            && reader.is_number(past + 1)
            && reader.word(past + 1).len() <= 2
            && !reader.get(past + 2).is_some_and(|token| token.is_attached() && token.is_word())
        {
            past += 2;
        }
        return Some((before, year(past).unwrap_or(past)));
    }
    let month = end + usize::from(reader.is(end, "of"));
    if number.low <= 31.0 && is_month(month) && reader.is_near(month) {
        let past = month
            + 1
            + usize::from(
                reader.is_mark(month + 1, '.') && reader.is_attached(month + 1) && reader.is_number(month + 2),
            );
        return Some((at, year(past).unwrap_or(past)));
    }
    None
}

/// "won 2-1", "a 3-0 victory": two small numbers where a contest is told of.
fn score(reader: &Reader, at: usize, number: &Number) -> Option<usize> {
    let second = number.end + 1;
    if number.form != Form::Plain || !reader.is_hyphen(number.end) || !reader.is_number(second) || number.low > 999.0 {
        return None;
    }
    let other: f64 = reader.word(second).parse().ok()?;
    let past = second + 1;
    let plural =
        reader.classes(past).any(Classes::PLURAL) && !reader.plays(past, Roles::SCORE) && reader.get(past).is_some();
    let unit = reader.lexicon.units.unit_at(reader, past + usize::from(reader.is_hyphen(past))).is_some();
    let told = (at.saturating_sub(12)..past + 6).any(|at| reader.plays(at, Roles::SCORE));
    let falls = other <= number.low;
    let small = other <= 199.0 && (falls || number.low <= 199.0);
    // "split 50-50", "were 212-6": no range falls
    let even = other <= number.low;
    (!unit && !plural && (told && (falls || small) || even || falls && number.low < 30.0 && other < 30.0))
        .then_some(past)
}

/// "voted 52 to 48", "by 52 votes to 48", "256 for 4": small numbers told of a contest, tied by a word.
fn tally(reader: &Reader, at: usize, number: &Number) -> Option<usize> {
    let votes = matches!(reader.word(number.end), "votes" | "goals" | "games" | "sets");
    let tie = number.end + usize::from(votes);
    if !reader.is_any(tie, words!["to", "for"]) {
        return None;
    }
    let plain = |number: &Number| matches!(number.form, Form::Plain | Form::Words);
    let second = numbers::number(reader, tie + 1, false).filter(|second| plain(second) && plain(number))?;
    let (other, past) = (second.low, second.end);
    // "287 for 6 in 50 overs"
    let overs = || {
        let wickets = other <= 10.0 && number.low >= 10.0 && reader.is(tie, "for");
        wickets && (past..past + 6).any(|at| reader.is_any(at, words!["overs", "wickets", "declared", "innings"]))
    };
    let told = votes || (at.saturating_sub(3)..at).any(|at| reader.plays(at, Roles::SCORE)) || overs();
    let bare =
        !reader.get(past).is_some_and(|token| token.is_word() || token.is_mark('%')) || reader.is_function_word(past);
    (told && bare && other < number.low).then_some(past)
}

/// "7 W 12th St", "30 Old Mill Road": the number of a house, capitals up to the word for a street behind it.
fn is_address(reader: &Reader, number: &Number) -> bool {
    // "31 Avenue Lenoir"
    let street_first = reader.is_capitalised(number.end) && reader.is_capitalised(number.end + 1);
    if street_first && reader.plays(number.end, Roles::STREET) {
        return true;
    }
    (number.end..number.end + 5)
        .take_while(|at| {
            reader.is_capitalised(*at) || reader.is_number(*at) || reader.is_any(*at, words!["st", "nd", "rd", "th"])
        })
        .any(|at| at > number.end && reader.plays(at, Roles::STREET))
}

/// A few letters that make no word, and no prefix like "mid" or "sub": what codes begin with, however they are cased.
pub(super) fn is_code_head(reader: &Reader, at: usize) -> bool {
    const PREFIXES: &[u64] = words!["mid", "sub", "minus", "pre", "post", "non", "ultra", "plus"];
    reader.get(at).is_some_and(|head| {
        head.is_word() && (2..=5).contains(&(head.end - head.start)) && reader.words.listed(head.key).is_none()
    }) && reader.number_word(at).is_none()
        && !reader.is_any(at, PREFIXES)
        && reader.lexicon.units.unit_at(reader, at).is_none()
}

/// Whether a bracket is open at a token; where none is, "1)" and "2)" count the points of a list inside the sentence.
fn is_bracketed(reader: &Reader, at: usize) -> bool {
    let near = reader.tokens[at.saturating_sub(40)..at].iter().rev();
    near.map(|token| token.mark).find(|mark| matches!(mark, '(' | ')')) == Some('(')
}

/// A number that belongs to the name before or after it: "Game 2", "S&P 500", "QX-40", "787 Dreamliner", "page 12".
fn is_part_of_name(reader: &Reader, at: usize, number: &Number) -> bool {
    // "the bottom three", "the last 32" of a contest, "a last-16 tie"
    let tied = at > 1 && reader.is_hyphen(at - 1);
    let contest = at > 0 && reader.is_any(at - 1, words!["top", "bottom"])
        || tied && reader.is_any(at - 2, words!["top", "bottom", "last", "final"]);
    if contest && matches!(number.form, Form::Plain | Form::Words) && !reader.classes(number.end).any(Classes::PLURAL) {
        return true;
    }
    let plain = matches!(number.form, Form::Plain) || number.form == Form::Digits && number.low < 100.0;
    if !plain {
        return is_named_word(reader, at, number);
    }
    // "1. The dam holds", "(2) the mayor", "[12]"
    let opens = at == 0 || at == 1 && reader.is_mark(0, '(');
    let marker =
        matches!(reader.get(number.end).map_or(' ', |token| token.mark), '.' | ')') && reader.is_attached(number.end);
    if number.form == Form::Plain && number.low < 100.0 && opens && marker && reader.get(number.end + 1).is_some() {
        return true;
    }
    if number.form == Form::Plain && number.low < 100.0 && reader.is_mark(number.end, ')') && !is_bracketed(reader, at)
    {
        return true;
    }
    if at > 0 && reader.is_mark(at - 1, '[') && reader.is_mark(number.end, ']') {
        return true;
    }
    // "Boeing's 787s"
    if number.form == Form::Plain && number.low > 99.0 && reader.is(number.end, "s") && reader.is_attached(number.end) {
        return true;
    }
    // "the 49ers"
    let tail = reader.get(number.end).filter(|token| token.is_word() && token.is_attached());
    if number.form == Form::Plain
        && tail.is_some_and(|token| token.end - token.start > 1 && reader.words.listed(token.key).is_none())
    {
        return true;
    }
    if is_address(reader, number) {
        return true;
    }
    let Some(before) = reader.before(at) else { return false };
    // "Amadi (9) scored": a mark, not a count
    if before.is_mark('(') && reader.is_mark(number.end, ')') {
        return !ages::is_bracketed(reader, at, number)
            && (at < 2 || reader.is_capitalised(at - 2) || number.low < 10.0);
    }
    let here = &reader.tokens[at];
    let noun_after = reader.is_near(number.end) && is_counted(reader, number.end);
    if before.is_word() && here.is_attached() {
        return true; // "S23"
    }
    if before.is_mark('#') || before.is_mark('№') || before.is_mark('_') {
        return true;
    }
    if reader.is_hyphen(at - 1) && at >= 2 {
        // "COVID-19", "F-16", but not "mid-30"
        let head = &reader.tokens[at - 2];
        return head.is_word()
            && !reader.is_any(at - 2, words!["over", "under"])
            && (head.case != Case::Lower || head.end - head.start == 1 || is_code_head(reader, at - 2));
    }
    let word = before.is_word() && here.gap <= crate::text::Gap::Space;
    if !word {
        return number_of(reader, at);
    }
    if reader.plays(at - 1, Roles::NUMBERED) && (!noun_after || before.case != Case::Lower && at > 1) {
        return before.case != Case::Lower || !reader.classes(at - 1).any(Classes::VERB.or(Classes::ADJECTIVE));
    }
    // "S&P 500", but "told AFP 12 people died"
    if before.case == Case::Upper
        && !reader.is_function_word(at - 1)
        && at > 1
        && !(noun_after && reader.is_told(at - 1))
        && !is_shouted(reader)
    {
        return true;
    }
    if is_type_of_many(reader, at, number) {
        return true;
    }
    let name_before = at >= 2 && reader.is_name(at - 1) && !reader.is_calendar(at - 1) && !reader.is_headline();
    if name_before && !noun_after {
        return true;
    }
    // "787 Dreamliner": a name right behind, and a determiner or a name before
    number.low > 99.0
        && number.form == Form::Plain
        && reader.is_capitalised(number.end)
        && !reader.is_function_word(number.end)
        && !reader.classes(number.end).any(Classes::PLURAL)
        && (name_before || reader.is_any(at - 1, words!["the", "own", "a", "its", "new"]))
}

/// Whether all words of a sentence are in capitals, which then say nothing of names.
fn is_shouted(reader: &Reader) -> bool {
    let mut words = reader.tokens.iter().filter(|token| token.is_word());
    words.by_ref().take(2).all(|token| token.case == Case::Upper) && words.all(|token| token.case != Case::Lower)
}

/// "two 737 crashes": a number between another and what that counts is the name of a type.
pub(super) fn is_type_of_many(reader: &Reader, at: usize, number: &Number) -> bool {
    let counted = at > 0 && matches!(reader.number_word(at - 1), Some(NumberWord::Unit(_) | NumberWord::Tens(_)));
    let plural = reader.is_near(number.end) && reader.classes(number.end).any(Classes::PLURAL);
    counted && number.form == Form::Plain && number.low > 99.0 && plural
}

/// "No. 1", "Nos. 4": the word with its full stop.
fn number_of(reader: &Reader, at: usize) -> bool {
    at >= 2 && reader.is_mark(at - 1, '.') && reader.plays(at - 2, Roles::NUMBERED)
}

/// "Chapter Three", "the Big Four": a number word capitalised inside a sentence.
fn is_named_word(reader: &Reader, at: usize, number: &Number) -> bool {
    let token = &reader.tokens[at];
    number.form == Form::Words && token.case == Case::Title && at > 0 && reader.is_name(at - 1) && !reader.is_headline()
}

/// Whether what follows may be counted: a noun in the plural, or an adjective before one.
fn is_counted(reader: &Reader, at: usize) -> bool {
    let lower = |at: usize| reader.get(at).is_some_and(|token: &Token| token.is_word() && token.case == Case::Lower);
    (at..at + 3)
        .take_while(|at| lower(*at) && !reader.is_function_word(*at))
        .any(|at| reader.classes(at).any(Classes::PLURAL) && !reader.classes(at).any(Classes::VERB))
}

/// "came at 8", "at 9 on Monday", "until 7 in the morning": the hour of a day, where a verb or what follows tells so.
fn is_hour(reader: &Reader, at: usize, number: &Number) -> bool {
    let hour = (1.0..=24.0).contains(&number.low) && number.low.fract() == 0.0 && number.form == Form::Plain;
    if !hour || at < 2 || !matches!(reader.word(at - 1), "at" | "until" | "till") {
        return false;
    }
    let past = number.end;
    let part = |at: usize| reader.is_any(at, words!["morning", "afternoon", "evening"]);
    let day = |at: usize| reader.is_capitalised(at) && reader.plays(at, Roles::WEEKDAY);
    let told = reader.is_any(past, words!["tonight", "sharp"])
        || reader.is(past, "on") && day(past + 1)
        || reader.is(past, "in") && reader.is(past + 1, "the") && part(past + 2)
        || reader.is(past, "this") && part(past + 1);
    let ends = reader.get(past).is_none_or(|token| matches!(token.mark, '.' | ',' | ';' | '!' | '?'))
        || reader.is_any(past, words!["and", "but", "on", "in", "with", "when", "after"]);
    told || ends && reader.is(at - 1, "at") && reader.plays(at - 2, Roles::TIMED)
}

/// "a 1972 treaty bans", "charged over 1987 murder": four digits right before one thing.
fn is_year_of_one(reader: &Reader, at: usize, number: &Number) -> bool {
    number.form == Form::Plain
        && reader.word(at).len() == 4
        && (1900.0..=2100.0).contains(&number.low)
        && reader.is_near(number.end)
        && reader.classes(number.end).any(Classes::NOUN)
        && !reader.classes(number.end).any(Classes::PLURAL.or(Classes::VERB).or(Classes::ADJECTIVE))
}

/// A year: four digits from 1500 to 2100 that count nothing, or any from 1000 on where a preposition of time stands before.
fn is_year(reader: &Reader, at: usize, number: &Number) -> bool {
    if number.form != Form::Plain || reader.word(at).len() != 4 || reader.word(at).starts_with('0') {
        return false;
    }
    let timely = at > 0
        && reader.is_any(
            at - 1,
            words![
                "in", "since", "until", "till", "by", "before", "after", "during", "from", "circa", "early", "late",
                "mid", "of", "and", "year", "spring", "summer", "autumn", "fall", "winter", "through",
            ],
        );
    let year = if timely { 1000.0..=2150.0 } else { 1500.0..=2150.0 };
    if !year.contains(&number.low) {
        return false;
    }
    let average = at > 1
        && reader.is(at - 1, "of")
        && reader.is_any(at - 2, words!["average", "total", "maximum", "minimum", "sum"]);
    let joined = reader.is_any(number.end, words!["to", "or"]) || reader.is_dash(number.end);
    let other = number.end + 1;
    let form = reader.classes(other + 1).any(Classes::VERB) && reader.word(other + 1).ends_with('s');
    let other_counts = joined && reader.is_number(other) && (form || is_counted(reader, other + 1));
    if average || other_counts {
        return false;
    }
    if at > 0 && reader.is_any(at - 1, words!["a", "an", "the"]) && is_year_of_one(reader, at, number) {
        return true;
    }
    // "between 1600 and 1900 temperatures fell"
    let era = at > 0 && reader.is_any(at - 1, words!["between", "from"])
        || reader.is(at.wrapping_sub(1), "and") && at > 2 && reader.is_number(at - 2) && reader.is(at - 3, "between");
    // "2011s worst" is a possessive that lost its mark
    let counted = is_counted(reader, number.end) && reader.is_near(number.end) && !(reader.is_attached(number.end));
    let determined = at > 0
        && reader.is_any(
            at - 1,
            words![
                "the", "this", "that", "last", "its", "their", "his", "her", "our", "in", "since", "early", "late",
                "mid",
            ],
        );
    (1900.0..=2100.0).contains(&number.low) && determined || era || !counted && (number.low >= 1800.0 || timely)
}
