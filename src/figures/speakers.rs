//! The words that name a speaker: the subject before a verb of saying, or the phrase behind it or behind "according to".
//!
//! Spans are as written, without articles, apposition and what stands behind the head but "of" and the like.

use super::lexicon::{Cue, NumberWord, Way};
use super::phrases::is_nominal;
use super::reader::Reader;
use super::roles::Roles;
use crate::text::lists::words;
use crate::text::{Case, Classes, Gap, Kind, Span};

/// Tokens that one subject, with all that stands between it and its verb, may have.
const LONGEST: usize = 32;

/// A speaker found, and the first token of the phrase that names it.
#[derive(Clone, Copy)]
pub(super) struct Speaker {
    pub(super) first: usize,
    pub(super) span: Span,
    /// The noun that the phrase is about: "spokesmen" in "spokesmen for the union".
    pub(super) head: usize,
}

/// A noun that says something by itself: "the poll", "figures".
fn is_account(reader: &Reader, at: usize) -> bool {
    reader.plays(at, Roles::REPORT)
}

/// Whether a speaker is a report or the like, or "it", which may stand for one.
pub(super) fn is_report(reader: &Reader, speaker: &Speaker) -> bool {
    let past = (speaker.first + 2 * LONGEST).min(reader.tokens.len());
    let inside = |at: &usize| reader.tokens[*at].span().start < speaker.span.end;
    reader.is(speaker.first, "it") || (speaker.first..past).take_while(inside).any(|at| is_account(reader, at))
}

/// What a word may be; "US" and "WHO" are names.
fn classes_of(reader: &Reader, at: usize) -> Classes {
    let classes = reader.classes(at);
    let name = classes.any(Classes::FUNCTION) && reader.get(at).is_some_and(|token| token.case == Case::Upper);
    if name { Classes::NOUN } else { classes }
}

fn is_noun(reader: &Reader, at: usize) -> bool {
    is_nominal(reader, at) || is_account(reader, at)
}

/// The subject of the verb group that begins at a token.
pub(super) fn before(reader: &Reader, verb: usize) -> Option<Speaker> {
    let end = before_adjuncts(reader, verb);
    let last = end.checked_sub(1)?;
    if reader.is_mark(last, ',') || reader.is_dash(last) && !reader.is_hyphen(last) {
        return before_aside(reader, last);
    }
    phrase_before(reader, end)
}

/// The token past a subject, what stands between it and its verb left out.
fn before_adjuncts(reader: &Reader, verb: usize) -> usize {
    let mut end = verb;
    while verb - end < LONGEST
        && let Some(before) = end.checked_sub(1).and_then(|last| before_adjunct(reader, last))
    {
        end = before;
    }
    end
}

/// Where the adjunct begins that ends in a token: "police have also said", "officials on Friday said", "a poll released in
/// May found", "Doctors Without Borders (MSF) said".
fn before_adjunct(reader: &Reader, last: usize) -> Option<usize> {
    const GROUP: Classes = Classes::AUXILIARY.or(Classes::ADVERB).or(Classes::NEGATION);
    let token = &reader.tokens[last];
    let classes = classes_of(reader, last);
    let lower = token.case == Case::Lower;
    if lower && classes.any(GROUP) && !classes.any(Classes::NOUN) {
        return Some(last);
    }
    if token.is_mark(')') {
        return (last.saturating_sub(8)..last).rev().find(|at| reader.is_mark(*at, '('));
    }
    let before = last.checked_sub(1)?;
    if reader.is_calendar(last) {
        let part = before - usize::from(before > 0 && reader.is_any(before, words!["late", "early", "last", "mid"]));
        let tied = reader.is_any(part, words!["on", "in", "late", "early", "last"]);
        return (tied || is_noun(reader, before)).then_some(if tied { part } else { last });
    }
    let noun = is_noun(reader, before);
    let released = lower && classes.any(Classes::PARTICIPLE.or(Classes::PAST)) && is_account(reader, before);
    let floated = reader.is_any(last, words!["all", "both", "each"]) && (noun || reader.is_mark(before, ')'));
    if released || floated {
        return Some(last);
    }
    let year = token.kind == Kind::Number && reader.is(before, "in");
    let this_week = reader.is_any(before, words!["this", "last", "next"]) && is_time_word(reader, last);
    (before > 0 && (year || this_week)).then_some(before)
}

