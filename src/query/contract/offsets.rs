//! From bytes to Unicode code points, the unit of everything other programs read.

use crate::model::Span;

/// Bytes between two marks: small enough to count quickly, large enough to stay out of the way.
const STEP: usize = 128;

/// Answers how many code points stand before a byte of one text.
#[derive(Clone, Debug)]
pub struct CodePoints<'a> {
    text: &'a str,
    /// Code points before byte `i * STEP`.
    marks: Vec<u32>,
}

impl<'a> CodePoints<'a> {
    /// Counts `text` once.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let mut before = 0;
        let marks = text
            .as_bytes()
            .chunks(STEP)
            .map(|chunk| {
                let here = before;
                before += starts(chunk);
                here
            })
            .collect();
        Self { text, marks }
    }

    /// Code points before `byte`; a byte past the end counts as the end.
    #[must_use]
    pub fn at(&self, byte: u32) -> u32 {
        let byte = (byte as usize).min(self.text.len());
        let mark = (byte / STEP).min(self.marks.len().saturating_sub(1));
        let Some(&before) = self.marks.get(mark) else { return 0 };
        before + starts(&self.text.as_bytes()[mark * STEP..byte])
    }

    /// A span in code points, half open.
    #[must_use]
    pub fn span(&self, span: Span) -> [u32; 2] {
        [self.at(span.start), self.at(span.end)]
    }

    /// The byte at which code point `at` starts; past the end, the text's length.
    #[must_use]
    pub fn byte(&self, at: u32) -> usize {
        let mark = self.marks.partition_point(|before| *before <= at).saturating_sub(1);
        let Some(&before) = self.marks.get(mark) else { return 0 };
        let bytes = self.text.as_bytes();
        let mut left = at - before;
        for (byte, unit) in bytes.iter().enumerate().skip(mark * STEP) {
            if is_start(*unit) {
                if left == 0 {
                    return byte;
                }
                left -= 1;
            }
        }
        self.text.len()
    }
}

/// Is this the first byte of a character?
fn is_start(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().map(|byte| u32::from(is_start(*byte))).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::CodePoints;
    use crate::model::Span;

    #[test]
    fn counts_characters_not_bytes() {
        let points = CodePoints::new("وزە x");
        assert_eq!(points.span(Span::new(2, 7)), [1, 4]);
        assert_eq!(points.at(99), 5);
        assert_eq!(points.byte(4), 7);
        assert_eq!(CodePoints::new("").span(Span::new(0, 3)), [0, 0]);
    }

    proptest! {
        #[test]
        fn agrees_with_counting_from_the_start(text in "\\PC{0,300}") {
            let points = CodePoints::new(&text);
            for (index, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(points.at(byte as u32) as usize, index);
                prop_assert_eq!(points.byte(index as u32), byte);
            }
            prop_assert_eq!(points.at(text.len() as u32) as usize, text.chars().count());
        }
    }
}
