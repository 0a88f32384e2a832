//! What a shaper gives back: a word with its width and the place of every cluster.
//!
//! A *word* here is the smallest piece that is shaped at once: one direction, one style, one font face,
//! no white space inside. Lengths are points.

use std::sync::Arc;

use super::Direction;

/// Number of a style, as the caller counts them: font, size, line height. Colours and backgrounds are no
/// styles here, so a highlight never cuts a word.
pub type StyleId = u16;

/// Turns text into glyphs. The only thing `typeset` asks of the world outside.
pub trait Shaper {
    /// What the painter needs of a word; `typeset` only carries it along.
    type Ink;

    /// Shapes `text` as one run of this direction, mirrored characters included.
    ///
    /// Controls for which [`super::is_invisible`] holds must come out zero wide.
    fn shape(&mut self, text: &str, style: StyleId, direction: Direction) -> Arc<Word<Self::Ink>>;

    /// Which of the style's font faces draws this character; only compared for equality.
    fn face(&mut self, c: char, style: StyleId) -> u8;

    /// Rounds a length to whole pixels.
    fn snap(&self, points: f32) -> f32;
}

/// A shaped word.
#[derive(Debug)]
pub struct Word<I> {
    /// Advance width.
    pub width: f32,
    /// Height of a row that holds only this word.
    pub height: f32,
    /// In logical order; the first starts at byte 0.
    pub clusters: Vec<Cluster>,
    /// For the painter.
    pub ink: I,
}

/// Characters that were shaped together, and where they stand in the word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cluster {
    /// First byte, counted from the start of the word. The cluster ends where the next begins.
    pub start: u32,
    /// Left edge, counted from the left edge of the word.
    pub left: f32,
    /// Right edge.
    pub right: f32,
}

impl<I> Word<I> {
    /// One past the last byte of a cluster; `len` is the length of the whole word in bytes.
    pub(super) fn cluster_end(&self, index: usize, len: usize) -> usize {
        self.clusters.get(index + 1).map_or(len, |c| c.start as usize)
    }
}