fn is_time_word(reader: &Reader, at: usize) -> bool {
    reader.is_any(
        at,
        words!["week", "month", "year", "morning", "evening", "night", "weekend", "summer", "fall", "spring"],
    )
}

/// "Khan, the minister, said", "the survey -- a large one -- found": the phrase before the aside that ends in this mark.
fn before_aside(reader: &Reader, close: usize) -> Option<Speaker> {
    let dashed = !reader.is_mark(close, ',');
    let opens =
        |at: &usize| if dashed { reader.is_dash(*at) && !reader.is_hyphen(*at) } else { reader.is_mark(*at, ',') };
    let least = close.saturating_sub(LONGEST);
    let mut found = None;
    let mut past = close;
    while let Some(open) = (least..past).rev().find(opens) {
        if !is_aside(reader, open + 1, past) {
            break;
        }
        if let Some(speaker) = phrase_before(reader, before_adjuncts(reader, open)) {
            // "In a statement, Khan, the mayor, said"
            let governed =
                speaker.first.checked_sub(1).is_some_and(|at| classes_of(reader, at).any(Classes::PREPOSITION));
            if !governed {
                found = Some(speaker);
            }
        }
        past = open;
        if dashed {
            break;
        }
    }
    found
}

/// Whether what stands between two commas adds to the noun before it: an apposition, a relative clause, an age, a place.
fn is_aside(reader: &Reader, from: usize, to: usize) -> bool {
    let classes = classes_of(reader, from);
    let relative = classes.any(Classes::RELATIVE) || reader.is_any(from, words!["whose", "which"]);
    let noun = |at: usize| is_noun(reader, at) && !classes_of(reader, at).any(Classes::PRONOUN);
    let apposition = classes.any(Classes::DETERMINER.or(Classes::POSSESSIVE)) || reader.is_number(from) || noun(from);
    let tie = classes.any(Classes::PREPOSITION.or(Classes::ADJECTIVE).or(Classes::ADVERB).or(Classes::PARTICIPLE));
    let with_verb = || {
        (from..to).any(|at| {
            let classes = classes_of(reader, at);
            reader.tokens[at].case == Case::Lower
                && (classes.any(Classes::AUXILIARY) || classes.any(Classes::PAST) && !classes.any(Classes::PARTICIPLE))
                && !(from..at).any(|at| classes_of(reader, at).any(Classes::RELATIVE) || reader.is(at, "that"))
        })
    };
    relative || (apposition || tie) && !with_verb()
}

/// The phrase that ends before a token, and what it hangs on: "a spokesman for the union", "a poll released in May".
pub(super) fn phrase_before(reader: &Reader, end: usize) -> Option<Speaker> {
    let last = end.checked_sub(1)?;
    // "WHO" is a name
    if reader.is_any(last, words!["who", "which", "that"]) && reader.tokens[last].case != Case::Upper {
        return antecedent(reader, last);
    }
    // "you might ask" credits nobody, nor does "no one said", though "no one expected" does; nor a number by itself
    let nobody = matches!(reader.word(last), "Nobody" | "nobody" | "None" | "none" | "Nothing" | "nothing")
        || last > 0 && reader.is(last, "one") && reader.is(last - 1, "no");
    let says = || {
        matches!(reader.lexicon.cues.longest(reader.from(end)), Some((_, Cue::Verb(Way::Say | Way::Add | Way::Tell))))
    };
    if reader.is_any(last, words!["you", "we", "i", "there"])
        || nobody && says()
        || matches!(reader.number_word(last), Some(NumberWord::Fraction(_))) && number_before(reader, last)
    {
        return None;
    }
    if classes_of(reader, last).any(Classes::PRONOUN) {
        let alone = reader.word(last).bytes().all(|byte| byte.is_ascii_alphabetic());
        return alone.then(|| Speaker { first: last, span: reader.span(last, end), head: last });
    }
    if reader.is_any(last, words!["some", "many", "others", "most", "both", "few", "several", "all"]) {
        return Some(Speaker { first: last, span: reader.span(last, end), head: last });
    }
    if last == 0 && reader.is_calendar(last) || is_time_word(reader, last) {
        return None;
    }
    let nearest = noun_phrase(reader, end)?;
    let (mut first, mut core, mut past) = nearest;
    let mut head = end - 1;
    let least = end.saturating_sub(LONGEST);
    while let Some(tie) = first.checked_sub(1)
        && tie > least
    {
        let classes = classes_of(reader, tie);
        let joint =
            classes.any(Classes::PREPOSITION) && !reader.is_any(tie, words!["than", "like", "until", "since", "per"]);
        let mut outer = tie;
        if joint && classes_of(reader, tie - 1).any(Classes::PARTICIPLE.or(Classes::PAST)) && tie > 1 {
            outer = tie - 1;
        } else if !joint && !reader.is_any(tie, words!["called", "named", "known"]) {
            break;
        }
        let close = matches!(reader.word(tie), "of" | "for" | "at" | "from");
        match noun_phrase(reader, outer) {
            Some((start, inner, _)) if !classes_of(reader, outer - 1).any(Classes::PRONOUN) => {
                if !close || outer != tie {
                    past = outer;
                }
                (first, core, head) = (start, inner, outer - 1);
            }
            _ => break,
        }
    }
    // "In a meeting in May Khan said": a phrase of place or time, and then the subject
    if first.checked_sub(1).is_some_and(|tie| classes_of(reader, tie).any(Classes::PREPOSITION)) {
        (first, core, past) = nearest;
        head = end - 1;
    }
    if let Some((start, inner)) = coordinated(reader, first) {
        (first, core) = (start, inner);
    }
    let year = |at: usize| reader.word(at).len() == 4 && reader.word(at).starts_with(['1', '2']);
    let counted = (core..past).any(|at| {
        reader.is_number(at) && !year(at) || reader.is_any(at, words!["percent", "billion", "million", "dozen"])
    });
    if counted && is_account(reader, head) && head >= core {
        // "his survey of 3,200 households found"
        return Some(Speaker { first, span: reader.span(core, head + 1), head });
    }
    (core < past && !counted).then(|| Speaker { first, span: reader.span(core, past), head })
}

