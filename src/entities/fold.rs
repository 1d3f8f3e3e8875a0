//! What letters are compared as: case, accents and typographic variants folded away.
//!
//! A character folds to none, one or more: "É" to "e", "ß" to "ss", a combining accent to nothing. Upper-casing and then
//! lower-casing each character of its decomposition gives the full case folding of Unicode (ſ, ς, ẞ, İ included) from
//! tables that the standard library has anyway; decomposition comes from the unicode-normalization crate. Letters that
//! Unicode leaves whole ("ø", "ł") fold as `data/letters.tsv` says. Only accents are dropped: vowel signs, the voicing
//! marks of Japanese, viramas and tone marks make other letters of theirs, and stay.

use std::sync::{LazyLock, OnceLock};

use rustc_hash::FxHashMap;
use unicode_normalization::char::{
    canonical_combining_class, decompose_canonical, decompose_compatible, is_combining_mark,
};

use crate::text::classes::{is_apostrophe, is_unspaced_script};
use crate::text::lists::rows;

/// How a character takes part in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    /// Of words that spaces part.
    Spaced,
    /// A run of it is one word.
    Katakana,
    /// Of a script without spaces: a word may begin and end at any of its letters.
    Free,
    /// No letter or digit.
    Mark,
}

/// The script class of a character; `None` for combining marks and characters of no width, which belong to the one before.
pub(super) fn script(c: char) -> Option<Script> {
    if c.is_ascii() {
        return Some(if c.is_ascii_alphanumeric() || c == '_' { Script::Spaced } else { Script::Mark });
    }
    // dashes, quotation marks, dots: the marks of news that are not ASCII
    if matches!(c, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}') || is_apostrophe(c) {
        return Some(Script::Mark);
    }
    if is_ignorable(c) || is_combining_mark(c) {
        return None;
    }
    if !c.is_alphanumeric() {
        return Some(Script::Mark);
    }
    Some(match u32::from(c) {
        0x30A1..=0x30FF | 0x31F0..=0x31FF | 0xFF66..=0xFF9F => Script::Katakana,
        _ if is_unspaced_script(c) => Script::Free,
        _ => Script::Spaced,
    })
}

/// Characters that matching passes over: accents (by their combining classes), marks of no width, the Arabic stretch.
pub(super) fn is_ignorable(c: char) -> bool {
    if u32::from(c) < 0xAD {
        return false;
    }
    match u32::from(c) {
        0xAD | 0x34F | 0x61C | 0x640 | 0x180B..=0x180E | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F => true,
        0xFE00..=0xFE0F | 0xFEFF | 0xE_0000..=0xE_0FFF => true,
        0x300..=0x1FFF | 0x20D0..=0x20FF | 0xA600..=0xABFF | 0xFB1E | 0xFE20..=0xFE2F | 0x1_0000..=0x1_FFFF => {
            // Hebrew and Arabic points, and what stands above or below a letter; 240 is the iota subscript, a letter
            matches!(canonical_combining_class(c), 10..=35 | 200..=239)
        }
        _ => false,
    }
}

/// Hyphens that tie or part the words of a name alike.
pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '–')
}

/// The common form of a quotation mark, apostrophe or hyphen; other characters stay.
fn plain_mark(c: char) -> char {
    match c {
        '’' | '‘' | '‛' | '‚' | 'ʼ' | 'ʻ' | '＇' | '`' | '´' | '′' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => '"',
        '‐' | '‑' | '–' => '-',
        _ => c,
    }
}

/// Up to 0x3000 tables answer, one for each page of so many characters; above are Han, Hangul and rare letters.
const PAGE: usize = 256;
const PAGES: usize = 0x30;
const SEVERAL: u32 = u32::MAX;

/// For each character the one that it folds to, 0 for none, `SEVERAL` where the long way must be gone. A page is worked out
/// when the first character of it is met.
static FOLDED: [OnceLock<Box<[u32; PAGE]>>; PAGES] = [const { OnceLock::new() }; PAGES];

fn page(from: u32) -> Box<[u32; PAGE]> {
    let mut folded = Box::new([0; PAGE]);
    for (code, own) in (from..).zip(folded.iter_mut()) {
        let Some(c) = char::from_u32(code) else { continue };
        *own = match folding(c).as_slice() {
            [] => 0,
            [one] if *one != '\0' => u32::from(*one),
            _ => SEVERAL,
        };
    }
    folded
}

