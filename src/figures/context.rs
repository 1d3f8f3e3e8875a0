//! What a figure counts (`noun`) and what it describes (`about`), from the words around it.
//!
//! Noun phrases are found from word classes (`data/en/word_classes.tsv`, and endings for words that it lacks), not by a
//! parser: a phrase goes on over adjectives and nouns and ends at a function word, a verb or a mark.

use super::grammar::{Place, is_numeric};
use super::numbers::number;
use super::reader::Reader;
use super::roles::Roles;
use super::units::Quantity;
use super::{Figure, FigureKind, events};
use crate::text::Classes;
use crate::text::lists::words;
use crate::text::{Case, Gap, Kind, Span, Token};

/// How many tokens a noun phrase may take.
pub(super) const PHRASE: usize = 9;

/// Fills in the context of a figure; `stated` is the one before it in the sentence.
pub(super) fn describe(reader: &Reader, place: &Place, stated: Option<&Figure>, figure: &mut Figure) {
    let noun = counted(reader, place, figure);
    figure.noun = noun.map(|at| reader.span(at, at + 1));
    if figure.kind == FigureKind::Count && figure.noun.is_none() && figure.low == figure.high {
        figure.kind =
            if figure.value.is_some_and(|value| value.fract() != 0.0) { FigureKind::Number } else { FigureKind::Count };
    }
    let past = noun.map_or(place.past, |at| at + 1);
    figure.about = of_phrase(reader, past)
        .or_else(|| measured(reader, place, figure))
        .or_else(|| paid_for(reader, place, figure))
        .or_else(|| stated.filter(|stated| goes_on(reader, stated, place)).and_then(|stated| stated.about))
        .or_else(|| subject(reader, place.outer))
        .or_else(|| object(reader, noun?));
    let event = events::happened(reader, place, past, figure.kind);
    if figure.kind == FigureKind::Count && figure.noun.is_none() && event.is_none() {
        figure.kind = FigureKind::Number;
    }
    figure.event = event.map(Into::into);
}

/// The token of the noun that is counted.
fn counted(reader: &Reader, place: &Place, figure: &Figure) -> Option<usize> {
    if figure.unit.is_some() {
        return None;
    }
    let mut at = place.past;
    if reader.is(at, "of") {
        at += 1;
        while reader.is_any(at, words!["the", "its", "his", "her", "their", "our", "these", "those", "all", "my"]) {
            at += 1;
        }
        // "half of the total 9 million fares"
        let inner = (at..at + 3).find(|at| is_numeric(reader, *at)).and_then(|at| number(reader, at, false));
        at = inner.map_or(at, |inner| inner.end);
    } else if figure.kind == FigureKind::Ratio && !of_many(reader, place) {
        return None;
    }
    at += usize::from(reader.is_hyphen(at));
    while reader.is_any(at, words!["more", "other", "such", "additional", "further"]) {
        at += 1;
    }
    head(reader, at)
}

/// "one in five patients": the last token of the figure is the number of those it is a share of.
fn of_many(reader: &Reader, place: &Place) -> bool {
    place.past > place.start + 2 && (reader.is_number(place.past - 1) || is_numeric(reader, place.past - 1))
}

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
                if classes.any(Classes::FUNCTION) || is_numeric(reader, at) {
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
                } else if head.is_some() || !modifier {
                    break;
                }
            }
            _ => break,
        }
        at += 1;
    }
    head
}

