//! The values each document and passage has, as small numbers: what filters and counts run on.
//!
//! Built once for a snapshot, off the window's thread.

use std::{collections::HashMap, ops::Range, sync::Arc};

use jiff::civil::Date;

use crate::{
    engine::Snapshot,
    model::Entity,
    search::{DocumentValues, Facet, FacetValue},
};

/// Number of a value of a facet in one [`Values`].
pub(super) type ValueId = u32;

/// A value of a facet with what the interface calls it.
pub(super) struct Value {
    pub facet: u16,
    pub name: FacetValue,
    /// The entity's name; elsewhere the value itself.
    pub label: Arc<str>,
}

/// All values of a snapshot, and who has them.
pub(super) struct Values {
    pub facets: Vec<Facet>,
    pub all: Vec<Value>,
    /// By facet.
    known: Vec<HashMap<FacetValue, ValueId>>,
    documents: Ragged<ValueId>,
    document_days: Vec<Option<(Date, Date)>>,
    /// Passages of document `d` are `passages_of[d]..passages_of[d + 1]`.
    passages_of: Vec<u32>,
    passages: Ragged<ValueId>,
    passage_days: Ragged<(Date, Date)>,
}

impl Values {
    pub fn new(snapshot: &Snapshot) -> Self {
        let mut values = Self {
            facets: Facet::FIXED.to_vec(),
            all: Vec::new(),
            known: vec![HashMap::new(); Facet::FIXED.len()],
            documents: Ragged::default(),
            document_days: Vec::with_capacity(snapshot.entries.len()),
            passages_of: vec![0],
            passages: Ragged::default(),
            passage_days: Ragged::default(),
        };
        for entity in &snapshot.links.entities {
            let facet = values.facet(&Facet::of_entity(entity.kind));
            let key = entity.keys.first().map_or(entity.name.as_str(), String::as_str);
            let id = values.intern_as(facet, key, &entity.name);
            for key in entity.keys.iter().skip(1) {
                values.known[usize::from(facet)].entry(key.as_str().into()).or_insert(id);
            }
        }
        for entry in &snapshot.entries {
            values.add(&DocumentValues::of(&entry.document, &entry.facts, entry.language));
        }
        values
    }

    /// Adds the next document.
    fn add(&mut self, document: &DocumentValues<'_>) {
        // The forms of a name lead to its entity.
        let id = |(facet, value): &(Facet, std::borrow::Cow<'_, str>)| {
            let facet = self.facet(facet);
            self.intern(facet, value)
        };
        let ids: Vec<ValueId> = document.values.iter().map(id).collect();
        self.documents.push(sorted(ids.iter().copied()).into_iter());
        self.document_days.push(document.written);
        for passage in &document.passages {
            let ids = sorted(passage.values.iter().filter_map(|place| ids.get(*place as usize).copied()));
            self.passages.push(ids.into_iter());
            self.passage_days.push(passage.days.iter().copied());
        }
        self.passages_of.push(self.passages.len() as u32);
    }

    fn facet(&mut self, facet: &Facet) -> u16 {
        let ix = self.facets.iter().position(|known| known == facet).unwrap_or_else(|| {
            self.facets.push(facet.clone());
            self.known.push(HashMap::new());
            self.facets.len() - 1
        });
        ix as u16
    }

    fn intern(&mut self, facet: u16, value: &str) -> ValueId {
        self.intern_as(facet, value, value)
    }

    fn intern_as(&mut self, facet: u16, value: &str, label: &str) -> ValueId {
        if let Some(id) = self.known[usize::from(facet)].get(value) {
            return *id;
        }
        let value: FacetValue = value.into();
        let id = self.all.len() as ValueId;
        let label = if *label == *value { value.clone() } else { label.into() };
        self.all.push(Value { facet, name: value.clone(), label });
        self.known[usize::from(facet)].insert(value, id);
        id
    }

    /// The number of a value, where the corpus has it.
    pub fn find(&self, facet: &Facet, value: &str) -> Option<ValueId> {
        let facet = self.facets.iter().position(|known| known == facet)?;
        self.known[facet].get(value).copied()
    }

    /// The value of whom an entity of a document names.
    pub fn entity(&self, entity: &Entity) -> Option<ValueId> {
        self.find(&Facet::of_entity(entity.kind), &entity.key)
    }

    /// Everything a document has, sorted.
    pub fn document(&self, document: usize) -> &[ValueId] {
        self.documents.get(document)
    }

    /// When a document was written.
    pub fn document_days(&self, document: usize) -> Option<(Date, Date)> {
        self.document_days.get(document).copied().flatten()
    }

    /// Numbers of a document's passages.
    pub fn passages(&self, document: usize) -> Range<usize> {
        self.passages_of[document] as usize..self.passages_of[document + 1] as usize
    }

    /// What a passage has, sorted.
    pub fn passage(&self, passage: usize) -> &[ValueId] {
        self.passages.get(passage)
    }

    /// Days a passage speaks of.
    pub fn passage_days(&self, passage: usize) -> &[(Date, Date)] {
        self.passage_days.get(passage)
    }
}

fn sorted(ids: impl Iterator<Item = ValueId>) -> Vec<ValueId> {
    let mut ids: Vec<ValueId> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Lists of different lengths in one allocation.
struct Ragged<T> {
    ends: Vec<u32>,
    all: Vec<T>,
}

impl<T> Default for Ragged<T> {
    fn default() -> Self {
        Self { ends: Vec::new(), all: Vec::new() }
    }
}

impl<T> Ragged<T> {
    fn push(&mut self, items: impl Iterator<Item = T>) {
        self.all.extend(items);
        self.ends.push(self.all.len() as u32);
    }

    fn len(&self) -> usize {
        self.ends.len()
    }

    fn get(&self, ix: usize) -> &[T] {
        let start = if ix == 0 { 0 } else { self.ends[ix - 1] as usize };
        &self.all[start..self.ends[ix] as usize]
    }
}