/// "officials and witnesses said": the phrase that "and" joins to the one that begins at a token, where no verb can stand before
/// it: its first token, and the first one without article.
fn coordinated(reader: &Reader, first: usize) -> Option<(usize, usize)> {
    let and = first.checked_sub(1).filter(|and| reader.is_any(*and, words!["and", "&"]))?;
    let (start, core, _) = noun_phrase(reader, and)?;
    let opens = start.checked_sub(1).is_none_or(|before| {
        reader.tokens[before].kind == Kind::Mark && !reader.is_mark(before, ',') && !reader.is_hyphen(before)
            || reader.is(before, "that")
    });
    opens.then_some((start, core))
}

/// "three-quarters", "two hundredths": a number stands before the denominator.
fn number_before(reader: &Reader, at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| before - usize::from(before > 0 && reader.is_hyphen(before)));
    before.is_some_and(|before| reader.number_word(before).is_some())
}

/// The plain noun phrase or pronoun right before a token.
pub(super) fn nearest(reader: &Reader, end: usize) -> Option<Span> {
    let last = end.checked_sub(1)?;
    if classes_of(reader, last).any(Classes::PRONOUN) {
        return Some(reader.span(last, end));
    }
    noun_phrase(reader, end).map(|(_, core, past)| reader.span(core, past))
}

/// "the survey, which says": what the clause is about speaks.
fn antecedent(reader: &Reader, relative: usize) -> Option<Speaker> {
    let mut end = relative;
    while end > 0 && (reader.is_mark(end - 1, ',') || reader.is_dash(end - 1)) {
        end -= 1;
    }
    let noun =
        end.checked_sub(1).is_some_and(|last| is_noun(reader, last) && !classes_of(reader, last).any(Classes::PRONOUN));
    if noun { phrase_before(reader, end) } else { None }
}

/// The plain noun phrase that ends before a token: its first token, the first one without article, and its end.
fn noun_phrase(reader: &Reader, end: usize) -> Option<(usize, usize, usize)> {
    let last = end.checked_sub(1)?;
    if !is_noun(reader, last) || classes_of(reader, last).any(Classes::PRONOUN) {
        return None;
    }
    let least = end.saturating_sub(14);
    let mut start = last;
    while let Some(at) = start.checked_sub(1)
        && at >= least
        && is_inside(reader, at)
        && reader.tokens[start].gap <= Gap::Line
    {
        start = at;
    }
    while start < last && !matches!(reader.tokens[start].kind, Kind::Word | Kind::Number) {
        start += 1;
    }
    // "..., retired general Khan said"
    if let Some(at) = start.checked_sub(1)
        && reader.word(at).ends_with("ed")
        && reader.tokens[at].case == Case::Lower
        && at
            .checked_sub(1)
            .is_none_or(|at| reader.tokens[at].kind == Kind::Mark || classes_of(reader, at).any(Classes::DETERMINER))
    {
        start = at;
    }
    let mut first = start;
    let mut core = start;
    if let Some(at) = start.checked_sub(1)
        && classes_of(reader, at).any(Classes::DETERMINER.or(Classes::POSSESSIVE))
    {
        first = at;
        core = if reader.is_any(at, words!["the", "a", "an", "that"]) { start } else { at };
    }
    Some((first, core, end))
}

