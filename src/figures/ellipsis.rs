//! What a number leaves unsaid because the figure before it in the sentence said it: "rose 12 points to 880", "500 people in
//! the north and 300 in the south", "up 2 percent but down 1 on the week".

use std::borrow::Cow;

use super::grammar::Place;
use super::reader::Reader;
use super::{Figure, FigureKind};
use crate::text::lists::words;
use crate::text::{Classes, Kind};

/// Gives a bare number the unit or the counted noun of a figure stated before it in the sentence, where its words show that
/// it has the same.
pub(super) fn complete(reader: &Reader, place: &Place, before: &[Figure], figure: &mut Figure) {
    // "Rossi was down 4%, Burla by 5%"
    if let Some(stated) = before.last().filter(|stated| stated.unit == figure.unit && place.outer > 1)
        && figure.trend.is_none()
        && reader.is(place.outer - 1, "by")
        && reader.is_capitalised(place.outer - 2)
    {
        figure.trend = stated.trend;
    }
    let bare = figure.unit.is_none() && figure.noun.is_none();
    let bare = bare && matches!(figure.kind, FigureKind::Count | FigureKind::Number);
    let Some(stated) = before.last().filter(|_| bare && is_open(reader, place.past)) else { return };
    if stated.kind == FigureKind::Age && is_listed(reader, stated, place) {
        figure.kind = FigureKind::Age;
        figure.unit.clone_from(&stated.unit);
        figure.about = stated.about;
        figure.event = None;
        return;
    }
    let percent = stated.kind == FigureKind::Percent;
    let alike = figure.trend.is_some() && figure.trend.is_some() == stated.trend.is_some();
    let level = stated.trend.is_some() && !percent && is_level_after(reader, stated, place);
    let range = stated.unit.is_some() && !percent && is_joined(reader, stated, place);
    let counted = before.iter().rev().take(2).find(|stated| stated.unit.is_none() && stated.noun.is_some());
    if alike && stated.unit.is_some() || level || range {
        let hundred = level.then(|| hundredth(reader, stated.unit.as_deref()?)).flatten();
        figure.unit = hundred.map(Cow::Owned).or_else(|| stated.unit.clone());
        figure.noun = stated.noun;
        if stated.unit.is_some() {
            figure.kind = stated.kind;
        }
    } else if let Some(counted) = counted
        && (coordinates(reader, counted, place) || does_the_same(counted, figure) || is_some_of(reader, place))
    {
        figure.noun = counted.noun;
        if is_some_of(reader, place) && figure.event.is_none() {
            figure.event.clone_from(&counted.event);
        }
    }
    if figure.noun.is_some() && figure.kind == FigureKind::Number {
        figure.kind = FigureKind::Count;
    }
}

/// "61.2, 59.8 and 64 percent": the unit that stands behind the last of a list is that of those before it.
pub(super) fn share(reader: &Reader, last: &Figure, before: &mut [Figure]) {
    if last.unit.is_none() || matches!(last.kind, FigureKind::Age | FigureKind::Money | FigureKind::Duration) {
        return;
    }
    let (mut past, mut ends) = (last.span.start, true);
    for figure in before.iter_mut().rev() {
        let bare = figure.unit.is_none() && figure.noun.is_none() && figure.bound == last.bound;
        let bare = bare && matches!(figure.kind, FigureKind::Count | FigureKind::Number);
        let from = reader.tokens.partition_point(|token| token.span().start < figure.span.end);
        let to = reader.tokens.partition_point(|token| token.span().start < past);
        let joined = from < to && (from..to).all(|at| reader.is_any(at, words![",", "and", "or"]));
        let joined = joined && (!ends || !reader.is_mark(to - 1, ','));
        ends = false;
        if !bare || !joined {
            return;
        }
        figure.unit.clone_from(&last.unit);
        figure.kind = last.kind;
        figure.about = last.about;
        past = figure.span.start;
    }
}

/// Whether no noun is counted here: the clause ends, or goes on with a preposition, a relative or a verb.
fn is_open(reader: &Reader, at: usize) -> bool {
    const GOES_ON: Classes =
        Classes::PREPOSITION.or(Classes::RELATIVE).or(Classes::CONJUNCTION).or(Classes::AUXILIARY).or(Classes::PAST);
    let Some(token) = reader.get(at) else { return true };
    match token.kind {
        Kind::Mark => !reader.is_hyphen(at) && !matches!(token.mark, '/' | '%' | '$' | '\'' | '\u{b0}'),
        Kind::Word => {
            reader.classes(at).any(GOES_ON) || reader.is_any(at, words!["who", "per", "a", "this", "last", "yesterday"])
        }
        _ => false,
    }
}

/// The tokens between the figure stated and this one.
fn between(reader: &Reader, stated: &Figure, place: &Place) -> (usize, usize) {
    (reader.tokens.partition_point(|token| token.span().start < stated.span.end), place.outer)
}

/// "rose 12.5 points to 880": nothing but the preposition of a level between.
fn is_level_after(reader: &Reader, stated: &Figure, place: &Place) -> bool {
    let (from, to) = between(reader, stated, place);
    let from = stated.noun.map_or(from, |noun| reader.tokens.partition_point(|token| token.span().start < noun.end));
    (1..=3).contains(&to.saturating_sub(from))
        && reader.is_any(to - 1, words!["to", "at"])
        && (from..to).all(|at| reader.is_any(at, words!["to", "at", "close", "end", "or", ","]))
}

/// "weakened 12 paise to 83.27": the currency that a unit is a hundredth of, which the level is told in.
fn hundredth(reader: &Reader, unit: &str) -> Option<String> {
    let measure = reader.lexicon.units.measure(unit)?;
    (measure.dimension.len() == 3 && measure.dimension != measure.name).then_some(measure.dimension)
}

/// "29 mpg to 24", "from 3 degrees or 4"
fn is_joined(reader: &Reader, stated: &Figure, place: &Place) -> bool {
    let (from, to) = between(reader, stated, place);
    to == from + 1 && reader.is_any(from, words!["to", "or", "versus", "from"])
}

/// "500 people in the north and 300 in the south", "9,000 farms, including 400 on the coast"
fn coordinates(reader: &Reader, stated: &Figure, place: &Place) -> bool {
    const JOINTS: &[u64] =
        words!["and", "or", "but", "including", "while", "whilst", "with", "versus", "than", "of", "from", "only"];
    let (from, to) = between(reader, stated, place);
    let clause =
        (from..to).all(|at| !reader.get(at).is_some_and(|token| matches!(token.mark, ';' | ':' | '"' | '“' | '”')));
    clause && to.saturating_sub(from) <= REACH && to > 0 && reader.is_any(to - 1, JOINTS)
}

/// "aged 19, 22 and 47": nothing but what joins a list between.
fn is_listed(reader: &Reader, stated: &Figure, place: &Place) -> bool {
    let (from, to) = between(reader, stated, place);
    (from + 1..from + 3).contains(&to) && (from..to).all(|at| reader.is_any(at, words![",", "and", "or"]))
}

/// "the army sent 5 boats; the navy sent 3"
fn does_the_same(stated: &Figure, figure: &Figure) -> bool {
    figure.event.is_some() && figure.event == stated.event
}

/// "9 of them", "three of whom"
fn is_some_of(reader: &Reader, place: &Place) -> bool {
    reader.is(place.past, "of") && reader.is_any(place.past + 1, words!["them", "whom", "which", "these", "those"])
}

/// How far apart, in tokens, two numbers of the same things may stand.
const REACH: usize = 14;
