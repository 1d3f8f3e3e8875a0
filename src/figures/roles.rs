//! What a word may do in a sentence with figures, as bits that one look-up gives.

/// What a word may do, as its lists say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Roles(u32);

impl Roles {
    pub(super) const NONE: Self = Self(0);
    pub(super) const ALL: Self = Self(u32::MAX);
    /// A number word or an ordinal.
    pub(super) const NUMBER: Self = Self(1);
    /// "a", "several": what may stand before the first word of a number.
    pub(super) const ARTICLE: Self = Self(1 << 1);
    /// What may credit somebody: the first word of "said", "according to", and marks as in "the bank's claim that", "Khan:".
    pub(super) const CUE: Self = Self(1 << 2);
    /// The first word of an event: "killed", "shot dead".
    pub(super) const EVENT: Self = Self(1 << 3);
    /// The first word or sign of a unit.
    pub(super) const UNIT: Self = Self(1 << 4);
    /// The first word of a bound that stands before its number: "more than".
    pub(super) const BOUND_BEFORE: Self = Self(1 << 5);
    /// The first word of one that stands behind it: "or more".
    pub(super) const BOUND_AFTER: Self = Self(1 << 6);
    /// A verb of change.
    pub(super) const TREND: Self = Self(1 << 7);
    /// A month, a day of the week, a time zone.
    pub(super) const CALENDAR: Self = Self(1 << 8);
    /// A month.
    pub(super) const MONTH: Self = Self(1 << 22);
    /// A day of the week.
    pub(super) const WEEKDAY: Self = Self(1 << 23);
    /// The name of a unit of time, in one word.
    pub(super) const TIME: Self = Self(1 << 24);
    /// A verb that the hour follows: "came at 8".
    pub(super) const TIMED: Self = Self(1 << 25);
    /// Games and contests have scores.
    pub(super) const SCORE: Self = Self(1 << 9);
    /// The last word of an address.
    pub(super) const STREET: Self = Self(1 << 10);
    /// A word for somebody whose age may follow: "the mayor, 54,".
    pub(super) const PERSON: Self = Self(1 << 11);
    /// A word that tells of paying.
    pub(super) const MONEY: Self = Self(1 << 12);
    /// A verb of ending a trading day, which "up" and "down" follow: "closed up 3 points".
    pub(super) const CLOSING: Self = Self(1 << 13);
    /// People told apart by their age: "children under 5".
    pub(super) const AGED: Self = Self(1 << 14);
    /// What accounts end in: a loss in brackets may stand behind it.
    pub(super) const RESULT: Self = Self(1 << 15);
    /// A word that a number between commas tells, rather than somebody's age: "the total, 34,".
    pub(super) const AMOUNT: Self = Self(1 << 16);
    /// Things that have a number for a name: "Route 66".
    pub(super) const NUMBERED: Self = Self(1 << 17);
    /// A noun that says something: "the survey".
    pub(super) const REPORT: Self = Self(1 << 18);
    /// A noun that gives figures: "a poll".
    pub(super) const MEASURE: Self = Self(1 << 19);
    /// A noun for what is said: "a claim".
    pub(super) const CLAIM: Self = Self(1 << 20);
    /// What a currency's sign before a number ends in.
    pub(super) const MONEY_SIGN: Self = Self(1 << 21);
    /// What is counted or a verb of counting, which a bare "3m" behind it are millions of: "customers", "totalled".
    pub(super) const COUNTED: Self = Self(1 << 26);
    /// What is had over something: "a row over two dogs".
    pub(super) const DISPUTE: Self = Self(1 << 27);
    /// What headlines and posts begin with, before a colon: "BREAKING: 5 dead".
    pub(super) const LABEL: Self = Self(1 << 28);

    pub(super) fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The role of a row of `data/en/number_names.tsv`.
    pub(super) fn of_name(role: &str) -> Self {
        match role {
            "score" => Self::SCORE,
            "street" => Self::STREET,
            "person" => Self::PERSON,
            "money" => Self::MONEY,
            "closing" => Self::CLOSING,
            "aged" => Self::AGED,
            "result" => Self::RESULT,
            "amount" => Self::AMOUNT,
            "timed" => Self::TIMED,
            "numbered" => Self::NUMBERED,
            "counted" => Self::COUNTED,
            "label" => Self::LABEL,
            "dispute" => Self::DISPUTE,
            _ => Self::default(),
        }
    }

    /// The role of a noun in `data/en/accounts.tsv`, of one of its kinds.
    pub(super) fn of_account(kind: &str) -> Self {
        match kind {
            "report" => Self::REPORT,
            "measure" => Self::MEASURE,
            "claim" => Self::CLAIM,
            _ => Self::default(),
        }
    }
}
