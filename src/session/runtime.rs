//! Does the work that `apply` asks for, off the window's thread, and brings the news back.
//!
//! Changes no state itself: every result is a [`JobEvent`] for `apply`.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
        mpsc::{Receiver, Sender, channel},
    },
    thread,
    time::{Duration, Instant},
};

use crate::{
    corpus::{Mappings, OwnFile as _, OwnFolders, table_head},
    engine::{Analyse, Origin, PackAnalyse, Progress},
    query::{
        ExportHeader, Matching, Query, Results, SavedView, Store, Tab, Views, ViewsError, Worker,
        WorkerEvent, compare, explain, keep_columns, keep_date, preview_topic, remove_view,
        report::write_import_csv, run_batch, see, write_batch_csv, write_csv, write_jsonl, write_view,
        write_whole,
    },
};

use super::{
    command::{Effect, ExportFormat, Job, JobEvent, TopicPreviewJob},
    comparing::{Comparer, report},
    keep::{Keeper, Kept},
    language::{Language, LanguageData},
    reading::{ReadEvent, ReadRequest, Reading},
    state::{Notice, NoticeKind},
};

/// Lines of a list of searches that are done are told this often.
const BATCH_NEWS: Duration = Duration::from_millis(150);

/// Wakes the window so that it asks for news.
pub type Waker = Arc<dyn Fn() + Send + Sync>;

/// Threads and files of one program.
pub struct Runtime {
    analyse: Arc<dyn Analyse>,
    keeper: Option<Keeper>,
    waker: Waker,
    sender: Sender<(u64, JobEvent)>,
    news: Receiver<(u64, JobEvent)>,
    /// Number of the corpus opened last: news of those before are dropped.
    corpus: u64,
    reading: Option<Reading>,
    /// Is all there is not read yet?
    is_reading: bool,
    worker: Option<Arc<Worker>>,
    comparer: Option<Comparer>,
    last_question: (Arc<Query>, Tab),
    files: Sender<FileJob>,
    /// Reads the user's own language data; without it, `analyse` stays as it is.
    language: Option<Language>,
    /// The corpus whose language data is being read before it is loaded.
    opening: Option<Origin>,
    /// The corpus that is open.
    origin: Option<Origin>,
    /// Number of the load begun last: what those before tell of their end does not count.
    loads: Arc<AtomicU64>,
    /// Raised with every edit of a topic: work on those before is given up.
    previewed: Arc<AtomicU64>,
    /// Raised with every list of searches: work on those before is given up.
    batches: Arc<AtomicU64>,
}

/// Work on files: done in the order it is asked for, one after the other.
type FileJob = Box<dyn FnOnce() + Send>;

impl Runtime {
    /// `keeper` keeps settings and place between runs; without one nothing is kept.
    pub fn new(analyse: Arc<dyn Analyse>, keeper: Option<Keeper>, waker: Waker) -> std::io::Result<Self> {
        let (sender, news) = channel();
        let (files, jobs) = channel::<FileJob>();
        thread::Builder::new().name("files".to_owned()).spawn(move || {
            for job in jobs {
                job();
            }
        })?;
        Ok(Self {
            analyse,
            keeper,
            waker,
            sender,
            news,
            corpus: 0,
            reading: None,
            is_reading: false,
            worker: None,
            comparer: None,
            last_question: (Arc::default(), Tab::default()),
            files,
            language: None,
            opening: None,
            origin: None,
            loads: Arc::default(),
            previewed: Arc::default(),
            batches: Arc::default(),
        })
    }

    /// With the user's own language data for each corpus, in its files and in `data`, the user's data folder.
    pub fn with_language(mut self, data: Option<PathBuf>) -> std::io::Result<Self> {
        let (sender, waker) = (self.sender.clone(), Arc::clone(&self.waker));
        self.language = Some(Language::start(data, move |corpus, event| {
            let _ = sender.send((corpus, event));
            waker();
        })?);
        Ok(self)
    }

    /// Everything new since the last time, for `apply`. Call it once a frame.
    pub fn news(&mut self) -> Vec<JobEvent> {
        let corpus = self.corpus;
        let mut events: Vec<JobEvent> = Vec::new();
        let told: Vec<_> = self.news.try_iter().collect();
        for (number, event) in told {
            if number != corpus && number != 0 {
                continue;
            }
            if let JobEvent::Language(language) = &event {
                self.understand(language);
            }
            events.push(event);
        }
        self.is_reading &= !events.iter().any(|event| matches!(event, JobEvent::Loaded(_)));
        if let Some(progress) = self.reading.as_ref().filter(|_| self.is_reading).and_then(Reading::progress)
        {
            events.push(JobEvent::Progress(progress));
        }
        for event in &events {
            if let JobEvent::Compared(generation, _) = event {
                self.comparer.take_if(|comparer| comparer.is_of(*generation));
            }
        }
        events.extend(self.comparer.as_ref().and_then(Comparer::progress));
        events
    }

