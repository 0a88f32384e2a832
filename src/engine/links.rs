//! Entities over the corpus: which names of which documents mean the same.
//!
//! A second layer over the documents' facts, recomputable at any time; never changes them. Made from the
//! distinct names alone, so that its size is that of the names, not of the documents.

use crate::{
    extract::link::link,
    model::{Entity, EntityKind},
    search::{DocumentName, Interner, Strings},
};

/// Kinds by their tag.
const KINDS: [EntityKind; 3] = [EntityKind::Person, EntityKind::Organisation, EntityKind::Place];
/// Stands between the comparable and the written form of a name, before all letters; in neither of them.
const BETWEEN: char = '\u{1f}';

/// Place among [`Links::entities`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinkId(pub u32);

/// One person, organisation or place of the corpus.
#[derive(Clone, Copy, Debug)]
pub struct LinkedEntity<'a> {
    /// Kind.
    pub kind: EntityKind,
    /// The name it has in most documents (the longer, then the first in order, where two tie).
    pub name: &'a str,
    links: &'a Links,
    keys: &'a [u32],
}

impl<'a> LinkedEntity<'a> {
    /// Comparable forms, sorted; the first names it in saved views.
    pub fn keys(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let keys = &self.links.keys;
        self.keys.iter().map(|key| keys.get(*key))
    }

    /// The comparable form that names it in saved views.
    #[must_use]
    pub fn key(&self) -> &'a str {
        self.keys.first().map_or(self.name, |key| self.links.keys.get(*key))
    }
}

/// The distinct names of some documents, gathered as the documents come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Comparable and written form of each, under its kind.
    names: Interner,
    /// Documents that have it.
    documents: Vec<u32>,
}

impl Names {
    /// Adds a name of one document.
    pub fn add(&mut self, name: DocumentName<'_>) {
        self.add_many(name.kind, name.key, name.name, 1);
    }

    /// Adds a name that several documents have with this comparable and this written form.
    pub fn add_many(&mut self, kind: EntityKind, key: &str, written: &str, documents: u32) {
        let mut name = String::with_capacity(key.len() + written.len() + 1);
        for (part, between) in [(key, Some(BETWEEN)), (written, None)] {
            if part.contains(BETWEEN) {
                name.extend(part.chars().filter(|c| *c != BETWEEN));
            } else {
                name.push_str(part);
            }
            name.extend(between);
        }
        let number = self.names.intern(kind as u16, &name) as usize;
        self.documents.resize(self.names.len(), 0);
        self.documents[number] += documents;
    }

    /// Adds all names of other documents.
    pub fn add_all(&mut self, other: &Self) {
        for (number, documents) in (0_u32..).zip(&other.documents) {
            let number = self.names.intern(other.names.tag(number), other.names.get(number)) as usize;
            self.documents.resize(self.names.len(), 0);
            self.documents[number] += documents;
        }
    }

    /// Kind, comparable form, written form and documents of all, in this order.
    fn sorted(&self) -> Vec<(EntityKind, &str, &str, u32)> {
        let mut numbers: Vec<u32> = (0..self.names.len() as u32).collect();
        // They mostly come in long runs that are in order: a sort that sees that is quick.
        numbers.sort_by(|a, b| {
            let name = |number: &u32| (self.names.tag(*number), self.names.get(*number));
            name(a).cmp(&name(b))
        });
        let name = |number: u32| {
            let (key, written) = self.names.get(number).split_once(BETWEEN)?;
            let kind = *KINDS.get(usize::from(self.names.tag(number)))?;
            Some((kind, key, written, self.documents[number as usize]))
        };
        numbers.into_iter().filter_map(name).collect()
    }
}

/// The entities of the corpus and where each name belongs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// Every comparable form under its kind, in order.
    keys: Interner,
    /// The entity of each.
    entity_of: Vec<u32>,
    /// The keys of each entity, one entity after the other …
    members: Vec<u32>,
    /// … and where each entity's end.
    ends: Vec<u32>,
    names: Strings,
}

