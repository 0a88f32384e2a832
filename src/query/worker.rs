//! A thread that prepares corpora and answers questions, so that the window never waits.
//!
//! Only the newest corpus and the newest question count; work on older ones is given up.

use std::{
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, Instant},
};

use crate::{
    engine::Snapshot,
    search::index::{IndexError, Reader},
};

use super::{
    indexed::{Indexed, Making},
    results::{Query, Results},
    store::{Memory, Store},
    view::Tab,
};

/// While a folder loads, preparing what is there takes at most one part in this many of the time, so
/// that the loader has the rest.
const PREPARE_SHARE: u32 = 5;

/// What is reckoned from an index is kept beside it at the first opening, then at most this often. Author's choice:
/// it saves a second the next time and writes some hundred megabytes for a large corpus.
const KEEP_EVERY: Duration = Duration::from_mins(10);

/// A corpus as it is read, not yet ready for questions.
#[allow(clippy::large_enum_variant, reason = "one lies on the desk at a time")]
pub enum Content {
    /// In memory.
    Snapshot(Arc<Snapshot>),
    /// In an index.
    Commit(Reader, Making),
}

impl Content {
    /// Is all of it there?
    #[must_use]
    pub fn is_complete(&self) -> bool {
        match self {
            Self::Snapshot(snapshot) => snapshot.complete,
            Self::Commit(reader, _) => reader.state().complete,
        }
    }
}

/// What the worker tells, on its own thread.
pub enum WorkerEvent {
    /// A corpus is ready for questions. Told right before its first answer, if anything was asked: what is shown of
    /// the corpus before must not be looked up in this one.
    Store(Arc<dyn Store>),
    /// The newest question's answer, from the newest corpus that is ready. An answer whose lists take long to
    /// make is told twice: first without them.
    Results(Arc<Results>),
    /// An index could not be read.
    Failed(IndexError),
}

/// A question and the tab whose list is shown.
type Question = (Arc<Query>, Tab);

#[derive(Default)]
struct Desk {
    content: Option<Content>,
    question: Option<Question>,
    /// What is to be done once the content handed over before is ready and answered from.
    afterwards: Option<Box<dyn FnOnce() + Send>>,
    /// Raised with every question: what was begun under a lower number is out of date.
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

    /// Hands over what is newer than the corpus at hand.
    pub fn replace(&self, content: Content) {
        let mut desk = self.shared.desk();
        desk.content = Some(content);
        // The question at hand is asked again of the newer corpus, but need not be given up now: while
        // a folder loads, news may come faster than answers.
        self.shared.change.notify_one();
    }

    /// Does something, on the worker's thread, once all that was handed over before was told with its answer.
    pub fn afterwards(&self, then: impl FnOnce() + Send + 'static) {
        self.shared.desk().afterwards = Some(Box::new(then));
        self.shared.change.notify_one();
    }

