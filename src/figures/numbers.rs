//! A number: in digits ("1,234.5"), in words ("thirty-one thousand"), in both ("4 hundred million"), or vague ("dozens").

use super::lexicon::NumberWord;
use super::reader::Reader;
use crate::text::Classes;
use crate::text::tokens::decimal_digit;

/// A number read, before its sign, unit and bounds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number {
    /// Past its last token.
    pub(super) end: usize,
    /// Both ends; equal unless the number is vague.
    pub(super) low: f64,
    pub(super) high: f64,
    /// What the digits or words say before the scale: 2.5 of "2.5 million".
    pub(super) stem: f64,
    pub(super) form: Form,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Digits only, no grouping and no decimals: what years, names and codes look like too.
    Plain,
    Digits,
    Words,
    /// Digits or words with a scale.
    Scaled,
    Fraction,
    Vague,
}

impl Number {
    fn exact(value: f64, end: usize, form: Form) -> Self {
        Self { end, low: value, high: value, stem: value, form }
    }

    pub(super) fn is_vague(&self) -> bool {
        self.form == Form::Vague
    }

    fn times(mut self, scale: f64, end: usize) -> Self {
        self.low = scaled(self.low, scale);
        self.high = scaled(self.high, scale);
        self.end = end;
        if self.form != Form::Vague {
            self.form = Form::Scaled;
        }
        self
    }
}

/// A number times a scale, without the dust of binary fractions: 16.4 million is 16,400,000.
fn scaled(value: f64, scale: f64) -> f64 {
    let product = value * scale;
    if product.abs() < 1e12 { (product * 1e3).round() / 1e3 } else { product.round() }
}

/// The number that begins at a token, money telling what "m" and "b" mean.
pub(super) fn number(reader: &Reader, at: usize, money: bool) -> Option<Number> {
    if reader.is_number(at) { in_digits(reader, at, money) } else { in_words(reader, at) }
}

fn in_digits(reader: &Reader, at: usize, money: bool) -> Option<Number> {
    let (value, mut end, form) = digits(reader, at)?;
    let mut number = Number::exact(value, end, form);
    if let Some((fraction, past)) = fraction_behind(reader, at, end, value) {
        number = Number::exact(fraction, past, Form::Fraction);
        end = past;
    } else if let Some(NumberWord::Fraction(denominator)) =
        reader.number_word(end).filter(|_| value <= 10.0 && form == Form::Plain && reader.word(end).ends_with('s'))
        && reader.is_any(end + 1, &["of", "the"])
    {
        return Some(Number::exact(value / denominator, end + 1, Form::Fraction));
    }
    while let Some((scale, past)) = scale_behind(reader, end, money) {
        number = number.times(scale, past);
        end = past;
    }
    Some(number)
}

/// Digits with their grouping: "1,234.5", "1 234", "1.234.567", "1,50,000".
fn digits(reader: &Reader, at: usize) -> Option<(f64, usize, Form)> {
    let mut end = at + 1;
    let word = reader.word(at);
    if let Some(value) = vulgar_fraction(word) {
        return Some((value, end, Form::Fraction));
    }
    // ".5 percent"
    let point = at.checked_sub(1).filter(|before| is_leading_point(reader, *before)).map(|_| '.');
    let digit = |c: char| decimal_digit(c).and_then(|digit| char::from_digit(digit, 10)).unwrap_or(c);
    let mut written: String = point.into_iter().chain(word.chars().map(digit)).collect();
    let head = written.len();
    if head <= 3 && written.bytes().all(|b| b.is_ascii_digit()) && written != "0" {
        // groups parted by a space of any width: "12 000"
        while let Some(group) = reader.get(end).filter(|_| reader.is_number(end)) {
            let gap = reader.text.get(reader.tokens[end - 1].span().end..group.span().start).unwrap_or_default();
            let digits = group.of(reader.text);
            let whole = digits.split(['.', ',']).next().unwrap_or_default();
            if !matches!(gap, " " | "\u{a0}" | "\u{202f}" | "\u{2009}")
                || whole.len() != 3
                || reader.is_attached(end + 1) && reader.get(end + 1).is_some_and(crate::text::Token::is_word)
            {
                break;
            }
            written.push_str(digits);
            end += 1;
            if digits.len() > 3 {
                break;
            }
        }
    }
    if reader.is_mark(end, ',')
        && reader.is_attached(end)
        && reader.word(end + 1) == "000"
        && !reader.is_attached(end + 1)
        && head <= 3
    {
        // "80, 000"
        written.push_str("000");
        end += 2;
    }
    let mut value = value_of(&written)?;
    if let Some((exponent, past)) = exponent(reader, end) {
        value *= 10_f64.powi(exponent);
        end = past;
    }
    let form = if end == at + 1 && written.bytes().all(|b| b.is_ascii_digit()) { Form::Plain } else { Form::Digits };
    Some((value, end, form))
}

