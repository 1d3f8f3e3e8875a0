//! Weights from annotated runs: a conditional random field, fitted by steps of stochastic gradient that grow smaller for
//! each weight as it is moved (Duchi, Hazan and Singer, 2011).

use rustc_hash::FxHashMap;

use super::features::{self, Evidence};
use super::runs::Runs;
use super::weights::UNIT;
use super::{LABELS, TAGS, allowed, follows, is_inner};
use crate::text::Span;

/// A run: the features of each of its tokens, the tags that these may have and the one that is right.
#[derive(Clone, Default)]
pub struct Run {
    features: Vec<Vec<u32>>,
    allowed: Vec<[bool; TAGS]>,
    joint: Vec<bool>,
    tags: Vec<usize>,
}

impl Run {
    /// Says what the next token is: part of a name or none, and whether it is the name's first.
    pub(crate) fn wanted(&mut self, label: Option<&str>, first: bool) {
        let at = self.tags.len();
        let kind = label.and_then(|label| LABELS.iter().position(|other| *other == label));
        let tag = match kind {
            None => 0,
            Some(kind) if first || at == 0 || self.tags[at - 1] == 0 => 1 + 2 * kind,
            Some(kind) => 2 + 2 * kind,
        };
        self.tags.push(if self.allowed[at][tag] { tag } else { 0 });
    }

    /// What cannot be is mended: a name that ends with a joint ends before it.
    fn mended(&mut self) {
        for at in (0..self.tags.len()).rev() {
            let goes_on = self.tags.get(at + 1).is_some_and(|tag| is_inner(*tag));
            if self.joint[at] && self.tags[at] > 0 && !goes_on {
                self.tags[at] = 0;
            }
        }
        for at in 0..self.tags.len() {
            let tag = self.tags[at];
            let before = at.checked_sub(1).map_or(0, |at| self.tags[at]);
            if is_inner(tag) && (before == 0 || before.div_ceil(2) != tag / 2) {
                self.tags[at] = if self.allowed[at][tag - 1] { tag - 1 } else { 0 };
            }
        }
    }
}

/// Gives every run of a sentence that the tagger would be asked of, and where its tokens stand.
pub(crate) fn each_run(evidence: &Evidence, mut give: impl FnMut(&mut Run, &[Span])) {
    let mut words = Vec::new();
    for (from, to) in Runs::of(evidence) {
        let mut run = Run::default();
        features::of_run(evidence, (from, to), &mut words, |features| run.features.push(features.keys().collect()));
        for word in &words[features::BEFORE..features::BEFORE + to - from] {
            run.allowed.push(std::array::from_fn(|tag| allowed(tag, word)));
            run.joint.push(!word.capital);
        }
        let spans: Vec<Span> = evidence.passage.tokens[from..to].iter().map(crate::text::Token::span).collect();
        give(&mut run, &spans);
    }
}

/// How weights are fitted.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    pub rounds: usize,
    pub step: f64,
    /// What draws weights to nothing.
    pub penalty: f64,
    /// Features met less often are left out.
    pub least: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { rounds: 4, step: 0.01, penalty: 0.005, least: 4 }
    }
}

struct Field {
    weights: Vec<[f64; TAGS]>,
    moved: Vec<[f64; TAGS]>,
    steps: [[f64; TAGS]; TAGS + 1],
    steps_moved: [[f64; TAGS]; TAGS + 1],
}

/// Fits weights to runs, whose order is shuffled in the same way each time, and gives the bytes of the file.
#[must_use]
pub fn train(mut runs: Vec<Run>, options: Options) -> Vec<u8> {
    let mut counts: FxHashMap<u32, usize> = FxHashMap::default();
    for run in &mut runs {
        run.mended();
        run.features.iter().flatten().for_each(|key| *counts.entry(*key).or_default() += 1);
    }
    let mut keys: Vec<u32> =
        counts.into_iter().filter(|(_, count)| *count >= options.least).map(|(key, _)| key).collect();
    keys.sort_unstable();
    let numbers: FxHashMap<u32, u32> = keys.iter().zip(0..).map(|(key, number)| (*key, number)).collect();
    for features in runs.iter_mut().flat_map(|run| &mut run.features) {
        *features = features.iter().filter_map(|key| numbers.get(key).copied()).collect();
    }
    let mut field = Field {
        weights: vec![[0.0; TAGS]; keys.len()],
        moved: vec![[1e-6; TAGS]; keys.len()],
        steps: [[0.0; TAGS]; TAGS + 1],
        steps_moved: [[1e-6; TAGS]; TAGS + 1],
    };
    let mut state = 1_u64;
    for _ in 0..options.rounds {
        for at in (1..runs.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            runs.swap(at, (state >> 33) as usize % (at + 1));
        }
        for run in &runs {
            field.learn(run, options);
        }
    }
    field.bytes(&keys)
}

