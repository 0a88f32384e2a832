//! Answers from an index on disk as from memory.
//!
//! In memory are the values that documents are filtered and counted by, as numbers; texts and facts are read
//! when they are looked at. Making one costs time: do it off the window's thread.

mod kept;
mod load;
mod order;
mod postings;
mod words;

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
};

use rayon::prelude::*;
use tantivy::{
    DocAddress, DocSet as _, SegmentReader, TERMINATED, Term, index::SegmentId, schema::IndexRecordOption,
};

use crate::{
    engine::{Analyse, Entry, Generation, Links, Names, Origin},
    lang::{Tables, fold},
    model::{DocId, Facts, Problem, Span},
    search::{
        Facet, FactRef,
        index::{AnyRecord, IndexError, Reader, schema::TITLE},
        language::Interpreter,
    },
};

use super::{
    answer::{Asked, Titles, Wanted},
    batch::Found as BatchFound,
    evaluate::{Evaluation, Found},
    fact::{FactRow, fact_row},
    fact_list::{FactList, FactSource},
    filter::Search,
    results::{DocumentHit, DocumentKey, FactKey, Query, Results},
    row::DocumentRow,
    searched::{LastQuestion, Searched},
    sharing::{KeptSharing, Sharing, beside_the_window, sharing},
    store::Store,
    understood::PartFound,
    value_columns::Columns,
    values::{Part, Values},
    view::Tab,
};
use words::Lengths;

/// Documents kept after they were read: some screens of a list.
const KEPT: usize = 256;

/// What makes documents of the index's records again.
#[derive(Clone)]
pub struct Making {
    /// Where the documents come from.
    pub origin: Origin,
    /// The tables that texts are folded with.
    pub tables: Arc<Tables>,
    /// What understands queries.
    pub interpreter: Arc<Interpreter>,
    /// The rule set that made the facts.
    pub pack_version: Arc<str>,
}

impl Making {
    /// Of documents that come from `origin` and are analysed so.
    #[must_use]
    pub fn new(origin: Origin, analyse: &dyn Analyse) -> Self {
        Self {
            origin,
            tables: Arc::clone(analyse.tables()),
            interpreter: analyse.interpreter(),
            pack_version: analyse.version(),
        }
    }
}

/// A corpus in an index, at one commit. Cheap to clone.
#[derive(Clone)]
pub struct Indexed(Arc<Inner>);

struct Inner {
    making: Making,
    generation: Generation,
    reader: Reader,
    segments: Vec<Segment>,
    values: Values,
    problems: Vec<Problem>,
    entries: Mutex<Kept>,
    /// Places of the documents among all by title; made when first asked for.
    titles: OnceLock<Vec<u32>>,
    /// Made when first asked for.
    lengths: OnceLock<Lengths>,
    sharing: KeptSharing,
    question: LastQuestion,
    last: Mutex<Option<Arc<Searched>>>,
    /// Is it kept beside the index?
    is_kept: AtomicBool,
}

/// What is known of a segment from one commit to the next.
#[derive(Clone)]
struct Segment {
    id: SegmentId,
    /// Documents deleted from it when its names were counted.
    deleted: u32,
    columns: Arc<Columns>,
    /// For each value of its column of names, the documents that have it.
    names: Arc<Vec<u32>>,
}

/// Documents read last.
#[derive(Default)]
struct Kept {
    entries: HashMap<DocId, (Arc<Entry>, u64)>,
    clock: u64,
}

impl Indexed {
    /// Prepares a commit of the index for questions. What `before` (an earlier commit of the same index) has
    /// decoded is not decoded again.
    pub fn new(reader: Reader, making: Making, before: Option<&Self>) -> Result<Self, IndexError> {
        let kept = if before.is_none() { kept::read(&reader) } else { None };
        let mut from_before = Vec::new();
        if let Some(kept::Kept { values, segments }) = kept {
            if let Some(values) = values {
                return Ok(Self(Arc::new(Inner::new(reader, making, (values, segments), true)?)));
            }
            from_before = segments;
        }
        let known = before.map_or(&from_before[..], |before| &before.0.segments);
        let searcher = reader.searcher();
        let (order, segments) = rayon::join(
            || order::order(searcher),
            || {
                let segments = searcher.segment_readers().iter();
                segments.map(|segment| Segment::load(segment, known)).collect::<Result<Vec<_>, _>>()
            },
        );
        let (order, segments) = (order?, segments?);
        let mut names = Names::default();
        for (segment, reader) in segments.iter().zip(searcher.segment_readers()) {
            load::add_names(reader, &segment.names, &mut names)?;
        }
        let mut values = Values::new(Arc::new(Links::new(&names)));
        drop(names);
        for ((segment, reader), documents) in segments.iter().zip(searcher.segment_readers()).zip(order) {
            let global = load::global(reader, &segment.columns, &mut values)?;
            values.add(Part::new(Arc::clone(&segment.columns), global, documents));
        }
        Ok(Self(Arc::new(Inner::new(reader, making, (values, segments), false)?)))
    }

