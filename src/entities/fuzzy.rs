//! Names with a letter or two wrong.
//!
//! Of two words that are one edit apart (a letter more, fewer, another, or two that changed places) some forms with one
//! letter taken out are the same (symmetric deletion: Garbe, `SymSpell`, 2012). So each name is known by such forms, and
//! windows of one to four capitalised words of the text are asked for by theirs; a filter answers most questions. What
//! is found is then measured (Damerau and Levenshtein, adjacent letters may change places once).
//!
//! A long name is hardly ever another by chance, a short one often. So names have to be long enough, and what the text
//! has in the place of a name's word must be no common word and no plural or adjective of it ("Syrian" is not "Syria").

use rustc_hash::FxHashSet;

use super::entry::{Entry, Name, NamePolicy};
use super::fold::fold;
use super::forms::{Buckets, Filter, SOUNDS, check, each_form, forms_of, front, spelling_form};
use super::gazetteer::Gazetteer;
use super::letters::written;
use super::options::MatchOptions;
use super::spelling::spelling;
use super::store::{MOST_MEANT, part_of};
use super::units::{Unit, Walk};
use crate::text::classes::is_apostrophe;
use crate::text::distance;
use crate::text::lists::{ascii_key, key};
use crate::text::{Span, Words};

/// Letters that a name must have to be found with one edit and with two: names of several words, and of one. In a list of
/// 100,000 places nearly every surname is one letter from a village, hardly any pair of words.
const LETTERS: Letters = [[8, 14], [12, 16]];
type Letters = [[usize; 2]; 2];
/// Words of a window, at the most, and how many of them have a capital.
const WINDOW: usize = 7;
const CAPITALS: usize = 4;
/// Letters of a name for each wrong one, from which on a window is near it at all.
const NEAR: usize = 4;
/// Letters of a window, at the most, where no list of names bounds them.
const LONGEST: usize = 1000;
/// Small words up to this length stand inside names ("Bank of America"), longer ones only where no list knows them.
const SMALL: usize = 4;
/// Letters of a word that a common word with two of them swapped is taken for.
const SWAPPED: usize = 6;
/// A name that edits may lead to: its part, where its entity begins, and which of the names.
type Place = (u32, u32, u32);

pub(super) struct Fuzzy {
    edits: usize,
    /// Letters that names must have, as [`LETTERS`].
    least: Letters,
    /// Common words that stand for others of names: "Untied".
    swapped: FxHashSet<u64>,
    /// Whether letters are counted as they are folded.
    fold: bool,
    /// Whether names are known by their [`spelling`] as well.
    spellings: bool,
    places: Vec<Place>,
    /// How many folded letters each of the names has.
    lengths: Vec<u16>,
    /// Where each bucket of forms ends.
    buckets: Vec<u32>,
    /// Of each form some bits of its key, and the name.
    checks: Vec<u16>,
    names: Vec<u32>,
    filter: Filter,
    longest: usize,
}

/// What the text has in the place of a name.
pub(super) struct Near {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) place: Place,
    pub(super) edits: usize,
    pub(super) letters: usize,
    /// Part and entity of what else it may mean, the nearest first.
    pub(super) others: Vec<(u32, u32)>,
}

impl Fuzzy {
    pub(super) fn new(gazetteer: &Gazetteer, options: MatchOptions) -> Self {
        Self::of_some(gazetteer, options, LETTERS, |_| true, |_, _| true)
    }

    /// The same of some entities and, of those, of names with some folded letters, with other lengths that names must have.
    pub(super) fn of_some(
        gazetteer: &Gazetteer,
        options: MatchOptions,
        least: Letters,
        is_meant: impl Fn(&Entry) -> bool,
        counts: impl Fn(&Entry, &[char]) -> bool,
    ) -> Self {
        let (edits, spellings) = (options.max_edits.min(2), options.transliterate);
        let (mut places, mut lengths) = (Vec::new(), Vec::new());
        // the letters of all names one after the other, and where those of each end
        let (mut all, mut ends) = (Vec::new(), Vec::new());
        let (mut longest, mut about) = (0, 0);
        for (index, part) in (0..).zip(gazetteer.parts()) {
            for (place, entry) in part.store.entries().filter(|(place, entry)| part.holds(*place) && is_meant(entry)) {
                for (number, name) in (0..).zip(entry.names()) {
                    let letters = letters(name.text);
                    let near = edits > 0 && is_long_enough(least, &letters, 1);
                    if letters.is_empty() || !near && !spellings || !counts(&entry, &letters) {
                        continue;
                    }
                    longest = longest.max(letters.len());
                    let most = if is_long_enough(least, &letters, edits) { edits } else { 1 };
                    about += usize::from(near) * forms_of(front(&letters, edits), most) + usize::from(spellings);
                    all.extend_from_slice(&letters);
                    ends.push(all.len());
                    places.push((index, place, number));
                    lengths.push(u16::try_from(letters.len()).unwrap_or(u16::MAX));
                }
            }
        }
        let Buckets { ends: buckets, checks, names, filter } = Buckets::of(about, |give| {
            let mut start = 0;
            for (own, end) in (0..).zip(&ends) {
                let letters = &all[start..*end];
                start = *end;
                if edits > 0 && is_long_enough(least, letters, 1) {
                    let most = if is_long_enough(least, letters, edits) { edits } else { 1 };
                    each_form(front(letters, edits), most, |form| give(form, own));
                }
                if spellings && let Some(form) = spelling_form(letters) {
                    give(form, own);
                }
            }
        });
        Self {
            edits,
            least,
            swapped: FxHashSet::default(),
            fold: options.fold,
            spellings,
            places,
            lengths,
            buckets,
            checks,
            names,
            filter,
            longest,
        }
    }

