//! A file of what the user said of a corpus, as JSON with a version: found beside the documents or in the user's
//! folder, read, and told as a problem where it is damaged.
//!
//! Reads; who writes one makes it whole with [`OwnFile::to_text`].

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde::{Serialize, de::DeserializeOwned};

use crate::model::{Problem, ProblemKind};

use super::own::OwnFolders;

/// Why such a file is of no use.
#[derive(Debug, thiserror::Error)]
pub enum OwnReadError {
    /// The system refused.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// It is not what this program writes.
    #[error("{0}")]
    Malformed(#[from] serde_json::Error),
    /// A later program wrote it.
    #[error("written by a later Balge (version {0}); use that one, or remove the file")]
    Later(u32),
}

/// What such a file holds.
pub trait OwnFile: Default + Serialize + DeserializeOwned {
    /// The file's name.
    const NAME: &'static str;
    /// The version this program writes; it reads no later one.
    const VERSION: u32;

    /// The version that was written.
    fn version(&self) -> u32;

    /// The one of a corpus that is beside the documents or, where there is none, in the user's folder; a
    /// damaged one is a problem and stands for nothing.
    #[must_use]
    fn read(folders: &OwnFolders) -> (Self, Option<Problem>) {
        let Some(path) = Self::path(folders) else { return (Self::default(), None) };
        match Self::parse(&path) {
            Ok(own) => (own, None),
            Err(err) => {
                let path = path.display().to_string();
                (Self::default(), Some(Problem::new(path, ProblemKind::Damaged, err.to_string())))
            }
        }
    }

    /// The file that counts, where there is one.
    #[must_use]
    fn path(folders: &OwnFolders) -> Option<PathBuf> {
        folders.iter().map(|folder| folder.join(Self::NAME)).find(|path| path.exists())
    }

    /// Reads one file.
    ///
    /// # Errors
    /// Where it cannot be read, or not by this program.
    fn parse(path: &Path) -> Result<Self, OwnReadError> {
        let own: Self = serde_json::from_slice(&fs::read(path)?)?;
        if own.version() > Self::VERSION {
            return Err(OwnReadError::Later(own.version()));
        }
        Ok(own)
    }

    /// As the file has it.
    ///
    /// # Errors
    /// Where it cannot be written as JSON.
    fn to_text(&self) -> Result<String, serde_json::Error> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }
}
