//! Names with a letter or two wrong.
//!
//! Of two words that are one edit apart (a letter more, fewer, another, or two that changed places) some forms with one
//! letter taken out are the same (symmetric deletion: Garbe, `SymSpell`, 2012). So each name is known by such forms, and
//! windows of one to four capitalised words of the text are asked for by theirs; a filter answers most questions. What
//! is found is then measured (Damerau and Levenshtein, adjacent letters may change places once).
//!
//! A long name is hardly ever another by chance, a short one often. So names have to be long enough, and what the text
//! has in the place of a name's word must be no common word and no plural or adjective of it ("Syrian" is not "Syria").

use super::fold::fold;
use super::gazetteer::Gazetteer;
use super::spelling::spelling;
use super::store::part_of;
use super::units::{Unit, Walk};
use crate::text::Words;
use crate::text::classes::is_apostrophe;
use crate::text::distance;
use crate::text::lists::key;

/// Letters that a name must have to be found with one edit and with two: names of several words, and of one. In a list of
/// 100,000 places nearly every surname is one letter from a village, hardly any pair of words.
const LETTERS: [[usize; 2]; 2] = [[8, 14], [12, 16]];
/// Words of a window, at the most, and how many of them have a capital.
const WINDOW: usize = 7;
const CAPITALS: usize = 4;
/// Small words up to this length stand inside names ("Bank of America"), longer ones only where no list knows them.
const SMALL: usize = 4;
/// Letters from the front that forms with two letters taken out are made of.
const FRONT: usize = 12;
/// Sounds that a spelling must have.
const SOUNDS: usize = 4;
/// What makes keys of spellings others than those of letters.
const SPELLING: u64 = 0x51E1_0C77_2B4D_93A5;
const BASE: u64 = 0x9E37_79B9_7F4A_7C15;

/// A name that edits may lead to: its part, where its entity begins, and which of the names.
type Place = (u32, u32, u32);

pub(super) struct Fuzzy {
    edits: usize,
    /// Whether names are known by their [`spelling`] as well.
    spellings: bool,
    places: Vec<Place>,
    /// Where each bucket of forms ends.
    buckets: Vec<u32>,
    /// Of each form some bits of its key, and the name.
    checks: Vec<u16>,
    names: Vec<u32>,
    filter: Vec<u64>,
    longest: usize,
}

/// What the text has in the place of a name.
pub(super) struct Near {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) place: Place,
    pub(super) edits: usize,
    pub(super) letters: usize,
}

impl Fuzzy {
    pub(super) fn new(gazetteer: &Gazetteer, edits: usize, spellings: bool) -> Self {
        let mut places = Vec::new();
        let mut forms: Vec<(u64, u32)> = Vec::new();
        let mut longest = 0;
        for (index, part) in (0..).zip(gazetteer.parts()) {
            for (place, entry) in part.store.entries().filter(|(place, _)| part.holds(*place)) {
                for (number, name) in (0..).zip(entry.names()) {
                    let letters = letters(name.text);
                    let near = edits > 0 && is_long_enough(&letters, 1);
                    if letters.is_empty() || !near && !spellings {
                        continue;
                    }
                    longest = longest.max(letters.len());
                    let own = u32::try_from(places.len()).unwrap_or(u32::MAX);
                    if near {
                        each_form(&letters, edits, |form| forms.push((form, own)));
                    }
                    if spellings && let Some(form) = spelling_form(&letters) {
                        forms.push((form, own));
                    }
                    places.push((index, place, number));
                }
            }
        }
        forms.sort_unstable();
        forms.dedup();
        let count = (forms.len() / 4).max(1);
        let mut buckets = Vec::with_capacity(count);
        let mut at = 0;
        for bucket in 0..count {
            while forms.get(at).is_some_and(|(form, _)| part_of(*form, count) <= bucket) {
                at += 1;
            }
            buckets.push(u32::try_from(at).unwrap_or(u32::MAX));
        }
        let words = (forms.len() * 10).div_ceil(64).max(1);
        let mut filter = vec![0; words];
        for (form, _) in &forms {
            filter[part_of(*form, words)] |= bits(*form);
        }
        #[allow(clippy::cast_possible_truncation, reason = "some bits are meant")]
        let checks = forms.iter().map(|(form, _)| *form as u16).collect();
        let names = forms.iter().map(|(_, name)| *name).collect();
        Self { edits, spellings, places, buckets, checks, names, filter, longest }
    }

