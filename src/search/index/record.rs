//! What the index keeps of a document or of a file that gave none, as bytes.
//!
//! The bytes hold everything but what is quickly computed again (the folded text). They are read by the
//! program that wrote them or by one of the same [`super::FORMAT`]; nothing else may read them.

mod stored;
#[cfg(test)]
mod tests;

use crate::{
    lang::Language,
    model::{Document, Facts, Problem},
};

use super::error::IndexError;
use stored::StoredDocument;

/// First byte of a document's record …
const DOCUMENT: u8 = 0;
/// … and of the record of what was wrong with a file.
const PROBLEMS: u8 = 1;

/// A document with everything that is a pure function of it and the language data.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The document.
    pub document: Document,
    /// What it says.
    pub facts: Facts,
    /// Its language.
    pub language: Language,
    /// SHA-256 of the bytes of the file it came from (its own, unless the file holds several documents).
    pub file_sha256: [u8; 32],
}

/// What was wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileProblems {
    /// SHA-256 of the file's bytes, where they could be read.
    pub file_sha256: Option<[u8; 32]>,
    /// Everything that was wrong.
    pub problems: Vec<Problem>,
}

/// Either of them.
#[derive(Clone, Debug, PartialEq)]
pub enum AnyRecord {
    /// A document.
    Document(Box<Record>),
    /// What was wrong with a file.
    Problems(FileProblems),
}

impl Record {
    /// As bytes.
    pub fn to_bytes(&self) -> Result<Vec<u8>, IndexError> {
        // Facts take about half the room of the text.
        let room = Vec::with_capacity(self.document.text.len() * 3 / 2 + 256);
        bytes(room, DOCUMENT, &StoredDocument::new(self))
    }
}

impl FileProblems {
    /// As bytes.
    pub fn to_bytes(&self) -> Result<Vec<u8>, IndexError> {
        bytes(Vec::new(), PROBLEMS, &(self.file_sha256, &self.problems))
    }
}

impl AnyRecord {
    /// From bytes; bytes that are no record are damage.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, IndexError> {
        let damaged = || IndexError::Damaged("a record cannot be read".to_owned());
        match bytes.split_first() {
            Some((&DOCUMENT, rest)) => {
                let stored: StoredDocument<'_> = postcard::from_bytes(rest).map_err(|_| damaged())?;
                Ok(Self::Document(Box::new(stored.read().ok_or_else(damaged)?)))
            }
            Some((&PROBLEMS, rest)) => {
                let (file_sha256, problems) = postcard::from_bytes(rest).map_err(|_| damaged())?;
                Ok(Self::Problems(FileProblems { file_sha256, problems }))
            }
            _ => Err(damaged()),
        }
    }
}

fn bytes(mut room: Vec<u8>, tag: u8, value: &impl serde::Serialize) -> Result<Vec<u8>, IndexError> {
    room.push(tag);
    postcard::to_extend(value, room).map_err(|err| IndexError::Failed(format!("writing a record: {err}")))
}
