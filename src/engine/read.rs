//! One file after the other to documents with their facts: what loading and indexing share.
//!
//! Starts no thread and keeps nothing; a file that breaks a reader is a listed problem.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::Arc,
};

use crate::{
    corpus::{
        self, Corrections, FoundFile, Listing, Mappings, MetadataTable, OwnFile as _, OwnFolders, ReadError,
        SAMPLE_FILES,
        formats::{PlainText, Settings, reader_for},
        read_documents, read_file,
    },
    lang::{fold, language_and_readable},
    model::{Document, Metadata, Problem, ProblemKind},
};

use super::{analyse::Analyse, snapshot::Entry};

/// One file to read.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// Path below the folder.
    pub path: String,
    /// Where its bytes are.
    pub source: Bytes,
    /// Its size when it was seen.
    pub size: u64,
    /// When it was last changed, in nanoseconds from 1970; 0 where nobody says.
    pub changed: i64,
    /// What `metadata.csv` says of it, where it says anything.
    pub metadata: Option<Box<Metadata>>,
}

/// Where the bytes of a file are.
#[derive(Clone, Debug)]
pub(super) enum Bytes {
    /// On disk, at the file's path below this folder.
    Below(Arc<Path>),
    /// On disk: the corpus is this file.
    File(Arc<Path>),
    /// In the program.
    Memory(&'static [u8]),
}

/// The documents of a file and what was wrong with it.
pub(super) type Outcome = (Vec<Entry>, Vec<Problem>);

/// Everything to be read, and what was wrong with the folder.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// In path order.
    pub items: Vec<Item>,
    /// What the user said about the columns of tables.
    pub mappings: Mappings,
    /// What the user set for documents.
    pub corrections: Corrections,
    /// What is wrong with the folder, its tables of metadata and the like.
    pub problems: Vec<Problem>,
}

impl Gathered {
    /// The sample corpus.
    pub fn sample() -> Self {
        let item = |(name, bytes): &(&str, &'static [u8])| Item {
            path: (*name).to_owned(),
            size: bytes.len() as u64,
            changed: 0,
            source: Bytes::Memory(bytes),
            metadata: None,
        };
        let (corrections, problem) = Corrections::read(&OwnFolders::of(None));
        Self {
            items: SAMPLE_FILES.iter().map(item).collect(),
            corrections,
            problems: problem.into_iter().collect(),
            ..Self::default()
        }
    }

    /// The files below `folder`. `stop` ends the walk early.
    pub fn of_folder(folder: &Path, stop: &dyn Fn() -> bool) -> Self {
        match corpus::walk(folder, stop) {
            Ok(listing) => Self::of_listing(folder, listing),
            Err(err) => {
                let cause = format!("{}: {err}", folder.display());
                let problems = vec![Problem::new("", ProblemKind::NoFolder, cause)];
                Self { problems, ..Self::default() }
            }
        }
    }

    /// The files of a listing of `folder`, with what the listing's tables of metadata say of them.
    pub fn of_listing(folder: &Path, listing: Listing) -> Self {
        let own = OwnFolders::of(Some(folder));
        let (mappings, problem) = Mappings::read(&own);
        let (corrections, damaged) = Corrections::read(&own);
        let mut problems = listing.problems;
        problems.extend(problem);
        problems.extend(damaged);
        let mut tables = MetadataTable::default();
        // Path order puts a folder's own table after those of its parents' for any nesting.
        let mut by_depth = listing.tables;
        by_depth.sort_by_key(|table| table.path.matches('/').count());
        for table in by_depth {
            match read_file(&folder.join(&table.path)) {
                Ok(bytes) => tables.add(&table.path, bytes),
                Err(err) => problems.push(err.problem(&table.path)),
            }
        }
        let files = &listing.files;
        let exists = |path: &str| files.binary_search_by(|file| file.path.as_str().cmp(path)).is_ok();
        problems.extend(tables.problems(&exists));
        let root: Arc<Path> = folder.into();
        let is_file = folder.is_file();
        // A million of them must not cost a gigabyte: nothing is kept twice.
        let item = |file: FoundFile| Item {
            metadata: tables.take(&file.path).map(Box::new),
            path: file.path,
            size: file.bytes,
            changed: file.changed,
            source: if is_file { Bytes::File(Arc::clone(&root)) } else { Bytes::Below(Arc::clone(&root)) },
        };
        Self { items: listing.files.into_iter().map(item).collect(), mappings, corrections, problems }
    }
}

