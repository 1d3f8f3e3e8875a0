//! Short names of bodies: "Velora" and "the Navy" to "Velora Foods Inc." and "U.S. Navy", where the text gives the full
//! name as well.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::View;
use crate::entities::{Hints, Mention, Method, ORG, label};
use crate::text::lists::{Sieve, words};
use crate::text::{Case, Gap, Token};

/// Names of bodies with a word in common that a short one looks over, to each side.
const MOST: usize = 64;

/// Gives bodies named by the first words of a longer name, or by its last one, the entity of that name: the one last given
/// before, else the first one after.
pub(super) fn tie(view: &View, mentions: &mut Vec<Mention>) {
    add_called(view, mentions);
    let bodies = || mentions.iter().enumerate().filter(|(_, mention)| &*mention.label == ORG);
    let may_be_short = |mention: &Mention| mention.entity.starts_with('~') && mention.method == Method::Pattern;
    // the first word of a name and its last, and where in the order of mentions it stands
    let mut full: Vec<(&str, usize)> = Vec::new();
    for (index, mention) in bodies() {
        let (Some((first, _)), Some((_, last))) = (mention.name.split_once(' '), mention.name.rsplit_once(' ')) else {
            continue;
        };
        full.extend([(first, index), (last, index)]);
    }
    if full.is_empty() {
        return;
    }
    full.sort_unstable();
    let mut meant = Vec::new();
    for (index, mention) in bodies().filter(|(_, mention)| may_be_short(mention)) {
        let first = mention.name.split(' ').next().unwrap_or_default();
        let from = full.partition_point(|(word, _)| *word < first);
        let full = &full[from..from + full[from..].partition_point(|(word, _)| *word == first)];
        let is_short = |(_, body): &&(&str, usize)| {
            let name = &mentions[*body].name;
            let front = name.strip_prefix(&*mention.name).is_some_and(|rest| rest.starts_with(' '));
            let back = name.strip_suffix(&*mention.name).is_some_and(|rest| rest.ends_with(' '));
            front || back
        };
        let before = full.partition_point(|(_, place)| *place < index);
        let (earlier, later) = full.split_at(before);
        let body = earlier.iter().rev().take(MOST).find(is_short).or_else(|| later.iter().take(MOST).find(is_short));
        if let Some(body) = body.and_then(|(_, body)| mentions.get(*body)) {
            meant.push((index, Arc::clone(&body.entity), Arc::clone(&body.name)));
        }
    }
    for (index, entity, name) in meant {
        let mention = &mut mentions[index];
        (mention.entity, mention.name, mention.method) = (entity, name, Method::Short);
    }
    tie_initials(mentions);
}

/// Gives bodies named by initials the entity of the last one before whose name has these: "PCB" behind "Pakistan Cricket Board".
fn tie_initials(mentions: &mut [Mention]) {
    let short = |mention: &Mention| {
        &*mention.label == ORG
            && mention.method == Method::Pattern
            && mention.entity.starts_with('~')
            && mention.name.chars().all(char::is_uppercase)
    };
    if !mentions.iter().any(short) {
        return;
    }
    let mut full: FxHashMap<String, (Arc<str>, Arc<str>)> = FxHashMap::default();
    for mention in mentions.iter_mut().filter(|mention| &*mention.label == ORG) {
        if mention.name.contains(' ') {
            let firsts = mention.name.split(' ').filter_map(|word| word.chars().next());
            let initials: String = firsts.filter(|first| first.is_uppercase()).collect();
            if initials.len() > 2 {
                full.insert(initials, (Arc::clone(&mention.entity), Arc::clone(&mention.name)));
            }
        } else if short(mention)
            && let Some((entity, name)) = full.get(&*mention.name)
        {
            (mention.entity, mention.name) = (Arc::clone(entity), Arc::clone(name));
            mention.method = Method::Acronym;
        }
    }
}

/// Whether a word of a body's name may stand for all of it: what bodies are called by, and what is no common word.
fn may_call(view: &View, word: usize) -> bool {
    view.hints[word].any(Hints::BODY_HEAD.or(Hints::BODY_TAIL)) || view.words.listed(view.tokens[word].key).is_none()
}

