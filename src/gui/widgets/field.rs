//! Fields for one line of text and for several: the input of `gui::text` in the window's own frame.

use egui::{Color32, Context, CornerRadius, Id, Rect, Response, Stroke, StrokeKind, Ui, UiBuilder, vec2};

use super::{Look, Strip, put_icon};
use crate::gui::{
    text::input::TextInput,
    theme::{RADIUS, ROW},
};

/// Room of an icon inside a field, in points.
const LEAD: f32 = 26.0;

/// What a field is for.
#[derive(Clone, Copy, Debug)]
pub struct Field<'a> {
    /// Takes the keyboard.
    pub id: Id,
    /// Name for screen readers.
    pub name: &'a str,
    /// Shown while it is empty.
    pub hint: &'a str,
    /// In points.
    pub width: f32,
    /// Is what stands in it wrong?
    pub wrong: bool,
    /// An icon inside it, where reading begins.
    pub icon: Option<char>,
}

fn typing_id() -> Id {
    Id::unique("typing in")
}

/// Does a field have the keyboard? Plain letters are its own then.
#[must_use]
pub fn is_typing(ctx: &Context) -> bool {
    let focused = ctx.memory(egui::Memory::focused);
    focused.is_some() && focused == ctx.data(|d| d.get_temp::<Id>(typing_id()))
}

impl Field<'_> {
    /// Draws it where the next widget goes.
    pub fn show(self, ui: &mut Ui, look: &Look, text: &mut String) -> Response {
        let (rect, _) = ui.allocate_exact_size(vec2(self.width, ROW), egui::Sense::hover());
        self.show_at(ui, look, rect, text)
    }

    /// Draws it at an exact place.
    pub fn show_at(self, ui: &mut Ui, look: &Look, place: Rect, text: &mut String) -> Response {
        let p = look.palette();
        let radius = CornerRadius::same(RADIUS);
        ui.painter().rect_filled(place, radius, p.field.0);
        let mut strip = Strip::new(place, look.is_rtl());
        if let Some(icon) = self.icon {
            strip.start(6.0);
            put_icon(ui, strip.start(LEAD - 6.0), icon, 16.0, p.muted.0);
        }
        // Letters stand a little above the middle of their row.
        let inner = strip.rest().translate(vec2(0.0, 1.0));
        let mut child = ui.new_child(UiBuilder::new().max_rect(inner).id_salt(self.id));
        bare(&mut child);
        let input =
            TextInput::single(self.id).id(self.id).hint(self.hint).name(self.name).width(inner.width());
        let response = input.show(&mut child, text);
        if response.has_focus() {
            ui.data_mut(|d| d.insert_temp(typing_id(), self.id));
        }
        ui.painter().rect_stroke(place, radius, stroke(look, &response, self.wrong), StrokeKind::Inside);
        response
    }
}

/// A field for several lines, drawn where the next widget goes; Enter begins a new line in it.
#[derive(Clone, Copy, Debug)]
pub struct Area<'a> {
    /// Takes the keyboard.
    pub id: Id,
    /// Name for screen readers.
    pub name: &'a str,
    /// Shown while it is empty.
    pub hint: &'a str,
    /// Lines it is high at least; more text makes it higher, up to a limit, and scrolls then.
    pub rows: usize,
}

impl Area<'_> {
    /// Draws it, as wide as there is room.
    pub fn show(self, ui: &mut Ui, look: &Look, text: &mut String) -> Response {
        let p = look.palette();
        let radius = CornerRadius::same(RADIUS);
        // Its height is known only once it is laid out.
        let ground = ui.painter().add(egui::Shape::Noop);
        let input = TextInput::multi(self.id, self.rows).id(self.id).hint(self.hint).name(self.name);
        let response = ui.scope(|ui| {
            bare(ui);
            input.show(ui, text)
        });
        let response = response.inner;
        ui.painter().set(ground, egui::Shape::rect_filled(response.rect, radius, p.field.0));
        if response.has_focus() {
            ui.data_mut(|d| d.insert_temp(typing_id(), self.id));
        }
        let stroke = stroke(look, &response, false);
        ui.painter().rect_stroke(response.rect, radius, stroke, StrokeKind::Inside);
        response
    }
}

/// Takes the input's own frame away.
fn bare(ui: &mut Ui) {
    let visuals = ui.visuals_mut();
    visuals.text_edit_bg_color = Some(Color32::TRANSPARENT);
    visuals.selection.stroke = Stroke::new(1.0, Color32::TRANSPARENT);
    for state in [&mut visuals.widgets.inactive, &mut visuals.widgets.hovered, &mut visuals.widgets.active] {
        state.bg_stroke = Stroke::new(1.0, Color32::TRANSPARENT);
    }
}

fn stroke(look: &Look, response: &Response, wrong: bool) -> Stroke {
    let p = look.palette();
    match (wrong, response.has_focus(), response.hovered()) {
        (true, _, _) => Stroke::new(1.5, p.danger.0),
        (false, true, _) => Stroke::new(2.0, p.focus.0),
        (false, false, true) => Stroke::new(1.0, p.strong_border.0),
        (false, false, false) => Stroke::new(1.0, p.border.0),
    }
}
