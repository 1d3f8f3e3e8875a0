//! A text with all that was found in it, linked: the last step in Rust.
//!
//! One scan makes the tokens, from which names and figures are read; then what belongs together is tied: short names to
//! full ones ([`people`], [`bodies`]), acronyms to what they stand for ([`acronyms`]), ambiguous places to the one that is
//! meant ([`places`]), figures to the entity that is credited for them ([`credits`]).

mod acronyms;
mod bodies;
mod clubs;
mod credits;
mod doubts;
mod labels;
mod mentions;
mod names;
mod neighbours;
mod nouns;
mod owners;
mod people;
mod places;
mod ranks;
mod states;
mod streets;
mod teams;
#[cfg(feature = "training")]
pub mod training;

use std::sync::Arc;

use rustc_hash::{FxBuildHasher, FxHashMap};
use serde::{Deserialize, Serialize};

use crate::entities::{self, EntityMatcher, Hints, Lexicon, Mention, ORG, PLACE, Tagged, Weights};
use crate::figures::{self, Figure, Include};
use crate::language::Language;
use crate::sentences::{Sentence, split_sentences, token_ranges};
use crate::text::{Classes, Gap, Passage, Span, Token, Words, places, tokenize};

/// An entity of a document: all that its mentions say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// What its mentions carry as `entity`.
    pub key: Arc<str>,
    pub name: Arc<str>,
    pub label: Arc<str>,
    /// The offices that the text gives, each once, in order.
    pub roles: Vec<String>,
    /// Indices of its mentions in the document.
    pub mentions: Vec<usize>,
    /// The id of the country that a nationality is of, or of that whose office a person has: "Iranian Foreign Minister",
    /// "Kenya's president", "Prime Minister Ana Torres of Peru".
    pub country: Option<String>,
}

/// An acronym that the text defines.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Acronym {
    pub short: Span,
    pub long: Span,
    /// The entity that both name; none where the long form is no name ("gross domestic product").
    pub entity: Option<Arc<str>>,
}

/// A text with its sentences, names and figures. Offsets are in bytes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Document {
    pub sentences: Vec<Sentence>,
    pub paragraphs: Vec<Span>,
    /// In order, not overlapping.
    pub mentions: Vec<Mention>,
    pub figures: Vec<Figure>,
    /// In the order of their first mention.
    pub entities: Vec<Entity>,
    pub acronyms: Vec<Acronym>,
}

/// Reads a text whole: sentences, names, figures, linked. Names come from the world gazetteer and from patterns; those of the
/// caller's matcher go before both.
///
/// ```
/// use factbox::{Language, analyze};
/// let text = "Prime Minister Imad Khamis spoke. Khamis said 14 people were hurt.";
/// let document = analyze(text, None, Language::English);
/// assert_eq!(document.mentions[0].entity, document.mentions[1].entity);
/// assert_eq!(document.figures[0].source_entity.as_deref(), Some(&*document.entities[0].key));
/// ```
#[must_use]
pub fn analyze(text: &str, matcher: Option<&EntityMatcher>, language: Language) -> Document {
    read(text, matcher, language, Weights::of(language))
}

fn read(text: &str, matcher: Option<&EntityMatcher>, language: Language, weights: &Weights) -> Document {
    let scan = Scan::of(text, language);
    let view = scan.view();
    let mut mentions = mentions::find(&view, matcher, weights);
    let people = people::People::of(&view, &mentions);
    people.tie(&view, &mut mentions);
    people::tie_rulers(&mut mentions);
    people::tie_given(&view, &mut mentions);
    people::part(&view, &mut mentions);
    bodies::tie(&view, &mut mentions);
    doubts::leave(&view, &mut mentions);
    mentions.sort_by_key(|mention| mention.span);
    owners::tie(&view, &mut mentions);
    let acronyms = acronyms::tie(&view, &mut mentions);
    mentions.sort_by_key(|mention| mention.span);
    places::tie(&view, &mut mentions);
    let mut figures =
        figures::read(text, &scan.sentences, &scan.within, &scan.tokens, &scan.classes, Include::DEFAULT, language);
    credits::tie(&view, &mentions, &mut figures);
    Document {
        paragraphs: paragraphs(&scan.sentences),
        entities: entities(text, &mentions),
        sentences: scan.sentences,
        mentions,
        figures,
        acronyms,
    }
}

/// A text taken apart: what all else is read from.
struct Scan<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
    within: Vec<(usize, usize)>,
    classes: Vec<Classes>,
    hints: Vec<Hints>,
    capitals: Vec<u32>,
    capitals_within: Vec<(usize, usize)>,
    language: Language,
}

impl<'t> Scan<'t> {
    fn of(text: &'t str, language: Language) -> Self {
        let (mut tokens, mut classes) = (Vec::new(), Vec::new());
        tokenize(text, &mut tokens);
        let sentences = split_sentences(text, language);
        let within = token_ranges(&sentences, &tokens);
        Words::of(language).classify(text, &tokens, &mut classes);
        let hints = Lexicon::of(language).of_tokens(&tokens);
        let capitals: Vec<u32> = places(&tokens, Token::is_capitalised);
        let mut past = 0;
        let mut until = |end: usize| {
            past += capitals[past..].iter().take_while(|at| (**at as usize) < end).count();
            past
        };
        let capitals_within = within.iter().map(|&(from, to)| (until(from), until(to))).collect();
        Self { text, tokens, sentences, within, classes, hints, capitals, capitals_within, language }
    }

