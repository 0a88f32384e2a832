//! Zip packages held in memory: entries by name or in order, each unpacked only as far as the limits allow.
//!
//! Nothing is ever written to disk; names are only compared, never used as paths.

use std::io::{Cursor, Read as _};

use zip::{ZipArchive, result::ZipError};

use super::{FormatError, Limits};

/// An open package and what has been unpacked of it so far.
pub struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    limits: Limits,
    packed: u64,
    unpacked: u64,
}

/// What is said about an entry before it is unpacked.
pub struct Entry {
    /// Name with `/` between parts.
    pub name: String,
    /// A file (not a folder, not a link)?
    pub is_file: bool,
}

impl<'a> Package<'a> {
    /// Opens a package; too many entries are refused at once.
    pub fn open(bytes: &'a [u8], limits: &Limits) -> Result<Self, FormatError> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|err| named(&err))?;
        if archive.len() > limits.entries {
            let cause = format!("{} entries, more than {}", archive.len(), limits.entries);
            return Err(FormatError::limit(cause));
        }
        // The trick of bombs that hold the same packed bytes many times.
        if archive.has_overlapping_files().map_err(|err| named(&err))? {
            return Err(FormatError::malformed("entries lie over each other"));
        }
        Ok(Self { archive, limits: *limits, packed: bytes.len() as u64, unpacked: 0 })
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        self.archive.len()
    }

    /// Name and kind of an entry.
    pub fn entry(&mut self, index: usize) -> Result<Entry, FormatError> {
        let file = self.archive.by_index_raw(index).map_err(|err| named(&err))?;
        // A name that would leave the folder it is unpacked to is a trick; nothing of ours needs it.
        let is_safe = file.enclosed_name().is_some();
        let is_file = file.is_file() && !file.is_symlink() && is_safe;
        let name = file.name().map_err(|err| named(&err))?;
        Ok(Entry { name: name.replace('\\', "/"), is_file })
    }

    /// The bytes of an entry.
    pub fn read(&mut self, index: usize) -> Result<Vec<u8>, FormatError> {
        let left = self.limits.unpacked_bytes.saturating_sub(self.unpacked);
        let file = self.archive.by_index(index).map_err(|err| named(&err))?;
        let by_ratio = Limits::RATIO_FROM.max(self.packed.saturating_mul(self.limits.ratio));
        let allowed = left.min(by_ratio.saturating_sub(self.unpacked));
        let mut bytes = Vec::new();
        // The size an entry claims is not believed.
        file.take(allowed + 1)
            .read_to_end(&mut bytes)
            .map_err(|err| FormatError::malformed(format!("cannot be unpacked: {err}")))?;
        self.unpacked += bytes.len() as u64;
        if bytes.len() as u64 > allowed {
            let cause = format!(
                "unpacks to more than {} times its size or {} MiB",
                self.limits.ratio,
                self.limits.unpacked_bytes >> 20
            );
            return Err(FormatError::limit(cause));
        }
        Ok(bytes)
    }

    /// The characters of an entry by its name, in any case; `None` when there is no such entry.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, FormatError> {
        let is_it = |known: Result<_, ZipError>| {
            known.is_ok_and(|known: std::borrow::Cow<'_, str>| known.eq_ignore_ascii_case(name))
        };
        let Some(index) = self.archive.file_names().position(is_it) else { return Ok(None) };
        let bytes = self.read(index)?;
        let text = match encoding_rs::Encoding::for_bom(&bytes) {
            Some((encoding, _)) => encoding.decode(&bytes).0.into_owned(),
            None => String::from_utf8_lossy(&bytes).into_owned(),
        };
        Ok(Some(text))
    }

    /// As [`Package::text`] for an entry without which there is no document.
    pub fn required(&mut self, name: &str) -> Result<String, FormatError> {
        self.text(name)?.ok_or_else(|| FormatError::malformed(format!("has no {name} inside")))
    }
}

fn named(err: &ZipError) -> FormatError {
    match err {
        ZipError::UnsupportedArchive(cause) => FormatError::malformed(format!("not readable here: {cause}")),
        ZipError::InvalidPassword => FormatError::malformed("is protected by a password"),
        err => FormatError::malformed(err.to_string()),
    }
}
