//! A document as read: its identity, its text and what is known about it from outside the text.

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Position of a document in one snapshot (path order). Not stable between snapshots: keep paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DocId(pub u32);

/// A further column of `metadata.csv`, kept and filterable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// The column's header.
    pub name: String,
    /// The document's value; never empty.
    pub value: String,
}

/// What is known about a document from outside its text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metadata {
    /// Headline.
    pub title: Option<String>,
    /// Day of publication.
    pub date: Option<Date>,
    /// Outlet.
    pub source: Option<String>,
    /// Every other column, in the order of the file.
    pub columns: Vec<Column>,
}

/// A document's text and identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Path below the corpus folder, with `/` between parts.
    pub path: String,
    /// SHA-256 of the file's bytes.
    pub sha256: [u8; 32],
    /// Name of the encoding it was read in (`UTF-8`, `windows-1256`, …).
    pub encoding: String,
    /// From `metadata.csv` or from the file itself.
    pub metadata: Metadata,
    /// The text: for UTF-8 files exactly the file's bytes, otherwise the decoded characters.
    pub text: Arc<str>,
}

impl Document {
    /// The file's name without folder and ending: the key under which results are compared.
    #[must_use]
    pub fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or(&self.path);
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// The SHA-256 in lower-case hexadecimal.
    #[must_use]
    pub fn sha256_hex(&self) -> String {
        use std::fmt::Write as _;
        self.sha256.iter().fold(String::with_capacity(64), |mut out, byte| {
            let _ = write!(out, "{byte:02x}");
            out
        })
    }
}
