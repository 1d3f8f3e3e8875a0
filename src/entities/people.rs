//! People by pattern: behind a title or office, or by a given name or a particle.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::{Found, Method, PERSON};
use crate::language::Language;
use crate::text::lists::{Phrases, key, rows};
use crate::text::{Case, Classes, Gap, Passage, Span};

struct Lexicon {
    /// Whether the title is an office rather than a form of address.
    titles: Phrases<bool>,
    given: FxHashSet<u64>,
    particles: FxHashSet<u64>,
    suffixes: FxHashSet<u64>,
    storms: FxHashSet<u64>,
    calendar: FxHashSet<u64>,
}

static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| {
    let parts = include_str!("../../data/en/name_parts.tsv");
    let of_kind = |wanted: &'static str| {
        rows(parts, ["part", "kind"]).filter(move |[_, kind]| *kind == wanted).map(|[part, _]| key(part)).collect()
    };
    Lexicon {
        titles: Phrases::new(
            rows(include_str!("../../data/en/titles.tsv"), ["title", "kind"])
                .map(|[title, kind]| (title, kind != "honorific")),
        ),
        given: rows(include_str!("../../data/en/given_names.tsv"), ["name"]).map(|[name]| key(name)).collect(),
        particles: of_kind("particle"),
        suffixes: of_kind("suffix"),
        storms: of_kind("storm"),
        calendar: rows(include_str!("../../data/en/calendar.tsv"), ["name", "kind"])
            .filter(|[_, kind]| *kind != "zone")
            .map(|[name, _]| key(name))
            .collect(),
    }
});

impl Lexicon {
    fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
        }
    }
}

/// No name has more words, or more tokens; no one has more titles.
const MOST_WORDS: usize = 5;
const MOST_TOKENS: usize = 16;
const MOST_TITLES: usize = 8;

/// A person's name as written: its tokens, and the token of its surname with the particles before it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Name {
    pub(crate) to: usize,
    pub(crate) surname: usize,
    /// The first token of the particles, or the surname's own.
    pub(crate) particle: usize,
    /// Capitalised words in it.
    pub(crate) words: usize,
}

/// The people of a sentence.
pub(super) fn find(passage: &Passage, listed: &[(usize, usize)], language: Language, found: &mut Vec<Found>) {
    let lexicon = Lexicon::of(language);
    let headline = passage.is_headline();
    let mut at = 0;
    while at < passage.tokens.len() {
        if let Some((start, role)) = titles(passage, lexicon, at)
            && let Some(name) = titled(passage, listed, lexicon, start)
        {
            let role =
                role.map(|role| widened(passage, listed, at, role)).or_else(|| apposition(passage, lexicon, name.to));
            found.push(Found { from: start, to: name.to, label: PERSON, method: Method::Title, role, score: 0.95 });
            at = name.to;
            continue;
        }
        if let Some((name, score)) = untitled(passage, listed, lexicon, at, headline) {
            let role = apposition(passage, lexicon, name.to);
            found.push(Found { from: at, to: name.to, label: PERSON, method: Method::Pattern, role, score });
            at = name.to;
            continue;
        }
        at += 1;
    }
}

/// One or more titles at a token ("Lt. Gen.", "first Vice President"): the token past them, and the office among them.
fn titles(passage: &Passage, lexicon: &Lexicon, at: usize) -> Option<(usize, Option<Span>)> {
    let mut next = at;
    let mut office: Option<Span> = None;
    while next < at + MOST_TITLES
        && let Some((taken, is_office)) = lexicon.titles.longest(passage.tokens.get(next..).unwrap_or_default())
    {
        if *is_office {
            let here = passage.span(next, next + taken);
            office = Some(office.map_or(here, |office| office.join(here)));
        }
        next += taken;
        next += usize::from(passage.is_mark(next, '.') && passage.is_attached(next));
    }
    (next > at).then_some((next, office))
}

