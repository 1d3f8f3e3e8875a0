//! Short names of bodies: "Velora" to "Velora Foods Inc.", where the text gives the full name first.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::entities::{Mention, Method, ORG};

/// Gives bodies named by the first words of a longer name before them the entity of that name, the last one given.
pub(super) fn tie(mentions: &mut [Mention]) {
    // by the first word of names of several
    let mut full: FxHashMap<Arc<str>, (Arc<str>, Arc<str>)> = FxHashMap::default();
    for mention in mentions.iter_mut().filter(|mention| &*mention.label == ORG) {
        let first = mention.name.split(' ').next().unwrap_or_default();
        let own = mention.entity.starts_with('~') && mention.method == Method::Pattern;
        if let Some((entity, name)) = full.get(first)
            && own
            && name.strip_prefix(&*mention.name).is_some_and(|rest| rest.starts_with(' '))
        {
            mention.entity = Arc::clone(entity);
            mention.name = Arc::clone(name);
            mention.method = Method::Short;
        } else if first.len() < mention.name.len() {
            full.insert(first.into(), (Arc::clone(&mention.entity), Arc::clone(&mention.name)));
        }
    }
}
