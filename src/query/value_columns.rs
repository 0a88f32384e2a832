//! The values of many documents as small numbers, side by side: what filters and counts run on.
//!
//! Of some documents of a corpus, or of all. Never changed once made; knows nothing of other documents.

use std::{collections::HashMap, ops::Range};

use crate::search::{
    DocumentValues, Facet, FacetValue, PassagePlaces, day_number, each_passage, write_passages,
};

/// First and last day, counted from 1970-01-01.
pub(super) type DayNumbers = (i32, i32);

/// Stands for no day at all: no range of days meets it.
const NEVER: DayNumbers = (i32::MAX, i32::MIN);

/// The values of documents that are numbered from 0.
#[derive(Default)]
pub(super) struct Columns {
    /// Every value there is; its place is its number here.
    pub values: Vec<(Facet, FacetValue)>,
    documents: Ragged<u32>,
    written: Vec<DayNumbers>,
    /// As [`write_passages`] writes them; places are those among the document's values.
    passages: Ragged<u8>,
}

impl Columns {
    /// Columns into which documents are put one after the other.
    pub fn making() -> Making {
        Making::default()
    }

    /// Number of documents.
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// Everything a document has.
    pub fn document(&self, document: usize) -> &[u32] {
        self.documents.get(document)
    }

    /// When a document was written.
    pub fn written(&self, document: usize) -> Option<DayNumbers> {
        self.written.get(document).copied().filter(|days| *days != NEVER)
    }

    /// Tells what each passage of a document has and the days it speaks of.
    pub fn each_passage(&self, document: usize, tell: &mut dyn FnMut(&[u32], &[(i64, i64)])) {
        let values = self.document(document);
        let mut own = Vec::new();
        let whole = each_passage(self.passages.get(document), &mut |places, days| {
            own.clear();
            own.extend(places.iter().filter_map(|place| values.get(*place as usize)));
            tell(&own, days);
        });
        // Bytes that were damaged on their way from the disk end the list: every other document counts.
        debug_assert!(whole.is_some(), "written by this program");
    }
}

/// Columns that are being made.
#[derive(Default)]
pub(super) struct Making {
    columns: Columns,
    known: HashMap<(Facet, FacetValue), u32>,
}

impl Making {
    /// Adds the next document.
    pub fn add(&mut self, document: &DocumentValues<'_>) {
        let ids = document.values.iter().map(|(facet, value)| {
            let value: FacetValue = value.as_ref().into();
            *self.known.entry((facet.clone(), value)).or_insert_with_key(|value| {
                self.columns.values.push(value.clone());
                self.columns.values.len() as u32 - 1
            })
        });
        self.columns.documents.push(ids);
        let day = |date| day_number(date);
        self.columns.written.push(document.written.map_or(NEVER, |(first, last)| (day(first), day(last))));
        let passages: Vec<PassagePlaces> = document
            .passages
            .iter()
            .map(|passage| PassagePlaces {
                values: passage.values.clone(),
                days: passage
                    .days
                    .iter()
                    .map(|(a, b)| (day_number(*a).into(), day_number(*b).into()))
                    .collect(),
            })
            .collect();
        self.columns.passages.push(write_passages(&passages).into_iter());
    }

    /// The columns of everything added.
    pub fn finish(self) -> Columns {
        self.columns
    }
}

/// Lists of different lengths in one allocation.
pub(super) struct Ragged<T> {
    ends: Vec<u32>,
    all: Vec<T>,
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

    /// Number of lists.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// A list; empty for a number there is not.
    pub fn get(&self, ix: usize) -> &[T] {
        &self.all[self.range(ix)]
    }

    fn range(&self, ix: usize) -> Range<usize> {
        let start = ix.checked_sub(1).map_or(0, |before| self.ends.get(before).copied().unwrap_or_default());
        let end = self.ends.get(ix).copied().unwrap_or(start);
        start as usize..end as usize
    }
}
