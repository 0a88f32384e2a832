//! Keeping what the user said about the columns of a table.
//!
//! A damaged file is kept aside, never overwritten.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use thiserror::Error;

use crate::corpus::{MAPPINGS_FILE, Mappings, OwnFolders, formats::Mapping};

use super::files::{keep_aside, write_whole};

/// Why the columns could not be kept.
#[derive(Debug, Error)]
pub enum ColumnsError {
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

/// Remembers the columns of the table at `table` below the corpus folder (`None` forgets them), beside the
/// documents or, where that cannot be written, in the user's own folder. Tells where a damaged file was
/// kept aside.
pub fn keep_columns(
    folders: &OwnFolders,
    table: &str,
    mapping: Option<Mapping>,
) -> Result<Option<PathBuf>, ColumnsError> {
    let refused = |path: &Path| {
        let path = path.to_owned();
        move |cause| ColumnsError::Io { path, cause }
    };
    let mut aside = None;
    let mut mappings = match Mappings::path(folders) {
        None => Mappings::default(),
        Some(path) => {
            if let Ok(mappings) = Mappings::parse(&path) {
                mappings
            } else {
                aside = Some(keep_aside(&path).map_err(refused(&path))?);
                Mappings::default()
            }
        }
    };
    mappings.set(table, mapping);
    let text =
        mappings.to_text().map_err(|err| ColumnsError::Io { path: table.into(), cause: err.into() })?;
    let mut failed = ColumnsError::NoHome;
    for folder in folders.iter() {
        let path = folder.join(MAPPINGS_FILE);
        let written = fs::create_dir_all(folder)
            .and_then(|()| write_whole(&path, |out| out.write_all(text.as_bytes())));
        match written {
            Ok(()) => return Ok(aside),
            Err(cause) => failed = ColumnsError::Io { path, cause },
        }
    }
    Err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kept_beside_the_documents_and_a_damaged_file_aside() {
        let corpus = tempfile::tempdir().unwrap();
        let folders = OwnFolders::with_data_folder(Some(corpus.path()), None);
        let mapping = Mapping { text: "body".into(), ..Mapping::default() };
        assert_eq!(keep_columns(&folders, "a.csv", Some(mapping.clone())).unwrap(), None);
        assert_eq!(Mappings::read(&folders).0.get("a.csv"), Some(&mapping));
        let path = Mappings::path(&folders).unwrap();
        fs::write(&path, "{").unwrap();
        let aside = keep_columns(&folders, "b.csv", Some(mapping.clone())).unwrap().unwrap();
        assert_eq!(fs::read_to_string(aside).unwrap(), "{");
        let read = Mappings::read(&folders).0;
        assert_eq!((read.get("a.csv"), read.get("b.csv")), (None, Some(&mapping)));
        keep_columns(&folders, "b.csv", None).unwrap();
        assert_eq!(Mappings::read(&folders).0, Mappings::default());
    }
}
