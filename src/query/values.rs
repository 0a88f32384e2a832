//! All values of a corpus with what they are called, over the columns of its documents.
//!
//! Built off the window's thread.

use std::{collections::HashMap, sync::Arc};

use crate::{
    engine::{Links, Snapshot},
    model::{DocId, Entity},
    search::{DocumentValues, Facet, FacetValue},
};

use super::value_columns::{Columns, DayNumbers};

/// Number of a value of a facet in one [`Values`].
pub(super) type ValueId = u32;

/// A value of a facet with what the interface calls it.
pub(super) struct Value {
    pub facet: u16,
    pub name: FacetValue,
    /// The entity's name; elsewhere the value itself.
    pub label: Arc<str>,
}

/// All values of a corpus, and who has them.
pub(super) struct Values {
    pub facets: Vec<Facet>,
    pub all: Vec<Value>,
    /// By facet.
    known: Vec<HashMap<FacetValue, ValueId>>,
    pub parts: Vec<Part>,
    /// Part of each document and its number there.
    places: Vec<(u32, u32)>,
}

/// The documents of one set of columns.
pub(super) struct Part {
    pub columns: Arc<Columns>,
    /// What each number of the columns stands for.
    pub global: Vec<Global>,
    /// Number of each document of the columns; `None` for one that is not there (any more).
    pub documents: Vec<Option<DocId>>,
}

/// What a number of columns stands for in the corpus.
#[derive(Clone, Copy)]
pub(super) struct Global {
    pub id: ValueId,
    pub facet: u16,
    /// Does another number of the same columns stand for it too? So it is with names of one entity.
    pub shared: bool,
}

impl Values {
    /// Without a document yet; names are called what `links` call them.
    pub fn new(links: &Links) -> Self {
        let mut values = Self {
            facets: Facet::FIXED.to_vec(),
            all: Vec::new(),
            known: vec![HashMap::new(); Facet::FIXED.len()],
            parts: Vec::new(),
            places: Vec::new(),
        };
        for entity in &links.entities {
            let facet = values.facet(&Facet::of_entity(entity.kind));
            let key: FacetValue = entity.keys.first().map_or(entity.name.as_str(), String::as_str).into();
            let label = if *key == *entity.name { key.clone() } else { entity.name.as_str().into() };
            let id = values.intern(facet, &key, &label);
            for key in entity.keys.iter().skip(1) {
                values.known[usize::from(facet)].entry(key.as_str().into()).or_insert(id);
            }
        }
        values
    }

    /// Of a snapshot.
    pub fn of(snapshot: &Snapshot) -> Self {
        let mut making = Columns::making();
        for entry in &snapshot.entries {
            making.add(&DocumentValues::of(&entry.document, &entry.facts, entry.language));
        }
        let mut values = Self::new(&snapshot.links);
        let documents = snapshot.documents().map(|(document, _)| Some(document)).collect();
        values.add(Arc::new(making.finish()), documents);
        values
    }

    /// Adds documents with their numbers.
    pub fn add(&mut self, columns: Arc<Columns>, documents: Vec<Option<DocId>>) {
        let ids: Vec<ValueId> = columns
            .values
            .iter()
            .map(|(facet, value)| {
                // The forms of a name lead to its entity.
                let facet = self.facet(facet);
                self.intern(facet, value, value)
            })
            .collect();
        let mut times: HashMap<ValueId, u32> = HashMap::with_capacity(ids.len());
        for id in &ids {
            *times.entry(*id).or_default() += 1;
        }
        let global = |id: ValueId| Global {
            id,
            facet: self.all[id as usize].facet,
            shared: times.get(&id).is_some_and(|times| *times > 1),
        };
        let global = ids.into_iter().map(global).collect();
        for (local, document) in documents.iter().enumerate() {
            let Some(document) = document else { continue };
            let there = self.places.len().max(document.0 as usize + 1);
            self.places.resize(there, (u32::MAX, u32::MAX));
            self.places[document.0 as usize] = (self.parts.len() as u32, local as u32);
        }
        self.parts.push(Part { columns, global, documents });
    }

    /// The part a document is in and its number there.
    pub fn place(&self, document: DocId) -> Option<(usize, usize)> {
        let (part, local) = *self.places.get(document.0 as usize)?;
        ((part as usize) < self.parts.len()).then_some((part as usize, local as usize))
    }

    /// When a document was written.
    pub fn written(&self, document: DocId) -> Option<DayNumbers> {
        let (part, local) = self.place(document)?;
        self.parts[part].columns.written(local)
    }

    /// Facts of a document that are listed where names are not asked for.
    pub fn facts_listed(&self, document: DocId) -> u32 {
        self.place(document).map_or(0, |(part, local)| self.parts[part].columns.facts_listed(local))
    }

    fn facet(&mut self, facet: &Facet) -> u16 {
        let ix = self.facets.iter().position(|known| known == facet).unwrap_or_else(|| {
            self.facets.push(facet.clone());
            self.known.push(HashMap::new());
            self.facets.len() - 1
        });
        ix as u16
    }

    fn intern(&mut self, facet: u16, value: &FacetValue, label: &Arc<str>) -> ValueId {
        let Self { all, known, .. } = self;
        *known[usize::from(facet)].entry(value.clone()).or_insert_with(|| {
            all.push(Value { facet, name: value.clone(), label: label.clone() });
            all.len() as ValueId - 1
        })
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
}

impl Part {
    /// What numbers of the columns stand for.
    pub fn values(&self, ids: &[u32]) -> impl Iterator<Item = Global> {
        ids.iter().filter_map(|id| self.global.get(*id as usize).copied())
    }
}
