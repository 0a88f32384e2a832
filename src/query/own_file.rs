//! Writing what belongs to a corpus: beside the documents or, where that cannot be written, in the user's own
//! folder. A damaged file is kept aside, never overwritten.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use thiserror::Error;

use crate::corpus::{OwnFile, OwnFolders};

use super::files::{keep_aside, write_whole};

/// Why the user's word could not be kept.
#[derive(Debug, Error)]
pub enum OwnFileError {
    /// The system refused.
    #[error("{path}: {cause}")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        #[source]
        cause: io::Error,
    },
    /// There is no folder for the user's own data.
    #[error("there is no folder for your data; set HOME")]
    NoHome,
}

/// Reads the file that counts, changes what it holds and writes it whole. Tells where a damaged file was kept aside.
pub(super) fn change<T: OwnFile>(
    folders: &OwnFolders,
    edit: impl FnOnce(&mut T),
) -> Result<Option<PathBuf>, OwnFileError> {
    let refused = |path: &Path| {
        let path = path.to_owned();
        move |cause| OwnFileError::Io { path, cause }
    };
    let mut aside = None;
    let mut own = T::default();
    if let Some(path) = T::path(folders) {
        match T::parse(&path) {
            Ok(known) => own = known,
            Err(_) => aside = Some(keep_aside(&path).map_err(refused(&path))?),
        }
    }
    edit(&mut own);
    let text = own.to_text().map_err(|err| refused(Path::new(T::NAME))(err.into()))?;
    write_first(folders.iter(), T::NAME, &text)?;
    Ok(aside)
}

/// Writes a file whole into the first of some folders that takes it; tells where.
pub(super) fn write_first<'a>(
    folders: impl Iterator<Item = &'a PathBuf>,
    path: &str,
    text: &str,
) -> Result<PathBuf, OwnFileError> {
    let mut refused = OwnFileError::NoHome;
    for folder in folders {
        let file = folder.join(path);
        match write(&file, text) {
            Ok(()) => return Ok(file),
            Err(cause) => refused = OwnFileError::Io { path: file, cause },
        }
    }
    Err(refused)
}

/// Writes a file whole, its folders where there are none.
pub(super) fn write(file: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    write_whole(file, |out| out.write_all(text.as_bytes()))
}
