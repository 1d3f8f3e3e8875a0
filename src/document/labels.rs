//! What the report as a whole says of the labels of its names: a word names one thing throughout, towns are parted from their
//! states, ships are no people.

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::mentions::{COUNTRY, DIVISION, Reading, is_unknown, kind};
use super::{View, ranks};
use crate::entities::{self, Hints, Lexicon, Mention, ORG, PERSON, PLACE, Tagged};
use crate::text::lists::words;
use crate::text::{Case, Classes, Gap, Kind, Token};

const LABELS: [&str; 3] = [PERSON, PLACE, ORG];

/// Lets all places where a word stands alone as a name agree on what it names, since a report seldom has two of one name:
/// the label that has most behind it stands, full names counted for their last word. A town or a company that a list has
/// may share its name with a person of the report ("Whitney Houston in Houston"): there each place speaks for itself. A
/// doubtful name whose last word alone is a person's elsewhere is a person.
pub(super) fn agree(view: &View, world: &[Reading], tagged: &mut [Tagged], sport: bool) {
    /// What makes a word alone a person's.
    const SURE: i32 = 10;
    let mut votes: FxHashMap<u64, Votes> = FxHashMap::with_capacity_and_hasher(tagged.len(), FxBuildHasher);
    let number = |label: &str| LABELS.iter().position(|other| *other == label).unwrap_or(0);
    // whether a company's full name is in the text, whose first word may be a person's surname as well
    let mut companies = false;
    let listed = |at: usize| world.binary_search_by_key(&at, |reading| reading.from).is_ok();
    for name in tagged.iter() {
        let full = name.to > name.from + 1;
        companies |= full && name.label == ORG && is_company(view, name.to - 1);
        let word = match name.label {
            // "Velora Foods Inc." is called "Velora" later, but "Springfield Police Department" is not called as the town
            ORG if full && is_unknown(view, name.from) && !view.hints[name.from].any(Hints::TOWN) => name.from,
            // a king is not called as his country
            PERSON if full && words!["of"].contains(&view.tokens[name.to - 2].key) => continue,
            PERSON => name.to - 1,
            _ if full => continue,
            _ => name.from,
        };
        let votes = votes.entry(view.tokens[word].key).or_default();
        votes.many = votes.many || votes.count.iter().any(|count| *count != 0);
        votes.located |= !full && name.label == PLACE && is_at(view, name.from);
        let weight = i32::from(name.margin.max(1)) * if full { 2 } else { 1 };
        votes.count[number(name.label)] += weight;
        if full && name.label == ORG && listed(name.from) {
            votes.listed_body += weight;
        }
        if full && name.label == PERSON {
            votes.introduced.get_or_insert(name.from);
        }
    }
    let mut persons: FxHashSet<u64> = FxHashSet::default();
    for name in tagged.iter_mut() {
        if name.to > name.from + 1 {
            if companies
                && name.label == PERSON
                && let Some(votes) = votes.get_mut(&view.tokens[name.to - 1].key)
            {
                votes.last = PERSON;
            } else if companies
                && name.label == ORG
                && is_company(view, name.to - 1)
                && let Some(votes) = votes.get_mut(&view.tokens[name.from].key)
            {
                // a foundation is called otherwise than who it is named after
                (votes.company, votes.last) = (true, ORG);
            }
            continue;
        }
        let votes = votes.get(&view.tokens[name.from].key);
        if let Some(votes) = votes.filter(|votes| votes.many) {
            let mut count = votes.count;
            if listed(name.from) {
                count[number(ORG)] -= votes.listed_body;
            }
            let best = (0..3).max_by_key(|label| (count[*label], usize::MAX - label)).unwrap_or(0);
            let best = LABELS[best];
            let person = best == PERSON && name.label == PERSON;
            let shared = best == PERSON || name.label == PERSON;
            let shared = shared && (!person || votes.company || is_at(view, name.from));
            let best = shared.then(|| of_two(view, world, name, votes, sport)).flatten().unwrap_or(best);
            // in a report of sport a town is its team here and itself there
            if !(sport && name.label == ORG && best == PLACE) {
                name.label = best;
            }
        }
        if name.label == PERSON && votes.is_none_or(|votes| votes.count[0] >= SURE) {
            persons.insert(view.tokens[name.from].key);
        }
    }
    for name in tagged.iter_mut().filter(|name| name.to > name.from + 1 && name.is_doubtful()) {
        if !listed(name.from) && persons.contains(&view.tokens[name.to - 1].key) {
            name.label = PERSON;
        }
    }
}