    /// Takes common words that are near a name's for it all the same: those that differ from a word of a name of several by two
    /// letters that changed places. For small lists of well-known names alone.
    pub(super) fn taking_swapped(mut self, gazetteer: &Gazetteer, is_common: impl Fn(u64) -> bool) -> Self {
        let mut words = FxHashSet::default();
        for (part, place, number) in &self.places {
            let name = gazetteer.entry((*part, *place)).and_then(|entry| entry.names().nth(*number as usize));
            if let Some(name) = name.filter(|name| name.text.contains(' ')) {
                words.extend(name.text.split(' ').filter(|word| word.len() >= SWAPPED && word.is_ascii()));
            }
        }
        let mut bytes = Vec::new();
        for word in words {
            bytes.clear();
            bytes.extend_from_slice(word.as_bytes());
            for at in 1..bytes.len() - 1 {
                bytes.swap(at, at + 1);
                let swapped = ascii_key(&bytes);
                if bytes[at] != bytes[at + 1] && is_common(swapped) {
                    self.swapped.insert(swapped);
                }
                bytes.swap(at, at + 1);
            }
        }
        self
    }

    /// Whether a common word may stand for another of a name.
    pub(super) fn is_swapped(&self, key: u64) -> bool {
        self.swapped.contains(&key)
    }

    /// The names that some form of a window shares.
    fn sharing(&self, form: u64, found: &mut Vec<u32>) {
        if !self.filter.may_hold(form) {
            return;
        }
        let bucket = part_of(form, self.buckets.len());
        let start = if bucket == 0 { 0 } else { self.buckets[bucket - 1] as usize };
        let check = check(form);
        for at in start..self.buckets[bucket] as usize {
            if self.checks[at] == check {
                found.push(self.names[at]);
            }
        }
    }

    /// What in a text is near a name, not counting what is the name: all of it, or what holds a place.
    pub(super) fn near(&self, gazetteer: &Gazetteer, text: &str, words: &Words, own: Option<Span>) -> Vec<Near> {
        let mut near = Vec::new();
        let (mut found, mut fits) = (Vec::new(), Vec::new());
        self.windows(text, words, Some(self.longest), |window| {
            if own.is_some_and(|own| !Span::new(window.start, window.end).contains(own)) {
                return;
            }
            found.clear();
            if self.edits > 0 && !self.is_short(window.letters) {
                each_form(front(window.letters, self.edits), self.edits, |form| self.sharing(form, &mut found));
            }
            if self.spellings
                && let Some(form) = spelling_form(window.letters)
            {
                self.sharing(form, &mut found);
            }
            found.sort_unstable();
            found.dedup();
            if self.fold && !self.spellings {
                // most names that begin alike end elsewhere
                let length = window.letters.len();
                let alike = |name: &u32| self.lengths.get(*name as usize).map(|own| usize::from(*own).abs_diff(length));
                found.retain(|name| alike(name).is_some_and(|apart| apart <= self.edits));
            }
            fits.clear();
            fits.extend(found.iter().filter_map(|name| {
                let place = *self.places.get(*name as usize)?;
                let name = gazetteer.entry((place.0, place.1))?.names().nth(place.2 as usize)?;
                Some((self.judged(name, window, words)?.ok()?, place))
            }));
            fits.sort_unstable();
            if let [(edits, place), rest @ ..] = fits.as_slice() {
                let mut others = Vec::new();
                for (_, (part, entity, _)) in rest {
                    let other = (*part, *entity);
                    if other != (place.0, place.1) && !others.contains(&other) && others.len() < MOST_MEANT - 1 {
                        others.push(other);
                    }
                }
                let (start, end, letters) = (window.start, window.end, window.letters.len());
                near.push(Near { start, end, place: *place, edits: *edits, letters, others });
            }
        });
        near
    }

