//! Verbs of saying: whether one says something here, who speaks, and on which side of it the words stand.

use super::contents;
use super::credits::Credit;
use super::lexicon::Way;
use super::quotations::Quotations;
use super::reader::Reader;
use super::roles::Roles;
use super::speakers::{self, Speaker};
use crate::text::lists::words;
use crate::text::{Case, Classes, Gap, Kind, Span};

/// A verb of saying, perhaps of several words: its first token, the one past it, and how it brings up what is said.
pub(super) struct Verb {
    pub(super) first: usize,
    pub(super) past: usize,
    pub(super) way: Way,
}

/// The credit that a verb gives, if it is one here.
pub(super) fn said(reader: &Reader, quotations: &Quotations, verb: &Verb, found: &[Credit]) -> Option<Credit> {
    match form(reader, verb) {
        Form::Finite => finite(reader, quotations, verb, found),
        Form::Gerund => gerund(reader, quotations, verb, found),
        Form::By if matches!(verb.way, Way::Say | Way::Show) => {
            let (source, _) = speakers::from(reader, verb.past + 1)?;
            let whole = reader.span(0, reader.tokens.len());
            Some(Credit::behind(source, reader.tokens[verb.first].span().start, whole.start, whole.end))
        }
        Form::By | Form::Other => None,
    }
}

/// Whether a verb says something even inside of what another says: "Khan said the army told him", no "said he recalled".
pub(super) fn is_plain(reader: &Reader, verb: &Verb) -> bool {
    verb.way == Way::Tell
        || reader.is_any(verb.first, words!["said", "says", "say", "saying"])
        || matches!(verb.way, Way::Say | Way::Add) && reader.is(verb.past, "that")
}

/// What a word is in its clause.
enum Form {
    Finite,
    Gerund,
    /// "was reported by", "estimated by"
    By,
    /// A noun, an infinitive, a passive, what may or might be said.
    Other,
}

pub(super) const BE: &[u64] = words!["is", "are", "was", "were", "been", "be", "being", "am"];
const MODAL: &[u64] =
    words!["would", "could", "might", "may", "should", "must", "will", "did", "does", "do", "not", "n't"];
/// Forms that are as often nouns as verbs, beyond those that the list of word classes knows.
const NOUNS: &[u64] = words![
    "answer",
    "answers",
    "call",
    "claim",
    "claims",
    "demand",
    "demands",
    "doubts",
    "fears",
    "forecasts",
    "hopes",
    "lists",
    "order",
    "orders",
    "plan",
    "plans",
    "projects",
    "question",
    "questions",
    "rate",
    "rates",
    "request",
    "requests",
    "rules",
    "show",
    "state",
    "states",
    "tweet",
    "tweets",
    "value",
];

fn form(reader: &Reader, verb: &Verb) -> Form {
    const NOMINAL: Classes =
        Classes::DETERMINER.or(Classes::POSSESSIVE).or(Classes::PREPOSITION).or(Classes::ADJECTIVE);
    let at = verb.first;
    let gerund = reader.word(at).ends_with("ing");
    let Some(mut before) = at.checked_sub(1) else { return if gerund { Form::Other } else { Form::Finite } };
    if !gerund && reader.is(verb.past, "by") && !reader.word(at).ends_with('s') {
        return Form::By;
    }
    while before > 0 && reader.classes(before).any(Classes::ADVERB) && !reader.classes(before).any(Classes::NOUN) {
        before -= 1;
    }
    let be = reader.is_any(before, BE);
    if gerund {
        return if be { Form::Finite } else { Form::Gerund };
    }
    if be || reader.is_any(before, MODAL) && reader.tokens[before].case == Case::Lower {
        return Form::Other;
    }
    if reader.is(before, "to") {
        // "went on to say"
        return if before > 0 && reader.is(before - 1, "on") { Form::Finite } else { Form::Other };
    }
    let classes = reader.classes(before);
    let determined =
        classes.any(NOMINAL) && !classes.any(Classes::NOUN.or(Classes::PLURAL)) && !reader.is(before, "that");
    let noun = determined || reader.tokens[before].kind == Kind::Possessive || reader.is_hyphen(before);
    let ambiguous = || {
        reader.classes(at).any(Classes::NOUN.or(Classes::PLURAL))
            || reader.plays(at, Roles::REPORT)
            || reader.is_any(at, NOUNS)
    };
    if noun || ambiguous() && !is_verb(reader, verb, before) { Form::Other } else { Form::Finite }
}

