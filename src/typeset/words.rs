//! Words and graphemes as a reader selects them (UAX #29), in logical order.

use std::ops::Range;

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation as _};

/// The word a double click at this byte selects: the one that holds it, or ends there.
#[must_use]
pub fn word_at(text: &str, byte: usize) -> Range<usize> {
    let mut previous = 0..0;
    for (start, piece) in text.split_word_bound_indices() {
        let word = start..start + piece.len();
        if word.contains(&byte) {
            let on_word = piece.chars().any(char::is_alphanumeric);
            let after_word = byte == start && text[previous.clone()].chars().any(char::is_alphanumeric);
            return if !on_word && after_word { previous } else { word };
        }
        previous = word;
    }
    previous
}

/// Where Ctrl+arrow leads: the end of the next word, or the start of the one before.
#[must_use]
pub fn word_step(text: &str, byte: usize, forward: bool) -> usize {
    let words = text.unicode_word_indices();
    if forward {
        words.map(|(start, word)| start + word.len()).find(|end| *end > byte).unwrap_or(text.len())
    } else {
        words.map(|(start, _)| start).take_while(|start| *start < byte).last().unwrap_or(0)
    }
}

/// The boundary of a grapheme after (or before) a byte; the byte itself at the end (or start).
#[must_use]
pub fn grapheme_step(text: &str, byte: usize, forward: bool) -> usize {
    let mut cursor = GraphemeCursor::new(byte.min(text.len()), text.len(), true);
    let found = if forward { cursor.next_boundary(text, 0) } else { cursor.prev_boundary(text, 0) };
    found.ok().flatten().unwrap_or(if forward { text.len() } else { 0 })
}

/// The closest boundary of a grapheme at or before a byte.
#[must_use]
pub fn grapheme_floor(text: &str, byte: usize) -> usize {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    let mut cursor = GraphemeCursor::new(byte, text.len(), true);
    if cursor.is_boundary(text, 0).unwrap_or(true) { byte } else { grapheme_step(text, byte, false) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_at_clicks() {
        let text = "سڵاو، نیم\u{200c}فاصلە CNN";
        let at = |needle: &str| text.find(needle).unwrap();
        assert_eq!(&text[word_at(text, 2)], "سڵاو");
        // Right behind a word, before the comma: the word.
        assert_eq!(&text[word_at(text, at("،"))], "سڵاو");
        assert_eq!(&text[word_at(text, at("فاصلە"))], "نیم\u{200c}فاصلە");
        assert_eq!(&text[word_at(text, text.len())], "CNN");
        assert_eq!(word_at("", 0), 0..0);
    }

    #[test]
    fn steps_over_words_and_graphemes() {
        let text = "یەک، دوو";
        let first = "یەک".len();
        assert_eq!(word_step(text, 0, true), first);
        assert_eq!(word_step(text, first, true), text.len());
        assert_eq!(word_step(text, text.len(), false), text.find("دوو").unwrap());
        let composed = "ي\u{654}ا";
        assert_eq!(grapheme_step(composed, 0, true), 4);
        assert_eq!(grapheme_step(composed, 4, false), 0);
        assert_eq!(grapheme_floor(composed, 3), 0);
        assert_eq!(grapheme_step("", 0, false), 0);
    }
}
