//! Whose dollar a bare "$" is, by the document's own evidence: how it marks other dollars, and where it is datelined.
//!
//! A report that writes "US$" beside "$" means another dollar by the bare sign; one that writes "A$" means the American by it.
//! Where none is marked, the dateline tells, unless an international agency stands in it: those mark every dollar but the
//! American.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{Figure, FigureKind};
use crate::text::lists::{items, key, rows};
use crate::text::{Gap, Token};

/// How many tokens of a text may be its dateline.
const DATELINE: usize = 14;
const AGENCIES: [&str; 6] = ["reuters", "ap", "afp", "upi", "bloomberg", "efe"];

static PLACES: LazyLock<FxHashMap<u64, &'static str>> = LazyLock::new(|| {
    rows(include_str!("../../data/dollars.tsv"), ["code", "words"])
        .flat_map(|[code, words]| items(words).map(move |word| (key(word), code)))
        .collect()
});

/// Gives bare dollars the currency that the document means by them; they come as American ones.
pub(super) fn settle(text: &str, tokens: &[Token], figures: &mut [Figure]) {
    let mut bare = Vec::new();
    let (mut american, mut other) = (false, false);
    for (at, figure) in figures.iter().enumerate().filter(|(_, figure)| figure.kind == FigureKind::Money) {
        let code = figure.unit.as_deref().unwrap_or_default();
        let written = figure.span.of(text);
        match code.get(..3) {
            Some("USD") if is_bare(written) => bare.push(at),
            Some("USD") => american = true,
            Some(code) => other = other || PLACES.values().any(|dollar| *dollar == code),
            None => {}
        }
    }
    if bare.is_empty() || other && !american {
        return;
    }
    let dateline = dateline(text, tokens);
    let meant = if american { local(dateline).or_else(|| local(tokens)) } else { unmarked(text, dateline) };
    let Some(code) = meant else { return };
    for at in bare {
        if let Some(figure) = figures.get_mut(at) {
            let rate = figure.unit.as_deref().and_then(|unit| unit.get(3..)).unwrap_or_default();
            figure.unit = Some(if rate.is_empty() { Cow::Borrowed(code) } else { Cow::Owned(format!("{code}{rate}")) });
        }
    }
}

/// "$5", "5 dollars"; not "US$5", "5 US dollars".
fn is_bare(written: &str) -> bool {
    let written = written.trim_start_matches(['-', '−', '+']);
    if let Some(amount) = written.strip_prefix('$') {
        return !amount.starts_with('U');
    }
    let word = written.contains("dollar") || written.contains("Dollar");
    let named = ["US", "U.S.", "American", "american", "United", "united", "us dollar"].iter();
    word && !named.into_iter().any(|name| written.contains(name))
}

/// The tokens before the dash that ends a dateline: "TORONTO, Nov. 3 (CP) —".
fn dateline<'t>(text: &str, tokens: &'t [Token]) -> &'t [Token] {
    let end = tokens.iter().take(DATELINE).enumerate().position(|(at, token)| {
        let dash = matches!(token.mark, '-' | '–' | '—') && token.gap != Gap::None;
        dash && at > 0 || token.mark == ':' && at < 4
    });
    let line = end.and_then(|end| tokens.get(..end)).unwrap_or_default();
    let starts = line.first().is_some_and(|token| token.of(text).chars().all(|c| c.is_uppercase() || c == '.'));
    if starts { line } else { &[] }
}

/// The dollar of the place that a dateline without an international agency names.
fn unmarked(text: &str, dateline: &[Token]) -> Option<&'static str> {
    let agency = dateline.iter().any(|token| AGENCIES.iter().any(|name| token.of(text).eq_ignore_ascii_case(name)));
    if agency { None } else { local(dateline) }
}

/// The one dollar whose places are named most often.
fn local(tokens: &[Token]) -> Option<&'static str> {
    let mut counts: Vec<(&'static str, usize)> = Vec::new();
    for code in tokens.iter().filter(|token| token.is_capitalised()).filter_map(|token| PLACES.get(&token.key)) {
        match counts.iter_mut().find(|(known, _)| known == code) {
            Some((_, count)) => *count += 1,
            None => counts.push((code, 1)),
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max()?;
    let mut first = counts.iter().filter(|(_, count)| *count == most);
    first.next().filter(|_| first.next().is_none()).map(|(code, _)| *code)
}
