//! Byte offsets to code-point offsets, which is what Python counts in.
//!
//! An ASCII text needs no table. Any other gets one count for every block of bytes; what is left is counted inside the
//! block, a loop that compilers vectorise. So a look-up costs the same wherever it falls, and memory is 1/16 of the text.

const BLOCK: usize = 64;

/// Converts byte offsets of one text into offsets in code points.
///
/// ```
/// use factbox::text::Offsets;
/// let offsets = Offsets::new("né en 1990");
/// assert_eq!(offsets.code_point("né ".len()), 3);
/// ```
pub struct Offsets<'t> {
    text: &'t [u8],
    /// Code points before each block; empty for an ASCII text.
    before: Vec<u32>,
}

impl<'t> Offsets<'t> {
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        if bytes.is_ascii() {
            return Self::ascii(text);
        }
        let mut count = 0;
        let before = bytes
            .chunks(BLOCK)
            .map(|block| {
                let here = count;
                count += starts(block);
                here
            })
            .collect();
        Self { text: bytes, before }
    }

    /// For a text that is known to be ASCII, where the two kinds of offset are one.
    #[must_use]
    pub fn ascii(text: &'t str) -> Self {
        Self { text: text.as_bytes(), before: Vec::new() }
    }

    /// The number of code points before a byte offset. An offset past the end counts as the end.
    #[must_use]
    pub fn code_point(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let Some(last) = self.before.len().checked_sub(1) else { return byte };
        let block = (byte / BLOCK).min(last);
        (self.before[block] + starts_before(&self.text[block * BLOCK..], byte - block * BLOCK)) as usize
    }
}

/// How many code points start in these bytes, at most a block of them: all but the UTF-8 continuation bytes.
fn starts(bytes: &[u8]) -> u32 {
    // a block's count fits into a byte, so that compilers count sixteen bytes at a time
    bytes.iter().map(|&b| is_start(b)).sum::<u8>().into()
}

/// How many start in the first so many bytes. Where there is a whole block, all of it is looked at, since a loop that
/// ends elsewhere each time costs more.
fn starts_before(bytes: &[u8], many: usize) -> u32 {
    let Some(block) = bytes.first_chunk::<BLOCK>() else { return starts(&bytes[..many]) };
    let many = u8::try_from(many).unwrap_or(u8::MAX);
    let counted = |(&b, &place): (&u8, &u8)| is_start(b) & u8::from(place < many);
    block.iter().zip(&PLACES).map(counted).sum::<u8>().into()
}

fn is_start(b: u8) -> u8 {
    u8::from((b & 0xC0) != 0x80)
}

/// The places in a block, from 0 on.
const PLACES: [u8; BLOCK] = {
    let mut places = [0; BLOCK];
    let mut place = 1;
    while place < BLOCK {
        places[place] = places[place - 1] + 1;
        place += 1;
    }
    places
};

#[cfg(test)]
mod tests {
    use super::Offsets;

    #[test]
    fn agrees_with_counting_from_the_start() {
        let text = "héllo wörld, 世界 😀 ".repeat(60);
        let offsets = Offsets::new(&text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(offsets.code_point(byte), count);
        }
        assert_eq!(offsets.code_point(text.len()), text.chars().count());
    }
}
