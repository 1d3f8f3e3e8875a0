//! The weights of the tagger, as trained: for each feature one small number for each tag.
//!
//! The file is a list of features, each four bytes of its key and one byte for every tag; before it stand the numbers of
//! transitions. In memory the features are a perfect hash table (Belazzougui, Botelho and Dietzfelbinger, "Hash, displace,
//! and compress", 2009): two looks for each feature, whether it is there or not, and nothing to foretell wrongly.

use std::sync::LazyLock;

use super::TAGS;
use super::features::FEATURES;
use crate::language::Language;

/// Bytes of a feature in the file.
const ROW: usize = 4 + TAGS;

/// What a weight of one is in the file.
pub(crate) const UNIT: f64 = 30.0;

/// The key of a feature, and its weights.
type Feature = (u32, [i8; 8]);

#[derive(Clone)]
pub struct Weights {
    /// A power of two; what is free has the key 0.
    slots: Box<[Feature]>,
    /// What leads the keys of a group, those with the same low bits, to slots of their own.
    shifts: Box<[u16]>,
    /// How many low bits there are.
    low: u32,
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
            (u32::from_le_bytes(key.try_into().unwrap_or_default()), weights)
        });
        Self { steps, ..Self::table(features.filter(|(key, _)| *key != 0).collect()) }
    }

    /// The table of some features; of two with one key the first is kept.
    fn table(mut features: Vec<Feature>) -> Self {
        // groups of the same low bits stand together
        features.sort_by_key(|(key, _)| key.reverse_bits());
        features.dedup_by_key(|(key, _)| *key);
        let mut length = (features.len() * 3 / 2).next_power_of_two();
        loop {
            if let Some(table) = Self::placed(&features, length) {
                return table;
            }
            length *= 2;
        }
    }

    /// The table of a length, where every group finds a shift that leads it to free slots: those with most keys choose first.
    fn placed(features: &[Feature], length: usize) -> Option<Self> {
        let groups = (length / 4).max(1);
        let slots = vec![Feature::default(); length].into_boxed_slice();
        let mut table = Self { slots, shifts: vec![0; groups].into(), low: groups.ilog2(), steps: Default::default() };
        let mut members: Vec<&[Feature]> =
            features.chunk_by(|(one, _), (two, _)| table.group(*one) == table.group(*two)).collect();
        members.sort_by_key(|group| std::cmp::Reverse(group.len()));
        for group in members {
            let free = |table: &Self, shift, key| table.slots[table.place(key, shift)].0 == 0;
            let shift = (0..=u16::MAX).find(|shift| group.iter().all(|(key, _)| free(&table, *shift, *key)))?;
            for feature in group {
                // two of the group may want the same one
                if !free(&table, shift, feature.0) {
                    return None;
                }
                let at = table.place(feature.0, shift);
                table.slots[at] = *feature;
                let group = table.group(feature.0);
                table.shifts[group] = shift;
            }
        }
        Some(table)
    }

    fn group(&self, key: u32) -> usize {
        key as usize & (self.shifts.len() - 1)
    }

    fn place(&self, key: u32, shift: u16) -> usize {
        ((key >> self.low) as usize ^ usize::from(shift)) & (self.slots.len() - 1)
    }

    /// What the features say of each tag, added up.
    pub(super) fn sum(&self, keys: &[u32; FEATURES]) -> [i16; 8] {
        let mut sums = [0; 8];
        for key in keys {
            let (found, weights) = &self.slots[self.place(*key, self.shifts[self.group(*key)])];
            // added without asking, since whether a feature has weights cannot be foretold
            let kept = -i16::from(found == key);
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += i16::from(*weight) & kept;
            }
        }
        sums
    }
}
