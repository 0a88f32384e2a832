//! A large folder answered from its index: reopening, filtering with all counts, searching, opening, memory.
//!
//! `cargo bench --bench scale -- FOLDER [DOCUMENTS]` makes the folder with so many documents (100,000) where it
//! does not exist, indexes it beside it (`FOLDER.index`) where that was not done yet, and prints a table.

#![allow(clippy::print_stdout, reason = "a bench prints what it measured")]

use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
    time::{Duration, Instant},
};

use balge::{
    corpus::generate::{Generator, Plan},
    engine::{
        Analyse as _, Origin, PackAnalyse,
        index::{IndexPlace, IndexRequest, index},
    },
    model::DocId,
    pack::Pack,
    query::{
        DocumentKey, Facet, FactKey, Filter, Indexed, Making, Mark, Query, Results, Sort, Store as _, Tab,
    },
    search::index::OpenIndex,
};

/// Times a question is asked.
const ROUNDS: usize = 40;
/// Given to the process that measures, so that its memory is that of answering alone.
const MEASURE: &str = "--measure";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let Some(folder) = arguments.first().map(PathBuf::from) else {
        println!("cargo bench --bench scale -- FOLDER [DOCUMENTS]");
        return;
    };
    let analyse = Arc::new(PackAnalyse::new(Pack::embedded().expect("the embedded language data")));
    let place = IndexPlace::below(&folder.with_extension("index"), &folder, &analyse.version());
    if arguments.get(1).is_some_and(|argument| argument == MEASURE) {
        return measure(&folder, &place, &analyse);
    }
    if !folder.exists() {
        let documents = arguments.get(1).map_or(Ok(100_000), |number| number.parse());
        made(&folder, documents.expect("a number of documents"), &analyse);
    }
    println!("| what | time | |\n|---|---|---|");
    let start = Instant::now();
    let request = IndexRequest {
        // The folder may have been made just now.
        place: IndexPlace::below(&folder.with_extension("index"), &folder, &analyse.version()),
        analyse,
        jobs: std::thread::available_parallelism().ok().map(usize::from),
        is_fresh: false,
        is_verified: false,
        follows: false,
    };
    let changes = index(request, |_| {}).wait().expect("indexing ends");
    row("indexed", &format!("{:.1} s", start.elapsed().as_secs_f64()), &format!("{changes:?}"));
    let program = std::env::current_exe().expect("this program");
    let status = Command::new(program).arg(&folder).arg(MEASURE).status();
    assert!(status.is_ok_and(|status| status.success()), "measuring failed");
}

