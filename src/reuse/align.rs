//! Grows seeds of two documents into the passages they share, over small insertions, deletions and
//! replacements.
//!
//! Works on word hashes alone; spans are added later.

use std::ops::Range;

use super::{Change, Options};

/// A shared passage of two texts, as word ranges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// In the first text.
    pub a: Range<u32>,
    /// In the second text.
    pub b: Range<u32>,
    /// Equal words.
    pub matched: u32,
    /// What differs, in order.
    pub changes: Vec<Change>,
}

/// Unequal words cost as much as equal ones earn; this far below the best score the passage has ended.
const DROP: i64 = 12;

/// One direction of growth: how far it went on both sides and what it met.
#[derive(Default)]
struct Growth {
    a: usize,
    b: usize,
    matched: u32,
    /// Steps from the seed: (from, to) on both sides.
    gaps: Vec<(Range<usize>, Range<usize>)>,
}

/// Walks along two sequences as long as they stay similar. `a` and `b` give the word at a distance.
fn grow(a: impl Fn(usize) -> Option<u32>, b: impl Fn(usize) -> Option<u32>, max_gap: usize) -> Growth {
    let same = |i: usize, j: usize| matches!((a(i), b(j)), (Some(x), Some(y)) if x == y);
    let (mut i, mut j) = (0, 0);
    let (mut score, mut matched) = (0_i64, 0_u32);
    let mut gaps = Vec::new();
    let (mut best, mut best_score, mut best_gaps) = (Growth::default(), 0, 0);
    loop {
        while same(i, j) {
            (i, j) = (i + 1, j + 1);
            score += 1;
            matched += 1;
        }
        if score > best_score {
            best_score = score;
            best_gaps = gaps.len();
            (best.a, best.b, best.matched) = (i, j, matched);
        }
        let Some((skip_a, skip_b)) = resume(&same, i, j, max_gap) else { break };
        score -= i64::try_from(skip_a.max(skip_b)).unwrap_or(i64::MAX);
        if score < best_score - DROP {
            break;
        }
        gaps.push((i..i + skip_a, j..j + skip_b));
        (i, j) = (i + skip_a, j + skip_b);
    }
    gaps.truncate(best_gaps);
    best.gaps = gaps;
    best
}

/// The smallest step over unequal words after which both sides agree again: for two words after an
/// exchange, for three after an insertion or a deletion.
fn resume(
    same: &impl Fn(usize, usize) -> bool,
    i: usize,
    j: usize,
    max_gap: usize,
) -> Option<(usize, usize)> {
    for total in 1..=2 * max_gap {
        let fewest = total.saturating_sub(max_gap);
        // The most even split first: exchanged words are more frequent than moved ones.
        let mut splits: Vec<usize> = (fewest..=total - fewest).collect();
        splits.sort_by_key(|skip_a| (2 * skip_a).abs_diff(total));
        for skip_a in splits {
            let skip_b = total - skip_a;
            let needed = if skip_a == skip_b && skip_a <= 2 { 2 } else { 3 };
            if (0..needed).all(|k| same(i + skip_a + k, j + skip_b + k)) {
                return Some((skip_a, skip_b));
            }
        }
    }
    None
}

/// The passage around one seed.
fn around(a: &[u32], b: &[u32], at: (usize, usize), max_gap: usize) -> Shared {
    let (i, j) = at;
    let right = grow(|k| a.get(i + k).copied(), |k| b.get(j + k).copied(), max_gap);
    let left = grow(
        |k| i.checked_sub(k + 1).and_then(|x| a.get(x)).copied(),
        |k| j.checked_sub(k + 1).and_then(|x| b.get(x)).copied(),
        max_gap,
    );
    let range = |start: usize, end: usize| start as u32..end as u32;
    let mut changes: Vec<Change> = left
        .gaps
        .iter()
        .rev()
        .map(|(ga, gb)| Change {
            earlier: range(i - ga.end, i - ga.start),
            later: range(j - gb.end, j - gb.start),
        })
        .collect();
    changes.extend(right.gaps.iter().map(|(ga, gb)| Change {
        earlier: range(i + ga.start, i + ga.end),
        later: range(j + gb.start, j + gb.end),
    }));
    Shared {
        a: range(i - left.a, i + right.a),
        b: range(j - left.b, j + right.b),
        matched: left.matched + right.matched,
        changes,
    }
}

