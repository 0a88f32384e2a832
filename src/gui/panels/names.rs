//! The names the user added from texts, each to be taken back.

use egui::{Context, Rect, ScrollArea, Sense, Ui, UiBuilder, accesskit::Role, vec2};

use super::{
    Shell,
    dialogs::{dialog, explain},
};
use crate::{
    gui::{
        widgets::{EmptyState, Place, Strip, empty_state, icon, icon_button, put, put_icon},
        words,
    },
    model::EntityKind,
    session::{LanguageCommand, UiCommand, own_names},
};

/// Height of a row, in points.
const ROW: f32 = 40.0;

/// Draws the dialog.
pub fn names_ui(shell: &Shell<'_>, ctx: &Context) {
    let look = shell.look;
    let names = shell.state.language.as_ref().map(|language| own_names(&language.pack)).unwrap_or_default();
    let close = dialog(shell, ctx, "names", &look.tr("names-title"), 520.0, |ui| {
        if names.is_empty() {
            let (area, _) = ui.allocate_exact_size(vec2(ui.available_width(), 190.0), Sense::hover());
            let (title, hint) = (look.tr("names-none"), look.tr("names-none-hint"));
            let state = EmptyState { icon: icon::USERS, title, hint, colour: None };
            return empty_state(ui, look, area, &state, |_| ());
        }
        explain(shell, ui, &look.tr("names-hint"));
        ui.add_space(8.0);
        let room = ctx.content_rect().height() - 220.0;
        ScrollArea::vertical().max_height(room).auto_shrink([false, true]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (kind, name) in &names {
                row_ui(shell, ui, *kind, name);
            }
        });
    });
    if close {
        shell.send(UiCommand::CloseDialog);
    }
}

fn row_ui(shell: &Shell<'_>, ui: &mut Ui, kind: EntityKind, name: &str) {
    let look = shell.look;
    let p = look.palette();
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, egui::Stroke::new(1.0, p.border.0));
    let mut strip = Strip::new(rect, look.is_rtl());
    let (sign, colour) = words::kind_sign(&look.tokens, mention_of(kind));
    put_icon(ui, strip.start(24.0), sign, 17.0, colour);
    strip.start(8.0);
    let button = Rect::from_center_size(strip.end(32.0).center(), vec2(28.0, 28.0));
    let mut child = ui.new_child(UiBuilder::new().max_rect(button).id_salt((kind, name)));
    if icon_button(&mut child, look, icon::TRASH, &format!("{}: {name}", look.tr("delete"))).clicked() {
        shell.send(LanguageCommand::RemoveName(kind, name.to_owned()));
    }
    let of = words::kind(look, mention_of(kind));
    let small = look.tokens.font(look.tokens.text.small);
    put(ui, look, strip.end(130.0), &of, (small, p.muted.0), Place::End);
    let font = look.tokens.font(look.tokens.text.body);
    let drawn = put(ui, look, strip.rest(), name, (font, p.text.0), Place::Start);
    let said = ui.interact(drawn, ui.scope_id().with((kind, name)), Sense::hover());
    said.widget_info(|| egui::WidgetInfo::labeled(Role::Label, true, format!("{name}, {of}")));
}

/// The kind as the facts call it.
fn mention_of(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "mention.person",
        EntityKind::Organisation => "mention.organisation",
        EntityKind::Place => "mention.place",
    }
}
