//! From a text to placed lines: paragraphs, lines, visual order, alignment, one stop per character.

use std::{ops::Range, sync::Arc};

use unicode_bidi::{Level, ParagraphBidiInfo};

use super::{
    Base, Line, Lines, Shaper, Stop, StyleId, Word,
    class::{ends_paragraph, is_invisible, is_mark, resets_at_line_end, separates_segments},
    itemise::{Itemised, itemise, style_at},
    lines::{Breaker, BrokenLine, Piece, Wrap, elide},
};

/// Where lines stand between the edges of the block. `Start` is left, or right for right-to-left paragraphs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Align {
    /// At the edge where reading begins.
    #[default]
    Start,
    /// In the middle.
    Center,
    /// At the left edge.
    Left,
    /// At the right edge.
    Right,
}

/// How a text is to be set. Lengths are points.
#[derive(Clone, Debug)]
pub struct Options {
    /// Direction of the paragraphs.
    pub base: Base,
    /// Width at which lines break; may be infinite.
    pub width: f32,
    /// The block is at least this wide, so that lines align to its far edge.
    pub min_block: f32,
    /// No more lines than this; what does not fit is elided.
    pub max_lines: usize,
    /// Painted where text was elided.
    pub overflow: Option<char>,
    /// Break between any two clusters, not only where words end.
    pub break_anywhere: bool,
    /// Start a new line at line terminators; if not, they are invisible.
    pub break_at_terminators: bool,
    /// Stretch the spaces of wrapped lines so that they fill the width.
    pub justify: bool,
    /// Spaces at the end of a line count as width (an editor shows them).
    pub keep_trailing_spaces: bool,
    /// Where lines stand in the block.
    pub align: Align,
    /// Width taken at the left of the first line.
    pub indent: f32,
    /// Height of the first line at least.
    pub first_line_height: f32,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            base: Base::Auto,
            width: f32::INFINITY,
            min_block: 0.0,
            max_lines: usize::MAX,
            overflow: Some('\u{2026}'),
            break_anywhere: false,
            break_at_terminators: true,
            justify: false,
            keep_trailing_spaces: false,
            align: Align::Start,
            indent: 0.0,
            first_line_height: 0.0,
        }
    }
}

/// A word, or a part of one, at its place on a line.
#[derive(Debug)]
pub struct Run<I> {
    /// The bytes of the text it shows; empty for the overflow sign.
    pub bytes: Range<usize>,
    /// Style it was shaped in.
    pub style: StyleId,
    /// The shaped word.
    pub word: Arc<Word<I>>,
    /// Which of its clusters stand here.
    pub clusters: Range<usize>,
    /// Left edge of the *whole* word, counted from the left edge of the block.
    pub x: f32,
    /// Embedding level of UAX #9; odd ones run right to left.
    pub level: u8,
}

impl<I> Run<I> {
    /// Written right to left?
    #[must_use]
    pub fn is_rtl(&self) -> bool {
        self.level % 2 == 1
    }
}

/// A text that has been set.
#[derive(Debug)]
pub struct Layout<I> {
    /// Where every character stands.
    pub lines: Lines,
    /// What to paint: the runs of each line, in logical order.
    pub runs: Vec<Vec<Run<I>>>,
    /// Text is missing at the end.
    pub elided: bool,
    /// Width of the widest paragraph if no line were broken.
    pub unbroken_width: f32,
}

/// Sets a text. `styles` are runs that end at a byte each, the last at the end of the text.
pub fn layout<S: Shaper>(
    text: &str,
    styles: &[(usize, StyleId)],
    options: &Options,
    shaper: &mut S,
) -> Layout<S::Ink> {
    let mut setter = Setter { text, styles, options, broken: Vec::new(), elided: options.max_lines == 0 };
    let mut unbroken_width: f32 = 0.0;
    let mut paragraphs = Paragraphs::new(text, options.break_at_terminators);
    while !setter.elided
        && let Some(paragraph) = paragraphs.next()
    {
        let content = text.get(paragraph.content.clone()).unwrap_or_default();
        let itemised = itemise(content, paragraph.content.start, styles, options.base, shaper);
        unbroken_width = unbroken_width.max(itemised.items.iter().map(|i| i.word.width).sum());
        setter.break_paragraph(&paragraph, &itemised, paragraphs.is_last(), shaper);
    }
    let (lines, runs) = setter.place(shaper);
    Layout { lines, runs, elided: setter.elided, unbroken_width }
}

/// A paragraph of UAX #9: its content and where the next one starts.
struct Paragraph {
    content: Range<usize>,
    next: usize,
}

/// Walks the paragraphs of a text; a terminator at the very end is followed by an empty paragraph.
struct Paragraphs<'a> {
    text: &'a str,
    split: bool,
    at: Option<usize>,
}

impl<'a> Paragraphs<'a> {
    fn new(text: &'a str, split: bool) -> Self {
        Self { text, split, at: Some(0) }
    }

    fn is_last(&self) -> bool {
        self.at.is_none()
    }

