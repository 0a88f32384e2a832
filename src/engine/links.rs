//! Entities over the corpus: which names of which documents mean the same.
//!
//! A second layer over the documents' facts, recomputable at any time; never changes them.

use std::{collections::HashMap, sync::Arc};

use crate::{
    extract::link::link,
    model::{DocId, Entity, EntityIx, EntityKind},
};

use super::snapshot::Entry;

/// Index into [`Links::entities`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinkId(pub u32);

/// One person, organisation or place of the corpus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkedEntity {
    /// Kind.
    pub kind: EntityKind,
    /// The name it has in most documents (the longer, then the first in order, where two tie).
    pub name: String,
    /// Every other name, sorted.
    pub aliases: Vec<String>,
    /// Comparable forms, sorted; the first names it in saved views.
    pub keys: Vec<String>,
    /// In how many documents it is mentioned.
    pub documents: u32,
    /// How often it is mentioned.
    pub mentions: u32,
}

/// The entities of the corpus and where each document's entities belong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// By kind, then by first key.
    pub entities: Vec<LinkedEntity>,
    of: Vec<Vec<LinkId>>,
}

impl Links {
    /// The corpus entity behind a document's entity.
    #[must_use]
    pub fn of(&self, document: DocId, entity: EntityIx) -> Option<LinkId> {
        self.of.get(document.0 as usize)?.get(entity.0 as usize).copied()
    }

    /// All of a document's, parallel to its facts' entities.
    #[must_use]
    pub fn of_document(&self, document: DocId) -> &[LinkId] {
        self.of.get(document.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// The entity behind an id.
    #[must_use]
    pub fn entity(&self, id: LinkId) -> Option<&LinkedEntity> {
        self.entities.get(id.0 as usize)
    }

    /// Links the entities of documents.
    #[must_use]
    pub fn new(entries: &[Arc<Entry>]) -> Self {
        let entities: Vec<&[Entity]> = entries.iter().map(|entry| entry.facts.entities.as_slice()).collect();
        Self::from_clusters(entries, &link(&entities))
    }

    /// From a cluster number for each entity of each document.
    #[must_use]
    pub fn from_clusters(entries: &[Arc<Entry>], clusters: &[Vec<usize>]) -> Self {
        let count = clusters.iter().flatten().max().map_or(0, |max| max + 1);
        let mut drafts: Vec<Draft<'_>> = vec![Draft::default(); count];
        for (document, (entry, numbers)) in entries.iter().zip(clusters).enumerate() {
            for (entity, number) in entry.facts.entities.iter().zip(numbers) {
                drafts[*number].add(document, entity);
            }
        }
        let mut order: Vec<usize> = (0..count).filter(|ix| drafts[*ix].kind.is_some()).collect();
        let mut done: Vec<Option<LinkedEntity>> = drafts.iter().map(Draft::finish).collect();
        order.sort_by(|a, b| {
            let key = |ix: usize| done[ix].as_ref().map(|entity| (entity.kind, &entity.keys));
            key(*a).cmp(&key(*b)).then(a.cmp(b))
        });
        let mut place = vec![LinkId(0); count];
        for (position, ix) in order.iter().enumerate() {
            place[*ix] = LinkId(position as u32);
        }
        let of = clusters.iter().map(|numbers| numbers.iter().map(|n| place[*n]).collect()).collect();
        Self { entities: order.iter().filter_map(|ix| done[*ix].take()).collect(), of }
    }
}

#[derive(Clone, Default)]
struct Draft<'a> {
    kind: Option<EntityKind>,
    /// Name to the number of documents whose fullest name it is (0: only an alias).
    names: HashMap<&'a str, u32>,
    keys: Vec<&'a str>,
    last_document: Option<usize>,
    documents: u32,
    mentions: u32,
}

impl<'a> Draft<'a> {
    fn add(&mut self, document: usize, entity: &'a Entity) {
        self.kind = Some(entity.kind);
        *self.names.entry(&entity.name).or_default() += 1;
        for alias in &entity.aliases {
            self.names.entry(alias).or_default();
        }
        if !self.keys.contains(&entity.key.as_str()) {
            self.keys.push(&entity.key);
        }
        self.mentions += entity.mentions.len() as u32;
        if self.last_document != Some(document) {
            self.last_document = Some(document);
            self.documents += 1;
        }
    }

    fn finish(&self) -> Option<LinkedEntity> {
        let mut names: Vec<(&str, u32)> = self.names.iter().map(|(name, count)| (*name, *count)).collect();
        names.sort_by(|a, b| {
            b.1.cmp(&a.1)
                .then_with(|| b.0.chars().count().cmp(&a.0.chars().count()))
                .then_with(|| a.0.cmp(b.0))
        });
        let name = names.first().map_or("", |(name, _)| name).to_owned();
        let mut aliases: Vec<String> = names.iter().skip(1).map(|(name, _)| (*name).to_owned()).collect();
        aliases.sort();
        let mut keys: Vec<String> = self.keys.iter().map(|key| (*key).to_owned()).collect();
        keys.sort();
        Some(LinkedEntity {
            kind: self.kind?,
            name,
            aliases,
            keys,
            documents: self.documents,
            mentions: self.mentions,
        })
    }
}
