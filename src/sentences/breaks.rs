//! Ends of sentences that no stop marks: dashes that break off, ruled lines, captions, closings of letters.

use super::{Paragraph, REACH, first_word};

impl Paragraph<'_> {
    /// A dash behind which a word that opens sentences stands with a capital: what was said before broke off. A dateline
    /// does not ("Taipei, Taiwan — The ..."): before it stand only names.
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
            words.filter(|word| word.starts_with(char::is_lowercase)).nth(1).is_some()
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
        let blank_before = at == self.span.start || self.text[..at].ends_with(char::is_whitespace);
        let blank_after = self.rest(end).starts_with(char::is_whitespace);
        if !(blank_before && blank_after) {
            return (None, end);
        }
        // what stands before ends here, and the rule itself at the next look, when it opens the sentence
        if self.text[start..at].trim().is_empty() { (Some(end), end) } else { (Some(at), at) }
    }

    /// "... Ahmed Mohamed Image: Twitter": the label of a caption opens a sentence.
    pub(super) fn label(&self, start: usize, colon: usize) -> (Option<usize>, usize) {
        let head = self.before(start, colon, REACH);
        let label = head.rsplit_once(char::is_whitespace).map_or("", |(_, label)| label);
        let ends = label.starts_with(char::is_uppercase) && self.splitter.rules.is_label(label);
        (ends.then_some(colon - label.len()), colon + 1)
    }

    /// "Regards, Vangie": a sentence that is the closing of a letter ends at its comma. Where it ends, for one that
    /// begins here.
    pub(super) fn closing(&self, start: usize) -> Option<usize> {
        let head = self.rest(start).trim_start();
        let from = self.span.end - head.len();
        let comma = head.bytes().take(REACH / 2).position(|b| b == b',')?;
        let after = &head[comma + 1..];
        let name = after.trim_start();
        let signed = name.len() < after.len() && name.starts_with(char::is_uppercase);
        (signed && self.splitter.rules.is_closing(&head[..comma])).then_some(from + comma + 1)
    }
}

/// "I", which is a capital wherever it stands.
pub(super) fn is_first_person(word: &str) -> bool {
    matches!(word, "I") || word.starts_with("I'") || word.starts_with("I’")
}
