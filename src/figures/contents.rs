//! What is said: where it begins behind a verb of saying, where it ends, and whether it stands before the verb.

use super::lexicon::Way;
use super::quotations::Quotations;
use super::reader::Reader;
use super::roles::Roles;
use super::sayings::Verb;
use super::speakers;
use crate::text::lists::words;
use crate::text::{Case, Classes, Kind, Span};

/// The quotation that opens at a token.
pub(super) fn quotation_at(reader: &Reader, quotations: &Quotations, at: usize) -> Option<Span> {
    reader.get(at).and_then(|token| quotations.opened_at(token.span().start))
}

/// The quotation that opens at a token, or behind one mark.
pub(super) fn quotation_near(reader: &Reader, quotations: &Quotations, at: usize) -> Option<Span> {
    quotation_at(reader, quotations, at).or_else(|| quotation_at(reader, quotations, at + 1))
}

/// A comma or a closing quotation mark before a subject: what is said stands before it.
pub(super) fn ends_before(reader: &Reader, quotations: &Quotations, at: usize) -> bool {
    let token = &reader.tokens[at];
    token.kind == Kind::Mark && matches!(token.mark, ',' | '?' | '!') || closes_quotation(reader, quotations, at)
}

/// A mark that closes a quotation, be it one that nothing opened.
pub(super) fn closes_quotation(reader: &Reader, quotations: &Quotations, at: usize) -> bool {
    let token = &reader.tokens[at];
    let known = || quotations.closes_at(token.span().end);
    let stray = || at > 0 && token.is_attached() && quotations.around(token.span().start).is_none();
    match token.mark {
        '”' => true,
        '"' | '\'' | '’' | '“' => token.kind == Kind::Mark && (known() || stray()),
        _ => false,
    }
}

/// The token where the content of a verb may begin: past whom is told, when and where.
pub(super) fn start(reader: &Reader, verb: &Verb) -> usize {
    let mut at = verb.past;
    if verb.way == Way::Tell {
        at = speakers::from(reader, at).map_or(at, |(_, past)| past);
    }
    for _ in 0..ADJUNCTS {
        let calendar = reader.is_calendar(at);
        if calendar || is_manner(reader, at) {
            at += 1;
        } else if reader.is_any(at, words!["this", "last", "earlier"])
            && reader.is_any(at + 1, words!["week", "month", "year"])
        {
            at += 2;
        } else if verb.way == Way::Tell && reader.is(at, "of") {
            // "warned on Monday of 5 floods"
            return at + 1;
        } else if is_adjunct(reader, at) && matches!(verb.way, Way::Say | Way::Add | Way::Tell) {
            let Some((_, past)) = speakers::from(reader, at + 1) else { break };
            at = past;
        } else {
            break;
        }
    }
    // "said at a fair in Dover, Kent, that"
    let comma = reader.is_mark(at, ',');
    let that = (at + 1..at + 9).find(|that| comma && reader.is(*that, "that") && reader.is_mark(that - 1, ','));
    that.unwrap_or(at)
}

/// Adjuncts that one verb may have before its content.
const ADJUNCTS: usize = 4;

fn is_manner(reader: &Reader, at: usize) -> bool {
    reader.is_any(at, words!["again", "earlier", "later", "yesterday", "today"])
        || reader.classes(at).any(Classes::ADVERB) && reader.word(at).ends_with("ly")
}

/// A phrase of time, place or occasion, and no "about 300" or "at least 300", which are said.
fn is_adjunct(reader: &Reader, at: usize) -> bool {
    const HEADS: &[u64] = words![
        "in",
        "on",
        "at",
        "during",
        "to",
        "of",
        "after",
        "before",
        "from",
        "with",
        "by",
        "through",
        "via",
        "outside",
        "inside",
        "as",
        "when",
        "while",
        "following",
        "upon",
        "because",
        "if",
    ];
    let number = reader.plays(at + 1, Roles::NUMBER);
    let year = reader.is(at, "in") && reader.word(at + 1).len() == 4;
    reader.is_any(at, HEADS) && (!number || year) && !reader.is_any(at + 1, words!["least", "most"])
}

