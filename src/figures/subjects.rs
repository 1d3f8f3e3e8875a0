//! The phrase that a figure is said of: the subject of the verb before it, or what stands in its place.

use super::Figure;
use super::grammar::{Place, is_numeric};
use super::phrases::{before_article, head, is_nominal, is_noun_here, is_time, is_year, phrase_before};
use super::reader::Reader;
use super::roles::Roles;
use crate::text::lists::words;
use crate::text::{Case, Classes, Kind, Span};

/// "a bill of $90", "a price of between $90 and $95": the phrase before "of"; but "a total of $90".
pub(super) fn named_before(reader: &Reader, outer: usize) -> Option<Span> {
    let of = outer.checked_sub(1 + usize::from(outer > 1 && reader.is(outer - 1, "between")))?;
    if !reader.is(of, "of") {
        return None;
    }
    let transparent = of > 0
        && reader.is_any(
            of - 1,
            words![
                "total", "average", "maximum", "minimum", "sum", "record", "age", "least", "close", "high", "low",
                "peak",
            ],
        );
    if transparent { None } else { phrase_before(reader, of) }
}

/// The subject of the nearest verb before a figure that has one.
pub(super) fn subject(reader: &Reader, outer: usize) -> Option<Span> {
    // "raised its rate by 25 basis points"
    if outer > 0
        && reader.is(outer - 1, "by")
        && let Some((first, phrase)) = uncounted(reader, outer - 1)
        && first > 0
    {
        let before = first - usize::from(reader.classes(first - 1).any(Classes::DETERMINER.or(Classes::POSSESSIVE)));
        if before > 0 && reader.plays(before - 1, Roles::TREND) {
            return Some(phrase);
        }
    }
    let verbs = (outer.saturating_sub(REACH)..outer)
        .rev()
        .take_while(|at| !is_clause_mark(reader, *at))
        .filter(|at| has_subject(reader, *at, outer));
    for verb in verbs {
        if says(reader, verb, outer) {
            return None;
        }
        if let Some(subject) = subject_of(reader, verb) {
            return Some(subject);
        }
    }
    beside(reader, outer)
}

/// "police said 5 died": whoever says it is not what the figure describes; but "the firm said it cut 5 jobs".
fn says(reader: &Reader, verb: usize, outer: usize) -> bool {
    matches!(reader.word(verb), "said" | "says")
        && !(verb + 1..outer).any(|at| reader.is_any(at, words!["it", "he", "she", "they"]))
}

/// "40 nurses left the ward": what is done by those counted, where nothing before the figure says what it describes.
pub(super) fn object(reader: &Reader, noun: usize) -> Option<Span> {
    let verb = (noun + 1..noun + 6)
        .take_while(|at| !reader.get(*at).is_some_and(|token| token.kind == Kind::Mark))
        .find(|at| is_verb(reader, *at) && !reader.classes(*at).any(Classes::AUXILIARY))?;
    let mut from = verb + 1;
    while reader
        .classes(from)
        .any(Classes::DETERMINER.or(Classes::POSSESSIVE).or(Classes::PREPOSITION).or(Classes::ADVERB))
    {
        from += 1;
    }
    let head = head(reader, from)?;
    (from > verb + 1 && !is_time(reader, head)).then(|| reader.span(from, head + 1))
}

const IT: &[u64] = words!["it", "them", "him", "her", "us", "me"];

/// "Halden (HLD) which employs": where the bracket begins that ends before a token; else the token.
fn before_bracket(reader: &Reader, end: usize) -> usize {
    let close = end.checked_sub(1).filter(|close| reader.is_mark(*close, ')'));
    let open = close.and_then(|close| (close.saturating_sub(6)..close).rev().find(|at| reader.is_mark(*at, '(')));
    open.filter(|open| *open > 0).unwrap_or(end)
}

