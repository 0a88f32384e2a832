//! The system's dialogs for folders and files.
//!
//! They block until the user has answered: call them off the window's thread. Where the system has none, that is
//! told, and the window asks in a dialog of its own.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        mpsc::{Receiver, Sender, channel},
    },
    thread,
    time::{Duration, Instant},
};

use egui::Context;

use crate::session::ExportFormat;

/// A dialog of the system that is gone sooner than a person can answer is not there.
const TOO_SOON: Duration = Duration::from_millis(400);

/// What a dialog answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// This was chosen.
    Chosen(PathBuf),
    /// The user chose nothing.
    Dismissed,
    /// There is no such dialog here.
    Missing,
}

/// Asks for folders and files.
pub trait FileDialogs: Send + Sync {
    /// Asks for a folder, beginning in `start`.
    fn folder(&self, title: &str, start: Option<&Path>) -> Answer;

    /// Asks where a file is to be written; `proposed` is its folder and name unless the user says otherwise.
    fn save(&self, title: &str, proposed: &Path) -> Answer;
}

/// Those of the desktop.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemDialogs;

impl FileDialogs for SystemDialogs {
    fn folder(&self, title: &str, start: Option<&Path>) -> Answer {
        let mut dialog = rfd::FileDialog::new().set_title(title);
        if let Some(start) = start {
            dialog = dialog.set_directory(start);
        }
        answer(|| dialog.pick_folder())
    }

    fn save(&self, title: &str, proposed: &Path) -> Answer {
        let mut dialog = rfd::FileDialog::new().set_title(title);
        if let Some(folder) = proposed.parent() {
            dialog = dialog.set_directory(folder);
        }
        if let Some(name) = proposed.file_name() {
            dialog = dialog.set_file_name(name.to_string_lossy());
        }
        answer(|| dialog.save_file())
    }
}

fn answer(ask: impl FnOnce() -> Option<PathBuf>) -> Answer {
    let begun = Instant::now();
    match ask() {
        Some(path) => Answer::Chosen(path),
        None if begun.elapsed() < TOO_SOON => Answer::Missing,
        None => Answer::Dismissed,
    }
}

/// What a dialog is open for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A folder to open.
    Folder,
    /// A file to export to.
    Export(ExportFormat),
}

/// Asks on threads of their own: no frame waits for a dialog.
pub struct Picker {
    dialogs: Arc<dyn FileDialogs>,
    sender: Sender<(Wanted, Answer)>,
    answers: Receiver<(Wanted, Answer)>,
    /// Dialogs that are open.
    open: usize,
}

impl Picker {
    /// With these dialogs.
    #[must_use]
    pub fn new(dialogs: Arc<dyn FileDialogs>) -> Self {
        let (sender, answers) = channel();
        Self { dialogs, sender, answers, open: 0 }
    }

    /// Asks; `place` is where a folder's dialog begins, or the file that is proposed.
    pub fn ask(&mut self, ctx: &Context, wanted: Wanted, title: String, place: Option<PathBuf>) {
        let (dialogs, sender, ctx) = (Arc::clone(&self.dialogs), self.sender.clone(), ctx.clone());
        self.open += 1;
        let asked = thread::Builder::new().name("file dialog".to_owned()).spawn(move || {
            let answer = match wanted {
                Wanted::Folder => dialogs.folder(&title, place.as_deref()),
                Wanted::Export(_) => dialogs.save(&title, &place.unwrap_or_default()),
            };
            // Without a receiver the window is gone.
            let _ = sender.send((wanted, answer));
            ctx.request_repaint();
        });
        if asked.is_err() {
            let _ = self.sender.send((wanted, Answer::Missing));
        }
    }

    /// What was answered since the last time.
    pub fn answers(&mut self) -> Vec<(Wanted, Answer)> {
        let answers: Vec<_> = self.answers.try_iter().collect();
        self.open = self.open.saturating_sub(answers.len());
        answers
    }

    /// Is a dialog open?
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open > 0
    }
}
