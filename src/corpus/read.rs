//! One file to its documents, through the reader of its format.
//!
//! A reader gets bytes and gives text; it opens nothing itself.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read as _},
    path::Path,
};

use sha2::{Digest as _, Sha256};
use thiserror::Error;

use crate::{
    lang::Tables,
    model::{Document, Metadata, Problem, ProblemKind},
};

use super::{
    formats::{FormatError, Parsed, PlainText, Reader, Settings, TableHead, parse, reader_for},
    legacy::convert,
    mappings::Mappings,
};

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
    /// A pipe, socket, device or folder.
    #[error("not a plain file")]
    NotAFile,
    /// The reader of its format refused it.
    #[error("{}", .0.cause)]
    Format(FormatError),
}

impl ReadError {
    /// As a problem to list under `path`.
    #[must_use]
    pub fn problem(&self, path: &str) -> Problem {
        let kind = match self {
            Self::Io(_) => ProblemKind::Unreadable,
            Self::TooLarge(_) => ProblemKind::TooLarge,
            Self::Empty => ProblemKind::Empty,
            Self::NotAFile => ProblemKind::NotAFile,
            Self::Format(err) => err.kind,
        };
        Problem::new(path, kind, self.to_string())
    }
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

/// The head of the table at `path` on disk, which is `table` below the corpus folder, with its columns as it
/// would be read.
pub fn table_head(path: &Path, table: &str, mappings: &Mappings) -> Result<TableHead, ReadError> {
    let reader = reader_for(table).unwrap_or(&PlainText);
    let settings = Settings { mappings: mappings.candidates(table), head_only: true, ..Settings::default() };
    let parsed = parse(reader, read_file(path)?, &settings).map_err(ReadError::Format)?;
    parsed.head.ok_or_else(|| {
        let cause = format!("{} is no table with columns", reader.name());
        ReadError::Format(FormatError { kind: ProblemKind::Malformed, cause })
    })
}

/// The documents of a file (several for tables, mailboxes and archives), in path order, and what was wrong
/// with parts of it although the rest could be read. `metadata` is what `metadata.csv` says of the file. With
/// `tables`, text typed with an old Kurdish font is converted.
pub fn read_documents(
    path: &str,
    bytes: Vec<u8>,
    metadata: &Metadata,
    reader: &dyn Reader,
    settings: &Settings,
    tables: Option<&Tables>,
) -> Result<(Vec<Document>, Vec<Problem>), ReadError> {
    let sha256: [u8; 32] = Sha256::digest(&bytes).into();
    let Parsed { parts, problems, .. } = parse(reader, bytes, settings).map_err(ReadError::Format)?;
    let below = |inner: &str| if inner.is_empty() { path.to_owned() } else { format!("{path}/{inner}") };
    let mut problems: Vec<Problem> = problems
        .into_iter()
        .map(|problem| Problem {
            line: problem.line,
            ..Problem::new(below(&problem.inner), problem.kind, problem.cause)
        })
        .collect();
    let mut documents = Vec::with_capacity(parts.len());
    for part in parts {
        let path = below(&part.inner);
        if part.text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty() {
            problems.push(ReadError::Empty.problem(&path));
            continue;
        }
        let is_whole = part.inner.is_empty();
        let sha256 = if is_whole { sha256 } else { Sha256::digest(&part.text).into() };
        let mut document = Document {
            path,
            sha256,
            encoding: part.encoding,
            metadata: part.stated.over(metadata.clone().for_part(&part.inner)),
            embedded: part.metadata,
            said: None,
            text: part.text.into(),
            conversion: None,
        };
        if let Some((name, text, conversion)) = tables.and_then(|tables| convert(tables, &document.text)) {
            document.encoding = format!("{name} ({})", document.encoding);
            document.text = text.into();
            document.conversion = Some(conversion.into());
        }
        documents.push(document);
    }
    if documents.is_empty() && problems.is_empty() {
        return Err(ReadError::Empty);
    }
    documents.sort_by(|a, b| a.path.cmp(&b.path));
    Ok((documents, problems))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_by_ending() {
        assert!(reader_for("a/b.txt").is_some());
        assert!(reader_for("a/B.TXT").is_some());
        assert!(reader_for("a/b.exe").is_none());
        assert!(reader_for("a/.txt").is_none());
        assert!(reader_for("a.txt/b").is_none());
    }

    #[test]
    fn bad_files_are_named() {
        let read = |bytes: &[u8]| {
            read_documents(
                "a.txt",
                bytes.to_vec(),
                &Metadata::default(),
                &PlainText,
                &Settings::default(),
                None,
            )
        };
        let kind = |bytes: &[u8]| match read(bytes) {
            Ok((_, problems)) => problems[0].kind,
            Err(err) => err.problem("a.txt").kind,
        };
        assert_eq!(kind(b""), ProblemKind::Empty);
        assert_eq!(kind("\u{feff} \n\t".as_bytes()), ProblemKind::Empty);
        assert_eq!(kind(&[0; 64]), ProblemKind::Binary);
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(read_file(folder.path()), Err(ReadError::NotAFile)));
        assert!(matches!(read_file(&folder.path().join("gone.txt")), Err(ReadError::Io(_))));
        let huge = folder.path().join("huge.txt");
        File::create(&huge).unwrap().set_len(MAX_FILE_BYTES + 1).unwrap();
        assert!(matches!(read_file(&huge), Err(ReadError::TooLarge(_))));
    }

