//! Tables as text files.

use std::io::Write;

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int64Type};
use arrow_array::{Array, RecordBatch};
use arrow_schema::{DataType, Schema};

use super::Texts;

/// Writes batches of one schema as CSV (RFC 4180): the names of the columns where `header` asks for them, a line a row; null is an
/// empty field, an infinite number "inf" or "-inf".
///
/// # Errors
/// Where `out` cannot be written.
pub fn write_csv(out: impl Write, schema: &Schema, batches: &[RecordBatch], header: bool) -> csv::Result<()> {
    let mut lines = csv::Writer::from_writer(out);
    if header {
        lines.write_record(schema.fields().iter().map(|field| field.name()))?;
    }
    for batch in batches {
        let columns: Vec<_> = batch.columns().iter().map(|column| Cells::of(column.as_ref())).collect();
        for row in 0..batch.num_rows() {
            for column in &columns {
                match column {
                    Cells::Numbers(cells) => lines.write_field(cells.value(row).to_string())?,
                    Cells::Floats(cells) if cells.is_valid(row) => lines.write_field(cells.value(row).to_string())?,
                    Cells::Floats(_) | Cells::None => lines.write_field("")?,
                    Cells::Texts(cells) => lines.write_field(cells.get(row).unwrap_or_default())?,
                }
            }
            lines.write_record(None::<&[u8]>)?;
        }
    }
    lines.flush()?;
    Ok(())
}

enum Cells<'a> {
    Numbers(&'a arrow_array::PrimitiveArray<Int64Type>),
    Floats(&'a arrow_array::PrimitiveArray<Float64Type>),
    Texts(Texts<'a>),
    None,
}

impl<'a> Cells<'a> {
    fn of(column: &'a dyn Array) -> Self {
        match column.data_type() {
            DataType::Int64 => Self::Numbers(column.as_primitive()),
            DataType::Float64 => Self::Floats(column.as_primitive()),
            _ => Texts::of(column).map_or(Self::None, Self::Texts),
        }
    }
}
