//! Loading a folder with all its facts, preparing it for questions, and answering them.
//!
//! `cargo bench --bench corpus -- FOLDER [ROUNDS]`; without a folder, 2,000 generated documents.

#![allow(clippy::print_stdout, reason = "a bench prints what it measured")]

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use balge::{
    corpus::generate::{Generator, Plan},
    engine::{Analyse, LoadEvent, LoadRequest, Origin, PackAnalyse, Snapshot, TextOnly, load},
    pack::Pack,
    query::{Facet, Filter, Mark, Memory, Query, Store as _},
};

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let pack = Pack::embedded().expect("the embedded language data");
    let mut made = None;
    let folder = arguments
        .first()
        .map_or_else(|| made.insert(generated(&pack, 2_000)).path().to_owned(), PathBuf::from);
    let rounds = arguments.get(1).and_then(|rounds| rounds.parse().ok()).unwrap_or(30);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    run("texts alone", &folder, Arc::new(TextOnly::embedded().expect("the embedded tables")), cores);
    run("all facts, one core", &folder, Arc::new(PackAnalyse::new(Arc::clone(&pack))), 1);
    let snapshot = run("all facts, all cores", &folder, Arc::new(PackAnalyse::new(pack)), cores);
    let start = Instant::now();
    let store = Memory::new(snapshot);
    println!("prepared for questions in {:.1} ms", ms(start.elapsed()));
    for (name, filter) in filters(&store) {
        ask(&store, &name, &filter, rounds);
    }
    if let Some(status) = std::fs::read_to_string("/proc/self/status").ok()
        && let Some(line) = status.lines().find(|line| line.starts_with("VmHWM"))
    {
        println!("{line}");
    }
}

fn generated(pack: &Arc<Pack>, documents: u64) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let generator = Generator::new(pack, Plan { documents, seed: 1, copies: 0.02 });
    for index in 0..documents {
        let document = generator.document(index);
        let path = folder.path().join(&document.path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder is writable");
        std::fs::write(path, document.text).expect("the folder is writable");
    }
    folder
}

fn run(name: &str, folder: &Path, analyse: Arc<dyn Analyse>, jobs: usize) -> Arc<Snapshot> {
    let start = Instant::now();
    let (send, receive) = std::sync::mpsc::channel();
    let request = LoadRequest { origin: Origin::Folder(folder.to_owned()), analyse, jobs: Some(jobs) };
    let handle = load(request, move |event| {
        if let LoadEvent::Snapshot(_) = event {
            let _ = send.send(Instant::now());
        }
    });
    let first = receive.recv().map_or(Duration::ZERO, |at| at - start);
    while !handle.is_finished() {
        std::thread::sleep(Duration::from_millis(5));
    }
    let progress = handle.progress();
    let snapshot = handle.wait().expect("the load ends");
    let seconds = progress.elapsed.as_secs_f64();
    let facts: usize = snapshot.entries.iter().map(|entry| entry.facts.count()).sum();
    println!(
        "{name}: {} documents, {:.1} MB, {facts} facts in {seconds:.2} s: {:.0} documents/s, {:.1} MB/s; first rows after {:.0} ms, {} snapshots",
        snapshot.entries.len(),
        progress.bytes as f64 / 1e6,
        snapshot.entries.len() as f64 / seconds,
        progress.bytes_per_second() / 1e6,
        ms(first),
        receive.try_iter().count() + 1,
    );
    snapshot
}

/// Filters of every sort, with values the corpus has.
fn filters(store: &Memory) -> Vec<(String, Filter)> {
    let all = store.run(&Arc::default(), &|| false).expect("nobody stops it");
    let mut filters = vec![("everything".to_owned(), Filter::default())];
    for facet in [Facet::Topic, Facet::Kind, Facet::Person, Facet::Place, Facet::Published] {
        if let Some(count) = all.counts.of(&facet).first() {
            let mut filter = Filter::default();
            filter.set(&facet, &count.value, Some(Mark::Include));
            filters
                .push((format!("{facet} {} ({} documents)", count.label, count.documents), filter.clone()));
            if facet == Facet::Topic {
                filter.same_passage = true;
                let kind: balge::query::FacetValue = "statement".into();
                filter.set(&Facet::Kind, &kind, Some(Mark::Include));
                filters.push(("topic and statement in one passage".to_owned(), filter));
            }
        }
    }
    let words = store
        .entry(balge::model::DocId(0))
        .map(|entry| entry.document.text.split_whitespace().next().unwrap_or_default().to_owned());
    filters.push(("a word".to_owned(), Filter { words: words.unwrap_or_default(), ..Filter::default() }));
    filters
}

fn ask(store: &Memory, name: &str, filter: &Filter, rounds: usize) {
    let mut times: Vec<Duration> = (0..rounds)
        .map(|round| {
            // Another sort of words each time, so that no answer is remembered.
            let mut filter = filter.clone();
            filter.words.extend(std::iter::repeat_n(' ', round % 2));
            let query = Arc::new(Query { filter, ..Query::default() });
            let start = Instant::now();
            let results = store.run(&query, &|| false);
            assert!(results.is_some());
            start.elapsed()
        })
        .collect();
    times.sort();
    let at = |share: f64| ms(times[((times.len() - 1) as f64 * share) as usize]);
    println!("{name}: p50 {:.2} ms, p95 {:.2} ms", at(0.5), at(0.95));
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
