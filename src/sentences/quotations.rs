//! Quotations: whether a stop stands inside one that a sentence embeds, and what stands behind one.

use super::{Paragraph, Quotes};

/// A quotation that is longer than this, in bytes, is not kept in one piece: so a stray mark spoils its neighbourhood only.
const LONGEST: usize = 400;

impl Paragraph<'_> {
    /// Whether a place stands inside a quotation that the sentence embeds: one that opens behind other words and closes
    /// soon after.
    pub(super) fn is_embedded(&self, start: usize, at: usize) -> bool {
        if self.splitter.quotes == Quotes::Split {
            return false;
        }
        let head = self.before(start, at, LONGEST);
        let Some(open) = open_quotation(head) else { return false };
        let from = at - head.len() + open;
        let introduced = self.text[start..from].contains(char::is_alphanumeric);
        introduced && self.closes(at, head[open..].starts_with('“'))
    }

    /// Whether the quotation open at a place closes within reach.
    fn closes(&self, at: usize, curly: bool) -> bool {
        let rest = self.rest(at);
        let mut most = rest.len().min(LONGEST);
        while !rest.is_char_boundary(most) {
            most -= 1;
        }
        let close = rest[..most].find(if curly { '”' } else { '"' });
        // a mark that opens another quotation closes none
        close.is_some_and(|close| curly || !rest[..close].ends_with(char::is_whitespace))
    }

    /// A quotation's mark of its own, and then who said it: "Is it?" Mr. Khan asked.
    pub(super) fn attributes(&self, next: &str) -> bool {
        for (names, word) in next.split_whitespace().take(6).enumerate() {
            let bare = word.trim_end_matches([',', '.', ':', ';']);
            if names > 0 && bare.len() < super::REACH && self.splitter.rules.is_speech(bare) {
                return true;
            }
            if !word.starts_with(char::is_uppercase) {
                return false;
            }
        }
        false
    }
}

/// Where the quotation opens that is open at the end of a stretch.
fn open_quotation(head: &str) -> Option<usize> {
    let curly = head.rfind('“').filter(|open| !head[*open..].contains('”'));
    if curly.is_some() {
        return curly;
    }
    let last = head.rfind('"')?;
    let opens = head[..last].ends_with(|c: char| c.is_whitespace() || c == '(')
        && !head[last + 1..].starts_with(char::is_whitespace);
    opens.then_some(last)
}
