//! Acronyms that the text defines: "Islamic State (ISIS)", "the ISF (Internal Security Forces)", "the Selda Harbour
//! Authority, also known as SHA".
//!
//! A short form in brackets stands for the words before it whose initials spell it; failing that for those that its
//! letters run through (Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical
//! text", 2003); failing that for the name right before it, since reports misspell ("Iran Revolutionary Guard Corps (ICRG)").

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::mentions::key;
use super::{Acronym, View};
use crate::entities::{self, Hints, Lexicon, Mention, Method, ORG, label};
use crate::language::Language;
use crate::text::lists::words;
use crate::text::{Case, Classes, Gap, Kind, Passage, Span, Token, places};

/// A definition: tokens of the sentence.
#[derive(Clone, Copy)]
struct Definition {
    short: (usize, usize),
    long: (usize, usize),
}

/// Finds the definitions and gives the short forms, where they stand for names, the entity of the long form.
pub(super) fn tie(view: &View, mentions: &mut Vec<Mention>) -> Vec<Acronym> {
    let mut acronyms = Vec::new();
    let mut added = Vec::new();
    let mut meaning: FxHashMap<&str, Named> = FxHashMap::default();
    let mut known: FxHashMap<Arc<str>, (Arc<str>, Arc<str>)> = FxHashMap::default();
    let between = places(view.tokens, |token| FEW >> (token.key >> 58) & 1 == 1);
    let between = between.into_iter().map(|at| at as usize);
    let mut between = between.filter(|at| may_define(&view.tokens[*at])).peekable();
    for (sentence, &(from, to)) in view.within.iter().enumerate() {
        while let Some(at) = between.next_if(|at| *at < to) {
            let Some(at) = at.checked_sub(from).filter(|at| *at > 0) else { continue };
            let passage = view.passage(sentence);
            let definition = match passage.tokens[at].mark {
                '(' | '[' => in_brackets(&passage, at, view.language).or_else(|| by_neighbour(&passage, at, mentions)),
                '=' => by_sign(&passage, at),
                _ => by_wording(&passage, at),
            };
            let Some(definition) = definition else { continue };
            let (short, long) = (
                passage.span(definition.short.0, definition.short.1),
                passage.span(definition.long.0, definition.long.1),
            );
            let mut named = named(&passage, definition, long, mentions);
            if let Some((named, _)) = &mut named
                && let Some((entity, name)) = listed(short, named, mentions)
            {
                let own = std::mem::replace(&mut named.entity, Arc::clone(&entity));
                named.name = Arc::clone(&name);
                known.insert(own, (entity, name));
            }
            acronyms.push(Acronym { short, long, entity: named.as_ref().map(|(named, _)| Arc::clone(&named.entity)) });
            if let Some((named, new)) = named {
                if new {
                    added.push(named.mention(long, sentence, Method::Pattern, 0.8));
                }
                meaning.entry(short.of(view.text)).or_insert(named);
            }
        }
    }
    if !added.is_empty() {
        mentions.retain(|mention| overlapping(&added, mention.span).is_empty());
        mentions.append(&mut added);
        mentions.sort_by_key(|mention| mention.span);
    }
    if !known.is_empty() {
        for mention in mentions.iter_mut() {
            if let Some((entity, name)) = known.get(&mention.entity) {
                (mention.entity, mention.name) = (Arc::clone(entity), Arc::clone(name));
            }
        }
    }
    if !meaning.is_empty() {
        occurrences(view, &meaning, mentions);
    }
    acronyms
}

/// A bit for the key of each token that a definition may have between its forms, which tells most others from them.
const FEW: u64 = {
    let keys = words!["(", "[", "=", "or", "as", "aka"];
    let (mut bits, mut at) = (0, 0);
    while at < keys.len() {
        bits |= 1 << (keys[at] >> 58);
        at += 1;
    }
    bits
};

/// Whether a definition may have this token between its forms.
fn may_define(token: &Token) -> bool {
    matches!(token.mark, '(' | '[' | '=') || words!["or", "as", "aka"].contains(&token.key)
}

