//! The weights of the tagger, as trained: for each feature one small number for each tag.
//!
//! The file is a list of features, each four bytes of its key and one byte for every tag; before it stand the numbers of
//! transitions.

use std::hint::select_unpredictable;
use std::sync::LazyLock;

use super::TAGS;
use super::features::{FEATURES, Features};
use crate::language::Language;
use crate::text::table::Table;

/// Bytes of a feature in the file.
const ROW: usize = 4 + TAGS;

/// What a weight of one is in the file.
pub(crate) const UNIT: f64 = 30.0;

/// What is added to each of eight weights, the last byte being none, so that none is less than nothing: bits that are
/// turned in two's complement.
const LIFT: u64 = 0x0080_8080_8080_8080;
/// What the sum of all features of a token has too much by that.
#[allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap, reason = "some thousands")]
const LIFTED: i16 = 0x80 * FEATURES as i16;

pub struct Weights {
    table: Table<[u8; 8]>,
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
            weights[..TAGS].copy_from_slice(values);
            (spread(u32::from_le_bytes(key.try_into().unwrap_or_default())), weights)
        });
        Self { table: Table::new(features), steps }
    }

    /// What the features of a token say of each tag, added up.
    #[inline(never)]
    pub(super) fn sum(&self, features: &Features) -> [i16; 8] {
        // the bytes of eight weights as one number: those in even places have room to be added up, and what all numbers come
        // to beyond them are the others
        const EVEN: u64 = 0x00FF_00FF_00FF_00FF;
        let (mut all, mut even) = (0, 0);
        for key in features.keys() {
            // added without asking, since whether a feature has weights cannot be foretold
            let (found, weights) = self.table.look(spread(key));
            let weights = select_unpredictable(found, u64::from_le_bytes(*weights), 0) ^ LIFT;
            all += weights;
            even += weights & EVEN;
        }
        let odd = (all - even) >> 8;
        std::array::from_fn(|tag| {
            let sums = if tag % 2 == 0 { even } else { odd };
            let [low, high] = [0, 1].map(|byte| sums.to_le_bytes()[tag / 2 * 2 + byte]);
            i16::from_le_bytes([low, high]) - LIFTED
        })
    }
}

/// A key of 32 bits as tables have them.
fn spread(key: u32) -> u64 {
    (u64::from(key) << 32) | u64::from(key)
}
