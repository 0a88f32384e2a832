//! A field for one line of text.

use egui::{Id, Margin, Response, Stroke, TextEdit, Ui, vec2};

use super::{Look, Strip, put_icon};
use crate::gui::theme::ROW;

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

impl Field<'_> {
    /// Draws it.
    pub fn show(self, ui: &mut Ui, look: &Look, text: &mut String) -> Response {
        let p = look.palette();
        if self.wrong {
            let stroke = Stroke::new(1.5, p.danger.0);
            ui.visuals_mut().widgets.inactive.bg_stroke = stroke;
            ui.visuals_mut().selection.stroke = stroke;
        }
        let lead = if self.icon.is_some() { 34 } else { 10 };
        let (left, right) = if look.is_rtl() { (10, lead) } else { (lead, 10) };
        let edit = TextEdit::singleline(text)
            .margin(Margin { left, right, top: 4, bottom: 4 })
            .id(self.id)
            .hint_text(self.hint)
            .align(if look.is_rtl() { egui::Align2::RIGHT_CENTER } else { egui::Align2::LEFT_CENTER })
            .min_size(vec2(self.width, ROW))
            .desired_width(self.width);
        let response = ui.add_sized(vec2(self.width, ROW), edit);
        if let Some(icon) = self.icon {
            put_icon(ui, Strip::new(response.rect, look.is_rtl()).start(34.0), icon, 16.0, p.muted.0);
        }
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(self.name));
        response
    }
}