/// The entity that the built-in gazetteer has under a short form, and its name, where a long form that no list has is much the
/// same: "HSBC Holdings plc (HSBC)", "the Federal Bureau of Investigations (FBI)".
fn listed(short: Span, long: &Named, mentions: &[Mention]) -> Option<(Arc<str>, Arc<str>)> {
    if !long.entity.starts_with('~') {
        return None;
    }
    let known =
        overlapping(mentions, short).first().filter(|known| known.span == short && known.label == long.label)?;
    let entry = entities::world();
    let entry = entry.get(&known.entity)?;
    let alike = entry.names().any(|name| is_much(&long.name, name.text));
    alike.then(|| (Arc::clone(&known.entity), Arc::clone(&known.name)))
}

/// Whether a long form goes on from a name, or two of three of its longer words begin as words of the name do, since reports
/// write "Organisation" and "Investigations" as they like.
fn is_much(long: &str, name: &str) -> bool {
    const BEGIN: usize = 4;
    let begin = |word: &str| -> Vec<char> { word.chars().take(BEGIN).flat_map(char::to_lowercase).collect() };
    let longer = |word: &&str| word.chars().count() >= BEGIN;
    let same = |word: &str| name.split([' ', '-']).any(|other| begin(other) == begin(word));
    let (mut count, mut shared) = (0, 0);
    for word in long.split([' ', '-']).filter(longer) {
        count += 1;
        shared += usize::from(same(word));
    }
    long.strip_prefix(name).is_some_and(|rest| rest.starts_with(' ')) || shared > 1 && 3 * shared >= 2 * count
}

/// "long form (SHORT)" or "SHORT (long form)".
fn in_brackets(passage: &Passage, bracket: usize, language: Language) -> Option<Definition> {
    let close = (bracket + 1..(bracket + 12).min(passage.tokens.len()))
        .find(|at| matches!(passage.tokens[*at].mark, ')' | ']' | ';' | ','))?;
    let inside = (bracket + 1, close);
    if let Some(short) = short_form(passage, inside.0, inside.1) {
        let letters = letters(passage, short);
        // a quotation mark that closes the long form is no part of it
        let end = bracket - usize::from(bracket > 1 && is_quote(passage, bracket - 1));
        let from = by_initials(passage, &letters, end)
            .or_else(|| by_letters(passage, &letters, end))
            .or_else(|| by_head(passage, &letters, end))
            .or_else(|| by_tail(passage, &letters, end))?;
        return Some(Definition { short, long: (from, end) });
    }
    let quoted = bracket > 2 && is_quote(passage, bracket - 1) && is_quote(passage, bracket - 3);
    let before = if quoted { (bracket - 2, bracket - 1) } else { (bracket - 1, bracket) };
    let before = short_form(passage, before.0, before.1)?;
    let (from, to) = spelt_out(passage, &letters(passage, before), inside, language)?;
    (to - from > 1).then_some(Definition { short: before, long: (from, to) })
}

/// The long form behind a short one, all of what the brackets hold: "the", one capitalised word before it ("SDP (Norwegian
/// Social Democratic Party)"), a legal form behind it and of what it is ("GLB (Grain and Livestock Bureau of Selda)") may be
/// beside the words whose initials spell the short form.
fn spelt_out(
    passage: &Passage,
    letters: &[char],
    (from, to): (usize, usize),
    language: Language,
) -> Option<(usize, usize)> {
    let begin = from + usize::from(passage.is(from, "the"));
    let whole = |found: usize| {
        let widened = found == begin + 1 && (begin..=found).all(|at| passage.is_capitalised(at));
        found == begin || widened && letters.len() > 2
    };
    let stop = usize::from(to > begin && passage.is_mark(to - 1, '.'));
    let form = (to - stop).checked_sub(1).filter(|at| *at > begin && passage.is_capitalised(*at));
    let form = form.filter(|at| {
        Lexicon::of(language).hints(passage.tokens[*at].key).any(Hints::ABBREVIATION.or(Hints::BODY_TAIL))
    });
    by_initials(passage, letters, to)
        .or_else(|| by_initials(passage, letters, form?))
        .filter(|found| whole(*found))
        .or_else(|| by_head(passage, letters, to).filter(|found| whole(*found)))
        .map(|_| (begin, to))
}

