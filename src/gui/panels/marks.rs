//! Marks in the text: a line of its own style for each kind of fact, a ground for what is pointed at or found.
//!
//! A kind is told by the style of its line as well as by its colour.

use egui::{Color32, CornerRadius, Rect, Stroke, Ui, pos2};

use crate::gui::{theme::Tokens, words};

/// How a kind is underlined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    Solid,
    Double,
    Dotted,
    Dashed,
    Thin,
    Thick,
    Long,
}

fn line_of(finer: &str) -> Line {
    match finer {
        "mention.person" => Line::Solid,
        "mention.organisation" => Line::Double,
        "mention.place" => Line::Dotted,
        _ => match finer.split('.').next().unwrap_or(finer) {
            "time" => Line::Dashed,
            "event" => Line::Thick,
            "statement" | "commitment" => Line::Long,
            _ => Line::Thin,
        },
    }
}

/// Lines of nested marks do not cover each other: what spans more stands lower.
fn depth_of(finer: &str) -> f32 {
    match finer.split('.').next().unwrap_or(finer) {
        "mention" | "quantity" | "time" => 0.0,
        "role" => 3.0,
        "commitment" => 5.0,
        _ => 2.0,
    }
}

/// Underlines a rectangle of letters in the way of its kind.
pub fn underline(ui: &Ui, tokens: &Tokens, rect: Rect, finer: &str) {
    let (_, colour) = words::kind_sign(tokens, finer);
    let y = (rect.bottom() - 6.0 + depth_of(finer)).round();
    stroke(ui, (rect.left(), rect.right()), y, line_of(finer), colour);
}

/// Draws one line in a style; also the sample in the legend of kinds.
pub fn sample(ui: &Ui, tokens: &Tokens, rect: Rect, finer: &str) {
    let (_, colour) = words::kind_sign(tokens, finer);
    stroke(ui, (rect.left(), rect.right()), rect.center().y.round(), line_of(finer), colour);
}

fn stroke(ui: &Ui, (x0, x1): (f32, f32), y: f32, line: Line, colour: Color32) {
    let painter = ui.painter();
    let bar = |x0: f32, x1: f32, y: f32, height: f32| {
        let rect = Rect::from_min_max(pos2(x0, y), pos2(x1, y + height));
        painter.rect_filled(rect, CornerRadius::ZERO, colour);
    };
    let pieces = |on: f32, off: f32, height: f32| {
        let mut x = x0;
        while x < x1 {
            bar(x, (x + on).min(x1), y, height);
            x += on + off;
        }
    };
    match line {
        Line::Solid => bar(x0, x1, y, 2.0),
        Line::Double => {
            bar(x0, x1, y - 1.0, 1.0);
            bar(x0, x1, y + 1.0, 1.0);
        }
        Line::Dotted => {
            let mut x = x0 + 1.0;
            while x < x1 {
                painter.circle(pos2(x, y + 1.0), 1.2, colour, Stroke::NONE);
                x += 4.0;
            }
        }
        Line::Dashed => pieces(5.0, 3.0, 2.0),
        Line::Thin => bar(x0, x1, y, 1.0),
        Line::Thick => bar(x0, x1, y, 3.0),
        Line::Long => pieces(10.0, 4.0, 1.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_apart_without_colour() {
        let kinds = [
            "mention.person",
            "mention.organisation",
            "mention.place",
            "time.date",
            "quantity",
            "event.meet",
        ];
        for (ix, a) in kinds.iter().enumerate() {
            for b in &kinds[ix + 1..] {
                assert_ne!(line_of(a), line_of(b), "{a} and {b}");
            }
        }
    }
}
