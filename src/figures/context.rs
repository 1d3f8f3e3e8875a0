//! What a figure counts (`noun`) and what it describes (`about`), from the words around it.

use super::grammar::{Place, is_numeric};
use super::numbers::number;
use super::phrases::{before_article, head, is_nominal, is_time, of_what, phrase_before};
use super::reader::Reader;
use super::roles::Roles;
use super::{Figure, FigureKind, events, shapes, subjects};
use crate::text::lists::words;
use crate::text::{Case, Classes, Kind, Span};

/// Fills in the context of a figure; `stated` is the one before it in the sentence.
pub(super) fn describe(reader: &Reader, place: &Place, stated: Option<&Figure>, figure: &mut Figure) {
    let noun = counted(reader, place, figure);
    figure.noun = noun.map(|at| reader.span(at, at + 1));
    if figure.kind == FigureKind::Count && figure.noun.is_none() && figure.low == figure.high {
        figure.kind =
            if figure.value.is_some_and(|value| value.fract() != 0.0) { FigureKind::Number } else { FigureKind::Count };
    }
    let past = noun.map_or(place.past, |at| at + 1);
    let same = || stated.filter(|stated| goes_on(reader, stated, place)).and_then(|stated| stated.about);
    let bracket = place.outer > 0 && reader.is_mark(place.outer - 1, '(');
    figure.about = of_phrase(reader, past)
        .or_else(|| owner(reader, place, noun?))
        .or_else(|| if bracket { same() } else { None })
        .or_else(|| aged(reader, place, figure))
        .or_else(|| subjects::named_before(reader, place.outer))
        .or_else(|| changed(reader, place))
        .or_else(|| measured(reader, place, figure))
        .or_else(|| paid_for(reader, place, figure))
        .or_else(|| bounded(reader, place))
        .or_else(|| if is_somebody(reader, place, figure) { None } else { same() })
        .or_else(|| stated.and_then(|stated| subjects::gapped(reader, place, stated, figure)))
        .or_else(|| subjects::subject(reader, place.outer).filter(|_| !is_somebody(reader, place, figure)))
        .or_else(|| subjects::object(reader, noun?))
        .or_else(|| whereabouts(reader, past));
    let event = events::happened(reader, place, past, figure.kind);
    if figure.kind == FigureKind::Count && figure.noun.is_none() && event.is_none() {
        figure.kind = FigureKind::Number;
    }
    figure.event = event.map(Into::into);
}

/// The token of the noun that is counted.
fn counted(reader: &Reader, place: &Place, figure: &Figure) -> Option<usize> {
    if figure.unit.is_some() {
        return None;
    }
    let mut at = place.past;
    if reader.is(at, "of") {
        at += 1;
        while reader.is_any(at, words!["the", "its", "his", "her", "their", "our", "these", "those", "all", "my"]) {
            at += 1;
        }
        // "half of the total 9 million fares"
        let inner = (at..at + 3).find(|at| is_numeric(reader, *at)).and_then(|at| number(reader, at, false));
        at = inner.map_or(at, |inner| inner.end);
    } else if figure.kind == FigureKind::Ratio && !of_many(reader, place) {
        return None;
    }
    // "two 737 crashes"
    let named = reader.is_number(at).then(|| number(reader, at, false)).flatten();
    at = named.filter(|named| shapes::is_type_of_many(reader, at, named)).map_or(at, |named| named.end);
    // "made 3m last year"
    if reader.is_any(at, words!["last", "this", "next"]) && is_time(reader, at + 1) {
        return None;
    }
    // "a 300-page report" has 300 pages, "a 6.4-magnitude earthquake" counts nothing
    if reader.is_hyphen(at) && is_compound(reader, at) {
        return figure.value.is_none_or(|value| value.fract() == 0.0).then_some(at + 1);
    }
    at += usize::from(reader.is_hyphen(at));
    while reader.is_any(at, words!["more", "other", "such", "additional", "further"]) {
        at += 1;
    }
    head(reader, at)
}

/// "300-page report": one word that a hyphen ties to the number, and another noun phrase behind it.
fn is_compound(reader: &Reader, hyphen: usize) -> bool {
    let tied = hyphen + 1;
    reader.classes(tied).any(Classes::NOUN)
        && reader.get(tied).is_some_and(|token| token.case == Case::Lower)
        && !reader.is_hyphen(tied + 1)
        && reader.is_near(tied + 1)
        && head(reader, tied + 1).is_some()
}

