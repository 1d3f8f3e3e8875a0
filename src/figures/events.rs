//! What happened to what a figure counts, from the verbs and nouns around it.

use super::FigureKind;
use super::grammar::{Place, is_numeric};
use super::lexicon::Role;
use super::phrases::{PHRASE, head};
use super::reader::Reader;
use super::roles::Roles;
use crate::text::lists::words;
use crate::text::{Classes, Kind};

/// How far from its figure the verb of an event may stand.
const NEAR: usize = 8;

/// The lemma of what happened: a verb behind the noun ("14 were killed"), one that the figure is the object of ("killing
/// 176 civilians"), or a noun of the event ("14 deaths", "a death toll of 14"). A share or a length is the object of no event.
pub(super) fn happened(reader: &Reader, place: &Place, past: usize, kind: FigureKind) -> Option<&'static str> {
    told(reader, place, past, kind).filter(|_| !is_denied(reader, place.outer))
}

fn told(reader: &Reader, place: &Place, past: usize, kind: FigureKind) -> Option<&'static str> {
    let behind = verb_behind(reader, past);
    if let Behind::Event(lemma) = behind {
        return Some(lemma);
    }
    let object = matches!(kind, FigureKind::Count | FigureKind::Number | FigureKind::Money);
    let before = object.then(|| verb_before(reader, place.outer)).flatten();
    if matches!(behind, Behind::Other) {
        return before;
    }
    let within = || noun_within(reader, place.past, past).or_else(|| noun_before(reader, place.outer));
    before.or_else(|| object.then(within).flatten())
}

/// "none of the 88 passengers was hurt"
fn is_denied(reader: &Reader, outer: usize) -> bool {
    let of =
        outer - usize::from(outer > 0 && reader.classes(outer - 1).any(Classes::DETERMINER.or(Classes::POSSESSIVE)));
    of > 1 && reader.is(of - 1, "of") && reader.is_any(of - 2, words!["none", "neither"]) || is_disputed(reader, outer)
}

/// "denied that it killed 5", "denied reports of 5 deaths", "did not kill 5": what is said not to have happened.
fn is_disputed(reader: &Reader, outer: usize) -> bool {
    let negated = outer.checked_sub(1).is_some_and(|verb| {
        let not = |at: usize| reader.classes(at).any(Classes::NEGATION) && !reader.is(at + 1, "only");
        reader.classes(verb).any(Classes::VERB.or(Classes::PARTICIPLE)) && (verb.saturating_sub(2)..verb).any(not)
    });
    let denial = (outer.saturating_sub(NEAR + NEAR)..outer)
        .rev()
        .take_while(|at| !reader.tokens[*at].is_mark(';') && !reader.tokens[*at].is_mark(','))
        .find(|at| reader.is_any(*at, words!["denied", "denies", "deny", "denying"]));
    let claim = |at: usize| {
        reader.is(at, "that")
            || reader.classes(at).any(Classes::GERUND)
            || reader.plays(at, Roles::CLAIM.or(Roles::REPORT))
    };
    negated || denial.is_some_and(|at| claim(at + 1))
}

