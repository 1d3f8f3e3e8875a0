//! Noun phrases, found from word classes (`data/en/word_classes.tsv`, and endings for words that it lacks), not by a parser: a
//! phrase goes on over adjectives and nouns and ends at a function word, a verb or a mark.

use super::grammar::is_numeric;
use super::numbers::number;
use super::reader::Reader;
use super::roles::Roles;
use crate::text::lists::words;
use crate::text::{Case, Classes, Gap, Kind, Span, Token};

/// How many tokens a noun phrase may take.
pub(super) const PHRASE: usize = 9;

/// The head of the noun phrase that begins at a token: its last noun.
pub(super) fn head(reader: &Reader, from: usize) -> Option<usize> {
    let mut head = None;
    let mut at = from;
    while at < from + PHRASE && (at == from || reader.get(at).is_some_and(|token| token.gap <= Gap::Line)) {
        let token = reader.get(at)?;
        match token.kind {
            Kind::Mark if reader.is_hyphen(at) && at > from => {}
            Kind::Possessive if head.is_some() => head = None,
            // "coal-fired", "first-team": whatever a hyphen ties on modifies the noun
            Kind::Word
                if at > from && reader.is_hyphen(at - 1)
                    || reader.is_hyphen(at + 1) && reader.get(at + 2).is_some_and(Token::is_word) => {}
            // "rural and coastal farms"
            Kind::Word
                if head.is_none()
                    && at > from
                    && reader.is_any(at, words!["and", "or"])
                    && is_adjective(reader, at - 1)
                    && is_adjective(reader, at + 1) => {}
            Kind::Word => {
                let classes = reader.classes(at);
                let noun = classes.any(Classes::NOUN.or(Classes::PLURAL))
                    || is_plural_here(reader, from, at, head)
                    || at == from && is_determined(reader, at);
                let modifier = classes.any(
                    Classes::ADJECTIVE
                        .or(Classes::ADVERB)
                        .or(Classes::PARTICIPLE)
                        .or(Classes::GERUND)
                        .or(Classes::PAST),
                );
                if classes.any(Classes::FUNCTION) || is_numeric(reader, at) || is_day(reader, at, head.is_some()) {
                    break;
                }
                if token.is_capitalised() || noun && !(head.is_some() && is_verb_here(reader, at, classes)) {
                    head = Some(at);
                    if reader.is(at, "times") {
                        break;
                    }
                    // "Volvo and Scania trucks", "Type 4 vans"
                    if token.is_capitalised()
                        && let Some(last) = behind_names(reader, at + 1)
                    {
                        at = last;
                        continue;
                    }
                } else if head.is_some() && !is_inner(reader, at) || !modifier {
                    break;
                }
            }
            _ => break,
        }
        at += 1;
    }
    head
}

/// "retail gross margins": an adjective between two nouns.
fn is_inner(reader: &Reader, at: usize) -> bool {
    const DOES: Classes =
        Classes::VERB.or(Classes::PAST).or(Classes::PARTICIPLE).or(Classes::GERUND).or(Classes::ADVERB);
    let next = reader.classes(at + 1);
    is_adjective(reader, at)
        && !reader.classes(at).any(DOES)
        && next.any(Classes::NOUN.or(Classes::PLURAL))
        && !next.any(Classes::FUNCTION.or(DOES))
        && !is_time(reader, at + 1)
}

/// The noun in the plural behind more of a name: "and Scania trucks", "4 vans", "B and Type C vans".
fn behind_names(reader: &Reader, from: usize) -> Option<usize> {
    let mut at = from;
    let mut parted = false;
    while at < from + PHRASE && reader.is_near(at) {
        let joint = reader.is_any(at, words!["and", "or", "&"])
            || reader.is_number(at) && reader.word(at).len() < 4 && reader.is_capitalised(at - 1);
        if !joint && !(reader.is_capitalised(at) && (reader.word(at).len() == 1 || !reader.is_function_word(at))) {
            break;
        }
        parted |= joint || reader.word(at).len() == 1;
        at += 1;
    }
    let plural = reader.get(at).is_some_and(|token| token.is_word() && token.case == Case::Lower)
        && reader.classes(at).any(Classes::PLURAL)
        && !reader.classes(at).any(Classes::FUNCTION.or(Classes::VERB));
    (parted && plural).then_some(at)
}

/// "killed 12 people Tuesday": a day behind a phrase, or in place of one, and no part of it as in "12 Sunday papers".
fn is_day(reader: &Reader, at: usize, behind: bool) -> bool {
    let goes_on = || {
        reader.is_near(at + 1)
            && reader.classes(at + 1).any(Classes::NOUN.or(Classes::PLURAL).or(Classes::ADJECTIVE))
            && !reader.classes(at + 1).any(Classes::FUNCTION)
            && !is_time(reader, at + 1)
    };
    reader.plays(at, Roles::WEEKDAY) && reader.is_capitalised(at) && (behind || !goes_on())
}

