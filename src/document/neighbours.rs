//! What stands right beside a name of one word says of its label: a form of address, a rank with its seat, a name joined to it.

use super::mentions::Reading;
use super::{View, ranks};
use crate::entities::{Hints, PERSON, PLACE, Tagged};
use crate::text::lists::words;
use crate::text::{Gap, Token};

/// Makes people of those who are addressed ("Mrs London", "Lord Halifax"), and places of what a rank is of ("Duke of Lennox").
pub(super) fn address(view: &View, tagged: &mut [Tagged]) {
    /// How sure it makes, in units of the weights.
    const SURE: i16 = 60;
    let is = |at: usize, hints: Hints| view.hints[at].any(hints) && view.tokens[at].is_capitalised();
    for name in tagged.iter_mut().filter(|name| name.to == name.from + 1) {
        let Some(before) = name.from.checked_sub(1) else { continue };
        let stop = usize::from(view.tokens[before].is_mark('.') && before > 0);
        let label = if is(before - stop, Hints::HONORIFIC) && is(before - stop, Hints::FEMALE.or(Hints::MALE)) {
            PERSON
        } else if ranks::is_of(view, before) {
            PLACE
        } else {
            continue;
        };
        if name.label != label && view.tokens[name.from].gap <= Gap::Space {
            (name.label, name.margin) = (label, SURE);
        }
    }
}

/// Lets doubtful names that no list has be what the surer name is that "and" or "or" joins them to.
pub(super) fn join(view: &View, world: &[Reading], tagged: &mut [Tagged]) {
    let is_joint = |token: &Token| words!["and", "or"].contains(&token.key);
    let is_listed = |name: &Tagged| {
        let next = world.partition_point(|reading| reading.to <= name.from);
        world.get(next).is_some_and(|reading| reading.from < name.to)
    };
    for at in 1..tagged.len() {
        let (one, two) = (tagged[at - 1], tagged[at]);
        if two.from != one.to + 1 || one.label == two.label || !is_joint(&view.tokens[one.to]) {
            continue;
        }
        // "Mercedes and Dan" are two of a kind, though one of them is listed as a firm
        let given = |name: &Tagged| name.label == PERSON && view.hints[name.from].any(Hints::GIVEN);
        let doubtful =
            |name: &Tagged| name.is_doubtful() && name.to == name.from + 1 && !is_listed(name) && !given(name);
        match (doubtful(&one), doubtful(&two)) {
            (true, false) => tagged[at - 1].label = two.label,
            (false, true) => tagged[at].label = one.label,
            _ => {}
        }
    }
}
