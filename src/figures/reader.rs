use std::cell::OnceCell;
use std::ops::Deref;

use super::lexicon::{Lexicon, NumberWord};
use crate::text::Passage;
use crate::text::lists::words;

/// A sentence that is read for figures: its tokens, and the lists that the grammar knows them by.
pub(super) struct Reader<'a> {
    pub(super) passage: Passage<'a>,
    pub(super) lexicon: &'static Lexicon,
    headline: OnceCell<bool>,
}

impl<'a> Deref for Reader<'a> {
    type Target = Passage<'a>;

    fn deref(&self) -> &Self::Target {
        &self.passage
    }
}

impl<'a> Reader<'a> {
    pub(super) fn new(passage: Passage<'a>, lexicon: &'static Lexicon) -> Self {
        Self { passage, lexicon, headline: OnceCell::new() }
    }

    /// As [`Passage::is_headline`], found out once for the sentence.
    pub(super) fn is_headline(&self) -> bool {
        *self.headline.get_or_init(|| self.passage.is_headline())
    }

    pub(super) fn number_word(&self, at: usize) -> Option<NumberWord> {
        self.get(at).and_then(|token| self.lexicon.number_word(token))
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