    /// Keeps what was reckoned beside the index, where the next program finds it. Costs only time where it fails.
    pub fn keep(&self) -> std::io::Result<()> {
        let inner = &*self.0;
        if inner.is_kept.swap(true, Relaxed) {
            return Ok(());
        }
        kept::write(&inner.reader, &inner.values, &inner.segments)
    }

    /// The commit it answers from.
    #[must_use]
    pub fn reader(&self) -> &Reader {
        &self.0.reader
    }
}

impl Segment {
    fn load(segment: &SegmentReader, known: &[Self]) -> Result<Self, IndexError> {
        let (id, deleted) = (segment.segment_id(), segment.num_deleted_docs());
        let known = known.iter().find(|known| known.id == id);
        if let Some(known) = known.filter(|known| known.deleted == deleted) {
            return Ok(known.clone());
        }
        let columns = match known {
            Some(known) => Arc::clone(&known.columns),
            None => Arc::new(load::columns(segment)?),
        };
        Ok(Self { id, deleted, columns, names: Arc::new(load::name_counts(segment)?) })
    }
}

impl Kept {
    fn get(&mut self, document: DocId) -> Option<Arc<Entry>> {
        self.clock += 1;
        let (entry, last) = self.entries.get_mut(&document)?;
        *last = self.clock;
        Some(Arc::clone(entry))
    }

    fn keep(&mut self, document: DocId, entry: &Arc<Entry>) {
        if self.entries.len() >= KEPT {
            // The older half goes.
            let mut clocks: Vec<u64> = self.entries.values().map(|(_, last)| *last).collect();
            clocks.sort_unstable();
            let middle = clocks[clocks.len() / 2];
            self.entries.retain(|_, (_, last)| *last > middle);
        }
        self.entries.insert(document, (Arc::clone(entry), self.clock));
    }
}

impl Inner {
    fn new(
        reader: Reader,
        making: Making,
        (values, segments): (Values, Vec<Segment>),
        is_kept: bool,
    ) -> Result<Self, IndexError> {
        Ok(Self {
            making,
            generation: Generation::next(),
            segments,
            values,
            problems: reader.problems()?,
            entries: Mutex::default(),
            titles: OnceLock::new(),
            lengths: OnceLock::new(),
            sharing: KeptSharing::default(),
            question: LastQuestion::default(),
            last: Mutex::default(),
            is_kept: AtomicBool::new(is_kept),
            reader,
        })
    }

    /// Reads a document; `None` where its record is damaged.
    fn read(&self, document: DocId) -> Option<Arc<Entry>> {
        let AnyRecord::Document(record) = self.reader.record(self.address(document)?).ok()? else {
            return None;
        };
        let record = *record;
        let folded = fold(&self.making.tables, &record.document.text);
        Some(Arc::new(Entry {
            document: record.document,
            facts: record.facts,
            language: record.language,
            folded,
        }))
    }

    /// Tells the facts of a document that is read for nothing else.
    fn tell_facts(&self, document: DocId, tell: &mut dyn FnMut(&Facts)) {
        let record = self.address(document).and_then(|address| self.reader.record(address).ok());
        if let Some(AnyRecord::Document(record)) = record {
            tell(&record.facts);
        }
    }

    fn address(&self, document: DocId) -> Option<DocAddress> {
        let (part, local) = self.values.place(document)?;
        Some(DocAddress::new(part as u32, local as u32))
    }

