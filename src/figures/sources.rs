//! Whom a sentence credits for its figures: "according to", and the subjects of verbs of saying.
//!
//! A credit before its content holds for what follows it, one behind its content for all that stands before; of several
//! the nearest one stands (the innermost speaker). The span is the speaker as written, without apposition.

use super::context::is_nominal;
use super::reader::Reader;
use super::{Figure, FigureKind};
use crate::text::Classes;
use crate::text::{Case, Gap, Kind, Span};

/// The last speaker that a sentence names outright, for a quotation that goes on in the next.
pub(super) fn speaker_of(reader: &Reader) -> Option<Span> {
    credits(reader).last().map(|credit| credit.source)
}

/// A credit found in the sentence.
struct Credit {
    source: Span,
    /// Byte offsets between which it holds.
    from: usize,
    to: usize,
    /// Where its cue stands.
    at: usize,
}

/// Credits that are looked at on either side of a figure.
const NEAREST: usize = 6;

/// Sets the source of each figure of a sentence.
pub(super) fn credit(reader: &Reader, figures: &mut [Figure]) {
    let credits = credits(reader);
    for figure in figures.iter_mut().filter(|figure| figure.kind < FigureKind::Ordinal) {
        let holds = |credit: &&Credit| {
            let within = credit.from <= figure.span.start && figure.span.end <= credit.to;
            within && !credit.source.overlaps(figure.span)
        };
        let here = credits.partition_point(|credit| credit.at < figure.span.start);
        let near = &credits[here.saturating_sub(NEAREST)..(here + NEAREST).min(credits.len())];
        let nearest = near.iter().filter(holds).min_by_key(|credit| credit.at.abs_diff(figure.span.start));
        figure.source = nearest.map(|credit| credit.source);
    }
}

fn credits(reader: &Reader) -> Vec<Credit> {
    let mut found = Vec::new();
    let whole = reader.span(0, reader.tokens.len());
    for (at, token) in reader.tokens.iter().enumerate() {
        let here = token.span();
        if reader.is(at, "according") && reader.is(at + 1, "to") {
            let source = named(reader, at + 2);
            found.extend(source.map(|source| Credit { source, from: whole.start, to: whole.end, at: here.start }));
            continue;
        }
        let says = token.is_word()
            && token.case == Case::Lower
            && reader.lexicon.speech.contains(&token.key)
            && is_finite(reader, at);
        let Some((source, behind)) = says.then(|| speaker(reader, at)).flatten() else { continue };
        // what a verb in the middle says stands at both sides: "14 died, he said, and 20 were hurt"
        let parenthetical = behind && reader.is_mark(at + 1, ',');
        let from = if behind { whole.start } else { here.end };
        let to = if behind && !parenthetical { here.start } else { whole.end };
        found.push(Credit { source, from, to, at: here.start });
    }
    found
}

/// A verb of saying that says something here: no noun, no participle, no infinitive.
fn is_finite(reader: &Reader, at: usize) -> bool {
    let word = reader.word(at);
    if word.ends_with("ing") || at == 0 && !reader.is_mark(at, '"') {
        return false;
    }
    let before = at.saturating_sub(1);
    let noun_here = at > 0
        && (reader
            .classes(before)
            .any(Classes::DETERMINER.or(Classes::POSSESSIVE).or(Classes::PREPOSITION).or(Classes::ADJECTIVE))
            && !reader.classes(before).any(Classes::NOUN)
            || reader.tokens[before].kind == Kind::Possessive)
        && !reader.is_any(before, &["that"]);
    let passive = reader.is_any(before, &["is", "are", "was", "were", "been", "be", "being"]);
    !noun_here && !passive
}

/// The speaker of a verb: its subject before it, or behind it where the words stand first ("..., said Khan"). True for
/// the second where the content stands before the verb.
fn speaker(reader: &Reader, verb: usize) -> Option<(Span, bool)> {
    let mut end = before_adjunct(reader, verb);
    while end > 0 && (reader.classes(end - 1).any(Classes::AUXILIARY.or(Classes::ADVERB).or(Classes::NEGATION))) {
        end -= 1;
    }
    let last = end.checked_sub(1)?;
    let mark = &reader.tokens[last];
    if mark.kind == Kind::Mark
        && (matches!(mark.mark, ',' | '"' | '”' | '’' | '\'' | '—' | '–') || reader.is_dash(last))
    {
        // "..., said Khan", or an apposition between the subject and its verb
        if let Some(source) = inverted(reader, verb) {
            return Some((source, true));
        }
        return if mark.is_mark(',') { before_apposition(reader, last) } else { None };
    }
    let (from, source) = subject(reader, end)?;
    let behind = from > 0 && closes_content(reader, from - 1) && !goes_on(reader, verb);
    Some((source, behind))
}

