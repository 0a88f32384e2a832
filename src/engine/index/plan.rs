//! What there is to do: the files found beside those of the index.
//!
//! Pure; opens no file.

use std::collections::HashMap;

use sha2::{Digest as _, Sha256};

use super::super::read::{Item, Reading};
use crate::{
    corpus::formats::{PlainText, reader_for},
    model::Metadata,
    search::index::{FileStamp, Ledger, short_hash},
};

/// A file to read.
#[derive(Debug)]
pub(super) struct Task {
    /// The file.
    pub item: Item,
    /// What besides its bytes and its name decides how it is read, as a hash.
    pub stated: u64,
    /// Has the index something of it that must go?
    pub is_known: bool,
}

impl Task {
    /// How the file will be known.
    pub fn stamp(&self) -> FileStamp {
        FileStamp {
            path: self.item.path.clone(),
            size: self.item.size,
            changed: self.item.changed,
            stated: self.stated,
        }
    }
}

/// What there is to do.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Files to read, in path order.
    pub tasks: Vec<Task>,
    /// Files of the index that are no more.
    pub gone: Vec<String>,
    /// Number of files that are as they were.
    pub unchanged: usize,
    /// Files of the index by what they hold: a file of the same bytes need not be read again.
    pub by_hash: HashMap<u64, usize>,
}

impl Plan {
    /// Compares.
    pub fn new(items: Vec<Item>, ledger: &Ledger, reading: &Reading) -> Self {
        let mut plan = Self::default();
        let mut seen = vec![false; ledger.files().len()];
        for item in items {
            let stated = stated(&item, reading);
            let known = ledger.find(&item.path);
            if let Some(at) = known {
                seen[at] = true;
                let file = &ledger.files()[at];
                let same = (file.size, file.changed, file.stated) == (item.size, item.changed, stated);
                if same {
                    plan.unchanged += 1;
                    continue;
                }
            }
            plan.tasks.push(Task { item, stated, is_known: known.is_some() });
        }
        for (file, _) in
            ledger.files().iter().zip(&seen).filter(|(file, seen)| !**seen && !file.path.is_empty())
        {
            plan.gone.push(file.path.to_string());
        }
        if !plan.tasks.is_empty() {
            let known = ledger.files().iter().enumerate().filter(|(_, file)| file.hash != 0);
            plan.by_hash = known.map(|(at, file)| (file.hash, at)).collect();
        }
        plan
    }
}

/// What besides its bytes and its name decides how a file is read, as a hash; 0 where there is nothing.
fn stated(item: &Item, reading: &Reading) -> u64 {
    let settings = reading.settings(&item.path);
    let is_plain = reader_for(&item.path).is_none_or(|reader| reader.endings() == plain_endings());
    let has_columns = !is_plain && !settings.mappings.is_empty();
    let mut set = reading.corrections.of_file(&item.path).peekable();
    let nothing = Metadata::default();
    let metadata = item.metadata.as_deref().unwrap_or(&nothing);
    if *metadata == nothing && !has_columns && set.peek().is_none() {
        return 0;
    }
    let columns = if has_columns { Some(&settings.mappings) } else { None };
    // All are plain data: writing them as JSON cannot fail.
    let mut text = serde_json::to_vec(&(metadata, columns)).unwrap_or_default();
    if set.peek().is_some() {
        text.extend(serde_json::to_vec(&set.collect::<Vec<_>>()).unwrap_or_default());
    }
    short_hash(&Sha256::digest(text).into())
}

fn plain_endings() -> &'static [&'static str] {
    use crate::corpus::formats::Reader as _;
    PlainText.endings()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::civil::date;

    use super::*;
    use crate::{
        corpus::{Corrections, Mappings},
        engine::{TextOnly, read::Gathered},
    };

    #[test]
    fn a_file_whose_date_was_set_is_read_again() {
        let reading = |corrections| Reading {
            analyse: Arc::new(TextOnly::embedded().unwrap()),
            mappings: Mappings::default(),
            corrections,
        };
        let item = Gathered::sample().items.remove(0);
        let mut corrections = Corrections::default();
        let before = stated(&item, &reading(corrections.clone()));
        corrections.set_date(&item.path, Some(date(2020, 8, 19)));
        let once = stated(&item, &reading(corrections.clone()));
        corrections.set_date(&item.path, Some(date(2020, 8, 20)));
        assert!(before == 0 && once != 0 && once != stated(&item, &reading(corrections)));
    }
}
