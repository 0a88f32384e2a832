//! Keeping what the user said about the columns of a table.

use std::path::PathBuf;

use crate::corpus::{Mappings, OwnFolders, formats::Mapping};

use super::own_file::{OwnFileError, change};

/// Remembers the columns of the table at `table` below the corpus folder (`None` forgets them), beside the
/// documents or, where that cannot be written, in the user's own folder. Tells where a damaged file was
/// kept aside.
///
/// # Errors
/// Where nothing can be written.
pub fn keep_columns(
    folders: &OwnFolders,
    table: &str,
    mapping: Option<Mapping>,
) -> Result<Option<PathBuf>, OwnFileError> {
    change(folders, |mappings: &mut Mappings| mappings.set(table, mapping))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::corpus::OwnFile as _;

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
