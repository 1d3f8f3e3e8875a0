//! Short names of bodies: "Velora" and "the Navy" to "Velora Foods Inc." and "U.S. Navy", where the text gives the full
//! name as well.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::View;
use crate::entities::{Hints, Lexicon, Mention, Method, ORG, label};
use crate::text::lists::words;
use crate::text::{Case, Gap};

/// Gives bodies named by the first words of a longer name, or by its last one, the entity of that name: the one last given
/// before, else the first one after.
pub(super) fn tie(view: &View, mentions: &mut Vec<Mention>) {
    add_called(view, mentions);
    let bodies = || mentions.iter().enumerate().filter(|(_, mention)| &*mention.label == ORG);
    let may_be_short = |mention: &Mention| mention.entity.starts_with('~') && mention.method == Method::Pattern;
    if !bodies().any(|(_, mention)| mention.name.contains(' ')) {
        return;
    }
    let mut shorts = Shorts::default();
    let short: Vec<(usize, usize)> = bodies()
        .filter(|(_, mention)| may_be_short(mention))
        .map(|(index, mention)| (index, shorts.node_of(&mention.name)))
        .collect();
    if short.is_empty() {
        return;
    }
    bodies().for_each(|(index, mention)| shorts.add_full(&mention.name, index));
    let mut meant = Vec::new();
    for (index, node) in short {
        let full = shorts.full[node].as_slice();
        let before = full.partition_point(|place| *place < index);
        let body = full[..before].last().or_else(|| full[before..].first());
        if let Some(body) = body.and_then(|body| mentions.get(*body)) {
            meant.push((index, Arc::clone(&body.entity), Arc::clone(&body.name)));
        }
    }
    for (index, entity, name) in meant {
        let mention = &mut mentions[index];
        (mention.entity, mention.name, mention.method) = (entity, name, Method::Short);
    }
}

/// Names that may be short, word by word, so that a name is held against all of them in one walk along it.
struct Shorts<'n> {
    /// By where a walk stands and the next word: where it stands then.
    next: FxHashMap<(usize, &'n str), usize>,
    /// By where a walk stands the mentions, in order, whose names go on from there or have no other word at their end.
    full: Vec<Vec<usize>>,
}

impl Default for Shorts<'_> {
    fn default() -> Self {
        Self { next: FxHashMap::default(), full: vec![Vec::new()] }
    }
}

impl<'n> Shorts<'n> {
    /// Where the walk along a name ends, which is known from now on.
    fn node_of(&mut self, name: &'n str) -> usize {
        name.split(' ').fold(0, |node, word| {
            *self.next.entry((node, word)).or_insert_with(|| {
                self.full.push(Vec::new());
                self.full.len() - 1
            })
        })
    }

    /// Notes the mention of a name of several words with all that it may be short for.
    fn add_full(&mut self, name: &str, index: usize) {
        let Some((front, last)) = name.rsplit_once(' ') else { return };
        let mut node = 0;
        for word in front.split(' ') {
            let Some(next) = self.next.get(&(node, word)) else { break };
            node = *next;
            self.full[node].push(index);
        }
        if let Some(node) = self.next.get(&(0, last)) {
            self.full[*node].push(index);
        }
    }
}

/// Whether a word of a body's name may stand for all of it: what bodies are called by, and what is no common word.
fn may_call(view: &View, word: usize) -> bool {
    let hints = Lexicon::of(view.language).hints(view.tokens[word].key);
    hints.any(Hints::BODY_HEAD.or(Hints::BODY_TAIL)) || view.words.listed(view.tokens[word].key).is_none()
}

/// Adds what bodies named in full before are called later, where nothing else has found it: "the Wanderers", "the Ministry".
fn add_called(view: &View, mentions: &mut Vec<Mention>) {
    // by the key of the first and of the last word of a name: where it is in the order of mentions
    let mut called: FxHashMap<u64, usize> = FxHashMap::default();
    let mut added = Vec::new();
    let mut next = 0;
    let mut capitals = view.capitals;
    for (sentence, &(from, _)) in view.within.iter().enumerate() {
        for at in capitals.next().iter().map(|at| *at as usize) {
            let token = &view.tokens[at];
            let here = token.span();
            while let Some(mention) = mentions.get(next).filter(|mention| mention.span.end <= here.start) {
                if &*mention.label == ORG && mention.name.contains(' ') {
                    let first = view.tokens.partition_point(|token| token.span().start < mention.span.start);
                    let past = view.tokens.partition_point(|token| token.span().start < mention.span.end);
                    for word in [first, past - 1].into_iter().filter(|word| may_call(view, *word)) {
                        called.insert(view.tokens[word].key, next);
                    }
                }
                next += 1;
            }
            let free = mentions.get(next).is_none_or(|mention| mention.span.start >= here.end);
            let article = at > from && words!["the"].contains(&view.tokens[at - 1].key);
            if !article || !free || token.case != Case::Title {
                continue;
            }
            let Some(body) = called.get(&token.key) else { continue };
            let beside =
                |at: usize| view.tokens.get(at).is_some_and(|token| token.is_capitalised() && token.gap <= Gap::Space);
            if !beside(at + 1) {
                let body = &mentions[*body];
                added.push(Mention {
                    span: here,
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
    }
    if !added.is_empty() {
        mentions.append(&mut added);
        mentions.sort_by_key(|mention| mention.span);
    }
}