/// The phrase that a verb says something of: before it and its auxiliaries, no number before it and no time.
fn subject_of(reader: &Reader, verb: usize) -> Option<Span> {
    const BEFORE: Classes = Classes::AUXILIARY.or(Classes::ADVERB).or(Classes::NEGATION);
    let mut end = verb;
    while let Some(last) = end.checked_sub(1)
        && (reader.classes(last).any(BEFORE) || reader.classes(last).any(Classes::PAST) && !reader.is_capitalised(last))
    {
        end = last;
    }
    end = before_bracket(reader, before_time(reader, end));
    // "the voltage across it was"
    if end > 2 && reader.is_any(end - 1, IT) && reader.classes(end - 2).any(Classes::PREPOSITION) {
        end -= 2;
    }
    let last = end.checked_sub(1)?;
    if let Some(apposition) = apposed(reader, end) {
        end = apposition;
    }
    // "a squad that contained 17": what the clause is about; "plans to lay off": no subject
    let relative = reader.is_any(last, words!["who", "which", "that"]);
    if relative {
        end = before_bracket(reader, last - usize::from(last > 0 && reader.is_mark(last - 1, ',')));
    } else if reader.is(last, "to") {
        // "expects the value of the shares to rise", but "plans to rise"
        let change = reader.plays(verb, Roles::TREND) && is_nominal(reader, last.checked_sub(1)?);
        let (first, phrase) = change.then(|| uncounted(reader, last)).flatten()?;
        return before_article(reader, first).then(|| widened(reader, first, phrase));
    } else if reader.is_mark(last, ',') && end == last + 1 {
        return None;
    }
    let (first, phrase) = uncounted(reader, end)?;
    let (first, phrase) =
        coordinated(reader, first).map_or((first, phrase), |(from, other)| (from, other.join(phrase)));
    Some(if relative { phrase } else { widened(reader, first, phrase) })
}

/// "shares of Foss and Lund": the phrase that "and" joins to the one that begins at a token, and its first token; none where
/// it may belong to what was said before.
fn coordinated(reader: &Reader, first: usize) -> Option<(usize, Span)> {
    let article = |first: usize| {
        first - usize::from(first > 0 && reader.classes(first - 1).any(Classes::DETERMINER.or(Classes::POSSESSIVE)))
    };
    let and = article(first).checked_sub(1).filter(|and| reader.is_any(*and, words!["and", "&"]))?;
    let (from, phrase) = uncounted(reader, and)?;
    let before = article(from).checked_sub(1);
    let opens = before.is_none_or(|before| {
        reader.get(before).is_some_and(|token| token.kind == Kind::Mark)
            || reader.is_any(before, words!["of", "and", "while"])
    });
    opens.then_some((from, phrase))
}

/// "rents rose 5%, wages 3% and prices by 2%": what stands right before a number without a verb of its own.
pub(super) fn gapped(reader: &Reader, place: &Place, stated: &Figure, figure: &Figure) -> Option<Span> {
    if figure.noun.is_some() || place.outer == 0 || stated.unit != figure.unit {
        return None;
    }
    let end =
        place.outer - usize::from(matches!(reader.word(place.outer - 1), "by" | "at" | "to" | "between" | "from"));
    if end == 0 || !is_nominal(reader, end - 1) || reader.classes(end - 1).any(Classes::PRONOUN) {
        return None;
    }
    let (first, phrase) = uncounted(reader, end)?;
    let (first, phrase) =
        coordinated(reader, first).map_or((first, phrase), |(from, other)| (from, other.join(phrase)));
    let article = usize::from(first > 0 && reader.classes(first - 1).any(Classes::DETERMINER.or(Classes::POSSESSIVE)));
    let before = first.checked_sub(1 + article)?;
    let opens = reader.is_any(before, words!["and", "but", "while", "versus"])
        || reader.get(before).is_some_and(|token| matches!(token.mark, ',' | ';'));
    opens.then_some(phrase)
}

