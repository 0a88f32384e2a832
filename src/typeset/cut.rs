//! Cuts a whole document into the paragraphs a reader lays out one by one.
//!
//! Real news texts have no newline at all: their paragraphs end in a full stop and two spaces. Knows no
//! language beyond which signs end a sentence.

use std::ops::Range;

use super::class::ends_paragraph;

/// Past this many characters a paragraph ends at the next end of a sentence.
pub const LONG_CHARS: usize = 2_000;
/// Past this many it ends at the next white space, whatever comes.
const TOO_LONG_CHARS: usize = 4_000;
/// And past this many it just ends: such a line is no text.
const LONGEST_CHARS: usize = 8_000;

/// A paragraph of a document, in bytes of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CutParagraph {
    /// What is laid out: with the spaces at its end, without the line terminator.
    pub content: Range<usize>,
    /// Where the next one starts.
    pub next: usize,
}

/// Cuts at line terminators, at two spaces after the end of a sentence, and at the end of a sentence past
/// [`LONG_CHARS`]. Together the paragraphs cover the text without a gap; there is at least one.
#[must_use]
pub fn cut(text: &str) -> Vec<CutParagraph> {
    let mut paragraphs = Vec::new();
    let mut at = 0;
    loop {
        let paragraph = first_paragraph(text, at);
        at = paragraph.next;
        let done = paragraph.next >= text.len();
        let terminated = paragraph.content.end < paragraph.next;
        paragraphs.push(paragraph);
        if done {
            if terminated {
                paragraphs.push(CutParagraph { content: at..at, next: at });
            }
            return paragraphs;
        }
    }
}

/// What the characters so far say about where a sentence ends.
#[derive(Clone, Copy, PartialEq)]
enum State {
    Inside,
    /// After a sign that ends sentences, and perhaps closing quotes.
    Ended,
    /// After that and this many spaces.
    Spaces(u32),
}

fn first_paragraph(text: &str, start: usize) -> CutParagraph {
    let mut state = State::Inside;
    let rest = text.get(start..).unwrap_or_default();
    for (count, (at, c)) in rest.char_indices().enumerate() {
        let here = start + at;
        if ends_paragraph(c) {
            let len = if rest[at..].starts_with("\r\n") { 2 } else { c.len_utf8() };
            return CutParagraph { content: start..here, next: here + len };
        }
        let ends_here = match state {
            State::Spaces(spaces) if c != ' ' => spaces >= 2 || count >= LONG_CHARS,
            _ => count >= LONGEST_CHARS || (count >= TOO_LONG_CHARS && rest[..at].ends_with(' ')),
        };
        if ends_here && !is_extending(c) {
            return CutParagraph { content: start..here, next: here };
        }
        state = match (state, c) {
            (State::Inside, '.' | '!' | '?' | '\u{61f}' | '\u{6d4}' | '\u{2026}') => State::Ended,
            (State::Ended, ' ') => State::Spaces(1),
            (State::Spaces(n), ' ') => State::Spaces(n + 1),
            (State::Ended, c) if closes(c) || matches!(c, '.' | '!' | '?' | '\u{61f}') => State::Ended,
            _ => State::Inside,
        };
    }
    CutParagraph { content: start..text.len(), next: text.len() }
}

/// Quotes and brackets that close after the end of a sentence.
fn closes(c: char) -> bool {
    matches!(c, '"' | '\'' | ')' | ']' | '}' | '\u{bb}' | '\u{ab}' | '\u{201d}' | '\u{2019}' | '\u{203a}')
}

/// Must not be parted from what stands before it.
fn is_extending(c: char) -> bool {
    super::class::is_mark(c)
}

/// Index of the paragraph that holds a byte; the last one for bytes past the end.
#[must_use]
pub fn paragraph_at(paragraphs: &[CutParagraph], byte: usize) -> usize {
    paragraphs.partition_point(|p| p.next <= byte).min(paragraphs.len().saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contents(text: &str) -> Vec<&str> {
        cut(text).iter().map(|p| &text[p.content.clone()]).collect()
    }

    #[test]
    fn newlines_and_double_spaces() {
        assert_eq!(contents(""), [""]);
        assert_eq!(contents("a\nb\r\nc\n"), ["a", "b", "c", ""]);
        assert_eq!(contents("یەک.  دوو؟ سێ.\u{201d}  چوار"), ["یەک.  ", "دوو؟ سێ.\u{201d}  ", "چوار"]);
        assert_eq!(contents("a  b.c  d"), ["a  b.c  d"]);
    }

    #[test]
    fn long_paragraphs_end_with_a_sentence() {
        let sentence = format!("{}. ", "وشە ".repeat(60).trim_end());
        let text = sentence.repeat(50);
        let paragraphs = cut(&text);
        assert!(paragraphs.len() > 4);
        for paragraph in &paragraphs[..paragraphs.len() - 1] {
            let content = &text[paragraph.content.clone()];
            assert!(content.ends_with(". "));
            assert!((LONG_CHARS..LONG_CHARS + 400).contains(&content.chars().count()));
        }
    }

    #[test]
    fn a_text_without_any_sign_is_cut_all_the_same() {
        let words = "وشە ".repeat(20_000);
        assert!(cut(&words).iter().all(|p| words[p.content.clone()].chars().count() <= TOO_LONG_CHARS + 8));
        let letters = "ک".repeat(100_000);
        assert!(cut(&letters).iter().all(|p| letters[p.content.clone()].chars().count() <= LONGEST_CHARS));
    }

    proptest::proptest! {
        #[test]
        fn nothing_is_lost(text in "[a\u{6a9}\u{654}. \"\n\r؟]{0,80}") {
            let paragraphs = cut(&text);
            let mut at = 0;
            for paragraph in &paragraphs {
                proptest::prop_assert_eq!(paragraph.content.start, at);
                proptest::prop_assert!(paragraph.content.end <= paragraph.next);
                at = paragraph.next;
            }
            proptest::prop_assert_eq!(at, text.len());
            for byte in 0..=text.len() {
                let found = &paragraphs[paragraph_at(&paragraphs, byte)];
                proptest::prop_assert!(found.content.start <= byte);
                proptest::prop_assert!(byte < found.next || found.next == text.len());
            }
        }
    }
}
