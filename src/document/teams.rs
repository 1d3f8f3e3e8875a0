//! Towns that stand for their teams in a report of sport: "Newcastle's striker", "beat Hull", and Hull itself in "in Hull".

use rustc_hash::FxHashSet;

use super::mentions::{COUNTRY, Reading, is_unknown, kind};
use super::{View, clubs};
use crate::entities::{Hints, ORG, PERSON, PLACE, Tagged};
use crate::text::lists::words;
use crate::text::{Case, Classes, Kind, Token};

/// Makes teams of the towns that do what teams do, wherever nothing says that the town itself is meant, and of the names beside
/// a team's in a result or a list.
pub(super) fn tell(view: &View, world: &[Reading], tagged: &mut Vec<Tagged>) {
    add_openers(view, tagged);
    let towns = Towns::of(view, world, tagged);
    let mut teams: FxHashSet<(u64, u64)> = FxHashSet::default();
    teams.extend(tagged.iter().filter(|name| towns.may_be(name) && plays(view, name)).map(|name| view.ends(name)));
    for at in 0..tagged.len() {
        let person = at.checked_sub(1).map(|before| &tagged[before]).filter(|name| name.label == PERSON);
        let home = person.is_some_and(|person| is_home_of(view, person, &tagged[at]));
        let name = &mut tagged[at];
        if towns.is_listed(name) && (home || is_within(view, name)) {
            name.label = PLACE;
        } else if towns.may_be(name) && teams.contains(&view.ends(name)) && !is_ground(view, name) {
            name.label = ORG;
        }
    }
    for at in 1..tagged.len() {
        if is_team_of(view, &tagged[at - 1], &tagged[at]) && towns.may_be(&tagged[at]) {
            tagged[at].label = ORG;
        }
    }
    let ties: Vec<_> = tagged.windows(2).map(|pair| Tie::of(view, &pair[0], &pair[1])).collect();
    let forth = (0..ties.len()).map(|at| (at, at + 1));
    let back = (0..ties.len()).rev().map(|at| (at + 1, at));
    for (team, other) in forth.chain(back) {
        let (first, tie) = (team.min(other), ties[team.min(other)]);
        let listed = |at: usize| matches!(ties.get(at), Some(Tie::Comma | Tie::Joint));
        let tied = match tie {
            Tie::Rivals => tagged[other].is_doubtful() && tagged[other].label == PERSON || towns.may_be(&tagged[other]),
            Tie::Joint => towns.may_be(&tagged[other]),
            Tie::Comma => (listed(first + 1) || first > 0 && listed(first - 1)) && towns.may_be(&tagged[other]),
            Tie::None => false,
        };
        if tied && tagged[team].label == ORG && !is_ground(view, &tagged[other]) {
            tagged[other].label = ORG;
        }
    }
}

/// Adds clubs whose name is a common word as well where they open a sentence, since nothing but what follows tells them from
/// it: "Reading beat Hull", "Bears 3, Lions 1", "Wolves and Hull drew".
fn add_openers(view: &View, tagged: &mut Vec<Tagged>) {
    const SURE: i16 = 30;
    let mut added = Vec::new();
    for &(first, end) in view.within {
        let from = first + view.tokens[first..end].iter().take_while(|token| token.kind == Kind::Mark).count();
        let Some(token) = view.tokens.get(from).filter(|token| token.case == Case::Title && from < end) else {
            continue;
        };
        let next = tagged.partition_point(|name| name.to <= from);
        if is_unknown(view, from) || tagged.get(next).is_some_and(|name| name.from <= from) {
            continue;
        }
        let word = token.of(view.text);
        if !(clubs::is_called(word) || view.hints[from].any(Hints::TOWN) && clubs::may_be(word)) {
            continue;
        }
        let team = |name: &Tagged| name.label == ORG || clubs::may_be(view.tokens[name.from].of(view.text));
        let joined = tagged.get(next).is_some_and(|name| {
            let near = name.from == from + 2 && team(name);
            near && matches!(Tie::between(view, from + 1, name.from), Tie::Joint | Tie::Comma | Tie::Rivals)
        });
        if joined || contends(view, from + 1) {
            added.push(Tagged { from, to: from + 1, label: ORG, margin: SURE });
        }
    }
    if !added.is_empty() {
        tagged.append(&mut added);
        tagged.sort_by_key(|name| name.from);
    }
}