    /// The names that some form of a window shares.
    fn sharing(&self, form: u64, found: &mut Vec<u32>) {
        let wanted = bits(form);
        if self.filter[part_of(form, self.filter.len())] & wanted != wanted {
            return;
        }
        let bucket = part_of(form, self.buckets.len());
        let start = if bucket == 0 { 0 } else { self.buckets[bucket - 1] as usize };
        #[allow(clippy::cast_possible_truncation, reason = "some bits are meant")]
        let check = form as u16;
        for at in start..self.buckets[bucket] as usize {
            if self.checks[at] == check {
                found.push(self.names[at]);
            }
        }
    }

    /// What in a text is near a name, not counting what is the name.
    pub(super) fn near(&self, gazetteer: &Gazetteer, text: &str, words: &Words) -> Vec<Near> {
        let mut near = Vec::new();
        let run = &mut Vec::new();
        let mut units = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let mut walk = Walk::new(text, at, &mut units);
            let mut joint = Joint::None;
            while let Some(unit) = walk.next() {
                if !add(run, &unit, text, &mut joint) {
                    self.windows(gazetteer, text, run, words, &mut near);
                    run.clear();
                    joint = Joint::None;
                    add(run, &unit, text, &mut joint);
                }
            }
            self.windows(gazetteer, text, run, words, &mut near);
            run.clear();
            at = walk.position().max(at + 1);
            while !text.is_char_boundary(at) {
                at += 1;
            }
        }
        near
    }

    /// The windows of a run of words that only gaps part.
    fn windows(&self, gazetteer: &Gazetteer, text: &str, run: &[Unit], words: &Words, near: &mut Vec<Near>) {
        let word = |unit: &Unit| &text[unit.start..unit.end];
        let capital = |unit: &Unit| word(unit).starts_with(char::is_uppercase);
        let listed = |unit: &Unit| words.listed(key(word(unit))).is_some();
        // a capital may be what is wrong, but then what is left is no word
        let edge = |unit: &Unit| capital(unit) || !listed(unit);
        if !run.iter().any(capital) {
            return;
        }
        let (mut letters, mut found) = (Vec::new(), Vec::new());
        for from in (0..run.len()).filter(|from| edge(&run[*from])) {
            letters.clear();
            let mut capitals = 0;
            for (index, unit) in run[from..].iter().take(WINDOW).enumerate() {
                if index > 0 {
                    letters.push(' ');
                }
                push_letters(word(unit), &mut letters);
                capitals += usize::from(capital(unit));
                let most = self.longest + self.edits + if self.spellings { 4 } else { 0 };
                if letters.len() > most || capitals > CAPITALS {
                    break;
                }
                if !edge(unit) {
                    if unit.end - unit.start > SMALL {
                        break;
                    }
                    continue;
                }
                let short = letters.len() + self.edits < LETTERS[0][0];
                if short && !self.spellings || capitals == 0 || index == 0 && listed(unit) {
                    continue;
                }
                found.clear();
                if self.edits > 0 && !short {
                    each_form(&letters, self.edits, |form| self.sharing(form, &mut found));
                }
                if self.spellings
                    && let Some(form) = spelling_form(&letters)
                {
                    self.sharing(form, &mut found);
                }
                found.sort_unstable();
                found.dedup();
                let stretch = &text[run[from].start..unit.end];
                let best = found
                    .iter()
                    .filter_map(|name| {
                        let place = *self.places.get(*name as usize)?;
                        let entry = gazetteer.entry((place.0, place.1))?;
                        let name = entry.names().nth(place.2 as usize)?;
                        let own = self::letters(name.text);
                        let spelt = self.spellings && own != letters && spelling(&own) == spelling(&letters);
                        if spelt {
                            return Some((distance(&own, &letters, usize::MAX)?, place));
                        }
                        let edits = distance(&own, &letters, self.edits)?;
                        let fits = edits > 0
                            && is_long_enough(&own, edits)
                            && name.text.starts_with(char::is_uppercase)
                            && !is_derived(name.text, stretch)
                            && differing(name.text, stretch).any(|word| words.listed(key(word)).is_none());
                        fits.then_some((edits, place))
                    })
                    .min();
                if let Some((edits, place)) = best {
                    near.push(Near { start: run[from].start, end: unit.end, place, edits, letters: letters.len() });
                }
            }
        }
    }
}

