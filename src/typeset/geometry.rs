//! Where characters stand once a text is set, and what that means for carets, pointers and selections.
//!
//! Coordinates are points from the top left of the block; positions are bytes of the text, always on the
//! boundary of a grapheme. A caret carries an affinity, because where the direction changes one position
//! in the text has two places on the line.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

/// One character on a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stop {
    /// Its first byte in the text.
    pub byte: u32,
    /// Left edge.
    pub x0: f32,
    /// Right edge.
    pub x1: f32,
    /// Written right to left?
    pub rtl: bool,
}

/// A line of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What it shows, with spaces at its end, without the line terminator.
    pub bytes: Range<usize>,
    /// Where the next line starts.
    pub next: usize,
    /// Starts because the text says so: a paragraph's first line, or one after a line separator.
    pub opens: bool,
    /// Ends because the text says so, not for want of room.
    pub hard: bool,
    /// Direction of its paragraph.
    pub rtl: bool,
    /// Upper edge.
    pub top: f32,
    /// Lower edge, upper edge of the next line.
    pub bottom: f32,
    /// Left edge without spaces that hang.
    pub left: f32,
    /// Width without spaces that hang.
    pub width: f32,
    /// Where a caret stands before the first character, in the paragraph's direction.
    pub start_edge: f32,
    /// Where a caret stands after the last one.
    pub end_edge: f32,
    /// One a character, from left to right.
    pub stops: Vec<Stop>,
}

/// All lines of a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lines {
    /// From top to bottom; at least one unless no line was wanted.
    pub lines: Vec<Line>,
    /// Width of the block.
    pub width: f32,
    /// Lower edge of the last line.
    pub height: f32,
}

/// Which neighbour a caret belongs to. Where there is none, at the start and the end of a paragraph, the
/// caret stands at the edge of the line, where a letter in the paragraph's direction would go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Affinity {
    /// The character after it: the caret stands at that character's leading edge.
    #[default]
    Next,
    /// The character before it: the caret stands at that character's trailing edge.
    Previous,
}

/// A place between two characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Caret {
    /// Byte of the text.
    pub byte: usize,
    /// On which side it is seen.
    pub affinity: Affinity,
}

impl Caret {
    /// A caret that belongs to what follows.
    #[must_use]
    pub fn before(byte: usize) -> Self {
        Self { byte, affinity: Affinity::Next }
    }

    /// A caret that belongs to what came before.
    #[must_use]
    pub fn after(byte: usize) -> Self {
        Self { byte, affinity: Affinity::Previous }
    }
}

/// A rectangle in the coordinates of the block.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Left edge.
    pub x0: f32,
    /// Right edge.
    pub x1: f32,
    /// Upper edge.
    pub top: f32,
    /// Lower edge.
    pub bottom: f32,
}

/// A grapheme as it stands on a line.
#[derive(Clone, Debug, PartialEq)]
struct Cell {
    bytes: Range<usize>,
    x0: f32,
    x1: f32,
    rtl: bool,
}

impl Cell {
    fn width(&self) -> f32 {
        self.x1 - self.x0
    }

    fn leading(&self) -> f32 {
        if self.rtl { self.x1 } else { self.x0 }
    }

    fn trailing(&self) -> f32 {
        if self.rtl { self.x0 } else { self.x1 }
    }

    /// The caret at its left or right edge.
    fn edge(&self, right: bool) -> Caret {
        if right == self.rtl { Caret::before(self.bytes.start) } else { Caret::after(self.bytes.end) }
    }
}

impl Line {
    /// The graphemes of the line from left to right; `text` is the whole text.
    fn cells(&self, text: &str) -> Vec<Cell> {
        let content = text.get(self.bytes.clone()).unwrap_or_default();
        let mut starts: Vec<usize> =
            content.grapheme_indices(true).map(|(at, _)| self.bytes.start + at).collect();
        starts.push(self.bytes.end);
        let mut cells: Vec<Cell> = Vec::with_capacity(starts.len());
        for stop in &self.stops {
            let grapheme = starts.partition_point(|s| *s <= stop.byte as usize).saturating_sub(1);
            let Some(bytes) = starts.get(grapheme).zip(starts.get(grapheme + 1)).map(|(a, b)| *a..*b) else {
                continue;
            };
            match cells.last_mut() {
                Some(last) if last.bytes == bytes => {
                    last.x0 = last.x0.min(stop.x0);
                    last.x1 = last.x1.max(stop.x1);
                }
                _ => cells.push(Cell { bytes, x0: stop.x0, x1: stop.x1, rtl: stop.rtl }),
            }
        }
        cells
    }

