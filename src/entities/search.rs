//! One pass over a text, looking for the names of a matcher.
//!
//! The scan stops at every word and asks a filter whether a name begins with it; most words end there. Behind one that
//! does, units are added to the key of the name as long as the filter says that a name goes on, and where it says that they
//! are one the store is asked for entities of that key. What is found is then held letter by letter against the text, under
//! the rule for case.

use super::boundary::{begins, ends, in_address};
use super::capitals::{has_capital, is_shouted, opens_sentence};
use super::entry::NamePolicy;
use super::hits::{Hit, Hits, add_near, by_priority, leftmost, length};
use super::letters::{self, Letters, Rule};
use super::matcher::EntityMatcher;
use super::options::{Boundaries, CaseRule, Overlaps};
use super::particles::before_particles;
use super::store::{Beginning, Store, is_noted, name_tag};
use super::units::{Unit, Walk, ascii_key, cased_word_end, extend, shape};
use crate::text::Words;
use crate::text::lists::key;

/// What filters know of some units, a bit for each part: whether a name begins with the first, whether one goes on behind
/// them, whether they are one.
#[derive(Default)]
struct Known {
    first: u64,
    inner: u64,
    whole: u64,
}

/// One pass over a text.
pub(super) struct Search<'m, 't> {
    matcher: &'m EntityMatcher,
    text: &'t str,
    words: &'m Words,
    pub(super) overlaps: Overlaps,
    pub(super) hits: Hits,
    /// What a stretch may mean: part, entity, which of its names, and whether case was held by the smart rule.
    meant: Vec<(u32, u32, u32, bool)>,
    /// Whether addresses have still to be told from words.
    raw: bool,
    /// The token that is looked at, where there are tokens.
    pub(super) token: usize,
    folded: Vec<u8>,
    letters: Letters,
    /// The filters of the parts.
    filters: Vec<[&'m [u8]; 2]>,
}

impl<'m, 't> Search<'m, 't> {
    pub(super) fn new(matcher: &'m EntityMatcher, text: &'t str, words: &'m Words, raw: bool) -> Self {
        Self {
            matcher,
            text,
            words,
            overlaps: matcher.options.overlaps,
            hits: Hits::default(),
            meant: Vec::new(),
            raw,
            token: 0,
            folded: Vec::new(),
            letters: Letters::default(),
            filters: matcher.gazetteer.parts().iter().map(|part| part.store.filters()).collect(),
        }
    }

    /// Looks for names at a word that begins in ASCII; where to go on.
    pub(super) fn plain_word(&mut self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        let (end, capital) = cased_word_end(bytes, at);
        if bytes.get(end).is_some_and(|b| *b >= 0x80) {
            return self.unit(at);
        }
        let small = !capital && self.matcher.options.case != CaseRule::Any;
        let (shape, length) = shape(bytes[at], end - at);
        if self.matcher.shapes[if small { shape } else { 256 + shape }] & length == 0 {
            return end;
        }
        let unit = Unit { start: at, end, key: ascii_key(bytes, at, end), gap: false, word: true };
        self.names_at(&unit, small)
    }

    /// Looks for names at any unit; where to go on.
    pub(super) fn unit(&mut self, at: usize) -> usize {
        let first = Walk::new(self.text, at, &mut self.folded).next();
        let Some(unit) = first.filter(|unit| unit.start == at) else {
            // white space and the like
            return at + self.text[at..].chars().next().map_or(1, char::len_utf8);
        };
        let small = self.matcher.options.case != CaseRule::Any && !has_capital(&self.text[unit.start..unit.end]);
        let known = self.hits.found.len();
        let past = self.names_at(&unit, small);
        if self.hits.found.len() == known || self.overlaps != Overlaps::Longest {
            for length in before_particles(&self.text[unit.start..unit.end]) {
                let stem = self.stem(&unit, length);
                if begins(self.text, stem.start)
                    && self.entities(extend(0, &stem, true), stem.start, stem.end, u64::MAX, small)
                {
                    self.take(stem.start, stem.end, true);
                    if self.overlaps == Overlaps::Longest {
                        break;
                    }
                }
            }
        }
        past
    }

    /// The front of a unit, without the particle that it ends in.
    fn stem(&self, unit: &Unit, length: usize) -> Unit {
        let end = unit.start + length;
        let mut folded = Vec::new();
        let key = Walk::new(&self.text[..end], unit.start, &mut folded).next().map_or(0, |stem| stem.key);
        Unit { end, key, ..*unit }
    }

    /// What the filters of the parts know of some units. `small`: they have no capital.
    #[inline]
    fn known(&self, state: u64, small: bool, first: bool) -> Known {
        let mut known = Known::default();
        for (index, filters) in self.filters.iter().enumerate() {
            let word = Store::filter_word(filters[usize::from(!small)], state);
            let has = |beginning| u64::from(is_noted(word, state, beginning)) << index;
            if first {
                known.first |= has(Beginning::First);
                if known.first == 0 {
                    continue;
                }
            }
            known.inner |= has(Beginning::Inner);
            known.whole |= has(Beginning::Whole);
        }
        known
    }

