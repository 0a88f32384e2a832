//! Writing the index: one writer at a time, in any program.
//!
//! What is not committed is lost with a crash and nothing else is. Decides nothing about files.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use tantivy::{
    Directory as _, Index, IndexWriter, TantivyDocument, TantivyError, Term,
    directory::{DirectoryLock, MmapDirectory},
    indexer::LogMergePolicy,
};

use super::{
    FORMAT,
    error::IndexError,
    reader::{CommitState, OpenIndex, open_tantivy, state_of},
    schema::{Fields, schema, settings},
    stems::StemFile,
    terms::{PositionedTerms, TOKENIZER},
};
use crate::lang::Inflections;

/// Memory in which documents wait to become a segment. Author's choice: a few seconds of documents.
const MEMORY_BYTES: usize = 96 << 20;
/// Segments of about one size that are merged into one. Author's choice: fewer keep searching quick, more
/// make writing cheap.
const MERGED_TOGETHER: usize = 6;
/// Segments with fewer documents count as of one size.
const SMALL_SEGMENT: u32 = 4_000;
/// A segment of which more than this share was deleted is written anew.
const DELETED_SHARE: f32 = 0.3;
/// Names of the index's own files beside those of its segments.
const OWN_FILES: [&str; 7] = [
    "meta.json",
    ".managed.json",
    ".tantivy-writer.lock",
    ".tantivy-meta.lock",
    LOCK_FILE,
    CORPUS_FILE,
    PREPARED_FILE,
];
/// Who writes holds a lock on this file, from before anything is looked at until all is tidied up; tantivy's
/// own lock is free in between.
const LOCK_FILE: &str = ".balge-writer.lock";
/// What is reckoned from a commit by those who answer questions; theirs to read and write.
pub const PREPARED_FILE: &str = "prepared.bin";
/// Names the corpus, for people.
pub const CORPUS_FILE: &str = "corpus.json";

/// The writer of an index. Dropping it gives up what was not committed.
pub struct Writer {
    index: Index,
    inner: IndexWriter,
    fields: Fields,
    folder: PathBuf,
    state: CommitState,
    /// Dropped last.
    lock: Lock,
}

impl Writer {
    /// Opens the index in a folder for writing, or makes one. Busy where another writer has it; damage
    /// where there is one that cannot be read ([`Self::create`] makes it anew). What is known of words must be
    /// the same for all of an index.
    pub fn open(folder: &Path, inflections: Inflections) -> Result<Self, IndexError> {
        if !folder.join("meta.json").exists() {
            return Self::create(folder, inflections);
        }
        let lock = Lock::of_writer(folder)?;
        let (mut index, fields) = open_tantivy(folder)?;
        index.register_plugin(Arc::new(StemFile::new(inflections, fields.text)));
        Self::of(index, fields, folder, lock)
    }

    /// Makes an empty index, whatever lay there before. Busy where a writer has it.
    pub fn create(folder: &Path, inflections: Inflections) -> Result<Self, IndexError> {
        fs::create_dir_all(folder).map_err(|err| IndexError::io(folder, err))?;
        let lock = Lock::of_writer(folder)?;
        for entry in fs::read_dir(folder).map_err(|err| IndexError::io(folder, err))? {
            let entry = entry.map_err(|err| IndexError::io(folder, err))?;
            let name = entry.file_name();
            let kept = [LOCK_FILE, ".tantivy-writer.lock", ".tantivy-meta.lock", CORPUS_FILE];
            if name.to_str().is_none_or(|name| !kept.contains(&name)) {
                let path = entry.path();
                let removed = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
                removed.map_err(|err| IndexError::io(path, err))?;
            }
        }
        let (schema, fields) = schema();
        let stems = Arc::new(StemFile::new(inflections, fields.text));
        let new = Index::builder().schema(schema).settings(settings()).register_plugin(stems);
        let index = new.create_in_dir(folder)?;
        index.tokenizers().register(TOKENIZER, PositionedTerms::default());
        Self::of(index, fields, folder, lock)
    }

    fn of(index: Index, fields: Fields, folder: &Path, lock: Lock) -> Result<Self, IndexError> {
        // Reading and finding facts takes the other cores; one thread keeps up with them.
        let inner = index.writer_with_num_threads(1, MEMORY_BYTES)?;
        let mut policy = LogMergePolicy::default();
        policy.set_min_num_segments(MERGED_TOGETHER);
        policy.set_min_layer_size(SMALL_SEGMENT);
        policy.set_del_docs_ratio_before_merge(DELETED_SHARE);
        inner.set_merge_policy(Box::new(policy));
        let (_, state) = state_of(&index)?;
        sweep(folder)?;
        Ok(Self { index, inner, fields, folder: folder.to_owned(), state, lock })
    }

