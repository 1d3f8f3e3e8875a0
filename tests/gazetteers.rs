//! The matcher against a slow one that is obviously right: every stretch of the text is held against every name.

use std::sync::Arc;

use factbox::{Alias, CaseRule, EntityMatcher, Gazetteer, MatchOptions, NamePolicy, Overlaps, Record};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

/// A character in a row of them, as words see it.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Class {
    Word,
    Katakana,
    Free,
    Mark,
    Space,
    /// Accents and marks of no width: part of the character before.
    Rider,
}

fn class(c: char) -> Class {
    match c {
        '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200d}' | '\u{fe0f}' => Class::Rider,
        'ァ'..='ヺ' | 'ー' => Class::Katakana,
        'ぁ'..='ん' | '一'..='鿿' => Class::Free,
        _ if c.is_whitespace() => Class::Space,
        '_' => Class::Word,
        _ if c.is_alphanumeric() => Class::Word,
        _ => Class::Mark,
    }
}

fn hyphen(c: char) -> bool {
    matches!(c, '-' | '‑' | '–')
}

fn apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// What is compared: folded letters and marks, '\n' for a blank line, ' ' for other gaps.
fn canonical(stretch: &[char]) -> Vec<char> {
    let bare: Vec<char> = stretch.iter().copied().filter(|c| class(*c) != Class::Rider).collect();
    let mut made = Vec::new();
    let mut at = 0;
    while at < bare.len() {
        let c = bare[at];
        if class(c) == Class::Space {
            let run: Vec<char> = bare[at..].iter().copied().take_while(|c| class(*c) == Class::Space).collect();
            let breaks = run.iter().filter(|c| **c == '\n').count();
            made.push(if breaks > 1 { '\n' } else { ' ' });
            at += run.len();
            continue;
        }
        let before = at.checked_sub(1).map(|at| bare[at]);
        let parts = hyphen(c)
            && before.is_some_and(|c| class(c) != Class::Space && !hyphen(c))
            && bare.get(at + 1).is_some_and(|c| matches!(class(*c), Class::Word | Class::Katakana | Class::Free));
        if parts {
            made.push(' ');
        } else {
            let plain = match c {
                '’' => '\'',
                '“' | '”' => '"',
                '‑' | '–' => '-',
                _ => c,
            };
            let folded = caseless::default_case_fold_str(&plain.to_string().nfd().collect::<String>());
            let folded: String = folded.nfd().filter(|c| class(*c) != Class::Rider).collect();
            made.extend(folded.replace('ı', "i").replace('ø', "o").chars());
        }
        at += 1;
    }
    made
}

/// The next character that is no rider, from here in a direction, and its place.
fn look(text: &[char], from: usize, step: isize) -> Option<(usize, char)> {
    let mut at = from;
    loop {
        let c = *text.get(at)?;
        if class(c) != Class::Rider {
            return Some((at, c));
        }
        at = at.checked_add_signed(step)?;
    }
}

/// Whether a name may have an edge between the characters `inner` and `outer` steps away from it.
fn edge(text: &[char], inside: usize, outside: Option<usize>, step: isize) -> bool {
    let Some((inside, a)) = look(text, inside, -step) else { return false };
    let Some((outside, b)) = outside.and_then(|at| look(text, at, step)) else { return true };
    let letter = |c: char| c.is_alphabetic() && class(c) == Class::Word;
    let get = |at: usize, by: isize| at.checked_add_signed(by).and_then(|at| text.get(at)).copied();
    let alone = |at: usize, by: isize| {
        letter(text[at]) && !get(at, by).is_some_and(|c| !matches!(class(c), Class::Mark | Class::Space))
    };
    let tied = match (class(a), class(b)) {
        (Class::Word, Class::Word) if step > 0 && particle(text, outside) => false,
        (Class::Word, Class::Word) | (Class::Katakana, Class::Katakana) => true,
        (Class::Mark, Class::Word) => b.is_alphabetic() || hyphen(a),
        (Class::Mark, Class::Katakana | Class::Free) => hyphen(a),
        _ => false,
    };
    let next = outside.checked_add_signed(step).filter(|at| *at < text.len());
    let by_apostrophe = letter(a) && apostrophe(b) && next.is_some_and(|next| letter(text[next]))
        // a possessive parts
        && !(step > 0
            && next.is_some_and(|next| matches!(text[next], 's' | 'S') && alone(next, 1)));
    let digit = |c: Option<char>| c.is_some_and(char::is_numeric);
    let by_number = digit(Some(a)) && matches!(b, '.' | ',') && digit(get(outside, step));
    let by_stop = b == '.' && alone(inside, -step) && next.is_some_and(|next| alone(next, step));
    !(tied || by_apostrophe || by_number || by_stop)
}