/// "Officials on Friday said", "Doctors Without Borders (MSF) said", "the centre in Miami said": the token past the subject,
/// what stands between it and its verb left out.
fn before_adjunct(reader: &Reader, verb: usize) -> usize {
    let mut end = verb;
    if end > 1 && reader.lexicon.calendar(&reader.tokens[end - 1]).is_some() {
        end -= 1;
        end -= usize::from(reader.is_any(end.wrapping_sub(1), &["on", "in", "late", "early", "last"]));
    }
    if end > 2
        && reader.is_mark(end - 1, ')')
        && let Some(open) = (end.saturating_sub(8)..end - 1).rev().find(|at| reader.is_mark(*at, '('))
    {
        end = open;
    }
    let place =
        (2..=5).filter_map(|back| end.checked_sub(back)).find(|at| reader.is_any(*at, &["in", "on", "from", "at"]));
    match place {
        Some(at)
            if at > 0
                && (at + 1..end).all(|inside| {
                    reader.is_capitalised(inside) || reader.is(inside, "the") || reader.is_mark(inside, '.')
                })
                && is_nominal(reader, at - 1) =>
        {
            at
        }
        _ => end,
    }
}

/// A comma or a closing quotation mark before the subject: what is said stands before it.
fn closes_content(reader: &Reader, at: usize) -> bool {
    let token = &reader.tokens[at];
    token.kind == Kind::Mark && matches!(token.mark, ',' | '"' | '”' | '’' | '\'' | '?' | '!')
}

/// Whether the verb's content follows: "that", or a clause of its own.
fn goes_on(reader: &Reader, verb: usize) -> bool {
    let next = verb + 1;
    let ends = next >= reader.tokens.len()
        || reader
            .get(next)
            .is_some_and(|token| token.kind == Kind::Mark && matches!(token.mark, '.' | ',' | ';' | '!' | '?'));
    let timed = reader.is_any(next, &["on", "in", "at", "late", "early", "yesterday", "today", "earlier"])
        || reader.get(next).is_some_and(|token| reader.lexicon.calendar(token).is_some());
    !ends && !timed
}

/// The phrase that ends before a token, "of", "for" and "at" inside it: the first token and the span.
fn subject(reader: &Reader, end: usize) -> Option<(usize, Span)> {
    let last = end.checked_sub(1)?;
    if reader.is_any(last, &["who", "which"]) {
        // "the survey -- which says that": what the clause is about speaks
        let mut antecedent = last;
        while antecedent > 0 && (reader.is_mark(antecedent - 1, ',') || reader.is_dash(antecedent - 1)) {
            antecedent -= 1;
        }
        return if antecedent > 0 && is_nominal(reader, antecedent - 1) { subject(reader, antecedent) } else { None };
    }
    // "you might ask" credits nobody
    if reader.is_any(last, &["you", "we", "i"]) {
        return None;
    }
    if reader.classes(last).any(Classes::PRONOUN) {
        return Some((last, reader.span(last, end)));
    }
    if !is_nominal(reader, last) {
        return None;
    }
    let mut start = end;
    let mut core = end;
    while let Some(at) = start.checked_sub(1) {
        let token = &reader.tokens[at];
        let classes = reader.classes(at);
        let word = token.is_word();
        let inside = word
            && (token.is_capitalised() && !classes.any(Classes::FUNCTION)
                || !classes.any(Classes::FUNCTION) && !classes.any(Classes::PAST))
            || token.kind == Kind::Possessive
            || reader.is_hyphen(at)
            || token.is_mark('&')
            || token.is_mark('.')
                && at > 0
                && reader.tokens[at - 1].is_capitalised()
                && reader.tokens[at - 1].end - reader.tokens[at - 1].start <= 4;
        if inside {
            start = at;
            core = at;
        } else if word && classes.any(Classes::DETERMINER.or(Classes::POSSESSIVE)) {
            start = at;
            if !reader.is_any(at, &["that", "this"]) || at > 0 {
                core = if reader.is_any(at, &["the", "a", "an", "that"]) { core } else { at };
            }
            let of = at.checked_sub(1).filter(|at| {
                reader.is_any(*at, &["of", "for", "at", "from"]) && *at > 0 && is_nominal(reader, *at - 1)
            });
            match of {
                Some(of) => (start, core) = (of, of),
                None => break,
            }
        } else if reader.is_any(at, &["of", "for", "at", "from"])
            && at > 0
            && is_nominal(reader, at - 1)
            && core == start
        {
            start = at;
            core = at;
        } else {
            break;
        }
        if end - start > 14 {
            break;
        }
    }
    let counted = (core..end).any(|at| reader.is_number(at) || reader.is_any(at, &["percent", "billion", "million"]));
    // "a tenth of official claims": a noun behind a preposition, no subject
    let inner = start > 0
        && reader.is_any(start - 1, &["of", "to", "with", "than", "between"])
        && !reader.is_any(end, &["said", "says"]);
    (core < end && !counted && !inner).then(|| (start, reader.span(core, end)))
}