/// Whether what follows a word goes with teams alone: "beat", "'s striker", "captain", "2".
fn contends(view: &View, at: usize) -> bool {
    let own = usize::from(view.tokens.get(at).is_some_and(|token| token.kind == Kind::Possessive));
    let Some(next) = view.tokens.get(at + own) else { return false };
    if own == 0 && next.kind == Kind::Number {
        return next.end - next.start < 3
            && view.tokens.get(at + 1).is_none_or(|behind| !behind.is_word() || behind.is_capitalised());
    }
    let does = words![
        "beat", "conceded", "drew", "face", "faced", "host", "hosted", "lost", "scored", "sacked", "signed",
        "thrashed", "trailed", "v", "vs", "win", "won"
    ];
    let player = view.hints[at + own].any(Hints::SPORT) && view.hints[at + own].any(Hints::TITLE.or(Hints::PERSON));
    next.case == Case::Lower && (player || has_team(next) || own == 0 && does.contains(&next.key))
}

/// How two names that follow each other are tied: as rivals ("Hull 2 Derby 1", "Hull v Derby"), in a list, or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tie {
    None,
    Rivals,
    Joint,
    Comma,
}

impl Tie {
    fn of(view: &View, name: &Tagged, next: &Tagged) -> Self {
        Self::between(view, name.to, next.from)
    }

    /// By the tokens between them.
    fn between(view: &View, from: usize, to: usize) -> Self {
        let mut between = view.tokens.get(from..to).unwrap_or_default();
        let score = |token: &Token| token.kind == Kind::Number && token.end - token.start < 3;
        let scored = between.first().is_some_and(score);
        while let Some((_, rest)) = between.split_first().filter(|(token, _)| score(token) || token.is_mark('-')) {
            between = rest;
        }
        match between {
            [] if scored => Self::Rivals,
            [mark] if scored && (mark.is_mark(',') || mark.is_mark(';')) => Self::Rivals,
            [word] if words!["v", "vs", "versus"].contains(&word.key) => Self::Rivals,
            [word] if words!["and", "or"].contains(&word.key) => Self::Joint,
            [mark] if mark.is_mark(',') => Self::Comma,
            _ => Self::None,
        }
    }
}

/// Which names may be towns': those that a list has as such, and doubtful ones that towns are called by, unless a person of the
/// report is called so.
struct Towns<'a> {
    view: &'a View<'a>,
    world: &'a [Reading],
    people: FxHashSet<u64>,
}

impl<'a> Towns<'a> {
    fn of(view: &'a View<'a>, world: &'a [Reading], tagged: &[Tagged]) -> Self {
        let full = tagged.iter().filter(|name| name.label == PERSON && name.to > name.from + 1);
        let people = full.map(|name| view.tokens[name.to - 1].key).collect();
        Self { view, world, people }
    }

    fn listed(&self, name: &Tagged) -> Option<&'a Reading> {
        let next = self.world.partition_point(|reading| reading.from < name.from);
        self.world.get(next).filter(|reading| reading.from == name.from && reading.to == name.to)
    }

    fn is_listed(&self, name: &Tagged) -> bool {
        self.listed(name).is_some_and(|reading| &*reading.mention.label == PLACE)
    }

    fn may_be(&self, name: &Tagged) -> bool {
        let token = &self.view.tokens[name.from];
        let single = name.to == name.from + 1;
        if name.label == ORG || single && self.people.contains(&token.key) {
            return false;
        }
        match self.listed(name) {
            Some(reading) => &*reading.mention.label == PLACE && kind(&reading.mention) != COUNTRY,
            None => {
                single && name.is_doubtful() && (name.label == PLACE || self.view.hints[name.from].any(Hints::TOWN))
            }
        }
    }
}

