//! A number with its unit: "$6.5bn", "two very busy weeks", "6 feet 2 inches".

use super::number_words::fraction_joined;
use super::numbers::{Form, Number, number};
use super::reader::Reader;
use super::roles::Roles;
use super::shapes;
use super::units::{Quantity, Unit};
use crate::text::classes::is_dash;
use crate::text::lists::words;
use crate::text::{Case, Classes, Gap, Kind, Token};

/// A number and its unit.
pub(super) struct Amount {
    pub(super) number: Number,
    pub(super) unit: Option<Unit>,
    /// Past its last token.
    pub(super) end: usize,
}

impl Amount {
    /// Reads the unit behind the number, and what it is a rate of; a currency before the number wins.
    pub(super) fn with_unit(mut self, reader: &Reader, money: Option<Unit>) -> Self {
        let units = &reader.lexicon.units;
        let spaced = reader.is_dash(self.end) && !reader.is_attached(self.end) && !reader.is_attached(self.end + 1);
        let at = self.end + usize::from(reader.is_hyphen(self.end) || spaced);
        // "half of", "millions of dollars"
        let fraction =
            self.number.form == Form::Fraction && reader.is(at, "of") && reader.is_any(at + 1, words!["a", "an"]);
        let of = if fraction { 2 } else { usize::from(reader.is(at, "of") && self.number.is_vague()) };
        let found = units.unit_at(reader, at + of).or_else(|| distant_time(reader, self.end));
        let found = found
            .filter(|(unit, past)| self.takes(reader, unit, at, *past) && (!spaced || unit.quantity == Quantity::Time))
            // "$5-$10": the sign is that of the second number
            .filter(|(_, past)| at == self.end || !reader.is_number(*past) || !reader.is_attached(*past));
        match (money, found) {
            (Some(money), Some((unit, past))) if unit.quantity == Quantity::Money => {
                // "$5 dollars", "A$5 Australian dollars"; cents after dollars are another amount
                let same = unit.name == money.name || money.name == "USD" && unit.name.len() == 3;
                let end = if same { past } else { self.end };
                (self.unit, self.end) = (Some(if same { unit } else { money }), end);
            }
            (Some(money), _) => self.unit = Some(money),
            (None, Some((unit, past))) if is_minute(reader, at, past) => {
                (self.unit, self.end) = (Some(minute(reader, unit)), past);
            }
            (None, Some((unit, past))) => (self.unit, self.end) = (Some(weighed(reader, at, &self.number, unit)), past),
            (None, None) => {
                let Some((unit, end)) = self.elsewhere(reader) else { return self };
                (self.unit, self.end) = (Some(unit), end);
            }
        }
        // "two hours and a half"
        if let Some((part, past)) = fraction_joined(reader, self.end)
            .filter(|_| self.number.low.fract() == 0.0 && !self.number.is_vague() && self.end > self.number.end)
        {
            let value = self.number.low + part;
            (self.number.low, self.number.high, self.end) = (value, value, past);
        }
        let mut parts = 0;
        while let Some((value, past)) = self.smaller(reader, parts) {
            parts += 1;
            (self.number.low, self.number.high, self.end) = (value, value, past);
        }
        if let Some(unit) = &self.unit {
            if let Some((rate, past)) = units.per(reader, self.end, unit) {
                (self.unit, self.end) = (Some(rate), past);
            } else if let Some(rate) = self.rate_behind(reader, unit) {
                self.unit = Some(rate);
            }
        }
        self
    }

    /// Units written otherwise than right behind: "70 MUSD", "15 [kg]", "9- or 10-inch".
    fn elsewhere(&mut self, reader: &Reader) -> Option<(Unit, usize)> {
        let units = &reader.lexicon.units;
        if let Some(unit) = rate_points(reader, self.end) {
            return Some((unit, self.end + 1 + usize::from(reader.is_hyphen(self.end))));
        }
        if let Some((scale, unit)) = units.scaled_code(reader, self.end) {
            self.number = self.number.times(scale, self.end + 1);
            return Some((unit, self.end + 1));
        }
        let bracket = reader.get(self.end).filter(|token| token.kind == Kind::Mark && token.gap <= Gap::Space)?;
        let close = match bracket.mark {
            '[' => ']',
            '(' => ')',
            '{' => '}',
            '<' => '>',
            '\'' | '’' | '′' => return self.feet(reader),
            mark if is_dash(mark) => return self.suspended(reader),
            _ => return None,
        };
        let (unit, past) = units.unit_at(reader, self.end + 1)?;
        (reader.is_mark(past, close) && unit.quantity != Quantity::Money).then_some((unit, past + 1))
    }

