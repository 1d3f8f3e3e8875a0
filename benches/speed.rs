//! How fast the core reads, in bytes a second: `cargo bench`.
//!
//! The text is a report of this page's own, repeated to 3 kB as articles are, and to 1 MB.

use divan::Bencher;
use divan::counter::BytesCount;
use factbox::{Include, Language, analyze, extract_figures, match_entities, split_sentences, text::tokenize};

const REPORT: &str = include_str!("../python/factbox/sample.txt");
const SIZES: [usize; 2] = [3_000, 1_000_000];

fn main() {
    divan::main();
}

/// The report repeated to a size, cut at a character.
fn article(size: usize) -> String {
    let mut text = REPORT.repeat(size / REPORT.len() + 1);
    let end = (0..=size).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    text.truncate(end);
    text
}

fn measure<T>(bencher: Bencher, size: usize, read: impl Fn(&str) -> T + Sync) {
    let text = article(size);
    bencher.counter(BytesCount::of_str(&text)).bench(|| read(divan::black_box(&text)));
}

#[divan::bench(args = SIZES)]
fn tokens(bencher: Bencher, size: usize) {
    measure(bencher, size, |text| {
        let mut tokens = Vec::new();
        tokenize(text, &mut tokens);
        tokens.len()
    });
}

#[divan::bench(args = SIZES)]
fn sentences(bencher: Bencher, size: usize) {
    measure(bencher, size, |text| split_sentences(text, Language::English));
}

#[divan::bench(args = SIZES)]
fn figures(bencher: Bencher, size: usize) {
    measure(bencher, size, |text| extract_figures(text, Include::DEFAULT, Language::English));
}

#[divan::bench(args = SIZES)]
fn world(bencher: Bencher, size: usize) {
    measure(bencher, size, match_entities);
}

#[divan::bench(args = SIZES)]
fn document(bencher: Bencher, size: usize) {
    measure(bencher, size, |text| analyze(text, None, Language::English));
}
