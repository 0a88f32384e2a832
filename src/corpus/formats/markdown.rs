//! Markdown: its text without the marks; the first heading is the title.
//!
//! Raw HTML inside is left out.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{FormatError, Parsed, Reader, Settings, blocks::Blocks, characters, date::date};
use crate::model::Metadata;

/// Markdown files.
pub struct Markdown;

impl Reader for Markdown {
    fn name(&self) -> &'static str {
        "md"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["md", "markdown"]
    }

    fn is_isolated(&self) -> bool {
        false
    }

    fn read(&self, bytes: Vec<u8>, settings: &Settings) -> Result<Parsed, FormatError> {
        let (source, encoding) = characters(&bytes)?;
        let mut metadata = Metadata::default();
        let (mut text, mut heading) = (Blocks::default(), String::new());
        let (mut in_front_matter, mut in_heading) = (false, false);
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
            | Options::ENABLE_FOOTNOTES;
        for event in Parser::new_ext(source.trim_start_matches('\u{feff}'), options) {
            match event {
                Event::Start(Tag::MetadataBlock(_)) => in_front_matter = true,
                Event::End(TagEnd::MetadataBlock(_)) => in_front_matter = false,
                Event::Text(words) if in_front_matter => front_matter(&words, &mut metadata),
                Event::Start(Tag::Heading { .. }) => in_heading = heading.is_empty(),
                Event::Text(words) | Event::Code(words) => {
                    if in_heading {
                        heading.push_str(&words);
                    }
                    text.push(&words);
                }
                Event::SoftBreak => text.push(" "),
                Event::HardBreak => text.end_line(),
                Event::End(TagEnd::TableCell) => text.end_cell(),
                Event::End(TagEnd::TableRow | TagEnd::TableHead) => text.end_row(),
                Event::End(
                    TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::Item | TagEnd::Table,
                ) => {
                    in_heading = false;
                    text.end_block();
                }
                _ => {}
            }
        }
        settings.limits.check_text(text.len())?;
        if metadata.title.is_none() && !heading.trim().is_empty() {
            metadata.title = Some(heading.trim().to_owned());
        }
        Ok(Parsed::one(text.finish(), encoding, metadata))
    }
}

/// `key: value` lines; anything deeper is left alone.
fn front_matter(lines: &str, metadata: &mut Metadata) {
    for line in lines.lines() {
        let Some((key, value)) = line.split_once(':') else { continue };
        let value = value.trim().trim_matches(['"', '\'']).trim();
        if value.is_empty() {
            continue;
        }
        match key.trim().to_ascii_lowercase().as_str() {
            "title" => metadata.title = Some(value.to_owned()),
            "date" => metadata.date = date(value),
            "source" | "publisher" | "site" => metadata.source = Some(value.to_owned()),
            _ => {}
        }
    }
}
