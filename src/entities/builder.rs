//! Records to the flat bytes of a [`Store`].
//!
//! An entity's bytes are written as it comes, so that its strings are kept nowhere else; beside them grow only the keys of
//! its names, which are sorted into buckets and filters at the end.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::entry::{Entry, NamePolicy, push_varint};
use super::fold::{fold, script};
use super::gazetteer::Gazetteer;
use super::store::{
    Beginning, Bytes, CHAIN, FILL, HEADER, LINE, MAGIC, MOST_MEANT, PLACES, SECTIONS, SUM, Store, VERSION, filter_bits,
    id_key, name_tag, part_of, tag,
};
use super::twins::{Twins, UNNAMED, numbered, said};
use super::units::{Walk, extend, shape};

/// A record as its reader has it at hand.
#[derive(Clone, Copy, Default)]
pub(crate) struct Row<'r> {
    pub(crate) id: Option<&'r str>,
    pub(crate) label: Option<&'r str>,
    pub(crate) name: Option<&'r str>,
    pub(crate) case: NamePolicy,
    pub(crate) aliases: &'r [(&'r str, NamePolicy)],
    /// A JSON object, or nothing.
    pub(crate) metadata: Option<&'r str>,
}

/// Why a record cannot be taken, and the mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(super) field: &'static str,
    pub(crate) problem: String,
    pub(crate) mend: Cow<'static, str>,
}

/// The label of an entity whose record gives none.
pub(crate) const UNLABELLED: &str = "MISC";
/// Longer names are refused: none that a text would hold, and a walk along one is bounded.
const LONGEST: usize = 1000;
/// Ids to a bucket, on average.
const BUCKET: usize = 4;
/// Bits of a filter for each key in it.
const BITS: usize = 10;

pub(crate) struct Builder {
    /// The header's room, and the entities behind it.
    bytes: Vec<u8>,
    entities: u32,
    labels: FxHashMap<String, usize>,
    label_list: Vec<String>,
    /// Key of each name, where its entity begins, and whether it has a capital that the text must have too.
    names: Vec<(u64, u32, bool)>,
    /// Entities by the key of their id, given or made of the name.
    by_id: FxHashMap<u64, u32>,
    twins: Twins,
    /// What the entities are to be added to.
    beside: Gazetteer,
    ids: Vec<(u64, u32)>,
    /// What the filters are to know, each key with what it is in its lowest bits, which choose nothing.
    starts: Vec<u64>,
    smalls: Vec<u64>,
    shapes: Box<[u32; 512]>,
    folded: Vec<u8>,
    entity: Vec<u8>,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            bytes: vec![0; HEADER],
            entities: 0,
            labels: FxHashMap::default(),
            label_list: Vec::new(),
            names: Vec::new(),
            by_id: FxHashMap::default(),
            twins: Twins::default(),
            beside: Gazetteer::default(),
            ids: Vec::new(),
            starts: Vec::new(),
            smalls: Vec::new(),
            shapes: Box::new([0; 512]),
            folded: Vec::new(),
            entity: Vec::new(),
        }
    }
}

impl Builder {
    /// For entities that are to be added to those of a gazetteer.
    pub(super) fn beside(gazetteer: Gazetteer) -> Self {
        Self { beside: gazetteer, ..Self::default() }
    }

    /// Takes a record in.
    pub(super) fn push(&mut self, row: &Row) -> Result<(), Refusal> {
        match row.id {
            Some(id) if id.starts_with(UNNAMED) => Err(refusal(
                "id",
                format!("the id {id:?} begins with \"{UNNAMED}\", which marks entities without an id"),
                "leave it out, or choose another",
            )),
            Some("") => Err(refusal("id", "the id is blank".into(), "leave the id out or give one")),
            _ => self.take(row),
        }
    }

