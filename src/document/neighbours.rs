//! What stands right beside a name says of its label and of its end: a form of address, a rank with its seat, a nickname, a name
//! joined to it.

use super::mentions::{Reading, is_unknown, put};
use super::{View, ranks};
use crate::entities::{self, Hints, PERSON, PLACE, Tagged};
use crate::text::classes::is_quote;
use crate::text::lists::words;
use crate::text::{Case, Gap, Kind, Token};

/// Makes people of those who are addressed ("Mrs London", "Lord Halifax"), and places of what a rank is of ("Duke of Lennox").
pub(super) fn address(view: &View, tagged: &mut [Tagged]) {
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
            (name.label, name.margin) = (label, Tagged::TOLD);
        }
    }
}

/// Makes one person's name of a given name and a surname with a nickname in quotation marks between them: "Dustin “Ace” Hollins".
pub(super) fn nickname(view: &View, tagged: &mut Vec<Tagged>) {
    let quote = |at: usize| view.tokens[at].kind == Kind::Mark && is_quote(view.tokens[at].mark);
    let mut added: Vec<Tagged> = Vec::new();
    for (sentence, &(from, to)) in view.capitals.within.iter().enumerate() {
        let first = view.within[sentence].0;
        for at in view.capitals.places[from..to].iter().map(|at| *at as usize) {
            if at + 1 >= view.tokens.len() || !quote(at + 1) || added.last().is_some_and(|name| name.to > at) {
                continue;
            }
            let passage = view.passage(sentence);
            let Some(surname) = entities::nickname(&passage, at + 1 - first).map(|past| first + past) else { continue };
            let around = |at: usize| {
                let next = tagged.partition_point(|name| name.to <= at);
                tagged.get(next).filter(|name| name.from <= at && name.label == PERSON)
            };
            let (given, last) = (around(at), around(surname).filter(|name| name.from == surname));
            let known = view.hints[at].any(Hints::GIVEN);
            let names = Hints::SURNAME.or(Hints::COMMON_SURNAME);
            let own = view.hints[surname].any(names) || is_unknown(view, surname);
            if (given.is_some() || known) && (last.is_some() || own && !view.hints[surname].any(Hints::CALENDAR)) {
                let name = entities::name_at(&passage, surname - first, view.language);
                let end = last.map(|name| name.to).or(name.map(|name| first + name.to)).unwrap_or(surname + 1);
                let begin = given.map_or(at, |name| name.from);
                added.push(Tagged { from: begin, to: end, label: PERSON, margin: Tagged::TOLD });
            }
        }
    }
    put(tagged, added);
}

/// Makes one place's name of what hyphens tie to a small word: "Marn-sur-Selda", "Velton-upon-Wye".
pub(super) fn hyphenated(view: &View, tagged: &mut Vec<Tagged>) {
    let ties = words![
        "am", "an", "aux", "by", "cum", "en", "in", "la", "le", "les", "on", "sous", "super", "sur", "the", "under",
        "upon"
    ];
    let tied = |at: usize| view.tokens.get(at).filter(|token| token.is_attached());
    let hyphen = |at: usize| tied(at).is_some_and(|token| token.is_mark('-'));
    let mut added: Vec<Tagged> = Vec::new();
    for at in view.capitals.places.iter().map(|at| *at as usize) {
        let small = tied(at + 2).filter(|token| token.case == Case::Lower && ties.contains(&token.key));
        let last = at + 4;
        if small.is_none()
            || !hyphen(at + 1)
            || !hyphen(at + 3)
            || !tied(last).is_some_and(Token::is_capitalised)
            || added.last().is_some_and(|name| name.to > at)
        {
            continue;
        }
        let around = |at: usize| {
            let next = tagged.partition_point(|name| name.to <= at);
            tagged.get(next).filter(|name| name.from <= at)
        };
        let parts = [around(at), around(last)];
        if parts.iter().flatten().any(|name| name.label == PLACE) {
            let [first, second] = parts;
            let (from, to) = (first.map_or(at, |name| name.from), second.map_or(last + 1, |name| name.to));
            added.push(Tagged { from, to, label: PLACE, margin: Tagged::TOLD });
        }
    }
    put(tagged, added);
}

/// Makes people of doubtful names made of a town's or a country's and a surname: "Brooklyn Reyes", "Cuba Gooding".
pub(super) fn name(view: &View, world: &[Reading], tagged: &mut [Tagged]) {
    let surname = Hints::SURNAME.or(Hints::COMMON_SURNAME);
    let heads = Hints::BODY_HEAD.or(Hints::BODY_TAIL).or(Hints::PLACE_HEAD).or(Hints::PLACE_TAIL);
    let other = heads.or(Hints::TOWN).or(Hints::SPORT).or(Hints::BODY).or(Hints::BUSINESS);
    for name in tagged.iter_mut().filter(|name| name.to == name.from + 2 && name.label != PERSON && name.is_doubtful())
    {
        let last = view.hints[name.from + 1];
        if !last.any(surname) || last.any(other) || !is_unknown(view, name.from + 1) {
            continue;
        }
        let next = world.partition_point(|reading| reading.from < name.from);
        let first = world.get(next).is_some_and(|reading| {
            reading.from == name.from && reading.to == name.from + 1 && &*reading.mention.label == PLACE
        });
        let alone = world.get(next + 1).is_none_or(|reading| reading.from >= name.to);
        if first && alone {
            name.label = PERSON;
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
