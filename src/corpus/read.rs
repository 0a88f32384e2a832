//! One file to one document, through the reader of its format.
//!
//! A reader gets bytes and gives text; it opens nothing itself.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read as _},
    path::Path,
};

use sha2::{Digest as _, Sha256};
use thiserror::Error;

use crate::model::{Document, Metadata, Problem, ProblemKind};

use super::decode::decode;

/// Larger files are listed, not read: spans are 32-bit, and no news text comes near it.
pub const MAX_FILE_BYTES: u64 = 64 << 20;

/// Why a file gave no document.
#[derive(Debug, Error)]
pub enum ReadError {
    /// The system refused.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// Above [`MAX_FILE_BYTES`].
    #[error("{0} bytes, more than the limit of {MAX_FILE_BYTES}")]
    TooLarge(u64),
    /// Nothing but white space.
    #[error("the file has no text")]
    Empty,
    /// Not a text in any encoding known here.
    #[error("the file is no text")]
    Binary,
    /// A pipe, socket, device or folder.
    #[error("not a plain file")]
    NotAFile,
}

impl ReadError {
    /// As a problem to list under `path`.
    #[must_use]
    pub fn problem(&self, path: &str) -> Problem {
        let kind = match self {
            Self::Io(_) => ProblemKind::Unreadable,
            Self::TooLarge(_) => ProblemKind::TooLarge,
            Self::Empty => ProblemKind::Empty,
            Self::Binary => ProblemKind::Binary,
            Self::NotAFile => ProblemKind::NotAFile,
        };
        Problem::new(path, kind, self.to_string())
    }
}

/// A file format: what its files are called and how their bytes become text.
pub trait Format: Send + Sync {
    /// File name endings in lower case, without the dot.
    fn endings(&self) -> &'static [&'static str];

    /// The text of a file of this format; `replaced` says that some bytes could not be decoded.
    fn text(&self, bytes: Vec<u8>) -> Result<(String, &'static str, bool), ReadError>;
}

/// Plain text files.
pub struct PlainText;

impl Format for PlainText {
    fn endings(&self) -> &'static [&'static str] {
        &["txt"]
    }

    fn text(&self, bytes: Vec<u8>) -> Result<(String, &'static str, bool), ReadError> {
        let decoded = decode(bytes).ok_or(ReadError::Binary)?;
        Ok((decoded.text, decoded.encoding, decoded.replaced))
    }
}

/// Every format, asked in this order.
const FORMATS: &[&dyn Format] = &[&PlainText];

/// The format of a file by its name, if it is one of ours.
#[must_use]
pub fn format_for(path: &str) -> Option<&'static dyn Format> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, ending) = name.rsplit_once('.')?;
    if stem.is_empty() {
        return None;
    }
    FORMATS
        .iter()
        .copied()
        .find(|format| format.endings().iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

/// The bytes of a plain file of bearable size. Never blocks on a pipe.
pub fn read_file(path: &Path) -> Result<Vec<u8>, ReadError> {
    // Opening a pipe would wait for a writer: look first, and look again at what was opened.
    if !fs::metadata(path)?.is_file() {
        return Err(ReadError::NotAFile);
    }
    let mut file = open(path)?;
    let about = file.metadata()?;
    if !about.is_file() {
        return Err(ReadError::NotAFile);
    }
    if about.len() > MAX_FILE_BYTES {
        return Err(ReadError::TooLarge(about.len()));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or(0) + 1);
    let read = (&mut file).take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)?;
    if read as u64 > MAX_FILE_BYTES {
        return Err(ReadError::TooLarge(read as u64));
    }
    Ok(bytes)
}

#[cfg(target_os = "linux")]
fn open(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    /// `O_NONBLOCK` of Linux's `fcntl.h`, the same number on every architecture Rust's desktop targets have.
    const NONBLOCKING: i32 = 0o4000;
    OpenOptions::new().read(true).custom_flags(NONBLOCKING).open(path)
}

#[cfg(not(target_os = "linux"))]
fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).open(path)
}

/// A document from a file's bytes, and what was wrong with them although they could be read.
pub fn read_document(
    path: &str,
    bytes: Vec<u8>,
    metadata: Metadata,
    format: &dyn Format,
) -> Result<(Document, Option<Problem>), ReadError> {
    let sha256: [u8; 32] = Sha256::digest(&bytes).into();
    let (text, encoding, replaced) = format.text(bytes)?;
    if text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty() {
        return Err(ReadError::Empty);
    }
    let problem = replaced.then(|| {
        let cause = format!("some bytes do not fit {encoding} and are shown as \u{fffd}");
        Problem::new(path, ProblemKind::Encoding, cause)
    });
    let document = Document {
        path: path.to_owned(),
        sha256,
        encoding: encoding.to_owned(),
        metadata,
        embedded: Metadata::default(),
        text: text.into(),
        conversion: None,
    };
    Ok((document, problem))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_by_ending() {
        assert!(format_for("a/b.txt").is_some());
        assert!(format_for("a/B.TXT").is_some());
        assert!(format_for("a/b.pdf").is_none());
        assert!(format_for("a/.txt").is_none());
        assert!(format_for("a.txt/b").is_none());
    }

    #[test]
    fn bad_files_are_named() {
        let read = |bytes: &[u8]| read_document("a.txt", bytes.to_vec(), Metadata::default(), &PlainText);
        assert!(matches!(read(b""), Err(ReadError::Empty)));
        assert!(matches!(read("\u{feff} \n\t".as_bytes()), Err(ReadError::Empty)));
        assert!(matches!(read(&[0; 64]), Err(ReadError::Binary)));
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(read_file(folder.path()), Err(ReadError::NotAFile)));
        assert!(matches!(read_file(&folder.path().join("gone.txt")), Err(ReadError::Io(_))));
        let huge = folder.path().join("huge.txt");
        File::create(&huge).unwrap().set_len(MAX_FILE_BYTES + 1).unwrap();
        assert!(matches!(read_file(&huge), Err(ReadError::TooLarge(_))));
    }

    #[test]
    fn the_hash_is_of_the_file() {
        let (document, problem) =
            read_document("a.txt", b"abc".to_vec(), Metadata::default(), &PlainText).unwrap();
        assert_eq!(problem, None);
        assert_eq!(document.sha256_hex(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
