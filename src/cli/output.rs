//! Where data goes: standard output, or a file that appears whole.

use std::{
    io::{self, BufWriter, Write},
    path::Path,
};

use crate::query::write_whole;

use super::error::CliError;

/// Runs `write` on standard output or on a file that is put in place only when all went well.
pub fn to<T>(
    out: Option<&Path>,
    write: impl FnOnce(&mut dyn Write) -> Result<T, CliError>,
) -> Result<T, CliError> {
    let Some(path) = out else {
        let mut stdout = BufWriter::new(io::stdout().lock());
        let result = write(&mut stdout)?;
        stdout.flush()?;
        return Ok(result);
    };
    let mut failed = None;
    let written = write_whole(path, |out| {
        write(out).map_err(|err| {
            failed = Some(err);
            io::ErrorKind::Other.into()
        })
    });
    written.map_err(|err| failed.take().unwrap_or_else(|| CliError::file(path, &err)))
}
