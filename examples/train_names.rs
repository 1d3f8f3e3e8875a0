//! Trains the model of names: `cargo run --release --features training --example train_names -- CORPUS WEIGHTS`.
//!
//! CORPUS is what `scripts/names_corpus.py` writes: JSON lines with `text`, and `names` as byte offsets with a label.

use std::error::Error;
use std::fs;

use factbox::training::{Hidden, Options, Run, runs, train};
use factbox::{Language, Span};
use serde::Deserialize;

#[derive(Deserialize)]
struct Row {
    text: String,
    names: Vec<(usize, usize, String)>,
    /// How many times it counts, each time with other names hidden.
    times: u64,
}

/// So many of a hundred names are hidden from the lists, in every other copy of a text.
const SHARE: u64 = 50;
/// Which names are hidden: the first of the copies' salts. Others give measures that differ by half a point.
const FIRST: u64 = 800;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(corpus), Some(weights)) = (arguments.next(), arguments.next()) else {
        return Err("train_names CORPUS WEIGHTS".into());
    };
    let mut examples: Vec<Run> = Vec::new();
    for line in fs::read_to_string(corpus)?.lines() {
        let row: Row = serde_json::from_str(line)?;
        let names: Vec<(Span, &str)> =
            row.names.iter().map(|(start, end, label)| (Span::new(*start, *end), label.as_str())).collect();
        for salt in 0..row.times {
            let hidden = Hidden { salt: FIRST + salt, share: if salt % 2 == 0 { 0 } else { SHARE } };
            examples.extend(runs(&row.text, &names, Language::English, hidden));
        }
    }
    println!("{} runs", examples.len());
    let bytes = train(examples, Options::default());
    println!("{} bytes", bytes.len());
    fs::write(weights, bytes)?;
    Ok(())
}
