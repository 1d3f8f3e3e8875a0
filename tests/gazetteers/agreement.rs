//! The matcher finds what the slow one finds.

use std::sync::Arc;

use factbox::{CaseRule, EntityMatcher, Gazetteer, MatchOptions, NamePolicy, Overlaps};
use proptest::prelude::*;

use crate::reference::{Class, Found, class, slow};
use crate::samples::{built, gazetteers, options, row};

fn fast(gazetteer: &Arc<Gazetteer>, text: &str, options: MatchOptions) -> Vec<Found> {
    let mentions = EntityMatcher::new(Arc::clone(gazetteer), options).find(text);
    let meant = |mention: &factbox::Mention| {
        std::iter::once(&mention.entity).chain(&mention.candidates).map(ToString::to_string).collect()
    };
    mentions.iter().map(|mention| (mention.span.start, mention.span.end, meant(mention))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_matcher_finds_what_the_slow_one_finds(names in gazetteers(), text in row(12), options in options()) {
        prop_assert_eq!(fast(&built(&names), &text, options), slow(&names, &text, options));
    }

    #[test]
    fn a_name_is_found_where_it_stands(names in gazetteers(), before in row(3), after in row(3), at in any::<prop::sample::Index>()) {
        prop_assume!(!names.is_empty());
        let name = at.get(&names).0.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = format!("{before} ; {name} ; {after}");
        let options = MatchOptions { overlaps: Overlaps::All, case: CaseRule::Any, ..MatchOptions::default() };
        let found = fast(&built(&names.iter().map(|(name, _)| (name.clone(), NamePolicy::Matcher)).collect::<Vec<_>>()), &text, options);
        let trimmed = name.trim_start_matches(|c| class(c) == Class::Rider);
        let start = before.len() + 3 + name.len() - trimmed.len();
        prop_assert!(found.iter().any(|hit| (hit.0, hit.1) == (start, start + trimmed.len())), "{:?} in {:?}: {:?}", name, text, found);
    }
}
