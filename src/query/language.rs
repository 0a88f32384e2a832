//! Where the user's own language data for a corpus lies, and changing files in it.
//!
//! Three folders, each laid over the one before: `language` in the user's data folder (for every corpus), the
//! same below that corpus's part of the data folder, and `.balge/language` beside the documents. What is new
//! goes beside the documents, or into the data folder when that cannot be written.

use std::{
    fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

use etcetera::AppStrategy as _;

use crate::{
    corpus::{CORPUS_FOLDER, OwnFolders, user_folders},
    engine::Origin,
    pack::{Layered, Pack, PackError},
};

use super::own_file::{OwnFileError, write, write_first};

/// Name of the folder, wherever it lies.
const NAME: &str = "language";

/// Folders of language data are not nested deeper (as when it is read).
const MAX_DEPTH: usize = 8;

/// The user's folders of language data for one corpus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LanguageFolders {
    /// For every corpus.
    global: Option<PathBuf>,
    /// For this corpus, in the user's data folder.
    own: Option<PathBuf>,
    /// Beside the documents.
    beside: Option<PathBuf>,
}

/// What tells one state of the files from another: path, size and time of change of each.
pub type Fingerprint = Vec<(PathBuf, u64, Option<SystemTime>)>;

impl LanguageFolders {
    /// Those of a corpus.
    #[must_use]
    pub fn of(origin: &Origin) -> Self {
        let data = user_folders().map(|folders| folders.data_dir());
        Self::with_data_folder(origin, data.as_deref())
    }

    /// The same with a data folder of choice.
    #[must_use]
    pub fn with_data_folder(origin: &Origin, data: Option<&Path>) -> Self {
        let OwnFolders { beside, data: own } = OwnFolders::with_data_folder(origin.folder(), data);
        let language = |folder: PathBuf| folder.join(NAME);
        Self {
            global: data.map(|data| data.join(NAME)),
            own: own.map(language),
            beside: beside.map(language),
        }
    }

    /// Those of the corpus a file lies in: the nearest folder above it that has language data of its own.
    #[must_use]
    pub fn near(file: &Path) -> Self {
        let file = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
        let has = |folder: &&Path| folder.join(CORPUS_FOLDER).join(NAME).is_dir();
        let folder = file.ancestors().skip(1).find(has).or(file.parent()).unwrap_or(&file);
        Self::of(&Origin::Folder(folder.to_owned()))
    }

    /// Those that are there, in the order they are laid over each other.
    #[must_use]
    pub fn existing(&self) -> Vec<&Path> {
        let all = [&self.global, &self.own, &self.beside];
        all.into_iter().flatten().map(PathBuf::as_path).filter(|path| path.is_dir()).collect()
    }

    /// The language data of the program with these folders over it.
    ///
    /// # Errors
    /// Only when the program's own data is broken.
    pub fn load(&self) -> Result<Layered, PackError> {
        Pack::layered(&self.existing())
    }

    /// The state of the files at this moment; equal ones need not be read again.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        let mut files = Vec::new();
        for folder in self.existing() {
            list(folder, 0, &mut files);
        }
        files.sort();
        files
    }

    /// Writes a file of this path (`topics/own.toml`), whole or not at all; tells where.
    ///
    /// # Errors
    /// When no folder can be written.
    pub fn write(&self, path: &str, text: &str) -> Result<PathBuf, OwnFileError> {
        write_first(self.beside.iter().chain(&self.own), path, text)
    }

    /// The text of the file that [`Self::write`] would replace, if there is one.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<String> {
        self.beside.iter().chain(&self.own).find_map(|folder| fs::read_to_string(folder.join(path)).ok())
    }

    /// Writes a file where it lies already.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn replace(file: &Path, text: &str) -> Result<(), OwnFileError> {
        write(file, text).map_err(|cause| OwnFileError::Io { path: file.to_owned(), cause })
    }

    /// Removes a file.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn remove(file: &Path) -> Result<(), OwnFileError> {
        fs::remove_file(file).map_err(|cause| OwnFileError::Io { path: file.to_owned(), cause })
    }
}

fn list(folder: &Path, depth: usize, out: &mut Fingerprint) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        if path.is_dir() && depth < MAX_DEPTH {
            list(&path, depth + 1, out);
        } else if path.extension().is_some_and(|ending| ending == "tsv" || ending == "toml")
            && let Ok(meta) = fs::metadata(&path)
        {
            out.push((path, meta.len(), meta.modified().ok()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_beside_the_documents_counts_over_what_is_for_all() {
        let place = tempfile::tempdir().unwrap();
        let (corpus, data) = (place.path().join("news"), place.path().join("data"));
        fs::create_dir(&corpus).unwrap();
        let folders = LanguageFolders::with_data_folder(&Origin::Folder(corpus.clone()), Some(&data));
        assert_eq!(folders.existing(), Vec::<&Path>::new());
        let none = folders.fingerprint();
        write(&data.join("language/lexicon/own.tsv"), "alpha\tzz_a\n").unwrap();
        let written = folders.write("lexicon/own.tsv", "beta\tzz_a\n").unwrap();
        assert_eq!(written, corpus.join(".balge/language/lexicon/own.tsv"));
        assert_eq!(folders.existing().len(), 2);
        assert_ne!(folders.fingerprint(), none);
        let layered = folders.load().unwrap();
        assert!(layered.pack.lexicon.word("beta").is_some());
        assert!(layered.pack.lexicon.word("alpha").is_none(), "the file beside the documents replaces");
        fs::write(corpus.join("a.txt"), "x").unwrap();
        assert!(LanguageFolders::near(&corpus.join("a.txt")).existing().len() == 1);
    }

    #[test]
    fn the_sample_corpus_has_its_language_data_in_the_data_folder() {
        let data = tempfile::tempdir().unwrap();
        let folders = LanguageFolders::with_data_folder(&Origin::Sample, Some(data.path()));
        let written = folders.write("topics/own.toml", "x").unwrap();
        assert_eq!(written, data.path().join("corpora/sample/language/topics/own.toml"));
        LanguageFolders::remove(&written).unwrap();
        assert!(matches!(
            LanguageFolders::with_data_folder(&Origin::Sample, None).write("a.tsv", ""),
            Err(OwnFileError::NoHome)
        ));
    }
}
