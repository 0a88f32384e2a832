//! Indexing a folder with all its facts, beside tantivy with the bare text, in one run; and what takes room.
//!
//! `cargo bench --no-default-features --bench index -- FOLDER [ROUNDS]`; without a folder, 2,000 generated
//! documents. Only plain UTF-8 texts count as peers: name a folder of .txt files. Then searches for a literal in
//! the open index, beside `rg -c` over the files where ripgrep is installed.

#![allow(clippy::print_stdout, reason = "a bench prints what it measured")]
#![allow(clippy::expect_used, reason = "a bench that cannot go on should stop")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
    time::{Duration, Instant},
};

use balge::{
    corpus::{
        generate::{Generator, Plan},
        walk,
    },
    engine::{
        Analyse, Origin, PackAnalyse, TextOnly,
        index::{IndexPlace, IndexRequest, index},
    },
    pack::Pack,
    query::{Filter, Indexed, Making, Matching, Query, Store as _},
    search::index::{OpenIndex, Reader},
};
use tantivy::{
    Index, TantivyDocument,
    schema::{STORED, Schema, TEXT},
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
    let rounds = arguments.get(1).and_then(|rounds| rounds.parse().ok()).unwrap_or(2);
    for round in 1..=rounds {
        println!("round {round} of {rounds}");
        let bare = bare(&folder);
        ours("texts alone", &folder, Arc::new(TextOnly::embedded().expect("the embedded tables")), bare);
        ours("all facts", &folder, Arc::new(PackAnalyse::new(Arc::clone(&pack))), bare);
    }
}

fn generated(pack: &Arc<Pack>, documents: u64) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let generator = Generator::new(pack, Plan { documents, seed: 1, copies: 0.02 });
    for index in 0..documents {
        let document = generator.document(index);
        let path = folder.path().join(&document.path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder is writable");
        fs::write(path, document.text).expect("the folder is writable");
    }
    folder
}

/// Megabytes a second of tantivy by itself: files read, words by white space and signs, positions, the text
/// stored.
fn bare(folder: &Path) -> f64 {
    let place = tempfile::tempdir().expect("a temporary folder");
    let start = Instant::now();
    let mut schema = Schema::builder();
    let text = schema.add_text_field("text", TEXT | STORED);
    let index = Index::create_in_dir(place.path(), schema.build()).expect("an index");
    let mut writer = index.writer_with_num_threads(cores(), 192 << 20).expect("a writer");
    let mut bytes = 0;
    for file in walk(folder, &|| false).expect("the folder").files {
        let content =
            String::from_utf8_lossy(&fs::read(folder.join(&file.path)).expect("a file")).into_owned();
        bytes += content.len();
        let mut document = TantivyDocument::new();
        document.add_text(text, content);
        writer.add_document(document).expect("a document added");
    }
    writer.commit().expect("a commit");
    writer.wait_merging_threads().expect("merges");
    let seconds = start.elapsed().as_secs_f64();
    let speed = bytes as f64 / 1e6 / seconds;
    let size = size_of(place.path()) as f64;
    println!(
        "  tantivy alone: {seconds:.2} s, {speed:.1} MB/s, {:.1} MB, {:.2} of the text",
        size / 1e6,
        size / bytes as f64
    );
    speed
}

