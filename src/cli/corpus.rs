//! Loading a corpus for a command: language data, progress and problems on standard error.

use std::{
    io::{self, IsTerminal as _, Write as _},
    path::Path,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use crate::{
    engine::{
        Analyse, Entry, LoadRequest, Origin, PackAnalyse, Progress, Snapshot, Streamed,
        index::{IndexPlace, IndexRequest, index},
        load_unwatched, stream,
    },
    model::{Problem, ProblemKind},
    pack::Pack,
    query::{Indexed, LanguageFolders, Making, Memory, Store},
    search::index::{IndexError, OpenIndex},
};

use super::{args::PackArgs, error::CliError};

/// Progress is shown only for loads that take longer than this.
const QUIET: Duration = Duration::from_secs(1);
/// … and at most this often.
const SHOWN_EVERY: Duration = Duration::from_millis(45);

/// The language data asked for.
pub fn pack(args: &PackArgs) -> Result<Arc<Pack>, CliError> {
    Ok(match &args.pack {
        Some(folder) => Pack::load(folder)?,
        None => Pack::embedded()?,
    })
}

/// The language data for a corpus: the program's, over it the user's own for the corpus, over that what was
/// asked for. Says on standard error when there is any of the user's own; a fault in it leaves its file out.
pub fn pack_of(origin: &Origin, args: &PackArgs) -> Result<Arc<Pack>, CliError> {
    pack_with(&LanguageFolders::of(origin), args)
}

/// The same with folders that are known.
pub fn pack_with(folders: &LanguageFolders, args: &PackArgs) -> Result<Arc<Pack>, CliError> {
    let asked = pack(args)?;
    let mut layers = folders.existing();
    if layers.is_empty() {
        return Ok(asked);
    }
    let names = layers.iter().map(|folder| folder.display().to_string()).collect::<Vec<_>>().join(", ");
    layers.extend(args.pack.as_deref());
    let layered = Pack::layered(&layers)?;
    tell(&layered.problems);
    if layered.pack.version() != asked.version() {
        eprintln!("balge: with the language data in {names}");
    }
    Ok(layered.pack)
}

/// Loads a corpus with all its facts. What could not be read is told on standard error; a corpus
/// without a document is an error.
pub fn open(path: &Path, pack: &Arc<Pack>, jobs: Option<u16>) -> Result<Arc<Snapshot>, CliError> {
    open_origin(Origin::Folder(path.to_owned()), pack, jobs)
}

/// The same for any origin.
pub fn open_origin(origin: Origin, pack: &Arc<Pack>, jobs: Option<u16>) -> Result<Arc<Snapshot>, CliError> {
    analysed(origin, Arc::new(PackAnalyse::new(Arc::clone(pack))), jobs)
}

/// A corpus to be asked: from its index where there is one for these rules, otherwise held in memory.
pub fn store(origin: Origin, pack: &Arc<Pack>) -> Result<Arc<dyn Store>, CliError> {
    match from_index(&origin, pack) {
        Some(store) => Ok(store),
        None => Ok(Arc::new(Memory::new(open_origin(origin, pack, None)?))),
    }
}

/// A corpus from its index, brought up to date first; `None` where it was not indexed with these rules.
pub fn from_index(origin: &Origin, pack: &Arc<Pack>) -> Option<Arc<dyn Store>> {
    let analyse = Arc::new(PackAnalyse::new(Arc::clone(pack)));
    let folder = origin.folder().filter(|folder| folder.is_dir())?;
    let place = IndexPlace::of(folder, &analyse.version()).ok().filter(IndexPlace::has_index)?;
    match indexed(origin.clone(), place, &analyse) {
        Ok(store) if !store.is_empty() => Some(Arc::new(store)),
        Ok(_) => None,
        Err(err) => {
            eprintln!("balge: the index cannot be used: {err}; reading the folder instead");
            None
        }
    }
}

fn indexed(origin: Origin, place: IndexPlace, analyse: &Arc<PackAnalyse>) -> Result<Indexed, IndexError> {
    let folder = place.folder();
    let request = IndexRequest {
        place,
        analyse: Arc::clone(analyse) as _,
        jobs: thread::available_parallelism().ok().map(usize::from),
        is_fresh: false,
        is_verified: false,
        follows: false,
    };
    match index(request, |_| {}).wait() {
        Ok(_) => {}
        Err(err @ IndexError::Busy) => eprintln!("balge: {err}; {}", err.hint()),
        Err(err) => return Err(err),
    }
    let making = Making::new(origin, &**analyse);
    let store = Indexed::new(OpenIndex::open(&folder)?.reader()?, making, None)?;
    // What cannot be kept is reckoned again the next time.
    let _ = store.keep();
    tell(store.problems());
    Ok(store)
}

/// The same with other work on each document.
pub fn open_with(path: &Path, analyse: Arc<dyn Analyse>) -> Result<Arc<Snapshot>, CliError> {
    analysed(Origin::Folder(path.to_owned()), analyse, None)
}

fn analysed(origin: Origin, analyse: Arc<dyn Analyse>, jobs: Option<u16>) -> Result<Arc<Snapshot>, CliError> {
    let name = name_of(&origin);
    let mut shown = Shown::new();
    let handle = load_unwatched(LoadRequest { origin, analyse, jobs: Some(threads(jobs)) });
    while shown.is_watched && !handle.is_finished() {
        thread::sleep(Duration::from_millis(50));
        shown.show(handle.progress());
    }
    let progress = handle.progress();
    let snapshot = handle
        .wait()
        .ok_or_else(|| CliError::nothing(format!("{name}: loading failed"), "please report this"))?;
    shown.end(progress);
    tell(&snapshot.problems);
    if snapshot.entries.is_empty() {
        return Err(nothing_in(&name, &snapshot.problems));
    }
    Ok(snapshot)
}

/// A corpus that is read document by document.
pub struct Streaming<'a> {
    /// A folder or a file.
    pub root: &'a Path,
    /// What is done to each document.
    pub analyse: Arc<dyn Analyse>,
    /// Threads; all cores where nothing is said.
    pub jobs: Option<u16>,
}

