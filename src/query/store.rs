//! What panels and commands may ask of a corpus, and the answers of a corpus held in memory.
//!
//! Whoever asks cannot tell where the answers come from.

use std::sync::{Arc, Mutex};

use jiff::civil::Date;

use crate::{
    engine::{Entry, Generation, Origin, Snapshot},
    model::{DocId, Problem, Span},
};

use super::{
    evaluate::{Evaluation, Found},
    fact::{FactRow, fact_row},
    filter::Search,
    results::{DocumentHit, DocumentKey, FactKey, Query, Results, Sort},
    row::{DocumentRow, title},
    searched,
    sharing::{KeptSharing, Sharing, beside_the_window, sharing},
    values::Values,
    words::Matching,
};
use crate::search::{Facet, FactRef, document_days, fact_view, passage_of};

/// One corpus at one moment.
pub trait Store: Send + Sync {
    /// Its number; a greater one replaces it.
    fn generation(&self) -> Generation;
    /// Where it comes from.
    fn origin(&self) -> &Origin;
    /// The rule set that made its facts.
    fn pack_version(&self) -> &str;
    /// Is all of it there?
    fn is_complete(&self) -> bool;
    /// What could not be read or used.
    fn problems(&self) -> &[Problem];
    /// Number of documents.
    fn len(&self) -> usize;
    /// No document?
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// A document with its facts.
    fn entry(&self, document: DocId) -> Option<Arc<Entry>>;
    /// The document at a path below the corpus folder.
    fn find(&self, path: &str) -> Option<DocId>;
    /// What the corpus calls a value of a facet; `None` where it does not have it.
    fn label(&self, facet: &Facet, value: &str) -> Option<Arc<str>>;
    /// Answers a question; `None` when `stop` said so.
    fn run(&self, query: &Arc<Query>, stop: &(dyn Fn() -> bool + Sync)) -> Option<Results>;
    /// Places of searched words in a document, in the order of the text.
    fn hits(&self, document: DocId, search: Search<'_>) -> Vec<Span>;
    /// A row of the document list.
    fn document_row(&self, hit: DocumentHit, search: Search<'_>) -> Option<DocumentRow>;
    /// A row of a table of facts.
    fn fact_row(&self, fact: FactRef) -> Option<FactRow>;
    /// The day a document was written, as far as that is known.
    fn day(&self, document: DocId) -> Option<Date> {
        self.entry(document)?.facts.date.date
    }
    /// Where it is kept what the documents share, once that is known.
    fn kept_sharing(&self) -> &KeptSharing;
}

/// A corpus held in memory. Making one costs time: do it off the window's thread.
pub struct Memory {
    snapshot: Arc<Snapshot>,
    values: Values,
    /// The last search with each document's number of hits.
    last_words: Mutex<Option<LastWords>>,
    sharing: KeptSharing,
}

/// Words searched for, with the number of hits in each document that matches.
type LastWords = ((String, Matching), Arc<Vec<Option<u32>>>);

impl Memory {
    /// Prepares a snapshot for questions.
    #[must_use]
    pub fn new(snapshot: Arc<Snapshot>) -> Self {
        let values = Values::of(&snapshot);
        Self { snapshot, values, last_words: Mutex::new(None), sharing: KeptSharing::default() }
    }

    /// The snapshot it answers from.
    #[must_use]
    pub fn snapshot(&self) -> &Arc<Snapshot> {
        &self.snapshot
    }

    /// Number of hits in each document that matches; `None` when stopped.
    fn count_hits(
        &self,
        search: Search<'_>,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Option<Arc<Vec<Option<u32>>>> {
        if let Ok(last) = self.last_words.lock()
            && let Some((known, counts)) = &*last
            && (known.0.as_str(), known.1) == (search.words, search.matching)
        {
            return Some(Arc::clone(counts));
        }
        let parsed = searched::parse(&self.snapshot, search);
        let mut counts = Vec::with_capacity(self.snapshot.entries.len());
        for (document, _) in self.snapshot.documents() {
            if document.0 % 64 == 0 && stop() {
                return None;
            }
            counts.push(searched::count(&self.snapshot, document, &parsed));
        }
        let counts = Arc::new(counts);
        if let Ok(mut last) = self.last_words.lock() {
            *last = Some(((search.words.to_owned(), search.matching), Arc::clone(&counts)));
        }
        Some(counts)
    }

    /// For each passage of a document: do all the words stand in it?
    fn passages_with(&self, document: DocId, search: Search<'_>) -> Vec<bool> {
        let Some(entry) = self.snapshot.entry(document) else { return Vec::new() };
        let parsed = searched::parse(&self.snapshot, search);
        let mut found = vec![vec![false; parsed.groups.len()]; entry.facts.passages.len().max(1)];
        for (span, group) in searched::find(&self.snapshot, document, &parsed) {
            found[passage_of(&entry.facts, span).unwrap_or(0)][group as usize] = true;
        }
        found.into_iter().map(|groups| groups.into_iter().all(|found| found)).collect()
    }

    /// Which documents tell the same story; while the corpus is still being read, by exact copies alone.
    fn sharing(&self, stop: &dyn Fn() -> bool) -> Option<Arc<Sharing>> {
        if self.snapshot.complete {
            return sharing(self, beside_the_window(), stop);
        }
        self.sharing.known().or_else(|| Some(Arc::new(Sharing::exact(self, stop)?)))
    }

    fn sort_documents(&self, hits: &mut [DocumentHit], sort: Sort<DocumentKey>) {
        let entry = |hit: &DocumentHit| self.snapshot.entry(hit.document);
        let day = |hit: &DocumentHit| {
            entry(hit).and_then(|entry| document_days(&entry.facts.date)).map(|days| days.0)
        };
        match sort.by {
            DocumentKey::Path if !sort.descending => {}
            DocumentKey::Path => hits.reverse(),
            DocumentKey::Date => order(hits, sort.descending, day),
            DocumentKey::Title => {
                order(hits, sort.descending, |hit| entry(hit).map(|entry| title(&entry.document).to_owned()));
            }
            DocumentKey::Facts => order(hits, sort.descending, |hit| hit.facts),
            DocumentKey::Hits => order(hits, sort.descending, |hit| Some(hit.hits)),
        }
    }

    fn sort_facts(&self, facts: &mut [FactRef], sort: Sort<FactKey>) {
        let view = |fact: &FactRef| {
            let entry = self.snapshot.entry(fact.document)?;
            Some((entry, fact_view(&entry.facts, fact.kind, fact.ix)?))
        };
        match sort.by {
            FactKey::Place if !sort.descending => {}
            FactKey::Place => facts.reverse(),
            FactKey::Kind => {
                order(facts, sort.descending, |fact| view(fact).map(|(_, view)| (fact.kind, view.finer)));
            }
            FactKey::Time => order(facts, sort.descending, |fact| {
                view(fact).and_then(|(_, view)| crate::search::days(view.time?))
            }),
            FactKey::Who => order(facts, sort.descending, |fact| {
                let (entry, view) = view(fact)?;
                let first = *view.who.first()?;
                let entity = entry.facts.entity(first)?;
                let linked = self.snapshot.links.linked(entity).map(|entity| &entity.name);
                Some(linked.unwrap_or(&entity.name).clone())
            }),
            FactKey::Confidence => order(facts, sort.descending, |fact| {
                view(fact).map(|(_, view)| (view.provenance.confidence * 1e6) as i64)
            }),
        }
    }
}

/// Sorts by a key; what has none stays last, equals stay as they were.
pub(super) fn order<T, K: Ord>(items: &mut [T], descending: bool, key: impl Fn(&T) -> Option<K>) {
    items.sort_by_cached_key(|item| {
        let key = key(item);
        (key.is_none(), if descending { Directed::Down(key) } else { Directed::Up(key) })
    });
}

#[derive(PartialEq, Eq)]
enum Directed<K> {
    Up(K),
    Down(K),
}

impl<K: Ord> PartialOrd for Directed<K> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<K: Ord> Ord for Directed<K> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        match (self, other) {
            (Self::Up(a), Self::Up(b)) => a.cmp(b),
            (Self::Down(a), Self::Down(b)) => b.cmp(a),
            // One list has one direction.
            (Self::Up(_), Self::Down(_)) => std::cmp::Ordering::Less,
            (Self::Down(_), Self::Up(_)) => std::cmp::Ordering::Greater,
        }
    }
}