/// Adds what bodies named in full before are called later, where nothing else has found it: "the Wanderers", "the Ministry", and
/// by its first words without an article, where these are no words otherwise or more than one: "Norvik Film" of "Norvik Film Corp."
fn add_called(view: &View, mentions: &mut Vec<Mention>) {
    // by the key of the first and of the last word of a name: where it is in the order of mentions, and its tokens if it is the first
    let mut called: FxHashMap<u64, (usize, Option<(usize, usize)>)> = FxHashMap::default();
    // asked first, since most words are none
    let mut known = Sieve::<1>::new([]);
    let mut added: Vec<Mention> = Vec::new();
    let mut next = 0;
    let mut capitals = view.capitals;
    for (sentence, &(from, end)) in view.within.iter().enumerate() {
        for at in capitals.next().iter().map(|at| *at as usize) {
            let token = &view.tokens[at];
            let here = token.span();
            while let Some(mention) = mentions.get(next).filter(|mention| mention.span.end <= here.start) {
                if &*mention.label == ORG && mention.span.of(view.text).contains(' ') {
                    // not far before
                    let begins = |token: &&Token| token.span().start >= mention.span.start;
                    let past = at
                        - view.tokens[..at]
                            .iter()
                            .rev()
                            .take_while(|token| token.span().start >= mention.span.end)
                            .count();
                    let first = past - view.tokens[..past].iter().rev().take_while(begins).count();
                    // without the full stop of "Corp."
                    let past = past - usize::from(past > first + 1 && view.tokens[past - 1].is_mark('.'));
                    if may_call(view, past - 1) {
                        called.insert(view.tokens[past - 1].key, (next, None));
                        known.insert(view.tokens[past - 1].key);
                    }
                    called.insert(view.tokens[first].key, (next, Some((first, past))));
                    known.insert(view.tokens[first].key);
                }
                next += 1;
            }
            if !known.may_hold(token.key) {
                continue;
            }
            let Some(&(body, tokens)) = called.get(&token.key) else { continue };
            if added.last().is_some_and(|other| other.span.end > here.start) {
                continue;
            }
            let article = at > from && words!["the"].contains(&view.tokens[at - 1].key);
            let words = tokens.map_or(1, |(first, past)| {
                let same = |(one, two): &(&Token, &Token)| {
                    one.key == two.key && two.gap <= Gap::Space && two.case != Case::Lower
                };
                1 + view.tokens[first + 1..past.max(first + 2) - 1]
                    .iter()
                    .zip(&view.tokens[at + 1..end])
                    .take_while(same)
                    .count()
            });
            let span = here.join(view.tokens[at + words - 1].span());
            // what was found of it is replaced if it is less
            let free = mentions.get(next).is_none_or(|mention| {
                mention.span.start >= span.end
                    || words > 1 && mention.span.start == span.start && mention.span.end < span.end
            });
            let is_name =
                words > 1 || is_own(view, at, tokens) || article && token.case == Case::Title && may_call(view, at);
            if !free || !is_name || view.goes_on(at + words) {
                continue;
            }
            let body = &mentions[body];
            added.push(Mention {
                span,
                sentence,
                label: label(ORG),
                entity: Arc::clone(&body.entity),
                name: Arc::clone(&body.name),
                method: Method::Short,
                role: None,
                score: 0.7,
                candidates: Vec::new(),
            });
        }
    }
    if !added.is_empty() {
        let mut past = 0;
        mentions.retain(|mention| {
            past += added[past..].iter().take_while(|added| added.span.end <= mention.span.start).count();
            added.get(past).is_none_or(|added| added.span.start >= mention.span.end)
        });
        mentions.append(&mut added);
        mentions.sort_by_key(|mention| mention.span);
    }
}

/// Whether the first word of a body's name is its own: no list has it as a word or as the name of anything else, and what
/// follows it in the name is a company's form or says what the body is.
fn is_own(view: &View, at: usize, name: Option<(usize, usize)>) -> bool {
    let other = Hints::ORDINARY.or(Hints::GIVEN).or(Hints::SURNAME).or(Hints::COMMON_SURNAME).or(Hints::TOWN);
    name.is_some_and(|(_, past)| view.hints[past - 1].any(Hints::ABBREVIATION.or(Hints::BODY_TAIL)))
        && !view.hints[at].any(other)
        && view.words.listed(view.tokens[at].key).is_none()
}
