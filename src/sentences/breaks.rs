//! Ends of sentences that no stop marks: dashes that break off, ruled lines, captions, heads and closings of letters.

use super::{Paragraph, REACH, first_word};
use crate::text::trim::trim_start;

impl Paragraph<'_> {
    /// A dash behind which a word that opens sentences stands with a capital: what was said before broke off. A dateline
    /// does not ("PORT SELDA, Marrow Islands — The ..."): before it stand only names.
    pub(super) fn dash(&self, start: usize, at: usize) -> (Option<usize>, usize) {
        let width = if self.text.as_bytes()[at] == b'-' { 2 } else { 3 };
        let end = at + width;
        let rest = self.rest(end);
        let next = rest.trim_start();
        let word = first_word(next);
        let spaced = next.len() < rest.len() && self.text[..at].ends_with(char::is_whitespace);
        let opens = word.starts_with(char::is_uppercase) && !is_first_person(word) && self.splitter.rules.opens(word);
        let said = || {
            let words = self.before(start, at, 3 * REACH).split_whitespace();
            words.filter(|word| word.starts_with(char::is_lowercase) && word.len() > 3).nth(0).is_some()
        };
        let ends = spaced && opens && said() && !self.is_embedded(start, at);
        (ends.then_some(end), end)
    }

    /// "***", "-----": a sentence of its own where white space stands at both sides.
    pub(super) fn ruled(&self, start: usize, at: usize) -> (Option<usize>, usize) {
        let rest = self.rest(at);
        let mark = rest.as_bytes()[0];
        let length = rest.bytes().take_while(|b| *b == mark).count();
        let end = at + length;
        let blank_before = at == self.begin || self.text[..at].ends_with(char::is_whitespace);
        let blank_after = self.rest(end).starts_with(char::is_whitespace);
        if !(blank_before && blank_after) {
            return (None, end);
        }
        // what stands before ends here, and the rule itself at the next look, when it opens the sentence
        if self.text[start..at].trim().is_empty() { (Some(end), end) } else { (Some(at), at) }
    }

    /// What may end at or before a colon: a caption's label, a time stamp, a link in a list of links.
    pub(super) fn colon(&self, start: usize, colon: usize) -> (Option<usize>, usize) {
        match self.rest(colon).as_bytes() {
            [_, b' ', ..] => self.label(start, colon),
            [_, b'/', b'/', ..] => self.link(start, colon),
            [_, b'0'..=b'5', ..] => self.stamp(start, colon),
            _ => (None, colon + 1),
        }
    }

    /// "; (1) Everyone", "; While": a capital that no name asks for opens a sentence.
    pub(super) fn semicolon(&self, at: usize) -> (Option<usize>, usize) {
        let next = self.rest(at + 1).trim_start();
        let numbered = next
            .strip_prefix('(')
            .and_then(|next| next.split_once(')'))
            .filter(|(number, _)| (1..=2).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_alphanumeric()));
        let word = first_word(numbered.map_or(next, |(_, after)| after.trim_start()));
        let capital = word.starts_with(char::is_uppercase) && !is_first_person(word);
        let opens = capital && (numbered.is_some() || self.splitter.rules.opens(word));
        (opens.then_some(at + 1), at + 1)
    }

    /// "Lena Costa 03/04/2011 09:15 AM We met": the head of a mail, its time stamp parting who from what.
    fn stamp(&self, start: usize, colon: usize) -> (Option<usize>, usize) {
        let head = self.before(start, colon, REACH / 2);
        let after = self.rest(colon + 1);
        let Some((before, date)) = head.rsplit_once(' ').and_then(|(before, hour)| {
            let date = before.rsplit(char::is_whitespace).next().unwrap_or_default();
            let hours = hour.bytes().all(|b| b.is_ascii_digit());
            let dated = date.matches('/').count() == 2 && date.bytes().all(|b| b.is_ascii_digit() || b == b'/');
            (hours && dated).then_some((before, date))
        }) else {
            return (None, colon + 1);
        };
        let date_at = colon - (head.len() - before.len()) - date.len();
        if !self.text[start..date_at].trim().is_empty() {
            return (Some(date_at), colon);
        }
        let clock = after.find(|c: char| !(c.is_ascii_digit() || c == ':')).unwrap_or(after.len());
        let half = after[clock..].trim_start();
        let length = after.len() - half.len() + 2;
        let ends = half.starts_with("AM ") || half.starts_with("PM ");
        (ends.then_some(colon + 1 + length), colon + 1)
    }

    /// A link right behind another: items of a list.
    fn link(&self, start: usize, colon: usize) -> (Option<usize>, usize) {
        let head = self.before(start, colon, REACH);
        let split = head.rsplit_once(char::is_whitespace);
        let at = split.map_or(start, |(_, scheme)| colon - scheme.len());
        let before = self.before(start, at, 4 * REACH).trim_end();
        let other = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        let listed = split.is_some() && (other.contains("://") || other.starts_with("www."));
        (listed.then_some(at), colon + 3)
    }

    /// "Lena <lena@example.net> Topic:": an address in a head ends it before a capital. An attachment's ">>" too.
    pub(super) fn address(&self, start: usize, at: usize) -> (Option<usize>, usize) {
        let head = self.before(start, at, 2 * REACH);
        let attached = head.ends_with('>');
        let address = head.rsplit_once('<').is_some_and(|(_, inside)| inside.contains('@') && !inside.contains(' '));
        let capital = self.rest(at + 1).trim_start().starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        ((capital && (attached || address)).then_some(at + 1), at + 1)
    }

    /// "... on the roof Image: Lena Costa": the label of a caption opens a sentence.
    fn label(&self, start: usize, colon: usize) -> (Option<usize>, usize) {
        let head = self.before(start, colon, REACH);
        let label = head.rsplit_once(char::is_whitespace).map_or("", |(_, label)| label);
        let ends = label.starts_with(char::is_uppercase) && self.splitter.rules.is_label(label);
        (ends.then_some(colon - label.len()), colon + 1)
    }

    /// "Regards, Lena": a sentence that is the closing of a letter ends at its comma. Where it ends, for one that
    /// begins here.
    pub(super) fn closing(&self, start: usize) -> Option<usize> {
        let head = trim_start(self.rest(start));
        let comma = first_comma(head.as_bytes())?;
        let after = &head[comma + 1..];
        let name = trim_start(after);
        let signed = name.len() < after.len() && name.starts_with(char::is_uppercase);
        let end = self.text.len() - after.len();
        (signed && self.splitter.rules.is_closing(&head[..comma])).then_some(end)
    }
}

/// The first comma that may stand behind the closing of a letter. The bytes are looked at together first, since few
/// sentences have one there.
fn first_comma(sentence: &[u8]) -> Option<usize> {
    if let Some(block) = sentence.first_chunk::<32>()
        && block.iter().fold(0, |any, b| any | u8::from(*b == b',')) == 0
    {
        return None;
    }
    sentence.iter().take(REACH / 2).position(|b| *b == b',')
}

/// "I", which is a capital wherever it stands.
pub(super) fn is_first_person(word: &str) -> bool {
    matches!(word, "I") || word.starts_with("I'") || word.starts_with("I’")
}
