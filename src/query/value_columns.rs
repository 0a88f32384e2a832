//! The values of many documents as small numbers, facet by facet: what filters and counts run on.
//!
//! Of some documents of a corpus, or of all. Never changed once made; knows neither other documents nor what
//! its numbers are called.

use std::{collections::HashMap, ops::Range, sync::OnceLock};

use crate::search::{
    DocumentValues, Facet, PassagePlaces, Strings, day_number, index::schema::PASSAGE_FACETS, write_passages,
};

use super::{
    holders::Holders,
    passages::{PassageBytes, Passages},
};

/// First and last day, counted from 1970-01-01.
pub(super) type DayNumbers = (i32, i32);

/// Stands for no day at all: no range of days meets it.
pub(super) const NEVER: DayNumbers = (i32::MAX, i32::MIN);

/// Of each document when it was written, and its facts that are listed.
pub(super) type Numbers = (Vec<DayNumbers>, Vec<u32>);

/// The values of documents that are numbered from 0.
pub(super) struct Columns {
    /// Those that passages have first, in the order in which passages number them.
    pub facets: Vec<FacetColumn>,
    /// When each document was written.
    pub written: Vec<DayNumbers>,
    /// Facts of each document that are listed where names are not asked for.
    pub listed: Vec<u32>,
    /// Made when a filter first asks for them.
    passages: OnceLock<Passages>,
    read_passages: Box<ReadPassages>,
}

/// Makes the passages of all documents; `None` when stopped.
pub(super) type ReadPassages = dyn Fn(&(dyn Fn() -> bool + Sync)) -> Option<Passages> + Send + Sync;

/// Who has which values of a facet.
pub(super) struct FacetColumn {
    pub facet: Facet,
    /// Numbers of its values among those of all columns.
    pub values: Range<u32>,
    /// The documents that have each value, numbered from the first of these values.
    pub documents: Holders,
}

impl FacetColumn {
    /// Of the values of each document, which are numbered among those of all columns.
    pub fn new(facet: Facet, values: Range<u32>, lists: &Ragged<u32>) -> Self {
        let documents = Holders::new(lists.ends.len(), values.len(), |tell| {
            for document in 0..lists.ends.len() {
                let of = lists.get(document).iter();
                of.for_each(|value| tell(document as u32, value.wrapping_sub(values.start)));
            }
        });
        Self { facet, values, documents }
    }
}

impl Columns {
    /// Of the columns, first and last day each document was written and the facts listed, and what makes its
    /// passages.
    pub fn new(facets: Vec<FacetColumn>, (written, listed): Numbers, passages: Box<ReadPassages>) -> Self {
        Self { facets, written, listed, passages: OnceLock::new(), read_passages: passages }
    }

    /// Columns into which documents are put one after the other.
    pub fn making() -> Making {
        Making::default()
    }

    /// Number of values.
    pub fn values(&self) -> usize {
        self.facets.iter().map(|column| column.values.end as usize).max().unwrap_or_default()
    }

    /// The column of a facet.
    pub fn of(&self, facet: &Facet) -> Option<&FacetColumn> {
        self.facets.iter().find(|column| column.facet == *facet)
    }

    /// When a document was written.
    pub fn written(&self, document: usize) -> Option<DayNumbers> {
        self.written.get(document).copied().filter(|days| *days != NEVER)
    }

    /// Facts of a document that are listed where names are not asked for.
    pub fn facts_listed(&self, document: usize) -> u32 {
        self.listed.get(document).copied().unwrap_or_default()
    }

    /// The passages of the documents; `None` when `stop` said so. Two who ask first at one time both read them:
    /// nobody waits for another, who may be given up.
    pub fn passages(&self, stop: &(dyn Fn() -> bool + Sync)) -> Option<&Passages> {
        if self.passages.get().is_none() {
            let read = (self.read_passages)(stop)?;
            let _ = self.passages.set(read);
        }
        self.passages.get()
    }
}

/// The values of a facet by their numbers, and who has them.
type MakingColumn = (HashMap<Box<str>, u32>, Strings, Ragged<u32>);

/// Columns that are being made.
#[derive(Default)]
pub(super) struct Making {
    /// Those of passages are always there, in their order.
    facets: Vec<Facet>,
    columns: Vec<MakingColumn>,
    written: Vec<DayNumbers>,
    listed: Vec<u32>,
    passages: Ragged<u8>,
}

