//! A paragraph or label that has been laid out: what to paint, and where its characters stand.

use std::{ops::Range, sync::Arc};

use egui::{Galley, Pos2, Rect, Vec2, vec2};

use super::galley::shift_for;
use crate::typeset::{Area, Caret, Lines};

/// Laid-out text. Positions are bytes of its text, coordinates points from where the galley is painted.
#[derive(Debug)]
pub struct Laid {
    /// Paint it with `ui.painter().galley(pos, laid.galley.clone(), color)`, or hand it to a widget.
    pub galley: Arc<Galley>,
    lines: Lines,
    /// Of the block's left edge from the galley's origin.
    shift: f32,
}

impl Laid {
    pub(super) fn new(galley: Galley, lines: Lines) -> Self {
        let shift = shift_for(galley.job.halign, lines.width);
        Self { galley: Arc::new(galley), lines, shift }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.galley.job.text
    }

    /// Width and height of the block.
    #[must_use]
    pub fn size(&self) -> Vec2 {
        vec2(self.lines.width, self.lines.height)
    }

    /// The lines, in coordinates of the block (which starts at x = 0).
    #[must_use]
    pub fn lines(&self) -> &Lines {
        &self.lines
    }

    /// Is the first paragraph written right to left?
    #[must_use]
    pub fn is_rtl(&self) -> bool {
        self.lines.lines.first().is_some_and(|l| l.rtl)
    }

    /// The caret closest to a point.
    #[must_use]
    pub fn hit(&self, point: Vec2) -> Caret {
        self.lines.hit(self.text(), point.x - self.shift, point.y)
    }

    /// First byte of the character under a point; `None` beside the text.
    #[must_use]
    pub fn byte_at(&self, point: Vec2) -> Option<usize> {
        self.lines.char_at(point.x - self.shift, point.y)
    }

    /// Where a caret is painted; the rectangle has no width.
    #[must_use]
    pub fn caret(&self, caret: Caret) -> Rect {
        self.rect(self.lines.caret(self.text(), caret))
    }

    /// The rectangles that cover a range of bytes, one per visually contiguous piece of each line.
    pub fn rects(&self, bytes: &Range<usize>) -> impl Iterator<Item = Rect> + use<'_> {
        self.lines.areas(bytes).into_iter().map(|area| self.rect(area))
    }

    fn rect(&self, area: Area) -> Rect {
        Rect::from_min_max(
            Pos2::new(area.x0 + self.shift, area.top),
            Pos2::new(area.x1 + self.shift, area.bottom),
        )
    }
}
