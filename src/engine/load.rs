//! Loading a corpus off the caller's thread: workers read, one collector puts the results in path
//! order and publishes snapshots. One bad file never stops the rest.

use std::{
    path::Path,
    sync::{Arc, atomic::Ordering::Relaxed},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use crate::model::{Problem, ProblemKind};

use super::{
    analyse::Analyse,
    links::{Links, Names},
    pipeline::{Pipeline, Read},
    progress::{Counters, Phase, Progress},
    read::{Gathered, Reading},
    snapshot::{Entry, Generation, Origin, Snapshot},
};

/// Snapshots are published no closer together than this …
const PUBLISH_EVERY: Duration = Duration::from_millis(100);
/// … and so that making them takes at most one part in this many of the time.
const PUBLISH_SHARE: u32 = 8;

/// What to load and how.
pub struct LoadRequest {
    /// Where from.
    pub origin: Origin,
    /// What to do to each document.
    pub analyse: Arc<dyn Analyse>,
    /// Worker threads; `None` for one less than the cores (at least one), so that a window stays smooth.
    pub jobs: Option<usize>,
}

/// What a load tells while it runs, on its own thread.
#[derive(Clone, Debug)]
pub enum LoadEvent {
    /// More documents are ready. The last one has `complete` set unless the load was cancelled.
    Snapshot(Arc<Snapshot>),
    /// The load is over; no event follows.
    Finished(Progress),
}

/// A running load. Dropping it cancels it.
#[derive(Debug)]
pub struct LoadHandle {
    counters: Arc<Counters>,
    collector: Option<JoinHandle<Arc<Snapshot>>>,
}

impl LoadHandle {
    /// How far it is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.counters.read()
    }

    /// Asks it to stop. Its last snapshot, with what is ready, follows within moments; a document
    /// that is being worked on is given up.
    pub fn cancel(&self) {
        self.counters.cancelled.store(true, Relaxed);
    }

    /// Is it over?
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.collector.as_ref().is_none_or(JoinHandle::is_finished)
    }

    /// Waits for the end and gives the last snapshot; `None` only if the collector itself failed.
    #[must_use]
    pub fn wait(mut self) -> Option<Arc<Snapshot>> {
        self.collector.take()?.join().ok()
    }
}

impl Drop for LoadHandle {
    fn drop(&mut self) {
        self.cancel();
    }
}

/// Starts loading. `on` is called on a thread of the load for each event, quickly please.
pub fn load(request: LoadRequest, on: impl Fn(LoadEvent) + Send + 'static) -> LoadHandle {
    start(request, true, on)
}

/// Starts loading where nobody watches: no snapshot is made but the last.
pub fn load_unwatched(request: LoadRequest) -> LoadHandle {
    start(request, false, |_| {})
}

fn start(request: LoadRequest, is_watched: bool, on: impl Fn(LoadEvent) + Send + 'static) -> LoadHandle {
    let counters = Arc::new(Counters::new());
    let shared = Arc::clone(&counters);
    let collector = thread::Builder::new().name("load".to_owned()).spawn(move || {
        let last = Collector { is_watched, ..Collector::new(&request, &shared, &on) }.run();
        on(LoadEvent::Finished(shared.read()));
        last
    });
    LoadHandle { counters, collector: collector.ok() }
}

struct Collector<'a> {
    request: &'a LoadRequest,
    counters: &'a Arc<Counters>,
    on: &'a dyn Fn(LoadEvent),
    /// Are snapshots wanted before all is there?
    is_watched: bool,
    problems: Vec<Problem>,
    entries: Vec<Arc<Entry>>,
    /// Names of all of them.
    names: Names,
    last_publish: Instant,
    publish_cost: Duration,
}

impl<'a> Collector<'a> {
    fn new(request: &'a LoadRequest, counters: &'a Arc<Counters>, on: &'a dyn Fn(LoadEvent)) -> Self {
        Self {
            request,
            counters,
            on,
            is_watched: true,
            problems: Vec::new(),
            entries: Vec::new(),
            names: Names::default(),
            last_publish: Instant::now(),
            publish_cost: Duration::ZERO,
        }
    }

