//! A choice of a few in sight: one of several words beside each other.

use egui::{CornerRadius, Rect, Sense, Stroke, StrokeKind, Ui, accesskit::Role, vec2};

use super::{Look, Place, Strip, button::named, measure, put};
use crate::gui::theme::{RADIUS, ROW};

/// Room beside the words of a segment, in points.
const ROOM: f32 = 20.0;

/// The width that the segments take, in points.
#[must_use]
pub fn segments_width(ui: &Ui, look: &Look, all: &[(String, String)]) -> f32 {
    let font = look.tokens.font(look.tokens.text.small);
    all.iter().map(|(words, _)| measure(ui, look, words, font.clone()) + ROOM).sum()
}

/// Draws them, words with their tooltips; returns the number of the one that was clicked.
pub fn segments(ui: &mut Ui, look: &Look, all: &[(String, String)], chosen: usize) -> Option<usize> {
    let p = look.palette();
    let font = look.tokens.font(look.tokens.text.small);
    let (rect, _) = ui.allocate_exact_size(vec2(segments_width(ui, look, all), ROW), Sense::hover());
    let radius = CornerRadius::same(RADIUS);
    ui.painter().rect(rect, radius, p.field.0, Stroke::new(1.0, p.border.0), StrokeKind::Inside);
    let mut strip = Strip::new(rect, look.is_rtl());
    let mut clicked = None;
    for (number, (words, hint)) in all.iter().enumerate() {
        let place: Rect = strip.start(measure(ui, look, words, font.clone()) + ROOM);
        let response = ui.interact(place, ui.scope_id().with(("segment", number)), Sense::click());
        let inner = place.shrink(3.0);
        if number == chosen {
            ui.painter().rect_filled(inner, radius, look.tokens.soft(p.accent.0));
        } else if response.hovered() {
            ui.painter().rect_filled(inner, radius, p.hover.0);
        }
        if response.has_focus() {
            ui.painter().rect_stroke(place, radius, Stroke::new(2.0, p.focus.0), StrokeKind::Inside);
        }
        let colour = if number == chosen { p.text.0 } else { p.muted.0 };
        put(ui, look, place, words, (font.clone(), colour), Place::Centre);
        if named(response, Role::RadioButton, Some(number == chosen), words).on_hover_text(hint).clicked() {
            clicked = Some(number);
        }
    }
    clicked
}
