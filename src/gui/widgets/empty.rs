//! Empty, loading and failed states: what is the case, and what to do next.

use egui::{Color32, Rect, Ui, UiBuilder, epaint::text::TextFormat, pos2, vec2};

use super::{Look, put_icon};
use crate::gui::text;

/// What an empty place says.
#[derive(Clone, Debug)]
pub struct EmptyState {
    /// A large quiet icon.
    pub icon: char,
    /// What is the case, in one line.
    pub title: String,
    /// What to do next, in a sentence or two.
    pub hint: String,
    /// Colour of the icon; `None` is quiet.
    pub colour: Option<Color32>,
}

/// Draws it in the middle of a rectangle; `actions` draws the buttons below the words.
pub fn empty_state<R>(
    ui: &mut Ui,
    look: &Look,
    rect: Rect,
    state: &EmptyState,
    actions: impl FnOnce(&mut Ui) -> R,
) -> R {
    const WIDTH: f32 = 400.0;
    let p = look.palette();
    let width = WIDTH.min(rect.width() - 32.0).max(80.0);
    let body = |words: &str, size: f32, colour: Color32, bold: bool| {
        let font = if bold { look.tokens.bold(size) } else { look.tokens.font(size) };
        let mut job =
            egui::text::LayoutJob::single_section(words.to_owned(), TextFormat::simple(font, colour));
        job.wrap.max_width = width;
        job.halign = egui::Align::Center;
        text::layout(ui.ctx(), job, look.base())
    };
    let title = body(&state.title, look.tokens.text.heading, p.text.0, true);
    let hint = body(&state.hint, look.tokens.text.body, p.muted.0, false);
    let height = 48.0 + title.size().y + 8.0 + hint.size().y + 16.0 + 32.0;
    let mut y = (rect.center().y - height / 2.0).max(rect.top() + 8.0).round();
    let x = rect.center().x.round();
    let icon = Rect::from_center_size(pos2(x, y + 18.0), vec2(36.0, 36.0));
    put_icon(ui, icon, state.icon, 36.0, state.colour.unwrap_or(p.strong_border.0));
    y += 48.0;
    for laid in [title, hint] {
        ui.painter().galley(pos2(x, y), laid.galley.clone(), p.text.0);
        y += laid.size().y + 8.0;
    }
    let area = Rect::from_min_max(
        pos2(x - width / 2.0, y + 8.0),
        pos2(x + width / 2.0, rect.bottom().max(y + 48.0)),
    );
    let words = format!("{}. {}", state.title, state.hint);
    let spoken = ui.interact(area, ui.scope_id().with("empty state"), egui::Sense::hover());
    spoken.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Label, true, &words));
    let mut child =
        ui.new_child(UiBuilder::new().max_rect(area).layout(egui::Layout::top_down(egui::Align::Center)));
    actions(&mut child)
}
