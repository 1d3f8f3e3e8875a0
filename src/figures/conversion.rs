//! A figure in another unit.

use std::borrow::Cow;

use super::Figure;
use super::lexicon::Lexicon;
use super::units::{Measure, Units};
use crate::error::{Error, Result};
use crate::language::Language;
use crate::text::distance;

/// How many units an error lists.
const LISTED: usize = 12;
/// One letter in so many of a name asked for may be wrong where an error suggests another.
const EDITED: usize = 3;
/// How many names an error suggests.
const SUGGESTED: usize = 3;

/// From the values of one unit to those of another of the same dimension.
///
/// Factors are those of `data/units.tsv` (SI Brochure, NIST SP 811). Currencies have none between them, but each has one
/// for its hundredth part.
#[derive(Clone, Debug)]
pub struct Conversion {
    from: Measure,
    to: Measure,
}

impl Conversion {
    /// The conversion between two units, each given by its name or symbol: "kilometre", "kilometres", "km", "mile per hour".
    ///
    /// # Errors
    /// [`Error::Unit`] when there is no unit to convert from, a name is not known, or the two measure different things.
    pub fn between(from: Option<&str>, to: &str) -> Result<Self> {
        let units = &Lexicon::of(Language::English).units;
        let refuse = |problem: String, mend: String| Error::Unit { unit: to.to_owned(), problem, mend };
        let Some(own) = from else {
            let mend = "only figures with a unit can be converted".to_owned();
            return Err(refuse("the figure has no unit".to_owned(), mend));
        };
        let from = units
            .measure(own)
            .ok_or_else(|| refuse(format!("{own:?} has no factor"), "its values cannot be converted".to_owned()))?;
        let target = units.measure_as(to, &from.dimension).ok_or_else(|| {
            let mend = alike(units, to, &from).unwrap_or_else(|| alternatives(units, own, &from));
            refuse("no unit has this name".to_owned(), mend)
        })?;
        if from.dimension != target.dimension {
            if is_money(&from) && is_money(&target) && currency(&from) != currency(&target) {
                let mend = "multiply its value by the rate of the day that you mean".to_owned();
                return Err(refuse("currencies have no fixed rate between them".to_owned(), mend));
            }
            let problem = format!("{own:?} measures {}, not {}", described(&from), described(&target));
            return Err(refuse(problem, alternatives(units, own, &from)));
        }
        Ok(Self { from, to: target })
    }

    /// The canonical name of the unit converted to.
    #[must_use]
    pub fn unit(&self) -> &str {
        &self.to.name
    }

    /// A value in the other unit; `change` for an amount of change, which has no zero of its own: a rise by 5 degrees
    /// Celsius is one by 9 degrees Fahrenheit.
    #[must_use]
    pub fn apply(&self, value: f64, change: bool) -> f64 {
        let converted = if change {
            value * self.from.factor / self.to.factor
        } else {
            (self.from.base(value) - self.to.offset) / self.to.factor
        };
        rounded(converted)
    }
}

/// To twelve significant digits: without the dust of binary fractions, and finer than any factor.
fn rounded(value: f64) -> f64 {
    format!("{value:.11e}").parse().unwrap_or(value)
}

/// What a unit measures, in words.
fn described(measure: &Measure) -> String {
    measure.dimension.replace('_', " ")
}

/// The first word of a unit's dimension, which is the ISO code for money and prices.
fn currency(measure: &Measure) -> &str {
    measure.dimension.split(' ').next().unwrap_or_default()
}

/// Whether a unit is of money.
fn is_money(measure: &Measure) -> bool {
    let code = currency(measure);
    code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// The units that one asked for by a name that none has may be, by their spelling.
fn alike(units: &Units, wanted: &str, from: &Measure) -> Option<String> {
    let letters = |name: &str| name.to_lowercase().chars().collect::<Vec<char>>();
    let (asked, most) = (letters(wanted), wanted.chars().count() / EDITED);
    let mut near: Vec<(usize, &str)> = units
        .of_dimension(&from.dimension, from.factor)
        .into_iter()
        .filter_map(|name| Some((distance(&asked, &letters(name), most)?, name)))
        .collect();
    near.sort_by_key(|(edits, _)| *edits);
    let names = near.iter().take(SUGGESTED).map(|(_, name)| format!("{name:?}")).collect::<Vec<_>>();
    (!names.is_empty()).then(|| format!("did you mean {}?", names.join(" or ")))
}

/// What a unit converts to, the nearest in size first, for an error.
fn alternatives(units: &Units, own: &str, from: &Measure) -> String {
    let names: Vec<&str> =
        units.of_dimension(&from.dimension, from.factor).into_iter().filter(|name| *name != from.name).collect();
    match names.as_slice() {
        [] if units.of_dimension(&from.dimension, from.factor).is_empty() => {
            format!("give a unit of the same kind as {own:?}")
        }
        [] => format!("{own:?} converts to no other unit"),
        names if names.len() > LISTED => {
            let listed = names.iter().take(LISTED).copied().collect::<Vec<_>>().join(", ");
            format!("{own:?} converts to {listed} and {} more", names.len() - LISTED)
        }
        names => format!("{own:?} converts to {}", names.join(", ")),
    }
}

impl Figure {
    /// The same figure in another unit of the same dimension: its value and ends converted, all else as it is.
    ///
    /// ```
    /// use factbox::{Include, Language, extract_figures};
    /// let figures = extract_figures("They walked 26.2 miles.", Include::DEFAULT, Language::English);
    /// let metric = figures[0].to("km").unwrap();
    /// assert_eq!(metric.unit.as_deref(), Some("kilometre"));
    /// assert!((metric.value.unwrap() - 42.165).abs() < 1e-3);
    /// ```
    ///
    /// # Errors
    /// [`Error::Unit`], as [`Conversion::between`].
    pub fn to(&self, unit: &str) -> Result<Figure> {
        let conversion = Conversion::between(self.unit.as_deref(), unit)?;
        let convert = |value: f64| conversion.apply(value, self.trend.is_some());
        Ok(Figure {
            value: self.value.map(convert),
            low: convert(self.low),
            high: convert(self.high),
            unit: Some(Cow::Owned(conversion.unit().to_owned())),
            ..self.clone()
        })
    }
}