    /// Takes in what may be an entity of another gazetteer: its id may be one that was made of the name.
    pub(super) fn take(&mut self, row: &Row) -> Result<(), Refusal> {
        let name = row.name.map(str::trim).filter(|name| !is_blank(name));
        let Some(name) = name else {
            return Err(refusal("name", "the record has no name".into(), "give it a name that is not blank"));
        };
        let too_long = |text: &str| text.len() > LONGEST;
        if too_long(name) || row.aliases.iter().any(|(alias, _)| too_long(alias)) {
            let field = if too_long(name) { "name" } else { "aliases" };
            let problem = format!("a name has more than {LONGEST} bytes");
            return Err(refusal(field, problem, "shorten it or leave it out"));
        }
        let Some(place) = self.place().filter(|_| self.entities < u32::MAX) else {
            let problem = "the entities before take up 4 GiB already".into();
            return Err(refusal("name", problem, "make two gazetteers"));
        };
        let (mut row, name) = (*row, on_one_line(name));
        let (made, slot);
        if let Some(id) = row.id {
            if self.beside.get(id).is_some() {
                return Err(there_already(id));
            }
            slot = self.claim(id_key(id), id).map_err(|_| twice(id))?;
        } else {
            let first = numbered(&name, 1);
            match self.claim(id_key(&first), &first) {
                Ok(free) if self.beside.get(&first).is_none() => slot = free,
                _ => {
                    let said = said(labelled(&row), described(&row), spellings(&row, &name));
                    let mut twins = std::mem::take(&mut self.twins);
                    let further = twins.further(&name, said, |id| self.entity(id));
                    self.twins = twins;
                    let Some(further) = further else { return Ok(()) };
                    slot = self.claim(id_key(&further), &further).map_err(|_| twice(&further))?;
                    made = further;
                    row.id = Some(&made);
                }
            }
        }
        self.by_id.insert(slot, place);
        if let Some(id) = row.id {
            self.ids.push((id_key(id), place));
        }
        self.encode(&row, &name);
        push_varint(&mut self.bytes, self.entity.len());
        self.bytes.extend_from_slice(&self.entity);
        self.entities += 1;
        Ok(())
    }

    /// The slot for an id, or where the entity begins that has it already. Of two ids with one key the second takes the next.
    fn claim(&self, key: u64, id: &str) -> Result<u64, u32> {
        let mut slot = key;
        while let Some(place) = self.by_id.get(&slot) {
            if self.entry(*place).is_some_and(|known| known.id() == id) {
                return Err(*place);
            }
            slot = slot.wrapping_add(1);
        }
        Ok(slot)
    }

    /// The entity that begins at a place.
    fn entry(&self, place: u32) -> Option<Entry<'_>> {
        let label = |index: usize| self.label_list.get(index).map_or("", String::as_str);
        Entry::read(&self.bytes[HEADER..], &mut (place as usize), label)
    }

    /// The entity of an id, here or in what the entities are added to.
    fn entity(&self, id: &str) -> Option<Entry<'_>> {
        self.claim(id_key(id), id).map_or_else(|place| self.entry(place), |_| self.beside.get(id))
    }

    /// Where the next entity begins.
    fn place(&self) -> Option<u32> {
        u32::try_from(self.bytes.len() - HEADER).ok()
    }

    /// Writes the bytes of an entity, and notes the keys of its names.
    fn encode(&mut self, row: &Row, name: &str) {
        let label = labelled(row);
        let label = if let Some(known) = self.labels.get(label) {
            *known
        } else {
            self.labels.insert(label.to_owned(), self.label_list.len());
            self.label_list.push(label.to_owned());
            self.label_list.len() - 1
        };
        let metadata = described(row);
        let mut bytes = std::mem::take(&mut self.entity);
        bytes.clear();
        push_varint(&mut bytes, label << 2 | usize::from(metadata.is_some()) << 1 | usize::from(row.id.is_some()));
        for text in row.id.into_iter().chain(metadata) {
            push_varint(&mut bytes, text.len());
            bytes.extend_from_slice(text.as_bytes());
        }
        push_varint(&mut bytes, spellings(row, name).count());
        for (text, policy) in spellings(row, name) {
            let text = &*text;
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
        let (mut first, mut small) = (true, true);
        while let Some(unit) = walk.next() {
            if !first {
                self.starts.push(noted(state, Beginning::Inner));
                if small {
                    self.smalls.push(noted(state, Beginning::Inner));
                }
            }
            state = extend(state, &unit, first);
            let word = &name[unit.start..unit.end];
            small &= policy == NamePolicy::Any || !word.contains(char::is_uppercase);
            if first {
                self.starts.push(noted(state, Beginning::First));
                let (at, length) = folded_shape(word);
                self.shapes[256 + at] |= length;
                if small {
                    self.smalls.push(noted(state, Beginning::First));
                    self.shapes[at] |= length;
                }
            }
            first = false;
        }
        if small {
            self.smalls.push(noted(state, Beginning::Whole));
        }
        self.names.push((state, self.place().unwrap_or(0), !small));
        state
    }

    /// The finished bytes.
    pub(super) fn finish(mut self) -> Store {
        self.by_id = FxHashMap::default();
        let mut out = Output { ranges: vec![(HEADER, self.bytes.len() - HEADER)], bytes: self.bytes };
        out.section(|bytes| {
            bytes.extend(length(self.label_list.len()).to_le_bytes());
            let mut end = 0;
            for label in &self.label_list {
                end += label.len();
                bytes.extend(length(end).to_le_bytes());
            }
            self.label_list.iter().for_each(|label| bytes.extend(label.as_bytes()));
        });
        self.names.sort_unstable();
        // the spelling without a capital comes first, and stands for both
        self.names.dedup_by_key(|(key, place, _)| (*key, *place));
        let homes = out.lines(&self.names);
        out.filter(self.starts, &self.names);
        drop(self.names);
        out.filter(self.smalls, &[]);
        out.section(|bytes| self.shapes.iter().for_each(|shape| bytes.extend(shape.to_le_bytes())));
        self.ids.sort_unstable();
        out.buckets(&self.ids);
        out.section(|bytes| self.ids.iter().for_each(|(_, owner)| bytes.extend(owner.to_le_bytes())));
        drop(self.ids);
        let bytes = out.finish(self.entities as usize, homes);
        if self.entities as usize > MANY {
            give_back();
        }
        Store::read(Bytes::Owned(bytes)).unwrap_or_else(|problem| unreachable!("a header just written: {problem}"))
    }
}