/// What the verb behind a noun says.
enum Behind {
    Event(&'static str),
    /// It says something that is no event: "27 of the dead were found".
    Other,
    Nothing,
}

fn verb_behind(reader: &Reader, past: usize) -> Behind {
    let from = over_others(reader, past);
    let mut passive = false;
    for at in from..from + NEAR {
        let Some(token) = reader.get(at) else { return Behind::Nothing };
        if let Some((taken, event)) = reader.event(at)
            && !(reader.is_function_word(at) && taken == 1)
        {
            // "12 arrested", but "a $3 million house"
            let form = token.of(reader.text).ends_with("ed")
                || reader.classes(at + taken - 1).any(Classes::PAST.or(Classes::PARTICIPLE));
            let participle = at == past && form || passive;
            let object_follows =
                reader.classes(at + taken).any(Classes::DETERMINER.or(Classes::POSSESSIVE).or(Classes::PRONOUN))
                    || is_numeric(reader, at + taken);
            let fits = match event.role {
                _ if event.noun => at == past || passive,
                Role::Object => participle && (passive || !object_follows),
                Role::Subject | Role::Either => true,
            };
            return if fits { Behind::Event(event.lemma) } else { Behind::Nothing };
        }
        let classes = reader.classes(at);
        if classes.any(Classes::AUXILIARY) {
            passive |= reader.is_any(at, words!["was", "were", "is", "are", "be", "been", "being", "got"]);
        } else if reader.is_any(
            at,
            words!["got", "left", "reported", "feared", "believed", "confirmed", "presumed", "said", "more", "dead"],
        ) || passive && reader.is(at, "to")
        {
            passive = true;
        } else if !(classes.any(Classes::ADVERB) || token.is_mark('"')) {
            return if passive && classes.any(Classes::PAST.or(Classes::PARTICIPLE)) {
                Behind::Other
            } else {
                Behind::Nothing
            };
        }
    }
    Behind::Nothing
}

/// The token where the verb may stand: over "and 300 civilians", and over ", including three children,".
fn over_others(reader: &Reader, past: usize) -> usize {
    let auxiliary = |at: usize| reader.classes(at).any(Classes::AUXILIARY);
    if reader.is_any(past, words!["and", "or"]) {
        let number = (past + 1..past + 5)
            .take_while(|at| !auxiliary(*at))
            .filter(|at| reader.is_number(*at) || is_numeric(reader, *at))
            .last();
        if let Some(head) = number.and_then(|number| head(reader, number + 1))
            && auxiliary(head + 1)
        {
            return head + 1;
        }
    }
    if !reader.is_mark(past, ',') {
        return past;
    }
    if auxiliary(past + 1) {
        return past + 1;
    }
    let aside = reader.is_any(past + 1, words!["including", "among", "mostly", "many", "some", "most", "half"]);
    let told = |at: usize| auxiliary(at) || reader.event(at).is_some_and(|(_, event)| !event.noun);
    let close = (past + 2..past + 16).find(|at| reader.is_mark(*at, ',')).filter(|at| told(at + 1));
    if aside { close.map_or(past, |close| close + 1) } else { past }
}

fn noun_within(reader: &Reader, from: usize, past: usize) -> Option<&'static str> {
    (from..past.min(from + PHRASE)).rev().find_map(|at| {
        // "94 survivors" are people, and say nothing of what happened to them here
        let person = ["ers", "ors", "ees", "ents", "ants", "ists", "ians"]
            .iter()
            .any(|ending| reader.word(at).ends_with(ending));
        let (_, event) = reader.event(at).filter(|_| !person)?;
        event.noun.then_some(event.lemma)
    })
}

/// "killing 176", "has killed at least", "displaced over", "shot dead some"
fn verb_before(reader: &Reader, outer: usize) -> Option<&'static str> {
    let mut end = outer;
    for _ in 0..3 {
        if let Some((_, event)) = reader
            .ending(&reader.lexicon.events, Roles::EVENT, end, 3)
            .filter(|(from, _)| from + 1 < end || !reader.is_function_word(*from))
        {
            let verb = !event.noun || matches!(reader.word(end - 1), word if word.ends_with("ed"));
            return (verb && event.role != Role::Subject).then_some(event.lemma);
        }
        let before = end.checked_sub(1)?;
        if !(reader.classes(before).any(Classes::ADVERB)
            || reader.is_any(
                before,
                words!["the", "a", "an", "another", "all", "its", "their", "of", "dead", "down", "between"],
            ))
        {
            return None;
        }
        end = before;
    }
    None
}

/// "a death toll of 14", "the dead numbered 14", "casualties: 14"
fn noun_before(reader: &Reader, outer: usize) -> Option<&'static str> {
    let mut end = outer;
    while end > 0
        && outer - end < 4
        && (reader.is_any(
            end - 1,
            words![
                "of", "at", "to", "numbered", "number", "reached", "stood", "is", "was", "were", "stands", "rose",
                "from", "by", "had", "risen", "has",
            ],
        ) || reader.is_mark(end - 1, ':'))
    {
        end -= 1;
    }
    if end == outer {
        return None;
    }
    let (from, event) = reader.ending(&reader.lexicon.events, Roles::EVENT, end, 3)?;
    // "Injured: 40"
    let label = reader.is_mark(end, ':') && from.checked_sub(1).is_none_or(|at| reader.tokens[at].kind == Kind::Mark);
    (event.noun || label).then_some(event.lemma)
}
