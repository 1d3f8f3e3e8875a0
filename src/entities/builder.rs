//! Records to the flat bytes of a [`Store`].
//!
//! An entity's bytes are written as it comes, so that its strings are kept nowhere else; beside them grow only the keys of
//! its names, which are sorted into buckets and filters at the end.

use rustc_hash::FxHashMap;

use super::fold::script;
use super::store::{
    Bytes, GOES_ON, HEADER, NamePolicy, SECTIONS, STRIDE, Section, Store, filter_bits, id_key, name_tag, part_of,
    push_varint, tag,
};
use super::units::{Walk, extend};

/// A record as its reader has it at hand.
#[derive(Clone, Copy, Default)]
pub(super) struct Row<'r> {
    pub(super) id: Option<&'r str>,
    pub(super) label: Option<&'r str>,
    pub(super) name: Option<&'r str>,
    pub(super) case: NamePolicy,
    pub(super) aliases: &'r [(&'r str, NamePolicy)],
    /// A JSON object, or nothing.
    pub(super) metadata: Option<&'r str>,
}

/// Why a record cannot be taken, and the mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) field: &'static str,
    pub(super) problem: String,
    pub(super) mend: &'static str,
}

/// The label of an entity whose record gives none.
const UNLABELLED: &str = "MISC";
/// Longer names are refused: none that a text would hold, and a walk along one is bounded.
const LONGEST: usize = 1000;
/// Names to a bucket, on average.
const BUCKET: usize = 4;
/// Bits of a filter for each key in it.
const BITS: usize = 10;

pub(super) struct Builder {
    /// The header's room, and the entities behind it.
    bytes: Vec<u8>,
    places: Vec<u64>,
    entities: u32,
    labels: FxHashMap<String, usize>,
    label_list: Vec<String>,
    /// Key and entity of each name.
    names: Vec<(u64, u32)>,
    /// Entities by the key of their id, given or made of the name.
    by_id: FxHashMap<u64, u32>,
    ids: Vec<(u64, u32)>,
    starts: Vec<u64>,
    smalls: Vec<u64>,
    folded: Vec<u8>,
    entity: Vec<u8>,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            bytes: vec![0; HEADER],
            places: Vec::new(),
            entities: 0,
            labels: FxHashMap::default(),
            label_list: Vec::new(),
            names: Vec::new(),
            by_id: FxHashMap::default(),
            ids: Vec::new(),
            starts: Vec::new(),
            smalls: Vec::new(),
            folded: Vec::new(),
            entity: Vec::new(),
        }
    }
}

impl Builder {
    pub(super) fn len(&self) -> usize {
        self.entities as usize
    }

    /// Takes a record in.
    pub(super) fn push(&mut self, row: &Row) -> Result<(), Refusal> {
        let refuse = |field, problem: String, mend| Err(Refusal { field, problem, mend });
        let name = row.name.map(str::trim).filter(|name| !is_blank(name));
        let Some(name) = name else {
            return refuse("name", "the record has no name".into(), "give it a name that is not blank");
        };
        match row.id {
            Some(id) if id.starts_with('~') => {
                return refuse(
                    "id",
                    format!("the id {id:?} begins with \"~\", which marks entities without an id"),
                    "choose another id",
                );
            }
            Some("") => return refuse("id", "the id is blank".into(), "leave the id out or give one"),
            _ => {}
        }
        let too_long = |text: &str| text.len() > LONGEST;
        if too_long(name) || row.aliases.iter().any(|(alias, _)| too_long(alias)) {
            let field = if too_long(name) { "name" } else { "aliases" };
            return refuse(field, format!("a name has more than {LONGEST} bytes"), "shorten it or leave it out");
        }
        if self.entities == u32::MAX - 1 {
            return refuse("name", "there are 4,294,967,294 entities already".into(), "make two gazetteers");
        }
        let made;
        let id = if let Some(id) = row.id {
            id
        } else {
            made = format!("~{name}");
            &made
        };
        let key = id_key(id);
        if let Some(slot) = self.claim(key, id) {
            self.by_id.insert(slot, self.entities);
        } else {
            return refuse(
                "id",
                format!("the id {:?} is given twice", id.trim_start_matches('~')),
                "merge the records or give them ids of their own",
            );
        }
        if row.id.is_some() {
            self.ids.push((key, self.entities));
        }
        self.encode(row, name);
        if (self.entities as usize).is_multiple_of(STRIDE) {
            self.places.push((self.bytes.len() - HEADER) as u64);
        }
        push_varint(&mut self.bytes, self.entity.len());
        self.bytes.extend_from_slice(&self.entity);
        self.entities += 1;
        Ok(())
    }

