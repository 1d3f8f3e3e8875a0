//! A number in digits ("1,234.5"), with what words add to it ("4 hundred million", "2½", "3 and a half"), or in words
//! ([`super::number_words`]).

use super::lexicon::NumberWord;
use super::number_words::{fraction_joined, in_words};
use super::reader::Reader;
use super::roles::Roles;
use crate::text::Classes;
use crate::text::lists::words;
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
    pub(super) fn exact(value: f64, end: usize, form: Form) -> Self {
        Self { end, low: value, high: value, stem: value, form }
    }

    pub(super) fn is_vague(&self) -> bool {
        self.form == Form::Vague
    }

    pub(super) fn times(mut self, scale: f64, end: usize) -> Self {
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
    if let Some(number) = plural_power(reader, at) {
        return Some(number);
    }
    let (value, mut end, form) = digits(reader, at)?;
    let mut number = Number::exact(value, end, form);
    if let Some((fraction, past)) = fraction_behind(reader, at, end, value) {
        number = Number::exact(fraction, past, Form::Fraction);
        end = past;
    } else if let Some(NumberWord::Fraction(denominator)) =
        reader.number_word(end).filter(|_| value <= 10.0 && form == Form::Plain && reader.word(end).ends_with('s'))
        && reader.is_any(end + 1, words!["of", "the"])
    {
        return Some(Number::exact(value / denominator, end + 1, Form::Fraction));
    }
    while let Some((scale, past)) = scale_behind(reader, end, money) {
        number = number.times(scale, past);
        end = past;
        if let Some((more, past)) = smaller_group(reader, end, scale) {
            let value = number.low + more;
            (number.low, number.high, number.end, end) = (value, value, past, past);
        }
    }
    Some(number)
}

/// "10s of thousands", "100s of 1000s": a power of ten in the plural, before "of".
fn plural_power(reader: &Reader, at: usize) -> Option<Number> {
    let power = |at: usize| {
        let value = match reader.word(at) {
            "10" => 10.0,
            "100" => 100.0,
            "1000" | "1,000" => 1000.0,
            _ => return None,
        };
        (reader.is(at + 1, "s") && reader.is_attached(at + 1)).then_some(value)
    };
    let low = power(at).filter(|_| reader.is(at + 2, "of"))?;
    let number = Number { end: at + 2, low, high: low * 10.0, stem: low, form: Form::Vague };
    match (power(at + 3), reader.number_word(at + 3)) {
        (Some(scale), _) => Some(number.times(scale, at + 5)),
        (None, Some(NumberWord::Vague(scale))) if scale >= 100.0 => Some(number.times(scale, at + 4)),
        _ => Some(number),
    }
}

/// What stands behind a scale and is less than one of it: "3 hundred and one", "2 million 300 thousand", "3 million and a
/// half".
fn smaller_group(reader: &Reader, at: usize, scale: f64) -> Option<(f64, usize)> {
    if scale >= 1e6
        && let Some((part, past)) = fraction_joined(reader, at).filter(|(part, _)| *part == 0.5)
    {
        return Some((part * scale, past));
    }
    let and = reader.is(at, "and");
    let next = at + usize::from(and);
    if !reader.is_near(next) {
        return None;
    }
    if scale == 100.0 && and {
        let (value, past) = if reader.is_number(next) {
            let (value, past, form) = digits(reader, next)?;
            (form == Form::Plain).then_some((value, past))?
        } else {
            in_words(reader, next).filter(|number| number.form == Form::Words).map(|number| (number.low, number.end))?
        };
        let scaled = matches!(reader.number_word(past), Some(NumberWord::Scale(_)));
        return (value < 100.0 && value.fract() == 0.0 && !scaled).then_some((value, past));
    }
    let (value, past, form) = reader.is_number(next).then(|| digits(reader, next)).flatten()?;
    let NumberWord::Scale(smaller) = reader.number_word(past)? else { return None };
    (form == Form::Plain && smaller < scale && value * smaller < scale).then_some((value * smaller, past + 1))
}

