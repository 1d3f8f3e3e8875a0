//! Gazetteers as bytes: saved, opened, damaged, hostile.

use std::sync::Arc;

use factbox::{Alias, CaseRule, EntityMatcher, Gazetteer, MatchOptions, Overlaps, Record};
use proptest::prelude::*;

fn sample() -> Gazetteer {
    let record = |(id, label, name, aliases): (&str, &str, &str, &[&str])| Record {
        id: Some(id.into()),
        label: Some(label.into()),
        name: Some(name.into()),
        aliases: aliases.iter().map(|alias| Alias::from(*alias)).collect(),
        metadata: serde_json::from_str(r#"{"country": "XX"}"#).unwrap(),
        ..Record::default()
    };
    let rows: [(&str, &str, &str, &[&str]); 4] = [
        ("un", "ORG", "United Nations", &["UN", "U.N."]),
        ("ship", "SHIP", "Selda Star", &[]),
        ("zz", "PLACE", "Zürich", &["Zurigo", "Zuerich"]),
        ("zy", "PLACE", "Zurich Falls", &["Zürich"]),
    ];
    Gazetteer::from_records(rows.map(record)).unwrap()
}

const REPORT: &str = "The U.N. met in Zurich Falls; Selda  Star left Zürich’s port for the United\nNations.";

#[test]
fn a_saved_gazetteer_is_the_same() {
    let folder = std::env::temp_dir().join(format!("factbox-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("names.gazetteer");
    let made = Arc::new(sample());
    made.save(&path).unwrap();
    let opened = Arc::new(Gazetteer::open(&path).unwrap());
    opened.verify().unwrap();
    let found =
        |gazetteer: &Arc<Gazetteer>| EntityMatcher::new(Arc::clone(gazetteer), MatchOptions::default()).find(REPORT);
    assert_eq!(found(&made).len(), 5);
    assert_eq!(found(&made), found(&opened));
    // what is in use stays as it is when the file is replaced, and nothing is left beside it
    let other = Gazetteer::from_records([Record { name: Some("Oslo".into()), ..Record::default() }]).unwrap();
    other.save(&path).unwrap();
    assert_eq!(found(&made), found(&opened));
    assert_eq!(Gazetteer::open(&path).unwrap().len(), 1);
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
    assert!(made.save(folder.join("nowhere/names")).is_err());
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(made.to_bytes().unwrap(), sample().to_bytes().unwrap());
}

#[test]
fn the_bytes_are_those_of_the_format() {
    let bytes = sample().to_bytes().unwrap();
    assert_eq!(&bytes[..12], b"FACTBOXG\x03\0\0\0");
    assert_eq!(u64::from_le_bytes(bytes[16..24].try_into().unwrap()), 4);
    // the sum of all bytes: changes only with the version
    assert_eq!(crc32fast::hash(&bytes), SUM_OF_SAMPLE, "a change of format needs a new version number");
}

const SUM_OF_SAMPLE: u32 = 3_682_628_186;

#[test]
fn ids_of_an_altered_gazetteer_are_found_or_refused() {
    let bytes = sample().to_bytes().unwrap();
    let mut refusals = 0;
    for at in 256..bytes.len() {
        let mut altered = bytes.clone();
        altered[at] ^= 1;
        let altered = Gazetteer::from_bytes(altered).unwrap();
        match altered.ids() {
            Ok(ids) => assert!(ids.len() == 4 && ids.iter().all(|id| altered.get(id).is_some()), "byte {at}"),
            Err(refusal) => {
                let refusal = refusal.to_string();
                assert!(refusal.contains("altered") && refusal.contains("save it again"), "byte {at}: {refusal}");
                refusals += 1;
            }
        }
    }
    assert!(refusals > 0);
    assert!(Gazetteer::from_bytes([&bytes[..], b"\0"].concat()).unwrap_err().to_string().contains("its header tells"));
}

/// Looks at everything that a gazetteer can be asked.
fn use_up(gazetteer: Gazetteer) {
    let gazetteer = Arc::new(gazetteer);
    for overlaps in [Overlaps::Longest, Overlaps::All, Overlaps::Priority] {
        let options = MatchOptions { overlaps, case: CaseRule::Any, ..MatchOptions::default() };
        for mention in EntityMatcher::new(Arc::clone(&gazetteer), options).find(REPORT) {
            assert!(!mention.span.of(REPORT).is_empty());
        }
    }
    for entry in gazetteer.entries() {
        assert!(entry.names().count() < 1 << 20 && entry.metadata().is_none_or(|json| json.len() < 1 << 20));
    }
    for id in ["un", "zz", "~Oslo", "nobody"] {
        let _ = gazetteer.get(id).map(|entry| entry.id().into_owned());
    }
    let _ = gazetteer.without(["un"]).and_then(|less| less.merged(&gazetteer));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_bytes_are_refused_or_give_wrong_names(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20), keep in any::<prop::sample::Index>(), cut in any::<bool>()) {
        let whole = sample().to_bytes().unwrap();
        let mut bytes = whole.clone();
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        if cut {
            bytes.truncate(keep.index(bytes.len()));
        }
        let altered = bytes != whole;
        if let Ok(gazetteer) = Gazetteer::from_bytes(bytes) {
            prop_assert_eq!(gazetteer.verify().is_err(), altered);
            use_up(gazetteer);
        }
    }

    #[test]
    fn bytes_with_right_sums_do_no_harm(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40)) {
        // as a hostile file would be: every checksum fits
        let mut bytes = sample().to_bytes().unwrap();
        for (at, value) in changes {
            let at = 16 + at.index(bytes.len() - 16);
            bytes[at] = value;
        }
        let sum = crc32fast::hash(&bytes[..192]);
        bytes[192..196].copy_from_slice(&sum.to_le_bytes());
        if let Ok(gazetteer) = Gazetteer::from_bytes(bytes) {
            let _ = gazetteer.verify();
            use_up(gazetteer);
        }
    }
}

/// The same for as many seconds as `FACTBOX_FUZZ_SECONDS` says, or sixty, with numbers in place of bytes and pieces put
/// elsewhere, and over more kinds of file: for changes of the format.
#[test]
#[ignore = "takes a minute or more"]
fn hostile_files_do_no_harm_for_long() {
    let seconds = std::env::var("FACTBOX_FUZZ_SECONDS").ok().and_then(|given| given.parse().ok()).unwrap_or(60);
    let named = |name: String| Record { name: Some(name), ..Record::default() };
    let same = |number: usize| Record { id: Some(number.to_string()), ..named("Selda Star".to_owned()) };
    let sound: Vec<Vec<u8>> = [
        sample(),
        Gazetteer::from_records((0..200).map(same)).unwrap(),
        Gazetteer::from_records((0..300).map(|number| named(format!("Zürich {number}")))).unwrap(),
        Gazetteer::from_records([]).unwrap(),
    ]
    .iter()
    .map(|gazetteer| gazetteer.to_bytes().unwrap())
    .collect();
    // any order of numbers will do, as long as it is the same each time
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut below = |bound: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 16).unwrap() % bound.max(1)
    };
    let start = std::time::Instant::now();
    let mut runs = 0;
    while start.elapsed().as_secs() < seconds {
        let mut bytes = sound[below(sound.len())].clone();
        for _ in 0..=below(8) {
            let at = 16 + below(bytes.len() - 16);
            let room = bytes.len() - at;
            match below(4) {
                0 => bytes[at] = u8::try_from(below(256)).unwrap(),
                1 => {
                    let odd = [0, 1, 0x7F, 0x80, 0xFF, 0xFFFF, 0xFFFF_FFFF, u64::MAX, bytes.len() as u64];
                    let number = odd[below(odd.len())].to_le_bytes();
                    let length = room.min([1, 2, 4, 8][below(4)]);
                    bytes[at..at + length].copy_from_slice(&number[..length]);
                }
                2 => {
                    let from = below(bytes.len());
                    let length = below(64).min(room).min(bytes.len() - from);
                    bytes.copy_within(from..from + length, at);
                }
                _ => bytes.truncate(at.max(256)),
            }
        }
        let sum = crc32fast::hash(&bytes[..192]);
        bytes[192..196].copy_from_slice(&sum.to_le_bytes());
        if let Ok(gazetteer) = Gazetteer::from_bytes(bytes) {
            let _ = gazetteer.verify();
            use_up(gazetteer);
        }
        runs += 1;
    }
    assert!(runs > 100, "{runs} files");
}
