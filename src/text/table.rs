//! Values by key, for what every word of a text is looked up by.
//!
//! A perfect hash table (Belazzougui, Botelho and Dietzfelbinger, "Hash, displace, and compress", 2009): two looks for each
//! key, whether it is there or not, and no branch that a processor might foretell wrongly, which costs more than both looks.

use std::cmp::Reverse;
use std::hint::select_unpredictable;

/// Each slot holds 32 bits of its key as a tag, and the value. A key that has no value shares the place and the tag of one
/// that has with a chance of about one in 10^10.
pub type Table<T> = Slots<(u32, T)>;

/// What a table holds for a key: the value, and as much of the key as tells it from others.
pub trait Slot: Copy + Default {
    type Value: Copy + Default + PartialEq;

    #[must_use]
    fn new(key: u64, value: Self::Value) -> Self;
}

impl<T: Copy + Default + PartialEq> Slot for (u32, T) {
    type Value = T;

    fn new(key: u64, value: T) -> Self {
        (tag(key), value)
    }
}

/// A table by what its slots are.
pub struct Slots<S> {
    /// Slots that hold no value hold the default.
    slots: Box<[S]>,
    /// What tags are multiplied by, so that the keys of a group, those whose low bits are near, have slots of their own.
    shifts: Box<[u16]>,
}

impl<S: Slot> Slots<S> {
    /// Values that are the default count as none; of two with one key the first is kept.
    pub fn new(values: impl IntoIterator<Item = (u64, S::Value)>) -> Self {
        let mut values: Vec<(u64, S::Value)> =
            values.into_iter().filter(|(_, value)| *value != S::Value::default()).collect();
        // as small as goes, since what is looked up for every word is to stay in the nearest caches
        let mut length = values.len() * 17 / 16 + 1;
        loop {
            if let Some(table) = Self::placed(&mut values, length) {
                return table;
            }
            length += length.div_ceil(8);
        }
    }

    /// The table of a length, where every group finds a shift that leads it to free slots: those with most keys choose first.
    fn placed(values: &mut Vec<(u64, S::Value)>, length: usize) -> Option<Self> {
        assert!(length > 0 && u32::try_from(length).is_ok(), "a table for word lists is asked to hold {length} words");
        let slots = vec![S::default(); length].into();
        let mut table = Self { slots, shifts: vec![0; (length / 4).max(1)].into() };
        table.group_together(values);
        let mut groups: Vec<_> = values.chunk_by(|(one, _), (two, _)| table.group(*one) == table.group(*two)).collect();
        groups.sort_by_key(|group| Reverse(group.len()));
        // which slots, told from less memory than the slots themselves take
        let mut taken = vec![false; length];
        let mut places = Vec::new();
        for group in groups {
            let shift = (FIRST..=u16::MAX).find(|shift| {
                places.clear();
                group.iter().all(|(key, _)| {
                    let place = table.place(*key, *shift);
                    let free = !taken[place] && !places.contains(&place);
                    if free {
                        places.push(place);
                    }
                    free
                })
            })?;
            table.shifts[table.group(group[0].0)] = shift;
            for ((key, value), place) in group.iter().zip(&places) {
                table.slots[*place] = S::new(*key, *value);
                taken[*place] = true;
            }
        }
        Some(table)
    }

    /// Puts the values of a group together, in a pass for counting and one for placing; of two with one key the first is kept.
    fn group_together(&self, values: &mut Vec<(u64, S::Value)>) {
        let mut starts = vec![0_usize; self.shifts.len() + 1];
        for (key, _) in &*values {
            starts[self.group(*key) + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut ends = starts.clone();
        let mut grouped = vec![(0, S::Value::default()); values.len()];
        for (key, value) in values.drain(..) {
            let group = self.group(key);
            let before = &grouped[starts[group]..ends[group]];
            if before.iter().all(|(other, _)| *other != key) {
                grouped[ends[group]] = (key, value);
                ends[group] += 1;
            }
        }
        // no value is the default but where a key stood twice
        values.extend(grouped.into_iter().filter(|(_, value)| *value != S::Value::default()));
    }

    fn group(&self, key: u64) -> usize {
        part(low(key), self.shifts.len())
    }

    fn place(&self, key: u64, shift: u16) -> usize {
        part(moved(key, shift), self.slots.len())
    }

    /// What stands at the place of a key.
    #[inline]
    #[must_use]
    pub fn slot(&self, key: u64) -> &S {
        let shift = *scaled(&self.shifts, low(key));
        scaled(&self.slots, moved(key, shift))
    }
}

impl<T: Copy + Default + PartialEq> Table<T> {
    /// The value, or the default where there is none.
    #[inline]
    #[must_use]
    pub fn get(&self, key: u64) -> T {
        let (found, value) = self.slot(key);
        select_unpredictable(*found == tag(key), *value, T::default())
    }
}

/// The least shift, which leads keys that differ in their low bits alone to places apart.
const FIRST: u16 = 1 << 14;

/// What of a key tells its place among the slots.
fn moved(key: u64, shift: u16) -> u32 {
    tag(key).wrapping_mul(2 * u32::from(shift) + 1)
}

/// A number below a length, in the proportion that one of 32 bits has to all such (Lemire, 2019).
fn part(number: u32, length: usize) -> usize {
    ((u64::from(number) * length as u64) >> 32) as usize
}

/// What stands in that part of a slice.
#[inline]
fn scaled<T>(slice: &[T], number: u32) -> &T {
    let at = part(number, slice.len());
    debug_assert!(at < slice.len());
    // SAFETY: a table has a slot and a shift at the least and fewer than 2^32, so the product does not overflow, and as the
    // number is below 2^32, what is left of it is below the length. With the check each look costs two instructions in
    // thirteen more, twice.
    unsafe { slice.get_unchecked(at) }
}

#[allow(clippy::cast_possible_truncation, reason = "the high bits are left")]
fn tag(key: u64) -> u32 {
    (key >> 32) as u32
}

#[allow(clippy::cast_possible_truncation, reason = "the low bits are wanted")]
fn low(key: u64) -> u32 {
    key as u32
}

#[cfg(test)]
mod tests {
    use super::Table;

    /// Keys spread as hashes are.
    fn keys(count: u64) -> impl Iterator<Item = u64> {
        (1..=count).map(|number| number.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(17).wrapping_mul(number | 1))
    }

    #[test]
    fn every_key_finds_its_value_and_no_other() {
        for count in [0, 1, 2, 3, 100, 20_000] {
            let table = Table::new(keys(count).zip(1_u32..));
            assert!(keys(count).zip(1..).all(|(key, value)| table.get(key) == value), "{count}");
            assert!(
                keys(2 * count + 9).skip(usize::try_from(count).unwrap()).all(|key| table.get(key) == 0),
                "{count}"
            );
        }
    }

    #[test]
    fn of_two_values_for_a_key_the_first_stands() {
        assert_eq!(Table::new([(7, 1), (7, 2), (8, 0)]).get(7), 1);
        // keys that differ in their tags alone
        let table = Table::new((0..9_u64).map(|high| (high << 60, 1 + high)));
        assert!((0..9).all(|high| table.get(high << 60) == 1 + high));
    }
}