    /// Is work going on whose progress is worth showing?
    #[must_use]
    pub fn is_loading(&self) -> bool {
        self.is_reading || self.opening.is_some() || self.comparer.is_some()
    }

    /// Does what is its own to do; gives the rest back to the window.
    pub fn run(&mut self, effects: Vec<Effect>) -> Vec<Effect> {
        let mut rest = Vec::new();
        for effect in effects {
            match effect {
                Effect::Job(job) => self.job(job),
                other => rest.push(other),
            }
        }
        rest
    }

    fn teller(&self, number: u64) -> impl Fn(JobEvent) + Send + 'static {
        let (sender, waker) = (self.sender.clone(), Arc::clone(&self.waker));
        move |event| {
            // Without a receiver the program is ending.
            let _ = sender.send((number, event));
            waker();
        }
    }

    fn job(&mut self, job: Job) {
        let tell = self.teller(0);
        match job {
            Job::Load(origin) => self.open(origin),
            Job::CancelLoad => {
                if let Some(reading) = &self.reading {
                    reading.cancel();
                }
            }
            Job::Ask(query, shown) => {
                self.last_question = (Arc::clone(&query), shown);
                if let Some(worker) = &self.worker {
                    worker.ask(query, shown);
                }
            }
            Job::Keep(kept) => {
                if let Some(keeper) = self.keeper.clone() {
                    self.on_files(move || keep(&keeper, &kept, &tell));
                }
            }
            Job::ListViews(origin) => self.on_files(move || list(&origin, &tell)),
            Job::AddView(origin, view, open) => self.on_files(move || match Views::of(&origin).add(&view) {
                Ok(stored) => tell(JobEvent::ViewAdded(origin, stored, open)),
                Err(err) => failed(&err, &tell),
            }),
            Job::WriteView(origin, path, view) => self.on_files(move || {
                let written = write_view(&path, &view);
                settle(&origin, written, &tell);
            }),
            Job::RemoveView(origin, path) => self.on_files(move || {
                let removed = remove_view(&path);
                settle(&origin, removed, &tell);
            }),
            Job::Seen(path, store, results) => self.on_files(move || seen(&path, &*store, &results, &tell)),
            Job::Head(origin, table) => self.on_files(move || tell(look(&origin, table))),
            Job::KeepColumns(origin, table, mapping) => {
                self.on_files(move || {
                    match keep_columns(&OwnFolders::of(origin.folder()), &table, mapping) {
                        Ok(aside) => tell(JobEvent::ColumnsKept(aside)),
                        Err(err) => failed(&err, &tell),
                    }
                });
            }
            Job::KeepDate(origin, document, date) => {
                self.on_files(move || match keep_date(&OwnFolders::of(origin.folder()), &document, date) {
                    Ok(aside) => tell(JobEvent::DateKept(aside)),
                    Err(err) => failed(&err, &tell),
                });
            }
            Job::Language(task) => {
                if let Some(language) = &self.language {
                    language.change(self.corpus, task);
                }
            }
            Job::Preview(preview) => self.preview(preview),
            Job::Explain(store, pack, document, byte, fact) => {
                let tell = self.teller(self.corpus);
                self.aside("explain", move || {
                    if let Some(entry) = store.entry(document) {
                        let row = fact.and_then(|fact| store.fact_row(fact));
                        tell(JobEvent::Explained(Arc::new(explain(&entry, &pack, byte, row))));
                    }
                });
            }
            Job::CompareFacts(before, after) => {
                let tell = self.teller(self.corpus);
                self.aside("compare", move || {
                    if let Some(found) = compare(&*before, &*after, &|| false) {
                        tell(JobEvent::FactsCompared(Arc::new(found)));
                    }
                });
            }
            Job::Export(format, path, store, results, view) => {
                self.on_files(move || export(format, &path, &*store, &results, &view, &tell));
            }
            Job::Compare(store) => {
                // One that is under way is given up first.
                self.comparer = None;
                match Comparer::start(store, self.teller(self.corpus)) {
                    Ok(comparer) => self.comparer = Some(comparer),
                    Err(err) => failed(&err, &tell),
                }
            }
            Job::StopComparing => self.comparer = None,
            Job::Report(store, known, query) => {
                if let Err(err) = report(store, known, query, self.teller(self.corpus)) {
                    failed(&err, &tell);
                }
            }
            Job::Batch(store, list, matching) => self.batch(store, list, matching),
            Job::StopBatch => drop(self.batches.fetch_add(1, Relaxed)),
            Job::ExportBatch(path, rows, problems) => self.on_files(move || {
                let written = write_whole(&path, |out| write_batch_csv(&rows, &problems, out));
                settle_export(&path, written.map(drop), &tell);
            }),
            Job::ExportReport(path, report) => self.on_files(move || {
                let written = write_whole(&path, |out| write_import_csv(report.rows_shown(), out));
                settle_export(&path, written.map(drop), &tell);
            }),
        }
    }

    fn on_files(&self, job: impl FnOnce() + Send + 'static) {
        // The thread lives as long as this sender.
        let _ = self.files.send(Box::new(job));
    }

    /// Waits until everything asked of files so far is done; for the end of the program.
    pub fn finish(&mut self) {
        self.reading = None;
        self.comparer = None;
        let (done, wait) = channel::<()>();
        self.on_files(move || drop(done));
        let _ = wait.recv();
    }

    /// Works on a thread of its own: neither the window nor files wait for it.
    fn aside(&self, name: &str, work: impl FnOnce() + Send + 'static) {
        if let Err(err) = thread::Builder::new().name(name.to_owned()).spawn(work) {
            failed(&err, &self.teller(0));
        }
    }

    /// Works out what an edited topic changes; what was worked out for an edit before is given up.
    fn preview(&mut self, preview: Option<TopicPreviewJob>) {
        self.previewed.fetch_add(1, Relaxed);
        let Some(TopicPreviewJob { store, pack, topic, number }) = preview else { return };
        let (latest, own) = (Arc::clone(&self.previewed), self.previewed.load(Relaxed));
        let tell = self.teller(self.corpus);
        self.aside("topic preview", move || {
            let stop = || latest.load(Relaxed) != own;
            preview_topic(&*store, &pack, *topic, number, &stop, &mut |news| {
                tell(JobEvent::Previewed(Arc::new(news)));
            });
        });
    }

    /// Runs a list of searches; one that is under way is given up.
    fn batch(&mut self, store: Arc<dyn Store>, list: String, matching: Matching) {
        let own = self.batches.fetch_add(1, Relaxed) + 1;
        let latest = Arc::clone(&self.batches);
        let tell = self.teller(self.corpus);
        self.aside("searches", move || {
            let stop = || latest.load(Relaxed) != own;
            let of = store.generation();
            let (mut rows, mut told) = (Vec::new(), Instant::now());
            let all = run_batch(&*store, &list, matching, &stop, &mut |row| {
                rows.push(row);
                if told.elapsed() >= BATCH_NEWS {
                    tell(JobEvent::Batch(of, Arc::new(rows.clone()), false));
                    told = Instant::now();
                }
            });
            if all.is_some() {
                tell(JobEvent::Batch(of, Arc::new(rows), true));
            }
        });
    }

    /// Opens a corpus, once its language data is known.
    fn open(&mut self, origin: Origin) {
        self.corpus += 1;
        self.reading = None;
        self.worker = None;
        self.origin = Some(origin.clone());
        match &self.language {
            Some(language) => {
                language.open(self.corpus, origin.clone());
                self.opening = Some(origin);
            }
            None => self.load(origin),
        }
    }

    /// Other language data is in use from now on: the corpus is read with it.
    fn understand(&mut self, language: &LanguageData) {
        self.analyse = Arc::new(PackAnalyse::new(Arc::clone(&language.pack)));
        if let Some(origin) = self.opening.take() {
            self.load(origin);
        } else if let Some((origin, worker)) = self.origin.clone().zip(self.worker.clone()) {
            self.load_again(origin, worker);
        }
    }

    /// Reads the open corpus again; until all of it is there, questions are answered from what was.
    fn load_again(&mut self, origin: Origin, worker: Arc<Worker>) {
        self.reading = None;
        self.comparer = None;
        self.read(origin, worker, true);
    }

    /// Reads a corpus for the worker: whatever comes, or only what is complete.
    fn read(&mut self, origin: Origin, worker: Arc<Worker>, whole: bool) {
        let (over, tell) = (Arc::new(self.over()), self.teller(self.corpus));
        let request = ReadRequest::new(origin, Arc::clone(&self.analyse));
        let reading = Reading::start(request, move |event| match event {
            ReadEvent::Content(content) if content.is_complete() || !whole => worker.replace(content),
            ReadEvent::Content(_) => {}
            // It is over once the last of it is shown.
            ReadEvent::Over(progress) => {
                let over = Arc::clone(&over);
                worker.afterwards(move || over(progress));
            }
            ReadEvent::Failed(err) => failed(&err, &tell),
        });
        self.is_reading = reading.is_ok();
        match reading {
            Ok(reading) => self.reading = Some(reading),
            Err(err) => failed(&err, &self.teller(self.corpus)),
        }
    }

    /// Tells the end of a load, unless another was begun in the meantime.
    fn over(&self) -> impl Fn(Progress) + Send + Sync + 'static {
        let number = self.loads.fetch_add(1, Relaxed) + 1;
        let (loads, tell) = (Arc::clone(&self.loads), self.teller(self.corpus));
        move |progress| {
            if loads.load(Relaxed) == number {
                tell(JobEvent::Loaded(progress));
            }
        }
    }

    fn load(&mut self, origin: Origin) {
        let tell = self.teller(self.corpus);
        // The load before is cancelled when it is dropped.
        self.reading = None;
        self.comparer = None;
        let worker = Worker::start({
            let tell = self.teller(self.corpus);
            move |event| {
                tell(match event {
                    WorkerEvent::Store(store) => JobEvent::Store(store),
                    WorkerEvent::Results(results) => JobEvent::Results(results),
                    WorkerEvent::Failed(err) => {
                        Notice { kind: NoticeKind::Failed, text: err.to_string() }.into()
                    }
                });
            }
        });
        let worker = match worker {
            Ok(worker) => Arc::new(worker),
            Err(err) => return failed(&err, &tell),
        };
        let (query, shown) = &self.last_question;
        worker.ask(Arc::clone(query), *shown);
        self.worker = Some(Arc::clone(&worker));
        self.read(origin, worker, false);
    }
}

