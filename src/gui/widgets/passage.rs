//! Words of a document with marks in them, in as many lines as there is room for.

use std::{ops::Range, sync::Arc};

use egui::{
    Color32, CornerRadius, Rect, Ui,
    epaint::text::{LayoutJob, TextFormat, TextWrapping},
    pos2, vec2,
};

use super::Look;
use crate::gui::text::{self, Base, Laid};

/// A mark further in than this many bytes would stand past the lines shown: the words begin nearer to it then.
const FAR: usize = 160;

/// About how many bytes of words stand before such a mark.
const BEFORE: usize = 60;

/// Words with marks.
#[derive(Clone, Debug)]
pub struct MarkedWords<'a> {
    /// The words.
    pub words: &'a str,
    /// Bytes of them to mark, each with its ground.
    pub marks: &'a [(Range<usize>, Color32)],
    /// Most lines.
    pub rows: usize,
    /// Their direction.
    pub base: Base,
}

impl MarkedWords<'_> {
    /// Lays them out for a width in points.
    #[must_use]
    pub fn lay(&self, ui: &Ui, look: &Look, width: f32) -> LaidWords {
        let from = self.begin();
        let words = self.words.get(from..).unwrap_or_default();
        let dots = if from > 0 { "…" } else { "" };
        let shown = format!("{dots}{words}").replace('\n', " ");
        let marks = self.marks.iter().filter(|(range, _)| range.start >= from && range.end > range.start);
        let marks = marks.map(|(range, ground)| {
            let at = |byte: usize| byte - from + dots.len();
            (at(range.start)..at(range.end), *ground)
        });
        let format = TextFormat::simple(look.tokens.font(look.tokens.text.body), look.palette().text.0);
        let mut job = LayoutJob::single_section(shown, format);
        job.wrap = TextWrapping {
            max_width: width,
            max_rows: self.rows,
            overflow_character: Some('…'),
            ..TextWrapping::default()
        };
        job.break_on_newline = false;
        LaidWords { laid: text::layout(ui.ctx(), job, self.base), marks: marks.collect() }
    }

    /// Where the words begin so that the first mark is in sight.
    fn begin(&self) -> usize {
        let first = self.marks.iter().map(|(range, _)| range.start).min().unwrap_or(0);
        if first <= FAR {
            return 0;
        }
        let near = self.words.get(..first).unwrap_or_default();
        let spaces = near.match_indices(' ').map(|(at, _)| at + 1);
        spaces.filter(|at| *at + BEFORE >= first).min().unwrap_or(first)
    }
}

/// The same, laid out.
#[derive(Clone, Debug)]
pub struct LaidWords {
    laid: Arc<Laid>,
    marks: Vec<(Range<usize>, Color32)>,
}

impl LaidWords {
    /// Height in points.
    #[must_use]
    pub fn height(&self) -> f32 {
        self.laid.size().y.ceil()
    }

    /// Paints them at the top of a rectangle, at the side where they begin.
    pub fn paint(&self, ui: &Ui, look: &Look, rect: Rect) {
        let x = if self.laid.is_rtl() { rect.right() - self.laid.size().x } else { rect.left() };
        let origin = pos2(x.round(), rect.top());
        for (range, ground) in &self.marks {
            for mark in self.laid.rects(range) {
                let mark = mark.translate(origin.to_vec2()).shrink2(vec2(0.0, 2.0));
                ui.painter().rect_filled(mark, CornerRadius::same(2), *ground);
            }
        }
        ui.painter().galley(origin, Arc::clone(&self.laid.galley), look.palette().text.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_far_mark_comes_into_sight_at_the_start_of_a_word() {
        let words = "word ".repeat(60);
        let at = |start: usize| {
            let marks = [(start..start + 4, Color32::RED)];
            MarkedWords { words: &words, marks: &marks, rows: 2, base: Base::Ltr }.begin()
        };
        assert_eq!(at(20), 0);
        assert_eq!(at(250), 190);
    }
}
