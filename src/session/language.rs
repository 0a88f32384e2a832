//! The language data in use, on a thread of its own: read for each corpus with the user's own files over it,
//! read again when those files change, and the only place where they are written.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    },
    thread,
    time::Duration,
};

use crate::{
    engine::Origin,
    model::Problem,
    pack::{Layered, Pack, PackError},
    query::{Fingerprint, LanguageFolders, OwnFileError},
};

use super::{
    command::{JobEvent, LanguageTask},
    state::{Notice, NoticeKind},
};

/// How often the files are looked at.
const EVERY: Duration = Duration::from_secs(2);

/// The language data in use.
#[derive(Clone)]
pub struct LanguageData {
    /// Lexicons, rules and topics.
    pub pack: Arc<Pack>,
    /// Files of the user's own that are left out, and why.
    pub problems: Vec<Problem>,
}

impl From<Layered> for LanguageData {
    fn from(Layered { pack, problems }: Layered) -> Self {
        Self { pack, problems }
    }
}

/// What the thread is told, with the number of the corpus it is for.
enum Order {
    Open(Origin),
    Change(LanguageTask),
}

/// The thread. Dropping it ends it.
pub(super) struct Language {
    orders: Sender<(u64, Order)>,
}

impl Language {
    /// Starts it; `tell` is called on it with the number of the corpus its news are for. `data` is the
    /// user's data folder, where there is one.
    pub fn start(
        data: Option<PathBuf>,
        tell: impl Fn(u64, JobEvent) + Send + 'static,
    ) -> std::io::Result<Self> {
        let (orders, receive) = channel();
        thread::Builder::new().name("language data".to_owned()).spawn(move || {
            Desk { data, tell: Box::new(tell), open: None }.work(&receive);
        })?;
        Ok(Self { orders })
    }

    /// Reads what a corpus is read with; the answer comes as [`JobEvent::Language`].
    pub fn open(&self, corpus: u64, origin: Origin) {
        // The thread lives as long as this sender.
        let _ = self.orders.send((corpus, Order::Open(origin)));
    }

    /// Changes files of the open corpus, then reads them again.
    pub fn change(&self, corpus: u64, task: LanguageTask) {
        let _ = self.orders.send((corpus, Order::Change(task)));
    }
}

/// The corpus that is open, and the files as they were read.
struct Open {
    corpus: u64,
    folders: LanguageFolders,
    seen: Fingerprint,
    version: String,
    problems: Vec<Problem>,
}

struct Desk {
    data: Option<PathBuf>,
    tell: Box<dyn Fn(u64, JobEvent) + Send>,
    open: Option<Open>,
}

impl Desk {
    fn work(&mut self, orders: &Receiver<(u64, Order)>) {
        loop {
            match orders.recv_timeout(EVERY) {
                Ok((corpus, Order::Open(origin))) => self.open(corpus, &origin),
                Ok((_, Order::Change(task))) => self.change(&task),
                Err(RecvTimeoutError::Timeout) => self.look(),
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    fn open(&mut self, corpus: u64, origin: &Origin) {
        let folders = LanguageFolders::with_data_folder(origin, self.data.as_deref());
        let seen = folders.fingerprint();
        match folders.load() {
            Ok(layered) => {
                self.open = Some(Open {
                    corpus,
                    folders,
                    seen,
                    version: layered.pack.version().to_owned(),
                    problems: layered.problems.clone(),
                });
                self.say(corpus, layered);
            }
            Err(err) => self.broken(corpus, &err),
        }
    }

    fn say(&self, corpus: u64, layered: Layered) {
        (self.tell)(corpus, JobEvent::Language(Arc::new(layered.into())));
    }

    fn broken(&self, corpus: u64, err: &PackError) {
        (self.tell)(corpus, Notice { kind: NoticeKind::Failed, text: err.to_string() }.into());
    }

    /// Have the files changed since they were read?
    fn look(&mut self) {
        let changed = self.open.as_ref().is_some_and(|open| open.folders.fingerprint() != open.seen);
        if changed {
            self.read_again(false);
        }
    }

    /// Reads the files again; tells only what is new, unless it was asked for.
    fn read_again(&mut self, asked: bool) {
        let Some(open) = &mut self.open else { return };
        let corpus = open.corpus;
        open.seen = open.folders.fingerprint();
        match open.folders.load() {
            Ok(layered) if open.version != layered.pack.version() || open.problems != layered.problems => {
                layered.pack.version().clone_into(&mut open.version);
                open.problems.clone_from(&layered.problems);
                self.say(corpus, layered);
            }
            Ok(_) if asked => {
                let notice = Notice { kind: NoticeKind::LanguageUnchanged, text: String::new() };
                (self.tell)(corpus, notice.into());
            }
            Ok(_) => {}
            Err(err) => self.broken(corpus, &err),
        }
    }

    fn change(&mut self, task: &LanguageTask) {
        let Some(open) = &self.open else { return };
        let corpus = open.corpus;
        let done: Result<(), OwnFileError> = match task {
            LanguageTask::Reload => return self.read_again(true),
            LanguageTask::Write(path, text) => open.folders.write(path, text).map(drop),
            LanguageTask::Replace(file, text) => LanguageFolders::replace(file, text),
            LanguageTask::Remove(file) => LanguageFolders::remove(file),
            LanguageTask::Append(path, line) => append(open, path, line),
        };
        if let Err(err) = done {
            (self.tell)(corpus, Notice { kind: NoticeKind::Failed, text: err.to_string() }.into());
        }
        self.read_again(false);
    }
}

/// Adds a line to a file beside the documents; one that stands there already is not written twice.
fn append(open: &Open, path: &str, line: &str) -> Result<(), OwnFileError> {
    let mut text = open.folders.text(path).unwrap_or_default();
    if text.lines().any(|known| known == line) {
        return Ok(());
    }
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text.push_str(line);
    text.push('\n');
    open.folders.write(path, &text).map(drop)
}
