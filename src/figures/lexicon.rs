//! The lists that the grammar reads, each keyed by the words' keys.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::units::Units;
use super::{Bound, Trend};
use crate::language::Language;
use crate::text::lists::{Phrases, Sieve, items, key, rows};
use crate::text::{Kind, Token};

/// What a number word does in a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum NumberWord {
    Unit(f64),
    Tens(f64),
    Scale(f64),
    /// A scale only behind digits: "2.5bn".
    Short(f64),
    Half,
    /// A denominator: "third".
    Fraction(f64),
    Dozen,
    /// A plural that gives an order of magnitude: "hundreds".
    Vague(f64),
}

/// Who is affected by an event, seen from its verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Object,
    Subject,
    Either,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Event {
    pub(super) lemma: &'static str,
    pub(super) role: Role,
    /// A noun of the event ("deaths") rather than its verb.
    pub(super) noun: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CalendarName {
    Month,
    Weekday,
    Zone,
}

/// How a verb brings up what is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// In any way: "said 5 died", "..., he said".
    Say,
    /// A quotation, a clause with "that" or a pronoun, or what stands before: "added that", no "added 5 points".
    Add,
    /// With the hearer first: "told reporters that".
    Tell,
    /// With a clause behind, or the words before: "hopes that", "..., she thinks".
    Think,
    /// Of reports and the like, of others with a clause or a number: "the poll found", "he found that".
    Show,
    /// What is to be done: "pledged $5".
    Plan,
    /// Of something named that holds no number itself: "called it a loss".
    Name,
    /// "put the toll at 5"
    Put,
    /// Only with a quotation or "that".
    Judge,
}

/// What credits somebody for something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cue {
    Verb(Way),
    /// "according to"
    According,
    /// "in a poll", at the start of a sentence
    In,
    /// "by one estimate"
    By,
}

pub(super) struct Lexicon {
    numbers: FxHashMap<u64, NumberWord>,
    ordinals: FxHashMap<u64, f64>,
    calendar: FxHashMap<u64, CalendarName>,
    trends: FxHashMap<u64, (Trend, bool)>,
    score_words: FxHashSet<u64>,
    streets: FxHashSet<u64>,
    person_words: FxHashSet<u64>,
    money_words: FxHashSet<u64>,
    closings: FxHashSet<u64>,
    timed: FxHashSet<u64>,
    aged: FxHashSet<u64>,
    results: FxHashSet<u64>,
    amounts: FxHashSet<u64>,
    pub(super) cues: Phrases<Cue>,
    /// Nouns that say something ("the survey"), that give figures ("a poll"), and for what is said ("a claim").
    pub(super) reports: FxHashSet<u64>,
    pub(super) measures: FxHashSet<u64>,
    pub(super) claims: FxHashSet<u64>,
    pub(super) before: Phrases<Bound>,
    pub(super) after: Phrases<Bound>,
    pub(super) events: Phrases<Event>,
    pub(super) numbered: FxHashSet<u64>,
    pub(super) units: Units,
    /// Words that may begin a number.
    beginnings: Sieve,
    /// Verbs of change.
    changes: Sieve,
}

static ENGLISH: LazyLock<Lexicon> = LazyLock::new(Lexicon::english);

