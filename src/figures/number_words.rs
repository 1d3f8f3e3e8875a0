//! A number in words: "thirty-one thousand four hundred and six", "one and a half million", "two-thirds", "dozens".
//!
//! A cardinal gathers units and tens, "hundred" multiplies what is gathered and larger scales close a group; what stands
//! behind it may make it a mixed number, a decimal, a fraction or an ordinal.

use super::lexicon::NumberWord;
use super::numbers::{Form, Number, scale_behind};
use super::reader::Reader;
use super::roles::Roles;
use crate::text::lists::words;
use crate::text::{Classes, Gap, Kind};

/// The number in words that begins at a token.
pub(super) fn in_words(reader: &Reader, at: usize) -> Option<Number> {
    match reader.number_word(at) {
        None => return with_article(reader, at),
        Some(NumberWord::Vague(low)) => return vague(reader, at, low),
        Some(NumberWord::Half) => return half(reader, at),
        Some(NumberWord::Fraction(_) | NumberWord::Short(_)) => return None,
        Some(NumberWord::Unit(_) | NumberWord::Tens(_) | NumberWord::Scale(_) | NumberWord::Dozen) => {}
    }
    let cardinal = cardinal(reader, at)?;
    Some(
        fraction(reader, &cardinal)
            .or_else(|| point(reader, &cardinal))
            .or_else(|| mixed(reader, &cardinal))
            .or_else(|| dozens(reader, &cardinal))
            .unwrap_or_else(|| cardinal.number()),
    )
}

/// The ordinal that begins at a token, and the token past it: "third", "twenty-first", "two hundredth".
pub(super) fn ordinal(reader: &Reader, at: usize) -> Option<(f64, usize)> {
    let last = |at: usize| reader.ordinal(at);
    if let Some(value) = last(at) {
        return Some((value, at + 1));
    }
    let from = at + usize::from(reader.is_any(at, words!["a", "an"]));
    let cardinal = cardinal(reader, from)?;
    // "the hundred and fifth"
    let and =
        cardinal.scaled && reader.is(cardinal.end, "and") && last(cardinal.end + 1).is_some_and(|last| last < 100.0);
    let next = if and { cardinal.end + 1 } else { tied(reader, cardinal.end) };
    let (value, ordinal) = (cardinal.value(), last(next).filter(|_| reader.is_near(next))?);
    let fits = match ordinal {
        1.0..10.0 => cardinal.tens.is_some() || cardinal.last >= 100.0,
        10.0..100.0 => cardinal.last >= 100.0,
        _ => value > 1.0,
    };
    let whole = if ordinal >= 100.0 { value * ordinal } else { value + ordinal };
    fits.then_some((whole, next + 1))
}

/// Whole numbers in words, before a fraction or a scale of their own behind them.
struct Cardinal {
    /// Past its last token.
    end: usize,
    total: f64,
    group: f64,
    /// What stood before the first scale.
    stem: Option<f64>,
    scaled: bool,
    /// The tens, the scale or 1 that its last word stands for.
    last: f64,
    /// Its last word, where that is a multiple of ten.
    tens: Option<f64>,
    /// What stood before an "and" with less than a hundred behind it.
    before_and: Option<f64>,
}

impl Cardinal {
    fn value(&self) -> f64 {
        self.total + self.group
    }

    fn number(&self) -> Number {
        let value = self.value();
        let form = if self.scaled { Form::Scaled } else { Form::Words };
        Number { stem: self.stem.unwrap_or(value), ..Number::exact(value, self.end, form) }
    }
}

