//! Full stops, question and exclamation marks, ellipses: which of them end a sentence.

use super::breaks::is_first_person;
use super::rules::Abbreviation;
use super::{Paragraph, REACH, WORD, first_word, head};
use crate::text::classes::{is_bullet, is_closing_bracket, is_opening_bracket, is_quote};
use crate::text::trim::trim_start;

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
        if at + 1 == self.text.len() {
            return (None, at + 1); // the end of the paragraph ends it anyway
        }
        if self.is_plain(start, at) {
            return (self.ends_plainly(start, at).then_some(at + 1), at + 1);
        }
        if let Some(end) = self.stop_before_ellipsis(at) {
            return (Some(end), end);
        }
        let run = self.run(at);
        let Some(end) = self.ends(start, at, &run) else { return (None, run.end) };
        (Some(end), end)
    }

    /// "the end. . . . The ferry": the first stop ends the sentence, the ellipsis opens the next.
    fn stop_before_ellipsis(&self, at: usize) -> Option<usize> {
        let after = self.rest(at).strip_prefix(". . . . ")?;
        let attached = !self.text[..at].ends_with(char::is_whitespace);
        (attached && after.starts_with(char::is_uppercase)).then_some(at + 1)
    }

    /// Whether this is what nine stops in ten are: one full stop between a word and, behind a space, another.
    fn is_plain(&self, start: usize, at: usize) -> bool {
        let bytes = self.text.as_bytes();
        at > start
            && bytes[at - 1].is_ascii_alphanumeric()
            && matches!(bytes[at..], [b'.', b' ', b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9', ..])
    }

    /// As [`Self::ends`] has it, for a stop that is plain.
    fn ends_plainly(&self, start: usize, at: usize) -> bool {
        let next = self.rest(at + 2);
        let ends = if next.starts_with(|c: char| c.is_ascii_lowercase()) {
            self.ends_in_haste(start, at)
        } else {
            !self.is_marker(start, at) && self.word_ends(start, at, next)
        };
        ends && !self.is_embedded(start, at)
    }

    fn run(&self, at: usize) -> Run {
        let mut run = Run { end: at, strong: false, ellipsis: false, quote: false, bracket: false };
        let mut dots = 0;
        let mut rest = self.rest(at).chars();
        while let Some(c) = rest.next() {
            match c {
                '.' | '．' | '。' => dots += i32::from(!run.quote),
                '…' => run.ellipsis = true,
                '!' | '?' | '！' | '？' | '‼' | '⁇' | '⁈' | '⁉' => run.strong = true,
                // ". . ."
                ' ' if self.text[..run.end].ends_with('.') && is_spaced_dot(rest.as_str()) => {}
                // "1821. [22] His", "1821.[22]"
                ' ' | '[' => match note(self.rest(run.end)) {
                    Some(length) => {
                        run.end += length;
                        rest = self.rest(run.end).chars();
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

    /// Where the sentence ends that this run may end.
    fn ends(&self, start: usize, at: usize, run: &Run) -> Option<usize> {
        let rest = self.rest(run.end);
        let next = trim_start(rest);
        if next.is_empty() {
            return None; // the end of the paragraph ends it anyway
        }
        if next.len() == rest.len() {
            return self.ends_without_space(start, at, run, rest).then_some(run.end);
        }
        if let Some(length) = emoticon(next) {
            let felt = self.text.len() - next.len() + length;
            let closed = self.closed(felt, run);
            return if closed.end == felt { Some(felt) } else { self.ends_here(start, at, &closed) };
        }
        self.ends_here(start, at, run)
    }

    /// A run that goes on over an emoticon at whose end quotation marks and brackets close: “We won! 🎉” she said.
    fn closed(&self, felt: usize, run: &Run) -> Run {
        let closes = |c: &char| is_closing_bracket(*c) || is_quote(*c) && !matches!(c, '“' | '‘' | '„' | '‚');
        let mut closed = Run { end: felt, ..*run };
        for c in self.rest(felt).chars().take_while(closes).take(4) {
            closed.end += c.len_utf8();
            closed.bracket |= is_closing_bracket(c);
            closed.quote |= is_quote(c);
        }
        closed
    }

    /// Where the sentence ends that this run may end, no emoticon behind it.
    fn ends_here(&self, start: usize, at: usize, run: &Run) -> Option<usize> {
        let next = trim_start(self.rest(run.end));
        // an ellipsis in brackets leaves words out, and one that opens the sentence too
        if self.text[..at].ends_with('[') || !self.text[start..at].contains(char::is_alphanumeric) && !run.strong {
            return None;
        }
        let opened = next.trim_start_matches(|c: char| {
            is_quote(c) || is_opening_bracket(c) || matches!(c, '-' | '–' | '—' | '*' | ' ')
        });
        let first = opened.chars().next().filter(|c| !matches!(c, '.' | '…'))?;
        let word = first_word(opened);
        let ends = if first.is_lowercase() {
            next.len() == opened.len() && !run.quote && !run.ellipsis && self.ends_before_lower(start, at, run, word)
        } else if run.strong {
            !(run.quote && self.attributes(opened))
        } else if run.ellipsis {
            !is_first_person(word) || self.text[..at].ends_with(['!', '?'])
        } else if self.is_marker(start, at) {
            false
        } else {
            run.quote || run.bracket || self.word_ends(start, at, opened)
        };
        let signed = run.quote && next.starts_with(['-', '–', '—']);
        (ends && !signed && (run.quote || !self.is_embedded(start, at))).then_some(run.end)
    }

    /// Whether the full stop after a word ends the sentence, an upper-case letter, a digit or a mark following.
    fn word_ends(&self, start: usize, at: usize, next: &str) -> bool {
        let word = || first_word(next);
        let before = self.word_before(start, at);
        let rules = self.splitter.rules;
        let mut letters = before.chars();
        let initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
        if initial {
            return rules.opens(word()) && (before == "I" || !self.follows_capital(start, at, before));
        }
        match self.abbreviation(before) {
            None if is_dotted(before) => rules.opens(word()),
            None | Some(Abbreviation::Close) => true,
            Some(Abbreviation::Name | Abbreviation::Inner) => false,
            Some(Abbreviation::Number) => !next.starts_with(|c: char| c.is_ascii_digit()) && rules.opens(word()),
            Some(Abbreviation::End) => rules.opens(word()) || self.is_plural_subject(word(), next),
            Some(Abbreviation::Time) => !rules.is_time_word(word()) && !self.opens_with_time(start, at),
        }
    }

    /// "... at Arden Inc. Analysts said": an ordinary plural with a capital that only a sentence gives it, behind it no
    /// further capital as in a name.
    fn is_plural_subject(&self, word: &str, next: &str) -> bool {
        let after = next[word.len()..].trim_start();
        self.splitter.rules.is_plural(word) && after.starts_with(char::is_lowercase)
    }

    /// Whether a stop ends the sentence although the next word has no capital.
    fn ends_before_lower(&self, start: usize, at: usize, run: &Run, word: &str) -> bool {
        if run.bracket {
            return false;
        }
        if run.strong {
            let asks = self.text[at..run.end].contains(['?', '？']);
            return asks || !self.splitter.rules.goes_on(word);
        }
        self.ends_in_haste(start, at)
    }

    /// Whether a full stop ends the sentence before a word without a capital, as in text typed in haste: only where what
    /// stands before it has a verb. "At the second meeting. both ministers" is a typing error.
    fn ends_in_haste(&self, start: usize, at: usize) -> bool {
        let rules = self.splitter.rules;
        let before = self.word_before(start, at);
        let ordinary = before.len() > 1
            && !before.contains('.')
            && self.abbreviation(before).is_none()
            && rules.is_ordinary(before);
        ordinary && rules.has_verb(self.before(start, at, 4 * REACH))
    }

    fn abbreviation(&self, word: &str) -> Option<Abbreviation> {
        let last = word.bytes().rposition(|b| b == b'-').map(|hyphen| &word[hyphen + 1..]);
        if self.splitter.is_own(word) || last.is_some_and(|last| self.splitter.is_own(last)) {
            return Some(Abbreviation::Inner);
        }
        let rules = self.splitter.rules;
        rules.abbreviation(word).or_else(|| last.and_then(|last| rules.abbreviation(last)))
    }

    /// The word before a stop, its inner full stops with it.
    fn word_before(&self, start: usize, at: usize) -> &str {
        let head = self.before(start, at, REACH);
        // most words are ASCII between spaces, and then their bytes tell
        let bytes = head.as_bytes();
        match bytes.iter().rposition(|b| !WORD[*b as usize]) {
            Some(before) if bytes[before] == b' ' => return &head[before + 1..],
            None => return head,
            Some(_) => {}
        }
        let parts = |c: char| {
            c.is_whitespace()
                || is_opening_bracket(c)
                || (is_quote(c) && c != '’' && c != '\'')
                || matches!(c, '—' | '–' | '/')
        };
        let from = head.rfind(parts).map_or(0, |n| n + head[n..].chars().next().map_or(1, char::len_utf8));
        &head[from..]
    }

    /// Whether a capitalised word stands before the initial: "Karl I. Moss".
    fn follows_capital(&self, start: usize, at: usize, initial: &str) -> bool {
        let head = self.before(start, at - initial.len(), REACH).trim_end();
        let word = head.rsplit(char::is_whitespace).next().unwrap_or_default();
        word.starts_with(char::is_uppercase)
    }

    /// "At 7 a.m. Mr. Osei opened": what is said so far is a time and no sentence.
    fn opens_with_time(&self, start: usize, at: usize) -> bool {
        const PREPOSITIONS: [&str; 10] =
            ["At", "By", "Around", "About", "From", "Since", "Until", "Before", "After", "On"];
        let head = self.text[start..at].trim_start();
        head.split_whitespace().nth(4).is_none() && PREPOSITIONS.contains(&first_word(head))
    }

    /// A number or letter that opens a list item, and nothing else yet: "4. Restrictions."
    fn is_marker(&self, start: usize, at: usize) -> bool {
        if at - start > REACH {
            return false;
        }
        let head =
            self.text[start..at].trim_start().trim_start_matches(|c| is_opening_bracket(c) || is_bullet(c) || c == ' ');
        let number = head.len() <= 5 && head.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        let letter = head.len() == 1 && head.bytes().all(|b| b.is_ascii_alphabetic());
        !head.is_empty() && (number || letter)
    }

    /// No space follows: "The road was closed.Trucks turned back."
    fn ends_without_space(&self, start: usize, at: usize, run: &Run, rest: &str) -> bool {
        let mut chars = rest.chars();
        let (Some(first), Some(second)) = (chars.next(), chars.next()) else { return false };
        if matches!(first, '“' | '‘' | '「') || self.text[at..].starts_with(['。', '！', '？']) {
            return true;
        }
        let title = first.is_uppercase() && (second.is_lowercase() || second == ' ' || second == '\'');
        if !title {
            return false;
        }
        let word = self.word_before(start, at);
        let plain = word.ends_with(|c: char| c.is_lowercase() || c.is_ascii_digit())
            && word.chars().nth(1).is_some()
            && !word.contains(['@', '/', ':', '\\', '_'])
            && !word.starts_with("www.")
            && self.abbreviation(word).is_none();
        let follower = head(rest, REACH).split(char::is_whitespace).next().unwrap_or_default();
        let file = first_word(rest).contains('.') || follower.contains('@');
        (run.strong || plain) && !file
    }
}

fn is_spaced_dot(rest: &str) -> bool {
    let mut chars = rest.chars();
    chars.next() == Some('.') && !chars.next().is_some_and(char::is_alphanumeric)
}

/// The length of a reference like " [22]" or "[note 3]" that white space or the end follows.
fn note(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix(' ').unwrap_or(rest).strip_prefix('[')?;
    let end = inside.bytes().take(10).position(|b| b == b']')?;
    let words = &inside[..end];
    let number = !words.is_empty() && words.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b' ' | b'-'));
    let length = rest.len() - inside.len() + end + 1;
    let whole = rest[length..].is_empty() || rest[length..].starts_with(|c: char| c.is_whitespace() || c == '[');
    (whole && (number || words.starts_with("note "))).then_some(length)
}

/// The length of an emoticon or emoji at the start: what is felt belongs to what was said.
fn emoticon(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    if matches!(u32::from(first), 0x1F300..=0x1FAFF | 0x2600..=0x27BF) {
        let joined = |c: char| matches!(u32::from(c), 0x1F300..=0x1FAFF | 0x2600..=0x27BF | 0xFE0F | 0x200D);
        return Some(text.find(|c| !joined(c)).unwrap_or(text.len()));
    }
    let end = text.bytes().take(6).position(|b| b.is_ascii_whitespace()).unwrap_or(text.len());
    let face = text.get(..end).filter(|face| (2..=4).contains(&face.len()))?;
    let eyes = face.starts_with([':', ';', '=']) || face.starts_with("<3");
    let mouth = face.ends_with([')', '(', 'D', 'P', 'p', '/', '|', ']', '[', '3', 'O', 'o', '*', '\\']);
    (eyes && mouth).then_some(end)
}

/// Single letters with full stops between: "U.S", "p.m".
fn is_dotted(word: &str) -> bool {
    let mut chars = word.chars();
    let mut dotted = false;
    while chars.next().is_some_and(char::is_alphabetic) {
        match chars.next() {
            None => return dotted,
            Some('.') => dotted = true,
            Some(_) => return false,
        }
    }
    false
}
