//! All values of a corpus with what they are called, over the columns of its documents.
//!
//! Built off the window's thread.

use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::{
    engine::{LinkId, Links, Snapshot},
    model::{DocId, Entity, EntityKind},
    search::{DocumentValues, Facet, Interner},
};

use super::{
    bitmap::Bitmap,
    frequencies::Frequencies,
    value_columns::{Columns, DayNumbers, FacetColumn},
};

/// Number of a value of a facet in one [`Values`]. The entities of the corpus come first, in their order.
pub(super) type ValueId = u32;

/// Stands for no document.
const NOBODY: u32 = u32::MAX;

/// All values of a corpus, and who has them.
pub(super) struct Values {
    pub facets: Vec<Facet>,
    links: Arc<Links>,
    /// All that is no entity, under the number of its facet.
    others: Interner,
    pub parts: Vec<Part>,
    /// Part of each document and its number there.
    places: Vec<(u32, u32)>,
    /// The facet of each value, once all are known …
    facet_of_each: OnceLock<Vec<u16>>,
    /// … and how often the values are had.
    frequencies: OnceLock<Frequencies>,
}

/// The documents of one set of columns.
pub(super) struct Part {
    pub columns: Arc<Columns>,
    /// What each number of the columns stands for.
    pub global: Vec<ValueId>,
    /// Documents and numbers of columns that stand for a value the document has by another number too: so it is
    /// with names of one entity. All of them by document, then by value.
    pub repeats: Vec<(u32, u32)>,
    /// For each number of the columns, how many documents have it.
    pub totals: Vec<u32>,
    /// Number of each document of the columns.
    documents: Vec<u32>,
    /// Those that are there.
    pub there: Bitmap,
    /// The numbers of the columns in the order of what they stand for; made when values are first looked up.
    by_value: OnceLock<Vec<u32>>,
}

impl Values {
    /// Without a document yet; names are called what `links` call them.
    pub fn new(links: Arc<Links>) -> Self {
        Self {
            facets: Facet::FIXED.to_vec(),
            links,
            others: Interner::default(),
            parts: Vec::new(),
            places: Vec::new(),
            facet_of_each: OnceLock::new(),
            frequencies: OnceLock::new(),
        }
    }

    /// Of a snapshot.
    pub fn of(snapshot: &Snapshot) -> Self {
        let mut making = Columns::making();
        for entry in &snapshot.entries {
            making.add(&DocumentValues::of(&entry.document, &entry.facts, entry.language));
        }
        let mut values = Self::new(Arc::clone(&snapshot.links));
        let documents = (0..snapshot.entries.len() as u32).collect();
        let (columns, names) = making.finish();
        let columns = Arc::new(columns);
        let global = columns
            .facets
            .iter()
            .flat_map(|column| column.values.clone().map(|value| (&column.facet, names.get(value))))
            .map(|(facet, name)| values.intern(facet, name))
            .collect();
        values.add(Part::new(columns, global, documents));
        values
    }

    /// Adds documents.
    pub fn add(&mut self, part: Part) {
        let number = self.parts.len() as u32;
        for (local, document) in part.there() {
            let there = self.places.len().max(document.0 as usize + 1);
            self.places.resize(there, (u32::MAX, u32::MAX));
            self.places[document.0 as usize] = (number, local as u32);
        }
        self.parts.push(part);
    }

    /// The part a document is in and its number there.
    pub fn place(&self, document: DocId) -> Option<(usize, usize)> {
        let (part, local) = *self.places.get(document.0 as usize)?;
        ((part as usize) < self.parts.len()).then_some((part as usize, local as usize))
    }

