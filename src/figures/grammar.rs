//! Puts a figure together: number and unit ([`super::amounts`]), sign, range ([`super::ranges`]), bound, kind.

use super::amounts::Amount;
use super::lexicon::NumberWord;
use super::number_words::{is_couple, ordinal};
use super::numbers::{Form, Number, is_leading_point, number, scale_behind};
use super::ranges::second_end;
use super::reader::Reader;
use super::roles::Roles;
use super::units::{Quantity, Unit};
use super::{Bound, Figure, FigureKind, Include, ages, amounts, bounds, context, ellipsis, ranges, shapes};
use crate::text::lists::words;
use crate::text::{Case, Classes, Token};

/// Reads the figures of a sentence.
pub(super) fn read(reader: &Reader, sentence: usize, include: Include, figures: &mut Vec<Figure>) {
    let (mut at, first) = (0, figures.len());
    // what a figure is may hang on those before it, so the kinds asked for are chosen last
    let any = FigureKind::ALL.into_iter().any(|kind| kind.is_default() && include.holds(kind));
    while let Some(next) = reader.next_that_plays(at, Roles::NUMBER.or(Roles::ARTICLE)) {
        at = next;
        let Some(found) = begins(reader, at).then(|| found_at(reader, at, sentence)).flatten() else {
            at += 1;
            continue;
        };
        at = found.past.max(at + 1);
        let wanted = |kind: FigureKind| if kind.is_default() { any } else { include.holds(kind) };
        if let Some(mut figure) = found.figure.filter(|figure| wanted(figure.kind)) {
            if figure.kind.is_default() {
                if let Some(stated) = figures.last().filter(|stated| stated.sentence == sentence) {
                    restate(reader, &found.place, stated, &mut figure);
                }
                let stated = figures.last().filter(|stated| stated.sentence == sentence && stated.kind.is_default());
                context::describe(reader, &found.place, stated, &mut figure);
                ellipsis::complete(reader, &found.place, figures.get(first..).unwrap_or_default(), &mut figure);
                ellipsis::share(reader, &figure, figures.get_mut(first..).unwrap_or_default());
            }
            figures.push(figure);
        }
    }
    let mut kept = first;
    for index in first..figures.len() {
        if include.holds(figures[index].kind) {
            figures.swap(kept, index);
            kept += 1;
        }
    }
    figures.truncate(kept);
}

/// "more than 100 kilometres (60 miles)": what stands in brackets says the same again, bound and trend included.
fn restate(reader: &Reader, place: &Place, stated: &Figure, figure: &mut Figure) {
    // "fell 41 points, or 0.5 percent"
    if let Some(comma) =
        place.outer.checked_sub(2).filter(|comma| reader.is_mark(*comma, ',') && reader.is(comma + 1, "or"))
        && reader.until(comma).iter().rev().take(2).any(|token| token.span().end == stated.span.end)
    {
        figure.trend = figure.trend.or(stated.trend);
    }
    let Some(bracket) = place.outer.checked_sub(1).filter(|at| reader.is_mark(*at, '(')) else { return };
    let adjacent = reader.until(bracket).last().is_some_and(|token| token.span().end == stated.span.end);
    let alike = figure.unit.is_some() && stated.unit.is_some() && reader.is_mark(place.past, ')');
    if adjacent && alike && figure.bound == Bound::Exact && stated.bound != Bound::Between {
        figure.bound = stated.bound;
        (figure.low, figure.high) = ends(figure.low, figure.high, figure.bound);
    }
    if adjacent && alike {
        figure.trend = figure.trend.or(stated.trend);
    }
}

/// Where a figure stands among the tokens.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// The first token of its bound, or of itself.
    pub(super) outer: usize,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Past the bound behind it.
    pub(super) past: usize,
}

pub(super) struct Found {
    pub(super) figure: Option<Figure>,
    pub(super) place: Place,
    pub(super) past: usize,
}

fn begins(reader: &Reader, at: usize) -> bool {
    reader.plays(at, Roles::NUMBER)
        || reader.plays(at, Roles::ARTICLE)
            && (reader.is(at + 2, "and")
                || is_couple(reader, at)
                || reader.number_word(at + 1 + usize::from(reader.is_hyphen(at + 1))).is_some())
}

