//! HTML pages: the article's text without navigation, and what the page says of it (title, day, outlet).
//!
//! Scripts, styles and forms are never text. Nothing is fetched.

mod article;
mod meta;
mod tree;

use super::{FormatError, Limits, Parsed, Reader, Settings, characters};
use tree::Tree;

/// `.html` files.
pub struct Html;

impl Reader for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["html", "htm", "xhtml"]
    }

    fn is_isolated(&self) -> bool {
        true
    }

    fn read(&self, bytes: Vec<u8>, settings: &Settings) -> Result<Parsed, FormatError> {
        let (source, encoding) = page_characters(&bytes)?;
        page(&source, encoding, &settings.limits)
    }
}

/// A page as one text with its metadata.
pub(super) fn page(source: &str, encoding: &str, limits: &Limits) -> Result<Parsed, FormatError> {
    let tree = Tree::parse(source, limits)?;
    let text = article::text(&tree);
    limits.check_text(text.len())?;
    Ok(Parsed::one(text, encoding, meta::metadata(&tree)))
}

/// All text of a page, navigation included: for books and mails, which have none.
pub(super) fn whole_text(source: &str, limits: &Limits) -> Result<String, FormatError> {
    let tree = Tree::parse(source, limits)?;
    let text = article::whole_text(&tree);
    limits.check_text(text.len())?;
    Ok(text)
}

/// Bytes of the head in which a page names its encoding, as the HTML standard has it.
const HEAD_BYTES: usize = 1024;

/// The characters of a page: by its byte-order mark, then by what it says, then by what it looks like.
fn page_characters(bytes: &[u8]) -> Result<(String, &'static str), FormatError> {
    let is_marked = encoding_rs::Encoding::for_bom(bytes).is_some();
    if !is_marked && std::str::from_utf8(bytes).is_err() {
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD_BYTES)]).to_ascii_lowercase();
        let named = head.split_once("charset=").map(|(_, rest)| rest.trim_start_matches(['"', '\'', ' ']));
        let label = named.and_then(|rest| rest.split(['"', '\'', ' ', ';', '>', '/']).next());
        let encoding = label.and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes()));
        // A page that says UTF-8 and is not is left to the detector.
        if let Some(encoding) = encoding.filter(|encoding| *encoding != encoding_rs::UTF_8) {
            let (text, is_bad) = encoding.decode_without_bom_handling(bytes);
            if !is_bad {
                return Ok((text.into_owned(), encoding.name()));
            }
        }
    }
    characters(bytes)
}

#[cfg(test)]
mod tests;
