//! Entities over the corpus: which names of which documents mean the same.
//!
//! A second layer over the documents' facts, recomputable at any time; never changes them. Made from the
//! distinct names alone, so that its size is that of the names, not of the documents.

use std::collections::HashMap;

use crate::{
    extract::link::link,
    model::{Entity, EntityKind},
    search::DocumentName,
};

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
    /// Comparable forms, sorted; the first names it in saved views.
    pub keys: Vec<String>,
}

/// The distinct names of some documents, gathered as the documents come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Of each kind: comparable form → the forms written, with the number of documents each has.
    of: [HashMap<String, HashMap<String, u32>>; 3],
}

impl Names {
    /// Adds a name of one document.
    pub fn add(&mut self, name: DocumentName<'_>) {
        self.add_many(name.kind, name.key, name.name, 1);
    }

    /// Adds a name that several documents have with this comparable and this written form.
    pub fn add_many(&mut self, kind: EntityKind, key: &str, written: &str, documents: u32) {
        let of = &mut self.of[kind as usize];
        // Most names come again and again: only a new one is copied.
        let Some(forms) = of.get_mut(key) else {
            of.insert(key.to_owned(), HashMap::from([(written.to_owned(), documents)]));
            return;
        };
        match forms.get_mut(written) {
            Some(count) => *count += documents,
            None => drop(forms.insert(written.to_owned(), documents)),
        }
    }

    /// Adds all names of other documents.
    pub fn add_all(&mut self, other: &Self) {
        for (of, others) in self.of.iter_mut().zip(&other.of) {
            #[allow(clippy::iter_over_hash_type, reason = "sums do not depend on the order")]
            for (key, forms) in others {
                let of = of.entry(key.clone()).or_default();
                #[allow(clippy::iter_over_hash_type, reason = "sums do not depend on the order")]
                for (written, documents) in forms {
                    *of.entry(written.clone()).or_default() += documents;
                }
            }
        }
    }

    /// Kind, comparable form and written forms with their documents, in order of the first two.
    fn sorted(&self) -> Vec<(EntityKind, &str, &HashMap<String, u32>)> {
        let kinds = [EntityKind::Person, EntityKind::Organisation, EntityKind::Place];
        let of = |kind: EntityKind| {
            let names = self.of[kind as usize].iter();
            names.map(move |(key, forms)| (kind, key.as_str(), forms))
        };
        let mut names: Vec<_> = kinds.into_iter().flat_map(of).collect();
        names.sort_unstable_by_key(|(kind, key, _)| (*kind, *key));
        names
    }
}

/// The entities of the corpus and where each name belongs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// By kind, then by first key.
    pub entities: Vec<LinkedEntity>,
    /// Every key of every entity (which entity, which of its keys), by kind and key.
    keys: Vec<(LinkId, u32)>,
}

impl Links {
    /// Links names.
    #[must_use]
    pub fn new(names: &Names) -> Self {
        let names = names.sorted();
        let keys: Vec<(EntityKind, &str)> = names.iter().map(|(kind, key, _)| (*kind, *key)).collect();
        let clusters = link(&keys);
        let count = clusters.iter().max().map_or(0, |max| max + 1);
        let mut drafts: Vec<Draft<'_>> = vec![Draft::default(); count];
        for ((kind, key, forms), cluster) in names.iter().zip(&clusters) {
            drafts[*cluster].add(*kind, key, forms);
        }
        // Names come by kind and key, and clusters are numbered as they come: by kind and first key.
        let entities = drafts.into_iter().filter_map(Draft::finish).collect();
        let mut places = vec![0; count];
        let key = |cluster: &usize| {
            let place: &mut u32 = &mut places[*cluster];
            *place += 1;
            (LinkId(*cluster as u32), *place - 1)
        };
        Self { entities, keys: clusters.iter().map(key).collect() }
    }

    /// The corpus entity behind a document's entity.
    #[must_use]
    pub fn of(&self, entity: &Entity) -> Option<LinkId> {
        self.find(entity.kind, &entity.key)
    }

    /// The corpus entity that a comparable form names.
    #[must_use]
    pub fn find(&self, kind: EntityKind, key: &str) -> Option<LinkId> {
        let name = |(id, place): &(LinkId, u32)| {
            let entity = &self.entities[id.0 as usize];
            (entity.kind, entity.keys[*place as usize].as_str())
        };
        let found = self.keys.binary_search_by(|place| name(place).cmp(&(kind, key))).ok()?;
        Some(self.keys[found].0)
    }

    /// The entity behind an id.
    #[must_use]
    pub fn entity(&self, id: LinkId) -> Option<&LinkedEntity> {
        self.entities.get(id.0 as usize)
    }

    /// The corpus entity behind a document's entity, whole.
    #[must_use]
    pub fn linked(&self, entity: &Entity) -> Option<&LinkedEntity> {
        self.entity(self.of(entity)?)
    }
}

/// An entity whose names are still being gathered.
#[derive(Clone, Default)]
struct Draft<'a> {
    kind: Option<EntityKind>,
    /// Name to the number of documents whose fullest name it is.
    names: HashMap<&'a str, u32>,
    keys: Vec<&'a str>,
}

impl<'a> Draft<'a> {
    fn add(&mut self, kind: EntityKind, key: &'a str, forms: &'a HashMap<String, u32>) {
        self.kind = Some(kind);
        self.keys.push(key);
        #[allow(clippy::iter_over_hash_type, reason = "sums do not depend on the order")]
        for (name, documents) in forms {
            *self.names.entry(name).or_default() += documents;
        }
    }

    fn finish(self) -> Option<LinkedEntity> {
        let best = |a: &(&str, u32), b: &(&str, u32)| {
            let length = |name: &str| name.chars().count();
            a.1.cmp(&b.1).then_with(|| length(a.0).cmp(&length(b.0))).then_with(|| b.0.cmp(a.0))
        };
        let name = self.names.into_iter().max_by(best).map_or("", |(name, _)| name).to_owned();
        Some(LinkedEntity {
            kind: self.kind?,
            name,
            keys: self.keys.into_iter().map(str::to_owned).collect(),
        })
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
        let found: Vec<_> = links.entities.iter().map(|e| (e.kind, e.keys.clone(), e.name.clone())).collect();
        assert_eq!(found, slowly(documents));
        for entity in documents.iter().flat_map(|facts| &facts.entities) {
            assert!(links.linked(entity).unwrap().keys.contains(&entity.key));
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
