//! What a noun before a name says of it: "the village of Tanjung Merah", "the broadcaster Norvela".

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::View;
use crate::entities::{Hints, ORG, PERSON, PLACE, Tagged};
use crate::language::Language;
use crate::text::lists::{Phrases, rows, words};
use crate::text::{Case, Gap, Kind};

/// What words of places' names are.
const GROUND: Hints = Hints::TOWN.or(Hints::PLACE_HEAD).or(Hints::PLACE_TAIL);

/// Nouns, and the label of what they stand before.
static ENGLISH: LazyLock<Phrases<&'static str>> = LazyLock::new(|| {
    Phrases::new(
        rows(include_str!("../../data/en/kinds.tsv"), ["noun", "label"])
            .map(|[noun, label]| (noun, if label == ORG { ORG } else { PLACE })),
    )
});

fn nouns(language: Language) -> &'static Phrases<&'static str> {
    match language {
        Language::English => &ENGLISH,
    }
}

/// Makes places and bodies of the names that were taken for people's, where a noun before them says so, and of the same names
/// elsewhere; surnames of people named in full stay theirs.
pub(super) fn tell(view: &View, tagged: &mut [Tagged]) {
    let mut told: FxHashMap<(u64, u64), &'static str> = FxHashMap::default();
    let mut people = None;
    // the name before, if it is one of several places: "the villages of Marn and Selda Bray"
    let mut row = None;
    for at in 0..tagged.len() {
        let name = tagged[at];
        let listed = row.take().is_some_and(|to| is_joined(view, to, &name));
        let found = if listed { Some((PLACE, true)) } else { label_of(view, &name) };
        let Some((label, several)) = found else { continue };
        row = several.then_some(name.to);
        if name.label == label || name.label == ORG {
            continue;
        }
        let alone = name.to == name.from + 1;
        let people = people.get_or_insert_with(|| last_words(view, tagged));
        // a body is not called by the last of its words, a person is
        let called = (alone || label == ORG) && people.contains(&(view.ends(&name).1, !alone));
        if !called {
            (tagged[at].label, tagged[at].margin) = (label, Tagged::TOLD);
            told.insert(view.ends(&name), label);
        }
    }
    if told.is_empty() {
        return;
    }
    for name in tagged.iter_mut().filter(|name| name.label == PERSON && name.to > name.from + 1) {
        if let Some(label) = told.get(&view.ends(name)) {
            (name.label, name.margin) = (label, Tagged::TOLD);
        }
    }
}

/// The keys of the last words of people's names, and whether such a word stands alone.
fn last_words(view: &View, tagged: &[Tagged]) -> FxHashSet<(u64, bool)> {
    let people = tagged.iter().filter(|name| name.label == PERSON);
    people.map(|name| (view.ends(name).1, name.to == name.from + 1)).collect()
}

/// Whether a name goes on a row of names: behind "and", or behind a comma before "and".
fn is_joined(view: &View, to: usize, name: &Tagged) -> bool {
    let joint = |at: usize| view.tokens.get(at).is_some_and(|token| words!["and", "or"].contains(&token.key));
    name.from == to + 1 && (joint(to) || view.tokens[to].is_mark(',') && joint(name.to))
}

/// What the noun before a name says, and whether of several.
fn label_of(view: &View, name: &Tagged) -> Option<(&'static str, bool)> {
    let before = name.from.checked_sub(1).filter(|_| view.tokens[name.from].gap <= Gap::Space)?;
    if words!["of"].contains(&view.tokens[before].key) {
        let noun = before.checked_sub(1).filter(|noun| view.tokens[*noun].case == Case::Lower)?;
        let own = noun
            .checked_sub(1)
            .is_some_and(|at| words!["adopted", "birth", "home", "native"].contains(&view.tokens[at].key));
        let several = view.tokens[noun].of(view.text).ends_with('s');
        return (!own && noun_before(view, before) == Some(PLACE)).then_some((PLACE, several));
    }
    // "analysts at" somebody there are none, and seldom at a place
    let at = words!["at"].contains(&view.tokens[before].key);
    let may_be = match name.label {
        PERSON => at || !is_person(view, name),
        PLACE => at && name.is_doubtful() && !(name.from..name.to).any(|at| view.hints[at].any(GROUND)),
        _ => false,
    };
    (may_be && noun_before(view, name.from) == Some(ORG)).then_some((ORG, false))
}

/// The label that the noun right before a token stands for: written small, or where its sentence opens.
fn noun_before(view: &View, past: usize) -> Option<&'static str> {
    /// Tokens of the longest: "start-up".
    const MOST: usize = 3;
    let nouns = nouns(view.language);
    (past.saturating_sub(MOST)..past).find_map(|from| {
        let (taken, label) = nouns.longest(&view.tokens[from..past])?;
        let small = view.tokens[from].case == Case::Lower || opens(view, from);
        (from + taken == past && small).then_some(*label)
    })
}

/// Whether a token is the first word of its sentence.
fn opens(view: &View, at: usize) -> bool {
    let sentence = view.within.partition_point(|(_, end)| *end <= at);
    let first = view.within.get(sentence).map_or(0, |(first, _)| *first);
    view.tokens[first..at].iter().all(|token| token.kind == Kind::Mark)
}

/// Whether a name is a person's by its words, who may be or own what the noun names: "the broadcaster Ann Reed", "the company
/// Tom Reed founded".
fn is_person(view: &View, name: &Tagged) -> bool {
    let (first, last) = (view.hints[name.from], view.hints[name.to - 1]);
    if name.to == name.from + 1 {
        return first.any(Hints::COMMON_SURNAME);
    }
    let surname = last.any(Hints::SURNAME.or(Hints::COMMON_SURNAME));
    let initial = view.tokens[name.from + 1].is_mark('.');
    let profession = view.hints[name.from - 1].any(Hints::TITLE.or(Hints::PERSON));
    initial || first.any(Hints::GIVEN) && (surname || profession || !name.is_doubtful())
}