    fn next(&mut self) -> Option<Paragraph> {
        let start = self.at?;
        let rest = &self.text[start..];
        let end = if self.split { rest.find(ends_paragraph) } else { None };
        let Some(end) = end.map(|e| start + e) else {
            self.at = None;
            return Some(Paragraph { content: start..self.text.len(), next: self.text.len() });
        };
        let terminator = &self.text[end..];
        let len = if terminator.starts_with("\r\n") {
            2
        } else {
            terminator.chars().next().map_or(0, char::len_utf8)
        };
        self.at = Some(end + len);
        Some(Paragraph { content: start..end, next: end + len })
    }
}

/// A line that is broken but not placed.
struct Pending<I> {
    pieces: Vec<Piece<I>>,
    base: Level,
    opens: bool,
    hard: bool,
    /// Where the line starts, ends, and the next one starts.
    start: usize,
    end: usize,
    next: usize,
    /// Width without hanging spaces.
    width: f32,
    /// Width of the spaces that hang.
    hanging: f32,
}

struct Setter<'a, I> {
    text: &'a str,
    styles: &'a [(usize, StyleId)],
    options: &'a Options,
    broken: Vec<Pending<I>>,
    elided: bool,
}

impl<I> Setter<'_, I> {
    fn break_paragraph<S: Shaper<Ink = I>>(
        &mut self,
        paragraph: &Paragraph,
        itemised: &Itemised<I>,
        is_last: bool,
        shaper: &mut S,
    ) {
        let mut breaker = Breaker::new(itemised);
        let mut start = paragraph.content.start;
        while !breaker.is_done() {
            let indent = if self.broken.is_empty() { self.options.indent } else { 0.0 };
            let wrap = Wrap { width: self.options.width, indent, anywhere: self.options.break_anywhere };
            let Some(BrokenLine { mut pieces, hard }) = breaker.next_line(wrap) else { break };
            let more = !breaker.is_done() || !is_last;
            if more && self.broken.len() + 1 == self.options.max_lines {
                pieces.extend(breaker.rest());
                let end = (start, style_at(self.styles, start), itemised.base);
                elide(&mut pieces, self.text, wrap.width - indent, self.options.overflow, end, shaper);
                self.elided = true;
            }
            let after = pieces.last().map_or(start, |p| p.bytes.end);
            // A line separator within the paragraph is no part of the line it ends.
            if hard && !self.elided {
                pieces
                    .pop_if(|p| self.text.get(p.bytes.clone()).is_some_and(|t| t.chars().all(is_invisible)));
            }
            let end = pieces.last().map_or(start, |p| p.bytes.end);
            let (hard, next) =
                if breaker.is_done() && !self.elided { (!is_last, paragraph.next) } else { (hard, after) };
            let (width, hanging) = self.widths(&pieces);
            let opens = self.broken.last().is_none_or(|l| l.hard);
            self.broken.push(Pending {
                pieces,
                base: itemised.base,
                opens,
                hard,
                start,
                end,
                next,
                width,
                hanging,
            });
            start = next;
            if self.elided {
                break;
            }
        }
    }

    /// Width of a line without, and of, the spaces that hang over its end.
    fn widths(&self, pieces: &[Piece<I>]) -> (f32, f32) {
        let all: f32 = pieces.iter().map(Piece::width).sum();
        if self.options.keep_trailing_spaces {
            return (all, 0.0);
        }
        let hanging: f32 = pieces.iter().rev().take_while(|p| p.space).map(Piece::width).sum();
        (all - hanging, hanging)
    }

    fn place<S: Shaper<Ink = I>>(&mut self, shaper: &mut S) -> (Lines, Vec<Vec<Run<I>>>) {
        let options = self.options;
        let justify_to = Some(options.width).filter(|w| options.justify && w.is_finite());
        let widest = self.broken.iter().map(|l| l.width).fold(0.0, f32::max);
        let indented = self.broken.first().map_or(0.0, |l| l.width + options.indent);
        let block = justify_to.unwrap_or(widest.max(indented).max(options.min_block));
        let broken = std::mem::take(&mut self.broken);
        let count = broken.len();
        let mut lines = Vec::with_capacity(count);
        let mut runs = Vec::with_capacity(count);
        let mut top = 0.0;
        for (index, line) in broken.into_iter().enumerate() {
            let fill = justify_to.filter(|_| !line.hard && index + 1 < count);
            let indent = if index == 0 { options.indent } else { 0.0 };
            let mut height = if index == 0 { options.first_line_height } else { 0.0 };
            for piece in &line.pieces {
                height = height.max(piece.word.height);
            }
            if line.pieces.is_empty() {
                let style = style_at(self.styles, line.start.min(self.text.len().saturating_sub(1)));
                height = height.max(shaper.shape(" ", style, super::Direction::Ltr).height);
            }
            let bottom = shaper.snap(top + height);
            let (line, placed) = self.place_line(line, block, fill, indent, (top, bottom), shaper);
            lines.push(line);
            runs.push(placed);
            top = bottom;
        }
        (Lines { lines, width: block, height: top }, runs)
    }

    fn place_line<S: Shaper<Ink = I>>(
        &self,
        line: Pending<I>,
        block: f32,
        fill: Option<f32>,
        indent: f32,
        (top, bottom): (f32, f32),
        shaper: &S,
    ) -> (Line, Vec<Run<I>>) {
        let rtl = line.base.is_rtl();
        let levels = line_levels(&line.pieces, self.text, line.base);
        let hanging = line.pieces.len() - line.pieces.iter().rev().take_while(|p| p.space).count();
        let inner_spaces = line.pieces[..hanging].iter().filter(|p| p.space).count();
        let stretch = match fill {
            Some(to) if inner_spaces > 0 => (to - line.width - indent).max(0.0) / inner_spaces as f32,
            _ => 0.0,
        };
        let width = line.width + stretch * inner_spaces as f32;
        let left = shaper.snap(match self.options.align {
            Align::Start if rtl => block - width,
            Align::Start | Align::Left => indent,
            Align::Center => 0.5 * (block - width),
            Align::Right => block - width,
        });
        // Spaces at the end of a right-to-left line hang to the left of it.
        let mut x = if rtl { left - line.hanging } else { left };
        let start_x = x;
        let mut lefts = vec![0.0; line.pieces.len()];
        let mut stops = Vec::with_capacity(line.end.saturating_sub(line.start) / 2 + 1);
        for &index in &ParagraphBidiInfo::reorder_visual(&levels) {
            let piece = &line.pieces[index];
            let extra = if piece.space && index < hanging { stretch } else { 0.0 };
            lefts[index] = x;
            push_stops(&mut stops, piece, self.text, x, extra, levels[index].is_rtl());
            x += piece.width() + extra;
        }
        let (start_edge, end_edge) = if rtl { (x, start_x) } else { (start_x, x) };
        let runs = line
            .pieces
            .into_iter()
            .enumerate()
            .map(|(index, piece)| {
                let x = lefts[index] - piece.extent().0;
                let Piece { bytes, style, word, clusters, .. } = piece;
                Run { bytes, style, word, clusters, x, level: levels[index].number() }
            })
            .collect();
        let line = Line {
            bytes: line.start..line.end,
            next: line.next,
            opens: line.opens,
            hard: line.hard,
            rtl,
            top,
            bottom,
            left,
            width,
            start_edge,
            end_edge,
            stops,
        };
        (line, runs)
    }
}