fn ours(name: &str, folder: &Path, analyse: Arc<dyn Analyse>, bare: f64) {
    let root = tempfile::tempdir().expect("a temporary folder");
    let place = IndexPlace::below(root.path(), folder, &analyse.version());
    let at = place.folder();
    let request = IndexRequest {
        place,
        analyse,
        jobs: Some(cores()),
        is_fresh: true,
        is_verified: false,
        follows: false,
    };
    let start = Instant::now();
    let handle = index(request.clone(), |_| {});
    while !handle.is_finished() {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    let bytes = handle.progress().bytes as f64;
    handle.wait().expect("an index");
    let seconds = start.elapsed().as_secs_f64();
    let speed = bytes / 1e6 / seconds;
    let open = OpenIndex::open(&at).expect("the index");
    let reader = open.reader().expect("a commit");
    let totals = reader.totals().expect("totals");
    let size = open.bytes().expect("its size") as f64;
    println!(
        "  {name}: {} documents, {} facts, {seconds:.2} s, {speed:.1} MB/s ({:.2} of tantivy alone), {:.1} MB, {:.2} of the text",
        totals.documents,
        totals.facts,
        speed / bare,
        size / 1e6,
        size / bytes
    );
    let usage = reader.searcher().space_usage().expect("what takes room");
    let mut parts = [0_u64; 6];
    let mut columns: std::collections::BTreeMap<String, u64> = std::collections::BTreeMap::new();
    for segment in usage.segments() {
        let sums = [
            segment.termdict().total(),
            segment.postings().total(),
            segment.positions().total(),
            segment.fast_fields().total(),
            segment.fieldnorms().total(),
            segment.store().total(),
        ];
        for (part, sum) in parts.iter_mut().zip(sums) {
            *part += sum.get_bytes();
        }
        for column in segment.fast_fields().fields() {
            *columns.entry(column.field_name().to_owned()).or_default() += column.total().get_bytes();
        }
    }
    let names = ["terms", "postings", "positions", "columns", "norms", "records"];
    let told: Vec<String> =
        names.iter().zip(parts).map(|(name, part)| format!("{name} {:.2}", part as f64 / 1e6)).collect();
    println!("    {} segments, MB: {}", usage.segments().len(), told.join(", "));
    let told: Vec<String> =
        columns.iter().map(|(name, bytes)| format!("{name} {:.2}", *bytes as f64 / 1e6)).collect();
    println!("    columns, MB: {}", told.join(", "));
    let making = Making::new(Origin::Folder(folder.to_owned()), &*request.analyse);
    literals(folder, reader, making);
    let start = Instant::now();
    let changes = index(IndexRequest { is_fresh: false, ..request }, |_| {}).wait().expect("a refresh");
    println!("    nothing new in {} files: {:.0} ms", changes.unchanged, start.elapsed().as_secs_f64() * 1e3);
}

/// Words of the texts, searched for letter by letter, each once: the median of the open index and of ripgrep.
fn literals(folder: &Path, reader: Reader, making: Making) {
    let store = Indexed::new(reader, making, None).expect("the index can be read");
    let files = walk(folder, &|| false).expect("the folder").files;
    let words: std::collections::BTreeSet<String> = (1..12)
        .filter_map(|part| files.get(files.len() * part / 12))
        .filter_map(|file| fs::read_to_string(folder.join(&file.path)).ok())
        .filter_map(|text| {
            let is_plain = |word: &&str| word.chars().count() > 3 && word.chars().all(char::is_alphabetic);
            text.split_whitespace().find(is_plain).map(str::to_owned)
        })
        .collect();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for word in words {
        let filter = Filter { words: word.clone(), matching: Matching::Exact, ..Filter::default() };
        let query = Arc::new(Query { filter, ..Query::default() });
        let start = Instant::now();
        store.run(&query, &|| false).expect("nobody stops it");
        ours.push(start.elapsed());
        let start = Instant::now();
        let Ok(_) = Command::new("rg").args(["-c", "-F", "--", &word]).arg(folder).output() else { return };
        theirs.push(start.elapsed());
    }
    let median = |times: &mut Vec<Duration>| {
        times.sort_unstable();
        times.get(times.len() / 2).map_or(0.0, |time| time.as_secs_f64() * 1e3)
    };
    println!("    a literal: {:.1} ms, rg -c {:.1} ms", median(&mut ours), median(&mut theirs));
}

fn size_of(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).expect("the folder");
    entries.map(|entry| entry.and_then(|entry| entry.metadata()).expect("a file").len()).sum()
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}
