//! Which column of a table is what, where the user said so: `columns.json` among what belongs to a corpus.
//!
//! Reads; who writes it makes it whole with [`Mappings::to_text`].

use std::{collections::BTreeMap, fs, io, path::PathBuf};

use serde::{Deserialize, Serialize};

use crate::model::{Problem, ProblemKind};

use super::{formats::Mapping, own::OwnFolders};

/// The file's name.
pub const MAPPINGS_FILE: &str = "columns.json";

/// The version this program writes; it reads no later one.
const VERSION: u32 = 1;

/// The columns of each table the user has looked at, by the table's path below the corpus folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mappings {
    version: u32,
    tables: BTreeMap<String, Mapping>,
}

impl Default for Mappings {
    fn default() -> Self {
        Self { version: VERSION, tables: BTreeMap::new() }
    }
}

/// Why a file of mappings is of no use.
#[derive(Debug, thiserror::Error)]
pub enum MappingsError {
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

impl Mappings {
    /// The one of a corpus that is beside the documents or, where there is none, in the user's folder; a
    /// damaged one is a problem and stands for nothing.
    #[must_use]
    pub fn read(folders: &OwnFolders) -> (Self, Option<Problem>) {
        let Some(path) = Self::path(folders) else { return (Self::default(), None) };
        match Self::parse(&path) {
            Ok(mappings) => (mappings, None),
            Err(err) => {
                let path = path.display().to_string();
                (Self::default(), Some(Problem::new(path, ProblemKind::Damaged, err.to_string())))
            }
        }
    }

    /// The file that counts, where there is one.
    #[must_use]
    pub fn path(folders: &OwnFolders) -> Option<PathBuf> {
        folders.iter().map(|folder| folder.join(MAPPINGS_FILE)).find(|path| path.exists())
    }

    /// Reads one file.
    pub fn parse(path: &std::path::Path) -> Result<Self, MappingsError> {
        let mappings: Self = serde_json::from_slice(&fs::read(path)?)?;
        if mappings.version > VERSION {
            return Err(MappingsError::Later(mappings.version));
        }
        Ok(mappings)
    }

    /// As the file has it.
    pub fn to_text(&self) -> Result<String, serde_json::Error> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }

    /// What to try for a table, its own mapping first, then those of the other tables: a table of the same
    /// columns need not be mapped again.
    #[must_use]
    pub fn candidates(&self, table: &str) -> Vec<Mapping> {
        let own = self.tables.get(table);
        let others =
            self.tables.iter().filter(|(path, _)| path.as_str() != table).map(|(_, mapping)| mapping);
        own.into_iter().chain(others).cloned().collect()
    }

    /// Remembers the columns of a table; `None` forgets them.
    pub fn set(&mut self, table: &str, mapping: Option<Mapping>) {
        match mapping {
            Some(mapping) => drop(self.tables.insert(table.to_owned(), mapping)),
            None => drop(self.tables.remove(table)),
        }
    }

    /// The columns of one table, where the user said so.
    #[must_use]
    pub fn get(&self, table: &str) -> Option<&Mapping> {
        self.tables.get(table)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mapping(text: &str) -> Mapping {
        Mapping { text: text.into(), ..Mapping::default() }
    }

    #[test]
    fn kept_beside_the_documents_and_read_back() {
        let corpus = tempfile::tempdir().unwrap();
        let data = tempfile::tempdir().unwrap();
        let folders = OwnFolders::with_data_folder(Some(corpus.path()), Some(data.path()));
        assert_eq!(Mappings::read(&folders), (Mappings::default(), None));
        let mut mappings = Mappings::default();
        mappings.set("a/b.csv", Some(mapping("body")));
        mappings.set("c.csv", Some(mapping("story")));
        let beside = folders.beside.clone().unwrap();
        fs::create_dir(&beside).unwrap();
        fs::write(beside.join(MAPPINGS_FILE), mappings.to_text().unwrap()).unwrap();
        let (read, problem) = Mappings::read(&folders);
        assert_eq!((&read, problem), (&mappings, None));
        assert_eq!(read.candidates("c.csv"), [mapping("story"), mapping("body")]);
        assert_eq!(read.candidates("new.csv"), [mapping("body"), mapping("story")]);
    }

    #[test]
    fn a_damaged_or_later_file_is_told() {
        let corpus = tempfile::tempdir().unwrap();
        let folders = OwnFolders::with_data_folder(Some(corpus.path()), None);
        let beside = folders.beside.clone().unwrap();
        fs::create_dir(&beside).unwrap();
        for text in ["{", "{\"version\":9,\"tables\":{}}"] {
            fs::write(beside.join(MAPPINGS_FILE), text).unwrap();
            let (read, problem) = Mappings::read(&folders);
            assert_eq!(read, Mappings::default());
            assert_eq!(problem.map(|problem| problem.kind), Some(ProblemKind::Damaged));
        }
    }
}