    #[test]
    fn the_hash_is_of_the_file() {
        let settings = Settings::default();
        let (documents, problems) =
            read_documents("a.txt", b"abc".to_vec(), &Metadata::default(), &PlainText, &settings, None)
                .unwrap();
        assert_eq!(problems, []);
        let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(documents[0].sha256_hex(), hash);
    }

    #[test]
    fn rows_of_a_table_are_documents_with_metadata_of_their_own() {
        let table =
            "text,title,date,id\n\u{6cc}\u{6d5}\u{6a9},T,2021-03-15,b\n\u{62f}\u{648}\u{648},,,a\n,,,c\n";
        let stated = Metadata { source: Some("S".into()), title: Some("all".into()), ..Metadata::default() };
        let reader = reader_for("x.csv").unwrap();
        let (documents, problems) =
            read_documents("f/x.csv", table.into(), &stated, reader, &Settings::default(), None).unwrap();
        let paths: Vec<&str> = documents.iter().map(|d| d.path.as_str()).collect();
        assert_eq!(paths, ["f/x.csv/a", "f/x.csv/b"]);
        let [plain, full] = &documents[..] else { panic!() };
        assert_eq!((full.metadata.title.as_deref(), full.metadata.source.as_deref()), (Some("T"), Some("S")));
        assert_eq!(full.metadata.date, Some(jiff::civil::date(2021, 3, 15)));
        assert_eq!((plain.metadata.title.as_deref(), &plain.embedded), (None, &Metadata::default()));
        assert_ne!(plain.sha256, full.sha256);
        assert_eq!(problems[0].path, "f/x.csv/c");
    }

    #[test]
    fn a_text_of_an_old_font_is_converted_and_kept() {
        let stored = include_str!("../../tests/fixtures/legacy/ali-k.tsv");
        let stored = stored.lines().nth(3).and_then(|line| line.split('\t').next()).unwrap();
        let (bytes, _, _) = encoding_rs::WINDOWS_1256.encode(stored);
        let (tables, settings) = (Tables::embedded().unwrap(), Settings::default());
        let (documents, _) = read_documents(
            "a.txt",
            bytes.into_owned(),
            &Metadata::default(),
            &PlainText,
            &settings,
            Some(&tables),
        )
        .unwrap();
        assert_eq!(documents[0].encoding, "Ali-K (windows-1256)");
        assert_eq!(crate::lang::language(&tables, &documents[0].text).tag(), "ckb");
        assert!(documents[0].conversion.is_some());
    }
}