fn cardinal(reader: &Reader, at: usize) -> Option<Cardinal> {
    use NumberWord::{Dozen, Scale, Tens, Unit};
    let mut c = Cardinal {
        end: at,
        total: 0.0,
        group: 0.0,
        stem: None,
        scaled: false,
        last: f64::INFINITY,
        tens: None,
        before_and: None,
    };
    loop {
        let (next, and) = next_word(reader, at, &c);
        let before = c.value();
        let first = c.end == at;
        let mut tens = None;
        match reader.number_word(next).filter(|_| first || reader.get(next).is_some_and(|t| t.gap <= Gap::Line)) {
            Some(Unit(value)) if c.last >= 20.0 && (c.last.is_infinite() || c.last != 100.0 || value < 100.0) => {
                c.group += value;
                c.last = 1.0;
            }
            Some(Tens(value)) if c.last >= 100.0 => {
                c.group += value;
                c.last = value;
                tens = Some(value);
            }
            Some(Scale(scale)) if scale == 100.0 && c.group < 100.0 && (c.group > 0.0 || first) => {
                c.stem.get_or_insert(c.group);
                c.group = f64::max(c.group, 1.0) * scale;
                (c.last, c.scaled) = (scale, true);
            }
            Some(Scale(scale)) if scale > 100.0 && (c.group > 0.0 || first) => {
                c.stem.get_or_insert(c.group);
                c.total += f64::max(c.group, 1.0) * scale;
                c.group = 0.0;
                (c.last, c.scaled) = (scale, true);
            }
            Some(Scale(scale)) if scale > 100.0 && c.total > 0.0 && c.group == 0.0 && next == c.end => c.total *= scale,
            // "a baker's dozen" is none
            Some(Dozen) if (c.group > 0.0 || first && !follows_possessive(reader, at)) && c.total == 0.0 => {
                c.group = f64::max(c.group, 1.0) * 12.0;
                (c.last, c.scaled) = (12.0, true);
            }
            _ => break,
        }
        c.before_and = if and { Some(before) } else { c.before_and };
        (c.tens, c.end) = (tens, next + 1);
    }
    (c.end > at).then_some(c)
}

fn follows_possessive(reader: &Reader, at: usize) -> bool {
    reader.before(at).is_some_and(|token| token.kind == Kind::Possessive)
}

/// The token of the next number word, over a hyphen, or over "and" inside a scaled number; whether it was "and".
fn next_word(reader: &Reader, at: usize, c: &Cardinal) -> (usize, bool) {
    if c.end == at {
        return (at, false);
    }
    if reader.is_hyphen(c.end) || c.tens.is_some() && is_parted_hyphen(reader, c.end) {
        return (c.end + 1, false);
    }
    // "a hundred and five", "a thousand and five hundred", but "two hundred and one hundred"
    let small = matches!(reader.number_word(c.end + 1), Some(NumberWord::Unit(_) | NumberWord::Tens(_)));
    let scale = match reader.number_word(c.end + 2) {
        Some(NumberWord::Scale(scale)) => scale,
        _ => 0.0,
    };
    // "one million, two hundred thousand"
    if c.scaled && c.last >= 1e6 && small && scale >= 100.0 && scale < c.last && reader.is_mark(c.end, ',') {
        return (c.end + 1, false);
    }
    // "six million and one half" is six and a half million
    let part = match reader.number_word(c.end + 2) {
        Some(NumberWord::Half) => true,
        Some(NumberWord::Fraction(_)) => matches!(reader.number_word(c.end + 3), Some(NumberWord::Scale(_))),
        _ => false,
    };
    let joins = c.scaled && c.last >= 100.0 && small && !part && scale < c.last && reader.is(c.end, "and");
    (c.end + usize::from(joins), joins)
}

/// A hyphen that lost its place: "sixty - four", as some tokenizers leave it.
fn is_parted_hyphen(reader: &Reader, at: usize) -> bool {
    reader.is_mark(at, '-') && reader.is_near(at) && !reader.is_attached(at) && reader.is_near(at + 1)
}

/// The token behind a hyphen, if there is one.
fn tied(reader: &Reader, at: usize) -> usize {
    at + usize::from(reader.is_hyphen(at) || is_parted_hyphen(reader, at))
}

/// The denominator at a token: its value, the token past it, whether it is a plural. "thirds", "twenty-firsts".
fn denominator(reader: &Reader, at: usize) -> Option<(f64, usize, bool)> {
    if let Some(NumberWord::Tens(tens)) = reader.number_word(at) {
        let next = tied(reader, at + 1);
        let (unit, past) = match reader.number_word(next) {
            Some(NumberWord::Fraction(unit)) => (unit, next + 1),
            _ => (reader.ordinal(next)?, next + 1),
        };
        let plural = reader.word(past - 1).ends_with('s');
        return (unit < 10.0 && reader.is_near(next)).then_some((tens + unit, past, plural));
    }
    match reader.number_word(at).filter(|_| reader.is_near(at)) {
        Some(NumberWord::Fraction(under)) if under > 1.0 => Some((under, at + 1, reader.word(at).ends_with('s'))),
        _ => None,
    }
}

