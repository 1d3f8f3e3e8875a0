//! The weights of the tagger, as trained: for each feature one small number for each tag.
//!
//! The file is a list of features, each four bytes of its key and one byte for every tag; before it stand the numbers of
//! transitions.

use std::hint::select_unpredictable;
use std::sync::LazyLock;

use super::TAGS;
use super::features::FEATURES;
use crate::language::Language;
use crate::text::table::Table;

/// Bytes of a feature in the file.
const ROW: usize = 4 + TAGS;

/// What a weight of one is in the file.
pub(crate) const UNIT: f64 = 30.0;

/// What a feature says that has no weights.
const NONE: [i8; 8] = [0; 8];

pub struct Weights {
    table: Table<[i8; 8]>,
    /// What it adds that one tag follows another; before the first stands the last row.
    pub(super) steps: [[i16; 8]; TAGS + 1],
}

static ENGLISH: LazyLock<Weights> = LazyLock::new(|| Weights::read(include_bytes!("../../../data/en/names.weights")));

impl Weights {
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
        }
    }

    /// Reads the bytes of the file; what is left over at the end is passed over.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Self {
        let head = 2 * TAGS * (TAGS + 1);
        let (steps_read, rows) = bytes.split_at_checked(head).unwrap_or_default();
        let mut steps = [[0; 8]; TAGS + 1];
        for (step, pair) in steps.iter_mut().flat_map(|row| &mut row[..TAGS]).zip(steps_read.as_chunks::<2>().0) {
            *step = i16::from_le_bytes(*pair);
        }
        let features = rows.as_chunks::<ROW>().0.iter().map(|row| {
            let (key, values) = row.split_at(4);
            let mut weights = [0; 8];
            weights.iter_mut().zip(values).for_each(|(weight, value)| *weight = value.cast_signed());
            (spread(u32::from_le_bytes(key.try_into().unwrap_or_default())), weights)
        });
        Self { table: Table::new(features), steps }
    }

    /// What the features say of each tag, added up.
    pub(super) fn sum(&self, keys: &[u32; FEATURES]) -> [i16; 8] {
        let mut sums = [0; 8];
        for key in keys {
            // added without asking, since whether a feature has weights cannot be foretold
            let (found, weights) = self.table.look(spread(*key));
            let weights = select_unpredictable(found, weights, &NONE);
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += i16::from(*weight);
            }
        }
        sums
    }
}

/// A key of 32 bits as tables have them.
fn spread(key: u32) -> u64 {
    (u64::from(key) << 32) | u64::from(key)
}
