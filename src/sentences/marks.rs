//! The bytes at which a candidate may begin: `.!?:;>*_=~-`, line breaks, and what begins a wide character.
//!
//! Sixteen bytes are looked at together, by comparisons that compilers vectorise, and what was found among them is kept
//! until the next ones are asked for: most stretches hold letters, digits, spaces and commas only.

/// Looks through a text for such bytes, from place to place.
pub(super) struct Marks<'t> {
    bytes: &'t [u8],
    /// Where the sixteen bytes begin that were looked at last.
    base: usize,
    /// Eight bits for each of them, not all zero where it may begin a candidate.
    found: u128,
}

impl<'t> Marks<'t> {
    /// Ready to look at what stands at a place and behind it.
    pub(super) fn new(text: &'t str, from: usize) -> Self {
        let bytes = text.as_bytes();
        Self { bytes, base: from, found: look(bytes, from) }
    }

    /// The first such byte between two places.
    pub(super) fn next(&mut self, from: usize, until: usize) -> Option<usize> {
        if !(self.base..self.base + BLOCK).contains(&from) {
            (self.base, self.found) = (from, look(self.bytes, from));
        }
        let mut found = self.found & (u128::MAX << (8 * (from - self.base)));
        while found == 0 {
            let base = self.base + BLOCK;
            if base >= until {
                return None;
            }
            found = look(self.bytes, base);
            (self.base, self.found) = (base, found);
        }
        Some(self.base + found.trailing_zeros() as usize / 8).filter(|at| *at < until)
    }
}

const BLOCK: usize = 16;

/// Looks at sixteen bytes, or at those that there are.
fn look(bytes: &[u8], from: usize) -> u128 {
    let Some(rest) = bytes.get(from..).filter(|rest| !rest.is_empty()) else { return 0 };
    if let Some(block) = rest.first_chunk() {
        return which(block);
    }
    // the last sixteen, without those that stand before
    if let Some(block) = bytes.last_chunk() {
        return which(block) >> (8 * (BLOCK - rest.len()));
    }
    let mut block = [b' '; BLOCK];
    block[..rest.len()].copy_from_slice(rest);
    which(&block)
}

/// Which bytes may begin a candidate: eight bits for each, the first byte lowest.
fn which(block: &[u8; BLOCK]) -> u128 {
    u128::from_le_bytes(block.map(|b| u8::from(may_begin(b))))
}

/// Whether a byte may begin a candidate. A few that do not are among them, where one comparison takes them in that would
/// else be two: tabs, `<`, `^`, and what begins the widest characters.
fn may_begin(b: u8) -> bool {
    let break_or_wide = b.wrapping_sub(b' ') >= 0xE2 - b' ';
    let stop_or_hyphen = b.wrapping_sub(b'-') < 2;
    let colon_to_question = b.wrapping_sub(b':') < 6;
    let line_or_tilde = b | 0x21 == 0x7F;
    let other = matches!(b, b'!' | b'*');
    break_or_wide | stop_or_hyphen | colon_to_question | line_or_tilde | other
}

#[cfg(test)]
mod tests {
    use super::{Marks, may_begin};

    const WANTED: &[u8] = b".!?:;>*_=~-\n\r\xE2\xE3\xEF";

    #[test]
    fn all_that_begin_a_candidate_and_no_letters() {
        assert!(WANTED.iter().all(|b| may_begin(*b)));
        assert!(
            !(0..0xE2u8).any(|b| may_begin(b) && (b.is_ascii_alphanumeric() || b >= 0x80 || b" ,'\"".contains(&b)))
        );
    }

    #[test]
    fn finds_what_a_look_at_each_byte_finds_forth_and_back() {
        let text =
            "Rain fell, so it is said, for hours. In Port-au-Prince… 3.5 in; more – “much more” – came! ".repeat(3);
        let bytes = text.as_bytes();
        let mut marks = Marks::new(&text, 0);
        for step in 0..bytes.len() {
            // near the last place, but for every seventh, which is far
            let from = (step * 5 + step / 7 * 89) % bytes.len();
            let until = from + (bytes.len() - from).min(step % 53);
            let found = bytes[from..until].iter().position(|b| may_begin(*b)).map(|n| from + n);
            assert_eq!(marks.next(from, until), found, "{from} to {until}");
        }
    }
}