/// "two-thirds", "one third of", "seventeen fifths", "two hundred and three quarters".
fn fraction(reader: &Reader, cardinal: &Cardinal) -> Option<Number> {
    let at = tied(reader, cardinal.end);
    let (under, past, plural) = denominator(reader, at)?;
    let value = cardinal.value();
    let exact = |value: f64| Some(of_scale(reader, Number::exact(value, past, Form::Fraction)));
    if value == 1.0 {
        let told = at > cardinal.end || reader.is_any(past, words!["of", "as"]);
        return if !plural && (told || under != 4.0 && !is_noun_phrase(reader, past)) {
            exact(1.0 / under)
        } else {
            None
        };
    }
    if !plural {
        // "a two-third majority"
        return if at > cardinal.end && value < under && under <= 10.0 && cardinal.tens.is_none() {
            exact(value / under)
        } else {
            None
        };
    }
    // "three quarters" of a year are a duration, "three quarters of" a ratio
    let scaled = matches!(reader.number_word(past), Some(NumberWord::Scale(_)));
    let ratio = under != 4.0 || at > cardinal.end || reader.is_any(past, words!["of", "the"]) || scaled;
    if let Some(before) = cardinal.before_and.filter(|before| value - before < under) {
        return Some(Number::exact(before + (value - before) / under, past, Form::Digits));
    }
    // "two hundred forty-ninths"
    if let Some(tens) = cardinal.tens.filter(|tens| value > *tens && under < 10.0 && cardinal.before_and.is_none()) {
        return exact((value - tens) / (tens + under));
    }
    if ratio { exact(value / under) } else { None }
}

/// Whether a noun phrase begins, or goes on, at a token: "third party".
fn is_noun_phrase(reader: &Reader, at: usize) -> bool {
    let word = reader.get(at).is_some_and(|token| token.kind == Kind::Word && token.gap <= Gap::Line);
    word && !reader.is_function_word(at)
        && reader.classes(at).any(Classes::NOUN.or(Classes::PLURAL).or(Classes::ADJECTIVE))
        || reader.is_hyphen(at)
}

/// The fraction that "and" joins to a number, and the token past it: "and a half", "and three quarters", "-and-a-half".
pub(super) fn fraction_joined(reader: &Reader, at: usize) -> Option<(f64, usize)> {
    let from = at + usize::from(reader.is_hyphen(at));
    if !reader.is(from, "and") {
        return None;
    }
    let mut next = tied(reader, from + 1);
    let one = reader.is_any(next, words!["a", "an", "one"]);
    if one {
        next = tied(reader, next + 1);
    }
    if reader.number_word(next) == Some(NumberWord::Half) && !reader.is_any(next + 1, words!["of", "dozen", "the"]) {
        return Some((0.5, next + 1));
    }
    if one {
        let (under, past, plural) = denominator(reader, next)?;
        return (!plural && !is_other_part(reader, past)).then_some((1.0 / under, past));
    }
    let over = cardinal(reader, next).filter(|over| !over.scaled)?;
    let (under, past, plural) = denominator(reader, tied(reader, over.end))?;
    (plural && over.value() < under && !reader.is(past, "of")).then_some((over.value() / under, past))
}

/// "two men and a third of them", "and a third man": no part of the number before.
fn is_other_part(reader: &Reader, at: usize) -> bool {
    reader.is(at, "of")
        || is_noun_phrase(reader, at)
            && !reader.classes(at).any(Classes::PLURAL)
            && !matches!(reader.number_word(at), Some(NumberWord::Scale(_)))
}

/// "one and a half", "two-and-a-half million", "three million and a half", "two billion and one quarter million".
fn mixed(reader: &Reader, cardinal: &Cardinal) -> Option<Number> {
    let (part, past) = fraction_joined(reader, cardinal.end)?;
    let value = cardinal.value();
    if cardinal.scaled {
        let scale = match reader.number_word(past) {
            Some(NumberWord::Scale(scale)) if scale < cardinal.last => Some((scale, past + 1)),
            _ if cardinal.last >= 1e6 && part == 0.5 => Some((cardinal.last, past)),
            _ => None,
        };
        let (scale, past) = scale.unwrap_or((1.0, past));
        return Some(Number::exact(value + part * scale, past, Form::Scaled));
    }
    let number = Number::exact(value + part, past, Form::Words);
    Some(scale_behind(reader, past, false).map_or(number, |(scale, past)| number.times(scale, past)))
}