/// What speaks for each label of a word that stands alone somewhere.
#[derive(Default)]
struct Votes {
    count: [i32; 3],
    /// What of it bodies that a list has under a longer name have said: a town that a list has is not called as one of them.
    listed_body: i32,
    /// Whether more than one name has spoken.
    many: bool,
    /// Whether something is in the town of this name.
    located: bool,
    /// Where a person of this surname is first named in full.
    introduced: Option<usize>,
    /// Whether a company of this name was named in full so far, and whether that or a person last.
    company: bool,
    last: &'static str,
}

/// The label of a word that may be a person's surname and a town's or body's name: a person named in full before it, where it
/// does what people do, or the town or body, where it stands as such.
fn of_two(view: &View, world: &[Reading], name: &Tagged, votes: &Votes, sport: bool) -> Option<&'static str> {
    let person = votes.introduced.is_some_and(|person| person < name.from);
    let at = world.binary_search_by_key(&name.from, |reading| reading.from).ok();
    let listed =
        at.and_then(|at| world.get(at)).filter(|reading| reading.to == name.to).map(|reading| &reading.mention);
    let other = |mention: &Mention| [PLACE, ORG].into_iter().find(|label| *label == &*mention.label);
    let label = if votes.company { ORG } else { listed.and_then(other)? };
    let place = label == PLACE && is_at(view, name.from);
    if place || label == ORG && is_of_body(view, name.from) {
        return Some(label);
    }
    // a report that nowhere stands in the town speaks of the person, unless it is what somebody left, and one that is not of
    // sport rather of the person than of a club
    let club = label == ORG && !sport && listed.is_some_and(|mention| entities::is_club(&mention.entity));
    let away = club || label == PLACE && !votes.located && !is_object(view, name.from);
    if person && votes.last != label && (away || is_of_person(view, name.from)) {
        return Some(PERSON);
    }
    (name.label == label).then_some(label)
}

/// Whether a name's last word is a company's legal form: "Inc.", "Company".
fn is_company(view: &View, at: usize) -> bool {
    let key = view.tokens[at].key;
    Lexicon::of(view.language).hints(key).any(Hints::ABBREVIATION) || words!["company", "corporation"].contains(&key)
}

/// Whether a verb that is none of saying stands before a name: "left Washington".
fn is_object(view: &View, at: usize) -> bool {
    let verb = Classes::VERB.or(Classes::PAST).or(Classes::PARTICIPLE).or(Classes::GERUND);
    at.checked_sub(1).is_some_and(|before| view.classes[before].any(verb) && !view.hints[before].any(Hints::SPEECH))
}

/// Whether what stands before a name goes with places: "in Houston".
fn is_at(view: &View, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    // asked of every surname, so by the cheaper list first
    view.classes[before].any(Classes::PREPOSITION) && view.hints[before].any(Hints::TO_PLACE)
}

/// Whether a name has a word of a business behind it ("Ford shares"), or says something of "it".
pub(super) fn is_of_body(view: &View, at: usize) -> bool {
    /// Words behind a verb of saying among which "it" may be.
    const REACH: usize = 8;
    let lexicon = Lexicon::of(view.language);
    let Some(next) = view.tokens.get(at + 1).filter(|next| next.is_word() && next.case == Case::Lower) else {
        return false;
    };
    let hints = lexicon.hints(next.key);
    hints.any(Hints::BODY)
        || hints.any(Hints::SPEECH)
            && view.tokens[at + 2..]
                .iter()
                .take(REACH)
                .take_while(|token| token.is_word())
                .any(|token| words!["it", "its"].contains(&token.key))
}

/// Whether a name has a title before it, or behind it a verb of saying, or "who", or a verb with "his" or "her".
pub(super) fn is_of_person(view: &View, at: usize) -> bool {
    /// Words behind a verb among which "her" may be.
    const REACH: usize = 5;
    let lexicon = Lexicon::of(view.language);
    let hints = |at: usize| view.tokens.get(at).map_or(Hints::default(), |token| lexicon.hints(token.key));
    let stop = usize::from(at > 0 && view.tokens[at - 1].is_mark('.'));
    if at.checked_sub(1 + stop).is_some_and(|at| hints(at).any(Hints::TITLE.or(Hints::HONORIFIC))) {
        return true;
    }
    let Some(next) = view.tokens.get(at + 1) else { return false };
    if next.is_mark(',') {
        return view.tokens.get(at + 2).is_some_and(|token| words!["who", "whose"].contains(&token.key));
    }
    let small = |token: &&Token| token.is_word() && token.case == Case::Lower;
    let own = words!["he", "she", "his", "her", "himself", "herself"];
    small(&next)
        && (hints(at + 1).any(Hints::SPEECH)
            || view.classes[at + 1].any(Classes::PAST)
                && view.tokens[at + 2..].iter().take(REACH).take_while(small).any(|token| own.contains(&token.key)))
}