    fn view(&self) -> View<'_> {
        View {
            text: self.text,
            tokens: &self.tokens,
            within: &self.within,
            classes: &self.classes,
            hints: &self.hints,
            capitals: Capitals { places: &self.capitals, within: &self.capitals_within },
            words: Words::of(self.language),
            language: self.language,
        }
    }
}

/// What the linking steps read: the tokens, and which of them each sentence holds.
struct View<'a> {
    text: &'a str,
    tokens: &'a [Token],
    classes: &'a [Classes],
    /// What the lists of words in names say of each token.
    hints: &'a [Hints],
    within: &'a [(usize, usize)],
    capitals: Capitals<'a>,
    words: &'static Words,
    language: Language,
}

/// The capitalised words of a text, sentence by sentence.
#[derive(Clone, Copy)]
struct Capitals<'a> {
    places: &'a [u32],
    /// Which of them each sentence has.
    within: &'a [(usize, usize)],
}

impl<'a> Capitals<'a> {
    /// Those of the next sentence.
    fn next(&mut self) -> &'a [u32] {
        let Some((&(from, to), rest)) = self.within.split_first() else { return &[] };
        self.within = rest;
        self.places.get(from..to).unwrap_or_default()
    }
}

impl View<'_> {
    fn passage(&self, sentence: usize) -> Passage<'_> {
        let (from, to) = self.within[sentence];
        Passage { text: self.text, tokens: &self.tokens[from..to], classes: &self.classes[from..to], words: self.words }
    }

    /// The tokens of a span: the first one, and the one past it.
    fn tokens_of(&self, span: Span) -> (usize, usize) {
        let from = self.tokens.partition_point(|token| token.span().start < span.start);
        (from, from + self.tokens[from..].partition_point(|token| token.span().start < span.end))
    }

    /// Whether a capitalised word stands at a token right behind what is before, so that a name goes on.
    fn goes_on(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is_capitalised() && token.gap <= Gap::Space)
    }

    /// The keys of a name's first and last word.
    fn ends(&self, name: &Tagged) -> (u64, u64) {
        (self.tokens[name.from].key, self.tokens[name.to - 1].key)
    }
}

fn paragraphs(sentences: &[Sentence]) -> Vec<Span> {
    let mut paragraphs: Vec<Span> = Vec::new();
    for sentence in sentences {
        match paragraphs.get_mut(sentence.paragraph) {
            Some(paragraph) => *paragraph = paragraph.join(sentence.span),
            None => paragraphs.push(sentence.span),
        }
    }
    paragraphs
}

/// One entity for each key, named by its fullest mention.
fn entities(text: &str, mentions: &[Mention]) -> Vec<Entity> {
    let mut entities: Vec<Entity> = Vec::with_capacity(mentions.len() / 2);
    let mut by_key = FxHashMap::with_capacity_and_hasher(mentions.len(), FxBuildHasher);
    for (index, mention) in mentions.iter().enumerate() {
        let at = *by_key.entry(&*mention.entity).or_insert_with(|| {
            entities.push(Entity {
                key: Arc::clone(&mention.entity),
                name: Arc::clone(&mention.name),
                label: Arc::clone(&mention.label),
                roles: Vec::new(),
                mentions: Vec::new(),
                country: entities::country_of(mention).map(str::to_owned),
            });
            entities.len() - 1
        });
        let entity = &mut entities[at];
        entity.mentions.push(index);
        if let Some(role) = mention.role.as_ref().filter(|role| !entity.roles.contains(role)) {
            entity.roles.push(role.clone());
        }
        if entity.country.is_none() {
            entity.country = office_of(text, mentions, index).map(str::to_owned);
        }
    }
    entities
}

/// The country whose office a mention gives: by its name or its nationality before the office ("Iranian Foreign Minister Navid
/// Tehrani", "Kenya's president, Ann Lee,"), or behind "of" ("the president of Kenya, Ann Lee,", "President Lee of Kenya").
fn office_of<'m>(text: &str, mentions: &'m [Mention], index: usize) -> Option<&'m str> {
    let mention = mentions.get(index)?;
    let role = mention.role.as_deref()?;
    // roles have single spaces
    let is_office =
        |words: &str| words == role || words.len() > role.len() && words.split_whitespace().eq(role.split(' '));
    let before = index.checked_sub(1).and_then(|index| mentions.get(index));
    if let Some(before) = before.filter(|before| &*before.label == ORG || entities::country(before).is_some()) {
        let between = text.get(before.span.end..mention.span.start)?;
        let office = between.strip_prefix("'s").or_else(|| between.strip_prefix("’s")).unwrap_or(between);
        let office = office.trim_end().trim_end_matches(',').trim_start();
        if is_office(office) || office.strip_prefix("former ").is_some_and(is_office) {
            // none is the country's if a body has it: "U.N. chief Ann Lee of Canada"
            return entities::country(before);
        }
        // what stands before "of" ends with the office
        let of = || without_article(text.get(..before.span.start)?).strip_suffix("of")?.trim_end().strip_suffix(role);
        if between.trim() == "," && of().is_some() {
            return entities::country(before);
        }
    }
    let behind = mentions.get(index + 1)?;
    let country = entities::country(behind).filter(|_| &*behind.label == PLACE)?;
    let between = without_article(text.get(mention.span.end..behind.span.start)?).strip_suffix("of")?.trim();
    let office = between.strip_prefix(',').map(str::trim_start);
    let office = office.map(|office| office.strip_prefix("the ").unwrap_or(office));
    (between.is_empty() || office.is_some_and(is_office)).then_some(country)
}

/// Words without "the" at their end.
fn without_article(words: &str) -> &str {
    let words = words.trim_end();
    words.strip_suffix(" the").unwrap_or(words).trim_end()
}
