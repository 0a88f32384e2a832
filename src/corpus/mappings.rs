//! Which column of a table is what, where the user said so: `columns.json` among what belongs to a corpus.
//!
//! Plain data: [`OwnFile`] reads it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{formats::Mapping, own_file::OwnFile};

/// The columns of each table the user has looked at, by the table's path below the corpus folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mappings {
    version: u32,
    tables: BTreeMap<String, Mapping>,
}

impl Default for Mappings {
    fn default() -> Self {
        Self { version: Self::VERSION, tables: BTreeMap::new() }
    }
}

impl OwnFile for Mappings {
    const NAME: &'static str = "columns.json";
    const VERSION: u32 = 1;

    fn version(&self) -> u32 {
        self.version
    }
}

impl Mappings {
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
    use std::fs;

    use super::*;
    use crate::{corpus::OwnFolders, model::ProblemKind};

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
        fs::write(beside.join(Mappings::NAME), mappings.to_text().unwrap()).unwrap();
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
            fs::write(beside.join(Mappings::NAME), text).unwrap();
            let (read, problem) = Mappings::read(&folders);
            assert_eq!(read, Mappings::default());
            assert_eq!(problem.map(|problem| problem.kind), Some(ProblemKind::Damaged));
        }
    }
}
