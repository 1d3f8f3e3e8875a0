//! People behind a title or office, offices behind a name, and what a person's name is made of.

use std::sync::LazyLock;

use super::Titled;
use super::hints::{self, Hints};
use crate::language::Language;
use crate::text::classes::is_quote;
use crate::text::lists::{Phrases, rows, words};
use crate::text::{Case, Classes, Gap, Kind, Passage, Span, Token, places};

/// What those who have a rank are called by: where they rule, or a territory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rank {
    Ruler,
    Noble,
    Clergy,
}

struct Lexicon {
    /// Whether the title is an office or a rank rather than a form of address alone.
    titles: Phrases<bool>,
    /// Ranks, and whether they are given names as well.
    ranks: Phrases<(Rank, bool)>,
    /// What is said of those who have an office: "outgoing".
    holders: Phrases<()>,
    words: &'static hints::Lexicon,
}

static ENGLISH: LazyLock<Lexicon> = LazyLock::new(Lexicon::english);

impl Lexicon {
    fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
        }
    }

    fn english() -> Self {
        let ranks = || rows(include_str!("../../data/en/ranks.tsv"), ["rank", "kind", "given"]);
        let titles = rows(include_str!("../../data/en/titles.tsv"), ["title", "kind"]);
        // what stands first is meant
        let titles =
            ranks().map(|[rank, ..]| (rank, true)).chain(titles.map(|[title, kind]| (title, kind != "honorific")));
        let kind = |kind: &str| match kind {
            "ruler" => Rank::Ruler,
            "noble" => Rank::Noble,
            _ => Rank::Clergy,
        };
        Self {
            titles: Phrases::new(titles),
            ranks: Phrases::new(ranks().map(|[rank, name, given]| (rank, (kind(name), !given.is_empty())))),
            holders: Phrases::new(rows(include_str!("../../data/en/holders.tsv"), ["word"]).map(|[word]| (word, ()))),
            words: hints::Lexicon::of(Language::English),
        }
    }

    fn is(&self, token: &Token, hints: Hints) -> bool {
        self.words.hints(token.key).any(hints)
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

/// The rank that stands at the begin of tokens, and how many of them it takes.
pub(crate) fn rank(tokens: &[Token], language: Language) -> Option<(usize, Rank)> {
    Lexicon::of(language).ranks.longest(tokens).map(|(taken, (rank, _))| (taken, *rank))
}

/// The tokens that may begin a title, few of which do not.
pub(crate) fn title_words(tokens: &[Token], language: Language) -> Vec<u32> {
    let lexicon = Lexicon::of(language);
    places(tokens, |token| lexicon.titles.may_begin(token.key))
}

/// The people of a sentence whose names stand behind a title or office, which begin at these tokens. Names that a list knows
/// are none ("Ambassador Iran").
pub(crate) fn titled(
    passage: &Passage,
    words: impl Iterator<Item = usize>,
    listed: &[(usize, usize)],
    language: Language,
    found: &mut Vec<Titled>,
) {
    let lexicon = Lexicon::of(language);
    let mut past = 0;
    for at in words {
        if at < past {
            continue;
        }
        if let Some((start, role)) = titles(passage, lexicon, at)
            && let Some(name) = behind(passage, listed, lexicon, (at, start))
        {
            let role = role.map(|role| widened(passage, listed, lexicon, at, role));
            found.push(Titled { from: start, to: name.to, role });
            past = name.to;
        }
    }
}

/// One or more titles at a token ("Lt. Gen.", "first Vice President"): the token past them, and the office among them.
fn titles(passage: &Passage, lexicon: &Lexicon, at: usize) -> Option<(usize, Option<Span>)> {
    let mut next = at;
    let mut office: Option<Span> = None;
    while next < at + MOST_TITLES
        && let Some((taken, is_office)) = lexicon.titles.longest(passage.tokens.get(next..).unwrap_or_default())
    {
        let given = *is_office && may_be_given(passage, lexicon, at, next);
        if given && next > at {
            break;
        }
        if *is_office && !given {
            let here = passage.span(next, next + taken);
            office = Some(office.map_or(here, |office| office.join(here)));
        }
        next += taken;
        next += usize::from(passage.is_mark(next, '.') && passage.is_attached(next));
    }
    (next > at).then_some((next, office))
}

/// Whether a rank may be a given name: before what is none, and behind another title ("Gov. Earl Lind").
fn may_be_given(passage: &Passage, lexicon: &Lexicon, first: usize, rank: usize) -> bool {
    let given = || passage.get(rank + 1).is_some_and(|token| lexicon.is(token, Hints::GIVEN.or(Hints::HONORIFIC)));
    passage.is_capitalised(rank)
        && matches!(lexicon.ranks.longest(passage.from(rank)), Some((1, (_, true))))
        && (rank > first && passage.is_capitalised(first) || !given())
}

/// The office with what a hyphen ties to it ("Inspector-General"), and with the capitalised words before it that say of what:
/// "Maritime Minister". Names that a list knows are none.
fn widened(passage: &Passage, listed: &[(usize, usize)], lexicon: &Lexicon, title: usize, role: Span) -> Span {
    let known = |at: usize| listed.iter().any(|(from, to)| (*from..*to).contains(&at));
    let is_part = |at: usize| {
        let opens = at == 0 && passage.classes(at).any(Classes::ADVERB.or(Classes::PARTICIPLE));
        let holder = lexicon.holders.longest(&passage.tokens[at..=at]).is_some();
        passage.is_name(at) && !known(at) && !opens && !holder && passage.is_near(at + 1)
    };
    let mut from = title;
    if let Some(tied) = title.checked_sub(2).filter(|at| is_tied(passage, *at) && !known(*at)) {
        from = tied;
    }
    let tied = from;
    while passage.is_capitalised(tied) && from > 0 && tied - from < 2 && is_part(from - 1) {
        from -= 1;
    }
    if from < title { passage.span(from, title).join(role) } else { role }
}

/// Whether a word is tied to the next by a hyphen: "vice-admiral".
fn is_tied(passage: &Passage, at: usize) -> bool {
    passage.get(at).is_some_and(Token::is_word) && passage.is_hyphen(at + 1)
}

/// The name behind a title; a place or a people there is none ("President of", "Ambassador Iran"), unless it is a given name
/// behind a rank ("Queen Sofia").
fn behind(
    passage: &Passage,
    listed: &[(usize, usize)],
    lexicon: &Lexicon,
    (title, at): (usize, usize),
) -> Option<Name> {
    let near = passage.get(at).is_some_and(|token| token.gap <= Gap::Line);
    let name = if near { name(passage, lexicon, at)? } else { return None };
    let is_listed = listed.iter().any(|(from, to)| *from == at && *to == name.to);
    let ranked = || {
        let rank = lexicon.ranks.longest(passage.from(title)).is_some() && passage.is_capitalised(title);
        rank && name.to == at + 1 && lexicon.is(&passage.tokens[at], Hints::GIVEN)
    };
    (!is_listed || ranked()).then_some(name)
}

fn is_initial(passage: &Passage, at: usize) -> bool {
    passage.get(at).is_some_and(|token| token.is_capitalised() && token.end - token.start == 1)
        && passage.is_mark(at + 1, '.')
}

/// The name of a person that begins at a token.
pub(crate) fn name_at(passage: &Passage, at: usize, language: Language) -> Option<Name> {
    name(passage, Lexicon::of(language), at)
}

/// Capitalised words, with initials, hyphens, particles, a nickname and a suffix between and behind them.
fn name(passage: &Passage, lexicon: &Lexicon, at: usize) -> Option<Name> {
    let mut name: Option<Name> = None;
    let mut next = at;
    let mut particle = None;
    while next < at + MOST_TOKENS {
        let near = next == at || passage.is_near(next);
        if name.is_some_and(|name| name.to == next)
            && let Some(past) = nickname(passage, next)
        {
            next = past;
            continue;
        }
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
        let suffix = next > at && lexicon.is(token, Hints::SUFFIX);
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
    if passage.get(suffix).is_some_and(|token| lexicon.is(token, Hints::SUFFIX) && token.is_capitalised()) {
        // the full stop of "Jr." is part of it unless it ends the sentence
        let stop =
            passage.is_mark(suffix + 1, '.') && passage.is_attached(suffix + 1) && passage.get(suffix + 2).is_some();
        name.to = suffix + 1 + usize::from(stop);
    }
    Some(name)
}

/// The token past a nickname in quotation marks within a name: "Dustin “Ace” Hollins".
pub(crate) fn nickname(passage: &Passage, open: usize) -> Option<usize> {
    /// Tokens between the marks: "The Big-Hat".
    const MOST: usize = 4;
    let mark = |at: usize| passage.get(at).filter(|token| token.kind == Kind::Mark && is_quote(token.mark));
    let opening = mark(open).filter(|token| token.gap == Gap::Space)?;
    let capital = |at: usize| passage.is_capitalised(at) && (at == open + 1) == passage.is_attached(at);
    let article = |at: usize| at == open + 1 && passage.is_attached(at) && passage.is_any(at, words!["the"]);
    let inner = |at: usize| capital(at) || article(at) || passage.is_hyphen(at) || passage.is_hyphen(at - 1);
    let words = (open + 1..=open + MOST).take_while(|at| inner(*at)).count();
    let close = open + 1 + words;
    let pair = mark(close).is_some_and(|closing| closing.mark == closes(opening.mark) && closing.is_attached());
    let goes_on = passage.get(close + 1).is_some_and(|token| token.is_capitalised() && token.gap == Gap::Space);
    (words > 0 && pair && goes_on).then_some(close + 1)
}

/// The mark that closes what another opens.
fn closes(mark: char) -> char {
    match mark {
        '“' => '”',
        '‘' => '’',
        '«' => '»',
        _ => mark,
    }
}

fn is_particle(passage: &Passage, lexicon: &Lexicon, at: usize) -> bool {
    passage.get(at).is_some_and(|token| lexicon.is(token, Hints::PARTICLE))
}

/// A capitalised word that may be part of a person's name.
fn is_name_word(passage: &Passage, lexicon: &Lexicon, at: usize) -> bool {
    let token = &passage.tokens[at];
    let word = token.of(passage.text);
    let shouted = token.case == Case::Upper && !passage.is_mark(at + 1, '.') && word.len() > 1;
    // "Admiral Jan Kroon"
    let given = || lexicon.is(token, Hints::GIVEN) && passage.is_capitalised(at + 1) && passage.is_near(at + 1);
    let ordinary = passage.is_function_word(at)
        || lexicon.is(token, Hints::BODY_TAIL.or(Hints::PLACE_TAIL))
        || lexicon.is(token, Hints::CALENDAR) && !given();
    let title = lexicon.titles.longest(&passage.tokens[at..=at]).is_some() && !lexicon.is(token, Hints::GIVEN);
    !shouted && !ordinary && !title && word != "I"
}

/// ", the first vice president," behind a name, and behind an age: the office.
pub(crate) fn apposition(passage: &Passage, at: usize, language: Language) -> Option<Span> {
    let lexicon = Lexicon::of(language);
    if !passage.is_mark(at, ',') {
        return None;
    }
    let aged = passage.is_number(at + 1) && passage.is_mark(at + 2, ',');
    let first = if aged { at + 3 } else { at + 1 };
    let mut next = first;
    while next < first + 5 {
        let tied = if is_tied(passage, next) { 2 } else { 0 };
        let office = |at: usize| lexicon.titles.longest(passage.from(at)).filter(|(_, is_office)| **is_office);
        let whole = office(next).map(|(taken, _)| next + taken);
        let end =
            whole.or_else(|| (tied > 0).then(|| office(next + tied)).flatten().map(|(taken, _)| next + tied + taken));
        if let Some(end) = end {
            let name_follows = passage.is_capitalised(end) && !passage.is_function_word(end);
            return (!name_follows).then(|| passage.span(next, end));
        }
        if !is_before_office(passage, next) {
            return None;
        }
        next += 1;
    }
    None
}

/// "The mayor, Rosa Lind," and "the company's chief executive, Ann Lee,": the office before a name that stands between commas,
/// with what it is of behind it or not ("the mayor of Selda").
pub(crate) fn preposed(passage: &Passage, from: usize, to: usize, language: Language) -> Option<Span> {
    /// Words before the comma that the office may begin at.
    const BACK: usize = 8;
    let parted = passage.get(to).is_none_or(|token| matches!(token.mark, ',' | '.' | ';' | ')' | ':'));
    let near = |token: &Token| matches!(token.mark, ',' | '.') || token.is_capitalised();
    if !parted || !passage.before(from).is_some_and(near) {
        return None;
    }
    let lexicon = Lexicon::of(language);
    let comma = address(passage, lexicon, from).checked_sub(1).filter(|at| passage.is_mark(*at, ','))?;
    let mut office = None;
    for at in (comma.saturating_sub(BACK)..comma).rev() {
        if passage.tokens[at].kind == Kind::Mark && !passage.is_hyphen(at) {
            break;
        }
        let Some((taken, true)) = lexicon.titles.longest(&passage.tokens[at..comma]) else { continue };
        let end = at + taken;
        if end == comma || passage.is_any(end, words!["of", "for", "at"]) {
            office = Some((at, end));
        }
    }
    let (at, end) = office?;
    // "Burger King, Ann Lee" is no king
    let small = !passage.is_capitalised(at);
    let introduced = at.checked_sub(1).is_some_and(|before| {
        let article = passage.classes(before).any(Classes::DETERMINER.or(Classes::POSSESSIVE));
        is_before_office(passage, before) && (small || article || !passage.is_capitalised(before))
    });
    introduced.then(|| passage.span(at, end))
}

/// Where a name begins, a form of address before it counted in: "Dr. Rosa Lind".
fn address(passage: &Passage, lexicon: &Lexicon, from: usize) -> usize {
    let stop = usize::from(from > 1 && passage.is_mark(from - 1, '.'));
    let title = from.checked_sub(1 + stop).filter(|at| lexicon.is(&passage.tokens[*at], Hints::HONORIFIC));
    title.unwrap_or(from)
}

/// Whether a word may stand before an office: "the", "Foo's", "former", a name.
fn is_before_office(passage: &Passage, at: usize) -> bool {
    let Some(token) = passage.get(at) else { return false };
    let describes = Classes::DETERMINER.or(Classes::POSSESSIVE).or(Classes::ADJECTIVE);
    token.kind == Kind::Possessive
        || token.is_word()
            && (passage.classes(at).any(describes) || token.is_capitalised() || words!["former"].contains(&token.key))
}
