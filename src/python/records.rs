//! Records as Python gives them: mappings, read in place.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

use crate::entities::{Row, Sink, policy};
use crate::{Error, Fields, NamePolicy};

/// How many records are read between two looks at what else there is to do.
const LAP: usize = 1 << 16;

/// Lets a caller stop the work, and says how far it is.
pub(super) fn lap(py: Python<'_>, read: usize, progress: Option<&Bound<'_, PyAny>>) -> PyResult<()> {
    py.check_signals()?;
    progress.map_or(Ok(()), |progress| progress.call1((read,)).map(drop))
}

/// Takes in mappings, one by one.
pub(super) fn read_records(
    records: &Bound<'_, PyAny>,
    fields: &Fields,
    strict: bool,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Sink> {
    let py = records.py();
    let mut sink = Sink::new(!strict);
    for (index, record) in records.try_iter()?.enumerate() {
        if index > 0 && index % LAP == 0 {
            lap(py, index, progress)?;
        }
        let record = record?;
        let place = || format!("record {index}");
        let wrong = |problem: String| Error::Gazetteer {
            place: place(),
            problem,
            mend: "give a mapping with the fields id, label, name, aliases, case; name others as metadata".to_owned(),
        };
        let row = match Given::of(index, &record, fields)? {
            Ok(row) => row,
            Err(problem) => {
                sink.refuse(wrong(problem))?;
                continue;
            }
        };
        match row.aliases() {
            Ok(aliases) => sink.push(&row.row(&aliases), place)?,
            Err(problem) => sink.refuse(wrong(problem))?,
        }
    }
    Ok(sink)
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
    fn of(index: usize, record: &Bound<'py, PyAny>, fields: &Fields) -> PyResult<Result<Self, String>> {
        let mut given = Self::default();
        let mut further = None;
        let mut take = |field: Bound<'py, PyAny>, value: Bound<'py, PyAny>| -> PyResult<Result<(), String>> {
            let Ok(field) = field.cast_into::<PyString>() else { return Ok(Err("a field's name is not str".into())) };
            let Ok(name) = field.to_str() else { return Ok(Err("a field's name holds a lone surrogate".into())) };
            let slot = match name {
                "id" => &mut given.id,
                "label" => &mut given.label,
                "name" => &mut given.name,
                "case" => {
                    let Some(case) = text(&value) else { return Ok(Err(not_text(name, &value))) };
                    return Ok(match policy(case.as_ref().and_then(|case| case.to_str().ok())) {
                        Ok(case) => {
                            given.case = case;
                            Ok(())
                        }
                        Err(refusal) => Err(refusal.problem),
                    });
                }
                "aliases" => return Ok(aliases(&value, &mut given.aliases)),
                "metadata" if value.is_none() => return Ok(Ok(())),
                "metadata" if value.is_instance_of::<PyDict>() => {
                    let further = further.get_or_insert_with(|| PyDict::new(value.py()));
                    further.update(value.cast::<PyDict>()?.as_mapping())?;
                    return Ok(Ok(()));
                }
                _ if !fields.keeps(name) => return Ok(Err(format!("the field {name:?} is unknown"))),
                _ if value.is_none() => return Ok(Ok(())),
                _ => {
                    further.get_or_insert_with(|| PyDict::new(value.py())).set_item(&field, value)?;
                    return Ok(Ok(()));
                }
            };
            let Some(value) = text(&value) else { return Ok(Err(not_text(name, &value))) };
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
            let items = record.call_method0("items").map_err(|_| {
                PyTypeError::new_err(format!(
                    "record {index}: a record is a mapping with a name, not {}",
                    record.get_type()
                ))
            })?;
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
                Err(error) => return Ok(Err(format!("the further fields are not JSON: {error}"))),
            }
        }
        Ok(Ok(given))
    }

    fn aliases(&self) -> Result<Vec<(&str, NamePolicy)>, String> {
        self.aliases
            .iter()
            .map(|(name, case)| match name.to_str() {
                Ok(name) => Ok((name, case.unwrap_or(self.case))),
                Err(_) => Err("an alias holds a lone surrogate".to_owned()),
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
    if value.is_none() {
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
) -> Result<(), String> {
    if value.is_none() {
        return Ok(());
    }
    if value.is_instance_of::<PyString>() {
        return Err("the aliases are one str, not a list of them".to_owned());
    }
    let not_alias = |_| "an alias is not str".to_owned();
    for alias in value.try_iter().map_err(|_| "the aliases are no list of str".to_owned())? {
        let alias = alias.map_err(not_alias)?;
        if let Ok(name) = alias.cast::<PyString>() {
            taken.push((name.clone(), None));
            continue;
        }
        let name = alias.get_item("name").map_err(not_alias)?;
        let name = name.cast_into::<PyString>().map_err(|_| "an alias is not str".to_owned())?;
        let case = alias.get_item("case").ok().and_then(|case| case.extract::<String>().ok());
        let case = case.map(|case| policy(Some(&case)).map_err(|refusal| refusal.problem)).transpose()?;
        taken.push((name, case));
    }
    Ok(())
}

/// Why a value is no text: of another type, or not to be written in UTF-8.
fn not_text(field: &str, value: &Bound<'_, PyAny>) -> String {
    if value.is_instance_of::<PyString>() {
        return format!("the field {field:?} holds a lone surrogate");
    }
    let name = value.get_type().name().map_or_else(|_| "of another type".to_owned(), |name| name.to_string());
    format!("the field {field:?} is {name}, not str")
}

fn to_json(value: &Bound<'_, PyDict>) -> PyResult<String> {
    let options = PyDict::new(value.py());
    options.set_item("ensure_ascii", false)?;
    options.set_item("allow_nan", false)?;
    value.py().import("json")?.call_method("dumps", (value,), Some(&options))?.extract()
}