/// Whether what is said begins at a token: a quotation, "that", or a clause or phrase of its own.
pub(super) fn begins(reader: &Reader, quotations: &Quotations, verb: &Verb, at: usize) -> bool {
    const CLAUSE: Classes = Classes::DETERMINER.or(Classes::POSSESSIVE).or(Classes::PRONOUN).or(Classes::RELATIVE);
    const PHRASE: Classes = Classes::NOUN.or(Classes::PLURAL).or(Classes::ADJECTIVE).or(Classes::GERUND);
    let Some(token) = reader.get(at) else { return false };
    if quotation_near(reader, quotations, at).is_some() {
        return true;
    }
    if token.kind == Kind::Mark {
        return matches!(token.mark, ':' | '$' | '£' | '€') && verb.way != Way::Put;
    }
    let classes = reader.classes(at);
    let number = reader.plays(at, Roles::NUMBER);
    let phrase = number
        || token.is_capitalised()
        || classes.any(CLAUSE.or(PHRASE))
        || reader.is_any(at, words!["that", "how", "whether", "if", "why", "there", "when", "where"]);
    match verb.way {
        Way::Say | Way::Tell => {
            phrase || classes.any(Classes::PREPOSITION.or(Classes::ADVERB)) && !is_adjunct(reader, at)
        }
        Way::Show | Way::Think => phrase,
        Way::Plan => phrase || classes.any(Classes::PARTICIPLE) || reader.is_any(at, words!["to", "for"]),
        Way::Name => phrase && !number,
        Way::Put => !number && (at..at + 8).any(|at| reader.is(at, "at")),
        Way::Add => {
            let infinitive = reader.is(at, "to") && reader.is_any(at + 1, words!["have", "be"]);
            // "claimed 300 members had quit", but "claimed 300 lives"
            let clause = number && is_said_of(reader, at);
            infinitive || reader.is(at, "that") || classes.any(Classes::PRONOUN) || clause
        }
        Way::Judge => reader.is(at, "that"),
    }
}

/// Whether an auxiliary follows what begins at a token: it is the subject of a clause.
fn is_said_of(reader: &Reader, from: usize) -> bool {
    let goes_on = |at: &usize| {
        let word = reader.get(*at).is_some_and(|token| token.kind != Kind::Mark || reader.is_hyphen(*at));
        word && !reader.classes(*at).any(Classes::RELATIVE.or(Classes::CONJUNCTION)) && !reader.is(*at, "that")
    };
    (from..from + CLAUSE).take_while(goes_on).any(|at| reader.classes(at).any(Classes::AUXILIARY))
}

/// How many tokens the subject of a clause may have.
const CLAUSE: usize = 9;

/// Whether a clause begins at a token, "that 5 died" or "the bank was broke", or a number right behind it.
pub(super) fn is_clause(reader: &Reader, from: usize) -> bool {
    const NOMINAL: Classes =
        Classes::NOUN.or(Classes::PLURAL).or(Classes::ADJECTIVE).or(Classes::PARTICIPLE).or(Classes::PREPOSITION);
    let number = |at: usize| reader.plays(at, Roles::NUMBER);
    let opened = reader.is_any(from, words!["that", "how", "whether", "what", "why"]) || (from..from + 3).any(number);
    let goes_on = |at: &usize| {
        let inside = reader.get(*at).is_some_and(|token| token.kind != Kind::Mark || reader.is_hyphen(*at));
        inside
            && !reader.classes(*at).any(Classes::RELATIVE.or(Classes::CONJUNCTION))
            && !reader.is_any(*at, words!["that", "to"])
    };
    let verb = |at: usize| {
        let classes = reader.classes(at);
        reader.tokens[at].case == Case::Lower
            && (classes.any(Classes::AUXILIARY)
                || classes.any(Classes::PAST.or(Classes::VERB)) && !classes.any(NOMINAL))
    };
    opened || (from + 1..from + 9).take_while(goes_on).any(verb)
}

/// Where the content of a verb ends: with the quotation that it consists of, else with the sentence, or before "but" and
/// the like where a verb takes no whole clause.
pub(super) fn end(reader: &Reader, quotations: &Quotations, verb: &Verb, start: usize) -> usize {
    let mut end = reader.span(0, reader.tokens.len()).end;
    if matches!(verb.way, Way::Plan | Way::Name | Way::Show | Way::Put) {
        let turns = words!["but", "which", "who", "whose", "where", "although", "though", "while"];
        let turn = |at: &usize| reader.is_mark(*at, ',') && reader.is_any(at + 1, turns);
        if let Some(comma) = (start..start + LONGEST).find(turn) {
            end = reader.tokens[comma].span().start;
        }
    }
    let Some(quotation) = quotation_near(reader, quotations, start) else { return end };
    let said = quotation.of(reader.text).trim_end_matches(['”', '“', '"', '\'', '’']);
    if said.ends_with(['.', ',', '!', '?']) { quotation.end.min(end) } else { end }
}

/// Tokens of content in which its end is looked for.
const LONGEST: usize = 64;
