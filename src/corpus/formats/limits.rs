//! What no file may exceed, however it is made.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::FormatError;

/// Bounds on one file, archives and mails with all they hold included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Bytes of text taken out of one file.
    pub text_bytes: usize,
    /// Entries of an archive.
    pub entries: usize,
    /// Unpacked bytes per packed byte, counted once more than [`Limits::RATIO_FROM`] are unpacked.
    pub ratio: u64,
    /// Unpacked bytes of an archive.
    pub unpacked_bytes: u64,
    /// Archives in archives, files attached to mails.
    pub depth: usize,
    /// Elements open at a time in XML and HTML, groups in RTF.
    pub nesting: usize,
    /// Address space of a child process.
    pub memory_bytes: u64,
    /// Wall time for one file in a child process.
    pub seconds: u64,
}

impl Limits {
    /// Small entries may well be packed a thousandfold.
    pub const RATIO_FROM: u64 = 8 << 20;

    /// Wall time for one file.
    pub fn time(&self) -> Duration {
        Duration::from_secs(self.seconds)
    }

    /// Fails when `text` has grown over the limit.
    pub(super) fn check_text(&self, text: usize) -> Result<(), FormatError> {
        if text > self.text_bytes {
            return Err(FormatError::limit(format!("more than {} MiB of text", self.text_bytes >> 20)));
        }
        Ok(())
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            text_bytes: 64 << 20,
            entries: 10_000,
            ratio: 200,
            unpacked_bytes: 512 << 20,
            depth: 2,
            nesting: 256,
            memory_bytes: 1 << 30,
            seconds: 20,
        }
    }
}
