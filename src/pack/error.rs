//! What is wrong with language data, said with file and line so that its author can mend it.

use thiserror::Error;

use super::topic::TopicError;
use crate::model::{Problem, ProblemKind};

/// Language data that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PackError {
    /// A place in a file.
    #[error("{file}:{line}: {cause}")]
    At {
        /// Path below the folder of the language data.
        file: String,
        /// One-based line.
        line: usize,
        /// What is wrong there.
        cause: String,
    },
    /// A file or folder the system does not give.
    #[error("{file}: {cause}")]
    Unreadable {
        /// Its path.
        file: String,
        /// The system's words.
        cause: String,
    },
    /// Several at once.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Several(Vec<PackError>),
}

impl PackError {
    /// At a line of a file.
    #[must_use]
    pub fn at(file: &str, line: usize, cause: impl Into<String>) -> Self {
        Self::At { file: file.to_owned(), line, cause: cause.into() }
    }

    /// As listed problems, one for each place.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        match self {
            Self::At { file, line, cause } => {
                let mut problem = Problem::new(file.clone(), ProblemKind::LanguageData, cause.clone());
                problem.line = u32::try_from(*line).ok();
                vec![problem]
            }
            Self::Unreadable { file, cause } => {
                vec![Problem::new(file.clone(), ProblemKind::LanguageData, cause.clone())]
            }
            Self::Several(errors) => errors.iter().flat_map(Self::problems).collect(),
        }
    }

    /// Paths (below the folder of the language data) of the files it names.
    pub(super) fn files(&self) -> Vec<&str> {
        match self {
            Self::At { file, .. } | Self::Unreadable { file, .. } => vec![file],
            Self::Several(errors) => errors.iter().flat_map(Self::files).collect(),
        }
    }

    /// `Ok` when there are none.
    pub(super) fn all(mut errors: Vec<Self>) -> Result<(), Self> {
        match errors.len() {
            0 => Ok(()),
            1 => Err(errors.remove(0)),
            _ => Err(Self::Several(errors)),
        }
    }
}

impl From<Vec<TopicError>> for PackError {
    fn from(errors: Vec<TopicError>) -> Self {
        Self::Several(errors.into_iter().map(|e| Self::at(&e.file, e.line, e.cause)).collect())
    }
}

/// One-based line of a byte offset.
pub(super) fn line_of(text: &str, byte: usize) -> usize {
    text.bytes().take(byte).filter(|b| *b == b'\n').count() + 1
}
