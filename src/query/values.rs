//! The values each document and passage has, as small numbers: what filters and counts run on.
//!
//! Built once for a snapshot, off the window's thread.

use std::{collections::HashMap, ops::Range, sync::Arc};

use jiff::civil::Date;

use crate::{
    engine::Snapshot,
    model::{EntityKind, Facts, Span},
};

use crate::search::{Facet, FacetValue, FactKind, days, document_days, fact_count, fact_view, passage_of};

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
    /// Value of each corpus entity.
    entities: Vec<ValueId>,
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
            entities: Vec::with_capacity(snapshot.links.entities.len()),
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
            values.entities.push(id);
        }
        let mut scratch = Scratch::default();
        for (document, entry) in snapshot.documents() {
            let links: Vec<ValueId> = snapshot
                .links
                .of_document(document)
                .iter()
                .filter_map(|link| values.entities.get(link.0 as usize).copied())
                .collect();
            scratch.clear(entry.facts.passages.len().max(1));
            values.fill(&entry.facts, &links, &mut scratch);
            for passage in &scratch.passages {
                scratch.document.extend(passage);
            }
            let metadata = &entry.document.metadata;
            let mut whole = |facet: &Facet, value: &str| {
                let facet = values.facet(facet);
                let id = values.intern(facet, value);
                scratch.document.push(id);
            };
            if let Some(source) = entry.document.source() {
                whole(&Facet::Source, source);
            }
            whole(&Facet::Language, entry.language.tag());
            for column in &metadata.columns {
                whole(&Facet::Column(column.name.as_str().into()), &column.value);
            }
            let written = document_days(&entry.facts.date);
            if let Some((first, last)) = written
                && first.year() == last.year()
            {
                whole(&Facet::Published, &first.year().to_string());
            }
            values.document_days.push(written);
            sort(&mut scratch.document);
            values.documents.push(scratch.document.iter().copied());
            for (ids, days) in scratch.passages.iter_mut().zip(&scratch.days) {
                sort(ids);
                values.passages.push(ids.iter().copied());
                values.passage_days.push(days.iter().copied());
            }
            values.passages_of.push(values.passages.len() as u32);
        }
        values
    }

    /// Values of the facts, passage by passage.
    fn fill(&mut self, facts: &Facts, links: &[ValueId], scratch: &mut Scratch) {
        let topic_facet = self.facet(&Facet::Topic);
        for (ix, passage) in facts.passages.iter().enumerate() {
            for topic in &passage.topics {
                let id = self.intern(topic_facet, &topic.0);
                scratch.passages[ix].push(id);
            }
        }
        let place = |span: Span| passage_of(facts, span).unwrap_or(0);
        for (entity, id) in facts.entities.iter().zip(links) {
            for mention in &entity.mentions {
                scratch.passages[place(mention.span)].push(*id);
            }
        }
        for kind in FactKind::ALL {
            for ix in 0..fact_count(facts, kind) {
                if kind == FactKind::Mention {
                    break;
                }
                let Some(view) = fact_view(facts, kind, ix as u32) else { continue };
                let passage = place(view.span);
                let ids = self.kind_ids(kind, view.finer);
                scratch.passages[passage].extend(ids);
                if let Some(span) = view.time.and_then(days) {
                    scratch.days[passage].push(span);
                    let years = self.year_ids(span);
                    scratch.passages[passage].extend(years);
                }
            }
        }
        for entity in &facts.entities {
            let ids = self.mention_ids(entity.kind);
            for mention in &entity.mentions {
                scratch.passages[place(mention.span)].extend(ids);
            }
        }
    }

    fn mention_ids(&mut self, kind: EntityKind) -> [ValueId; 2] {
        use crate::search::FinerKind as _;
        self.kind_ids(FactKind::Mention, kind.value())
    }

    fn kind_ids(&mut self, kind: FactKind, finer: &str) -> [ValueId; 2] {
        let facet = self.facet(&Facet::Kind);
        [self.intern(facet, kind.value()), self.intern(facet, finer)]
    }

    /// A span over several years speaks of its first and its last.
    fn year_ids(&mut self, (first, last): (Date, Date)) -> [ValueId; 2] {
        let facet = self.facet(&Facet::Mentioned);
        [self.intern(facet, &first.year().to_string()), self.intern(facet, &last.year().to_string())]
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

    /// The value of a corpus entity.
    pub fn entity(&self, link: crate::engine::LinkId) -> Option<ValueId> {
        self.entities.get(link.0 as usize).copied()
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

fn sort(ids: &mut Vec<ValueId>) {
    ids.sort_unstable();
    ids.dedup();
}

#[derive(Default)]
struct Scratch {
    document: Vec<ValueId>,
    passages: Vec<Vec<ValueId>>,
    days: Vec<Vec<(Date, Date)>>,
}

impl Scratch {
    fn clear(&mut self, passages: usize) {
        self.document.clear();
        self.passages.iter_mut().for_each(Vec::clear);
        self.days.iter_mut().for_each(Vec::clear);
        self.passages.resize_with(passages, Vec::new);
        self.days.resize_with(passages, Vec::new);
    }
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
