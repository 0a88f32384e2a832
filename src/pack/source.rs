//! The files of the language data as texts: those compiled in, and those of an overriding folder.
//!
//! Only here does the pack touch the disk. It never interprets a file.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use super::PackError;
use crate::model::hex;

/// `(path below assets/, text)` of every embedded file, sorted by path.
const EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// Files larger than this are refused: language data is written by hand.
const MAX_FILE_BYTES: u64 = 16 << 20;

/// Every file of the language data by its path below `assets/`, with `/` between parts.
#[derive(Clone, Debug)]
pub struct Source {
    files: BTreeMap<String, Cow<'static, str>>,
    /// Where the files lie that were put over the embedded ones; also those that remove one.
    own: BTreeMap<String, PathBuf>,
}

/// Folders of language data are not nested deeper; a link that leads back up ends here.
const MAX_DEPTH: usize = 8;

impl Source {
    /// What the program carries inside itself.
    #[must_use]
    pub fn embedded() -> Self {
        Self {
            files: EMBEDDED.iter().map(|(path, text)| ((*path).to_owned(), Cow::Borrowed(*text))).collect(),
            own: BTreeMap::new(),
        }
    }

    /// The embedded files with those of `folder` put over them: a file of the same path replaces,
    /// any other is added, an empty one removes. A rule or lexicon file of any other type is ignored.
    ///
    /// # Errors
    /// When the folder or one of its files cannot be read as UTF-8 text.
    pub fn overlaid(folder: &Path) -> Result<Self, PackError> {
        let (source, errors) = Self::layered(&[folder]);
        PackError::all(errors)?;
        Ok(source)
    }

    /// The same with several folders, one over the other, and what of them cannot be read: that is left out.
    #[must_use]
    pub fn layered(folders: &[&Path]) -> (Self, Vec<PackError>) {
        let mut source = Self::embedded();
        let mut errors = Vec::new();
        for folder in folders {
            source.overlay(folder, "", 0, &mut errors);
        }
        (source, errors)
    }