    fn run(mut self) -> Arc<Snapshot> {
        let Gathered { items, mappings, corrections, .. } = match &self.request.origin {
            Origin::Sample => Gathered::sample(),
            Origin::Folder(folder) => self.gather(folder),
        };
        self.counters.found.store(items.len(), Relaxed);
        self.counters.enter(Phase::Reading);
        let pipeline = Pipeline {
            items,
            reading: Reading { analyse: Arc::clone(&self.request.analyse), mappings, corrections },
            jobs: self.request.jobs,
            counters: Arc::clone(self.counters),
        };
        let complete = pipeline.run(Arc::new, &mut |read: Option<Read<Arc<Entry>>>| {
            let is_last = read.as_ref().is_some_and(|read| read.left == 0);
            if let Some(Read { documents, problems, .. }) = read {
                for entity in documents.iter().flat_map(|entry| &entry.facts.entities) {
                    self.names.add(entity.into());
                }
                self.entries.extend(documents);
                self.problems.extend(problems);
            }
            let pause = PUBLISH_EVERY.max(self.publish_cost * PUBLISH_SHARE);
            let is_due = self.is_watched && self.last_publish.elapsed() >= pause;
            if is_due && !is_last && !self.entries.is_empty() {
                self.publish(false);
            }
        });
        self.counters.enter(if complete { Phase::Done } else { Phase::Cancelled });
        if complete
            && self.entries.is_empty()
            && !self.problems.iter().any(|p| p.kind == ProblemKind::NoFolder)
        {
            self.problems.push(no_document());
        }
        self.publish(complete)
    }

    /// Files below `folder` with what is known of them; what is wrong goes to the problems.
    fn gather(&mut self, folder: &Path) -> Gathered {
        let counters = Arc::clone(self.counters);
        let gathered = Gathered::of_folder(folder, &|| counters.is_cancelled());
        self.problems.extend(gathered.problems.iter().cloned());
        gathered
    }

    fn publish(&mut self, complete: bool) -> Arc<Snapshot> {
        let start = Instant::now();
        let mut problems = self.problems.clone();
        problems.sort();
        // Files come in path order; the texts inside one (`a.zip/b.txt`) can belong behind the next file
        // (`a.zip.txt`).
        if !self.entries.is_sorted_by(|a, b| a.document.path <= b.document.path) {
            self.entries.sort_by(|a, b| a.document.path.cmp(&b.document.path));
        }
        let snapshot = Arc::new(Snapshot {
            generation: Generation::next(),
            origin: self.request.origin.clone(),
            entries: self.entries.clone(),
            links: Arc::new(Links::new(&self.names)),
            problems,
            tables: Arc::clone(self.request.analyse.tables()),
            interpreter: self.request.analyse.interpreter(),
            pack_version: self.request.analyse.version(),
            complete,
        });
        (self.on)(LoadEvent::Snapshot(Arc::clone(&snapshot)));
        self.publish_cost = start.elapsed();
        self.last_publish = Instant::now();
        snapshot
    }
}

/// A corpus read document by document, without being held.
pub struct Streamed {
    /// Names of all documents.
    pub names: Names,
    /// What was wrong, sorted.
    pub problems: Vec<Problem>,
    /// How much was read.
    pub progress: Progress,
}

/// Reads a corpus on the caller's thread and those it starts. Each document becomes something on its thread; `take`
/// gets that with the document's names in path order of the files, `on` is told how far it is.
pub fn stream<T: Send + 'static>(
    request: &LoadRequest,
    make: impl Fn(Entry) -> T + Send + Sync + 'static,
    take: &mut dyn FnMut(T),
    on: &mut dyn FnMut(Progress),
) -> Streamed {
    let counters = Arc::new(Counters::new());
    let gathered = match &request.origin {
        Origin::Sample => Gathered::sample(),
        Origin::Folder(folder) => Gathered::of_folder(folder, &|| false),
    };
    let (mut names, mut problems) = (Names::default(), gathered.problems);
    counters.found.store(gathered.items.len(), Relaxed);
    counters.enter(Phase::Reading);
    let pipeline = Pipeline {
        items: gathered.items,
        reading: Reading {
            analyse: Arc::clone(&request.analyse),
            mappings: gathered.mappings,
            corrections: gathered.corrections,
        },
        jobs: request.jobs,
        counters: Arc::clone(&counters),
    };
    let with_names = move |entry: Entry| {
        let mut names = Names::default();
        entry.facts.entities.iter().for_each(|entity| names.add(entity.into()));
        (make(entry), names)
    };
    let mut documents = 0_usize;
    pipeline.run(with_names, &mut |read: Option<Read<(T, Names)>>| {
        on(counters.read());
        let Some(read) = read else { return };
        documents += read.documents.len();
        for (made, more) in read.documents {
            names.add_all(&more);
            take(made);
        }
        problems.extend(read.problems);
    });
    counters.enter(Phase::Done);
    if documents == 0 && !problems.iter().any(|problem| problem.kind == ProblemKind::NoFolder) {
        problems.push(no_document());
    }
    problems.sort();
    Streamed { names, problems, progress: counters.read() }
}

fn no_document() -> Problem {
    Problem::new("", ProblemKind::NoDocument, "the folder holds no text that can be read".to_owned())
}

#[cfg(test)]
mod tests {
    use std::{
        fs,
        sync::{Mutex, mpsc::channel},
    };

    use super::*;
    use crate::{
        engine::TextOnly,
        lang::Tables,
        model::{Document, Facts},
    };

    /// Panics on documents that ask for it; pauses on others.
    struct Moody(Duration);

