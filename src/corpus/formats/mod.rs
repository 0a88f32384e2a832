//! Document formats: one reader a format, bytes in, texts and what the file says
//! about them out.
//!
//! Readers open no files and start nothing. Formats whose parsers are large run in a child process
//! (`isolate`), where a crash or a bomb becomes a listed problem. Never an entity expanded, never an archive
//! unpacked to disk.

mod archive;
mod blocks;
mod date;
mod docx;
mod epub;
mod html;
mod isolate;
mod limits;
mod mail;
mod markdown;
mod odt;
mod package;
mod parquet;
mod pdf;
mod rtf;
mod sheet;
mod table;
mod text;
mod worker;
mod xml;

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::{Deserialize, Serialize};

use crate::model::{Metadata, ProblemKind};

pub use isolate::isolate_with;
pub use limits::Limits;
pub use table::{ColumnRole, Mapping, TableHead};
pub use text::PlainText;
pub use worker::{WORKER_ARGUMENT, serve};

use super::decode::decode;

/// One text of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Where inside the file (`folder/a.txt` of an archive, the id or number of a row); empty when the file
    /// is one text.
    pub inner: String,
    /// The text: paragraphs parted by empty lines, no markup.
    pub text: String,
    /// Name of the encoding of the characters in the file.
    pub encoding: String,
    /// Title, date and source as a program left them in the file.
    pub metadata: Metadata,
    /// What was written down about it as such: the columns of its row in a table, the row of a
    /// `metadata.csv` beside it in an archive.
    #[serde(default)]
    pub stated: Metadata,
}

/// Something in a file that could not be read while the rest could.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartProblem {
    /// Where inside the file; empty for the file as a whole.
    pub inner: String,
    /// One-based line or row, where that says more.
    pub line: Option<u32>,
    /// What kind.
    pub kind: ProblemKind,
    /// The cause, in English.
    pub cause: String,
}

/// What a reader found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    /// In the order of the file.
    pub parts: Vec<Part>,
    /// What was left out, and why.
    pub problems: Vec<PartProblem>,
    /// Of a table that only its head was asked of.
    pub head: Option<TableHead>,
}

impl Parsed {
    /// A file that is one text.
    fn one(text: String, encoding: &str, metadata: Metadata) -> Self {
        let part = Part { text, encoding: encoding.to_owned(), metadata, ..Part::default() };
        Self { parts: vec![part], ..Self::default() }
    }

    fn complain(&mut self, inner: &str, err: FormatError) {
        let FormatError { kind, cause } = err;
        self.problems.push(PartProblem { inner: inner.to_owned(), line: None, kind, cause });
    }
}

/// Why a file gave nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{cause}")]
pub struct FormatError {
    /// What kind of problem to list.
    pub kind: ProblemKind,
    /// The cause, in English.
    pub cause: String,
}

impl FormatError {
    fn malformed(cause: impl Into<String>) -> Self {
        Self { kind: ProblemKind::Malformed, cause: cause.into() }
    }

    fn limit(cause: impl Into<String>) -> Self {
        Self { kind: ProblemKind::Limit, cause: cause.into() }
    }

    fn failed(cause: impl Into<String>) -> Self {
        Self { kind: ProblemKind::Failed, cause: cause.into() }
    }
}

/// What a reader is given besides the bytes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// What it must not exceed.
    pub limits: Limits,
    /// Which column is what, for tables: the first whose columns are all there counts. Where none is, the
    /// columns' names and contents decide.
    pub mappings: Vec<Mapping>,
    /// Give the head of a table and none of its texts.
    #[serde(default)]
    pub head_only: bool,
    /// How many archives (or mails) the file lies in.
    #[serde(default)]
    pub depth: usize,
}

/// A reader of one format.
pub trait Reader: Send + Sync {
    /// The format's name as reports give it.
    fn name(&self) -> &'static str;

    /// File name endings in lower case, without the dot.
    fn endings(&self) -> &'static [&'static str];

    /// Must it run in a child process?
    fn is_isolated(&self) -> bool;

    /// The texts of a file.
    fn read(&self, bytes: Vec<u8>, settings: &Settings) -> Result<Parsed, FormatError>;
}

/// Every reader.
pub const READERS: &[&dyn Reader] = &[
    &text::PlainText,
    &markdown::Markdown,
    &html::Html,
    &docx::Docx,
    &odt::Odt,
    &rtf::Rtf,
    &pdf::Pdf,
    &epub::Epub,
    &table::Csv,
    &table::Tsv,
    &table::JsonLines,
    &sheet::Xlsx,
    &parquet::Parquet,
    &mail::Eml,
    &mail::Mbox,
    &archive::Zip,
];

/// The reader for a file name, if it is one of ours.
pub fn reader_for(path: &str) -> Option<&'static dyn Reader> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, ending) = name.rsplit_once('.')?;
    if stem.is_empty() {
        return None;
    }
    let fits = |reader: &&dyn Reader| reader.endings().iter().any(|known| ending.eq_ignore_ascii_case(known));
    READERS.iter().copied().find(fits)
}

/// The path of the table a document is a row of (`t.csv` for `t.csv/7`), where it is one.
#[must_use]
pub fn table_of(path: &str) -> Option<&str> {
    const TABLES: [&str; 5] = ["csv", "tsv", "jsonl", "xlsx", "parquet"];
    let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
    let outermost = ends.map(|end| &path[..end]).find(|path| reader_for(path).is_some())?;
    reader_for(outermost).filter(|reader| TABLES.contains(&reader.name())).map(|_| outermost)
}

/// The format a document was read by, from its path: `odt` for `a.zip/b.odt`, `csv` for `t.csv/7`.
pub fn format_of(path: &str) -> &'static str {
    let mut rest = path;
    loop {
        if let Some(reader) = reader_for(rest) {
            return reader.name();
        }
        let Some((outer, _)) = rest.rsplit_once('/') else { return "txt" };
        rest = outer;
    }
}

fn reader_named(name: &str) -> Option<&'static dyn Reader> {
    READERS.iter().copied().find(|reader| reader.name() == name)
}

/// Reads a file, in a child process where the format asks for it and [`isolate_with`] was called. A reader
/// that panics is a problem of that file alone.
pub fn parse(reader: &dyn Reader, bytes: Vec<u8>, settings: &Settings) -> Result<Parsed, FormatError> {
    if reader.is_isolated()
        && let Some(pool) = isolate::pool()
    {
        return pool.parse(reader.name(), &bytes, settings);
    }
    parse_here(reader, bytes, settings)
}

fn parse_here(reader: &dyn Reader, bytes: Vec<u8>, settings: &Settings) -> Result<Parsed, FormatError> {
    catch_unwind(AssertUnwindSafe(|| reader.read(bytes, settings)))
        .unwrap_or_else(|_| Err(FormatError::failed(format!("reading the {} failed", reader.name()))))
}

/// The characters of a file that is text below its markup.
fn characters(bytes: &[u8]) -> Result<(String, &'static str), FormatError> {
    let decoded = decode(bytes.to_vec())
        .ok_or_else(|| FormatError { kind: ProblemKind::Binary, cause: "the file is no text".to_owned() })?;
    Ok((decoded.text, decoded.encoding))
}
