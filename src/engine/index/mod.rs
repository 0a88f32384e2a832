//! Indexing a folder off the caller's thread: first what changed since the last time, then, if asked to,
//! whatever changes while the folder is open.
//!
//! One program writes an index; others that open the same folder read along and take over when it ends.

mod follow;
mod place;
mod plan;
mod refresh;
mod work;

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::Ordering::Relaxed,
        mpsc::{Receiver, Sender, channel},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

pub use place::IndexPlace;

use super::{
    analyse::Analyse,
    progress::{Counters, Phase, Progress},
};
use crate::search::index::{IndexError, OpenIndex, Reader, Writer};
use follow::{Following, Signal};
use refresh::{Ended, Scope, refresh};

/// How often a program that may not write looks for news.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// What to index and how.
#[derive(Clone)]
pub struct IndexRequest {
    /// Which corpus, and where its index lies.
    pub place: IndexPlace,
    /// What is done to each document.
    pub analyse: Arc<dyn Analyse>,
    /// Threads that read; `None` for one less than the cores (at least one), so that a window stays smooth.
    pub jobs: Option<usize>,
    /// Begin anew, whatever is there?
    pub is_fresh: bool,
    /// Compare the checksums of what is there first? Reads all of it.
    pub is_verified: bool,
    /// Go on with whatever changes in the folder, until cancelled?
    pub follows: bool,
}

/// What was done to bring an index up to date, in files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Read for the first time.
    pub added: usize,
    /// Read again.
    pub changed: usize,
    /// Known under another name.
    pub moved: usize,
    /// Gone.
    pub removed: usize,
    /// As they were.
    pub unchanged: usize,
}

/// What indexing tells, on threads of its own.
#[derive(Clone, Debug)]
pub enum IndexEvent {
    /// What was indexed in an earlier run can be read at once.
    Opened(Reader),
    /// Another program is indexing this folder; what it commits is told as [`Self::Committed`].
    Busy,
    /// More can be read; replaces the reader before.
    Committed(Reader),
    /// The index says what the folder holds. Told again after each change of the folder that is followed.
    UpToDate(Changes),
    /// It is over, by itself, by being cancelled or with an error; no event follows.
    Finished(Option<IndexError>),
}

/// Work on an index. Dropping it cancels it.
pub struct IndexHandle {
    shared: Arc<Shared>,
    signals: Sender<Signal>,
    thread: Option<JoinHandle<Result<Changes, IndexError>>>,
}

type Listener = Box<dyn Fn(IndexEvent) + Send>;

struct Shared {
    counters: Arc<Counters>,
    /// `None` once it is over.
    on: Mutex<Option<Listener>>,
}

impl Shared {
    fn tell(&self, event: IndexEvent) {
        let mut on = self.on.lock().unwrap_or_else(PoisonError::into_inner);
        let is_last = matches!(event, IndexEvent::Finished(_));
        if let Some(tell) = &*on {
            tell(event);
        }
        if is_last {
            *on = None;
        }
    }
}

impl IndexHandle {
    /// How far it is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.shared.counters.read()
    }

    /// Asks it to stop. [`IndexEvent::Finished`] follows within moments; what was read is still committed
    /// in the background.
    pub fn cancel(&self) {
        if self.shared.counters.cancelled.swap(true, Relaxed) || self.is_finished() {
            return;
        }
        // It may be over already.
        let _ = self.signals.send(Signal::Stop);
        // The thread itself may be busy with a commit; who cancels does not wait for it.
        let shared = Arc::clone(&self.shared);
        let tell = move || {
            shared.counters.enter(Phase::Cancelled);
            shared.tell(IndexEvent::Finished(None));
        };
        let _ = thread::Builder::new().name("index-cancel".to_owned()).spawn(tell);
    }

    /// Is it over?
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.thread.as_ref().is_none_or(JoinHandle::is_finished)
    }

    /// Waits for the end.
    pub fn wait(mut self) -> Result<Changes, IndexError> {
        let failed = || IndexError::Failed("indexing failed inside the program".to_owned());
        self.thread.take().ok_or_else(failed)?.join().map_err(|_| failed())?
    }
}

impl Drop for IndexHandle {
    fn drop(&mut self) {
        self.cancel();
    }
}

