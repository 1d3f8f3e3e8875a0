//! Tokens to figures: how many, of what, what happened to it, and who says so.
//!
//! Only sentences that hold a number are read. In each, the grammar walks the tokens once from left to right: [`shapes`]
//! recognises what is written in digits and is no figure (years, dates, clock times, codes, names with numbers),
//! [`numbers`] reads a number in digits, words or both, [`units`] its unit or currency, [`bounds`] what stands around it
//! ("over", "or more", "rose by"), and [`grammar`] puts them together, ranges included. Then [`context`] looks for the noun
//! that is counted and for what the figure describes, [`events`] for what happened to it, and [`sources`] for whom the text
//! credits. No parser, no back-tracking: each step looks at a bounded number of tokens. The idea that leaving out what is no figure decides precision, and the
//! kinds of bound, follow CQE (Almasian et al., "CQE: A Comprehensive Quantity Extractor", EMNLP 2023).

mod ages;
mod amounts;
mod bounds;
mod contents;
mod context;
mod conversion;
mod credits;
mod dollars;
mod ellipsis;
mod events;
mod grammar;
mod lexicon;
mod links;
mod number_words;
mod numbers;
mod phrases;
mod quotations;
mod ranges;
mod reader;
mod roles;
mod sayings;
mod shapes;
mod sources;
mod speakers;
mod subjects;
mod units;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::language::Language;
use crate::sentences::{Sentence, split_sentences, token_ranges};
use crate::text::{Classes, Passage, Span, Token, Words, tokenize};
pub use conversion::Conversion;
use lexicon::Lexicon;
use quotations::Quotations;
use reader::Reader;
use roles::Roles;

/// What sort of figure it is. The last five are numbers that are no figures, given on request only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FigureKind {
    Count,
    Money,
    Percent,
    Measure,
    Duration,
    Age,
    Ratio,
    Number,
    Ordinal,
    Score,
    Date,
    Time,
    Code,
}

impl FigureKind {
    pub const ALL: [FigureKind; 13] = {
        use FigureKind::{
            Age, Code, Count, Date, Duration, Measure, Money, Number, Ordinal, Percent, Ratio, Score, Time,
        };
        [Count, Money, Percent, Measure, Duration, Age, Ratio, Number, Ordinal, Score, Date, Time, Code]
    };

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            FigureKind::Count => "count",
            FigureKind::Money => "money",
            FigureKind::Percent => "percent",
            FigureKind::Measure => "measure",
            FigureKind::Duration => "duration",
            FigureKind::Age => "age",
            FigureKind::Ratio => "ratio",
            FigureKind::Number => "number",
            FigureKind::Ordinal => "ordinal",
            FigureKind::Score => "score",
            FigureKind::Date => "date",
            FigureKind::Time => "time",
            FigureKind::Code => "code",
        }
    }

    /// Whether it is a figure, given without being asked for.
    #[must_use]
    pub fn is_default(self) -> bool {
        (self as u8) < FigureKind::Ordinal as u8
    }
}

/// Which kinds of figure are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Include(u16);

impl Include {
    pub const ALL: Include = Include((1 << FigureKind::ALL.len()) - 1);
    /// The figures proper.
    pub const DEFAULT: Include = Include((1 << FigureKind::Ordinal as u8) - 1);
    pub const NONE: Include = Include(0);

    #[must_use]
    pub fn with(self, kind: FigureKind) -> Self {
        Self(self.0 | 1 << kind as u8)
    }

    #[must_use]
    pub fn holds(self, kind: FigureKind) -> bool {
        self.0 & (1 << kind as u8) != 0
    }

    /// Adds a kind by its name, or the groups "default" and "all".
    ///
    /// # Errors
    /// [`Error::FigureKind`] for an unknown name; its message lists those there are.
    pub fn with_name(self, name: &str) -> Result<Self> {
        match name {
            "default" => Ok(Self(self.0 | Self::DEFAULT.0)),
            "all" => Ok(Self::ALL),
            _ => FigureKind::ALL.into_iter().find(|kind| kind.name() == name).map(|kind| self.with(kind)).ok_or_else(
                || Error::FigureKind {
                    name: name.to_owned(),
                    known: FigureKind::ALL.map(|kind| format!("{:?}", kind.name())).join(", "),
                },
            ),
        }
    }
}

impl Default for Include {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// How the number stated bounds the true one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    #[default]
    Exact,
    About,
    Over,
    AtLeast,
    Under,
    AtMost,
    /// Two ends, or a vague numeral.
    Between,
}

impl Bound {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Bound::Exact => "exact",
            Bound::About => "about",
            Bound::Over => "over",
            Bound::AtLeast => "at_least",
            Bound::Under => "under",
            Bound::AtMost => "at_most",
            Bound::Between => "between",
        }
    }
}

/// The direction of an amount of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Trend {
    Up,
    Down,
}

