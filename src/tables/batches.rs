//! Batches of one schema, as the rows that they have together.

use arrow_array::RecordBatch;

/// Whether the rows are the same, however they are parted into batches.
#[must_use]
pub fn same_rows(left: &[RecordBatch], right: &[RecordBatch]) -> bool {
    let filled = |batch: &&RecordBatch| batch.num_rows() > 0;
    let (mut lefts, mut rights) = (left.iter().filter(filled).cloned(), right.iter().filter(filled).cloned());
    let (mut left, mut right) = (lefts.next(), rights.next());
    while let (Some(one), Some(other)) = (&left, &right) {
        let rows = one.num_rows().min(other.num_rows());
        if one.slice(0, rows).columns() != other.slice(0, rows).columns() {
            return false;
        }
        let behind =
            |batch: &RecordBatch| (batch.num_rows() > rows).then(|| batch.slice(rows, batch.num_rows() - rows));
        (left, right) = (behind(one).or_else(|| lefts.next()), behind(other).or_else(|| rights.next()));
    }
    left.is_none() && right.is_none()
}
