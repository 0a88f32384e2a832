//! How often all documents together have the values of a corpus: no filter leaves more of them.
//!
//! Pure; made once for a corpus.

use std::{cmp::Reverse, ops::Range};

use rayon::prelude::*;

use super::{
    results::LISTED_VALUES,
    value_columns::FacetColumn,
    values::{Part, Values},
};

/// How often values are had.
pub(super) struct Frequencies {
    /// By value: no more documents than these have it.
    totals: Vec<u32>,
    leading: Vec<u32>,
    /// By part, by column: the places of the values that somebody has, those of most documents first.
    places: Vec<Vec<Vec<u32>>>,
    /// By facet how many values somebody has.
    values: Vec<usize>,
}

/// The total of the value at a place of a column of a part.
fn total(totals: &[u32], part: &Part, column: &FacetColumn, place: u32) -> u32 {
    totals.get(part.value(column.values.start + place) as usize).copied().unwrap_or_default()
}

impl Frequencies {
    /// Of all values.
    pub fn new(values: &Values) -> Self {
        let mut totals = vec![0_u32; values.len()];
        for part in &values.parts {
            // Who has several names of one entity is counted several times.
            for (id, documents) in part.global.iter().zip(&part.totals) {
                if let Some(total) = totals.get_mut(*id as usize) {
                    *total = total.saturating_add(*documents);
                }
            }
        }
        let mut of_facets: Vec<Vec<u32>> = vec![Vec::new(); values.facets.len()];
        for (facet, total) in values.facets_of_values().iter().zip(&totals).filter(|(_, total)| **total > 0) {
            if let Some(of_facet) = of_facets.get_mut(usize::from(*facet)) {
                of_facet.push(*total);
            }
        }
        let leading = |totals: &mut Vec<u32>| match totals.len().checked_sub(LISTED_VALUES) {
            Some(others @ 1..) => *totals.select_nth_unstable(others).1,
            _ => 0,
        };
        let of_column = |part: &Part, column: &FacetColumn| {
            let all = 0..column.values.len() as u32;
            let mut places: Vec<u32> = all.filter(|place| total(&totals, part, column, *place) > 0).collect();
            places.sort_by_cached_key(|place| Reverse(total(&totals, part, column, *place)));
            places
        };
        let of_part =
            |part: &Part| part.columns.facets.par_iter().map(|column| of_column(part, column)).collect();
        let places = values.parts.par_iter().map(of_part).collect();
        let numbers = of_facets.iter().map(Vec::len).collect();
        Self { leading: of_facets.iter_mut().map(leading).collect(), totals, places, values: numbers }
    }

    /// By facet the total that [`LISTED_VALUES`] of its values reach; 0 where it has not more than these.
    pub fn leading(&self) -> &[u32] {
        &self.leading
    }

    /// How many values of a facet somebody has.
    pub fn values(&self, facet: usize) -> usize {
        self.values.get(facet).copied().unwrap_or_default()
    }

    /// Places in a column, by its number, of the part of a number: of the values of which all documents together have
    /// a number in a range, those of most documents first.
    pub fn between(&self, values: &Values, part: usize, column: usize, totals: Range<u32>) -> &[u32] {
        let places = self.places.get(part).and_then(|columns| columns.get(column));
        let part = values.parts.get(part);
        let own = part.and_then(|part| Some((part, part.columns.facets.get(column)?)));
        let Some((places, (part, column))) = places.zip(own) else { return &[] };
        let reached_by =
            |least: u32| places.partition_point(|place| total(&self.totals, part, column, *place) >= least);
        places.get(reached_by(totals.end)..reached_by(totals.start)).unwrap_or_default()
    }
}