/// Makes a folder of documents.
fn made(folder: &Path, documents: u64, analyse: &PackAnalyse) {
    let generator = Generator::new(analyse.pack(), Plan { documents, seed: 1, copies: 0.02 });
    for number in 0..documents {
        let made = generator.document(number);
        let path = folder.join(&made.path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder is writable");
        std::fs::write(path, made.text).expect("the folder is writable");
    }
}

fn making(folder: &Path, analyse: &PackAnalyse) -> Making {
    Making {
        origin: Origin::Folder(folder.to_owned()),
        tables: Arc::clone(analyse.tables()),
        pack_version: analyse.version(),
        interpreter: analyse.interpreter(),
    }
}

fn measure(folder: &Path, place: &IndexPlace, analyse: &PackAnalyse) {
    let making = making(folder, analyse);
    let start = Instant::now();
    let open = OpenIndex::open(&place.folder()).expect("the index opens");
    let store = Indexed::new(open.reader().expect("the newest commit"), making.clone(), None)
        .expect("it can be read");
    let prepared = start.elapsed();
    let all = store.run(&Arc::default(), &|| false).expect("nobody stops it");
    row("reopened", &format!("{:.2} s", prepared.as_secs_f64()), &count(store.len(), "documents"));
    let first = format!("{:.2} s", start.elapsed().as_secs_f64());
    row("reopened and answered", &first, &count(all.facts.len(), "facts"));
    row("resident", &memory("VmRSS"), "");
    let again = Instant::now();
    let reader = open.reader().expect("the newest commit");
    Indexed::new(reader, making, Some(&store)).expect("it can be read");
    row("the next commit prepared", &ms(again.elapsed()), "");
    for (name, filter) in filters(&all) {
        ask(&store, &name, &Query { filter, ..Query::default() });
    }
    for (by, name) in [(DocumentKey::Date, "by date"), (DocumentKey::Title, "by title")] {
        let documents = Sort { by, descending: true };
        ask(&store, name, &Query { documents, ..Query::default() });
    }
    for (name, words) in words(&store) {
        ask(&store, &name, &Query { filter: Filter { words, ..Filter::default() }, ..Query::default() });
    }
    opening(&store);
    row("resident", &memory("VmRSS"), "");
    lists(&store, &all);
    row("resident, at most", &memory("VmHWM"), "");
}

/// Filters of every sort, with values the corpus has.
fn filters(all: &Results) -> Vec<(String, Filter)> {
    let mut filters = vec![("everything".to_owned(), Filter::default())];
    for facet in [Facet::Topic, Facet::Kind, Facet::Person, Facet::Place, Facet::Published, Facet::Source] {
        let counts = all.counts.of(&facet);
        for count in counts.first().into_iter().chain(counts.get(counts.len() / 2)) {
            let mut filter = Filter::default();
            filter.set(&facet, &count.value, Some(Mark::Include));
            filters.push((format!("{facet} {}", count.label), filter.clone()));
            if facet == Facet::Topic {
                filter.set(&Facet::Kind, &"statement".into(), Some(Mark::Include));
                filters.push((format!("{facet} {} and a statement", count.label), filter.clone()));
                filter.same_passage = true;
                filters.push((format!("{facet} {} and a statement in one passage", count.label), filter));
            }
        }
    }
    let mut days = Filter::default();
    days.published.from = Some(jiff::civil::date(2020, 3, 1));
    days.mentioned.from = Some(jiff::civil::date(2020, 6, 1));
    days.mentioned.to = Some(jiff::civil::date(2020, 6, 30));
    filters.push(("written since March 2020, speaks of June".to_owned(), days));
    filters
}

/// A frequent word, a rarer one, two of them, a phrase.
fn words(store: &Indexed) -> Vec<(String, String)> {
    let Some(entry) = store.entry(DocId(store.len() as u32 / 2)) else { return Vec::new() };
    let mut words: Vec<&str> = entry.document.text.split_whitespace().collect();
    let phrase = words.get(..2).unwrap_or_default().join(" ");
    words.sort_by_key(|word| word.len());
    let (Some(short), Some(long)) = (words.get(words.len() / 3), words.last()) else { return Vec::new() };
    [
        ("a word", (*short).to_owned()),
        ("a long word", (*long).to_owned()),
        ("two words", format!("{short} {long}")),
        ("a phrase", format!("\"{phrase}\"")),
    ]
    .map(|(name, words)| (format!("search: {name}"), words))
    .to_vec()
}

fn ask(store: &Indexed, name: &str, query: &Query) {
    let mut times: Vec<Duration> = Vec::new();
    let mut left = 0;
    let start = Instant::now();
    for round in 0..ROUNDS {
        if round > 2 && start.elapsed() > Duration::from_secs(20) {
            break;
        }
        // Another question each time, so that no answer is remembered.
        let mut query = query.clone();
        query.filter.words.extend(std::iter::repeat_n(' ', round));
        let start = Instant::now();
        let results = store.run(&Arc::new(query), &|| false).expect("nobody stops it");
        left = results.documents.len();
        times.push(start.elapsed());
    }
    let first = times.first().copied().unwrap_or_default();
    times.sort();
    let at = |share: f64| ms(times[((times.len() - 1) as f64 * share) as usize]);
    row(name, &format!("p50 {}, p95 {}, first {}", at(0.5), at(0.95), ms(first)), &count(left, "documents"));
}

/// Documents all over the corpus, each read anew.
fn opening(store: &Indexed) {
    let mut times: Vec<Duration> = (0..200_u64)
        .filter_map(|number| {
            let document = DocId((number * 7_919_993 % store.len().max(1) as u64) as u32);
            let start = Instant::now();
            store.entry(document)?;
            Some(start.elapsed())
        })
        .collect();
    times.sort();
    let at = |share: f64| ms(times[((times.len() - 1) as f64 * share) as usize]);
    row("open a document", &format!("p50 {}, p95 {}", at(0.5), at(0.95)), "");
}

/// Lists that have to be made of all documents.
fn lists(store: &Indexed, all: &Results) {
    let start = Instant::now();
    let whole = store.complete(all, Some(Tab::Timeline), &|| false).expect("nobody stops it");
    let time = format!("{:.1} s", start.elapsed().as_secs_f64());
    row("timeline of everything", &time, &count(whole.timeline.len(), "facts"));
    let query = Query { facts: Sort { by: FactKey::Who, descending: false }, ..Query::default() };
    let results = store.run(&Arc::new(query), &|| false).expect("nobody stops it");
    let start = Instant::now();
    let whole = store.complete(&results, Some(Tab::Facts), &|| false).expect("nobody stops it");
    let time = format!("{:.1} s", start.elapsed().as_secs_f64());
    row("facts of everything by name", &time, &count(whole.facts.len(), "facts"));
}

fn row(name: &str, time: &str, left: &str) {
    println!("| {name} | {time} | {left} |");
}

fn count(number: usize, of: &str) -> String {
    format!("{number} {of}")
}

fn ms(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1e3)
}

/// A line of what the system says of this process.
fn memory(line: &str) -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let value = status.lines().find_map(|found| found.strip_prefix(line)?.strip_prefix(':'));
    value
        .and_then(|value| value.trim().strip_suffix(" kB")?.parse::<f64>().ok())
        .map_or_else(|| "not known".to_owned(), |kilobytes| format!("{:.0} MB", kilobytes / 1024.0))
}