    impl Analyse for Moody {
        fn facts(&self, document: &Document) -> Facts {
            assert!(!document.text.contains("boom"), "as asked");
            thread::sleep(self.0);
            Facts::default()
        }

        fn tables(&self) -> &Arc<Tables> {
            static TABLES: std::sync::OnceLock<Arc<Tables>> = std::sync::OnceLock::new();
            TABLES.get_or_init(|| Arc::new(Tables::embedded().unwrap()))
        }

        fn version(&self) -> Arc<str> {
            "moody".into()
        }
    }

    fn request(folder: &Path, analyse: impl Analyse + 'static) -> LoadRequest {
        LoadRequest { origin: Origin::Folder(folder.to_owned()), analyse: Arc::new(analyse), jobs: Some(3) }
    }

    fn corpus(documents: usize) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for number in 0..documents {
            let sub = folder.path().join(format!("{:02}", number % 100));
            fs::create_dir_all(&sub).unwrap();
            fs::write(sub.join(format!("{number:05}.txt")), format!("text {number}\n")).unwrap();
        }
        folder
    }

    #[test]
    fn the_sample_corpus_loads_without_a_folder() {
        let request = LoadRequest {
            origin: Origin::Sample,
            analyse: Arc::new(TextOnly::embedded().unwrap()),
            jobs: None,
        };
        let snapshot = load(request, |_| {}).wait().unwrap();
        assert!(snapshot.complete);
        assert_eq!(snapshot.entries.len(), 4);
        assert_eq!(snapshot.find("002_0e45c562914510b0.txt"), Some(crate::model::DocId(2)));
    }

    #[test]
    fn ten_thousand_files_in_path_order_each_snapshot_a_prefix_of_the_next() {
        let folder = corpus(10_000);
        let (send, receive) = channel();
        let handle =
            load(request(folder.path(), TextOnly::embedded().unwrap()), move |event| drop(send.send(event)));
        let last = handle.wait().unwrap();
        assert!(last.complete);
        assert_eq!(last.entries.len(), 10_000);
        assert!(last.entries.is_sorted_by_key(|entry| entry.document.path.clone()));
        let mut finished = false;
        for event in receive {
            match event {
                LoadEvent::Snapshot(snapshot) => {
                    assert!(!finished);
                    let pairs = snapshot.entries.iter().zip(&last.entries);
                    assert!(pairs.into_iter().all(|(a, b)| Arc::ptr_eq(a, b)));
                }
                LoadEvent::Finished(progress) => {
                    finished = true;
                    assert_eq!((progress.phase, progress.done, progress.failed), (Phase::Done, 10_000, 0));
                }
            }
        }
        assert!(finished);
    }

    #[test]
    fn a_file_that_breaks_a_reader_is_a_listed_problem() {
        let folder = corpus(3);
        fs::write(folder.path().join("00/00000.txt"), "boom").unwrap();
        fs::write(folder.path().join("01/00001.txt"), [0; 9]).unwrap();
        let snapshot = load(request(folder.path(), Moody(Duration::ZERO)), |_| {}).wait().unwrap();
        assert!(snapshot.complete);
        assert_eq!(snapshot.entries.len(), 1);
        let kinds: Vec<_> = snapshot.problems.iter().map(|p| (p.path.as_str(), p.kind)).collect();
        assert_eq!(kinds, [("00/00000.txt", ProblemKind::Failed), ("01/00001.txt", ProblemKind::Binary)]);
    }

    #[test]
    fn cancelling_keeps_what_is_ready() {
        let folder = corpus(2_000);
        let seen = Arc::new(Mutex::new(0));
        let count = Arc::clone(&seen);
        let (send, receive) = channel();
        let handle = load(request(folder.path(), Moody(Duration::from_millis(5))), move |event| {
            if let LoadEvent::Snapshot(snapshot) = &event {
                *count.lock().unwrap() = snapshot.entries.len();
            }
            let _ = send.send(());
        });
        receive.recv().unwrap();
        handle.cancel();
        let last = handle.wait().unwrap();
        assert!(!last.complete);
        assert!(!last.entries.is_empty() && last.entries.len() < 2_000);
        assert_eq!(last.entries.len(), *seen.lock().unwrap());
    }

    #[test]
    fn a_missing_or_empty_folder_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let gone =
            load(request(&folder.path().join("gone"), TextOnly::embedded().unwrap()), |_| {}).wait().unwrap();
        assert_eq!(gone.problems.iter().map(|p| p.kind).collect::<Vec<_>>(), [ProblemKind::NoFolder]);
        let empty = load(request(folder.path(), TextOnly::embedded().unwrap()), |_| {}).wait().unwrap();
        assert_eq!(empty.problems.iter().map(|p| p.kind).collect::<Vec<_>>(), [ProblemKind::NoDocument]);
    }
}
