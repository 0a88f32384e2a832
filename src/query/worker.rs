//! A thread that prepares snapshots and answers questions, so that the window never waits.
//!
//! Only the newest snapshot and the newest question count; work on older ones is given up.

use std::{
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, Instant},
};

use crate::engine::Snapshot;

use super::{
    results::{Query, Results},
    store::{Memory, Store},
};

/// While a folder loads, preparing its snapshots takes at most one part in this many of the time, so
/// that the loader has the rest.
const PREPARE_SHARE: u32 = 5;

/// What the worker tells, on its own thread.
pub enum WorkerEvent {
    /// A snapshot is ready for questions.
    Store(Arc<dyn Store>),
    /// The newest question's answer, from the newest snapshot that is ready.
    Results(Arc<Results>),
}

#[derive(Default)]
struct Desk {
    snapshot: Option<Arc<Snapshot>>,
    query: Option<Arc<Query>>,
    /// Raised with every question and snapshot: what was begun under a lower number is out of date.
    number: u64,
    closed: bool,
}

#[derive(Default)]
struct Shared {
    desk: Mutex<Desk>,
    change: Condvar,
}

impl Shared {
    fn desk(&self) -> MutexGuard<'_, Desk> {
        // The desk is plain data: a panic elsewhere leaves it sound.
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The worker. Dropping it ends the thread as soon as it looks up.
pub struct Worker {
    shared: Arc<Shared>,
}

impl Worker {
    /// Starts the thread; `on` is called on it.
    pub fn start(on: impl Fn(WorkerEvent) + Send + 'static) -> std::io::Result<Self> {
        let shared = Arc::new(Shared::default());
        let theirs = Arc::clone(&shared);
        thread::Builder::new().name("query".to_owned()).spawn(move || work(&theirs, &on))?;
        Ok(Self { shared })
    }

    /// Hands over a newer snapshot.
    pub fn replace(&self, snapshot: Arc<Snapshot>) {
        let mut desk = self.shared.desk();
        desk.snapshot = Some(snapshot);
        // The question at hand is asked again of the new snapshot, but need not be given up now: while
        // a folder loads, snapshots may come faster than answers.
        self.shared.change.notify_one();
    }

    /// Asks a question in place of the one before.
    pub fn ask(&self, query: Arc<Query>) {
        let mut desk = self.shared.desk();
        desk.query = Some(query);
        desk.number += 1;
        self.shared.change.notify_one();
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let mut desk = self.shared.desk();
        desk.closed = true;
        desk.number += 1;
        self.shared.change.notify_one();
    }
}

fn work(shared: &Shared, on: &dyn Fn(WorkerEvent)) {
    let mut store: Option<Arc<Memory>> = None;
    let mut last: Option<Arc<Query>> = None;
    let mut not_before = Instant::now();
    loop {
        let Some((snapshot, asked, number)) = next(shared, not_before) else { return };
        if let Some(snapshot) = snapshot {
            let start = Instant::now();
            let memory = Arc::new(Memory::new(snapshot));
            not_before = Instant::now() + start.elapsed() * (PREPARE_SHARE - 1);
            store = Some(Arc::clone(&memory));
            on(WorkerEvent::Store(memory));
        }
        last = asked.or(last);
        let (Some(store), Some(query)) = (&store, &last) else { continue };
        let out_of_date = || shared.desk().number != number;
        if let Some(results) = store.run(query, &out_of_date) {
            on(WorkerEvent::Results(Arc::new(results)));
        }
    }
}

/// Waits for work; `None` when there will be none. A snapshot that is not the last one is left lying
/// until `not_before`; a question is taken at once.
#[allow(clippy::type_complexity, reason = "what lies on the desk")]
fn next(shared: &Shared, not_before: Instant) -> Option<(Option<Arc<Snapshot>>, Option<Arc<Query>>, u64)> {
    let mut desk = shared.desk();
    loop {
        if desk.closed {
            return None;
        }
        let wait = match &desk.snapshot {
            Some(snapshot) if snapshot.complete => Duration::ZERO,
            Some(_) => not_before.saturating_duration_since(Instant::now()),
            None => Duration::MAX,
        };
        if wait.is_zero() {
            return Some((desk.snapshot.take(), desk.query.take(), desk.number));
        }
        if desk.query.is_some() {
            return Some((None, desk.query.take(), desk.number));
        }
        desk = if wait == Duration::MAX {
            shared.change.wait(desk).unwrap_or_else(PoisonError::into_inner)
        } else {
            shared.change.wait_timeout(desk, wait).unwrap_or_else(PoisonError::into_inner).0
        };
    }
}

#[cfg(test)]
mod tests {
    use std::{sync::mpsc::channel, time::Duration};

    use super::*;
    use crate::engine::{LoadRequest, Origin, TextOnly, load};

    #[test]
    fn the_newest_question_is_answered() {
        let request = LoadRequest {
            origin: Origin::Sample,
            analyse: Arc::new(TextOnly::embedded().unwrap()),
            jobs: None,
        };
        let snapshot = load(request, |_| {}).wait().unwrap();
        let (send, receive) = channel();
        let worker = Worker::start(move |event| {
            if let WorkerEvent::Results(results) = event {
                let _ = send.send(results);
            }
        })
        .unwrap();
        worker.replace(snapshot);
        for words in ["a", "b", "zzz"] {
            let mut query = Query::default();
            query.filter.words = words.to_owned();
            worker.ask(Arc::new(query));
        }
        let last = loop {
            let results = receive.recv_timeout(Duration::from_secs(20)).unwrap();
            if results.query.filter.words == "zzz" {
                break results;
            }
        };
        assert_eq!((last.total, last.documents.len()), (4, 0));
    }
}
