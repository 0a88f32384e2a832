//! One refresh: the index made to say what the folder holds now, with as little reading as possible.
//!
//! Commits on the way, so that readers see progress and a crash costs little. Never holds all documents.

use std::{
    collections::{BTreeSet, HashSet},
    path::Path,
    sync::{Arc, atomic::Ordering::Relaxed, mpsc::RecvTimeoutError},
    time::{Duration, Instant},
};

use super::{
    super::{
        progress::{Counters, Phase},
        read::{Gathered, Reading},
    },
    Changes, IndexEvent, IndexRequest,
    plan::{Plan, Task},
    work::Work,
};
use crate::{
    corpus::{METADATA_FILE, walk_some},
    model::{Problem, ProblemKind},
    search::index::{
        AnyRecord, FileProblems, FileStamp, IndexError, Ledger, OpenIndex, Reader, Writer, problems,
    },
};

/// How long the one who writes may wait before it looks whether it was cancelled.
const TICK: Duration = Duration::from_millis(20);
/// Commits are no closer together than this, so that who watches sees what is there …
const COMMIT_EVERY: Duration = Duration::from_secs(2);
/// … or than this, where nobody does: for what a crash may cost.
const COMMIT_UNSEEN_EVERY: Duration = Duration::from_mins(1);
/// … and so that making them takes at most about one part in this many of the time.
const COMMIT_SHARE: u32 = 10;

/// What of the folder is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// All of it.
    All,
    /// These paths and what lies below them.
    Some(BTreeSet<String>),
}

impl Scope {
    fn has(&self, path: &str) -> bool {
        match self {
            Self::All => true,
            Self::Some(paths) => {
                paths.contains(path) || path.match_indices('/').any(|(at, _)| paths.contains(&path[..at]))
            }
        }
    }
}

/// Why a refresh ended early.
#[derive(Debug)]
pub(super) enum Ended {
    /// It was asked to.
    Cancelled,
    /// It could not go on.
    Failed(IndexError),
}

impl From<IndexError> for Ended {
    fn from(err: IndexError) -> Self {
        Self::Failed(err)
    }
}

/// Brings the index up to date; what was done, if anything had to be.
pub(super) fn refresh(
    request: &IndexRequest,
    writer: &mut Writer,
    open: &OpenIndex,
    scope: &Scope,
    counters: &Arc<Counters>,
    on: &dyn Fn(IndexEvent),
) -> Result<Changes, Ended> {
    counters.restart();
    let before = open.reader()?;
    let ledger = Ledger::read(&before, &|path| path.is_empty() || scope.has(path))?;
    let Some(gathered) = gather(request, scope, &ledger, counters)? else {
        return refresh(request, writer, open, &Scope::All, counters, on);
    };
    if counters.is_cancelled() {
        return Err(Ended::Cancelled);
    }
    let reading = Reading {
        analyse: Arc::clone(&request.analyse),
        mappings: gathered.mappings,
        corrections: gathered.corrections,
    };
    let plan = Plan::new(gathered.items, &ledger, &reading);
    let mut changes = Changes { unchanged: plan.unchanged, ..Changes::default() };
    counters.found.store(plan.tasks.len(), Relaxed);
    counters.enter(Phase::Reading);
    let told = match scope {
        Scope::All => of_folder(&before, &ledger, gathered.problems)?,
        Scope::Some(_) => None,
    };
    let was_complete = before.state().complete;
    if plan.tasks.is_empty() && plan.gone.is_empty() && told.is_none() && was_complete {
        return Ok(changes);
    }
    for path in &plan.gone {
        writer.remove_file(path);
    }
    if let Some(told) = told {
        writer.remove_file("");
        if !told.problems.is_empty() {
            writer.add(problems(writer.fields(), &FileStamp::default(), &told)?)?;
        }
    }
    changes.removed = plan.gone.len();
    let gone: HashSet<String> = plan.gone.iter().cloned().collect();
    let work = Arc::new(Work::new(plan, ledger.into_files(), reading, before, Arc::clone(counters)));
    write_all(request, writer, open, &work, &gone, &mut changes, on)?;
    // A refresh of some paths completes nothing that was not complete before.
    let is_complete = *scope == Scope::All || was_complete;
    writer.commit(is_complete)?;
    on(IndexEvent::Committed(open.reader()?));
    Ok(changes)
}

