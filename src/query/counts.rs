//! Counting documents for the values they have.
//!
//! Pure. What all documents together have is known; elsewhere those that have a value are met with those that count.
//! Of a facet with very many values only those can be listed that all documents together have often enough: where
//! these are few, the others are not counted.

use std::{borrow::Cow, ops::Range};

use rayon::prelude::*;

use super::{
    bitmap::Bitmap,
    holders::Holders,
    passages::Passages,
    results::LISTED_VALUES,
    sharing::Stories,
    sieve::Sieved,
    value_columns::FacetColumn,
    values::{Part, ValueId, Values},
};

/// Where one value of so many may be listed, or more, or fewer than one document of so many pass, all are counted one
/// after the other, which is sooner done.
const FEW: usize = 8;

/// How a column of a part is counted.
struct Counting<'a> {
    /// Who has its values: documents or passages …
    holders: &'a Holders,
    /// … by their numbers there.
    values: Range<u32>,
    /// Those that count.
    counted: Cow<'a, Bitmap>,
    /// Where passages have the values: of each document one counts.
    passages: Option<&'a Passages>,
}

impl<'a> Counting<'a> {
    /// Of a column; where there is `only`, of these documents alone.
    fn new(values: &Values, sieved: &'a Sieved<'_>, column: &'a FacetColumn, only: Option<&Bitmap>) -> Self {
        let facet = values.number(&column.facet);
        let mut counting = match &sieved.passages {
            Some((passages, sieve)) if column.facet.is_of_passages() => Self {
                holders: &passages.values,
                values: column.values.clone(),
                counted: sieve.counted(facet),
                passages: Some(passages),
            },
            _ => Self {
                holders: &column.documents,
                values: 0..column.values.len() as u32,
                counted: sieved.documents.counted(facet),
                passages: None,
            },
        };
        if let Some(only) = only {
            match counting.passages {
                Some(passages) => counting.counted.to_mut().intersect(&passages.of_documents(only)),
                None => counting.counted.to_mut().intersect(only),
            }
        }
        counting
    }

    /// Documents of a part by value. `totals` are those of all documents.
    fn counts(&self, there: &Bitmap, totals: &[u32]) -> Vec<u32> {
        match self.passages {
            Some(passages) => {
                self.holders.counts_of_groups(self.values.clone(), &self.counted, &passages.documents)
            }
            None if *self.counted == *there => totals.to_vec(),
            None => self.holders.counts(self.values.clone(), &self.counted),
        }
    }

    /// The same for the values at some places.
    fn counts_of_some(&self, there: &Bitmap, totals: &[u32], places: &[u32]) -> Vec<u32> {
        let values = || places.iter().map(|place| self.values.start + place).collect::<Vec<_>>();
        match self.passages {
            Some(passages) => {
                self.holders.counts_of_groups_of_some(&values(), &self.counted, &passages.documents)
            }
            None if *self.counted == *there => {
                let total = |place: &u32| totals.get(*place as usize).copied().unwrap_or_default();
                places.iter().map(total).collect()
            }
            None => self.holders.counts_of_some(&values(), &self.counted),
        }
    }

    /// Does a document count for the value at a place?
    fn counts_for(&self, document: u32, place: u32) -> bool {
        match self.passages {
            Some(passages) => {
                self.holders.has_in(self.values.start + place, passages.of_document(document), &self.counted)
            }
            None => self.counted.has(document),
        }
    }
}

/// Which values are counted.
#[derive(Clone, Copy)]
pub(super) enum Which<'a> {
    /// All.
    All,
    /// Those at least that are listed, and these, which are in order.
    Listed(&'a [ValueId]),
}

/// How many documents count for values.
pub(super) struct Counted {
    /// By value.
    pub counts: Vec<u32>,
    /// The values that were counted; `None` for all. Of each facet no other value has more documents than the last of
    /// the [`LISTED_VALUES`] first of these.
    pub values: Option<Vec<ValueId>>,
}

