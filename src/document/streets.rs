//! Addresses and roads: "88 W. Jackson Ave.", "Route 9".

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::View;
use super::mentions::put;
use crate::entities::{Hints, PERSON, PLACE, Tagged};
use crate::language::Language;
use crate::text::lists::{key, rows, words};
use crate::text::{Case, Gap, Kind};

/// The words that streets' names end with.
static ENGLISH: LazyLock<FxHashSet<u64>> = LazyLock::new(|| {
    let words = rows(include_str!("../../data/en/number_names.tsv"), ["word", "role"]);
    words.filter(|[_, role]| *role == "street").map(|[word, _]| key(word)).collect()
});

fn endings(language: Language) -> &'static FxHashSet<u64> {
    match language {
        Language::English => &ENGLISH,
    }
}

/// Makes places of streets that were taken for people or bodies: with the number of a house before them, or with an ending that
/// is nobody's surname; and of roads that have a number for a name.
pub(super) fn tell(view: &View, tagged: &mut Vec<Tagged>) {
    for name in tagged.iter_mut().filter(|name| name.label != PLACE) {
        if is_street(view, name) {
            (name.label, name.margin) = (PLACE, Tagged::TOLD);
        }
    }
    let mut added: Vec<Tagged> = Vec::new();
    let mut next = 0;
    for at in view.capitals.places.iter().map(|at| *at as usize) {
        if !is_road(view, at) {
            continue;
        }
        while tagged.get(next).is_some_and(|name| name.to <= at) {
            next += 1;
        }
        // "State Route 12"
        let from = tagged.get(next).map_or(at, |name| name.from.min(at));
        added.push(Tagged { from, to: at + 2, label: PLACE, margin: Tagged::TOLD });
    }
    put(tagged, added);
}

/// Whether a full stop behind a word is that of a street's name: "Ave."
pub(super) fn is_stopped(key: u64) -> bool {
    words!["ave", "blvd", "hwy", "rd", "st"].contains(&key)
}

/// Whether a road's kind and its number stand at a token, and the name ends there: "Interstate 55".
fn is_road(view: &View, at: usize) -> bool {
    view.tokens.get(at + 1).is_some_and(|token| token.kind == Kind::Number && token.gap == Gap::Space)
        && words!["autobahn", "autoroute", "freeway", "highway", "interstate", "motorway", "route", "turnpike"]
            .contains(&view.tokens[at].key)
        && view.tokens[at].case == Case::Title
        && !view.goes_on(at + 2)
}

fn is_street(view: &View, name: &Tagged) -> bool {
    let surname = Hints::SURNAME.or(Hints::COMMON_SURNAME);
    let ends = name.to > name.from + 1 && endings(view.language).contains(&view.tokens[name.to - 1].key);
    let numbered = has_house(view, name.from);
    if ends {
        return numbered || name.label == PERSON && !view.hints[name.to - 1].any(surname);
    }
    // "88 W. Jackson"
    let first = &view.tokens[name.from];
    numbered
        && name.label == PERSON
        && words!["n", "s", "e", "w"].contains(&first.key)
        && view.tokens.get(name.from + 1).is_some_and(|stop| stop.is_mark('.'))
}

/// Whether the number of a house stands before a token; a year behind "in" is none.
fn has_house(view: &View, from: usize) -> bool {
    let Some(number) = from.checked_sub(1).filter(|_| view.tokens[from].gap == Gap::Space) else { return false };
    let token = &view.tokens[number];
    let digits = token.of(view.text);
    let year =
        || number.checked_sub(1).is_some_and(|before| words!["in", "since", "by"].contains(&view.tokens[before].key));
    token.kind == Kind::Number && digits.bytes().all(|byte| byte.is_ascii_digit()) && digits.len() <= 5 && !year()
}
