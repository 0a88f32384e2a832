//! What a document is called in lists: its own title, or the opening of its text.
//!
//! Spans point into the document's own text; nothing is altered here.

use crate::model::{Document, Span};

/// Characters an opening may have when it stands for a title. Author's choice: one line of the list.
const TITLE_CHARS: usize = 90;

/// The title of a document: its own, or the opening of its text.
#[must_use]
pub fn title(document: &Document) -> &str {
    document.title().unwrap_or_else(|| opening(&document.text).of(&document.text).unwrap_or_default())
}

/// Bytes of a title by which documents are sorted: some thirty letters. Author's choice.
const SORTED_BYTES: usize = 64;

/// What a document is sorted by where titles are asked for: the beginning of its title.
#[must_use]
pub fn sort_title(document: &Document) -> &str {
    let title = title(document);
    &title[..title.floor_char_boundary(SORTED_BYTES)]
}

/// The first line, cut at a word end.
#[must_use]
pub fn opening(text: &str) -> Span {
    let blank = |c: char| c.is_whitespace() || c == '\u{feff}';
    let start = text.len() - text.trim_start_matches(blank).len();
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let line = text[start..line_end].trim_end();
    let Some((cut, _)) = line.char_indices().nth(TITLE_CHARS) else {
        return Span::new(start, start + line.len());
    };
    let end = line[..cut].rfind(char::is_whitespace).unwrap_or(cut);
    Span::new(start, start + line[..end].trim_end().len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_opening_is_the_first_line_cut_at_a_word() {
        let text = "\u{feff} \nFirst line here\nsecond";
        assert_eq!(opening(text).of(text), Some("First line here"));
        let long = "word ".repeat(40);
        let cut = opening(&long).of(&long).unwrap();
        assert!(cut.ends_with("word") && cut.len() <= TITLE_CHARS);
    }

    proptest! {
        #[test]
        fn openings_lie_on_character_boundaries(text in "[a-z\u{6d5}\u{626} \n]{1,200}") {
            prop_assert!(opening(&text).of(&text).is_some());
        }
    }
}
