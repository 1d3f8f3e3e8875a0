//! Records as Python gives them: mappings, read in place.

use std::borrow::Cow;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyString};

use super::arguments::{Progress, kind_of, walk};
use super::corpus::is_missing;
use super::gazetteer::Gazetteer;
use crate::entities::{Awaited, LAP, Row, Sink, mend_unknown, policy};
use crate::{Error, Fields, NamePolicy};

/// Lets a caller stop the work, and says how far it is.
pub(super) fn lap(py: Python<'_>, read: usize, progress: Option<&Progress>) -> PyResult<()> {
    py.check_signals()?;
    progress.map_or(Ok(()), |progress| progress.0.call1(py, (read,)).map(drop))
}

/// What is wrong with a record, and the mend.
struct Wrong {
    problem: String,
    mend: Cow<'static, str>,
}

fn wrong<T>(problem: impl Into<String>, mend: impl Into<Cow<'static, str>>) -> Result<T, Wrong> {
    Err(Wrong { problem: problem.into(), mend: mend.into() })
}

/// Takes in mappings, one by one; `awaited` are the further fields that one of them has to have.
pub(super) fn read_records(
    records: &Bound<'_, PyAny>,
    fields: &Fields,
    mut awaited: Awaited,
    mut sink: Sink,
    progress: Option<&Progress>,
) -> PyResult<Sink> {
    let py = records.py();
    if records.hasattr("__arrow_c_stream__")? {
        let kind = kind_of(records);
        return Err(PyTypeError::new_err(format!(
            "records must be a list of mappings, not {kind}; give it to from_arrow"
        )));
    }
    if records.is_instance_of::<Gazetteer>() {
        return Err(PyTypeError::new_err(
            "records must be a list of mappings, not Gazetteer; join two gazetteers by +",
        ));
    }
    let wanted = "a list of mappings with a name, as [{\"name\": \"Oslo\"}]";
    let mut read = 0;
    for (index, record) in walk("records", wanted, records)?.enumerate() {
        if index > 0 && index % LAP == 0 {
            lap(py, index, progress)?;
        }
        read = index + 1;
        let record = record?;
        let place = || format!("record {index}");
        let refused =
            |wrong: Wrong| Error::Gazetteer { place: place(), problem: wrong.problem, mend: wrong.mend.into_owned() };
        if !is_mapping(&record) {
            let problem = format!("a record is a mapping with a name, not {}", kind_of(&record));
            if sink.is_strict() {
                return Err(PyTypeError::new_err(format!("record {index}: {problem}")));
            }
            sink.refuse(refused(Wrong { problem, mend: "".into() }))?;
            continue;
        }
        let row = match Given::of(&record, fields, &mut awaited)? {
            Ok(row) => row,
            Err(wrong) => {
                sink.refuse(refused(wrong))?;
                continue;
            }
        };
        match row.aliases() {
            Ok(aliases) => sink.push(&row.row(&aliases), place)?,
            Err(wrong) => sink.refuse(refused(wrong))?,
        }
    }
    awaited.settle(read, "the records", &mut sink)?;
    lap(py, read, progress)?;
    Ok(sink)
}

/// Whether a record has fields: a mapping, or what else gives them as one does.
fn is_mapping(record: &Bound<'_, PyAny>) -> bool {
    record.is_instance_of::<PyDict>() || record.hasattr("items").unwrap_or(false)
}

/// A record as Python gives it.
#[derive(Default)]
struct Given<'py> {
    id: Option<Bound<'py, PyString>>,
    label: Option<Bound<'py, PyString>>,
    name: Option<Bound<'py, PyString>>,
    case: NamePolicy,
    aliases: Vec<(Bound<'py, PyString>, Option<NamePolicy>)>,
    metadata: Option<String>,
}

impl<'py> Given<'py> {
    /// The fields of a record, or why they cannot be used.
    fn of(record: &Bound<'py, PyAny>, fields: &Fields, awaited: &mut Awaited) -> PyResult<Result<Self, Wrong>> {
        let mut given = Self::default();
        let mut further = None;
        let mut take = |field: Bound<'py, PyAny>, value: Bound<'py, PyAny>| -> PyResult<Result<(), Wrong>> {
            let Ok(field) = field.cast_into::<PyString>() else {
                return Ok(wrong("a field's name is not str", "name the fields by str"));
            };
            let Ok(name) = field.to_str() else { return Ok(wrong("a field's name holds a lone surrogate", UNPAIRED)) };
            let slot = match name {
                "id" => &mut given.id,
                "label" => &mut given.label,
                "name" => &mut given.name,
                "case" => {
                    let Some(case) = text(&value) else { return Ok(no_text(name, &value)) };
                    return Ok(match policy(case.as_ref().and_then(|case| case.to_str().ok())) {
                        Ok(case) => {
                            given.case = case;
                            Ok(())
                        }
                        Err(refusal) => wrong(refusal.problem, refusal.mend),
                    });
                }
                "aliases" => return Ok(aliases(&value, &mut given.aliases)),
                _ if !fields.keeps(name) => {
                    return Ok(wrong(format!("the field {name:?} is unknown"), mend_unknown(name)));
                }
                _ => {
                    awaited.meet(name);
                    if is_missing(&value) {
                        return Ok(Ok(()));
                    }
                    further.get_or_insert_with(|| PyDict::new(value.py())).set_item(&field, value)?;
                    return Ok(Ok(()));
                }
            };
            let Some(value) = text(&value) else { return Ok(no_text(name, &value)) };
            *slot = value;
            Ok(Ok(()))
        };
        if let Ok(dict) = record.cast::<PyDict>() {
            for (field, value) in dict.iter() {
                if let Err(problem) = take(field, value)? {
                    return Ok(Err(problem));
                }
            }
        } else {
            let items = record.call_method0("items")?;
            for item in items.try_iter()? {
                let (field, value) = item?.extract()?;
                if let Err(problem) = take(field, value)? {
                    return Ok(Err(problem));
                }
            }
        }
        if let Some(further) = further {
            match to_json(&further) {
                Ok(json) => given.metadata = Some(json),
                Err(error) => {
                    let problem = format!("the further fields are not JSON: {}", error.value(record.py()));
                    return Ok(wrong(problem, "keep only text, numbers, lists and dicts as metadata"));
                }
            }
        }
        Ok(Ok(given))
    }