/// How files are read.
pub(super) struct Reading {
    /// What is done to each document.
    pub analyse: Arc<dyn Analyse>,
    /// What the user said about the columns of tables.
    pub mappings: Mappings,
    /// What the user set for documents.
    pub corrections: Corrections,
}

impl Reading {
    /// The documents of a file, facts and all. `stop` is asked between documents.
    pub fn read(&self, item: &Item, stop: &dyn Fn() -> bool) -> Outcome {
        guarded(&item.path, || self.documents(item, bytes_of(item)?, stop))
    }

    /// The same, its bytes being at hand.
    pub fn read_bytes(&self, item: &Item, bytes: Vec<u8>, stop: &dyn Fn() -> bool) -> Outcome {
        guarded(&item.path, || self.documents(item, bytes, stop))
    }

    /// What besides the file's bytes decides how it is read: the columns of tables.
    pub fn settings(&self, path: &str) -> Settings {
        Settings { mappings: self.mappings.candidates(path), ..Settings::default() }
    }

    fn documents(&self, item: &Item, bytes: Vec<u8>, stop: &dyn Fn() -> bool) -> Result<Outcome, ReadError> {
        let reader = reader_for(&item.path).unwrap_or(&PlainText);
        let tables = Some(&**self.analyse.tables());
        let settings = self.settings(&item.path);
        let nothing = Metadata::default();
        let metadata = item.metadata.as_deref().unwrap_or(&nothing);
        let (documents, problems) = read_documents(&item.path, bytes, metadata, reader, &settings, tables)?;
        let mut entries = Vec::with_capacity(documents.len());
        for document in documents {
            if stop() {
                break;
            }
            entries.push(self.entry(document));
        }
        Ok((entries, problems))
    }

    fn entry(&self, mut document: Document) -> Entry {
        document.said = self.corrections.date(&document.path);
        let tables = self.analyse.tables();
        let (language, readable) = language_and_readable(tables, &document.text);
        // Facts are claimed for Sorani only; every text can be searched.
        let (facts, folded) = match readable {
            Some(text) => {
                let facts = self.analyse.facts(&Document { text: text.into(), ..document.clone() });
                (facts, fold(tables, &document.text))
            }
            None => self.analyse.facts_and_folded(&document),
        };
        Entry { document, facts, language, folded }
    }
}

/// The bytes of a file.
pub(super) fn bytes_of(item: &Item) -> Result<Vec<u8>, ReadError> {
    match &item.source {
        Bytes::Below(folder) => read_file(&folder.join(&item.path)),
        Bytes::File(file) => read_file(file),
        Bytes::Memory(bytes) => Ok(bytes.to_vec()),
    }
}

/// A failure of any kind as a listed problem of that file alone.
fn guarded(path: &str, read: impl FnOnce() -> Result<Outcome, ReadError>) -> Outcome {
    catch_unwind(AssertUnwindSafe(|| match read() {
        Ok(read) => read,
        Err(err) => (Vec::new(), vec![err.problem(path)]),
    }))
    .unwrap_or_else(|payload| {
        let cause = format!("reading this file failed inside the program: {}", message(&*payload));
        (Vec::new(), vec![Problem::new(path, ProblemKind::Failed, cause)])
    })
}

fn message(payload: &(dyn std::any::Any + Send)) -> &str {
    payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no reason given")
}
