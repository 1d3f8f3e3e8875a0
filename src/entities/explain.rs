//! Why a name was found in a text, or was not.

use std::collections::BTreeMap;

use super::boundary::{begins, ends, in_address};
use super::entry::{Name, NamePolicy};
use super::hits::{Hit, Hits};
use super::inside::Inside;
use super::letters::{Letters, Rule};
use super::matcher::EntityMatcher;
use super::options::{Boundaries, MatchOptions};
use super::store::name_key;
use super::{Gazetteer, Record};
use crate::language::Language;
use crate::text::Words;

/// One place where the entities of a name are found, or where its letters stand, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    pub start: usize,
    pub end: usize,
    /// Whether [`EntityMatcher::find`] gives a mention there that is, or may be, an entity of the name.
    pub found: bool,
    pub reason: String,
}

/// The entities that have a name: their places, and the names by which they have it.
struct Named<'g> {
    key: u64,
    places: Vec<(u32, u32)>,
    names: Vec<Name<'g>>,
}

impl EntityMatcher {
    /// What came of a name in a text: every mention of the entities that have the name, and every place that has its letters, or
    /// nearly, and is none, with the reason. Empty where the text has neither. What is found is what
    /// [`EntityMatcher::find`] gives.
    ///
    /// # Errors
    /// [`crate::Error::Gazetteer`] for a name that is on no list.
    pub fn explain(&self, text: &str, name: &str) -> crate::Result<Vec<Explanation>> {
        let named = self.named(name).ok_or_else(|| crate::Error::Gazetteer {
            place: format!("the name {name:?}"),
            problem: "no entity has it".to_owned(),
            mend: "add it to the gazetteer, as a name or an alias".to_owned(),
        })?;
        let words = Words::of(Language::English);
        let hits = self.hits(text, words);
        let mut told = BTreeMap::new();
        for hit in &hits.found {
            if let Some(reason) = self.found(&hits, hit, &named) {
                told.insert((hit.start, hit.end), (true, reason));
            }
        }
        let every = self.every_hit(text, words);
        let whole = self.options().boundaries == Boundaries::Word;
        let misplaced = |text, start, end| if whole { out_of_place(text, start, end) } else { None };
        let one = Gazetteer::from_records([Record { name: Some(name.to_owned()), ..Record::default() }])?;
        for (start, end, _) in Inside::new(&one).stretches(text) {
            told.entry((start, end)).or_insert_with(|| {
                let here = every.found.iter().find(|hit| (hit.start, hit.end) == (start, end));
                let fits = here.filter(|hit| named.means(&every, hit));
                let reason = if let Some(reason) = misplaced(text, start, end) {
                    reason
                } else if let Some(hit) = fits {
                    match hit.doubtful.filter(|key| !hits.inner.contains(key)) {
                        Some(_) => {
                            "it is a common word too, and the text has it as a name nowhere: with a capital inside \
                            a sentence that is not all in capitals"
                                .to_owned()
                        }
                        None => taken(&hits, text, start, end),
                    }
                } else {
                    self.difference(&named.names, &text[start..end])
                };
                (false, reason)
            });
        }
        // with letters wrong names are whole words, whatever the boundaries of others
        for (span, name, doubt) in self.near_misses(text, words, &named.names) {
            let (start, end) = (span.start, span.end);
            told.entry((start, end)).or_insert_with(|| {
                let reason = out_of_place(text, start, end).unwrap_or_else(|| match doubt {
                    Some(doubt) => format!("near the name {:?}, but {doubt}", name.text),
                    None => taken(&hits, text, start, end),
                });
                (false, reason)
            });
        }
        let explanation = |((start, end), (found, reason))| Explanation { start, end, found, reason };
        Ok(told.into_iter().map(explanation).collect())
    }