    /// The slot for an id, unless an entity has it already. Of two ids with one key the second takes the next.
    fn claim(&self, key: u64, id: &str) -> Option<u64> {
        let mut slot = key;
        while let Some(entity) = self.by_id.get(&slot) {
            if self.id_of(*entity as usize)? == id {
                return None;
            }
            slot = slot.wrapping_add(1);
        }
        Some(slot)
    }

    /// The id of an entity that was taken in.
    fn id_of(&self, entity: usize) -> Option<String> {
        let at = usize::try_from(*self.places.get(entity / STRIDE)?).ok()?;
        Store::read_entity(&self.bytes[HEADER..], at, entity % STRIDE, |_| "").map(|entry| entry.id().into_owned())
    }

    /// Writes the bytes of an entity, and notes the keys of its names.
    fn encode(&mut self, row: &Row, name: &str) {
        let label = row.label.filter(|label| !label.is_empty()).unwrap_or(UNLABELLED);
        let label = if let Some(known) = self.labels.get(label) {
            *known
        } else {
            self.labels.insert(label.to_owned(), self.label_list.len());
            self.label_list.push(label.to_owned());
            self.label_list.len() - 1
        };
        let metadata = row.metadata.filter(|metadata| !matches!(*metadata, "" | "{}"));
        let mut bytes = std::mem::take(&mut self.entity);
        bytes.clear();
        push_varint(&mut bytes, label << 2 | usize::from(metadata.is_some()) << 1 | usize::from(row.id.is_some()));
        for text in row.id.into_iter().chain(metadata) {
            push_varint(&mut bytes, text.len());
            bytes.extend_from_slice(text.as_bytes());
        }
        let aliases = || row.aliases.iter().map(|(alias, policy)| (alias.trim(), *policy));
        push_varint(&mut bytes, 1 + aliases().filter(|(alias, _)| !is_blank(alias)).count());
        for (text, policy) in std::iter::once((name, row.case)).chain(aliases().filter(|(alias, _)| !is_blank(alias))) {
            let key = self.index(text, policy);
            bytes.push(name_tag(key));
            push_varint(&mut bytes, text.len() << 1 | usize::from(policy != NamePolicy::Matcher));
            if policy != NamePolicy::Matcher {
                bytes.push(policy as u8);
            }
            bytes.extend_from_slice(text.as_bytes());
        }
        self.entity = bytes;
    }

    /// Notes the key of a name, which it gives, and those of its beginnings.
    fn index(&mut self, name: &str, policy: NamePolicy) -> u64 {
        let mut walk = Walk::new(name, 0, &mut self.folded);
        let mut state = 0;
        let mut first = true;
        while let Some(unit) = walk.next() {
            if !first {
                self.starts.push(state ^ GOES_ON);
            }
            state = extend(state, &unit, first);
            if first {
                self.starts.push(state);
                let small = policy == NamePolicy::Any || !begins_capital(&name[unit.start..unit.end]);
                if small {
                    self.smalls.push(state);
                }
            }
            first = false;
        }
        self.names.push((state, self.entities));
        state
    }

