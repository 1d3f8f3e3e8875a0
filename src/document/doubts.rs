//! Names that are left out in the end, since too little speaks for them.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::View;
use super::mentions::{is_ordinary, is_unknown};
use crate::entities::{Hints, Mention, Method, ORG, PERSON};
use crate::text::lists;
use crate::text::{Case, Classes, Kind, Token};

/// Leaves out names of one word that are doubtful: organisations named once and tied to nothing, since most such are products,
/// events and ordinary words, and of short forms in capitals most are terms of a trade; and what is an ordinary word and stands
/// only where a sentence opens ("Visa holders", "Shell casings", "Rice rose").
pub(super) fn leave(view: &View, mentions: &mut Vec<Mention>) {
    let least = |mention: &Mention| {
        let word = mention.span.of(view.text);
        if !word.contains(char::is_lowercase) {
            0.8
        } else if is_ordinary(view, lists::key(word)) {
            0.5
        } else {
            0.0
        }
    };
    let doubtful = |mention: &Mention| {
        &*mention.label == ORG
            && mention.method == Method::Pattern
            && !mention.name.contains(' ')
            // the team of a town that a list has
            && mention.candidates.is_empty()
            && mention.score <= least(mention)
    };
    let doubts: Vec<bool> =
        mentions.iter().map(|mention| doubtful(mention) || is_opening_word(view, mention)).collect();
    if !doubts.contains(&true) {
        return;
    }
    // how often each entity is named, and how often without doubt
    let mut times: FxHashMap<Arc<str>, (usize, usize)> = FxHashMap::default();
    for (mention, doubt) in mentions.iter().zip(&doubts) {
        let (all, sure) = times.entry(Arc::clone(&mention.entity)).or_default();
        *all += 1;
        *sure += usize::from(!doubt);
    }
    let mut doubts = doubts.into_iter();
    mentions.retain(|mention| {
        let doubt = doubts.next().unwrap_or_default();
        let alone = &*mention.label == ORG && mention.method == Method::Pattern;
        !doubt || times.get(&mention.entity).is_some_and(|(all, sure)| if alone { *all > 1 } else { *sure > 0 })
    });
}

/// Whether a name is an ordinary word that may have its capital for opening a sentence: a listed organisation behind which
/// nothing says that a body acts, or somebody who hardly seems one and does not speak.
fn is_opening_word(view: &View, mention: &Mention) -> bool {
    /// The score of people who hardly seem such.
    const GUESS: f64 = 0.6;
    let listed = &*mention.label == ORG && matches!(mention.method, Method::Exact | Method::Alias);
    let person = &*mention.label == PERSON && mention.method == Method::Pattern && mention.score <= GUESS;
    if !listed && !person {
        return false;
    }
    let Some(&(first, end)) = view.within.get(mention.sentence) else { return false };
    let at = first + view.tokens[first..end].iter().take_while(|token| token.kind == Kind::Mark).count();
    let opens = view.tokens.get(at).is_some_and(|token| token.span() == mention.span && token.case == Case::Title);
    if !opens || is_unknown(view, at) {
        return false;
    }
    if !view.tokens.get(at + 1).is_some_and(|next| next.is_word() && next.case == Case::Lower) {
        return false;
    }
    let (classes, hints) = (view.classes[at + 1], view.hints[at + 1]);
    let small = Classes::PREPOSITION.or(Classes::CONJUNCTION);
    if listed && classes.any(small) {
        return !view.tokens.get(at + 2).is_some_and(Token::is_capitalised);
    }
    let verb = Classes::PAST.or(Classes::VERB).or(Classes::AUXILIARY);
    let acts = if listed { Hints::BODY } else { Hints::SPEECH };
    !hints.any(acts) && (classes.any(Classes::NOUN.or(Classes::PLURAL)) || listed && !classes.any(verb))
}
