//! What went wrong, as a sentence with a cause and what to do next.

use std::{io, path::Path, process::ExitCode};

use thiserror::Error;

use crate::{pack::PackError, query::ViewsError, search::index::IndexError};

/// Why a command ended without doing what was asked.
#[derive(Debug, Error)]
pub enum CliError {
    /// Nothing could be done.
    #[error("{cause}")]
    Nothing {
        /// What happened.
        cause: String,
        /// What to do next; may be empty.
        hint: String,
    },
    /// The call cannot be understood.
    #[error("{0}")]
    Call(String),
    /// Whoever reads the output has had enough: not an error to speak of.
    #[error("the reader of the output went away")]
    ReaderGone,
}

impl CliError {
    /// Nothing could be done, with a hint.
    pub fn nothing(cause: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Nothing { cause: cause.into(), hint: hint.into() }
    }

    /// A file could not be read or written.
    pub fn file(path: &Path, err: &io::Error) -> Self {
        let hint = match err.kind() {
            io::ErrorKind::NotFound => "check the path",
            io::ErrorKind::PermissionDenied => "check who may read or write it",
            io::ErrorKind::StorageFull => "make room on the disk, or write elsewhere",
            _ => "",
        };
        Self::nothing(format!("{}: {err}", path.display()), hint)
    }
}

/// Errors of standard output.
impl From<io::Error> for CliError {
    fn from(err: io::Error) -> Self {
        if err.kind() == io::ErrorKind::BrokenPipe {
            Self::ReaderGone
        } else {
            Self::nothing(format!("writing failed: {err}"), "")
        }
    }
}

impl From<PackError> for CliError {
    fn from(err: PackError) -> Self {
        Self::nothing(err.to_string(), "mend the language data at the places named")
    }
}

impl From<ViewsError> for CliError {
    fn from(err: ViewsError) -> Self {
        Self::nothing(err.to_string(), "")
    }
}

impl From<IndexError> for CliError {
    fn from(err: IndexError) -> Self {
        Self::nothing(err.to_string(), err.hint())
    }
}

/// Tells the error on standard error and gives the exit code.
pub fn report(err: &CliError) -> ExitCode {
    match err {
        CliError::ReaderGone => ExitCode::SUCCESS,
        CliError::Call(cause) => {
            eprintln!("balge: {cause}");
            ExitCode::from(2)
        }
        CliError::Nothing { cause, hint } => {
            eprintln!("balge: {cause}");
            if !hint.is_empty() {
                eprintln!("  hint: {hint}");
            }
            ExitCode::from(1)
        }
    }
}
