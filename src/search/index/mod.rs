//! The index on disk: documents with their facts, all values they can be filtered by, and the positions of
//! their words.
//!
//! - [`schema`] names the columns: what a writer writes and whoever answers questions may read;
//! - [`terms`] says which terms stand for a text, [`StemWords`] which words have a stem;
//! - [`Writer`] writes, [`OpenIndex`] and [`Reader`] read, [`Ledger`] tells which files are in it.
//!
//! Knows records, not folders of documents: walking and reading them is the engine's.

mod document;
mod error;
mod ledger;
mod letters;
mod names;
mod reader;
mod record;
pub mod schema;
mod stems;
pub mod terms;
#[cfg(test)]
mod tests;
mod writer;

pub use document::{FileStamp, day_of_number, document, problems, short_hash};
pub use error::IndexError;
pub use ledger::{Ledger, LedgerFile};
pub use names::{StoredName, read_name, write_name};
pub use reader::{CommitState, OpenIndex, Reader, Totals, all_values, each_value};
pub use record::{AnyRecord, FileProblems, Record};
pub use stems::StemWords;
pub use writer::{CORPUS_FILE, PREPARED_FILE, Writer, is_being_written};

/// Version of everything on disk: fields, terms, records. An index of another version is another index.
pub const FORMAT: u32 = 4;
