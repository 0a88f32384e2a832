//! Answers a question from the values of a corpus and, where facts are asked for, from its documents.
//!
//! The same for a corpus in memory and one on disk: where values and documents are kept is its asker's.

use std::{cmp::Ordering, sync::Arc};

use jiff::civil::Date;
use rayon::prelude::*;

use crate::{
    engine::{Entry, Links},
    model::DocId,
    search::{FactRef, Interner, day_number, days, fact_view},
};

use super::{
    counts::listed,
    evaluate::{Evaluation, Found},
    results::{Counts, DocumentHit, DocumentKey, FactKey, Query, Sort},
    sharing::Stories,
    values::Values,
};

/// Documents looked at between two looks whether to go on, where each has to be read …
const READ: usize = 128;
/// … and of these by one thread in one go.
const READ_BY_ONE: usize = 16;

/// A corpus and a question to it.
pub(super) struct Asked<'a> {
    pub query: &'a Query,
    pub values: &'a Values,
    pub links: &'a Links,
    /// Gives a document with its facts.
    pub entry: &'a (dyn Fn(DocId) -> Option<Arc<Entry>> + Sync),
    /// What a document is ordered by where titles count.
    pub title: &'a (dyn Fn(DocId) -> Option<TitleOrder> + Sync),
    /// Where the words searched for stand.
    pub found: Found<'a>,
    /// Which documents tell the same story, where each counts once.
    pub stories: Option<&'a Stories>,
}

/// The place of a document among others by title.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TitleOrder {
    /// Where all of them are numbered: its number.
    Rank(u32),
    /// The title itself.
    Title(String),
}

/// Facts that passed, in their orders.
#[derive(Default)]
pub(super) struct Lists {
    /// In the order asked for; empty where only their numbers were wanted.
    pub facts: Vec<FactRef>,
    /// Those that speak of a day, in the order of time.
    pub timeline: Vec<FactRef>,
}

/// What to make of the facts that pass, beside counting them.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    pub facts: bool,
    pub timeline: bool,
}

/// What a fact is ordered by.
enum FactOrder {
    /// A number.
    Number(u64),
    /// A number, then a text.
    Text(u32, String),
}

/// What passed of some documents that were read.
#[derive(Default)]
struct Read {
    facts: Vec<FactRef>,
    /// What each is ordered by, where that is not its place.
    keys: Vec<Option<FactOrder>>,
    timeline: Vec<((Date, Date), FactRef)>,
}

/// Facts with what they are ordered by as numbers: a large corpus has millions of them.
#[derive(Default)]
struct Keyed {
    /// By a key that is less than [`LAST`].
    facts: Vec<(u64, FactRef)>,
    /// Texts that keys end in, by their numbers until all are known.
    texts: Interner,
    has_texts: bool,
}

/// The key of what has none.
const LAST: u64 = u64::MAX;

impl Keyed {
    fn add(&mut self, facts: Vec<FactRef>, keys: Vec<Option<FactOrder>>) {
        let keyed = facts.into_iter().zip(keys).map(|(fact, key)| match key {
            None => (LAST, fact),
            Some(FactOrder::Number(number)) => (number.min(LAST - 2), fact),
            Some(FactOrder::Text(number, text)) => {
                self.has_texts = true;
                (u64::from(number) << 32 | u64::from(self.texts.intern(0, &text)), fact)
            }
        });
        self.facts.extend(keyed);
    }

    /// What has no key stays last, equals stay as they were.
    fn sorted(mut self, descending: bool) -> Vec<FactRef> {
        let mut by_text: Vec<u32> = (0..self.texts.len() as u32).collect();
        by_text.sort_unstable_by(|a, b| self.texts.get(*a).cmp(self.texts.get(*b)));
        let mut places = vec![0_u32; by_text.len()];
        for (place, number) in (0_u32..).zip(by_text) {
            places[number as usize] = place;
        }
        for (key, _) in self.facts.iter_mut().filter(|(key, _)| *key != LAST) {
            if self.has_texts {
                let place = places.get(*key as u32 as usize).copied().unwrap_or_default();
                *key = *key >> 32 << 32 | u64::from(place);
            }
            if descending {
                // Below the last also for the least.
                *key = LAST - 1 - *key;
            }
        }
        self.facts.par_sort_by_key(|(key, _)| *key);
        self.facts.into_iter().map(|(_, fact)| fact).collect()
    }
}

