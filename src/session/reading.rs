//! Reads a corpus: into memory where it is small, through an index on disk where it is large or was indexed
//! before.
//!
//! Nobody who asks the corpus can tell which.

use std::{
    path::PathBuf,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    thread,
};

use crate::{
    corpus::exceeds,
    engine::{
        Analyse, LoadEvent, LoadHandle, LoadRequest, Origin, Progress,
        index::{IndexEvent, IndexHandle, IndexPlace, IndexRequest, index},
        load,
    },
    query::{Content, Making},
    search::index::IndexError,
};

/// A folder with more files than this, or more bytes, is read through an index. Author's choice: reading so
/// many with their facts takes seconds and some hundred megabytes.
const LARGE: Bound = Bound { files: 5_000, bytes: 64 << 20 };

/// How much may be held in memory.
#[derive(Clone, Copy)]
pub(super) struct Bound {
    /// Files.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
}

/// What is read, and how.
#[derive(Clone)]
pub(super) struct ReadRequest {
    pub origin: Origin,
    pub analyse: Arc<dyn Analyse>,
    /// The folder of all indexes; `None` for the user's own.
    pub indexes: Option<PathBuf>,
    pub bound: Bound,
}

/// What reading tells, on threads of its own.
pub(super) enum ReadEvent {
    /// More of the corpus is there.
    Content(Content),
    /// All there is was read, or reading was stopped. Told again where an index followed a change.
    Over(Progress),
    /// The index failed; where nothing was read from it, the corpus is read into memory.
    Failed(IndexError),
}

/// A corpus that is being read, and followed where it has an index. Dropping it ends that.
pub(super) struct Reading {
    shared: Arc<Shared>,
}

struct Shared {
    request: ReadRequest,
    handle: Mutex<Option<Handle>>,
    cancelled: AtomicBool,
    tell: Box<dyn Fn(ReadEvent) + Send + Sync>,
}

enum Handle {
    Memory(LoadHandle),
    Index(IndexHandle),
}

impl ReadRequest {
    /// Of a corpus, as usual.
    pub fn new(origin: Origin, analyse: Arc<dyn Analyse>) -> Self {
        Self { origin, analyse, indexes: None, bound: LARGE }
    }

    /// Where the index lies, for what can have one.
    fn place(&self) -> Option<IndexPlace> {
        let folder = self.origin.folder().filter(|folder| folder.is_dir())?;
        let version = self.analyse.version();
        match &self.indexes {
            Some(root) => Some(IndexPlace::below(root, folder, &version)),
            // Without a folder for caches everything is held in memory.
            None => IndexPlace::of(folder, &version).ok(),
        }
    }
}

impl Reading {
    /// Starts; `tell` is called for each event, quickly please.
    pub fn start(
        request: ReadRequest,
        tell: impl Fn(ReadEvent) + Send + Sync + 'static,
    ) -> std::io::Result<Self> {
        let shared = Arc::new(Shared {
            request,
            handle: Mutex::new(None),
            cancelled: AtomicBool::new(false),
            tell: Box::new(tell),
        });
        let theirs = Arc::clone(&shared);
        // Looking how large a folder is may take a moment.
        thread::Builder::new().name("open".to_owned()).spawn(move || theirs.open())?;
        Ok(Self { shared })
    }

    /// How far it is; `None` before it began.
    pub fn progress(&self) -> Option<Progress> {
        self.shared.progress()
    }

    /// Stops. What was read stays.
    pub fn cancel(&self) {
        self.shared.cancelled.store(true, Relaxed);
        match &*self.shared.handle() {
            Some(Handle::Memory(handle)) => handle.cancel(),
            Some(Handle::Index(handle)) => handle.cancel(),
            None => {}
        }
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        self.shared.cancelled.store(true, Relaxed);
        // The handle ends its work when it is dropped; its thread holds what is shared until then.
        let handle = self.shared.handle().take();
        drop(handle);
    }
}

impl Shared {
    fn handle(&self) -> MutexGuard<'_, Option<Handle>> {
        self.handle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_cancelled(&self) -> bool {
        self.cancelled.load(Relaxed)
    }

    fn progress(&self) -> Option<Progress> {
        match &*self.handle() {
            Some(Handle::Memory(handle)) => Some(handle.progress()),
            Some(Handle::Index(handle)) => Some(handle.progress()),
            None => None,
        }
    }

    /// Decides how to read.
    fn open(self: &Arc<Self>) {
        let Bound { files, bytes } = self.request.bound;
        let indexed = self.request.place().filter(|place| {
            place.has_index() || exceeds(place.corpus(), files, bytes, &|| self.is_cancelled())
        });
        match indexed {
            Some(place) => self.index(place),
            None => self.load(),
        }
    }

    /// Keeps a handle, unless nobody wants it any more.
    fn keep(&self, start: impl FnOnce() -> Handle) {
        let mut handle = self.handle();
        if self.is_cancelled() {
            drop(handle);
            (self.tell)(ReadEvent::Over(Progress::CANCELLED));
        } else {
            *handle = Some(start());
        }
    }

