//! What panels and commands may ask of a corpus, and the answers of a corpus held in memory.
//!
//! Whoever asks cannot tell where the answers come from.

use std::sync::Arc;

use jiff::civil::Date;

use crate::{
    engine::{Entry, Generation, Origin, Snapshot},
    model::{DocId, Problem, Span},
};

use super::{
    answer::{Asked, Lists, Titles, Wanted},
    batch::Found as BatchFound,
    evaluate::Found,
    fact::{FactRow, fact_row},
    filter::Search,
    results::{DocumentHit, FactKey, Query, Results},
    row::DocumentRow,
    searched::{Around, TextSearch},
    sharing::{KeptSharing, Sharing, beside_the_window, sharing},
    understood::PartFound,
    values::Values,
    view::Tab,
};
use crate::search::{Facet, FactRef, sort_title};

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
    /// The same while all documents are gone through: what others look at stays at hand, not this one.
    fn entry_in_passing(&self, document: DocId) -> Option<Arc<Entry>> {
        self.entry(document)
    }
    /// The document at a path below the corpus folder.
    fn find(&self, path: &str) -> Option<DocId>;
    /// What the corpus calls a value of a facet; `None` where it does not have it.
    fn label(&self, facet: &Facet, value: &str) -> Option<Arc<str>>;
    /// Answers a question, without the lists that take long to make; `None` when `stop` said so.
    fn run(&self, query: &Arc<Query>, stop: &(dyn Fn() -> bool + Sync)) -> Option<Results>;
    /// An answer with the lists it has not yet: those that `shown` shows, or with `None` all, and what comes with
    /// them. `None` when `stop` said so.
    fn complete(
        &self,
        results: &Results,
        shown: Option<Tab>,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Option<Results>;
    /// Answers a question with all its lists; `None` when `stop` said so.
    fn answer(&self, query: &Arc<Query>, stop: &(dyn Fn() -> bool + Sync)) -> Option<Results> {
        self.complete(&self.run(query, stop)?, None, stop)
    }
    /// Places of searched words in a document, in the order of the text.
    fn hits(&self, document: DocId, search: Search<'_>) -> Vec<Span>;
    /// How much a search finds and what of it could not be understood, without other filters: the inner `None`
    /// where it asks for nothing, the outer when `stop` said so.
    fn count(&self, search: Search<'_>, stop: &(dyn Fn() -> bool + Sync)) -> Option<Option<BatchFound>>;
    /// Each part of a search with how often it stands in a document; `None` for a part that does not hold.
    fn parts_in(&self, document: DocId, search: Search<'_>) -> Vec<PartFound>;
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
    text: TextSearch,
    sharing: KeptSharing,
}

impl Memory {
    /// Prepares a snapshot for questions.
    #[must_use]
    pub fn new(snapshot: Arc<Snapshot>) -> Self {
        let values = Values::of(&snapshot);
        Self { snapshot, values, text: TextSearch::default(), sharing: KeptSharing::default() }
    }

    /// The snapshot it answers from.
    #[must_use]
    pub fn snapshot(&self) -> &Arc<Snapshot> {
        &self.snapshot
    }

    /// For each passage of a document: does the search hold in it?
    fn passages_with(&self, document: DocId, search: Search<'_>) -> Vec<bool> {
        let Some(entry) = self.snapshot.entry(document) else { return Vec::new() };
        self.text.ask(&self.snapshot, search).passages(Around::snapshot(&self.snapshot), entry)
    }

    /// Which documents tell the same story; while the corpus is still being read, by exact copies alone.
    fn sharing(&self, stop: &dyn Fn() -> bool) -> Option<Arc<Sharing>> {
        if self.snapshot.complete {
            return sharing(self, beside_the_window(), stop);
        }
        self.sharing.known().or_else(|| Some(Arc::new(Sharing::exact(self, stop)?)))
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
        Some(self.values.name(id).1.into())
    }

    fn run(&self, query: &Arc<Query>, stop: &(dyn Fn() -> bool + Sync)) -> Option<Results> {
        let filter = &query.filter;
        let search = filter.search();
        let searched =
            if search.words.is_empty() { None } else { Some(self.text.run(&self.snapshot, search, stop)?) };
        let understood = match &searched {
            Some(searched) => Some(Arc::new(self.text.understood(&self.snapshot, searched, stop)?)),
            None => None,
        };
        let sharing = if filter.stories_once { Some(self.sharing(stop)?) } else { None };
        let asked = Asked {
            query,
            values: &self.values,
            links: &self.snapshot.links,
            interpreter: &self.snapshot.interpreter,
            facts: &|document, tell| {
                if let Some(entry) = self.snapshot.entry(document) {
                    tell(&entry.facts);
                }
            },
            titles: Titles::Names(&|document| {
                self.entry(document).map(|entry| sort_title(&entry.document).to_owned())
            }),
            found: Found {
                searched: searched.as_deref(),
                passages: &|document| self.passages_with(document, search),
            },
            stories: sharing.as_ref().map(|sharing| &sharing.stories),
        };
        let (mut documents, counts) = asked.documents(stop)?;
        let wanted = Wanted { by_text: true, facts: true, timeline: true };
        let Lists { mut by_text, facts, timeline } = asked.lists(&mut documents, wanted, stop)?;
        let at = |place: u32| by_text.get(place as usize).copied();
        let timeline: Vec<FactRef> = timeline.into_iter().filter_map(at).collect();
        if query.facts.by != FactKey::Place {
            by_text = facts.into_iter().filter_map(at).collect();
        } else if query.facts.descending {
            by_text.reverse();
        }
        asked.sort(&mut documents, query.documents);
        Some(Results {
            generation: self.generation(),
            query: Arc::clone(query),
            total: self.len(),
            documents,
            facts: by_text.into(),
            timeline: timeline.into(),
            counts,
            understood,
        })
    }

    fn complete(&self, results: &Results, _: Option<Tab>, _: &(dyn Fn() -> bool + Sync)) -> Option<Results> {
        Some(results.clone())
    }

    fn hits(&self, document: DocId, search: Search<'_>) -> Vec<Span> {
        let Some(entry) = self.snapshot.entry(document).filter(|_| !search.words.is_empty()) else {
            return Vec::new();
        };
        self.text.ask(&self.snapshot, search).hits(Around::snapshot(&self.snapshot), entry)
    }

    fn count(&self, search: Search<'_>, stop: &(dyn Fn() -> bool + Sync)) -> Option<Option<BatchFound>> {
        self.text.count(&self.snapshot, search, stop)
    }

    fn parts_in(&self, document: DocId, search: Search<'_>) -> Vec<PartFound> {
        let Some(entry) = self.snapshot.entry(document) else { return Vec::new() };
        self.text.ask(&self.snapshot, search).parts_in(Around::snapshot(&self.snapshot), entry)
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