/// "experts estimate", "she hopes": whether a word that may be a noun has a subject in the right number before it and
/// behind it what a verb has.
fn is_verb(reader: &Reader, verb: &Verb, before: usize) -> bool {
    let (at, next) = (verb.first, verb.past);
    let tied = reader.classes(next).any(Classes::PREPOSITION.or(Classes::GERUND))
        || reader.is_any(next, words!["and", "or", "as", "such", "to"]);
    let phrase = verb.past > at + 1 || verb.way == Way::Plan && reader.is(next, "to");
    if tied && !phrase {
        return false;
    }
    let classes = reader.classes(before);
    let relative = reader.is_any(before, words!["who", "that", "which"]);
    let plural =
        classes.any(Classes::PLURAL) || relative || reader.is_any(before, words!["they", "we", "i", "you", "people"]);
    let number = |at: usize| reader.plays(at, Roles::NUMBER);
    // "3 percentage points to"
    if before > 0 && number(before - 1) && !plural {
        return false;
    }
    let auxiliary = classes.any(Classes::AUXILIARY);
    let third = reader.word(at).ends_with('s');
    // "figures from the Census show that", but not "a quiz show that"
    let that = reader.is_any(next, words!["that", "there"]) && (third || reader.is_capitalised(before));
    let clause = that || reader.classes(next).any(Classes::PRONOUN);
    if reader.word(at).ends_with("ed") || clause && !auxiliary {
        return true;
    }
    // "the figures, released on Monday, show"
    let aside = reader.is_mark(before, ',') || reader.is_dash(before);
    let agrees = aside || if third { !plural || relative || reader.is_capitalised(before) } else { plural };
    agrees && !auxiliary && !number(before)
}

/// "..., saying that 5 died", "a statement saying that 5 died"
fn gerund(reader: &Reader, quotations: &Quotations, verb: &Verb, found: &[Credit]) -> Option<Credit> {
    let start = contents::start(reader, verb);
    let clause = verb.way != Way::Show || reader.is_any(start, words!["that", "how", "whether", "the"]);
    if !clause || !contents::begins(reader, quotations, verb, start) {
        return None;
    }
    let last = verb.first.checked_sub(1)?;
    let apart = reader.tokens[last].kind == Kind::Mark || reader.is_any(last, words!["and", "by", "while", "in"]);
    let earlier = found.last().map(|credit| credit.source);
    let source = if !apart && reader.plays(last, Roles::REPORT) {
        speakers::before(reader, verb.first)?.span
    } else if let Some(earlier) = earlier {
        earlier
    } else if apart {
        speakers::of_sentence(reader, verb.first)?.span
    } else {
        let quoted = contents::quotation_near(reader, quotations, start).is_some();
        let speaks = quoted || matches!(verb.way, Way::Say | Way::Add | Way::Tell | Way::Show);
        speakers::nearest(reader, verb.first).filter(|_| speaks)?
    };
    Some(ahead(reader, quotations, verb, start, source))
}

fn ahead(reader: &Reader, quotations: &Quotations, verb: &Verb, start: usize, source: Span) -> Credit {
    let at = reader.tokens[verb.first].span().start;
    let from = reader.tokens[verb.past - 1].span().end;
    Credit::ahead(source, at, from, contents::end(reader, quotations, verb, start))
}

fn finite(reader: &Reader, quotations: &Quotations, verb: &Verb, found: &[Credit]) -> Option<Credit> {
    let whole = reader.span(0, reader.tokens.len());
    let at = reader.tokens[verb.first].span().start;
    if let Some((source, past)) = inverted(reader, quotations, verb) {
        // "the firms, said Khan, are broke"
        let parenthetical = reader.is_mark(past, ',')
            && reader.is_mark(verb.first - 1, ',')
            && (reader.classes(past + 1).any(Classes::AUXILIARY) || reader.is_any(past + 1, words!["and", "but"]));
        return Some(Credit::behind(source, at, whole.start, if parenthetical { whole.end } else { at }));
    }
    let speaker = speakers::before(reader, verb.first).or_else(|| shared(reader, verb, found))?;
    if !is_subject(reader, verb, &speaker) {
        return None;
    }
    let source = speaker.span;
    let start = contents::start(reader, verb);
    let content = contents::begins(reader, quotations, verb, start);
    let before = speaker.first.checked_sub(1);
    let says = matches!(verb.way, Way::Say | Way::Add);
    if before.is_some_and(|before| reader.is(before, "as")) && (says || !content) {
        // "As Khan said, ...", and behind it, unless a quotation follows
        let quoted = (start..start + 4).any(|at| contents::quotation_at(reader, quotations, at).is_some());
        return Some(if before == Some(0) || quoted {
            Credit::ahead(source, at, reader.tokens[verb.past - 1].span().end, whole.end)
        } else {
            Credit::behind(source, at, whole.start, at)
        });
    }
    let quoted = before.is_some_and(|before| contents::closes_quotation(reader, quotations, before));
    let ended = before.is_some_and(|before| contents::ends_before(reader, quotations, before));
    let again = again(reader, quotations, start, quoted);
    let follows =
        says || matches!(verb.way, Way::Tell | Way::Think) || quoted && matches!(verb.way, Way::Show | Way::Plan);
    // "..., a poll found"
    let follows = follows || verb.way == Way::Show && speakers::is_report(reader, &speaker);
    if ended && follows && (!content || quoted && (again.is_some() || verb.way == Way::Tell)) {
        // what a verb in the middle says stands at both sides: "14 died, he said, and 20 were hurt"
        let to = match again {
            Some(again) => again.end,
            None if reader.is_mark(start, ',') && !quoted => whole.end,
            None => source.start,
        };
        return Some(Credit::behind(source, at, whole.start, to));
    }
    // "found a way" says nothing, "found that 5 died" and "the study found" do
    let vague = verb.way == Way::Show
        && !speakers::is_report(reader, &speaker)
        && again.is_none()
        && !contents::is_clause(reader, start);
    (content && !vague).then(|| ahead(reader, quotations, verb, start, source))
}