/// Digits with their grouping: "1,234.5", "1 234", "1.234.567", "1,50,000".
fn digits(reader: &Reader, at: usize) -> Option<(f64, usize, Form)> {
    let mut end = at + 1;
    let word = reader.word(at);
    let point = at.checked_sub(1).filter(|before| is_leading_point(reader, *before)).map(|_| '.');
    if point.is_none()
        && let Some((value, form)) = plain_digits(word)
        && !reader.is_number(end)
        && !(reader.get(end).is_some_and(|next| matches!(next.mark, ',' | '^' | '*' | '×' | '·')))
        && !reader.is_any(end, words!["e", "x"])
    {
        return Some((value, end, form));
    }
    if let Some(value) = vulgar_fraction(word) {
        return Some((value, end, Form::Fraction));
    }
    // ".5 percent"
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
    if let Some((power, past)) = with_power(reader, end, value).filter(|(power, _)| power.is_finite()) {
        (value, end) = (power, past);
    }
    let form = if end == at + 1 && written.bytes().all(|b| b.is_ascii_digit()) { Form::Plain } else { Form::Digits };
    Some((value, end, form))
}

/// The value of ASCII digits with commas between thousands and at most a decimal point, and the form: what most numbers are.
fn plain_digits(word: &str) -> Option<(f64, Form)> {
    let (mut value, mut decimals, mut point) = (0_u64, 0, false);
    // digits since the last comma, and whether there was one
    let (mut group, mut grouped) = (0, false);
    for byte in word.bytes().take(16) {
        match byte {
            b'0'..=b'9' => {
                value = value * 10 + u64::from(byte - b'0');
                decimals += usize::from(point);
                group += usize::from(!point);
            }
            b',' if !point && if grouped { group == 3 } else { (1..=3).contains(&group) } => {
                (group, grouped) = (0, true);
            }
            b'.' if !point => point = true,
            _ => return None,
        }
    }
    if grouped && group != 3 {
        return None;
    }
    // both exact, and so correctly rounded: fifteen digits, and a power of ten up to 10^15
    #[allow(clippy::cast_precision_loss, reason = "at most fifteen digits")]
    let value = (1..=15).contains(&word.len()).then_some(value as f64)?;
    let tens = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
    Some((value / tens.get(decimals)?, if point || grouped { Form::Digits } else { Form::Plain }))
}

/// The power behind a number: "1.3e6", "7.5E-12", "6.02 x 10^23", "6.02 × 10²³", "2.5^12". The value, and the token past it.
fn with_power(reader: &Reader, at: usize, value: f64) -> Option<(f64, usize)> {
    let attached = |at: usize| reader.is_attached(at);
    if reader.is(at, "e") && attached(at) && attached(at + 1) {
        let (power, past) = exponent(reader, at + 1)?;
        return Some((shifted(value, power)?, past));
    }
    if reader.is_mark(at, '^') && attached(at) && attached(at + 1) {
        let (power, past) = exponent(reader, at + 1)?;
        return Some((value.powi(power), past));
    }
    let times = reader.is(at, "x") || reader.is_mark(at, '×') || reader.is_mark(at, '*') || reader.is_mark(at, '·');
    if !(times && reader.word(at + 1) == "10" && attached(at + 2)) {
        return None;
    }
    let (power, past) = if reader.is_mark(at + 2, '^') { exponent(reader, at + 3) } else { raised(reader, at + 2) }?;
    Some((shifted(value, power)?, past))
}

/// A value times a power of ten, as exact as if it were written out.
fn shifted(value: f64, power: i32) -> Option<f64> {
    format!("{value}e{power}").parse().ok()
}

