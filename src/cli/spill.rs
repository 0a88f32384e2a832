//! Bytes that wait to be read again: in memory while they are few, beyond that in a file nobody else sees.
//!
//! Knows nothing of what they mean.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufReader, BufWriter, Read as _, Seek as _, SeekFrom, Write as _},
    path::PathBuf,
};

/// Bytes held in memory. Author's choice: the facts of some ten thousand texts.
const HELD: usize = 192 << 20;

/// Pieces of bytes that are being gathered.
pub struct Spill {
    /// Where the file is made, if one is needed.
    folder: PathBuf,
    held: Vec<u8>,
    /// Where each piece ends.
    ends: Vec<u64>,
    file: Option<(BufWriter<File>, PathBuf)>,
    bound: usize,
}

/// Pieces of bytes to be read.
pub struct Spilled {
    held: Vec<u8>,
    ends: Vec<u64>,
    file: Option<BufReader<File>>,
    path: Option<PathBuf>,
    /// Where the file is read next.
    at: u64,
}

impl Spill {
    /// Without a piece yet.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder, held: Vec::new(), ends: Vec::new(), file: None, bound: HELD }
    }

    /// Adds a piece.
    pub fn push(&mut self, piece: &[u8]) -> io::Result<()> {
        if self.file.is_none() && self.held.len() + piece.len() > self.bound {
            fs::create_dir_all(&self.folder)?;
            let path = self.folder.join(format!(".balge-{}.part", std::process::id()));
            let file = OpenOptions::new().read(true).write(true).create(true).truncate(true).open(&path)?;
            // Where the system allows it the name goes at once, so that nothing stays whatever happens.
            let _ = fs::remove_file(&path);
            self.file = Some((BufWriter::with_capacity(1 << 20, file), path));
        }
        match &mut self.file {
            Some((file, _)) => file.write_all(piece)?,
            None => self.held.extend_from_slice(piece),
        }
        self.ends.push(self.ends.last().copied().unwrap_or_default() + piece.len() as u64);
        Ok(())
    }

    /// Ready to be read.
    pub fn finish(self) -> io::Result<Spilled> {
        let mut spilled = Spilled { held: self.held, ends: self.ends, file: None, path: None, at: 0 };
        if let Some((file, path)) = self.file {
            spilled.path = Some(path);
            let mut file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
            file.seek(SeekFrom::Start(0))?;
            spilled.file = Some(BufReader::with_capacity(1 << 20, file));
        }
        Ok(spilled)
    }
}

impl Spilled {
    /// A piece by its number.
    pub fn get(&mut self, number: usize) -> io::Result<Vec<u8>> {
        let start = number.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied());
        let (Some(start), Some(end)) = (start, self.ends.get(number).copied()) else {
            return Err(io::ErrorKind::UnexpectedEof.into());
        };
        let held = self.held.len() as u64;
        if let Some(piece) = self.held.get(start as usize..end as usize) {
            return Ok(piece.to_vec());
        }
        let Some(file) = &mut self.file else { return Err(io::ErrorKind::UnexpectedEof.into()) };
        let start = start - held;
        file.seek_relative(start.cast_signed() - self.at.cast_signed())?;
        let mut piece = vec![0; (end - held - start) as usize];
        file.read_exact(&mut piece)?;
        self.at = start + piece.len() as u64;
        Ok(piece)
    }
}

impl Drop for Spilled {
    fn drop(&mut self) {
        self.file = None;
        if let Some(path) = &self.path {
            // Mostly gone already.
            let _ = fs::remove_file(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_come_back_in_any_order_and_nothing_stays() {
        let folder = tempfile::tempdir().unwrap();
        for bound in [0, 10, 1_000] {
            let mut spill = Spill::new(folder.path().to_owned());
            spill.bound = bound;
            let pieces: Vec<Vec<u8>> =
                (0..40_u8).map(|number| vec![number; usize::from(number) % 7]).collect();
            for piece in &pieces {
                spill.push(piece).unwrap();
            }
            let mut spilled = spill.finish().unwrap();
            for number in (0..40).chain([7, 3, 39, 0]) {
                assert_eq!(spilled.get(number).unwrap(), pieces[number], "{bound}");
            }
            assert!(spilled.get(40).is_err());
            drop(spilled);
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        }
    }
}
