//! Changing one file of what belongs to a corpus: beside the documents or, where that cannot be written, in
//! the user's own folder. A damaged file is kept aside, never overwritten.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use thiserror::Error;

use crate::corpus::OwnFolders;

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

/// Reads the file called `name` that counts (`parse`; `None` is a damaged one), changes what it holds
/// (`edit`; `None` where there is none) and writes it whole. Tells where a damaged file was kept aside.
pub(super) fn change<T>(
    folders: &OwnFolders,
    name: &str,
    parse: impl Fn(&Path) -> Option<T>,
    edit: impl FnOnce(Option<T>) -> Result<String, serde_json::Error>,
) -> Result<Option<PathBuf>, OwnFileError> {
    let refused = |path: &Path| {
        let path = path.to_owned();
        move |cause| OwnFileError::Io { path, cause }
    };
    let mut aside = None;
    let mut known = None;
    if let Some(path) = folders.iter().map(|folder| folder.join(name)).find(|path| path.exists()) {
        known = parse(&path);
        if known.is_none() {
            aside = Some(keep_aside(&path).map_err(refused(&path))?);
        }
    }
    let text = edit(known).map_err(|err| OwnFileError::Io { path: name.into(), cause: err.into() })?;
    let mut failed = OwnFileError::NoHome;
    for folder in folders.iter() {
        let path = folder.join(name);
        let written = fs::create_dir_all(folder)
            .and_then(|()| write_whole(&path, |out| out.write_all(text.as_bytes())));
        match written {
            Ok(()) => return Ok(aside),
            Err(cause) => failed = OwnFileError::Io { path, cause },
        }
    }
    Err(failed)
}
