//! The weights of the tagger, as trained: for each feature one small number for each tag, by how much it speaks for the tag
//! rather than for none.
//!
//! The file is a list of features, each four bytes of its key and one byte for every tag but that of no name; before it stand
//! the numbers of transitions.

use std::hint::select_unpredictable;
use std::sync::LazyLock;

use super::TAGS;
use super::features::{FEATURES, Features};
use crate::language::Language;
use crate::text::table::{Slot, Slots};

/// The tags that have weights.
pub(super) const WEIGHTS: usize = TAGS - 1;
/// Bytes of a feature in the file.
const ROW: usize = 4 + WEIGHTS;

/// What a weight of one is in the file.
pub(crate) const UNIT: f64 = 30.0;

/// What each weight is kept with, so that none is less than nothing.
const LIFT: u8 = 0x80;
/// What the sum of all features of a token has too much by that, tag by tag.
#[allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap, reason = "some thousands")]
const LIFTED: [i16; 8] = {
    let mut lifted = [LIFT as i16 * FEATURES as i16; 8];
    (lifted[0], lifted[7]) = (0, 0);
    lifted
};

pub struct Weights {
    table: Slots<Packed>,
    /// What it adds that one tag follows another; before the first stands the last row.
    pub(super) steps: [[i16; 8]; TAGS + 1],
}

/// The weights of a feature, a byte each, and above them 16 bits of its key, so that all are in one word: tables are read at
/// random places, and what they miss of the nearest caches is most of what the tagger takes. One feature without weights in
/// 65,536 is taken for another.
#[derive(Clone, Copy)]
struct Packed(u64);

impl Default for Packed {
    fn default() -> Self {
        Self(Self::NONE)
    }
}

impl Packed {
    /// Where the key begins.
    const KEY: u32 = 48;
    /// Weights of nothing.
    const NONE: u64 = LIFT as u64 * 0x0101_0101_0101;

    /// The weights, or nothing if they are not the key's.
    #[inline]
    fn weights(self, key: u64) -> u64 {
        let weights = self.0 ^ key << Self::KEY;
        select_unpredictable(weights < 1 << Self::KEY, weights, Self::NONE)
    }
}

impl Slot for Packed {
    type Value = [u8; WEIGHTS];

    fn new(key: u64, value: Self::Value) -> Self {
        // every other byte from the last on, so that both halves of the sum have their tags in order
        const ORDER: [usize; WEIGHTS] = [5, 2, 4, 1, 3, 0];
        Self(ORDER.iter().fold(key, |packed, tag| packed << 8 | u64::from(value[*tag] ^ LIFT)))
    }
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
            let key = u32::from_le_bytes(key.try_into().unwrap_or_default());
            (spread(key), values.try_into().unwrap_or_default())
        });
        Self { table: Slots::new(features), steps }
    }

    /// What the features of a token say of each tag, added up.
    #[inline(never)]
    pub(super) fn sum(&self, features: &Features) -> [i16; 8] {
        // the bytes of the weights as one number: those in even places have room to be added up, and what all numbers come to
        // beyond them are the others
        const EVEN: u64 = 0x00FF_00FF_00FF;
        let (mut all, mut even) = (0, 0);
        for key in features.keys().map(spread) {
            // added without asking, since whether a feature has weights cannot be foretold
            let weights = self.table.slot(key).weights(key);
            all += weights;
            even += weights & EVEN;
        }
        let sums = u128::from(even << 16) | u128::from((all - even) >> 8) << 64;
        let sums = sums.to_le_bytes();
        std::array::from_fn(|tag| i16::from_le_bytes([sums[2 * tag], sums[2 * tag + 1]]) - LIFTED[tag])
    }
}

/// A key of 32 bits as tables have them.
fn spread(key: u32) -> u64 {
    (u64::from(key) << 32) | u64::from(key)
}
