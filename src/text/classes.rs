//! What a character is, beyond what the standard library says: quotation marks, brackets, dashes, bullets.

/// Quotation marks that open, close or (straight ones) do either.
#[must_use]
pub fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '“'
            | '”'
            | '„'
            | '‟'
            | '‘'
            | '’'
            | '‚'
            | '‛'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '`'
            | '´'
            | '「'
            | '」'
            | '『'
            | '』'
    )
}

/// An apostrophe as typed (') or as set (’).
#[must_use]
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '＇')
}

#[must_use]
pub fn is_opening_bracket(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '（' | '［')
}

#[must_use]
pub fn is_closing_bracket(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '）' | '］')
}

/// Hyphens and dashes of any length, the minus sign left out.
pub const DASHES: [char; 8] = ['-', '‐', '‑', '‒', '–', '—', '―', '⁃'];

#[must_use]
pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '‐'..='―' | '⁃')
}

/// A mark that opens a list item.
#[must_use]
pub fn is_bullet(c: char) -> bool {
    matches!(c, '•' | '‣' | '⁃' | '◦' | '▪' | '▫' | '■' | '□' | '●' | '○' | '·' | '►' | '➢' | '*')
}

/// Scripts written without spaces between words, where word borders come from UAX #29.
#[must_use]
pub fn is_unspaced_script(c: char) -> bool {
    matches!(u32::from(c),
        0x0E00..=0x0EFF            // Thai, Lao
        | 0x1000..=0x109F          // Myanmar
        | 0x1780..=0x17FF          // Khmer
        | 0x3040..=0x30FF          // Hiragana, Katakana
        | 0x3400..=0x4DBF          // CJK extension A
        | 0x4E00..=0x9FFF          // CJK
        | 0xF900..=0xFAFF          // CJK compatibility
        | 0x2_0000..=0x3_FFFF) // CJK extensions
}