/// Takes in what the threads read.
fn write_all(
    request: &IndexRequest,
    writer: &mut Writer,
    open: &OpenIndex,
    work: &Arc<Work>,
    gone: &HashSet<String>,
    changes: &mut Changes,
    on: &dyn Fn(IndexEvent),
) -> Result<(), Ended> {
    let results = work.start(request.jobs);
    let mut left = work.plan.tasks.len();
    let every = if request.follows { COMMIT_EVERY } else { COMMIT_UNSEEN_EVERY };
    let (mut last_commit, mut cost) = (Instant::now(), Duration::ZERO);
    while left > 0 {
        if work.counters.is_cancelled() {
            // What is there is kept; that it is not all is said by the commit.
            writer.commit(false)?;
            return Err(Ended::Cancelled);
        }
        match results.recv_timeout(TICK) {
            Ok(read) => {
                let mut read = read?;
                let Task { item, is_known, .. } = &work.plan.tasks[read.task];
                if *is_known {
                    writer.remove_file(&item.path);
                }
                for document in read.documents.drain(..) {
                    writer.add(document)?;
                }
                work.written(&read);
                match read.known_as {
                    Some(path) if gone.contains(&path) => changes.moved += 1,
                    _ if *is_known => changes.changed += 1,
                    _ => changes.added += 1,
                }
                left -= 1;
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) if work.counters.is_cancelled() => {}
            Err(RecvTimeoutError::Disconnected) => {
                return Err(IndexError::Failed("the threads that read ended early".to_owned()).into());
            }
        }
        if left > 0 && last_commit.elapsed() >= every.max(cost * COMMIT_SHARE) {
            let start = Instant::now();
            writer.commit(false)?;
            on(IndexEvent::Committed(open.reader()?));
            cost = start.elapsed();
            last_commit = Instant::now();
        }
    }
    changes.removed -= changes.moved.min(changes.removed);
    Ok(())
}

/// What lies in the folder; a folder that is not there is an error: its index is left alone. `None` where some
/// paths cannot be looked at without the others, because what is wrong with the folder as a whole (a row of
/// `metadata.csv` without its file, a link that leads nowhere) may have changed with them.
fn gather(
    request: &IndexRequest,
    scope: &Scope,
    ledger: &Ledger,
    counters: &Counters,
) -> Result<Option<Gathered>, IndexError> {
    let stop = || counters.is_cancelled();
    let folder = request.place.corpus();
    let gone = |cause: String| IndexError::NoFolder { cause };
    let gathered = match scope {
        Scope::All => Gathered::of_folder(folder, &stop),
        Scope::Some(paths) => {
            let listing = walk_some(folder, paths, &stop)
                .map_err(|err| gone(format!("{}: {err}", folder.display())))?;
            let has_own_tables = !listing.tables.is_empty();
            let gathered = Gathered::of_listing(folder, listing);
            let is_whole = has_own_tables || has_tables(folder, paths)?;
            if is_whole || !gathered.problems.is_empty() || ledger.find("").is_some() {
                return Ok(None);
            }
            gathered
        }
    };
    match gathered.problems.iter().find(|problem| problem.kind == ProblemKind::NoFolder) {
        Some(problem) => Err(gone(problem.cause.clone())),
        None => Ok(Some(gathered)),
    }
}

/// Does a table of metadata lie in a folder above one of the paths?
fn has_tables(folder: &Path, paths: &BTreeSet<String>) -> Result<bool, IndexError> {
    let mut tables: BTreeSet<String> = [METADATA_FILE.to_owned()].into();
    for path in paths {
        let above = path.match_indices('/').map(|(at, _)| format!("{}/{METADATA_FILE}", &path[..at]));
        tables.extend(above);
    }
    let listing = walk_some(folder, &tables, &|| false).map_err(|err| IndexError::io(folder, err))?;
    Ok(!listing.tables.is_empty())
}

/// What is wrong with the folder as a whole, where the index says otherwise.
fn of_folder(
    before: &Reader,
    ledger: &Ledger,
    mut problems: Vec<Problem>,
) -> Result<Option<FileProblems>, IndexError> {
    problems.sort();
    let known = match ledger.find("") {
        Some(at) => match before.record(ledger.files()[at].address)? {
            AnyRecord::Problems(known) => known.problems,
            AnyRecord::Document(_) => Vec::new(),
        },
        None => Vec::new(),
    };
    Ok((known != problems).then_some(FileProblems { file_sha256: None, problems }))
}