pub(super) fn is_adjective(reader: &Reader, at: usize) -> bool {
    reader.classes(at).any(Classes::ADJECTIVE) && !reader.is_function_word(at)
}

/// "the deal will", "his run", "a good kick": a form that lists know as a verb's, behind an article and its adjectives.
pub(super) fn is_determined(reader: &Reader, at: usize) -> bool {
    if !reader.classes(at).any(Classes::VERB) || reader.is_function_word(at) {
        return false;
    }
    let mut before = at;
    while before > 0 && at - before < 3 && is_adjective(reader, before - 1) {
        before -= 1;
    }
    before > 0
        && reader.classes(before - 1).any(Classes::DETERMINER.or(Classes::POSSESSIVE))
        && !reader.is_any(before - 1, words!["that", "more", "many", "some", "most", "few"])
}

/// "a bond yield of", "the price cut was": a form that lists know as a verb's, where only a noun can stand.
pub(super) fn is_noun_here(reader: &Reader, at: usize) -> bool {
    let verb = reader.classes(at).any(Classes::VERB) && !reader.is_function_word(at) && !reader.is_capitalised(at);
    let next = reader.classes(at + 1);
    verb && (is_determined(reader, at)
        || reader.is(at + 1, "of")
        || next.any(Classes::AUXILIARY)
        || next.any(Classes::PAST) && at > 0 && is_nominal(reader, at - 1))
}

/// "11 saves", "hundreds of pay cuts": a form that lists know as a verb's, where more than one is counted and no plural stands yet.
fn is_plural_here(reader: &Reader, from: usize, at: usize, head: Option<usize>) -> bool {
    let many = from > 0 && !reader.is_any(from - 1, words!["one", "1", "a", "an", "the", "-"]);
    let form =
        reader.classes(at).any(Classes::VERB) && reader.word(at).ends_with('s') && !reader.word(at).ends_with("ss");
    let open = match head {
        Some(head) => head + 1 == at && !reader.is_capitalised(head) && !reader.classes(head).any(Classes::PLURAL),
        None => !reader.is_function_word(at) && !reader.classes(at).any(Classes::AUXILIARY),
    };
    many && form && open
}

/// A word that is noun or verb, behind a noun in the plural or another of one thing: a verb ("workers strike", "one man runs").
fn is_verb_here(reader: &Reader, at: usize, classes: Classes) -> bool {
    let before = if reader.is_capitalised(at - 1) { Classes::default() } else { reader.classes(at - 1) };
    let one = at > 1 && reader.is(at - 2, "one") && before.any(Classes::NOUN) && classes.any(Classes::PLURAL);
    one || before.any(Classes::PLURAL)
        && (classes.any(Classes::VERB.or(Classes::PAST)) || !classes.any(Classes::PLURAL))
}

/// The phrase that begins at a token, with what it is of.
pub(super) fn of_what(reader: &Reader, from: usize) -> Option<Span> {
    let (from, head) = plain(reader, from)?;
    let phrase = reader.span(from, head + 1);
    // "the price of a loaf"
    let whole = reader.is(head + 1, "of").then(|| plain(reader, head + 2)).flatten();
    Some(whole.map_or(phrase, |(from, whole)| phrase.join(reader.span(from, whole + 1))))
}

/// The first token and the head of the phrase that begins at a token, its article and a number of its own left out.
fn plain(reader: &Reader, mut from: usize) -> Option<(usize, usize)> {
    while reader.is_any(from, words!["the", "a", "an", "its", "his", "her", "their", "our", "all", "these", "those"]) {
        from += 1;
    }
    if let Some(number) = is_numeric(reader, from).then(|| number(reader, from, false)).flatten() {
        let at = number.end + usize::from(reader.is_hyphen(number.end));
        let unit = reader.lexicon.units.unit_at(reader, at);
        from = unit.map_or(number.end, |(_, past)| past + usize::from(reader.is_hyphen(past)));
    }
    head(reader, from).filter(|head| !is_time(reader, *head)).map(|head| (from, head))
}

pub(super) fn before_article(reader: &Reader, first: usize) -> bool {
    first > 0 && reader.classes(first - 1).any(Classes::DETERMINER.or(Classes::POSSESSIVE))
}

