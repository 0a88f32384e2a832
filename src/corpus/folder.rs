//! What lies below a folder: documents, metadata tables, and what was left alone and why.
//!
//! Only looks; opens no file.

use std::{
    collections::{BTreeMap, BTreeSet},
    ffi::OsStr,
    fs, io,
    path::Path,
};

use rayon::prelude::*;

use crate::model::{Problem, ProblemKind};

use super::{formats::reader_for, metadata::METADATA_FILE};

/// Entries of a folder that are looked at together.
const TOGETHER: usize = 1_024;

/// A file that may become a document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FoundFile {
    /// Path below the folder, with `/` between parts.
    pub path: String,
    /// Its size when it was seen.
    pub bytes: u64,
    /// When it was last changed, in nanoseconds from 1970; 0 where the system does not say.
    pub changed: i64,
}

impl FoundFile {
    fn new(path: String, about: &fs::Metadata) -> Self {
        let since = |time: std::time::SystemTime| match time.duration_since(std::time::UNIX_EPOCH) {
            Ok(after) => i64::try_from(after.as_nanos()).unwrap_or(i64::MAX),
            Err(before) => i64::try_from(before.duration().as_nanos()).map_or(i64::MIN, |nanos| -nanos),
        };
        Self { path, bytes: about.len(), changed: about.modified().map_or(0, since) }
    }
}

/// What a walk found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// Documents to be read, in path order.
    pub files: Vec<FoundFile>,
    /// Tables named `metadata.csv`, in path order.
    pub tables: Vec<FoundFile>,
    /// How many files of other types were passed over, by ending in lower case (empty: no ending).
    pub skipped: BTreeMap<String, usize>,
    /// What could not be looked at.
    pub problems: Vec<Problem>,
}

/// Everything below `root`. Hidden files and folders (a leading dot, `.balge` among them) are left
/// alone; so are links that lead out of the folder (listed) and links to folders inside it (their
/// documents are read where they stand). `stop` is asked between entries: `true` ends the walk early.
pub fn walk(root: &Path, stop: &dyn Fn() -> bool) -> io::Result<Listing> {
    let mut listing = Listing::default();
    let real_root = fs::canonicalize(root)?;
    if real_root.is_file() {
        let name = root.file_name().and_then(|name| name.to_str()).unwrap_or("file.txt");
        listing.files.push(FoundFile::new(name.to_owned(), &fs::metadata(&real_root)?));
        return Ok(listing);
    }
    let open = vec![(fs::read_dir(root)?, String::new())];
    Ok(finish(listing, open, &real_root, stop))
}

/// Are there more files, or more bytes in them, below `root`? Looks no further than that takes; `stop` ends it
/// with a no. Hidden files and folders and links do not count.
#[must_use]
pub fn exceeds(root: &Path, files: usize, bytes: u64, stop: &dyn Fn() -> bool) -> bool {
    let (mut seen, mut size) = (0, 0);
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        let Ok(entries) = fs::read_dir(folder) else { continue };
        for entry in entries.flatten() {
            if stop() {
                return false;
            }
            if entry.file_name().as_encoded_bytes().starts_with(b".") {
                continue;
            }
            // Of a link itself, not of where it leads.
            let Ok(about) = entry.metadata() else { continue };
            if about.is_dir() {
                open.push(entry.path());
            } else if about.is_file() {
                seen += 1;
                size += about.len();
            }
            if seen > files || size > bytes {
                return true;
            }
        }
    }
    false
}

