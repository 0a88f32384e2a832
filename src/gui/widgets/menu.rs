//! Menus below a button, their items laid out in the direction of the interface.

use egui::{
    Color32, CornerRadius, Popup, PopupCloseBehavior, RectAlign, Response, Sense, Stroke, StrokeKind, Ui,
    accesskit::Role, vec2,
};

use super::{Look, Place, Strip, button::named, icon, measure, put, put_based, put_icon};
use crate::gui::{text::Base, theme::ROW};

/// Opens a menu below its button when that is clicked. It closes by a click outside or Escape; items that
/// choose one thing close it themselves with `ui.close()`.
pub fn menu(button: &Response, look: &Look, width: f32, content: impl FnOnce(&mut Ui)) {
    let align = if look.is_rtl() { RectAlign::BOTTOM_END } else { RectAlign::BOTTOM_START };
    Popup::menu(button)
        .align(align)
        .gap(4.0)
        .width(width)
        .layout(look.column())
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            ui.set_min_width(width);
            ui.spacing_mut().item_spacing.y = 0.0;
            content(ui);
        });
}

/// Opens a menu at the pointer when something is clicked with the second button.
pub fn context_menu(of: &Response, look: &Look, width: f32, content: impl FnOnce(&mut Ui)) {
    Popup::context_menu(of)
        .width(width)
        .layout(look.column())
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            ui.set_min_width(width);
            ui.spacing_mut().item_spacing.y = 0.0;
            content(ui);
        });
}

/// One line of a menu: sign, words, keys; with a tick where it is one of several that may be on.
pub fn menu_item(
    ui: &mut Ui,
    look: &Look,
    sign: Option<(char, Color32)>,
    words: &str,
    keys: Option<&str>,
    on: Option<bool>,
) -> Response {
    let p = look.palette();
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW + 2.0), Sense::click());
    if response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(5), p.hover.0);
    }
    if response.has_focus() {
        let stroke = Stroke::new(2.0, p.focus.0);
        ui.painter().rect_stroke(rect, CornerRadius::same(5), stroke, StrokeKind::Inside);
    }
    let mut strip = Strip::new(rect.shrink2(vec2(8.0, 0.0)), look.is_rtl());
    if let Some(on) = on {
        let tick = strip.start(18.0);
        if on {
            put_icon(ui, tick, icon::CHECK, 15.0, p.accent.0);
        }
        strip.start(4.0);
    }
    if let Some((sign, colour)) = sign {
        put_icon(ui, strip.start(18.0), sign, 16.0, colour);
        strip.start(8.0);
    }
    if let Some(keys) = keys {
        let font = look.tokens.font(look.tokens.text.small);
        let width = measure(ui, look, keys, font.clone());
        put_based(ui, look, strip.end(width), keys, (font, p.muted.0), Place::End, Base::Ltr);
        strip.end(16.0);
    }
    let font = look.tokens.font(look.tokens.text.body);
    put(ui, look, strip.rest(), words, (font, p.text.0), Place::Start);
    named(response, Role::MenuItem, on, words)
}

/// A quiet line between groups of items.
pub fn menu_line(ui: &mut Ui, look: &Look) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 9.0), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.center().y, Stroke::new(1.0, look.line()));
}

/// A quiet title over a group of items.
pub fn menu_title(ui: &mut Ui, look: &Look, words: &str) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), Sense::hover());
    let font = look.tokens.bold(look.tokens.text.small);
    let inner = rect.shrink2(vec2(8.0, 0.0));
    put(ui, look, inner, words, (font, look.palette().muted.0), Place::Start);
}
