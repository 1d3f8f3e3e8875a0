//! Whom a sentence credits for its figures: of the credits whose content holds a figure the innermost stands.

use super::credits::{Credit, NEAREST, credits};
use super::quotations::Quotations;
use super::reader::Reader;
use super::{Figure, FigureKind};

/// Sets the source of each figure of a sentence.
pub(super) fn credit(reader: &Reader, quotations: &Quotations, figures: &mut [Figure]) {
    let credits = credits(reader, quotations);
    for figure in figures.iter_mut().filter(|figure| figure.kind < FigureKind::Ordinal) {
        let holds = |credit: &&Credit| {
            let within = credit.from <= figure.span.start && figure.span.end <= credit.to;
            within && !credit.source.overlaps(figure.span)
        };
        let here = credits.partition_point(|credit| credit.at < figure.span.start);
        let near = &credits[here.saturating_sub(NEAREST)..(here + NEAREST).min(credits.len())];
        let innermost = near
            .iter()
            .filter(holds)
            .min_by_key(|credit| (credit.to - credit.from, credit.at.abs_diff(figure.span.start)));
        figure.source = innermost.map(|credit| credit.source);
    }
}