    /// The entities that have a name; `None` where there are none.
    fn named(&self, name: &str) -> Option<Named<'_>> {
        let mut folded = Vec::new();
        let key = name_key(name, &mut folded)?;
        let mut named = Named { key, places: Vec::new(), names: Vec::new() };
        for (index, part) in (0..).zip(self.gazetteer().parts()) {
            for place in part.store.owners(key).filter(|place| part.holds(*place)) {
                let names = part.store.entry(place).map(|entry| entry.names()).into_iter().flatten();
                let before = named.names.len();
                named.names.extend(names.filter(|own| name_key(own.text, &mut folded) == Some(key)));
                if named.names.len() > before {
                    named.places.push((index, place));
                }
            }
        }
        (!named.places.is_empty()).then_some(named)
    }

    /// How a mention came about, if it is of an entity of a name.
    fn found(&self, hits: &Hits, hit: &Hit, named: &Named<'_>) -> Option<String> {
        if !named.means(hits, hit) {
            return None;
        }
        let entry = self.gazetteer().entry((hit.part, hit.entity))?;
        if !named.places.contains(&(hit.part, hit.entity)) {
            return Some(format!("found, as one that it may mean; the first is {:?}", entry.id()));
        }
        let own = entry.names().nth(hit.name as usize)?.text;
        Some(match hit.edits.0 {
            0 if name_key(own, &mut Vec::new()) == Some(named.key) => "found".to_owned(),
            0 => format!("found, by the name {own:?}"),
            1 => format!("found: a letter from the name {own:?}"),
            edits => format!("found: {edits} letters from the name {own:?}"),
        })
    }

    /// In what letters differ from those of names with the same key.
    fn difference(&self, names: &[Name<'_>], written: &str) -> String {
        let options = self.options();
        let mut letters = Letters::default();
        let mut reasons = Vec::new();
        for Name { text: name, policy } in names {
            let case = Rule::of(*policy, options).case;
            let any = |fold| Rule::of(NamePolicy::Any, MatchOptions { fold, ..options });
            let reason = if letters.fit(name.as_bytes(), written, any(options.fold)) {
                let rule = match case {
                    NamePolicy::Upper => "is for capitals only (case \"upper\")",
                    NamePolicy::Exact => "has other capitals, and case is \"exact\"",
                    _ if !options.fold => "has other capitals, and fold is False",
                    _ if name.chars().any(char::is_lowercase) => {
                        "has a capital where the text has none (case \"smart\")"
                    }
                    _ => "is in capitals, and the text is not (case \"smart\")",
                };
                format!("the name {name:?} {rule}")
            } else if !options.fold && letters.fit(name.as_bytes(), written, any(true)) {
                format!("the name {name:?} has other letters or marks, and fold is False")
            } else {
                format!("the name {name:?} parts its words in another way")
            };
            if !reasons.contains(&reason) {
                reasons.push(reason);
            }
        }
        reasons.join("; ")
    }
}

impl Named<'_> {
    /// Whether a hit is, or may be, one of the entities.
    fn means(&self, hits: &Hits, hit: &Hit) -> bool {
        std::iter::once(&(hit.part, hit.entity)).chain(hits.others(hit)).any(|place| self.places.contains(place))
    }
}

/// Why no whole word can stand in a place, whatever its letters.
fn out_of_place(text: &str, start: usize, end: usize) -> Option<String> {
    if begins(text, start) && ends(text, end) {
        in_address(text, start, end).then(|| "inside a web or e-mail address".to_owned())
    } else {
        Some(format!("inside a longer word: {:?}", around(text, start, end)))
    }
}

/// That another name has a place.
fn taken(hits: &Hits, text: &str, start: usize, end: usize) -> String {
    let rivals = hits.found.iter().filter(|hit| hit.start < end && start < hit.end);
    let rivals: Vec<String> = rivals.map(|hit| format!("{:?}", &text[hit.start..hit.end])).collect();
    format!("another name stands there: {}", rivals.join(", "))
}

/// The word that a stretch is part of.
fn around(text: &str, start: usize, end: usize) -> &str {
    let part = |c: &char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '_' | '.' | ',');
    let before: usize = text[..start].chars().rev().take_while(part).map(char::len_utf8).sum();
    let after: usize = text[end..].chars().take_while(part).map(char::len_utf8).sum();
    &text[start - before..end + after]
}
