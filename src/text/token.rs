//! What a token is: where it stands, what kind it is, how it is written, what stands before it.

use super::Span;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Word,
    /// Digits with grouping and decimal marks, in any script; also one fraction character ("½").
    Number,
    /// The possessive 's, or the bare apostrophe after a plural.
    Possessive,
    /// Any other single character.
    Mark,
    /// A web or e-mail address, a handle, a hashtag.
    Link,
}

/// How the letters of a word are cased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// No capital, or no letters at all.
    Lower,
    /// A capital, then none: "Tehran", also the single letter "A".
    Title,
    /// Two capitals or more and nothing else: "NATO", "U.S.".
    Upper,
    /// Capitals elsewhere: "`McDonald`", "iPhone", "UNs".
    Mixed,
}

/// The white space before a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    None,
    Space,
    Line,
    /// A blank line, or the start of the text.
    Paragraph,
}

#[derive(Clone, Copy, Debug)]
pub struct Token {
    pub start: u32,
    pub end: u32,
    /// [`key`](super::lists::key) of its lower-case form.
    pub key: u64,
    pub kind: Kind,
    pub case: Case,
    pub gap: Gap,
    /// Whether it is all ASCII.
    pub plain: bool,
    /// The character, for a mark; NUL for all else.
    pub mark: char,
}

impl Token {
    #[must_use]
    pub fn span(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }

    #[must_use]
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        self.span().of(text)
    }

    #[must_use]
    pub fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }

    #[must_use]
    pub fn is_capitalised(&self) -> bool {
        // no branch between the two, since which words have capitals cannot be foretold
        (self.kind == Kind::Word) & (self.case != Case::Lower)
    }

    #[must_use]
    pub fn is_mark(&self, mark: char) -> bool {
        self.kind == Kind::Mark && self.mark == mark
    }

    /// Whether nothing stands between this token and the one before.
    #[must_use]
    pub fn is_attached(&self) -> bool {
        self.gap == Gap::None
    }
}

/// The places of the tokens that are so, found without a branch for each, since which are cannot be foretold.
pub(crate) fn places(tokens: &[Token], mut are: impl FnMut(&Token) -> bool) -> Vec<u32> {
    /// Tokens that are looked at before those found among them are taken, a power of two.
    const CHUNK: usize = 64;
    let mut places = Vec::with_capacity(tokens.len() / 4);
    let mut found = [0; CHUNK];
    let mut at = 0;
    for chunk in tokens.chunks(CHUNK) {
        let mut count = 0;
        for token in chunk {
            // what is not so is written over by the next one
            found[count % CHUNK] = at;
            at += 1;
            count += usize::from(are(token));
        }
        places.extend_from_slice(&found[..count]);
    }
    places
}
