//! Bodies and places by pattern: names that hold a word like "Ministry", "Airlines" or "River".

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{Found, Method, ORG, PLACE};
use crate::language::Language;
use crate::text::lists::words;
use crate::text::lists::{key, rows};
use crate::text::{Gap, Passage, Token};

#[derive(Clone, Copy)]
struct Head {
    label: &'static str,
    opens: bool,
    ends: bool,
}

static ENGLISH: LazyLock<FxHashMap<u64, Head>> = LazyLock::new(|| {
    rows(include_str!("../../data/en/name_heads.tsv"), ["word", "label", "position"])
        .map(|[word, label, position]| {
            let label = if label == "ORG" { ORG } else { PLACE };
            (key(word), Head { label, opens: position != "tail", ends: position != "head" })
        })
        .collect()
});

fn heads(language: Language) -> &'static FxHashMap<u64, Head> {
    match language {
        Language::English => &ENGLISH,
    }
}

/// Whether a word ends the names of bodies, and so is no part of a person's.
pub(super) fn is_tail(key: u64) -> bool {
    ENGLISH.get(&key).is_some_and(|head| head.ends)
}

/// The bodies and places of a sentence.
pub(super) fn find(passage: &Passage, listed: &[(usize, usize)], language: Language, found: &mut Vec<Found>) {
    if passage.is_headline() {
        return;
    }
    let heads = heads(language);
    for at in 0..passage.tokens.len() {
        let token = &passage.tokens[at];
        let Some(head) = token.is_capitalised().then(|| heads.get(&token.key)).flatten() else { continue };
        let from = if head.ends { start(passage, listed, at) } else { at };
        let mut to = at + 1;
        if head.opens || from < at {
            to = behind_of(passage, to, language).unwrap_or(to);
        }
        if head.opens && from == at && to == at + 1 && head.label == PLACE {
            // "Mount Ararat", "Lake Chad"
            to += usize::from(is_part(passage, to));
        }
        let one_word = to == from + 1;
        if !one_word && (head.opens || from < at) {
            found.push(Found { from, to, label: head.label, method: Method::Pattern, role: None, score: 0.75 });
        }
    }
}

/// The first token of the name that a tail ends: capitalised words, hyphens, "&" and "and" between them. A nationality at
/// the very front stays where more than it and the tail make the name ("Syrian Arab Army", "Ukranian Airlines").
fn start(passage: &Passage, listed: &[(usize, usize)], tail: usize) -> usize {
    let mut from = tail;
    while from > 0 && tail - from < 7 {
        let at = from - 1;
        let near = passage.is_near(from);
        if near && is_part(passage, at) && !(at == 0 && passage.is_function_word(at)) {
            from = at;
        } else if near
            && (passage.is_hyphen(at)
                || passage.is_mark(at, '&')
                || passage.is(at, "and") && at > 0 && listed.is_empty())
            && at > 0
            && is_part(passage, at - 1)
            && from < tail
        {
            from = at - 1;
        } else {
            break;
        }
    }
    from
}

/// "of Foreign Affairs", "for Human Rights", "of the United States": the token past the phrase.
fn behind_of(passage: &Passage, at: usize, language: Language) -> Option<usize> {
    if !passage.is_any(at, words!["of", "for"]) {
        return None;
    }
    let mut to = at + 1 + usize::from(passage.is(at + 1, "the"));
    if !is_part(passage, to) {
        return None;
    }
    while is_part(passage, to) && !super::people::is_title(passage, to, language)
        || passage.is_any(to, words!["and", "&"]) && is_part(passage, to + 1)
        || passage.is_hyphen(to) && is_part(passage, to + 1)
    {
        to += 1;
    }
    Some(to)
}

/// A capitalised word that may be part of a name.
fn is_part(passage: &Passage, at: usize) -> bool {
    passage.get(at).is_some_and(|token: &Token| {
        token.is_capitalised() && token.gap <= Gap::Space || token.is_capitalised() && at == 0
    }) && !passage.is_function_word(at)
}
