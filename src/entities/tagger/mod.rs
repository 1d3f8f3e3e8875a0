//! Names told by a small linear model where lists and patterns leave off.
//!
//! The candidates are runs of capitalised words ([`runs`]). Of each word in a run the model asks what the lists say of it
//! ([`super::hints`]), how it is written, what stands beside it and what the patterns and the gazetteer make of it
//! ([`features`]); the weights of what is so ([`weights`]) are added up, and the best row of tags for the run is taken
//! (Viterbi). Weights are trained as those of a conditional random field (Lafferty and others, 2001) by
//! `training`, which only the feature of that name compiles.

mod features;
mod runs;
#[cfg(feature = "training")]
pub mod training;
mod weights;

pub use features::Hidden;
pub(crate) use features::{Evidence, Seen};
pub(crate) use weights::UNIT;
pub use weights::Weights;

use self::runs::Runs;
use super::hints::Hints;
use super::{ORG, PERSON, PLACE};
use crate::text::lists::words;

/// Outside, then the first and the further words of a person's, a place's and a body's name.
pub(super) const TAGS: usize = 7;
const LABELS: [&str; 3] = [PERSON, PLACE, ORG];

/// A name as tagged: tokens of the sentence.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tagged {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) label: &'static str,
    /// How far ahead of any other label or none, in units of the weights, its words taken together.
    pub(crate) margin: i16,
}

impl Tagged {
    /// How far ahead a name is made that what stands beside it tells.
    pub(crate) const TOLD: i16 = 60;

    /// Whether it is so little ahead of the next best that what lists or other names say may decide.
    pub(crate) fn is_doubtful(&self) -> bool {
        const GUESS: i16 = 27;
        self.margin < GUESS
    }
}

/// Work space, kept from run to run.
#[derive(Default)]
pub(crate) struct Tagger {
    words: Vec<features::Word>,
    sums: Vec<[i16; 8]>,
    back: Vec<[i16; 8]>,
    /// The keys of what storms are called: "Imara" of "Cyclone Imara".
    pub(crate) storms: Vec<u64>,
}

/// What may not be: a name going on that has not begun, or one that begins or ends with a joint.
const NEVER: i16 = -10_000;

impl Tagger {
    /// The names of a sentence.
    pub(crate) fn tag(&mut self, evidence: &Evidence, weights: &Weights, found: &mut Vec<Tagged>) {
        for (from, to) in Runs::of(evidence) {
            self.sums.clear();
            let sums = &mut self.sums;
            features::of_run(evidence, (from, to), &mut self.words, |features| sums.push(weights.sum(features)));
            let words = &self.words[features::BEFORE..features::BEFORE + to - from];
            for (at, pair) in (from + 1..to).zip(words.windows(2)) {
                if pair[0].capital && pair[1].capital && pair[0].hints.any(Hints::STORM) {
                    self.storms.push(evidence.passage.tokens[at].key);
                }
            }
            let first = found.len();
            self.decode(weights, from, found);
            let mut at = first;
            while let Some(name) = found.get_mut(at) {
                if evidence.settle(name) {
                    at += 1;
                } else {
                    found.remove(at);
                }
            }
        }
    }