impl Asked<'_> {
    /// The documents that pass in path order, without the number of their facts, and the counts.
    pub fn documents(&self, stop: &(dyn Fn() -> bool + Sync)) -> Option<(Vec<DocumentHit>, Counts)> {
        let evaluation = Evaluation::new(self.values, &self.query.filter);
        let passed = evaluation.documents(&self.found, self.stories, stop)?;
        let counts = listed(self.values, &passed.counts, &self.query.filter);
        let hit = |(document, copies)| {
            let hits = self.found.hits(document).unwrap_or_default();
            DocumentHit { document, facts: None, hits, copies }
        };
        Some((passed.documents.into_iter().map(hit).collect(), counts))
    }

    /// The facts of a document that pass, in the order of the text.
    pub fn facts_of(&self, evaluation: &Evaluation<'_>, entry: &Entry, document: DocId) -> Vec<FactRef> {
        let by_passage = if self.query.filter.same_passage && self.found.searched.is_some() {
            (self.found.passages)(document)
        } else {
            Vec::new()
        };
        let in_passage = |place: usize| by_passage.get(place).copied().unwrap_or(true);
        evaluation.facts(document, &entry.facts, &in_passage)
    }

    /// Reads the documents (in path order), tells each how many of its facts passed, and lists them.
    pub fn lists(
        &self,
        documents: &mut [DocumentHit],
        wanted: Wanted,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Option<Lists> {
        let evaluation = Evaluation::new(self.values, &self.query.filter);
        let sort = self.query.facts;
        let mut facts = Vec::new();
        let mut keyed = Keyed::default();
        let mut timeline = Vec::new();
        for together in documents.chunks_mut(READ) {
            if stop() {
                return None;
            }
            let read = together.par_chunks_mut(READ_BY_ONE).map(|hits| self.read(&evaluation, hits, wanted));
            for read in read.collect::<Vec<_>>() {
                timeline.extend(read.timeline);
                if sort.by == FactKey::Place {
                    facts.extend(read.facts);
                } else {
                    keyed.add(read.facts, read.keys);
                }
            }
        }
        timeline.sort_by_key(|(days, _)| *days);
        if stop() {
            return None;
        }
        if sort.by != FactKey::Place {
            facts = keyed.sorted(sort.descending);
        } else if sort.descending {
            facts.reverse();
        }
        Some(Lists { facts, timeline: timeline.into_iter().map(|(_, fact)| fact).collect() })
    }

    /// What passed of some documents.
    fn read(&self, evaluation: &Evaluation<'_>, hits: &mut [DocumentHit], wanted: Wanted) -> Read {
        let by = self.query.facts.by;
        let mut read = Read::default();
        for hit in hits {
            let Some(entry) = (self.entry)(hit.document) else { continue };
            let passed = self.facts_of(evaluation, &entry, hit.document);
            hit.facts = Some(passed.len() as u32);
            if wanted.timeline {
                read.timeline.extend(passed.iter().filter_map(|fact| {
                    Some((days(fact_view(&entry.facts, fact.kind, fact.ix)?.time?)?, *fact))
                }));
            }
            if wanted.facts {
                if by != FactKey::Place {
                    read.keys.extend(passed.iter().map(|fact| self.order(&entry, *fact, by)));
                }
                read.facts.extend(passed);
            }
        }
        read
    }

    fn order(&self, entry: &Entry, fact: FactRef, by: FactKey) -> Option<FactOrder> {
        let view = fact_view(&entry.facts, fact.kind, fact.ix)?;
        Some(match by {
            FactKey::Place => return None,
            FactKey::Kind => FactOrder::Text(fact.kind as u32, view.finer.to_owned()),
            FactKey::Time => {
                let (first, last) = days(view.time?)?;
                // Numbers in the order of the days.
                let number = |day| u64::from(day_number(day).cast_unsigned() ^ (1 << 31));
                FactOrder::Number(number(first) << 32 | number(last))
            }
            FactKey::Who => {
                let entity = entry.facts.entity(*view.who.first()?)?;
                let linked = self.links.linked(entity).map(|entity| entity.name);
                FactOrder::Text(0, linked.unwrap_or(&entity.name).to_owned())
            }
            FactKey::Confidence => FactOrder::Number((view.provenance.confidence * 1e6) as u64),
        })
    }

    /// Puts documents in the order asked for.
    pub fn sort(&self, hits: &mut [DocumentHit], sort: Sort<DocumentKey>) {
        match sort.by {
            DocumentKey::Path if !sort.descending => {}
            DocumentKey::Path => hits.reverse(),
            DocumentKey::Date => {
                order_by_number(hits, sort.descending, |hit| {
                    let (first, _) = self.values.written(hit.document)?;
                    // Numbers in the order of the days.
                    Some(first.cast_unsigned() ^ (1 << 31))
                });
            }
            DocumentKey::Title => {
                let mut titled: Vec<(Option<TitleOrder>, DocumentHit)> =
                    hits.iter().map(|hit| ((self.title)(hit.document), *hit)).collect();
                titled.sort_by(|(a, _), (b, _)| directed(a.as_ref(), b.as_ref(), sort.descending));
                hits.iter_mut().zip(titled).for_each(|(place, (_, hit))| *place = hit);
            }
            DocumentKey::Facts => order_by_number(hits, sort.descending, |hit| hit.facts),
            DocumentKey::Hits => order_by_number(hits, sort.descending, |hit| Some(hit.hits)),
            // Scores are not negative: their bits are in their order.
            DocumentKey::Rank => {
                order_by_number(hits, sort.descending, |hit| {
                    self.found.score(hit.document).map(f32::to_bits)
                });
            }
        }
    }
}

/// Sorts by a key; what has none stays last, equals stay as they were.
pub(super) fn order<T, K: Ord>(items: &mut [T], descending: bool, key: impl Fn(&T) -> Option<K>) {
    items.sort_by(|a, b| directed(key(a).as_ref(), key(b).as_ref(), descending));
}

/// The same for a million of them and more (up to 2³¹), where the key is a number.
fn order_by_number<T: Copy + Sync>(
    items: &mut [T],
    descending: bool,
    key: impl Fn(&T) -> Option<u32> + Sync,
) {
    let keyed = |(place, item): (usize, &T)| {
        let number = key(item).map_or(1 << 32, |key| u64::from(if descending { !key } else { key }));
        number << 31 | place as u64
    };
    let mut keyed: Vec<u64> = items.par_iter().enumerate().map(keyed).collect();
    keyed.par_sort_unstable();
    let before = items.to_vec();
    for (item, key) in items.iter_mut().zip(keyed) {
        *item = before[(key & ((1 << 31) - 1)) as usize];
    }
}

fn directed<K: Ord>(a: Option<&K>, b: Option<&K>, descending: bool) -> Ordering {
    a.is_none().cmp(&b.is_none()).then_with(|| if descending { b.cmp(&a) } else { a.cmp(&b) })
}
