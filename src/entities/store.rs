//! A gazetteer as flat bytes: what is saved, what is memory-mapped, and what is searched, all the same.
//!
//! Little-endian integers and strings in sections, no pointers. A name is looked up by the 64-bit key of its units
//! ([`super::units`]): a bucket by the key's high bits, in it a one-byte tag for each name, and where its entity begins. The
//! entity's own bytes ([`super::entry`]) then decide. Before that stand filters, so that most words of a text cost one look at a cached line:
//! which words begin a name, and which beginnings go on. Every read is checked against the bounds, so that bytes that
//! were tampered with give wrong names at worst.

use std::ops::Range;

use memmap2::Mmap;

use super::entry::{Entry, Names, pass, text};
use super::twins::UNNAMED;
use super::units::{Walk, extend};

/// The bytes of a gazetteer: built here, or mapped from a file.
pub(super) enum Bytes {
    Owned(Vec<u8>),
    Mapped {
        map: Mmap,
        /// As errors show it.
        path: String,
    },
}

impl std::ops::Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Bytes::Owned(bytes) => bytes,
            Bytes::Mapped { map, .. } => map,
        }
    }
}

/// The sections of the file, in their order.
#[derive(Clone, Copy)]
pub(super) enum Section {
    /// The entities one after the other.
    Entities,
    /// Labels: how many, where each ends, their text.
    Labels,
    /// The names by their keys, in [`LINE`]s.
    Names,
    /// Filter of the words that begin names, of the beginnings that go on, and of the names.
    Starts,
    /// The same of what begins names in small letters, and of the names in small letters.
    Smalls,
    /// By the first byte of a folded word that begins a name the lengths that such words have, as bits; first for words in
    /// small letters, then for all.
    Shapes,
    /// Where each bucket of ids ends.
    IdBuckets,
    /// The entity of each id.
    IdOwners,
}

pub(super) const SECTIONS: usize = 8;
pub(super) const MAGIC: &[u8; 8] = b"FACTBOXG";
pub(super) const VERSION: u32 = 3;
/// Magic, version, number of sections, counts, then start, length and checksum of each section, the header's own, and
/// nothing up to a multiple of 64.
pub(super) const HEADER: usize = 256;
const TABLE: usize = 32;
pub(super) const SUM: usize = TABLE + SECTIONS * 20;
const _: () = assert!(SUM + 4 <= HEADER && Section::IdOwners as usize + 1 == SECTIONS);

/// Names are found in lines of a processor's cache: twelve tags, how many of them count, whether the names of this line go
/// on in the next, a bit for each tag whose name has a capital that the text must have too, and for each tag where its
/// entity begins.
pub(super) const LINE: usize = 64;
pub(super) const PLACES: usize = 12;
/// Names for each line, on average.
pub(super) const FILL: usize = 9;
/// Lines that a name may stand behind its own, at the most.
pub(super) const CHAIN: usize = 64;
/// Entities that one name may have, at the most; those listed first are kept.
pub(super) const MOST_MEANT: usize = 64;

pub(crate) struct Store {
    bytes: Bytes,
    sections: [Range<usize>; SECTIONS],
    entities: usize,
    /// How many lines names belong to by their keys; behind them stand those that found no room.
    homes: usize,
}

pub(super) fn number32(bytes: &[u8], index: usize) -> Option<usize> {
    let four = bytes.get(index.checked_mul(4)?..)?.first_chunk::<4>()?;
    usize::try_from(u32::from_le_bytes(*four)).ok()
}

pub(super) fn number64(bytes: &[u8], index: usize) -> Option<u64> {
    let eight = bytes.get(index.checked_mul(8)?..)?.first_chunk::<8>()?;
    Some(u64::from_le_bytes(*eight))
}

/// The part of `parts` that a key belongs to: its high bits, evenly.
pub(super) fn part_of(key: u64, parts: usize) -> usize {
    #[allow(clippy::cast_possible_truncation, reason = "smaller than parts")]
    let part = ((u128::from(key) * parts as u128) >> 64) as usize;
    part
}

