//! Short names of bodies: "Velora" and "the Navy" to "Velora Foods Inc." and "U.S. Navy", where the text gives the full
//! name as well.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::entities::{Mention, Method, ORG};

/// A body named by several words.
struct Body {
    entity: Arc<str>,
    name: Arc<str>,
}

/// Gives bodies named by the first words of a longer name, or by its last one, the entity of that name: the one last given
/// before, else the first one after.
pub(super) fn tie(mentions: &mut [Mention]) {
    // by the first word of a name and by its last; where in the order of mentions it stands
    let mut full: FxHashMap<Arc<str>, Vec<(usize, Body)>> = FxHashMap::default();
    for (index, mention) in mentions.iter().enumerate().filter(|(_, mention)| &*mention.label == ORG) {
        let (Some((first, _)), Some((_, last))) = (mention.name.split_once(' '), mention.name.rsplit_once(' ')) else {
            continue;
        };
        for word in [first, last] {
            let body = Body { entity: Arc::clone(&mention.entity), name: Arc::clone(&mention.name) };
            full.entry(word.into()).or_default().push((index, body));
        }
    }
    if full.is_empty() {
        return;
    }
    for (index, mention) in mentions.iter_mut().enumerate().filter(|(_, mention)| &*mention.label == ORG) {
        if !mention.entity.starts_with('~') || mention.method != Method::Pattern {
            continue;
        }
        let first = mention.name.split(' ').next().unwrap_or_default();
        let Some(bodies) = full.get(first) else { continue };
        let is_short = |(_, body): &&(usize, Body)| {
            let front = body.name.strip_prefix(&*mention.name).is_some_and(|rest| rest.starts_with(' '));
            let back = body.name.strip_suffix(&*mention.name).is_some_and(|rest| rest.ends_with(' '));
            front || back
        };
        let before = bodies.partition_point(|(place, _)| *place < index);
        let meant = bodies[..before].iter().rev().find(is_short).or_else(|| bodies[before..].iter().find(is_short));
        if let Some((_, body)) = meant {
            mention.entity = Arc::clone(&body.entity);
            mention.name = Arc::clone(&body.name);
            mention.method = Method::Short;
        }
    }
}
