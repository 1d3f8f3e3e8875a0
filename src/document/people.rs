//! Short names: "Khamis" and "Assad" to the people whose full names the text gives.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::View;
use super::labels::{is_of_body, is_of_person};
use super::mentions::{COUNTRY, key, kind};
use crate::entities::{self, Hints, Lexicon, Mention, Method, PERSON, PLACE};
use crate::text::classes::is_quote;
use crate::text::lists::{self, Sieve, words};
use crate::text::{Case, Passage, Span};

/// A person named in full.
struct Person {
    entity: Arc<str>,
    name: Arc<str>,
    start: usize,
    /// The office that the text gives there, and the form of address.
    role: Option<String>,
    address: Option<u64>,
    sex: Sex,
}

/// A woman's, a man's or either: what a form of address, a relation or a given name tells.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sex {
    Female,
    Male,
    Unknown,
}

impl Sex {
    fn of(view: &View, key: u64) -> Self {
        let hints = Lexicon::of(view.language).hints(key);
        match (hints.any(Hints::FEMALE), hints.any(Hints::MALE)) {
            (true, false) => Self::Female,
            (false, true) => Self::Male,
            _ => Self::Unknown,
        }
    }

    fn or(self, other: impl FnOnce() -> Self) -> Self {
        if self == Self::Unknown { other() } else { self }
    }

    /// Whether both may be one person's.
    fn fits(self, other: Self) -> bool {
        self == other || self == Self::Unknown || other == Self::Unknown
    }
}

/// What stands with a surname of the one who is meant.
#[derive(Clone, Copy)]
struct Wanted<'a> {
    role: Option<&'a str>,
    address: Option<u64>,
    sex: Sex,
}

/// How sure a short name is, and one that might be another's as well.
const SURE: f64 = 0.9;
const DOUBTFUL: f64 = 0.6;
/// Full names that a surname looks back over.
const MOST: usize = 16;

impl Person {
    fn short(&self, span: Span, sentence: usize, score: f64) -> Mention {
        Mention {
            span,
            sentence,
            label: entities::label(PERSON),
            entity: Arc::clone(&self.entity),
            name: Arc::clone(&self.name),
            method: Method::Short,
            role: None,
            score,
            candidates: Vec::new(),
        }
    }

    /// Whether a title goes with this person's: the same form of address, the same office or a part of its name.
    fn agrees(&self, wanted: Wanted) -> bool {
        let within = |a: &str, b: &str| match a.len().checked_sub(b.len()).and_then(|from| a.as_bytes().get(from..)) {
            Some(end) if a.is_ascii() && b.is_ascii() => end.eq_ignore_ascii_case(b.as_bytes()),
            Some(_) => a.to_lowercase().ends_with(&b.to_lowercase()),
            None => false,
        };
        let offices = self.role.as_deref().zip(wanted.role);
        offices.is_some_and(|(own, role)| within(own, role) || within(role, own))
            || wanted.address.is_some() && self.address == wanted.address
    }
}

/// The people named in full, by the key of their surname.
pub(super) struct People {
    by_surname: FxHashMap<u64, Vec<Person>>,
    /// A bit for each surname, asked first, since most capitalised words are none.
    known: Sieve<8>,
}

impl People {
    pub(super) fn of(view: &View, mentions: &[Mention]) -> Self {
        let mut by_surname: FxHashMap<u64, Vec<Person>> = FxHashMap::default();
        for mention in mentions.iter().filter(|mention| &*mention.label == PERSON) {
            let passage = view.passage(mention.sentence);
            let at = passage.tokens.partition_point(|token| (token.start as usize) < mention.span.start);
            let name = entities::name_at(&passage, at, view.language).filter(|name| {
                // "the Franco-Norwegian Ball" names nobody called Ball
                name.words > 1 && passage.tokens[name.surname].span().end <= mention.span.end
            });
            let Some(name) = name else { continue };
            let person = Person {
                entity: Arc::clone(&mention.entity),
                name: Arc::clone(&mention.name),
                start: mention.span.start,
                role: mention.role.clone(),
                address: address(&passage, at, view),
                sex: before(&passage, at)
                    .map_or(Sex::Unknown, |before| Sex::of(view, passage.tokens[before].key))
                    .or(|| Sex::of(view, passage.tokens[at].key)),
            };
            let surname = if has_surname_first(&mention.name) { at } else { name.surname };
            let people = by_surname.entry(passage.tokens[surname].key).or_default();
            // "Van Beek" behind "Ludwig van Beek" is no other
            let particle = view.hints[view.within[mention.sentence].0 + at].any(Hints::PARTICLE);
            if !particle || !people.iter().rev().take(MOST).any(|person| is_short(mention, &person.name)) {
                people.push(person);
            }
        }
        Self { known: Sieve::new(by_surname.keys().copied()), by_surname }
    }

