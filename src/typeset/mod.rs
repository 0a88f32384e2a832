//! Right-to-left text without a window: bidi levels (UAX #9), line breaking (UAX #14), reordering,
//! mirroring, justification, elision, and the geometry of carets, pointers and selections.
//!
//! Pure code over words that a [`Shaper`] has shaped: no egui, no font files; `gui::text` implements the
//! trait. Offsets are bytes of the text that was given, lengths are points.
//!
//! The way of a text: [`layout()`] cuts it into paragraphs, each paragraph into words (`itemise`), breaks
//! lines in logical order (`lines`), puts each line in visual order and notes one [`Stop`] per character.
//! [`Lines`] then answers where a caret stands and what a pointer hits.

mod class;
#[cfg(test)]
mod conformance;
mod cut;
mod edit;
mod geometry;
mod heights;
mod itemise;
mod layout;
mod lines;
#[cfg(test)]
mod monospace;
#[cfg(test)]
mod properties;
mod word;
mod words;

pub use class::{
    Direction, ends_paragraph, guessed_direction, is_invisible, is_mark, is_space, mirrored_char,
    native_direction, needs_bidi,
};
pub use cut::{CutParagraph, LONG_CHARS, cut, paragraph_at};
pub use edit::Editor;
pub use geometry::{Affinity, Area, Caret, Line, Lines, Stop};
pub use heights::Heights;
pub use layout::{Align, Layout, Options, Run, layout};
pub use word::{Cluster, Shaper, StyleId, Word};
pub use words::{grapheme_floor, grapheme_step, word_at, word_step};

/// Direction of a text's paragraphs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Base {
    /// That of the first letter with a direction; for a paragraph of digits and signs, right to left if it
    /// holds an Arabic digit.
    #[default]
    Auto,
    /// Right to left, whatever it starts with: document text and Kurdish cells.
    Rtl,
    /// Left to right.
    Ltr,
}