/// "1.3e6", "1.9E-29": the exponent, and the token past it.
fn exponent(reader: &Reader, at: usize) -> Option<(i32, usize)> {
    if !(reader.is(at, "e") && reader.is_attached(at) && reader.is_attached(at + 1)) {
        return None;
    }
    let sign = usize::from(reader.is_mark(at + 1, '-') || reader.is_mark(at + 1, '+'));
    let digits: i32 = reader.get(at + 1 + sign).filter(|token| token.is_attached())?.of(reader.text).parse().ok()?;
    let exponent = if reader.is_mark(at + 1, '-') { -digits } else { digits };
    (exponent.abs() < 300).then_some((exponent, at + 2 + sign))
}

/// A full stop that begins a decimal: a space before it, digits right behind.
pub(super) fn is_leading_point(reader: &Reader, at: usize) -> bool {
    let stop = reader.is_mark(at, '.') && reader.is_attached(at + 1) && reader.is_number(at + 1);
    let before = at.checked_sub(1).and_then(|before| reader.get(before));
    let apart = !reader.is_attached(at)
        || before.is_none_or(|token| token.kind == crate::text::Kind::Mark && token.mark != '.');
    stop && apart
}

fn value_of(written: &str) -> Option<f64> {
    let groups = |mark: char| {
        let mut parts = written.split(mark);
        let first = parts.next().map_or(0, str::len);
        let rest: Vec<usize> = parts.map(|part| part.split(['.', ',']).next().map_or(0, str::len)).collect();
        let thousands = (1..=3).contains(&first) && rest.iter().all(|n| *n == 3);
        let indian = (1..=2).contains(&first)
            && rest
                .split_last()
                .is_some_and(|(last, rest)| *last == 3 && !rest.is_empty() && rest.iter().all(|n| *n == 2));
        thousands || indian
    };
    let count = |mark: u8| written.bytes().filter(|b| *b == mark).count();
    let (commas, points) = (count(b','), count(b'.'));
    let plain = match (commas, points) {
        (0, 0 | 1) => written.to_owned(),
        (0, _) if groups('.') => written.replace('.', ""),
        (1.., 0) if groups(',') => written.replace(',', ""),
        // a decimal comma, where it can be nothing else
        (1, 0) => written.replace(',', "."),
        (_, 1) if groups(',') && written.rfind(',') < written.rfind('.') => written.replace(',', ""),
        (1, _) if groups('.') && written.rfind('.') < written.rfind(',') => written.replace('.', "").replace(',', "."),
        _ => return None,
    };
    plain.parse().ok().filter(|value: &f64| value.is_finite())
}

fn vulgar_fraction(word: &str) -> Option<f64> {
    let c = word.chars().next()?;
    Some(match c {
        '½' => 0.5,
        '¼' => 0.25,
        '¾' => 0.75,
        '⅓' => 1.0 / 3.0,
        '⅔' => 2.0 / 3.0,
        '⅕' => 0.2,
        '⅖' => 0.4,
        '⅗' => 0.6,
        '⅘' => 0.8,
        '⅙' => 1.0 / 6.0,
        '⅚' => 5.0 / 6.0,
        '⅛' => 0.125,
        '⅜' => 0.375,
        '⅝' => 0.625,
        '⅞' => 0.875,
        _ => return None,
    })
}

