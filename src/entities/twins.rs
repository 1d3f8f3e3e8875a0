//! Entities of one name without ids: which records say the same again, and what the others are known by.
//!
//! An entity without an id is known by "~" and its name: "~Georgia". The second of a name is "~Georgia (2)", and so on, in
//! the order of the list; a record that says just what one before says is no further entity.

use rustc_hash::{FxHashMap, FxHashSet};

use super::entry::{Entry, NamePolicy, push_varint};

/// What the key of an entity without an id begins with.
pub(super) const UNNAMED: char = '~';

/// The key of the first, second, third entity of a name without an id.
pub(super) fn numbered(name: &str, number: usize) -> String {
    if number == 1 { format!("{UNNAMED}{name}") } else { format!("{UNNAMED}{name} ({number})") }
}

/// The names that several records without ids have.
#[derive(Default)]
pub(super) struct Twins {
    by_name: FxHashMap<String, Known>,
}

/// The entities of a name.
struct Known {
    count: usize,
    said: FxHashSet<Vec<u8>>,
}

impl Twins {
    /// The key of a further entity of a name, unless its record says nothing new. `entity` gives the entity of a key.
    pub(super) fn further<'e>(
        &mut self,
        name: &str,
        said: Vec<u8>,
        entity: impl Fn(&str) -> Option<Entry<'e>>,
    ) -> Option<String> {
        if !self.by_name.contains_key(name) {
            let before = (1..).map_while(|number| entity(&numbered(name, number)));
            let said: FxHashSet<Vec<u8>> = before.map(|entry| said_of(&entry)).collect();
            self.by_name.insert(name.to_owned(), Known { count: 1, said });
        }
        let known = self.by_name.get_mut(name)?;
        if !known.said.insert(said) {
            return None;
        }
        loop {
            known.count += 1;
            let key = numbered(name, known.count);
            if entity(&key).is_none() {
                return Some(key);
            }
        }
    }
}

/// All that a record says, in bytes that are equal where it is.
pub(super) fn said<'n>(
    label: &str,
    metadata: Option<&str>,
    names: impl Iterator<Item = (impl AsRef<str> + 'n, NamePolicy)>,
) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut add = |text: &str, policy| {
        push_varint(&mut bytes, text.len());
        bytes.extend_from_slice(text.as_bytes());
        bytes.push(policy as u8);
    };
    add(label, NamePolicy::Matcher);
    add(metadata.unwrap_or_default(), NamePolicy::Matcher);
    names.for_each(|(name, policy)| add(name.as_ref(), policy));
    bytes
}

fn said_of(entry: &Entry<'_>) -> Vec<u8> {
    said(entry.label, entry.metadata(), entry.names().map(|name| (name.text, name.policy)))
}
