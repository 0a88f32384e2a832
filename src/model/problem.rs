//! Something that could not be read or used, said so that a person can act on it.

use serde::{Deserialize, Serialize};

/// What kind of trouble; the interface has a sentence and a hint for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemKind {
    /// The folder does not exist or is no folder.
    NoFolder,
    /// The folder holds no document that can be read.
    NoDocument,
    /// The file has no text.
    Empty,
    /// The file is larger than the limit.
    TooLarge,
    /// The file is no text.
    Binary,
    /// The file is no sound document of its format (cut off, damaged, under a wrong name).
    Malformed,
    /// A table whose columns do not tell which is the text.
    Columns,
    /// Reading stopped at a limit: time, memory, nesting, entries or unpacked size of an archive.
    Limit,
    /// The bytes do not fit the encoding found; some characters were replaced.
    Encoding,
    /// The system refused: permissions, a vanished file, a device.
    Unreadable,
    /// Other than a plain file (pipe, socket, device, link out of the folder).
    NotAFile,
    /// The file's name is no Unicode.
    Name,
    /// A row of `metadata.csv` that cannot be used.
    Metadata,
    /// A settings, view or corrections file that is damaged; it was kept aside.
    Damaged,
    /// A file of language data that cannot be used.
    LanguageData,
    /// Reading or extraction failed on this file in an unforeseen way.
    Failed,
}

/// One listed problem. The rest of the work goes on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Problem {
    /// Path below the corpus folder (or the path asked for).
    pub path: String,
    /// One-based line, where the problem is in a line of a file.
    pub line: Option<u32>,
    /// What kind.
    pub kind: ProblemKind,
    /// The cause, in English, for logs and the command line; the window adds its own words by `kind`.
    pub cause: String,
}

impl Problem {
    /// A problem of a whole file.
    #[must_use]
    pub fn new(path: impl Into<String>, kind: ProblemKind, cause: impl Into<String>) -> Self {
        Self { path: path.into(), line: None, kind, cause: cause.into() }
    }
}