/// What the number at a token is: a figure, a number that is none, or nothing.
fn found_at(reader: &Reader, at: usize, sentence: usize) -> Option<Found> {
    if let Some((kind, past)) = shapes::shape(reader, at) {
        if kind == FigureKind::Date
            && let Some(found) = ages::decade_of_life(reader, sentence, at, past)
        {
            return Some(found);
        }
        return Some(other(reader, sentence, kind, at, past));
    }
    if is_inside_compound(reader, at) {
        return None;
    }
    if let Some(amount) = amounts::with_article(reader, at) {
        let (bound, outer) = bounds::before(reader, at).map_or((None, at), |(bound, from)| (Some(bound), from));
        return Some(single(reader, sentence, amount, Place { outer, start: at, end: 0, past: 0 }, bound, false));
    }
    let money = reader.lexicon.units.money_before(reader, at);
    let first = number(reader, at, money.is_some());
    // "twenty-first", but "two-thirds" and "a third of"
    if !reader.is_number(at)
        && first.is_none_or(|first| matches!(first.form, Form::Words | Form::Scaled))
        && let Some((value, past)) = ordinal(reader, at).filter(|(_, past)| first.is_none_or(|first| *past > first.end))
    {
        return Some(stated_other(reader, sentence, FigureKind::Ordinal, Some(value), at, past));
    }
    let first = first?;
    if let Some(found) = ages::decade_in_words(reader, sentence, at, &first) {
        return Some(found);
    }
    let point = at.checked_sub(1).filter(|before| reader.is_number(at) && is_leading_point(reader, *before));
    let start = money.as_ref().map_or(point.unwrap_or(at), |(from, _)| *from);
    let (signed, negative) = sign(reader, start, at);
    let (signed, negative, money, loss) = match in_brackets(reader, signed, first.end) {
        Some((from, unit)) if !negative => (from, true, money.or(unit.map(|unit| (from, unit))), true),
        _ => (signed, negative, money, false),
    };
    let mut first = Amount { number: first, unit: None, end: first.end }.with_unit(reader, money.map(|(_, unit)| unit));
    if loss && reader.is_mark(first.end, ')') {
        first.end += 1;
        // "$(3.2) million"
        if let Some((scale, past)) = scale_behind(reader, first.end, true) {
            (first.number, first.end) = (first.number.times(scale, past), past);
        }
    }
    let aged = ages::before(reader, signed);
    let (bound, outer) = bounds::before(reader, aged).map_or((None, aged), |(bound, from)| (Some(bound), from));
    let (bound, outer) = if first.is_stretch_of(reader, outer) { (None, signed) } else { (bound, outer) };
    if is_some_day(reader, at, &first) {
        return None;
    }
    if first.unit.is_some() && is_code(reader, at) {
        return Some(other(reader, sentence, FigureKind::Code, at, first.end));
    }
    if first.unit.is_none() {
        if let Some((kind, from, past)) = shapes::by_context(reader, at, &first.number, bound.is_some()) {
            return Some(other(reader, sentence, kind, from, past));
        }
        if first.number.form == Form::Words && !is_number_use(reader, at, &first.number) {
            return Some(Found {
                figure: None,
                place: Place { outer: at, start: at, end: first.end, past: first.end },
                past: first.end,
            });
        }
        if let Some(found) = ratio(reader, sentence, outer, at, &first, bound) {
            return Some(found);
        }
    }
    if let Some((second, place)) = second_end(reader, outer, signed, &first) {
        return Some(range(reader, sentence, &first, second, place, negative));
    }
    let first = ranges::shared_with_level(reader, outer, first);
    Some(single(reader, sentence, first, Place { outer, start: signed, end: 0, past: 0 }, bound, negative))
}

/// A loss as accounts write it, and its currency where that stands before the bracket: "a loss of (1,200)", "$(1,200)". What
/// stands in brackets behind an amount restates it.
fn in_brackets(reader: &Reader, start: usize, end: usize) -> Option<(usize, Option<Unit>)> {
    let open = start.checked_sub(1).filter(|open| reader.is_mark(*open, '(') && reader.is_attached(start))?;
    let close = (end..end + 3).find(|at| reader.is_mark(*at, ')'))?;
    if let Some((from, unit)) = reader.lexicon.units.money_before(reader, open).filter(|_| reader.is_attached(open)) {
        return Some((from, Some(unit)));
    }
    let told = |at: usize| reader.plays(at, Roles::RESULT);
    let said = open > 0 && reader.tokens[open - 1].is_word() && !is_numeric(reader, open - 1);
    (close == end || reader.is_attached(close)).then_some(())?;
    (said && (open.saturating_sub(4)..open).any(told)).then_some((open, None))
}