/// "3/4", "2 1/2", "2½": the value with its fraction, and the token past it.
fn fraction_behind(reader: &Reader, at: usize, end: usize, value: f64) -> Option<(f64, usize)> {
    let slash = |at: usize| -> Option<(f64, f64)> {
        let joined = (reader.is_mark(at + 1, '/') || reader.is_mark(at + 1, '⁄'))
            && reader.is_attached(at + 1)
            && reader.is_attached(at + 2);
        let (over, under) = (reader.word(at).parse::<f64>().ok()?, reader.word(at + 2).parse::<f64>().ok()?);
        (joined && over < under && (2.0..=100.0).contains(&under) && !reader.is_mark(at + 3, '/'))
            .then_some((over, under))
    };
    if let Some((over, under)) = slash(at) {
        return Some((over / under, at + 3));
    }
    if let Some(part) = vulgar_fraction(reader.word(end)).filter(|_| reader.is_near(end)) {
        return Some((value + part, end + 1));
    }
    let behind = if reader.is_hyphen(end) { end + 1 } else { end };
    if let Some((over, under)) =
        reader.is_number(behind).then(|| slash(behind)).flatten().filter(|(_, under)| *under <= 16.0)
    {
        return Some((value + over / under, behind + 3));
    }
    (reader.is(end, "and") && reader.is(end + 1, "a") && reader.is(end + 2, "half")).then_some((value + 0.5, end + 3))
}

/// A scale behind digits: " million", "-million", "bn", "m" where it is one.
fn scale_behind(reader: &Reader, end: usize, money: bool) -> Option<(f64, usize)> {
    let at = if reader.is_hyphen(end) { end + 1 } else { end };
    if !reader.is_near(at) {
        return None;
    }
    match reader.number_word(at)? {
        NumberWord::Scale(scale) => Some((scale, at + 1)),
        NumberWord::Dozen => Some((12.0, at + 1)),
        NumberWord::Short(scale) if at == end && is_short_scale(reader, at, money) => Some((scale, at + 1)),
        _ => None,
    }
}

/// Whether "m", "k" or "bn" behind digits is a scale and no unit or name.
fn is_short_scale(reader: &Reader, at: usize, money: bool) -> bool {
    let attached = reader.is_attached(at);
    if money {
        return attached || reader.is_near(at);
    }
    match reader.word(at) {
        "bn" | "mln" | "bln" | "trn" | "mn" => true,
        "k" | "K" | "tn" | "M" => attached,
        // "2.5m people", "left 2.5m homeless", "to 2.1m." but "2m tall" and "a 2 m wall"
        "m" | "b" | "B" | "cr" => attached && (is_counted_in_millions(reader, at)),
        _ => false,
    }
}

/// Whether "2.1m" is millions of something rather than metres: a plural behind it, or decimals and no word for a length.
fn is_counted_in_millions(reader: &Reader, at: usize) -> bool {
    const LENGTH: [&str; 14] = [
        "tall",
        "long",
        "wide",
        "deep",
        "high",
        "away",
        "above",
        "below",
        "of",
        "thick",
        "from",
        "x",
        "by",
        "freestyle",
    ];
    let plural =
        reader.classes(at + 1).any(Classes::PLURAL) && reader.is_near(at + 1) && !reader.is_any(at + 1, &LENGTH);
    let decimal = reader.before(at).is_some_and(|token| token.of(reader.text).contains('.'));
    // "a 2.5m wall" measures, "left 2.5m homeless" counts
    let ends =
        !reader.classes(at + 1).any(Classes::NOUN) && !reader.is_any(at + 1, &LENGTH) && !reader.is_hyphen(at + 1);
    plural || decimal && ends && reader.word(at) == "m"
}