/// Reads the head of a table.
fn look(origin: &Origin, table: String) -> JobEvent {
    let folder = origin.folder().unwrap_or(Path::new(""));
    let path = if folder.is_file() { folder.to_owned() } else { folder.join(&table) };
    let (mappings, _) = Mappings::read(&OwnFolders::of(origin.folder()));
    let head = table_head(&path, &table, &mappings).map_err(|err| err.to_string());
    JobEvent::Head(table, head)
}

fn failed(err: &dyn std::error::Error, tell: &dyn Fn(JobEvent)) {
    tell(Notice { kind: NoticeKind::Failed, text: err.to_string() }.into());
}

fn keep(keeper: &Keeper, kept: &Kept, tell: &dyn Fn(JobEvent)) {
    if let Err(err) = keeper.write(kept) {
        failed(&err, tell);
    }
}

fn list(origin: &Origin, tell: &dyn Fn(JobEvent)) {
    let (views, problems) = Views::of(origin).list();
    tell(JobEvent::Views(origin.clone(), views, problems));
}

/// After a change of a view's file: only when it failed does the list have to be read again.
fn settle(origin: &Origin, result: Result<(), ViewsError>, tell: &dyn Fn(JobEvent)) {
    if let Err(err) = result {
        failed(&err, tell);
        list(origin, tell);
    }
}

