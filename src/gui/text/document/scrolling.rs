//! Which paragraphs are in view, and how the reader's place is kept while heights become known.

use std::ops::Range;

use egui::{Rect, Ui};

use super::{Beside, Setting, ShownParagraph};
use crate::typeset::{Caret, Heights};

/// Paragraphs this close to the view are measured before they come into it.
const MARGIN: f32 = 300.0;
/// A target is shown at this share of the view's height.
const TARGET_SHARE: f32 = 0.3;

/// What the layout depends on besides the text.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Measure {
    width: f32,
    font_size: f32,
    line_height: f32,
    gap: f32,
    pixels_per_point: f32,
}

/// Something to bring into view.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Target {
    /// In the upper third.
    Show(usize),
    /// Its line's upper edge this far below the view's.
    Place(usize, f32),
}

#[derive(Debug, Default)]
pub(super) struct Scrolling {
    heights: Heights,
    measure: Option<Measure>,
    target: Option<Target>,
    /// First byte of the first line in view, and how far below the view's edge that line starts.
    place: (usize, f32),
    /// Scroll by this much in the next frame (dragging a selection over the edge).
    nudge: f32,
    /// Where the view's upper edge was in the latest frame.
    offset: f32,
}

impl Scrolling {
    pub fn scroll_to(&mut self, byte: usize) {
        self.target = Some(Target::Show(byte));
    }

    pub fn restore(&mut self, byte: usize) {
        self.target = Some(Target::Place(byte, 0.0));
    }

    pub fn place(&self) -> usize {
        self.place.0
    }

    /// Keeps only what was asked for before the document was first shown.
    pub fn for_another_document(self) -> Self {
        Self { target: Some(self.target.unwrap_or(Target::Place(0, 0.0))), ..Self::default() }
    }

    /// Scrolls just so far that a caret is in view.
    pub fn keep_in_view(&mut self, setting: &Setting<'_>, caret: Caret, view_height: f32) {
        let row = crate::typeset::paragraph_at(setting.paragraphs, caret.byte);
        let inside = Caret { byte: caret.byte.saturating_sub(setting.start(row)), ..caret };
        let line = setting.laid(row).caret(inside);
        let (top, bottom) = (self.heights.top(row) + line.top(), self.heights.top(row) + line.bottom());
        if top < self.offset {
            self.nudge(top - self.offset);
        } else if bottom > self.offset + view_height {
            self.nudge(bottom - self.offset - view_height);
        }
    }

    pub fn nudge(&mut self, by: f32) {
        self.nudge += by;
    }

    pub fn total(&self) -> f32 {
        self.heights.total()
    }

    pub fn top(&self, index: usize) -> f32 {
        self.heights.top(index)
    }

    pub fn height(&self, index: usize) -> f32 {
        self.heights.height(index)
    }

    pub fn visible(&self, viewport: Rect) -> Range<usize> {
        if self.heights.is_empty() {
            return 0..0;
        }
        self.heights.row_at(viewport.top())..self.heights.row_at(viewport.bottom()) + 1
    }

    /// Measures what is about to be seen; returns the offset at which to see it.
    pub fn prepare(
        &mut self,
        ui: &Ui,
        setting: &Setting<'_>,
        beside: &mut dyn Beside,
        offset: f32,
        view_height: f32,
    ) -> f32 {
        let page = setting.page;
        let measure = Measure {
            width: setting.width,
            font_size: page.font.size,
            line_height: page.line_height,
            gap: page.gap,
            pixels_per_point: ui.ctx().pixels_per_point(),
        };
        if self.measure != Some(measure) {
            if self.measure.is_some() && self.target.is_none() {
                self.target = Some(Target::Place(self.place.0, self.place.1));
            }
            self.measure = Some(measure);
            self.heights = estimate(setting);
        }
        let mut offset = offset + std::mem::take(&mut self.nudge);
        if let Some(target) = self.target.take() {
            let (byte, below) = match target {
                Target::Show(byte) => (byte, TARGET_SHARE * view_height),
                Target::Place(byte, below) => (byte, below),
            };
            let row = crate::typeset::paragraph_at(setting.paragraphs, byte);
            self.measure_row(ui, setting, beside, row);
            let laid = setting.laid(row);
            let line = laid.caret(Caret::before(byte.saturating_sub(setting.start(row))));
            offset = self.heights.top(row) + line.top() - below;
        }
        offset = self.measure_around(ui, setting, beside, offset, view_height);
        self.offset = offset.clamp(0.0, (self.total() - view_height).max(0.0));
        self.offset
    }

    /// Measures the rows in and around the view. What is in view stays where it is on the screen, although
    /// rows above it may turn out higher or lower than estimated.
    fn measure_around(
        &mut self,
        ui: &Ui,
        setting: &Setting<'_>,
        beside: &mut dyn Beside,
        offset: f32,
        view_height: f32,
    ) -> f32 {
        if self.heights.is_empty() {
            return 0.0;
        }
        let anchor = self.heights.row_at(offset);
        let anchored_at_end = !self.heights.is_measured(anchor);
        let inside = offset - self.heights.top(anchor);
        let old_height = self.heights.height(anchor);
        let mut row = anchor;
        let mut above = MARGIN;
        while row > 0 && above > 0.0 {
            row -= 1;
            self.measure_row(ui, setting, beside, row);
            above -= self.heights.height(row);
        }
        self.measure_row(ui, setting, beside, anchor);
        let grown = if anchored_at_end { self.heights.height(anchor) - old_height } else { 0.0 };
        let offset = self.heights.top(anchor) + (inside + grown).max(0.0);
        let mut row = anchor + 1;
        while row < self.heights.len() && self.heights.top(row) < offset + view_height + MARGIN {
            self.measure_row(ui, setting, beside, row);
            row += 1;
        }
        offset
    }

    fn measure_row(&mut self, ui: &Ui, setting: &Setting<'_>, beside: &mut dyn Beside, row: usize) {
        let text = setting.laid(row).size().y;
        let notes = if setting.page.beside_width > 0.0 {
            beside.height(ui, row, setting.page.beside_width)
        } else {
            0.0
        };
        self.heights.measure(row, text.max(notes) + setting.page.gap);
    }

    /// Notes which line is the first in view.
    pub fn note_place<'a>(
        &mut self,
        rows: impl Iterator<Item = ((f32, f32), &'a ShownParagraph)>,
        view_top: f32,
    ) {
        for ((top, height), row) in rows {
            if top + height <= view_top {
                continue;
            }
            let lines = row.laid.lines();
            let inside = (view_top - top).max(0.0);
            let mut index = lines.line_at(inside);
            // A line that is more than half hidden does not count.
            if let Some(line) = lines.lines.get(index)
                && inside > 0.5 * (line.top + line.bottom)
                && index + 1 < lines.lines.len()
            {
                index += 1;
            }
            if let Some(line) = lines.lines.get(index) {
                self.place = (row.start + line.bytes.start, top + line.top - view_top);
            }
            return;
        }
    }
}

/// Heights guessed from the number of characters.
fn estimate(setting: &Setting<'_>) -> Heights {
    let page = setting.page;
    // Kurdish text in Vazirmatn is about 0.47 of the font size wide per character, spaces included.
    let char_width = 0.47 * page.font.size;
    let chars_per_line = (setting.width / char_width).max(1.0);
    let rows = (0..setting.paragraphs.len()).map(|index| {
        // Two bytes a character, nearly always.
        let chars = setting.content(index).len() as f32 / 1.85;
        (chars / chars_per_line).ceil().max(1.0) * page.line_height + page.gap
    });
    Heights::estimated(rows.collect())
}
