//! A half-open range of bytes, typed by the text it counts in.
//!
//! Mixing offsets of the original text with offsets of its folded form is a compile error.

use std::{fmt, hash, marker::PhantomData, ops::Range};

use serde::{Deserialize, Serialize};

/// Unit of spans over a document's original text (as decoded; for UTF-8 files the file's own bytes).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Original {}

/// Unit of spans over the folded text that matching runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Folded {}

/// Half-open byte range `start..end` with `start <= end`.
#[derive(Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Span<U = Original> {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    #[serde(skip)]
    unit: PhantomData<fn() -> U>,
}

impl<U> Span<U> {
    /// A span; an end before the start gives an empty span at `start`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        let end = u32::try_from(end).unwrap_or(u32::MAX).max(start);
        Self { start, end, unit: PhantomData }
    }

    /// As a range for slicing.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// No bytes at all?
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Do the two share at least one byte?
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Does `self` hold all of `other`?
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self::new(self.start.min(other.start) as usize, self.end.max(other.end) as usize)
    }

    /// The bytes of `text` it covers, if it lies inside on character boundaries.
    #[must_use]
    pub fn of(self, text: &str) -> Option<&str> {
        text.get(self.range())
    }
}

impl<U> Clone for Span<U> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<U> Copy for Span<U> {}
impl<U> PartialEq for Span<U> {
    fn eq(&self, other: &Self) -> bool {
        (self.start, self.end) == (other.start, other.end)
    }
}
impl<U> Eq for Span<U> {}
impl<U> PartialOrd for Span<U> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
/// By start, then by end.
impl<U> Ord for Span<U> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.start, self.end).cmp(&(other.start, other.end))
    }
}
impl<U> hash::Hash for Span<U> {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        (self.start, self.end).hash(state);
    }
}
impl<U> fmt::Debug for Span<U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}
impl<U> Default for Span<U> {
    fn default() -> Self {
        Self::new(0, 0)
    }
}

#[cfg(test)]
mod tests {
    use super::Span;

    #[test]
    fn cover_and_overlap() {
        let a: Span = Span::new(2, 5);
        let b = Span::new(5, 9);
        assert!(!a.overlaps(b));
        assert_eq!(a.cover(b), Span::new(2, 9));
        assert!(a.cover(b).contains(a));
        assert_eq!(Span::<super::Original>::new(7, 3), Span::new(7, 7));
    }
}
