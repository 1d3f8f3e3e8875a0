//! Lists written in one line: "1. The first point 2. The second point", "• one • two".
//!
//! Only where the paragraph itself opens with a marker, and only for markers of the same style that count on, so that a
//! number in prose is none.

use crate::text::classes::is_bullet;

/// The markers that are still to come in a paragraph.
pub(super) struct Markers {
    style: Option<Style>,
    next: Option<usize>,
}

#[derive(Clone, Copy, PartialEq)]
enum Style {
    Bullet(char),
    /// What follows the number or letter (".", ")", ".)") and the value of the last marker.
    Counted {
        tail: &'static str,
        letter: bool,
        value: u32,
    },
}

impl Markers {
    /// For the paragraph that begins at a place and ends where the text does.
    pub(super) fn of(text: &str, begin: usize) -> Self {
        let body = &text[begin..];
        let style = match body.chars().next() {
            Some(c) if c.is_ascii_alphanumeric() => {
                counted(body).map(|(tail, letter, value)| Style::Counted { tail, letter, value })
            }
            Some(c) if is_bullet(c) && c != '*' => Some(Style::Bullet(c)),
            _ => None,
        };
        let mut markers = Self { style, next: Some(begin) };
        markers.advance(text);
        markers
    }

    pub(super) fn next(&self) -> Option<usize> {
        self.next
    }

    /// Looks for the marker that follows the one last found.
    pub(super) fn advance(&mut self, text: &str) {
        let (Some(style), Some(last)) = (self.style, self.next) else {
            self.next = None;
            return;
        };
        let rest = &text[last..];
        self.next = match style {
            Style::Bullet(bullet) => rest[bullet.len_utf8()..].find(bullet).map(|n| last + bullet.len_utf8() + n),
            Style::Counted { tail, letter, value } => {
                let marker = if letter {
                    char::from_u32(value + 1).map(|c| format!(" {c}{tail} "))
                } else {
                    Some(format!(" {}{tail} ", value + 1))
                };
                self.style = Some(Style::Counted { tail, letter, value: value + 1 });
                marker.and_then(|marker| rest.find(&marker)).map(|n| last + n + 1)
            }
        };
    }
}

/// A marker at the start of the paragraph: a number of one or two digits, or the letter a.
fn counted(body: &str) -> Option<(&'static str, bool, u32)> {
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    let letter = digits == 0 && body.starts_with(['a', 'A']);
    if !(letter || (1..=2).contains(&digits)) {
        return None;
    }
    let head = digits.max(1);
    let tail = [".)", ".", ")"]
        .into_iter()
        .find(|tail| body[head..].starts_with(tail) && body[head + tail.len()..].starts_with(' '))?;
    let value = if letter { u32::from(body.chars().next()?) } else { body[..digits].parse().ok()? };
    Some((tail, letter, value))
}
