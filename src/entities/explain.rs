//! Why a name was found in a text, or was not.

use super::boundary::{begins, ends, in_address};
use super::inside::Inside;
use super::letters::{Letters, Rule};
use super::matcher::{EntityMatcher, Hit};
use super::options::{Boundaries, MatchOptions, Overlaps};
use super::store::{NamePolicy, name_key, name_tag};
use super::{Gazetteer, Record};
use crate::language::Language;
use crate::text::Words;

/// One place where the letters of a name stand, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    pub start: usize,
    pub end: usize,
    pub reason: String,
}

impl EntityMatcher {
    /// What came of a name at each place where a text has its letters; none where it has them nowhere. The error says that
    /// no entity has the name.
    ///
    /// # Errors
    /// [`crate::Error::Gazetteer`] for a name that is on no list.
    pub fn explain(&self, text: &str, name: &str) -> crate::Result<Vec<Explanation>> {
        let listed = |key| {
            self.gazetteer().parts().iter().any(|part| {
                part.store.owners(key, false).any(|place| {
                    part.holds(place)
                        && part.store.entry(place).is_some_and(|entry| {
                            entry.names().any(|own| name_key(own.text, &mut Vec::new()) == Some(key))
                        })
                })
            })
        };
        if !name_key(name, &mut Vec::new()).is_some_and(listed) {
            return Err(crate::Error::Gazetteer {
                place: format!("the name {name:?}"),
                problem: "no entity has it".to_owned(),
                mend: "add it to the gazetteer, as a name or an alias".to_owned(),
            });
        }
        let one = Gazetteer::from_records([Record { name: Some(name.to_owned()), ..Record::default() }])?;
        let words = Words::of(Language::English);
        let found = self.hits(text, words).found;
        let all = EntityMatcher::with_gazetteer(self, MatchOptions { overlaps: Overlaps::All, ..self.options() });
        // with the common words that nothing shows to be names
        let every = all.doubtful_hits(text, words).found;
        let whole = self.options().boundaries == Boundaries::Word;
        let explained = Inside::new(&one).stretches(text).into_iter().map(|(start, end, key)| {
            let here = |hit: &&Hit| (hit.start, hit.end) == (start, end);
            let rival = || found.iter().find(|hit| hit.start < end && start < hit.end);
            let reason = if found.iter().any(|hit| here(&hit)) {
                "found".to_owned()
            } else if whole && !(begins(text, start) && ends(text, end)) {
                format!("inside a longer word: {:?}", around(text, start, end))
            } else if whole && in_address(text, start, end) {
                "inside a web or e-mail address".to_owned()
            } else if every.iter().any(|hit| here(&hit)) {
                match rival() {
                    Some(rival) => format!("another name stands there: {:?}", &text[rival.start..rival.end]),
                    None => "it is a common word too, and the text has it as a name nowhere: with a capital inside a \
                        sentence that is not all in capitals"
                        .to_owned(),
                }
            } else {
                self.difference(key, &text[start..end])
            };
            Explanation { start, end, reason }
        });
        Ok(explained.collect())
    }

    /// In what the letters of a text differ from those of the names of a key.
    fn difference(&self, key: u64, written: &str) -> String {
        let options = self.options();
        let mut letters = Letters::default();
        let mut reasons = Vec::new();
        for part in self.gazetteer().parts() {
            for entity in part.store.owners(key, false).filter(|entity| part.holds(*entity)) {
                let Some(names) = part.store.names(entity) else { continue };
                for (_, policy, name) in names.tagged(name_tag(key)) {
                    let Ok(name) = std::str::from_utf8(name) else { continue };
                    let case = Rule::of(policy, options).case;
                    let any = |fold| Rule::of(NamePolicy::Any, MatchOptions { fold, ..options });
                    let reason = if letters.fit(name.as_bytes(), written, any(options.fold)) {
                        let rule = match case {
                            NamePolicy::Upper => "is for capitals only (case \"upper\")",
                            NamePolicy::Exact => "has other capitals, and case is \"exact\"",
                            _ if name.chars().any(char::is_lowercase) => {
                                "has a capital where the text has none (case \"smart\")"
                            }
                            _ => "is in capitals, and the text is not (case \"smart\")",
                        };
                        format!("the name {name:?} {rule}")
                    } else if !options.fold && letters.fit(name.as_bytes(), written, any(true)) {
                        format!("the name {name:?} has other letters or marks, and fold is False")
                    } else {
                        continue;
                    };
                    if !reasons.contains(&reason) {
                        reasons.push(reason);
                    }
                }
            }
        }
        if reasons.is_empty() { "the letters of another name".to_owned() } else { reasons.join("; ") }
    }
}

/// The word that a stretch is part of.
fn around(text: &str, start: usize, end: usize) -> &str {
    let part = |c: &char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '_' | '.' | ',');
    let before: usize = text[..start].chars().rev().take_while(part).map(char::len_utf8).sum();
    let after: usize = text[end..].chars().take_while(part).map(char::len_utf8).sum();
    &text[start - before..end + after]
}