/// The tag of a name's key: bits that choose no bucket.
pub(super) fn tag(key: u64) -> u8 {
    #[allow(clippy::cast_possible_truncation, reason = "a byte is meant")]
    let tag = key as u8;
    tag
}

/// The tag that stands beside a name in its entity: other bits.
pub(super) fn name_tag(key: u64) -> u8 {
    tag(key >> 8)
}

/// What a filter knows of the units up to a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beginning {
    /// They are one, which begins a name.
    First,
    /// A name has them, and further ones.
    Inner,
    /// A name is made of them.
    Whole,
}

/// The bits of a key in its word of a filter; whatever is known of a key stands in the same word.
#[inline]
pub(super) fn filter_bits(key: u64, beginning: Beginning) -> u64 {
    let key = key
        >> match beginning {
            Beginning::First => 8,
            Beginning::Inner => 26,
            // between the two, in groups of other bits
            Beginning::Whole => 17,
        };
    1 << (key & 63) | 1 << ((key >> 6) & 63) | 1 << ((key >> 12) & 63)
}

/// Whether a word of a filter has the bits of a key.
#[inline]
pub(super) fn is_noted(word: u64, key: u64, beginning: Beginning) -> bool {
    let bits = filter_bits(key, beginning);
    word & bits == bits
}

