//! Writing files so that a crash, a full disk or a damaged old file never costs the user anything.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering::Relaxed},
};

/// Writes a file whole or not at all: beside it first, made sure on disk, then put in its place.
pub fn write_whole<T>(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<T>) -> io::Result<T> {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().ok_or(io::ErrorKind::InvalidInput)?);
    name.push(format!(".{}-{}.part", std::process::id(), NUMBER.fetch_add(1, Relaxed)));
    let part = folder.join(name);
    let attempt = || {
        let mut out = BufWriter::new(File::create_new(&part)?);
        let result = write(&mut out)?;
        let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.sync_all()?;
        drop(file);
        fs::rename(&part, path)?;
        Ok(result)
    };
    attempt().inspect_err(|_| {
        // The half-written file is of no use; if it cannot be removed there is nothing else to do.
        let _ = fs::remove_file(&part);
    })
}

/// Moves a damaged file out of the way under the first free name `….damaged-N` and tells it.
pub fn keep_aside(path: &Path) -> io::Result<PathBuf> {
    for number in 1..10_000 {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".damaged-{number}"));
        let aside = PathBuf::from(name);
        if !aside.try_exists()? {
            fs::rename(path, &aside)?;
            return Ok(aside);
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_write_leaves_the_old_file_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        write_whole(&path, |out| out.write_all(b"old")).unwrap();
        let failed = write_whole(&path, |out| {
            out.write_all(b"half")?;
            Err::<(), _>(io::Error::other("disk full"))
        });
        assert!(failed.is_err());
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(keep_aside(&path).unwrap().ends_with("a.json.damaged-1"));
        write_whole(&path, |out| out.write_all(b"new")).unwrap();
        assert!(keep_aside(&path).unwrap().ends_with("a.json.damaged-2"));
        assert!(!path.exists());
    }
}
