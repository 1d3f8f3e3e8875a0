//! What holds for every text, whatever it says.

use factbox::{Conversion, Include, Language, Span, analyze, extract_figures, split_sentences, text::tokenize};
use proptest::prelude::*;

/// Texts of the pieces that decide: stops, quotation marks, brackets, numbers, names, all kinds of white space, and anything.
fn texts() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        ". ",
        ".",
        "!",
        "?",
        "…",
        "\"",
        "“",
        "”",
        "’s",
        "'",
        "(",
        ")",
        "[2]",
        "\n",
        "\n\n",
        "\r\n",
        "\u{2029}",
        " ",
        "\t",
        "\u{a0}",
        "-",
        "–",
        "$",
        "US$",
        "%",
        "Mr.",
        "U.S.",
        "a.m.",
        "No. 5",
        "e.g.",
        "1",
        "2.5",
        "1,234.5",
        "3/4",
        "½",
        "٣٤",
        "two",
        "half a million",
        "hundred",
        "dozens of",
        "between 20 and 30",
        "over",
        "at least",
        "killed",
        "people",
        "was 5",
        "said",
        "according to",
        "officials",
        "Foreign Minister",
        "Walid al-Moallem",
        "Khamis",
        "or",
        "known as",
        "aka the",
        "UN",
        "Ukranian",
        "the ministry",
        "one firm in",
        "and",
        ",",
        ":",
        "=",
        "women,",
        "over-65s",
        "6-foot-",
        "a couple of",
        "half a point",
        "from",
        "to",
        "1m",
        "s",
        "R",
        "COP28",
        "Islamic State (ISIS)",
        "Tehran",
        "Ministry of",
        "km/h",
        "years old",
        "2019",
        "10:30 pm",
        "2-1",
        "https://a.b/c.d",
        "x@y.zz",
        "日本。",
        "é",
        "İ",
        "😀",
        "\0",
        "Hello world",
        "the",
    ]);
    let piece = prop_oneof![8 => pieces.prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from), 2 => Just(" ".to_owned())];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn fits(text: &str, span: Span) -> bool {
    span.start <= span.end && text.get(span.start..span.end).is_some()
}

/// White space, and the marks of no width that a token scan passes over.
fn blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}')
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tokens_cover_all_but_white_space(text in texts()) {
        let mut tokens = Vec::new();
        tokenize(&text, &mut tokens);
        let mut at = 0;
        for token in &tokens {
            let span = token.span();
            prop_assert!(fits(&text, span) && span.start >= at && span.end > span.start);
            prop_assert!(blank(&text[at..span.start]));
            at = span.end;
        }
        prop_assert!(blank(&text[at..]));
    }

    #[test]
    fn sentences_cover_all_but_white_space(text in texts()) {
        let sentences = split_sentences(&text, Language::English);
        let (mut at, mut paragraph) = (0, 0);
        for sentence in &sentences {
            prop_assert!(fits(&text, sentence.span) && sentence.span.start >= at && sentence.span.end > sentence.span.start);
            prop_assert!(text[at..sentence.span.start].trim().is_empty());
            prop_assert!(sentence.paragraph == paragraph || sentence.paragraph == paragraph + 1);
            (at, paragraph) = (sentence.span.end, sentence.paragraph);
        }
        prop_assert!(text[at..].trim().is_empty());
    }

    #[test]
    fn a_text_is_read_alike_each_time_and_names_one_thing_by_one_entity(text in texts()) {
        let document = analyze(&text, None, Language::English);
        prop_assert_eq!(&document, &analyze(&text, None, Language::English));
        for entity in &document.entities {
            for &mention in &entity.mentions {
                prop_assert_eq!(&document.mentions[mention].entity, &entity.key);
                prop_assert!((0.0..=1.0).contains(&document.mentions[mention].score));
            }
        }
    }

    #[test]
    fn every_span_of_a_document_fits_its_sentence(text in texts()) {
        let document = analyze(&text, None, Language::English);
        let inside = |span: Span, sentence: usize| fits(&text, span) && document.sentences[sentence].span.contains(span);
        let mut at = 0;
        for mention in &document.mentions {
            prop_assert!(inside(mention.span, mention.sentence), "{mention:?}");
            prop_assert!(mention.span.start >= at);
            at = mention.span.end;
        }
        for figure in &document.figures {
            // a quotation that is a paragraph of its own has its speaker in the one before
            let paragraph = document.sentences[figure.sentence].paragraph;
            let from = document.paragraphs[paragraph.saturating_sub(1)].start;
            let credited = Span::new(from, document.paragraphs[paragraph].end);
            prop_assert!(figure.source.is_none_or(|source| credited.contains(source)), "{:?}", figure);
            let spans = [Some(figure.span), figure.noun, figure.about];
            prop_assert!(spans.into_iter().flatten().all(|span| inside(span, figure.sentence)), "{figure:?}");
            prop_assert!(figure.low <= figure.high);
            for link in &figure.links {
                let other = document.figures.get(link.figure);
                prop_assert!(other.is_some_and(|other| other.sentence == figure.sentence && !std::ptr::eq(other, figure)));
            }
            prop_assert!(figure.value.is_none_or(|value| figure.low <= value && value <= figure.high));
        }
        for acronym in &document.acronyms {
            prop_assert!(fits(&text, acronym.short) && fits(&text, acronym.long) && !acronym.short.overlaps(acronym.long));
        }
        let mentioned: usize = document.entities.iter().map(|entity| entity.mentions.len()).sum();
        prop_assert_eq!(mentioned, document.mentions.len());
    }

    #[test]
    fn other_paragraphs_change_nothing(before in texts(), text in texts(), after in texts()) {
        let alone = text.trim().to_owned();
        prop_assume!(!alone.is_empty());
        let whole = format!("{before}\n\n{alone}\n\n{after}");
        let shift = before.len() + 2;
        let within = |span: Span| span.start >= shift && span.end <= shift + alone.len();
        let moved = |span: Span| Span::new(span.start - shift, span.end - shift);

        let expected: Vec<Span> = split_sentences(&alone, Language::English).iter().map(|s| s.span).collect();
        let found: Vec<Span> = split_sentences(&whole, Language::English).iter().map(|s| s.span).filter(|s| within(*s)).map(moved).collect();
        prop_assert_eq!(found, expected);

        let stated = |f: &factbox::Figure, span: Span| (span, f.value.map(f64::to_bits), f.low.to_bits(), f.high.to_bits(), f.unit.clone(), f.bound);
        let expected: Vec<_> = extract_figures(&alone, Include::ALL, Language::English).iter().map(|f| stated(f, f.span)).collect();
        let found: Vec<_> = extract_figures(&whole, Include::ALL, Language::English).iter().filter(|f| within(f.span)).map(|f| stated(f, moved(f.span))).collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn conversion_there_and_back(value in -1e6..1e6_f64, pair in prop::sample::select(vec![
        ("km", "mile"), ("celsius", "fahrenheit"), ("km/h", "knot"), ("USD per barrel", "USD per litre"), ("year", "day"),
        ("square metre", "acre"), ("percentage_point", "basis_point"), ("pound-mass", "ounce"), ("cent", "USD"),
    ]), change in any::<bool>()) {
        let (from, to) = pair;
        let there = Conversion::between(Some(from), to).unwrap();
        let back = Conversion::between(Some(there.unit()), from).unwrap();
        let again = back.apply(there.apply(value, change), change);
        prop_assert!((again - value).abs() <= 1e-6 * value.abs().max(1e-3), "{} {} {}", from, value, again);
    }
}
