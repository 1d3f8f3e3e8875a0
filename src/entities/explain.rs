//! Why a name was found in a text, or was not.

use super::boundary::{begins, ends, in_address};
use super::inside::Inside;
use super::matcher::EntityMatcher;
use super::options::{Boundaries, MatchOptions, Overlaps};
use super::store::name_key;
use super::{CaseRule, Gazetteer, Record};
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
                part.store.owners(key).any(|place| {
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
        let every = all.hits(text, words).found;
        let any = EntityMatcher::with_gazetteer(
            self,
            MatchOptions { overlaps: Overlaps::All, case: CaseRule::Any, fold: true, ..self.options() },
        );
        let loose = any.hits(text, words).found;
        let explained = Inside::new(&one).stretches(text).into_iter().map(|(start, end, _)| {
            let reason = if found.iter().any(|hit| (hit.start, hit.end) == (start, end)) {
                "found".to_owned()
            } else if self.options().boundaries == Boundaries::Word && !(begins(text, start) && ends(text, end)) {
                format!("inside a longer word: {:?}", around(text, start, end))
            } else if self.options().boundaries == Boundaries::Word && in_address(text, start, end) {
                "inside a web or e-mail address".to_owned()
            } else if let Some(hit) = found
                .iter()
                .find(|hit| hit.start < end && start < hit.end)
                .filter(|_| every.iter().any(|hit| (hit.start, hit.end) == (start, end)))
            {
                format!("another name stands there: {:?}", &text[hit.start..hit.end])
            } else if loose.iter().any(|hit| (hit.start, hit.end) == (start, end)) {
                "its letters are written in another way than the rule for case, or fold=False, allows, or it is also a \
                 common word and stands where a sentence opens"
                    .to_owned()
            } else {
                "its own rule for case does not allow it".to_owned()
            };
            Explanation { start, end, reason }
        });
        Ok(explained.collect())
    }
}

/// The word that a stretch is part of.
fn around(text: &str, start: usize, end: usize) -> &str {
    let part = |c: &char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '_' | '.' | ',');
    let before: usize = text[..start].chars().rev().take_while(part).map(char::len_utf8).sum();
    let after: usize = text[end..].chars().take_while(part).map(char::len_utf8).sum();
    &text[start - before..end + after]
}
