//! States and provinces by the two letters of their postal codes, behind a town: "Dayton, OH", "Baltimore, MD 21202".

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::View;
use super::mentions::{Reading, is_unknown};
use crate::entities::{self, Hints, Mention, Method, PERSON, PLACE, Tagged};
use crate::text::lists::key;
use crate::text::{Case, Gap, Kind, Token};

/// Adds the states that stand behind towns as their postal codes, and leaves what was told of those two letters otherwise.
pub(super) fn tell(view: &View, world: &mut Vec<Reading>, tagged: &mut Vec<Tagged>) {
    let mut capitals = view.capitals;
    let mut codes = Vec::new();
    for sentence in 0..view.within.len() {
        for at in capitals.next().iter().map(|at| *at as usize) {
            let token = &view.tokens[at];
            if token.case == Case::Upper
                && token.end - token.start == 2
                && let Some(id) = STATES.get(&token.key)
                && is_behind_town(view, world, tagged, at)
            {
                codes.push((at, sentence, *id));
            }
        }
    }
    if codes.is_empty() {
        return;
    }
    // the code among the tokens of a name, or right behind it
    let code = |from: usize, to: usize| {
        let (at, ..) = *codes.get(codes.partition_point(|(at, ..)| *at < from))?;
        (town_end(view, at) <= to).then_some(at)
    };
    tagged.retain(|name| code(name.from, name.to) != Some(name.from));
    for name in tagged.iter_mut() {
        if let Some(at) = code(name.from, name.to) {
            (name.to, name.label) = (town_end(view, at), PLACE);
        }
    }
    world.retain(|reading| code(reading.from, reading.to).is_none_or(|at| at >= reading.to));
    let known = entities::world();
    for (at, sentence, id) in &codes {
        let Some(entry) = known.get(id) else { continue };
        let mention = Mention {
            span: view.tokens[*at].span(),
            sentence: *sentence,
            label: entities::label(PLACE),
            entity: (*id).into(),
            name: entry.name.into(),
            method: Method::Alias,
            role: None,
            score: 1.0,
            candidates: Vec::new(),
        };
        tagged.push(Tagged { from: *at, to: at + 1, label: PLACE, margin: i16::MAX });
        world.push(Reading::listed(*at, at + 1, mention));
    }
    tagged.sort_by_key(|name| name.from);
    world.sort_by_key(|reading| reading.from);
}

/// Where a town before a code ends: there may be a comma between.
fn town_end(view: &View, code: usize) -> usize {
    code - usize::from(code > 0 && view.tokens[code - 1].is_mark(','))
}

/// The states of the United States and the provinces of Canada by the keys of their codes.
static STATES: LazyLock<FxHashMap<u64, &'static str>> = LazyLock::new(|| {
    entities::divisions()
        .filter_map(|id| Some((id.strip_prefix("US-").or_else(|| id.strip_prefix("CA-"))?, id)))
        .map(|(code, id)| (key(code), id))
        .collect()
});

/// Whether a town ends before a token, with a comma or without, or a capitalised word that a postal code follows.
fn is_behind_town(view: &View, world: &[Reading], tagged: &[Tagged], at: usize) -> bool {
    /// Digits of a postal code of the United States.
    const DIGITS: u32 = 5;
    let to = town_end(view, at);
    let comma = to < at;
    if to == 0 || view.tokens[at].gap > Gap::Space || !view.tokens[to - 1].is_capitalised() {
        return false;
    }
    // "IRAQ BEAT IRAN IN CUP"
    if !comma && view.tokens[to - 1].case == Case::Upper {
        return false;
    }
    let is_code = |token: &Token| token.kind == Kind::Number && token.end - token.start == DIGITS;
    let coded = view.tokens.get(at + 1).is_some_and(is_code);
    let listed = world[..world.partition_point(|reading| reading.to <= to)].last();
    let town = listed.is_some_and(|reading| reading.to == to && &*reading.mention.label == PLACE);
    let next = tagged.partition_point(|name| name.to < to);
    let told = tagged.get(next).filter(|name| name.from < to);
    let place = told.is_some_and(|name| name.label == PLACE && name.to == to);
    let unsure = told.is_none_or(|name| name.label != PERSON || name.to == name.from + 1);
    let hint = view.hints[to - 1].any(Hints::TOWN) && is_unknown(view, to - 1);
    unsure && (town || comma && (place || hint) || coded && (comma || hint))
}