/// "One day, he hopes": no day in particular.
fn is_some_day(reader: &Reader, at: usize, amount: &Amount) -> bool {
    at == 0
        && reader.is(at, "one")
        && amount.unit.as_ref().is_some_and(|unit| unit.quantity == Quantity::Time)
        && (reader.is_mark(amount.end, ',') || reader.classes(amount.end).any(Classes::PRONOUN))
}

/// "QRT-58C", "qrt-58": what reads like a number with its unit belongs to a code.
fn is_code(reader: &Reader, at: usize) -> bool {
    if at < 2 || !reader.is_hyphen(at - 1) {
        return false;
    }
    let head = &reader.tokens[at - 2];
    let capitals = reader.is_attached(at + 1) && reader.is_capitalised(at + 1) && head.case == Case::Upper;
    capitals || shapes::is_code_head(reader, at - 2)
}

/// "an all-six-member panel": a number word in the middle of a compound. "mid-30", "sub-500" and "minus-1" are none.
fn is_inside_compound(reader: &Reader, at: usize) -> bool {
    let word = !reader.is_number(at) && at > 1 && reader.is_attached(at) && reader.is_hyphen(at - 1);
    word && reader.tokens[at - 2].is_word()
        && reader.number_word(at - 2).is_none()
        && !reader.is_any(at - 2, words!["mid", "sub", "minus", "pre", "post", "non"])
}

/// A minus before the number or its currency: where the figure then starts.
fn sign(reader: &Reader, start: usize, at: usize) -> (usize, bool) {
    let Some(before) = start.checked_sub(1) else {
        return (start, false);
    };
    let token = &reader.tokens[before];
    let minus = token.is_mark('-') || token.is_mark('−') || token.is_mark('–');
    let open = before == 0 || !token.is_attached() || reader.is_mark(before - 1, '(');
    if minus && open && reader.is_attached(start) {
        return (before, true);
    }
    // "at - 20 degrees", as some tokenizers part it
    let parted = minus && token.mark != '–' && reader.is_near(start) && before > 0 && !token.is_attached();
    if parted && reader.classes(before - 1).any(Classes::PREPOSITION.or(Classes::VERB).or(Classes::AUXILIARY)) {
        return (before, true);
    }
    // "plus or minus 3"
    if before > 1 && reader.is(before, "minus") && reader.is(before - 1, "or") && reader.is(before - 2, "plus") {
        return (start, false);
    }
    if reader.is_any(before, words!["minus", "negative"]) && start == at {
        return (before, true);
    }
    if minus && before > 0 && reader.is_any(before - 1, words!["minus", "negative"]) {
        return (before - 1, true);
    }
    (start, false)
}

/// Whether a number word is used as a number: "one proposal", but not "one of them", "no one", "that one".
fn is_number_use(reader: &Reader, at: usize, number: &Number) -> bool {
    let ranged = reader.is_any(number.end, words!["to", "or"]) && reader.number_word(number.end + 1).is_some()
        || at > 0 && reader.is_any(at - 1, words!["minus", "negative"]);
    if ranged {
        return true;
    }
    if number.low != 1.0 || reader.is_any(number.end, words!["hundred"]) {
        // "zero" and the rest always are
        return !reader.is(at, "zero")
            || !reader.is_hyphen(number.end)
            || reader.lexicon.units.unit_at(reader, number.end + 1).is_some();
    }
    let pronoun_before = at > 0
        && (reader.is_any(
            at - 1,
            words![
                "no", "any", "every", "each", "this", "that", "which", "the", "a", "another", "some", "day", "number",
                "first", "last", "new", "other", "big", "good", "only",
            ],
        ) || reader.is_dash(at - 1) && reader.is_attached(at));
    let next = number.end;
    let pronoun_after = reader
        .is_any(next, words!["another", "day", "thing", "time", "such", "or", "way", "side", "hand", "more", "by"])
        || at > 0 && reader.is(at - 1, "at") && reader.is_any(next, words!["point", "stage"])
        // "by one estimate"
        || at > 0 && reader.is_any(at - 1, words!["by", "in"]) && reader.plays(next, Roles::REPORT.or(Roles::MEASURE))
        || reader.is_hyphen(next)
        || reader.is_mark(next, '\'')
        || reader.get(next).is_some_and(|token| token.kind == crate::text::Kind::Possessive);
    let noun = reader.get(next).is_some_and(|token| token.is_word() && token.case == Case::Lower)
        && !reader.is_function_word(next)
        && !reader.classes(next).any(Classes::PAST.or(Classes::GERUND))
        && reader.classes(next).any(Classes::NOUN.or(Classes::ADJECTIVE).or(Classes::PARTICIPLE));
    !pronoun_after && (!pronoun_before && noun || is_ratio(reader, next).is_some())
}

