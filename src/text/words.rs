//! What part of speech a word may be: as listed in `data/en/word_classes.tsv` and `function_words.tsv`, else by its ending.

use std::hint::select_unpredictable;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::lists::{items, key, rows};
use super::table::Table;
use super::{Case, Token, places};
use crate::language::Language;

/// The grammatical classes that a word may have, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes(u16);

impl Classes {
    pub const NOUN: Self = Self(1);
    pub const PLURAL: Self = Self(1 << 1);
    pub const ADJECTIVE: Self = Self(1 << 2);
    pub const ADVERB: Self = Self(1 << 3);
    pub const VERB: Self = Self(1 << 4);
    pub const PAST: Self = Self(1 << 5);
    pub const PARTICIPLE: Self = Self(1 << 6);
    pub const GERUND: Self = Self(1 << 7);
    pub const DETERMINER: Self = Self(1 << 8);
    pub const POSSESSIVE: Self = Self(1 << 9);
    pub const PRONOUN: Self = Self(1 << 10);
    pub const PREPOSITION: Self = Self(1 << 11);
    pub const CONJUNCTION: Self = Self(1 << 12);
    pub const RELATIVE: Self = Self(1 << 13);
    pub const AUXILIARY: Self = Self(1 << 14);
    pub const NEGATION: Self = Self(1 << 15);
    /// All classes of function words but adverbs.
    pub const FUNCTION: Self = Self(0xFF << 8);

    fn of(name: &str) -> Self {
        match name {
            "noun" => Self::NOUN,
            "plural" => Self::PLURAL,
            "adjective" => Self::ADJECTIVE,
            "adverb" => Self::ADVERB,
            "verb" => Self::VERB,
            "past" => Self::PAST,
            "participle" => Self::PARTICIPLE,
            "gerund" => Self::GERUND,
            "determiner" => Self::DETERMINER,
            "possessive" => Self::POSSESSIVE,
            "pronoun" => Self::PRONOUN,
            "preposition" => Self::PREPOSITION,
            "conjunction" => Self::CONJUNCTION,
            "relative" => Self::RELATIVE,
            "auxiliary" => Self::AUXILIARY,
            "negation" => Self::NEGATION,
            _ => Self(0),
        }
    }

    #[must_use]
    pub fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// One bit for each class.
    #[must_use]
    pub const fn bits(self) -> u16 {
        self.0
    }

    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The classes of the words of a language.
pub struct Words {
    listed: Table<Classes>,
}

static ENGLISH: LazyLock<Words> = LazyLock::new(|| {
    Words::read(include_str!("../../data/en/word_classes.tsv"), include_str!("../../data/en/function_words.tsv"))
});

impl Words {
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
        }
    }

    fn read(open: &'static str, function: &'static str) -> Self {
        let mut classes: FxHashMap<u64, Classes> = FxHashMap::default();
        for [word, names] in rows(open, ["word", "classes"]) {
            classes.insert(key(word), items(names).map(Classes::of).fold(Classes::default(), Classes::or));
        }
        for [word, name] in rows(function, ["word", "class"]) {
            let slot = classes.entry(key(word)).or_default();
            *slot = if name == "adverb" { slot.or(Classes::ADVERB) } else { Classes::of(name) };
        }
        Self { listed: Table::new(classes) }
    }

    /// The classes on record; none for a word that the lists do not have.
    #[must_use]
    pub fn listed(&self, key: u64) -> Option<Classes> {
        let classes = self.listed.get(key);
        (classes != Classes::default()).then_some(classes)
    }

    /// The classes of each token, into a vector that is cleared first.
    pub fn classify(&self, text: &str, tokens: &[Token], classes: &mut Vec<Classes>) {
        classes.clear();
        // most are listed words or marks, which are told without branches, since what stands next cannot be foretold
        let listed =
            |token: &Token| select_unpredictable(token.is_word(), self.listed.get(token.key), Classes::default());
        classes.extend(tokens.iter().map(listed));
        let mut own = classes.iter();
        let odd = places(tokens, |token| {
            let unlisted = own.next() == Some(&Classes::default());
            token.is_word() & (unlisted | (token.case == Case::Upper))
        });
        for at in odd {
            let at = at as usize;
            classes[at] = self.odd(&tokens[at], classes[at], text);
        }
    }

    /// The classes of a word that no list has, by its ending, and of one in capitals.
    fn odd(&self, token: &Token, listed: Classes, text: &str) -> Classes {
        if listed == Classes::default() {
            return self.unlisted(token.of(text), token.case);
        }
        // "US", "IT" and "WHO" are names or nouns, whatever they are in small letters
        let shouted = token.end - token.start > 1 && listed.any(Classes::PRONOUN.or(Classes::RELATIVE));
        if shouted { Classes::NOUN } else { listed }
    }

    /// A form that no list has, by its stem where that is listed ("proves": "prove"), else by its ending.
    fn unlisted(&self, word: &str, case: Case) -> Classes {
        if case == Case::Lower
            && let Some(stem) = word.strip_suffix('s').filter(|stem| stem.len() > 2)
            && let Some(classes) = self.listed(key(stem)).or_else(|| self.listed(key(stem.strip_suffix('e')?)))
        {
            let plural = if classes.any(Classes::NOUN) { Classes::PLURAL } else { Classes::default() };
            let verb = if classes.any(Classes::VERB) { Classes::VERB } else { Classes::default() };
            if plural.or(verb) != Classes::default() {
                return plural.or(verb);
            }
        }
        by_ending(word, case)
    }
}

/// The classes of a word that no list has, by its ending.
fn by_ending(word: &str, case: Case) -> Classes {
    if case != Case::Lower {
        return if word.ends_with('s') && word.len() > 3 { Classes::NOUN.or(Classes::PLURAL) } else { Classes::NOUN };
    }
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    if ends(&["ing"]) {
        Classes::GERUND.or(Classes::ADJECTIVE)
    } else if ends(&["ed"]) {
        Classes::PAST.or(Classes::PARTICIPLE)
    } else if ends(&["ly"]) {
        Classes::ADVERB
    } else if ends(&["ous", "ful", "less", "able", "ible", "ive", "ical", "ary", "ish"]) {
        Classes::ADJECTIVE
    } else if ends(&["ss", "us", "is"]) {
        Classes::NOUN
    } else if ends(&["s"]) {
        Classes::PLURAL
    } else if ends(&["ic", "al", "an", "ese", "ern"]) {
        Classes::NOUN.or(Classes::ADJECTIVE)
    } else {
        Classes::NOUN
    }
}
