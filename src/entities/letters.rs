//! A name held letter by letter against the stretch of text that its key found.

use super::entry::NamePolicy;
use super::fold::{fold, is_hyphen, is_ignorable};
use super::units::{WORD, Walk};
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
    /// Whether a name, given by its bytes, may be written like this.
    pub(super) fn fit(&mut self, name: &[u8], text: &str, rule: Rule) -> bool {
        if rule.case == NamePolicy::Upper && text.chars().any(char::is_lowercase) {
            return false;
        }
        match capitals(name, text.as_bytes()) {
            Some(Apart::Not) => return true,
            Some(_) if rule.case == NamePolicy::Any => return true,
            Some(_) if rule.case == NamePolicy::Exact || !rule.fold => return false,
            Some(Apart::More) => return true,
            _ => {}
        }
        let Ok(name) = std::str::from_utf8(name) else { return false };
        let smart = rule.case == NamePolicy::Smart;
        if !rule.fold {
            return as_written(name, text, rule.case == NamePolicy::Any);
        }
        if text.is_ascii()
            && let Some(fits) = fit_in_ascii(name, text.as_bytes(), rule.case)
        {
            return fits;
        }
        if smart && !text.contains(char::is_uppercase) && name.contains(char::is_uppercase) {
            // the whole first: no capital of the name can be one in a text that has none
            return false;
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
        let mut capitals = Capitals::default();
        word.chars().for_each(|c| capitals.note(c.is_alphabetic(), c.is_uppercase()));
        capitals.case()
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

/// How the capitals of a text and those of a name are apart, whose letters are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Apart {
    Not,
    /// The text has those of the name, and more.
    More,
    /// It lacks some.
    Lacking,
}

/// Holds a text against a name, but for the case of ASCII letters; `None` where they are apart in more.
fn capitals(name: &[u8], text: &[u8]) -> Option<Apart> {
    if name.len() != text.len() {
        return None;
    }
    let mut apart = Apart::Not;
    for (own, written) in name.iter().zip(text) {
        if own != written {
            if own ^ written != 0x20 || !own.is_ascii_alphabetic() {
                return None;
            }
            if own.is_ascii_uppercase() {
                apart = Apart::Lacking;
            } else if apart == Apart::Not {
                apart = Apart::More;
            }
        }
    }
    Some(apart)
}

/// What can be said of a text in ASCII whose gaps are those of the name, letter by letter; `None` where the long way must be
/// gone.
fn fit_in_ascii(name: &str, text: &[u8], case: NamePolicy) -> Option<bool> {
    let mut texts = text.iter();
    let (mut own, mut written, mut letters) = (Capitals::default(), Capitals::default(), 0);
    for c in name.chars() {
        let mut same = true;
        let (mut word, mut odd) = (false, false);
        fold(c, |folded| {
            let Some(byte) = texts.next() else {
                same = false;
                return;
            };
            same &= folded == char::from(byte.to_ascii_lowercase());
            word |= WORD[usize::from(*byte)];
            if case == NamePolicy::Smart {
                written.note(byte.is_ascii_alphabetic(), byte.is_ascii_uppercase());
            }
            odd |= byte.is_ascii_uppercase() != c.is_uppercase();
            letters += 1;
        });
        if !same {
            return None;
        }
        if case == NamePolicy::Exact && odd {
            return Some(false);
        }
        if case != NamePolicy::Smart {
            continue;
        }
        own.note(c.is_alphabetic(), c.is_uppercase());
        if !word && !is_ignorable(c) {
            if !agree(own.case(), written.case(), letters - 1) {
                return Some(false);
            }
            (own, written, letters) = (Capitals::default(), Capitals::default(), 0);
        }
    }
    if texts.next().is_some() {
        return None;
    }
    Some(case != NamePolicy::Smart || agree(own.case(), written.case(), letters))
}

/// The capitals of a word, counted letter by letter.
#[derive(Default)]
struct Capitals {
    first: Option<bool>,
    uppers: usize,
    letters: usize,
}

impl Capitals {
    fn note(&mut self, letter: bool, upper: bool) {
        if letter {
            self.first.get_or_insert(upper);
            self.uppers += usize::from(upper);
            self.letters += 1;
        }
    }

    fn case(&self) -> Case {
        Case::of_counts(self.first == Some(true), self.uppers, self.letters)
    }
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
pub(super) fn written(text: &str) -> impl Iterator<Item = char> {
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
