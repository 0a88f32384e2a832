//! The user's own folders of language data over the embedded data: what cannot be used is left out and listed,
//! the rest is in use. Never fails on a user's file.

use std::{path::Path, sync::Arc};

use super::{Pack, PackError, Source};
use crate::model::Problem;

/// Language data with what of the user's own could not be used.
#[derive(Clone)]
pub struct Layered {
    /// The data in use.
    pub pack: Arc<Pack>,
    /// Files that are left out, with their places on disk; lines where there are any.
    pub problems: Vec<Problem>,
}

impl Pack {
    /// The embedded language data with the files of `folders` over it, later ones over earlier ones. A
    /// file that cannot be used does not count; the embedded file of its path does.
    ///
    /// # Errors
    /// Only when the embedded data itself is broken.
    pub fn layered(folders: &[&Path]) -> Result<Layered, PackError> {
        let (mut source, errors) = Source::layered(folders);
        let mut problems: Vec<Problem> = errors.iter().flat_map(PackError::problems).collect();
        while source.own_paths().next().is_some() {
            match Self::compile(source.clone()) {
                Ok(pack) => return Ok(Layered { pack: Arc::new(pack), problems }),
                Err(error) => {
                    problems.extend(error.problems().into_iter().map(|problem| placed(&source, problem)));
                    for path in to_blame(&source, &error) {
                        source.take_back(&path);
                    }
                }
            }
        }
        Ok(Layered { pack: Self::embedded()?, problems })
    }
}

/// The problem with the file's place on disk.
fn placed(source: &Source, mut problem: Problem) -> Problem {
    if let Some(path) = source.own_file(&problem.path) {
        problem.path = path.display().to_string();
    }
    problem
}

/// The user's files to leave out: those the error names; where it names none, those that remove one (a
/// rule misses its words); otherwise all.
fn to_blame(source: &Source, error: &PackError) -> Vec<String> {
    let owned = |paths: Vec<&str>| paths.into_iter().map(str::to_owned).collect();
    let named: Vec<&str> = error.files().into_iter().filter(|path| source.own_file(path).is_some()).collect();
    if !named.is_empty() {
        return owned(named);
    }
    let removing: Vec<&str> = source.own_paths().filter(|path| source.get(path).is_none()).collect();
    owned(if removing.is_empty() { source.own_paths().collect() } else { removing })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_faulty_file_is_left_out_and_the_rest_is_in_use() {
        let folder = tempfile::tempdir().unwrap();
        let lexicon = folder.path().join("lexicon");
        fs::create_dir(&lexicon).unwrap();
        fs::write(lexicon.join("good.tsv"), "alpha\tzz_a\n").unwrap();
        fs::write(lexicon.join("bad.tsv"), "# a remark\nword\n").unwrap();
        let topics = folder.path().join("topics");
        fs::create_dir(&topics).unwrap();
        fs::write(topics.join("energy.toml"), "id = 7\n").unwrap();
        fs::write(topics.join("rights.toml"), "\n").unwrap();
        let layered = Pack::layered(&[folder.path()]).unwrap();
        assert!(layered.pack.lexicon.word("alpha").is_some());
        assert!(layered.pack.topics.by_id("energy").is_some(), "the embedded topic counts");
        assert!(layered.pack.topics.by_id("rights").is_none(), "an empty file removes");
        let places: Vec<(String, Option<u32>)> =
            layered.problems.iter().map(|problem| (problem.path.clone(), problem.line)).collect();
        let path = |path: std::path::PathBuf| path.display().to_string();
        assert_eq!(
            places,
            [(path(lexicon.join("bad.tsv")), Some(2)), (path(topics.join("energy.toml")), Some(1))]
        );
    }

    #[test]
    fn without_folders_it_is_the_embedded_data() {
        let layered = Pack::layered(&[]).unwrap();
        assert!(Arc::ptr_eq(&layered.pack, &Pack::embedded().unwrap()));
    }

    #[test]
    fn words_that_rules_need_cannot_be_removed() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("lexicon")).unwrap();
        fs::write(folder.path().join("lexicon/place.tsv"), "").unwrap();
        let layered = Pack::layered(&[folder.path()]).unwrap();
        assert!(!layered.problems.is_empty());
        assert_eq!(layered.pack.version(), Pack::embedded().unwrap().version());
    }
}