/// Whether a Korean particle begins here that is the rest of its word, behind two letters.
fn particle(text: &[char], at: usize) -> bool {
    let in_word = |c: &char| matches!(class(*c), Class::Word | Class::Rider);
    let rest: String = text[at..].iter().take_while(|c| in_word(c)).collect();
    let Some([second, last]) = at.checked_sub(2).map(|from| [text[from], text[from + 1]]) else { return false };
    // of the names in these tests: "서울" ends in a consonant, "제주" in a vowel
    let suits = match rest.as_str() {
        "에서" => true,
        "은" => !"주서".contains(last),
        "는" => !"울은에".contains(last) || last == '에',
        "에서는" => true,
        _ => false,
    };
    suits && class(second) == Class::Word && class(last) == Class::Word
}

fn words(stretch: &[char]) -> Vec<Vec<char>> {
    let mut words: Vec<Vec<char>> = Vec::new();
    let mut last = Class::Space;
    for c in stretch.iter().filter(|c| class(**c) != Class::Rider) {
        let here = class(*c);
        match words.last_mut() {
            Some(word) if here == last && matches!(here, Class::Word | Class::Katakana) => word.push(*c),
            _ if matches!(here, Class::Word | Class::Katakana | Class::Free) => words.push(vec![*c]),
            _ => {}
        }
        last = here;
    }
    words
}

fn smart(name: &[char], text: &[char]) -> bool {
    words(name).iter().zip(words(text)).all(|(name, text)| {
        let capitals = |word: &[char]| word.iter().filter(|c| c.is_uppercase()).count();
        let letters = |word: &[char]| word.iter().filter(|c| c.is_alphabetic()).count();
        let all = |word: &[char]| capitals(word) > 1 && capitals(word) == letters(word);
        let title = |word: &[char]| {
            capitals(word) == 1 && word.iter().find(|c| c.is_alphabetic()).is_some_and(|c| c.is_uppercase())
        };
        *name == text
            || if capitals(name) == 0 {
                true
            } else if all(name) {
                all(&text) || title(&text) && canonical(name).len() >= 4
            } else {
                capitals(&text) > 0
            }
    })
}

fn fits(name: &[char], text: &[char], policy: NamePolicy, options: MatchOptions) -> bool {
    let case = match (policy, options.case) {
        (NamePolicy::Matcher, CaseRule::Smart) => NamePolicy::Smart,
        (NamePolicy::Matcher, CaseRule::Exact) => NamePolicy::Exact,
        (NamePolicy::Matcher, CaseRule::Any) => NamePolicy::Any,
        (own, _) => own,
    };
    if case == NamePolicy::Upper && text.iter().any(|c| c.is_lowercase()) {
        return false;
    }
    if !options.fold {
        let plain = |stretch: &[char]| {
            let text: String = stretch.iter().collect();
            let mut made = String::new();
            for c in text.chars() {
                match c.is_whitespace() {
                    true if made.ends_with(' ') => {}
                    true => made.push(' '),
                    false if case == NamePolicy::Any => made.extend(c.to_lowercase()),
                    false => made.push(c),
                }
            }
            made
        };
        return plain(name) == plain(text);
    }
    match case {
        NamePolicy::Smart => smart(name, text),
        NamePolicy::Exact => {
            let capitals = |stretch: &[char]| -> Vec<bool> {
                let folded = |c: char| vec![c.is_uppercase(); canonical(&[c]).len()];
                words(stretch).concat().into_iter().flat_map(folded).collect()
            };
            capitals(name) == capitals(text)
        }
        _ => true,
    }
}

