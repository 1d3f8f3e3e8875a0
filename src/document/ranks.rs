//! Kings, dukes and bishops: what their ranks say of the names beside them.

use super::View;
use super::mentions::{COUNTRY, Reading, kind};
use crate::entities::{self, Hints, PERSON, Rank, Tagged, Titled};
use crate::text::lists::words;
use crate::text::{Gap, Kind, Token};

/// The rank whose last word a token is, with its first token: "Duke", "Grand Duke".
fn ending_at(view: &View, last: usize) -> Option<(usize, Rank)> {
    let begins = |from: usize| {
        let (taken, rank) = entities::rank(&view.tokens[from..=last], view.language)?;
        (from + taken == last + 1 && view.tokens[from].is_capitalised()).then_some((from, rank))
    };
    last.checked_sub(1).and_then(begins).or_else(|| begins(last))
}

/// Whether a rank stands right before a token: "King" before "Felipe", with a capital.
pub(super) fn is_before(view: &View, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|last| ending_at(view, last).is_some())
}

/// Whether a rank that somebody has of a place stands before "of" at a token: "the Countess of", "the King of".
pub(super) fn is_of(view: &View, of: usize) -> bool {
    words!["of"].contains(&view.tokens[of].key) && is_before(view, of)
}

/// Makes people of those who are called by a rank and a territory ("the Duke of Sussex"), unless they have been named right
/// before ("Rosa Lind, Countess of Marran"), and of the names behind a rank that were left out or taken together with it
/// ("Queen Sofia").
pub(super) fn tell(view: &View, world: &[Reading], titled: &[Titled], tagged: &mut Vec<Tagged>) {
    let mut added: Vec<Tagged> = Vec::new();
    let mut next = 0;
    for at in view.capitals.places.iter().map(|at| *at as usize) {
        let Some((taken, rank)) = entities::rank(&view.tokens[at..], view.language) else { continue };
        while tagged.get(next).is_some_and(|name| name.to <= at) {
            next += 1;
        }
        let past = at + taken;
        if added.last().is_some_and(|name| name.to > at) || is_within_listed(view, world, at, past) {
            continue;
        }
        let before = next.checked_sub(1).and_then(|before| tagged.get(before));
        let name = if view.tokens.get(past).is_some_and(|token| words!["of"].contains(&token.key)) {
            let territory = (rank == Rank::Noble).then(|| territory(view, world, &tagged[next..], past + 1)).flatten();
            territory.filter(|_| !is_apposition(view, before, at)).map(|to| (at, to))
        } else {
            called(view, titled, &tagged[next..], at, past)
        };
        added.extend(name.map(|(from, to)| Tagged { from, to, label: PERSON, margin: Tagged::TOLD }));
    }
    super::mentions::put(tagged, added);
}

/// Whether a list has a name that the rank is a part of: "Prince Edward Island".
fn is_within_listed(view: &View, world: &[Reading], from: usize, past: usize) -> bool {
    let next = world.partition_point(|reading| reading.to <= from);
    world.get(next).is_some_and(|reading| {
        let capital = view.tokens[reading.from].is_capitalised();
        reading.from < past && capital
    })
}

/// The end of a territory: a listed or tagged name there, else all capitalised words. A country is none, since who has it rules
/// it, and a theatre is no duke's.
fn territory(view: &View, world: &[Reading], tagged: &[Tagged], from: usize) -> Option<usize> {
    /// Words that a territory has at most.
    const MOST: usize = 3;
    let words = (from..from + MOST).take_while(|at| view.goes_on(*at)).count();
    let first = world.partition_point(|reading| reading.from < from);
    let listed = world.get(first).filter(|reading| reading.from == from);
    let own = tagged.iter().take_while(|name| name.from <= from).find(|name| name.to > from);
    let to = listed.map_or(0, |reading| reading.to).max(own.map_or(0, |name| name.to)).max(from + words);
    let country = listed.is_some_and(|reading| kind(&reading.mention) == COUNTRY);
    let other = Hints::BODY_TAIL.or(Hints::PLACE_TAIL).or(Hints::WORK);
    (words > 0 && !country && !view.goes_on(to) && !view.hints[to - 1].any(other)).then_some(to)
}

/// Whether a person stands right before a rank: "Henry, Duke of", "Rosa Lind, the 3rd Countess of".
fn is_apposition(view: &View, before: Option<&Tagged>, rank: usize) -> bool {
    /// "the", "3", "rd".
    const BETWEEN: usize = 3;
    let Some(person) = before.filter(|name| name.label == PERSON) else { return false };
    let between = &view.tokens[person.to..rank];
    match between.split_first() {
        Some((comma, rest)) => comma.is_mark(',') && rest.len() <= BETWEEN && !rest.iter().any(Token::is_capitalised),
        None => true,
    }
}

/// The name behind a rank, where none was told there, or one that has the rank in it: doubtful, or a given name alone.
fn called(view: &View, titled: &[Titled], tagged: &[Tagged], rank: usize, past: usize) -> Option<(usize, usize)> {
    let found = titled.get(titled.partition_point(|found| found.from < past)).filter(|found| found.from == past)?;
    let given = view.hints[past].any(Hints::GIVEN);
    let name = tagged.first().filter(|name| name.from < found.to);
    let taken = name.is_some_and(|name| name.from == rank && name.label == PERSON && name.to >= found.to);
    let alone = found.to == past + 1 && name.is_some_and(|name| name.to == found.to);
    let doubtful = name.is_some_and(Tagged::is_doubtful);
    let free = if name.is_some() { taken && (alone || doubtful) } else { !is_thing(view, rank, found.to) };
    (given && free).then_some((past, found.to))
}

/// Whether a rank and a given name are more likely a ship's, a school's or a shop's: "the liner Queen Mary", "Burger King Ana".
fn is_thing(view: &View, rank: usize, to: usize) -> bool {
    let behind = view.tokens.get(to).is_some_and(|token| token.kind == Kind::Number && token.gap <= Gap::Space);
    let before = rank.checked_sub(1).is_some_and(|before| {
        let near = view.tokens[rank].gap <= Gap::Space;
        let article = words!["the"].contains(&view.tokens[before].key);
        near && (article || view.tokens[before].is_capitalised() || view.hints[before].any(Hints::VESSEL))
    });
    before || behind || view.goes_on(to)
}
