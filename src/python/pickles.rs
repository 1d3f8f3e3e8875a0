//! Batches of Arrow as bytes and back, for pickles.
//!
//! Each column gives its buffers as Arrow lays them out, so that a table of a million rows is a few copies. What comes back is
//! checked by Arrow, so that a damaged pickle is an error.

use std::sync::Arc;

use arrow_array::{Array, ArrayRef, RecordBatch, RecordBatchOptions, make_array};
use arrow_buffer::Buffer;
use arrow_data::ArrayData;
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

/// A column's name, its type as Arrow calls it, and whether a cell may be null.
pub(super) type Column = (String, String, bool);

/// How many rows there are, and each column: which rows are valid where some are null, and its buffers.
pub(super) type BatchBytes<'py> = (usize, Vec<(Option<Bound<'py, PyBytes>>, Vec<Bound<'py, PyBytes>>)>);

/// The types that tables have.
const TYPES: [DataType; 3] = [DataType::Int64, DataType::Float64, DataType::Utf8];

pub(super) fn columns(schema: &Schema) -> Vec<Column> {
    let column = |field: &Arc<Field>| (field.name().clone(), field.data_type().to_string(), field.is_nullable());
    schema.fields().iter().map(column).collect()
}

/// The schema of columns; one of an unknown type is taken for text, whose buffers then do not fit.
pub(super) fn schema(columns: Vec<Column>) -> SchemaRef {
    let field = |(name, of, nullable): Column| {
        let known = TYPES.into_iter().find(|known| known.to_string() == of);
        Field::new(name, known.unwrap_or(DataType::Utf8), nullable)
    };
    Arc::new(Schema::new(columns.into_iter().map(field).collect::<Vec<_>>()))
}

pub(super) fn to_bytes<'py>(py: Python<'py>, batches: &[RecordBatch]) -> Vec<BatchBytes<'py>> {
    let bytes = |buffer: &Buffer| PyBytes::new(py, buffer.as_slice());
    let column = |column: &ArrayRef| {
        let data = column.to_data();
        (data.nulls().map(|nulls| bytes(&nulls.inner().sliced())), data.buffers().iter().map(bytes).collect())
    };
    batches.iter().map(|batch| (batch.num_rows(), batch.columns().iter().map(column).collect())).collect()
}

pub(super) fn from_bytes(schema: &SchemaRef, batches: Vec<BatchBytes>) -> Result<Vec<RecordBatch>, ArrowError> {
    let batch = |(rows, columns): BatchBytes| {
        let columns = schema.fields().iter().zip(columns).map(|(field, (valid, buffers))| {
            let data = ArrayData::builder(field.data_type().clone())
                .len(rows)
                .null_bit_buffer(valid.map(|valid| Buffer::from(valid.as_bytes())))
                .add_buffers(buffers.iter().map(|buffer| Buffer::from(buffer.as_bytes())))
                .align_buffers(true);
            Ok(make_array(data.build()?))
        });
        let columns = columns.collect::<Result<Vec<_>, ArrowError>>()?;
        let options = RecordBatchOptions::new().with_row_count(Some(rows));
        RecordBatch::try_new_with_options(Arc::clone(schema), columns, &options)
    };
    batches.into_iter().map(batch).collect()
}