/// A stretch of bytes, and the entities that it may mean.
type Found = (usize, usize, Vec<String>);

fn slow(names: &[(String, NamePolicy)], text: &str, options: MatchOptions) -> Vec<Found> {
    let chars: Vec<char> = text.chars().collect();
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let names: Vec<(Vec<char>, Vec<char>, NamePolicy)> = names
        .iter()
        .map(|(name, policy)| {
            let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
            (name.chars().collect::<Vec<_>>(), canonical(&name.chars().collect::<Vec<_>>()), *policy)
        })
        .collect();
    let mut all = Vec::new();
    for start in 0..chars.len() {
        if class(chars[start]) == Class::Rider || !edge(&chars, start, start.checked_sub(1), -1) {
            continue;
        }
        for end in start + 1..=chars.len() {
            if chars.get(end).is_some_and(|c| class(*c) == Class::Rider) || !edge(&chars, end - 1, Some(end), 1) {
                continue;
            }
            let stretch = &chars[start..end];
            let plain = canonical(stretch);
            let meant: Vec<String> = (0..)
                .zip(&names)
                .filter(|(_, (name, folded, policy))| {
                    !folded.is_empty() && *folded == plain && fits(name, stretch, *policy, options)
                })
                .map(|(index, _): (usize, _)| index.to_string())
                .collect();
            if !meant.is_empty() {
                all.push((places[start], places[end], meant));
            }
        }
    }
    match options.overlaps {
        Overlaps::All => all,
        Overlaps::Longest => {
            let mut kept: Vec<Found> = Vec::new();
            for hit in all {
                match kept.last_mut() {
                    Some(last) if last.0 == hit.0 => *last = hit,
                    Some(last) if hit.0 < last.1 => {}
                    _ => kept.push(hit),
                }
            }
            kept
        }
        Overlaps::Priority => {
            let order = |hit: &Found| (hit.2[0].parse::<usize>().unwrap(), usize::MAX - (hit.1 - hit.0), hit.0);
            all.sort_by_key(order);
            let mut kept: Vec<Found> = Vec::new();
            for hit in all {
                if kept.iter().all(|other| other.1 <= hit.0 || hit.1 <= other.0) {
                    kept.push(hit);
                }
            }
            kept.sort();
            kept
        }
    }
}

fn fast(gazetteer: &Arc<Gazetteer>, text: &str, options: MatchOptions) -> Vec<Found> {
    let mentions = EntityMatcher::new(Arc::clone(gazetteer), options).find(text);
    let meant = |mention: &factbox::Mention| {
        std::iter::once(&mention.entity).chain(&mention.candidates).map(ToString::to_string).collect()
    };
    mentions.iter().map(|mention| (mention.span.start, mention.span.end, meant(mention))).collect()
}

/// Pieces of names and texts, few enough to meet again. None is a common word, for which the smart rule has an exception.
fn pieces() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "Zarn",
        "zarn",
        "ZARN",
        "Zärn",
        "Za\u{308}rn",
        "Qo",
        "QO",
        "qo",
        "Straßq",
        "STRASSQ",
        "straſsq",
        "Στος",
        "ΣΤΟΣ",
        "στοσ",
        "İx",
        "ix",
        "ıx",
        "IX",
        "Xøl",
        "xol",
        "al",
        "O’Qu",
        "O'Qu",
        "U",
        "S",
        "s",
        "3",
        "12",
        "C",
        "+",
        "_",
        "東",
        "京",
        "の",
        "カ",
        "ター",
        "é",
        "e\u{301}",
        "서울",
        "제주",
        "에서",
        "은",
        "는",
    ])
    .prop_map(str::to_owned)
}

fn ties() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        " ", " ", " ", "-", "-", "‑", "–", "\u{a0}", "  ", "\n", "\n\n", "", "", "'", "’s", "'s", ".", ".", ",", "“",
        "\"", "😀", "\0", "\u{ad}", "'S ", " - ", "--", "/",
    ])
    .prop_map(str::to_owned)
}