    /// "6'2\"", "an altitude of 30'": feet where no quotation is open that the mark could close.
    fn feet(&mut self, reader: &Reader) -> Option<(Unit, usize)> {
        let foot = reader.lexicon.units.named("foot")?;
        let quoted = reader.until(self.end).iter().any(|token| matches!(token.mark, '\'' | '‘' | '’'));
        if !reader.is_attached(self.end) || quoted || self.number.form != Form::Plain || self.number.low > 999.0 {
            return None;
        }
        let inches = number(reader, self.end + 1, false)
            .filter(|inches| inches.form == Form::Plain && inches.low < 12.0 && reader.is_attached(self.end + 1));
        let Some(inches) = inches else { return Some((foot, self.end + 1)) };
        self.number.low += inches.low / 12.0;
        self.number.high = self.number.low;
        let closed =
            reader.get(inches.end).is_some_and(|token| matches!(token.mark, '"' | '”' | '″') && token.is_attached());
        Some((foot, inches.end + usize::from(closed)))
    }

    /// "a 9- or 10-inch screen", "20- to 30-year terms": the unit stands behind the second number; this one ends at its hyphen.
    fn suspended(&self, reader: &Reader) -> Option<(Unit, usize)> {
        let tied = reader.is_attached(self.end) && !reader.is_attached(self.end + 1);
        if !tied || !reader.is_any(self.end + 1, words!["or", "and", "to"]) {
            return None;
        }
        let second = number(reader, self.end + 2, false)?;
        let (unit, _) =
            reader.is_hyphen(second.end).then(|| reader.lexicon.units.unit_at(reader, second.end + 1))??;
        Some((unit, self.end))
    }

    /// The rate that stands behind what is measured or behind its restatement: "300 tonnes of zinc a year", "C$9 (US$7)
    /// per share". The figure itself ends before.
    fn rate_behind(&self, reader: &Reader, unit: &Unit) -> Option<Unit> {
        let units = &reader.lexicon.units;
        let end = if reader.is_mark(self.end, '(') && unit.quantity == Quantity::Money {
            let close = (self.end + 2..self.end + 8).find(|at| reader.is_mark(*at, ')'))?;
            (self.end + 1..close).any(|at| reader.is_number(at)).then_some(close + 1)?
        } else if reader.is(self.end, "of") && unit.quantity == Quantity::Other {
            (self.end + 2..self.end + 5)
                .take_while(|at| reader.get(*at).is_some_and(Token::is_word) && !reader.is(*at, "in"))
                .find(|at| reader.is_any(*at, words!["a", "an", "per"]))?
        } else {
            return None;
        };
        units
            .per(reader, end, unit)
            .map(|(rate, _)| rate)
            .filter(|rate| unit.quantity == Quantity::Money || units_of_time(&rate.name))
    }

    /// "lost 6 kg over 68 weeks", "grew over ten years": the time that something takes, rather than more than it.
    pub(super) fn is_stretch_of(&self, reader: &Reader, outer: usize) -> bool {
        let time = self.unit.as_ref().is_some_and(|unit| unit.quantity == Quantity::Time);
        let Some(before) = outer.checked_sub(1).filter(|_| time && reader.is(outer, "over")) else { return false };
        let thing = Classes::NOUN.or(Classes::PLURAL);
        let done = reader.classes(before).any(Classes::PAST.or(Classes::PARTICIPLE));
        done && !reader.is_any(before, LASTING) && !reader.classes(before).any(Classes::AUXILIARY)
            || reader.is_number(before)
            || reader.is_mark(before, '%')
            || reader.plays(before, Roles::TREND)
            || reader.classes(before).any(thing) && !reader.classes(before).any(Classes::VERB.or(Classes::PAST))
    }

