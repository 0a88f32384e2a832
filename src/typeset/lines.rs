//! Breaks a paragraph's items into lines, greedily and in logical order (UAX #14), and elides.
//!
//! Spaces at the end of a line hang: they never make it break. A word wider than the line is cut between
//! clusters; its letters keep their joined forms.

use std::{ops::Range, sync::Arc};

use unicode_bidi::Level;
use unicode_linebreak::BreakOpportunity;

use super::{
    Direction, Shaper, StyleId, Word,
    itemise::{Item, Itemised},
};

/// An item on a line, or a part of one.
pub(super) struct Piece<I> {
    pub bytes: Range<usize>,
    pub level: Level,
    pub style: StyleId,
    pub word: Arc<Word<I>>,
    /// Which clusters of the word are on this line.
    pub clusters: Range<usize>,
    pub space: bool,
}

impl<I> Piece<I> {
    /// Left and right edge of the piece within its word.
    pub fn extent(&self) -> (f32, f32) {
        if self.clusters.len() == self.word.clusters.len() {
            return (0.0, self.word.width);
        }
        let inside = &self.word.clusters[self.clusters.clone()];
        let left = inside.iter().map(|c| c.left).reduce(f32::min).unwrap_or(0.0);
        let right = inside.iter().map(|c| c.right).reduce(f32::max).unwrap_or(0.0);
        (left, right)
    }

    pub fn width(&self) -> f32 {
        let (left, right) = self.extent();
        right - left
    }

    fn whole(item: &Item<I>) -> Self {
        Self {
            bytes: item.bytes.clone(),
            level: item.level,
            style: item.style,
            clusters: 0..item.word.clusters.len(),
            word: Arc::clone(&item.word),
            space: item.space,
        }
    }

    fn part(item: &Item<I>, clusters: Range<usize>) -> Self {
        let start = item.word.clusters.get(clusters.start).map_or(0, |c| c.start as usize);
        let end = item.word.cluster_end(clusters.end.saturating_sub(1), item.bytes.len());
        let bytes = item.bytes.start + start..item.bytes.start + end;
        Self { bytes, clusters, ..Self::whole(item) }
    }
}

/// The pieces of one line in logical order.
pub(super) struct BrokenLine<I> {
    pub pieces: Vec<Piece<I>>,
    /// The text demanded the break.
    pub hard: bool,
}

/// A place between two clusters of a paragraph: (item, cluster).
type Place = (usize, usize);

/// Where lines may end.
#[derive(Clone, Copy)]
pub(super) struct Wrap {
    pub width: f32,
    /// Width already taken on the first line of the text.
    pub indent: f32,
    /// Break between any two clusters, not only where words end.
    pub anywhere: bool,
}

/// Finds the next line of a paragraph.
pub(super) struct Breaker<'a, I> {
    paragraph: &'a Itemised<I>,
    at: Place,
    done: bool,
}

impl<'a, I> Breaker<'a, I> {
    pub fn new(paragraph: &'a Itemised<I>) -> Self {
        Self { paragraph, at: (0, 0), done: false }
    }

    pub fn is_done(&self) -> bool {
        self.done
    }

    /// The next line, or `None` after the last; an empty paragraph has one empty line.
    pub fn next_line(&mut self, wrap: Wrap) -> Option<BrokenLine<I>> {
        if self.done {
            return None;
        }
        let (end, hard) = self.line_end(wrap);
        let pieces = self.pieces(self.at, end);
        self.at = end;
        self.done = end.0 >= self.paragraph.items.len();
        Some(BrokenLine { pieces, hard: hard && !self.done })
    }

    /// Everything that is left, as one line, if it is wider than `width` or more lines would follow.
    fn line_end(&self, wrap: Wrap) -> (Place, bool) {
        let items = &self.paragraph.items;
        let room = wrap.width - wrap.indent;
        let (mut width, mut opportunity) = (0.0, None);
        for index in self.at.0..items.len() {
            let item = &items[index];
            let from = if index == self.at.0 { self.at.1 } else { 0 };
            let piece_width = Piece::part(item, from..item.word.clusters.len()).width();
            if width + piece_width > room && !item.space {
                if let Some(end) = opportunity.filter(|_| !wrap.anywhere) {
                    return (end, false);
                }
                return (self.cut(index, from, room - width, index > self.at.0), false);
            }
            width += piece_width;
            match item.breaks {
                Some(BreakOpportunity::Mandatory) if index + 1 < items.len() => {
                    return ((index + 1, 0), true);
                }
                Some(_) => opportunity = Some((index + 1, 0)),
                None => {}
            }
        }
        ((items.len(), 0), false)
    }