    fn caret_x(&self, text: &str, caret: Caret) -> f32 {
        let cells = self.cells(text);
        let before = || cells.iter().find(|c| c.bytes.end == caret.byte).map(Cell::trailing);
        let after = || cells.iter().find(|c| c.bytes.start == caret.byte).map(Cell::leading);
        let at_end = caret.byte >= self.bytes.end;
        let at_start = self.opens && caret.byte <= self.bytes.start;
        match caret.affinity {
            Affinity::Previous if at_start => return self.start_edge,
            Affinity::Previous => before().or_else(after),
            Affinity::Next if at_end => None,
            Affinity::Next => after().or_else(before),
        }
        .unwrap_or(if at_end { self.end_edge } else { self.start_edge })
    }

    /// The caret closest to `x`.
    fn hit(&self, text: &str, x: f32) -> Caret {
        let cells = self.cells(text);
        let (Some(first), Some(last)) = (cells.first(), cells.last()) else {
            return self.start();
        };
        let start = self.start();
        // Beyond the end of a wrapped line the caret must stay on that line.
        let end = if self.next == self.bytes.end && !self.hard {
            Caret::after(self.bytes.end)
        } else {
            Caret::before(self.bytes.end)
        };
        if x < first.x0 {
            return if self.rtl { end } else { start };
        }
        if x >= last.x1 {
            return if self.rtl { start } else { end };
        }
        let cell = cells.iter().find(|c| x < c.x1).unwrap_or(last);
        cell.edge(x >= 0.5 * (cell.x0 + cell.x1))
    }

    /// The caret at the very start of the line.
    fn start(&self) -> Caret {
        if self.opens { Caret::after(self.bytes.start) } else { Caret::before(self.bytes.start) }
    }

    /// Index of the slot between cells where the caret stands: 0 is left of the first.
    fn slot(&self, cells: &[Cell], caret: Caret) -> usize {
        let at_end = caret.byte >= self.bytes.end;
        let before = cells.iter().position(|c| c.bytes.end == caret.byte);
        let after = cells.iter().position(|c| c.bytes.start == caret.byte);
        let (cell, leading) = match caret.affinity {
            Affinity::Previous => (before, false),
            Affinity::Next if at_end => (None, true),
            Affinity::Next => (after, true),
        };
        if let Some(index) = cell {
            return index + usize::from(cells[index].rtl == leading);
        }
        let at_left = at_end == self.rtl;
        if at_left { 0 } else { cells.len() }
    }
}

impl Lines {
    /// Index of the line at this height; above the first is the first, below the last the last.
    #[must_use]
    pub fn line_at(&self, y: f32) -> usize {
        self.lines.partition_point(|l| l.bottom <= y).min(self.lines.len().saturating_sub(1))
    }

    /// Index of the line that shows a caret.
    #[must_use]
    pub fn line_of(&self, caret: Caret) -> usize {
        let next = self.lines.partition_point(|l| l.bytes.start <= caret.byte);
        let index = next.saturating_sub(1);
        let wrapped = |l: &Line| !l.hard && l.next == l.bytes.end;
        if caret.affinity == Affinity::Previous
            && index > 0
            && self.lines[index].bytes.start == caret.byte
            && wrapped(&self.lines[index - 1])
        {
            return index - 1;
        }
        index
    }

    /// The caret closest to a point.
    #[must_use]
    pub fn hit(&self, text: &str, x: f32, y: f32) -> Caret {
        self.lines.get(self.line_at(y)).map_or_else(Caret::default, |line| line.hit(text, x))
    }

    /// The character under a point, as its first byte; `None` beside the text.
    #[must_use]
    pub fn char_at(&self, x: f32, y: f32) -> Option<usize> {
        let line = self.lines.iter().find(|l| l.top <= y && y < l.bottom)?;
        line.stops.iter().find(|s| s.x0 <= x && x < s.x1).map(|s| s.byte as usize)
    }

    /// Where a caret is painted: a rectangle without width.
    #[must_use]
    pub fn caret(&self, text: &str, caret: Caret) -> Area {
        let Some(line) = self.lines.get(self.line_of(caret)) else {
            return Area { x0: 0.0, x1: 0.0, top: 0.0, bottom: 0.0 };
        };
        let x = line.caret_x(text, caret);
        Area { x0: x, x1: x, top: line.top, bottom: line.bottom }
    }

