//! Counting documents for the values they have, and the lists of values that are shown of it.
//!
//! Pure. Sums run over the documents that count or over those that do not, whichever are fewer: what all
//! documents together have is known.

use std::{cmp::Reverse, collections::BTreeMap};

use rayon::prelude::*;

use super::{
    evaluate::Failing,
    filter::Filter,
    results::{Count, Counts, LISTED_VALUES},
    value_columns::FacetColumn,
    values::{Part, ValueId, Values},
};
use crate::search::{Facet, FacetValue};

/// Adds the documents of a part to the values they count for. `failing` tells for each document what keeps it out
/// (nothing of one that is not there), `number` the number of a facet.
pub(super) fn count_part(
    part: &Part,
    failing: &[Option<Failing>],
    number: &(dyn Fn(&Facet) -> Option<usize> + Sync),
    counts: &mut [u32],
) {
    let passing: Vec<u32> = places(failing, |failing| failing == Failing::Nothing);
    let of_columns: Vec<(Option<u16>, Vec<u32>)> = part
        .columns
        .facets
        .par_iter()
        .map(|column| {
            let facet = number(&column.facet).map(|number| number as u16);
            let only = facet.map(Failing::Facet);
            let but_for_it: Vec<u32> = match only {
                Some(only) => places(failing, |failing| failing == only),
                None => Vec::new(),
            };
            let counted = passing.len() + but_for_it.len();
            if counted * 2 <= part.count {
                let mut sums = vec![0; column.values.len()];
                add(column, passing.iter().chain(&but_for_it), |sum: &mut u32| *sum += 1, &mut sums);
                return (facet, sums);
            }
            let values = column.values.start as usize..column.values.end as usize;
            let mut sums = part.totals.get(values).map(<[u32]>::to_vec).unwrap_or_default();
            sums.resize(column.values.len(), 0);
            if counted < part.count {
                let out = places(failing, |failing| failing != Failing::Nothing && Some(failing) != only);
                add(column, out.iter(), |sum: &mut u32| *sum = sum.saturating_sub(1), &mut sums);
            }
            (facet, sums)
        })
        .collect();
    for (column, (_, sums)) in part.columns.facets.iter().zip(&of_columns) {
        for (local, sum) in column.values.clone().zip(sums) {
            if let Some(count) = counts.get_mut(part.value(local) as usize) {
                *count += sum;
            }
        }
    }
    // Of several names of one entity one counts.
    for (document, local) in &part.repeats {
        let column = part.columns.facets.iter().position(|column| column.values.contains(local));
        let facet = column.and_then(|column| of_columns[column].0);
        let counted = match failing.get(*document as usize).copied().flatten() {
            Some(Failing::Nothing) => true,
            Some(Failing::Facet(of)) => Some(of) == facet,
            _ => false,
        };
        if counted && let Some(count) = counts.get_mut(part.value(*local) as usize) {
            *count = count.saturating_sub(1);
        }
    }
}

fn places(failing: &[Option<Failing>], is_one: impl Fn(Failing) -> bool) -> Vec<u32> {
    (0_u32..)
        .zip(failing)
        .filter(|(_, failing)| failing.is_some_and(&is_one))
        .map(|(place, _)| place)
        .collect()
}

fn add<'a>(
    column: &FacetColumn,
    documents: impl Iterator<Item = &'a u32>,
    change: impl Fn(&mut u32),
    sums: &mut [u32],
) {
    for document in documents {
        for local in column.lists.get(*document as usize) {
            if let Some(sum) = sums.get_mut(local.wrapping_sub(column.values.start) as usize) {
                change(sum);
            }
        }
    }
}

/// The lists that are shown of counts by value; chosen values stay listed.
pub(super) fn listed(values: &Values, counts: &[u32], filter: &Filter) -> Counts {
    let mut found: Vec<Vec<(Reverse<u32>, ValueId)>> = vec![Vec::new(); values.facets.len()];
    for (id, documents) in (0_u32..).zip(counts).filter(|(_, documents)| **documents > 0) {
        if let Some(of_facet) = found.get_mut(usize::from(values.facet(id))) {
            of_facet.push((Reverse(*documents), id));
        }
    }
    let mut all = Counts::default();
    for (facet, mut of_facet) in values.facets.iter().zip(found) {
        let more = of_facet.len().saturating_sub(LISTED_VALUES);
        if more > 0 {
            of_facet.select_nth_unstable(LISTED_VALUES);
            of_facet.truncate(LISTED_VALUES);
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
