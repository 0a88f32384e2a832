//! How far a load is: counters that workers raise and anyone may read at any time.

use std::{
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicU8, AtomicU64, AtomicUsize, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};

/// What a load is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Looking for files.
    Walking,
    /// Reading texts and finding facts.
    Reading,
    /// All done.
    Done,
    /// Stopped by the user; what was ready stays.
    Cancelled,
}

/// How far a load is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    /// What it is doing.
    pub phase: Phase,
    /// Files to read.
    pub found: usize,
    /// Files read, with or without success.
    pub done: usize,
    /// Files among them that gave no document.
    pub failed: usize,
    /// Bytes of the files read.
    pub bytes: u64,
    /// Time since the start, or until the end.
    pub elapsed: Duration,
}

impl Progress {
    /// Stopped before it began.
    pub const CANCELLED: Self =
        Self { phase: Phase::Cancelled, found: 0, done: 0, failed: 0, bytes: 0, elapsed: Duration::ZERO };

    /// Bytes a second so far.
    #[must_use]
    pub fn bytes_per_second(&self) -> f64 {
        self.bytes as f64 / self.elapsed.as_secs_f64().max(1e-3)
    }
}

/// The counters behind [`Progress`].
#[derive(Debug)]
pub(super) struct Counters {
    phase: AtomicU8,
    pub found: AtomicUsize,
    pub done: AtomicUsize,
    pub failed: AtomicUsize,
    pub bytes: AtomicU64,
    pub cancelled: AtomicBool,
    /// When it began, and how long it took where it is over.
    span: Mutex<(Instant, Option<Duration>)>,
}

impl Counters {
    pub fn new() -> Self {
        Self {
            phase: AtomicU8::new(0),
            found: AtomicUsize::new(0),
            done: AtomicUsize::new(0),
            failed: AtomicUsize::new(0),
            bytes: AtomicU64::new(0),
            cancelled: AtomicBool::new(false),
            span: Mutex::new((Instant::now(), None)),
        }
    }

    pub fn enter(&self, phase: Phase) {
        self.phase.store(phase as u8, Relaxed);
        if matches!(phase, Phase::Done | Phase::Cancelled)
            && let Ok(mut span) = self.span.lock()
        {
            span.1 = Some(span.0.elapsed());
        }
    }

    /// Another round: everything counts from nothing again.
    pub fn restart(&self) {
        for counter in [&self.found, &self.done, &self.failed] {
            counter.store(0, Relaxed);
        }
        self.bytes.store(0, Relaxed);
        if let Ok(mut span) = self.span.lock() {
            *span = (Instant::now(), None);
        }
        self.enter(Phase::Walking);
    }

    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Relaxed)
    }

    pub fn read(&self) -> Progress {
        let phase = match self.phase.load(Relaxed) {
            0 => Phase::Walking,
            1 => Phase::Reading,
            2 => Phase::Done,
            _ => Phase::Cancelled,
        };
        let elapsed =
            self.span.lock().map_or(Duration::ZERO, |span| span.1.unwrap_or_else(|| span.0.elapsed()));
        Progress {
            phase,
            found: self.found.load(Relaxed),
            done: self.done.load(Relaxed),
            failed: self.failed.load(Relaxed),
            bytes: self.bytes.load(Relaxed),
            elapsed,
        }
    }
}
