//! The lists that decide: abbreviations by where they stand, words that open sentences.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::language::Language;
use crate::text::lists::{items, key, rows};

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
}

pub(super) struct Rules {
    abbreviations: FxHashMap<u64, (Abbreviation, Option<&'static str>)>,
    longest_abbreviation: usize,
    openers: FxHashSet<u64>,
    speech: FxHashSet<u64>,
    time_words: FxHashSet<u64>,
}

static ENGLISH: LazyLock<Rules> = LazyLock::new(|| {
    Rules::read(
        include_str!("../../data/en/abbreviations.tsv"),
        include_str!("../../data/en/openers.tsv"),
        include_str!("../../data/en/speech.tsv"),
        include_str!("../../data/en/calendar.tsv"),
    )
});

impl Rules {
    pub(super) fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
        }
    }

    fn read(abbreviations: &'static str, openers: &'static str, speech: &'static str, calendar: &'static str) -> Self {
        let mut table = FxHashMap::default();
        let mut longest = 0;
        for [written, kind, case] in rows(abbreviations, ["abbreviation", "kind", "case"]) {
            let kind = match kind {
                "name" => Abbreviation::Name,
                "number" => Abbreviation::Number,
                "inner" => Abbreviation::Inner,
                "time" => Abbreviation::Time,
                _ => Abbreviation::End,
            };
            longest = longest.max(written.len());
            table.insert(key(written), (kind, (case == "yes").then_some(written)));
        }
        Self {
            abbreviations: table,
            longest_abbreviation: longest,
            openers: rows(openers, ["word"]).map(|[word]| key(word)).collect(),
            speech: rows(speech, ["forms"]).flat_map(|[forms]| items(forms)).map(key).collect(),
            time_words: rows(calendar, ["name"]).map(|[name]| key(name)).collect(),
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

    /// A weekday, a month or a time zone.
    pub(super) fn is_time_word(&self, word: &str) -> bool {
        self.time_words.contains(&key(word))
    }
}
