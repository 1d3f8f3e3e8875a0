//! The lists that the grammar reads, each keyed by the words' keys.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::roles::Roles;
use super::units::Units;
use super::{Bound, Trend};
use crate::language::Language;
use crate::text::classes::DASHES;
use crate::text::lists::{Phrases, items, key, rows};
use crate::text::table::Table;
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
    /// What a word may do; the lists below say the rest of those that have a role there.
    roles: Table<Roles>,
    numbers: FxHashMap<u64, NumberWord>,
    ordinals: FxHashMap<u64, f64>,
    trends: FxHashMap<u64, (Trend, bool)>,
    pub(super) cues: Phrases<Cue>,
    pub(super) before: Phrases<Bound>,
    pub(super) after: Phrases<Bound>,
    pub(super) events: Phrases<Event>,
    pub(super) units: Units,
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
        let mut lexicon = Self {
            roles: Table::new([]),
            numbers: rows(include_str!("../../data/en/numbers.tsv"), ["word", "role", "value"])
                .filter(|[_, role, _]| *role != "ordinal")
                .map(|[word, role, value]| (key(word), number_word(role, value)))
                .collect(),
            ordinals: rows(include_str!("../../data/en/numbers.tsv"), ["word", "role", "value"])
                .filter(|[_, role, _]| matches!(*role, "ordinal" | "fraction"))
                .filter(|[word, ..]| !word.ends_with('s'))
                .map(|[word, _, value]| (key(word), value.parse().unwrap_or(0.0)))
                .collect(),
            trends: rows(include_str!("../../data/en/trends.tsv"), ["trend", "forms", "needs_by"])
                .flat_map(|[trend, forms, by]| {
                    let trend = if trend == "up" { Trend::Up } else { Trend::Down };
                    items(forms).map(move |form| (key(form), (trend, by == "yes")))
                })
                .collect(),
            cues: Phrases::new(cues()),
            before: Phrases::new(side("before")),
            after: Phrases::new(side("after")),
            events: Phrases::new(events(include_str!("../../data/en/events.tsv"))),
            units: Units::read(),
        };
        lexicon.roles = Table::new(lexicon.roles());
        lexicon
    }

    /// The roles of every word that has any.
    fn roles(&self) -> FxHashMap<u64, Roles> {
        let mut roles: FxHashMap<u64, Roles> = FxHashMap::default();
        let mut add = |key: u64, role: Roles| {
            let slot = roles.entry(key).or_default();
            *slot = slot.or(role);
        };
        let mut add_all = |keys: &mut dyn Iterator<Item = u64>, role: Roles| keys.for_each(|key| add(key, role));
        let dashes = DASHES.iter().map(|dash| key(dash.encode_utf8(&mut [0; 4])));
        add_all(&mut self.numbers.keys().chain(self.ordinals.keys()).copied(), Roles::NUMBER);
        add_all(&mut ["a", "an", "several", "few"].map(key).into_iter(), Roles::ARTICLE);
        add_all(&mut self.trends.keys().copied(), Roles::TREND);
        add_all(&mut self.cues.firsts().chain([":", ";"].map(key)).chain(dashes), Roles::CUE);
        add_all(&mut self.events.firsts(), Roles::EVENT);
        add_all(&mut self.before.firsts(), Roles::BOUND_BEFORE);
        add_all(&mut self.after.firsts(), Roles::BOUND_AFTER);
        add_all(&mut self.units.names().chain(self.units.signs()), Roles::UNIT);
        add_all(&mut self.units.times(), Roles::TIME);
        add_all(&mut self.units.money_ends(), Roles::MONEY_SIGN);
        for [name, kind] in rows(include_str!("../../data/en/calendar.tsv"), ["name", "kind"]) {
            let own = match kind {
                "month" => Roles::MONTH,
                "weekday" => Roles::WEEKDAY,
                _ => Roles::default(),
            };
            add(key(name), Roles::CALENDAR.or(own));
        }
        for [word, role] in rows(include_str!("../../data/en/number_names.tsv"), ["word", "role"]) {
            add(key(word), Roles::of_name(role));
        }
        for [noun, kinds] in rows(include_str!("../../data/en/accounts.tsv"), ["noun", "kind"]) {
            items(kinds).for_each(|kind| add(key(noun), Roles::of_account(kind)));
        }
        roles
    }

    /// What each token may do, into a vector that is cleared first.
    pub(super) fn assign(&self, tokens: &[Token], roles: &mut Vec<Roles>) {
        roles.clear();
        roles.extend(tokens.iter().map(|token| {
            let (listed, own) = BY_KIND[token.kind as usize];
            self.roles.get(token.key).and(listed).or(own)
        }));
    }

    pub(super) fn number_word(&self, token: &Token) -> Option<NumberWord> {
        self.numbers.get(&token.key).copied()
    }

    pub(super) fn ordinal(&self, token: &Token) -> Option<f64> {
        self.ordinals.get(&token.key).copied()
    }

    pub(super) fn trend(&self, token: &Token) -> Option<(Trend, bool)> {
        self.trends.get(&token.key).copied()
    }
}

/// Which of the roles listed tokens of a kind may have, and which they have for their kind. A table, since which kind stands
/// next cannot be foretold.
const BY_KIND: [(Roles, Roles); 5] = {
    let mut roles = [(Roles::ALL, Roles::NONE); 5];
    roles[Kind::Number as usize].1 = Roles::NUMBER;
    roles[Kind::Possessive as usize] = (Roles::NONE, Roles::CUE);
    roles
};

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
