use crate::error::{Error, Result};

/// A language that there are rules and lists for, under `data/` by its ISO 639-1 code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Language {
    #[default]
    English,
}

impl Language {
    pub const ALL: [Language; 1] = [Language::English];

    /// The ISO 639-1 code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
        }
    }

    /// The language of an ISO 639-1 code.
    ///
    /// # Errors
    /// [`Error::Language`] for an unknown code; its message names those there are.
    pub fn from_code(code: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|language| language.code() == code)
            .ok_or_else(|| Error::Language { code: code.to_owned(), known: Self::codes() })
    }

    /// The codes of all, as errors list them.
    pub(crate) fn codes() -> String {
        Self::ALL.map(|language| format!("{:?}", language.code())).join(", ")
    }
}