/// "two point five million", "nought point twelve"
fn point(reader: &Reader, cardinal: &Cardinal) -> Option<Number> {
    if cardinal.scaled || !reader.is(cardinal.end, "point") {
        return None;
    }
    let mut at = cardinal.end + 1;
    let mut decimals = String::new();
    while let Some(NumberWord::Unit(digit) | NumberWord::Tens(digit)) =
        reader.number_word(at).filter(|_| decimals.len() < 15)
    {
        // "point twenty-five"
        if digit < 10.0 && decimals.ends_with('0') && decimals.len() > 1 && reader.is_hyphen(at - 1) {
            decimals.pop();
        }
        decimals.push_str(&digit.to_string());
        at = tied(reader, at + 1);
    }
    at -= usize::from(at > cardinal.end + 1 && reader.is_dash(at - 1));
    let decimals: f64 = format!("0.{decimals}").parse().ok().filter(|_| !decimals.is_empty())?;
    let number = Number::exact(((cardinal.value() + decimals) * 1e12).round() / 1e12, at, Form::Words);
    Some(scale_behind(reader, at, false).map_or(number, |(scale, past)| number.times(scale, past)))
}

/// "three dozens", "five hundreds": a plural that counts like its singular behind a number.
fn dozens(reader: &Reader, cardinal: &Cardinal) -> Option<Number> {
    let Some(NumberWord::Vague(each)) = reader.number_word(cardinal.end).filter(|_| !cardinal.scaled) else {
        return None;
    };
    let counted = reader.is(cardinal.end + 1, "of") && reader.number_word(cardinal.end + 2).is_some();
    (!counted && each != 10.0).then(|| cardinal.number().times(each, cardinal.end + 1))
}

/// "half a point", "three-quarters of a point", "a quarter-point": the token where what an index is measured in begins.
fn points_at(reader: &Reader, past: usize) -> Option<usize> {
    let of = if reader.is(past, "of") && reader.is(past + 1, "a") { 2 } else { 0 };
    let at = past + of;
    reader.is_any(at + usize::from(reader.is_hyphen(at)), words!["point", "points"]).then_some(at)
}

/// "a quarter of a million", "two thirds of a billion", "a quarter million"; "a quarter of a point" is an amount of points
fn of_scale(reader: &Reader, number: Number) -> Number {
    if let Some(end) = points_at(reader, number.end) {
        return Number { end, form: Form::Digits, ..number };
    }
    let of = if reader.is(number.end, "of") && reader.is(number.end + 1, "a") { 2 } else { 0 };
    match reader.number_word(number.end + of) {
        Some(NumberWord::Scale(scale)) if scale > 100.0 => number.times(scale, number.end + of + 1),
        _ => number,
    }
}

/// "a hundred", "a dozen", "a third of", "a quarter of a million", "several hundred", "a few thousand"
fn with_article(reader: &Reader, at: usize) -> Option<Number> {
    let next = at + 1 + usize::from(reader.is_hyphen(at + 1));
    // "a couple of hundred", "a couple thousand": about two of them
    if is_couple(reader, at) {
        let scale = at + 2 + usize::from(reader.is(at + 2, "of"));
        let value = match reader.number_word(scale)? {
            NumberWord::Scale(scale) => scale,
            NumberWord::Dozen => 12.0,
            _ => return None,
        };
        return Some(Number { stem: 2.0, ..Number::exact(2.0 * value, scale + 1, Form::Scaled) });
    }
    if reader.is_any(at, words!["several", "few"]) {
        let NumberWord::Scale(scale) = reader.number_word(next)? else {
            return None;
        };
        let mut number = Number { end: next + 1, low: scale, high: scale * 10.0, stem: 1.0, form: Form::Vague };
        if let Some(NumberWord::Scale(more)) = reader.number_word(next + 1) {
            number = number.times(more, next + 2);
        }
        return Some(number);
    }
    if !reader.is_any(at, words!["a", "an"]) {
        return None;
    }
    match reader.number_word(next)? {
        NumberWord::Scale(scale) => {
            if let Some((part, past)) = fraction_joined(reader, next + 1).filter(|(part, _)| *part == 0.5) {
                return Some(Number::exact((1.0 + part) * scale, past, Form::Scaled));
            }
            in_words(reader, next)
        }
        NumberWord::Dozen => in_words(reader, next),
        NumberWord::Half if reader.is(next + 1, "dozen") => half(reader, next),
        NumberWord::Half => {
            let unit = reader.lexicon.units.is_name(reader, next + 1 + usize::from(reader.is_hyphen(next + 1)));
            let alone =
                reader.get(next + 1).is_none_or(|token| token.kind == Kind::Mark && !reader.is_hyphen(next + 1));
            if let Some(end) = points_at(reader, next + 1) {
                return Some(Number::exact(0.5, end, Form::Digits));
            }
            (unit || alone || reader.is(next + 1, "of")).then(|| Number::exact(0.5, next + 1, Form::Fraction))
        }
        NumberWord::Fraction(_) | NumberWord::Tens(_) => {
            let (under, past, plural) = denominator(reader, next)?;
            let scaled = matches!(reader.number_word(past), Some(NumberWord::Scale(_)));
            let amount = is_amount(reader, at, past) || under > 20.0 && !is_noun_phrase(reader, past);
            let points = points_at(reader, past).is_some();
            (!plural && (reader.is_any(past, words!["of", "as"]) || scaled || amount || points))
                .then(|| of_scale(reader, Number::exact(1.0 / under, past, Form::Fraction)))
        }
        _ => None,
    }
}

