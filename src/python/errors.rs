use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::error::Error;

pyo3::create_exception!(
    factbox,
    FactboxError,
    PyValueError,
    "What went wrong, where, and the mend; the base of all errors of factbox."
);
pyo3::create_exception!(factbox, LanguageError, FactboxError, "There are no rules for this language.");
pyo3::create_exception!(factbox, GazetteerError, FactboxError, "A gazetteer's record or file cannot be used.");

impl From<Error> for PyErr {
    fn from(error: Error) -> Self {
        let message = error.to_string();
        match error {
            Error::Language { .. } => LanguageError::new_err(message),
            Error::Gazetteer { .. } | Error::File { .. } => GazetteerError::new_err(message),
            _ => FactboxError::new_err(message),
        }
    }
}
