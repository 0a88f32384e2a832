//! The index on disk as users meet it: brought up to date, interrupted, shared, damaged, without room.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{
        Arc, OnceLock,
        mpsc::{Receiver, channel},
    },
    thread,
    time::Duration,
};

use balge::{
    corpus::generate::{Generator, Plan},
    engine::{
        Analyse as _, LoadRequest, Origin, PackAnalyse,
        index::{Changes, IndexEvent, IndexHandle, IndexPlace, IndexRequest, index},
        load,
    },
    model::{Problem, ProblemKind},
    pack::Pack,
    search::index::{AnyRecord, IndexError, OpenIndex, Reader, Record},
};
use proptest::prelude::*;
use tempfile::TempDir;

fn pack() -> Arc<Pack> {
    static PACK: OnceLock<Arc<Pack>> = OnceLock::new();
    Arc::clone(PACK.get_or_init(|| Pack::embedded().unwrap()))
}

/// Short texts with facts, each another.
fn text(number: u64) -> String {
    let pack = pack();
    let generator = Generator::new(&pack, Plan { documents: 1_000, seed: 7, copies: 0.0 });
    let text = generator.document(number).text;
    text.split("\n\n").next().unwrap().to_owned()
}

/// A corpus with a place for its index.
struct Corpus {
    folder: TempDir,
    cache: TempDir,
}

impl Corpus {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), cache: tempfile::tempdir().unwrap() }
    }

    fn with(documents: u64) -> Self {
        let corpus = Self::new();
        for number in 0..documents {
            corpus.write(&format!("{}/{number}.txt", number % 3), &text(number));
        }
        corpus
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn request_in(&self, root: &Path) -> IndexRequest {
        let analyse = Arc::new(PackAnalyse::new(pack()));
        IndexRequest {
            place: IndexPlace::below(root, self.folder.path(), &analyse.version()),
            analyse,
            jobs: Some(2),
            is_fresh: false,
            is_verified: true,
            follows: false,
        }
    }

    fn request(&self) -> IndexRequest {
        self.request_in(self.cache.path())
    }

    fn refresh(&self) -> Changes {
        index(self.request(), |_| {}).wait().unwrap()
    }

    fn content(&self) -> Content {
        Content::of(&OpenIndex::open(&self.request().place.folder()).unwrap().reader().unwrap())
    }

    /// What an index made anew elsewhere holds.
    fn fresh(&self) -> Content {
        let root = tempfile::tempdir().unwrap();
        let request = self.request_in(root.path());
        let folder = request.place.folder();
        index(request, |_| {}).wait().unwrap();
        Content::of(&OpenIndex::open(&folder).unwrap().reader().unwrap())
    }
}

/// Everything an index says.
#[derive(Debug, PartialEq)]
struct Content {
    documents: BTreeMap<String, Record>,
    problems: Vec<Problem>,
    counts: (u64, u64, bool),
}

impl Content {
    fn of(reader: &Reader) -> Self {
        let mut documents = BTreeMap::new();
        for (path, address) in reader.documents().unwrap() {
            let AnyRecord::Document(record) = reader.record(address).unwrap() else { panic!("{path}") };
            assert_eq!(documents.insert(path, *record), None);
        }
        let totals = reader.totals().unwrap();
        let counts = (totals.documents, totals.facts, reader.state().complete);
        Self { documents, problems: reader.problems().unwrap(), counts }
    }
}

fn changes(added: usize, changed: usize, moved: usize, removed: usize, unchanged: usize) -> Changes {
    Changes { added, changed, moved, removed, unchanged }
}

