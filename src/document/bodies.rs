//! Short names of bodies: "Velora" and "the Navy" to "Velora Foods Inc." and "U.S. Navy", where the text gives the full
//! name as well.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::entities::{Mention, Method, ORG};

/// Gives bodies named by the first words of a longer name, or by its last one, the entity of that name: the one last given
/// before, else the first one after.
pub(super) fn tie(mentions: &mut [Mention]) {
    let bodies = || mentions.iter().enumerate().filter(|(_, mention)| &*mention.label == ORG);
    let may_be_short = |mention: &Mention| mention.entity.starts_with('~') && mention.method == Method::Pattern;
    // by the first word of a name and by its last: where in the order of mentions it stands
    let mut full: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (index, mention) in bodies() {
        let (Some((first, _)), Some((_, last))) = (mention.name.split_once(' '), mention.name.rsplit_once(' ')) else {
            continue;
        };
        for word in [first, last] {
            full.entry(word).or_default().push(index);
        }
    }
    if full.is_empty() {
        return;
    }
    let mut meant = Vec::new();
    for (index, mention) in bodies().filter(|(_, mention)| may_be_short(mention)) {
        let first = mention.name.split(' ').next().unwrap_or_default();
        let Some(full) = full.get(first) else { continue };
        let is_short = |body: &&usize| {
            let name = &mentions[**body].name;
            let front = name.strip_prefix(&*mention.name).is_some_and(|rest| rest.starts_with(' '));
            let back = name.strip_suffix(&*mention.name).is_some_and(|rest| rest.ends_with(' '));
            front || back
        };
        let before = full.partition_point(|place| *place < index);
        let body = full[..before].iter().rev().find(is_short).or_else(|| full[before..].iter().find(is_short));
        if let Some(body) = body.and_then(|body| mentions.get(*body)) {
            meant.push((index, Arc::clone(&body.entity), Arc::clone(&body.name)));
        }
    }
    for (index, entity, name) in meant {
        let mention = &mut mentions[index];
        (mention.entity, mention.name, mention.method) = (entity, name, Method::Short);
    }
}
