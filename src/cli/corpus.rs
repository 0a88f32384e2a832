//! Loading a corpus for a command: language data, progress and problems on standard error.

use std::{
    io::{self, IsTerminal as _, Write as _},
    path::{Path, PathBuf},
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use crate::{
    engine::{
        Analyse, LoadRequest, Origin, PackAnalyse, Snapshot,
        index::{IndexPlace, IndexRequest, index},
        load_unwatched,
    },
    model::{Problem, ProblemKind},
    pack::Pack,
    query::{Indexed, LanguageFolders, Making, Memory, Store},
    search::index::{IndexError, OpenIndex},
};

use super::{args::PackArgs, error::CliError};

/// Progress is shown only for loads that take longer than this.
const QUIET: Duration = Duration::from_secs(1);

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
    let making = Making {
        origin,
        tables: Arc::clone(analyse.tables()),
        pack_version: analyse.version(),
        interpreter: analyse.interpreter(),
    };
    let store = Indexed::new(OpenIndex::open(&folder)?.reader()?, making, None)?;
    tell(store.problems());
    Ok(store)
}

/// The same with other work on each document.
pub fn open_with(path: &Path, analyse: Arc<dyn Analyse>) -> Result<Arc<Snapshot>, CliError> {
    analysed(Origin::Folder(path.to_owned()), analyse, None)
}

fn analysed(origin: Origin, analyse: Arc<dyn Analyse>, jobs: Option<u16>) -> Result<Arc<Snapshot>, CliError> {
    let name = origin.folder().map_or("the sample corpus".to_owned(), |path| path.display().to_string());
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let jobs = Some(jobs.map_or(cores, usize::from));
    let start = Instant::now();
    let handle = load_unwatched(LoadRequest { origin, analyse, jobs });
    let watched = io::stderr().is_terminal();
    while watched && !handle.is_finished() {
        thread::sleep(Duration::from_millis(50));
        if start.elapsed() > QUIET {
            let now = handle.progress();
            let speed = now.bytes_per_second() / 1e6;
            eprint!("\r{} of {} documents, {speed:.1} MB/s ", now.done, now.found);
            let _ = io::stderr().flush();
        }
    }
    let progress = handle.progress();
    let snapshot = handle
        .wait()
        .ok_or_else(|| CliError::nothing(format!("{name}: loading failed"), "please report this"))?;
    if watched && start.elapsed() > QUIET {
        eprintln!("\r{} documents in {:.1} s          ", progress.done, start.elapsed().as_secs_f64());
    }
    tell(&snapshot.problems);
    if snapshot.entries.is_empty() {
        let missing = snapshot.problems.iter().any(|problem| problem.kind == ProblemKind::NoFolder);
        let hint = if missing { "check the path" } else { "name a folder with .txt files, or a file" };
        return Err(CliError::nothing(format!("{name}: no document could be read"), hint));
    }
    Ok(snapshot)
}

/// Every document of several paths.
pub fn open_all(
    paths: &[PathBuf],
    pack: &PackArgs,
    jobs: Option<u16>,
) -> Result<Vec<(PathBuf, Arc<Snapshot>)>, CliError> {
    let mut opened = Vec::new();
    let mut last = None;
    for path in paths {
        let opened_one =
            pack_of(&Origin::Folder(path.clone()), pack).and_then(|pack| open(path, &pack, jobs));
        match opened_one {
            Ok(snapshot) => opened.push((path.clone(), snapshot)),
            Err(err) => {
                if paths.len() > 1 {
                    eprintln!("balge: {err}");
                }
                last = Some(err);
            }
        }
    }
    match last {
        Some(err) if opened.is_empty() => Err(err),
        _ => Ok(opened),
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
