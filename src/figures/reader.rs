use std::cell::OnceCell;
use std::ops::Deref;

use super::Trend;
use super::lexicon::{Event, Lexicon, NumberWord};
use super::roles::Roles;
use crate::text::Passage;
use crate::text::lists::Phrases;
use crate::text::lists::words;

/// A sentence that is read for figures: its tokens, and the lists that the grammar knows them by.
pub(super) struct Reader<'a> {
    pub(super) passage: Passage<'a>,
    pub(super) lexicon: &'static Lexicon,
    /// What each token may do.
    roles: &'a [Roles],
    headline: OnceCell<bool>,
}

impl<'a> Deref for Reader<'a> {
    type Target = Passage<'a>;

    fn deref(&self) -> &Self::Target {
        &self.passage
    }
}

impl<'a> Reader<'a> {
    pub(super) fn new(passage: Passage<'a>, roles: &'a [Roles], lexicon: &'static Lexicon) -> Self {
        Self { passage, lexicon, roles, headline: OnceCell::new() }
    }

    /// As [`Passage::is_headline`], found out once for the sentence.
    pub(super) fn is_headline(&self) -> bool {
        *self.headline.get_or_init(|| self.passage.is_headline())
    }

    /// Whether the token may do one of these.
    pub(super) fn plays(&self, at: usize, roles: Roles) -> bool {
        self.roles.get(at).is_some_and(|here| here.any(roles))
    }

    /// The next token from here on that may.
    pub(super) fn next_that_plays(&self, from: usize, roles: Roles) -> Option<usize> {
        self.roles.get(from..)?.iter().position(|here| here.any(roles)).map(|ahead| from + ahead)
    }

    pub(super) fn number_word(&self, at: usize) -> Option<NumberWord> {
        let token = self.get(at).filter(|_| self.plays(at, Roles::NUMBER))?;
        self.lexicon.number_word(token)
    }

    /// The value of an ordinal, a denominator in the singular included.
    pub(super) fn ordinal(&self, at: usize) -> Option<f64> {
        let token = self.get(at).filter(|_| self.plays(at, Roles::NUMBER))?;
        self.lexicon.ordinal(token)
    }

    /// The direction of a verb of change, and whether it is one only before "by".
    pub(super) fn trend(&self, at: usize) -> Option<(Trend, bool)> {
        let token = self.get(at).filter(|_| self.plays(at, Roles::TREND))?;
        self.lexicon.trend(token)
    }

    /// The longest event that begins here, and how many tokens it takes.
    pub(super) fn event(&self, at: usize) -> Option<(usize, Event)> {
        let tokens = self.passage.from(at);
        self.plays(at, Roles::EVENT)
            .then(|| self.lexicon.events.longest(tokens))
            .flatten()
            .map(|(taken, event)| (taken, *event))
    }

    /// The longest phrase, of those whose first words have a role, that ends before a token: where it begins, and what it means.
    pub(super) fn ending<T: Clone>(
        &self,
        phrases: &'static Phrases<T>,
        first: Roles,
        end: usize,
        longest: usize,
    ) -> Option<(usize, &'static T)> {
        (end.saturating_sub(longest)..end).filter(|from| self.plays(*from, first)).find_map(|from| {
            let (taken, meaning) = phrases.longest(self.tokens.get(from..end)?)?;
            (from + taken == end).then_some((from, meaning))
        })
    }

    /// The name of a month, a weekday or a time zone, capitalised.
    pub(super) fn is_calendar(&self, at: usize) -> bool {
        self.plays(at, Roles::CALENDAR) && self.is_capitalised(at)
    }

    /// Whether a word that multiplies a number stands here, short ones included.
    pub(super) fn is_scale(&self, at: usize) -> bool {
        matches!(self.number_word(at), Some(NumberWord::Scale(_) | NumberWord::Short(_)))
    }

    /// Whether somebody is told something here: a verb of telling right before, over an article.
    pub(super) fn is_told(&self, at: usize) -> bool {
        (1..=3)
            .filter_map(|back| at.checked_sub(back))
            .any(|at| self.is_any(at, words!["told", "tell", "tells", "telling", "informed", "gave"]))
    }
}