/// [`Links`] as plain data: to be kept.
#[derive(Clone, Debug, Default)]
pub struct LinksData<Texts, Numbers> {
    /// Every comparable form, and its kind.
    pub keys: (Texts, Vec<u16>),
    /// The entity of each.
    pub entity_of: Numbers,
    /// The names of the entities.
    pub names: Texts,
}

impl Links {
    /// Links names.
    #[must_use]
    pub fn new(names: &Names) -> Self {
        let sorted = names.sorted();
        let (mut strings, mut tags) = (Strings::default(), Vec::new());
        let mut keys: Vec<(EntityKind, &str)> = Vec::new();
        // Where the written forms of each key begin.
        let mut starts = Vec::new();
        for (place, (kind, key, ..)) in sorted.iter().enumerate() {
            if keys.last() != Some(&(*kind, *key)) {
                keys.push((*kind, key));
                starts.push(place);
                strings.push(key);
                tags.push(*kind as u16);
            }
        }
        // Keys come by kind and key, and clusters are numbered as they come: by kind and first key.
        let clusters = link(&keys).into_iter().map(|cluster| cluster as u32).collect();
        let mut links = Self::of(Interner::of(strings, tags), clusters);
        let mut written: Vec<(&str, u32)> = Vec::new();
        for entity in 0..links.ends.len() {
            written.clear();
            for key in links.members(entity) {
                let start = starts[*key as usize];
                let end = starts.get(*key as usize + 1).copied().unwrap_or(sorted.len());
                written.extend(sorted[start..end].iter().map(|(_, _, name, documents)| (*name, *documents)));
            }
            written.sort_unstable();
            let name = written.chunk_by(|a, b| a.0 == b.0).map(|same| {
                let documents: u32 = same.iter().map(|(_, documents)| documents).sum();
                (documents, same[0].0.chars().count(), std::cmp::Reverse(same[0].0))
            });
            links.names.push(name.max().map_or("", |(_, _, name)| name.0));
        }
        links
    }

    /// Of the keys and the entity of each.
    fn of(keys: Interner, entity_of: Vec<u32>) -> Self {
        let count = entity_of.iter().max().map_or(0, |max| *max as usize + 1);
        let mut ends = vec![0_u32; count];
        for entity in &entity_of {
            ends[*entity as usize] += 1;
        }
        let mut sum = 0;
        let mut next: Vec<u32> = Vec::with_capacity(count);
        for end in &mut ends {
            next.push(sum);
            sum += *end;
            *end = sum;
        }
        let mut members = vec![0; entity_of.len()];
        for (key, entity) in (0_u32..).zip(&entity_of) {
            let at = &mut next[*entity as usize];
            members[*at as usize] = key;
            *at += 1;
        }
        Self { keys, entity_of, members, ends, names: Strings::default() }
    }

    /// As plain data.
    #[must_use]
    pub fn data(&self) -> LinksData<&Strings, &[u32]> {
        let (keys, tags) = self.keys.parts();
        LinksData { keys: (keys, tags.to_vec()), entity_of: &self.entity_of, names: &self.names }
    }

    /// From plain data; `None` where that is no links'.
    #[must_use]
    pub fn from_data(data: LinksData<Strings, Vec<u32>>) -> Option<Self> {
        let LinksData { keys: (keys, tags), entity_of, names } = data;
        let fits = keys.len() == entity_of.len()
            && entity_of.iter().all(|entity| (*entity as usize) < names.len())
            && tags.iter().all(|tag| usize::from(*tag) < KINDS.len());
        fits.then(|| Self { names, ..Self::of(Interner::of(keys, tags), entity_of) })
    }

    fn members(&self, entity: usize) -> &[u32] {
        let start = entity.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.members[start as usize..self.ends[entity] as usize]
    }

