//! The files of the language data as texts: those compiled in, and those of an overriding folder.
//!
//! Only here does the pack touch the disk. It never interprets a file.

use std::{borrow::Cow, collections::BTreeMap, fs, io, path::Path};

use sha2::{Digest, Sha256};

use super::PackError;

/// `(path below assets/, text)` of every embedded file, sorted by path.
const EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// Files larger than this are refused: language data is written by hand.
const MAX_FILE_BYTES: u64 = 16 << 20;

/// Every file of the language data by its path below `assets/`, with `/` between parts.
#[derive(Clone, Debug)]
pub struct Source {
    files: BTreeMap<String, Cow<'static, str>>,
}

impl Source {
    /// What the program carries inside itself.
    #[must_use]
    pub fn embedded() -> Self {
        Self {
            files: EMBEDDED.iter().map(|(path, text)| ((*path).to_owned(), Cow::Borrowed(*text))).collect(),
        }
    }

    /// The embedded files with those of `folder` put over them: a file of the same path replaces,
    /// any other is added, an empty one removes. A rule or lexicon file of any other type is ignored.
    ///
    /// # Errors
    /// When the folder or one of its files cannot be read as UTF-8 text.
    pub fn overlaid(folder: &Path) -> Result<Self, PackError> {
        let mut source = Self::embedded();
        source.overlay(folder, "")?;
        Ok(source)
    }

    fn overlay(&mut self, folder: &Path, prefix: &str) -> Result<(), PackError> {
        let unreadable = |path: &Path, cause: io::Error| PackError::Unreadable {
            file: path.display().to_string(),
            cause: cause.to_string(),
        };
        let entries = fs::read_dir(folder).map_err(|e| unreadable(folder, e))?;
        for entry in entries {
            let path = entry.map_err(|e| unreadable(folder, e))?.path();
            let Some(name) = path.file_name().and_then(|n| n.to_str()) else { continue };
            let below = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}/{name}") };
            if path.is_dir() {
                self.overlay(&path, &below)?;
            } else if path.extension().is_some_and(|e| e == "tsv" || e == "toml") {
                let length = fs::metadata(&path).map_err(|e| unreadable(&path, e))?.len();
                if length > MAX_FILE_BYTES {
                    return Err(PackError::at(&below, 1, "the file is larger than 16 MiB"));
                }
                let text = fs::read_to_string(&path).map_err(|e| unreadable(&path, e))?;
                if text.trim().is_empty() {
                    self.files.remove(&below);
                } else {
                    self.files.insert(below, Cow::Owned(text));
                }
            }
        }
        Ok(())
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
        use std::fmt::Write as _;
        let mut hash = Sha256::new();
        for (path, text) in &self.files {
            hash.update((path.len() as u64).to_le_bytes());
            hash.update(path.as_bytes());
            hash.update((text.len() as u64).to_le_bytes());
            hash.update(text.as_bytes());
        }
        hash.finalize().iter().take(8).fold(String::with_capacity(16), |mut out, byte| {
            let _ = write!(out, "{byte:02x}");
            out
        })
    }
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
