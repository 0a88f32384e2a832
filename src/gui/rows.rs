//! Rows of lists, built when first seen and kept until the corpus or the question changes.
//!
//! Building a row reads a document; drawing one must not.

use std::{cell::RefCell, collections::HashMap, hash::Hash, sync::Arc};

use crate::{
    engine::Generation,
    model::{DocId, Span},
    query::{DocumentHit, DocumentRow, FactList, FactRef, FactRow, Matching, Search, Store},
};

/// More rows than any screen shows; past it the cache starts anew.
const MOST: usize = 4096;

/// A place asked for: in which list of which answer, of which fact or document.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Asked {
    list: *const (),
    fact: Option<FactRef>,
    document: DocId,
}

/// Rows built before.
#[derive(Default)]
pub struct Rows {
    documents: RefCell<HashMap<DocumentHit, Option<Arc<DocumentRow>>>>,
    facts: RefCell<HashMap<FactRef, Option<Arc<FactRow>>>>,
    hits: RefCell<HashMap<DocId, Arc<Vec<Span>>>>,
    places: RefCell<HashMap<Asked, Option<usize>>>,
    key: Option<(Generation, String, Matching)>,
}

impl Rows {
    /// Forgets what was built for another corpus or other words.
    pub fn keep_for(&mut self, generation: Generation, search: Search<'_>) {
        let key = (generation, search.words.to_owned(), search.matching);
        if self.key.as_ref() != Some(&key) {
            *self = Self { key: Some(key), ..Self::default() };
        }
    }

    /// A row of the document list.
    pub fn document(
        &self,
        store: &dyn Store,
        hit: DocumentHit,
        search: Search<'_>,
    ) -> Option<Arc<DocumentRow>> {
        remember(&self.documents, hit, || store.document_row(hit, search).map(Arc::new))
    }

    /// A row of a list of facts.
    pub fn fact(&self, store: &dyn Store, fact: FactRef) -> Option<Arc<FactRow>> {
        remember(&self.facts, fact, || store.fact_row(fact).map(Arc::new))
    }

    /// Forgets places in lists; to be called with every new answer.
    pub fn forget_places(&self) {
        self.places.borrow_mut().clear();
    }

    /// The place of a fact in a list of an answer; a long list is searched once.
    pub fn place_of_fact(&self, facts: &FactList, fact: FactRef) -> Option<usize> {
        let list = std::ptr::from_ref(facts).cast();
        let asked = Asked { list, fact: Some(fact), document: fact.document };
        remember(&self.places, asked, || facts.position(fact))
    }

    /// The place of a document in the list of an answer.
    pub fn place_of_document(&self, hits: &[DocumentHit], document: DocId) -> Option<usize> {
        let asked = Asked { list: hits.as_ptr().cast(), fact: None, document };
        remember(&self.places, asked, || hits.iter().position(|hit| hit.document == document))
    }

    /// Places of the words searched for in a document.
    pub fn hits(&self, store: &dyn Store, document: DocId, search: Search<'_>) -> Arc<Vec<Span>> {
        remember(&self.hits, document, || Arc::new(store.hits(document, search)))
    }
}

fn remember<K: Copy + Eq + Hash, V: Clone>(
    kept: &RefCell<HashMap<K, V>>,
    key: K,
    make: impl FnOnce() -> V,
) -> V {
    if let Some(known) = kept.borrow().get(&key) {
        return known.clone();
    }
    let value = make();
    let mut kept = kept.borrow_mut();
    if kept.len() >= MOST {
        kept.clear();
    }
    kept.insert(key, value.clone());
    value
}
