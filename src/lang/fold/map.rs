//! The sparse map between a folded text and the original it was made from.

use crate::model::{Folded, Original, Span};

/// A stretch whose folded bytes do not stand at the original's distances: `folded` replaces `original`.
/// Between two edits both texts advance byte by byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    pub(super) folded_start: u32,
    pub(super) folded_end: u32,
    pub(super) original_start: u32,
    pub(super) original_end: u32,
}

impl Edit {
    pub(super) fn new(folded_start: usize, folded_end: usize, start: usize, end: usize) -> Self {
        let cut = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self {
            folded_start: cut(folded_start),
            folded_end: cut(folded_end),
            original_start: cut(start),
            original_end: cut(end),
        }
    }
}

/// A text folded for matching and where each of its bytes comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoldedText {
    text: String,
    edits: Vec<Edit>,
}

impl FoldedText {
    pub(super) fn new(text: String, edits: Vec<Edit>) -> Self {
        Self { text, edits }
    }

    /// The folded text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Number of places where folded and original text part ways: what the map costs, 16 bytes each.
    #[must_use]
    pub fn edits(&self) -> usize {
        self.edits.len()
    }

    /// The smallest range of the original that holds everything `span` was made from.
    #[must_use]
    pub fn original(&self, span: Span<Folded>) -> Span<Original> {
        let end = self.end(span.end);
        let start = if span.is_empty() { end } else { self.start(span.start) };
        Span::new(start as usize, end as usize)
    }

    fn start(&self, at: u32) -> u32 {
        let before = self.edits.partition_point(|edit| edit.folded_end <= at);
        if let Some(inside) = self.edits.get(before)
            && inside.folded_start < at
        {
            return inside.original_start;
        }
        match before.checked_sub(1).and_then(|ix| self.edits.get(ix)) {
            Some(last) => last.original_end + (at - last.folded_end),
            None => at,
        }
    }

    fn end(&self, at: u32) -> u32 {
        let before = self.edits.partition_point(|edit| edit.folded_start < at);
        match before.checked_sub(1).and_then(|ix| self.edits.get(ix)) {
            Some(last) if last.folded_end >= at => last.original_end,
            Some(last) => last.original_end + (at - last.folded_end),
            None => at,
        }
    }

    /// The range of the folded text made from `span` (and from characters that straddle its ends).
    #[must_use]
    pub fn folded(&self, span: Span<Original>) -> Span<Folded> {
        let start = self.forward(span.start, false);
        let end = if span.is_empty() { start } else { self.forward(span.end, true) };
        Span::new(start as usize, end as usize)
    }

    fn forward(&self, at: u32, end: bool) -> u32 {
        let before = self.edits.partition_point(|edit| edit.original_end <= at);
        if let Some(inside) = self.edits.get(before)
            && inside.original_start < at
        {
            return if end { inside.folded_end } else { inside.folded_start };
        }
        match before.checked_sub(1).and_then(|ix| self.edits.get(ix)) {
            Some(last) => last.folded_end + (at - last.original_end),
            None => at,
        }
    }
}