    fn overlay(&mut self, folder: &Path, prefix: &str, depth: usize, errors: &mut Vec<PackError>) {
        let unreadable = |path: &Path, cause: io::Error| PackError::Unreadable {
            file: path.display().to_string(),
            cause: cause.to_string(),
        };
        let mut entries: Vec<PathBuf> = match fs::read_dir(folder) {
            Ok(entries) => entries.filter_map(Result::ok).map(|entry| entry.path()).collect(),
            Err(err) => return errors.push(unreadable(folder, err)),
        };
        entries.sort();
        for path in entries {
            let Some(name) = path.file_name().and_then(|n| n.to_str()) else { continue };
            let below = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}/{name}") };
            if path.is_dir() && depth < MAX_DEPTH {
                self.overlay(&path, &below, depth + 1, errors);
            } else if path.extension().is_some_and(|e| e == "tsv" || e == "toml") {
                match read(&path) {
                    Ok(text) => self.put(below, text, path),
                    Err(err) => errors.push(unreadable(&path, err)),
                }
            }
        }
    }

    /// Puts a file that lies at `path` over the others; an empty one removes.
    fn put(&mut self, below: String, text: String, path: PathBuf) {
        if text.trim().is_empty() {
            self.files.remove(&below);
        } else {
            self.files.insert(below.clone(), Cow::Owned(text));
        }
        self.own.insert(below, path);
    }

    /// Takes a file that was put over the others away again, so that the embedded one counts.
    pub(super) fn take_back(&mut self, path: &str) {
        self.own.remove(path);
        match EMBEDDED.iter().find(|(known, _)| *known == path) {
            Some((known, text)) => drop(self.files.insert((*known).to_owned(), Cow::Borrowed(*text))),
            None => drop(self.files.remove(path)),
        }
    }

    /// Where a file lies that was put over the embedded ones, or that removes one.
    #[must_use]
    pub fn own_file(&self, path: &str) -> Option<&Path> {
        self.own.get(path).map(PathBuf::as_path)
    }

    /// Paths (below `assets/`) of all files that were put over the embedded ones.
    pub fn own_paths(&self) -> impl Iterator<Item = &str> {
        self.own.keys().map(String::as_str)
    }

    /// Does the program carry a file of this path inside itself?
    #[must_use]
    pub fn is_built_in(path: &str) -> bool {
        Self::built_in(path).is_some()
    }

    /// The text the program carries inside itself at a path.
    #[must_use]
    pub fn built_in(path: &str) -> Option<&'static str> {
        EMBEDDED.iter().find(|(known, _)| *known == path).map(|(_, text)| *text)
    }

    /// The text of one file.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(AsRef::as_ref)
    }

    /// `(path, text)` of the files below `folder` (`rules/person`), in path order.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> + 'a {
        self.files
            .range(folder.to_owned()..)
            .take_while(move |(path, _)| path.starts_with(folder))
            .filter(move |(path, _)| path.as_bytes().get(folder.len()) == Some(&b'/'))
            .map(|(path, text)| (path.as_str(), text.as_ref()))
    }

    /// Those of them that have the ending.
    pub fn typed<'a>(
        &'a self,
        folder: &'a str,
        ending: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a str)> + 'a {
        self.below(folder).filter(move |(path, _)| Path::new(path).extension().is_some_and(|e| e == ending))
    }

    /// The same files with one put in place of (or added to) the others: for previews and tests.
    #[must_use]
    pub fn with(mut self, path: &str, text: &str) -> Self {
        self.files.insert(path.to_owned(), Cow::Owned(text.to_owned()));
        self
    }

    /// Hash of all paths and texts: the version of the rule set, 16 hexadecimal digits.
    #[must_use]
    pub fn version(&self) -> String {
        let mut hash = Sha256::new();
        for (path, text) in &self.files {
            hash.update((path.len() as u64).to_le_bytes());
            hash.update(path.as_bytes());
            hash.update((text.len() as u64).to_le_bytes());
            hash.update(text.as_bytes());
        }
        hex(&hash.finalize()[..8])
    }
}

fn read(path: &Path) -> io::Result<String> {
    if fs::metadata(path)?.len() > MAX_FILE_BYTES {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "the file is larger than 16 MiB"));
    }
    fs::read_to_string(path)
}

#[cfg(test)]
mod tests {
    use super::Source;

    #[test]
    fn a_folder_replaces_adds_and_removes() {
        let folder = tempfile::tempdir().unwrap();
        let lexicon = folder.path().join("lexicon");
        std::fs::create_dir(&lexicon).unwrap();
        std::fs::write(lexicon.join("own.tsv"), "x\tword\n").unwrap();
        std::fs::write(lexicon.join("notes.txt"), "ignored").unwrap();
        let before = Source::embedded();
        let after = Source::overlaid(folder.path()).unwrap();
        assert_eq!(after.get("lexicon/own.tsv"), Some("x\tword\n"));
        assert_eq!(after.get("lexicon/notes.txt"), None);
        assert_eq!(after.own_paths().collect::<Vec<_>>(), ["lexicon/own.tsv"]);
        assert_eq!(after.own_file("lexicon/own.tsv"), Some(lexicon.join("own.tsv").as_path()));
        assert_ne!(before.version(), after.version());
        assert_eq!(before.version(), Source::embedded().version());
        std::fs::write(lexicon.join("own.tsv"), "\n").unwrap();
        assert_eq!(Source::overlaid(folder.path()).unwrap().version(), before.version());
    }

    #[test]
    fn below_keeps_to_the_folder() {
        let source = Source::embedded().with("zz/a.toml", "1").with("zz2/b.toml", "2");
        assert_eq!(source.below("zz").collect::<Vec<_>>(), [("zz/a.toml", "1")]);
    }
}
