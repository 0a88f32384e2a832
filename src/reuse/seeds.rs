//! From fingerprints to pairs of documents worth comparing.
//!
//! A fingerprint in few documents pairs them all; one in many links each to the first and to the previous
//! one, so that a story in a thousand documents costs a thousand links and not half a million.

use std::collections::HashMap;

use rayon::prelude::*;

use super::{Options, winnow::Fingerprint};

/// Equal shingles in two documents. Documents are ranks: earlier by date is smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seed {
    /// Rank of the earlier document.
    pub earlier: u32,
    /// Rank of the later document.
    pub later: u32,
    /// Word in the later document.
    pub at_later: u32,
    /// Word in the earlier document; the top bit says that the shingle is in many documents.
    at_earlier: u32,
}

const COMMON: u32 = 1 << 31;

impl Seed {
    /// Word in the earlier document.
    pub fn at_earlier(self) -> u32 {
        self.at_earlier & !COMMON
    }

    /// Is the shingle in so many documents that it says little alone?
    pub fn is_common(self) -> bool {
        self.at_earlier & COMMON != 0
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Posting {
    hash: u64,
    rank: u32,
    at: u32,
}

/// Postings sorted at a time, so that the sorted copy stays small beside the fingerprints.
const POSTINGS_AT_ONCE: usize = 16 << 20;

/// So many seeds (half a gigabyte) are thinned before more are added.
const SEEDS_AT_ONCE: usize = 32 << 20;

/// Words of a stretch of equal text from which thinning keeps the first and the last seed.
const STRETCH: u32 = 128;

/// The seeds of documents given as fingerprints by rank, sorted by pair and place in the later document.
pub fn seeds(fingerprints: &[Box<[Fingerprint]>], options: &Options) -> Vec<Seed> {
    let total: usize = fingerprints.iter().map(|prints| prints.len()).sum();
    let ranges = (total / POSTINGS_AT_ONCE + 1) as u64;
    let mut found = Vec::new();
    let mut limit = SEEDS_AT_ONCE;
    for range in 0..ranges {
        let mut postings: Vec<Posting> =
            fingerprints
                .par_iter()
                .enumerate()
                .flat_map_iter(|(rank, prints)| {
                    prints.iter().filter(move |print| print.hash() % ranges == range).map(move |print| {
                        Posting { hash: print.hash(), rank: rank as u32, at: print.position() }
                    })
                })
                .collect();
        postings.par_sort_unstable();
        for group in postings.chunk_by(|a, b| a.hash == b.hash) {
            pair(group, options, &mut found);
            if found.len() >= limit {
                found.par_sort_unstable();
                thin(&mut found);
                limit = SEEDS_AT_ONCE.max(2 * found.len());
            }
        }
    }
    found.par_sort_unstable();
    found.dedup();
    drop_lonely_common(&mut found);
    found
}

/// Pairs the documents of one fingerprint.
fn pair(group: &[Posting], options: &Options, out: &mut Vec<Seed>) {
    // Of a shingle that one document repeats, the first few places are enough to find the passage.
    const PLACES: usize = 4;
    let documents: Vec<&[Posting]> = group.chunk_by(|a, b| a.rank == b.rank).collect();
    let common = documents.len() > options.all_pairs_up_to;
    let flag = if common { COMMON } else { 0 };
    let mut link = |earlier: &[Posting], later: &[Posting]| {
        for a in earlier.iter().take(PLACES) {
            for b in later.iter().take(PLACES) {
                out.push(Seed { earlier: a.rank, later: b.rank, at_later: b.at, at_earlier: a.at | flag });
            }
        }
    };
    for (index, later) in documents.iter().enumerate().skip(1) {
        if common {
            link(documents[0], later);
            if index > 1 {
                link(documents[index - 1], later);
            }
        } else {
            for earlier in &documents[..index] {
                link(earlier, later);
            }
        }
    }
}

/// Of sorted seeds that lie in one stretch of equal text leaves the first and the last: growing finds what
/// lies between.
fn thin(seeds: &mut Vec<Seed>) {
    let mut kept = 0;
    let mut from = 0;
    while from < seeds.len() {
        let pair = (seeds[from].earlier, seeds[from].later);
        let end = from + seeds[from..].iter().take_while(|seed| (seed.earlier, seed.later) == pair).count();
        let stretch = |seed: &Seed| (seed.at_later.wrapping_sub(seed.at_earlier()), seed.at_later / STRETCH);
        let mut ends: HashMap<(u32, u32), (usize, usize)> = HashMap::new();
        for (ix, seed) in seeds.iter().enumerate().take(end).skip(from) {
            ends.entry(stretch(seed)).and_modify(|ends| ends.1 = ix).or_insert((ix, ix));
        }
        for ix in from..end {
            let (first, last) = ends.get(&stretch(&seeds[ix])).copied().unwrap_or((ix, ix));
            if ix == first || ix == last {
                seeds[kept] = seeds[ix];
                kept += 1;
            }
        }
        from = end;
    }
    seeds.truncate(kept);
}

/// A pair that has nothing but one shingle of a set phrase is no candidate.
fn drop_lonely_common(seeds: &mut Vec<Seed>) {
    let mut kept = 0;
    let mut from = 0;
    while from < seeds.len() {
        let pair = (seeds[from].earlier, seeds[from].later);
        let len = seeds[from..].iter().take_while(|seed| (seed.earlier, seed.later) == pair).count();
        if len > 1 || !seeds[from].is_common() {
            seeds.copy_within(from..from + len, kept);
            kept += len;
        }
        from += len;
    }
    seeds.truncate(kept);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thinning_leaves_the_ends_of_each_stretch() {
        let seed = |later, at_earlier, at_later| Seed { earlier: 0, later, at_later, at_earlier };
        let mut seeds: Vec<Seed> = (0..40).map(|at| seed(1, at + 7, at)).collect();
        seeds.extend([seed(1, 3, 50), seed(2, 9, 9), seed(2, COMMON | 0xa, 10), seed(2, 300, 300)]);
        thin(&mut seeds);
        let left: Vec<(u32, u32)> = seeds.iter().map(|seed| (seed.later, seed.at_later)).collect();
        assert_eq!(left, [(1, 0), (1, 39), (1, 50), (2, 9), (2, 10), (2, 300)]);
    }
}
