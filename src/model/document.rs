//! A document as read: its identity, its text and what is known about it from outside the text.

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Span, hex};

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

impl Metadata {
    /// What is said here, and where nothing is, what `below` says. Columns of both, those of `below` first;
    /// a column both have is as here.
    #[must_use]
    pub fn over(self, below: Self) -> Self {
        let mut columns = below.columns;
        columns.retain(|column| self.columns.iter().all(|own| own.name != column.name));
        columns.extend(self.columns);
        Self {
            title: self.title.or(below.title),
            date: self.date.or(below.date),
            source: self.source.or(below.source),
            columns,
        }
    }

    /// What of a file's holds for a text at `inner` in it: the title of an archive, mailbox or table is not
    /// that of each text.
    #[must_use]
    pub fn for_part(mut self, inner: &str) -> Self {
        if !inner.is_empty() {
            self.title = None;
        }
        self
    }
}

/// A text that was converted on reading (from the encoding of an old Kurdish font), with what it was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conversion {
    /// The characters before.
    pub original: Arc<str>,
    /// Byte in the converted text → byte in the original, ascending on both sides, where the two stop
    /// advancing together; the start (0, 0) is understood.
    pub steps: Vec<(u32, u32)>,
}

impl Conversion {
    /// The bytes of the original that became `converted`.
    #[must_use]
    pub fn original(&self, converted: Span) -> Span {
        let at = |byte: u32| {
            let next = self.steps.partition_point(|(from, _)| *from <= byte);
            let (from, to) = next.checked_sub(1).map_or((0, 0), |ix| self.steps[ix]);
            let limit = self.steps.get(next).map_or(self.original.len() as u32, |(_, to)| *to);
            to.saturating_add(byte - from).min(limit) as usize
        };
        Span::new(at(converted.start), at(converted.end))
    }
}

/// A document's text and identity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Path below the corpus folder, with `/` between parts.
    pub path: String,
    /// SHA-256 of the file's bytes.
    pub sha256: [u8; 32],
    /// Name of the encoding it was read in (`UTF-8`, `windows-1256`, …).
    pub encoding: String,
    /// From `metadata.csv`.
    pub metadata: Metadata,
    /// From the file itself (an HTML head, a mail's header, an office document's properties); its date
    /// counts only where the text leaves the date open.
    pub embedded: Metadata,
    /// The day the user says it was written; counts before everything else that tells it.
    pub said: Option<Date>,
    /// The text: for UTF-8 text files exactly the file's bytes, otherwise the decoded characters.
    pub text: Arc<str>,
    /// Set where the text was converted after decoding.
    pub conversion: Option<Arc<Conversion>>,
}

impl Document {
    /// The file's name without folder and ending: the key under which results are compared.
    #[must_use]
    pub fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or(&self.path);
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// Its headline: from `metadata.csv`, else from the file itself.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        self.metadata.title.as_deref().or(self.embedded.title.as_deref())
    }

    /// Its outlet: from `metadata.csv`, else from the file itself.
    #[must_use]
    pub fn source(&self) -> Option<&str> {
        self.metadata.source.as_deref().or(self.embedded.source.as_deref())
    }

    /// Further columns, those of `metadata.csv` before the file's own.
    pub fn columns(&self) -> impl Iterator<Item = &Column> {
        self.metadata.columns.iter().chain(&self.embedded.columns)
    }

    /// The SHA-256 in lower-case hexadecimal.
    #[must_use]
    pub fn sha256_hex(&self) -> String {
        hex(&self.sha256)
    }
}
