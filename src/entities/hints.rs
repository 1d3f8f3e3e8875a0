//! What the lists say of a single word: that it is a given name, a title, a word that companies' names end with.

use std::sync::LazyLock;

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::language::Language;
use crate::text::Token;
use crate::text::lists::{items, key, rows};
use crate::text::table::Table;

/// Hints as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Hints(pub(crate) u32);

impl Hints {
    pub(crate) const GIVEN: Self = Self(1);
    pub(crate) const SURNAME: Self = Self(1 << 1);
    pub(crate) const COMMON_SURNAME: Self = Self(1 << 2);
    pub(crate) const TOWN: Self = Self(1 << 3);
    pub(crate) const PARTICLE: Self = Self(1 << 4);
    pub(crate) const SUFFIX: Self = Self(1 << 5);
    pub(crate) const BODY_HEAD: Self = Self(1 << 6);
    pub(crate) const BODY_TAIL: Self = Self(1 << 7);
    pub(crate) const PLACE_HEAD: Self = Self(1 << 8);
    pub(crate) const PLACE_TAIL: Self = Self(1 << 9);
    pub(crate) const CALENDAR: Self = Self(1 << 10);
    pub(crate) const TITLE: Self = Self(1 << 11);
    pub(crate) const HONORIFIC: Self = Self(1 << 12);
    pub(crate) const SPEECH: Self = Self(1 << 13);
    pub(crate) const KIN: Self = Self(1 << 14);
    pub(crate) const PERSON: Self = Self(1 << 15);
    pub(crate) const BODY: Self = Self(1 << 16);
    pub(crate) const GROUND: Self = Self(1 << 17);
    pub(crate) const TO_PLACE: Self = Self(1 << 18);
    pub(crate) const SPORT: Self = Self(1 << 19);
    pub(crate) const WORK: Self = Self(1 << 20);
    pub(crate) const ABBREVIATION: Self = Self(1 << 21);
    pub(crate) const JOINT: Self = Self(1 << 22);
    pub(crate) const TERM: Self = Self(1 << 23);
    pub(crate) const STORM: Self = Self(1 << 24);
    /// A word, less common than those with classes.
    pub(crate) const ORDINARY: Self = Self(1 << 25);
    /// A religion, a doctrine, a language, a scale.
    pub(crate) const CREED: Self = Self(1 << 26);
    /// What stands behind a name and a hyphen as a word: "Biden-era", "Putin-led".
    pub(crate) const COMPOUND: Self = Self(1 << 27);
    /// Given names, forms of address and relations that are a woman's or a man's.
    pub(crate) const FEMALE: Self = Self(1 << 28);
    pub(crate) const MALE: Self = Self(1 << 29);
    /// "USS" and "frigate", which name ships and spacecraft.
    pub(crate) const VESSEL: Self = Self(1 << 30);
    /// Prices, shares, makers: words of business.
    pub(crate) const BUSINESS: Self = Self(1 << 31);
    /// Words whose full stop belongs to them where they end a name: "Corp.", "Jr.".
    pub(crate) const STOPPED: Self = Self::ABBREVIATION.or(Self::SUFFIX);
    /// Hints that a word gives on what stands beside it.
    pub(crate) const BESIDE: Self = Self(0x1F_F800);
    /// Hints that a word gives on the name that it is part of.
    pub(crate) const WITHIN: Self = Self(0x80_1FFF);

    pub(crate) fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    fn of_sex(sex: &str) -> Self {
        match sex {
            "f" => Self::FEMALE,
            "m" => Self::MALE,
            _ => Self(0),
        }
    }

    fn of_clue(clue: &str) -> Self {
        match clue {
            "kin" => Self::KIN,
            "female" => Self::FEMALE,
            "male" => Self::MALE,
            "person" => Self::PERSON,
            "body" => Self::BODY,
            "ground" => Self::GROUND,
            "to_place" => Self::TO_PLACE,
            "sport" => Self::SPORT,
            "business" => Self::BUSINESS,
            "work" => Self::WORK,
            "term" => Self::TERM,
            "creed" => Self::CREED,
            "compound" => Self::COMPOUND,
            "abbreviation" => Self::ABBREVIATION,
            "given" => Self::GIVEN,
            "surname" => Self::SURNAME,
            "common" => Self::COMMON_SURNAME,
            "town" => Self::TOWN,
            _ => Self(0),
        }
    }
}