/// Entities from which on what building took is worth giving back.
const MANY: usize = 20_000;

/// Hands what was freed back to the system. The GNU allocator keeps some 70 MB after a million names, three times what
/// they take up.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
fn give_back() {
    // SAFETY: the call touches only memory that the allocator holds as free.
    unsafe {
        libc::malloc_trim(0);
    }
}

#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
fn give_back() {}

fn refusal(field: &'static str, problem: String, mend: &'static str) -> Refusal {
    Refusal { field, problem, mend: mend.into() }
}

/// The refusal of an id that another record has.
fn twice(id: &str) -> Refusal {
    refusal("id", format!("the id {id:?} is given twice"), "merge the records or give them ids of their own")
}

/// The refusal of an id that is in the gazetteer.
pub(super) fn there_already(id: &str) -> Refusal {
    refusal("id", format!("the id {id:?} is there already"), "remove that entity first, or give another id")
}

fn labelled<'r>(row: &Row<'r>) -> &'r str {
    row.label.filter(|label| !label.is_empty()).unwrap_or(UNLABELLED)
}

/// The further fields of a record that has any.
fn described<'r>(row: &Row<'r>) -> Option<&'r str> {
    row.metadata.filter(|metadata| !matches!(*metadata, "" | "{}"))
}

/// The name of a record and its aliases, but for blank ones.
fn spellings<'r>(row: &Row<'r>, name: &'r str) -> impl Iterator<Item = (Cow<'r, str>, NamePolicy)> {
    let aliases = row.aliases.iter().map(|(alias, policy)| (alias.trim(), *policy));
    let aliases = aliases.filter(|(alias, _)| !is_blank(alias)).map(|(alias, policy)| (on_one_line(alias), policy));
    std::iter::once((Cow::Borrowed(name), row.case)).chain(aliases)
}

/// Whether nothing of a name can be matched.
fn is_blank(name: &str) -> bool {
    !name.chars().any(|c| !c.is_whitespace() && script(c).is_some())
}

/// A name without line breaks: white space that holds one is a space.
fn on_one_line(name: &str) -> Cow<'_, str> {
    if name.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Cow::Borrowed(name);
    }
    if name.contains(|c: char| matches!(c, '\n'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')) {
        Cow::Owned(name.split_whitespace().collect::<Vec<_>>().join(" "))
    } else {
        Cow::Borrowed(name)
    }
}

/// The shape of a word once it is folded.
fn folded_shape(word: &str) -> (usize, u32) {
    if word.is_ascii() {
        return shape(word.as_bytes()[0], word.len());
    }
    let (mut first, mut length) = (None, 0);
    for c in word.chars() {
        fold(c, |c| {
            length += c.len_utf8();
            first.get_or_insert(c);
        });
    }
    let mut bytes = [0; 4];
    shape(first.unwrap_or(' ').encode_utf8(&mut bytes).as_bytes()[0], length)
}

