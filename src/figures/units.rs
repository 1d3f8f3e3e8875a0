//! Units and currencies: names ("kilometres", "Canadian dollars"), signs ("km/h", "US$"), rates of two ("$75 a barrel").

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::reader::Reader;
use super::roles::Roles;
use crate::text::Classes;
use crate::text::lists::words;
use crate::text::lists::{Phrases, items, key, rows};
use crate::text::{Case, Gap, Kind, Token, tokenize};

/// What a unit is a unit of, as far as the kind of figure depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quantity {
    Money,
    Percent,
    Time,
    Other,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Unit {
    pub(super) name: Cow<'static, str>,
    pub(super) quantity: Quantity,
    /// What is measured, and one of it in the base unit of that; none for a rate.
    pub(super) scale: Option<(&'static str, f64)>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    name: &'static str,
    quantity: Quantity,
    scale: Option<(&'static str, f64)>,
    /// Added in the base unit: where zero is not zero of the base unit.
    offset: f64,
}

/// How the values of a unit become those of the base unit of its dimension.
#[derive(Clone, Debug)]
pub(super) struct Measure {
    /// The unit's canonical name.
    pub(super) name: String,
    /// "length"; "length per time" for a rate.
    pub(super) dimension: String,
    pub(super) factor: f64,
    pub(super) offset: f64,
}

impl Measure {
    pub(super) fn base(&self, value: f64) -> f64 {
        value * self.factor + self.offset
    }
}

impl From<Entry> for Unit {
    fn from(entry: Entry) -> Self {
        Self { name: Cow::Borrowed(entry.name), quantity: entry.quantity, scale: entry.scale }
    }
}

pub(super) struct Units {
    names: Phrases<Entry>,
    /// By their canonical names.
    canonical: FxHashMap<&'static str, Entry>,
    /// By the key of the first token: signs as written, longest first.
    signs: FxHashMap<u64, Vec<(&'static str, Entry)>>,
    /// Signs that may stand before a number.
    money_signs: FxHashMap<String, Entry>,
    /// The dimensions of rates by those of their parts: "speed" is "length per time".
    rates: FxHashMap<String, &'static str>,
    /// The keys of the names of units of time.
    times: Vec<u64>,
}

/// How many tokens a sign before a number may have: "Sh.So.".
const LONGEST_SIGN: usize = 4;

/// ISO codes that are words before a number: "TOP 40", "ALL 12 miners".
const WORDLIKE_CODES: [&str; 6] = ["ALL", "TOP", "TRY", "CUP", "MOP", "BAM"];

impl Units {
    pub(super) fn read() -> Self {
        let (mut names, mut canonical) = (Vec::new(), FxHashMap::default());
        let mut signs: FxHashMap<u64, Vec<(&'static str, Entry)>> = FxHashMap::default();
        let mut tokens = Vec::new();
        let mut money_signs: FxHashMap<String, Entry> = FxHashMap::default();
        let mut sign = |written: &'static str, entry: Entry| {
            tokenize(written, &mut tokens);
            if let Some(first) = tokens.first() {
                signs.entry(first.key).or_default().push((written, entry));
            }
        };
        for [unit, dimension, factor, offset, spelled, symbols] in
            rows(include_str!("../../data/units.tsv"), ["unit", "dimension", "factor", "offset", "names", "symbols"])
        {
            let quantity = match (unit, dimension) {
                ("percent" | "percentage_point" | "basis_point", _) => Quantity::Percent,
                (_, "time") => Quantity::Time,
                _ => Quantity::Other,
            };
            let scale = factor.parse().ok().map(|factor| (dimension, factor));
            let entry = Entry { name: unit, quantity, scale, offset: offset.parse().unwrap_or(0.0) };
            canonical.insert(unit, entry);
            names.push((unit, entry));
            names.extend(items(spelled).map(|name| (name, entry)));
            items(symbols).for_each(|symbol| sign(symbol, entry));
        }
        for [code, name, symbols, spelled, minor] in
            rows(include_str!("../../data/currencies.tsv"), ["code", "name", "symbols", "names", "minor"])
        {
            let entry = Entry { name: code, quantity: Quantity::Money, scale: Some((code, 1.0)), offset: 0.0 };
            canonical.insert(code, entry);
            names.push((name, entry));
            names.extend(items(spelled).map(|name| (name, entry)));
            sign(code, entry);
            if !WORDLIKE_CODES.contains(&code) {
                money_signs.insert(code.to_owned(), entry);
            }
            for symbol in items(symbols) {
                money_signs.insert(symbol.replace(' ', ""), entry);
                // "40 N" is a force
                if !matches!(symbol.as_bytes(), [letter] if letter.is_ascii_alphabetic()) {
                    sign(symbol, entry);
                }
            }
            let small = Entry {
                name: minor_unit(code, minor),
                quantity: Quantity::Money,
                scale: Some((code, 0.01)),
                offset: 0.0,
            };
            if !small.name.is_empty() {
                canonical.entry(small.name).or_insert(small);
            }
            for written in items(minor) {
                match written {
                    "p" | "c" => sign(written, small),
                    _ => names.push((written, small)),
                }
            }
        }
        let cent = Entry { name: "cent", quantity: Quantity::Money, scale: Some(("USD", 0.01)), offset: 0.0 };
        canonical.insert("cent", cent);
        sign("¢", cent);
        sign("c", cent);
        for slot in signs.values_mut() {
            slot.sort_by_key(|(written, _)| std::cmp::Reverse(written.len()));
        }
        let rates = rates(&canonical);
        let times =
            names.iter().filter(|(_, entry)| entry.quantity == Quantity::Time).map(|(name, _)| key(name)).collect();
        Self { names: Phrases::new(names), canonical, signs, money_signs, rates, times }
    }

    /// The keys of the first words of names.
    pub(super) fn names(&self) -> impl Iterator<Item = u64> {
        self.names.firsts()
    }

    /// The keys of the names of units of time, of which those of one word are words' keys too.
    pub(super) fn times(&self) -> impl Iterator<Item = u64> {
        self.times.iter().copied()
    }

    /// The keys of the first tokens of symbols, those of currencies included.
    pub(super) fn signs(&self) -> impl Iterator<Item = u64> {
        self.signs.keys().copied()
    }

    /// The keys of the last tokens of what stands before an amount of money.
    pub(super) fn money_ends(&self) -> impl Iterator<Item = u64> {
        let mut tokens = Vec::new();
        self.money_signs.keys().filter_map(move |written| {
            tokenize(written, &mut tokens);
            tokens.last().map(|token| token.key)
        })
    }

    /// Whether the name of a unit begins here.
    pub(super) fn is_name(&self, reader: &Reader, at: usize) -> bool {
        reader.plays(at, Roles::UNIT) && self.names.longest(reader.from(at)).is_some()
    }

    /// A currency's sign before a number: "$", "US$", "$US", "US $", "Rs". Its first token, and what it is.
    pub(super) fn money_before(&self, reader: &Reader, at: usize) -> Option<(usize, Unit)> {
        if !reader.plays(at.checked_sub(1)?, Roles::MONEY_SIGN) {
            return None;
        }
        (1..=LONGEST_SIGN.min(at)).rev().find_map(|n| {
            let from = at - n;
            let tokens = &reader.tokens[from..at];
            let near = reader.tokens[from + 1..=at].iter().all(|token| token.gap <= Gap::Space);
            let is_sign = |token: &Token| token.kind == Kind::Mark && token.mark != '-' || token.is_word();
            if !near || !tokens.iter().all(is_sign) {
                return None;
            }
            // "US $" as much as "US$"
            let mut written = String::new();
            for token in tokens {
                written.push_str(token.of(reader.text));
            }
            let entry = self.money_signs.get(written.as_str())?;
            // "a $5 fine", "gave us $5": letters that stand apart are a sign where they can be no word
            let apart = reader.tokens[from + 1..at].iter().any(|token| !token.is_attached());
            if apart && (tokens[0].is_word() && tokens[0].case == Case::Lower || reader.word(from) == "A") {
                return None;
            }
            // "PS5" is a console
            let console = written == "PS" && reader.word(at).len() == 1 && !reader.is_scale(at + 1);
            // "COP28" is a conference
            let meeting = written == "COP" && !apart && reader.is_attached(at) && reader.word(at).len() < 3;
            // "R18.42", "N500m", "R1,200", but "R2" and "N95"
            let sum = || {
                let digits = reader.word(at);
                let cents = digits.split_once('.').is_some_and(|(_, cents)| cents.len() == 2);
                reader.is_attached(at) && (cents || digits.contains(',') || reader.is_scale(at + 1))
            };
            let letter = matches!(written.as_str(), "R" | "N");
            (!console && !meeting && (!letter || sum())).then(|| (from, Unit::from(*entry)))
        })
    }

    /// A unit by its canonical name.
    pub(super) fn named(&self, name: &str) -> Option<Unit> {
        self.canonical.get(name).copied().map(Unit::from)
    }

    /// How the values of a unit convert, by any of its names or symbols; "kilometre per day" by those of its parts.
    pub(super) fn measure(&self, written: &str) -> Option<Measure> {
        if let Some(entry) = self.entry(written) {
            let (dimension, factor) = entry.scale?;
            return Some(Measure {
                name: entry.name.to_owned(),
                dimension: dimension.to_owned(),
                factor,
                offset: entry.offset,
            });
        }
        let (over, under) = written.split_once(" per ").or_else(|| written.split_once('/'))?;
        let (over, under) = (self.measure(over)?, self.measure(under)?);
        let parts = format!("{} per {}", over.dimension, under.dimension);
        Some(Measure {
            name: format!("{} per {}", over.name, under.name),
            // "length per time" is a speed
            dimension: self.rates.get(&parts).map_or(parts, |dimension| (*dimension).to_owned()),
            factor: over.factor / under.factor,
            offset: 0.0,
        })
    }

    /// The same, where a name means several units the one of a dimension: "pound" is a mass for what is weighed.
    pub(super) fn measure_as(&self, written: &str, dimension: &str) -> Option<Measure> {
        let measure = self.measure(written)?;
        if measure.dimension == dimension {
            return Some(measure);
        }
        let one = written.strip_suffix('s').unwrap_or(written);
        Some(self.measure(&format!("{one}-{dimension}")).filter(|of| of.dimension == dimension).unwrap_or(measure))
    }

    /// The unit that has this name, spelling or symbol.
    fn entry(&self, written: &str) -> Option<Entry> {
        if let Some(entry) = self.canonical.get(written) {
            return Some(*entry);
        }
        let mut tokens = Vec::new();
        tokenize(written, &mut tokens);
        let signs = self.signs.get(&tokens.first()?.key).map(Vec::as_slice).unwrap_or_default();
        if let Some((_, entry)) = signs.iter().find(|(sign, _)| *sign == written) {
            return Some(*entry);
        }
        self.names.longest(&tokens).filter(|(taken, _)| *taken == tokens.len()).map(|(_, entry)| *entry)
    }

    /// The canonical names of the units of a dimension, those nearest in size to a factor first.
    pub(super) fn of_dimension(&self, dimension: &str, factor: f64) -> Vec<&'static str> {
        let mut sizes: Vec<(f64, &'static str)> = self
            .canonical
            .values()
            .filter_map(|entry| {
                let (_, own) = entry.scale.filter(|(of, _)| *of == dimension)?;
                Some(((own / factor).ln().abs(), entry.name))
            })
            .collect();
        sizes.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(b.1)));
        sizes.into_iter().map(|(_, name)| name).collect()
    }

    /// "70 MUSD", "12.5 MGBP", "500 kEUR": a scale and a currency in one word.
    pub(super) fn scaled_code(&self, reader: &Reader, at: usize) -> Option<(f64, Unit)> {
        let token = reader
            .get(at)
            .filter(|token| token.gap <= Gap::Space && token.is_capitalised() || token.case == Case::Mixed)?;
        let (scale, code) = token.of(reader.text).split_at_checked(1)?;
        let scale = match scale {
            "k" | "K" | "T" => 1e3,
            "M" => 1e6,
            "B" => 1e9,
            _ => return None,
        };
        let entry = self.money_signs.get(code).filter(|entry| entry.name == code)?;
        Some((scale, Unit::from(*entry)))
    }

    /// The unit at a token: what it is, and the token past it.
    pub(super) fn unit_at(&self, reader: &Reader, at: usize) -> Option<(Unit, usize)> {
        let token = reader.get(at).filter(|token| reader.plays(at, Roles::UNIT) && token.gap <= Gap::Space)?;
        let sign = self.sign_at(reader, at, token);
        let name =
            self.names.longest(reader.from(at)).filter(|_| token.case != Case::Upper || token.end - token.start > 2);
        let (unit, past) = match (sign, name) {
            (Some((unit, past)), Some((taken, _))) if past >= at + taken => (unit, past),
            (_, Some((taken, entry))) => (Unit::from(*entry), at + taken),
            (Some(found), None) => found,
            (None, None) => return None,
        };
        // the full stop of "km." is the sentence's where that ends
        let ends = past == reader.tokens.len() && past > at + 1 && reader.is_mark(past - 1, '.');
        Some((unit, past - usize::from(ends)))
    }

    fn sign_at(&self, reader: &Reader, at: usize, token: &Token) -> Option<(Unit, usize)> {
        let rest = reader.text.get(token.span().start..)?;
        let (written, entry) = self.signs.get(&token.key)?.iter().find(|(written, _)| {
            let whole =
                |after: &str| !(written.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric));
            rest.strip_prefix(written).is_some_and(whole)
        })?;
        // a letter or a word of its own ("in", "a") is a sign only when it touches its number
        let alone = token.gap != Gap::None && written.ends_with(char::is_alphabetic);
        // "40 C in Cairo"
        let degrees =
            matches!(*written, "C" | "F") && at > 0 && !reader.is_capitalised(at + 1) && !reader.is_mark(at + 1, '.');
        let letter = written.len() == 1 && !matches!(*written, "m" | "g" | "l" | "L" | "W" | "V");
        // "40 RUB", but "40 MAD MEN"
        let code = entry.quantity == Quantity::Money && written.len() == 3 && *written == entry.name;
        let shouted = || {
            let capitals = |at: usize| reader.get(at).is_some_and(|token| token.case == Case::Upper && token.is_word());
            capitals(at + 1) || at > 1 && capitals(at - 2)
        };
        let word = || if code { shouted() } else { is_word(reader, at) };
        if alone && !degrees && (letter || written.chars().all(char::is_alphabetic) && word()) {
            return None;
        }
        let end = token.span().start + written.len();
        let past = at + reader.from(at).iter().take_while(|token| token.span().start < end).count();
        // the "$" of the next amount is no unit of this one
        if token.gap != Gap::None && entry.quantity == Quantity::Money && reader.is_number(past) {
            return None;
        }
        Some((Unit::from(*entry), past))
    }

    /// What a rate is per, behind a unit: "per barrel", "a day", "an hour", "/day". Nouns only where money is paid for them.
    pub(super) fn per(&self, reader: &Reader, at: usize, unit: &Unit) -> Option<(Unit, usize)> {
        let slash = reader.is_mark(at, '/') && reader.is_attached(at);
        // "from $12 billion a year earlier"
        let moment = reader.is_any(at + 2, words!["earlier", "ago", "later", "before", "after"]);
        let per = slash
            || reader.is_any(at, words!["per", "each", "every"])
            || reader.is_hyphen(at) && reader.is_any(at + 1, words!["per", "a", "an"]);
        let article = reader.is_any(at, words!["a", "an"]);
        if !per && !article || moment {
            return None;
        }
        let mut next = at + 1 + usize::from(reader.is_hyphen(at));
        next += usize::from(reader.is_hyphen(next));
        let under = self
            .unit_at(reader, next)
            .filter(|(under, _)| under.quantity != Quantity::Money && !matches!(&*under.name, "percent"));
        let (name, past): (Cow<'static, str>, usize) = match under {
            Some((under, past)) if !article || under.quantity == Quantity::Time || unit.quantity == Quantity::Money => {
                (under.name, past)
            }
            None if reader.get(next).is_some_and(Token::is_word)
                && (per && !reader.is_any(at, words!["each", "every"])
                    || article && unit.quantity == Quantity::Money && is_sold(reader, next)) =>
            {
                (Cow::Owned(reader.word(next).to_lowercase()), next + 1)
            }
            _ => return None,
        };
        Some((
            Unit { name: Cow::Owned(format!("{} per {name}", unit.name)), quantity: unit.quantity, scale: None },
            past,
        ))
    }
}