/// "a couple", what two are called where they need not be two.
pub(super) fn is_couple(reader: &Reader, at: usize) -> bool {
    reader.is(at, "a") && reader.is(at + 1, "couple")
}

/// "fell by a third", "about a quarter were women": a share rather than one more of a row.
fn is_amount(reader: &Reader, at: usize, past: usize) -> bool {
    const BEFORE: &[u64] = words![
        "by",
        "than",
        "about",
        "nearly",
        "almost",
        "over",
        "under",
        "roughly",
        "around",
        "below",
        "above",
        "only",
        "least",
        "approximately",
        "just",
    ];
    const AFTER: &[u64] = words!["were", "are", "less", "more", "fewer", "have", "from", "to", "in", "since"];
    // "plunged a fifth"
    let before = at > 0 && (reader.is_any(at - 1, BEFORE) || reader.plays(at - 1, Roles::TREND));
    !is_noun_phrase(reader, past) && (before || reader.is_any(past, &AFTER[..5]))
        || before && reader.is_any(past, AFTER)
}

/// "half a million", "half-million", "half a dozen", "half of the", "half the town", "half an hour", "half hour"
fn half(reader: &Reader, at: usize) -> Option<Number> {
    let mut next = at + 1 + usize::from(reader.is_hyphen(at + 1));
    let article = reader.is_any(next, words!["a", "an"]);
    next += usize::from(article);
    match reader.number_word(next) {
        Some(NumberWord::Scale(scale)) => {
            return Some(Number::exact(0.5 * scale, next + 1, Form::Scaled));
        }
        Some(NumberWord::Dozen) => return Some(Number::exact(6.0, next + 1, Form::Scaled)),
        _ => {}
    }
    if let Some(end) = points_at(reader, next) {
        return Some(Number::exact(0.5, end, Form::Digits));
    }
    let ordinal_before = at.checked_sub(1).is_some_and(|before| reader.ordinal(before).is_some())
        || at > 0
            && (reader.classes(at - 1).any(Classes::ADJECTIVE)
                || reader.is_any(at - 1, words!["other", "this", "that", "the", "each", "every", "better"]));
    if reader.lexicon.units.is_name(reader, next) && (article || !ordinal_before) {
        return Some(Number::exact(0.5, if article { next } else { at + 1 }, Form::Fraction));
    }
    // "fell by half"
    if at > 0 && reader.is(at - 1, "by") && !is_noun_phrase(reader, at + 1) {
        return Some(Number::exact(0.5, at + 1, Form::Fraction));
    }
    let part = reader.is_any(at + 1, words!["of", "the", "its", "their", "his", "her", "our", "all", "that"]);
    (part && !ordinal_before).then(|| Number::exact(0.5, at + 1, Form::Fraction))
}

/// "dozens", "hundreds of thousands", "tens of millions"
fn vague(reader: &Reader, at: usize, low: f64) -> Option<Number> {
    let mut number = Number { end: at + 1, low, high: low * 10.0, stem: low, form: Form::Vague };
    while reader.is(number.end, "of")
        && let Some(NumberWord::Vague(scale)) = reader.number_word(number.end + 1)
        && scale >= 100.0
    {
        number = number.times(scale, number.end + 2);
    }
    // "tens" and "scores" are numbers only before "of"
    let lone = number.end == at + 1 && reader.is_any(at, words!["tens", "scores"]);
    // "Scores were hurt", but "the scores were level"
    let people = at == 0 && lone && reader.is_any(number.end, words!["were", "have", "are"]);
    let counted = reader.is(number.end, "of") || people;
    (!lone || counted).then_some(number)
}
