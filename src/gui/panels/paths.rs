//! Paths as people type them.

use std::path::PathBuf;

use crate::session::ExportFormat;

/// A typed path: quotes and spaces around it dropped, `~` for the home folder.
#[must_use]
pub fn expanded(typed: &str) -> PathBuf {
    let plain = typed.trim().trim_matches(['"', '\'']).trim();
    let plain = plain.strip_prefix("file://").unwrap_or(plain);
    match plain.strip_prefix('~') {
        Some(rest) if rest.is_empty() || rest.starts_with(['/', '\\']) => match etcetera::home_dir() {
            Ok(home) => home.join(rest.trim_start_matches(['/', '\\'])),
            Err(_) => PathBuf::from(plain),
        },
        _ => PathBuf::from(plain),
    }
}

/// Where an export goes unless the user says otherwise: a name that is still free.
#[must_use]
pub fn free_file(format: ExportFormat) -> PathBuf {
    let ending = match format {
        ExportFormat::Csv | ExportFormat::Report | ExportFormat::Batch => "csv",
        ExportFormat::Jsonl => "jsonl",
    };
    let folder = etcetera::home_dir().unwrap_or_default();
    (1..10_000_u32)
        .map(
            |number| if number == 1 { format!("balge.{ending}") } else { format!("balge-{number}.{ending}") },
        )
        .map(|name| folder.join(name))
        .find(|path| !path.exists())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_paths() {
        assert_eq!(expanded(" \"/tmp/a b\" "), PathBuf::from("/tmp/a b"));
        assert_eq!(expanded("file:///tmp/a"), PathBuf::from("/tmp/a"));
        assert!(!expanded("~/news").starts_with("~"));
        assert_eq!(expanded("~news"), PathBuf::from("~news"));
    }
}