/// The key by which an id is found.
pub(super) fn id_key(id: &str) -> u64 {
    let mut state = 0xCBF2_9CE4_8422_2325_u64;
    let mut chunks = id.as_bytes().chunks_exact(8);
    for chunk in &mut chunks {
        state = (state ^ u64::from_le_bytes(chunk.try_into().unwrap_or_default())).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        state ^= state >> 29;
    }
    for byte in chunks.remainder() {
        state = (state ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01B3);
    }
    state = (state ^ id.len() as u64 ^ (state >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    state ^ (state >> 31)
}

impl Store {
    /// Reads the header, which says where all else is; nothing else is looked at, so this costs the same for any size.
    pub(super) fn read(bytes: Bytes) -> std::result::Result<Self, String> {
        let header = bytes.first_chunk::<HEADER>().ok_or("it is too short for a gazetteer")?;
        if !header.starts_with(MAGIC) {
            return Err("it is no gazetteer of factbox".into());
        }
        let version = number32(header, 2).unwrap_or(0);
        if version != VERSION as usize {
            return Err(format!("it has version {version} of the format, and this factbox reads version {VERSION}"));
        }
        let sum = number32(&header[SUM..], 0);
        if sum != usize::try_from(crc32fast::hash(&header[..SUM])).ok() || number32(header, 3) != Some(SECTIONS) {
            return Err("its header was altered".into());
        }
        let place = |at: usize| number64(&header[at..], 0).and_then(|n| usize::try_from(n).ok());
        let mut sections = std::array::from_fn(|_| 0..0);
        for (index, section) in sections.iter_mut().enumerate() {
            let at = TABLE + index * 20;
            *section = place(at)
                .zip(place(at + 8))
                .and_then(|(start, length)| Some(start..start.checked_add(length)?))
                .filter(|range| range.start >= HEADER && range.end <= bytes.len())
                .ok_or_else(|| format!("it is cut short: {} bytes are there", bytes.len()))?;
        }
        let end = sections.iter().map(|section| section.end).max().unwrap_or(HEADER);
        if end != bytes.len() {
            return Err(format!("it has {} bytes, and its header tells of {end}", bytes.len()));
        }
        let entities = place(16).filter(|n| u32::try_from(*n).is_ok()).ok_or("its counts are beyond bounds")?;
        let homes = place(24).ok_or("its counts are beyond bounds")?;
        Ok(Self { bytes, sections, entities, homes })
    }

    /// Checks every section against its checksum.
    pub(super) fn verify(&self) -> std::result::Result<(), String> {
        for (index, range) in self.sections.iter().enumerate() {
            let sum = self.bytes.get(TABLE + index * 20 + 16..).and_then(|rest| number32(rest, 0));
            let real = self.bytes.get(range.clone()).map(crc32fast::hash);
            if sum != real.and_then(|sum| usize::try_from(sum).ok()) {
                return Err(format!("section {index} was altered or is damaged"));
            }
        }
        let mut end = SUM + 4;
        let mut ranges = self.sections.clone();
        ranges.sort_by_key(|range| range.start);
        let last = self.bytes.len()..self.bytes.len();
        for range in ranges.into_iter().chain(std::iter::once(last)) {
            if self.bytes.get(end..range.start).is_none_or(|between| between.iter().any(|byte| *byte != 0)) {
                return Err("something stands between its sections".to_owned());
            }
            end = range.end;
        }
        let readable = self.entries().count();
        if readable != self.entities {
            return Err(format!("{readable} of its {} entities can be read", self.entities));
        }
        Ok(())
    }

    /// The file that it is mapped from.
    pub(super) fn path(&self) -> Option<&str> {
        match &self.bytes {
            Bytes::Owned(_) => None,
            Bytes::Mapped { path, .. } => Some(path),
        }
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(super) fn section(&self, section: Section) -> &[u8] {
        self.bytes.get(self.sections[section as usize].clone()).unwrap_or_default()
    }

    pub(super) fn len(&self) -> usize {
        self.entities
    }

    /// The entity that begins at a byte; bytes that cannot be read give none, or empty names.
    pub(super) fn entry(&self, place: u32) -> Option<Entry<'_>> {
        let mut at = place as usize;
        Entry::read(self.section(Section::Entities), &mut at, |label| self.label(label))
    }

    /// All entities, each with where it begins.
    pub(super) fn entries(&self) -> impl Iterator<Item = (u32, Entry<'_>)> {
        let bytes = self.section(Section::Entities);
        let mut at = 0;
        std::iter::from_fn(move || {
            let place = u32::try_from(at).ok()?;
            Some((place, Entry::read(bytes, &mut at, |label| self.label(label))?))
        })
    }

    /// Where each entity begins.
    pub(super) fn places(&self) -> impl Iterator<Item = u32> {
        let bytes = self.section(Section::Entities);
        let mut at = 0;
        std::iter::from_fn(move || {
            let place = u32::try_from(at).ok()?;
            pass(bytes, &mut at)?;
            Some(place)
        })
    }

    /// The names of the entity that begins at a byte.
    pub(super) fn names(&self, place: u32) -> Option<Names<'_>> {
        Names::at(self.section(Section::Entities), place as usize)
    }

    fn label(&self, index: usize) -> &str {
        let labels = self.section(Section::Labels);
        let read = || {
            let count = number32(labels, 0).filter(|count| index < *count)?;
            let start = if index == 0 { 0 } else { number32(labels, index)? };
            let end = number32(labels, index + 1)?;
            let base = 4 + 4 * count;
            labels.get(base.checked_add(start)?..base.checked_add(end)?).map(text)
        };
        read().unwrap_or_default()
    }

    /// Where the entities begin that may have a name of this key, in their order.
    pub(super) fn owners(&self, key: u64) -> impl Iterator<Item = u32> {
        let mut owners = Vec::new();
        self.each_owner(key, false, |place| owners.push(place));
        owners.into_iter()
    }

    /// Gives them one by one; `small`: no name with a capital that the text must have too.
    #[inline]
    pub(super) fn each_owner(&self, key: u64, small: bool, mut give: impl FnMut(u32)) {
        let names = self.section(Section::Names);
        let mut left = MOST_MEANT;
        for line in (part_of(key, self.homes)..).take(CHAIN + 1) {
            let Some(here) = line_at(names, line) else { return };
            let mut tagged = tagged(here, tag(key), small);
            while tagged != 0 {
                let at = tagged.trailing_zeros() as usize / 8;
                tagged &= tagged - 1;
                let place = number32(&here[16..], at).and_then(|place| u32::try_from(place).ok());
                let (Some(place), Some(rest)) = (place, left.checked_sub(1)) else { return };
                left = rest;
                give(place);
            }
            if here[PLACES + 1] != 1 {
                return;
            }
        }
    }

    /// The filters of first words, in small letters and all.
    pub(super) fn filters(&self) -> [&[u8]; 2] {
        [self.section(Section::Smalls), self.section(Section::Starts)]
    }

    /// The shapes that first words have: see [`Section::Shapes`].
    pub(super) fn shapes(&self) -> impl Iterator<Item = u32> {
        let (shapes, _) = self.section(Section::Shapes).as_chunks::<4>();
        shapes.iter().map(|shape| u32::from_le_bytes(*shape))
    }

    /// The word of a filter that a key has its bits in.
    #[inline]
    pub(super) fn filter_word(filter: &[u8], key: u64) -> u64 {
        number64(filter, part_of(key, filter.len() / 8)).unwrap_or(0)
    }

    /// Whether a first word may begin a name; `small`: one that a text may write without capitals.
    pub(super) fn may_start(&self, key: u64, small: bool) -> bool {
        let filter = self.section(if small { Section::Smalls } else { Section::Starts });
        is_noted(Self::filter_word(filter, key), key, Beginning::First)
    }

    /// Where the entity of an id begins.
    pub(super) fn find(&self, id: &str) -> Option<u32> {
        if let Some(name) = id.strip_prefix(UNNAMED) {
            let own = |entry: &Entry| entry.own_id().is_none() && entry.name == name;
            let mut owners = 0;
            let named = name_key(name, &mut Vec::new()).into_iter().flat_map(|key| self.owners(key));
            let known =
                named.inspect(|_| owners += 1).find(|place| self.entry(*place).is_some_and(|entry| own(&entry)));
            // only so many entities of one name are found by it
            let known = match known {
                None if owners == MOST_MEANT => self.entries().find(|(_, entry)| own(entry)).map(|(place, _)| place),
                known => known,
            };
            if known.is_some() {
                return known;
            }
        }
        let buckets = self.section(Section::IdBuckets);
        let bucket = part_of(id_key(id), buckets.len() / 4);
        let end = number32(buckets, bucket)?;
        let start = if bucket == 0 { 0 } else { number32(buckets, bucket - 1)? };
        let owners = self.section(Section::IdOwners);
        (start..end.min(owners.len() / 4))
            .filter_map(|at| number32(owners, at).and_then(|place| u32::try_from(place).ok()))
            .find(|place| self.entry(*place).is_some_and(|entry| entry.own_id() == Some(id)))
    }
}

fn line_at(names: &[u8], line: usize) -> Option<&[u8; LINE]> {
    names.get(line.checked_mul(LINE)?..)?.first_chunk()
}

/// The places of a line that have a tag: the highest bit of each byte; `small`: those without a capital. All tags are held
/// against the one at once: a byte is 0 where they are equal, and only there adding seven bits leaves its highest clear.
#[inline]
fn tagged(line: &[u8; LINE], tag: u8, small: bool) -> u128 {
    const LOW: u128 = u128::from_le_bytes([0x7F; 16]);
    let tags = line.first_chunk().map_or(0, |tags| u128::from_le_bytes(*tags));
    let count = usize::from(line[PLACES]).min(PLACES);
    let apart = tags ^ u128::from_le_bytes([tag; 16]);
    let mut equal = !(((apart & LOW) + LOW) | apart | LOW) & ((1 << (8 * count)) - 1);
    if small {
        let capitals = u16::from_le_bytes([line[PLACES + 2], line[PLACES + 3]]);
        let mut left = equal;
        while left != 0 {
            let bit = left & left.wrapping_neg();
            if capitals >> (left.trailing_zeros() / 8) & 1 == 1 {
                equal &= !bit;
            }
            left ^= bit;
        }
    }
    equal
}

/// The key of a whole name; `None` for one without a word or mark.
pub(super) fn name_key(name: &str, folded: &mut Vec<u8>) -> Option<u64> {
    let mut walk = Walk::new(name, 0, folded);
    let mut state = None;
    while let Some(unit) = walk.next() {
        state = Some(extend(state.unwrap_or(0), &unit, state.is_none()));
    }
    state
}
