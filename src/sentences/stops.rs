//! Full stops, question and exclamation marks, ellipses: which of them end a sentence.

use super::Paragraph;
use super::rules::Abbreviation;
use crate::text::classes::{is_closing_bracket, is_opening_bracket, is_quote};

/// A run of marks at the end of what may be a sentence: stops, then whatever closes with them.
struct Run {
    /// Past the last mark of the run.
    end: usize,
    /// Holds a question or exclamation mark.
    strong: bool,
    ellipsis: bool,
    /// A quotation mark closes with it.
    quote: bool,
    bracket: bool,
}

/// Whether a wide character that may be a stop begins here: … ‼ ⁇ ⁈ ⁉ 。 ！ ？ ．
pub(super) fn is_wide_stop(bytes: &[u8]) -> bool {
    matches!(
        bytes,
        [0xE2, 0x80, 0xA6 | 0xBC, ..]
            | [0xE2, 0x81, 0x87..=0x89, ..]
            | [0xE3, 0x80, 0x82, ..]
            | [0xEF, 0xBC, 0x81 | 0x8E | 0x9F, ..]
    )
}

impl Paragraph<'_> {
    /// A stop: the end of the sentence there, if it is one, and where to look on.
    pub(super) fn stop(&self, start: usize, at: usize) -> (Option<usize>, usize) {
        if let Some(end) = self.stop_before_ellipsis(at) {
            return (Some(end), end);
        }
        let run = self.run(at);
        let ends = self.ends(start, at, &run);
        (ends.then_some(run.end), run.end)
    }

    /// "compounds. . . . The practice": the first stop ends the sentence, the ellipsis opens the next.
    fn stop_before_ellipsis(&self, at: usize) -> Option<usize> {
        let after = self.text[at..self.span.end].strip_prefix(". . . . ")?;
        let attached = !self.text[..at].ends_with(char::is_whitespace);
        (attached && after.starts_with(char::is_uppercase)).then_some(at + 1)
    }

    fn run(&self, at: usize) -> Run {
        let mut run = Run { end: at, strong: false, ellipsis: false, quote: false, bracket: false };
        let mut dots = 0;
        let mut rest = self.text[at..self.span.end].chars();
        while let Some(c) = rest.next() {
            match c {
                '.' | '．' | '。' => dots += i32::from(!run.quote),
                '…' => run.ellipsis = true,
                '!' | '?' | '！' | '？' | '‼' | '⁇' | '⁈' | '⁉' => run.strong = true,
                // ". . ."
                ' ' if self.text[..run.end].ends_with('.') && is_spaced_dot(rest.as_str()) => {}
                '[' if !run.quote => match note(rest.as_str()) {
                    Some(length) => {
                        run.end += 1 + length;
                        rest = self.text[run.end..self.span.end].chars();
                        continue;
                    }
                    None => break,
                },
                '"' | '\'' if rest.as_str().starts_with(char::is_alphanumeric) => break,
                _ if is_closing_bracket(c) => run.bracket = true,
                _ if is_quote(c) && !matches!(c, '“' | '‘' | '„' | '‚') => run.quote = true,
                _ => break,
            }
            run.end += c.len_utf8();
        }
        run.ellipsis |= dots > 1;
        run
    }

    fn ends(&self, start: usize, at: usize, run: &Run) -> bool {
        let rest = &self.text[run.end..self.span.end];
        let next = rest.trim_start();
        if next.is_empty() {
            return false; // the end of the paragraph ends it anyway
        }
        if next.len() == rest.len() {
            return self.ends_without_space(at, run, rest);
        }
        let opened = next.trim_start_matches(|c: char| {
            is_quote(c) || is_opening_bracket(c) || matches!(c, '-' | '–' | '—' | '*' | ' ')
        });
        let Some(first) = opened.chars().next() else {
            return true;
        };
        if first.is_lowercase() {
            return false;
        }
        let before = self.before(at);
        let word = first_word(opened);
        if run.strong {
            return !(run.quote && self.attributes(opened));
        }
        if run.ellipsis {
            return true;
        }
        if self.is_marker(start, at) {
            return false;
        }
        if run.quote || run.bracket {
            return true;
        }
        self.word_ends(start, at, before, word, first)
    }

    /// Whether the full stop after this word ends the sentence, an upper-case letter, a digit or a mark following.
    fn word_ends(&self, start: usize, at: usize, before: &str, word: &str, first: char) -> bool {
        let initial = before.chars().next().is_some_and(char::is_uppercase) && before.chars().nth(1).is_none();
        if initial {
            return self.rules.opens(word) && !(before != "I" && self.follows_capital(start, at, before));
        }
        let kind = self.rules.abbreviation(before).or_else(|| {
            let last = before.rsplit('-').next().unwrap_or(before);
            self.rules.abbreviation(last)
        });
        match kind {
            None if before.contains('.') && is_dotted(before) => self.rules.opens(word),
            None => true,
            Some(Abbreviation::Name | Abbreviation::Inner) => false,
            Some(Abbreviation::Number) => !first.is_ascii_digit() && self.rules.opens(word),
            Some(Abbreviation::End) => self.rules.opens(word),
            Some(Abbreviation::Time) => !self.rules.is_time_word(word) && !self.opens_with_time(start, at),
        }
    }

    /// The word before a stop, its inner full stops with it.
    fn before(&self, at: usize) -> &str {
        let head = last(&self.text[self.span.start..at], REACH);
        let from = head
            .rfind(|c: char| {
                c.is_whitespace()
                    || is_opening_bracket(c)
                    || (is_quote(c) && c != '’' && c != '\'')
                    || matches!(c, '—' | '–' | '/')
            })
            .map_or(0, |n| n + head[n..].chars().next().map_or(1, char::len_utf8));
        &head[from..]
    }

    /// Whether a capitalised word stands before the initial: "Albert I. Jones".
    fn follows_capital(&self, start: usize, at: usize, initial: &str) -> bool {
        let head = last(&self.text[start..at - initial.len()], REACH).trim_end();
        let word = head.rsplit(char::is_whitespace).next().unwrap_or_default();
        word.starts_with(char::is_uppercase)
    }

    /// "At 5 a.m. Mr. Smith went": what is said so far is a time and no sentence.
    fn opens_with_time(&self, start: usize, at: usize) -> bool {
        let head = self.text[start..at].trim_start();
        head.split_whitespace().nth(4).is_none()
            && matches!(
                first_word(head),
                "At" | "By" | "Around" | "About" | "From" | "Since" | "Until" | "Before" | "After" | "On"
            )
    }

    /// A number or letter that opens a list item, and nothing else yet: "4. Restrictions."
    fn is_marker(&self, start: usize, at: usize) -> bool {
        if at - start > 2 * REACH {
            return false;
        }
        let head = self.text[start..at].trim_start().trim_start_matches(|c: char| is_opening_bracket(c));
        let head = head.trim_start_matches(|c: char| crate::text::classes::is_bullet(c) || c == ' ');
        !head.is_empty()
            && head.len() <= 5
            && (head.bytes().all(|b| b.is_ascii_digit() || b == b'.')
                || head.len() == 1 && head.bytes().all(|b| b.is_ascii_alphabetic()))
    }

    /// A quotation's mark of its own, and then who said it: "Is it?" Mr. Khan asked.
    fn attributes(&self, next: &str) -> bool {
        for (names, word) in next.split_whitespace().take(6).enumerate() {
            let bare = word.trim_end_matches([',', '.', ':', ';']);
            if names > 0 && bare.len() < REACH && self.rules.is_speech(bare) {
                return true;
            }
            if !word.starts_with(char::is_uppercase) {
                return false;
            }
        }
        false
    }

    /// No space follows: "Hello world.Today is Tuesday."
    fn ends_without_space(&self, at: usize, run: &Run, rest: &str) -> bool {
        let mut chars = rest.chars();
        let (Some(first), Some(second)) = (chars.next(), chars.next()) else {
            return false;
        };
        if matches!(first, '“' | '‘' | '「') || self.text[at..].starts_with(['。', '！', '？']) {
            return true;
        }
        let title = first.is_uppercase() && (second.is_lowercase() || second == ' ' || second == '\'');
        let word = self.before(at);
        let plain = word.ends_with(|c: char| c.is_lowercase() || c.is_ascii_digit())
            && word.chars().nth(1).is_some()
            && !word.contains(['@', '/', ':', '\\', '_'])
            && !word.starts_with("www.")
            && self.rules.abbreviation(word).is_none();
        let next_word_is_file = first_word(rest).contains('.') && !first_word(rest).ends_with('.');
        title && !run.ellipsis && (run.strong || plain) && !next_word_is_file
    }
}

