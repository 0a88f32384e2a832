//! Following a folder: from the system's news of single files to the paths a refresh looks at.
//!
//! Where the system gives no news (too many folders, a network drive), or gives no more, the whole folder is
//! looked at from time to time instead. Reads and writes nothing itself.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, RecvTimeoutError, Sender},
    time::{Duration, Instant},
};

use notify::{
    ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _,
    event::{AccessKind, AccessMode},
};

use super::{place::IndexPlace, refresh::Scope};
use crate::corpus::{CORPUS_FOLDER, Corrections, METADATA_FILE, Mappings, OwnFile as _};

/// After this long without further news a refresh begins …
const QUIET: Duration = Duration::from_millis(250);
/// … at the latest after this long, and so that refreshing takes at most about one part in this many of the time.
const PATIENCE: Duration = Duration::from_secs(2);
const REFRESH_SHARE: u32 = 4;
/// More single paths than this are looked at as the whole folder.
const MANY_PATHS: usize = 2_000;
/// Without news of the system the folder is looked at after this long …
const LOOK_EVERY: Duration = Duration::from_secs(10);
/// … and so that looking takes at most one part in this many of the time.
const LOOK_SHARE: u32 = 20;

/// What wakes the one who follows.
#[derive(Debug)]
pub(super) enum Signal {
    /// These may have changed.
    Touched(Vec<PathBuf>),
    /// News was lost: anything may have changed.
    Lost,
    /// The system gives no news of some folders: from now on they have to be looked at.
    Blind,
    /// It is enough.
    Stop,
}

/// A folder that is followed.
pub(super) struct Following {
    root: PathBuf,
    /// `None` where the system gives no news.
    watcher: Option<RecommendedWatcher>,
    /// When the last refresh began.
    last_look: Instant,
}

impl Following {
    /// Begins.
    pub fn start(place: &IndexPlace, signals: &Sender<Signal>) -> Self {
        let root = place.corpus().to_owned();
        let watcher = watch(&root, signals.clone()).ok();
        Self { root, watcher, last_look: Instant::now() }
    }

    /// Waits until something changed and what changed has come to rest; `None` when it is enough.
    pub fn next(&mut self, signals: &Receiver<Signal>) -> Option<Scope> {
        let cost = self.last_look.elapsed();
        let pause = LOOK_EVERY.max(cost * LOOK_SHARE);
        let patience = PATIENCE.max(cost * REFRESH_SHARE);
        let mut touched = BTreeSet::new();
        let mut first: Option<Instant> = None;
        let mut all = false;
        let scope = loop {
            let wait = match first {
                Some(first) => QUIET.max(cost).min(patience.saturating_sub(first.elapsed())),
                None if self.watcher.is_none() => pause,
                None => Duration::MAX,
            };
            let signal = if wait == Duration::MAX {
                signals.recv().map_err(|_| RecvTimeoutError::Disconnected)
            } else {
                signals.recv_timeout(wait)
            };
            match signal {
                Ok(Signal::Stop) | Err(RecvTimeoutError::Disconnected) => return None,
                Ok(Signal::Lost) => all = true,
                Ok(Signal::Blind) => {
                    self.watcher = None;
                    all = true;
                }
                Ok(Signal::Touched(paths)) => {
                    let before = touched.len();
                    for path in paths {
                        match self.place(&path) {
                            Touched::Nothing => {}
                            Touched::All => all = true,
                            Touched::Path(path) => drop(touched.insert(path)),
                        }
                    }
                    if touched.len() == before && !all {
                        continue;
                    }
                }
                Err(RecvTimeoutError::Timeout) if first.is_none() => break Scope::All,
                Err(RecvTimeoutError::Timeout) if all || touched.len() > MANY_PATHS => break Scope::All,
                Err(RecvTimeoutError::Timeout) => break Scope::Some(touched),
            }
            let first = *first.get_or_insert_with(Instant::now);
            if first.elapsed() >= patience {
                break if all || touched.len() > MANY_PATHS { Scope::All } else { Scope::Some(touched) };
            }
        };
        self.last_look = Instant::now();
        Some(scope)
    }

