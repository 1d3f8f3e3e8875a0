//! The tokens of one sentence, as grammars and patterns ask for them.

use super::Span;
use super::classes::is_dash;
use super::lists::ascii_key;
use super::words::{Classes, Words};
use super::{Case, Gap, Kind, Token};

#[derive(Clone, Copy)]
pub struct Passage<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    /// What each token may be: as listed, else by its ending.
    pub classes: &'a [Classes],
    pub words: &'static Words,
}

impl<'a> Passage<'a> {
    #[must_use]
    pub fn get(&self, at: usize) -> Option<&'a Token> {
        self.tokens.get(at)
    }

    /// The token before, if there is one.
    #[must_use]
    pub fn before(&self, at: usize) -> Option<&'a Token> {
        at.checked_sub(1).and_then(|at| self.tokens.get(at))
    }

    #[must_use]
    pub fn from(&self, at: usize) -> &'a [Token] {
        self.tokens.get(at..).unwrap_or_default()
    }

    #[must_use]
    pub fn until(&self, at: usize) -> &'a [Token] {
        &self.tokens[..at.min(self.tokens.len())]
    }

    #[must_use]
    pub fn word(&self, at: usize) -> &'a str {
        self.get(at).map_or("", |token| token.of(self.text))
    }

    /// Whether the token is this word, in any case.
    #[inline(always)]
    #[must_use]
    #[allow(clippy::inline_always, reason = "so that the key of a word that the code has is made by the compiler")]
    pub fn is(&self, at: usize, word: &str) -> bool {
        let key = ascii_key(word.as_bytes());
        self.get(at).is_some_and(|token| token.key == key)
    }

    /// Whether the token is one of these words, given by their keys.
    #[must_use]
    pub fn is_any(&self, at: usize, words: &[u64]) -> bool {
        self.get(at).is_some_and(|token| words.contains(&token.key))
    }

    #[must_use]
    pub fn is_mark(&self, at: usize, mark: char) -> bool {
        self.get(at).is_some_and(|token| token.is_mark(mark))
    }

    #[must_use]
    pub fn is_number(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| token.kind == Kind::Number)
    }

    #[must_use]
    pub fn is_attached(&self, at: usize) -> bool {
        self.get(at).is_some_and(Token::is_attached)
    }

    /// A hyphen or dash with nothing at either side: "nine-year", "20–30".
    #[must_use]
    pub fn is_hyphen(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| token.kind == Kind::Mark && is_dash(token.mark) && token.is_attached())
            && self.is_attached(at + 1)
    }

    #[must_use]
    pub fn is_dash(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| token.kind == Kind::Mark && is_dash(token.mark))
    }

    /// Whether at most a space stands before the token.
    #[must_use]
    pub fn is_near(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| token.gap <= Gap::Space)
    }

    #[must_use]
    pub fn is_capitalised(&self, at: usize) -> bool {
        self.get(at).is_some_and(Token::is_capitalised)
    }

    /// The stretch from one token to before another.
    #[must_use]
    pub fn span(&self, from: usize, to: usize) -> Span {
        let start = self.get(from).map_or(0, |token| token.span().start);
        let end = to.checked_sub(1).and_then(|last| self.get(last)).map_or(start, |token| token.span().end);
        Span::new(start, end.max(start))
    }

    /// What the word may be; nothing for what is no word, or past the end.
    #[must_use]
    pub fn classes(&self, at: usize) -> Classes {
        self.classes.get(at).copied().unwrap_or_default()
    }

    #[must_use]
    pub fn is_function_word(&self, at: usize) -> bool {
        self.classes(at).any(Classes::FUNCTION)
    }

    /// A word of the sentence that is capitalised for itself: not the first one, and none that lists know as ordinary
    /// in a headline where all are.
    #[must_use]
    pub fn is_name(&self, at: usize) -> bool {
        self.is_capitalised(at) && !self.is_function_word(at)
    }

    /// Whether all longer words but function words are capitalised, as in a headline of that style, which has no full
    /// stop: capitals there say nothing of names.
    #[must_use]
    pub fn is_headline(&self) -> bool {
        if self.tokens.last().is_some_and(|token| matches!(token.mark, '.' | '”' | '"')) {
            return false;
        }
        let mut capitals = 0;
        for (at, token) in
            self.tokens.iter().enumerate().filter(|(_, token)| token.is_word() && token.end - token.start > 3)
        {
            if token.case == Case::Lower && !self.is_function_word(at) {
                return false;
            }
            capitals += usize::from(token.case != Case::Lower);
        }
        capitals > 2
    }
}