/// Starts indexing. `on` is called for each event, quickly please.
pub fn index(request: IndexRequest, on: impl Fn(IndexEvent) + Send + 'static) -> IndexHandle {
    let counters = Arc::new(Counters::new());
    let shared = Arc::new(Shared { counters: Arc::clone(&counters), on: Mutex::new(Some(Box::new(on))) });
    let (signals, received) = channel();
    let thread = {
        let (shared, signals) = (Arc::clone(&shared), signals.clone());
        let run = move || {
            let indexing = Indexing { request, shared: Arc::clone(&shared), signals };
            let result = match indexing.run(&received) {
                Ok(changes) => {
                    shared.counters.enter(Phase::Done);
                    Ok(changes)
                }
                Err(Ended::Cancelled) => {
                    shared.counters.enter(Phase::Cancelled);
                    Ok(Changes::default())
                }
                Err(Ended::Failed(err)) => {
                    shared.counters.enter(Phase::Cancelled);
                    Err(err)
                }
            };
            shared.tell(IndexEvent::Finished(result.as_ref().err().cloned()));
            result
        };
        thread::Builder::new().name("index".to_owned()).spawn(run)
    };
    IndexHandle { shared, signals, thread: thread.ok() }
}

struct Indexing {
    request: IndexRequest,
    shared: Arc<Shared>,
    signals: Sender<Signal>,
}

impl Indexing {
    fn run(&self, signals: &Receiver<Signal>) -> Result<Changes, Ended> {
        let (mut writer, is_new) = self.open(signals)?;
        self.request.place.sign()?;
        let mut open = writer.open_index()?;
        if !is_new && writer.state().commit > 0 {
            self.shared.tell(IndexEvent::Opened(open.reader()?));
        }
        // Begun before the folder is looked at, so that no change falls in between.
        let following = self.request.follows.then(|| Following::start(&self.request.place, &self.signals));
        let mut changes = self.refresh(&mut writer, &open, &Scope::All);
        if let Err(Ended::Failed(err)) = &changes
            && err.is_damage()
        {
            drop((writer, open));
            writer = Writer::create(&self.request.place.folder(), self.request.analyse.inflections())?;
            open = writer.open_index()?;
            changes = self.refresh(&mut writer, &open, &Scope::All);
        }
        let changes = match changes {
            Ok(changes) => changes,
            Err(ended) => {
                // What was committed stands; the error says more than a failure to tidy up would.
                let _ = writer.give_up();
                return Err(ended);
            }
        };
        self.shared.tell(IndexEvent::UpToDate(changes));
        self.request.place.remove_others();
        if let Some(mut following) = following {
            while let Some(scope) = following.next(signals) {
                match self.refresh(&mut writer, &open, &scope) {
                    Ok(changes) => self.shared.tell(IndexEvent::UpToDate(changes)),
                    // A folder that went away may come back: a drive that is plugged in again.
                    Err(Ended::Failed(IndexError::NoFolder { .. })) => {}
                    Err(ended) => {
                        let _ = writer.give_up();
                        return Err(ended);
                    }
                }
            }
            return Err(Ended::Cancelled);
        }
        drop(open);
        writer.finish()?;
        Ok(changes)
    }

    fn refresh(&self, writer: &mut Writer, open: &OpenIndex, scope: &Scope) -> Result<Changes, Ended> {
        let tell = |event| self.shared.tell(event);
        let done = refresh(&self.request, writer, open, scope, &self.shared.counters, &tell)?;
        self.shared.counters.enter(Phase::Done);
        Ok(done)
    }

    /// The writer, and whether it begins anew.
    fn open(&self, signals: &Receiver<Signal>) -> Result<(Writer, bool), Ended> {
        let folder = self.request.place.folder();
        let inflections = || self.request.analyse.inflections();
        let try_open = || {
            if self.request.is_fresh {
                return Writer::create(&folder, inflections()).map(|writer| (writer, true));
            }
            let sound = |writer: Writer| {
                if self.request.is_verified {
                    writer.open_index()?.verify()?;
                }
                Ok((writer, false))
            };
            match Writer::open(&folder, inflections()).and_then(sound) {
                Err(err) if err.is_damage() => Ok((Writer::create(&folder, inflections())?, true)),
                opened => opened,
            }
        };
        let mut along: Option<(OpenIndex, Reader)> = None;
        let mut told = false;
        loop {
            match try_open() {
                Err(IndexError::Busy) if self.request.follows => {}
                opened => return Ok(opened?),
            }
            if !told {
                self.shared.tell(IndexEvent::Busy);
                told = true;
            }
            // Errors while the other one writes may pass; if not, they show once its lock is free.
            let news = match &along {
                None => OpenIndex::open(&folder).and_then(|open| Ok((open.reader()?, open))).ok(),
                Some((open, last)) if open.is_newer(last).unwrap_or(false) => {
                    open.reader().ok().map(|reader| (reader, open.clone()))
                }
                Some(_) => None,
            };
            if let Some((reader, open)) = news {
                let first = along.is_none();
                along = Some((open, reader.clone()));
                let event = if first { IndexEvent::Opened } else { IndexEvent::Committed };
                self.shared.tell(event(reader));
            }
            if let Ok(Signal::Stop) = signals.recv_timeout(LOOK_EVERY) {
                return Err(Ended::Cancelled);
            }
        }
    }
}
