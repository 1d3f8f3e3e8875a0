//! The weights of the tagger, as trained: for each feature one small number for each tag.
//!
//! The file is a list of features, each four bytes of its key and one byte for every tag; before it stand the numbers of
//! transitions. In memory the features are an open table that is probed from the place that the key's low bits give.

use std::sync::LazyLock;

use super::TAGS;
use super::features::FEATURES;
use crate::language::Language;

/// Bytes of a feature in the file.
const ROW: usize = 4 + TAGS;

/// What a weight of one is in the file.
pub(crate) const UNIT: f64 = 30.0;

#[derive(Clone)]
pub struct Weights {
    /// The key of a feature, and its weights; a key of 0 marks a free slot.
    slots: Box<[(u32, [i8; 8])]>,
    /// What it adds that one tag follows another; before the first stands the last row.
    pub(super) steps: [[i16; TAGS]; TAGS + 1],
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
        let mut steps = [[0; TAGS]; TAGS + 1];
        for (step, pair) in steps.iter_mut().flatten().zip(steps_read.as_chunks::<2>().0) {
            *step = i16::from_le_bytes(*pair);
        }
        let rows = rows.as_chunks::<ROW>().0;
        let mut slots = vec![(0, [0; 8]); (rows.len() * 3 / 2).next_power_of_two()].into_boxed_slice();
        for row in rows {
            let (key, values) = row.split_at(4);
            let key = u32::from_le_bytes(key.try_into().unwrap_or_default());
            let mut weights = [0; 8];
            weights.iter_mut().zip(values).for_each(|(weight, value)| *weight = value.cast_signed());
            let mut at = key as usize & (slots.len() - 1);
            while slots[at].0 != 0 {
                at = (at + 1) & (slots.len() - 1);
            }
            slots[at] = (key, weights);
        }
        Self { slots, steps }
    }

    /// What the features say of each tag, added up.
    pub(super) fn sum(&self, keys: &[u32; FEATURES]) -> [i16; 8] {
        let mask = self.slots.len() - 1;
        let mut sums = [0; 8];
        for key in keys {
            let mut at = *key as usize & mask;
            while let Some((found, weights)) = self.slots.get(at).filter(|(found, _)| *found != 0) {
                if found == key {
                    for (sum, weight) in sums.iter_mut().zip(weights) {
                        *sum += i16::from(*weight);
                    }
                    break;
                }
                at = (at + 1) & mask;
            }
        }
        sums
    }
}