/// All passages two texts share, from their seeds (word in `a`, word in `b`), sorted by place in `b`.
pub fn align(a: &[u32], b: &[u32], seeds: &[(u32, u32)], options: &Options) -> Vec<Shared> {
    let mut found: Vec<Shared> = Vec::new();
    for &(in_a, in_b) in seeds {
        if found.iter().any(|shared| shared.a.contains(&in_a) && shared.b.contains(&in_b)) {
            continue;
        }
        let shared = around(a, b, (in_a as usize, in_b as usize), options.max_gap);
        // A seed is a hash; texts that do not agree there share nothing.
        if shared.matched as usize >= options.shingle {
            found.push(shared);
        }
    }
    found.sort_unstable_by_key(|shared| (shared.b.start, shared.a.start, shared.b.end, shared.a.end));
    found.dedup();
    let mut joined: Vec<Shared> = Vec::with_capacity(found.len());
    for shared in found {
        match joined.last_mut() {
            Some(last) if follows(last, &shared, options.max_join) => {
                let gap = Change { earlier: last.a.end..shared.a.start, later: last.b.end..shared.b.start };
                if !(gap.earlier.is_empty() && gap.later.is_empty()) {
                    last.changes.push(gap);
                }
                last.changes.extend(shared.changes);
                last.a.end = shared.a.end;
                last.b.end = shared.b.end;
                last.matched += shared.matched;
            }
            _ => joined.push(shared),
        }
    }
    joined.retain(|shared| shared.matched >= options.min_words);
    joined
}

/// Does `next` come after `last` on both sides, close enough to be one passage with a change inside?
fn follows(last: &Shared, next: &Shared, max_join: u32) -> bool {
    let gap = |end: u32, start: u32| start.checked_sub(end).filter(|gap| *gap <= max_join);
    gap(last.a.end, next.a.start).is_some() && gap(last.b.end, next.b.start).is_some()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn one(a: &[u32], b: &[u32], seed: (u32, u32)) -> Shared {
        let mut found = align(a, b, &[seed], &Options::default());
        assert_eq!(found.len(), 1, "{found:?}");
        found.remove(0)
    }

    #[test]
    fn exchanged_inserted_and_dropped_words_are_changes() {
        let a: Vec<u32> = (0..60).collect();
        let mut b = a.clone();
        b[20] = 900;
        b.splice(40..40, [901, 902]);
        b.remove(10);
        let shared = one(&a, &b, (30, 29));
        assert_eq!((shared.a.clone(), shared.b.clone()), (0..60, 0..61));
        assert_eq!(
            shared.changes,
            [
                Change { earlier: 10..11, later: 10..10 },
                Change { earlier: 20..21, later: 19..20 },
                Change { earlier: 40..40, later: 39..41 },
            ]
        );
        assert_eq!(shared.matched, 58);
    }

    #[test]
    fn the_passage_ends_where_the_texts_part() {
        let a: Vec<u32> = (0..20).chain(100..150).collect();
        let b: Vec<u32> = (200..230).chain(0..20).chain(300..350).collect();
        let shared = one(&a, &b, (5, 35));
        assert_eq!((shared.a, shared.b, shared.matched), (0..20, 30..50, 20));
    }

    #[test]
    fn a_false_seed_gives_nothing() {
        let a: Vec<u32> = (0..50).collect();
        let b: Vec<u32> = (100..150).collect();
        assert!(align(&a, &b, &[(3, 7)], &Options::default()).is_empty());
    }

    proptest! {
        #[test]
        fn changes_and_equal_words_tile_the_passage(
            a in prop::collection::vec(0_u32..40, 0..120),
            b in prop::collection::vec(0_u32..40, 0..120),
            run in prop::collection::vec(0_u32..40, 20..40),
        ) {
            let at = (a.len() as u32, b.len() as u32);
            let (mut a, mut b) = (a, b);
            a.extend(&run);
            b.extend(&run);
            for shared in align(&a, &b, &[at], &Options::default()) {
                let (mut i, mut j, mut equal) = (shared.a.start, shared.b.start, 0);
                let end = Change { earlier: shared.a.end..shared.a.end, later: shared.b.end..shared.b.end };
                for change in shared.changes.iter().chain([&end]) {
                    prop_assert_eq!(change.earlier.start - i, change.later.start - j);
                    while i < change.earlier.start {
                        prop_assert_eq!(a[i as usize], b[j as usize]);
                        (i, j, equal) = (i + 1, j + 1, equal + 1);
                    }
                    (i, j) = (change.earlier.end, change.later.end);
                }
                prop_assert_eq!(equal, shared.matched);
            }
        }
    }
}