    /// Takes in the names that begin with a unit; where to go on.
    fn names_at(&mut self, first: &Unit, mut small: bool) -> usize {
        let mut state = extend(0, first, true);
        let mut known = self.known(state, small, true);
        let mut open = known.first;
        if open == 0 || !begins(self.text, first.start) {
            return first.end;
        }
        let mut folded = std::mem::take(&mut self.folded);
        let mut walk = Walk::behind(self.text, first, &mut folded);
        let mut unit = *first;
        let mut longest = None;
        loop {
            let whole = open & known.whole;
            let found = whole != 0 && self.entities(state, first.start, unit.end, whole, small);
            if found && self.overlaps == Overlaps::Longest {
                longest = Some((unit.end, unit.start == first.start));
            } else if found {
                self.take(first.start, unit.end, unit.start == first.start && unit.word);
            }
            open &= known.inner;
            if open == 0 {
                break;
            }
            let Some(next) = walk.next() else { break };
            let word = &self.text[next.start..next.end];
            small = small && !has_capital(word);
            if word.as_bytes().last().is_some_and(|byte| !byte.is_ascii()) {
                for length in before_particles(word) {
                    let stem = self.stem(&next, length);
                    if self.entities(extend(state, &stem, false), first.start, stem.end, open, small) {
                        if self.overlaps == Overlaps::Longest {
                            longest = Some((stem.end, false));
                            break;
                        }
                        self.take(first.start, stem.end, false);
                    }
                }
            }
            unit = next;
            state = extend(state, &unit, false);
            known = self.known(state, small, false);
        }
        self.folded = folded;
        let Some((end, single)) = longest else { return first.end };
        self.take(first.start, end, single && first.word);
        end
    }

    /// Takes in a stretch that folds to a name, wherever it stands.
    pub(super) fn stretch(&mut self, start: usize, end: usize, key: u64) {
        self.raw = false;
        let small = self.matcher.options.case != CaseRule::Any && !has_capital(&self.text[start..end]);
        if self.entities(key, start, end, u64::MAX, small) {
            let unit = Walk::new(self.text, start, &mut self.folded).next();
            self.take(start, end, unit.is_some_and(|unit| unit.word && unit.end == end));
        }
    }

    /// Notes the entities of a key that a stretch may mean, and whether there are any. What was noted of a shorter stretch is
    /// kept where there are none.
    fn entities(&mut self, state: u64, start: usize, end: usize, open: u64, small: bool) -> bool {
        let options = self.matcher.options;
        if options.boundaries == Boundaries::Word && !ends(self.text, end)
            || self.raw && in_address(self.text, start, end)
        {
            return false;
        }
        let written = &self.text[start..end];
        let (meant, letters) = (&mut self.meant, &mut self.letters);
        let mut any = false;
        for (index, part) in (0..).zip(self.matcher.gazetteer.parts()) {
            if open >> index & 1 == 0 {
                continue;
            }
            part.store.each_owner(state, small, |entity| {
                let Some(names) = part.store.names(entity).filter(|_| part.holds(entity)) else { return };
                let fit = names
                    .tagged(name_tag(state))
                    .find(|(_, policy, name)| letters.fit(name, written, Rule::of(*policy, options)));
                let Some((name, policy, _)) = fit else { return };
                if !any {
                    meant.clear();
                    any = true;
                }
                meant.push((index, entity, name, Rule::of(policy, options).case == NamePolicy::Smart));
            });
        }
        any
    }

    /// Takes in what was noted last as a hit; `single`: it is one word.
    fn take(&mut self, start: usize, end: usize, single: bool) {
        let Some((&(part, entity, name, smart), others)) = self.meant.split_first() else { return };
        let before = length(self.hits.others.len());
        self.hits.others.extend(others.iter().map(|(part, entity, ..)| (*part, *entity)));
        let others = (before, length(self.hits.others.len()));
        let mut doubtful = None;
        if smart && single && self.matcher.options.fold {
            let word = &self.text[start..end];
            let key = key(word);
            if self.words.listed(key).is_some() && word.chars().any(char::is_uppercase) {
                let capitals = letters::Case::of(word) == letters::Case::Upper;
                let says = if capitals && is_shouted(self.text, start, end) {
                    false
                } else {
                    capitals && self.is_acronym(part, entity, name) || !opens_sentence(self.text, start)
                };
                if says {
                    self.hits.inner.insert(key);
                } else {
                    doubtful = Some(key);
                }
            }
        }
        self.hits.found.push(Hit {
            start,
            end,
            token: self.token,
            part,
            entity,
            name,
            doubtful,
            edits: (0, 1),
            others,
        });
    }

    /// Whether a name is a word in capitals.
    fn is_acronym(&self, part: u32, entity: u32, name: u32) -> bool {
        let entry = self.matcher.gazetteer.entry((part, entity));
        entry
            .and_then(|entry| entry.names().nth(name as usize))
            .is_some_and(|name| letters::Case::of(name.text) == letters::Case::Upper)
    }

    pub(super) fn finish(mut self) -> Hits {
        let Hits { found, inner, .. } = &mut self.hits;
        found.retain(|hit| hit.doubtful.is_none_or(|key| inner.contains(&key)));
        self.settle();
        if let Some(fuzzy) = &self.matcher.fuzzy {
            // only what stands is in the way of what is near a name
            let near = fuzzy.near(&self.matcher.gazetteer, self.text, self.words, None);
            add_near(&mut self.hits, near, self.text);
            self.settle();
        }
        self.hits
    }

    /// Leaves what stands of what overlaps.
    fn settle(&mut self) {
        let found = &mut self.hits.found;
        // a pass over words gives no others than the longest
        let passed = self.matcher.options.boundaries == Boundaries::Word && self.matcher.fuzzy.is_none();
        match self.overlaps {
            Overlaps::Priority => by_priority(found),
            Overlaps::Longest if !passed => leftmost(found),
            _ => {}
        }
    }
}