/// "the Selda Harbour Authority, or SHA,", "also known as SHA".
fn by_wording(passage: &Passage, cue: usize) -> Option<Definition> {
    let begin = cue + 1 + usize::from(passage.is(cue + 1, "the"));
    let quoted = usize::from(is_quote(passage, begin));
    let short = short_form(passage, begin, begin + 1 + 2 * quoted)
        .filter(|(from, _)| passage.is_near(begin) && passage.tokens[*from].case == Case::Upper)?;
    let mut end = cue;
    if passage.is(cue, "as") {
        end = end.checked_sub(1).filter(|at| passage.is(*at, "known"))?;
        let before = end.checked_sub(1)?;
        end -= usize::from(passage.classes(before).any(Classes::ADVERB) || passage.is(before, "better"));
    }
    end -= usize::from(end > 1 && passage.is_mark(end - 1, ','));
    let letters = letters(passage, short);
    let from = by_initials(passage, &letters, end)
        .or_else(|| if passage.is(cue, "or") { None } else { by_letters(passage, &letters, end) })?;
    (end - from > 1).then_some(Definition { short, long: (from, end) })
}

/// "GDP = gross domestic product;", as in the notes to a table: up to what parts it from the next, where the letters of the
/// short form run through it.
fn by_sign(passage: &Passage, sign: usize) -> Option<Definition> {
    const MOST: usize = 24;
    let ending_at = |end: usize| {
        let numbered = end > 1 && passage.is_number(end - 1);
        short_form(passage, end - 1 - usize::from(numbered), end)
    };
    let short = ending_at(sign)?;
    let mut to = sign + 1;
    while let Some(token) = passage.get(to).filter(|_| to < sign + MOST) {
        let next = passage.tokens.iter().skip(to + 1).take(3).position(|token| token.is_mark('='));
        let parted = token.gap == Gap::Paragraph || matches!(token.mark, ';' | '(' | '[' | ')' | ']' | '=' | ':');
        let stopped = token.is_mark('.') && !passage.is_attached(to + 1);
        if parted || stopped || token.is_mark(',') && next.is_some() || next == Some(0) && ending_at(to + 1).is_some() {
            break;
        }
        to += 1;
    }
    let letters = letters(passage, short);
    let long = passage.span(sign + 1, to).of(passage.text);
    let mut left = letters.iter().copied().peekable();
    for c in long.chars().flat_map(char::to_lowercase) {
        left.next_if_eq(&c);
    }
    let begins = initial(passage, sign + 1) == letters.first().copied();
    (begins && left.peek().is_none() && to > sign + 1).then_some(Definition { short, long: (sign + 1, to) })
}

fn is_quote(passage: &Passage, at: usize) -> bool {
    passage.get(at).is_some_and(|token| token.kind == Kind::Mark && crate::text::classes::is_quote(token.mark))
}

/// A word that may be a short form: two capitals or more, ten letters at most; quotation marks around it left out.
fn short_form(passage: &Passage, mut from: usize, mut to: usize) -> Option<(usize, usize)> {
    from += usize::from(is_quote(passage, from));
    to -= usize::from(to > from && is_quote(passage, to - 1));
    if to <= from || to - from > 3 || !passage.get(from)?.is_word() {
        return None;
    }
    let tokens = passage.tokens.get(from..to)?;
    // "JS 1" as well
    let numbered = to - from == 2 && passage.is_number(from + 1) && tokens[0].case == Case::Upper;
    let tied = numbered || tokens[1..].iter().all(Token::is_attached);
    let text = passage.span(from, to).of(passage.text);
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    let length = text.chars().count();
    (tied && capitals >= 2 && (2..=10).contains(&length) && !text.contains(['(', '"'])).then_some((from, to))
}