impl Making {
    /// Adds the next document.
    pub fn add(&mut self, document: &DocumentValues<'_>) {
        if self.facets.is_empty() {
            self.facets.extend(PASSAGE_FACETS);
        }
        // Facets a document brings for the first time.
        for (facet, _) in &document.values {
            if !self.facets.contains(facet) {
                self.facets.push(facet.clone());
            }
        }
        self.columns.resize_with(self.facets.len(), Default::default);
        let mut places: HashMap<u32, u32> = HashMap::with_capacity(document.values.len());
        let mut next = 0;
        for (facet, (known, strings, lists)) in self.facets.iter().zip(&mut self.columns) {
            let of_facet = (0_u32..).zip(&document.values).filter(|(_, (of, _))| of == facet);
            let ids = of_facet.map(|(place, (_, value))| {
                places.insert(place, next);
                next += 1;
                known.get(&**value).copied().unwrap_or_else(|| {
                    strings.push(value);
                    let id = strings.len() as u32 - 1;
                    known.insert((&**value).into(), id);
                    id
                })
            });
            // Documents before this one had nothing of a new facet.
            lists.grow(self.written.len());
            lists.push(ids);
        }
        let days = |(first, last)| (day_number(first), day_number(last));
        self.written.push(document.written.map_or(NEVER, days));
        self.listed.push(document.facts_listed());
        let passages: Vec<PassagePlaces> = document
            .passages
            .iter()
            .map(|passage| {
                let mut values: Vec<u32> =
                    passage.values.iter().filter_map(|place| places.get(place).copied()).collect();
                values.sort_unstable();
                let wide = |(first, last): (i32, i32)| (first.into(), last.into());
                PassagePlaces { values, days: passage.days.iter().map(|pair| wide(days(*pair))).collect() }
            })
            .collect();
        self.passages.push(write_passages(&passages).into_iter());
    }

    /// The columns of everything added, and what their values are called.
    pub fn finish(self) -> (Columns, Strings) {
        let mut names = Strings::default();
        let (mut facets, mut of_passages, mut values) = (Vec::new(), Vec::new(), 0);
        for (facet, (_, strings, mut lists)) in self.facets.into_iter().zip(self.columns) {
            let first = names.len() as u32;
            (0..strings.len() as u32).for_each(|value| names.push(strings.get(value)));
            lists.all.iter_mut().for_each(|id| *id += first);
            facets.push(FacetColumn::new(facet, first..names.len() as u32, &lists));
            if of_passages.len() < PASSAGE_FACETS.len() {
                of_passages.push(lists);
                values = names.len();
            }
        }
        let bytes = self.passages;
        let passages: Box<ReadPassages> = Box::new(move |stop| {
            let lists: Vec<&Ragged<u32>> = of_passages.iter().collect();
            let of = |document| bytes.get(document);
            PassageBytes { documents: bytes.ends.len(), bytes: &of, lists: &lists, values }.read(stop)
        });
        let numbers = (self.written, self.listed);
        (Columns::new(facets, numbers, passages), names)
    }
}

/// Lists of different lengths in one allocation.
#[derive(Clone)]
pub(super) struct Ragged<T> {
    /// Where each ends.
    pub ends: Vec<u32>,
    /// All of them.
    pub all: Vec<T>,
}

impl<T> Default for Ragged<T> {
    fn default() -> Self {
        Self { ends: Vec::new(), all: Vec::new() }
    }
}

impl<T> Ragged<T> {
    /// Adds the next list.
    pub fn push(&mut self, items: impl Iterator<Item = T>) {
        self.all.extend(items);
        self.ends.push(self.all.len() as u32);
    }

    /// Adds empty lists up to a number of lists.
    pub fn grow(&mut self, lists: usize) {
        if self.ends.len() < lists {
            self.ends.resize(lists, self.all.len() as u32);
        }
    }

    /// A list; empty for a number there is not.
    #[inline]
    pub fn get(&self, ix: usize) -> &[T] {
        let start = ix.checked_sub(1).map_or(0, |before| self.ends.get(before).copied().unwrap_or_default());
        let end = self.ends.get(ix).copied().unwrap_or(start);
        self.all.get(start as usize..end as usize).unwrap_or_default()
    }
}
