//! What can go wrong with an index, said so that a person can act on it.
//!
//! Only tells; whether to build anew is the engine's to decide.

use std::{io, path::PathBuf, sync::Arc};

use tantivy::{
    TantivyError,
    directory::error::{LockError, OpenDirectoryError, OpenReadError, OpenWriteError},
};
use thiserror::Error;

/// Why an index could not be opened, read or written.
#[derive(Clone, Debug, Error)]
pub enum IndexError {
    /// Another program writes it; reading goes on.
    #[error("another Balge is indexing this folder")]
    Busy,
    /// Its files do not hold what they should; it can be built anew.
    #[error("the index is damaged: {0}")]
    Damaged(String),
    /// No room is left for it.
    #[error("no room is left on the disk for the index{}", at(.0.as_ref()))]
    Full(Option<PathBuf>),
    /// The system refused.
    #[error("{}: {err}", .path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// Why.
        err: Arc<io::Error>,
    },
    /// The folder of the documents is not there; the index is left as it is.
    #[error("{cause}")]
    NoFolder {
        /// Why.
        cause: String,
    },
    /// No folder for caches is known.
    #[error("no folder for caches is known")]
    NoPlace,
    /// Anything else.
    #[error("{0}")]
    Failed(String),
}

fn at(path: Option<&PathBuf>) -> String {
    path.map(|path| format!(" ({})", path.display())).unwrap_or_default()
}

impl IndexError {
    /// What the user can do about it.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Busy => "what it has indexed so far can be read; try again when it has finished",
            Self::Damaged(_) => "it is built anew from the documents",
            Self::Full(_) => {
                "make room and index again; what was indexed before is kept, and deleting the index costs only time"
            }
            Self::Io { err, .. } if err.kind() == io::ErrorKind::PermissionDenied => {
                "check who may write there"
            }
            Self::Io { .. } | Self::Failed(_) => "delete the index folder; that costs only time",
            Self::NoFolder { .. } => "check the path",
            Self::NoPlace => "set HOME or XDG_CACHE_HOME",
        }
    }

    /// An error of the system at a path.
    #[must_use]
    pub fn io(path: impl Into<PathBuf>, err: io::Error) -> Self {
        Self::shared(path.into(), Arc::new(err))
    }

    /// Can it be mended by building anew?
    #[must_use]
    pub fn is_damage(&self) -> bool {
        matches!(self, Self::Damaged(_))
    }
}

/// The disk, or the user's share of it, is full.
fn is_full(err: &io::Error) -> bool {
    matches!(err.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}

impl From<TantivyError> for IndexError {
    fn from(err: TantivyError) -> Self {
        let text = err.to_string();
        // A thread of the index hands its error on as text only.
        if text.contains("No space left on device") || text.contains("StorageFull") {
            return Self::Full(None);
        }
        match err {
            TantivyError::LockFailure(LockError::LockBusy, _) => Self::Busy,
            TantivyError::DataCorruption(_)
            | TantivyError::IncompatibleIndex(_)
            | TantivyError::DeserializeError(_)
            | TantivyError::SchemaError(_)
            | TantivyError::FieldNotFound(_)
            | TantivyError::OpenReadError(
                OpenReadError::FileDoesNotExist(_) | OpenReadError::IncompatibleIndex(_),
            ) => Self::Damaged(text),
            TantivyError::OpenReadError(OpenReadError::IoError { io_error, filepath })
            | TantivyError::OpenWriteError(OpenWriteError::IoError { io_error, filepath })
            | TantivyError::OpenDirectoryError(OpenDirectoryError::IoError {
                io_error,
                directory_path: filepath,
            }) => Self::shared(filepath, io_error),
            TantivyError::IoError(io_error) => Self::shared(PathBuf::from("index"), io_error),
            _ => Self::Failed(text),
        }
    }
}

impl IndexError {
    fn shared(path: PathBuf, err: Arc<io::Error>) -> Self {
        match err.kind() {
            _ if is_full(&err) => Self::Full(Some(path)),
            // A file of the index that ends too soon or holds nonsense.
            io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData => Self::Damaged(err.to_string()),
            _ => Self::Io { path, err },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_of_the_system_keep_their_meaning() {
        let of = |kind: io::ErrorKind| IndexError::from(TantivyError::from(io::Error::from(kind)));
        assert!(matches!(of(io::ErrorKind::StorageFull), IndexError::Full(_)));
        assert!(matches!(of(io::ErrorKind::QuotaExceeded), IndexError::Full(_)));
        assert!(matches!(of(io::ErrorKind::PermissionDenied), IndexError::Io { .. }));
        assert!(of(io::ErrorKind::UnexpectedEof).is_damage());
        let full = TantivyError::ErrorInThread("No space left on device (os error 28)".to_owned());
        assert!(matches!(IndexError::from(full), IndexError::Full(None)));
        let busy = TantivyError::LockFailure(LockError::LockBusy, None);
        assert!(matches!(IndexError::from(busy), IndexError::Busy));
        let denied = IndexError::io("/x", io::ErrorKind::PermissionDenied.into());
        assert_eq!(denied.to_string(), "/x: permission denied");
        assert!(denied.hint().contains("may write"));
    }
}