/// The office with the capitalised words before it that say of what: "Maritime Minister". Names that a list knows are none.
fn widened(passage: &Passage, listed: &[(usize, usize)], title: usize, role: Span) -> Span {
    let is_part = |at: usize| {
        let known = listed.iter().any(|(from, to)| (*from..*to).contains(&at));
        let opens = at == 0 && passage.classes(at).any(Classes::ADVERB.or(Classes::PARTICIPLE));
        passage.is_name(at) && !known && !opens && passage.is_near(at + 1)
    };
    let mut from = title;
    while passage.is_capitalised(title) && from > 0 && title - from < 2 && is_part(from - 1) {
        from -= 1;
    }
    if from < title { passage.span(from, title).join(role) } else { role }
}

/// The name behind a title; a place or a people there is none ("President of", "Ambassador Iran").
fn titled(passage: &Passage, listed: &[(usize, usize)], lexicon: &Lexicon, at: usize) -> Option<Name> {
    let name = name(passage, lexicon, at)?;
    let is_listed = listed.iter().any(|(from, to)| *from == at && *to == name.to);
    let near = passage.get(at).is_some_and(|token| token.gap <= Gap::Line);
    (near && !is_listed).then_some(name)
}

/// A name without a title: two words or more that begin with a given name, or hold a particle or an initial, or that are
/// two capitalised words that no list has in any other sense.
fn untitled(
    passage: &Passage,
    listed: &[(usize, usize)],
    lexicon: &Lexicon,
    at: usize,
    headline: bool,
) -> Option<(Name, f64)> {
    let token = passage.get(at).filter(|token| token.is_capitalised())?;
    let storm = |at: usize| passage.get(at).is_some_and(|token| lexicon.storms.contains(&token.key));
    if storm(at) || at > 0 && storm(at - 1) {
        return None;
    }
    let given = lexicon.given.contains(&token.key);
    let name = name(passage, lexicon, at)?;
    let ends_listed = listed.iter().any(|(from, to)| *from > at && *from < name.to && *to > name.to);
    let starts_listed = listed.iter().any(|(from, to)| *from == at && *to > at);
    if name.words < 2 || ends_listed || starts_listed && !given || headline && !given {
        return None;
    }
    let particle = name.particle < name.surname && name.particle > at;
    let initial = name.words > 2 && (at + 1..name.to).any(|at| is_initial(passage, at));
    if given || particle || initial {
        return Some((name, 0.8));
    }
    let plain = |at: usize| {
        let token = &passage.tokens[at];
        token.case == Case::Title && token.end - token.start > 1 && passage.words.listed(token.key).is_none()
    };
    let unlisted = !listed.iter().any(|(from, to)| *from < name.to && *to > at);
    let before = at == 0 || !passage.is_capitalised(at - 1) || passage.is_function_word(at - 1);
    let after = !passage.is_capitalised(name.to) || passage.is_function_word(name.to);
    let whole = name.words == 2 && before && after && name.to - at == name.words;
    (whole && unlisted && (at..name.to).all(plain)).then_some((name, 0.6))
}

/// Whether a title stands at a token, as one does between a body and a name: "Bank of England Governor Andrew Bailey".
pub(super) fn is_title(passage: &Passage, at: usize, language: Language) -> bool {
    let lexicon = Lexicon::of(language);
    titles(passage, lexicon, at)
        .is_some_and(|(past, office)| office.is_some() && name(passage, lexicon, past).is_some())
}

fn is_initial(passage: &Passage, at: usize) -> bool {
    passage.get(at).is_some_and(|token| token.is_capitalised() && token.end - token.start == 1)
        && passage.is_mark(at + 1, '.')
}

/// The name of a person that begins at a token.
pub(crate) fn name_at(passage: &Passage, at: usize, language: Language) -> Option<Name> {
    name(passage, Lexicon::of(language), at)
}

