//! Many documents as tables: shares in any order of work give rows in theirs.
#![cfg(feature = "tables")]

use std::time::Duration;

use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use factbox::Language;
use factbox::tables::{Doc, Docs, IdKind, Ids, Rows, Share, TableKind, Workers, rows, write_csv};

fn share(number: i64) -> Share {
    // the first take longest, so that later ones are ready before them
    let filling = "Nothing happened. ".repeat(usize::try_from(400 - 20 * number).unwrap());
    let text = Doc::Text(format!("{filling}Über {number} people fled."));
    let docs = vec![text, Doc::Missing, Doc::Unreadable("of \"no\" use".to_owned())];
    Share { docs: Docs::Own(docs), ids: Ids::Names(["a", "b", "c"].map(|letter| format!("{letter}{number}")).to_vec()) }
}

/// The highest index of a sentence in each batch.
fn last_sentences(rows: &Rows) -> Vec<i64> {
    let last = |batch: &arrow_array::RecordBatch| {
        let sentences = batch.column_by_name("sentence").unwrap().as_primitive::<Int64Type>();
        *sentences.values().last().unwrap()
    };
    rows.sentences.iter().map(last).collect()
}

#[test]
fn rows_come_back_in_order() {
    let mut workers = Workers::new(3, None, Language::English).unwrap();
    (2..20).for_each(|number| workers.send(share(number)));
    let mut all = Rows::default();
    while workers.in_flight() > 0 {
        if let Some(rows) = workers.receive(Duration::from_millis(10)) {
            all.append(rows.unwrap());
        }
    }
    assert_eq!(all.documents, 3 * 18);
    assert_eq!(last_sentences(&all), (2..20).map(|number| 400 - 20 * number).collect::<Vec<_>>());
    let values: Vec<_> =
        all.figures.iter().map(|batch| batch.column_by_name("doc").unwrap().as_string::<i32>().value(0)).collect();
    assert_eq!(values, (2..20).map(|number| format!("a{number}")).collect::<Vec<_>>());
}

#[test]
fn what_is_stopped_ends_between_documents() {
    let rows = rows(&share(3), None, Language::English, &|| true).unwrap();
    assert!(rows.sentences.is_empty() && rows.errors.is_empty());
}

#[test]
fn csv_quotes_what_it_must() {
    let rows = rows(&share(3), None, Language::English, &|| false).unwrap();
    let mut written = Vec::new();
    let schema = TableKind::Errors.schema(IdKind::Name);
    write_csv(&mut written, &schema, &rows.errors, true).unwrap();
    assert_eq!(String::from_utf8(written).unwrap(), "doc,error\nc3,\"of \"\"no\"\" use\"\n");
}

#[test]
fn every_batch_has_the_schema_of_its_table() {
    let rows = rows(&share(3), None, Language::English, &|| false).unwrap();
    let tables = [&rows.sentences, &rows.mentions, &rows.figures, &rows.errors];
    for (kind, batches) in TableKind::ALL.into_iter().zip(tables) {
        assert!(batches.iter().all(|batch| batch.schema() == kind.schema(IdKind::Name)), "{}", kind.name());
    }
}
