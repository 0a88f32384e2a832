//! Where the views of a corpus lie: `.balge/views` beside the documents, in the user's data folder
//! when that cannot be written.
//!
//! Never overwrites one view with another; a file that is no view is listed as a problem and left.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use sha2::{Digest as _, Sha256};
use thiserror::Error;

use crate::{
    corpus::{CORPUS_FOLDER, OwnFolders},
    engine::{Entry, Origin},
    model::{Problem, ProblemKind},
};

use super::{
    files::write_whole,
    view::{SavedView, ViewError},
};

/// A view with the file it lies in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredView {
    /// The file.
    pub path: PathBuf,
    /// The view.
    pub view: SavedView,
}

/// Why views could not be read or written.
#[derive(Debug, Error)]
pub enum ViewsError {
    /// The system refused.
    #[error("{path}: {cause}")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        #[source]
        cause: io::Error,
    },
    /// The file is no view.
    #[error("{path}: {cause}")]
    View {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        cause: ViewError,
    },
    /// The corpus of a view is not where the view says.
    #[error(
        "the corpus of this view is not at {0}; put the view back into .balge/views of its corpus, or name the folder"
    )]
    NoCorpus(PathBuf),
    /// There is no folder for the user's own data.
    #[error("there is no folder for your data; set HOME")]
    NoHome,
}

fn io_error(path: &Path) -> impl FnOnce(io::Error) -> ViewsError {
    move |cause| ViewsError::Io { path: path.to_owned(), cause }
}

/// The views of one corpus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Views {
    /// Beside the documents, for a folder.
    beside: Option<PathBuf>,
    /// In the user's data folder.
    own: Option<PathBuf>,
    corpus: Option<PathBuf>,
}

impl Views {
    /// The views of a corpus.
    #[must_use]
    pub fn of(origin: &Origin) -> Self {
        Self::within(origin, &OwnFolders::of(origin.folder()))
    }

    /// Those in the folders of the corpus.
    #[must_use]
    pub fn within(origin: &Origin, folders: &OwnFolders) -> Self {
        let views = |folder: &PathBuf| folder.join("views");
        Self {
            beside: folders.beside.as_ref().map(views),
            own: folders.data.as_ref().map(views),
            corpus: origin
                .folder()
                .map(|folder| fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned())),
        }
    }

    /// All views, by name, and files that are none.
    #[must_use]
    pub fn list(&self) -> (Vec<StoredView>, Vec<Problem>) {
        let mut views = Vec::new();
        let mut problems = Vec::new();
        for folder in self.beside.iter().chain(&self.own) {
            let Ok(entries) = fs::read_dir(folder) else { continue };
            for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
                let hidden = path.file_name().is_none_or(|name| name.as_encoded_bytes().starts_with(b"."));
                if hidden || path.extension().is_none_or(|ending| ending != "json") {
                    continue;
                }
                match read_view(&path) {
                    Ok(view) => views.push(StoredView { path, view }),
                    Err(err) => {
                        let path = path.display().to_string();
                        problems.push(Problem::new(path, ProblemKind::Damaged, err.to_string()));
                    }
                }
            }
        }
        views.sort_by(|a, b| a.view.name.cmp(&b.view.name).then_with(|| a.path.cmp(&b.path)));
        problems.sort();
        (views, problems)
    }

    /// Writes a new view under a free file name made of its name.
    pub fn add(&self, view: &SavedView) -> Result<StoredView, ViewsError> {
        let mut refused = ViewsError::NoHome;
        for (folder, beside) in [(&self.beside, true), (&self.own, false)] {
            let Some(folder) = folder else { continue };
            let mut view = view.clone();
            if !beside {
                view.corpus = self.corpus.as_ref().map_or(String::new(), |path| path.display().to_string());
            }
            match fs::create_dir_all(folder).map_err(io_error(folder)).and_then(|()| {
                let path = free_path(folder, &view.name).map_err(io_error(folder))?;
                write_view(&path, &view)?;
                Ok(path)
            }) {
                Ok(path) => return Ok(StoredView { path, view }),
                Err(err) => refused = err,
            }
        }
        Err(refused)
    }
}

/// Reads a view file.
pub fn read_view(path: &Path) -> Result<SavedView, ViewsError> {
    let text = fs::read_to_string(path).map_err(io_error(path))?;
    SavedView::parse(&text).map_err(|cause| ViewsError::View { path: path.to_owned(), cause })
}

/// Writes a view file, in place of the one it was read from.
pub fn write_view(path: &Path, view: &SavedView) -> Result<(), ViewsError> {
    let text = view.to_text().map_err(|cause| ViewsError::View { path: path.to_owned(), cause })?;
    write_whole(path, |out| out.write_all(text.as_bytes())).map_err(io_error(path))
}

/// Removes a view file and what was remembered with it.
pub fn remove_view(path: &Path) -> Result<(), ViewsError> {
    fs::remove_file(path).map_err(io_error(path))?;
    let _ = fs::remove_file(seen_path(path));
    Ok(())
}

/// The corpus a view file speaks of; an empty path in the view means the sample corpus.
pub fn corpus_of(path: &Path, view: &SavedView) -> Result<Origin, ViewsError> {
    if view.corpus.is_empty() {
        return Ok(Origin::Sample);
    }
    let beside = path.parent().unwrap_or(Path::new(""));
    let beside = if beside.as_os_str().is_empty() { Path::new(".") } else { beside };
    let folder = beside.join(&view.corpus);
    match fs::canonicalize(&folder) {
        // A view that lies loose would otherwise take whatever stands two folders up for its corpus.
        Ok(found) if view.corpus != "../.." || beside_corpus(path) => Ok(Origin::Folder(found)),
        _ => Err(ViewsError::NoCorpus(folder)),
    }
}