/// "in five", "out of three", "of every four", "over ten": the denominator of odds.
fn is_ratio(reader: &Reader, at: usize) -> Option<(f64, usize)> {
    if reader.is(at, "over") {
        let under = number(reader, at + 1, false)
            .filter(|under| matches!(under.form, Form::Plain | Form::Words | Form::Scaled))?;
        let ends = reader.get(under.end).is_none_or(|token| token.kind == crate::text::Kind::Mark && token.mark != '-');
        return (ends && under.low > 1.0).then_some((under.low, under.end));
    }
    let next = if reader.is(at, "in") && at > 0 || reader.is(at, "per") && reader.is_number(at + 1) {
        at + 1
    } else if reader.is(at, "out") && reader.is(at + 1, "of") || reader.is(at, "of") && reader.is(at + 1, "every") {
        at + 2
    } else if reader.is_hyphen(at) && reader.is(at + 1, "in") && reader.is_hyphen(at + 2) {
        at + 3
    } else {
        return None;
    };
    let next = next + usize::from(reader.is_any(next, words!["every", "the"]));
    let under = number(reader, next, false).filter(|number| !number.is_vague())?;
    // "101 in the 230-seat chamber"
    let compound = reader.is_hyphen(under.end) && reader.get(under.end + 1).is_some_and(Token::is_word);
    let whole = under.low > 1.0 && under.low.fract() == 0.0 && !matches!(under.form, Form::Fraction) && !compound;
    let unit = reader.lexicon.units.unit_at(reader, under.end).is_some();
    let year = reader.is(at, "in") && (1500.0..2150.0).contains(&under.low) && under.form == Form::Plain;
    (whole && !unit && !year).then_some((under.low, under.end))
}

/// "one firm in four", "two pupils out of three": the denominator behind what is counted.
fn among(reader: &Reader, first: &Amount) -> Option<(f64, usize)> {
    let small = first.number.form == Form::Words && first.number.low <= 9.0;
    let noun = reader.classes(first.end).any(Classes::NOUN.or(Classes::PLURAL)) && reader.is_near(first.end);
    let (under, past) = (small && noun).then(|| is_ratio(reader, first.end + 1)).flatten()?;
    let counts_on = reader.classes(past).any(Classes::NOUN.or(Classes::PLURAL).or(Classes::ADJECTIVE))
        && !reader.classes(past).any(Classes::VERB.or(Classes::AUXILIARY))
        || reader.is_hyphen(past);
    let bare = reader.is(first.end + 1, "in") || reader.is(first.end + 1, "out");
    (bare && under <= 100.0 && !counts_on).then_some((under, past))
}

fn ratio(
    reader: &Reader,
    sentence: usize,
    outer: usize,
    at: usize,
    first: &Amount,
    bound: Option<Bound>,
) -> Option<Found> {
    if let Some((under, past)) = to_one(reader, first) {
        let place = Place { outer, start: at, end: past, past };
        let value = first.number.low / under;
        return Some(Found {
            figure: Some(plain(reader, sentence, FigureKind::Ratio, &place, value, bound)),
            place,
            past,
        });
    }
    let (under, past) = is_ratio(reader, first.end)
        .or_else(|| among(reader, first))
        .filter(|(under, _)| first.number.low < *under && first.number.form != Form::Vague)?;
    let value = first.number.low / under;
    let place = Place { outer, start: at, end: past, past };
    Some(Found { figure: Some(plain(reader, sentence, FigureKind::Ratio, &place, value, bound)), place, past })
}

/// "3-to-1", "outnumbered ten to one": what it is a ratio to.
fn to_one(reader: &Reader, first: &Amount) -> Option<(f64, usize)> {
    // "a 10-for-1 split"
    let tied = reader.is_hyphen(first.end)
        && reader.is_any(first.end + 1, words!["to", "for"])
        && reader.is_hyphen(first.end + 2);
    let at = first.end + if tied { 3 } else { 1 };
    if !tied && !reader.is(first.end, "to") || first.number.is_vague() {
        return None;
    }
    let under = number(reader, at, false).filter(|under| matches!(under.form, Form::Plain | Form::Words))?;
    let bare = reader.lexicon.units.unit_at(reader, under.end + usize::from(reader.is_hyphen(under.end))).is_none();
    let one = under.low == 1.0 && first.number.low > 1.0;
    ((tied && under.low > 0.0 || one) && bare).then_some((under.low, under.end))
}