    fn entry(&self, document: DocId) -> Option<Arc<Entry>> {
        let kept = || self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(entry) = kept().get(document) {
            return Some(entry);
        }
        let entry = self.read(document)?;
        kept().keep(document, &entry);
        Some(entry)
    }

    fn find(&self, path: &str) -> Option<DocId> {
        let term = Term::from_field_text(self.reader.fields().key, path);
        let segments = self.reader.searcher().segment_readers();
        segments.iter().zip(&self.values.parts).find_map(|(segment, part)| {
            let index = segment.inverted_index(term.field()).ok()?;
            let mut postings = index.read_postings(&term, IndexRecordOption::Basic).ok()??;
            while postings.doc() != TERMINATED {
                let document = part.document(postings.doc() as usize);
                if document.is_some() {
                    return document;
                }
                postings.advance();
            }
            None
        })
    }

    /// Documents numbered by title.
    fn titles(&self) -> &[u32] {
        self.titles.get_or_init(|| {
            // Titles that cannot be read leave the order of the paths.
            let documents = (0..self.values.documents() as u32).map(DocId);
            let addresses = documents.filter_map(|document| self.address(document));
            order::ranks(self.reader.searcher(), TITLE, addresses).unwrap_or_default()
        })
    }

    fn sharing(&self, store: &Indexed, stop: &dyn Fn() -> bool) -> Option<Arc<Sharing>> {
        let _ = self;
        sharing(store, beside_the_window(), stop)
    }
}

/// Finds the facts of an answer again.
struct Again {
    store: Indexed,
    query: Arc<Query>,
    searched: Option<Arc<Searched>>,
}

impl FactSource for Again {
    fn facts(&self, document: DocId) -> Vec<FactRef> {
        let Some(entry) = self.store.entry(document) else { return Vec::new() };
        self.store.asked(&self.query, self.searched.as_deref(), None, |asked| {
            asked.facts_of(&Evaluation::new(asked.values, &asked.query.filter), &entry.facts, document)
        })
    }
}

impl Indexed {
    fn asked<T>(
        &self,
        query: &Query,
        searched: Option<&Searched>,
        sharing: Option<&Sharing>,
        answer: impl FnOnce(&Asked<'_>) -> T,
    ) -> T {
        let inner = &*self.0;
        let titles = if query.documents.by == DocumentKey::Title { inner.titles() } else { &[] };
        answer(&Asked {
            query,
            values: &inner.values,
            links: inner.values.links(),
            interpreter: &inner.making.interpreter,
            facts: &|document, tell| inner.tell_facts(document, tell),
            titles: Titles::Ranks(titles),
            found: Found {
                searched,
                passages: &|document| inner.passages_with(document, query.filter.search()),
            },
            stories: sharing.map(|sharing| &sharing.stories),
        })
    }

    /// Facts in the order of the texts, found again when they are looked at.
    fn by_text(
        &self,
        query: &Arc<Query>,
        searched: Option<Arc<Searched>>,
        in_order: &[DocumentHit],
        is_backward: bool,
    ) -> FactList {
        let counts = in_order.iter().map(|hit| (hit.document, hit.facts.unwrap_or_default()));
        let source = Again { store: self.clone(), query: Arc::clone(query), searched };
        FactList::by_text(counts, Arc::new(source), is_backward)
    }
}

impl Store for Indexed {
    fn generation(&self) -> Generation {
        self.0.generation
    }

    fn origin(&self) -> &Origin {
        &self.0.making.origin
    }

    fn pack_version(&self) -> &str {
        &self.0.making.pack_version
    }

    fn is_complete(&self) -> bool {
        self.0.reader.state().complete
    }

    fn problems(&self) -> &[Problem] {
        &self.0.problems
    }

    fn len(&self) -> usize {
        self.0.values.documents()
    }

    fn entry(&self, document: DocId) -> Option<Arc<Entry>> {
        self.0.entry(document)
    }

    fn entry_in_passing(&self, document: DocId) -> Option<Arc<Entry>> {
        self.0.read(document)
    }

    fn find(&self, path: &str) -> Option<DocId> {
        self.0.find(path)
    }

    fn label(&self, facet: &Facet, value: &str) -> Option<Arc<str>> {
        let id = self.0.values.find(facet, value)?;
        Some(self.0.values.name(id).1.into())
    }

