use thiserror::Error;

/// What can go wrong: what, where, and the mend.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    #[error("no rules for the language {code:?}; there are: {known}")]
    Language { code: String, known: String },
    #[error("no kind of figure is called {name:?}; there are: {known}, and the groups \"default\" and \"all\"")]
    FigureKind { name: String, known: String },
    #[error("{option} is {name:?}, but may be: {known}")]
    Option { option: &'static str, name: String, known: &'static str },
    #[error("no conversion to {unit:?}: {problem}; {mend}")]
    Unit { unit: String, problem: String, mend: String },
    #[error("the text has {bytes} bytes; one text may have 4 GiB at most: split it at its articles")]
    TextTooLong { bytes: usize },
    #[error("{place}: {problem}; {mend}")]
    Gazetteer { place: String, problem: String, mend: String },
    #[error("{path}: {source}; check the path, and what may be done there")]
    File { path: String, source: std::io::Error },
}

pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// A name that an option does not have.
    pub(crate) fn option(option: &'static str, name: &str, known: &'static str) -> Self {
        Self::Option { option, name: name.to_owned(), known }
    }
}