/// What lies at and below some paths (below `root`, with `/` between parts), as [`walk`] would list it. Paths
/// that are no more are passed over; so are those that `walk` would not reach.
pub fn walk_some(root: &Path, paths: &BTreeSet<String>, stop: &dyn Fn() -> bool) -> io::Result<Listing> {
    let mut listing = Listing::default();
    let real_root = fs::canonicalize(root)?;
    let mut open = Vec::new();
    for path in paths {
        let parts: Vec<&str> = path.split('/').collect();
        let above = |length: usize| parts[..length].join("/");
        let within = (1..parts.len()).any(|length| paths.contains(&above(length)));
        let is_folder = |length: usize| {
            let about = fs::symlink_metadata(root.join(above(length)));
            !parts[length - 1].starts_with('.') && about.is_ok_and(|about| about.is_dir())
        };
        let disk = root.join(path);
        if within || !(1..parts.len()).all(is_folder) || fs::symlink_metadata(&disk).is_err() {
            continue;
        }
        let Some(name) = disk.file_name() else { continue };
        let prefix = path.strip_suffix(parts[parts.len() - 1]).unwrap_or_default();
        visit((name, &disk), fs::symlink_metadata(&disk), prefix, &real_root, &mut listing, &mut open);
    }
    Ok(finish(listing, open, &real_root, stop))
}

/// Goes through the folders that are open and those in them.
fn finish(
    mut listing: Listing,
    mut open: Vec<(fs::ReadDir, String)>,
    real_root: &Path,
    stop: &dyn Fn() -> bool,
) -> Listing {
    while let Some((entries, prefix)) = open.last_mut() {
        if stop() {
            break;
        }
        let some: Vec<io::Result<fs::DirEntry>> = entries.take(TOGETHER).collect();
        if some.is_empty() {
            open.pop();
            continue;
        }
        let prefix = prefix.clone();
        // Asking the system about each file takes most of the time: all cores do.
        let looked = some.into_par_iter().map(|entry| entry.map(|entry| (entry.metadata(), entry)));
        for entry in looked.collect::<Vec<_>>() {
            match entry {
                Ok((about, entry)) => {
                    let place = (&*entry.file_name(), &*entry.path());
                    visit(place, about, &prefix, real_root, &mut listing, &mut open);
                }
                Err(err) => {
                    let path = if prefix.is_empty() { "." } else { prefix.trim_end_matches('/') };
                    listing.problems.push(Problem::new(path, ProblemKind::Unreadable, err.to_string()));
                }
            }
        }
    }
    listing.files.par_sort();
    listing.tables.sort();
    listing.problems.sort();
    listing
}