impl Field {
    fn learn(&mut self, run: &Run, options: Options) {
        let count = run.tags.len();
        let emissions: Vec<[f64; TAGS]> = (0..count)
            .map(|at| {
                let mut sums = [0.0; TAGS];
                for feature in &run.features[at] {
                    let weights = &self.weights[*feature as usize];
                    sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight);
                }
                std::array::from_fn(|tag| if run.allowed[at][tag] { sums[tag] } else { f64::NEG_INFINITY })
            })
            .collect();
        let steps = &self.steps;
        let step = |at: usize, before: usize, tag: usize| {
            if follows(before, tag, run.joint[at - 1]) { steps[before][tag] } else { f64::NEG_INFINITY }
        };
        let mut forward = vec![[f64::NEG_INFINITY; TAGS]; count];
        for at in 0..count {
            for tag in 0..TAGS {
                let before = if at == 0 {
                    if is_inner(tag) { f64::NEG_INFINITY } else { steps[TAGS][tag] }
                } else {
                    sum((0..TAGS).map(|before| forward[at - 1][before] + step(at, before, tag)))
                };
                forward[at][tag] = before + emissions[at][tag];
            }
        }
        let mut backward = vec![[0.0; TAGS]; count];
        for at in (0..count - 1).rev() {
            for tag in 0..TAGS {
                backward[at][tag] =
                    sum((0..TAGS)
                        .map(|next| step(at + 1, tag, next) + emissions[at + 1][next] + backward[at + 1][next]));
            }
        }
        let whole = sum(forward[count - 1].iter().copied());
        let mut expected_steps = [[0.0; TAGS]; TAGS + 1];
        for at in 0..count {
            let mut slope: [f64; TAGS] =
                std::array::from_fn(|tag| -(forward[at][tag] + backward[at][tag] - whole).exp());
            slope[run.tags[at]] += 1.0;
            for feature in &run.features[at] {
                let at = *feature as usize;
                update(&mut self.weights[at], &mut self.moved[at], &slope, options);
            }
            if at == 0 {
                (0..TAGS).for_each(|tag| expected_steps[TAGS][tag] += slope[tag]);
                continue;
            }
            for before in 0..TAGS {
                for tag in 0..TAGS {
                    let share =
                        forward[at - 1][before] + step(at, before, tag) + emissions[at][tag] + backward[at][tag]
                            - whole;
                    expected_steps[before][tag] -= share.exp();
                }
            }
            expected_steps[run.tags[at - 1]][run.tags[at]] += 1.0;
        }
        for (row, slopes) in expected_steps.iter().enumerate() {
            update(&mut self.steps[row], &mut self.steps_moved[row], slopes, options);
        }
    }

    #[allow(clippy::cast_possible_truncation, reason = "rounded and held to what fits")]
    fn bytes(&self, keys: &[u32]) -> Vec<u8> {
        let mut bytes = Vec::new();
        for step in self.steps.iter().flatten() {
            bytes.extend(((step * UNIT).round().clamp(-2000.0, 2000.0) as i16).to_le_bytes());
        }
        for (key, weights) in keys.iter().zip(&self.weights) {
            let whole = weights.map(|weight| (weight * UNIT).round());
            if whole.iter().any(|weight| weight.abs() > 1.0) {
                bytes.extend(key.to_le_bytes());
                // only how far tags are ahead of each other counts
                bytes.extend(
                    whole[1..].iter().map(|weight| ((weight - whole[0]).clamp(-127.0, 127.0) as i8).cast_unsigned()),
                );
            }
        }
        bytes
    }
}

fn update(weights: &mut [f64; TAGS], moved: &mut [f64; TAGS], slopes: &[f64; TAGS], options: Options) {
    for tag in 0..TAGS {
        let slope = slopes[tag];
        if slope.abs() < 1e-5 {
            continue;
        }
        moved[tag] += slope * slope;
        let step = options.step / moved[tag].sqrt();
        let weight = weights[tag] + step * (slope - options.penalty * weights[tag]);
        // what little is left of a weight goes
        let less = step * options.penalty;
        weights[tag] = weight.signum() * (weight.abs() - less).max(0.0);
    }
}

fn sum(terms: impl Iterator<Item = f64> + Clone) -> f64 {
    let most = terms.clone().fold(f64::NEG_INFINITY, f64::max);
    if most == f64::NEG_INFINITY {
        return most;
    }
    most + terms.map(|term| (term - most).exp()).sum::<f64>().ln()
}