    /// Where to cut a word that does not fit: after as many clusters as fit, but after one at least.
    fn cut(&self, index: usize, from: usize, room: f32, line_has_more: bool) -> Place {
        let item = &self.paragraph.items[index];
        let count = item.word.clusters.len();
        let mut end = from;
        while end < count && Piece::part(item, from..end + 1).width() <= room {
            end += 1;
        }
        if end == from {
            if line_has_more {
                return (index, from);
            }
            end += 1;
        }
        // Zero-wide clusters (controls) stay with what they follow.
        while end < count && item.word.clusters[end].right - item.word.clusters[end].left <= 0.0 {
            end += 1;
        }
        if end >= count { (index + 1, 0) } else { (index, end) }
    }

    fn pieces(&self, start: Place, end: Place) -> Vec<Piece<I>> {
        let items = &self.paragraph.items;
        let last = if end.1 > 0 { end.0 + 1 } else { end.0 };
        (start.0..last.min(items.len()))
            .map(|index| {
                let from = if index == start.0 { start.1 } else { 0 };
                let to = if index == end.0 { end.1 } else { items[index].word.clusters.len() };
                if from == 0 && to == items[index].word.clusters.len() {
                    Piece::whole(&items[index])
                } else {
                    Piece::part(&items[index], from..to)
                }
            })
            .collect()
    }

    /// The rest of the paragraph as one line.
    pub fn rest(&mut self) -> Vec<Piece<I>> {
        let end = (self.paragraph.items.len(), 0);
        let pieces = self.pieces(self.at, end);
        self.at = end;
        self.done = true;
        pieces
    }
}

/// Shortens a line at its logical end until it fits, and appends the overflow sign.
///
/// The word that is cut is shaped again, so that its last letter takes its final form.
pub(super) fn elide<S: Shaper>(
    pieces: &mut Vec<Piece<S::Ink>>,
    text: &str,
    room: f32,
    sign: Option<char>,
    at: (usize, StyleId, Level),
    shaper: &mut S,
) {
    let mut width: f32 = pieces.iter().map(Piece::width).sum();
    let style = pieces.last().map_or(at.1, |p| p.style);
    let sign =
        sign.map(|sign| shaper.shape(sign.encode_utf8(&mut [0; 4]), style, Direction::of_rtl(at.2.is_rtl())));
    let room = room - sign.as_ref().map_or(0.0, |s| s.width);
    while width > room {
        let Some(piece) = pieces.pop() else { break };
        width -= piece.width();
        if piece.space {
            continue;
        }
        if let Some(shorter) = shortened(&piece, text, room - width, shaper) {
            pieces.push(shorter);
            break;
        }
    }
    while pieces.last().is_some_and(|p| p.space) {
        pieces.pop();
    }
    if let Some(word) = sign {
        let end = pieces.last().map_or(at.0, |p| p.bytes.end);
        let clusters = 0..word.clusters.len();
        pieces.push(Piece { bytes: end..end, level: at.2, style, word, clusters, space: false });
    }
}

/// The longest beginning of a piece that fits.
fn shortened<S: Shaper>(
    piece: &Piece<S::Ink>,
    text: &str,
    room: f32,
    shaper: &mut S,
) -> Option<Piece<S::Ink>> {
    let first = piece.word.clusters.get(piece.clusters.start)?.start as usize;
    for cluster in piece.word.clusters[piece.clusters.clone()].iter().skip(1).rev() {
        let end = piece.bytes.start + (cluster.start as usize - first);
        let bytes = piece.bytes.start..end;
        let word = shaper.shape(
            text.get(bytes.clone()).unwrap_or_default(),
            piece.style,
            Direction::of_rtl(piece.level.is_rtl()),
        );
        if word.width <= room {
            let clusters = 0..word.clusters.len();
            return Some(Piece {
                bytes,
                level: piece.level,
                style: piece.style,
                word,
                clusters,
                space: false,
            });
        }
    }
    None
}