/// "one in five patients": the last token of the figure is the number of those it is a share of.
fn of_many(reader: &Reader, place: &Place) -> bool {
    place.past > place.start + 2 && (reader.is_number(place.past - 1) || is_numeric(reader, place.past - 1))
}

/// "300 tonnes of flour": the phrase behind "of".
fn of_phrase(reader: &Reader, at: usize) -> Option<Span> {
    // "8 miles (13 km) of tunnels"
    let close = reader.is_mark(at, '(').then(|| (at + 2..at + 8).find(|at| reader.is_mark(*at, ')'))).flatten();
    let at = close.map_or(at, |close| close + 1);
    let at = at + usize::from(reader.is_mark(at, ')'));
    // "$5 worth of nails", "50 years' worth of rain"
    let at = at + usize::from(reader.get(at).is_some_and(|token| token.is_mark('\'') || token.is_mark('’')));
    let at = at + usize::from(reader.is(at, "worth"));
    if !reader.is(at, "of") {
        return None;
    }
    of_what(reader, at + 1)
}

/// "two of the bank's directors": whose they are.
fn owner(reader: &Reader, place: &Place, noun: usize) -> Option<Span> {
    let own = |at: &usize| reader.get(*at).is_some_and(|token| token.kind == Kind::Possessive);
    let end = reader.is(place.past, "of").then(|| (place.past + 1..noun).rev().find(own)).flatten()?;
    phrase_before(reader, end)
}

/// "300 in the north": where they are, where nothing else says what the figure describes.
fn whereabouts(reader: &Reader, past: usize) -> Option<Span> {
    matches!(reader.word(past), "in" | "at" | "on" | "from" | "across" | "with")
        .then(|| of_what(reader, past + 1))
        .flatten()
}

/// "added $5m to the cost", "wiping 5% off its value": what becomes more or less by that.
fn changed(reader: &Reader, place: &Place) -> Option<Span> {
    const MORE: &[u64] = words!["add", "added", "adding", "adds"];
    const LESS: &[u64] = words![
        "wipe", "wiped", "wipes", "wiping", "knock", "knocked", "knocking", "shave", "shaved", "shaving", "cut",
        "cutting", "slash", "slashed", "slashing",
    ];
    let verb = place.outer.checked_sub(1)?;
    let fits = match reader.word(place.past) {
        "to" => reader.is_any(verb, MORE),
        "from" | "off" => reader.is_any(verb, LESS),
        _ => false,
    };
    fits.then(|| of_what(reader, place.past + 1)).flatten()
}

/// "a 60-year-old": the age stands for who has it.
fn is_somebody(reader: &Reader, place: &Place, figure: &Figure) -> bool {
    figure.kind == FigureKind::Age
        && before_article(reader, place.outer)
        && reader.is_any(place.end.saturating_sub(1), words!["old", "olds"])
}

/// "girls under the age of 9", "her son, 12,": who is as old as that.
fn aged(reader: &Reader, place: &Place, figure: &Figure) -> Option<Span> {
    if figure.kind != FigureKind::Age {
        return None;
    }
    let comma = usize::from(place.outer > 0 && reader.is_mark(place.outer - 1, ','));
    let told = place.outer > comma && reader.is_any(place.outer - comma - 1, words!["aged", "age", "ages"]);
    let end = place.outer - comma - usize::from(told);
    (end > 0 && is_nominal(reader, end - 1)).then(|| phrase_before(reader, end)).flatten()
}

/// "$900 for a new boat", "$900 (£700) for 3 nights": what is paid for. "$900 in damages": what it is paid as.
fn paid_for(reader: &Reader, place: &Place, figure: &Figure) -> Option<Span> {
    if figure.kind != FigureKind::Money {
        return None;
    }
    let close = reader
        .is_mark(place.past, '(')
        .then(|| (place.past + 2..place.past + 8).find(|at| reader.is_mark(*at, ')')))
        .flatten();
    let at = close.map_or(place.past, |close| close + 1);
    let at = at + usize::from(reader.is_mark(at, ')'));
    if reader.is(at, "for") {
        return of_what(reader, at + 1);
    }
    let kind = reader.is(at, "in")
        && reader.get(at + 1).is_some_and(|token| token.case == Case::Lower)
        && !is_time(reader, at + 1)
        && !reader.is_function_word(at + 1)
        && !reader.is_any(at + 1, words!["total", "all", "exchange", "return", "part", "addition"]);
    kind.then(|| of_what(reader, at + 1)).flatten()
}

