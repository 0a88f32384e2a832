//! The lists of values that are shown of counts by value.
//!
//! Pure.

use std::{cmp::Reverse, collections::BTreeMap};

use rayon::prelude::*;

use super::{
    counts::Counted,
    filter::Filter,
    results::{Count, Counts, LISTED_VALUES, ValueSearch},
    values::{ValueId, Values},
};
use crate::{
    engine::LinkId,
    search::{
        Facet, FacetValue,
        language::{Beginnings, Interpreter},
    },
};

/// Counts from which on values stand together while the most frequent ones are looked for. Author's choice: few have
/// more.
const FREQUENT: usize = 4_096;

/// Values of a facet that somebody looks for.
pub(super) struct Sought<'a> {
    values: &'a Values,
    interpreter: &'a Interpreter,
    facet: u16,
    beginnings: Beginnings,
}

impl<'a> Sought<'a> {
    /// `None` where all values are to be listed.
    pub fn new(values: &'a Values, interpreter: &'a Interpreter, search: &ValueSearch) -> Option<Self> {
        let beginnings = Beginnings::new(interpreter, &search.words)?;
        Some(Self { values, interpreter, facet: values.number(&search.facet)?, beginnings })
    }

    /// Is it one of them, by any of its names?
    fn is(&self, id: ValueId) -> bool {
        let fits = |name: &str| self.beginnings.fit(name, self.interpreter.inflections());
        match self.values.links().entity(LinkId(id)) {
            Some(entity) => fits(entity.name) || entity.keys().any(fits),
            None => fits(self.values.name(id).1),
        }
    }

    /// The counts, without those of other values of the facet.
    fn counts(&self, counts: &[u32]) -> Vec<u32> {
        let facets = self.values.facets_of_values().par_iter().zip(counts.par_iter());
        let left = facets.enumerate().map(|(id, (facet, documents))| {
            let stays = *facet != self.facet || (*documents > 0 && self.is(id as ValueId));
            if stays { *documents } else { 0 }
        });
        left.collect()
    }
}

/// The lists that are shown of counts by value; chosen values stay listed.
pub(super) fn listed(
    values: &Values,
    counted: &Counted,
    filter: &Filter,
    sought: Option<&Sought<'_>>,
) -> Counts {
    let counts = &counted.counts[..];
    let found = match (sought, &counted.values) {
        (Some(sought), _) => most(values, &sought.counts(counts)),
        (None, None) => most(values, counts),
        (None, Some(some)) => most_of(values, some, counts),
    };
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

/// Leaves of a facet's values those of most documents, as many as are listed.
fn cut(found: &mut OfFacet) {
    if found.len() > LISTED_VALUES {
        found.select_nth_unstable(LISTED_VALUES);
        found.truncate(LISTED_VALUES);
    }
}

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
        cut(&mut found);
        let all: usize = steps.iter().map(|values| *values as usize).sum();
        let more = all - found.len();
        (found, more)
    };
    found.into_iter().zip(steps).map(listed).collect()
}

/// The same where only `some` were counted, in order. Whether documents count for the values behind the listed ones is
/// not known then: all that somebody has may be more.
fn most_of(values: &Values, some: &[ValueId], counts: &[u32]) -> Vec<(OfFacet, usize)> {
    let mut found: Vec<OfFacet> = vec![Vec::new(); values.facets.len()];
    let facets = values.facets_of_values();
    for id in some {
        let (facet, documents) = (facets.get(*id as usize), counts.get(*id as usize));
        let of_facet = facet.and_then(|facet| found.get_mut(usize::from(*facet)));
        if let (Some(of_facet), Some(documents @ 1..)) = (of_facet, documents) {
            of_facet.push((Reverse(*documents), *id));
        }
    }
    let listed = |(facet, mut found): (usize, OfFacet)| {
        if found.len() < LISTED_VALUES {
            return (found, 0);
        }
        cut(&mut found);
        (found, values.frequencies().values(facet).saturating_sub(LISTED_VALUES))
    };
    found.into_iter().enumerate().map(listed).collect()
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