    /// Asks a question in place of the one before, for the list that a tab shows.
    pub fn ask(&self, query: Arc<Query>, shown: Tab) {
        let mut desk = self.shared.desk();
        desk.question = Some((query, shown));
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

/// What is ready for questions.
enum Ready {
    Memory(Arc<Memory>),
    Indexed(Arc<Indexed>),
}

impl Ready {
    /// Prepares content; what `before` knows of the same index is used again.
    fn new(content: Content, before: Option<&Self>) -> Result<Self, IndexError> {
        Ok(match content {
            Content::Snapshot(snapshot) => Self::Memory(Arc::new(Memory::new(snapshot))),
            Content::Commit(reader, making) => {
                let before = match before {
                    Some(Self::Indexed(before)) => Some(&**before),
                    _ => None,
                };
                Self::Indexed(Arc::new(Indexed::new(reader, making, before)?))
            }
        })
    }

    fn store(&self) -> Arc<dyn Store> {
        match self {
            Self::Memory(memory) => Arc::clone(memory) as _,
            Self::Indexed(indexed) => Arc::clone(indexed) as _,
        }
    }
}

fn work(shared: &Shared, on: &dyn Fn(WorkerEvent)) {
    let mut ready: Option<Ready> = None;
    let mut untold: Option<Arc<dyn Store>> = None;
    let mut last: Option<Question> = None;
    let mut not_before = Instant::now();
    let mut kept: Option<Instant> = None;
    loop {
        if untold.is_none() {
            finish(shared);
        }
        let Some((content, asked, number)) = next(shared, not_before) else { return };
        if content.is_none() && asked.is_none() {
            continue;
        }
        if let Some(content) = content {
            let start = Instant::now();
            let is_complete = content.is_complete();
            match Ready::new(content, ready.as_ref()) {
                Ok(new) => {
                    untold = Some(new.store());
                    if let Ready::Indexed(indexed) = &new
                        && is_complete
                        && kept.is_none_or(|last| last.elapsed() > KEEP_EVERY)
                    {
                        kept = Some(Instant::now());
                        keep(Arc::clone(indexed));
                    }
                    ready = Some(new);
                }
                Err(err) => on(WorkerEvent::Failed(err)),
            }
            not_before = Instant::now() + start.elapsed() * (PREPARE_SHARE - 1);
        }
        last = asked.or(last);
        let Some(ready) = &ready else { continue };
        let tell_store = |untold: &mut Option<Arc<dyn Store>>| {
            if let Some(store) = untold.take() {
                on(WorkerEvent::Store(store));
            }
        };
        let Some((query, shown)) = &last else {
            tell_store(&mut untold);
            continue;
        };
        let out_of_date = || shared.desk().number != number;
        let store = ready.store();
        let Some(results) = store.run(query, &out_of_date) else { continue };
        tell_store(&mut untold);
        if results.shows(*shown) {
            on(WorkerEvent::Results(Arc::new(results)));
            continue;
        }
        on(WorkerEvent::Results(Arc::new(results.clone())));
        finish(shared);
        // News of the folder wait until the lists are made; another question does not.
        if let Some(results) = store.complete(&results, Some(*shown), &out_of_date) {
            on(WorkerEvent::Results(Arc::new(results)));
        }
    }
}

/// Keeps what was reckoned, on a thread of its own: nobody waits for the disk.
fn keep(indexed: Arc<Indexed>) {
    // What cannot be kept is reckoned again the next time.
    let write = move || drop(indexed.keep());
    let _ = thread::Builder::new().name("keep".to_owned()).spawn(write);
}

/// Does what was to be done afterwards, unless something that was handed over still waits.
fn finish(shared: &Shared) {
    let mut desk = shared.desk();
    let then = if desk.content.is_none() { desk.afterwards.take() } else { None };
    drop(desk);
    if let Some(then) = then {
        then();
    }
}

/// Waits for work; `None` when there will be none. Content that is not the last is left lying until
/// `not_before`; a question is taken at once.
#[allow(clippy::type_complexity, reason = "what lies on the desk")]
fn next(shared: &Shared, not_before: Instant) -> Option<(Option<Content>, Option<Question>, u64)> {
    let mut desk = shared.desk();
    loop {
        if desk.closed {
            return None;
        }
        let wait = match &desk.content {
            Some(content) if content.is_complete() => Duration::ZERO,
            Some(_) => not_before.saturating_duration_since(Instant::now()),
            None => Duration::MAX,
        };
        if wait.is_zero() {
            return Some((desk.content.take(), desk.question.take(), desk.number));
        }
        if desk.question.is_some() || (desk.content.is_none() && desk.afterwards.is_some()) {
            return Some((None, desk.question.take(), desk.number));
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
    fn a_corpus_comes_with_its_answer() {
        let (send, receive) = channel();
        let worker = Worker::start(move |event| drop(send.send(event))).unwrap();
        worker.ask(Arc::default(), Tab::Facts);
        for _ in 0..2 {
            let (tell, told) = channel();
            worker.replace(Content::Snapshot(sample()));
            worker.afterwards(move || assert!(tell.send(()).is_ok()));
            let next = || receive.recv_timeout(Duration::from_secs(20)).unwrap();
            let WorkerEvent::Store(store) = next() else { panic!("the corpus comes first") };
            let WorkerEvent::Results(results) = next() else { panic!("then its answer") };
            assert_eq!(results.generation, store.generation());
            // Whoever hears that it is over has heard of the corpus.
            told.recv_timeout(Duration::from_secs(20)).unwrap();
            while !results.shows(Tab::Facts) {
                let WorkerEvent::Results(results) = next() else { panic!("then its lists") };
                if results.shows(Tab::Facts) {
                    break;
                }
            }
        }
    }

    fn sample() -> Arc<Snapshot> {
        let request = LoadRequest {
            origin: Origin::Sample,
            analyse: Arc::new(TextOnly::embedded().unwrap()),
            jobs: None,
        };
        load(request, |_| {}).wait().unwrap()
    }

    #[test]
    fn the_newest_question_is_answered() {
        let (send, receive) = channel();
        let worker = Worker::start(move |event| {
            if let WorkerEvent::Results(results) = event {
                let _ = send.send(results);
            }
        })
        .unwrap();
        worker.replace(Content::Snapshot(sample()));
        for words in ["a", "b", "zzz"] {
            let mut query = Query::default();
            query.filter.words = words.to_owned();
            worker.ask(Arc::new(query), Tab::Facts);
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
