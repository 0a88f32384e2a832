//! What differs between two runs of words that are known to be alike.

use std::ops::Range;

use super::Change;

/// Pairs of words that are compared one by one; beyond, what lies between equal ends is one change.
const MOST: usize = 4_000_000;

/// The changes that make `b` of `a`, in text order, with as many equal words as can be. Between two changes
/// (and before the first, after the last) the words are equal. Past some four million pairs of words that
/// differ in the middle, the middle is one change.
#[must_use]
pub fn differences(a: &[u32], b: &[u32]) -> Vec<Change> {
    let start = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a_rest, b_rest) = (&a[start..], &b[start..]);
    let end = a_rest.iter().rev().zip(b_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a_middle, b_middle) = (&a_rest[..a_rest.len() - end], &b_rest[..b_rest.len() - end]);
    if a_middle.is_empty() && b_middle.is_empty() {
        return Vec::new();
    }
    if a_middle.len().saturating_mul(b_middle.len()) > MOST {
        return vec![change(start..start + a_middle.len(), start..start + b_middle.len())];
    }
    let mut changes: Vec<Change> = Vec::new();
    let (mut i, mut j) = (0, 0);
    for (next_i, next_j) in common(a_middle, b_middle).into_iter().chain([(a_middle.len(), b_middle.len())]) {
        if next_i > i || next_j > j {
            changes.push(change(start + i..start + next_i, start + j..start + next_j));
        }
        (i, j) = (next_i + 1, next_j + 1);
    }
    changes
}

fn change(earlier: Range<usize>, later: Range<usize>) -> Change {
    let range = |range: Range<usize>| range.start as u32..range.end as u32;
    Change { earlier: range(earlier), later: range(later) }
}

/// The places of a longest common subsequence, ascending on both sides.
fn common(a: &[u32], b: &[u32]) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    // Length of the longest common subsequence of `a[i..]` and `b[j..]`.
    let mut longest = vec![0_u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            longest[i * width + j] = if a[i] == b[j] {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j, mut places) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            places.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn exchanged_dropped_and_added_words() {
        let a = [1, 2, 3, 4, 5, 6, 7, 8];
        let b = [1, 2, 9, 4, 5, 7, 8, 10, 11];
        let changes = differences(&a, &b);
        assert_eq!(changes, [change(2..3, 2..3), change(5..6, 5..5), change(8..8, 7..9)]);
        assert!(differences(&a, &a).is_empty());
        assert_eq!(differences(&[], &[1]), [change(0..0, 0..1)]);
    }

    #[test]
    fn a_huge_middle_is_one_change() {
        let a: Vec<u32> = (0..3_000).collect();
        let b: Vec<u32> = [0].into_iter().chain(5_000..8_000).chain([2_999]).collect();
        assert_eq!(differences(&a, &b), [change(1..2_999, 1..3_001)]);
    }

    proptest! {
        #[test]
        fn between_changes_the_words_are_equal(
            a in prop::collection::vec(0_u32..6, 0..40),
            b in prop::collection::vec(0_u32..6, 0..40),
        ) {
            let mut made: Vec<u32> = Vec::new();
            let mut at = 0;
            for change in differences(&a, &b) {
                made.extend(&a[at..change.earlier.start as usize]);
                prop_assert_eq!(made.len(), change.later.start as usize);
                made.extend(&b[change.later.start as usize..change.later.end as usize]);
                at = change.earlier.end as usize;
            }
            made.extend(&a[at..]);
            prop_assert_eq!(made, b);
        }
    }
}
