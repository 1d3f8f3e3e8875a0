//! Korean particles: what is written to the end of a name and is no part of it, as the possessive is in English.
//!
//! "서울에서" is "in Seoul". A particle counts where it is the rest of the word, where it suits the sound that the name ends
//! in, and where the name has two letters or more, since a single syllable with a particle is mostly another word.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::fold::{Script, script};
use crate::text::lists::rows;

/// What a name has to end in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum After {
    Any,
    Vowel,
    Consonant,
    /// A vowel or ㄹ.
    Open,
    /// A consonant other than ㄹ.
    Closed,
}

/// The particles by their last letters.
static PARTICLES: LazyLock<FxHashMap<char, Vec<(&'static str, After)>>> = LazyLock::new(|| {
    let mut particles: FxHashMap<char, Vec<(&'static str, After)>> = FxHashMap::default();
    for [particle, after] in rows(include_str!("../../data/particles.tsv"), ["particle", "after"]) {
        let after = match after {
            "vowel" => After::Vowel,
            "consonant" => After::Consonant,
            "open" => After::Open,
            "closed" => After::Closed,
            _ => After::Any,
        };
        if let Some(last) = particle.chars().next_back() {
            particles.entry(last).or_default().push((particle, after));
        }
    }
    // the short ones first, so that the longest name is found first
    for known in particles.values_mut() {
        known.sort_by_key(|(particle, _)| particle.len());
    }
    particles
});

/// Where in a word a particle may begin that is the rest of it, the last place first.
pub(super) fn before_particles(word: &str) -> impl Iterator<Item = usize> {
    let last = word.chars().next_back().filter(|c| syllable(*c).is_some());
    let particles = last.and_then(|last| PARTICLES.get(&last)).map(Vec::as_slice).unwrap_or_default();
    particles.iter().filter_map(|(particle, after)| {
        let stem = word.strip_suffix(particle)?;
        suits(stem, *after).then_some(stem.len())
    })
}

/// Whether a word goes on behind a place with a particle and nothing else.
pub(super) fn follows(before: &str, after: &str) -> bool {
    if after.chars().next().and_then(syllable).is_none() {
        return false;
    }
    // no particle has more letters
    let in_word = |c: &char| script(*c).is_none_or(|script| script == Script::Spaced);
    let length: usize = after.chars().take(5).take_while(in_word).map(char::len_utf8).sum();
    let rest = &after[..length];
    let known = rest.chars().next_back().and_then(|last| PARTICLES.get(&last));
    known.is_some_and(|known| known.iter().any(|(particle, after)| *particle == rest && suits(before, *after)))
}

/// The place of a syllable in the order of Unicode, which counts through 28 endings.
fn syllable(c: char) -> Option<u32> {
    matches!(c, '가'..='힣').then(|| u32::from(c) - 0xAC00)
}

/// Whether a name of two letters or more ends in what a particle wants. How a letter of another script sounds is not known.
fn suits(name: &str, after: After) -> bool {
    let mut letters = name.chars().rev();
    let Some(last) = letters.next().filter(|c| script(*c) == Some(Script::Spaced)) else { return false };
    if !letters.next().is_some_and(|c| script(c) == Some(Script::Spaced)) {
        return false;
    }
    let Some(syllable) = syllable(last) else { return true };
    let (vowel, lateral) = (syllable % 28 == 0, syllable % 28 == 8);
    match after {
        After::Any => true,
        After::Vowel => vowel,
        After::Consonant => !vowel,
        After::Open => vowel || lateral,
        After::Closed => !vowel && !lateral,
    }
}
