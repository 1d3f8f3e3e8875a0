//! What the capitals of a text say of a word: nothing where a sentence opens, or where all is in capitals.

/// Whether a stretch has a capital.
pub(super) fn has_capital(text: &str) -> bool {
    if text.is_ascii() { text.bytes().any(|b| b.is_ascii_uppercase()) } else { text.contains(char::is_uppercase) }
}

/// How far to each side is looked for words in small letters.
const NEAR: usize = 48;

/// Whether a word in capitals stands among words in capitals, so that they say nothing: there are words of several letters
/// near it in its line, and none of them has a small letter.
pub(super) fn is_shouted(text: &str, start: usize, end: usize) -> bool {
    let line_break = |c: char| matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let before: &str =
        &text[(start.saturating_sub(NEAR)..=start).find(|at| text.is_char_boundary(*at)).unwrap_or(start)..start];
    let past = (end + NEAR).min(text.len());
    let after: &str = &text[end..(end..=past).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(end)];
    let before = before.rsplit(line_break).next().unwrap_or_default();
    let after = after.split(line_break).next().unwrap_or_default();
    let mut shouted = false;
    for word in [before, after].into_iter().flat_map(|side| side.split(|c: char| !c.is_alphabetic())) {
        if word.chars().any(char::is_lowercase) {
            return false;
        }
        shouted |= word.chars().filter(|c| c.is_uppercase()).nth(1).is_some();
    }
    shouted
}

/// Whether a word opens a sentence, as far as what stands before it tells.
pub(super) fn opens_sentence(text: &str, at: usize) -> bool {
    let before = &text[..at];
    let mut chars = before.chars().rev().peekable();
    while let Some(space) = chars.next_if(|c| c.is_whitespace()) {
        if matches!(space, '\n' | '\r' | '\x0B' | '\x0C' | '\u{85}' | '\u{2028}' | '\u{2029}') {
            return true;
        }
    }
    match chars.next() {
        None => true,
        // "the U.S. Hope" goes on
        Some('.') => !chars.next().is_some_and(char::is_alphabetic) || chars.next() != Some('.'),
        Some(mark) => matches!(mark, '!' | '?' | '"' | '“' | '‘' | ':' | '•' | '…'),
    }
}