/// "Save the Children": a name that is a verb with its object.
fn is_imperative(reader: &Reader, the: usize) -> bool {
    let verb = reader.classes(the - 1);
    reader.is(the, "the")
        && verb.any(Classes::VERB)
        && !verb.any(Classes::NOUN.or(Classes::ADJECTIVE).or(Classes::FUNCTION))
        && reader.classes(the + 1).any(Classes::PLURAL)
}

/// "Centers for Disease Control and Prevention": "and" within what a name is for or of.
fn is_second_of_name(reader: &Reader, and: usize) -> bool {
    let capital = |at: &usize| reader.is_capitalised(*at);
    let first = (and.saturating_sub(4)..and).rev().take_while(capital).last().unwrap_or(and);
    let tie = first.checked_sub(1).filter(|tie| reader.is_any(*tie, words!["of", "for", "on"]));
    reader.is_any(and, words!["and", "&"]) && tie.is_some_and(|tie| tie > 0 && reader.is_name(tie - 1))
}

fn is_inside(reader: &Reader, at: usize) -> bool {
    let token = &reader.tokens[at];
    let classes = classes_of(reader, at);
    match token.kind {
        // "Doctors Without Borders"
        Kind::Word if classes.any(Classes::FUNCTION) => {
            let between = at > 0 && reader.is_capitalised(at - 1) && reader.is_capitalised(at + 1);
            token.case == Case::Title && at > 0 && reader.is_name(at - 1) && reader.is_name(at + 1)
                || between && (is_imperative(reader, at) || is_second_of_name(reader, at))
        }
        Kind::Word if classes.any(Classes::GERUND) && token.case == Case::Lower => {
            at > 0 && classes_of(reader, at - 1).any(Classes::DETERMINER.or(Classes::ADJECTIVE))
        }
        Kind::Word => {
            token.is_capitalised() && (at > 0 || !classes.any(Classes::ADVERB))
                || is_account(reader, at)
                || !classes.any(Classes::PAST.or(Classes::VERB).or(Classes::ADVERB))
                || classes.any(Classes::NOUN.or(Classes::PLURAL).or(Classes::ADJECTIVE))
                || at > 0 && classes_of(reader, at - 1).any(Classes::DETERMINER.or(Classes::POSSESSIVE))
        }
        Kind::Possessive | Kind::Number => true,
        Kind::Mark => {
            reader.is_hyphen(at)
                || matches!(token.mark, '&' | '/')
                || token.is_mark('.')
                    && at > 0
                    && reader.is_capitalised(at - 1)
                    && reader.tokens[at - 1].end - reader.tokens[at - 1].start <= 4
        }
        Kind::Link => false,
    }
}

/// The subject of the sentence's first verb, for a second one that shares it: "officials met on Friday, saying".
pub(super) fn of_sentence(reader: &Reader, verb: usize) -> Option<Speaker> {
    let least = verb.saturating_sub(2 * LONGEST);
    let mark = |at: &usize| matches!(reader.tokens[*at].mark, ';' | ':');
    let from = (least..verb).rev().find(mark).map_or(least, |at| at + 1);
    let opener = Classes::PREPOSITION.or(Classes::CONJUNCTION).or(Classes::ADVERB);
    // "On Friday, the ministry ..."
    let comma = (from..verb.min(from + LONGEST)).find(|at| reader.is_mark(*at, ','));
    let main =
        comma.filter(|_| classes_of(reader, from).any(opener)).and_then(|comma| of_clause(reader, comma + 1, verb));
    main.or_else(|| of_clause(reader, from, verb))
}

/// The subject of the first finite verb of a stretch.
fn of_clause(reader: &Reader, from: usize, to: usize) -> Option<Speaker> {
    const OTHER: Classes = Classes::NOUN.or(Classes::PLURAL).or(Classes::ADJECTIVE).or(Classes::PREPOSITION);
    let finite = |at: &usize| {
        let classes = classes_of(reader, *at);
        let verb = classes.any(Classes::PAST.or(Classes::VERB)) && !classes.any(OTHER);
        reader.tokens[*at].case == Case::Lower && !is_account(reader, *at) && (verb || classes.any(Classes::AUXILIARY))
    };
    let verb = (from + 1..to).find(finite)?;
    before(reader, verb).filter(|speaker| speaker.first >= from)
}