    /// Number of entities.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// No entity?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// All entities by their ids: by kind, then by first key.
    pub fn entities(&self) -> impl ExactSizeIterator<Item = LinkedEntity<'_>> {
        (0..self.ends.len()).map(|entity| self.at(entity))
    }

    fn at(&self, entity: usize) -> LinkedEntity<'_> {
        let keys = self.members(entity);
        let tag = keys.first().map_or(0, |key| self.keys.tag(*key));
        let kind = KINDS.get(usize::from(tag)).copied().unwrap_or(EntityKind::Person);
        LinkedEntity { kind, name: self.names.get(entity as u32), links: self, keys }
    }

    /// The corpus entity behind a document's entity.
    #[must_use]
    pub fn of_entity(&self, entity: &Entity) -> Option<LinkId> {
        self.find(entity.kind, &entity.key)
    }

    /// The corpus entity that a comparable form names.
    #[must_use]
    pub fn find(&self, kind: EntityKind, key: &str) -> Option<LinkId> {
        let key = self.keys.find(kind as u16, key)?;
        self.entity_of.get(key as usize).copied().map(LinkId)
    }

    /// The entity behind an id.
    #[must_use]
    pub fn entity(&self, id: LinkId) -> Option<LinkedEntity<'_>> {
        ((id.0 as usize) < self.len()).then(|| self.at(id.0 as usize))
    }

    /// The corpus entity behind a document's entity, whole.
    #[must_use]
    pub fn linked(&self, entity: &Entity) -> Option<LinkedEntity<'_>> {
        self.entity(self.of_entity(entity)?)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        corpus::generate::{Generator, Plan},
        engine::{Analyse as _, LoadRequest, Origin, PackAnalyse, load},
        model::{Document, Facts},
        pack::Pack,
    };

    /// All entities of all documents, linked one by one.
    fn slowly(documents: &[Facts]) -> Vec<(EntityKind, Vec<String>, String)> {
        let entities: Vec<&Entity> = documents.iter().flat_map(|facts| &facts.entities).collect();
        let names: Vec<(EntityKind, &str)> =
            entities.iter().map(|entity| (entity.kind, entity.key.as_str())).collect();
        let clusters = link(&names);
        let mut linked = Vec::new();
        for cluster in 0..clusters.iter().max().map_or(0, |max| max + 1) {
            let members: Vec<&Entity> =
                entities.iter().zip(&clusters).filter(|(_, of)| **of == cluster).map(|(e, _)| *e).collect();
            let times = |name: &str| members.iter().filter(|entity| entity.name == name).count();
            let mut names: Vec<&str> = members.iter().map(|entity| entity.name.as_str()).collect();
            names.sort_by_key(|name| {
                (std::cmp::Reverse(times(name)), std::cmp::Reverse(name.chars().count()), *name)
            });
            let mut keys: Vec<String> = members.iter().map(|entity| entity.key.clone()).collect();
            keys.sort();
            keys.dedup();
            linked.push((members[0].kind, keys, names[0].to_owned()));
        }
        linked.sort();
        linked
    }

    fn agree(documents: &[Facts]) {
        let mut names = Names::default();
        for entity in documents.iter().flat_map(|facts| &facts.entities) {
            names.add(entity.into());
        }
        let links = Links::new(&names);
        let found: Vec<_> = links
            .entities()
            .map(|e| (e.kind, e.keys().map(str::to_owned).collect(), e.name.to_owned()))
            .collect();
        assert_eq!(found, slowly(documents));
        for entity in documents.iter().flat_map(|facts| &facts.entities) {
            assert!(links.linked(entity).unwrap().keys().any(|key| key == entity.key));
        }
        assert_eq!(links.find(EntityKind::Person, "nobody at all"), None);
    }

    #[test]
    fn names_alone_link_as_all_entities_do() {
        let analyse = Arc::new(PackAnalyse::new(Pack::embedded().unwrap()));
        let request = LoadRequest { origin: Origin::Sample, analyse: Arc::clone(&analyse) as _, jobs: None };
        let sample = load(request, |_| {}).wait().unwrap();
        let sample: Vec<Facts> = sample.entries.iter().map(|entry| entry.facts.clone()).collect();
        assert!(sample.iter().any(|facts| facts.entities.len() > 3));
        agree(&sample);
        let generator = Generator::new(analyse.pack(), Plan { documents: 60, seed: 7, copies: 0.1 });
        let made: Vec<Facts> = (0..60)
            .map(|index| {
                let made = generator.document(index);
                analyse.facts(&Document { path: made.path, text: made.text.into(), ..Document::default() })
            })
            .collect();
        agree(&made);
    }
}
