//! What a pass over a text has found, and which of it stands.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::Method;
use super::boundary::{begins, ends, in_address};
use super::fuzzy::Near;

/// A name on the list: where it stands, and the entities that it may mean, the first one meant.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hit {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// The token that it begins with, or one before.
    pub(crate) token: usize,
    /// The part of the gazetteer, the entity in it, and which of its names.
    pub(super) part: u32,
    pub(super) entity: u32,
    pub(super) name: u32,
    /// A word that is also a common one, at a place where a capital says nothing: the key of the word.
    pub(super) doubtful: Option<u64>,
    /// How many letters are wrong, and how many there are.
    pub(super) edits: (u32, u32),
    /// Where in the list of hits' others this one's are.
    pub(super) others: (u32, u32),
}

/// The names of a text.
#[derive(Default)]
pub(crate) struct Hits {
    pub(crate) found: Vec<Hit>,
    /// Part and entity of what else the strings may mean.
    pub(super) others: Vec<(u32, u32)>,
    /// Common words that stand capitalised inside a sentence.
    pub(super) inner: FxHashSet<u64>,
}

impl Hit {
    pub(super) fn method(&self) -> Method {
        match (self.edits.0, self.name) {
            (1.., _) => Method::Fuzzy,
            (_, 0) => Method::Exact,
            _ => Method::Alias,
        }
    }

    /// The share of letters that are right.
    pub(super) fn score(&self) -> f64 {
        1.0 - f64::from(self.edits.0) / f64::from(self.edits.1.max(1))
    }
}

impl Hits {
    pub(super) fn others(&self, hit: &Hit) -> &[(u32, u32)] {
        self.others.get(hit.others.0 as usize..hit.others.1 as usize).unwrap_or_default()
    }
}

/// Adds what is near a name, unless it cuts through a name or is one.
pub(super) fn add_near(hits: &mut Hits, near: Vec<Near>, text: &str) {
    let exact = hits.found.len();
    for near in near {
        let (start, end) = (near.start, near.end);
        let from = hits.found[..exact].partition_point(|hit| hit.start < start);
        let cuts = |hit: &Hit| {
            hit.start < end
                && start < hit.end
                && !(start < hit.start && hit.end <= end)
                && !(start == hit.start && hit.end < end)
        };
        // a name may begin before and reach in; those kept do not overlap, so that one look back is enough
        let before = from.checked_sub(1).map(|at| &hits.found[at]);
        let rivals = hits.found[from..exact].iter().take_while(|hit| hit.start < end);
        let in_place = begins(text, start) && ends(text, end) && !in_address(text, start, end);
        if before.into_iter().chain(rivals).any(cuts) || !in_place {
            continue;
        }
        let (part, entity, name) = near.place;
        let edits = (length(near.edits), length(near.letters));
        let first = length(hits.others.len());
        hits.others.extend(near.others);
        let others = (first, length(hits.others.len()));
        hits.found.push(Hit { start, end, token: 0, part, entity, name, doubtful: None, edits, others });
    }
    hits.found.sort_by_key(|hit| (hit.start, hit.end, hit.edits.0));
}

/// Keeps from left to right the longest, of equally long ones the one with fewer letters wrong.
pub(super) fn leftmost(found: &mut Vec<Hit>) {
    found.sort_by_key(|hit| (hit.start, std::cmp::Reverse(hit.end), hit.edits.0));
    let mut past = 0;
    found.retain(|hit| {
        let free = hit.start >= past;
        if free {
            past = hit.end;
        }
        free
    });
}

pub(super) fn length(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// Keeps of overlapping hits the one listed first, of those of one entity the longest, then the first.
pub(super) fn by_priority(found: &mut Vec<Hit>) {
    found.sort_by_key(|hit| (hit.part, hit.entity, std::cmp::Reverse(hit.end - hit.start), hit.start));
    let mut kept: BTreeMap<usize, Hit> = BTreeMap::new();
    for hit in found.drain(..) {
        let free = kept.range(..hit.end).next_back().is_none_or(|(_, before)| before.end <= hit.start);
        if free {
            kept.insert(hit.start, hit);
        }
    }
    found.extend(kept.into_values());
}