/// "Ardent, the best of all, dropped 2%": where the aside between commas begins, when a phrase ends right before it.
fn apposed(reader: &Reader, end: usize) -> Option<usize> {
    let close = end.checked_sub(1).filter(|at| reader.is_mark(*at, ','))?;
    let open = (close.saturating_sub(ASIDE)..close).rev().find(|at| reader.is_mark(*at, ','))?;
    (open > 0 && is_nominal(reader, open - 1)).then_some(open)
}

/// How many tokens an aside between commas may have.
const ASIDE: usize = 12;

/// "base price: $5", "a bridge for over $90": the nearest phrase before, where no verb has a subject.
fn beside(reader: &Reader, outer: usize) -> Option<Span> {
    let ends = |end: &usize| {
        let last = end.checked_sub(1);
        last.is_some_and(|last| is_nominal(reader, last) && !reader.classes(last).any(Classes::PRONOUN))
    };
    let same = |end: &usize| *end == outer || !reader.is_mark(*end, ';');
    let end = (outer.saturating_sub(6)..=outer).rev().take_while(same).find(ends)?;
    if reader.is_any(end - 1, words!["total", "average", "maximum", "minimum", "lot", "bit", "double", "twice", "half"])
    {
        return None;
    }
    uncounted(reader, end).map(|(_, phrase)| phrase)
}

/// The phrase that ends before a token and its first token; none where a number stands before it, or where it is a time.
fn uncounted(reader: &Reader, end: usize) -> Option<(usize, Span)> {
    let phrase = phrase_before(reader, end)?;
    let mut first = reader.tokens.partition_point(|token| token.span().start < phrase.start);
    // "the total cost": the figure is the total
    first += usize::from(first + 1 < end && reader.is(first, "total"));
    // "this year prices rose", "this year's budget", "on Tuesday shares fell", but "the March contract"
    let timely = |first: usize| first + 1 < end && is_time(reader, first) && !reader.is_hyphen(first + 1);
    let named = |first: usize| {
        first > 0
            && (reader.is_hyphen(first - 1)
                || before_article(reader, first) && !reader.is_any(first - 1, words!["this", "that", "each", "every"]))
    };
    if timely(first) && !named(first) {
        while timely(first) {
            first += 1 + usize::from(reader.get(first + 1).is_some_and(|token| token.kind == Kind::Possessive));
        }
    }
    // "a 60-year-old earns"
    if matches!(reader.word(end - 1), "old" | "olds") && first > 0 {
        let number = first - 1 - usize::from(first > 1 && reader.is_hyphen(first - 1));
        return is_numeric(reader, number).then(|| (number, reader.span(number, end)));
    }
    let counted = first.checked_sub(1).is_some_and(|before| {
        (reader.is_number(before) || is_numeric(reader, before)) && !is_year(reader, before) || reader.is_hyphen(before)
    });
    (first < end && !counted && !is_time(reader, end - 1)).then(|| (first, reader.span(first, end)))
}

/// "prices in 2022 grew", "the bank on Monday said", "rents between 2014 and 2017 rose": where the time begins that ends
/// before a token, when a phrase ends right before it; else the token.
fn before_time(reader: &Reader, end: usize) -> usize {
    let part = |at: usize| is_time(reader, at) || is_year(reader, at);
    let mut at = end;
    while at > 0
        && end - at < ASIDE
        && (part(at - 1)
            || at < end
                && (reader.is_number(at - 1)
                    || reader.is_any(at - 1, words!["the", "last", "past", "this", "next", "early", "late", "and"])))
    {
        at -= 1;
    }
    if at == end || !(at..end).any(part) {
        return end;
    }
    let at = at - usize::from(at > 0 && reader.classes(at - 1).any(Classes::PREPOSITION));
    let Some(last) = at.checked_sub(1) else { return end };
    // "testing since 2019 showed"
    let opens = last == 0 || reader.get(last - 1).is_some_and(|token| token.kind == Kind::Mark);
    let nominal = is_nominal(reader, last) && !reader.classes(last).any(Classes::PRONOUN);
    if nominal || opens && reader.classes(last).any(Classes::GERUND) { at } else { end }
}

