//! The tokens of one sentence, as the grammar asks for them.

use super::lexicon::{Classes, Lexicon, NumberWord};
use crate::text::classes::is_dash;
use crate::text::{Case, Gap, Kind, Span, Token};

pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) lexicon: &'static Lexicon,
}

impl<'a> Reader<'a> {
    pub(super) fn get(&self, at: usize) -> Option<&'a Token> {
        self.tokens.get(at)
    }

    /// The token before, if there is one.
    pub(super) fn before(&self, at: usize) -> Option<&'a Token> {
        at.checked_sub(1).and_then(|at| self.tokens.get(at))
    }

    pub(super) fn from(&self, at: usize) -> &'a [Token] {
        self.tokens.get(at..).unwrap_or_default()
    }

    pub(super) fn until(&self, at: usize) -> &'a [Token] {
        &self.tokens[..at.min(self.tokens.len())]
    }

    pub(super) fn word(&self, at: usize) -> &'a str {
        self.get(at).map_or("", |token| token.of(self.text))
    }

    /// Whether the token is this word, in any case.
    pub(super) fn is(&self, at: usize, word: &str) -> bool {
        self.word(at).eq_ignore_ascii_case(word)
    }

    pub(super) fn is_any(&self, at: usize, words: &[&str]) -> bool {
        let here = self.word(at);
        words.iter().any(|word| here.eq_ignore_ascii_case(word))
    }

    pub(super) fn is_mark(&self, at: usize, mark: char) -> bool {
        self.get(at).is_some_and(|token| token.is_mark(mark))
    }

    pub(super) fn number_word(&self, at: usize) -> Option<NumberWord> {
        self.get(at).and_then(|token| self.lexicon.number_word(token))
    }

    pub(super) fn is_number(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| token.kind == Kind::Number)
    }

    pub(super) fn is_attached(&self, at: usize) -> bool {
        self.get(at).is_some_and(Token::is_attached)
    }

    /// A hyphen or dash with nothing at either side: "nine-year", "20–30".
    pub(super) fn is_hyphen(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| token.kind == Kind::Mark && is_dash(token.mark) && token.is_attached()) && self.is_attached(at + 1)
    }

    pub(super) fn is_dash(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| token.kind == Kind::Mark && is_dash(token.mark))
    }

    /// Whether at most a space stands before the token.
    pub(super) fn is_near(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| token.gap <= Gap::Space)
    }

    pub(super) fn is_capitalised(&self, at: usize) -> bool {
        self.get(at).is_some_and(Token::is_capitalised)
    }

    /// The stretch from one token to before another.
    pub(super) fn span(&self, from: usize, to: usize) -> Span {
        let start = self.get(from).map_or(0, |token| token.span().start);
        let end = to.checked_sub(1).and_then(|last| self.get(last)).map_or(start, |token| token.span().end);
        Span::new(start, end.max(start))
    }

    /// What the word may be: as listed, else by its ending.
    pub(super) fn classes(&self, at: usize) -> Classes {
        let Some(token) = self.get(at).filter(|token| token.is_word()) else { return Classes::default() };
        self.lexicon.classes(token).unwrap_or_else(|| by_ending(token.of(self.text), token.case))
    }

    pub(super) fn is_function_word(&self, at: usize) -> bool {
        self.classes(at).any(Classes::FUNCTION)
    }

    /// A word of the sentence that is capitalised for itself: not the first one, and none that lists know as ordinary
    /// in a headline where all are.
    pub(super) fn is_name(&self, at: usize) -> bool {
        self.is_capitalised(at) && !self.is_function_word(at)
    }

    /// Whether most longer words are capitalised, as in a headline.
    pub(super) fn is_headline(&self) -> bool {
        let (mut capitals, mut words) = (0, 0);
        for token in self.tokens.iter().filter(|token| token.is_word() && token.end - token.start > 3) {
            words += 1;
            capitals += usize::from(token.case != Case::Lower);
        }
        words > 2 && capitals * 5 >= words * 4
    }
}

/// The classes of a word that no list has, by its ending.
fn by_ending(word: &str, case: Case) -> Classes {
    if case != Case::Lower {
        return if word.ends_with('s') && word.len() > 3 { Classes::NOUN.or(Classes::PLURAL) } else { Classes::NOUN };
    }
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    if ends(&["ing"]) {
        Classes::GERUND.or(Classes::ADJECTIVE)
    } else if ends(&["ed"]) {
        Classes::PAST.or(Classes::PARTICIPLE)
    } else if ends(&["ly"]) {
        Classes::ADVERB
    } else if ends(&["ous", "ful", "less", "able", "ible", "ive", "ical", "ary", "ish"]) {
        Classes::ADJECTIVE
    } else if ends(&["ss", "us", "is"]) {
        Classes::NOUN
    } else if ends(&["s"]) {
        Classes::PLURAL
    } else if ends(&["ic", "al", "an", "ese", "ern"]) {
        Classes::NOUN.or(Classes::ADJECTIVE)
    } else {
        Classes::NOUN
    }
}