fn beside_corpus(path: &Path) -> bool {
    let Ok(path) = fs::canonicalize(path) else { return false };
    let mut parents = path.ancestors().skip(1).filter_map(Path::file_name);
    parents.next().is_some_and(|name| name == "views")
        && parents.next().is_some_and(|name| name == CORPUS_FOLDER)
}

fn free_path(folder: &Path, name: &str) -> io::Result<PathBuf> {
    let stem = file_stem(name);
    let mut path = folder.join(format!("{stem}.json"));
    let mut number = 2;
    while path.try_exists()? {
        path = folder.join(format!("{stem}-{number}.json"));
        number += 1;
    }
    Ok(path)
}

/// A file name that every system takes, still readable.
fn file_stem(name: &str) -> String {
    let allowed = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' };
    let mut stem: String = name.trim().chars().map(allowed).take(60).collect();
    while stem.contains("--") {
        stem = stem.replace("--", "-");
    }
    let stem = stem.trim_matches('-');
    if stem.is_empty() { "view".to_owned() } else { stem.to_owned() }
}

fn seen_path(view: &Path) -> PathBuf {
    view.with_extension("seen")
}

/// What tells one state of a document from another.
fn mark(entry: &Entry) -> String {
    short_hash(&[entry.document.path.as_bytes(), &entry.document.sha256])
}

/// The first eight bytes of a SHA-256 over the parts.
fn short_hash(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    let first = hash.finalize().iter().take(8).fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
    format!("{first:016x}")
}

/// What opening a view found.
pub struct Seen {
    /// Paths of the documents that were not in it when it was last opened; `None` when it was not opened yet.
    pub new: Option<BTreeSet<String>>,
    /// Could what it holds now be remembered?
    pub remembered: Result<(), ViewsError>,
}

/// Tells which of a view's documents are new in it, and remembers all of them as seen.
#[must_use]
pub fn see(view: &Path, documents: impl Iterator<Item = Arc<Entry>>) -> Seen {
    let path = seen_path(view);
    let before = fs::read_to_string(&path).ok();
    let before: Option<BTreeSet<&str>> = before.as_ref().map(|seen| seen.lines().collect());
    let mut new = BTreeSet::new();
    let mut marks = BTreeSet::new();
    for entry in documents {
        let mark = mark(&entry);
        if before.as_ref().is_some_and(|before| !before.contains(mark.as_str())) {
            new.insert(entry.document.path.clone());
        }
        marks.insert(mark);
    }
    let remembered = write_whole(&path, |out| marks.iter().try_for_each(|mark| writeln!(out, "{mark}")));
    Seen { new: before.map(|_| new), remembered: remembered.map_err(io_error(&path)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> SavedView {
        SavedView { name: name.to_owned(), ..SavedView::default() }
    }

    #[test]
    fn views_lie_beside_the_documents_and_travel_with_them() {
        let folder = tempfile::tempdir().unwrap();
        let corpus = folder.path().join("corpus");
        fs::create_dir(&corpus).unwrap();
        let origin = Origin::Folder(corpus.clone());
        let views = Views::within(&origin, &OwnFolders::with_data_folder(Some(&corpus), None));
        let first = views.add(&named("وزە: نەوت/گاز")).unwrap();
        let second = views.add(&named("وزە: نەوت/گاز")).unwrap();
        assert_ne!(first.path, second.path);
        assert!(first.path.starts_with(fs::canonicalize(&corpus).unwrap().join(".balge/views")));
        fs::write(first.path.with_file_name("broken.json"), "{").unwrap();
        let (list, problems) = views.list();
        assert_eq!((list.len(), problems.len()), (2, 1));
        let moved = folder.path().join("elsewhere");
        fs::rename(&corpus, &moved).unwrap();
        let path = moved.join(".balge/views").join(first.path.file_name().unwrap());
        let read = read_view(&path).unwrap();
        let found = corpus_of(&path, &read).unwrap();
        assert_eq!(found, Origin::Folder(fs::canonicalize(&moved).unwrap()));
        let loose = folder.path().join("loose.json");
        fs::copy(&path, &loose).unwrap();
        assert!(matches!(corpus_of(&loose, &read), Err(ViewsError::NoCorpus(_))));
    }

    #[test]
    fn the_sample_corpus_keeps_its_views_in_the_data_folder() {
        let data = tempfile::tempdir().unwrap();
        let views = Views::within(&Origin::Sample, &OwnFolders::with_data_folder(None, Some(data.path())));
        let stored = views.add(&named("..")).unwrap();
        assert_eq!(stored.path.file_name().unwrap(), "view.json");
        assert_eq!(corpus_of(&stored.path, &stored.view).unwrap(), Origin::Sample);
        assert_eq!(views.list().0, std::slice::from_ref(&stored));
        remove_view(&stored.path).unwrap();
        assert_eq!(views.list().0, []);
    }

    #[test]
    fn new_documents_since_the_view_was_last_opened() {
        let folder = tempfile::tempdir().unwrap();
        let view = folder.path().join("a.json");
        let entry = |document| {
            Arc::new(Entry {
                document,
                facts: crate::model::Facts::default(),
                language: crate::lang::Language::Sorani,
                folded: crate::lang::FoldedText::default(),
            })
        };
        let entries: Vec<Arc<Entry>> = crate::corpus::sample_documents().into_iter().map(entry).collect();
        let first = see(&view, entries[..3].iter().cloned());
        assert!(first.new.is_none() && first.remembered.is_ok());
        let second = see(&view, entries.iter().cloned());
        assert_eq!(second.new, Some(BTreeSet::from([entries[3].document.path.clone()])));
        assert_eq!(see(&view, entries.into_iter()).new, Some(BTreeSet::new()));
    }
}
