//! The threads that read: from files to documents of the index, with a bound on what waits to be written.
//!
//! Knows no writer; what is ready goes to a channel.

use std::{
    sync::{
        Arc, Condvar, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering::Relaxed},
        mpsc::{Receiver, Sender, channel},
    },
    thread,
};

use sha2::{Digest as _, Sha256};
use tantivy::TantivyDocument;

use super::{
    super::{
        progress::Counters,
        read::{Item, Reading, bytes_of},
        snapshot::Entry,
    },
    plan::Plan,
};
use crate::{
    corpus::formats::format_of,
    extract::document_date::date_in_name,
    lang::{FoldedText, fold},
    model::Problem,
    search::index::{
        AnyRecord, FileProblems, IndexError, LedgerFile, Reader, Record, document, problems, short_hash,
    },
};

/// Bytes of documents that may wait for the writer before those who read pause. Author's choice: a commit's
/// time of reading.
const WAITING_BYTES: usize = 48 << 20;

/// A file that was read.
pub(super) struct ReadFile {
    /// Place among the tasks.
    pub task: usize,
    /// For the index; its problems among them.
    pub documents: Vec<TantivyDocument>,
    /// Where its facts come from, if they were known already.
    pub known_as: Option<String>,
    /// What it counts for in the bound.
    room: usize,
}

/// What a file holds.
enum Found {
    /// A document, and its text as searching sees it.
    Document(Box<Record>, FoldedText),
    /// What is wrong with it.
    Problems(FileProblems),
}

/// A bound on bytes.
#[derive(Default)]
struct Room {
    taken: Mutex<usize>,
    freed: Condvar,
}

impl Room {
    /// Waits until there is room; one thing too large by itself passes alone.
    fn take(&self, bytes: usize, counters: &Counters) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        while *taken > 0 && *taken + bytes > WAITING_BYTES && !counters.is_cancelled() {
            let pause = std::time::Duration::from_millis(20);
            taken = self.freed.wait_timeout(taken, pause).unwrap_or_else(PoisonError::into_inner).0;
        }
        *taken += bytes;
    }

    fn free(&self, bytes: usize) {
        *self.taken.lock().unwrap_or_else(PoisonError::into_inner) -= bytes;
        self.freed.notify_all();
    }
}

/// Everything the threads share.
pub(super) struct Work {
    pub plan: Plan,
    pub files: Vec<LedgerFile>,
    pub reading: Reading,
    /// What was in the index before.
    pub before: Reader,
    pub counters: Arc<Counters>,
    next: AtomicUsize,
    room: Room,
}

impl Work {
    pub fn new(
        plan: Plan,
        files: Vec<LedgerFile>,
        reading: Reading,
        before: Reader,
        counters: Arc<Counters>,
    ) -> Self {
        Self { plan, files, reading, before, counters, next: AtomicUsize::new(0), room: Room::default() }
    }

    /// Starts the threads.
    pub fn start(self: &Arc<Self>, jobs: Option<usize>) -> Receiver<Result<ReadFile, IndexError>> {
        let (sender, receiver) = channel();
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let jobs = jobs.unwrap_or(cores.saturating_sub(1)).clamp(1, self.plan.tasks.len().max(1));
        for _ in 0..jobs {
            let (work, sender) = (Arc::clone(self), sender.clone());
            // A thread that cannot be started leaves its share to the others.
            let _ = thread::Builder::new().name("index-read".to_owned()).spawn(move || work.run(&sender));
        }
        receiver
    }

    /// Tells that a file's documents are with the writer.
    pub fn written(&self, file: &ReadFile) {
        self.room.free(file.room);
    }