fn is_spaced_dot(rest: &str) -> bool {
    let mut chars = rest.chars();
    chars.next() == Some('.') && !chars.next().is_some_and(char::is_alphanumeric)
}

/// The length of a reference like "2]" or "note 3]" behind its bracket.
fn note(rest: &str) -> Option<usize> {
    let end = rest.bytes().take(10).position(|b| b == b']')?;
    let inside = &rest[..end];
    let is_note = !inside.is_empty() && inside.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b' ' | b'-'))
        || inside.starts_with("note ");
    is_note.then_some(end + 1)
}

/// Single letters with full stops between: "U.S", "p.m".
fn is_dotted(word: &str) -> bool {
    word.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic))
}

/// No word that decides is longer, in bytes: what looks back or ahead looks no further, so that cost stays linear.
const REACH: usize = 48;

/// The end of a text, at most so many bytes.
fn last(text: &str, most: usize) -> &str {
    let mut from = text.len().saturating_sub(most);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    &text[from..]
}

fn first_word(text: &str) -> &str {
    let mut most = text.len().min(REACH);
    while !text.is_char_boundary(most) {
        most -= 1;
    }
    let text = &text[..most];
    let end = text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '.' | '-'))).unwrap_or(text.len());
    text[..end].trim_end_matches(['.', '-'])
}