#[test]
fn records_are_what_loading_gives() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let cache = tempfile::tempdir().unwrap();
    let analyse = Arc::new(PackAnalyse::new(pack()));
    let place = IndexPlace::below(cache.path(), &seeds, &analyse.version());
    let folder = place.folder();
    let request = IndexRequest {
        place,
        analyse: analyse.clone(),
        jobs: None,
        is_fresh: false,
        is_verified: false,
        follows: false,
    };
    index(request, |_| {}).wait().unwrap();
    let snapshot =
        load(LoadRequest { origin: Origin::Folder(seeds), analyse, jobs: None }, |_| {}).wait().unwrap();
    let content = Content::of(&OpenIndex::open(&folder).unwrap().reader().unwrap());
    let facts: usize = snapshot.entries.iter().map(|entry| entry.facts.count()).sum();
    assert_eq!(content.counts, (snapshot.entries.len() as u64, facts as u64, true));
    assert_eq!(content.problems, snapshot.problems);
    for (record, entry) in content.documents.values().zip(&snapshot.entries) {
        assert_eq!(record.document, entry.document);
        assert_eq!(record.facts, entry.facts);
        assert_eq!(record.language, entry.language);
    }
}

/// What may happen to a folder between two runs.
#[derive(Clone, Debug)]
enum Change {
    Write(u8, u64),
    Touch(u8),
    Move(u8, u8),
    Remove(u8),
    Metadata(u8, u8),
    Bad(u8),
}

fn change() -> impl Strategy<Value = Change> {
    let file = || 0_u8..8;
    prop_oneof![
        (file(), 0_u64..30).prop_map(|(file, text)| Change::Write(file, text)),
        file().prop_map(Change::Touch),
        (file(), file()).prop_map(|(from, to)| Change::Move(from, to)),
        file().prop_map(Change::Remove),
        (file(), 0_u8..3).prop_map(|(file, title)| Change::Metadata(file, title)),
        file().prop_map(Change::Bad),
    ]
}

impl Corpus {
    fn name(number: u8) -> String {
        // One name says a day, which a text without a date of its own takes over.
        match number {
            7 => "c/2020-05-06.txt".to_owned(),
            _ => format!("{}/{number}.txt", ["a", "b"][usize::from(number % 2)]),
        }
    }

