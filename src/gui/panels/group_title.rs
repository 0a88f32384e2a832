//! The title of a group of filters: opens and closes it, counts what is chosen in it, may hold one tool.

use egui::{CornerRadius, Sense, Ui, vec2};

use super::Cx;
use crate::{
    gui::{
        theme::ROW,
        widgets::{Place, Strip, icon, icon_button, put, put_icon},
    },
    session::Command,
};

/// A button at the end of a title.
pub struct Tool {
    /// Its icon.
    pub sign: char,
    /// Its name.
    pub name: String,
    /// What it sends.
    pub command: Command,
}

/// What of a title was clicked.
pub enum Used {
    /// The title itself.
    Title,
    /// Its tool; the command is sent.
    Tool,
}

/// Draws the title of a group with `chosen` filters set; tells what was clicked.
pub fn group_title(
    cx: &Cx<'_>,
    ui: &mut Ui,
    title: &str,
    open: bool,
    chosen: usize,
    tool: Option<Tool>,
) -> Option<Used> {
    let p = cx.look.palette();
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    if response.has_focus() {
        let stroke = egui::Stroke::new(2.0, p.focus.0);
        ui.painter().rect_stroke(rect, CornerRadius::same(4), stroke, egui::StrokeKind::Inside);
    }
    let mut strip = Strip::new(rect, cx.look.is_rtl());
    let closed = if cx.look.is_rtl() { icon::CARET_LEFT } else { icon::CARET_RIGHT };
    put_icon(ui, strip.start(20.0), if open { icon::CARET_DOWN } else { closed }, 12.0, p.muted.0);
    strip.start(4.0);
    if chosen > 0 {
        let number = cx.look.locale.count(chosen);
        let font = cx.look.tokens.bold(cx.look.tokens.text.small);
        put(ui, cx.look, strip.end(24.0), &number, (font, p.accent.0), Place::Centre);
    }
    let mut used = None;
    if let Some(tool) = tool {
        let place = strip.end(ROW);
        let mut child = ui.new_child(egui::UiBuilder::new().max_rect(place).id_salt("tool"));
        if icon_button(&mut child, cx.look, tool.sign, &tool.name).clicked() {
            cx.send(tool.command);
            used = Some(Used::Tool);
        }
    }
    let font = cx.look.tokens.bold(cx.look.tokens.text.body);
    put(ui, cx.look, strip.rest(), title, (font, p.text.0), Place::Start);
    response.widget_info(|| {
        egui::WidgetInfo::selected(egui::accesskit::Role::DisclosureTriangle, true, open, title)
    });
    if response.clicked() { Some(Used::Title) } else { used }
}
