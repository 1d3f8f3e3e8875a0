//! The readable cases under `tests/cases/`: each is run, offsets included; a malformed one fails.

use factbox::{Document, Figure, Include, Language, Span, analyze, extract_figures, split_sentences};
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

#[test]
fn names() {
    let mut wrong = Vec::new();
    for case in cases(NAMES) {
        let text = text_of(&case).to_owned();
        let Document { mentions, .. } = analyze(&text, None, Language::English);
        let found: Vec<Field> = mentions
            .into_iter()
            .map(|mention| {
                let text = text.clone();
                Box::new(move |name: &str| -> Value {
                    match name {
                        "text" => mention.span.of(&text).into(),
                        "label" => (*mention.label).into(),
                        "entity" => (*mention.entity).into(),
                        "role" => mention.role.as_deref().into(),
                        "method" => mention.method.name().into(),
                        _ => panic!("a mention has no field {name}"),
                    }
                }) as Field
            })
            .collect();
        compare(&case, "mentions", &found, &mut wrong);
    }
    report(&wrong);
}

/// Whom a credit stands for: the text, and the entity of each figure's source.
#[test]
fn credited() {
    let cases = [
        ("Imad Khamis spoke in Homs. He said 14 people died.", Some("~imad-khamis")),
        ("Imad Khamis met Ana Torres. He said 14 people died.", None),
        ("The Ministry of Health met. The ministry said 14 people died.", Some("~ministry-of-health")),
        ("The Ministry of Health and the Ministry of Works met. The ministry said 14 people died.", None),
        ("Velora Foods Inc. closed a plant. The company said it would cut 300 jobs.", Some("~velora-foods-inc")),
    ];
    for (text, expected) in cases {
        let document = analyze(text, None, Language::English);
        let found = document.figures.iter().find_map(|figure| figure.source_entity.as_deref());
        assert_eq!(found, expected, "{text} {:?}", document.mentions);
    }
}