    /// The person meant by a surname at a place: of those named in full before it whose sex is not another the last whose title
    /// agrees, else the last who is known to be of that sex, else the last; else the first named after it; and how sure that is.
    fn meant(&self, surname: u64, at: usize, wanted: Wanted) -> Option<(&Person, f64)> {
        let people = self.by_surname.get(&surname)?;
        let before = people.partition_point(|person| person.start <= at);
        let fits = |person: &&Person| person.sex.fits(wanted.sex);
        if before == 0 {
            return people.iter().take(MOST).find(fits).map(|first| (first, SURE));
        }
        let earlier = || people[before.saturating_sub(MOST)..before].iter().rev().filter(fits);
        let last = earlier().next()?;
        let agreeing = earlier().find(|person| person.agrees(wanted));
        let alike = earlier().find(|person| wanted.sex != Sex::Unknown && person.sex == wanted.sex);
        let person = agreeing.or(alike).unwrap_or(last);
        let rival = |other: &Person| {
            other.entity != person.entity
                && (agreeing.is_none() || other.agrees(wanted))
                && (alike.is_none() || other.sex == wanted.sex)
        };
        // "Mrs. Farouk" may be the wife of President Farouk
        let married = wanted.address.is_some_and(|address| words!["mrs", "mme"].contains(&address));
        let spouse = married && person.sex == Sex::Unknown && person.role.is_some();
        let doubtful = earlier().any(rival) || spouse && agreeing.is_none();
        Some((person, if doubtful { DOUBTFUL } else { SURE }))
    }

    /// Ties people named by their surname, with or without a title, to their full names, and adds those that nothing else found.
    pub(super) fn tie(&self, view: &View, mentions: &mut Vec<Mention>) {
        if self.by_surname.is_empty() {
            return;
        }
        let mut added: Vec<Mention> = Vec::new();
        let mut next = 0;
        let mut capitals = view.capitals;
        for (sentence, &(from, _)) in view.within.iter().enumerate() {
            let passage = view.passage(sentence);
            for at in capitals.next().iter().map(|at| *at as usize - from) {
                let token = &passage.tokens[at];
                let here = token.span();
                if !self.known.may_hold(token.key) || !self.by_surname.contains_key(&token.key) {
                    continue;
                }
                while mentions.get(next).is_some_and(|mention| mention.span.end <= here.start) {
                    next += 1;
                }
                let around = mentions.get(next).filter(|mention| mention.span.start <= here.start);
                let start = around.map_or(here.start, |mention| mention.span.start);
                let first = passage.tokens.partition_point(|token| token.span().start < start);
                let role = around.and_then(|mention| mention.role.as_deref());
                let address = address(&passage, first, view);
                let sex = self::before(&passage, first).filter(|_| address.is_some() || role.is_some());
                let sex = sex.map_or(Sex::Unknown, |before| Sex::of(view, passage.tokens[before].key));
                let Some((person, score)) = self.meant(token.key, here.start, Wanted { role, address, sex }) else {
                    if let Some(mention) = mentions.get_mut(next).filter(|mention| is_surname(mention, here)) {
                        set_apart(view.text, &passage, first, mention, SURE);
                    }
                    continue;
                };
                let before =
                    mentions[..next].last().into_iter().chain(added.last()).map(|mention| mention.span.end).max();
                match mentions.get_mut(next) {
                    Some(mention) if mention.span.start <= here.start => {
                        if &*mention.label == PERSON && mention.span.end >= here.end && is_short(mention, &person.name)
                        {
                            mention.entity = Arc::clone(&person.entity);
                            mention.name = Arc::clone(&person.name);
                            if mention.method == Method::Pattern {
                                mention.method = Method::Short;
                                mention.score = score;
                            }
                            mention.score = mention.score.min(score);
                        } else if mention.span == here
                            && mention.method == Method::Alias
                            && person.start < here.start
                            && is_of_person(view, from + at)
                        {
                            // a person just introduced is meant rather than what a list has under the same word
                            let listed = std::mem::replace(mention, person.short(here, sentence, score));
                            mention.score = 0.7;
                            mention.candidates.push(listed.entity);
                        }
                    }
                    // "Dana Reese Direct Dial" is no person by the name of Dial
                    _ if is_ordinary(view, token.key) => {}
                    // a name in capitals is one's acronym rather than one's surname
                    _ if token.case == Case::Upper && !passage.is_headline() || before > Some(here.start) => {}
                    after => {
                        let free =
                            Span::new(before.unwrap_or(0), after.map_or(usize::MAX, |mention| mention.span.start));
                        let whole = shortened(&passage, at, view);
                        let span = if free.contains(whole) { whole } else { here };
                        added.push(person.short(span, sentence, score));
                    }
                }
            }
        }
        if !added.is_empty() {
            mentions.append(&mut added);
            mentions.sort_by_key(|mention| mention.span);
        }
    }
}

