//! What `explain` says of a name agrees with what `find` finds.

use std::sync::Arc;

use factbox::{Alias, Boundaries, EntityMatcher, Explanation, Gazetteer, MatchOptions, Mention, Record};
use proptest::prelude::*;

use crate::reference::canonical;
use crate::samples::{built, gazetteers, options, row};

/// Where a text has a mention that is, or may be, one of some entities.
fn mentioned(found: &[Mention], ids: &[String]) -> Vec<(usize, usize)> {
    let means = |mention: &&Mention| {
        std::iter::once(&mention.entity).chain(&mention.candidates).any(|id| ids.iter().any(|own| **own == **id))
    };
    let mut places: Vec<_> = found.iter().filter(means).map(|found| (found.span.start, found.span.end)).collect();
    places.sort_unstable();
    places.dedup();
    places
}

/// The entities that have a name, however it is written.
fn owners(gazetteer: &Gazetteer, name: &str) -> Vec<String> {
    let plain = |name: &str| canonical(&name.chars().collect::<Vec<_>>());
    let wanted = plain(name);
    let owns = |entry: &factbox::Entry<'_>| entry.names().any(|own| plain(own.text) == wanted);
    gazetteer.entries().filter(owns).map(|entry| entry.id().into_owned()).collect()
}

/// What is said of each place is said once, in order, and no reason is at odds with what is found.
fn check(text: &str, found: &[Mention], said: &[Explanation], ids: &[String]) -> Result<(), TestCaseError> {
    let places: Vec<_> = said.iter().filter(|one| one.found).map(|one| (one.start, one.end)).collect();
    prop_assert_eq!(places, mentioned(found, ids), "{:?} of {:?}", said, text);
    prop_assert!(said.is_sorted_by(|one, next| (one.start, one.end) < (next.start, next.end)));
    for one in said {
        let rival = found.iter().any(|found| found.span.start < one.end && one.start < found.span.end);
        prop_assert_eq!(one.found, one.reason.starts_with("found"));
        prop_assert!(rival || !one.reason.starts_with("another name"), "{:?} of {:?}", one, text);
        prop_assert!(!one.reason.is_empty() && !one.reason.contains("in another way"), "{:?} of {:?}", one, text);
    }
    Ok(())
}

/// Names and texts in which letters are wrong, and names of foreign spelling, are common.
fn near_pieces() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "Ukrainian",
        "Ukranian",
        "Airlines",
        "Airliens",
        "Airlins",
        "Qassem",
        "Kasem",
        "Suleimani",
        "Soleimany",
        "al",
        "el",
        "Moallem",
        "Muallem",
        "the",
        "of",
        "Zarnovski",
        "Zarnovskis",
        "zarnovski",
        "ZARNOVSKI",
        "Zärnovski",
        "Bank",
        "Hope",
        "Zarnovskaville",
        "Zarnovskavile",
        "x@y.org/",
    ])
    .prop_map(str::to_owned)
}

fn near_row(most: usize) -> impl Strategy<Value = String> {
    let ties = prop::sample::select(vec![" ", " ", " ", "-", "\n", "\n\n", "’s ", ". ", ", ", "", "/"]);
    prop::collection::vec((near_pieces(), ties), 1..most)
        .prop_map(|pieces| pieces.into_iter().map(|(piece, tie)| piece + tie).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn explain_finds_what_find_finds(names in gazetteers(), text in row(12), options in options(), anywhere in any::<bool>()) {
        let gazetteer = built(&names);
        let boundaries = if anywhere { Boundaries::None } else { Boundaries::Word };
        let matcher = EntityMatcher::new(Arc::clone(&gazetteer), MatchOptions { boundaries, ..options });
        let found = matcher.find(&text);
        for entry in gazetteer.entries() {
            let said = matcher.explain(&text, entry.name).unwrap();
            check(&text, &found, &said, &owners(&gazetteer, entry.name))?;
        }
    }

    #[test]
    fn nor_do_they_differ_where_letters_are_wrong(
        names in prop::collection::vec((near_row(3), near_row(3)), 1..6),
        text in near_row(9),
        options in options(),
        max_edits in 0..3_usize,
        transliterate in any::<bool>(),
        anywhere in prop::bool::weighted(0.2),
    ) {
        let record = |(index, (name, alias)): (usize, (String, String))| Record {
            id: Some(index.to_string()),
            name: Some(name),
            aliases: vec![Alias::from(&*alias)],
            ..Record::default()
        };
        let gazetteer = Arc::new(Gazetteer::from_records(names.into_iter().enumerate().map(record)).unwrap());
        let boundaries = if anywhere { Boundaries::None } else { Boundaries::Word };
        let options = MatchOptions { boundaries, max_edits, transliterate, ..options };
        let matcher = EntityMatcher::new(Arc::clone(&gazetteer), options);
        let found = matcher.find(&text);
        for entry in gazetteer.entries() {
            for name in entry.names() {
                let said = matcher.explain(&text, name.text).unwrap();
                check(&text, &found, &said, &owners(&gazetteer, name.text))?;
            }
        }
    }
}
