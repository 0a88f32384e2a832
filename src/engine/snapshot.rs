//! The corpus as known at one moment: whole, immutable, shared.
//!
//! A snapshot is replaced, never changed. While a folder loads, each snapshot is a prefix (in path
//! order) of the next, so a `DocId` of an earlier one means the same document in the later ones.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use crate::{
    lang::{FoldedText, Language, Tables},
    model::{DocId, Document, Facts, Problem},
    search::language::Interpreter,
};

use super::links::Links;

/// Number of a snapshot, unique in one run of the program; caches are keyed by it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Generation(pub u64);

impl Generation {
    /// The next one of this run.
    #[must_use]
    pub fn next() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        Self(NEXT.fetch_add(1, Relaxed))
    }
}

/// Where the documents come from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// The sample corpus inside the program.
    Sample,
    /// A folder (or a single file) on disk.
    Folder(PathBuf),
}

impl Origin {
    /// The folder, where there is one.
    #[must_use]
    pub fn folder(&self) -> Option<&Path> {
        match self {
            Self::Sample => None,
            Self::Folder(path) => Some(path),
        }
    }
}

/// A document with everything that is a pure function of it and the pack.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The document.
    pub document: Document,
    /// What it says.
    pub facts: Facts,
    /// Its language.
    pub language: Language,
    /// Its text as searching sees it.
    pub folded: FoldedText,
}

/// All documents that are ready, with the links between them.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// Its number.
    pub generation: Generation,
    /// Where the documents come from.
    pub origin: Origin,
    /// In path order.
    pub entries: Vec<Arc<Entry>>,
    /// Entities over the corpus.
    pub links: Arc<Links>,
    /// Everything that could not be read or used, by path.
    pub problems: Vec<Problem>,
    /// The tables that texts were folded with.
    pub tables: Arc<Tables>,
    /// What understands queries.
    pub interpreter: Arc<Interpreter>,
    /// The rule set that made the facts.
    pub pack_version: Arc<str>,
    /// Is this all there is? `false` while loading and after cancelling.
    pub complete: bool,
}

impl Snapshot {
    /// The document of that number.
    #[must_use]
    pub fn entry(&self, id: DocId) -> Option<&Arc<Entry>> {
        self.entries.get(id.0 as usize)
    }

    /// The number of the document at `path`.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<DocId> {
        self.entries
            .binary_search_by(|entry| entry.document.path.as_str().cmp(path))
            .ok()
            .map(|ix| DocId(ix as u32))
    }

    /// Documents with their numbers.
    pub fn documents(&self) -> impl Iterator<Item = (DocId, &Arc<Entry>)> {
        self.entries.iter().enumerate().map(|(ix, entry)| (DocId(ix as u32), entry))
    }
}
