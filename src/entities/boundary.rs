//! Where a name may begin and end in a text.
//!
//! A place is judged by the two characters at its sides, inside and outside the name, and one beyond. Letters and digits
//! never part, but for the letters of scripts without spaces. An apostrophe between letters ties them ("O'Brien") unless
//! it makes a possessive, as do full stops between single letters ("U.S.A.") and marks between digits ("1,234"). A name
//! that ends in a mark ("U.S.", "C++") ends there only where no letter follows. A Korean particle may follow a name.

use super::fold::{Script, is_hyphen, script};
use super::particles;
use crate::text::classes::is_apostrophe;

/// How many characters of no width are looked past, so that a run of them costs the same wherever the look begins.
const REACH: usize = 16;

/// Whether a name may begin at a byte offset.
pub(super) fn begins(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    if bytes.get(at).is_some_and(u8::is_ascii_alphanumeric) && (at == 0 || parts(bytes[at - 1])) {
        return true;
    }
    let (before, after) = text.split_at_checked(at).unwrap_or(("", text));
    let Some(inside) = after.chars().next() else { return false };
    if script(inside).is_none() {
        return false;
    }
    let mut outer = before.chars().rev();
    !outside(&mut outer).is_some_and(|(outside, class)| {
        let beyond = |n: usize| outer.clone().nth(n);
        tied(inside, outside, class)
            || letter(inside) && is_apostrophe(outside) && beyond(0).is_some_and(letter)
            || inside.is_numeric() && matches!(outside, '.' | ',') && beyond(0).is_some_and(char::is_numeric)
            || outside == '.' && single(inside, after.chars().nth(1)) && beyond(0).is_some_and(|c| single(c, beyond(1)))
    })
}

/// Whether a name may end at a byte offset.
pub(super) fn ends(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    if at > 0 && bytes[at - 1].is_ascii_alphanumeric() && bytes.get(at).is_none_or(|b| parts(*b)) {
        return true;
    }
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    if after.chars().next().is_some_and(|c| script(c).is_none()) {
        return false;
    }
    let mut inner = before.chars().rev();
    let Some((inside, _)) = outside(&mut inner) else { return false };
    let mut outer = after.chars();
    !outside(&mut outer).is_some_and(|(outside, class)| {
        let beyond = |n: usize| outer.clone().nth(n);
        tied(inside, outside, class) && !particles::follows(before, after)
            || letter(inside)
                && is_apostrophe(outside)
                && beyond(0).is_some_and(|next| letter(next) && !possessive(next, beyond(1)))
            || inside.is_numeric() && matches!(outside, '.' | ',') && beyond(0).is_some_and(char::is_numeric)
            || outside == '.' && single(inside, inner.next()) && beyond(0).is_some_and(|c| single(c, beyond(1)))
    })
}

/// Whether a byte parts words whatever stands around it.
fn parts(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b';' | b':' | b'(' | b')' | b'"' | b'-')
}

/// The next character that has a width, and what it is.
fn outside(chars: &mut impl Iterator<Item = char>) -> Option<(char, Script)> {
    chars.take(REACH).find_map(|c| script(c).map(|class| (c, class)))
}

/// Whether two characters side by side are of one word, or the outer one ties itself to a mark.
fn tied(inside: char, outside: char, outer: Script) -> bool {
    match (script(inside).unwrap_or(Script::Spaced), outer) {
        (_, Script::Mark) | (Script::Free, _) => false,
        // a hyphen before a word is a gap
        (Script::Mark, _) if is_hyphen(inside) => true,
        (Script::Mark, outer) => outer == Script::Spaced && outside.is_alphabetic(),
        (_, Script::Free) => false,
        (inner, outer) => inner == outer,
    }
}

fn letter(c: char) -> bool {
    c.is_alphabetic() && script(c) == Some(Script::Spaced)
}

/// A letter that stands alone between full stops.
fn single(c: char, beyond: Option<char>) -> bool {
    letter(c) && !beyond.is_some_and(|c| script(c) != Some(Script::Mark))
}

/// The s of a possessive, by what follows it.
fn possessive(c: char, beyond: Option<char>) -> bool {
    matches!(c, 's' | 'S') && !beyond.is_some_and(|c| script(c) != Some(Script::Mark))
}

/// Whether a stretch lies inside a web or e-mail address, and does not take it up whole.
pub(super) fn in_address(text: &str, start: usize, end: usize) -> bool {
    const MOST: usize = 256;
    let bytes = text.as_bytes();
    // most names stand between spaces and full stops
    let spaced = start == 0 || bytes[start - 1] <= b' ';
    if spaced && !bytes.get(end).is_some_and(|b| matches!(b, b':' | b'@' | b'.' | b'-' | b'+')) {
        return false;
    }
    let part = |b: &u8| *b > b' ' && !matches!(b, b'<' | b'>' | b'"' | b'(' | b')') && *b < 0x80;
    let before = bytes[..start].iter().rev().take(MOST).take_while(|b| part(b)).count();
    let after = bytes[end..].iter().take(MOST).take_while(|b| part(b)).count();
    let (left, right) = (&bytes[start - before..start], &bytes[end..end + after]);
    let web = |left: &[u8]| memchr::memmem::find(left, b"://").is_some() || left.starts_with(b"www.");
    if before > 0 && web(left) || right.starts_with(b"://") {
        return true;
    }
    // name@host.org: something stands at both sides of the sign, and a full stop behind it
    let alnum = |b: Option<&u8>| b.is_some_and(u8::is_ascii_alphanumeric);
    let behind = |right: &[u8]| {
        memchr::memchr(b'@', right).is_some_and(|at| alnum(right.get(at + 1)) && right[at..].contains(&b'.'))
    };
    let ahead = memchr::memrchr(b'@', left)
        .is_some_and(|at| at > 0 && alnum(left.get(at - 1)) && (left[at..].contains(&b'.') || right.contains(&b'.')));
    ahead || (behind(right) && (right[0] == b'@' || right[0] == b'.' || right[0] == b'-' || right[0] == b'+'))
}
