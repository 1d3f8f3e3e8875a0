//! How far two spellings lie apart.

/// How many edits lie between two words, if not more than so many: a letter more, less or other, or two swapped (optimal string
/// alignment distance).
#[must_use]
pub fn distance(a: &[char], b: &[char], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let (mut above2, mut above, mut here) =
        (vec![0; b.len() + 1], (0..=b.len()).collect::<Vec<_>>(), vec![0; b.len() + 1]);
    for (row, left) in a.iter().enumerate() {
        here[0] = row + 1;
        for (column, right) in b.iter().enumerate() {
            let change = above[column] + usize::from(left != right);
            let mut least = change.min(above[column + 1] + 1).min(here[column] + 1);
            if row > 0 && column > 0 && a[row - 1] == *right && b[column - 1] == *left {
                least = least.min(above2[column - 1] + 1);
            }
            here[column + 1] = least;
        }
        std::mem::swap(&mut above2, &mut above);
        std::mem::swap(&mut above, &mut here);
    }
    Some(above[b.len()]).filter(|edits| *edits <= most)
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn edits() {
        for (a, b, edits) in [
            ("ukrainian", "ukranian", Some(1)),
            ("ukrainian", "ukrainina", Some(1)),
            ("ukrainian", "ukrainian", Some(0)),
            ("ukrainian", "ucrainiann", Some(2)),
            ("ca", "abc", None),
            ("abcdef", "badcef", Some(2)),
            ("", "ab", Some(2)),
            ("abc", "abcxyz", None),
        ] {
            let [a, b] = [a, b].map(|word| word.chars().collect::<Vec<_>>());
            assert_eq!(distance(&a, &b, 2), edits, "{a:?} {b:?}");
            assert_eq!(distance(&b, &a, 2), edits, "{b:?} {a:?}");
        }
    }
}