    /// Whether what reads like a unit is one here: "15s" are seconds only with decimals, "in 2011 Stone left" weighs nothing.
    fn takes(&self, reader: &Reader, unit: &Unit, at: usize, past: usize) -> bool {
        let plain = self.number.form == Form::Plain;
        let word = &reader.tokens[at.min(reader.tokens.len() - 1)];
        if plain
            && reader.is_attached(at)
            && matches!(reader.word(at), "s" | "′")
            && (self.number.low >= 15.0 || reader.is_attached(past) || at > 1 && reader.is_name(at - 2))
        {
            return false;
        }
        // "at “well over 200"": the mark closes a quotation; "3 "new" missiles": it opens one
        let opens = || !reader.is_attached(at) && reader.is_attached(at + 1);
        if reader.is_mark(at, '"') && (opens() || self.number.low > 99.0 || is_quoted(reader, at)) {
            return false;
        }
        // "One MP resigned"
        let letters = past == at + 1 && word.case == Case::Upper && !reader.is_attached(at);
        if letters && self.number.form == Form::Words && word.end - word.start == 2 {
            return false;
        }
        if plain && &*unit.name == "stone" && shapes::is_ordinal(reader, &self.number) {
            return false;
        }
        // "one-in-five"
        if &*unit.name == "inch"
            && reader.is(at, "in")
            && reader.get(past).is_some_and(|token| token.is_attached() && (token.is_word() || is_dash(token.mark)))
        {
            return false;
        }
        let spelled = !reader.is_attached(at) && reader.lexicon.units.is_name(reader, at);
        let name = past == at + 1 && word.case == Case::Title && unit.quantity == Quantity::Other && spelled;
        if name
            && !matches!(reader.word(at), "Celsius" | "Fahrenheit" | "Kelvin" | "C" | "F")
            && word.end - word.start > 2
        {
            return reader.is_headline();
        }
        true
    }

    /// "2 ft 3 in", "3 years and 2 months", "13 dollars and 45 cents", "13 dollars 45": the value with a smaller unit of the
    /// same kind behind it.
    fn smaller(&self, reader: &Reader, parts: usize) -> Option<(f64, usize)> {
        let (dimension, large) = self.unit.as_ref()?.scale?;
        // "6-foot-4"
        if reader.is_hyphen(self.end) && self.unit.as_ref().is_some_and(|unit| &*unit.name == "foot") {
            let inches = number(reader, self.end + 1, false)
                .filter(|n| matches!(n.form, Form::Plain | Form::Words) && n.low < 12.0)?;
            let (at, value) = (inches.end, self.number.low + inches.low / 12.0);
            let unit = reader.is_hyphen(at).then(|| reader.lexicon.units.unit_at(reader, at + 1)).flatten();
            let past = unit.filter(|(unit, _)| &*unit.name == "inch").map_or(at, |(_, past)| past);
            return Some(((value * 1e6).round() / 1e6, past));
        }
        let at = self.end + usize::from(reader.is(self.end, "and"));
        let rest = number(reader, at, false).filter(|number| {
            matches!(number.form, Form::Plain | Form::Words) || number.low.fract() != 0.0 && number.low < 60.0
        })?;
        let named = reader.before(self.end).is_some_and(Token::is_word) && self.end > self.number.end;
        let ends = reader.get(rest.end).is_none_or(|token| matches!(token.mark, '.' | ',' | '?' | ';'));
        let money = self.unit.as_ref().is_some_and(|unit| unit.quantity == Quantity::Money && large == 1.0);
        if money && named && ends && (10.0..100.0).contains(&rest.low) && self.number.low.fract() == 0.0 {
            return Some((self.number.low + rest.low / 100.0, rest.end));
        }
        let (unit, past) = reader.lexicon.units.unit_at(reader, rest.end)?;
        let unit = if dimension == "time" && reader.word(rest.end) == "m" { minute(reader, unit) } else { unit };
        // "12 stone 4 pounds"
        let unit = if dimension == "mass" && &*unit.name == "GBP" {
            reader.lexicon.units.named("pound-mass").unwrap_or(unit)
        } else {
            unit
        };
        let (other, small) = unit.scale?;
        let parted = parts == 0 && self.number.low.fract() != 0.0;
        let attached_before = self.number.form == Form::Vague || parted;
        let fits = other == dimension && small < large && rest.low * small < large && !attached_before;
        fits.then(|| (((self.number.low + rest.low * small / large) * 1e6).round() / 1e6, past))
    }
}

