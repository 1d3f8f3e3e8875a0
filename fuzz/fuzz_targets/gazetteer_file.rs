//! A gazetteer's file of any bytes, and any text: `cargo +nightly fuzz run gazetteer_file`.
//!
//! A byte that says how, then the text's length, the text and the file. So that the checksum of the header does not stop
//! every input at the door, it can be made to fit; and the file may be given as edits to a sound one, three bytes each
//! (where, and what), so that a run needs no files to begin with.

#![no_main]

use std::sync::{Arc, LazyLock};

use factbox::{Alias, CaseRule, EntityMatcher, Gazetteer, MatchOptions, Overlaps, Record};
use libfuzzer_sys::fuzz_target;

/// Where the header's own checksum stands.
const SUM: usize = 192;

fuzz_target!(|data: &[u8]| {
    let [how, length, rest @ ..] = data else { return };
    let (text, file) = rest.split_at(usize::from(*length).min(rest.len()));
    let mut file = if how & 16 == 16 { edited(file) } else { file.to_vec() };
    if how & 1 == 1 && file.len() > SUM + 4 {
        let sum = crc32(&file[..SUM]);
        file[SUM..SUM + 4].copy_from_slice(&sum.to_le_bytes());
    }
    let text = String::from_utf8_lossy(text);
    let Ok(gazetteer) = Gazetteer::from_bytes(file) else { return };
    let _ = gazetteer.verify();
    let gazetteer = Arc::new(gazetteer);
    let options = MatchOptions {
        case: if how & 2 == 2 { CaseRule::Any } else { CaseRule::Smart },
        overlaps: if how & 4 == 4 { Overlaps::All } else { Overlaps::Longest },
        fold: how & 8 == 8,
        ..MatchOptions::default()
    };
    for mention in EntityMatcher::new(Arc::clone(&gazetteer), options).find(&text) {
        assert!(!mention.span.of(&text).is_empty());
    }
    for entry in gazetteer.entries().take(1000) {
        let _ = gazetteer.get(&entry.id());
    }
    let _ = gazetteer.without(["x"]).and_then(|less| less.merged(&gazetteer));
});

/// A sound file with some bytes changed.
fn edited(edits: &[u8]) -> Vec<u8> {
    static SOUND: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let record = |number: usize| Record {
            id: (number % 3 > 0).then(|| number.to_string()),
            name: Some(if number % 5 == 0 { "Georgia".to_owned() } else { format!("Zürich {number}") }),
            aliases: vec![Alias::from("U.N."), Alias::from("the ship")],
            ..Record::default()
        };
        // without an id of its own a name may be there once
        let records = (0..40).map(record).filter(|record| record.id.is_some() || record.name.as_deref() != Some("Georgia"));
        Gazetteer::from_records(records).and_then(|sound| sound.to_bytes()).expect("sound records")
    });
    let mut file = SOUND.clone();
    for edit in edits.chunks_exact(3) {
        let at = usize::from(u16::from_le_bytes([edit[0], edit[1]])) % file.len();
        file[at] = edit[2];
    }
    file
}

/// The checksum that the file uses, bit by bit.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xEDB8_8320 & (0_u32.wrapping_sub(sum & 1))))
    })
}