/// Ties rulers and popes who are later called without their number or byname to who was named in full before: "Elizabeth II",
/// "Elizabeth"; "Frederick the Great", "Frederick".
pub(super) fn tie_rulers(mentions: &mut [Mention]) {
    let mut rulers: FxHashMap<Arc<str>, (Arc<str>, Arc<str>)> = FxHashMap::default();
    for mention in mentions.iter_mut().filter(|mention| &*mention.label == PERSON) {
        if let Some(short) = without_number(&mention.name) {
            rulers.insert(short.into(), (Arc::clone(&mention.entity), Arc::clone(&mention.name)));
        } else if let Some((entity, name)) = rulers.get(&mention.name)
            && mention.entity.starts_with('~')
        {
            (mention.entity, mention.name) = (Arc::clone(entity), Arc::clone(name));
            if mention.method == Method::Pattern {
                (mention.method, mention.score) = (Method::Short, SURE);
            }
        }
    }
}

/// What stands before a ruler's number or byname.
fn without_number(name: &str) -> Option<&str> {
    let (before, last) = name.rsplit_once(' ')?;
    let number = last.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'));
    if number {
        return Some(before);
    }
    // few names have three words
    before.contains(' ').then(|| name.split_once(" the ").map(|(before, _)| before)).flatten()
}

/// Ties people called by their given name to the one person of the report whose full name begins with it ("Elton" to "Elton
/// John"), and those called by their surname where it stands first ("Xi" to "Xi Jinping"). A given name that somebody has
/// behind a title ("King Charles") is not another's. A town's name is a given name where it does what people do and somebody
/// was introduced by it.
pub(super) fn tie_given(view: &View, mentions: &mut [Mention]) {
    const LIKELY: f64 = 0.8;
    // by the key of the first word of full names: the first mention of the person, none if there are two such
    let mut full: FxHashMap<u64, Option<usize>> = FxHashMap::default();
    // a bit for each letter that they begin with, since few other names do
    let mut letters = 0_u64;
    let letter = |name: &str| name.bytes().next().map_or(0, |byte| 1 << (byte & 31));
    for (index, mention) in mentions.iter().enumerate().filter(|(_, mention)| &*mention.label == PERSON) {
        let Some((first, _)) = mention.name.split_once(' ') else { continue };
        letters |= letter(first);
        let same = |known: usize| mentions[known].entity == mention.entity;
        let known = full.entry(lists::key(first)).or_insert(Some(index));
        *known = known.filter(|known| same(*known));
    }
    if full.is_empty() {
        return;
    }
    let single = |mention: &Mention| {
        let text = mention.span.of(view.text);
        matches!(&*mention.label, PERSON | PLACE) && letters & letter(text) != 0 && !text.contains([' ', '.', '-'])
    };
    let lexicon = Lexicon::of(view.language);
    let mut meant = Vec::new();
    for (index, mention) in mentions.iter().enumerate().filter(|(_, mention)| single(mention)) {
        let key = lists::key(mention.span.of(view.text));
        let Some(place) = full.get_mut(&key) else { continue };
        if mention.method == Method::Title && lexicon.hints(key).any(Hints::GIVEN) {
            *place = None;
        }
        let Some(person) = *place else { continue };
        let unknown = &*mention.label == PERSON && mention.entity.starts_with('~') && !mention.name.contains(' ');
        let town = || &*mention.label == PLACE && kind(mention) != COUNTRY && person < index && acts(view, mention);
        if unknown || town() {
            meant.push((index, key));
        }
    }
    for (index, key) in meant {
        let Some(person) = full.get(&key).copied().flatten().and_then(|person| mentions.get(person)) else { continue };
        let (entity, name) = (Arc::clone(&person.entity), Arc::clone(&person.name));
        let mention = &mut mentions[index];
        if &*mention.label == PERSON {
            mention.score = mention.score.min(LIKELY);
        } else {
            mention.label = entities::label(PERSON);
            mention.candidates.push(Arc::clone(&mention.entity));
            mention.score = DOUBTFUL;
        }
        (mention.entity, mention.name) = (entity, name);
        if mention.method != Method::Title {
            mention.method = Method::Short;
        }
    }
}