    fn aliases(&self) -> Result<Vec<(&str, NamePolicy)>, Wrong> {
        self.aliases
            .iter()
            .map(|(name, case)| match name.to_str() {
                Ok(name) => Ok((name, case.unwrap_or(self.case))),
                Err(_) => wrong("an alias holds a lone surrogate", UNPAIRED),
            })
            .collect()
    }

    fn row<'r>(&'r self, aliases: &'r [(&'r str, NamePolicy)]) -> Row<'r> {
        // surrogates were refused when the record was read
        let text = |value: &'r Option<Bound<'py, PyString>>| value.as_ref().and_then(|value| value.to_str().ok());
        Row {
            id: text(&self.id),
            label: text(&self.label),
            name: text(&self.name),
            case: self.case,
            aliases,
            metadata: self.metadata.as_deref(),
        }
    }
}

/// A field of text, or of nothing; `None` for anything else.
#[allow(clippy::option_option, reason = "a field that is None is as good as left out")]
fn text<'py>(value: &Bound<'py, PyAny>) -> Option<Option<Bound<'py, PyString>>> {
    if is_missing(value) {
        return Some(None);
    }
    let text = value.cast::<PyString>().ok()?;
    text.to_str().ok()?;
    Some(Some(text.clone()))
}

/// The aliases of a record: str, or mappings with a name and a case.
fn aliases<'py>(
    value: &Bound<'py, PyAny>,
    taken: &mut Vec<(Bound<'py, PyString>, Option<NamePolicy>)>,
) -> Result<(), Wrong> {
    const MEND: &str = "give a list of str, or of mappings with name and case";
    if is_missing(value) {
        return Ok(());
    }
    let no_list =
        || Wrong { problem: format!("the aliases are one {}, not a list", kind_of(value)), mend: MEND.into() };
    for alias in walk("", "", value).map_err(|_| no_list())? {
        let alias = alias.map_err(|error| Wrong { problem: format!("the aliases: {error}"), mend: MEND.into() })?;
        if let Ok(name) = alias.cast::<PyString>() {
            taken.push((name.clone(), None));
        } else if let Ok(ruled) = alias.cast::<PyDict>() {
            taken.push(ruled_alias(ruled)?);
        } else {
            return wrong(format!("an alias is {}, not str", kind_of(&alias)), MEND);
        }
    }
    Ok(())
}

/// An alias with a rule of its own for case.
fn ruled_alias<'py>(ruled: &Bound<'py, PyDict>) -> Result<(Bound<'py, PyString>, Option<NamePolicy>), Wrong> {
    const MEND: &str = "give an alias that is a mapping a name, and case if it has a rule of its own";
    let (mut name, mut case) = (None, None);
    for (field, value) in ruled.iter() {
        let field: String = field.extract().unwrap_or_default();
        let Some(given) = text(&value) else { return wrong(format!("in an alias {}", not_text(&field, &value)), MEND) };
        match field.as_str() {
            "name" => name = given,
            "case" => case = given,
            _ => return wrong(format!("the field {field:?} of an alias is unknown"), MEND),
        }
    }
    let Some(name) = name else { return wrong("an alias has no name", MEND) };
    let case = match case {
        Some(case) => {
            Some(policy(case.to_str().ok()).map_err(|refusal| Wrong { problem: refusal.problem, mend: refusal.mend })?)
        }
        None => None,
    };
    Ok((name, case))
}

const UNPAIRED: &str = "decode the text it comes from anew";

/// Why a value is no text: of another type, or not to be written in UTF-8.
fn not_text(field: &str, value: &Bound<'_, PyAny>) -> String {
    if value.is_instance_of::<PyString>() {
        return format!("the field {field:?} holds a lone surrogate");
    }
    format!("the field {field:?} is {}, not str", kind_of(value))
}

/// The refusal of such a value.
fn no_text<T>(field: &str, value: &Bound<'_, PyAny>) -> Result<T, Wrong> {
    let mend = if value.is_instance_of::<PyString>() {
        UNPAIRED
    } else if value.is_instance_of::<PyBytes>() {
        "make it text with .decode()"
    } else {
        "make it text, as with str()"
    };
    wrong(not_text(field, value), mend)
}

fn to_json(value: &Bound<'_, PyDict>) -> PyResult<String> {
    let options = PyDict::new(value.py());
    options.set_item("ensure_ascii", false)?;
    options.set_item("allow_nan", false)?;
    value.py().import("json")?.call_method("dumps", (value,), Some(&options))?.extract()
}
