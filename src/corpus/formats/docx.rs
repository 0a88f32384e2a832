//! Word documents (Office Open XML): paragraphs, tables, foot- and endnotes.
//!
//! Deleted text, field codes and comments stay out.

use super::{
    FormatError, Limits, Parsed, Reader, Settings,
    blocks::Blocks,
    date::date,
    package::Package,
    xml::{Node, walk},
};
use crate::model::{Column, Metadata};

/// `.docx` files.
pub struct Docx;

impl Reader for Docx {
    fn name(&self) -> &'static str {
        "docx"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["docx", "docm"]
    }

    fn is_isolated(&self) -> bool {
        true
    }

    fn read(&self, bytes: Vec<u8>, settings: &Settings) -> Result<Parsed, FormatError> {
        let limits = &settings.limits;
        let mut package = Package::open(&bytes, limits)?;
        let mut text = Blocks::default();
        body(&package.required("word/document.xml")?, limits, &mut text)?;
        for notes in ["word/footnotes.xml", "word/endnotes.xml"] {
            if let Some(xml) = package.text(notes)? {
                body(&xml, limits, &mut text)?;
            }
        }
        let metadata = match package.text("docProps/core.xml")? {
            Some(xml) => properties(&xml, limits)?,
            None => Metadata::default(),
        };
        Ok(Parsed::one(text.finish(), "UTF-8", metadata))
    }
}

/// Elements whose characters are not text of the document. A fallback repeats what its choice said.
const LEFT_OUT: &[&str] = &["del", "moveFrom", "Fallback", "instrText", "delText", "pPr", "rPr", "sectPr"];

fn body(xml: &str, limits: &Limits, text: &mut Blocks) -> Result<(), FormatError> {
    let (mut left_out, mut in_run, mut cells) = (0_usize, 0_usize, 0_usize);
    walk(xml, limits, |node| {
        match node {
            Node::Start(element) if left_out > 0 || LEFT_OUT.contains(&element.name) => left_out += 1,
            Node::End(_) if left_out > 0 => left_out -= 1,
            Node::Start(element) => match element.name {
                "t" => in_run += 1,
                "tc" => cells += 1,
                "tab" => text.push("\t"),
                "br" | "cr" => text.end_line(),
                "noBreakHyphen" => text.push("-"),
                _ => {}
            },
            Node::End(name) => match name {
                "t" => in_run = in_run.saturating_sub(1),
                "p" if cells > 0 => text.end_line(),
                "tc" => {
                    cells = cells.saturating_sub(1);
                    text.end_cell();
                }
                "tr" => text.end_row(),
                "p" | "tbl" => text.end_block(),
                _ => {}
            },
            Node::Text(characters) if in_run > 0 && left_out == 0 => text.push(characters),
            Node::Text(_) => {}
        }
        limits.check_text(text.len())
    })
}

/// Title, creator and day of creation; shared by the formats whose properties are Dublin Core.
pub(super) fn properties(xml: &str, limits: &Limits) -> Result<Metadata, FormatError> {
    let mut metadata = Metadata::default();
    let mut value = String::new();
    walk(xml, limits, |node| {
        match node {
            Node::Start(_) => value.clear(),
            Node::Text(characters) => value.push_str(characters),
            Node::End(name) => {
                let text = value.trim();
                if !text.is_empty() {
                    match name {
                        "title" if metadata.title.is_none() => metadata.title = Some(text.to_owned()),
                        "publisher" if metadata.source.is_none() => metadata.source = Some(text.to_owned()),
                        // OOXML's and ODF's name for the day of creation, and EPUB's.
                        "created" | "creation-date" | "date" if metadata.date.is_none() => {
                            metadata.date = date(text);
                        }
                        "creator" | "initial-creator" => author(&mut metadata, text),
                        _ => {}
                    }
                }
                value.clear();
            }
        }
        Ok(())
    })?;
    Ok(metadata)
}

/// Keeps an author as a column of its own; the first one named wins.
pub(super) fn author(metadata: &mut Metadata, name: &str) {
    if !metadata.columns.iter().any(|column| column.name == "author") {
        metadata.columns.push(Column { name: "author".to_owned(), value: name.to_owned() });
    }
}