/// Number words: units and tens gather, "hundred" multiplies them, larger scales close a group.
fn in_words(reader: &Reader, at: usize) -> Option<Number> {
    use NumberWord::{Dozen, Fraction, Half, Scale, Short, Tens, Unit, Vague};
    match reader.number_word(at) {
        None => return with_article(reader, at),
        Some(Vague(low)) => return vague(reader, at, low),
        Some(Half) => return half(reader, at),
        Some(Fraction(_) | Short(_)) => return None,
        Some(Unit(_) | Tens(_) | Scale(_) | Dozen) => {}
    }
    let (mut total, mut group, mut stem) = (0.0, 0.0, None);
    let mut scaled = false;
    let mut last = f64::INFINITY;
    let mut end = at;
    loop {
        let next = next_word(reader, at, end, scaled);
        match reader.number_word(next) {
            Some(Unit(value)) if last >= 20.0 && (last.is_infinite() || last != 100.0 || value < 100.0) => {
                group += value;
                last = 1.0;
            }
            Some(Tens(value)) if last >= 100.0 => {
                group += value;
                last = value;
            }
            Some(Scale(scale)) if scale == 100.0 && group < 100.0 && (group > 0.0 || end == at) => {
                stem.get_or_insert(group);
                group = f64::max(group, 1.0) * scale;
                (last, scaled) = (scale, true);
            }
            Some(Scale(scale)) if scale > 100.0 && (group > 0.0 || end == at) => {
                stem.get_or_insert(group);
                total += f64::max(group, 1.0) * scale;
                group = 0.0;
                (last, scaled) = (scale, true);
            }
            Some(Scale(scale)) if scale > 100.0 && total > 0.0 && group == 0.0 && next == end => total *= scale,
            Some(Dozen) if (group > 0.0 || end == at) && total == 0.0 => {
                group = f64::max(group, 1.0) * 12.0;
                (last, scaled) = (12.0, true);
            }
            _ => break,
        }
        end = next + 1;
    }
    if end == at {
        return None;
    }
    let value = total + group;
    let form = if scaled { Form::Scaled } else { Form::Words };
    let mut number = Number { stem: stem.unwrap_or(value), ..Number::exact(value, end, form) };
    if !scaled {
        number = with_half(reader, number)
            .or_else(|| point(reader, number))
            .or_else(|| denominator(reader, number))
            .unwrap_or(number);
    }
    Some(number)
}

/// The token of the next number word: over a hyphen, or over "and" inside a scaled number.
fn next_word(reader: &Reader, at: usize, end: usize, scaled: bool) -> usize {
    if end == at {
        return end;
    }
    let ties = reader.is_hyphen(end)
        || scaled
            && reader.is(end, "and")
            && matches!(reader.number_word(end + 1), Some(NumberWord::Unit(_) | NumberWord::Tens(_)));
    // "a hundred and five", but "two hundred and one hundred"
    if ties && !(reader.is(end, "and") && matches!(reader.number_word(end + 2), Some(NumberWord::Scale(_)))) {
        end + 1
    } else {
        end
    }
}

/// "one and a half", "two-and-a-half", and a scale behind it.
fn with_half(reader: &Reader, number: Number) -> Option<Number> {
    let mut at = number.end;
    for word in ["and", "a", "half"] {
        at += usize::from(reader.is_hyphen(at));
        if !reader.is(at, word) {
            return None;
        }
        at += 1;
    }
    let value = number.low + 0.5;
    let number = Number::exact(value, at, Form::Words);
    Some(scale_behind(reader, at, false).map_or(number, |(scale, past)| number.times(scale, past)))
}

/// "two point five million"
fn point(reader: &Reader, number: Number) -> Option<Number> {
    if !reader.is(number.end, "point") {
        return None;
    }
    let mut at = number.end + 1;
    let (mut value, mut place) = (number.low, 0.1);
    while let Some(NumberWord::Unit(digit)) =
        reader.number_word(at).filter(|word| matches!(word, NumberWord::Unit(digit) if *digit < 10.0))
    {
        value += digit * place;
        place /= 10.0;
        at += 1;
    }
    if place > 0.05 {
        return None;
    }
    let number = Number::exact((value * 1e9).round() / 1e9, at, Form::Words);
    Some(scale_behind(reader, at, false).map_or(number, |(scale, past)| number.times(scale, past)))
}

/// "two-thirds", "one third of", "three quarters"
fn denominator(reader: &Reader, number: Number) -> Option<Number> {
    let at = number.end + usize::from(reader.is_hyphen(number.end));
    let NumberWord::Fraction(under) = reader.number_word(at)? else {
        return None;
    };
    let plural = reader.word(at).ends_with('s');
    let fits = if number.low == 1.0 {
        !plural && (at > number.end || reader.is(at + 1, "of"))
    } else {
        plural && number.low < under
    };
    // "three quarters" of a year are a duration, "three quarters of" a ratio
    let ratio = under != 4.0 || at > number.end || reader.is_any(at + 1, &["of", "the"]);
    (fits && ratio).then(|| of_scale(reader, Number::exact(number.low / under, at + 1, Form::Fraction)))
}

