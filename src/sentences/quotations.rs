//! Quotations: whether a stop stands inside one that a sentence embeds, and what stands behind one.

use super::{Paragraph, Quotes, head};

/// A quotation that is longer than this, in bytes, is not kept in one piece: so a stray mark spoils its neighbourhood only.
const LONGEST: usize = 200;

impl Paragraph<'_> {
    /// Whether a place stands inside a quotation that the sentence embeds: one that opens behind other words, or that is
    /// signed, and closes soon after.
    pub(super) fn is_embedded(&self, start: usize, at: usize) -> bool {
        if self.splitter.quotes == Quotes::Split || at <= self.first_quote {
            return false;
        }
        let said = self.before(start, at, LONGEST);
        let Some(open) = open_quotation(said) else { return false };
        let from = at - said.len() + open;
        let introduced = self.text[start..from].contains(char::is_alphanumeric);
        self.behind_quotation(at, said[open..].starts_with('“'))
            .is_some_and(|behind| introduced || is_signature(behind))
    }

    /// What stands behind the quotation that is open at a place, where it closes within reach.
    fn behind_quotation(&self, at: usize, curly: bool) -> Option<&str> {
        let rest = self.rest(at);
        let close = head(rest, LONGEST).find(if curly { '”' } else { '"' })?;
        // a mark that opens another quotation closes none
        let closes = curly || !rest[..close].ends_with(char::is_whitespace);
        closes.then(|| rest[close..].trim_start_matches(['”', '"']))
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

/// " - Matt Ives" behind a quotation: who is quoted.
fn is_signature(behind: &str) -> bool {
    let name = behind.trim_start().trim_start_matches(['-', '–', '—']);
    name.len() < behind.trim_start().len() && name.trim_start().starts_with(char::is_uppercase)
}

/// Where the quotation opens that is open at the end of a stretch.
fn open_quotation(head: &str) -> Option<usize> {
    let curly = head.rfind('“').filter(|open| !head[*open..].contains('”'));
    if curly.is_some() {
        return curly;
    }
    let last = head.rfind('"')?;
    let opens = head[..last].trim_start().is_empty() || head[..last].ends_with(|c: char| c.is_whitespace() || c == '(');
    let opens = opens && !head[last + 1..].starts_with(char::is_whitespace);
    opens.then_some(last)
}
