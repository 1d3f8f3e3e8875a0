//! How the figures of a sentence belong together: a restatement, the level before a change, a part of a whole.

use super::phrases::is_year;
use super::reader::Reader;
use super::{Figure, FigureKind, Link, Relation};
use crate::text::Kind;
use crate::text::lists::words;

/// How far apart two values of one length or sum may lie, as a share, for one to restate the other.
const ROUNDING: f64 = 0.12;
/// How many tokens may stand between a whole and its part.
const REACH: usize = 12;

/// Links the figures of a sentence, which are the last ones from `first` on.
pub(super) fn link(reader: &Reader, figures: &mut [Figure], first: usize) {
    let mut found = Vec::new();
    for at in first..figures.len() {
        let Some((earlier, figure)) = figures.get(first..at).zip(figures.get(at)) else { continue };
        let Some(before) = earlier.last() else { continue };
        if !figure.kind.is_default() || !before.kind.is_default() {
            continue;
        }
        let between = Between::of(reader, before, figure);
        let again = || found.iter().find(|(first, relation, _)| *first == at - 1 && *relation == Relation::SameAs);
        if restates(reader, &between, before, figure) {
            found.push((at, Relation::SameAs, at - 1));
        } else if let Some(stated) = again().map(|(_, _, stated)| *stated).filter(|_| {
            // "£4 (€5; $6)"
            between.len() == 1 && reader.get(between.from).is_some_and(|token| matches!(token.mark, ';' | ',' | '/'))
        }) && figures
            .get(stated)
            .is_some_and(|stated| stated.kind == figure.kind && stated.unit != figure.unit)
        {
            found.push((at, Relation::SameAs, stated));
        } else if let Some((level, former)) = change(reader, &between, before, figure) {
            found.push((if level { at } else { at - 1 }, Relation::From, if former { at - 1 } else { at }));
        } else if let Some((part, whole)) = share(reader, &between, before, figure) {
            let whole = if whole { at - 1 } else { at };
            found.push((if part { at } else { at - 1 }, Relation::PartOf, whole));
        }
    }
    for (at, relation, figure) in found {
        if let Some(linked) = figures.get_mut(at) {
            linked.links.push(Link { relation, figure });
        }
    }
}

/// The tokens between two figures, the nouns that the first one counts left out.
struct Between {
    from: usize,
    to: usize,
    /// Past the second figure.
    past: usize,
}

impl Between {
    fn of(reader: &Reader, before: &Figure, figure: &Figure) -> Self {
        let index = |offset: usize| reader.tokens.partition_point(|token| token.span().start < offset);
        let noun = before.noun.filter(|noun| noun.start >= before.span.end && noun.end <= figure.span.start);
        let from = index(noun.map_or(before.span.end, |noun| noun.end));
        Self { from, to: index(figure.span.start).max(from), past: index(figure.span.end) }
    }

    fn len(&self) -> usize {
        self.to - self.from
    }
}

/// "40 miles (64 km)", "$US113 trillion ($161 trillion)", "40 miles, or 64 km,": the same amount in another unit.
fn restates(reader: &Reader, between: &Between, before: &Figure, figure: &Figure) -> bool {
    let (Some(a), Some(b)) = (&before.unit, &figure.unit) else { return false };
    let open = reader.is_mark(between.from, '(') || reader.is_mark(between.from, '[');
    let words = between.to - between.from.min(between.to);
    let bracket = open
        && words <= 4
        && reader.get(between.past).is_some_and(|token| matches!(token.mark, ')' | ']' | ';' | ',') || token.is_word());
    let or = (1..=2).contains(&words) && reader.is(between.to - 1, "or");
    if !bracket && !or {
        return false;
    }
    let units = &reader.lexicon.units;
    let (Some(first), Some(second)) = (units.measure(a), units.measure(b)) else {
        return bracket && a != b && before.kind == FigureKind::Money && figure.kind == FigureKind::Money;
    };
    if before.kind == FigureKind::Money && figure.kind == FigureKind::Money {
        // "$3m ($2m after tax)" is another amount
        return bracket && a != b;
    }
    // "0.25 percent (25 basis points)" restates, though one is no measure of the other everywhere
    let alike =
        first.dimension == second.dimension || before.kind == FigureKind::Percent && figure.kind == FigureKind::Percent;
    let (Some(x), Some(y)) = (before.value, figure.value) else {
        return bracket && alike;
    };
    let (x, y) = (first.base(x), second.base(y));
    a != b && alike && (x - y).abs() <= ROUNDING * x.abs().max(y.abs())
}

/// "rose from 5 to 8": the later level (true) from the former (true); "to 8 from 5": the former level from the later.
fn change(reader: &Reader, between: &Between, before: &Figure, figure: &Figure) -> Option<(bool, bool)> {
    let same = before.unit == figure.unit || before.trend.is_some() || figure.unit.is_none();
    if !same || between.len() == 0 || between.len() > 4 {
        return None;
    }
    let last = between.to - 1;
    let start = reader.tokens.partition_point(|token| token.span().start < before.span.start);
    let after_from = (1..=3).any(|back| start >= back && reader.is(start - back, "from")) && before.trend.is_none();
    // "to 12 in 2019 from 8"
    let plain = (between.from..last).all(|at| {
        is_year(reader, at)
            || reader.get(at).is_some_and(|token| token.kind == Kind::Word)
                && !reader.is_any(at, words!["and", "or", "but"])
    });
    if after_from && reader.is(last, "to") && plain {
        return Some((true, true));
    }
    // "4,200, up from 3,900", "to 800, from 400"
    let first = between.from + usize::from(reader.is_mark(between.from, ','));
    let up = (first..last).all(|at| reader.is_any(at, words!["up", "down", "compared", "higher", "lower"]));
    (reader.is(last, "from") && (plain || up) && before.unit == figure.unit).then_some((false, false))
}

/// "12 of the 40 passengers": the first is part of the second; "40 people, including 12 children": the second of the first.
fn share(reader: &Reader, between: &Between, before: &Figure, figure: &Figure) -> Option<(bool, bool)> {
    let counts = |figure: &Figure| matches!(figure.kind, FigureKind::Count | FigureKind::Money | FigureKind::Number);
    let part = |figure: &Figure| counts(figure) || matches!(figure.kind, FigureKind::Percent | FigureKind::Ratio);
    let smaller = |part: &Figure, whole: &Figure| !counts(part) || part.unit != whole.unit || part.low <= whole.high;
    if between.len() == 0 || between.len() > REACH {
        return None;
    }
    let at = between.from;
    let of = reader.is(at, "of")
        && (at + 1..between.to).all(|at| {
            reader.is_any(at, words!["the", "its", "their", "these", "those", "all", "some", "about", "nearly"])
        });
    if of && part(before) && counts(figure) && smaller(before, figure) {
        return Some((false, false));
    }
    // "Of the 40 passengers, 12 were children"
    let start = reader.tokens.partition_point(|token| token.span().start < before.span.start);
    let opens = (1..=3).any(|back| {
        start >= back && reader.is(start - back, "of") && (start == back || reader.is_mark(start - back - 1, ','))
    });
    let comma = between.to > between.from && reader.is_mark(between.to - 1, ',');
    if opens && comma && part(figure) && counts(before) && smaller(figure, before) {
        return Some((true, true));
    }
    let among = (at..between.to).any(|at| reader.is_any(at, words!["including", "among"]))
        || reader.is(between.past, "of")
            && reader.is_any(between.past + 1, words!["them", "whom", "which", "these", "those"]);
    (among && part(figure) && counts(before) && smaller(figure, before)).then_some((true, true))
}