/// The noun phrase that ends before a token, its article left out.
pub(super) fn phrase_before(reader: &Reader, end: usize) -> Option<Span> {
    const NOMINAL: Classes =
        Classes::NOUN.or(Classes::PLURAL).or(Classes::ADJECTIVE).or(Classes::PARTICIPLE).or(Classes::GERUND);
    let mut start = end;
    while start > 0 && end - start < PHRASE {
        let at = start - 1;
        if start == end && is_noun_here(reader, at) {
            start = at;
            continue;
        }
        let token = &reader.tokens[at];
        let classes = reader.classes(at);
        let part = match token.kind {
            Kind::Word if is_numeric(reader, at) => false,
            // "Doctors Without Borders"
            Kind::Word if classes.any(Classes::FUNCTION) => {
                let inside = start < end && at > 0 && reader.is_name(at - 1) && reader.is_name(start);
                inside && token.case == Case::Title
            }
            Kind::Word if reader.is(at, "cent") && at > 0 && reader.is(at - 1, "per") => false,
            // "will study new mills"
            Kind::Word if start < end && is_after_modal(reader, at) => false,
            // "Yesterday", "Just": capitals for the sentence's sake
            Kind::Word
                if at == 0 && classes.any(Classes::ADVERB) && !classes.any(Classes::NOUN.or(Classes::ADJECTIVE)) =>
            {
                false
            }
            // the "s" of "1990s"
            Kind::Word if token.is_attached() && at > 0 && reader.is_number(at - 1) => false,
            Kind::Word => {
                token.is_capitalised()
                    || classes.any(NOMINAL) && (start < end || !classes.any(Classes::ADVERB))
                    || start < end && (is_determined(reader, at) || is_unlisted_adjective(reader, at))
            }
            Kind::Possessive => start < end,
            Kind::Mark => {
                let slash = token.is_mark('/') && token.is_attached() && reader.is_attached(at + 1);
                (reader.is_hyphen(at) || token.is_mark('&') || slash) && start < end
            }
            // "QX-40 index", "S&P 500", but no "5 Million"
            Kind::Number => {
                let named = reader.is_name(at + 1) && reader.number_word(at + 1).is_none() && start < end;
                named
                    || at > 0 && reader.is_name(at - 1)
                    || at > 1 && reader.is_hyphen(at - 1) && reader.is_name(at - 2)
            }
            Kind::Link => false,
        };
        if !part {
            break;
        }
        start = at;
    }
    while start < end && !matches!(reader.tokens[start].kind, Kind::Word | Kind::Number) {
        start += 1;
    }
    (start < end).then(|| reader.span(start, end))
}

/// What stands right behind "will" and the like is a verb, whatever else it may be.
fn is_after_modal(reader: &Reader, at: usize) -> bool {
    const MODALS: &[u64] = words!["would", "could", "might", "shall", "should"];
    let Some(before) = at.checked_sub(1).filter(|_| !reader.is_capitalised(at)) else { return false };
    reader.is_any(before, MODALS)
        || reader.is_any(before, words!["will", "can", "must", "to"]) && reader.classes(at).any(Classes::VERB)
}

/// "a disorderly exit": a word in "-ly" that no list knows, right between an article and a noun.
fn is_unlisted_adjective(reader: &Reader, at: usize) -> bool {
    let unlisted = reader.get(at).is_some_and(|token| reader.words.listed(token.key).is_none());
    unlisted && before_article(reader, at) && reader.classes(at + 1).any(Classes::NOUN.or(Classes::PLURAL))
}

/// Whether a token could end the name or description of a speaker.
pub(super) fn is_nominal(reader: &Reader, at: usize) -> bool {
    let Some(token) = reader.get(at) else {
        return false;
    };
    match token.kind {
        Kind::Word => {
            token.case != Case::Lower && !reader.is_function_word(at)
                || reader.classes(at).any(Classes::NOUN.or(Classes::PLURAL).or(Classes::PRONOUN))
        }
        Kind::Possessive => false,
        _ => false,
    }
}

/// A word for a time: "last year" is no subject of what happened in it.
pub(super) fn is_time(reader: &Reader, at: usize) -> bool {
    reader.get(at).is_some_and(|token| {
        token.is_word()
            && (reader.plays(at, Roles::TIME)
                || reader.is_calendar(at)
                || reader.is_any(at, words!["yesterday", "today", "tomorrow", "tonight"]))
    })
}

/// "2014", between the years that news tells of.
pub(super) fn is_year(reader: &Reader, at: usize) -> bool {
    reader.is_number(at)
        && matches!(reader.word(at).as_bytes(), [b'1', b'5'..=b'9', b, c] | [b'2', b'0', b, c] if b.is_ascii_digit() && c.is_ascii_digit())
}