/// Whether a name does what people do, and says nothing of "it".
fn acts(view: &View, mention: &Mention) -> bool {
    let (at, _) = view.tokens_of(mention.span);
    is_of_person(view, at) && !is_of_body(view, at)
}

/// Gives women who share a surname with somebody under another title, neither of them named in full, entities of their own:
/// "President Lind", "Mrs. Lind".
pub(super) fn part(view: &View, mentions: &mut [Mention]) {
    let mut women = Vec::new();
    // whether another of the surname is a man for certain
    let mut others: FxHashMap<Arc<str>, bool> = FxHashMap::default();
    for (index, mention) in mentions.iter().enumerate() {
        if mention.method != Method::Title || mention.name.contains(' ') || !mention.entity.starts_with('~') {
            continue;
        }
        let passage = view.passage(mention.sentence);
        let at = passage.tokens.partition_point(|token| (token.start as usize) < mention.span.start);
        let Some(title) = before(&passage, at) else { continue };
        let sex = Sex::of(view, passage.tokens[title].key);
        if sex == Sex::Female && address(&passage, at, view).is_some() {
            women.push((index, at));
        } else if sex == Sex::Male || mention.role.is_some() && sex != Sex::Female {
            *others.entry(Arc::clone(&mention.entity)).or_default() |= sex == Sex::Male;
        }
    }
    for (index, at) in women {
        let mention = &mut mentions[index];
        if let Some(known) = others.get(&mention.entity) {
            let score = if *known { SURE } else { DOUBTFUL };
            set_apart(view.text, &view.passage(mention.sentence), at, mention, score);
        }
    }
}

/// Makes a person named by a surname and a form of address an entity of that name: "Mrs. Lind".
fn set_apart(text: &str, passage: &Passage, at: usize, mention: &mut Mention, score: f64) {
    let Some(title) = before(passage, at) else { return };
    let span = passage.tokens[title].span().join(mention.span);
    mention.name = span.of(text).split_whitespace().collect::<Vec<_>>().join(" ").into();
    mention.entity = key(&mention.name);
    mention.score = mention.score.min(score);
}

/// Whether a mention is a person behind a form of address, named by one word.
fn is_surname(mention: &Mention, here: Span) -> bool {
    &*mention.label == PERSON && mention.method == Method::Title && mention.span == here
}

/// The word before a name, the full stop of an abbreviation passed over: "Mrs.".
fn before(passage: &Passage, at: usize) -> Option<usize> {
    let stop = usize::from(at > 0 && passage.is_mark(at - 1, '.'));
    at.checked_sub(1 + stop)
}

/// Whether a given name of two syllables stands behind the surname: "Han Seo-yun".
fn has_surname_first(name: &str) -> bool {
    let given = name.split_once(' ').and_then(|(_, given)| given.split_once('-'));
    given.is_some_and(|(_, second)| second.starts_with(char::is_lowercase))
}

/// The form of address that a name has before it, or begins with: "Mrs.".
fn address(passage: &Passage, at: usize, view: &View) -> Option<u64> {
    let lexicon = Lexicon::of(view.language);
    let honorific =
        |at: usize| passage.get(at).map(|token| token.key).filter(|key| lexicon.hints(*key).any(Hints::HONORIFIC));
    honorific(at).or_else(|| honorific(before(passage, at)?))
}

/// Whether lists know a word as a word, and as no name.
fn is_ordinary(view: &View, key: u64) -> bool {
    let names = Hints::SURNAME.or(Hints::COMMON_SURNAME).or(Hints::GIVEN);
    view.words.listed(key).is_some() && !Lexicon::of(view.language).hints(key).any(names)
}

/// The span of a surname with the particles before it: "al-Moallem", "van der Berg".
fn shortened(passage: &Passage, at: usize, view: &View) -> Span {
    let (mut from, mut to) = (at, at + 1);
    for back in 0..=6.min(at) {
        let name = entities::name_at(passage, at - back, view.language);
        if let Some(name) = name.filter(|name| name.surname == at && name.particle == at - back) {
            (from, to) = (at - back, name.to);
        }
    }
    passage.span(from, to)
}

/// Whether a mention's words all stand in the full name.
fn is_short(mention: &Mention, full: &str) -> bool {
    mention.name.len() < full.len()
        && mention.name.split([' ', '-']).enumerate().all(|(at, word)| {
            // a particle has a capital where it stands first
            let same = |other: &str| other == word || at == 0 && other.eq_ignore_ascii_case(word);
            full.split([' ', '-']).any(|other| same(other.trim_matches(is_quote)))
        })
}
