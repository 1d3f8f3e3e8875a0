//! The readable cases under `tests/cases/`: each is run, offsets included; a malformed one fails.

use factbox::{Document, Figure, Include, Language, Mention, Span, analyze, extract_figures, split_sentences};
use serde_json::Value;

const SENTENCES: &str = include_str!("cases/sentences.txt");
const FIGURES: &str = include_str!("cases/figures.jsonl");
const NAMES: &str = include_str!("cases/names.jsonl");

/// A case's text and the spans of its sentences.
fn sentences_of(case: &str) -> (String, Vec<Span>) {
    let (mut text, mut spans) = (String::new(), Vec::new());
    for piece in case.replace('⏎', "\n").replace(" | ", " |").split('|') {
        let start = text.len();
        text.push_str(piece);
        spans.push(Span::new(start, start + piece.trim_end().len()));
    }
    (text, spans)
}

#[test]
fn sentences() {
    let cases: Vec<&str> = SENTENCES
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#') && !line.starts_with("=="))
        .collect();
    assert!(cases.len() > 30, "the file of cases was not read");
    let mut wrong = Vec::new();
    for case in cases {
        let (text, expected) = sentences_of(case);
        let found: Vec<Span> = split_sentences(&text, Language::English).iter().map(|s| s.span).collect();
        if found != expected {
            let shown: Vec<&str> = found.iter().map(|span| span.of(&text)).collect();
            wrong.push(format!("{case}\n    found {shown:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} cases:\n{}", wrong.len(), wrong.join("\n"));
}

fn cases(file: &str) -> impl Iterator<Item = Value> {
    file.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
}

fn text_of(case: &Value) -> &str {
    case["text"].as_str().expect("a case has a text")
}

/// What a found record says of a field that a case names.
type Field = Box<dyn Fn(&str) -> Value>;

fn compare(case: &Value, list: &str, found: &[Field], wrong: &mut Vec<String>) {
    let expected = case[list].as_array().unwrap_or_else(|| panic!("no {list} in {case}"));
    let text = text_of(case);
    if expected.len() != found.len() {
        let shown: Vec<String> = found.iter().map(|field| field("text").to_string()).collect();
        wrong.push(format!("{text}\n    found {shown:?}"));
        return;
    }
    for (expected, field) in expected.iter().zip(found) {
        for (name, value) in expected.as_object().expect("an object") {
            let (is, wanted) = (field(name), value);
            let equal = match (is.as_f64(), wanted.as_f64()) {
                (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * b.abs(),
                _ => is == *wanted,
            };
            if !equal {
                wrong.push(format!("{text}\n    {} {name}: {is}, not {wanted}", field("text")));
            }
        }
    }
}

fn figure_field(text: &str, figure: &Figure) -> Field {
    let (text, figure) = (text.to_owned(), figure.clone());
    Box::new(move |name| {
        let words = |span: Option<Span>| span.map(|span| span.of(&text).to_owned()).into();
        match name {
            "text" => figure.span.of(&text).into(),
            "kind" => figure.kind.name().into(),
            "value" => figure.value.into(),
            "low" => figure.low.into(),
            "high" => figure.high.into(),
            "bound" => figure.bound.name().into(),
            "trend" => figure.trend.map(factbox::Trend::name).into(),
            "unit" => figure.unit.as_deref().into(),
            "noun" => words(figure.noun),
            "about" => words(figure.about),
            "event" => figure.event.as_deref().into(),
            "source" => words(figure.source),
            "source_entity" => figure.source_entity.as_deref().into(),
            "links" => figure
                .links
                .iter()
                .map(|link| Value::from(vec![Value::from(link.relation.name()), link.figure.into()]))
                .collect(),
            _ => panic!("a figure has no field {name}"),
        }
    })
}

fn report(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn figures() {
    let mut wrong = Vec::new();
    for case in cases(FIGURES) {
        let text = text_of(&case);
        let found: Vec<Field> = extract_figures(text, Include::DEFAULT, Language::English)
            .iter()
            .map(|figure| figure_field(text, figure))
            .collect();
        compare(&case, "figures", &found, &mut wrong);
    }
    report(&wrong);
}

fn mention_field(text: &str, mention: &Mention) -> Field {
    let (text, mention) = (text.to_owned(), mention.clone());
    Box::new(move |name| match name {
        "text" => mention.span.of(&text).into(),
        "label" => (*mention.label).into(),
        "entity" => (*mention.entity).into(),
        "role" => mention.role.as_deref().into(),
        "method" => mention.method.name().into(),
        "score" => mention.score.into(),
        _ => panic!("a mention has no field {name}"),
    })
}

/// Names, and where a case has them the figures with the entities that are credited for them.
#[test]
fn names() {
    let mut wrong = Vec::new();
    for case in cases(NAMES) {
        let text = text_of(&case);
        let Document { mentions, figures, .. } = analyze(text, None, Language::English);
        let mentions: Vec<Field> = mentions.iter().map(|mention| mention_field(text, mention)).collect();
        let figures: Vec<Field> = figures.iter().map(|figure| figure_field(text, figure)).collect();
        let lists = [("mentions", mentions), ("figures", figures)];
        assert!(lists.iter().any(|(list, _)| !case[*list].is_null()), "nothing is expected of {text}");
        for (list, found) in lists.iter().filter(|(list, _)| !case[*list].is_null()) {
            compare(&case, list, found, &mut wrong);
        }
    }
    report(&wrong);
}