    /// The fields, for making documents.
    #[must_use]
    pub fn fields(&self) -> &Fields {
        &self.fields
    }

    /// What the newest commit told of itself.
    #[must_use]
    pub fn state(&self) -> &CommitState {
        &self.state
    }

    /// The same index for reading.
    pub fn open_index(&self) -> Result<OpenIndex, IndexError> {
        OpenIndex::of(self.index.clone(), self.fields, &self.folder)
    }

    /// Takes in a document.
    pub fn add(&self, document: TantivyDocument) -> Result<(), IndexError> {
        self.inner.add_document(document)?;
        Ok(())
    }

    /// Removes everything that came from a file and was added before.
    pub fn remove_file(&self, path: &str) {
        self.inner.delete_term(Term::from_field_text(self.fields.file, path));
    }

    /// Makes everything so far last, in one step: after a crash either all of it is there or nothing.
    pub fn commit(&mut self, complete: bool) -> Result<(), IndexError> {
        let state = CommitState { format: FORMAT, complete, commit: self.state.commit + 1 };
        let payload = serde_json::to_string(&state)
            .map_err(|err| IndexError::Failed(format!("writing the state of the commit: {err}")))?;
        let mut prepared = self.inner.prepare_commit()?;
        prepared.set_payload(&payload);
        prepared.commit()?;
        self.state = state;
        Ok(())
    }

    /// Waits for merges that are under way and removes files that nothing needs any more.
    pub fn finish(self) -> Result<(), IndexError> {
        let Self { inner, folder, lock, .. } = self;
        inner.wait_merging_threads()?;
        sweep(&folder)?;
        drop(lock);
        Ok(())
    }

    /// Makes one segment of all that is committed.
    #[cfg(test)]
    pub(super) fn merge_all(&mut self) -> Result<(), IndexError> {
        self.inner.merge(&self.index.searchable_segment_ids()?).wait()?;
        Ok(())
    }

    /// Gives up what was not committed and the room it takes.
    pub fn give_up(self) -> Result<(), IndexError> {
        let Self { inner, folder, lock, .. } = self;
        drop(inner);
        sweep(&folder)?;
        drop(lock);
        Ok(())
    }
}

/// Removes files that no commit speaks of: those of segments that were merged into others, and what a writer
/// that was killed left behind. For who holds the writers' lock and has nothing under way.
fn sweep(folder: &Path) -> Result<(), IndexError> {
    let (index, _) = open_tantivy(folder)?;
    // Readers that are just opening hold this one.
    let _opening = Lock::take(folder, &tantivy::directory::META_LOCK)?;
    let metas = index.searchable_segment_metas()?;
    let ids: Vec<String> = metas.iter().map(|meta| meta.id().uuid_string()).collect();
    let io = |err| IndexError::io(folder, err);
    for entry in fs::read_dir(folder).map_err(io)? {
        let entry = entry.map_err(io)?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let known = OWN_FILES.contains(&&*name) || ids.iter().any(|id| name.starts_with(id.as_str()));
        if !known && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            // One that stays takes room and harms nothing.
            let _ = fs::remove_file(entry.path());
        }
    }
    Ok(())
}

/// A lock on a file, held for as long as this lives; the system frees it when the program dies.
struct Lock {
    _held: DirectoryLock,
}

impl Lock {
    /// The lock of whoever writes.
    fn of_writer(folder: &Path) -> Result<Self, IndexError> {
        Self::take(folder, &tantivy::directory::Lock { filepath: LOCK_FILE.into(), is_blocking: false })
    }

    fn take(folder: &Path, lock: &tantivy::directory::Lock) -> Result<Self, IndexError> {
        let directory = MmapDirectory::open(folder).map_err(TantivyError::from)?;
        let held = directory.acquire_lock(lock).map_err(|err| TantivyError::LockFailure(err, None))?;
        Ok(Self { _held: held })
    }
}

/// Is a writer at work on the index in a folder, in this program or another?
pub fn is_being_written(folder: &Path) -> bool {
    matches!(Lock::of_writer(folder), Err(IndexError::Busy))
}
