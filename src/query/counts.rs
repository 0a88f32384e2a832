//! Counting documents for the values they have, and the lists of values that are shown of it.
//!
//! Pure. What all documents together have is known; elsewhere those that have a value are met with those that count.

use std::{borrow::Cow, cmp::Reverse, collections::BTreeMap, ops::Range};

use rayon::prelude::*;

use super::{
    bitmap::Bitmap,
    filter::Filter,
    holders::Holders,
    passages::Passages,
    results::{Count, Counts, LISTED_VALUES},
    sharing::Stories,
    sieve::Sieved,
    value_columns::FacetColumn,
    values::{ValueId, Values},
};
use crate::search::{Facet, FacetValue};

/// Counts from which on values stand together while the most frequent ones are looked for. Author's choice: few have
/// more.
const FREQUENT: usize = 4_096;

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
        let facet = values.facets.iter().position(|known| *known == column.facet).map(|number| number as u16);
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

/// How many documents count for each value; `None` when `stop` said so.
pub(super) fn count(
    values: &Values,
    sieved: &[Sieved<'_>],
    stop: &(dyn Fn() -> bool + Sync),
) -> Option<Vec<u32>> {
    let mut counts = vec![0; values.len()];
    for sieved in sieved {
        if stop() {
            return None;
        }
        add_part(values, sieved, None, &mut counts);
    }
    Some(counts)
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
        add_part(values, sieved, Some(&alone), &mut counts);
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

/// Adds the documents of a part to the values they count for; where there is `only`, these alone.
fn add_part(values: &Values, sieved: &Sieved<'_>, only: Option<&Bitmap>, counts: &mut [u32]) {
    let part = sieved.part;
    let columns = &part.columns.facets;
    let countings: Vec<Counting<'_>> =
        columns.iter().map(|column| Counting::new(values, sieved, column, only)).collect();
    let of_column = |(column, counting): (&FacetColumn, &Counting<'_>)| {
        let totals = part.totals.get(column.values.start as usize..column.values.end as usize);
        counting.counts(&part.there, totals.unwrap_or_default())
    };
    let sums: Vec<Vec<u32>> = columns.par_iter().zip(&countings).map(of_column).collect();
    for (column, sums) in columns.iter().zip(sums) {
        for (local, sum) in column.values.clone().zip(sums) {
            if let Some(count) = counts.get_mut(part.value(local) as usize) {
                *count += sum;
            }
        }
    }
    // Of several names of one entity one counts.
    let same = |a: &(u32, u32), b: &(u32, u32)| a.0 == b.0 && part.value(a.1) == part.value(b.1);
    for names in part.repeats.chunk_by(same) {
        let Some((document, first)) = names.first() else { continue };
        let column = columns.partition_point(|column| column.values.end <= *first);
        let Some((column, counting)) = columns.get(column).zip(countings.get(column)) else { continue };
        let counted = |(_, local): &&(u32, u32)| {
            counting.counts_for(*document, local.wrapping_sub(column.values.start))
        };
        let too_many = names.iter().filter(counted).count().saturating_sub(1);
        if let Some(count) = counts.get_mut(part.value(*first) as usize) {
            *count = count.saturating_sub(too_many as u32);
        }
    }
}

/// The lists that are shown of counts by value; chosen values stay listed.
pub(super) fn listed(values: &Values, counts: &[u32], filter: &Filter) -> Counts {
    let found = most(values, counts);
    let mut all = Counts::default();
    for (facet, (of_facet, more)) in values.facets.iter().zip(found) {
        if more > 0 {
            all.more.insert(facet.clone(), more);
        }
        let count = |(Reverse(documents), id): (Reverse<u32>, ValueId)| {
            let (value, label) = values.name(id);
            let value: FacetValue = value.into();
            let label = if *value == *label { value.clone() } else { label.into() };
            Count { value, label, documents }
        };
        let list: Vec<Count> = of_facet.into_iter().map(count).collect();
        if !list.is_empty() {
            all.facets.insert(facet.clone(), list);
        }
    }
    add_chosen(values, counts, filter, &mut all);
    for list in all.facets.values_mut() {
        list.sort_by(|a, b| b.documents.cmp(&a.documents).then_with(|| a.label.cmp(&b.label)));
    }
    all
}

/// Values of a facet with their documents.
type OfFacet = Vec<(Reverse<u32>, ValueId)>;

/// The values of each facet that most documents have, and how many others there are.
fn most(values: &Values, counts: &[u32]) -> Vec<(OfFacet, usize)> {
    let facets = values.facets_of_values();
    let step = |documents: u32| (documents as usize).min(FREQUENT);
    // How many values of a facet have how many documents.
    let mut steps = vec![vec![0_u32; FREQUENT + 1]; values.facets.len()];
    for (facet, documents) in facets.iter().zip(counts).filter(|(_, documents)| **documents > 0) {
        if let Some(steps) = steps.get_mut(usize::from(*facet)) {
            steps[step(*documents)] += 1;
        }
    }
    let least = |steps: &Vec<u32>| {
        let mut above = 0;
        let enough = (1..=FREQUENT).rev().find(|step| {
            above += steps[*step] as usize;
            above >= LISTED_VALUES
        });
        enough.unwrap_or(1)
    };
    let least: Vec<usize> = steps.iter().map(least).collect();
    let mut found: Vec<OfFacet> = vec![Vec::new(); values.facets.len()];
    for ((id, facet), documents) in (0_u32..).zip(facets).zip(counts) {
        let facet = usize::from(*facet);
        if least.get(facet).is_some_and(|least| step(*documents) >= *least) {
            found[facet].push((Reverse(*documents), id));
        }
    }
    let listed = |(mut found, steps): (OfFacet, Vec<u32>)| {
        if found.len() > LISTED_VALUES {
            found.select_nth_unstable(LISTED_VALUES);
            found.truncate(LISTED_VALUES);
        }
        let all: usize = steps.iter().map(|values| *values as usize).sum();
        let more = all - found.len();
        (found, more)
    };
    found.into_iter().zip(steps).map(listed).collect()
}

/// Adds what is chosen and not listed.
fn add_chosen(values: &Values, counts: &[u32], filter: &Filter, all: &mut Counts) {
    let mut added: BTreeMap<Facet, usize> = BTreeMap::new();
    for (facet, chosen, _) in filter.marks() {
        let id = values.find(facet, chosen);
        // The forms of a name lead to its entity.
        let (value, label): (FacetValue, FacetValue) = match id.map(|id| values.name(id)) {
            Some((value, label)) => (value.into(), label.into()),
            None => (chosen.clone(), chosen.clone()),
        };
        let list = all.facets.entry(facet.clone()).or_default();
        if list.iter().any(|count| count.value == value) {
            continue;
        }
        let documents = id.and_then(|id| counts.get(id as usize).copied()).unwrap_or_default();
        if documents > 0 {
            *added.entry(facet.clone()).or_default() += 1;
        }
        list.push(Count { value, label, documents });
    }
    for (facet, added) in added {
        if let Some(more) = all.more.get_mut(&facet) {
            *more = more.saturating_sub(added);
        }
    }
}