/// The noun in the plural behind more of a name: "and Scania trucks", "4 vans", "B and Type C vans".
fn behind_names(reader: &Reader, from: usize) -> Option<usize> {
    let mut at = from;
    let mut parted = false;
    while at < from + PHRASE && reader.is_near(at) {
        let joint = reader.is_any(at, words!["and", "or", "&"]) || reader.is_number(at) && reader.word(at).len() < 4;
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

fn is_adjective(reader: &Reader, at: usize) -> bool {
    reader.classes(at).any(Classes::ADJECTIVE) && !reader.is_function_word(at)
}

/// "the deal will", "his run": a form that lists know as a verb's, right behind an article.
fn is_determined(reader: &Reader, at: usize) -> bool {
    at > 0
        && reader.classes(at).any(Classes::VERB)
        && !reader.is_function_word(at)
        && reader.classes(at - 1).any(Classes::DETERMINER.or(Classes::POSSESSIVE))
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
    let before = reader.classes(at - 1);
    let one = at > 1 && reader.is(at - 2, "one") && before.any(Classes::NOUN) && classes.any(Classes::PLURAL);
    one || before.any(Classes::PLURAL)
        && (classes.any(Classes::VERB.or(Classes::PAST)) || !classes.any(Classes::PLURAL))
}

/// "300 tonnes of flour": the phrase behind "of".
fn of_phrase(reader: &Reader, at: usize) -> Option<Span> {
    // "8 miles (13 km) of tunnels"
    let close = reader.is_mark(at, '(').then(|| (at + 2..at + 8).find(|at| reader.is_mark(*at, ')'))).flatten();
    let at = close.map_or(at, |close| close + 1);
    let at = at + usize::from(reader.is_mark(at, ')'));
    if !reader.is(at, "of") {
        return None;
    }
    of_what(reader, at + 1)
}

/// The phrase that begins at a token, its article left out.
fn of_what(reader: &Reader, mut from: usize) -> Option<Span> {
    while reader.is_any(from, words!["the", "a", "an", "its", "his", "her", "their", "our", "all", "these", "those"]) {
        from += 1;
    }
    head(reader, from).map(|head| reader.span(from, head + 1))
}

/// "$900 for a new boat": what is paid for.
fn paid_for(reader: &Reader, place: &Place, figure: &Figure) -> Option<Span> {
    let paid = figure.kind == FigureKind::Money && reader.is(place.past, "for");
    paid.then(|| of_what(reader, place.past + 1)).flatten()
}

/// "a 60GB data cap", "a nine-year war": the phrase that a measure stands before.
fn measured(reader: &Reader, place: &Place, figure: &Figure) -> Option<Span> {
    figure.unit.as_ref()?;
    let from = place.past + usize::from(reader.is_hyphen(place.past));
    // "a 30 percent drop in sales"
    let change = reader.plays(from, Roles::TREND)
        && reader.is_any(from + 1, words!["in", "of", "on", "from", "since"])
        && place.outer > 0
        && reader.classes(place.outer - 1).any(Classes::DETERMINER.or(Classes::POSSESSIVE));
    if change {
        let of = reader.is_any(from + 1, words!["in", "of"]).then(|| of_what(reader, from + 2)).flatten();
        return Some(of.map_or_else(|| reader.span(from, from + 1), |of| reader.span(from, from + 1).join(of)));
    }
    let said = figure.kind == FigureKind::Age && reader.classes(from).any(Classes::VERB);
    if said {
        return None;
    }
    let head = head(reader, from).filter(|_| place.past == place.end)?;
    // "a 9 C melting point", but "300 tonnes leaking"
    let gerund = reader.classes(from).any(Classes::GERUND) && head == from;
    let verb = gerund || reader.classes(from).any(Classes::PAST.or(Classes::PARTICIPLE).or(Classes::ADVERB));
    (!verb && !reader.is_capitalised(from) && !is_time(reader, head)).then(|| reader.span(from, head + 1))
}

/// Whether only a preposition or the like stands between two figures: "rose 8% to 3.65", "40 miles (64 km)", "$5 or $6".
fn goes_on(reader: &Reader, stated: &Figure, place: &Place) -> bool {
    const JOINTS: &[u64] =
        words!["to", "at", "from", "and", "or", "a", "the", "close", "in", "end", "compared", "with", "versus", "low"];
    let between = reader
        .until(place.outer)
        .iter()
        .enumerate()
        .rev()
        .take_while(|(_, token)| token.span().start >= stated.span.end);
    let mut count = 0;
    let joined = between.into_iter().all(|(at, token)| {
        count += 1;
        reader.is_any(at, JOINTS) || matches!(token.mark, '(' | ',') || reader.is(at, "of")
    });
    joined && count <= 5
}

/// The subject of the nearest verb before a figure that has one, or the phrase before "of".
fn subject(reader: &Reader, outer: usize) -> Option<Span> {
    // "a bill of $90", but "a total of $90"
    let transparent = outer > 1
        && reader.is_any(outer - 2, words!["total", "average", "maximum", "minimum", "sum", "record", "age", "least"]);
    if outer > 0 && reader.is(outer - 1, "of") && !transparent {
        return phrase_before(reader, outer - 1);
    }
    // "raised its rate by 25 basis points"
    if outer > 0
        && reader.is(outer - 1, "by")
        && let Some((first, phrase)) = uncounted(reader, outer - 1)
        && first > 0
    {
        let before = first - usize::from(reader.classes(first - 1).any(Classes::DETERMINER.or(Classes::POSSESSIVE)));
        if before > 0 && reader.plays(before - 1, Roles::TREND) {
            return Some(phrase);
        }
    }
    let verbs = (outer.saturating_sub(REACH)..outer)
        .rev()
        .take_while(|at| !is_clause_mark(reader, *at))
        .filter(|at| is_verb(reader, *at) || is_verb_of(reader, *at, outer));
    let mut subjects = verbs.filter_map(|verb| subject_of(reader, verb));
    subjects.next().or_else(|| beside(reader, outer))
}

/// "40 nurses left the ward": what is done by those counted, where nothing before the figure says what it describes.
fn object(reader: &Reader, noun: usize) -> Option<Span> {
    let verb = (noun + 1..noun + 4)
        .take_while(|at| !reader.get(*at).is_some_and(|token| token.kind == Kind::Mark))
        .find(|at| is_verb(reader, *at) && !reader.classes(*at).any(Classes::AUXILIARY))?;
    let mut from = verb + 1;
    while reader
        .classes(from)
        .any(Classes::DETERMINER.or(Classes::POSSESSIVE).or(Classes::PREPOSITION).or(Classes::ADVERB))
    {
        from += 1;
    }
    let head = head(reader, from)?;
    (from > verb + 1 && !is_time(reader, head)).then(|| reader.span(from, head + 1))
}

/// The phrase that a verb says something of: before it and its auxiliaries, no number before it and no time.
fn subject_of(reader: &Reader, verb: usize) -> Option<Span> {
    const BEFORE: Classes = Classes::AUXILIARY.or(Classes::ADVERB).or(Classes::NEGATION);
    let mut end = verb;
    while let Some(last) = end.checked_sub(1)
        && (reader.classes(last).any(BEFORE) || reader.classes(last).any(Classes::PAST) && !reader.is_capitalised(last))
    {
        end = last;
    }
    let last = end.checked_sub(1)?;
    if let Some(apposition) = apposed(reader, end) {
        end = apposition;
    }
    // "a squad that contained 17": what the clause is about; "plans to lay off": no subject
    if reader.is_any(last, words!["who", "which", "that"]) {
        end = last - usize::from(last > 0 && reader.is_mark(last - 1, ','));
    } else if reader.is(last, "to") || reader.is_mark(last, ',') && end == last + 1 {
        return None;
    }
    let (first, phrase) = uncounted(reader, end)?;
    Some(widened(reader, first, phrase))
}

/// "Ardent, the best of all, dropped 2%": where the aside between commas begins, when a phrase ends right before it.
fn apposed(reader: &Reader, end: usize) -> Option<usize> {
    let close = end.checked_sub(1).filter(|at| reader.is_mark(*at, ','))?;
    let open = (close.saturating_sub(ASIDE)..close).rev().find(|at| reader.is_mark(*at, ','))?;
    (open > 0 && is_nominal(reader, open - 1)).then_some(open)
}

/// How many tokens an aside between commas may have.
const ASIDE: usize = 12;

/// "base price: $5", "a bridge for over $90": the nearest phrase before, where no verb has a subject.
fn beside(reader: &Reader, outer: usize) -> Option<Span> {
    let ends = |end: &usize| {
        let last = end.checked_sub(1);
        last.is_some_and(|last| is_nominal(reader, last) && !reader.classes(last).any(Classes::PRONOUN))
    };
    let end = (outer.saturating_sub(6)..=outer).rev().find(ends)?;
    if reader.is_any(end - 1, words!["total", "average", "maximum", "minimum"]) {
        return None;
    }
    uncounted(reader, end).map(|(_, phrase)| phrase)
}

/// The phrase that ends before a token and its first token; none where a number stands before it, or where it is a time.
fn uncounted(reader: &Reader, end: usize) -> Option<(usize, Span)> {
    let phrase = phrase_before(reader, end)?;
    let first = reader.tokens.partition_point(|token| token.span().start < phrase.start);
    let counted = first
        .checked_sub(1)
        .is_some_and(|before| reader.is_number(before) || is_numeric(reader, before) || reader.is_hyphen(before));
    (!counted && !is_time(reader, end - 1)).then_some((first, phrase))
}

/// A word for a time: "last year" is no subject of what happened in it.
fn is_time(reader: &Reader, at: usize) -> bool {
    let unit = reader.lexicon.units.unit_at(reader, at).is_some_and(|(unit, _)| unit.quantity == Quantity::Time);
    unit || reader.is_any(at, words!["yesterday", "today", "tomorrow", "tonight"]) || reader.is_calendar(at)
}

/// How far back the subject of a figure may stand.
const REACH: usize = 24;

fn is_verb(reader: &Reader, at: usize) -> bool {
    let classes = reader.classes(at);
    let lower = reader.get(at).is_some_and(|token| token.case == Case::Lower);
    lower
        && (classes.any(Classes::AUXILIARY.or(Classes::PAST))
            || classes.any(Classes::VERB) && !classes.any(Classes::NOUN.or(Classes::PLURAL).or(Classes::PREPOSITION))
            || reader.plays(at, Roles::TREND))
}

/// "the bridge cost €2m", "the flat measures 90 square metres": noun or verb, between a noun and its figure.
fn is_verb_of(reader: &Reader, at: usize, outer: usize) -> bool {
    let (classes, before) = (reader.classes(at), if at > 0 { reader.classes(at - 1) } else { Classes::default() });
    let both = classes.any(Classes::VERB) && classes.any(Classes::NOUN.or(Classes::PLURAL));
    both && before.any(Classes::NOUN.or(Classes::PLURAL))
        && reader.get(at).is_some_and(|token| token.case == Case::Lower)
        && (at + 1 == outer || reader.word(at).ends_with('s') && !before.any(Classes::PLURAL))
}

/// "exports to China": the phrase before, where a preposition ties this one to it.
fn widened(reader: &Reader, first: usize, phrase: Span) -> Span {
    let Some(at) = first.checked_sub(1) else { return phrase };
    let article = usize::from(reader.classes(at).any(Classes::DETERMINER.or(Classes::POSSESSIVE)));
    let Some(preposition) =
        at.checked_sub(article).filter(|at| reader.is_any(*at, words!["of", "to", "in", "for", "from", "on"]))
    else {
        return phrase;
    };
    phrase_before(reader, preposition).map_or(phrase, |before| before.join(phrase))
}

fn is_clause_mark(reader: &Reader, at: usize) -> bool {
    reader.get(at).is_some_and(|token| token.kind == Kind::Mark && matches!(token.mark, ';' | ':'))
}

/// The noun phrase that ends before a token, its article left out.
pub(super) fn phrase_before(reader: &Reader, end: usize) -> Option<Span> {
    const NOMINAL: Classes =
        Classes::NOUN.or(Classes::PLURAL).or(Classes::ADJECTIVE).or(Classes::PARTICIPLE).or(Classes::GERUND);
    let mut start = end;
    while start > 0 && end - start < PHRASE {
        let at = start - 1;
        if start == end && !reader.is_capitalised(at) && is_determined(reader, at) {
            start = at;
            continue;
        }
        let token = &reader.tokens[at];
        let classes = reader.classes(at);
        let part = match token.kind {
            Kind::Word if is_numeric(reader, at) || classes.any(Classes::FUNCTION) => false,
            // "Yesterday", "Just": capitals for the sentence's sake
            Kind::Word
                if at == 0 && classes.any(Classes::ADVERB) && !classes.any(Classes::NOUN.or(Classes::ADJECTIVE)) =>
            {
                false
            }
            Kind::Word => {
                token.is_capitalised() || classes.any(NOMINAL) && (start < end || !classes.any(Classes::ADVERB))
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