/// Counts documents for values; `None` when `stop` said so.
///
/// Where most documents count, those that are listed are soon counted: few values have so many documents that they can
/// be.
pub(super) fn count(
    values: &Values,
    sieved: &[Sieved<'_>],
    which: Which<'_>,
    stop: &(dyn Fn() -> bool + Sync),
) -> Option<Counted> {
    let mut counts = vec![0; values.len()];
    let of_parts: Vec<OfPart<'_>> = sieved.iter().map(|sieved| OfPart::new(values, sieved, None)).collect();
    let passing: usize = sieved.iter().map(|sieved| sieved.documents.passing.count()).sum();
    if let Which::Listed(chosen) = which
        && passing * FEW >= values.documents()
    {
        // First those that all documents together have most, then what may have more of these than the last of them.
        let leading = values.frequencies().leading();
        let first = Candidates::new(values, &of_parts, &|facet| leading[facet]..u32::MAX, chosen);
        first.count(&of_parts, &mut counts, stop)?;
        let least = least_listed(values, &first.values, &counts, leading);
        let second = Candidates::new(values, &of_parts, &|facet| least[facet]..leading[facet], &[]);
        if (first.values.len() + second.values.len()) * FEW <= values.len() {
            second.count(&of_parts, &mut counts, stop)?;
            let mut counted = first.values;
            counted.extend(second.values);
            counted.sort_unstable();
            counted.dedup();
            return Some(Counted { counts, values: Some(counted) });
        }
        counts.fill(0);
    }
    for of_part in &of_parts {
        if stop() {
            return None;
        }
        of_part.add(&mut counts);
    }
    Some(Counted { counts, values: None })
}

/// By facet the least count that may be listed, where some values are counted.
fn least_listed(values: &Values, counted: &[ValueId], counts: &[u32], leading: &[u32]) -> Vec<u32> {
    let mut of_facets: Vec<Vec<u32>> = vec![Vec::new(); leading.len()];
    for id in counted {
        let facet = values.facets_of_values().get(*id as usize).copied().unwrap_or(u16::MAX);
        if let (Some(of_facet), Some(count)) =
            (of_facets.get_mut(usize::from(facet)), counts.get(*id as usize))
        {
            of_facet.push(*count);
        }
    }
    let least = |mut counts: Vec<u32>| match counts.len().checked_sub(LISTED_VALUES) {
        Some(others) => *counts.select_nth_unstable(others).1,
        None => 0,
    };
    of_facets.into_iter().map(least).collect()
}

/// Values that are counted, and where they stand.
struct Candidates {
    /// By part, by column: their places.
    places: Vec<Vec<Vec<u32>>>,
    /// They themselves; some may be there twice.
    values: Vec<ValueId>,
}

impl Candidates {
    /// Those of which all documents together have a number between those for the facet (the upper one excluded), and
    /// `others`, which are in order.
    fn new(
        values: &Values,
        of_parts: &[OfPart<'_>],
        totals: &dyn Fn(usize) -> Range<u32>,
        others: &[ValueId],
    ) -> Self {
        let mut made = Self { places: Vec::new(), values: Vec::new() };
        for (number, of_part) in of_parts.iter().enumerate() {
            let part = of_part.part;
            let of_column = |(at, column): (usize, &FacetColumn)| {
                let totals = values.number(&column.facet).map_or(0..u32::MAX, |facet| totals(facet.into()));
                let mut places = values.frequencies().between(values, number, at, totals).to_vec();
                if !others.is_empty() {
                    places.extend(part.places(column, others));
                    places.sort_unstable();
                    places.dedup();
                }
                places
            };
            let columns = &part.columns.facets;
            let places: Vec<Vec<u32>> = columns.iter().enumerate().map(of_column).collect();
            for (column, places) in columns.iter().zip(&places) {
                made.values.extend(places.iter().map(|place| part.value(column.values.start + place)));
            }
            made.places.push(places);
        }
        made
    }

    /// Adds the documents that count for them.
    fn count(
        &self,
        of_parts: &[OfPart<'_>],
        counts: &mut [u32],
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Option<()> {
        let mut are_counted = Bitmap::none(counts.len());
        self.values.iter().for_each(|id| are_counted.insert(*id));
        for (of_part, places) in of_parts.iter().zip(&self.places) {
            if stop() {
                return None;
            }
            for ((column, counting), places) in of_part.columns().zip(places) {
                let totals = of_part.part.totals_of(column);
                let sums = counting.counts_of_some(&of_part.part.there, totals, places);
                of_part.add_sums(column, places.iter().copied().zip(sums), counts);
            }
            of_part.count_names_once(&|id| are_counted.has(id), counts);
        }
        Some(())
    }
}

/// How many stories count for each value: those of which a document does. `None` when `stop` said so.
pub(super) fn count_stories(
    values: &Values,
    sieved: &[Sieved<'_>],
    stories: &Stories,
    stop: &(dyn Fn() -> bool + Sync),
) -> Option<Vec<u32>> {
    let mut counts = vec![0; values.len()];
    // Values with the stories of several documents that count for them.
    let mut of_several: Vec<u64> = Vec::new();
    for sieved in sieved {
        let part = sieved.part;
        let is_alone = |local| part.document(local).is_some_and(|document| stories.is_alone(document));
        let alone = Bitmap::of(part.len(), is_alone);
        OfPart::new(values, sieved, Some(&alone)).add(&mut counts);
        if stop() {
            return None;
        }
        let several = alone.others();
        let of_column = |column: &FacetColumn| {
            let counting = Counting::new(values, sieved, column, Some(&several));
            let mut found = Vec::new();
            for (local, value) in column.values.clone().zip(counting.values.clone()) {
                counting.holders.each_in(value, &counting.counted, &mut |holder| {
                    let document =
                        counting.passages.map_or(Some(holder), |passages| passages.document(holder));
                    let document = document.and_then(|document| part.document(document as usize));
                    let story = document.map(|document| stories.of(document).0);
                    found.extend(story.map(|story| u64::from(part.value(local)) << 32 | u64::from(story)));
                });
            }
            found
        };
        let of_columns = part.columns.facets.par_iter().map(of_column);
        of_several.extend(of_columns.collect::<Vec<_>>().into_iter().flatten());
    }
    of_several.par_sort_unstable();
    of_several.dedup();
    for pair in of_several {
        if let Some(count) = counts.get_mut((pair >> 32) as usize) {
            *count += 1;
        }
    }
    Some(counts)
}

/// How the columns of a part are counted.
struct OfPart<'a> {
    part: &'a Part,
    /// By column.
    countings: Vec<Counting<'a>>,
}

impl<'a> OfPart<'a> {
    /// Of what passed of it; where there is `only`, of these documents alone.
    fn new(values: &Values, sieved: &'a Sieved<'_>, only: Option<&Bitmap>) -> Self {
        let columns = sieved.part.columns.facets.iter();
        let countings = columns.map(|column| Counting::new(values, sieved, column, only)).collect();
        Self { part: sieved.part, countings }
    }

    fn columns(&self) -> impl Iterator<Item = (&FacetColumn, &Counting<'a>)> {
        self.part.columns.facets.iter().zip(&self.countings)
    }

    /// Adds the documents to the values they count for.
    fn add(&self, counts: &mut [u32]) {
        let of_column = |(column, counting): (&FacetColumn, &Counting<'_>)| {
            counting.counts(&self.part.there, self.part.totals_of(column))
        };
        let columns = self.part.columns.facets.par_iter().zip(&self.countings);
        let sums: Vec<Vec<u32>> = columns.map(of_column).collect();
        for (column, sums) in self.part.columns.facets.iter().zip(sums) {
            self.add_sums(column, (0..).zip(sums), counts);
        }
        self.count_names_once(&|_| true, counts);
    }

    /// Adds numbers of documents by place in a column.
    fn add_sums(&self, column: &FacetColumn, sums: impl Iterator<Item = (u32, u32)>, counts: &mut [u32]) {
        for (place, sum) in sums {
            if let Some(count) = counts.get_mut(self.part.value(column.values.start + place) as usize) {
                *count += sum;
            }
        }
    }

    /// Of several names of one entity that a document has one counts.
    fn count_names_once(&self, is_counted: &dyn Fn(ValueId) -> bool, counts: &mut [u32]) {
        let part = self.part;
        let columns = &part.columns.facets;
        let same = |a: &(u32, u32), b: &(u32, u32)| a.0 == b.0 && part.value(a.1) == part.value(b.1);
        for names in part.repeats.chunk_by(same) {
            let Some((document, first)) = names.first() else { continue };
            if !is_counted(part.value(*first)) {
                continue;
            }
            let column = columns.partition_point(|column| column.values.end <= *first);
            let Some((column, counting)) = columns.get(column).zip(self.countings.get(column)) else {
                continue;
            };
            let counted = |(_, local): &&(u32, u32)| {
                counting.counts_for(*document, local.wrapping_sub(column.values.start))
            };
            let too_many = names.iter().filter(counted).count().saturating_sub(1);
            if let Some(count) = counts.get_mut(part.value(*first) as usize) {
                *count = count.saturating_sub(too_many as u32);
            }
        }
    }
}
