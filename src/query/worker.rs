//! A thread that prepares snapshots and answers questions, so that the window never waits.
//!
//! Only the newest snapshot and the newest question count; work on older ones is given up.

use std::{
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
};

use crate::engine::Snapshot;

use super::{
    results::{Query, Results},
    store::{Memory, Store},
};

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
    loop {
        let (snapshot, asked, number) = {
            let mut desk = shared.desk();
            while desk.snapshot.is_none() && desk.query.is_none() && !desk.closed {
                desk = shared.change.wait(desk).unwrap_or_else(PoisonError::into_inner);
            }
            if desk.closed {
                return;
            }
            (desk.snapshot.take(), desk.query.take(), desk.number)
        };
        if let Some(snapshot) = snapshot {
            let memory = Arc::new(Memory::new(snapshot));
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
