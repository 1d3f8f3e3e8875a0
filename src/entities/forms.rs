//! Forms of names: keys of their letters with some taken out, which a misspelt word shares with its name (Garbe, `SymSpell`,
//! 2012).

use super::spelling::spelling;
use super::store::part_of;

/// Letters from the front that forms with two letters taken out are made of.
const FRONT: usize = 12;
/// Sounds that a spelling must have.
pub(super) const SOUNDS: usize = 4;
/// What makes keys of spellings others than those of letters.
const SPELLING: u64 = 0x51E1_0C77_2B4D_93A5;
const BASE: u64 = 0x9E37_79B9_7F4A_7C15;

/// A set of forms that says of most others that it does not hold them.
pub(super) struct Filter {
    words: Vec<u64>,
}

impl Filter {
    /// An empty one with room for so many forms.
    pub(super) fn with_room(forms: usize) -> Self {
        Self { words: vec![0; (forms * 10).div_ceil(64).max(1)] }
    }

    pub(super) fn insert(&mut self, form: u64) {
        let length = self.words.len();
        self.words[part_of(form, length)] |= bits(form);
    }

    pub(super) fn may_hold(&self, form: u64) -> bool {
        let wanted = bits(form);
        self.words[part_of(form, self.words.len())] & wanted == wanted
    }
}

/// Forms in buckets by their high bits: where each bucket ends, and some bits of each form with its name.
///
/// Each form is made twice, to be counted in its bucket and to be placed, which takes a fraction of the time and of the memory
/// that keeping them all would.
pub(super) struct Buckets {
    pub(super) ends: Vec<u32>,
    pub(super) checks: Vec<u16>,
    pub(super) names: Vec<u32>,
    pub(super) filter: Filter,
}

impl Buckets {
    /// `each` gives the forms with their names, the same at every call: about so many.
    pub(super) fn of(about: usize, each: impl Fn(&mut dyn FnMut(u64, u32))) -> Self {
        let count = (about / 4).max(1);
        // where the next form of each bucket goes, which in the end is where the bucket ends
        let mut ends = vec![0_u32; count + 1];
        let mut filter = Filter::with_room(about);
        each(&mut |form, _| {
            ends[part_of(form, count) + 1] += 1;
            filter.insert(form);
        });
        for at in 1..ends.len() {
            ends[at] += ends[at - 1];
        }
        let total = ends[count] as usize;
        let (mut checks, mut names) = (vec![0; total], vec![0; total]);
        each(&mut |form, name| {
            let end = &mut ends[part_of(form, count)];
            checks[*end as usize] = check(form);
            names[*end as usize] = name;
            *end += 1;
        });
        ends.truncate(count);
        Self { ends, checks, names, filter }
    }
}

/// The bits of a form that tell it from most others of its bucket.
pub(super) fn check(form: u64) -> u16 {
    #[allow(clippy::cast_possible_truncation, reason = "some bits are meant")]
    let check = form as u16;
    check
}

/// The key of a name's spelling; none for one of too few sounds to tell it from others.
pub(super) fn spelling_form(letters: &[char]) -> Option<u64> {
    let mut form = None;
    let sounds = spelling(letters);
    if sounds.len() >= SOUNDS {
        each_form(&sounds, 0, |key| form = Some(key ^ SPELLING));
    }
    form
}

/// The letters that forms are made of, where so many may be wrong.
pub(super) fn front(letters: &[char], edits: usize) -> &[char] {
    if edits > 1 { &letters[..letters.len().min(FRONT)] } else { letters }
}

/// How many forms [`each_form`] gives.
pub(super) fn forms_of(letters: &[char], edits: usize) -> usize {
    let count = letters.len().min(127);
    match edits {
        0 => 1,
        1 => 1 + count,
        _ => 1 + count + count * count.saturating_sub(1) / 2,
    }
}

/// Gives the key of a word and of its forms with letters taken out.
pub(super) fn each_form(letters: &[char], edits: usize, mut give: impl FnMut(u64)) {
    let mut behind = [0_u64; 128];
    let letters = &letters[..letters.len().min(127)];
    let mut power = [1_u64; 129];
    for at in 0..letters.len() {
        power[at + 1] = power[at].wrapping_mul(BASE);
    }
    let code = |at: usize| u64::from(u32::from(letters[at])) + 1;
    let count = letters.len();
    for at in (0..count).rev() {
        behind[at] = code(at).wrapping_mul(power[count - 1 - at]).wrapping_add(behind[at + 1]);
    }
    give(mixed(behind[0], count));
    if edits == 0 {
        return;
    }
    // keys of what stands before each place, grown as the place moves
    let mut before = 0_u64;
    for out in 0..count {
        let rest = count - 1 - out;
        give(mixed(before.wrapping_mul(power[rest]).wrapping_add(behind[out + 1]), count - 1));
        if edits > 1 {
            let mut between = before;
            for second in out + 1..count {
                let rest = count - 1 - second;
                give(mixed(between.wrapping_mul(power[rest]).wrapping_add(behind[second + 1]), count - 2));
                between = between.wrapping_mul(BASE).wrapping_add(code(second));
            }
        }
        before = before.wrapping_mul(BASE).wrapping_add(code(out));
    }
}

fn mixed(key: u64, length: usize) -> u64 {
    let mut x = key ^ (length as u64) << 56;
    x = (x ^ (x >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    x = (x ^ (x >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    x ^ (x >> 32)
}

fn bits(form: u64) -> u64 {
    1 << ((form >> 16) & 63) | 1 << ((form >> 22) & 63) | 1 << ((form >> 28) & 63)
}
