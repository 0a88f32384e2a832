//! Where the index of a corpus lies: in the user's folder for caches, one for each rule set.
//!
//! Everything here may be deleted at any time; that costs only time.

use std::{
    fs,
    path::{Path, PathBuf},
};

use etcetera::AppStrategy as _;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::{
    corpus::{corpus_name, user_folders},
    search::index::{CORPUS_FILE, FORMAT, IndexError, is_being_written},
};

/// The folder of one index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexPlace {
    /// The folder of all indexes.
    root: PathBuf,
    /// The corpus, as the system names it.
    corpus: PathBuf,
    /// The rule set's version.
    version: String,
}

/// What the folder says of itself, for people.
#[derive(Serialize, Deserialize)]
struct About {
    corpus: PathBuf,
    rules: String,
    format: u32,
    program: String,
}

impl IndexPlace {
    /// In the user's folder for caches.
    pub fn of(corpus: &Path, version: &str) -> Result<Self, IndexError> {
        let folders = user_folders().ok_or(IndexError::NoPlace)?;
        Ok(Self::below(&folders.cache_dir().join("index"), corpus, version))
    }

    /// Below a folder of choice.
    #[must_use]
    pub fn below(root: &Path, corpus: &Path, version: &str) -> Self {
        let corpus = fs::canonicalize(corpus).unwrap_or_else(|_| corpus.to_owned());
        Self { root: root.to_owned(), corpus, version: version.to_owned() }
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> PathBuf {
        let hash = Sha256::digest(format!("{FORMAT} {}", self.version));
        let rules = hash.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        self.root.join(format!("{}-{rules:016x}", corpus_name(&self.corpus)))
    }

    /// Was something indexed there before?
    #[must_use]
    pub fn has_index(&self) -> bool {
        self.folder().join("meta.json").is_file()
    }

    /// The corpus, as the system names it.
    #[must_use]
    pub fn corpus(&self) -> &Path {
        &self.corpus
    }

    /// Says in the folder which corpus it belongs to.
    pub(super) fn sign(&self) -> Result<(), IndexError> {
        let path = self.folder().join(CORPUS_FILE);
        let about = About {
            corpus: self.corpus.clone(),
            rules: self.version.clone(),
            format: FORMAT,
            program: env!("CARGO_PKG_VERSION").to_owned(),
        };
        let text = serde_json::to_string_pretty(&about)
            .map_err(|err| IndexError::Failed(format!("naming the corpus: {err}")))?;
        let text = text + "\n";
        if fs::read_to_string(&path).is_ok_and(|old| old == text) {
            return Ok(());
        }
        // Nothing depends on it: a crash in between leaves a file that the next run writes again.
        fs::write(&path, text).map_err(|err| IndexError::io(path, err))
    }

    /// Removes the indexes of the same corpus for other rule sets, unless somebody writes them now. What cannot
    /// be removed stays.
    pub(super) fn remove_others(&self) {
        let own = self.folder();
        let prefix = format!("{}-", corpus_name(&self.corpus));
        let Ok(entries) = fs::read_dir(&self.root) else { return };
        for entry in entries.flatten() {
            let path = entry.path();
            let is_other = path != own && entry.file_name().to_string_lossy().starts_with(&prefix);
            if is_other && path.is_dir() && !is_being_written(&path) {
                let _ = fs::remove_dir_all(path);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_folder_for_each_corpus_and_rule_set() {
        let (root, corpus) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let place = |version| IndexPlace::below(root.path(), corpus.path(), version);
        assert_ne!(place("a").folder(), place("b").folder());
        let other = IndexPlace::below(root.path(), root.path(), "a");
        assert_ne!(place("a").folder(), other.folder());
        for place in [place("a"), place("b"), other.clone()] {
            fs::create_dir(place.folder()).unwrap();
            place.sign().unwrap();
        }
        place("a").remove_others();
        assert!(place("a").folder().exists() && other.folder().exists() && !place("b").folder().exists());
        let about = fs::read_to_string(place("a").folder().join(CORPUS_FILE)).unwrap();
        assert!(about.contains(corpus.path().to_str().unwrap()), "{about}");
    }
}