/// Whether a name has what teams have beside it: an opponent ("against Hull", "lost to Hull"), a player or followers ("the Hull striker",
/// "Hull's fans"), a score ("Hull 2"), or a verb ("Hull won").
fn plays(view: &View, name: &Tagged) -> bool {
    if is_ground(view, name) {
        return false;
    }
    if is_dealt_with(view, name) {
        return true;
    }
    let small = |token: &&Token| token.is_word() && token.case == Case::Lower;
    let before = name.from.checked_sub(1).and_then(|at| view.tokens.get(at)).filter(small);
    let rival = words!["against", "beat", "beating", "over", "v", "vs", "versus"];
    if before.is_some_and(|before| rival.contains(&before.key)) {
        return true;
    }
    let own = usize::from(view.tokens.get(name.to).is_some_and(|token| token.kind == Kind::Possessive));
    let Some(next) = view.tokens.get(name.to + own) else { return false };
    if own == 0 && next.kind == Kind::Number {
        // "Hull 2 Derby 1", but no year
        return next.end - next.start < 3;
    }
    if !small(&next) {
        return false;
    }
    let hints = view.hints[name.to + own];
    let player = hints.any(Hints::SPORT) && hints.any(Hints::TITLE.or(Hints::PERSON));
    let does = words!["v", "vs", "versus", "beat", "host", "hosted"];
    let acts = own == 0
        && before.is_none()
        && view.classes[name.to].any(Classes::VERB.or(Classes::PAST))
        && !hints.any(Hints::SPEECH);
    player || acts || has_team(next) || does.contains(&next.key)
}

/// Whether a word names what teams have.
fn has_team(token: &Token) -> bool {
    words![
        "boss",
        "captain",
        "defence",
        "defense",
        "fans",
        "manager",
        "players",
        "side",
        "skipper",
        "squad",
        "supporters"
    ]
    .contains(&token.key)
}

/// Whether a name says where a person is from: "Goran Vukic of Croatia".
fn is_home_of(view: &View, person: &Tagged, name: &Tagged) -> bool {
    name.from == person.to + 1 && words!["of"].contains(&view.tokens[person.to].key)
}

/// Whether a name stands in brackets behind a person's: "Alan Marsh (Burnley)".
fn is_team_of(view: &View, person: &Tagged, name: &Tagged) -> bool {
    person.label == PERSON
        && name.from == person.to + 1
        && view.tokens[person.to].is_mark('(')
        && view.tokens.get(name.to).is_some_and(|token| token.is_mark(')'))
}

/// Whether something is in a town: "in Hull".
fn is_within(view: &View, name: &Tagged) -> bool {
    name.from.checked_sub(1).is_some_and(|before| words!["in", "near", "outside"].contains(&view.tokens[before].key))
}

/// Whether the town itself is meant: "in Hull", "to Hull" of who went there.
fn is_ground(view: &View, name: &Tagged) -> bool {
    let Some(before) = name.from.checked_sub(1) else { return false };
    let at = view.classes[before].any(Classes::PREPOSITION) && view.hints[before].any(Hints::TO_PLACE);
    (at || words!["of"].contains(&view.tokens[before].key)) && !is_dealt_with(view, name)
}

/// Whether somebody "lost to Hull", "signed from Hull" or was "at home to Hull".
fn is_dealt_with(view: &View, name: &Tagged) -> bool {
    let is = |back: usize, words: &[u64]| {
        name.from.checked_sub(back).is_some_and(|before| words.contains(&view.tokens[before].key))
    };
    let deal = words!["lost", "lose", "losing", "loss", "defeat", "signed", "transfer", "loan", "joined", "away"];
    is(1, words!["to", "from"]) && (is(2, deal) || is(2, words!["home"]) && is(3, words!["at"]))
}
