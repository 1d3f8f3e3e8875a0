//! The second end of a range: "20 to 30", "between 20 and 30", "$62-$68", "three or four".

use super::amounts::Amount;
use super::bounds;
use super::grammar::Place;
use super::numbers::{Form, number};
use super::reader::Reader;
use super::roles::Roles;
use super::shapes;
use super::units::{Quantity, Unit};
use crate::text::Classes;
use crate::text::lists::words;

/// How many times its lower end the upper one of a range behind a verb of change may be, where neither has a unit.
const WIDEST: f64 = 2.5;

/// The second end of a range: its amount, and where the range stands. "20 to 30", "between 20 and 30", "$62-$68", "three or four".
pub(super) fn second_end(reader: &Reader, outer: usize, start: usize, first: &Amount) -> Option<(Amount, Place)> {
    let joined = joined(reader, outer, first)?;
    let units = &reader.lexicon.units;
    let money_at = (joined.at..joined.at + 4).find(|at| reader.is_number(*at)).filter(|at| *at > joined.at);
    let (at, money) = match money_at.and_then(|at| units.money_before(reader, at).map(|(from, unit)| (from, at, unit)))
    {
        Some((from, at, unit)) if from == joined.at => (at, Some(unit)),
        _ => (joined.at, None),
    };
    let first_money = first.unit.as_ref().filter(|unit| unit.quantity == Quantity::Money);
    if shapes::shape(reader, at).is_some() {
        return None;
    }
    let second = number(reader, at, money.is_some() || first_money.is_some())?;
    if second.is_vague() || joined.counts_on && second.low != first.number.low + 1.0 {
        return None;
    }
    let own = money.is_some();
    let mut second = Amount { number: second, unit: None, end: second.end }.with_unit(reader, money);
    if second.unit.is_none() {
        second.unit = first_money.cloned();
    }
    let compatible = match (&first.unit, &second.unit) {
        (None, _) => !own || first.number.low <= second.number.low,
        (Some(a), Some(b)) => quantities_agree(a, b),
        (Some(a), None) => a.quantity == Quantity::Money,
    };
    // "fell by a third to £60m"
    let level = joined.change && first.unit.is_none() && !joined.closed;
    let share = level && first.number.form == Form::Fraction && (second.unit.is_some() || second.number.low >= 1.0);
    // "the toll rose by 12 to 40": the ends of a range lie closer together than a change and what it leads to
    let change = level && second.unit.is_none() && second.number.low > first.number.low * WIDEST;
    // "won by 51.2% to 48.8%"
    let percent = first.unit.as_ref().is_some_and(|unit| unit.quantity == Quantity::Percent);
    let result = !joined.closed && percent && second.number.low < first.number.low;
    let compatible = compatible && !share && !change && !result;
    let place = Place { outer, start, end: second.end, past: second.end };
    (compatible && !(joined.change && first.unit.is_some() && !joined.closed)).then_some((second, place))
}

fn quantities_agree(a: &Unit, b: &Unit) -> bool {
    let under = |unit: &Unit| unit.name.split(" per ").next().unwrap_or_default().to_owned();
    a.name == b.name || under(a) == under(b)
}

/// "from 3.1 to 4-5 million euros", "from 5 to 3 percent": the first level of a change takes the scale and the unit that stand
/// behind the second.
pub(super) fn shared_with_level(reader: &Reader, outer: usize, first: Amount) -> Amount {
    let from = outer > 0 && reader.is(outer - 1, "from") && reader.is(first.end, "to");
    if !from || first.unit.is_some() || first.number.is_vague() {
        return first;
    }
    let at = first.end + 1;
    let last = |at: usize| {
        let number = number(reader, at, false)?;
        Some(Amount { number, unit: None, end: number.end }.with_unit(reader, None))
    };
    let Some(mut level) = last(at) else { return first };
    if let Some(end) = (level.unit.is_none() && reader.is_hyphen(level.end)).then(|| last(level.end + 1)).flatten() {
        level = end;
    }
    let mut first = Amount { unit: level.unit, ..first };
    let scale = if level.number.stem == 0.0 { 1.0 } else { level.number.low / level.number.stem };
    if scale > 1.0 && first.number.form != Form::Scaled && first.number.low < 1000.0 {
        first.number = first.number.times(scale, first.number.end);
    }
    first
}

/// "300 - 400 seeds": two numbers in digits that a parted hyphen joins, the second one the larger, of something.
fn counts_up(reader: &Reader, first: &Amount, at: usize) -> bool {
    let Some(second) = reader.is_number(at).then(|| number(reader, at, false)).flatten() else { return false };
    let of_something =
        reader.classes(second.end).any(Classes::NOUN.or(Classes::PLURAL)) && !reader.is_attached(second.end);
    first.unit.is_none()
        && reader.is_number(first.end - 1)
        && first.number.low < second.low
        && second.low <= first.number.low * 10.0
        && of_something
}

struct Joint {
    /// Where the second number begins.
    at: usize,
    /// The first follows a verb of change: "rose 2% to $9" is no range.
    change: bool,
    /// Tied by a hyphen or a tilde, or by "between": certainly a range.
    closed: bool,
    /// "three or four", "three, four": a range only if the second counts on.
    counts_on: bool,
}

fn joined(reader: &Reader, outer: usize, first: &Amount) -> Option<Joint> {
    // "20- to 30-year terms"
    let suspended = reader.is_dash(first.end) && reader.is_attached(first.end) && reader.is(first.end + 1, "to");
    if suspended && reader.is_hyphen(first.end + 2) {
        return Some(Joint { at: first.end + 3, change: false, closed: true, counts_on: false });
    }
    let at = first.end + usize::from(suspended);
    let before = |words: &[u64]| outer > 0 && reader.is_any(outer - 1, words);
    let change = bounds::trend(reader, outer, true).is_some()
        || before(words!["from"]) && outer > 1 && reader.plays(outer - 2, Roles::TREND);
    if reader.is_dash(at)
        && reader.get(at + 1).is_some_and(|token| !token.is_word() || reader.number_word(at + 1).is_some())
    {
        let parted = reader.is_near(at)
            && reader.is_near(at + 1)
            && !reader.is_attached(at + 1)
            && counts_up(reader, first, at + 1);
        let tied = reader.is_hyphen(at) || reader.tokens[at].mark != '-' || parted;
        return tied.then_some(Joint { at: at + 1, change: false, closed: true, counts_on: false });
    }
    let swung = reader.is_mark(at, '~') || reader.is_mark(at, '～');
    if reader.is(at, "and") && before(words!["between"]) || swung && reader.is_attached(at) && reader.is_number(at + 1)
    {
        return Some(Joint { at: at + 1, change: false, closed: true, counts_on: false });
    }
    if reader.is_any(at, words!["to", "until", "through"]) {
        let after_from_change = before(words!["from"]) && change;
        return (!after_from_change).then_some(Joint { at: at + 1, change, closed: false, counts_on: false });
    }
    if reader.is(at, "or") && first.unit.is_none() {
        return Some(Joint { at: at + 1, change, closed: false, counts_on: true });
    }
    None
}
