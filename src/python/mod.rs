//! The bindings: convert, call, convert. No rule, list or decision lives here.

mod errors;
mod figure;
mod functions;
mod input;
mod record;
mod spans;

use pyo3::prelude::*;

#[pymodule(name = "_factbox")]
mod module {
    #[pymodule_export]
    use super::errors::{FactboxError, GazetteerError, LanguageError};
    #[pymodule_export]
    use super::figure::Figure;
    #[pymodule_export]
    use super::functions::{extract_figures, split_sentences};
    #[pymodule_export]
    use super::record::Record;
    #[pymodule_export]
    use super::spans::{Sentence, Span};
}
