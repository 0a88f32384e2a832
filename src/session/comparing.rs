//! Finds out what the documents of a store share, and makes the import report: on threads of their own, so
//! that neither the window nor its questions wait.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    thread,
};

use crate::{
    engine::Generation,
    query::{
        Store,
        report::{Report, ReportQuery},
        sharing::{beside_the_window, sharing},
    },
};

use super::command::JobEvent;

/// A comparison under way; dropping it gives it up.
pub struct Comparer {
    store: Arc<dyn Store>,
    stop: Arc<AtomicBool>,
}

impl Comparer {
    /// Starts; the end is told as [`JobEvent::Compared`].
    pub fn start(store: Arc<dyn Store>, tell: impl Fn(JobEvent) + Send + 'static) -> io::Result<Self> {
        let stop = Arc::new(AtomicBool::new(false));
        let (theirs, flag) = (Arc::clone(&store), Arc::clone(&stop));
        thread::Builder::new().name("sharing".to_owned()).spawn(move || {
            let found = sharing(&*theirs, beside_the_window(), &|| flag.load(Relaxed));
            tell(JobEvent::Compared(theirs.generation(), found));
        })?;
        Ok(Self { store, stop })
    }

    /// Does it compare the documents of that store?
    pub fn is_of(&self, generation: Generation) -> bool {
        self.store.generation() == generation
    }

    /// How far it is.
    pub fn progress(&self) -> Option<JobEvent> {
        let (done, total) = self.store.kept_sharing().progress()?;
        Some(JobEvent::Comparing(done, total))
    }
}

impl Drop for Comparer {
    fn drop(&mut self) {
        self.stop.store(true, Relaxed);
    }
}

/// Makes a report; told as [`JobEvent::Report`]. `known` is one of the same store, whose rows still hold.
pub fn report(
    store: Arc<dyn Store>,
    known: Option<Arc<Report>>,
    query: ReportQuery,
    tell: impl Fn(JobEvent) + Send + 'static,
) -> io::Result<()> {
    let work = move || tell(JobEvent::Report(Arc::new(Report::new(&*store, known.as_deref(), query))));
    thread::Builder::new().name("report".to_owned()).spawn(work).map(drop)
}
