//! From fingerprints to pairs of documents worth comparing.
//!
//! A fingerprint in few documents pairs them all; one in many links each to the first and to the previous
//! one, so that a story in a thousand documents costs a thousand links and not half a million.

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

/// The seeds of documents given as fingerprints by rank, sorted by pair and place in the later document.
pub fn seeds(fingerprints: &[Vec<Fingerprint>], options: &Options) -> Vec<Seed> {
    let total: usize = fingerprints.iter().map(Vec::len).sum();
    let ranges = (total / POSTINGS_AT_ONCE + 1) as u64;
    let mut found = Vec::new();
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
