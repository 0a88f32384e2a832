//! A row cut into pieces from the side where reading begins.
//!
//! Panels never ask which side that is: `start` and `end` mirror with the language.

use egui::{Rect, pos2};

/// What is left of a row.
#[derive(Clone, Copy, Debug)]
pub struct Strip {
    rest: Rect,
    rtl: bool,
}

impl Strip {
    /// A row to cut.
    #[must_use]
    pub fn new(rect: Rect, rtl: bool) -> Self {
        Self { rest: rect, rtl }
    }

    /// Cuts a piece off the side where reading begins.
    pub fn start(&mut self, width: f32) -> Rect {
        self.cut(width, self.rtl)
    }

    /// Cuts a piece off the side where reading ends.
    pub fn end(&mut self, width: f32) -> Rect {
        self.cut(width, !self.rtl)
    }

    /// What is left.
    #[must_use]
    pub fn rest(self) -> Rect {
        self.rest
    }

    /// Room that is left, in points.
    #[must_use]
    pub fn width(&self) -> f32 {
        self.rest.width()
    }

    fn cut(&mut self, width: f32, right: bool) -> Rect {
        let width = width.clamp(0.0, self.rest.width().max(0.0));
        let Rect { min, max } = self.rest;
        if right {
            self.rest.max.x -= width;
            Rect::from_min_max(pos2(max.x - width, min.y), max)
        } else {
            self.rest.min.x += width;
            Rect::from_min_max(min, pos2(min.x + width, max.y))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Left and right edge, in whole points.
    fn edges(rect: Rect) -> (i32, i32) {
        (rect.left() as i32, rect.right() as i32)
    }

    #[test]
    fn start_and_end_mirror() {
        let row = Rect::from_min_max(pos2(0.0, 0.0), pos2(100.0, 10.0));
        let mut ltr = Strip::new(row, false);
        assert_eq!(edges(ltr.start(30.0)), (0, 30));
        assert_eq!(edges(ltr.end(20.0)), (80, 100));
        assert_eq!(edges(ltr.rest()), (30, 80));
        let mut rtl = Strip::new(row, true);
        assert_eq!(edges(rtl.start(30.0)), (70, 100));
        assert_eq!(edges(rtl.end(20.0)), (0, 20));
    }

    #[test]
    fn a_piece_is_never_wider_than_what_is_left() {
        let mut strip = Strip::new(Rect::from_min_max(pos2(0.0, 0.0), pos2(10.0, 10.0)), false);
        assert_eq!(edges(strip.start(30.0)), (0, 10));
        assert_eq!(edges(strip.end(5.0)), (10, 10));
    }
}
