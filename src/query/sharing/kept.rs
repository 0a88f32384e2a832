//! Where a store keeps what its documents share: found out once, by one asker, for whom the others wait.

use std::{
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed},
    },
    thread,
    time::Duration,
};

use super::Sharing;

/// How long the one who waits sleeps between two looks at the wish to stop.
const LOOK: Duration = Duration::from_millis(4);

/// How far a comparison is, and the wish to stop it.
#[derive(Debug, Default)]
pub struct Comparing {
    done: AtomicUsize,
    total: AtomicUsize,
    stopped: AtomicBool,
}

impl Comparing {
    /// Starts at nothing of so many documents.
    pub(super) fn begin(&self, documents: usize) {
        self.done.store(0, Relaxed);
        self.total.store(documents, Relaxed);
    }

    /// A document was read; each is read twice.
    pub(super) fn step(&self) {
        self.done.fetch_add(1, Relaxed);
    }

    /// Is it to be given up?
    pub(super) fn is_stopped(&self) -> bool {
        self.stopped.load(Relaxed)
    }

    /// Documents done and documents in all.
    fn now(&self) -> (usize, usize) {
        let total = self.total.load(Relaxed);
        ((self.done.load(Relaxed) / 2).min(total), total)
    }
}

#[derive(Debug, Default)]
enum Kept {
    #[default]
    Nothing,
    Being,
    Known(Arc<Sharing>),
}

/// What a store's documents share, once that is known.
#[derive(Debug, Default)]
pub struct KeptSharing {
    kept: Mutex<Kept>,
    change: Condvar,
    progress: Comparing,
}

impl KeptSharing {
    /// What is known; `None` while nobody has found it out.
    #[must_use]
    pub fn known(&self) -> Option<Arc<Sharing>> {
        match &*self.lock() {
            Kept::Known(known) => Some(Arc::clone(known)),
            _ => None,
        }
    }

    /// Documents compared and documents in all, while somebody is at it.
    #[must_use]
    pub fn progress(&self) -> Option<(usize, usize)> {
        matches!(*self.lock(), Kept::Being).then(|| self.progress.now())
    }

    /// What is known, or what `make` finds out on a thread of its own; `None` when stopped.
    pub(super) fn get(
        &self,
        stop: &dyn Fn() -> bool,
        make: impl FnOnce(&Comparing) -> Option<Sharing> + Send,
    ) -> Option<Arc<Sharing>> {
        loop {
            let mut kept = self.lock();
            match &*kept {
                Kept::Known(known) => return Some(Arc::clone(known)),
                Kept::Nothing => {
                    *kept = Kept::Being;
                    self.progress.stopped.store(false, Relaxed);
                    break;
                }
                Kept::Being => {
                    let waited = self.change.wait_timeout(kept, LOOK);
                    drop(waited.unwrap_or_else(PoisonError::into_inner));
                }
            }
            if stop() {
                return None;
            }
        }
        // Also when it fails: nobody waits for what never comes.
        let mut hold = Hold { kept: self, made: None };
        hold.made = self.make(stop, make).map(Arc::new);
        hold.made.clone()
    }

    fn make(
        &self,
        stop: &dyn Fn() -> bool,
        make: impl FnOnce(&Comparing) -> Option<Sharing> + Send,
    ) -> Option<Sharing> {
        thread::scope(|scope| {
            let builder = thread::Builder::new().name("comparing".to_owned());
            let job = builder.spawn_scoped(scope, || make(&self.progress)).ok()?;
            while !job.is_finished() {
                if stop() {
                    self.progress.stopped.store(true, Relaxed);
                }
                thread::sleep(LOOK);
            }
            job.join().ok().flatten()
        })
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        // Plain data: a panic elsewhere leaves it sound.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Puts down what was made, or that nothing was.
struct Hold<'a> {
    kept: &'a KeptSharing,
    made: Option<Arc<Sharing>>,
}

impl Drop for Hold<'_> {
    fn drop(&mut self) {
        *self.kept.lock() = self.made.take().map_or(Kept::Nothing, Kept::Known);
        self.kept.change.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn found_out_once_for_all_who_ask() {
        let kept = KeptSharing::default();
        let made = AtomicUsize::new(0);
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    let got = kept.get(&|| false, |_| {
                        made.fetch_add(1, Relaxed);
                        thread::sleep(Duration::from_millis(20));
                        Some(Sharing::default())
                    });
                    assert!(got.is_some());
                });
            }
        });
        assert_eq!(made.load(Relaxed), 1);
        assert!(kept.known().is_some());
        assert_eq!(kept.progress(), None);
    }

    #[test]
    fn what_was_stopped_or_failed_can_be_asked_again() {
        let kept = KeptSharing::default();
        let until_stopped = |progress: &Comparing| {
            while !progress.is_stopped() {
                thread::sleep(Duration::from_millis(1));
            }
            None
        };
        assert!(kept.get(&|| true, until_stopped).is_none());
        assert!(kept.get(&|| false, |_| panic!("made to fail")).is_none());
        assert!(kept.known().is_none());
        assert!(kept.get(&|| false, |_| Some(Sharing::default())).is_some());
    }
}