/// "a quarter of a million", "two thirds of a billion", "a quarter million"
fn of_scale(reader: &Reader, number: Number) -> Number {
    let of = if reader.is(number.end, "of") && reader.is(number.end + 1, "a") { 2 } else { 0 };
    match reader.number_word(number.end + of) {
        Some(NumberWord::Scale(scale)) if scale > 100.0 => number.times(scale, number.end + of + 1),
        _ => number,
    }
}

/// "a hundred", "a dozen", "a third of", "a quarter of a million", "several hundred", "a few thousand"
fn with_article(reader: &Reader, at: usize) -> Option<Number> {
    let next = at + 1 + usize::from(reader.is_hyphen(at + 1));
    if reader.is_any(at, &["several", "few"]) {
        let NumberWord::Scale(scale) = reader.number_word(next)? else {
            return None;
        };
        let mut number = Number { end: next + 1, low: scale, high: scale * 10.0, stem: 1.0, form: Form::Vague };
        if let Some(NumberWord::Scale(more)) = reader.number_word(next + 1) {
            number = number.times(more, next + 2);
        }
        return Some(number);
    }
    if !reader.is_any(at, &["a", "an"]) {
        return None;
    }
    match reader.number_word(next)? {
        NumberWord::Scale(scale)
            if reader.is(next + 1, "and") && reader.is(next + 2, "a") && reader.is(next + 3, "half") =>
        {
            Some(Number::exact(1.5 * scale, next + 4, Form::Scaled))
        }
        NumberWord::Scale(_) | NumberWord::Dozen => in_words(reader, next),
        NumberWord::Fraction(under)
            if !reader.word(next).ends_with('s')
                && (reader.is_any(next + 1, &["of", "as"])
                    || matches!(reader.number_word(next + 1), Some(NumberWord::Scale(_)))) =>
        {
            Some(of_scale(reader, Number::exact(1.0 / under, next + 1, Form::Fraction)))
        }
        NumberWord::Half if reader.is(next + 1, "dozen") => half(reader, next),
        _ => None,
    }
}

/// "half a million", "half-million", "half a dozen", "half of the", "half the town"
fn half(reader: &Reader, at: usize) -> Option<Number> {
    let mut next = at + 1 + usize::from(reader.is_hyphen(at + 1));
    let article = reader.is_any(next, &["a", "an"]);
    next += usize::from(article);
    match reader.number_word(next) {
        Some(NumberWord::Scale(scale)) => {
            return Some(Number::exact(0.5 * scale, next + 1, Form::Scaled));
        }
        Some(NumberWord::Dozen) => return Some(Number::exact(6.0, next + 1, Form::Scaled)),
        _ => {}
    }
    if article && reader.lexicon.units.is_name(reader.from(next)) {
        return Some(Number::exact(0.5, next, Form::Fraction));
    }
    let ordinal_before = reader.before(at).is_some_and(|token| reader.lexicon.ordinal(token).is_some())
        || at > 0
            && (reader.classes(at - 1).any(Classes::ADJECTIVE)
                || reader.is_any(at - 1, &["other", "this", "that", "the", "each", "every", "better"]));
    let part = reader.is_any(at + 1, &["of", "the", "its", "their", "his", "her", "our", "all", "that"]);
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
    let lone = number.end == at + 1 && reader.is_any(at, &["tens", "scores"]);
    let counted = reader.is(number.end, "of");
    (!lone || counted).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::value_of;

    #[test]
    fn grouping_and_decimals() {
        let cases = [
            ("1,234.5", Some(1234.5)),
            ("1.234.567", Some(1_234_567.0)),
            ("1.234,56", Some(1234.56)),
            ("1,50,000", Some(150_000.0)),
            ("3,5", Some(3.5)),
            ("0.03", Some(0.03)),
            ("192.168.1.2", None),
            ("1,2,3", None),
        ];
        for (written, value) in cases {
            assert_eq!(value_of(written), value, "{written}");
        }
    }
}
