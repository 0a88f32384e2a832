//! From pairs to clusters: the same passage in all its documents, the earliest first.
//!
//! Places of one document that cover nearly the same words are one; a sentence quoted out of a long copied
//! text is a cluster of its own.

use std::{collections::BTreeMap, ops::Range};

use super::{Link, Place, overlap};
use crate::model::DocId;

/// One document's copy of a cluster's passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Where.
    pub place: Place,
    /// Does it differ from the copy it was linked to? The first one never does.
    pub edited: bool,
}

/// The same passage in two or more places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cluster {
    /// Ordered by date of their documents, the earliest first; at least two.
    pub passages: Vec<Passage>,
    /// Words of the longest copy.
    pub words: u32,
}

/// Do two ranges share at least half of the longer one?
fn nearly_same(a: &Range<u32>, b: &Range<u32>) -> bool {
    let shared = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    overlap(a, b) && 2 * shared >= a.len().max(b.len()) as u32
}

fn root(parents: &mut [usize], mut node: usize) -> usize {
    while parents[node] != node {
        parents[node] = parents[parents[node]];
        node = parents[node];
    }
    node
}

/// The clusters of sorted links, those in most documents first. `rank` orders documents by date.
pub fn clusters(links: &[Link], rank: impl Fn(DocId) -> u32) -> Vec<Cluster> {
    // Sides of links, by document, the longest first: a group is compared by its longest member.
    let mut sides: BTreeMap<DocId, Vec<(usize, &Place)>> = BTreeMap::new();
    for (index, link) in links.iter().enumerate() {
        sides.entry(link.earlier.doc).or_default().push((2 * index, &link.earlier));
        sides.entry(link.later.doc).or_default().push((2 * index + 1, &link.later));
    }
    let mut parents: Vec<usize> = (0..2 * links.len()).collect();
    let mut group_of: Vec<usize> = vec![0; 2 * links.len()];
    let mut places: Vec<Place> = Vec::new();
    for group in sides.values_mut() {
        group.sort_by_key(|(side, place)| (std::cmp::Reverse(place.words.len()), place.words.start, *side));
        let first = places.len();
        let mut leaders: Vec<usize> = Vec::new();
        for (side, place) in group.iter() {
            let known = (first..places.len()).find(|at| nearly_same(&places[*at].words, &place.words));
            if let Some(at) = known {
                group_of[*side] = at;
                let (a, b) = (root(&mut parents, leaders[at - first]), root(&mut parents, *side));
                parents[b] = a;
            } else {
                group_of[*side] = places.len();
                places.push((*place).clone());
                leaders.push(*side);
            }
        }
    }
    for index in 0..links.len() {
        let (a, b) = (root(&mut parents, 2 * index), root(&mut parents, 2 * index + 1));
        parents[b] = a;
    }
    let mut members: BTreeMap<usize, BTreeMap<usize, (bool, bool)>> = BTreeMap::new();
    for side in 0..2 * links.len() {
        let top = root(&mut parents, side);
        let (is_later, edited) =
            members.entry(top).or_default().entry(group_of[side]).or_insert((false, false));
        if side % 2 == 1 {
            *is_later = true;
            *edited |= !links[side / 2].changes.is_empty();
        }
    }
    let mut clusters: Vec<Cluster> = members
        .into_values()
        .map(|members| {
            let mut passages: Vec<Passage> = members
                .into_iter()
                .map(|(at, (is_later, edited))| Passage {
                    place: places[at].clone(),
                    edited: is_later && edited,
                })
                .collect();
            passages.sort_by_key(|passage| (rank(passage.place.doc), passage.place.key()));
            let words = passages.iter().map(|p| p.place.words.len() as u32).max().unwrap_or(0);
            Cluster { passages, words }
        })
        .filter(|cluster| cluster.passages.len() > 1)
        .collect();
    clusters.sort_by(|a, b| {
        (b.passages.len(), b.words)
            .cmp(&(a.passages.len(), a.words))
            .then_with(|| a.passages[0].place.key().cmp(&b.passages[0].place.key()))
    });
    clusters
}