    fn run(&self, results: &Sender<Result<ReadFile, IndexError>>) {
        while !self.counters.is_cancelled() {
            let ix = self.next.fetch_add(1, Relaxed);
            let Some(task) = self.plan.tasks.get(ix) else { return };
            let read = self.read(ix);
            let stopped = self.counters.is_cancelled();
            if stopped && read.is_ok() {
                // It may have been cut short.
                return;
            }
            self.counters.bytes.fetch_add(task.item.size, Relaxed);
            self.counters.done.fetch_add(1, Relaxed);
            if let Ok(file) = &read {
                self.room.take(file.room, &self.counters);
            }
            if results.send(read).is_err() {
                return;
            }
        }
    }

    fn read(&self, ix: usize) -> Result<ReadFile, IndexError> {
        let task = &self.plan.tasks[ix];
        let (all, known_as) = self.found(&task.item, task.stated)?;
        let has_document = all.iter().any(|found| matches!(found, Found::Document(..)));
        self.counters.failed.fetch_add(usize::from(!has_document), Relaxed);
        let (fields, stamp) = (self.before.fields(), task.stamp());
        let mut documents = Vec::with_capacity(all.len());
        let mut room = 0;
        for found in &all {
            documents.push(match found {
                Found::Document(record, folded) => {
                    // The text, its terms and its facts.
                    room += record.document.text.len() * 5;
                    document(fields, &stamp, record, folded)?
                }
                Found::Problems(of_file) => problems(fields, &stamp, of_file)?,
            });
        }
        Ok(ReadFile { task: ix, documents, known_as, room })
    }

    /// What becomes of a file, and the path under which it was known already.
    fn found(&self, item: &Item, stated: u64) -> Result<(Vec<Found>, Option<String>), IndexError> {
        let bytes = match bytes_of(item) {
            Ok(bytes) => bytes,
            Err(err) => return Ok((vec![wrong(None, vec![err.problem(&item.path)])], None)),
        };
        let sha256: [u8; 32] = Sha256::digest(&bytes).into();
        if let Some(at) = self.plan.by_hash.get(&short_hash(&sha256))
            && let Some(found) = self.known(item, &self.files[*at], &sha256, stated)?
        {
            return Ok((found, Some(self.files[*at].path.to_string())));
        }
        let (entries, problems) = self.reading.read_bytes(item, bytes, &|| self.counters.is_cancelled());
        let mut found: Vec<Found> = entries
            .into_iter()
            .map(|Entry { document, facts, language, folded }| {
                Found::Document(Box::new(Record { document, facts, language, file_sha256: sha256 }), folded)
            })
            .collect();
        if !problems.is_empty() {
            found.push(wrong(Some(sha256), problems));
        }
        Ok((found, None))
    }

    /// What the index has of a file with the same bytes, under the new name; `None` where another name or
    /// other metadata would make other facts.
    fn known(
        &self,
        item: &Item,
        file: &LedgerFile,
        sha256: &[u8; 32],
        stated: u64,
    ) -> Result<Option<Vec<Found>>, IndexError> {
        let same =
            file.size == item.size && file.stated == stated && format_of(&file.path) == format_of(&item.path);
        // What was wrong may have passed: the file is read again.
        if !same || file.has_problems {
            return Ok(None);
        }
        let mut found = Vec::new();
        for record in self.before.records_of_file(&file.path)? {
            let AnyRecord::Document(mut record) = record else { return Ok(None) };
            if record.file_sha256 != *sha256 {
                return Ok(None);
            }
            let Some(inner) = record.document.path.strip_prefix(&*file.path) else { return Ok(None) };
            let path = format!("{}{inner}", item.path);
            let before = date_in_name(record.document.stem());
            record.document.path = path;
            if date_in_name(record.document.stem()) != before {
                return Ok(None);
            }
            let folded = fold(self.reading.analyse.tables(), &record.document.text);
            found.push(Found::Document(record, folded));
        }
        Ok((!found.is_empty()).then_some(found))
    }
}

fn wrong(file_sha256: Option<[u8; 32]>, problems: Vec<Problem>) -> Found {
    Found::Problems(FileProblems { file_sha256, problems })
}