/// A whole number with its sign, and the token past it.
fn exponent(reader: &Reader, at: usize) -> Option<(i32, usize)> {
    let minus = reader.is_mark(at, '-') || reader.is_mark(at, '−');
    let digits = at + usize::from(minus || reader.is_mark(at, '+'));
    let value: i32 = reader.get(digits).filter(|token| token.is_attached())?.of(reader.text).parse().ok()?;
    (value < 300).then_some((if minus { -value } else { value }, digits + 1))
}

/// An exponent in raised digits: "10⁶", "10⁻⁹".
fn raised(reader: &Reader, at: usize) -> Option<(i32, usize)> {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let minus = reader.is_mark(at, '⁻');
    let mut past = at + usize::from(minus);
    let (mut value, from) = (0, past);
    while let Some(token) = reader.get(past).filter(|token| token.is_attached()) {
        let digits: Option<Vec<i32>> =
            token.of(reader.text).chars().map(|c| (0..).zip(RAISED).find(|(_, r)| *r == c).map(|(n, _)| n)).collect();
        let Some(digits) = digits else { break };
        value = digits.into_iter().fold(value, |value: i32, digit| value.saturating_mul(10).saturating_add(digit));
        past += 1;
    }
    (past > from && value < 300).then_some((if minus { -value } else { value }, past))
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
        if !joined {
            return None;
        }
        let (over, under) = (reader.word(at).parse::<f64>().ok()?, reader.word(at + 2).parse::<f64>().ok()?);
        (over < under && (2.0..=100.0).contains(&under) && !reader.is_mark(at + 3, '/')).then_some((over, under))
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
    let (part, past) = fraction_joined(reader, end)?;
    Some((value + part, past))
}

/// A scale behind digits: " million", "-million", "bn", "m" where it is one.
pub(super) fn scale_behind(reader: &Reader, end: usize, money: bool) -> Option<(f64, usize)> {
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
    // "3.5m/s", "90m2"
    if reader.is_attached(at + 1) && reader.lexicon.units.unit_at(reader, at).is_some_and(|(_, past)| past > at + 1) {
        return false;
    }
    if money {
        return attached || reader.is_near(at);
    }
    match reader.word(at) {
        "bn" | "mln" | "bln" | "tln" | "trn" | "mn" => true,
        "k" | "K" | "tn" | "M" => attached,
        // "2.5m people", "left 2.5m homeless", "to 2.1m." but "2m tall" and "a 2 m wall"
        "m" | "b" | "B" | "cr" => attached && (is_counted_in_millions(reader, at)),
        _ => false,
    }
}

/// How many tokens before a bare "3m" a word that tells of money or of counting may stand.
const NEAR: usize = 8;

/// Whether "2.1m" is millions of something rather than metres: a plural behind it, or decimals and no word for a length.
fn is_counted_in_millions(reader: &Reader, at: usize) -> bool {
    const LENGTH: &[u64] = words![
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
        "freestyle",
    ];
    let length = reader.is_any(at + 1, LENGTH) || reader.is(at + 1, "by") && reader.is_number(at + 2);
    let plural = reader.classes(at + 1).any(Classes::PLURAL) && reader.is_near(at + 1) && !length;
    let decimal = reader.before(at).is_some_and(|token| token.of(reader.text).contains('.'));
    // "a 2.5m wall" measures, "left 2.5m homeless" counts
    let noun = reader.classes(at + 1).any(Classes::NOUN) && !reader.is_capitalised(at + 1);
    let ends = !noun && !length && !reader.is_hyphen(at + 1);
    // "6ft (1.8m)"
    let restates = at > 2 && reader.is_mark(at - 2, '(') && reader.lexicon.units.unit_at(reader, at - 3).is_some();
    // "customers numbered 3m", "profit doubled to 3m"
    let counted = || (at.saturating_sub(NEAR)..at - 1).any(|at| reader.plays(at, Roles::MONEY.or(Roles::COUNTED)));
    let millions = decimal || reader.word(at) == "m" && counted();
    plural || millions && ends && reader.word(at) == "m" && !restates
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
