//! Answers a question from the values of a corpus and, where facts are asked for, from its documents.
//!
//! The same for a corpus in memory and one on disk: where values and documents are kept is its asker's.

use std::cmp;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::{
    engine::Links,
    model::{DocId, Facts},
    search::{FactRef, day_number, days, fact_view, language::Interpreter},
};

use super::{
    evaluate::{Evaluation, Found},
    fact_order::{FactOrder, Keys, Ordering},
    listed::{Sought, listed},
    results::{Counts, DocumentHit, DocumentKey, FactKey, Query, Sort},
    sharing::Stories,
    values::Values,
};

/// Documents looked at between two looks whether to go on, where each has to be read …
const READ: usize = 128;
/// … and of these by one thread in one go.
const READ_BY_ONE: usize = 16;

/// Tells the facts of a document.
pub(super) type TellFacts<'a> = dyn Fn(DocId, &mut dyn FnMut(&Facts)) + Sync + 'a;

/// A corpus and a question to it.
pub(super) struct Asked<'a> {
    pub query: &'a Query,
    pub values: &'a Values,
    pub links: &'a Links,
    pub interpreter: &'a Interpreter,
    /// Tells the facts of a document, once; of one that cannot be read nothing.
    pub facts: &'a TellFacts<'a>,
    /// What documents are ordered by where titles count.
    pub titles: Titles<'a>,
    /// Where the words searched for stand.
    pub found: Found<'a>,
    /// Which documents tell the same story, where each counts once.
    pub stories: Option<&'a Stories>,
}

/// The places of documents by title.
pub(super) enum Titles<'a> {
    /// Where all of them are numbered: their numbers.
    Ranks(&'a [u32]),
    /// The titles themselves.
    Names(&'a (dyn Fn(DocId) -> Option<String> + Sync)),
}

/// Facts that passed, in their orders.
#[derive(Default)]
pub(super) struct Lists {
    /// In the order of the texts, where they were wanted themselves.
    pub by_text: Vec<FactRef>,
    /// Their places in the order of the texts in the order asked for; empty where that is the order of the texts or
    /// nobody wanted it.
    pub facts: Vec<u32>,
    /// The places of those that speak of a day, in the order of time.
    pub timeline: Vec<u32>,
}

/// What to make of the facts that pass, beside counting them.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    /// Themselves.
    pub by_text: bool,
    /// Their order.
    pub facts: bool,
    /// Their order in time.
    pub timeline: bool,
}

/// What passed of some documents that were read.
#[derive(Default)]
struct Read {
    count: u32,
    by_text: Vec<FactRef>,
    /// What each is ordered by.
    keys: Keys,
    /// Places among them of those that speak of a day …
    timeline: Vec<u32>,
    /// … and the days.
    days: Keys,
}

