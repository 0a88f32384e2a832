//! What the documents of a store share: passages, copies of whole documents, stories.
//!
//! Slow for large stores (a second for ten thousand documents), so it is done once for each store, never
//! while drawing, and can be stopped.

mod kept;
mod places;
mod stories;

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hasher as _},
    num::NonZeroUsize,
    sync::{
        Arc,
        atomic::{AtomicU32, AtomicU64, Ordering::Relaxed},
    },
    thread,
};

use jiff::civil::Date;

use super::store::Store;
use crate::{
    model::DocId,
    reuse::{Dated, Link, Options, Reuse, Words, find},
};

pub use kept::{Comparing, KeptSharing};
pub use places::{Comparison, OtherPlace, SharedPassage, SharedSpan, shared_spans};
pub use stories::Stories;

/// How a document copies an earlier one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Duplicate {
    /// The same text.
    Exact(DocId),
    /// At least [`NEAR`] of its words stand in the earlier one: which, and the share.
    Near(DocId, f32),
}

impl Duplicate {
    /// The earlier document.
    #[must_use]
    pub fn of(self) -> DocId {
        match self {
            Self::Exact(of) | Self::Near(of, _) => of,
        }
    }
}

/// Share of a document's words in one earlier document from which it is a near duplicate.
pub const NEAR: f32 = 0.8;

/// What the documents of one store share.
#[derive(Clone, Debug, Default)]
pub struct Sharing {
    /// Passages that stand in several documents.
    pub reuse: Reuse,
    /// Documents that tell the same story.
    pub stories: Stories,
    copies: Vec<Option<Duplicate>>,
    days: Vec<Option<Date>>,
}

impl Sharing {
    /// Which earlier document this one copies as a whole.
    #[must_use]
    pub fn copy(&self, doc: DocId) -> Option<Duplicate> {
        self.copies.get(doc.0 as usize).copied().flatten()
    }

    /// The day a document was written, as far as that is known.
    #[must_use]
    pub fn day(&self, doc: DocId) -> Option<Date> {
        self.days.get(doc.0 as usize).copied().flatten()
    }

    /// What orders documents by time: those without a day come last, equals by number.
    #[must_use]
    pub fn order(&self, doc: DocId) -> (bool, Option<Date>, DocId) {
        let day = self.day(doc);
        (day.is_none(), day, doc)
    }

    /// Number of documents that copy an earlier one.
    #[must_use]
    pub fn copies(&self) -> usize {
        self.copies.iter().flatten().count()
    }

    /// Exact copies alone: what can be told while documents are still coming. `None` when stopped.
    #[must_use]
    pub fn exact(store: &dyn Store, stop: &dyn Fn() -> bool) -> Option<Self> {
        let days: Vec<Option<Date>> = documents(store).map(|doc| store.day(doc)).collect();
        let mut seen = Seen::of(store);
        for doc in documents(store) {
            if doc.0 % 64 == 0 && stop() {
                return None;
            }
            seen.words(store, doc);
        }
        Some(Self::new(store, Reuse::default(), days, &mut seen))
    }

    fn new(store: &dyn Store, reuse: Reuse, days: Vec<Option<Date>>, seen: &mut Seen) -> Self {
        let mut sharing = Self { reuse, days, ..Self::default() };
        let mut order: Vec<DocId> = documents(store).collect();
        order.sort_unstable_by_key(|doc| sharing.order(*doc));
        let mut copies: Vec<Option<Duplicate>> = vec![None; order.len()];
        let mut texts: HashMap<u64, DocId> = HashMap::new();
        for doc in &order {
            let hash = *seen.texts[doc.0 as usize].get_mut();
            let first = *texts.entry(hash).or_insert(*doc);
            copies[doc.0 as usize] = if first != *doc && same_text(store, first, *doc) {
                Some(Duplicate::Exact(first))
            } else {
                let words = *seen.lengths[doc.0 as usize].get_mut();
                near(&sharing, *doc, words)
            };
        }
        sharing.stories = Stories::new(&order, |doc| copies[doc.0 as usize].map(Duplicate::of));
        sharing.copies = copies;
        sharing
    }
}