    /// The finished bytes.
    pub(super) fn finish(mut self) -> Store {
        self.by_id = FxHashMap::default();
        let mut out = Output { ranges: vec![(HEADER, self.bytes.len() - HEADER)], bytes: self.bytes };
        out.section(|bytes| self.places.iter().for_each(|place| bytes.extend(place.to_le_bytes())));
        drop(self.places);
        out.section(|bytes| {
            bytes.extend(length(self.label_list.len()).to_le_bytes());
            let mut end = 0;
            for label in &self.label_list {
                end += label.len();
                bytes.extend(length(end).to_le_bytes());
            }
            self.label_list.iter().for_each(|label| bytes.extend(label.as_bytes()));
        });
        let names = self.names.len();
        self.names.sort_unstable();
        self.names.dedup();
        out.buckets(&self.names);
        out.section(|bytes| bytes.extend(self.names.iter().map(|(key, _)| tag(*key))));
        out.section(|bytes| self.names.iter().for_each(|(_, owner)| bytes.extend(owner.to_le_bytes())));
        drop(self.names);
        out.filter(self.starts);
        out.filter(self.smalls);
        self.ids.sort_unstable();
        out.buckets(&self.ids);
        out.section(|bytes| self.ids.iter().for_each(|(_, owner)| bytes.extend(owner.to_le_bytes())));
        drop(self.ids);
        let bytes = out.finish(self.entities as usize, names);
        Store::read(Bytes::Owned(bytes)).unwrap_or_else(|problem| unreachable!("a header just written: {problem}"))
    }
}

/// Whether nothing of a name can be matched.
fn is_blank(name: &str) -> bool {
    !name.chars().any(|c| !c.is_whitespace() && script(c).is_some())
}

/// Whether the first word of a name has a capital, so that a text must have one too.
fn begins_capital(word: &str) -> bool {
    word.chars().any(char::is_uppercase)
}

fn length(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// The bytes under way, and where the sections are.
struct Output {
    bytes: Vec<u8>,
    ranges: Vec<(usize, usize)>,
}

impl Output {
    fn section(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        let start = self.bytes.len();
        write(&mut self.bytes);
        self.ranges.push((start, self.bytes.len() - start));
    }

    /// Where each bucket ends among sorted keys.
    fn buckets(&mut self, sorted: &[(u64, u32)]) {
        let buckets = (sorted.len() / BUCKET).max(1);
        self.section(|bytes| {
            let mut at = 0;
            for bucket in 0..buckets {
                while sorted.get(at).is_some_and(|(key, _)| part_of(*key, buckets) <= bucket) {
                    at += 1;
                }
                bytes.extend(length(at).to_le_bytes());
            }
        });
    }

    fn filter(&mut self, mut keys: Vec<u64>) {
        keys.sort_unstable();
        keys.dedup();
        let words = (keys.len() * BITS).div_ceil(64);
        self.section(|bytes| {
            let mut keys = keys.iter().peekable();
            for word in 0..words {
                let mut bits = 0;
                while let Some(key) = keys.next_if(|key| part_of(**key, words) <= word) {
                    bits |= filter_bits(*key);
                }
                bytes.extend(u64::to_le_bytes(bits));
            }
        });
    }

    fn finish(mut self, entities: usize, names: usize) -> Vec<u8> {
        self.bytes.shrink_to_fit();
        let sums: Vec<u32> =
            self.ranges.iter().map(|(start, length)| crc32fast::hash(&self.bytes[*start..start + length])).collect();
        debug_assert_eq!(self.ranges.len(), SECTIONS);
        let mut header = Vec::with_capacity(HEADER);
        header.extend(super::store::MAGIC);
        header.extend(super::store::VERSION.to_le_bytes());
        header.extend(length(SECTIONS).to_le_bytes());
        header.extend((entities as u64).to_le_bytes());
        header.extend((names as u64).to_le_bytes());
        for ((start, length), sum) in self.ranges.iter().zip(sums) {
            header.extend((*start as u64).to_le_bytes());
            header.extend((*length as u64).to_le_bytes());
            header.extend(sum.to_le_bytes());
        }
        let sum = crc32fast::hash(&header);
        header.extend(sum.to_le_bytes());
        self.bytes[..HEADER].copy_from_slice(&header);
        self.bytes
    }
}

const _: () = assert!(Section::IdOwners as usize + 1 == SECTIONS);