pub(super) fn plain(
    reader: &Reader,
    sentence: usize,
    kind: FigureKind,
    place: &Place,
    value: f64,
    bound: Option<Bound>,
) -> Figure {
    let bound = bound.unwrap_or_default();
    let (low, high) = ends(value, value, bound);
    Figure {
        span: reader.span(place.start, place.end),
        sentence,
        kind,
        value: Some(value),
        low,
        high,
        bound,
        trend: None,
        unit: None,
        noun: None,
        about: None,
        event: None,
        source: None,
        source_entity: None,
        links: Vec::new(),
    }
}

/// What a bound makes of the ends of a number.
fn ends(low: f64, high: f64, bound: Bound) -> (f64, f64) {
    match bound {
        Bound::Over | Bound::AtLeast => (low, f64::INFINITY),
        Bound::Under | Bound::AtMost => (f64::NEG_INFINITY, high),
        Bound::Exact | Bound::About | Bound::Between => (low, high),
    }
}

/// A number that is no figure, of the value of its first digits.
fn other(reader: &Reader, sentence: usize, kind: FigureKind, from: usize, past: usize) -> Found {
    let stated =
        (from..past).find_map(|at| number(reader, at, false).filter(|_| reader.is_number(at)).map(|number| number.low));
    stated_other(reader, sentence, kind, stated, from, past)
}

/// A number that is no figure.
fn stated_other(
    reader: &Reader,
    sentence: usize,
    kind: FigureKind,
    stated: Option<f64>,
    from: usize,
    past: usize,
) -> Found {
    let place = Place { outer: from, start: from, end: past, past };
    let mut figure = plain(reader, sentence, kind, &place, stated.unwrap_or(0.0), None);
    if stated.is_none() {
        (figure.value, figure.low, figure.high) = (None, f64::NEG_INFINITY, f64::INFINITY);
    }
    Found { figure: Some(figure), place, past }
}

fn single(
    reader: &Reader,
    sentence: usize,
    amount: Amount,
    mut place: Place,
    before: Option<Bound>,
    negative: bool,
) -> Found {
    let Amount { number, unit, mut end } = amount;
    let (kind, unit) = kind_of(reader, &place, &number, unit, &mut end);
    place.end = end;
    place.past = end;
    let mut bound = before.or_else(|| is_couple(reader, place.start).then_some(Bound::About));
    if let Some((behind, past)) = bounds::after(reader, end).filter(|_| matches!(before, None | Some(Bound::About))) {
        bound = Some(behind);
        place.past = past;
    }
    let sign = if negative { -1.0 } else { 1.0 };
    let (low, high) = if negative { (-number.high, -number.low) } else { (number.low, number.high) };
    let mut figure = plain(reader, sentence, kind, &place, sign * number.low, bound);
    (figure.low, figure.high) = ends(low, high, figure.bound);
    if number.is_vague() {
        figure.value = None;
        figure.bound = Bound::Between;
        (figure.low, figure.high) = (low, high);
    }
    if let Some(past) = other_bound(reader, &mut figure, place.past) {
        place.past = past;
        place.end = past;
        figure.span = reader.span(place.start, past);
    }
    let loose = !matches!(kind, FigureKind::Count | FigureKind::Duration | FigureKind::Age | FigureKind::Ratio)
        || kind == FigureKind::Count && !counts(reader, end) && !reader.is(end, "of");
    let points = unit.as_ref().is_some_and(|unit| unit.name.ends_with("_point"));
    figure.trend = bounds::trend(reader, place.outer, loose)
        .or_else(|| bounds::trend_behind(reader, place.past))
        .or_else(|| bounds::over_object(reader, place.outer.checked_sub(1)?).filter(|_| points));
    figure.unit = unit.map(|unit| unit.name);
    Found { figure: Some(figure), place, past: place.past }
}