/// Reads a corpus without holding it: each document becomes something on its thread, `take` gets that in path order of
/// the files. Problems and an empty corpus as with [`open`].
pub fn streamed<T: Send + 'static>(
    request: Streaming<'_>,
    make: impl Fn(Entry) -> T + Send + Sync + 'static,
    take: &mut dyn FnMut(T),
) -> Result<Streamed, CliError> {
    let Streaming { root, analyse, jobs } = request;
    let request = LoadRequest { origin: Origin::Folder(root.to_owned()), analyse, jobs: Some(threads(jobs)) };
    let mut shown = Shown::new();
    let mut documents = 0_usize;
    let mut counted = |made| {
        documents += 1;
        take(made);
    };
    let read = stream(&request, make, &mut counted, &mut |progress| shown.show(progress));
    shown.end(read.progress);
    tell(&read.problems);
    if documents == 0 {
        return Err(nothing_in(&name_of(&request.origin), &read.problems));
    }
    Ok(read)
}

fn name_of(origin: &Origin) -> String {
    origin.folder().map_or("the sample corpus".to_owned(), |path| path.display().to_string())
}

fn threads(jobs: Option<u16>) -> usize {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    jobs.map_or(cores, usize::from)
}

fn nothing_in(name: &str, problems: &[Problem]) -> CliError {
    let missing = problems.iter().any(|problem| problem.kind == ProblemKind::NoFolder);
    let hint = if missing { "check the path" } else { "name a folder with .txt files, or a file" };
    CliError::nothing(format!("{name}: no document could be read"), hint)
}

/// Progress on standard error, where somebody looks and it takes a while.
struct Shown {
    is_watched: bool,
    start: Instant,
    last: Instant,
}

impl Shown {
    fn new() -> Self {
        let now = Instant::now();
        Self { is_watched: io::stderr().is_terminal(), start: now, last: now }
    }

    fn show(&mut self, now: Progress) {
        if !self.is_watched || self.start.elapsed() <= QUIET || self.last.elapsed() < SHOWN_EVERY {
            return;
        }
        self.last = Instant::now();
        let speed = now.bytes_per_second() / 1e6;
        eprint!("\r{} of {} documents, {speed:.1} MB/s ", now.done, now.found);
        let _ = io::stderr().flush();
    }

    fn end(&self, progress: Progress) {
        if self.is_watched && self.start.elapsed() > QUIET {
            eprintln!(
                "\r{} documents in {:.1} s          ",
                progress.done,
                self.start.elapsed().as_secs_f64()
            );
        }
    }
}

/// Problems on standard error, one a line.
pub fn tell(problems: &[Problem]) {
    for problem in problems {
        let place = match (problem.path.is_empty(), problem.line) {
            (true, _) => String::new(),
            (false, None) => format!("{}: ", problem.path),
            (false, Some(line)) => format!("{}:{line}: ", problem.path),
        };
        eprintln!("balge: {place}{}", problem.cause);
    }
}