/// The letters that a short form spells, lower-case; a plural's s left out.
fn letters(passage: &Passage, short: (usize, usize)) -> Vec<char> {
    let text = passage.span(short.0, short.1).of(passage.text);
    let bare = text.strip_suffix('s').filter(|bare| bare.ends_with(char::is_uppercase)).unwrap_or(text);
    bare.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn initial(passage: &Passage, at: usize) -> Option<char> {
    let token = passage.get(at).filter(|token| matches!(token.kind, Kind::Word | Kind::Number))?;
    token.of(passage.text).chars().next().and_then(|c| c.to_lowercase().next())
}

/// The first token of the words before `end` whose initials spell the letters, function words passed over where they
/// give none.
fn by_initials(passage: &Passage, letters: &[char], end: usize) -> Option<usize> {
    let mut at = end;
    let mut left = letters.len();
    let mut skipped = 0;
    while left > 0 {
        at = at.checked_sub(1)?;
        let token = &passage.tokens[at];
        if token.is_mark(',') && left == letters.len() || token.gap == Gap::Paragraph && at > 0 {
            return None;
        }
        match initial(passage, at) {
            Some(c) if c == letters[left - 1] => {
                left -= 1;
                skipped = 0;
            }
            Some(_) if left < letters.len() && (passage.is_function_word(at)) && skipped < 2 => skipped += 1,
            Some(_) => return None,
            None if token.kind == Kind::Mark && matches!(token.mark, '-' | '–' | ',' | '&' | '\'' | '’' | '/')
                || token.kind == Kind::Possessive => {}
            None => return None,
        }
    }
    let at = from_capital(passage, letters, at);
    (passage.tokens[at].is_word() && letters.len() >= 2).then_some(at)
}

/// Where a long form begins that was found from a small word on: of "Office of the High Representative" the O is not that of
/// "of".
fn from_capital(passage: &Passage, letters: &[char], at: usize) -> usize {
    let small = passage.is_function_word(at) && !passage.is_capitalised(at);
    let before = at.checked_sub(1).filter(|at| passage.is_capitalised(*at));
    before.filter(|at| small && initial(passage, *at) == letters.first().copied()).unwrap_or(at)
}

/// Schwartz and Hearst: the letters run through the words before, from the right, the first at the start of a word.
fn by_letters(passage: &Passage, letters: &[char], end: usize) -> Option<usize> {
    let most = (letters.len() + 5).min(letters.len() * 2);
    let mut words = 0;
    let mut at = end;
    let mut left = letters.len();
    while at > 0 && words < most {
        at -= 1;
        let token = &passage.tokens[at];
        if token.kind == Kind::Mark && !matches!(token.mark, '-' | '–' | '&' | '/' | ',' | '\'' | '’' | '"' | '“' | '”')
        {
            return None;
        }
        words += usize::from(token.is_word());
        let word: Vec<char> = token.of(passage.text).chars().flat_map(char::to_lowercase).collect();
        let mut place = word.len();
        while left > 1 {
            match word[..place].iter().rposition(|c| *c == letters[left - 1]) {
                // a letter inside a word must leave its first letter to be matched, unless it is that
                Some(found) => {
                    place = found;
                    left -= 1;
                }
                None => break,
            }
        }
        if left == 1 && word.first() == Some(&letters[0]) && (place > 0 || letters.len() == 1) {
            let from = from_capital(passage, letters, at);
            return Some(from).filter(|_| end - at > 1 && token.is_word());
        }
    }
    None
}

/// The same as by initials where these are of the words before "of": "Grain and Livestock Bureau of the Andean States (GLB)".
fn by_head(passage: &Passage, letters: &[char], end: usize) -> Option<usize> {
    const MOST: usize = 6;
    let of = (end.saturating_sub(MOST)..end).rev().find(|at| passage.is(*at, "of"))?;
    let owner = of + 1 + usize::from(passage.is(of + 1, "the"));
    let names = owner < end && (owner..end).all(|at| passage.is_capitalised(at));
    by_initials(passage, letters, of).filter(|from| names && letters.len() > 2 && passage.is_capitalised(*from))
}

/// The same where the first letter is that of a body named before: "the Andean States (AS) Bureau on Grain (ABG)".
fn by_tail(passage: &Passage, letters: &[char], end: usize) -> Option<usize> {
    let (_, tail) = letters.split_first()?;
    let from = by_initials(passage, tail, end).filter(|from| passage.is_capitalised(*from))?;
    passage.before(from).is_some_and(|token| matches!(token.mark, ')' | ']')).then_some(from)
}

/// The name right before the brackets, whatever its letters.
fn by_neighbour(passage: &Passage, bracket: usize, mentions: &[Mention]) -> Option<Definition> {
    let close = (bracket + 1..(bracket + 5).min(passage.tokens.len())).find(|at| passage.is_mark(*at, ')'))?;
    let short = short_form(passage, bracket + 1, close)
        .filter(|(from, to)| to - from == 1 && passage.tokens[*from].case == Case::Upper)?;
    let end = passage.span(0, bracket).end;
    let mention = mentions[..mentions.partition_point(|mention| mention.span.start < end)]
        .last()
        .filter(|mention| mention.span.end == end && &*mention.label == ORG)?;
    let from = passage.tokens.partition_point(|token| (token.start as usize) < mention.span.start);
    (bracket - from > 1).then_some(Definition { short, long: (from, bracket) })
}

/// What a long form names.
struct Named {
    entity: Arc<str>,
    name: Arc<str>,
    label: Arc<str>,
}

impl Named {
    fn of(mention: &Mention) -> Self {
        Self { entity: Arc::clone(&mention.entity), name: Arc::clone(&mention.name), label: Arc::clone(&mention.label) }
    }

    fn mention(&self, span: Span, sentence: usize, method: Method, score: f64) -> Mention {
        Mention {
            span,
            sentence,
            label: Arc::clone(&self.label),
            entity: Arc::clone(&self.entity),
            name: Arc::clone(&self.name),
            method,
            role: None,
            score,
            candidates: Vec::new(),
        }
    }
}

/// The mentions that overlap a span, of mentions in order.
fn overlapping(mentions: &[Mention], span: Span) -> &[Mention] {
    let from = mentions.partition_point(|mention| mention.span.end <= span.start);
    let to = from + mentions[from..].partition_point(|mention| mention.span.start < span.end);
    &mentions[from..to]
}

/// What the long form names, where it names something: the mention that covers it, or ends it and is the most of it, unless
/// it is the country that a "Government of" has. A capitalised long form that nothing else found is an organisation, new to
/// the document.
fn named(passage: &Passage, definition: Definition, long: Span, mentions: &[Mention]) -> Option<(Named, bool)> {
    let covers = |mention: &&Mention| {
        mention.span.contains(long)
            || mention.span.end == long.end
                && 2 * (mention.span.end - mention.span.start) > long.end - long.start
                && (&*mention.label == ORG || !passage.is_capitalised(definition.long.0))
    };
    if let Some(mention) = overlapping(mentions, long).iter().find(covers) {
        return Some((Named::of(mention), false));
    }
    let (from, to) = definition.long;
    let mut words = (from..to).filter(|at| passage.get(*at).is_some_and(Token::is_word));
    if !passage.is_capitalised(from) || !words.all(|at| passage.is_capitalised(at) || passage.is_function_word(at)) {
        return None;
    }
    let name: Arc<str> = long.of(passage.text).split_whitespace().collect::<Vec<_>>().join(" ").into();
    Some((Named { entity: key(&name), name, label: label(ORG) }, true))
}

/// Gives every occurrence of a defined short form its entity.
fn occurrences(view: &View, meaning: &FxHashMap<&str, Named>, mentions: &mut Vec<Mention>) {
    let mut added = Vec::new();
    let mut next = 0;
    let mut capitals = view.capitals;
    for sentence in 0..view.within.len() {
        // a short form has two capitals
        let tokens = capitals.next().iter().map(|at| &view.tokens[*at as usize]);
        for token in tokens.filter(|token| token.case != Case::Title) {
            let span = token.span();
            let Some(named) = meaning.get(token.of(view.text)) else { continue };
            while mentions.get(next).is_some_and(|mention| mention.span.end <= span.start) {
                next += 1;
            }
            match mentions.get_mut(next).filter(|mention| mention.span.overlaps(span)) {
                Some(mention) if mention.span == span => {
                    *mention = named.mention(span, sentence, Method::Acronym, 0.95);
                }
                Some(_) => {}
                None => added.push(named.mention(span, sentence, Method::Acronym, 0.95)),
            }
        }
    }
    mentions.extend(added);
}