/// The dimensions of the rates in the table, where a rate is the plain quotient of two of its units.
fn rates(canonical: &FxHashMap<&'static str, Entry>) -> FxHashMap<String, &'static str> {
    let part = |name: &str| canonical.get(name).and_then(|entry| entry.scale);
    canonical
        .values()
        .filter_map(|entry| {
            let (over, under) = entry.name.split_once(" per ")?;
            let ((over, a), (under, b), (dimension, factor)) = (part(over)?, part(under)?, entry.scale?);
            ((factor - a / b).abs() <= 1e-9 * factor).then(|| (format!("{over} per {under}"), dimension))
        })
        .collect()
}

/// A word that is more than the symbol of a unit, which lists may know as a noun ("cm"): "in", "am", "as".
fn is_word(reader: &Reader, at: usize) -> bool {
    const NOUNS: Classes = Classes::NOUN.or(Classes::PLURAL);
    // "uS"
    let plain = reader.get(at).filter(|token| token.case != Case::Mixed);
    let classes = plain.and_then(|token| reader.words.listed(token.key)).unwrap_or_default();
    classes != Classes::default() && !classes.any(NOUNS) || classes.any(Classes::VERB.or(Classes::FUNCTION))
}

/// "$5 a share": a noun, and no more of its phrase behind it.
fn is_sold(reader: &Reader, at: usize) -> bool {
    let noun = reader.classes(at).any(Classes::NOUN) && !reader.classes(at).any(Classes::ADJECTIVE)
        || reader.is_any(at, words!["share", "head", "piece"]);
    noun && !reader.classes(at + 1).any(Classes::NOUN.or(Classes::PLURAL))
}

/// The hundredth part of a currency, as it is written: cents of any kind are cents, pence are pennies.
fn minor_unit(code: &str, minor: &'static str) -> &'static str {
    match code {
        "GBP" => "penny",
        _ if minor.contains("cent") => "cent",
        _ => items(minor).next().unwrap_or_default(),
    }
}