/// A key with what it is in its two lowest bits.
fn noted(key: u64, beginning: Beginning) -> u64 {
    key & !3 | beginning as u64
}

/// What a key was noted as.
fn beginning(noted: u64) -> Beginning {
    match noted & 3 {
        0 => Beginning::First,
        1 => Beginning::Inner,
        _ => Beginning::Whole,
    }
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
        self.bytes.resize(self.bytes.len().next_multiple_of(LINE), 0);
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

    /// Sorted names in lines; gives how many lines there are but for those behind the last.
    fn lines(&mut self, sorted: &[(u64, u32, bool)]) -> usize {
        let mut homes = sorted.len().div_ceil(FILL).max(1);
        let mut lines = in_lines(sorted, homes);
        while lines.is_none() {
            homes *= 2;
            lines = in_lines(sorted, homes);
        }
        self.section(|bytes| lines.iter().flatten().for_each(|line| bytes.extend(line)));
        homes
    }

    /// A filter of keys with what they are, and of names, which are sorted already.
    fn filter(&mut self, mut keys: Vec<u64>, names: &[(u64, u32, bool)]) {
        keys.sort_unstable();
        keys.dedup();
        let words = ((keys.len() + names.len()) * BITS).div_ceil(64);
        self.section(|bytes| {
            let (mut keys, mut names) = (keys.iter().peekable(), names.iter().peekable());
            for word in 0..words {
                let mut bits = 0;
                while let Some(key) = keys.next_if(|key| part_of(**key, words) <= word) {
                    bits |= filter_bits(*key, beginning(*key));
                }
                while let Some((key, ..)) = names.next_if(|(key, ..)| part_of(*key, words) <= word) {
                    bits |= filter_bits(*key, Beginning::Whole);
                }
                bytes.extend(u64::to_le_bytes(bits));
            }
        });
    }

    fn finish(mut self, entities: usize, homes: usize) -> Vec<u8> {
        self.bytes.shrink_to_fit();
        debug_assert_eq!(self.ranges.len(), SECTIONS);
        let mut header = Vec::with_capacity(HEADER);
        header.extend(MAGIC);
        header.extend(VERSION.to_le_bytes());
        header.extend(length(SECTIONS).to_le_bytes());
        header.extend((entities as u64).to_le_bytes());
        header.extend((homes as u64).to_le_bytes());
        for (start, length) in &self.ranges {
            header.extend((*start as u64).to_le_bytes());
            header.extend((*length as u64).to_le_bytes());
            header.extend(crc32fast::hash(&self.bytes[*start..start + length]).to_le_bytes());
        }
        debug_assert_eq!(header.len(), SUM);
        header.extend(crc32fast::hash(&header).to_le_bytes());
        self.bytes[..header.len()].copy_from_slice(&header);
        self.bytes
    }
}

/// Puts each name in the line of its key, or where there is room behind it; `None` where one comes to stand too far off.
fn in_lines(sorted: &[(u64, u32, bool)], homes: usize) -> Option<Vec<[u8; LINE]>> {
    let mut lines = vec![[0; LINE]; homes];
    let (mut line, mut same, mut last) = (0, 0, None);
    for (key, place, capital) in sorted {
        same = if last == Some(*key) { same + 1 } else { 0 };
        last = Some(*key);
        if same >= MOST_MEANT {
            continue;
        }
        let home = part_of(*key, homes);
        line = line.max(home);
        if usize::from(lines[line][PLACES]) == PLACES {
            line += 1;
            if line == lines.len() {
                lines.push([0; LINE]);
            }
        }
        if line - home >= CHAIN {
            return None;
        }
        lines[home..line].iter_mut().for_each(|before| before[PLACES + 1] = 1);
        let here = &mut lines[line];
        let at = usize::from(here[PLACES]);
        here[at] = tag(*key);
        here[PLACES + 2 + at / 8] |= u8::from(*capital) << (at % 8);
        here[16 + 4 * at..20 + 4 * at].copy_from_slice(&place.to_le_bytes());
        here[PLACES] += 1;
    }
    Some(lines)
}