/// "a 60GB data cap", "a nine-year war": the phrase that a measure stands before.
fn measured(reader: &Reader, place: &Place, figure: &Figure) -> Option<Span> {
    let compound = reader.is_hyphen(place.past) && is_compound(reader, place.past);
    if figure.unit.is_none() && !compound {
        return None;
    }
    let from =
        place.past + if compound && figure.unit.is_none() { 2 } else { usize::from(reader.is_hyphen(place.past)) };
    // "a 30 percent drop in sales"
    let change = reader.plays(from, Roles::TREND)
        && reader.is_any(from + 1, words!["in", "of", "on", "from", "since"])
        && place.outer > 0
        && reader.classes(place.outer - 1).any(Classes::DETERMINER.or(Classes::POSSESSIVE));
    if change {
        let of = reader.is_any(from + 1, words!["in", "of"]).then(|| of_what(reader, from + 2)).flatten();
        return Some(of.map_or_else(|| reader.span(from, from + 1), |of| reader.span(from, from + 1).join(of)));
    }
    let said = figure.kind == FigureKind::Age && reader.classes(from).any(Classes::VERB);
    if said {
        return None;
    }
    let head = head(reader, from).filter(|_| place.past == place.end)?;
    // "a 9 C melting point", but "300 tonnes leaking"
    let gerund = reader.classes(from).any(Classes::GERUND) && head == from;
    let verb = gerund || reader.classes(from).any(Classes::PAST.or(Classes::PARTICIPLE).or(Classes::ADVERB));
    // "a 40 percent stake in the mill"
    let share = figure.kind == FigureKind::Percent && reader.is_any(head + 1, words!["in", "of"]);
    let whole = share.then(|| of_what(reader, head + 2)).flatten();
    // "the town's 5 megawatt Harbour Mill", but "5 percent Monday"
    let name = reader.is_capitalised(from)
        && !(place.outer > 0
            && (reader.classes(place.outer - 1).any(Classes::DETERMINER.or(Classes::POSSESSIVE))
                || reader.get(place.outer - 1).is_some_and(|token| token.kind == Kind::Possessive)));
    let phrase = reader.span(from, head + 1);
    (!verb && !name && !is_time(reader, head)).then(|| whole.map_or(phrase, |whole| phrase.join(whole)))
}

/// "orders over $50", "homes below 90 square metres": what the bound that stands right behind it picks out.
fn bounded(reader: &Reader, place: &Place) -> Option<Span> {
    let noun = place.outer.checked_sub(1).filter(|_| place.outer < place.start)?;
    let over = reader.is_any(place.outer, words!["over", "above", "under", "below", "exceeding"]);
    let many = reader.classes(noun).any(Classes::PLURAL)
        && !reader.classes(noun).any(Classes::VERB.or(Classes::FUNCTION).or(Classes::PREPOSITION));
    (over && many && !is_time(reader, noun)).then(|| phrase_before(reader, place.outer)).flatten()
}

/// Whether only a preposition or the like stands between two figures: "rose 8% to 3.65", "40 miles (64 km)", "$5 or $6".
fn goes_on(reader: &Reader, stated: &Figure, place: &Place) -> bool {
    const JOINTS: &[u64] =
        words!["to", "at", "from", "and", "or", "a", "the", "close", "in", "end", "compared", "with", "versus", "low"];
    let between = reader
        .until(place.outer)
        .iter()
        .enumerate()
        .rev()
        .take_while(|(_, token)| token.span().start >= stated.span.end);
    let mut count = 0;
    let joined = between.into_iter().all(|(at, token)| {
        count += 1;
        reader.is_any(at, JOINTS) || matches!(token.mark, '(' | ',') || reader.is(at, "of")
    });
    joined && count <= 5
}