impl Lexicon {
    pub(super) fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
        }
    }

    fn english() -> Self {
        let bounds = include_str!("../../data/en/bounds.tsv");
        let side = |wanted: &'static str| {
            rows(bounds, ["phrase", "side", "bound"])
                .filter(move |[_, side, _]| *side == wanted)
                .map(|[phrase, _, bound]| (phrase, bound_of(bound)))
        };
        let exclusions = include_str!("../../data/en/number_names.tsv");
        let with_role = |wanted: &'static str| {
            rows(exclusions, ["word", "role"])
                .filter(move |[_, role]| *role == wanted)
                .map(|[word, _]| key(word))
                .collect()
        };
        let mut lexicon = Self {
            numbers: rows(include_str!("../../data/en/numbers.tsv"), ["word", "role", "value"])
                .filter(|[_, role, _]| *role != "ordinal")
                .map(|[word, role, value]| (key(word), number_word(role, value)))
                .collect(),
            ordinals: rows(include_str!("../../data/en/numbers.tsv"), ["word", "role", "value"])
                .filter(|[_, role, _]| matches!(*role, "ordinal" | "fraction"))
                .filter(|[word, ..]| !word.ends_with('s'))
                .map(|[word, _, value]| (key(word), value.parse().unwrap_or(0.0)))
                .collect(),
            calendar: rows(include_str!("../../data/en/calendar.tsv"), ["name", "kind"])
                .map(|[name, kind]| {
                    let kind = match kind {
                        "month" => CalendarName::Month,
                        "weekday" => CalendarName::Weekday,
                        _ => CalendarName::Zone,
                    };
                    (key(name), kind)
                })
                .collect(),
            trends: rows(include_str!("../../data/en/trends.tsv"), ["trend", "forms", "needs_by"])
                .flat_map(|[trend, forms, by]| {
                    let trend = if trend == "up" { Trend::Up } else { Trend::Down };
                    items(forms).map(move |form| (key(form), (trend, by == "yes")))
                })
                .collect(),
            score_words: with_role("score"),
            streets: with_role("street"),
            person_words: with_role("person"),
            money_words: with_role("money"),
            closings: with_role("closing"),
            timed: with_role("timed"),
            aged: with_role("aged"),
            results: with_role("result"),
            amounts: with_role("amount"),
            numbered: with_role("numbered"),
            reports: accounts("report"),
            measures: accounts("measure"),
            claims: accounts("claim"),
            cues: Phrases::new(cues()),
            before: Phrases::new(side("before")),
            after: Phrases::new(side("after")),
            events: Phrases::new(events(include_str!("../../data/en/events.tsv"))),
            units: Units::read(),
            beginnings: Sieve::new([]),
            changes: Sieve::new([]),
        };
        let articles = ["a", "an", "several", "few"].map(key);
        let words = lexicon.numbers.keys().chain(lexicon.ordinals.keys()).copied().chain(articles);
        lexicon.beginnings = Sieve::new(words);
        lexicon.changes = Sieve::new(lexicon.trends.keys().copied());
        lexicon
    }

    /// Whether a token may begin a number: false for most words, at the price of one look.
    pub(super) fn may_begin_number(&self, token: &Token) -> bool {
        match token.kind {
            Kind::Number => true,
            Kind::Word => self.beginnings.may_hold(token.key),
            _ => false,
        }
    }

    /// A cheap look that lets sentences without numbers go.
    pub(super) fn begins_number(&self, token: &Token) -> bool {
        match token.kind {
            Kind::Number => true,
            Kind::Word => {
                self.beginnings.may_hold(token.key)
                    && (self.numbers.contains_key(&token.key) || self.ordinals.contains_key(&token.key))
            }
            _ => false,
        }
    }

    pub(super) fn number_word(&self, token: &Token) -> Option<NumberWord> {
        let word = token.kind == Kind::Word && self.beginnings.may_hold(token.key);
        word.then(|| self.numbers.get(&token.key).copied()).flatten()
    }

    pub(super) fn ordinal(&self, token: &Token) -> Option<f64> {
        let word = token.kind == Kind::Word && self.beginnings.may_hold(token.key);
        word.then(|| self.ordinals.get(&token.key).copied()).flatten()
    }

    pub(super) fn calendar(&self, token: &Token) -> Option<CalendarName> {
        token.is_capitalised().then(|| self.calendar.get(&token.key).copied()).flatten()
    }

    /// The name of a month, however it is written.
    pub(super) fn is_month(&self, token: &Token) -> bool {
        self.calendar.get(&token.key) == Some(&CalendarName::Month)
    }

    pub(super) fn is_street(&self, token: &Token) -> bool {
        self.streets.contains(&token.key)
    }

    /// A word for somebody whose age may follow: "the mayor, 54,".
    pub(super) fn is_person_word(&self, token: &Token) -> bool {
        self.person_words.contains(&token.key)
    }

    /// A word that tells of paying.
    pub(super) fn is_money_word(&self, token: &Token) -> bool {
        self.money_words.contains(&token.key)
    }

    /// The direction of a verb of change, and whether it is one only before "by".
    pub(super) fn trend(&self, token: &Token) -> Option<(Trend, bool)> {
        if self.changes.may_hold(token.key) { self.trends.get(&token.key).copied() } else { None }
    }

    /// People told apart by their age: "children under 5".
    pub(super) fn is_aged(&self, token: &Token) -> bool {
        self.aged.contains(&token.key)
    }

    /// A word for what accounts end in: a loss in brackets may stand behind it.
    pub(super) fn is_result(&self, token: &Token) -> bool {
        self.results.contains(&token.key)
    }

    /// A word that a number between commas tells, rather than somebody's age: "the total, 34,".
    pub(super) fn is_amount_word(&self, token: &Token) -> bool {
        self.amounts.contains(&token.key)
    }

    /// A noun that says or gives figures: "survey", "estimate".
    pub(super) fn is_account(&self, token: &Token) -> bool {
        self.reports.contains(&token.key) || self.measures.contains(&token.key)
    }

    /// A verb of ending a trading day, which "up" and "down" follow: "closed up 3 points".
    pub(super) fn closes(&self, token: &Token) -> bool {
        self.closings.contains(&token.key)
    }

    /// A verb that the hour follows: "came at 8".
    pub(super) fn is_timed(&self, token: &Token) -> bool {
        self.timed.contains(&token.key)
    }

    pub(super) fn is_score_word(&self, token: &Token) -> bool {
        self.score_words.contains(&token.key)
    }
}

