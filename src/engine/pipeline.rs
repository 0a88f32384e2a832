//! The threads that read a corpus, and what they read put in path order.
//!
//! Holds no more than what waits for its turn.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
        mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel},
    },
    thread,
    time::Duration,
};

use crate::model::Problem;

use super::{
    progress::Counters,
    read::{Item, Reading},
    snapshot::Entry,
};

/// Results that wait for their turn before threads pause.
const QUEUE: usize = 256;
/// How long a result may be waited for before it is seen whether reading was cancelled.
const TICK: Duration = Duration::from_millis(20);

/// Files to read.
pub(super) struct Pipeline {
    pub items: Vec<Item>,
    pub reading: Reading,
    /// Threads; `None` for one less than the cores (at least one), so that a window stays smooth.
    pub jobs: Option<usize>,
    pub counters: Arc<Counters>,
}

/// A file that was read.
pub(super) struct Read<T> {
    /// What was made of its documents.
    pub documents: Vec<T>,
    /// What was wrong with it.
    pub problems: Vec<Problem>,
    /// Files behind it.
    pub left: usize,
}

impl Pipeline {
    /// Reads all files; the threads make something of each document, `take` gets it file by file in path order, and
    /// nothing from time to time while the next file is waited for. Was everything read?
    pub fn run<T: Send + 'static>(
        self,
        make: impl Fn(Entry) -> T + Send + Sync + 'static,
        take: &mut dyn FnMut(Option<Read<T>>),
    ) -> bool {
        let total = self.items.len();
        let counters = Arc::clone(&self.counters);
        let results = self.start(make);
        let mut waiting = BTreeMap::new();
        let mut next = 0;
        while next < total && !counters.is_cancelled() {
            match results.recv_timeout(TICK) {
                Ok((ix, read)) => drop(waiting.insert(ix, read)),
                Err(RecvTimeoutError::Timeout) => take(None),
                Err(RecvTimeoutError::Disconnected) => break,
            }
            while let Some((documents, problems)) = waiting.remove(&next) {
                next += 1;
                take(Some(Read { documents, problems, left: total - next }));
            }
        }
        next >= total && !counters.is_cancelled()
    }

    fn start<T: Send + 'static>(
        self,
        make: impl Fn(Entry) -> T + Send + Sync + 'static,
    ) -> Receiver<(usize, Outcome<T>)> {
        let (sender, receiver) = sync_channel(QUEUE);
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let jobs = self.jobs.unwrap_or(cores.saturating_sub(1)).clamp(1, self.items.len().max(1));
        let work = Arc::new((self, AtomicUsize::new(0), make));
        for _ in 0..jobs {
            let (work, sender) = (Arc::clone(&work), sender.clone());
            let read = move || work.0.read(&work.1, &work.2, &sender);
            // A thread that cannot be started leaves its share to the others.
            let _ = thread::Builder::new().name("read".to_owned()).spawn(read);
        }
        receiver
    }

    fn read<T>(
        &self,
        next: &AtomicUsize,
        make: &impl Fn(Entry) -> T,
        results: &SyncSender<(usize, Outcome<T>)>,
    ) {
        while !self.counters.is_cancelled() {
            let ix = next.fetch_add(1, Relaxed);
            let Some(item) = self.items.get(ix) else { return };
            let (entries, problems) = self.reading.read(item, &|| self.counters.is_cancelled());
            self.counters.failed.fetch_add(usize::from(entries.is_empty()), Relaxed);
            self.counters.bytes.fetch_add(item.size, Relaxed);
            self.counters.done.fetch_add(1, Relaxed);
            let documents = entries.into_iter().map(make).collect();
            if results.send((ix, (documents, problems))).is_err() {
                return;
            }
        }
    }
}

/// What was made of a file's documents, and what was wrong with it.
type Outcome<T> = (Vec<T>, Vec<Problem>);
