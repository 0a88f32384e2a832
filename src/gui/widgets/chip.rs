//! Chips: one active filter, removed by a click or by Delete when it has focus; one choice of several.

use egui::{Color32, CornerRadius, Key, Response, Sense, Stroke, StrokeKind, Ui, accesskit::Role, vec2};

use super::{Look, Place, Strip, button::named, icon, measure, put, put_icon};

const HEIGHT: f32 = 26.0;
const SIGN: f32 = 14.0;
/// No chip is wider; its tooltip has the whole text.
const WIDEST: f32 = 260.0;

/// The room a chip takes, in points.
#[must_use]
pub fn chip_width(ui: &Ui, look: &Look, words: &str) -> f32 {
    let text = measure(ui, look, words, look.tokens.font(look.tokens.text.body));
    (text + 2.0 * SIGN + 32.0).min(WIDEST)
}

/// Draws a chip; `excluded` crosses it out. The response is clicked when the user removes it.
pub fn chip(
    ui: &mut Ui,
    look: &Look,
    (sign, colour): (char, Color32),
    words: &str,
    excluded: bool,
    remove: &str,
) -> Response {
    let p = look.palette();
    let (rect, mut response) =
        ui.allocate_exact_size(vec2(chip_width(ui, look, words), HEIGHT), Sense::click());
    let radius = CornerRadius::same((HEIGHT / 2.0) as u8);
    let fill = if response.hovered() { p.hover.0 } else { look.tokens.soft(colour) };
    ui.painter().rect(rect, radius, fill, Stroke::new(1.0, colour), StrokeKind::Inside);
    if response.has_focus() {
        ui.painter().rect_stroke(rect, radius, Stroke::new(2.0, p.focus.0), StrokeKind::Inside);
        if ui.input_mut(|i| {
            i.consume_key(egui::Modifiers::NONE, Key::Delete)
                || i.consume_key(egui::Modifiers::NONE, Key::Backspace)
        }) {
            response.flags.insert(egui::response::Flags::FAKE_PRIMARY_CLICKED);
        }
    }
    let mut strip = Strip::new(rect.shrink2(vec2(10.0, 0.0)), look.is_rtl());
    put_icon(ui, strip.start(SIGN), if excluded { icon::PROHIBIT } else { sign }, SIGN, colour);
    strip.start(6.0);
    put_icon(ui, strip.end(SIGN), icon::X, 12.0, p.muted.0);
    strip.end(6.0);
    let text =
        put(ui, look, strip.rest(), words, (look.tokens.font(look.tokens.text.body), p.text.0), Place::Start);
    if excluded {
        ui.painter().hline(text.x_range(), text.center().y + 1.0, Stroke::new(1.0, p.text.0));
    }
    let name = format!("{remove}: {words}");
    named(response, Role::Button, None, &name).on_hover_text(name)
}

/// A chip that is chosen or not.
pub fn choice_chip(ui: &mut Ui, look: &Look, words: &str, on: bool) -> Response {
    let p = look.palette();
    let font = look.tokens.font(look.tokens.text.small);
    let width = measure(ui, look, words, font.clone()) + 22.0;
    let (rect, response) = ui.allocate_exact_size(vec2(width, HEIGHT), Sense::click());
    let radius = CornerRadius::same((HEIGHT / 2.0) as u8);
    let (fill, border) = match (on, response.hovered()) {
        (true, _) => (p.accent_soft.0, p.accent.0),
        (false, true) => (p.hover.0, p.strong_border.0),
        (false, false) => (p.raised.0, p.border.0),
    };
    ui.painter().rect(rect, radius, fill, Stroke::new(1.0, border), StrokeKind::Inside);
    if response.has_focus() {
        ui.painter().rect_stroke(rect, radius, Stroke::new(2.0, p.focus.0), StrokeKind::Inside);
    }
    put(ui, look, rect, words, (font, p.text.0), Place::Centre);
    named(response, Role::Button, Some(on), words)
}