fn row(most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec((pieces(), ties()), 0..most)
        .prop_map(|pieces| pieces.into_iter().map(|(piece, tie)| piece + &tie).collect())
}

fn policies() -> impl Strategy<Value = NamePolicy> {
    use NamePolicy::{Any, Exact, Matcher, Smart, Upper};
    prop::sample::select(vec![Matcher, Matcher, Matcher, Matcher, Smart, Exact, Any, Upper])
}

fn options() -> impl Strategy<Value = MatchOptions> {
    let case = prop::sample::select(vec![CaseRule::Smart, CaseRule::Exact, CaseRule::Any]);
    let overlaps = prop::sample::select(vec![Overlaps::Longest, Overlaps::All, Overlaps::Priority]);
    (case, overlaps, prop::bool::weighted(0.8)).prop_map(|(case, overlaps, fold)| MatchOptions {
        case,
        overlaps,
        fold,
        ..MatchOptions::default()
    })
}

/// Names trimmed, those that are blank left out.
fn gazetteers() -> impl Strategy<Value = Vec<(String, NamePolicy)>> {
    prop::collection::vec((row(4), policies()), 1..10).prop_map(|names| {
        names
            .into_iter()
            .map(|(name, policy)| (name.trim().to_owned(), policy))
            .filter(|(name, _)| name.chars().any(|c| !matches!(class(c), Class::Rider | Class::Space)))
            // letters that the smart rule takes for common words where a sentence opens
            .filter(|(name, _)| !["s", "u", "c", "al"].contains(&name.to_lowercase().trim_matches('\u{ad}')))
            .collect()
    })
}