    fn load(self: &Arc<Self>) {
        let shared = Arc::clone(self);
        let ReadRequest { origin, analyse, .. } = self.request.clone();
        let tell = move |event| {
            (shared.tell)(match event {
                LoadEvent::Snapshot(snapshot) => ReadEvent::Content(Content::Snapshot(snapshot)),
                LoadEvent::Finished(progress) => ReadEvent::Over(progress),
            });
        };
        self.keep(|| Handle::Memory(load(LoadRequest { origin, analyse, jobs: None }, tell)));
    }

    fn index(self: &Arc<Self>, place: IndexPlace) {
        let shared = Arc::clone(self);
        let analyse = Arc::clone(&self.request.analyse);
        let making = Making::new(self.request.origin.clone(), &*analyse);
        let has_content = AtomicBool::new(false);
        let tell = move |event| match event {
            IndexEvent::Opened(reader) | IndexEvent::Committed(reader) => {
                has_content.store(true, Relaxed);
                (shared.tell)(ReadEvent::Content(Content::Commit(reader, making.clone())));
            }
            // Another program indexes the folder: what it commits comes as content.
            IndexEvent::Busy => {}
            IndexEvent::UpToDate(_) | IndexEvent::Finished(None) => shared.tell_over(),
            IndexEvent::Finished(Some(err)) => {
                (shared.tell)(ReadEvent::Failed(err));
                if has_content.load(Relaxed) {
                    shared.tell_over();
                } else {
                    shared.load();
                }
            }
        };
        let request =
            IndexRequest { place, analyse, jobs: None, is_fresh: false, is_verified: false, follows: true };
        self.keep(|| Handle::Index(index(request, tell)));
    }

    fn tell_over(&self) {
        if let Some(progress) = self.progress() {
            (self.tell)(ReadEvent::Over(progress));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{
        fs,
        path::Path,
        sync::mpsc::{Receiver, channel},
        time::Duration,
    };

    use super::*;
    use crate::engine::{Phase, TextOnly};

    /// Reads a folder of a few files to its end: the number of documents last told, and whether they are in an
    /// index.
    fn read(folder: &Path, indexes: &Path, files: usize) -> (usize, bool) {
        let request = ReadRequest {
            origin: Origin::Folder(folder.to_owned()),
            analyse: Arc::new(TextOnly::embedded().unwrap()),
            indexes: Some(indexes.to_owned()),
            bound: Bound { files, bytes: 1000 },
        };
        let (send, receive) = channel();
        let reading = Reading::start(request, move |event| drop(send.send(event))).unwrap();
        let told = until_over(&receive);
        drop(reading);
        told
    }

    fn until_over(receive: &Receiver<ReadEvent>) -> (usize, bool) {
        let mut last = (0, false);
        loop {
            match receive.recv_timeout(Duration::from_mins(1)).unwrap() {
                ReadEvent::Content(Content::Snapshot(snapshot)) => last = (snapshot.entries.len(), false),
                ReadEvent::Content(Content::Commit(reader, _)) => {
                    last = (reader.documents().unwrap().len(), true);
                }
                ReadEvent::Over(progress) => {
                    assert_eq!(progress.phase, Phase::Done);
                    return last;
                }
                ReadEvent::Failed(err) => panic!("{err}"),
            }
        }
    }

    #[test]
    fn large_folders_and_indexed_ones_are_read_through_an_index() {
        let (folder, indexes) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        for name in ["a", "b", "c"] {
            fs::write(folder.path().join(name).with_extension("txt"), format!("text {name}")).unwrap();
        }
        assert_eq!(read(folder.path(), indexes.path(), 3), (3, false));
        assert_eq!(read(folder.path(), indexes.path(), 2), (3, true));
        // Once indexed, however small.
        assert_eq!(read(folder.path(), indexes.path(), 3), (3, true));
        let empty = tempfile::tempdir().unwrap();
        assert_eq!(read(empty.path(), indexes.path(), 3), (0, false));
    }

    #[test]
    fn without_room_for_an_index_all_is_held_in_memory() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.txt"), "text").unwrap();
        // A file where the folder of indexes should be.
        let indexes = folder.path().join(".indexes");
        fs::write(&indexes, "").unwrap();
        let request = ReadRequest {
            origin: Origin::Folder(folder.path().to_owned()),
            analyse: Arc::new(TextOnly::embedded().unwrap()),
            indexes: Some(indexes),
            bound: Bound { files: 0, bytes: 0 },
        };
        let (send, receive) = channel();
        let _reading = Reading::start(request, move |event| drop(send.send(event))).unwrap();
        let first = receive.recv_timeout(Duration::from_mins(1)).unwrap();
        assert!(matches!(first, ReadEvent::Failed(_)));
        assert_eq!(until_over(&receive), (1, false));
    }
}
