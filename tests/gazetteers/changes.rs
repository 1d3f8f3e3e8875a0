//! Gazetteers that are added to and taken from.

use std::sync::Arc;

use factbox::{EntityMatcher, Gazetteer, MatchOptions, Record};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn adding_and_removing_is_making_anew(steps in prop::collection::vec((0..40_u32, any::<bool>()), 1..30)) {
        let record = |id: u32| Record { id: Some(id.to_string()), name: Some(format!("Zarn{id}")), ..Record::default() };
        let mut made = Gazetteer::from_records((0..8).map(record)).unwrap();
        let mut there: Vec<u32> = (0..8).collect();
        for (id, add) in steps {
            let known = there.contains(&id);
            if add {
                match made.with([record(id)]) {
                    Ok(more) => { prop_assert!(!known); made = more; there.push(id); }
                    Err(_) => prop_assert!(known),
                }
            } else {
                match made.without([id.to_string().as_str()]) {
                    Ok(less) => { prop_assert!(known); made = less; there.retain(|other| *other != id); }
                    Err(_) => prop_assert!(!known),
                }
            }
        }
        prop_assert_eq!(made.len(), there.len());
        let text = (0..40).map(|id| format!("Zarn{id}")).collect::<Vec<_>>().join(" ");
        let found: Vec<String> = EntityMatcher::new(Arc::new(made.clone()), MatchOptions::default()).find(&text).iter().map(|m| m.entity.to_string()).collect();
        let mut sorted = there.clone();
        sorted.sort_unstable();
        prop_assert_eq!(found, sorted.iter().map(u32::to_string).collect::<Vec<_>>());
        let listed: Vec<String> = made.entries().map(|entry| entry.id().into_owned()).collect();
        prop_assert_eq!(listed, there.iter().map(u32::to_string).collect::<Vec<_>>());
        if !made.is_empty() {
            prop_assert_eq!(Gazetteer::from_bytes(made.to_bytes().unwrap()).unwrap().len(), there.len());
        }
    }
}
