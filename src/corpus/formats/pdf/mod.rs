//! PDF files with a text layer: their words in reading order, Kurdish from the right.
//!
//! Only what text needs is read: no pictures (so no scanned pages), no forms' fields, no encryption, no
//! columns told apart beyond the order in which a program drew them.

mod content;
mod file;
mod font;
mod layout;
mod object;

use super::{FormatError, Parsed, Reader, Settings, date::date, docx::author};
use crate::model::{Metadata, ProblemKind};
use content::{Painter, stated_text};
use file::File;
use object::{Dict, Value};

/// `.pdf` files.
pub struct Pdf;

impl Reader for Pdf {
    fn name(&self) -> &'static str {
        "pdf"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["pdf"]
    }

    fn is_isolated(&self) -> bool {
        true
    }

    fn read(&self, bytes: Vec<u8>, settings: &Settings) -> Result<Parsed, FormatError> {
        let mut file = File::open(&bytes, settings.limits.unpacked_bytes)?;
        let pages = file.pages();
        let metadata = metadata(&file);
        let mut painter = Painter::new(&mut file);
        let (mut text, mut size) = (Vec::new(), 0);
        for (page, resources) in &pages {
            let found = layout::paragraphs(painter.page(page, resources)?);
            size += found.iter().map(String::len).sum::<usize>();
            settings.limits.check_text(size)?;
            text.extend(found);
        }
        if text.is_empty() {
            let cause = format!("{} pages without a text layer: pictures or scans", pages.len());
            return Err(FormatError { kind: ProblemKind::Empty, cause });
        }
        Ok(Parsed::one(text.join("\n\n"), "UTF-16", metadata))
    }
}

/// Title, author and day of making, from the file's information dictionary.
fn metadata(file: &File<'_>) -> Metadata {
    let mut metadata = Metadata::default();
    let string = |dict: &Dict, key: &str| match file.get(dict, key) {
        Value::Text(bytes) => Some(stated_text(bytes).trim().to_owned()).filter(|text| !text.is_empty()),
        _ => None,
    };
    let is_about = |dict: &&Dict| dict.contains_key("Producer") || dict.contains_key("CreationDate");
    if let Some(about) = file.dicts().find(is_about) {
        metadata.title = string(about, "Title");
        // `D:20210315100000+03'00'`
        let made = string(about, "CreationDate");
        metadata.date = made.and_then(|made| date(made.trim_start_matches("D:").get(..8)?));
        if let Some(name) = string(about, "Author") {
            author(&mut metadata, &name);
        }
    }
    metadata
}

#[cfg(test)]
mod tests;