/// All documents of a store.
fn documents(store: &dyn Store) -> impl Iterator<Item = DocId> + use<> {
    (0..store.len() as u32).map(DocId)
}

/// What the documents of a store share; looked up where it is known, found out where it is not (by one
/// asker, for whom the others wait). `jobs` is the number of threads, `None` for all cores. `None` when
/// `stop` said so.
pub fn sharing(
    store: &dyn Store,
    jobs: Option<NonZeroUsize>,
    stop: &dyn Fn() -> bool,
) -> Option<Arc<Sharing>> {
    store.kept_sharing().get(stop, |progress| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs.map_or(0, NonZeroUsize::get)).build();
        match pool {
            Ok(pool) => pool.install(|| compare(store, progress)),
            // No further thread to be had: the shared ones do.
            Err(_) => compare(store, progress),
        }
    })
}

/// Threads that leave a core to the window.
#[must_use]
pub fn beside_the_window() -> Option<NonZeroUsize> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    NonZeroUsize::new(cores.saturating_sub(1).max(1))
}

fn compare(store: &dyn Store, progress: &Comparing) -> Option<Sharing> {
    let options = Options::default();
    progress.begin(store.len());
    let days: Vec<Option<Date>> = documents(store).map(|doc| store.day(doc)).collect();
    let dated: Vec<Dated> =
        documents(store).zip(&days).map(|(doc, date)| Dated { doc, date: *date }).collect();
    let mut seen = Seen::of(store);
    let words = |doc| {
        progress.step();
        seen.words(store, doc)
    };
    let reuse = find(&dated, words, &options, || progress.is_stopped())?;
    Some(Sharing::new(store, reuse, days, &mut seen))
}

/// What is noted of each document as it is read.
struct Seen {
    /// Number of words.
    lengths: Vec<AtomicU32>,
    /// Hash of the text without the space around it.
    texts: Vec<AtomicU64>,
}

impl Seen {
    fn of(store: &dyn Store) -> Self {
        let count = store.len();
        Self {
            lengths: std::iter::repeat_with(AtomicU32::default).take(count).collect(),
            texts: std::iter::repeat_with(AtomicU64::default).take(count).collect(),
        }
    }

    fn words(&self, store: &dyn Store, doc: DocId) -> Words {
        let Some(entry) = store.entry_in_passing(doc) else { return Words::default() };
        let words = Words::of(&entry.folded);
        let mut hasher = DefaultHasher::new();
        hasher.write(entry.document.text.trim().as_bytes());
        self.texts[doc.0 as usize].store(hasher.finish(), Relaxed);
        self.lengths[doc.0 as usize].store(words.len() as u32, Relaxed);
        words
    }
}

fn same_text(store: &dyn Store, a: DocId, b: DocId) -> bool {
    let text = |doc| store.entry_in_passing(doc).map(|entry| Arc::clone(&entry.document.text));
    matches!((text(a), text(b)), (Some(a), Some(b)) if a.trim() == b.trim())
}

fn near(sharing: &Sharing, doc: DocId, words: u32) -> Option<Duplicate> {
    let links = sharing.reuse.links_of(doc).filter(|link| link.later.doc == doc);
    let mut links: Vec<&Link> = links.collect();
    links.sort_by_key(|link| sharing.order(link.earlier.doc));
    let shared = links.chunk_by(|a, b| a.earlier.doc == b.earlier.doc);
    let most = shared.map(|links| (links.iter().map(|link| link.matched).sum::<u32>(), links[0].earlier.doc));
    // Of equals the earliest.
    let (matched, of) = most.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
    let share = matched as f32 / words.max(1) as f32;
    (share >= NEAR).then_some(Duplicate::Near(of, share.min(1.0)))
}