    /// The rectangles that cover a range of bytes: one per visually contiguous piece of each line.
    #[must_use]
    pub fn areas(&self, bytes: &Range<usize>) -> Vec<Area> {
        let first = self.lines.partition_point(|l| l.next <= bytes.start && l.bytes.end <= bytes.start);
        let mut areas: Vec<Area> = Vec::new();
        for line in self.lines[first..].iter().take_while(|l| l.bytes.start < bytes.end) {
            let of_line = areas.len();
            for stop in line.stops.iter().filter(|s| bytes.contains(&(s.byte as usize))) {
                match areas[of_line..].last_mut() {
                    Some(area) if (area.x1 - stop.x0).abs() < 0.02 => area.x1 = area.x1.max(stop.x1),
                    _ => areas.push(Area { x0: stop.x0, x1: stop.x1, top: line.top, bottom: line.bottom }),
                }
            }
        }
        areas.retain(|a| a.x1 > a.x0);
        areas
    }

    /// The caret after one step to the left or right on the screen; zero-wide characters are stepped over.
    /// Beyond the outer edge of the first and the last line it becomes the start and the end of the text,
    /// without moving on the screen.
    #[must_use]
    pub fn step(&self, text: &str, caret: Caret, right: bool) -> Caret {
        let index = self.line_of(caret);
        let Some(line) = self.lines.get(index) else { return caret };
        let cells = line.cells(text);
        let mut slot = line.slot(&cells, caret);
        loop {
            let crossed =
                if right { cells.get(slot) } else { slot.checked_sub(1).and_then(|s| cells.get(s)) };
            let Some(cell) = crossed else { break };
            if cell.width() > 0.0 {
                return cell.edge(right);
            }
            slot = if right { slot + 1 } else { slot - 1 };
        }
        // Over the edge of the line: on to the next one, or back to the one before.
        if right == line.rtl {
            let Some(previous) = index.checked_sub(1).and_then(|i| self.lines.get(i)) else {
                return line.start();
            };
            let soft = !previous.hard && previous.next == previous.bytes.end;
            return if soft { previous.last_step(text) } else { Caret::before(previous.bytes.end) };
        }
        match self.lines.get(index + 1) {
            // The end of a wrapped line and the start of the next are one position: take a real step.
            Some(next) if next.bytes.start == line.bytes.end && !next.bytes.is_empty() => {
                next.first_step(text)
            }
            Some(next) => next.start(),
            None => Caret::before(line.bytes.end),
        }
    }

    /// The caret one line up or down, as close to `x` as that line allows; beyond the ends, those.
    #[must_use]
    pub fn step_line(&self, text: &str, caret: Caret, x: f32, down: bool) -> Caret {
        let index = self.line_of(caret);
        let target = if down { Some(index + 1) } else { index.checked_sub(1) };
        match target.and_then(|i| self.lines.get(i)) {
            Some(line) => line.hit(text, x),
            None if down => Caret::before(self.lines.last().map_or(0, |l| l.bytes.end)),
            None => Caret::before(0),
        }
    }

    /// The caret at the start or end of the line that shows `caret`.
    #[must_use]
    pub fn line_edge(&self, caret: Caret, end: bool) -> Caret {
        let Some(line) = self.lines.get(self.line_of(caret)) else { return caret };
        if !end {
            return line.start();
        }
        if !line.hard && line.next == line.bytes.end && line.next != self.end() {
            return Caret::after(line.bytes.end);
        }
        Caret::before(line.bytes.end)
    }

    /// One past the last byte shown.
    #[must_use]
    pub fn end(&self) -> usize {
        self.lines.last().map_or(0, |l| l.bytes.end)
    }

    /// Is the paragraph that shows this caret written right to left?
    #[must_use]
    pub fn is_rtl(&self, caret: Caret) -> bool {
        self.lines.get(self.line_of(caret)).is_some_and(|l| l.rtl)
    }
}

impl Line {
    /// The caret after the first grapheme, coming from the line above.
    fn first_step(&self, text: &str) -> Caret {
        let content = text.get(self.bytes.clone()).unwrap_or_default();
        let len = content.graphemes(true).next().map_or(0, str::len);
        Caret::after(self.bytes.start + len)
    }

    /// The caret before the last grapheme, coming from the line below.
    fn last_step(&self, text: &str) -> Caret {
        let content = text.get(self.bytes.clone()).unwrap_or_default();
        let len = content.graphemes(true).next_back().map_or(0, str::len);
        Caret::before(self.bytes.end - len)
    }
}