/// What has just been added to a run of words.
#[derive(Clone, Copy, PartialEq)]
enum Joint {
    None,
    /// An apostrophe that may tie the next word to the last.
    Apostrophe,
    /// The full stop of an abbreviation.
    Stop,
}

/// Adds a unit to a run of words, "d'Oglio" and "St." as one word each; whether it belongs to the run.
fn add(run: &mut Vec<Unit>, unit: &Unit, text: &str, joint: &mut Joint) -> bool {
    let Some(last) = run.last_mut() else {
        if unit.word {
            run.push(*unit);
        }
        return unit.word;
    };
    let written = &text[unit.start..unit.end];
    match *joint {
        Joint::None if unit.word && unit.gap => run.push(*unit),
        Joint::None if !unit.gap && written.starts_with(is_apostrophe) => *joint = Joint::Apostrophe,
        Joint::None if !unit.gap && written == "." && last.end - last.start <= SMALL => *joint = Joint::Stop,
        Joint::Apostrophe if unit.word && !unit.gap && !matches!(written, "s" | "S") => {
            last.end = unit.end;
            *joint = Joint::None;
        }
        Joint::Stop if unit.word && unit.gap => {
            run.push(*unit);
            *joint = Joint::None;
        }
        _ => return false,
    }
    true
}

fn is_long_enough(letters: &[char], edits: usize) -> bool {
    let least = LETTERS[usize::from(!letters.contains(&' '))];
    least.get(edits.wrapping_sub(1)).is_some_and(|least| letters.len() >= *least)
}

fn push_letters(word: &str, letters: &mut Vec<char>) {
    for c in word.chars() {
        fold(c, |c| letters.push(c));
    }
}

/// The folded letters of a name of words, a space for each gap; empty for one with other marks in it.
fn letters(name: &str) -> Vec<char> {
    let mut letters = Vec::new();
    let (mut units, mut run, mut joint) = (Vec::new(), Vec::new(), Joint::None);
    let mut walk = Walk::new(name, 0, &mut units);
    while let Some(unit) = walk.next() {
        if !add(&mut run, &unit, name, &mut joint) {
            return letters;
        }
    }
    for (index, unit) in run.iter().enumerate() {
        if index > 0 {
            letters.push(' ');
        }
        push_letters(&name[unit.start..unit.end], &mut letters);
    }
    letters
}

/// The key of a name's spelling; none for one of too few sounds to tell it from others.
fn spelling_form(letters: &[char]) -> Option<u64> {
    let mut form = None;
    let sounds = spelling(letters);
    if sounds.len() >= SOUNDS {
        each_form(&sounds, 0, |key| form = Some(key ^ SPELLING));
    }
    form
}

/// Gives the key of a word and of its forms with letters taken out.
fn each_form(letters: &[char], edits: usize, mut give: impl FnMut(u64)) {
    let letters = if edits > 1 { &letters[..letters.len().min(FRONT)] } else { letters };
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

/// Whether the text has the plural, or the adjective, of the name: a letter more at its end ("Syrian" for "Syria").
fn is_derived(name: &str, text: &str) -> bool {
    let more = text.len().checked_sub(name.len()).and_then(|more| text.get(text.len() - more..));
    more.is_some_and(|more| matches!(more, "s" | "n" | "i" | "an" | "es" | "S" | "N" | "I"))
        && text.get(..name.len()).is_some_and(|front| front.eq_ignore_ascii_case(name))
}

/// The words of a text that the name has not.
fn differing<'t>(name: &'t str, text: &'t str) -> impl Iterator<Item = &'t str> {
    let parted = |c: char| c.is_whitespace() || c == '-';
    text.split(parted).filter(move |word| !word.is_empty() && !name.split(parted).any(|other| other == *word))
}
