//! The whole search: fingerprints, seeds, alignments, clusters.
//!
//! The same documents give the same result whatever their order and the number of threads. Texts are gone
//! through twice, so that only fingerprints that come again have to be held.

use std::{borrow::Borrow, collections::BTreeMap};

use rayon::prelude::*;

use super::{
    Dated, Link, Options, Place, Reuse, Words, align,
    repeats::Repeats,
    seeds::{Seed, seeds},
    winnow::{Fingerprint, winnow},
};
use crate::model::DocId;

/// Documents between two looks at `cancelled`.
const STEP: usize = 4096;

/// Finds all passages that two or more documents share. `words` gives a document's words and may make them
/// anew at each call; it is called twice for each document, then again for those that share something.
/// `None` when `cancelled` said so.
pub fn find<W: Borrow<Words>>(
    documents: &[Dated],
    words: impl Fn(DocId) -> W + Sync,
    options: &Options,
    cancelled: impl Fn() -> bool + Sync,
) -> Option<Reuse> {
    let mut order: Vec<Dated> = documents.to_vec();
    order.sort_unstable_by_key(|dated| (dated.date.is_none(), dated.date, dated.doc));
    order.dedup_by_key(|dated| dated.doc);
    let ranks: BTreeMap<DocId, u32> =
        order.iter().enumerate().map(|(rank, dated)| (dated.doc, rank as u32)).collect();

    let prints = |doc| winnow(words(doc).borrow().hashes(), options.shingle, options.window);
    let repeats = Repeats::new(order.len());
    for step in order.chunks(STEP) {
        if cancelled() {
            return None;
        }
        step.par_iter().flat_map_iter(|dated| prints(dated.doc)).for_each(|print| repeats.note(print));
    }
    let mut fingerprints: Vec<Box<[Fingerprint]>> = Vec::with_capacity(order.len());
    for step in order.chunks(STEP) {
        if cancelled() {
            return None;
        }
        fingerprints.par_extend(
            step.par_iter().map(|dated| {
                prints(dated.doc).into_iter().filter(|print| repeats.may_repeat(*print)).collect()
            }),
        );
    }
    drop(repeats);
    let seeds = seeds(&fingerprints, options);
    drop(fingerprints);

    let groups: Vec<&[Seed]> = seeds.chunk_by(|a, b| a.earlier == b.earlier).collect();
    let mut links = Vec::new();
    for step in groups.chunks(STEP) {
        if cancelled() {
            return None;
        }
        links.par_extend(step.par_iter().flat_map_iter(|group| compare(group, &order, &words, options)));
    }
    Some(Reuse::new(links, |doc| ranks.get(&doc).copied().unwrap_or(u32::MAX)))
}

/// The passages one document shares with the later ones it has seeds with.
fn compare<W: Borrow<Words>>(
    group: &[Seed],
    order: &[Dated],
    words: &impl Fn(DocId) -> W,
    options: &Options,
) -> Vec<Link> {
    let Some(earlier_doc) = group.first().map(|seed| order[seed.earlier as usize].doc) else {
        return Vec::new();
    };
    let earlier = words(earlier_doc);
    let earlier = earlier.borrow();
    let mut links = Vec::new();
    for pair in group.chunk_by(|a, b| a.later == b.later) {
        let later_doc = order[pair[0].later as usize].doc;
        let later = words(later_doc);
        let later = later.borrow();
        let seeds: Vec<(u32, u32)> = pair.iter().map(|seed| (seed.at_earlier(), seed.at_later)).collect();
        for shared in align::align(earlier.hashes(), later.hashes(), &seeds, options) {
            let place = |doc, words: &Words, range| Place { doc, span: words.span(&range), words: range };
            links.push(Link {
                earlier: place(earlier_doc, earlier, shared.a),
                later: place(later_doc, later, shared.b),
                matched: shared.matched,
                changes: shared.changes,
            });
        }
    }
    links
}
