//! Many searches as one: a list of names or queries, a count for each line.
//!
//! A line that cannot be understood is reported in its place; the rest runs.

use std::io::Write;

use crate::search::language::{Matching, Note, Say, note_told};

use super::{export::harmless, filter::Search, store::Store};

/// Longest line that is taken for a search, in characters: longer ones are texts that got among them.
const LONGEST: usize = 1000;

/// A line and what it found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchRow {
    /// One-based line of the list.
    pub line: usize,
    /// As written, without white space around it.
    pub typed: String,
    /// What it found, or why it was not run.
    pub outcome: Result<Found, BadLine>,
}

impl BatchRow {
    /// What is wrong with the line, in the words of `say`; empty where nothing is.
    #[must_use]
    pub fn problem(&self, say: &dyn Say) -> String {
        match &self.outcome {
            Err(BadLine::Nothing) => say.say("batch-nothing", &[]),
            Err(BadLine::TooLong) => say.say("batch-too-long", &[]),
            Ok(found) => {
                let told =
                    |note: &Note| note_told(note.kind, note.span.of(&self.typed).unwrap_or_default(), say);
                found.notes.iter().map(told).collect::<Vec<_>>().join(" ")
            }
        }
    }
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Documents.
    pub documents: usize,
    /// Hits in all of them.
    pub hits: u64,
    /// What of it could not be understood.
    pub notes: Vec<Note>,
}

/// Why a line was not run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadLine {
    /// Nothing in it can be searched for.
    Nothing,
    /// It is too long for a search.
    TooLong,
}

/// The lines of a list that are searches, with their one-based numbers: those that are not empty.
pub fn batch_lines(list: &str) -> impl Iterator<Item = (usize, &str)> {
    let list = list.trim_start_matches('\u{feff}');
    let numbered = list.lines().enumerate().map(|(ix, line)| (ix + 1, line.trim()));
    numbered.filter(|(_, typed)| !typed.is_empty())
}

/// Runs every line that is not empty; `tell` gets each row as it is done. `None` where it was stopped.
pub fn run_batch(
    store: &dyn Store,
    list: &str,
    matching: Matching,
    stop: &(dyn Fn() -> bool + Sync),
    tell: &mut dyn FnMut(BatchRow),
) -> Option<()> {
    for (line, typed) in batch_lines(list) {
        if stop() {
            return None;
        }
        let outcome = if typed.chars().nth(LONGEST).is_some() {
            Err(BadLine::TooLong)
        } else {
            store.count(Search { words: typed, matching }, stop)?.ok_or(BadLine::Nothing)
        };
        tell(BatchRow { line, typed: typed.to_owned(), outcome });
    }
    Some(())
}

/// The rows as a table: line, query, documents, hits, problem. `problems` says what is wrong with each row,
/// empty where nothing is.
pub fn write_batch_csv(
    rows: &[BatchRow],
    problems: &[String],
    out: &mut dyn Write,
) -> std::io::Result<usize> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(["line", "query", "documents", "hits", "problem"])?;
    for (ix, row) in rows.iter().enumerate() {
        let counts = row.outcome.as_ref().ok();
        csv.write_record([
            row.line.to_string(),
            harmless(&row.typed),
            counts.map_or_else(String::new, |found| found.documents.to_string()),
            counts.map_or_else(String::new, |found| found.hits.to_string()),
            harmless(problems.get(ix).map_or("", String::as_str)),
        ])?;
    }
    csv.flush()?;
    Ok(rows.len())
}