/// Parts towns from the states and countries that stand behind them without a comma: "Fresno California", "Lyon France"; bodies
/// from the countries that have them: "Greece's Parliament", and from their members: "Ann Reed of Reed & Daly"; and people from
/// the countries whose offices they have: "President Ana Torres of Peru".
pub(super) fn part(view: &View, world: &[Reading], tagged: &mut Vec<Tagged>) {
    let mut parted = Vec::new();
    for name in tagged.iter_mut().filter(|name| name.to > name.from + 1) {
        if name.label == ORG {
            // "Greece's Parliament"
            let owner = world.partition_point(|reading| reading.from < name.from);
            let owner = world.get(owner).filter(|owner| owner.from == name.from && kind(&owner.mention) == COUNTRY);
            if let Some(owner) =
                owner.filter(|owner| owner.to + 1 < name.to && view.tokens[owner.to].kind == Kind::Possessive)
            {
                parted.push(Tagged { from: owner.to + 1, ..*name });
                (name.to, name.label) = (owner.to, PLACE);
            } else if is_member(view, name) {
                parted.push(Tagged { from: name.from + 3, ..*name });
                (name.to, name.label) = (name.from + 2, PERSON);
            }
            continue;
        }
        let next = world.partition_point(|reading| reading.to < name.to);
        let Some(state) = world.get(next).filter(|reading| reading.to == name.to && reading.from > name.from) else {
            continue;
        };
        if name.label == PERSON {
            // "Philip II of Spain" is called so
            let of = state.from - 1 - usize::from(words!["the"].contains(&view.tokens[state.from - 1].key));
            let ranked = ranks::is_before(view, name.from);
            let titled = name.from.checked_sub(1).is_some_and(|at| view.hints[at].any(Hints::TITLE));
            let plain = of > name.from + 1 && view.tokens[of - 1].case == Case::Title;
            if (ranked && of > name.from || titled && plain)
                && words!["of"].contains(&view.tokens[of].key)
                && &*state.mention.label == PLACE
            {
                parted.push(Tagged { from: state.from, label: PLACE, ..*name });
                name.to = of;
            }
            continue;
        }
        let known = matches!(kind(&state.mention), COUNTRY | DIVISION);
        let town = state.from - 1;
        let is_town = view.tokens[town].is_capitalised() && view.hints[town].any(Hints::TOWN) && is_unknown(view, town)
            || next.checked_sub(1).is_some_and(|at| world[at].to == state.from && world[at].from == name.from);
        if known && is_town {
            parted.push(Tagged { from: state.from, ..*name });
            name.to = state.from;
        }
    }
    if !parted.is_empty() {
        tagged.append(&mut parted);
        tagged.sort_by_key(|name| name.from);
    }
}

/// Whether a body's name begins with somebody's given name and surname, and "of" behind them.
fn is_member(view: &View, name: &Tagged) -> bool {
    let own = Hints::BODY_HEAD.or(Hints::BODY_TAIL).or(Hints::PLACE_HEAD).or(Hints::PLACE_TAIL).or(Hints::BODY);
    let (given, surname) = (view.hints[name.from], view.hints[name.from + 1]);
    let is_name = || {
        given.any(Hints::GIVEN)
            && (surname.any(Hints::SURNAME.or(Hints::COMMON_SURNAME)) || is_unknown(view, name.from + 1))
    };
    // a partner of it by the name
    let called = || view.tokens[name.from + 3].key == view.tokens[name.from + 1].key;
    name.to > name.from + 3
        && words!["of"].contains(&view.tokens[name.from + 2].key)
        && (is_name() || called())
        && !given.or(surname).any(own)
}