/// How far back the subject of a figure may stand.
const REACH: usize = 24;

fn is_verb(reader: &Reader, at: usize) -> bool {
    let lower = reader.get(at).filter(|token| token.case == Case::Lower);
    lower.is_some() && is_verb_of_class(reader, at, reader.classes(at))
}

fn is_verb_of_class(reader: &Reader, at: usize, classes: Classes) -> bool {
    const OTHER: Classes = Classes::NOUN.or(Classes::PLURAL).or(Classes::PREPOSITION);
    let of_pronoun = || at > 0 && reader.is_any(at - 1, words!["he", "she", "it", "they", "we", "i", "you", "who"]);
    classes.any(Classes::AUXILIARY.or(Classes::PAST))
        || classes.any(Classes::VERB) && (!classes.any(OTHER) && !is_noun_here(reader, at) || of_pronoun())
        || reader.plays(at, Roles::TREND)
}

/// Whether a figure may be said of the subject of the verb at a token.
fn has_subject(reader: &Reader, at: usize, outer: usize) -> bool {
    if !reader.get(at).is_some_and(|token| token.case == Case::Lower && token.is_word()) {
        return false;
    }
    let classes = reader.classes(at);
    is_verb_of_class(reader, at, classes) || is_verb_of(reader, at, classes, outer) || is_attribute(reader, at, classes)
}

/// "workers earning $5", "a fire burning for 9 hours": what a noun right before does.
fn is_attribute(reader: &Reader, at: usize, classes: Classes) -> bool {
    at > 0
        && classes.any(Classes::GERUND)
        && !classes.any(Classes::NOUN.or(Classes::PREPOSITION))
        && reader.classes(at - 1).any(Classes::NOUN.or(Classes::PLURAL))
        && !reader.is_function_word(at - 1)
        && !is_time(reader, at - 1)
}

/// "the bridge cost €2m", "the ticket cost me $5", "the flat measures 90 square metres": noun or verb, between a noun and its
/// figure.
fn is_verb_of(reader: &Reader, at: usize, classes: Classes, outer: usize) -> bool {
    const NOUN: Classes = Classes::NOUN.or(Classes::PLURAL);
    if at == 0 || !classes.any(Classes::VERB) || !classes.any(NOUN) {
        return false;
    }
    let before = reader.classes(at - 1);
    before.any(NOUN)
        && (at + 1 == outer
            || reader.word(at).ends_with('s') && !before.any(Classes::PLURAL)
            || reader.is_any(at + 1, words!["me", "you", "him", "her", "it", "us", "them"]))
}

/// "exports to China": the phrase before, where a preposition ties this one to it.
fn widened(reader: &Reader, first: usize, phrase: Span) -> Span {
    let Some(at) = first.checked_sub(1) else { return phrase };
    let article = usize::from(reader.classes(at).any(Classes::DETERMINER.or(Classes::POSSESSIVE)));
    let Some(preposition) =
        at.checked_sub(article).filter(|at| reader.is_any(*at, words!["of", "to", "in", "for", "from", "on"]))
    else {
        return phrase;
    };
    if is_time(reader, preposition.saturating_sub(1)) {
        return phrase;
    }
    let Some(before) = phrase_before(reader, preposition) else { return phrase };
    // "since the start of the season Lind has won"
    let first = reader.tokens.partition_point(|token| token.span().start < before.start);
    let since = |at: usize| reader.is_any(at, words!["since", "before", "after", "during", "until"]);
    let timely = first > 0 && since(first - 1) || first > 1 && before_article(reader, first) && since(first - 2);
    if timely { phrase } else { before.join(phrase) }
}

fn is_clause_mark(reader: &Reader, at: usize) -> bool {
    reader.get(at).is_some_and(|token| token.kind == Kind::Mark && matches!(token.mark, ';' | ':'))
}
