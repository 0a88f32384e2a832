//! Many searches as one: a list of names or queries, a count for each line.
//!
//! A line that cannot be understood is reported in its place; the rest runs.

use std::io::Write;

use crate::search::language::{Matching, Note};

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

/// Runs every line that is not empty; `tell` gets each row as it is done and says whether to go on.
pub fn run_batch(
    store: &dyn Store,
    list: &str,
    matching: Matching,
    stop: &(dyn Fn() -> bool + Sync),
) -> Option<Vec<BatchRow>> {
    let mut rows = Vec::new();
    let list = list.trim_start_matches('\u{feff}');
    for (line, typed) in list.lines().enumerate().map(|(ix, line)| (ix + 1, line.trim())) {
        if typed.is_empty() {
            continue;
        }
        let outcome = if typed.chars().nth(LONGEST).is_some() {
            Err(BadLine::TooLong)
        } else {
            store.count(Search { words: typed, matching }, stop)?.ok_or(BadLine::Nothing)
        };
        rows.push(BatchRow { line, typed: typed.to_owned(), outcome });
    }
    Some(rows)
}

/// The rows as a table: line, query, documents, hits, problem. `problem` says what is wrong with a row, if
/// anything.
pub fn write_batch_csv(
    rows: &[BatchRow],
    problem: &dyn Fn(&BatchRow) -> String,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(["line", "query", "documents", "hits", "problem"])?;
    for row in rows {
        let counts = row.outcome.as_ref().ok();
        csv.write_record([
            row.line.to_string(),
            harmless(&row.typed),
            counts.map_or_else(String::new, |found| found.documents.to_string()),
            counts.map_or_else(String::new, |found| found.hits.to_string()),
            harmless(&problem(row)),
        ])?;
    }
    csv.flush()
}
