//! The lists that decide: abbreviations by where they stand, words that open sentences.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::language::Language;
use crate::text::lists::{items, key, rows};
use crate::text::{Classes, Words};

/// Where an abbreviation stands, which decides what its full stop may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// Before a name ("Gen."): ends no sentence.
    Name,
    /// Before a number ("No."): ends none there.
    Number,
    /// Between words ("vs."): ends none.
    Inner,
    /// May end one ("Inc."): does before a word that opens sentences.
    End,
    /// After a clock time ("p.m."): does unless a weekday, a month or a time zone follows.
    Time,
    /// Closes a list of things ("etc."): does before any capital.
    Close,
}

pub(super) struct Rules {
    abbreviations: FxHashMap<u64, (Abbreviation, Option<&'static str>)>,
    longest_abbreviation: usize,
    openers: FxHashSet<u64>,
    speech: FxHashSet<u64>,
    time_words: FxHashSet<u64>,
    closings: FxHashSet<u64>,
    labels: FxHashSet<u64>,
    words: &'static Words,
}

static ENGLISH: LazyLock<Rules> = LazyLock::new(|| {
    Rules::read(
        include_str!("../../data/en/abbreviations.tsv"),
        include_str!("../../data/currencies.tsv"),
        include_str!("../../data/en/openers.tsv"),
        include_str!("../../data/en/speech.tsv"),
        include_str!("../../data/en/calendar.tsv"),
        include_str!("../../data/en/layout_words.tsv"),
        Words::of(Language::English),
    )
});

impl Rules {
    pub(super) fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
        }
    }

    fn read(
        abbreviations: &'static str,
        currencies: &'static str,
        openers: &'static str,
        speech: &'static str,
        calendar: &'static str,
        layout: &'static str,
        words: &'static Words,
    ) -> Self {
        let mut table = FxHashMap::default();
        let mut longest = 0;
        for [written, kind, case] in rows(abbreviations, ["abbreviation", "kind", "case"]) {
            let kind = match kind {
                "name" => Abbreviation::Name,
                "number" => Abbreviation::Number,
                "inner" => Abbreviation::Inner,
                "time" => Abbreviation::Time,
                "close" => Abbreviation::Close,
                _ => Abbreviation::End,
            };
            longest = longest.max(written.len());
            table.insert(key(written), (kind, (case == "yes").then_some(written)));
        }
        // "Rs. 40": the sign of a currency, as it is written
        for written in rows(currencies, ["symbols"]).flat_map(|[symbols]| items(symbols)) {
            for (stop, _) in written.match_indices('.') {
                let sign = &written[..stop];
                longest = longest.max(sign.len());
                let known = table.entry(key(sign)).or_insert((Abbreviation::Number, Some(sign)));
                // "KSh.", "Ksh."
                if known.0 == Abbreviation::Number && known.1.is_some_and(|spelling| spelling != sign) {
                    known.1 = None;
                }
            }
        }
        Self {
            abbreviations: table,
            longest_abbreviation: longest,
            openers: rows(openers, ["word"]).map(|[word]| key(word)).collect(),
            speech: rows(speech, ["forms"]).flat_map(|[forms]| items(forms)).map(key).collect(),
            time_words: rows(calendar, ["name"]).map(|[name]| key(name)).collect(),
            closings: of_kind(layout, "closing").map(key).collect(),
            labels: of_kind(layout, "label").map(key).collect(),
            words,
        }
    }

    pub(super) fn abbreviation(&self, word: &str) -> Option<Abbreviation> {
        if word.len() > self.longest_abbreviation {
            return None;
        }
        let (kind, spelling) = self.abbreviations.get(&key(word))?;
        spelling.is_none_or(|spelling| spelling == word).then_some(*kind)
    }

    pub(super) fn opens(&self, word: &str) -> bool {
        self.openers.contains(&key(word))
    }

    pub(super) fn is_speech(&self, word: &str) -> bool {
        self.speech.contains(&key(word))
    }

    /// The closing of a letter: "Best regards".
    pub(super) fn is_closing(&self, phrase: &str) -> bool {
        phrase.starts_with(char::is_alphabetic) && self.closings.contains(&key(phrase))
    }

    /// The label of a caption or a credit: "Image".
    pub(super) fn is_label(&self, word: &str) -> bool {
        self.labels.contains(&key(word))
    }

    /// A noun in the plural and nothing else: "analysts".
    pub(super) fn is_plural(&self, word: &str) -> bool {
        self.words.listed(key(word)).is_some_and(|classes| classes == Classes::PLURAL)
    }

    /// A word that goes on with a sentence after a name that ends in "!": "Yahoo! in".
    pub(super) fn goes_on(&self, word: &str) -> bool {
        const INNER: Classes = Classes::PREPOSITION.or(Classes::CONJUNCTION).or(Classes::AUXILIARY);
        self.words.listed(key(word)).is_some_and(|classes| classes.any(INNER)) || self.is_speech(word)
    }

    /// A word rather than an abbreviation that no list has: known, or long.
    pub(super) fn is_ordinary(&self, word: &str) -> bool {
        let spoken = word.len() > 3 && word.contains(['a', 'e', 'i', 'o', 'u', 'y']);
        spoken || word.bytes().all(|b| b.is_ascii_digit() || b == b'-') || self.words.listed(key(word)).is_some()
    }

    /// Whether a stretch holds a verb.
    pub(super) fn has_verb(&self, stretch: &str) -> bool {
        const VERBS: Classes = Classes::VERB.or(Classes::PAST).or(Classes::AUXILIARY).or(Classes::PRONOUN);
        stretch
            .split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’'))
            .any(|word| self.words.listed(key(word)).is_some_and(|classes| classes.any(VERBS)))
    }

    /// A weekday, a month or a time zone.
    pub(super) fn is_time_word(&self, word: &str) -> bool {
        self.time_words.contains(&key(word))
    }
}

fn of_kind(layout: &'static str, wanted: &'static str) -> impl Iterator<Item = &'static str> {
    rows(layout, ["phrase", "kind"]).filter(move |[_, kind]| *kind == wanted).map(|[phrase, _]| phrase)
}
