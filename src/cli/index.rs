//! `balge index`: the index of a folder, built or brought up to date without a window.

use std::{
    io::{self, IsTerminal as _, Write as _},
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use crate::{
    engine::{
        Analyse as _, Origin, PackAnalyse, Phase,
        index::{Changes, IndexPlace, IndexRequest, index},
    },
    model::ProblemKind,
    query::{Indexed, Making},
    search::index::{Ledger, OpenIndex},
};

use super::{
    args::IndexArgs,
    corpus::{pack, tell},
    error::CliError,
    output,
};

/// Progress is shown only for work that takes longer than this.
const QUIET: Duration = Duration::from_secs(1);

/// Runs the command.
pub fn run(args: &IndexArgs) -> Result<(), CliError> {
    let analyse = Arc::new(PackAnalyse::new(pack(&args.pack)?));
    let place = IndexPlace::of(&args.folder, &analyse.version())?;
    let folder = place.folder();
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let start = Instant::now();
    let making = Making::new(Origin::Folder(args.folder.clone()), &*analyse);
    let request = IndexRequest {
        place,
        analyse,
        jobs: Some(args.jobs.map_or(cores, usize::from)),
        is_fresh: args.fresh,
        is_verified: true,
        follows: false,
    };
    let handle = index(request, |_| {});
    let watched = io::stderr().is_terminal();
    while !handle.is_finished() {
        // Short work should not wait for a long pause.
        thread::sleep(if start.elapsed() > QUIET {
            Duration::from_millis(50)
        } else {
            Duration::from_millis(2)
        });
        let now = handle.progress();
        if watched && start.elapsed() > QUIET && now.phase == Phase::Reading {
            eprint!("\r{} of {} files, {:.1} MB/s ", now.done, now.found, now.bytes_per_second() / 1e6);
            let _ = io::stderr().flush();
        }
    }
    if watched && start.elapsed() > QUIET {
        eprint!("\r{:60}\r", "");
    }
    let progress = handle.progress();
    let changes = handle.wait()?;
    let seconds = start.elapsed().as_secs_f64();
    let open = OpenIndex::open(&folder)?;
    let reader = open.reader()?;
    let problems = reader.problems()?;
    tell(&problems);
    // Whoever asks next has it at once; what cannot be kept is reckoned then.
    let _ = Indexed::new(reader.clone(), making, None)?.keep();
    let totals = reader.totals()?;
    let ledger = Ledger::read(&reader, &|_| true)?;
    let text: u64 = ledger.files().iter().filter(|file| file.documents > 0).map(|file| file.size).sum();
    let size = open.bytes()?;
    if totals.documents == 0 && !problems.iter().any(|problem| problem.kind == ProblemKind::NoDocument) {
        eprintln!("balge: {}: the folder holds no text that can be read", args.folder.display());
    }
    output::to(None, |out| {
        writeln!(out, "documents  {}", totals.documents)?;
        writeln!(out, "facts      {}", totals.facts)?;
        writeln!(out, "problems   {}", problems.len())?;
        writeln!(out, "files      {}", files(&changes))?;
        let speed = progress.bytes as f64 / 1e6 / seconds.max(1e-3);
        writeln!(out, "time       {seconds:.2} s, {speed:.1} MB/s")?;
        let ratio = size as f64 / text.max(1) as f64;
        writeln!(out, "index      {:.1} MB, {ratio:.2} of the text", size as f64 / 1e6)?;
        writeln!(out, "place      {}", folder.display())?;
        Ok(())
    })
}

fn files(changes: &Changes) -> String {
    let Changes { added, changed, moved, removed, unchanged } = changes;
    format!("{added} new, {changed} changed, {moved} moved, {removed} gone, {unchanged} as they were")
}
