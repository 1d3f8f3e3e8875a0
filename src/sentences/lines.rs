//! Line breaks: paragraphs, and what a single line break inside one means.

use crate::text::Span;
use crate::text::classes::is_bullet;

/// The stretches between blank lines, white space at their ends left out. Lines end in LF, CR LF or CR.
pub(super) fn paragraphs(text: &str) -> impl Iterator<Item = Span> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        let start = at + (rest.len() - rest.trim_start().len());
        if start == text.len() {
            return None;
        }
        let end = paragraph_end(text, start);
        at = end;
        Some(Span::new(start, start + text[start..end].trim_end().len()))
    })
}

/// Where the paragraph that starts here ends: at a blank line, a paragraph separator or the end of the text.
fn paragraph_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    for found in memchr::memchr3_iter(b'\n', b'\r', 0xA9, &bytes[start..]) {
        let at = start + found;
        if bytes[at] == 0xA9 {
            // U+2029 is E2 80 A9
            if at >= 2 && bytes[at - 2..at] == [0xE2, 0x80] {
                return at + 1;
            }
            continue;
        }
        let next = if bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n') { at + 2 } else { at + 1 };
        let blank = bytes[next..].iter().find(|b| !matches!(b, b' ' | b'\t' | 0x0B | 0x0C));
        if matches!(blank, None | Some(b'\n' | b'\r')) && !(bytes[at] == b'\r' && next == at + 2 && blank.is_none()) {
            return next;
        }
    }
    bytes.len()
}

/// How the lines of a paragraph are set, found out at its first line break.
pub(super) struct Layout {
    /// Code units of the longest line but the last: where the text wraps, if it does.
    width: usize,
    /// Short lines of which none ends like a sentence: a list, a table or an address, each line on its own.
    list: bool,
}

/// Lines are wrapped at some width up to this one; longer lines are whole paragraphs.
const WIDEST_WRAP: usize = 140;
/// A line this short in a paragraph of such lines is an item, not prose.
const ITEM: usize = 45;

impl Layout {
    pub(super) fn of(paragraph: &str) -> Self {
        let mut width = 0;
        let mut list = true;
        let mut count = 0;
        for line in paragraph.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty()) {
            count += 1;
            width = width.max(line.len());
            list &= line.len() <= ITEM && !line.ends_with(['.', '!', '?', ';', ':', '"', '”']);
        }
        Self { width, list: list && count > 2 }
    }

    /// Whether a line break ends a sentence although no stop stands before it.
    pub(super) fn breaks(&self, line: &str, next: &str) -> bool {
        let Some(first) = next.chars().next() else {
            return true;
        };
        if self.list || opens_item(next) {
            return true;
        }
        if first.is_lowercase() || line.ends_with([',', ';', '-', '–', '—', '&']) {
            return false;
        }
        // a heading, a byline, a line of a list; a full line goes on in the next
        let wrapped = self.width <= WIDEST_WRAP
            && line.len() + next.split(' ').next().map_or(0, str::len) + 1 >= self.width.min(60);
        !wrapped
    }
}

/// A line that opens with a bullet or a number as lists have them.
pub(super) fn opens_item(line: &str) -> bool {
    let mut chars = line.chars();
    let Some(first) = chars.next() else {
        return false;
    };
    if is_bullet(first) || matches!(first, '-' | '–' | '—') {
        return chars.next().is_some_and(char::is_whitespace);
    }
    let rest = line.trim_start_matches('(');
    let mark = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = rest.len() - mark.len();
    (1..=2).contains(&digits) && mark.starts_with(['.', ')']) && mark[1..].starts_with([' ', ')', '\t'])
}

impl super::Paragraph<'_> {
    /// A line break inside the paragraph: the end of the sentence there, if it is one, and where to look on.
    pub(super) fn line_break(&self, start: usize, at: usize, layout: &Layout) -> (Option<usize>, usize) {
        use super::Newlines;
        let from = self.text[start..at].rfind(['\n', '\r']).map_or(start, |n| start + n + 1);
        let line = self.text[from..at].trim();
        let rest = self.rest(at).trim_start();
        let next_at = self.text.len() - rest.len();
        let next = rest.split(['\n', '\r']).next().unwrap_or_default();
        if line.is_empty() {
            return (None, next_at);
        }
        let ends = match self.splitter.newlines {
            Newlines::Auto => layout.breaks(line, next),
            Newlines::Always => true,
            Newlines::Paragraph | Newlines::Never => false,
        };
        (ends.then_some(at), next_at)
    }
}