/// The hints of the words of a language, kept as [`Words`](crate::text::Words) keeps classes.
pub(crate) struct Lexicon {
    words: Table<Hints>,
}

static ENGLISH: LazyLock<Lexicon> = LazyLock::new(Lexicon::english);

impl Lexicon {
    pub(crate) fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
        }
    }

    fn english() -> Self {
        // room for all at once, since growing moves every word again
        let mut hints: FxHashMap<u64, Hints> = FxHashMap::with_capacity_and_hasher(1 << 17, FxBuildHasher);
        let mut add = |word: &str, hint: Hints| {
            let slot = hints.entry(key(word)).or_default();
            *slot = slot.or(hint);
        };
        for [word, sex] in rows(include_str!("../../data/en/given_names.tsv"), ["name", "sex"]) {
            add(word, Hints::GIVEN.or(Hints::of_sex(sex)));
        }
        for table in [
            include_str!("../../data/en/name_words.tsv"),
            include_str!("../../data/en/world_names.tsv"),
            include_str!("../../data/en/name_clues.tsv"),
        ] {
            for [word, kinds] in rows(table, ["word", "kinds"]) {
                items(kinds).for_each(|kind| add(word, Hints::of_clue(kind)));
            }
        }
        for [word] in rows(include_str!("../../data/en/ordinary_words.tsv"), ["word"]) {
            add(word, Hints::ORDINARY);
        }
        for [word, kind] in rows(include_str!("../../data/en/name_parts.tsv"), ["part", "kind"]) {
            match kind {
                "particle" => add(word, Hints::PARTICLE),
                "suffix" => add(word, Hints::SUFFIX),
                "joint" => add(word, Hints::JOINT),
                "vessel" => add(word, Hints::VESSEL),
                _ => add(word, Hints::WORK.or(Hints::STORM)),
            }
        }
        for [word, label, position] in rows(include_str!("../../data/en/name_heads.tsv"), ["word", "label", "position"])
        {
            let [head, tail] = match label {
                "ORG" => [Hints::BODY_HEAD, Hints::BODY_TAIL],
                _ => [Hints::PLACE_HEAD, Hints::PLACE_TAIL],
            };
            add(word, if position == "tail" { tail } else { tail.or(head) });
        }
        for [name, kind] in rows(include_str!("../../data/en/calendar.tsv"), ["name", "kind"]) {
            if kind != "zone" {
                add(name, Hints::CALENDAR);
            }
        }
        for [title, kind, sex] in rows(include_str!("../../data/en/titles.tsv"), ["title", "kind", "sex"]) {
            if !title.contains(' ') {
                let hint = if kind == "honorific" { Hints::HONORIFIC } else { Hints::TITLE };
                add(title, hint.or(Hints::of_sex(sex)));
            }
        }
        for [forms] in rows(include_str!("../../data/en/speech.tsv"), ["forms"]) {
            items(forms).filter(|form| !form.contains(' ')).for_each(|form| add(form, Hints::SPEECH));
        }
        Self { words: Table::new(hints) }
    }

    /// Whether a full stop belongs to the word where it ends a name: "Corp.", "Jr.".
    pub(crate) fn is_stopped(&self, key: u64) -> bool {
        self.hints(key).any(Hints::STOPPED)
    }

    /// What the lists say of each token: all are looked up in a row, so that memory is not waited for at each.
    pub(crate) fn of_tokens(&self, tokens: &[Token]) -> Vec<Hints> {
        tokens.iter().map(|token| self.words.get(token.key)).collect()
    }

    /// What the lists say of a word.
    pub(crate) fn hints(&self, key: u64) -> Hints {
        self.words.get(key)
    }
}
