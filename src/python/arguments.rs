//! Arguments of the wrong kind: the error says what was given, and what to give.

use std::path::PathBuf;
use std::sync::Arc;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyIterator, PyMapping, PyString};

use super::gazetteer::Gazetteer;
use super::matcher::EntityMatcher;
use super::options::number;
use crate::entities::MatchOptions;

/// What a value is, by the name of its type.
pub(super) fn kind_of(value: &Bound<'_, PyAny>) -> String {
    value.get_type().name().map_or_else(|_| "something else".to_owned(), |name| name.to_string())
}

/// The error for an argument of the wrong type.
pub(super) fn wrong_type(argument: &str, wanted: &str, value: &Bound<'_, PyAny>) -> PyErr {
    PyTypeError::new_err(format!("{argument} must be {wanted}, not {}", kind_of(value)))
}

/// Several str; one alone is refused, since it would be read as its letters.
pub(super) fn several(argument: &str, wanted: &str, value: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    let wrong = |value| wrong_type(argument, wanted, value);
    if value.is_instance_of::<PyString>() {
        return Err(wrong(value));
    }
    let each = |one: PyResult<Bound<'_, PyAny>>| {
        let one = one?;
        let text = one.cast::<PyString>().map_err(|_| wrong_type(&format!("each of {argument}"), "str", &one))?;
        Ok(text.to_str()?.to_owned())
    };
    value.try_iter().map_err(|_| wrong(value))?.map(each).collect()
}

/// A walk over what has to be a list or the like of things; a mapping, a str or bytes would be read as what they are made of.
pub(super) fn walk<'py>(argument: &str, wanted: &str, value: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyIterator>> {
    let odd =
        value.is_instance_of::<PyString>() || value.is_instance_of::<PyBytes>() || value.cast::<PyMapping>().is_ok();
    if odd {
        return Err(wrong_type(argument, wanted, value));
    }
    value.try_iter().map_err(|_| wrong_type(argument, wanted, value))
}

/// The gazetteer of a call: one at hand, or the path of a saved one.
pub(super) struct Listing(pub(super) Arc<crate::Gazetteer>);

impl<'py> FromPyObject<'_, 'py> for Listing {
    type Error = PyErr;

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        const WANTED: &str = "a Gazetteer or the path of a saved one";
        if let Ok(own) = value.cast::<Gazetteer>() {
            return Ok(Self(own.get().shared()));
        }
        if let Ok(path) = value.extract::<PathBuf>() {
            return Ok(Self(Arc::new(value.py().detach(|| crate::Gazetteer::open(path))?)));
        }
        let has = |name: &str| value.hasattr(name).unwrap_or(false);
        let mend = if value.is_instance_of::<EntityMatcher>() {
            "; it has its options already: call its find, or make another of the same gazetteer"
        } else if has("__arrow_c_stream__") {
            "; make one by Gazetteer.from_arrow"
        } else {
            "; make one by Gazetteer.from_records"
        };
        Err(PyTypeError::new_err(format!("gazetteer must be {WANTED}, not {}{mend}", kind_of(&value))))
    }
}

/// What finds the names of one's own in a text that is read whole: a matcher, or a gazetteer matched as usual.
pub(super) struct Matching(pub(super) Arc<crate::EntityMatcher>);

impl<'py> FromPyObject<'_, 'py> for Matching {
    type Error = PyErr;

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if let Ok(own) = value.cast::<EntityMatcher>() {
            return Ok(Self(Arc::clone(&own.get().0)));
        }
        let Listing(gazetteer) = value.extract()?;
        let options = MatchOptions::default();
        Ok(Self(Arc::new(value.py().detach(|| crate::EntityMatcher::new(gazetteer, options)))))
    }
}

/// What is called with the number of records read.
pub(super) struct Progress(pub(super) Py<PyAny>);

impl<'py> FromPyObject<'_, 'py> for Progress {
    type Error = PyErr;

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if !value.is_callable() {
            return Err(wrong_type("progress", "a function that takes the number of records read", &value));
        }
        Ok(Self(value.to_owned().unbind()))
    }
}

/// How many threads work at once.
#[derive(Clone, Copy)]
pub(super) struct Threads {
    pub(super) number: usize,
}

impl Default for Threads {
    /// One for each core.
    fn default() -> Self {
        Self { number: std::thread::available_parallelism().map_or(1, std::num::NonZero::get) }
    }
}

impl<'py> FromPyObject<'_, 'py> for Threads {
    type Error = PyErr;

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if value.is_none() {
            return Ok(Self::default());
        }
        let wanted = "1 or more, 1024 at most, or None for one for each core";
        Ok(Self { number: number("threads", wanted, 1, 1024, &value)? })
    }
}