/// A quotation that opens behind a verb, or, where one stood before it, goes on: "“...,” he said on Monday, “...”".
fn again(reader: &Reader, quotations: &Quotations, start: usize, quoted: bool) -> Option<Span> {
    contents::quotation_near(reader, quotations, start).or_else(|| {
        (start + 1..start + 14)
            .filter(|at| quoted && reader.is_mark(at - 1, ','))
            .find_map(|at| contents::quotation_at(reader, quotations, at))
    })
}

/// Whether a phrase can be the subject of a verb: in its number, and in no phrase that makes the verb a noun.
fn is_subject(reader: &Reader, verb: &Verb, speaker: &Speaker) -> bool {
    let head = speaker.head;
    let many = reader.classes(head).any(Classes::PLURAL)
        && !reader.classes(head).any(Classes::NOUN)
        && reader.tokens[head].case == Case::Lower;
    // "a map that he gives to guests shows": the guests are many
    let third = reader.word(verb.first).ends_with('s');
    if third && (many || reader.is_any(head, words!["they", "we"])) {
        return false;
    }
    let before = speaker.first.checked_sub(1);
    // "a group called Selda"
    let tied = before.is_some_and(|before| reader.classes(before).any(Classes::PREPOSITION));
    let named = reader.is_any(verb.first, words!["called", "labelled", "labeled", "dubbed"]);
    if named && (tied || reader.is_any(speaker.first, words!["a", "an"])) {
        return false;
    }
    let Some(before) = before else { return true };
    // "what he calls a scam" is said in passing; "9 percent of tenant claims" are a noun
    let passing = verb.way == Way::Name && reader.is(before, "what");
    let noun = reader.is_any(before, words!["of", "with", "between"]) && !reader.classes(verb.first).any(Classes::PAST);
    !passing && !noun
}

/// "..., and said that": the speaker of the verb before, or the subject of the sentence.
fn shared(reader: &Reader, verb: &Verb, found: &[Credit]) -> Option<Speaker> {
    let mut last = verb.first.checked_sub(1)?;
    while last > 0 && reader.classes(last).any(Classes::ADVERB.or(Classes::AUXILIARY)) {
        last -= 1;
    }
    if !reader.is_any(last, words!["and", "but"]) {
        return None;
    }
    let earlier = found.last().map(|credit| credit.source);
    let span = earlier.or_else(|| speakers::of_sentence(reader, last).map(|speaker| speaker.span))?;
    Some(Speaker { first: verb.first, head: verb.first, span })
}

/// The speaker behind a verb, and the token past it: "..., said Khan", "..., reported the state-run Selda News Agency"
fn inverted(reader: &Reader, quotations: &Quotations, verb: &Verb) -> Option<(Span, usize)> {
    const SUBJECT: Classes = Classes::DETERMINER.or(Classes::PRONOUN).or(Classes::POSSESSIVE).or(Classes::PLURAL);
    let before = verb.first.checked_sub(1)?;
    let first = verb.past;
    let ended = contents::ends_before(reader, quotations, before) || reader.is_dash(before);
    if !matches!(verb.way, Way::Say | Way::Add) || !ended {
        return None;
    }
    let inflected = reader.word(verb.first).ends_with(['d', 's'])
        || reader.classes(verb.first).any(Classes::PAST)
        || reader.is(verb.first, "say");
    let name = reader.get(first).is_some_and(|token| {
        token.is_capitalised() && !reader.is_calendar(first)
            || token.kind == Kind::Number && reader.is_mark(first + 1, '/')
    });
    let subject = name || reader.classes(first).any(SUBJECT) || reader.is_any(first, words!["one", "another"]);
    if !inflected || !subject || reader.is_any(first, words!["that", "this", "it", "there"]) {
        return None;
    }
    let (source, past) = speakers::from(reader, first)?;
    let ends = reader.get(past).is_none_or(|next| {
        next.gap >= Gap::Line
            || next.kind == Kind::Mark && matches!(next.mark, '.' | ',' | ';' | '”' | '"' | '(' | ':')
            || reader.is_dash(past)
            || reader.is_calendar(past)
    });
    let goes_on = reader.classes(past).any(Classes::PREPOSITION.or(Classes::ADVERB).or(Classes::RELATIVE))
        || reader.is_any(past, words!["and", "as", "after", "when"]);
    // "Khan, the minister, said the bank, ...": the subject stands before
    let quoted = contents::closes_quotation(reader, quotations, before);
    let aside = || !quoted && reader.is_mark(before, ',') && speakers::before(reader, verb.first).is_some();
    ((ends || goes_on) && !aside()).then_some((source, past))
}