fn number_word(role: &str, value: &str) -> NumberWord {
    let value = value.parse().unwrap_or(0.0);
    match role {
        "unit" => NumberWord::Unit(value),
        "tens" => NumberWord::Tens(value),
        "scale" => NumberWord::Scale(value),
        "short" => NumberWord::Short(value),
        "half" => NumberWord::Half,
        "dozen" => NumberWord::Dozen,
        "vague" => NumberWord::Vague(value),
        _ => NumberWord::Fraction(value),
    }
}

fn bound_of(name: &str) -> Bound {
    match name {
        "over" => Bound::Over,
        "at_least" => Bound::AtLeast,
        "under" => Bound::Under,
        "at_most" => Bound::AtMost,
        _ => Bound::About,
    }
}

fn cues() -> impl Iterator<Item = (&'static str, Cue)> {
    let verbs = rows(include_str!("../../data/en/speech.tsv"), ["forms", "way"])
        .flat_map(|[forms, way]| items(forms).map(move |form| (form, Cue::Verb(way_of(way)))));
    verbs.chain([("according to", Cue::According), ("in", Cue::In), ("by", Cue::By)])
}

fn way_of(name: &str) -> Way {
    match name {
        "add" => Way::Add,
        "tell" => Way::Tell,
        "think" => Way::Think,
        "show" => Way::Show,
        "plan" => Way::Plan,
        "name" => Way::Name,
        "put" => Way::Put,
        "judge" => Way::Judge,
        _ => Way::Say,
    }
}

fn accounts(wanted: &str) -> FxHashSet<u64> {
    rows(include_str!("../../data/en/accounts.tsv"), ["noun", "kind"])
        .filter(|[_, kind]| items(kind).any(|kind| kind == wanted))
        .map(|[noun, _]| key(noun))
        .collect()
}

fn events(table: &'static str) -> impl Iterator<Item = (&'static str, Event)> {
    rows(table, ["lemma", "role", "forms", "nouns"]).flat_map(|[lemma, role, forms, nouns]| {
        let role = match role {
            "subject" => Role::Subject,
            "object" => Role::Object,
            _ => Role::Either,
        };
        let verbs = items(forms).map(move |form| (form, Event { lemma, role, noun: false }));
        verbs.chain(items(nouns).map(move |noun| (noun, Event { lemma, role, noun: true })))
    })
}
