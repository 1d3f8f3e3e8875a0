//! How a matcher matches.

use crate::error::{Error, Result};

/// How the case of a name and of the text are held against each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CaseRule {
    /// A capital of the name must be one in the text, capitals may be more ("TEHRAN"); a name in capitals matches
    /// capitals only ("US" is not "us"); a name that is also a common word does not match where a sentence opens.
    #[default]
    Smart,
    /// Capitals are capitals and small letters small.
    Exact,
    Any,
}

impl CaseRule {
    pub(crate) const NAMES: &str = "\"smart\", \"exact\", \"any\"";

    /// # Errors
    /// [`Error::Option`] for a name other than "smart", "exact", "any".
    pub fn from_name(name: &str) -> Result<Self> {
        match name {
            "smart" => Ok(Self::Smart),
            "exact" => Ok(Self::Exact),
            "any" => Ok(Self::Any),
            _ => Err(Error::option("case", name, Self::NAMES)),
        }
    }

    /// The name that it is given by.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Smart => "smart",
            Self::Exact => "exact",
            Self::Any => "any",
        }
    }
}

/// Which of overlapping names stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Overlaps {
    /// From left to right, the longest at each place.
    #[default]
    Longest,
    /// All of them.
    All,
    /// The one whose entity was listed first, then the longest.
    Priority,
}

impl Overlaps {
    pub(crate) const NAMES: &str = "\"longest\", \"all\", \"priority\"";

    /// # Errors
    /// [`Error::Option`] for a name other than "longest", "all", "priority".
    pub fn from_name(name: &str) -> Result<Self> {
        match name {
            "longest" => Ok(Self::Longest),
            "all" => Ok(Self::All),
            "priority" => Ok(Self::Priority),
            _ => Err(Error::option("overlaps", name, Self::NAMES)),
        }
    }

    /// The name that it is given by.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Longest => "longest",
            Self::All => "all",
            Self::Priority => "priority",
        }
    }
}

/// Where a name may begin and end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Boundaries {
    /// At the edges of words.
    #[default]
    Word,
    /// Anywhere.
    None,
}

impl Boundaries {
    pub(crate) const NAMES: &str = "\"word\", \"none\"";

    /// # Errors
    /// [`Error::Option`] for a name other than "word", "none".
    pub fn from_name(name: &str) -> Result<Self> {
        match name {
            "word" => Ok(Self::Word),
            "none" => Ok(Self::None),
            _ => Err(Error::option("boundaries", name, Self::NAMES)),
        }
    }

    /// The name that it is given by.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Word => "word",
            Self::None => "none",
        }
    }
}

/// How a matcher matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MatchOptions {
    pub case: CaseRule,
    pub boundaries: Boundaries,
    pub overlaps: Overlaps,
    /// Whether accents, quotation marks, apostrophes, hyphens and forms of one letter may differ.
    pub fold: bool,
    /// Whether a hyphen may stand where the name has a space: "Abu-Bakr" for "Abu Bakr". The built-in world is matched
    /// without, since there it makes a modifier ("a West-Coast firm").
    pub hyphens: bool,
    /// How many letters of a name may be wrong: 0, 1 or 2; more are treated as two. Names of several words are found so
    /// from 8 letters on, with two from 14; names of one word from 12 and 16.
    pub max_edits: usize,
    /// Whether names are found in other spellings of foreign names too, by a key of their sounds: "Kassem" for "Qasem".
    pub transliterate: bool,
}

impl Default for MatchOptions {
    fn default() -> Self {
        Self {
            case: CaseRule::Smart,
            boundaries: Boundaries::Word,
            overlaps: Overlaps::Longest,
            fold: true,
            hyphens: true,
            max_edits: 0,
            transliterate: false,
        }
    }
}
