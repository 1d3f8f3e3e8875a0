//! The bindings: convert, call, convert. No rule, list or decision lives here.

#![allow(clippy::doc_link_with_quotes, clippy::doc_markdown, reason = "the docstrings are Python's")]

mod arguments;
mod columns;
mod corpus;
mod document;
mod entities;
mod errors;
mod figure;
mod functions;
mod gazetteer;
mod input;
mod matcher;
mod mentions;
mod options;
mod pickles;
mod record;
mod records;
mod spans;
mod strings;
mod table;

use pyo3::prelude::*;

#[pymodule(name = "_factbox")]
mod module {
    #[pymodule_export]
    use super::corpus::{analyze_batches, analyze_many};
    #[pymodule_export]
    use super::document::{Acronym, Document, Entity};
    #[pymodule_export]
    use super::entities::Mention;
    #[pymodule_export]
    use super::errors::{FactboxError, GazetteerError, LanguageError};
    #[pymodule_export]
    use super::figure::Figure;
    #[pymodule_export]
    use super::functions::{analyze, extract_figures, match_entities, sentence_spans, split_sentences, world};
    #[pymodule_export]
    use super::gazetteer::Gazetteer;
    #[pymodule_export]
    use super::matcher::EntityMatcher;
    #[pymodule_export]
    use super::record::Record;
    #[pymodule_export]
    use super::spans::{Sentence, SentenceSpans, Span};
    #[pymodule_export]
    use super::table::{Table, Tables};

    #[pymodule_export]
    #[allow(non_upper_case_globals, reason = "Python's name for it")]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}