impl Store for Memory {
    fn generation(&self) -> Generation {
        self.snapshot.generation
    }

    fn origin(&self) -> &Origin {
        &self.snapshot.origin
    }

    fn pack_version(&self) -> &str {
        &self.snapshot.pack_version
    }

    fn is_complete(&self) -> bool {
        self.snapshot.complete
    }

    fn problems(&self) -> &[Problem] {
        &self.snapshot.problems
    }

    fn len(&self) -> usize {
        self.snapshot.entries.len()
    }

    fn entry(&self, document: DocId) -> Option<Arc<Entry>> {
        self.snapshot.entry(document).cloned()
    }

    fn find(&self, path: &str) -> Option<DocId> {
        self.snapshot.find(path)
    }

    fn label(&self, facet: &Facet, value: &str) -> Option<Arc<str>> {
        let id = self.values.find(facet, value)?;
        Some(self.values.all[id as usize].label.clone())
    }

    fn run(&self, query: &Arc<Query>, stop: &(dyn Fn() -> bool + Sync)) -> Option<Results> {
        let filter = &query.filter;
        let search = filter.search();
        let hits = if search.words.is_empty() { None } else { Some(self.count_hits(search, stop)?) };
        let sharing = if filter.stories_once { Some(self.sharing(stop)?) } else { None };
        let in_passages = |document| self.passages_with(document, search);
        let found = Found { documents: hits.as_deref().map(Vec::as_slice), passages: &in_passages };
        let evaluation = Evaluation::new(&self.values, filter);
        let stories = sharing.as_ref().map(|sharing| &sharing.stories);
        let mut passed = evaluation.documents(&found, stories, stop)?;
        passed.documents.sort_unstable();
        let counts = evaluation.counts(&passed, filter);
        let mut documents = Vec::with_capacity(passed.documents.len());
        let mut facts = Vec::new();
        for (document, copies) in passed.documents {
            if document.0 % 64 == 0 && stop() {
                return None;
            }
            let Some(entry) = self.snapshot.entry(document) else { continue };
            let by_passage =
                if filter.same_passage && hits.is_some() { in_passages(document) } else { Vec::new() };
            let in_passage = |place: usize| by_passage.get(place).copied().unwrap_or(true);
            let passed = evaluation.facts(document, &entry.facts, &in_passage);
            let hits = found.hits(document).unwrap_or_default();
            documents.push(DocumentHit { document, facts: Some(passed.len() as u32), hits, copies });
            facts.extend(passed);
        }
        self.sort_documents(&mut documents, query.documents);
        let spoken_of = |fact: &FactRef| {
            let entry = self.snapshot.entry(fact.document)?;
            fact_view(&entry.facts, fact.kind, fact.ix)?.time.and_then(crate::search::days)
        };
        let mut timeline: Vec<_> = facts.iter().filter_map(|fact| Some((spoken_of(fact)?, *fact))).collect();
        timeline.sort_by_key(|(days, _)| *days);
        if stop() {
            return None;
        }
        self.sort_facts(&mut facts, query.facts);
        Some(Results {
            generation: self.generation(),
            query: Arc::clone(query),
            total: self.len(),
            documents,
            facts: facts.into(),
            timeline: timeline.into_iter().map(|(_, fact)| fact).collect::<Vec<_>>().into(),
            counts,
        })
    }

    fn hits(&self, document: DocId, search: Search<'_>) -> Vec<Span> {
        if search.words.is_empty() {
            return Vec::new();
        }
        let found = searched::find(&self.snapshot, document, &searched::parse(&self.snapshot, search));
        found.into_iter().map(|(span, _)| span).collect()
    }

    fn document_row(&self, hit: DocumentHit, search: Search<'_>) -> Option<DocumentRow> {
        let entry = self.snapshot.entry(hit.document)?;
        Some(DocumentRow::new(entry, hit, &self.hits(hit.document, search)))
    }

    fn kept_sharing(&self) -> &KeptSharing {
        &self.sharing
    }

    fn fact_row(&self, fact: FactRef) -> Option<FactRow> {
        fact_row(self.snapshot.entry(fact.document)?, &self.snapshot.links, fact)
    }
}
