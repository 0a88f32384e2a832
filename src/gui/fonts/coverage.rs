//! Which letters of Sorani a font has.
//!
//! The letters stand here as code points, not as words of the language: a font either maps them or not.

use skrifa::{FontRef, MetadataProvider as _};

/// A line to preview a font with: letters of every kind of joining, both digit sets, quotes.
///
/// Kept beside the fonts: no word of a language stands in source code.
pub const SAMPLE: &str = include_str!("../../../fonts/sample.txt");

/// The letters of the Central Kurdish alphabet, with the two code points of h and the joiner that spells e.
const LETTERS: &[char] = &[
    '\u{626}', '\u{627}', '\u{628}', '\u{67e}', '\u{62a}', '\u{62c}', '\u{686}', '\u{62d}', '\u{62e}',
    '\u{62f}', '\u{631}', '\u{695}', '\u{632}', '\u{698}', '\u{633}', '\u{634}', '\u{639}', '\u{63a}',
    '\u{641}', '\u{6a4}', '\u{642}', '\u{6a9}', '\u{6af}', '\u{644}', '\u{6b5}', '\u{645}', '\u{646}',
    '\u{648}', '\u{6c6}', '\u{647}', '\u{6be}', '\u{6d5}', '\u{6cc}', '\u{6ce}',
];

/// Arabic-Indic digits and the signs of punctuation that Kurdish does not share with Latin.
const SIGNS: &[char] = &[
    '\u{660}', '\u{661}', '\u{662}', '\u{663}', '\u{664}', '\u{665}', '\u{666}', '\u{667}', '\u{668}',
    '\u{669}', '\u{60c}', '\u{61b}', '\u{61f}', '\u{ab}', '\u{bb}',
];

/// The letters a font must have to be offered.
#[must_use]
pub fn letters() -> &'static [char] {
    LETTERS
}

/// What a font lacks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Letters it has no glyph for.
    pub missing_letters: Vec<char>,
    /// Digits and signs it has no glyph for; the bundled font stands in.
    pub missing_signs: Vec<char>,
}

impl Coverage {
    /// Looks into a font's character map.
    pub(super) fn of(font: &FontRef<'_>) -> Self {
        let map = font.charmap();
        let missing = |wanted: &[char]| -> Vec<char> {
            wanted.iter().copied().filter(|c| map.map(*c).is_none()).collect()
        };
        Self { missing_letters: missing(LETTERS), missing_signs: missing(SIGNS) }
    }

    /// Has it every letter?
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.missing_letters.is_empty()
    }
}