/// Leaves out the names of ships and spacecraft that were taken for people's, by themselves later as well ("USS Nimitz", "the
/// Nimitz"), for bodies' with their prefix, and for places' behind one or where "a battleship" stands behind.
pub(super) fn leave_vessels(view: &View, world: &mut Vec<Reading>, tagged: &mut Vec<Tagged>) {
    world.retain(|reading| {
        &*reading.mention.label != PLACE || !has_vessel(view, reading.to) && !has_prefix(view, reading.from)
    });
    tagged.retain(|name| name.label == ORG || !has_vessel(view, name.to));
    let known = |name: &Tagged| {
        let next = world.partition_point(|reading| reading.from < name.from);
        world.get(next).is_some_and(|reading| reading.from == name.from && reading.to >= name.to)
    };
    let vessel = |name: &Tagged| is_vessel(view, name) || is_prefixed(view, name) && !known(name);
    let last = |name: &Tagged| view.tokens[name.to - 1].key;
    // the first and the last word of their names without the prefix
    let mut vessels: FxHashSet<(u64, u64)> = FxHashSet::default();
    for name in tagged.iter().filter(|name| vessel(name)) {
        let from = name.from + usize::from(is_prefixed(view, name));
        vessels.insert((view.tokens[from].key, last(name)));
    }
    if vessels.is_empty() {
        return;
    }
    let is_full = |name: &&Tagged| {
        name.label == PERSON && name.to > name.from + 1 && !vessel(name) && !vessels.contains(&view.ends(name))
    };
    let people: FxHashSet<u64> = tagged.iter().filter(is_full).map(last).collect();
    tagged.retain(|name| {
        let person = name.to == name.from + 1 && people.contains(&last(name));
        !vessel(name) && (name.label == PLACE || known(name) || person || !vessels.contains(&view.ends(name)))
    });
}

/// Whether a ship's prefix in capitals stands right before: "USS", "H.M.S."
fn has_prefix(view: &View, from: usize) -> bool {
    from.checked_sub(1).is_some_and(|at| {
        view.tokens[at].case == Case::Upper && view.hints[at].any(Hints::VESSEL) && view.tokens[from].gap == Gap::Space
    })
}

/// Whether a name begins with a ship's prefix in capitals, and goes on otherwise: "HMS Belfast", not "FERRY BOARD".
fn is_prefixed(view: &View, name: &Tagged) -> bool {
    name.to > name.from + 1 && view.tokens[name.from + 1].case != Case::Upper && has_prefix(view, name.from + 1)
}

/// Whether a ship or a spacecraft stands in apposition: "Nevada, a battleship", "Nevada, an old coastal freighter,".
fn has_vessel(view: &View, to: usize) -> bool {
    /// Words before the noun.
    const REACH: usize = 4;
    let Some([comma, article, rest @ ..]) = view.tokens.get(to..) else { return false };
    let lexicon = Lexicon::of(view.language);
    // "Hull, a port with ships" has none
    let goes_on = |token: &&Token| {
        let classes = view.words.listed(token.key);
        token.is_word()
            && token.case == Case::Lower
            && !classes.is_some_and(|classes| classes.any(Classes::PREPOSITION.or(Classes::CONJUNCTION)))
    };
    comma.is_mark(',')
        && words!["a", "an"].contains(&article.key)
        && rest.iter().take(REACH).take_while(goes_on).any(|token| lexicon.hints(token.key).any(Hints::VESSEL))
}

/// Whether a person's name is that of a ship or a spacecraft: behind "USS", behind "the frigate", before "spacecraft".
fn is_vessel(view: &View, name: &Tagged) -> bool {
    /// "RMS Queen Mary": words of the name that the tagger left out.
    const LEFT: usize = 2;
    if name.label != PERSON {
        return false;
    }
    let lexicon = Lexicon::of(view.language);
    let names = |token: &Token| lexicon.hints(token.key).any(Hints::VESSEL);
    let Some((before, first)) = view.tokens[..name.from].split_last() else { return false };
    let possessive = before.kind == Kind::Possessive;
    match before.case {
        _ if !before.is_word() && !possessive => false,
        Case::Lower => {
            let behind = view.tokens.get(name.to).filter(|behind| behind.is_word() && behind.case == Case::Lower);
            let article = possessive || words!["the"].contains(&before.key);
            // ships' nouns are rare, small words common
            let small = view.classes[name.from - 1].any(Classes::FUNCTION.or(Classes::PAST));
            !small && names(before)
                || article && behind.is_some_and(|behind| names(behind) && !words!["probe"].contains(&behind.key))
        }
        _ => std::iter::once(before)
            .chain(first.iter().rev())
            .take(LEFT)
            .take_while(|token| token.is_capitalised())
            .any(|token| token.case == Case::Upper && names(token)),
    }
}
