//! The values of many documents as small numbers, side by side: what filters and counts run on.
//!
//! Of some documents of a corpus, or of all. Never changed once made; knows nothing of other documents.

use std::{collections::HashMap, ops::Range, sync::OnceLock};

use crate::search::{
    DocumentValues, Facet, FacetValue, PassagePlaces, Tell, day_number, each_passage, write_passages,
};

/// First and last day, counted from 1970-01-01.
pub(super) type DayNumbers = (i32, i32);

/// Stands for no day at all: no range of days meets it.
pub(super) const NEVER: DayNumbers = (i32::MAX, i32::MIN);

/// The values of documents that are numbered from 0.
pub(super) struct Columns {
    /// Every value there is; its place is its number here.
    pub values: Vec<(Facet, FacetValue)>,
    documents: Ragged<u32>,
    written: Vec<DayNumbers>,
    listed: Vec<u32>,
    passages: Passages,
    read_passages: OnceLock<Ragged<u8>>,
}

/// Where the passages are: as [`write_passages`] writes them, places being those among the document's values.
pub(super) enum Passages {
    /// Here.
    Held(Ragged<u8>),
    /// Read all at once when a filter first asks for them.
    Asked(Box<dyn Fn() -> Ragged<u8> + Send + Sync>),
}

impl Columns {
    /// Of the values of each document, first and last day it was written and the facts listed, and its passages.
    pub fn new(
        values: Vec<(Facet, FacetValue)>,
        documents: Ragged<u32>,
        (written, listed): (Vec<DayNumbers>, Vec<u32>),
        passages: Passages,
    ) -> Self {
        Self { values, documents, written, listed, passages, read_passages: OnceLock::new() }
    }

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

    /// Facts of a document that are listed where names are not asked for.
    pub fn facts_listed(&self, document: usize) -> u32 {
        self.listed.get(document).copied().unwrap_or_default()
    }

    /// Tells what each passage of a document has and the days it speaks of.
    pub fn each_passage(&self, document: usize, tell: &mut Tell<'_>) {
        let passages = match &self.passages {
            Passages::Held(passages) => passages,
            Passages::Asked(read) => self.read_passages.get_or_init(read),
        };
        let values = self.document(document);
        let mut own = Vec::new();
        // Bytes that were damaged on their way from the disk end the list: every other document counts.
        let _ = each_passage(passages.get(document), &mut |places, days| {
            own.clear();
            own.extend(places.iter().filter_map(|place| values.get(*place as usize)));
            tell(&own, days);
        });
    }
}

/// Columns that are being made.
#[derive(Default)]
pub(super) struct Making {
    values: Vec<(Facet, FacetValue)>,
    known: HashMap<(Facet, FacetValue), u32>,
    documents: Ragged<u32>,
    written: Vec<DayNumbers>,
    listed: Vec<u32>,
    passages: Ragged<u8>,
}

impl Making {
    /// Adds the next document.
    pub fn add(&mut self, document: &DocumentValues<'_>) {
        let ids = document.values.iter().map(|(facet, value)| {
            let value: FacetValue = value.as_ref().into();
            *self.known.entry((facet.clone(), value)).or_insert_with_key(|value| {
                self.values.push(value.clone());
                self.values.len() as u32 - 1
            })
        });
        self.documents.push(ids);
        let days = |(first, last)| (day_number(first), day_number(last));
        self.written.push(document.written.map_or(NEVER, days));
        self.listed.push(document.facts_listed());
        let passages: Vec<PassagePlaces> = document
            .passages
            .iter()
            .map(|passage| PassagePlaces {
                values: passage.values.clone(),
                days: passage
                    .days
                    .iter()
                    .map(|pair| days(*pair))
                    .map(|(a, b)| (a.into(), b.into()))
                    .collect(),
            })
            .collect();
        self.passages.push(write_passages(&passages).into_iter());
    }

    /// The columns of everything added.
    pub fn finish(self) -> Columns {
        let numbers = (self.written, self.listed);
        Columns::new(self.values, self.documents, numbers, Passages::Held(self.passages))
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

    /// Adds all lists of another.
    pub fn append(&mut self, other: Self) {
        let start = self.all.len() as u32;
        self.all.extend(other.all);
        self.ends.extend(other.ends.into_iter().map(|end| start + end));
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
