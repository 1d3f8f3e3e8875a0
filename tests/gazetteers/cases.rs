//! Single cases: those of `tests/cases/gazetteer.txt`, and what takes many records.

use std::sync::Arc;

use factbox::{Alias, CaseRule, EntityMatcher, Gazetteer, MatchOptions, NamePolicy, Overlaps, Record};

/// The readable cases: names, options, and the text with what is found between brackets.
#[test]
fn cases() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in include_str!("../cases/gazetteer.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        let plain = |written: &str| {
            let mut made = String::new();
            let mut rest = written;
            while let Some((before, after)) = rest.split_once("\\u{") {
                let (code, behind) = after.split_once('}').expect("a closing brace");
                made.push_str(before);
                made.push(u32::from_str_radix(code, 16).ok().and_then(char::from_u32).expect("a code point"));
                rest = behind;
            }
            (made + rest).replace('⏎', "\n")
        };
        let cells: Vec<String> = line.split('\t').map(plain).collect();
        let [names, options, marked] = cells.as_slice() else { panic!("three cells: {line}") };
        let record = |(index, name): (usize, &str)| {
            let (name, case) = name.split_once(" = ").map_or((name, None), |(name, case)| (name, Some(case)));
            Record {
                id: Some(index.to_string()),
                name: Some(name.to_owned()),
                case: case.map_or(NamePolicy::Matcher, |case| NamePolicy::from_name(case).expect("a policy")),
                ..Record::default()
            }
        };
        let gazetteer = Gazetteer::from_records(names.split('|').enumerate().map(record)).unwrap();
        let mut chosen = MatchOptions::default();
        for option in options.split(' ').filter(|option| *option != "-") {
            match option.split_once('=').expect("an option") {
                ("case", name) => chosen.case = CaseRule::from_name(name).unwrap(),
                ("overlaps", name) => chosen.overlaps = Overlaps::from_name(name).unwrap(),
                ("fold", value) => chosen.fold = value == "yes",
                other => panic!("no such option: {other:?}"),
            }
        }
        let text: String = marked.replace(['⟦', '⟧'], "");
        let mut shown = String::new();
        let mut at = 0;
        for mention in EntityMatcher::new(Arc::new(gazetteer), chosen).find(&text) {
            shown.extend([&text[at..mention.span.start], "⟦", mention.span.of(&text), "⟧"]);
            at = mention.span.end;
        }
        shown += &text[at..];
        count += 1;
        if shown != *marked {
            wrong.push(format!("{line}\n    found {shown:?}"));
        }
    }
    assert!(count > 40, "the file of cases was not read");
    assert!(wrong.is_empty(), "{} cases:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn one_name_for_many_entities() {
    let record = |index: usize| Record {
        id: Some(index.to_string()),
        name: Some("Georgia".into()),
        aliases: vec![Alias::from("Gruzia")],
        ..Record::default()
    };
    let gazetteer = Arc::new(Gazetteer::from_records((0..3000).map(record)).unwrap());
    let found = EntityMatcher::new(Arc::clone(&gazetteer), MatchOptions::default()).find("to Gruzia and Georgia");
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|mention| &*mention.entity == "0" && mention.candidates.len() == 63));
    assert_eq!(&*found[0].candidates[0], "1");
    assert!((0..3000).all(|index| gazetteer.get(&index.to_string()).is_some()));
}
