//! Buttons: an icon, words, or both. Every one has a name for screen readers and a ring when it has focus.

use egui::{
    Color32, CornerRadius, Rect, Response, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, accesskit::Role,
    vec2,
};

use super::{Look, Place, Strip, measure, put, put_icon};
use crate::gui::theme::{RADIUS, ROW};

/// Side of an icon in a button, in points.
const ICON: f32 = 18.0;

/// Fills and outlines a clickable rectangle by its state.
pub(super) fn frame(ui: &Ui, look: &Look, rect: Rect, response: &Response, fill: Color32, border: Color32) {
    let p = look.palette();
    let fill = if response.is_pointer_button_down_on() {
        p.pressed.0
    } else if response.hovered() && ui.is_enabled() {
        p.hover.0
    } else {
        fill
    };
    let radius = CornerRadius::same(RADIUS);
    ui.painter().rect(rect, radius, fill, Stroke::new(1.0, border), StrokeKind::Inside);
    if response.has_focus() {
        ui.painter().rect_stroke(rect, radius, Stroke::new(2.0, p.focus.0), StrokeKind::Inside);
    }
}

fn colour(ui: &Ui, look: &Look) -> Color32 {
    if ui.is_enabled() { look.palette().text.0 } else { look.palette().muted.0 }
}

/// A square button with an icon; `name` is its tooltip and its name for screen readers.
pub fn icon_button(ui: &mut Ui, look: &Look, icon: char, name: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(ROW), Sense::click());
    frame(ui, look, rect, &response, Color32::TRANSPARENT, Color32::TRANSPARENT);
    put_icon(ui, rect, icon, ICON, colour(ui, look));
    named(response, Role::Button, None, name).on_hover_text(name)
}

/// A button with words and perhaps an icon. `primary` marks the one thing to do next.
pub fn text_button(ui: &mut Ui, look: &Look, icon: Option<char>, words: &str, primary: bool) -> Response {
    let p = look.palette();
    let font = look.tokens.font(look.tokens.text.body);
    let icon_room = if icon.is_some() { ICON + 6.0 } else { 0.0 };
    let width = measure(ui, look, words, font.clone()) + icon_room + 24.0;
    let (rect, response) = ui.allocate_exact_size(vec2(width, ROW), Sense::click());
    let (fill, border, text) = if primary {
        (p.accent.0, p.accent.0, p.on_accent.0)
    } else {
        (p.raised.0, p.border.0, colour(ui, look))
    };
    let radius = CornerRadius::same(RADIUS);
    if primary {
        ui.painter().rect_filled(rect, radius, fill);
        if response.has_focus() {
            ui.painter().rect_stroke(
                rect.expand(2.0),
                radius,
                Stroke::new(2.0, p.focus.0),
                StrokeKind::Inside,
            );
        }
    } else {
        frame(ui, look, rect, &response, fill, border);
    }
    let mut strip = Strip::new(rect.shrink2(vec2(12.0, 0.0)), look.is_rtl());
    if let Some(icon) = icon {
        put_icon(ui, strip.start(ICON), icon, ICON, text);
        strip.start(6.0);
    }
    put(ui, look, strip.rest(), words, (font, text), Place::Start);
    named(response, Role::Button, None, words)
}

/// A button that is on or off: pressed looks pressed, and says so to screen readers.
pub fn toggle_button(ui: &mut Ui, look: &Look, icon: char, name: &str, on: bool) -> Response {
    let p = look.palette();
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(ROW), Sense::click());
    let (fill, border) =
        if on { (p.accent_soft.0, p.accent.0) } else { (Color32::TRANSPARENT, Color32::TRANSPARENT) };
    frame(ui, look, rect, &response, fill, border);
    put_icon(ui, rect, icon, ICON, if on { p.accent.0 } else { colour(ui, look) });
    named(response, Role::Button, Some(on), name).on_hover_text(name)
}

/// One tab of a row of tabs: underlined when it is the open one.
pub fn tab_button(ui: &mut Ui, look: &Look, icon: char, words: &str, open: bool) -> Response {
    let p = look.palette();
    let size = look.tokens.text.body;
    let font = if open { look.tokens.bold(size) } else { look.tokens.font(size) };
    let width = measure(ui, look, words, look.tokens.bold(size)) + ICON + 6.0 + 24.0;
    let (rect, response) = ui.allocate_exact_size(vec2(width, ROW + 4.0), Sense::click());
    if response.hovered() && !open {
        ui.painter().rect_filled(rect, CornerRadius::same(RADIUS), p.hover.0);
    }
    if response.has_focus() {
        ui.painter().rect_stroke(
            rect,
            CornerRadius::same(RADIUS),
            Stroke::new(2.0, p.focus.0),
            StrokeKind::Inside,
        );
    }
    let text = if open { p.text.0 } else { p.muted.0 };
    let mut strip = Strip::new(rect.shrink2(vec2(12.0, 0.0)), look.is_rtl());
    put_icon(ui, strip.start(ICON), icon, ICON, if open { p.accent.0 } else { p.muted.0 });
    strip.start(6.0);
    put(ui, look, strip.rest(), words, (font, text), Place::Start);
    if open {
        let line = Rect::from_min_max(
            egui::pos2(rect.left() + 8.0, rect.bottom() - 2.0),
            egui::pos2(rect.right() - 8.0, rect.bottom()),
        );
        ui.painter().rect_filled(line, CornerRadius::ZERO, p.accent.0);
    }
    named(response, Role::Tab, Some(open), words)
}

/// Gives a response its role and name.
pub(super) fn named(response: Response, role: Role, selected: Option<bool>, name: &str) -> Response {
    let enabled = response.enabled();
    response.widget_info(|| match selected {
        Some(selected) => WidgetInfo::selected(role, enabled, selected, name),
        None => WidgetInfo::labeled(role, enabled, name),
    });
    response
}