    /// Where a text comes near one of some names: where, which of them, and the doubt that speaks against it, if any.
    pub(super) fn doubts<'n>(
        &self,
        text: &str,
        words: &Words,
        names: &[Name<'n>],
    ) -> Vec<(Span, Name<'n>, Option<Doubt>)> {
        let mut doubts = Vec::new();
        self.windows(text, words, None, |window| {
            let judged = |name: &Name<'n>| Some((*name, window.doubt.or(self.judged(*name, window, words)?.err())));
            if let Some((name, doubt)) = names.iter().filter_map(judged).min_by_key(|(_, doubt)| *doubt) {
                doubts.push((Span::new(window.start, window.end), name, doubt));
            }
        });
        doubts
    }

    /// How many letters of a window are wrong if it stands for a name, or why it does not; `None` where its letters are others,
    /// or are the name's.
    fn judged(&self, name: Name<'_>, window: &Window<'_>, words: &Words) -> Option<Result<usize, Doubt>> {
        let own = letters(name.text);
        let sounds = if self.spellings && own != window.letters { spelling(&own) } else { Vec::new() };
        let spelt = !sounds.is_empty() && sounds == spelling(window.letters);
        if spelt && sounds.len() >= SOUNDS {
            let wrong = distance(&own, window.letters, usize::MAX)?;
            return Some(in_case(name, window.text).map_or(Ok(wrong), Err));
        }
        let wrong = if self.fold {
            distance(&own, window.letters, self.edits)
        } else {
            let [own, written] = [name.text, window.text].map(|text| written(text).collect::<Vec<_>>());
            distance(&own, &written, self.edits)
        };
        let Some(wrong) = wrong.filter(|wrong| *wrong > 0) else { return spelt.then_some(Err(Doubt::Sounds)) };
        if own.len() < NEAR * wrong {
            // "in" is not worth a word about "UN"
            return None;
        }
        Some(if !is_long_enough(self.least, &own, wrong) {
            Err(Doubt::Short)
        } else if !name.text.starts_with(char::is_uppercase) {
            Err(Doubt::Small)
        } else if is_derived(name.text, window.text) {
            Err(Doubt::Derived)
        } else if differing(name.text, window.text)
            .all(|word| words.listed(key(word)).is_some() && !self.swapped.contains(&key(word)))
        {
            Err(Doubt::Common)
        } else {
            in_case(name, window.text).map_or(Ok(wrong), Err)
        })
    }

    /// Whether no name that letters are near to is long enough.
    fn is_short(&self, letters: &[char]) -> bool {
        letters.len() + self.edits < self.least[0][0].min(self.least[1][0])
    }

    /// Gives the windows of a text that may stand for names of so many letters at the most; with no such bound all windows,
    /// those with a doubt as well.
    fn windows(&self, text: &str, words: &Words, longest: Option<usize>, mut give: impl FnMut(&Window<'_>)) {
        let run = &mut Vec::new();
        let mut units = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let mut walk = Walk::new(text, at, &mut units);
            let mut joint = Joint::None;
            while let Some(unit) = walk.next() {
                if !add(run, &unit, text, &mut joint) {
                    self.windows_of(text, run, words, longest, &mut give);
                    run.clear();
                    joint = Joint::None;
                    add(run, &unit, text, &mut joint);
                }
            }
            self.windows_of(text, run, words, longest, &mut give);
            run.clear();
            at = walk.position().max(at + 1);
            while !text.is_char_boundary(at) {
                at += 1;
            }
        }
    }