/// Levels of a line's pieces after UAX #9 rule L1.
fn line_levels<I>(pieces: &[Piece<I>], text: &str, base: Level) -> Vec<Level> {
    let mut levels: Vec<Level> = pieces.iter().map(|p| p.level).collect();
    let mut reset = true;
    for (piece, level) in pieces.iter().zip(&mut levels).rev() {
        let inside = text.get(piece.bytes.clone()).unwrap_or_default();
        if inside.chars().any(separates_segments) {
            reset = true;
        } else if !inside.chars().all(resets_at_line_end) {
            reset = false;
        }
        if reset {
            *level = base;
        }
    }
    levels
}

/// Appends one stop per character of a piece, from left to right.
///
/// Letters of a ligature share its width; marks and controls get none of it.
fn push_stops<I>(stops: &mut Vec<Stop>, piece: &Piece<I>, text: &str, x: f32, extra: f32, rtl: bool) {
    let first = stops.len();
    let offset = piece.word.clusters.get(piece.clusters.start).map_or(0, |c| c.start as usize);
    let word_start = piece.bytes.start - offset;
    let shift = x - piece.extent().0;
    for index in piece.clusters.clone() {
        let cluster = piece.word.clusters[index];
        let start = word_start + cluster.start as usize;
        let end =
            piece.word.clusters.get(index + 1).map_or(piece.bytes.end, |c| word_start + c.start as usize);
        let Some(inside) = text.get(start..end.min(piece.bytes.end)) else { continue };
        let (left, right) = (cluster.left + shift, cluster.right + shift + extra);
        // Marks without a letter may be wide (on a dotted circle): the first one takes it all.
        let letters = inside.chars().filter(|&c| takes_width(c)).count();
        let sharing = letters.max(1) as f32;
        let mut taken = 0.0;
        for (at, c) in inside.char_indices() {
            let share = if takes_width(c) || (letters == 0 && at == 0) { 1.0 } else { 0.0 };
            let (a, b) = (taken / sharing, ((taken + share) / sharing).min(1.0));
            let (x0, x1) = if rtl {
                (right - (right - left) * b, right - (right - left) * a)
            } else {
                (left + (right - left) * a, left + (right - left) * b)
            };
            taken = (taken + share).min(sharing);
            stops.push(Stop { byte: (start + at) as u32, x0, x1, rtl });
        }
    }
    if rtl {
        stops[first..].reverse();
    }
}

fn takes_width(c: char) -> bool {
    !is_mark(c) && !is_invisible(c)
}