impl Asked<'_> {
    /// The documents that pass in path order, without the number of their facts, and the counts.
    pub fn documents(&self, stop: &(dyn Fn() -> bool + Sync)) -> Option<(Vec<DocumentHit>, Counts)> {
        let evaluation = Evaluation::new(self.values, &self.query.filter);
        let sought = self.query.look_for.as_ref();
        let sought = sought.and_then(|search| Sought::new(self.values, self.interpreter, search));
        let passed = evaluation.documents(&self.found, self.stories, sought.is_some(), stop)?;
        let counts = listed(self.values, &passed.counts, &self.query.filter, sought.as_ref());
        let hit = |(document, copies)| {
            let hits = self.found.hits(document).unwrap_or_default();
            DocumentHit { document, facts: None, hits, copies }
        };
        Some((passed.documents.into_par_iter().map(hit).collect(), counts))
    }

    /// The facts of a document that pass, in the order of the text.
    pub fn facts_of(&self, evaluation: &Evaluation<'_>, facts: &Facts, document: DocId) -> Vec<FactRef> {
        let by_passage = if self.query.filter.same_passage && self.found.searched.is_some() {
            (self.found.passages)(document)
        } else {
            Vec::new()
        };
        let in_passage = |place: usize| by_passage.get(place).copied().unwrap_or(true);
        evaluation.facts(document, facts, &in_passage)
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
        let wanted = Wanted { facts: wanted.facts && sort.by != FactKey::Place, ..wanted };
        let mut by_text = Vec::new();
        let (mut facts, mut timeline) = (Ordering::default(), Ordering::default());
        let mut first = 0_u32;
        for together in documents.chunks_mut(READ) {
            if stop() {
                return None;
            }
            let read = together.par_chunks_mut(READ_BY_ONE).map(|hits| self.read(&evaluation, hits, wanted));
            for read in read.collect::<Vec<_>>() {
                by_text.extend(read.by_text);
                facts.extend(first.., read.keys);
                timeline.extend(read.timeline.into_iter().map(|place| first + place), read.days);
                first = first.saturating_add(read.count);
            }
        }
        let timeline = timeline.finish(false);
        if stop() {
            return None;
        }
        Some(Lists { by_text, facts: facts.finish(sort.descending), timeline })
    }

    /// What passed of some documents.
    fn read(&self, evaluation: &Evaluation<'_>, hits: &mut [DocumentHit], wanted: Wanted) -> Read {
        let by = self.query.facts.by;
        let mut read = Read::default();
        for hit in hits {
            (self.facts)(hit.document, &mut |facts| {
                let passed = self.facts_of(evaluation, facts, hit.document);
                hit.facts = Some(passed.len() as u32);
                if wanted.timeline {
                    for (place, fact) in (read.count..).zip(&passed) {
                        let time = fact_view(facts, fact.kind, fact.ix).and_then(|view| days(view.time?));
                        if let Some(days) = time {
                            read.timeline.push(place);
                            read.days.add(Some(in_time(days)));
                        }
                    }
                }
                if wanted.facts {
                    for fact in &passed {
                        read.keys.add(self.order(facts, *fact, by));
                    }
                }
                read.count += passed.len() as u32;
                if wanted.by_text {
                    read.by_text.extend(passed);
                }
            });
        }
        read
    }

    fn order(&self, facts: &Facts, fact: FactRef, by: FactKey) -> Option<FactOrder> {
        let view = fact_view(facts, fact.kind, fact.ix)?;
        Some(match by {
            FactKey::Place => return None,
            FactKey::Kind => FactOrder::Text(fact.kind as u32, view.finer.into()),
            FactKey::Time => in_time(days(view.time?)?),
            FactKey::Who => {
                let entity = facts.entity(*view.who.first()?)?;
                let linked = self.links.linked(entity).map(|entity| entity.name);
                FactOrder::Text(0, linked.unwrap_or(&entity.name).into())
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
            DocumentKey::Title => match self.titles {
                Titles::Ranks(ranks) => {
                    let rank = |hit: &DocumentHit| ranks.get(hit.document.0 as usize).copied();
                    order_by_number(hits, sort.descending, rank);
                }
                Titles::Names(name) => {
                    let mut named: Vec<(Option<String>, DocumentHit)> =
                        hits.iter().map(|hit| (name(hit.document), *hit)).collect();
                    named.sort_by(|(a, _), (b, _)| directed(a.as_ref(), b.as_ref(), sort.descending));
                    hits.iter_mut().zip(named).for_each(|(place, (_, hit))| *place = hit);
                }
            },
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

/// The place of first and last day in time.
fn in_time((first, last): (Date, Date)) -> FactOrder {
    // Numbers in the order of the days.
    let number = |day| u64::from(day_number(day).cast_unsigned() ^ (1 << 31));
    FactOrder::Number(number(first) << 32 | number(last))
}

/// Sorts by a key; what has none stays last, equals stay as they were.
pub(super) fn order<T, K: Ord>(items: &mut [T], descending: bool, key: impl Fn(&T) -> Option<K>) {
    items.sort_by(|a, b| directed(key(a).as_ref(), key(b).as_ref(), descending));
}

/// The same for a million of them and more (up to 2³¹), where the key is a number.
fn order_by_number<T: Copy + Send + Sync>(
    items: &mut [T],
    descending: bool,
    key: impl Fn(&T) -> Option<u32> + Sync,
) {
    let keyed = |(place, item): (usize, &T)| {
        let number = key(item).map_or(1 << 32, |key| u64::from(if descending { !key } else { key }));
        number << 31 | place as u64
    };
    let keyed = in_order(items.par_iter().enumerate().map(keyed).collect());
    let before = items.to_vec();
    let sorted = items.par_iter_mut().zip(keyed);
    sorted.for_each(|(item, key)| *item = before[(key & ((1 << 31) - 1)) as usize]);
}

/// Bits that are looked at in one go: three of these are the upper 33 bits.
const DIGIT: u32 = 11;

/// Sorts numbers of which the lower 31 bits are in order already by the others.
fn in_order(mut numbers: Vec<u64>) -> Vec<u64> {
    let digit = |number: u64, place: u32| (number >> (31 + place * DIGIT)) as usize & ((1 << DIGIT) - 1);
    let mut other = vec![0; numbers.len()];
    for place in 0..3 {
        let mut next = [0_usize; 1 << DIGIT];
        for number in &numbers {
            next[digit(*number, place)] += 1;
        }
        if next.contains(&numbers.len()) {
            continue;
        }
        let mut sum = 0;
        for next in &mut next {
            let count = *next;
            *next = sum;
            sum += count;
        }
        for number in &numbers {
            let next = &mut next[digit(*number, place)];
            other[*next] = *number;
            *next += 1;
        }
        std::mem::swap(&mut numbers, &mut other);
    }
    numbers
}

fn directed<K: Ord>(a: Option<&K>, b: Option<&K>, descending: bool) -> cmp::Ordering {
    a.is_none().cmp(&b.is_none()).then_with(|| if descending { b.cmp(&a) } else { a.cmp(&b) })
}