    fn apply(&self, change: &Change) {
        match change {
            Change::Write(file, number) => self.write(&Self::name(*file), &text(*number)),
            Change::Touch(file) => {
                if let Ok(text) = fs::read(self.path(&Self::name(*file))) {
                    fs::write(self.path(&Self::name(*file)), text).unwrap();
                }
            }
            Change::Move(from, to) => {
                let to = self.path(&Self::name(*to));
                fs::create_dir_all(to.parent().unwrap()).unwrap();
                let _ = fs::rename(self.path(&Self::name(*from)), to);
            }
            Change::Remove(file) => drop(fs::remove_file(self.path(&Self::name(*file)))),
            Change::Metadata(file, title) => {
                let name = Self::name(*file);
                let (folder, name) = name.split_once('/').unwrap();
                self.write(
                    &format!("{folder}/metadata.csv"),
                    &format!("file,title,date\n{name},T{title},2021-0{}-01\n", title + 1),
                );
            }
            Change::Bad(file) => self.write(&Self::name(*file), "\0\0\0\0"),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]
    #[test]
    fn a_refreshed_index_is_as_a_fresh_one(
        rounds in prop::collection::vec(prop::collection::vec(change(), 0..6), 1..4),
    ) {
        let corpus = Corpus::new();
        for number in 0..4 {
            corpus.apply(&Change::Write(number, u64::from(number)));
        }
        corpus.refresh();
        for round in rounds {
            for change in &round {
                corpus.apply(change);
            }
            corpus.refresh();
            prop_assert_eq!(corpus.content(), corpus.fresh());
        }
        let again = corpus.refresh();
        prop_assert_eq!((again.added, again.changed, again.moved, again.removed), (0, 0, 0, 0));
    }
}

#[test]
fn only_what_changed_is_read() {
    let corpus = Corpus::with(6);
    assert_eq!(corpus.refresh(), changes(6, 0, 0, 0, 0));
    assert_eq!(corpus.refresh(), changes(0, 0, 0, 0, 6));
    fs::rename(corpus.path("0/0.txt"), corpus.path("1/moved.txt")).unwrap();
    fs::remove_file(corpus.path("0/3.txt")).unwrap();
    corpus.write("2/2.txt", &text(20));
    corpus.write("new.txt", &text(21));
    assert_eq!(corpus.refresh(), changes(1, 1, 1, 1, 3));
    corpus.write("1/metadata.csv", "file,title\nmoved.txt,A title\n");
    assert_eq!(corpus.refresh(), changes(0, 1, 0, 0, 5));
    let content = corpus.content();
    assert_eq!(content.documents["1/moved.txt"].document.title(), Some("A title"));
    assert_eq!(content, corpus.fresh());
}

#[test]
fn a_file_that_cannot_be_read_is_listed_until_it_can() {
    let corpus = Corpus::with(2);
    corpus.write("bad.txt", "\0\0\0\0");
    corpus.write("metadata.csv", "file,title\ngone.txt,T\n");
    assert_eq!(corpus.refresh(), changes(3, 0, 0, 0, 0));
    let kinds = |content: &Content| -> Vec<ProblemKind> {
        content.problems.iter().map(|problem| problem.kind).collect()
    };
    assert_eq!(kinds(&corpus.content()), [ProblemKind::Binary, ProblemKind::Metadata]);
    assert_eq!(corpus.refresh(), changes(0, 0, 0, 0, 3));
    corpus.write("bad.txt", &text(9));
    fs::remove_file(corpus.path("metadata.csv")).unwrap();
    assert_eq!(corpus.refresh(), changes(0, 1, 0, 0, 2));
    assert_eq!((corpus.content().problems.len(), corpus.content().counts.0), (0, 3));
}

#[test]
fn a_folder_that_is_away_leaves_its_index_alone() {
    let corpus = Corpus::with(2);
    corpus.refresh();
    let (request, before) = (corpus.request(), corpus.content());
    let away = corpus.folder.path().with_extension("away");
    fs::rename(corpus.folder.path(), &away).unwrap();
    let result = index(request.clone(), |_| {}).wait();
    fs::rename(&away, corpus.folder.path()).unwrap();
    assert!(matches!(result, Err(IndexError::NoFolder { .. })), "{result:?}");
    assert_eq!(corpus.content(), before);
}

#[test]
fn a_damaged_index_is_built_anew() {
    let corpus = Corpus::with(5);
    corpus.refresh();
    let before = corpus.content();
    let folder = corpus.request().place.folder();
    let files: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    let harmed = files.iter().filter(|path| {
        let name = path.file_name().unwrap().to_str().unwrap();
        [".store", ".idx", ".fast"].iter().any(|end| name.ends_with(end)) || name == "meta.json"
    });
    let mut rounds = 0;
    for path in harmed {
        let Ok(bytes) = fs::read(path) else { continue };
        fs::write(path, &bytes[..bytes.len() / 2]).unwrap();
        let done = corpus.refresh();
        assert_eq!(done, changes(5, 0, 0, 0, 0), "{}", path.display());
        assert_eq!(corpus.content(), before);
        rounds += 1;
    }
    assert!(rounds >= 1);
}

/// Starts indexing that follows the folder, with its events.
fn follow(corpus: &Corpus) -> (IndexHandle, Receiver<IndexEvent>) {
    let (send, receive) = channel();
    let request = IndexRequest { follows: true, ..corpus.request() };
    (index(request, move |event| drop(send.send(event))), receive)
}

/// Waits for an event of a kind; what it is waiting for must come.
fn wait_for<T>(events: &Receiver<IndexEvent>, wanted: impl Fn(&IndexEvent) -> Option<T>) -> T {
    loop {
        let event = events.recv_timeout(Duration::from_mins(2)).expect("an event that never came");
        if let Some(found) = wanted(&event) {
            return found;
        }
    }
}

fn up_to_date(event: &IndexEvent) -> Option<Changes> {
    match event {
        IndexEvent::UpToDate(changes) => Some(*changes),
        _ => None,
    }
}

#[test]
fn a_folder_is_followed_while_it_is_open() {
    let corpus = Corpus::with(3);
    let (handle, events) = follow(&corpus);
    assert_eq!(wait_for(&events, up_to_date), changes(3, 0, 0, 0, 0));
    let settled = |content: &Content| *content == corpus.fresh();
    // News may come in several pieces: what counts is where it ends.
    let settle = || {
        for _ in 0..100 {
            wait_for(&events, up_to_date);
            if settled(&corpus.content()) {
                return;
            }
        }
        panic!("the index never said what the folder holds");
    };
    corpus.write("new/deep/a.txt", &text(11));
    settle();
    fs::rename(corpus.path("new"), corpus.path("old")).unwrap();
    settle();
    corpus.write("metadata.csv", "file,title\nold/deep/a.txt,Told\n");
    settle();
    assert_eq!(corpus.content().documents["old/deep/a.txt"].document.title(), Some("Told"));
    fs::remove_dir_all(corpus.path("old")).unwrap();
    settle();
    handle.cancel();
    wait_for(&events, |event| matches!(event, IndexEvent::Finished(None)).then_some(()));
    handle.wait().unwrap();
    assert!(events.try_recv().is_err(), "no event follows the last");
}

#[test]
fn two_at_once_one_writes_and_the_other_reads_and_takes_over() {
    let corpus = Corpus::with(3);
    let (first, first_events) = follow(&corpus);
    wait_for(&first_events, up_to_date);
    assert!(matches!(index(corpus.request(), |_| {}).wait(), Err(IndexError::Busy)));
    let (second, events) = follow(&corpus);
    wait_for(&events, |event| matches!(event, IndexEvent::Busy).then_some(()));
    let reader = wait_for(&events, |event| match event {
        IndexEvent::Opened(reader) => Some(reader.clone()),
        _ => None,
    });
    assert_eq!(reader.totals().unwrap().documents, 3);
    corpus.write("a.txt", &text(12));
    wait_for(&events, |event| match event {
        IndexEvent::Committed(reader) => (reader.totals().unwrap().documents == 4).then_some(()),
        _ => None,
    });
    drop(first);
    wait_for(&events, up_to_date);
    corpus.write("b.txt", &text(13));
    wait_for(&events, up_to_date);
    assert_eq!(corpus.content(), corpus.fresh());
    drop(second);
}

#[test]
fn what_is_cancelled_goes_on_the_next_time() {
    let corpus = Corpus::with(60);
    let (send, events) = channel();
    let handle = index(corpus.request(), move |event| drop(send.send(event)));
    while handle.progress().done == 0 && !handle.is_finished() {
        thread::sleep(Duration::from_millis(1));
    }
    handle.cancel();
    wait_for(&events, |event| matches!(event, IndexEvent::Finished(None)).then_some(()));
    handle.wait().unwrap();
    corpus.refresh();
    assert_eq!(corpus.content(), corpus.fresh());
}

/// `balge index` as a user runs it.
fn command(corpus: &Path, cache: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_balge"));
    command.arg("index").arg(corpus).env("HOME", cache).env("XDG_CACHE_HOME", cache);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// The one index below a cache folder.
fn index_folder(cache: &Path) -> PathBuf {
    let all: Vec<_> =
        fs::read_dir(cache.join("balge/index")).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(all.len(), 1, "{all:?}");
    all[0].clone()
}

#[test]
fn killed_at_any_moment_it_ends_like_an_undisturbed_run() {
    let corpus = Corpus::with(40);
    let calm = tempfile::tempdir().unwrap();
    let start = std::time::Instant::now();
    let output = command(corpus.folder.path(), calm.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let whole = start.elapsed();
    let wanted = Content::of(&OpenIndex::open(&index_folder(calm.path())).unwrap().reader().unwrap());
    assert_eq!(wanted.counts.0, 40);
    let mut random = numbers(0x5eed);
    for round in 0..20 {
        let mut running = command(corpus.folder.path(), corpus.cache.path());
        if round % 4 == 0 {
            running.arg("--fresh");
        }
        let mut running = running.spawn().unwrap();
        thread::sleep(whole.mul_f64(random() * 1.1));
        // SIGKILL: nothing of the program runs any more.
        let _ = running.kill();
        running.wait().unwrap();
        if let Ok(open) = fs::read_dir(corpus.cache.path().join("balge/index"))
            && let Some(Ok(folder)) = open.into_iter().next()
            && let Ok(open) = OpenIndex::open(&folder.path())
        {
            // Whatever moment it was, what is there can be read.
            let seen = Content::of(&open.reader().unwrap());
            assert!(seen.documents.iter().all(|(path, record)| wanted.documents[path] == *record));
        }
    }
    let output = command(corpus.folder.path(), corpus.cache.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let folder = index_folder(corpus.cache.path());
    assert_eq!(Content::of(&OpenIndex::open(&folder).unwrap().reader().unwrap()), wanted);
    // No orphan: every file is one of a live segment or of the index itself.
    let meta = fs::read_to_string(folder.join("meta.json")).unwrap().replace('-', "");
    for entry in fs::read_dir(&folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let own = [
            "meta.json",
            "corpus.json",
            "prepared.bin",
            ".managed.json",
            ".tantivy-writer.lock",
            ".tantivy-meta.lock",
            ".balge-writer.lock",
        ];
        let of_segment = name.len() > 32 && meta.contains(&name[..32]);
        assert!(own.contains(&name.as_str()) || of_segment, "{name} is an orphan");
    }
}

/// Numbers from 0 to 1, the same in every run (the moments they lead to are not).
fn numbers(seed: u64) -> impl FnMut() -> f64 {
    let mut state = seed;
    move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    }
}

#[test]
fn the_command_tells_what_it_did() {
    let corpus = Corpus::with(3);
    corpus.write("bad.txt", "\0\0\0\0");
    let output = command(corpus.folder.path(), corpus.cache.path()).output().unwrap();
    let (told, wrong) =
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert!(output.status.success(), "{wrong}");
    for part in ["documents  3\n", "problems   1\n", "4 new, 0 changed", "MB/s", "of the text"] {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert!(wrong.contains("bad.txt"), "{wrong}");
    let output = command(&corpus.path("nowhere"), corpus.cache.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().contains("hint: check the path"));
}

/// A disk of one megabyte. Only root may make one; who may not goes without this test, and the mapping of the
/// system's error is tested beside it.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_nothing_is_broken() {
    let disk = tempfile::tempdir().unwrap();
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=1m", "none"])
        .arg(disk.path())
        .stderr(Stdio::null())
        .status();
    if !mounted.is_ok_and(|status| status.success()) {
        eprintln!("no disk could be made to fill");
        return;
    }
    let corpus = Corpus::with(4);
    let first = index(corpus.request_in(disk.path()), |_| {}).wait();
    let folder = corpus.request_in(disk.path()).place.folder();
    let before = Content::of(&OpenIndex::open(&folder).unwrap().reader().unwrap());
    for number in 10..400 {
        corpus.write(&format!("more/{number}.txt"), &text(number).repeat(3));
    }
    let second = index(corpus.request_in(disk.path()), |_| {}).wait();
    let after = Content::of(&OpenIndex::open(&folder).unwrap().reader().unwrap());
    for number in 10..400 {
        fs::remove_file(corpus.path(&format!("more/{number}.txt"))).unwrap();
    }
    let third = index(corpus.request_in(disk.path()), |_| {}).wait();
    let last = Content::of(&OpenIndex::open(&folder).unwrap().reader().unwrap());
    // Lazily: merges of the index may still hold a file for a moment.
    let unmounted = Command::new("umount").arg("-l").arg(disk.path()).status().unwrap();
    assert!(unmounted.success());
    assert_eq!(first.unwrap(), changes(4, 0, 0, 0, 0));
    let err = second.unwrap_err();
    assert!(matches!(err, IndexError::Full(_)), "{err:?}");
    assert!(err.hint().contains("make room"));
    assert!(before.documents.iter().all(|(path, record)| after.documents[path] == *record));
    third.unwrap();
    assert_eq!(last, before);
}