/// `about` is what the system says of the entry itself, not of where it leads.
fn visit(
    (name, disk): (&OsStr, &Path),
    about: io::Result<fs::Metadata>,
    prefix: &str,
    real_root: &Path,
    listing: &mut Listing,
    open: &mut Vec<(fs::ReadDir, String)>,
) {
    if name.as_encoded_bytes().starts_with(b".") {
        return;
    }
    let path = format!("{prefix}{}", name.to_string_lossy());
    let mut complain = |kind, cause: String| listing.problems.push(Problem::new(path.clone(), kind, cause));
    let Some(name) = name.to_str() else {
        complain(ProblemKind::Name, "the file's name is no Unicode; rename it to have it read".to_owned());
        return;
    };
    let mut about = match about {
        Ok(about) => about,
        Err(err) => return complain(ProblemKind::Unreadable, err.to_string()),
    };
    if about.is_symlink() {
        let target = fs::canonicalize(disk).and_then(|target| Ok((fs::metadata(&target)?, target)));
        match target {
            Err(err) => {
                return complain(ProblemKind::Unreadable, format!("a link that leads nowhere: {err}"));
            }
            Ok((_, target)) if !target.starts_with(real_root) => {
                let cause = "a link out of the folder, left alone".to_owned();
                return complain(ProblemKind::NotAFile, cause);
            }
            Ok((target, _)) if target.is_dir() => return,
            Ok((target, _)) => about = target,
        }
    }
    if about.is_dir() {
        match fs::read_dir(disk) {
            Ok(entries) => open.push((entries, format!("{path}/"))),
            Err(err) => complain(ProblemKind::Unreadable, err.to_string()),
        }
        return;
    }
    let wanted = reader_for(&path).is_some();
    if !about.is_file() {
        if wanted {
            complain(ProblemKind::NotAFile, "not a plain file (a pipe, socket or device)".to_owned());
        }
        return;
    }
    let table = name == METADATA_FILE;
    let file = FoundFile::new(path, &about);
    if table {
        listing.tables.push(file);
    } else if wanted {
        listing.files.push(file);
    } else {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
        *listing.skipped.entry(ending).or_default() += 1;
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn paths(files: &[FoundFile]) -> Vec<&str> {
        files.iter().map(|file| file.path.as_str()).collect()
    }

    #[test]
    fn how_large_a_folder_is_takes_no_longer_than_asked() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("sub/.hidden")).unwrap();
        for path in ["a.txt", "sub/b.txt", "sub/.hidden/c.txt"] {
            fs::write(folder.path().join(path), "12345").unwrap();
        }
        let exceeds = |files, bytes| exceeds(folder.path(), files, bytes, &|| false);
        assert!(!exceeds(2, 10) && exceeds(1, 10) && exceeds(2, 9));
        assert!(!super::exceeds(folder.path(), 0, 0, &|| true));
        assert!(!super::exceeds(&folder.path().join("gone"), 0, 0, &|| false));
    }

    #[test]
    fn finds_texts_below_and_leaves_hidden_ones_alone() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for path in ["b.txt", "a/z.TXT", "a/c/d.txt", ".hidden.txt", ".balge/views/x.txt", "p.exe", "none"] {
            let file = root.join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, "x").unwrap();
        }
        fs::write(root.join("a/metadata.csv"), "file\n").unwrap();
        let listing = walk(root, &|| false).unwrap();
        assert_eq!(paths(&listing.files), ["a/c/d.txt", "a/z.TXT", "b.txt"]);
        assert_eq!(paths(&listing.tables), ["a/metadata.csv"]);
        assert_eq!(listing.skipped.into_iter().collect::<Vec<_>>(), [(String::new(), 1), ("exe".into(), 1)]);
        assert_eq!(listing.problems, []);
        assert!(walk(&root.join("missing"), &|| false).is_err());
        assert_eq!(paths(&walk(&root.join("b.txt"), &|| false).unwrap().files), ["b.txt"]);
        assert_eq!(walk(root, &|| true).unwrap().files, []);
    }

    #[test]
    fn some_paths_are_listed_as_all_are() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for path in ["b.txt", "a/z.txt", "a/c/d.txt", "a/.h/x.txt", "a/metadata.csv"] {
            let file = root.join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, "x").unwrap();
        }
        let some = |touched: &[&str]| {
            let touched = touched.iter().map(|path| (*path).to_owned()).collect();
            walk_some(root, &touched, &|| false).unwrap()
        };
        let all = walk(root, &|| false).unwrap();
        assert_eq!(some(&["a", "b.txt", "a/z.txt"]), all);
        assert_eq!(some(&["a/c/d.txt"]).files, all.files[..1]);
        assert_eq!(some(&["a/gone.txt", "a/.h/x.txt", "a/.h"]), Listing::default());
    }

    #[cfg(unix)]
    #[test]
    fn links_stay_inside() {
        use std::os::unix::{ffi::OsStrExt as _, fs::symlink};
        let outside = tempfile::tempdir().unwrap();
        fs::write(outside.path().join("secret.txt"), "x").unwrap();
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::write(root.join("here.txt"), "x").unwrap();
        symlink(outside.path().join("secret.txt"), root.join("out.txt")).unwrap();
        symlink(outside.path(), root.join("outdir")).unwrap();
        symlink(root, root.join("loop")).unwrap();
        symlink("here.txt", root.join("inside.txt")).unwrap();
        symlink("nowhere.txt", root.join("broken.txt")).unwrap();
        fs::write(root.join(std::ffi::OsStr::from_bytes(b"\xff.txt")), "x").unwrap();
        let listing = walk(root, &|| false).unwrap();
        assert_eq!(paths(&listing.files), ["here.txt", "inside.txt"]);
        let kinds: Vec<_> = listing.problems.iter().map(|p| (p.path.as_str(), p.kind)).collect();
        assert_eq!(
            kinds,
            [
                ("broken.txt", ProblemKind::Unreadable),
                ("out.txt", ProblemKind::NotAFile),
                ("outdir", ProblemKind::NotAFile),
                ("\u{fffd}.txt", ProblemKind::Name),
            ]
        );
    }
}
