//! What the user knows better than the texts: the days documents were written, in `corrections.json` among
//! what belongs to a corpus. Kept apart from the facts, so it survives when they are found anew.
//!
//! Plain data: [`OwnFile`] reads it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::own_file::OwnFile;

/// What the user set, by the path of the document below the corpus folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrections {
    version: u32,
    /// When documents were written.
    #[serde(default)]
    dates: BTreeMap<String, Date>,
}

impl Default for Corrections {
    fn default() -> Self {
        Self { version: Self::VERSION, dates: BTreeMap::new() }
    }
}

impl OwnFile for Corrections {
    const NAME: &'static str = "corrections.json";
    const VERSION: u32 = 1;

    fn version(&self) -> u32 {
        self.version
    }
}

impl Corrections {
    /// When the document was written, where the user said so.
    #[must_use]
    pub fn date(&self, document: &str) -> Option<Date> {
        self.dates.get(document).copied()
    }

    /// Sets when a document was written; `None` leaves it to the text again.
    pub fn set_date(&mut self, document: &str, date: Option<Date>) {
        match date {
            Some(date) => drop(self.dates.insert(document.to_owned(), date)),
            None => drop(self.dates.remove(document)),
        }
    }

    /// What is said of the documents of one file: of itself, or of those inside it.
    pub fn of_file<'a>(&'a self, file: &'a str) -> impl Iterator<Item = (&'a str, Date)> {
        let from = self.dates.range::<str, _>((std::ops::Bound::Included(file), std::ops::Bound::Unbounded));
        from.take_while(move |(path, _)| path.starts_with(file)).map(|(path, date)| (path.as_str(), *date))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use jiff::civil::date;

    use super::*;
    use crate::{corpus::OwnFolders, model::ProblemKind};

    #[test]
    fn kept_beside_the_documents_and_read_back() {
        let corpus = tempfile::tempdir().unwrap();
        let folders = OwnFolders::with_data_folder(Some(corpus.path()), None);
        assert_eq!(Corrections::read(&folders), (Corrections::default(), None));
        let mut corrections = Corrections::default();
        corrections.set_date("a.csv/2", Some(date(2020, 8, 19)));
        corrections.set_date("b.txt", Some(date(2021, 1, 2)));
        corrections.set_date("c.txt", Some(date(2021, 1, 3)));
        corrections.set_date("c.txt", None);
        let beside = folders.beside.clone().unwrap();
        fs::create_dir(&beside).unwrap();
        fs::write(beside.join(Corrections::NAME), corrections.to_text().unwrap()).unwrap();
        let (read, problem) = Corrections::read(&folders);
        assert_eq!((&read, problem), (&corrections, None));
        assert_eq!(read.of_file("a.csv").collect::<Vec<_>>(), [("a.csv/2", date(2020, 8, 19))]);
        assert_eq!((read.date("b.txt"), read.date("c.txt")), (Some(date(2021, 1, 2)), None));
    }

    #[test]
    fn a_damaged_or_later_file_is_told() {
        let corpus = tempfile::tempdir().unwrap();
        let folders = OwnFolders::with_data_folder(Some(corpus.path()), None);
        let beside = folders.beside.clone().unwrap();
        fs::create_dir(&beside).unwrap();
        for text in ["{", "{\"version\":9}", "{\"version\":1,\"dates\":{\"a\":\"2020-02-31\"}}"] {
            fs::write(beside.join(Corrections::NAME), text).unwrap();
            let (read, problem) = Corrections::read(&folders);
            assert_eq!(read, Corrections::default());
            assert_eq!(problem.map(|problem| problem.kind), Some(ProblemKind::Damaged));
        }
    }
}
