//! Names anywhere in a text, inside words as well: `boundaries="none"`.
//!
//! The text is folded whole, each folded byte tied to the character it comes from, and an automaton (the aho-corasick
//! crate) runs over it. Memory is that of such an automaton, many times that of the gazetteer itself.

use aho_corasick::{AhoCorasick, AhoCorasickKind, Anchored, MatchKind, StartKind};

use super::fold::{fold, script};
use super::gazetteer::Gazetteer;
use super::store::name_key;
use super::units::Walk;

/// The folded names of a gazetteer.
pub(super) struct Inside {
    automata: Vec<AhoCorasick>,
    /// The key of each name, by automaton and pattern.
    keys: Vec<Vec<u64>>,
}

/// Names to one automaton, so that none outgrows its numbers.
const MOST: usize = 1_000_000;

impl Inside {
    pub(super) fn new(gazetteer: &Gazetteer) -> Self {
        let mut units = Vec::new();
        let mut names: Vec<(Vec<u8>, u64)> = Vec::new();
        for entry in gazetteer.entries() {
            for name in entry.names() {
                if let Some(key) = name_key(name.text, &mut units) {
                    names.push((Folded::of(name.text).bytes, key));
                }
            }
        }
        names.sort_unstable();
        names.dedup();
        let mut inside = Self { automata: Vec::new(), keys: Vec::new() };
        for names in names.chunks(MOST) {
            let built = AhoCorasick::builder()
                .kind(Some(AhoCorasickKind::ContiguousNFA))
                .match_kind(MatchKind::Standard)
                .start_kind(StartKind::Unanchored)
                .build(names.iter().map(|(name, _)| name));
            if let Ok(automaton) = built {
                inside.automata.push(automaton);
                inside.keys.push(names.iter().map(|(_, key)| *key).collect());
            }
        }
        inside
    }

    /// Gives every stretch that folds to a name, with the key of the name, by start and then by end.
    pub(super) fn stretches(&self, text: &str) -> Vec<(usize, usize, u64)> {
        let folded = Folded::of(text);
        let mut found = Vec::new();
        for (automaton, keys) in self.automata.iter().zip(&self.keys) {
            let input = aho_corasick::Input::new(&folded.bytes).anchored(Anchored::No);
            for hit in automaton.find_overlapping_iter(input) {
                if let Some((start, end)) = folded.stretch(hit.start(), hit.end()) {
                    found.push((start, end, keys[hit.pattern().as_usize()]));
                }
            }
        }
        found.sort_unstable();
        found
    }
}

/// A text as it is compared: folded letters and marks, a space for each gap, a line break for a blank line.
struct Folded {
    bytes: Vec<u8>,
    /// For each folded byte the stretch of the text that it comes from.
    from: Vec<(u32, u32)>,
}

impl Folded {
    fn of(text: &str) -> Self {
        let mut folded = Self { bytes: Vec::with_capacity(text.len()), from: Vec::with_capacity(text.len()) };
        let mut units = Vec::new();
        let mut walk = Walk::new(text, 0, &mut units);
        let mut last = 0;
        loop {
            while let Some(unit) = walk.next() {
                if unit.gap && !folded.bytes.is_empty() {
                    folded.push(' ', last, unit.start);
                }
                let mut chars = text[unit.start..unit.end].char_indices().peekable();
                while let Some((at, c)) = chars.next() {
                    let start = unit.start + at;
                    let mut end = start + c.len_utf8();
                    while let Some((_, rider)) = chars.next_if(|(_, c)| script(*c).is_none()) {
                        end += rider.len_utf8();
                        // what is kept of it is compared as well
                        fold(rider, |_| {});
                    }
                    for part in text[start..end].chars() {
                        fold(part, |part| folded.push(part, start, end));
                    }
                }
                last = unit.end;
            }
            let at = walk.position();
            if at >= text.len() {
                return folded;
            }
            // behind a blank line
            folded.push('\n', last, at);
            walk = Walk::new(text, at, &mut units);
        }
    }

    fn push(&mut self, c: char, start: usize, end: usize) {
        let place = |at| u32::try_from(at).unwrap_or(u32::MAX);
        for byte in c.encode_utf8(&mut [0; 4]).bytes() {
            self.bytes.push(byte);
            self.from.push((place(start), place(end)));
        }
    }

    /// The stretch of the text behind folded bytes, unless they begin or end inside what one character folds to.
    fn stretch(&self, start: usize, end: usize) -> Option<(usize, usize)> {
        let (first, last) = (*self.from.get(start)?, *self.from.get(end.checked_sub(1)?)?);
        let whole = (start == 0 || self.from.get(start - 1) != Some(&first)) && self.from.get(end) != Some(&last);
        whole.then_some((first.0 as usize, last.1 as usize))
    }
}
