//! White space at the ends of a text. What the standard library does for any character is quick here where a text begins
//! and ends like most: with visible ASCII, at most one space before it.

/// As `str::trim_start`.
#[must_use]
pub fn trim_start(text: &str) -> &str {
    let bytes = text.as_bytes();
    let space = usize::from(bytes.first() == Some(&b' '));
    match bytes.get(space) {
        Some(b'!'..=b'~') => &text[space..],
        _ => text.trim_start(),
    }
}

/// As `str::trim_end`.
#[must_use]
pub fn trim_end(text: &str) -> &str {
    match text.as_bytes() {
        [.., b'!'..=b'~'] => text,
        _ => text.trim_end(),
    }
}