impl Trend {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Trend::Up => "up",
            Trend::Down => "down",
        }
    }
}

/// What ties a figure to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// It restates the other in another unit: "40 miles (64 km)".
    SameAs,
    /// The other is the level before a change to it: "from 5 to 8".
    From,
    /// It counts some of what the other counts: "40 people, including 12 children".
    PartOf,
}

impl Relation {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Relation::SameAs => "same_as",
            Relation::From => "from",
            Relation::PartOf => "part_of",
        }
    }
}

/// A tie from one figure to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Link {
    pub relation: Relation,
    /// The other's index among the figures of the text.
    pub figure: usize,
}

/// A number that the text reports.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// The number with its unit as written: "half a million", "$6.5bn", "nine-year".
    pub span: Span,
    /// The index of the sentence that it stands in.
    pub sentence: usize,
    pub kind: FigureKind,
    /// The number stated; none where the text gives two ends or a vague numeral.
    pub value: Option<f64>,
    /// What the text states: "over 5" is 5 to infinity, "20 to 30" is 20 to 30; else both equal the value.
    pub low: f64,
    pub high: f64,
    pub bound: Bound,
    pub trend: Option<Trend>,
    /// ISO 4217 for money, else the singular English name, "USD per barrel" for a rate; none for a count.
    pub unit: Option<Cow<'static, str>>,
    /// What is counted.
    pub noun: Option<Span>,
    /// What the figure describes.
    pub about: Option<Span>,
    /// The lemma of what happened.
    pub event: Option<Cow<'static, str>>,
    /// Whom the text credits for it, as written.
    pub source: Option<Span>,
    /// The key of the entity credited; set when a document is linked.
    pub source_entity: Option<String>,
    /// How it belongs to other figures of its sentence.
    pub links: Vec<Link>,
}

/// Finds the figures of a text.
///
/// ```
/// use factbox::{Bound, Include, Language, extract_figures};
/// let text = "The war has killed over half a million, according to officials.";
/// let figures = extract_figures(text, Include::DEFAULT, Language::English);
/// assert_eq!(figures[0].span.of(text), "half a million");
/// assert_eq!((figures[0].value, figures[0].bound), (Some(500_000.0), Bound::Over));
/// assert_eq!(figures[0].event.as_deref(), Some("kill"));
/// assert_eq!(figures[0].source.map(|source| source.of(text)), Some("officials"));
/// ```
#[must_use]
pub fn extract_figures(text: &str, include: Include, language: Language) -> Vec<Figure> {
    let mut tokens = Vec::new();
    tokenize(text, &mut tokens);
    let sentences = split_sentences(text, language);
    let within = token_ranges(&sentences, &tokens);
    let mut classes = Vec::new();
    Words::of(language).classify(text, &tokens, &mut classes);
    read(text, &sentences, &within, &tokens, &classes, include, language)
}

/// The same from tokens that are there already, those of each sentence, and the classes of each token.
pub(crate) fn read(
    text: &str,
    sentences: &[Sentence],
    within: &[(usize, usize)],
    tokens: &[Token],
    classes: &[Classes],
    include: Include,
    language: Language,
) -> Vec<Figure> {
    let (lexicon, words) = (Lexicon::of(language), Words::of(language));
    let mut roles = Vec::new();
    lexicon.assign(tokens, &mut roles);
    let reader = |sentence: usize| {
        let (from, to) = within[sentence];
        let passage = Passage { text, tokens: &tokens[from..to], classes: &classes[from..to], words };
        Reader::new(passage, &roles[from..to], lexicon)
    };
    let mut figures: Vec<Figure> = Vec::with_capacity(within.len().min(64));
    let mut quotations = Quotations::default();
    let mut paragraph = None;
    let mut quoted = 0;
    for index in 0..within.len() {
        let here = reader(index);
        if here.next_that_plays(0, Roles::NUMBER).is_none() {
            continue;
        }
        let from = figures.len();
        grammar::read(&here, index, include, &mut figures);
        if figures.len() == from {
            continue;
        }
        if paragraph != Some(sentences[index].paragraph) {
            paragraph = Some(sentences[index].paragraph);
            let past = index + sentences[index..].partition_point(|sentence| Some(sentence.paragraph) == paragraph);
            let first = sentences[..index].partition_point(|sentence| Some(sentence.paragraph) < paragraph);
            quotations::carry(sentences, &quotations, &mut figures[quoted..from], |at| {
                credits::credits(&reader(at), &quotations)
            });
            quoted = from;
            quotations.read(&tokens[within[first].0..within[past - 1].1]);
        }
        sources::credit(&here, &quotations, &mut figures[from..]);
        links::link(&here, &mut figures, from);
    }
    dollars::settle(text, tokens, &mut figures);
    quotations::carry(sentences, &quotations, &mut figures[quoted..], |at| credits::credits(&reader(at), &quotations));
    figures
}