/// The speaker that begins at a token; one who speaks through figures or a report stands behind those words. With it, the
/// token past the phrase.
pub(super) fn from(reader: &Reader, from: usize) -> Option<(Span, usize)> {
    let mut start = from;
    while reader.is_any(start, words!["the", "a", "an"]) {
        start += 1;
    }
    // "was found by a 9-year-old", "by a quarter point": a number speaks for nobody; but "a 12-page report" does
    let share = matches!(reader.number_word(start), Some(NumberWord::Fraction(_) | NumberWord::Half));
    let tied = reader.plays(start, Roles::NUMBER) && reader.is_hyphen(start + 1);
    if share || tied && reader.is_hyphen(start + 3) {
        return None;
    }
    start += if tied { 3 } else { 0 };
    // "raised its rate by three-quarters of a point"
    let fraction =
        reader.is_hyphen(start + 1) && matches!(reader.number_word(start + 2), Some(NumberWord::Fraction(_)));
    if fraction && reader.number_word(start).is_some() {
        return None;
    }
    // "Dr. Jean Kaseya": the abbreviated title is none of the name
    while reader.is_capitalised(start)
        && reader.is_mark(start + 1, '.')
        && reader.is_attached(start + 1)
        && reader.word(start).len() <= 4
        && reader.is_capitalised(start + 2)
    {
        start += 2;
    }
    let (end, head) = phrase(reader, start)?;
    if is_account(reader, head) {
        let mut at = end;
        // "figures obtained by Human Rights Watch", "a report from the ministry"
        at += usize::from(classes_of(reader, at).any(Classes::PARTICIPLE.or(Classes::PAST)));
        if reader.is_any(at, words!["by", "from", "of"]) {
            at += 1;
            while reader.is_any(at, words!["the", "a", "an"]) {
                at += 1;
            }
            if let Some((end, _)) = phrase(reader, at).filter(|_| reader.is_capitalised(at)) {
                return Some((reader.span(at, end), end));
            }
        }
    }
    Some((reader.span(start, end), end))
}

/// A noun phrase from a token on, with "of" and "for" inside: past its end, and its head.
fn phrase(reader: &Reader, from: usize) -> Option<(usize, usize)> {
    if classes_of(reader, from).any(Classes::PRONOUN) {
        return Some((from + 1, from));
    }
    let mut head = None;
    let mut at = from + usize::from(classes_of(reader, from).any(Classes::DETERMINER.or(Classes::POSSESSIVE)));
    while let Some(token) = reader.get(at) {
        if at > from && token.gap > Gap::Space || at > from + LONGEST {
            break;
        }
        let classes = classes_of(reader, at);
        let modifier = classes.any(Classes::ADJECTIVE.or(Classes::ADVERB).or(Classes::PARTICIPLE).or(Classes::GERUND));
        let noun = is_noun(reader, at) && !classes.any(Classes::FUNCTION);
        let of = reader.is_any(at, words!["of", "for"])
            && head.is_some()
            && (reader.is_name(at + 1) || reader.is(at + 1, "the") && reader.is_name(at + 2));
        match token.kind {
            // "the council-run clinic"
            Kind::Word if at > from && reader.is_hyphen(at - 1) && !noun => head = None,
            Kind::Word if noun => head = Some(at),
            Kind::Word if of => at += usize::from(reader.is(at + 1, "the")),
            Kind::Word if modifier && head.is_none() && !classes.any(Classes::FUNCTION) => {}
            Kind::Possessive | Kind::Number if at > from => {}
            Kind::Number if reader.is_mark(at + 1, '/') || reader.is_hyphen(at + 1) => {}
            Kind::Mark if reader.is_hyphen(at) || matches!(token.mark, '&' | '/') => {}
            // "Donald J. Trump"
            Kind::Mark
                if token.is_mark('.')
                    && at > from
                    && reader.is_capitalised(at - 1)
                    && reader.word(at - 1).len() <= 4
                    && reader.is_capitalised(at + 1) => {}
            _ => break,
        }
        at += 1;
    }
    let head = head?;
    Some((head + 1, head))
}
