//! Arrow tables handed over by any library that speaks the C stream interface, read as rows of text.

use arrow_array::cast::AsArray;
use arrow_array::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use arrow_array::types::{
    Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, LargeStringArray, StringArray, StringViewArray};
use arrow_schema::DataType;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use serde_json::Value;

use super::errors::GazetteerError;

/// The batches of an object that has `__arrow_c_stream__`.
pub(super) fn batches(object: &Bound<'_, PyAny>) -> PyResult<RecordBatchStreamReader> {
    if !object.hasattr("__arrow_c_stream__")? {
        return Err(PyTypeError::new_err(format!(
            "{} has no __arrow_c_stream__; give a table of pyarrow, Polars, pandas, DuckDB or the like",
            object.get_type()
        )));
    }
    let capsule = object.call_method0("__arrow_c_stream__")?.cast_into::<PyCapsule>()?;
    let pointer = capsule.pointer_checked(Some(c"arrow_array_stream"))?.cast::<FFI_ArrowArrayStream>();
    // SAFETY: a capsule of this name holds a valid stream, as the Arrow PyCapsule interface promises; it is moved out and
    // what is left in the capsule is marked as released.
    let reader = unsafe { RecordBatchStreamReader::from_raw(pointer.as_ptr()) };
    reader.map_err(|error| GazetteerError::new_err(format!("the Arrow stream: {error}; check what makes it")))
}

/// A column of text.
pub(super) enum Texts<'a> {
    Plain(&'a StringArray),
    Large(&'a LargeStringArray),
    View(&'a StringViewArray),
    Coded(Vec<usize>, &'a dyn Array, Box<Texts<'a>>),
    /// Nothing but nulls.
    Empty,
}

impl<'a> Texts<'a> {
    pub(super) fn of(array: &'a dyn Array) -> Option<Self> {
        Some(match array.data_type() {
            DataType::Utf8 => Self::Plain(array.as_string()),
            DataType::LargeUtf8 => Self::Large(array.as_string()),
            DataType::Utf8View => Self::View(array.as_string_view()),
            DataType::Null => Self::Empty,
            DataType::Dictionary(..) => {
                let coded = array.as_any_dictionary_opt()?;
                let values = Box::new(Self::of(coded.values().as_ref())?);
                let keys = if coded.values().is_empty() { vec![0; array.len()] } else { coded.normalized_keys() };
                Self::Coded(keys, array, values)
            }
            _ => return None,
        })
    }

    pub(super) fn get(&self, row: usize) -> Option<&str> {
        match self {
            Self::Plain(array) => array.is_valid(row).then(|| array.value(row)),
            Self::Large(array) => array.is_valid(row).then(|| array.value(row)),
            Self::View(array) => array.is_valid(row).then(|| array.value(row)),
            Self::Coded(keys, array, values) => array.is_valid(row).then(|| values.get(keys[row])).flatten(),
            Self::Empty => None,
        }
    }
}

/// The list that stands in a row.
pub(super) fn list(array: &dyn Array, row: usize) -> Option<ArrayRef> {
    if array.is_null(row) {
        return None;
    }
    match array.data_type() {
        DataType::List(_) => Some(array.as_list::<i32>().value(row)),
        DataType::LargeList(_) => Some(array.as_list::<i64>().value(row)),
        _ => None,
    }
}

/// Whether a column has lists of text.
pub(super) fn lists_text(array: &dyn Array) -> bool {
    match array.data_type() {
        DataType::List(item) | DataType::LargeList(item) => {
            matches!(
                item.data_type(),
                DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Null | DataType::Dictionary(..)
            )
        }
        _ => false,
    }
}

/// A cell as JSON; `None` for a type that has no such form.
pub(super) fn json(array: &dyn Array, row: usize) -> Option<Value> {
    macro_rules! number {
        ($kind:ty) => {
            Value::from(array.as_primitive::<$kind>().value(row))
        };
    }
    if array.is_null(row) {
        return Some(Value::Null);
    }
    Some(match array.data_type() {
        DataType::Boolean => Value::from(array.as_boolean().value(row)),
        DataType::Int8 => number!(Int8Type),
        DataType::Int16 => number!(Int16Type),
        DataType::Int32 => number!(Int32Type),
        DataType::Int64 => number!(Int64Type),
        DataType::UInt8 => number!(UInt8Type),
        DataType::UInt16 => number!(UInt16Type),
        DataType::UInt32 => number!(UInt32Type),
        DataType::UInt64 => number!(UInt64Type),
        DataType::Float32 => number!(Float32Type),
        DataType::Float64 => number!(Float64Type),
        DataType::List(_) | DataType::LargeList(_) => {
            let items = list(array, row)?;
            (0..items.len()).map(|at| json(items.as_ref(), at)).collect::<Option<Vec<_>>>()?.into()
        }
        _ => Texts::of(array)?.get(row).into(),
    })
}