fn built(names: &[(String, NamePolicy)]) -> Arc<Gazetteer> {
    let record = |(index, (name, case)): (usize, &(String, NamePolicy))| Record {
        id: Some(index.to_string()),
        name: Some(name.clone()),
        case: *case,
        ..Record::default()
    };
    Arc::new(Gazetteer::from_records(names.iter().enumerate().map(record)).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_matcher_finds_what_the_slow_one_finds(names in gazetteers(), text in row(12), options in options()) {
        prop_assert_eq!(fast(&built(&names), &text, options), slow(&names, &text, options));
    }

    #[test]
    fn a_name_is_found_where_it_stands(names in gazetteers(), before in row(3), after in row(3), at in any::<prop::sample::Index>()) {
        prop_assume!(!names.is_empty());
        let name = at.get(&names).0.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = format!("{before} ; {name} ; {after}");
        let options = MatchOptions { overlaps: Overlaps::All, case: CaseRule::Any, ..MatchOptions::default() };
        let found = fast(&built(&names.iter().map(|(name, _)| (name.clone(), NamePolicy::Matcher)).collect::<Vec<_>>()), &text, options);
        let trimmed = name.trim_start_matches(|c| class(c) == Class::Rider);
        let start = before.len() + 3 + name.len() - trimmed.len();
        prop_assert!(found.iter().any(|hit| (hit.0, hit.1) == (start, start + trimmed.len())), "{:?} in {:?}: {:?}", name, text, found);
    }
}

/// The readable cases: names, options, and the text with what is found between brackets.
#[test]
fn cases() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in include_str!("cases/gazetteer.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
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

fn sample() -> Gazetteer {
    let record = |(id, label, name, aliases): (&str, &str, &str, &[&str])| Record {
        id: Some(id.into()),
        label: Some(label.into()),
        name: Some(name.into()),
        aliases: aliases.iter().map(|alias| Alias::from(*alias)).collect(),
        metadata: serde_json::from_str(r#"{"country": "XX"}"#).unwrap(),
        ..Record::default()
    };
    let rows: [(&str, &str, &str, &[&str]); 4] = [
        ("un", "ORG", "United Nations", &["UN", "U.N."]),
        ("ship", "SHIP", "Selda Star", &[]),
        ("zz", "PLACE", "Zürich", &["Zurigo", "Zuerich"]),
        ("zy", "PLACE", "Zurich Falls", &["Zürich"]),
    ];
    Gazetteer::from_records(rows.map(record)).unwrap()
}

const REPORT: &str = "The U.N. met in Zurich Falls; Selda  Star left Zürich’s port for the United\nNations.";

#[test]
fn a_saved_gazetteer_is_the_same() {
    let folder = std::env::temp_dir().join(format!("factbox-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("names.gazetteer");
    let made = Arc::new(sample());
    made.save(&path).unwrap();
    let opened = Arc::new(Gazetteer::open(&path).unwrap());
    opened.verify().unwrap();
    let found =
        |gazetteer: &Arc<Gazetteer>| EntityMatcher::new(Arc::clone(gazetteer), MatchOptions::default()).find(REPORT);
    assert_eq!(found(&made).len(), 5);
    assert_eq!(found(&made), found(&opened));
    // what is in use stays as it is when the file is replaced, and nothing is left beside it
    let other = Gazetteer::from_records([Record { name: Some("Oslo".into()), ..Record::default() }]).unwrap();
    other.save(&path).unwrap();
    assert_eq!(found(&made), found(&opened));
    assert_eq!(Gazetteer::open(&path).unwrap().len(), 1);
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
    assert!(made.save(folder.join("nowhere/names")).is_err());
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(made.to_bytes().unwrap(), sample().to_bytes().unwrap());
}

#[test]
fn the_bytes_are_those_of_the_format() {
    let bytes = sample().to_bytes().unwrap();
    assert_eq!(&bytes[..12], b"FACTBOXG\x02\0\0\0");
    assert_eq!(u64::from_le_bytes(bytes[16..24].try_into().unwrap()), 4);
    // the sum of all bytes: changes only with the version
    assert_eq!(crc32fast::hash(&bytes), SUM_OF_SAMPLE, "a change of format needs a new version number");
}

const SUM_OF_SAMPLE: u32 = 4_034_943_018;

/// Looks at everything that a gazetteer can be asked.
fn use_up(gazetteer: Gazetteer) {
    let gazetteer = Arc::new(gazetteer);
    for overlaps in [Overlaps::Longest, Overlaps::All, Overlaps::Priority] {
        let options = MatchOptions { overlaps, case: CaseRule::Any, ..MatchOptions::default() };
        for mention in EntityMatcher::new(Arc::clone(&gazetteer), options).find(REPORT) {
            assert!(!mention.span.of(REPORT).is_empty());
        }
    }
    for entry in gazetteer.entries() {
        assert!(entry.names().count() < 1 << 20 && entry.metadata().is_none_or(|json| json.len() < 1 << 20));
    }
    for id in ["un", "zz", "~Oslo", "nobody"] {
        let _ = gazetteer.get(id).map(|entry| entry.id().into_owned());
    }
    let _ = gazetteer.without(["un"]).and_then(|less| less.merged(&gazetteer));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_bytes_are_refused_or_give_wrong_names(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20), keep in any::<prop::sample::Index>(), cut in any::<bool>()) {
        let whole = sample().to_bytes().unwrap();
        let mut bytes = whole.clone();
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        if cut {
            bytes.truncate(keep.index(bytes.len()));
        }
        let altered = bytes != whole;
        if let Ok(gazetteer) = Gazetteer::from_bytes(bytes) {
            prop_assert_eq!(gazetteer.verify().is_err(), altered);
            use_up(gazetteer);
        }
    }

    #[test]
    fn bytes_with_right_sums_do_no_harm(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40)) {
        // as a hostile file would be: every checksum fits
        let mut bytes = sample().to_bytes().unwrap();
        for (at, value) in changes {
            let at = 16 + at.index(bytes.len() - 16);
            bytes[at] = value;
        }
        let sum = crc32fast::hash(&bytes[..192]);
        bytes[192..196].copy_from_slice(&sum.to_le_bytes());
        if let Ok(gazetteer) = Gazetteer::from_bytes(bytes) {
            let _ = gazetteer.verify();
            use_up(gazetteer);
        }
    }

    #[test]
    fn adding_and_removing_is_making_anew(steps in prop::collection::vec((0..40_u32, any::<bool>()), 1..30)) {
        let record = |id: u32| Record { id: Some(id.to_string()), name: Some(format!("Zarn{id}")), ..Record::default() };
        let mut made = Gazetteer::from_records((0..8).map(record)).unwrap();
        let mut there: Vec<u32> = (0..8).collect();
        for (id, add) in steps {
            let known = there.contains(&id);
            if add {
                match made.with([record(id)]) {
                    Ok(more) => { prop_assert!(!known); made = more; there.push(id); }
                    Err(_) => prop_assert!(known),
                }
            } else {
                match made.without([id.to_string().as_str()]) {
                    Ok(less) => { prop_assert!(known); made = less; there.retain(|other| *other != id); }
                    Err(_) => prop_assert!(!known),
                }
            }
        }
        prop_assert_eq!(made.len(), there.len());
        let text = (0..40).map(|id| format!("Zarn{id}")).collect::<Vec<_>>().join(" ");
        let found: Vec<String> = EntityMatcher::new(Arc::new(made.clone()), MatchOptions::default()).find(&text).iter().map(|m| m.entity.to_string()).collect();
        let mut sorted = there.clone();
        sorted.sort_unstable();
        prop_assert_eq!(found, sorted.iter().map(u32::to_string).collect::<Vec<_>>());
        let listed: Vec<String> = made.entries().map(|entry| entry.id().into_owned()).collect();
        prop_assert_eq!(listed, there.iter().map(u32::to_string).collect::<Vec<_>>());
        if !made.is_empty() {
            prop_assert_eq!(Gazetteer::from_bytes(made.to_bytes().unwrap()).unwrap().len(), there.len());
        }
    }
}

/// The same for as many seconds as `FACTBOX_FUZZ_SECONDS` says, or sixty, with numbers in place of bytes and pieces put
/// elsewhere, and over more kinds of file: for changes of the format.
#[test]
#[ignore = "takes a minute or more"]
fn hostile_files_do_no_harm_for_long() {
    let seconds = std::env::var("FACTBOX_FUZZ_SECONDS").ok().and_then(|given| given.parse().ok()).unwrap_or(60);
    let named = |name: String| Record { name: Some(name), ..Record::default() };
    let same = |number: usize| Record { id: Some(number.to_string()), ..named("Selda Star".to_owned()) };
    let sound: Vec<Vec<u8>> = [
        sample(),
        Gazetteer::from_records((0..200).map(same)).unwrap(),
        Gazetteer::from_records((0..300).map(|number| named(format!("Zürich {number}")))).unwrap(),
        Gazetteer::from_records([]).unwrap(),
    ]
    .iter()
    .map(|gazetteer| gazetteer.to_bytes().unwrap())
    .collect();
    // any order of numbers will do, as long as it is the same each time
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut below = |bound: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 16).unwrap() % bound.max(1)
    };
    let start = std::time::Instant::now();
    let mut runs = 0;
    while start.elapsed().as_secs() < seconds {
        let mut bytes = sound[below(sound.len())].clone();
        for _ in 0..=below(8) {
            let at = 16 + below(bytes.len() - 16);
            let room = bytes.len() - at;
            match below(4) {
                0 => bytes[at] = u8::try_from(below(256)).unwrap(),
                1 => {
                    let odd = [0, 1, 0x7F, 0x80, 0xFF, 0xFFFF, 0xFFFF_FFFF, u64::MAX, bytes.len() as u64];
                    let number = odd[below(odd.len())].to_le_bytes();
                    let length = room.min([1, 2, 4, 8][below(4)]);
                    bytes[at..at + length].copy_from_slice(&number[..length]);
                }
                2 => {
                    let from = below(bytes.len());
                    let length = below(64).min(room).min(bytes.len() - from);
                    bytes.copy_within(from..from + length, at);
                }
                _ => bytes.truncate(at.max(256)),
            }
        }
        let sum = crc32fast::hash(&bytes[..192]);
        bytes[192..196].copy_from_slice(&sum.to_le_bytes());
        if let Ok(gazetteer) = Gazetteer::from_bytes(bytes) {
            let _ = gazetteer.verify();
            use_up(gazetteer);
        }
        runs += 1;
    }
    assert!(runs > 100, "{runs} files");
}