    fn decode(&mut self, weights: &Weights, from: usize, found: &mut Vec<Tagged>) {
        let mut best = [0; 8];
        self.back.clear();
        for (index, sums) in self.sums.iter().enumerate() {
            let before = &self.words[index + features::BEFORE - 1];
            let word = &self.words[index + features::BEFORE];
            let (mut next, back) = if index == 0 {
                (weights.steps[TAGS], [0; 8])
            } else {
                behind(best, &FOLLOWS[usize::from(!before.capital)], &weights.steps)
            };
            // a name goes on only behind its begin, and a word with a capital may be anything
            let mut shut = if index == 0 { INNER } else { [0; 8] };
            if !word.capital {
                (0..TAGS).filter(|tag| !allowed(*tag, word)).for_each(|tag| shut[tag] = -1);
            }
            for tag in 0..8 {
                let score = next[tag].saturating_add(sums[tag]);
                next[tag] = NEVER & shut[tag] | score & !shut[tag];
            }
            best = next;
            self.back.push(back);
        }
        let mut tag = (1..TAGS).fold(0, |ahead, tag| if best[tag] > best[ahead] { tag } else { ahead });
        let mut to = None;
        let mut margin = 0_i16;
        let first = found.len();
        for index in (0..self.sums.len()).rev() {
            if tag > 0 {
                to.get_or_insert(index + 1);
                let sums = &self.sums[index];
                let kind = tag.div_ceil(2);
                let mut rivals = *sums;
                rivals[2 * kind - 1..=2 * kind].fill(i16::MIN);
                let rival = rivals[..TAGS].iter().fold(i16::MIN, |most, rival| most.max(*rival));
                margin = margin.saturating_add(sums[tag] - rival);
                if !is_inner(tag) {
                    let label = LABELS[kind - 1];
                    found.push(Tagged { from: from + index, to: from + to.unwrap_or(index + 1), label, margin });
                    to = None;
                    margin = 0;
                }
            }
            tag = usize::try_from(self.back[index][tag]).unwrap_or(0);
        }
        found[first..].reverse();
    }
}

/// The best score of each tag behind those before it, and which of them that is: all at once, by masks.
#[inline(never)]
fn behind(best: [i16; 8], follows: &[[i16; 8]; TAGS], steps: &[[i16; 8]; TAGS + 1]) -> ([i16; 8], [i16; 8]) {
    let (mut next, mut back) = ([NEVER; 8], [0; 8]);
    for ((before, best), (follows, steps)) in (0..).zip(best).zip(follows.iter().zip(steps)) {
        let open = -i16::from(best > NEVER / 2);
        for tag in 0..8 {
            let score = best.saturating_add(steps[tag]);
            let better = open & follows[tag] & -i16::from(score > next[tag]);
            next[tag] = score & better | next[tag] & !better;
            back[tag] = before & better | back[tag] & !better;
        }
    }
    (next, back)
}

/// The tags of the further words of names, as a mask.
const INNER: [i16; 8] = {
    let (mut inner, mut tag) = ([0; 8], 0);
    while tag < TAGS {
        inner[tag] = if is_inner(tag) { -1 } else { 0 };
        tag += 1;
    }
    inner
};

const fn is_inner(tag: usize) -> bool {
    tag > 0 && tag.is_multiple_of(2)
}

/// A joint begins no name, unless it is a particle, and few stand in people's names: "Alexander the Great".
fn allowed(tag: usize, word: &features::Word) -> bool {
    const PERSON_INNER: usize = 2;
    match tag {
        0 => true,
        PERSON_INNER => word.capital || !word.hints.any(Hints::JOINT) || words!["of", "the"].contains(&word.id),
        _ => is_inner(tag) || word.capital || word.hints.any(Hints::PARTICLE),
    }
}

/// A name goes on only as what it began, and does not end with a joint.
const fn follows(before: usize, tag: usize, joint: bool) -> bool {
    let goes_on = is_inner(tag);
    if goes_on { before > 0 && before.div_ceil(2) == tag / 2 } else { !joint || before == 0 }
}

/// What may follow each tag, as masks: behind a capitalised word, and behind a joint.
const FOLLOWS: [[[i16; 8]; TAGS]; 2] = {
    let mut table = [[[0; 8]; TAGS]; 2];
    let mut at = 0;
    while at < 2 * TAGS * TAGS {
        let (joint, before, tag) = (at / (TAGS * TAGS), at / TAGS % TAGS, at % TAGS);
        table[joint][before][tag] = if follows(before, tag, joint == 1) { -1 } else { 0 };
        at += 1;
    }
    table
};
