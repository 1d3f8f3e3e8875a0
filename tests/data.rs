//! The lists under `data/`: every file is well-formed, says what it holds, and is read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use factbox::{Conversion, FigureKind, Include, Language, extract_figures, world};

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|end| end == "tsv") {
            found.push(path);
        }
    }
}

/// A file's header lines, and its rows, the names of the columns first.
fn table(path: &Path) -> (Vec<String>, Vec<Vec<String>>) {
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.ends_with('\n'), "{}: no line break at the end", path.display());
    let (header, rows): (Vec<&str>, Vec<&str>) = text.lines().partition(|line| line.starts_with('#'));
    let cells = |line: &str| line.split('\t').map(str::to_owned).collect();
    (header.into_iter().map(str::to_owned).collect(), rows.into_iter().map(cells).collect())
}

#[test]
fn every_list_is_well_formed() {
    let mut paths = Vec::new();
    files(Path::new("data"), &mut paths);
    assert!(paths.len() > 15, "the lists were not found");
    for path in paths {
        let (header, rows) = table(&path);
        assert!(header.len() >= 2, "{}: the header says what it holds and from where", path.display());
        let columns = rows[0].len();
        for row in &rows {
            assert_eq!(row.len(), columns, "{}: {row:?}", path.display());
            for cell in row {
                assert_eq!(cell.trim(), cell, "{}: {row:?}", path.display());
                let items: Vec<&str> = cell.split('|').collect();
                let several = items.len() > 1 && path.file_name().is_some_and(|name| name != "number_shapes.tsv");
                assert!(!several || items.iter().all(|item| !item.trim().is_empty()), "{}: {row:?}", path.display());
            }
        }
    }
}

#[test]
fn no_row_stands_twice() {
    let unique = [
        ("data/units.tsv", 1),
        ("data/currencies.tsv", 1),
        ("data/en/events.tsv", 1),
        ("data/en/speech.tsv", 1),
        ("data/en/accounts.tsv", 1),
        ("data/en/abbreviations.tsv", 1),
        ("data/en/titles.tsv", 1),
        ("data/en/ranks.tsv", 1),
        ("data/en/kinds.tsv", 1),
        ("data/en/holders.tsv", 1),
        ("data/en/given_names.tsv", 1),
        ("data/en/word_classes.tsv", 1),
        ("data/en/numbers.tsv", 1),
        ("data/en/bounds.tsv", 2),
    ];
    for (path, columns) in unique {
        let (_, rows) = table(Path::new(path));
        let mut seen = BTreeSet::new();
        for row in rows.into_iter().skip(1) {
            assert!(seen.insert(row[..columns].to_vec()), "{path}: {row:?} stands twice");
        }
    }
}