    fn run(&self, query: &Arc<Query>, stop: &(dyn Fn() -> bool + Sync)) -> Option<Results> {
        let inner = &*self.0;
        let filter = &query.filter;
        let search = filter.search();
        let searched = if search.words.is_empty() { None } else { Some(inner.searched(search, stop)?) };
        let understood = match &searched {
            Some(searched) => Some(Arc::new(inner.understood(searched, stop)?)),
            None => None,
        };
        let sharing = if filter.stories_once { Some(inner.sharing(self, stop)?) } else { None };
        self.asked(query, searched.as_deref(), sharing.as_deref(), |asked| {
            let (mut documents, counts) = asked.documents(stop)?;
            let mut facts = FactList::pending();
            if Evaluation::new(&inner.values, filter).lists_all_facts() {
                // How many there are is known without reading them.
                let count = |hit: &mut DocumentHit| hit.facts = Some(inner.values.facts_listed(hit.document));
                documents.par_iter_mut().for_each(count);
                if query.facts.by == FactKey::Place {
                    facts = self.by_text(query, searched.clone(), &documents, query.facts.descending);
                }
            }
            asked.sort(&mut documents, query.documents);
            Some(Results {
                generation: inner.generation,
                query: Arc::clone(query),
                total: self.len(),
                documents,
                facts,
                timeline: FactList::pending(),
                counts,
                understood,
            })
        })
    }

    fn complete(
        &self,
        results: &Results,
        shown: Option<Tab>,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Option<Results> {
        let wanted = Wanted {
            by_text: false,
            facts: !results.facts.is_ready() && results.query.facts.by != FactKey::Place,
            timeline: !results.timeline.is_ready() && shown.is_none_or(|tab| tab == Tab::Timeline),
        };
        let counted = results.documents.iter().all(|hit| hit.facts.is_some());
        // What nobody looks at is not made, unless the documents have to be read anyway.
        let sorted = wanted.facts && shown.is_none_or(|tab| tab == Tab::Facts);
        if counted && !wanted.timeline && !sorted {
            return Some(results.clone());
        }
        let query = &results.query;
        let search = query.filter.search();
        let searched = if search.words.is_empty() { None } else { Some(self.0.searched(search, stop)?) };
        let mut documents = results.documents.clone();
        documents.sort_unstable_by_key(|hit| hit.document);
        self.asked(query, searched.as_deref(), None, |asked| {
            let lists = asked.lists(&mut documents, Wanted { timeline: true, ..wanted }, stop)?;
            let by_text = self.by_text(query, searched.clone(), &documents, false);
            let facts = if results.facts.is_ready() {
                results.facts.clone()
            } else if wanted.facts {
                by_text.ordered(lists.facts)
            } else {
                self.by_text(query, searched.clone(), &documents, query.facts.descending)
            };
            asked.sort(&mut documents, query.documents);
            Some(Results { documents, facts, timeline: by_text.ordered(lists.timeline), ..results.clone() })
        })
    }

    fn hits(&self, document: DocId, search: Search<'_>) -> Vec<Span> {
        let Some(entry) = self.entry(document).filter(|_| !search.words.is_empty()) else {
            return Vec::new();
        };
        self.0.places(&entry, search)
    }

    fn count(&self, search: Search<'_>, stop: &(dyn Fn() -> bool + Sync)) -> Option<Option<BatchFound>> {
        self.0.count(search, stop)
    }

    fn parts_in(&self, document: DocId, search: Search<'_>) -> Vec<PartFound> {
        self.0.entry(document).map(|entry| self.0.parts_in(&entry, search)).unwrap_or_default()
    }

    fn document_row(&self, hit: DocumentHit, search: Search<'_>) -> Option<DocumentRow> {
        let entry = self.entry(hit.document)?;
        Some(DocumentRow::new(&entry, hit, &self.hits(hit.document, search)))
    }

    fn fact_row(&self, fact: FactRef) -> Option<FactRow> {
        fact_row(&self.entry(fact.document)?, self.0.values.links(), fact)
    }

    fn day(&self, document: DocId) -> Option<jiff::civil::Date> {
        let (first, last) = self.0.values.written(document)?;
        (first == last).then(|| crate::search::index::day_of_number(first.into()))
    }

    fn kept_sharing(&self) -> &KeptSharing {
        &self.0.sharing
    }
}

#[cfg(test)]
mod tests;
