//! Settings and the last session on disk, in the user's config folder.
//!
//! A file that is damaged is kept aside under another name and told; nothing is overwritten unread.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use etcetera::AppStrategy as _;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{
    corpus::user_folders,
    engine::Origin,
    query::{FactRef, Query, Tab, keep_aside, write_whole},
};

use super::{
    settings::{SETTINGS_VERSION, Settings},
    state::{Notice, NoticeKind, State},
};

/// Where the user was.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LastSession {
    /// Version of the file's form.
    pub version: u32,
    /// The folder that was open; none for the sample corpus.
    pub folder: Option<PathBuf>,
    /// The view that was open.
    pub view: Option<PathBuf>,
    /// What was asked.
    pub query: Query,
    /// The open tab.
    pub tab: Tab,
    /// Columns of the facts table.
    pub columns: Vec<String>,
    /// Path of the open document.
    pub document: Option<String>,
    /// The fact stood at, as long as the document is the same.
    pub fact: Option<FactRef>,
    /// The byte at which the reader stood.
    pub place: u32,
}

impl LastSession {
    /// From a state; `None` when nothing is open.
    #[must_use]
    pub fn of(state: &State) -> Option<Self> {
        Some(Self {
            version: SETTINGS_VERSION,
            folder: state.origin.as_ref()?.folder().map(Path::to_owned),
            view: state.open_view.as_ref().map(|open| open.path.clone()),
            query: state.query.lasting(),
            tab: state.tab,
            columns: state.columns.clone(),
            document: state.selection.document.clone(),
            fact: state.selection.fact,
            place: state.selection.place,
        })
    }

    /// The corpus that was open.
    #[must_use]
    pub fn origin(&self) -> Origin {
        self.folder.clone().map_or(Origin::Sample, Origin::Folder)
    }
}

/// What is kept between runs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept {
    /// Settings.
    pub settings: Settings,
    /// Where the user was.
    pub session: Option<LastSession>,
}

/// Reads and writes what is kept.
#[derive(Clone, Debug)]
pub struct Keeper {
    folder: PathBuf,
}

impl Keeper {
    /// In the user's config folder; `None` without a home.
    #[must_use]
    pub fn of_user() -> Option<Self> {
        Some(Self { folder: user_folders()?.config_dir() })
    }

    /// In a folder of choice.
    #[must_use]
    pub fn in_folder(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// What was kept, and news of files that were damaged.
    #[must_use]
    pub fn read(&self) -> (Kept, Vec<Notice>) {
        let mut notices = Vec::new();
        let settings: Option<Settings> = self.read_file("settings.json", &mut notices);
        let session = self.read_file("session.json", &mut notices);
        (Kept { settings: settings.unwrap_or_default().checked(), session }, notices)
    }

    fn read_file<T: DeserializeOwned>(&self, name: &str, notices: &mut Vec<Notice>) -> Option<T> {
        /// Looked at first: a file of a newer program is not damaged, but must not be overwritten either.
        #[derive(Deserialize)]
        struct Versioned {
            version: u32,
        }
        let path = self.folder.join(name);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(err) if err.kind() == io::ErrorKind::NotFound => return None,
            Err(err) => {
                notices.push(Notice { kind: NoticeKind::Failed, text: format!("{}: {err}", path.display()) });
                return None;
            }
        };
        let known =
            serde_json::from_slice(&bytes).is_ok_and(|file: Versioned| file.version <= SETTINGS_VERSION);
        if known && let Ok(value) = serde_json::from_slice(&bytes) {
            return Some(value);
        }
        notices.push(match keep_aside(&path) {
            Ok(aside) => Notice { kind: NoticeKind::KeptAside, text: aside.display().to_string() },
            Err(err) => Notice { kind: NoticeKind::Failed, text: format!("{}: {err}", path.display()) },
        });
        None
    }

    /// Keeps it, each file whole or not at all.
    pub fn write(&self, kept: &Kept) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        self.write_file("settings.json", &kept.settings)?;
        match &kept.session {
            Some(session) => self.write_file("session.json", session),
            None => Ok(()),
        }
    }

    fn write_file<T: Serialize>(&self, name: &str, value: &T) -> io::Result<()> {
        let mut text = serde_json::to_string_pretty(value)?;
        text.push('\n');
        let path = self.folder.join(name);
        if fs::read(&path).is_ok_and(|old| old == text.as_bytes()) {
            return Ok(());
        }
        write_whole(&path, |out| out.write_all(text.as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kept_and_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let keeper = Keeper::in_folder(folder.path().join("config"));
        let (first, notices) = keeper.read();
        assert_eq!((first.settings.clone(), notices.len()), (Settings::default(), 0));
        let mut kept = first;
        kept.settings.zoom = 1.5;
        kept.settings.remember_folder("/a".into());
        kept.session = Some(LastSession {
            version: 1,
            document: Some("a.txt".into()),
            place: 7,
            ..LastSession::default()
        });
        keeper.write(&kept).unwrap();
        assert_eq!(keeper.read().0, kept);
    }

    #[test]
    fn a_damaged_file_is_kept_aside_and_told() {
        let folder = tempfile::tempdir().unwrap();
        let keeper = Keeper::in_folder(folder.path().to_owned());
        for (round, text) in
            ["{", "{\"version\": 99}", "{\"version\":1,\"zoom\":\"big\"}"].into_iter().enumerate()
        {
            fs::write(folder.path().join("settings.json"), text).unwrap();
            let (kept, notices) = keeper.read();
            assert_eq!(kept.settings, Settings::default());
            assert_eq!(notices.len(), 1);
            let aside = folder.path().join(format!("settings.json.damaged-{}", round + 1));
            assert_eq!(fs::read_to_string(aside).unwrap(), text);
        }
    }
}
