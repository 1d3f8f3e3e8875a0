use std::ops::Deref;

use super::lexicon::{Lexicon, NumberWord};
use crate::text::Passage;

/// A sentence that is read for figures: its tokens, and the lists that the grammar knows them by.
pub(super) struct Reader<'a> {
    pub(super) passage: Passage<'a>,
    pub(super) lexicon: &'static Lexicon,
}

impl<'a> Deref for Reader<'a> {
    type Target = Passage<'a>;

    fn deref(&self) -> &Self::Target {
        &self.passage
    }
}

impl Reader<'_> {
    pub(super) fn number_word(&self, at: usize) -> Option<NumberWord> {
        self.get(at).and_then(|token| self.lexicon.number_word(token))
    }
}