/// Verbs that a duration measures: "lasted over 5 hours" is more than that.
const LASTING: &[u64] = words![
    "lasted", "took", "spent", "waited", "lived", "worked", "stayed", "served", "slept", "stood", "ran", "sat", "aged",
    "lost", "missed", "survived", "was", "were", "been", "had", "has", "have",
];

/// "an hour and a half", "a mile and a quarter": the one that the article stands for, with its unit.
pub(super) fn with_article(reader: &Reader, at: usize) -> Option<Amount> {
    if !reader.is_any(at, words!["a", "an", "one"]) || !reader.is(at + 2, "and") {
        return None;
    }
    let (unit, past) = reader.lexicon.units.unit_at(reader, at + 1).filter(|(_, past)| *past == at + 2)?;
    let (part, end) = fraction_joined(reader, past)?;
    Some(Amount { number: Number::exact(1.0 + part, at + 1, Form::Fraction), unit: Some(unit), end })
}

/// "cut rates by half a point", "a quarter-point rise in rates": points of a rate are percentage points.
fn rate_points(reader: &Reader, end: usize) -> Option<Unit> {
    const RATES: &[u64] = words!["rate", "rates", "yield", "yields", "inflation", "unemployment"];
    let at = end + usize::from(reader.is_hyphen(end));
    let points = reader.is_any(at, words!["point", "points"]) && !reader.is_hyphen(at);
    // "a half-point cut"
    let cut =
        reader.is_hyphen(end) && reader.is_any(at + 1, words!["cut", "cuts", "hike", "increase", "reduction", "rise"]);
    let told = points && (cut || (end.saturating_sub(12)..end + 6).any(|at| reader.is_any(at, RATES)));
    told.then(|| reader.lexicon.units.named("percentage_point")).flatten()
}

/// How many tokens back a quotation may have begun.
const QUOTED: usize = 60;

/// Whether a straight quotation mark is open at a token, or closes at the end of a sentence.
fn is_quoted(reader: &Reader, at: usize) -> bool {
    let near = &reader.until(at)[at.saturating_sub(QUOTED).min(at)..];
    near.iter().filter(|token| token.is_mark('"')).count() % 2 == 1
}

/// "1m 44.3s": an "m" before seconds.
fn is_minute(reader: &Reader, at: usize, past: usize) -> bool {
    past == at + 1
        && reader.word(at) == "m"
        && reader.is_attached(at)
        && reader.is_number(past)
        && reader.word(past + 1) == "s"
        && reader.is_attached(past + 1)
}

/// The unit of minutes in place of metres.
fn minute(reader: &Reader, metre: Unit) -> Unit {
    reader.lexicon.units.named("minute").unwrap_or(metre)
}

fn units_of_time(rate: &str) -> bool {
    ["second", "minute", "hour", "day", "week", "month", "year"].iter().any(|time| rate.ends_with(time))
}

/// "two pounds" are weight where nothing tells of money: no word of paying, no scale.
fn weighed(reader: &Reader, at: usize, number: &Number, unit: Unit) -> Unit {
    let pounds = &*unit.name == "GBP" && reader.is_any(at, words!["pounds", "pound"]);
    if !pounds || number.form == Form::Scaled {
        return unit;
    }
    let money = (at.saturating_sub(15)..at + 15).any(|at| reader.plays(at, Roles::MONEY) || reader.is_mark(at, '£'));
    if !money {
        return Unit { name: "pound-mass".into(), quantity: Quantity::Other, scale: Some(("mass", 0.453_592_37)) };
    }
    unit
}

/// "two very busy weeks": a duration behind adjectives.
fn distant_time(reader: &Reader, end: usize) -> Option<(Unit, usize)> {
    let mut at = end;
    while at < end + 3
        && reader.is_near(at)
        && !reader.is_function_word(at)
        && reader.classes(at).any(Classes::ADJECTIVE.or(Classes::ADVERB).or(Classes::PARTICIPLE))
    {
        at += 1;
    }
    if at == end {
        return None;
    }
    reader
        .lexicon
        .units
        .unit_at(reader, at)
        .filter(|(unit, _)| unit.quantity == Quantity::Time && reader.word(at).ends_with('s'))
}