    /// What a path on disk means for the index.
    fn place(&self, path: &Path) -> Touched {
        let Ok(below) = path.strip_prefix(&self.root) else { return Touched::All };
        let parts: Option<Vec<&str>> = below.iter().map(|part| part.to_str()).collect();
        // Names that are no Unicode are listed as problems of the whole folder.
        let Some(parts) = parts.filter(|parts| !parts.is_empty()) else { return Touched::All };
        let said = [Mappings::NAME, Corrections::NAME].iter().any(|name| parts == [CORPUS_FOLDER, *name]);
        if said || parts.last() == Some(&METADATA_FILE) {
            return Touched::All;
        }
        if parts.iter().any(|part| part.starts_with('.')) {
            return Touched::Nothing;
        }
        Touched::Path(parts.join("/"))
    }
}

enum Touched {
    Nothing,
    All,
    Path(String),
}

fn watch(root: &Path, signals: Sender<Signal>) -> notify::Result<RecommendedWatcher> {
    let tell = move |event: notify::Result<Event>| {
        let signal = match event {
            Ok(event) if event.need_rescan() => Signal::Lost,
            Ok(event) if matters(event.kind) => Signal::Touched(event.paths),
            Ok(_) => return,
            Err(error) => what_fails(&error),
        };
        // Nobody listens any more: the watcher is about to go.
        let _ = signals.send(signal);
    };
    let config = notify::Config::default().with_follow_symlinks(false);
    let mut watcher = RecommendedWatcher::new(tell, config)?;
    watcher.watch(root, RecursiveMode::Recursive)?;
    Ok(watcher)
}

/// A system that cannot watch a new folder as well will not tell what happens in it.
fn what_fails(error: &notify::Error) -> Signal {
    match error.kind {
        ErrorKind::MaxFilesWatch => Signal::Blind,
        _ => Signal::Lost,
    }
}

/// Opening and reading files changes nothing.
fn matters(kind: EventKind) -> bool {
    !matches!(kind, EventKind::Access(access) if access != AccessKind::Close(AccessMode::Write))
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn news_of_files_become_the_paths_to_look_at() {
        let root = PathBuf::from("/corpus");
        let mut following = Following { root: root.clone(), watcher: None, last_look: Instant::now() };
        let (send, receive) = channel();
        let mut next = |touched: &[&str]| {
            let paths = touched.iter().map(|path| root.join(path)).collect();
            send.send(Signal::Touched(paths)).unwrap();
            following.next(&receive)
        };
        let some = |paths: &[&str]| Some(Scope::Some(paths.iter().map(|path| (*path).to_owned()).collect()));
        assert_eq!(next(&["b/x.txt", ".git/y.txt", "a", "b/.x.swp", "a"]), some(&["a", "b/x.txt"]));
        assert_eq!(next(&["a.txt", "b/metadata.csv"]), Some(Scope::All));
        assert_eq!(next(&[".balge/columns.json"]), Some(Scope::All));
        assert_eq!(next(&[".balge/corrections.json"]), Some(Scope::All));
        let many: Vec<String> = (0..=MANY_PATHS).map(|number| number.to_string()).collect();
        assert_eq!(next(&many.iter().map(String::as_str).collect::<Vec<_>>()), Some(Scope::All));
        send.send(Signal::Lost).unwrap();
        assert_eq!(following.next(&receive), Some(Scope::All));
        send.send(Signal::Stop).unwrap();
        assert_eq!(following.next(&receive), None);
    }

    #[test]
    fn where_no_more_folders_can_be_watched_they_are_looked_at() {
        let (send, receive) = channel();
        let root = tempfile::tempdir().unwrap();
        let watcher = watch(root.path(), send.clone()).ok();
        let mut following = Following { root: root.path().to_owned(), watcher, last_look: Instant::now() };
        assert!(matches!(what_fails(&notify::Error::generic("")), Signal::Lost));
        send.send(what_fails(&notify::Error::new(ErrorKind::MaxFilesWatch))).unwrap();
        assert_eq!(following.next(&receive), Some(Scope::All));
        assert!(following.watcher.is_none());
    }

    #[test]
    fn reading_is_no_news() {
        use notify::event::{CreateKind, RemoveKind};
        assert!(!matters(EventKind::Access(AccessKind::Open(AccessMode::Read))));
        assert!(matters(EventKind::Access(AccessKind::Close(AccessMode::Write))));
        assert!(matters(EventKind::Create(CreateKind::File)));
        assert!(matters(EventKind::Remove(RemoveKind::Any)));
    }
}