fn seen(path: &Path, store: &dyn Store, results: &Results, tell: &dyn Fn(JobEvent)) {
    // A corpus that cannot be written to shows nothing as new: not worth a word each time.
    let seen = see(path, results.documents.iter().filter_map(|hit| store.entry(hit.document)));
    if let Some(new) = seen.new {
        tell(JobEvent::NewSinceSeen(path.to_owned(), new.into_iter().collect()));
    }
}

fn export(
    format: ExportFormat,
    path: &Path,
    store: &dyn Store,
    results: &Results,
    view: &SavedView,
    tell: &dyn Fn(JobEvent),
) {
    // Nobody stops it: an answer to which lists are lacking gets them.
    let complete = store.complete(results, Some(Tab::Facts), &|| false);
    let results = complete.as_ref().unwrap_or(results);
    let header = ExportHeader::new(store, results, view);
    let written = write_whole(path, |out| match format {
        ExportFormat::Csv => write_csv(store, results, Some(&header), out),
        ExportFormat::Jsonl => write_jsonl(store, results, Some(&header), out),
        // Asked for as jobs of their own.
        ExportFormat::Report | ExportFormat::Batch => Ok(0),
    });
    settle_export(path, written.map(drop), tell);
}

fn settle_export(path: &Path, written: std::io::Result<()>, tell: &dyn Fn(JobEvent)) {
    match written {
        Ok(()) => tell(Notice { kind: NoticeKind::Exported, text: path.display().to_string() }.into()),
        Err(err) => {
            tell(Notice { kind: NoticeKind::Failed, text: format!("{}: {err}", path.display()) }.into());
        }
    }
}
