//! Options of calls, each read by the function of its name, so that what is wrong with one is told by its name.

use std::path::PathBuf;

use pyo3::exceptions::PyOverflowError;
use pyo3::prelude::*;
use pyo3::types::PyString;

use super::arguments::wrong_type;
use super::errors::FactboxError;
use crate::entities::{Boundaries, CaseRule, Overlaps};
use crate::language::Language;
use crate::sentences::{Newlines, Quotes};

pub(super) fn case(value: &Bound<'_, PyAny>) -> PyResult<CaseRule> {
    Ok(CaseRule::from_name(word("case", CaseRule::NAMES, value)?)?)
}

pub(super) fn boundaries(value: &Bound<'_, PyAny>) -> PyResult<Boundaries> {
    Ok(Boundaries::from_name(word("boundaries", Boundaries::NAMES, value)?)?)
}

pub(super) fn overlaps(value: &Bound<'_, PyAny>) -> PyResult<Overlaps> {
    Ok(Overlaps::from_name(word("overlaps", Overlaps::NAMES, value)?)?)
}

pub(super) fn fold(value: &Bound<'_, PyAny>) -> PyResult<bool> {
    flag("fold", value)
}

pub(super) fn transliterate(value: &Bound<'_, PyAny>) -> PyResult<bool> {
    flag("transliterate", value)
}

pub(super) fn max_edits(value: &Bound<'_, PyAny>) -> PyResult<usize> {
    number("max_edits", "0, 1 or 2", 0, 2, value)
}

pub(super) fn newlines(value: &Bound<'_, PyAny>) -> PyResult<Newlines> {
    Ok(Newlines::from_name(word("newlines", Newlines::NAMES, value)?)?)
}

pub(super) fn quotes(value: &Bound<'_, PyAny>) -> PyResult<Quotes> {
    Ok(Quotes::from_name(word("quotes", Quotes::NAMES, value)?)?)
}

pub(super) fn lang(value: &Bound<'_, PyAny>) -> PyResult<Language> {
    Ok(Language::from_code(word("lang", &Language::codes(), value)?)?)
}

/// How names are marked in a text.
pub(super) fn format(value: &Bound<'_, PyAny>) -> PyResult<String> {
    word("format", "\"html\", \"text\"", value).map(str::to_owned)
}

pub(super) fn name(value: &Bound<'_, PyAny>) -> PyResult<String> {
    word("name", "the names of the gazetteer, as str", value).map(str::to_owned)
}

pub(super) fn batch_size(value: &Bound<'_, PyAny>) -> PyResult<usize> {
    number("batch_size", "1 or more documents", 1, usize::MAX, value)
}

pub(super) fn strict(value: &Bound<'_, PyAny>) -> PyResult<bool> {
    flag("strict", value)
}

pub(super) fn path(value: &Bound<'_, PyAny>) -> PyResult<PathBuf> {
    place("path", value)
}

pub(super) fn dir(value: &Bound<'_, PyAny>) -> PyResult<PathBuf> {
    place("dir", value)
}

fn place(option: &str, value: &Bound<'_, PyAny>) -> PyResult<PathBuf> {
    value.extract().map_err(|_| wrong_type(option, "a path, as str or pathlib.Path", value))
}

fn flag(option: &str, value: &Bound<'_, PyAny>) -> PyResult<bool> {
    value.extract().map_err(|_| wrong_type(option, "True or False", value))
}

/// A whole number within bounds, which `wanted` tells.
pub(super) fn number(
    option: &str,
    wanted: &str,
    least: usize,
    most: usize,
    value: &Bound<'_, PyAny>,
) -> PyResult<usize> {
    let number = match value.extract::<i64>() {
        Ok(number) => usize::try_from(number).ok(),
        Err(error) if error.is_instance_of::<PyOverflowError>(value.py()) => None,
        Err(_) => return Err(wrong_type(option, &format!("an int: {wanted}"), value)),
    };
    let refused = || FactboxError::new_err(format!("{option} is {value}; give {wanted}"));
    number.filter(|number| (least..=most).contains(number)).ok_or_else(refused)
}

/// A word, of those that `known` lists.
fn word<'a>(option: &str, known: &str, value: &'a Bound<'_, PyAny>) -> PyResult<&'a str> {
    value.cast::<PyString>().map_err(|_| wrong_type(option, &format!("one of {known}"), value))?.to_str()
}
