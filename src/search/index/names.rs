//! Names of documents as values of a column: what links over the corpus are made of.

use super::{error::IndexError, schema::UNIT};
use crate::{model::EntityKind, search::DocumentName};

/// A name read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredName {
    /// Of what.
    pub kind: EntityKind,
    /// Its comparable form.
    pub key: String,
    /// The fullest form in the document.
    pub name: String,
    /// Other forms in the document.
    pub aliases: Vec<String>,
}

/// A value of the column: kind, key, name and other names. How often it is mentioned is no part of it, so
/// that documents which name alike share one value.
#[must_use]
pub fn write_name(name: &DocumentName<'_>) -> String {
    let mut out = String::with_capacity(name.key.len() + name.name.len() + 4);
    out.push(match name.kind {
        EntityKind::Person => 'p',
        EntityKind::Organisation => 'o',
        EntityKind::Place => 'l',
    });
    for part in [name.key, name.name].into_iter().chain(name.aliases.iter().map(String::as_str)) {
        out.push(UNIT);
        // A text that holds the sign itself loses it here, not in its record.
        out.extend(part.chars().filter(|c| *c != UNIT));
    }
    out
}

/// Back.
pub fn read_name(value: &str) -> Result<StoredName, IndexError> {
    let mut parts = value.split(UNIT);
    let kind = match parts.next() {
        Some("p") => Some(EntityKind::Person),
        Some("o") => Some(EntityKind::Organisation),
        Some("l") => Some(EntityKind::Place),
        _ => None,
    };
    match (kind, parts.next(), parts.next()) {
        (Some(kind), Some(key), Some(name)) => Ok(StoredName {
            kind,
            key: key.to_owned(),
            name: name.to_owned(),
            aliases: parts.map(str::to_owned).collect(),
        }),
        _ => Err(IndexError::Damaged("a name cannot be read".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_and_read_back() {
        for aliases in [&[][..], &["Ann".to_owned(), "A. B.".to_owned()]] {
            let name =
                DocumentName { kind: EntityKind::Place, key: "anna b", name: "Anna B", aliases, mentions: 3 };
            let read = read_name(&write_name(&name)).unwrap();
            assert_eq!((read.kind, read.key.as_str(), read.name.as_str()), (name.kind, name.key, name.name));
            assert_eq!(read.aliases, aliases);
        }
        assert!(read_name("x\u{1f}a\u{1f}b").is_err());
    }
}