/// "Khan, the minister, said": the phrase before the apposition.
fn before_apposition(reader: &Reader, comma: usize) -> Option<(Span, bool)> {
    let open = (comma.saturating_sub(18)..comma).rev().find(|at| reader.is_mark(*at, ','))?;
    let (from, source) = subject(reader, open)?;
    Some((source, from > 0 && closes_content(reader, from - 1)))
}

/// "..., said Khan", "..., reported the state-run Selda News Agency"
fn inverted(reader: &Reader, verb: usize) -> Option<Span> {
    // "Kovalenko, 51, told supporters": who is told speaks not
    if reader.is_any(
        verb,
        &["told", "tells", "tell", "asked", "warned", "informed", "accused", "agreed", "described", "called"],
    ) {
        return None;
    }
    let source = named(reader, verb + 1)?;
    let subject_like = reader.is_capitalised(verb + 1)
        || reader.classes(verb + 1).any(Classes::DETERMINER.or(Classes::PRONOUN).or(Classes::POSSESSIVE))
        || reader.classes(verb + 1).any(Classes::PLURAL);
    subject_like.then_some(source)
}

/// The speaker that begins at a token; one who speaks through figures or a report stands behind those words.
fn named(reader: &Reader, from: usize) -> Option<Span> {
    let mut start = from;
    while reader.is_any(start, &["the", "a", "an"]) {
        start += 1;
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
    if reader.lexicon.reports.contains(&reader.tokens[head].key) {
        let mut at = end;
        // "figures obtained by Human Rights Watch", "a report from the ministry"
        at += usize::from(reader.classes(at).any(Classes::PARTICIPLE.or(Classes::PAST)));
        if reader.is_any(at, &["by", "from", "of"]) {
            at += 1;
            while reader.is_any(at, &["the", "a", "an"]) {
                at += 1;
            }
            if let Some((end, _)) = phrase(reader, at).filter(|_| reader.is_capitalised(at)) {
                return Some(reader.span(at, end));
            }
        }
    }
    Some(reader.span(start, end))
}

/// A noun phrase from a token on, with "of" and "for" inside: past its end, and its head.
fn phrase(reader: &Reader, from: usize) -> Option<(usize, usize)> {
    if reader.classes(from).any(Classes::PRONOUN) {
        return Some((from + 1, from));
    }
    let mut head = None;
    let mut at = from;
    while let Some(token) = reader.get(at) {
        if at > from && token.gap > Gap::Space {
            break;
        }
        let classes = reader.classes(at);
        let modifier = classes.any(Classes::ADJECTIVE.or(Classes::ADVERB).or(Classes::PARTICIPLE).or(Classes::GERUND));
        let noun = is_nominal(reader, at) && !classes.any(Classes::FUNCTION);
        let of = reader.is_any(at, &["of", "for"])
            && head.is_some()
            && (reader.is_name(at + 1) || reader.is(at + 1, "the") && reader.is_name(at + 2));
        match token.kind {
            Kind::Word
                if noun
                    && !(head.is_some() && token.case == Case::Lower && reader.lexicon.calendar(token).is_some()) =>
            {
                head = Some(at);
            }
            Kind::Word if of => at += usize::from(reader.is(at + 1, "the")),
            Kind::Word if modifier && head.is_none() && !classes.any(Classes::FUNCTION) => {}
            Kind::Possessive | Kind::Number if at > from => {}
            Kind::Mark if reader.is_hyphen(at) || token.is_mark('&') => {}
            _ => break,
        }
        at += 1;
    }
    let head = head?;
    Some((head + 1, head))
}
