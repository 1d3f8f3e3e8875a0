//! Names and texts at random, of few enough pieces that they meet.

use std::sync::Arc;

use factbox::{CaseRule, Gazetteer, MatchOptions, NamePolicy, Overlaps, Record};
use proptest::prelude::*;

use crate::reference::{Class, class};

/// Pieces of names and texts, few enough to meet again. None is a common word, for which the smart rule has an exception.
pub(crate) fn pieces() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "Zarn",
        "zarn",
        "ZARN",
        "Zärn",
        "Za\u{308}rn",
        "Qo",
        "QO",
        "qo",
        "Straßq",
        "STRASSQ",
        "straſsq",
        "Στος",
        "ΣΤΟΣ",
        "στοσ",
        "İx",
        "ix",
        "ıx",
        "IX",
        "Xøl",
        "xol",
        "al",
        "O’Qu",
        "O'Qu",
        "U",
        "S",
        "s",
        "3",
        "12",
        "C",
        "+",
        "_",
        "東",
        "京",
        "の",
        "カ",
        "ター",
        "é",
        "e\u{301}",
        "서울",
        "제주",
        "에서",
        "은",
        "는",
    ])
    .prop_map(str::to_owned)
}

pub(crate) fn ties() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        " ", " ", " ", "-", "-", "‑", "–", "\u{a0}", "  ", "\n", "\n\n", "", "", "'", "’s", "'s", ".", ".", ",", "“",
        "\"", "😀", "\0", "\u{ad}", "'S ", " - ", "--", "/",
    ])
    .prop_map(str::to_owned)
}

pub(crate) fn row(most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec((pieces(), ties()), 0..most)
        .prop_map(|pieces| pieces.into_iter().map(|(piece, tie)| piece + &tie).collect())
}

pub(crate) fn policies() -> impl Strategy<Value = NamePolicy> {
    use NamePolicy::{Any, Exact, Matcher, Smart, Upper};
    prop::sample::select(vec![Matcher, Matcher, Matcher, Matcher, Smart, Exact, Any, Upper])
}

pub(crate) fn options() -> impl Strategy<Value = MatchOptions> {
    let case = prop::sample::select(vec![CaseRule::Smart, CaseRule::Exact, CaseRule::Any]);
    let overlaps = prop::sample::select(vec![Overlaps::Longest, Overlaps::All, Overlaps::Priority]);
    (case, overlaps, prop::bool::weighted(0.8)).prop_map(|(case, overlaps, fold)| MatchOptions {
        case,
        overlaps,
        fold,
        ..MatchOptions::default()
    })
}

/// Names trimmed, those that are blank left out.
pub(crate) fn gazetteers() -> impl Strategy<Value = Vec<(String, NamePolicy)>> {
    prop::collection::vec((row(4), policies()), 1..10).prop_map(|names| {
        names
            .into_iter()
            .map(|(name, policy)| (name.trim().to_owned(), policy))
            .filter(|(name, _)| name.chars().any(|c| !matches!(class(c), Class::Rider | Class::Space)))
            // letters that the smart rule takes for common words where a sentence opens
            .filter(|(name, _)| !["s", "u", "c", "al"].contains(&name.to_lowercase().trim_matches('\u{ad}')))
            .collect()
    })
}

pub(crate) fn built(names: &[(String, NamePolicy)]) -> Arc<Gazetteer> {
    let record = |(index, (name, case)): (usize, &(String, NamePolicy))| Record {
        id: Some(index.to_string()),
        name: Some(name.clone()),
        case: *case,
        ..Record::default()
    };
    Arc::new(Gazetteer::from_records(names.iter().enumerate().map(record)).unwrap())
}