static LETTERS: LazyLock<FxHashMap<char, &'static str>> = LazyLock::new(|| {
    rows(include_str!("../../data/letters.tsv"), ["letter", "plain"])
        .filter_map(|[letter, plain]| Some((letter.chars().next()?, plain)))
        .collect()
});

/// Gives what a character folds to, one by one.
pub(super) fn fold(c: char, mut give: impl FnMut(char)) {
    if c.is_ascii() {
        return give(if c == '`' { '\'' } else { c.to_ascii_lowercase() });
    }
    let code = u32::from(c);
    let place = code as usize % PAGE;
    let folded = FOLDED.get(code as usize / PAGE).map(|folded| folded.get_or_init(|| page(code & !0xFF)));
    match folded.map(|folded| &folded[place]) {
        Some(0) => {}
        Some(&one) if one != SEVERAL => give(char::from_u32(one).unwrap_or(c)),
        None if matches!(code, 0x3400..=0x9FFF) && c.is_alphanumeric() => give(c),
        _ => folding(c).into_iter().for_each(give),
    }
}

/// The folding of a character, worked out.
fn folding(c: char) -> Vec<char> {
    if is_ignorable(c) {
        return Vec::new();
    }
    let mut parts = Vec::new();
    let class = script(c);
    if class == Some(Script::Mark) {
        decompose_canonical(c, |part| parts.push(plain_mark(part)));
        parts.retain(|part| !is_ignorable(*part));
        return parts;
    }
    let mut letters = Vec::new();
    if matches!(class, Some(Script::Spaced | Script::Katakana)) {
        decompose_compatible(c, |part| letters.push(part));
    }
    // taken apart it must still be one piece of a word: not "(1)" of "⑴"
    if letters.is_empty() || letters.iter().any(|part| script(*part).is_some_and(|part| Some(part) != class)) {
        letters.clear();
        decompose_canonical(c, |part| letters.push(part));
    }
    for letter in letters {
        let cased = || letter.to_lowercase().flat_map(char::to_uppercase).flat_map(char::to_lowercase);
        // "ŉ" would come apart at an apostrophe
        let whole = cased().any(|part| script(part) == Some(Script::Mark));
        for part in whole.then_some(letter).into_iter().chain(cased().filter(|_| !whole)) {
            decompose_canonical(part, |part| {
                if is_ignorable(part) {
                } else if let Some(plain) = LETTERS.get(&part) {
                    parts.extend(plain.chars());
                } else {
                    parts.push(part);
                }
            });
        }
    }
    if parts.is_empty() {
        parts.push(c);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::{Script, fold, is_ignorable, script};

    fn folded(text: &str) -> String {
        let mut plain = String::new();
        text.chars().for_each(|c| fold(c, |c| plain.push(c)));
        plain
    }

    #[test]
    fn fine_points() {
        for (written, plain) in [
            ("Łódź", "lodz"),
            ("Straße STRASSE STRAẞE", "strasse strasse strasse"),
            ("İstanbul ISTANBUL ıstanbul", "istanbul istanbul istanbul"),
            ("ΟΔΟΣ οδός ὀδὸς", "οδοσ οδοσ οδοσ"),
            ("Congreſs", "congress"),
            ("Zu\u{308}rich", "zurich"),
            ("“Côte d’Ivoire”", "\"cote d'ivoire\""),
            ("ﬁnance ＵＮ", "finance un"),
            ("Ærø", "aero"),
            ("が か\u{3099}", "か\u{3099} か\u{3099}"),
            ("مُحَمَّد محمـد", "محمد محمد"),
            ("⑴", "⑴"),
        ] {
            assert_eq!(folded(written), plain);
        }
    }

    #[test]
    fn every_character_folds_to_what_folds_to_itself_and_stays_in_its_class() {
        for c in (0..=0x10_FFFF).filter_map(char::from_u32) {
            let once = folded(&c.to_string());
            assert_eq!(folded(&once), once, "{c:?}");
            if let Some(class) = script(c) {
                assert!(!once.is_empty(), "{c:?}");
                for part in once.chars() {
                    assert!(script(part).is_none_or(|part| part == class || class == Script::Mark), "{c:?} {once:?}");
                }
            } else {
                // the iota subscript alone becomes a letter
                assert!(once.is_empty() == is_ignorable(c) && once.chars().all(|c| script(c).is_none() || c == 'ι'));
            }
        }
    }
}