    /// Number of documents.
    pub fn documents(&self) -> usize {
        self.places.len()
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

    /// Number of values.
    pub fn len(&self) -> usize {
        self.links.len() + self.others.len()
    }

    /// The number of a value, new or known. The forms of a name lead to its entity.
    pub fn intern(&mut self, facet: &Facet, value: &str) -> ValueId {
        let known = kind_of(facet).and_then(|kind| self.links.find(kind, value));
        if let Some(LinkId(entity)) = known {
            return entity;
        }
        let number = self.number(facet).unwrap_or_else(|| {
            self.facets.push(facet.clone());
            self.facets.len() as u16 - 1
        });
        self.links.len() as u32 + self.others.intern(number, value)
    }

    /// The number of a facet, where the corpus has it.
    pub fn number(&self, facet: &Facet) -> Option<u16> {
        self.facets.iter().position(|known| known == facet).map(|number| number as u16)
    }

    /// The number of a value, where the corpus has it.
    pub fn find(&self, facet: &Facet, value: &str) -> Option<ValueId> {
        let known = kind_of(facet).and_then(|kind| self.links.find(kind, value));
        if let Some(LinkId(entity)) = known {
            return Some(entity);
        }
        Some(self.links.len() as u32 + self.others.find(self.number(facet)?, value)?)
    }

    /// The value of whom an entity of a document names.
    pub fn entity(&self, entity: &Entity) -> Option<ValueId> {
        self.find(&Facet::of_entity(entity.kind), &entity.key)
    }

    fn facet(&self, id: ValueId) -> u16 {
        match self.links.entity(LinkId(id)) {
            Some(entity) => {
                let facet = Facet::of_entity(entity.kind);
                Facet::FIXED.iter().position(|known| *known == facet).unwrap_or_default() as u16
            }
            None => self.others.tag(id.wrapping_sub(self.links.len() as u32)),
        }
    }

    /// The number of the facet of each value, for who asks for all of them.
    pub fn facets_of_values(&self) -> &[u16] {
        self.facet_of_each.get_or_init(|| (0..self.len() as u32).map(|id| self.facet(id)).collect())
    }

    /// How often all documents together have the values, for who asks once all are known.
    pub fn frequencies(&self) -> &Frequencies {
        self.frequencies.get_or_init(|| Frequencies::new(self))
    }

    /// A value as filters and views know it, and what the interface calls it: an entity's name, elsewhere the
    /// value itself.
    pub fn name(&self, id: ValueId) -> (&str, &str) {
        if let Some(entity) = self.links.entity(LinkId(id)) {
            return (entity.key(), entity.name);
        }
        let value = self.others.get(id.wrapping_sub(self.links.len() as u32));
        (value, value)
    }

    /// The entities of the corpus.
    pub fn links(&self) -> &Arc<Links> {
        &self.links
    }

    /// All values that are no entities.
    pub fn others(&self) -> &Interner {
        &self.others
    }

    /// With values that are known from before.
    pub fn with(links: Arc<Links>, facets: Vec<Facet>, others: Interner) -> Self {
        Self { facets, others, ..Self::new(links) }
    }
}

/// The kind of the entities that are a facet's values.
pub(super) fn kind_of(facet: &Facet) -> Option<EntityKind> {
    match facet {
        Facet::Person => Some(EntityKind::Person),
        Facet::Organisation => Some(EntityKind::Organisation),
        Facet::Place => Some(EntityKind::Place),
        _ => None,
    }
}

impl Part {
    /// Of columns, what their numbers stand for, and the number of each document in the corpus (the largest there
    /// is for one that is not there any more).
    pub fn new(columns: Arc<Columns>, global: Vec<ValueId>, documents: Vec<u32>) -> Self {
        let there = Bitmap::of(documents.len(), |document| documents[document] != NOBODY);
        let counted = columns.facets.par_iter().map(|column| {
            let totals = column.documents.counts(0..column.values.len() as u32, &there);
            let of_column = column.values.start as usize..column.values.end as usize;
            let values = global.get(of_column).unwrap_or_default();
            (totals, repeats(column, values, &there))
        });
        let mut totals = Vec::with_capacity(global.len());
        let mut repeats = Vec::new();
        for (of_column, more) in counted.collect::<Vec<_>>() {
            totals.extend(of_column);
            repeats.extend(more);
        }
        repeats.sort_unstable_by_key(|(document, local): &(u32, u32)| {
            (*document, global.get(*local as usize).copied(), *local)
        });
        Self::of(columns, (global, repeats, totals), documents)
    }

