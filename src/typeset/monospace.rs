//! A shaper for tests: every character is ten points wide, marks and controls nothing.

use std::sync::Arc;

use super::{Cluster, Direction, Shaper, StyleId, Word, is_invisible, is_mark};

pub(super) struct Monospace;

impl Shaper for Monospace {
    type Ink = ();

    fn shape(&mut self, text: &str, _: StyleId, direction: Direction) -> Arc<Word<()>> {
        let width_of = |c: char| if is_mark(c) || is_invisible(c) { 0.0 } else { 10.0 };
        let width: f32 = text.chars().map(width_of).sum();
        let mut x = 0.0;
        let clusters = text.char_indices().map(|(at, c)| {
            let (a, b) = (x, x + width_of(c));
            x = b;
            let (left, right) = if direction.is_rtl() { (width - b, width - a) } else { (a, b) };
            Cluster { start: at as u32, left, right }
        });
        Arc::new(Word { width, height: 20.0, clusters: clusters.collect(), ink: () })
    }

    fn face(&mut self, _: char, _: StyleId) -> u8 {
        0
    }

    fn snap(&self, points: f32) -> f32 {
        points.round()
    }
}