#[test]
fn every_verb_of_saying_credits_its_subject() {
    let (_, rows) = table(Path::new("data/en/speech.tsv"));
    let mut wrong = Vec::new();
    for row in &rows[1..] {
        let finite = |form: &&str| !form.split(' ').next().is_some_and(|verb| verb.ends_with("ing"));
        for form in row[1].split('|').filter(finite) {
            let content = match row[2].as_str() {
                "say" | "add" | "think" | "show" | "judge" => "that 14 men fled.",
                "tell" => "him that 14 men fled.",
                "plan" | "name" => "the wall of 14 miles.",
                "put" => "the toll at 14.",
                way => panic!("{row:?}: no way of saying is called {way}"),
            };
            // one or many speak, as the form has it
            let credited = ["Khan", "Officials"].into_iter().any(|who| {
                let text = format!("{who} {form} {content}");
                let found = extract_figures(&text, Include::DEFAULT, Language::English);
                found.len() == 1 && found[0].source.is_some_and(|source| source.of(&text) == who)
            });
            if !credited {
                wrong.push(form.to_owned());
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_unit_is_read_by_each_of_its_names() {
    let (_, rows) = table(Path::new("data/units.tsv"));
    let mut wrong = BTreeMap::new();
    for row in &rows[1..] {
        let factor: f64 = row[2].parse().unwrap_or_else(|_| panic!("{row:?}: the factor is no number"));
        assert!(factor > 0.0, "{row:?}");
        for name in std::iter::once(row[0].as_str()).chain(row[4].split('|')).filter(|name| !name.is_empty()) {
            let text = format!("It was 3 {name} there.");
            let found = extract_figures(&text, Include::ALL, Language::English);
            if found.first().and_then(|figure| figure.unit.as_deref()) != Some(row[0].as_str()) {
                wrong.insert(name.to_owned(), found.first().and_then(|figure| figure.unit.clone()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn a_refused_conversion_says_what_would_do() {
    for (from, to, mend) in [
        ("mile", "kilometr", "did you mean \"kilometre\"?"),
        ("mile", "Foots", "did you mean \"foot\"?"),
        ("mile", "parsnip", "\"mile\" converts to nautical mile, verst, kilometre, "),
        ("percent", "percentage_point", "\"percent\" measures share, not change of a share"),
        ("USD per barrel", "USD", "\"USD per barrel\" measures USD per volume, not USD"),
        ("basis_point", "percent", "\"basis_point\" converts to percentage_point"),
    ] {
        let error = Conversion::between(Some(from), to).expect_err(to).to_string();
        assert!(error.contains(mend), "{error}");
    }
}

#[test]
fn a_name_of_several_units_is_read_as_the_one_of_the_same_kind() {
    for (from, to, unit) in [
        ("kilogram", "pounds", "pound-mass"),
        ("USD", "pound", "GBP"),
        ("USD per barrel", "USD/litre", "USD per litre"),
    ] {
        match Conversion::between(Some(from), to) {
            Ok(conversion) => assert_eq!(conversion.unit(), unit),
            Err(error) => assert!(unit == "GBP" && error.to_string().contains("no fixed rate"), "{error}"),
        }
    }
}

/// Symbols that are read only right behind their number, since they are words or letters too, and one that means millions
/// there.
const SPACED: [&str; 8] = ["in", "t", "s", "h", "d", "J", "Btu", "Btus"];
const ATTACHED: [&str; 1] = ["m"];

#[test]
fn every_unit_is_read_by_each_of_its_symbols() {
    let (_, rows) = table(Path::new("data/units.tsv"));
    let mut wrong = Vec::new();
    for row in &rows[1..] {
        for symbol in row.get(5).map_or("", |symbols| symbols).split('|').filter(|symbol| !symbol.is_empty()) {
            for (space, except) in [("", &ATTACHED[..]), (" ", &SPACED[..])] {
                let text = format!("The lab read 3.5{space}{symbol} there.");
                let found = extract_figures(&text, Include::ALL, Language::English);
                let read = found.first().and_then(|figure| figure.unit.as_deref()) == Some(row[0].as_str());
                if read == except.contains(&symbol) {
                    wrong.push(text);
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Spellings of money that say something else where they stand: a word before a number ("TOP 40"), another unit behind one
/// ("40 PS"), and a stop that no abbreviation has ("B/. 40").
const MONEY_BEFORE: [&str; 8] = ["ALL", "BAM", "CUP", "MOP", "TOP", "TRY", "B/. ", "S/. "];
const MONEY_BEHIND: [&str; 5] = ["PS", " PS", "s$", "SHP", " SHP"];
/// Signs of sums only, right before them: "R2" is a road, "COP28" a conference, "40 N" a force.
const MONEY_SUMS: [&str; 3] = ["N", "R", "COP"];

#[test]
fn every_currency_is_read_by_each_of_its_spellings() {
    let (_, rows) = table(Path::new("data/currencies.tsv"));
    let mut wrong = Vec::new();
    let mut check = |text: String, unit: &str| {
        let found = extract_figures(&text, Include::ALL, Language::English);
        if found.len() != 1 || found[0].kind != FigureKind::Money || found[0].unit.as_deref() != Some(unit) {
            wrong.push(text);
        }
    };
    for row in &rows[1..] {
        let [code, name, symbols, names, minor] = row.as_slice() else { panic!("{row:?}") };
        let items =
            |cell: &'_ str| cell.split('|').map(str::to_owned).filter(|item| !item.is_empty()).collect::<Vec<_>>();
        for spelled in [vec![name.clone()], items(names)].concat() {
            check(format!("They paid 40 {spelled} for it."), code);
        }
        for sign in [vec![code.clone()], items(symbols)].concat() {
            if MONEY_SUMS.contains(&sign.as_str()) {
                check(format!("They paid {sign}1,400 for it."), code);
                continue;
            }
            for space in ["", " "] {
                let parted = format!("{sign}{space}");
                if !MONEY_BEFORE.contains(&parted.as_str()) && !MONEY_BEFORE.contains(&sign.as_str()) {
                    check(format!("They paid {parted}40 for it."), code);
                }
                if !MONEY_BEHIND.contains(&format!("{space}{sign}").as_str()) {
                    check(format!("They paid 40{space}{sign} for it."), code);
                }
            }
        }
        let small = match code.as_str() {
            "GBP" => "penny",
            _ if minor.contains("cent") => "cent",
            _ => minor.split('|').next().unwrap_or_default(),
        };
        for spelled in items(minor) {
            // a letter is a sign
            let space = if spelled.len() == 1 { "" } else { " " };
            check(format!("They paid 40{space}{spelled} for it."), small);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_shape_fits_its_example() {
    let (_, rows) = table(Path::new("data/number_shapes.tsv"));
    for row in &rows[1..] {
        let text = format!("see {} there", row[2]);
        let found = extract_figures(&text, Include::ALL, Language::English);
        let figure = found.iter().find(|figure| figure.span.of(&text) == row[2]);
        let kind = figure.map(|figure| figure.kind.name());
        assert_eq!(kind, Some(row[0].as_str()), "{row:?}: {found:?}");
        assert!(figure.is_some_and(|figure| figure.kind >= FigureKind::Ordinal));
    }
}

#[test]
fn the_world_holds_what_news_names() {
    let world = world();
    assert!(world.len() > 4000);
    for (id, name) in [("IR", "Iran"), ("gn:112931", "Tehran"), ("org:human-rights-watch", "Human Rights Watch")] {
        assert_eq!(world.get(id).map(|entry| entry.name), Some(name));
    }
}
