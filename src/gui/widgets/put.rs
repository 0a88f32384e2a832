//! One line of text or an icon at an exact place. All text goes through `gui::text`.

use std::sync::Arc;

use egui::{
    Align2, Color32, FontId, Rect, Ui, Vec2,
    epaint::text::{LayoutJob, TextFormat, TextWrapping},
    pos2,
};

use super::Look;
use crate::gui::text::{self, Base, Laid};

/// Vazirmatn's rows have more room below the letters than above: this share of the height brings the letters
/// to the optical middle, in line with icons.
pub(super) const OPTICAL: f32 = 0.06;

/// Where in its rectangle a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// At the side where reading of the interface begins.
    Start,
    /// At the side where it ends.
    End,
    /// In the middle.
    Centre,
}

fn lay(ui: &Ui, words: &str, font: FontId, colour: Color32, max_width: f32, base: Base) -> Arc<Laid> {
    let mut job = LayoutJob::single_section(words.to_owned(), TextFormat::simple(font, colour));
    job.wrap = TextWrapping { max_width, max_rows: 1, break_anywhere: true, overflow_character: Some('…') };
    job.break_on_newline = false;
    text::layout(ui.ctx(), job, base)
}

/// Paints one line, shortened with an ellipsis where it does not fit; returns the rectangle it takes.
pub fn put(
    ui: &Ui,
    look: &Look,
    rect: Rect,
    words: &str,
    (font, colour): (FontId, Color32),
    place: Place,
) -> Rect {
    put_based(ui, look, rect, words, (font, colour), place, look.base())
}

/// As [`put`], for text with a direction of its own (documents).
pub fn put_based(
    ui: &Ui,
    look: &Look,
    rect: Rect,
    words: &str,
    (font, colour): (FontId, Color32),
    place: Place,
    base: Base,
) -> Rect {
    if words.is_empty() || rect.width() < 1.0 {
        return Rect::from_center_size(rect.center(), Vec2::ZERO);
    }
    let laid = lay(ui, words, font, colour, rect.width(), base);
    let size = laid.size();
    let right = match place {
        Place::Start => look.is_rtl(),
        Place::End => !look.is_rtl(),
        Place::Centre => false,
    };
    let x = match (place, right) {
        (Place::Centre, _) => rect.center().x - size.x / 2.0,
        (_, true) => rect.right() - size.x,
        (_, false) => rect.left(),
    };
    let origin = pos2(x.round(), (rect.center().y - size.y / 2.0 + OPTICAL * size.y).round());
    ui.painter().galley(origin, Arc::clone(&laid.galley), colour);
    Rect::from_min_size(origin, size)
}

/// Width of one line, in points.
#[must_use]
pub fn measure(ui: &Ui, look: &Look, words: &str, font: FontId) -> f32 {
    if words.is_empty() {
        return 0.0;
    }
    lay(ui, words, font, Color32::PLACEHOLDER, f32::INFINITY, look.base()).size().x.ceil()
}

/// Paints an icon in the middle of a rectangle.
pub fn put_icon(ui: &Ui, rect: Rect, icon: char, size: f32, colour: Color32) {
    let mut buffer = [0; 4];
    let icon: &str = icon.encode_utf8(&mut buffer);
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, icon, FontId::proportional(size), colour);
}
