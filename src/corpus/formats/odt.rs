//! Texts in the Open Document Format: paragraphs, headings, lists, tables; notes follow the text.
//!
//! Tracked deletions and comments stay out.

use super::{
    FormatError, Limits, Parsed, Reader, Settings,
    blocks::Blocks,
    docx::properties,
    package::Package,
    xml::{Node, walk},
};
use crate::model::Metadata;

/// `.odt` files.
pub struct Odt;

impl Reader for Odt {
    fn name(&self) -> &'static str {
        "odt"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["odt"]
    }

    fn is_isolated(&self) -> bool {
        true
    }

    fn read(&self, bytes: Vec<u8>, settings: &Settings) -> Result<Parsed, FormatError> {
        let limits = &settings.limits;
        let mut package = Package::open(&bytes, limits)?;
        let text = body(&package.required("content.xml")?, limits)?;
        let metadata = match package.text("meta.xml")? {
            // The plain `date` of such a file is the day of its last change.
            Some(xml) => properties(&xml.replace("dc:date", "dc:changed"), limits)?,
            None => Metadata::default(),
        };
        Ok(Parsed::one(text, "UTF-8", metadata))
    }
}

const LEFT_OUT: &[&str] = &["tracked-changes", "annotation", "note-citation", "sequence-decls", "forms"];

fn body(xml: &str, limits: &Limits) -> Result<String, FormatError> {
    let (mut text, mut notes) = (Blocks::default(), Blocks::default());
    let (mut in_body, mut left_out, mut paragraphs, mut in_note) = (false, 0_usize, 0_usize, 0_usize);
    let mut cells = 0_usize;
    walk(xml, limits, |node| {
        let out = if in_note > 0 { &mut notes } else { &mut text };
        match node {
            Node::Start(element) if left_out > 0 || LEFT_OUT.contains(&element.name) => left_out += 1,
            Node::End(_) if left_out > 0 => left_out -= 1,
            Node::Start(element) => match element.name {
                "body" => in_body = true,
                "p" | "h" => paragraphs += 1,
                "note-body" => in_note += 1,
                "table-cell" => cells += 1,
                "tab" => out.push("\t"),
                "line-break" => out.end_line(),
                "s" => {
                    let count = element.attribute("c").and_then(|c| c.parse().ok()).unwrap_or(1);
                    out.push(&" ".repeat(usize::min(count, 100)));
                }
                _ => {}
            },
            Node::End(name) => match name {
                "p" | "h" => {
                    paragraphs = paragraphs.saturating_sub(1);
                    if cells > 0 { out.end_line() } else { out.end_block() }
                }
                "note-body" => in_note = in_note.saturating_sub(1),
                "table-cell" => {
                    cells = cells.saturating_sub(1);
                    out.end_cell();
                }
                "table-row" => out.end_row(),
                "table" => out.end_block(),
                _ => {}
            },
            Node::Text(characters) if in_body && paragraphs > 0 => out.push_collapsed(characters),
            Node::Text(_) => {}
        }
        limits.check_text(text.len() + notes.len())
    })?;
    text.end_block();
    text.push(&notes.finish());
    Ok(text.finish())
}