/// Capitalised words, with initials, hyphens, particles and a suffix between and behind them.
fn name(passage: &Passage, lexicon: &Lexicon, at: usize) -> Option<Name> {
    let mut name: Option<Name> = None;
    let mut next = at;
    let mut particle = None;
    while next < at + MOST_TOKENS {
        let near = next == at || passage.is_near(next);
        let Some(token) = passage.get(next).filter(|token| near && token.is_word()) else { break };
        let is_particle = is_particle(passage, lexicon, next)
            && (token.case == Case::Lower || passage.is_dash(next + 1))
            && (next > at
                || passage.is_capitalised(next + 1)
                || passage.is_hyphen(next + 1)
                || is_particle(passage, lexicon, next + 1));
        if is_particle {
            particle.get_or_insert(next);
            next += 1 + usize::from(passage.is_hyphen(next + 1));
            continue;
        }
        let suffix = next > at && lexicon.suffixes.contains(&token.key);
        if !token.is_capitalised() || suffix || !is_name_word(passage, lexicon, next) {
            break;
        }
        let words = name.map_or(1, |name| name.words + 1);
        let surname = next;
        next += 1;
        if is_initial(passage, surname) {
            next += 1;
        } else {
            while passage.is_hyphen(next) && passage.is_capitalised(next + 1) && next < at + MOST_TOKENS {
                next += 2;
            }
        }
        name = Some(Name { to: next, surname, particle: particle.take().unwrap_or(surname), words });
        if words >= MOST_WORDS {
            break;
        }
    }
    let mut name = name?;
    // "Jr.", "III" belong to the name but are no surname
    let suffix = name.to + usize::from(passage.is_mark(name.to, ','));
    if passage.get(suffix).is_some_and(|token| lexicon.suffixes.contains(&token.key) && token.is_capitalised()) {
        // the full stop of "Jr." is part of it unless it ends the sentence
        let stop =
            passage.is_mark(suffix + 1, '.') && passage.is_attached(suffix + 1) && passage.get(suffix + 2).is_some();
        name.to = suffix + 1 + usize::from(stop);
    }
    Some(name)
}

fn is_particle(passage: &Passage, lexicon: &Lexicon, at: usize) -> bool {
    passage.get(at).is_some_and(|token| lexicon.particles.contains(&token.key))
}

/// A capitalised word that may be part of a person's name.
fn is_name_word(passage: &Passage, lexicon: &Lexicon, at: usize) -> bool {
    let token = &passage.tokens[at];
    let word = token.of(passage.text);
    let shouted = token.case == Case::Upper && !passage.is_mark(at + 1, '.') && word.len() > 1;
    let ordinary = passage.is_function_word(at)
        || lexicon.calendar.contains(&token.key)
        || super::organisations::is_tail(token.key);
    let title = lexicon.titles.longest(&passage.tokens[at..=at]).is_some() && !lexicon.given.contains(&token.key);
    !shouted && !ordinary && !title && word != "I"
}

/// ", the first vice president," behind a name: the office.
fn apposition(passage: &Passage, lexicon: &Lexicon, at: usize) -> Option<Span> {
    if !passage.is_mark(at, ',') {
        return None;
    }
    let mut next = at + 1;
    while next < at + 6 {
        if let Some((taken, true)) = lexicon.titles.longest(passage.tokens.get(next..).unwrap_or_default()) {
            let end = next + taken;
            let name_follows = passage.is_capitalised(end) && !passage.is_function_word(end);
            return (!name_follows).then(|| passage.span(next, end));
        }
        let classes = passage.classes(next);
        let word = passage.get(next).is_some_and(super::super::text::tokens::Token::is_word);
        let possessive = passage.get(next).is_some_and(|token| token.kind == crate::text::Kind::Possessive);
        if !(possessive
            || word
                && (classes.any(Classes::DETERMINER.or(Classes::POSSESSIVE).or(Classes::ADJECTIVE))
                    || passage.is_capitalised(next)
                    || passage.is(next, "former")))
        {
            return None;
        }
        next += 1;
    }
    None
}