/// "more than 100 and less than 300": the other end of an interval behind its first; the token past it.
fn other_bound(reader: &Reader, figure: &mut Figure, at: usize) -> Option<usize> {
    let first = figure.bound;
    if figure.unit.is_some() || !reader.is_any(at, words!["and", "but"]) {
        return None;
    }
    let (taken, second) = reader.lexicon.before.longest(reader.from(at + 1))?;
    let other = number(reader, at + 1 + taken, false).filter(|number| !number.is_vague())?;
    let (low, high) = match (first, second) {
        (Bound::Over | Bound::AtLeast, Bound::Under | Bound::AtMost) => (figure.low, other.low),
        (Bound::Under | Bound::AtMost, Bound::Over | Bound::AtLeast) => (other.low, figure.high),
        _ => return None,
    };
    if low >= high {
        return None;
    }
    (figure.value, figure.bound, figure.low, figure.high) = (None, Bound::Between, low, high);
    Some(other.end)
}

fn counts(reader: &Reader, end: usize) -> bool {
    reader.classes(end).any(Classes::NOUN.or(Classes::PLURAL))
}

/// The kind that a number with its unit is; an age takes "old" or "of age" into the figure.
fn kind_of(
    reader: &Reader,
    place: &Place,
    number: &Number,
    unit: Option<Unit>,
    end: &mut usize,
) -> (FigureKind, Option<Unit>) {
    let Some(unit) = unit else {
        if ages::is_age(reader, place, number, *end) {
            *end += usize::from(ages::is_plural_ending(reader, *end));
            let year = Unit { name: "year".into(), quantity: Quantity::Time, scale: None };
            return (FigureKind::Age, Some(year));
        }
        let kind = if number.form == Form::Fraction { FigureKind::Ratio } else { FigureKind::Count };
        return (kind, None);
    };
    if unit.quantity == Quantity::Time && !unit.name.contains(" per ") {
        let parted = reader.is_mark(*end, '-') && reader.is(*end + 1, "old");
        let old = *end + usize::from(reader.is_hyphen(*end) || parted);
        if ages::is_told(reader, place) {
            return (FigureKind::Age, Some(unit));
        }
        if reader.is_any(old, words!["old", "olds"]) {
            *end = old + 1;
            return (FigureKind::Age, Some(unit));
        }
        if reader.is(*end, "of") && reader.is(*end + 1, "age") {
            *end += 2;
            return (FigureKind::Age, Some(unit));
        }
        return (FigureKind::Duration, Some(unit));
    }
    let kind = match unit.quantity {
        Quantity::Money => FigureKind::Money,
        Quantity::Percent => FigureKind::Percent,
        Quantity::Time | Quantity::Other => FigureKind::Measure,
    };
    (kind, Some(unit))
}

/// A range from two amounts that share what one of them lacks: scale, unit, currency.
fn range(reader: &Reader, sentence: usize, first: &Amount, second: Amount, mut place: Place, negative: bool) -> Found {
    let (mut low, high) = (first.number.low, second.number.low);
    let scale = if second.number.stem == 0.0 { 1.0 } else { second.number.low / second.number.stem };
    let shares = first.unit.as_ref().is_none_or(|unit| unit.quantity == Quantity::Money);
    // "10-12,000 people"
    let thousands = first.number.form == Form::Plain
        && reader.word(second.number.end - 1).ends_with(",000")
        && first.number.low * 1e3 < high
        && first.number.low * 1e4 >= high;
    if shares && thousands {
        low *= 1e3;
    } else if shares && first.number.form != Form::Scaled && scale > 1.0 && first.number.stem <= second.number.stem {
        low *= scale;
    }
    if negative {
        low = -low;
    }
    let unit = second.unit.or_else(|| first.unit.clone());
    let mut end = second.end;
    let (kind, unit) = kind_of(reader, &place, &second.number, unit, &mut end);
    place.end = end;
    place.past = end;
    let mut figure = plain(reader, sentence, kind, &place, 0.0, Some(Bound::Between));
    figure.value = None;
    (figure.low, figure.high) = (low.min(high), low.max(high));
    figure.trend = bounds::trend(reader, place.outer, kind != FigureKind::Count)
        .or_else(|| bounds::trend_behind(reader, place.past));
    figure.unit = unit.map(|unit| unit.name);
    Found { figure: Some(figure), place, past: end }
}

/// Whether a token could be part of a number at all; what context looks past.
pub(super) fn is_numeric(reader: &Reader, at: usize) -> bool {
    reader.is_number(at)
        || matches!(reader.number_word(at), Some(NumberWord::Unit(_) | NumberWord::Tens(_) | NumberWord::Scale(_)))
        || reader.ordinal(at).is_some()
}
