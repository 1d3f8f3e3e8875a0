//! Arrow tables and columns handed over by any library that speaks the C interfaces.

use arrow_array::cast::AsArray;
use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi};
use arrow_array::ffi_stream::{ArrayStreamReader, FFI_ArrowArrayStream, RecordBatchStreamReader};
use arrow_array::types::{
    Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayReader, ArrayRef, make_array};
use arrow_schema::{ArrowError, DataType};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use serde_json::Value;

use super::errors::{FactboxError, GazetteerError};
use crate::tables::Texts;

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

/// A column handed over array by array, or as one.
pub(super) enum Columns {
    Stream(ArrayStreamReader),
    One(DataType, Option<ArrayRef>),
}

impl Columns {
    pub(super) fn data_type(&self) -> DataType {
        match self {
            Self::Stream(stream) => stream.field().data_type().clone(),
            Self::One(of, _) => of.clone(),
        }
    }
}

impl Iterator for Columns {
    type Item = Result<ArrayRef, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Stream(stream) => stream.next(),
            Self::One(_, array) => array.take().map(Ok),
        }
    }
}

/// The column that an object hands over by Arrow; `None` for one that does not speak it.
pub(super) fn columns(object: &Bound<'_, PyAny>) -> PyResult<Option<Columns>> {
    let failed = |error: ArrowError| FactboxError::new_err(format!("the Arrow column: {error}; check what makes it"));
    if object.hasattr("__arrow_c_stream__")? {
        let capsule = object.call_method0("__arrow_c_stream__")?.cast_into::<PyCapsule>()?;
        let pointer = capsule.pointer_checked(Some(c"arrow_array_stream"))?.cast::<FFI_ArrowArrayStream>();
        // SAFETY: as in `batches`
        let stream = unsafe { ArrayStreamReader::from_raw(pointer.as_ptr()) };
        return Ok(Some(Columns::Stream(stream.map_err(failed)?)));
    }
    if object.hasattr("__arrow_c_array__")? {
        let capsules = object.call_method0("__arrow_c_array__")?;
        let (schema, array): (Bound<'_, PyCapsule>, Bound<'_, PyCapsule>) = capsules.extract()?;
        let schema = schema.pointer_checked(Some(c"arrow_schema"))?.cast::<FFI_ArrowSchema>();
        let array = array.pointer_checked(Some(c"arrow_array"))?.cast::<FFI_ArrowArray>();
        // SAFETY: capsules of these names hold a valid schema and an array of it, as the Arrow PyCapsule interface promises;
        // both are moved out and what is left in the capsules is marked as released.
        let data = unsafe {
            let schema = FFI_ArrowSchema::from_raw(schema.as_ptr());
            from_ffi(FFI_ArrowArray::from_raw(array.as_ptr()), &schema)
        };
        let array = make_array(data.map_err(failed)?);
        return Ok(Some(Columns::One(array.data_type().clone(), Some(array))));
    }
    Ok(None)
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