    /// The windows of a run of words that only gaps part.
    fn windows_of(
        &self,
        text: &str,
        run: &[Unit],
        words: &Words,
        longest: Option<usize>,
        give: &mut impl FnMut(&Window<'_>),
    ) {
        let all = longest.is_none();
        let word = |unit: &Unit| &text[unit.start..unit.end];
        let capital = |unit: &Unit| word(unit).starts_with(char::is_uppercase);
        let listed = |unit: &Unit| words.listed(key(word(unit))).is_some();
        // a capital may be what is wrong, but then what is left is no word
        let edge = |unit: &Unit| capital(unit) || !listed(unit);
        if !all && !run.iter().any(capital) {
            return;
        }
        let most = longest.unwrap_or(LONGEST) + self.edits + if self.spellings { 4 } else { 0 };
        let mut letters = Vec::new();
        for from in (0..run.len()).filter(|from| all || edge(&run[*from])) {
            letters.clear();
            let mut capitals = 0;
            let mut broken = !edge(&run[from]);
            for (index, unit) in run[from..].iter().take(WINDOW).enumerate() {
                if index > 0 {
                    push_gap(&text[run[from + index - 1].end..unit.start], &mut letters);
                }
                push_letters(word(unit), &mut letters);
                capitals += usize::from(capital(unit));
                if letters.len() > most {
                    break;
                }
                let last = edge(unit);
                let doubt = if capitals > CAPITALS || broken || !last || index == 0 && listed(unit) {
                    Some(Doubt::Common)
                } else if capitals == 0 {
                    Some(Doubt::Small)
                } else if self.is_short(&letters) && !self.spellings {
                    Some(Doubt::Short)
                } else {
                    None
                };
                broken |= capitals > CAPITALS || !last && unit.end - unit.start > SMALL;
                if !all && broken {
                    break;
                }
                if all || doubt.is_none() {
                    let (start, end) = (run[from].start, unit.end);
                    give(&Window { start, end, text: &text[start..end], letters: &letters, doubt });
                }
            }
        }
    }
}

/// Some words of a text side by side.
struct Window<'w> {
    start: usize,
    end: usize,
    text: &'w str,
    /// Folded, a space for each gap.
    letters: &'w [char],
    /// Why it stands for no name whatever.
    doubt: Option<Doubt>,
}

/// Why words that are near a name are not taken for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Doubt {
    /// The name's own rule asks for capitals.
    Capitals,
    /// They are the name's plural or adjective.
    Derived,
    /// They have common words where the name has others, or at their edges.
    Common,
    /// The name or the words have no capital.
    Small,
    /// The name is too short.
    Short,
    /// It has too few sounds to be told by them.
    Sounds,
}

impl std::fmt::Display for Doubt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [several, one] = LETTERS;
        match self {
            Self::Capitals => f.write_str("the name is for capitals only (case \"upper\")"),
            Self::Derived => f.write_str("it may be the name's plural or adjective"),
            Self::Common => f.write_str("its words are common ones where the name has others, or at its edges"),
            Self::Small => f.write_str("without capitals letters have to be right"),
            Self::Short => write!(
                f,
                "letters may be wrong in names of several words from {} letters on (two letters: from {}), in names of one \
                 word from {} ({})",
                several[0], several[1], one[0], one[1]
            ),
            Self::Sounds => write!(f, "other spellings are those of names with {SOUNDS} sounds or more"),
        }
    }
}

/// The doubt that a name's own rule for case leaves. Other rules do not count where letters are wrong.
fn in_case(name: Name<'_>, text: &str) -> Option<Doubt> {
    (name.policy == NamePolicy::Upper && text.contains(char::is_lowercase)).then_some(Doubt::Capitals)
}

/// What has just been added to a run of words.
#[derive(Clone, Copy, PartialEq)]
enum Joint {
    None,
    /// An apostrophe that may tie the next word to the last.
    Apostrophe,
    /// The s of a possessive, behind which a name may go on: "People's Bank".
    Possessive,
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
        Joint::Apostrophe if unit.word && !unit.gap => *joint = Joint::Possessive,
        Joint::Stop | Joint::Possessive if unit.word && unit.gap => {
            run.push(*unit);
            *joint = Joint::None;
        }
        _ => return false,
    }
    true
}

fn is_long_enough(least: Letters, letters: &[char], edits: usize) -> bool {
    let least = least[usize::from(!letters.contains(&' '))];
    least.get(edits.wrapping_sub(1)).is_some_and(|least| letters.len() >= *least)
}

/// Adds what parts two words: a space, and before it the possessive of the first.
fn push_gap(between: &str, letters: &mut Vec<char>) {
    if between.starts_with(is_apostrophe) {
        letters.extend(['\'', 's']);
    }
    letters.push(' ');
}

pub(super) fn push_letters(word: &str, letters: &mut Vec<char>) {
    for c in word.chars() {
        fold(c, |c| letters.push(c));
    }
}

/// The folded letters of a name of words, a space for each gap; empty for one with other marks in it, or with a possessive at its
/// end, since that would be the text's.
fn letters(name: &str) -> Vec<char> {
    let mut letters = Vec::new();
    let (mut units, mut run, mut joint) = (Vec::new(), Vec::new(), Joint::None);
    let mut walk = Walk::new(name, 0, &mut units);
    while let Some(unit) = walk.next() {
        if !add(&mut run, &unit, name, &mut joint) {
            return letters;
        }
    }
    if joint == Joint::Possessive {
        return letters;
    }
    for (index, unit) in run.iter().enumerate() {
        if index > 0 {
            push_gap(&name[run[index - 1].end..unit.start], &mut letters);
        }
        push_letters(&name[unit.start..unit.end], &mut letters);
    }
    letters
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
