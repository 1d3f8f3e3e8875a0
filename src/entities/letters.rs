//! A name held letter by letter against the stretch of text that its key found.

use super::fold::{fold, is_hyphen};
use super::store::NamePolicy;
use super::units::{Walk, word_end};
use super::{CaseRule, MatchOptions};

/// How letters are compared.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule {
    pub(super) case: NamePolicy,
    fold: bool,
    hyphens: bool,
}

impl Rule {
    /// The rule for a name: its own, else the matcher's.
    pub(super) fn of(policy: NamePolicy, options: MatchOptions) -> Self {
        let case = match (policy, options.case) {
            (NamePolicy::Matcher, CaseRule::Smart) => NamePolicy::Smart,
            (NamePolicy::Matcher, CaseRule::Exact) => NamePolicy::Exact,
            (NamePolicy::Matcher, CaseRule::Any) => NamePolicy::Any,
            (own, _) => own,
        };
        Self { case, fold: options.fold, hyphens: options.hyphens }
    }
}

/// Room for the letters of two words: each with whether it was a capital.
#[derive(Default)]
pub(super) struct Letters {
    name: Vec<(char, bool)>,
    text: Vec<(char, bool)>,
    units: (Vec<u8>, Vec<u8>),
}

impl Letters {
    /// Whether a name may be written like this.
    pub(super) fn fit(&mut self, name: &str, text: &str, rule: Rule) -> bool {
        if rule.case == NamePolicy::Upper && text.chars().any(char::is_lowercase) {
            return false;
        }
        if name == text {
            return true;
        }
        let smart = rule.case == NamePolicy::Smart;
        if smart && !name.is_ascii() | !text.is_ascii() {
            // the whole first: no capital of the name can be one in a text that has none
            if !text.contains(char::is_uppercase) && name.contains(char::is_uppercase) {
                return false;
            }
        }
        if !rule.fold {
            return as_written(name, text, rule.case == NamePolicy::Any);
        }
        if name.eq_ignore_ascii_case(text) && name.is_ascii() {
            return match rule.case {
                NamePolicy::Exact => false,
                NamePolicy::Smart => agree_in_ascii(name.as_bytes(), text.as_bytes()),
                _ => true,
            };
        }
        if !rule.hyphens && text.contains(is_hyphen) && !name.contains(is_hyphen) {
            return false;
        }
        let (mut names, mut texts) = (Walk::new(name, 0, &mut self.units.0), Walk::new(text, 0, &mut self.units.1));
        let mut first = true;
        loop {
            let (name_unit, text_unit) = match (names.next(), texts.next()) {
                (None, None) => return true,
                (Some(name), Some(text)) => (name, text),
                _ => return false,
            };
            if name_unit.key != text_unit.key || name_unit.gap != text_unit.gap && !first {
                return false;
            }
            first = false;
            let (name, text) = (&name[name_unit.start..name_unit.end], &text[text_unit.start..text_unit.end]);
            if name == text {
                continue;
            }
            letters(name, &mut self.name);
            letters(text, &mut self.text);
            let same = self.name.len() == self.text.len()
                && self
                    .name
                    .iter()
                    .zip(&self.text)
                    .all(|(name, text)| name.0 == text.0 && (rule.case != NamePolicy::Exact || name.1 == text.1));
            if !same || smart && !agree(Case::of(name), Case::of(text), self.name.len()) {
                return false;
            }
        }
    }
}

/// The folded letters of a word, each with whether it stands for a capital.
fn letters(word: &str, letters: &mut Vec<(char, bool)>) {
    letters.clear();
    for c in word.chars() {
        fold(c, |folded| letters.push((folded, c.is_uppercase())));
    }
}

/// How the letters of a word are cased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// No capital.
    Lower,
    /// A capital, then none.
    Title,
    /// Two capitals or more and nothing else.
    Upper,
    /// Capitals elsewhere.
    Mixed,
}

impl Case {
    pub(super) fn of(word: &str) -> Self {
        let (mut first, mut uppers, mut letters) = (None, 0, 0);
        for c in word.chars().filter(|c| c.is_alphabetic()) {
            first.get_or_insert(c.is_uppercase());
            uppers += usize::from(c.is_uppercase());
            letters += 1;
        }
        Self::of_counts(first == Some(true), uppers, letters)
    }

    fn of_counts(first_upper: bool, uppers: usize, letters: usize) -> Self {
        match (first_upper, uppers) {
            (_, 0) => Self::Lower,
            (true, 1) => Self::Title,
            _ if uppers == letters => Self::Upper,
            _ => Self::Mixed,
        }
    }
}

/// Whether a text's word may stand for a name's word under the smart rule.
fn agree(name: Case, text: Case, letters: usize) -> bool {
    match name {
        Case::Lower => true,
        Case::Title | Case::Mixed => text != Case::Lower,
        // "Nato" for NATO, but not "Us" for US
        Case::Upper => text == Case::Upper || text == Case::Title && letters >= 4,
    }
}

/// [`agree`] for each word of two strings of the same ASCII letters.
fn agree_in_ascii(name: &[u8], text: &[u8]) -> bool {
    let mut at = 0;
    while at < name.len() {
        let end = word_end(name, at);
        if end > at {
            let (name, text) = (&name[at..end], &text[at..end]);
            if name != text && !agree(case_in_ascii(name), case_in_ascii(text), name.len()) {
                return false;
            }
        }
        at = end + 1;
    }
    true
}

fn case_in_ascii(word: &[u8]) -> Case {
    let (mut first, mut uppers, mut letters) = (None, 0, 0);
    for byte in word.iter().filter(|byte| byte.is_ascii_alphabetic()) {
        first.get_or_insert(byte.is_ascii_uppercase());
        uppers += usize::from(byte.is_ascii_uppercase());
        letters += 1;
    }
    Case::of_counts(first == Some(true), uppers, letters)
}

/// Whether the two are the same but for the width of white space, and case where that is left open.
fn as_written(name: &str, text: &str, any_case: bool) -> bool {
    let mut names = written(name);
    let mut texts = written(text);
    loop {
        match (names.next(), texts.next()) {
            (None, None) => return true,
            (Some(a), Some(b)) if a == b => {}
            (Some(a), Some(b)) if any_case && a.to_lowercase().eq(b.to_lowercase()) => {}
            _ => return false,
        }
    }
}

/// Characters, a run of white space as one space.
fn written(text: &str) -> impl Iterator<Item = char> {
    let mut space = false;
    text.chars().filter_map(move |c| {
        let again = space;
        space = c.is_whitespace();
        match (space, again) {
            (true, true) => None,
            (true, false) => Some(' '),
            (false, _) => Some(c),
        }
    })
}
