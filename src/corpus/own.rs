//! Where that which belongs to a corpus and is the user's lies: `.balge` beside the documents, and a folder
//! of the user's own where that cannot be written.
//!
//! Knows places, not what lies there.

use std::{
    fs,
    path::{Path, PathBuf},
};

use etcetera::{AppStrategy as _, AppStrategyArgs, choose_app_strategy};
use sha2::{Digest as _, Sha256};

/// The folder beside the documents; never read as documents.
pub const CORPUS_FOLDER: &str = ".balge";

/// Folders of this program for the user at hand; `None` without a home.
#[must_use]
pub fn user_folders() -> Option<impl etcetera::AppStrategy> {
    let args = AppStrategyArgs {
        top_level_domain: String::new(),
        author: String::new(),
        app_name: "balge".to_owned(),
    };
    choose_app_strategy(args).ok()
}

/// The two places for one corpus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnFolders {
    /// Beside the documents, where the corpus is a folder.
    pub beside: Option<PathBuf>,
    /// In the user's data folder, where there is one.
    pub data: Option<PathBuf>,
}

impl OwnFolders {
    /// Those of the corpus at `folder`; of the sample corpus with `None`.
    #[must_use]
    pub fn of(folder: Option<&Path>) -> Self {
        let data = user_folders().map(|folders| folders.data_dir());
        Self::with_data_folder(folder, data.as_deref())
    }

    /// The same with a data folder of choice.
    #[must_use]
    pub fn with_data_folder(folder: Option<&Path>, data: Option<&Path>) -> Self {
        let corpus = folder.map(|folder| fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned()));
        let name = corpus.as_deref().map_or("sample".to_owned(), corpus_name);
        Self {
            beside: corpus.filter(|path| path.is_dir()).map(|path| path.join(CORPUS_FOLDER)),
            data: data.map(|data| data.join("corpora").join(name)),
        }
    }

    /// Both, the one beside the documents first.
    pub fn iter(&self) -> impl Iterator<Item = &PathBuf> {
        self.beside.iter().chain(&self.data)
    }
}

/// A corpus' name in the user's own folders: the first eight bytes of the SHA-256 of its path.
#[must_use]
pub fn corpus_name(folder: &Path) -> String {
    let hash = Sha256::digest(folder.as_os_str().as_encoded_bytes());
    let first = hash.iter().take(8).fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
    format!("{first:016x}")
}
