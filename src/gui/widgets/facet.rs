//! Values of a facet with their counts: included, excluded or neither.
//!
//! A group of values is one stop for Tab: arrows move inside, Enter or Space includes, Delete excludes.

use egui::{
    Color32, CornerRadius, EventFilter, Key, Modifiers, Rect, Sense, Stroke, StrokeKind, Ui,
    accesskit::{Role, Toggled},
    pos2, vec2,
};

use super::{Look, Place, Strip, icon, measure, put, put_icon};
use crate::gui::theme::mix;

/// Height of a value, in points.
pub const FACET_ROW: f32 = 26.0;

const SIGN: f32 = 18.0;

/// How a value stands in the filter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FacetLook {
    /// Not in the filter.
    #[default]
    Open,
    /// Wanted.
    Included,
    /// Unwanted.
    Excluded,
}

/// One value to draw.
#[derive(Clone, Debug)]
pub struct FacetRow {
    /// Its icon and colour; `None` leaves the room to the words.
    pub sign: Option<(char, Color32)>,
    /// Its name.
    pub words: String,
    /// Its count, in the digits of the interface.
    pub count: String,
    /// Share of the largest count of its group, 0 to 1.
    pub share: f32,
    /// How it stands.
    pub look: FacetLook,
    /// Further in, under the value it belongs to.
    pub indent: bool,
}

/// What the user wants with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FacetAction {
    /// Include it, or no longer.
    Include(usize),
    /// Exclude it, or no longer.
    Exclude(usize),
}

/// The id of a group of values, which takes the keyboard.
#[must_use]
pub fn facet_id(salt: &str) -> egui::Id {
    egui::Id::unique(("facet", salt))
}

/// Draws the values below each other from the top of the room that is left.
pub fn facet_list(
    ui: &mut Ui,
    look: &Look,
    salt: &str,
    name: &str,
    rows: &[FacetRow],
    exclude: &str,
) -> Option<FacetAction> {
    if rows.is_empty() {
        return None;
    }
    let size = vec2(ui.available_width(), FACET_ROW * rows.len() as f32);
    let (area, _) = ui.allocate_exact_size(size, Sense::hover());
    let id = facet_id(salt);
    let group = ui.interact(area, id, Sense::FOCUSABLE);
    group.widget_info(|| egui::WidgetInfo::labeled(Role::Group, true, name));
    let cursor_id = id.with("cursor");
    let mut cursor = ui.data(|d| d.get_temp::<usize>(cursor_id)).unwrap_or(0).min(rows.len() - 1);
    let mut action = None;
    if group.has_focus() {
        let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|m| m.set_focus_lock_filter(id, filter));
        let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
        if pressed(Key::ArrowDown) || pressed(Key::J) {
            cursor = (cursor + 1).min(rows.len() - 1);
        } else if pressed(Key::ArrowUp) || pressed(Key::K) {
            cursor = cursor.saturating_sub(1);
        }
        if pressed(Key::Enter) || pressed(Key::Space) {
            action = Some(FacetAction::Include(cursor));
        } else if pressed(Key::Delete) || pressed(Key::Minus) {
            action = Some(FacetAction::Exclude(cursor));
        }
        ui.data_mut(|d| d.insert_temp(cursor_id, cursor));
    }
    for (ix, row) in rows.iter().enumerate() {
        let top = area.top() + FACET_ROW * ix as f32;
        let rect = Rect::from_min_size(pos2(area.left(), top), vec2(area.width(), FACET_ROW));
        if !ui.is_rect_visible(rect) {
            continue;
        }
        let focused = group.has_focus() && cursor == ix;
        if let Some(done) = value(ui, look, rect, (id.with(ix), ix), row, focused, exclude) {
            group.request_focus();
            ui.data_mut(|d| d.insert_temp(cursor_id, ix));
            action = Some(done);
        }
    }
    action
}

