//! The marks of a large folder, in one table: indexing it, reopening, filtering with all counts, searching, opening a
//! document, giving up, memory.
//!
//! `cargo bench --bench scale -- FOLDER [DOCUMENTS]` makes the folder with so many documents (100,000) where it
//! does not exist, indexes it beside it (`FOLDER.index`) where that was not done yet, and prints a table. Indexing and
//! answering run in processes of their own, so that the memory told is theirs.

#![allow(clippy::print_stdout, reason = "a bench prints what it measured")]

use std::{
    cell::RefCell,
    path::{Path, PathBuf},
    process::Command,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    thread,
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

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Times a question is asked.
const ROUNDS: usize = 40;
/// Given to the process that indexes …
const INDEX: &str = "--index";
/// … and to the one that answers.
const MEASURE: &str = "--measure";
/// Documents from which on a corpus counts as of a million.
const LARGE: usize = 500_000;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let Some(folder) = arguments.first().map(PathBuf::from) else {
        println!("cargo bench --bench scale -- FOLDER [DOCUMENTS]");
        return;
    };
    let analyse = Arc::new(PackAnalyse::new(Pack::embedded().expect("the embedded language data")));
    match arguments.get(1).map(String::as_str) {
        Some(INDEX) => return indexed(&folder, analyse),
        Some(MEASURE) => return measure(&folder, &analyse),
        _ => {}
    }
    if !folder.exists() {
        let documents = arguments.get(1).map_or(Ok(100_000), |number| number.parse());
        made(&folder, documents.expect("a number of documents"), &analyse);
    }
    drop(analyse);
    println!("| what | measured | mark | |\n|---|---|---|---|");
    let program = std::env::current_exe().expect("this program");
    // The second time nothing changed.
    for step in [INDEX, INDEX, MEASURE] {
        let status = Command::new(&program).arg(&folder).arg(step).status();
        assert!(status.is_ok_and(|status| status.success()), "{step} failed");
    }
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

/// The index lies beside the folder.
fn place(folder: &Path, analyse: &PackAnalyse) -> IndexPlace {
    IndexPlace::below(&folder.with_extension("index"), folder, &analyse.version())
}

fn indexed(folder: &Path, analyse: Arc<PackAnalyse>) {
    let start = Instant::now();
    let request = IndexRequest {
        place: place(folder, &analyse),
        analyse,
        jobs: thread::available_parallelism().ok().map(usize::from),
        is_fresh: false,
        is_verified: false,
        follows: false,
    };
    let changes = index(request, |_| {}).wait().expect("indexing ends");
    let files = format!("{} files new or changed", changes.added + changes.changed);
    row("indexed", &seconds(start.elapsed()), "", &files);
    row("indexing: resident, at most", &megabytes(memory("VmHWM")), "", "");
}

fn measure(folder: &Path, analyse: &PackAnalyse) {
    let making = Making::new(Origin::Folder(folder.to_owned()), analyse);
    row("before opening: resident", &megabytes(memory("VmRSS")), "", "language data");
    let open = OpenIndex::open(&place(folder, analyse).folder()).expect("the index opens");
    let opened = || {
        let start = Instant::now();
        let reader = open.reader().expect("the newest commit");
        let store = Indexed::new(reader, making.clone(), None).expect("it can be read");
        let all = store.run(&Arc::default(), &|| false).expect("nobody stops it");
        (store, all, start.elapsed())
    };
    let (store, _, time) = opened();
    let start = Instant::now();
    store.keep().expect("the index can be written beside");
    row("opened and answered, for the first time", &seconds(time), "", &seconds(start.elapsed()));
    drop(store);
    let (store, all, time) = opened();
    let marks = Marks::new(store.len());
    let what = format!("{} documents, {} facts", store.len(), all.facts.len());
    row("reopened and answered", &seconds(time), &within(time, Duration::from_secs(1)), &what);
    marks.memory("with it open: resident", "VmRSS");
    row("… of these not of files", &megabytes(memory("RssAnon")), "", "");
    let again = Instant::now();
    let reader = open.reader().expect("the newest commit");
    drop(Indexed::new(reader, making.clone(), Some(&store)).expect("it can be read"));
    row("the next commit prepared", &seconds(again.elapsed()), "", "");
    for (name, filter) in filters(&all) {
        let all = if filter.same_passage { &marks.in_passages } else { &marks.filters };
        ask(&store, &name, &Query { filter, ..Query::default() }, all);
    }
    marks.told("filters", &marks.filters);
    marks.told("filters that must meet in one passage", &marks.in_passages);
    for (by, name) in [(DocumentKey::Date, "by date"), (DocumentKey::Title, "by title")] {
        let documents = Sort { by, descending: true };
        ask(&store, name, &Query { documents, ..Query::default() }, &RefCell::default());
    }
    for (name, words) in words(&store) {
        let documents = Sort { by: DocumentKey::Rank, descending: true };
        let filter = Filter { words, ..Filter::default() };
        ask(&store, &name, &Query { filter, documents, ..Query::default() }, &marks.searches);
    }
    marks.told("searches", &marks.searches);
    opening(&store);
    giving_up(&store);
    marks.memory("after all this: resident", "VmRSS");
    row("… of these not of files", &megabytes(memory("RssAnon")), "", "");
    lists(&store, &all);
    marks.memory("resident, at most", "VmHWM");
    let start = Instant::now();
    drop((store, all));
    row("closed", &ms(start.elapsed()), &within(start.elapsed(), Duration::from_millis(100)), "");
}

/// What is asked of a corpus of a size, and what was measured for it.
struct Marks {
    /// A filter's answer.
    filter: Duration,
    /// A search's.
    search: Duration,
    /// Memory, in megabytes.
    memory: f64,
    filters: RefCell<Vec<Duration>>,
    in_passages: RefCell<Vec<Duration>>,
    searches: RefCell<Vec<Duration>>,
}

impl Marks {
    fn new(documents: usize) -> Self {
        let is_large = documents >= LARGE;
        Self {
            filter: Duration::from_millis(if is_large { 50 } else { 16 }),
            search: Duration::from_millis(50),
            memory: if is_large { 1000.0 } else { 500.0 },
            filters: RefCell::default(),
            in_passages: RefCell::default(),
            searches: RefCell::default(),
        }
    }

    fn told(&self, name: &str, times: &RefCell<Vec<Duration>>) {
        let mut times = times.borrow_mut();
        times.sort();
        let mark = if name == "searches" { self.search } else { self.filter };
        let (p50, p95) = (at(&times, 0.5), at(&times, 0.95));
        let what = format!("{} times", times.len());
        row(&format!("all {name}"), &format!("p50 {}, p95 {}", ms(p50), ms(p95)), &within(p95, mark), &what);
    }

    fn memory(&self, name: &str, line: &str) {
        let found = memory(line);
        let is_held = if found <= self.memory { "held" } else { "missed" };
        row(name, &megabytes(found), &format!("≤ {} MB: {is_held}", self.memory), "");
    }
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
    let frequent = words.first().copied().unwrap_or_default();
    [
        ("one of the most frequent words", frequent.to_owned()),
        ("a word", (*short).to_owned()),
        ("a long word", (*long).to_owned()),
        ("two words", format!("{short} {long}")),
        ("a phrase", format!("\"{phrase}\"")),
    ]
    .map(|(name, words)| (format!("search: {name}"), words))
    .to_vec()
}

fn ask(store: &Indexed, name: &str, query: &Query, all: &RefCell<Vec<Duration>>) {
    let mut times: Vec<Duration> = Vec::new();
    let mut left = 0;
    let (start, before) = (Instant::now(), processor_time());
    for round in 0..ROUNDS {
        if round > 2 && start.elapsed() > Duration::from_secs(20) {
            break;
        }
        // Another question each time, so that no answer is remembered.
        let mut query = query.clone();
        if !query.filter.words.is_empty() {
            query.filter.words.extend(std::iter::repeat_n(' ', round));
        }
        let start = Instant::now();
        let results = store.run(&Arc::new(query), &|| false).expect("nobody stops it");
        left = results.documents.len();
        times.push(start.elapsed());
    }
    let first = times.first().copied().unwrap_or_default();
    let used = (processor_time() - before) / times.len().max(1) as f64;
    all.borrow_mut().extend(&times);
    times.sort();
    let measured = format!("p50 {}, p95 {}, first {}", ms(at(&times, 0.5)), ms(at(&times, 0.95)), ms(first));
    row(name, &measured, "", &format!("{left} documents, {used:.1} ms of all cores"));
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
    let (p50, p95) = (at(&times, 0.5), at(&times, 0.95));
    let mark = within(p95, Duration::from_millis(30));
    row("open a document with its facts", &format!("p50 {}, p95 {}", ms(p50), ms(p95)), &mark, "");
}

/// A search that reads all documents, given up after a moment.
fn giving_up(store: &Indexed) {
    let mut filter = Filter { words: "title:a* OR said:b*".to_owned(), ..Filter::default() };
    filter.same_passage = true;
    let query = Arc::new(Query { filter, ..Query::default() });
    let stopped = AtomicBool::new(false);
    let time = thread::scope(|scope| {
        let run = scope.spawn(|| store.run(&query, &|| stopped.load(Relaxed)).is_none());
        thread::sleep(Duration::from_millis(300));
        let start = Instant::now();
        stopped.store(true, Relaxed);
        let was_stopped = run.join().expect("it ends");
        (start.elapsed(), was_stopped)
    });
    let what = if time.1 { "stopped" } else { "was over before" };
    row("given up", &ms(time.0), &within(time.0, Duration::from_millis(100)), what);
}

/// Lists that have to be made of all documents.
fn lists(store: &Indexed, all: &Results) {
    let query = Query { facts: Sort { by: FactKey::Who, descending: false }, ..Query::default() };
    let by_name = store.run(&Arc::new(query), &|| false).expect("nobody stops it");
    let made = [
        ("timeline of everything", Tab::Timeline, all),
        ("facts of everything by name", Tab::Facts, &by_name),
    ];
    for (name, tab, results) in made {
        let (start, before) = (Instant::now(), processor_time());
        let whole = store.complete(results, Some(tab), &|| false).expect("nobody stops it");
        let list = if tab == Tab::Timeline { &whole.timeline } else { &whole.facts };
        let used = (processor_time() - before) / 1e3;
        row(name, &seconds(start.elapsed()), "", &format!("{} facts, {used:.1} s of all cores", list.len()));
        row("… with it: not of files", &megabytes(memory("RssAnon")), "", "");
    }
}

fn at(sorted: &[Duration], share: f64) -> Duration {
    sorted.get((sorted.len().saturating_sub(1) as f64 * share) as usize).copied().unwrap_or_default()
}

fn row(name: &str, measured: &str, mark: &str, what: &str) {
    println!("| {name} | {measured} | {mark} | {what} |");
}

fn within(time: Duration, mark: Duration) -> String {
    format!("≤ {} ms: {}", mark.as_millis(), if time <= mark { "held" } else { "missed" })
}

fn ms(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1e3)
}

fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}

fn megabytes(number: f64) -> String {
    format!("{number:.0} MB")
}

/// What this process used of all cores so far, in milliseconds; hundredths of a second are counted.
fn processor_time() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name of the program may hold spaces; it ends with the last bracket.
    let rest = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let of = |field: usize| rest.split_whitespace().nth(field).and_then(|ticks| ticks.parse::<f64>().ok());
    (of(11).unwrap_or_default() + of(12).unwrap_or_default()) * 10.0
}

/// A line of what the system says of this process, in megabytes; nothing where it says nothing.
fn memory(line: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let value = status.lines().find_map(|found| found.strip_prefix(line)?.strip_prefix(':'));
    let kilobytes = value.and_then(|value| value.trim().strip_suffix(" kB")?.parse::<f64>().ok());
    kilobytes.map_or(f64::NAN, |kilobytes| kilobytes / 1024.0)
}