    /// The same with what was reckoned before.
    pub fn of(
        columns: Arc<Columns>,
        (global, repeats, totals): (Vec<ValueId>, Vec<(u32, u32)>, Vec<u32>),
        documents: Vec<u32>,
    ) -> Self {
        let there = Bitmap::of(documents.len(), |document| documents[document] != NOBODY);
        let by_value = OnceLock::new();
        Self { columns, global, repeats, totals, documents, there, by_value }
    }

    /// Number of documents, those that are not there any more among them.
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// The number in the corpus of a document of the columns; `None` for one that is not there (any more).
    #[inline]
    pub fn document(&self, local: usize) -> Option<DocId> {
        self.documents.get(local).copied().filter(|number| *number != NOBODY).map(DocId)
    }

    /// The numbers of all documents.
    pub fn documents(&self) -> &[u32] {
        &self.documents
    }

    /// Documents that are there.
    pub fn there(&self) -> impl Iterator<Item = (usize, DocId)> {
        let there = self.documents.iter().enumerate().filter(|(_, number)| **number != NOBODY);
        there.map(|(local, number)| (local, DocId(*number)))
    }

    /// Places in a column of what stands for one of some values.
    pub fn places(&self, column: &FacetColumn, wanted: &[ValueId]) -> impl Iterator<Item = u32> {
        let by_value = self.by_value.get_or_init(|| {
            let mut numbers: Vec<u32> = (0..self.global.len() as u32).collect();
            numbers.par_sort_unstable_by_key(|local| (self.value(*local), *local));
            numbers
        });
        let of_column = column.values.clone();
        let of_value = move |id: ValueId| {
            let first = by_value.partition_point(|local| self.value(*local) < id);
            let rest = by_value.get(first..).unwrap_or_default();
            rest.iter().copied().take_while(move |local| self.value(*local) == id)
        };
        let start = of_column.start;
        wanted
            .iter()
            .copied()
            .flat_map(of_value)
            .filter(move |local| of_column.contains(local))
            .map(move |local| local - start)
    }

    /// By place in a column, how many documents have the value.
    pub fn totals_of(&self, column: &FacetColumn) -> &[u32] {
        self.totals.get(column.values.start as usize..column.values.end as usize).unwrap_or_default()
    }

    /// What a number of the columns stands for.
    #[inline]
    pub fn value(&self, local: u32) -> ValueId {
        self.global.get(local as usize).copied().unwrap_or(ValueId::MAX)
    }
}

/// Documents that are there and numbers of a column that stand for a value the document has by another number of
/// the column too. `values` tells what each number stands for.
fn repeats(column: &FacetColumn, values: &[ValueId], there: &Bitmap) -> Vec<(u32, u32)> {
    let mut by_value: Vec<(ValueId, u32)> = values.iter().copied().zip(0..).collect();
    by_value.sort_unstable();
    let mut repeats = Vec::new();
    let (mut seen, mut again) = (Bitmap::none(there.bound()), Bitmap::none(there.bound()));
    for same in by_value.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
        let each = |tell: &mut dyn FnMut(u32, u32)| {
            for (_, place) in same {
                column.documents.each_in(*place, there, &mut |document| tell(document, *place));
            }
        };
        each(&mut |document, _| {
            if seen.has(document) {
                again.insert(document);
            } else {
                seen.insert(document);
            }
        });
        each(&mut |document, place| {
            if again.has(document) {
                repeats.push((document, column.values.start + place));
            }
        });
        each(&mut |document, _| {
            seen.remove(document);
            again.remove(document);
        });
    }
    repeats
}