fn value(
    ui: &Ui,
    look: &Look,
    rect: Rect,
    (id, ix): (egui::Id, usize),
    row: &FacetRow,
    focused: bool,
    exclude: &str,
) -> Option<FacetAction> {
    let p = look.palette();
    let response = ui.interact(rect, id, Sense::CLICK);
    let mut strip = Strip::new(rect, look.is_rtl());
    let minus = strip.end(SIGN + 6.0);
    // The button is drawn when it can be meant, but always there for screen readers.
    let out = ui.interact(minus, id.with("exclude"), Sense::CLICK);
    let near = response.hovered() || out.hovered() || focused;
    let chosen = row.look != FacetLook::Open;
    let mut bar = Strip::new(rect, look.is_rtl());
    bar.start(if row.indent { SIGN + 10.0 } else { 4.0 } + SIGN + 4.0);
    share_bar(ui, look, bar.rest(), row);
    if near || chosen {
        let fill = if near { p.hover.0 } else { p.accent_soft.0 };
        ui.painter().rect_filled(rect, CornerRadius::same(4), fill);
    }
    if focused {
        ui.painter().rect_stroke(
            rect,
            CornerRadius::same(4),
            Stroke::new(2.0, p.focus.0),
            StrokeKind::Inside,
        );
    }
    if near || row.look == FacetLook::Excluded {
        let colour = if row.look == FacetLook::Excluded { p.danger.0 } else { p.muted.0 };
        put_icon(ui, minus, icon::MINUS_CIRCLE, 15.0, colour);
    }
    let number = look.tokens.font(look.tokens.text.small);
    let room = measure(ui, look, &row.count, number.clone()).max(28.0);
    put(ui, look, strip.end(room), &row.count, (number, p.muted.0), Place::End);
    strip.end(8.0);
    strip.start(if row.indent { SIGN + 10.0 } else { 4.0 });
    let (box_icon, box_colour) = match row.look {
        FacetLook::Open => (icon::SQUARE, p.strong_border.0),
        FacetLook::Included => (icon::CHECK_SQUARE, p.accent.0),
        FacetLook::Excluded => (icon::MINUS_SQUARE, p.danger.0),
    };
    put_icon(ui, strip.start(SIGN), box_icon, 16.0, box_colour);
    strip.start(4.0);
    if let Some((sign, colour)) = row.sign {
        put_icon(ui, strip.start(SIGN), sign, 15.0, colour);
        strip.start(4.0);
    }
    let text = strip.rest();
    let colour = if row.look == FacetLook::Excluded { p.muted.0 } else { p.text.0 };
    let size = look.tokens.text.body;
    let font = if row.look == FacetLook::Included { look.tokens.bold(size) } else { look.tokens.font(size) };
    let drawn = put(ui, look, text, &row.words, (font, colour), Place::Start);
    if row.look == FacetLook::Excluded {
        ui.painter().hline(drawn.x_range(), drawn.center().y + 1.0, Stroke::new(1.0, p.muted.0));
    }
    let name = format!("{}, {}", row.words, row.count);
    response.widget_info(|| {
        egui::WidgetInfo::selected(Role::CheckBox, true, row.look == FacetLook::Included, &name)
    });
    ui.ctx().accesskit_node_builder(response.id, |node| {
        if row.look == FacetLook::Excluded {
            node.set_toggled(Toggled::Mixed);
        }
    });
    let out_name = format!("{exclude}: {}", row.words);
    out.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, &out_name));
    if out.on_hover_text(exclude).clicked() {
        Some(FacetAction::Exclude(ix))
    } else if response.clicked() {
        Some(FacetAction::Include(ix))
    } else {
        None
    }
}

/// A quiet ground as long as the count's share: a histogram that costs no room.
fn share_bar(ui: &Ui, look: &Look, rect: Rect, row: &FacetRow) {
    let p = look.palette();
    let length = (rect.width() * row.share.clamp(0.0, 1.0)).round();
    let colour = row.sign.map_or(p.muted.0, |(_, colour)| colour);
    let bar = Strip::new(rect.shrink2(vec2(0.0, 2.0)), look.is_rtl()).start(length);
    ui.painter().rect_filled(
        bar,
        CornerRadius::same(3),
        mix(p.side.0, colour, if p.dark { 0.13 } else { 0.07 }),
    );
}
