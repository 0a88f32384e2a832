//! The sheet of keys, made from the one table of commands.

use egui::{Context, ScrollArea, Ui, vec2};

use super::{Shell, dialogs::dialog};
use crate::{
    gui::{
        keys::shortcut_words,
        text::Base,
        widgets::{Place, Strip, measure, put, put_based},
    },
    session::{SHORTCUTS, UiCommand, UiEntry},
};

/// Draws the dialog.
pub fn shortcuts_ui(shell: &Shell<'_>, ctx: &Context) {
    let look = shell.look;
    let room = ctx.content_rect().height() - 180.0;
    let close = dialog(shell, ctx, "shortcuts", &look.tr("command-show-shortcuts"), 720.0, |ui| {
        ScrollArea::vertical().max_height(room).min_scrolled_height(room).auto_shrink([false, true]).show(
            ui,
            |ui| {
                ui.spacing_mut().item_spacing = vec2(32.0, 0.0);
                let entries: Vec<&UiEntry> =
                    SHORTCUTS.iter().filter(|entry| !entry.shortcuts.is_empty()).collect();
                let rows = entries.len().div_ceil(2);
                for row in 0..rows {
                    pair_ui(shell, ui, entries[row], entries.get(row + rows).copied());
                }
            },
        );
    });
    if close {
        shell.send(UiCommand::CloseDialog);
    }
}

fn pair_ui(shell: &Shell<'_>, ui: &mut Ui, first: &UiEntry, second: Option<&UiEntry>) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 28.0), egui::Sense::hover());
    // The scroll bar lies over the edge.
    let rect = rect.shrink2(vec2(12.0, 0.0));
    let mut strip = Strip::new(rect, shell.look.is_rtl());
    let half = (rect.width() - 32.0) / 2.0;
    entry_ui(shell, ui, strip.start(half), first);
    strip.start(32.0);
    if let Some(second) = second {
        entry_ui(shell, ui, strip.start(half), second);
    }
}

fn entry_ui(shell: &Shell<'_>, ui: &Ui, rect: egui::Rect, entry: &UiEntry) {
    let look = shell.look;
    let p = look.palette();
    let name = look.tr(entry.message);
    let mut strip = Strip::new(rect, look.is_rtl());
    let font = look.tokens.font(look.tokens.text.small);
    let keys: Vec<String> = entry.shortcuts.iter().map(|shortcut| shortcut_words(*shortcut)).collect();
    for keys in keys.iter().rev() {
        let width = measure(ui, look, keys, font.clone()) + 14.0;
        let cap = egui::Rect::from_center_size(strip.end(width).center(), vec2(width, 22.0));
        let stroke = egui::Stroke::new(1.0, p.border.0);
        ui.painter().rect(cap, 4.0, p.side.0, stroke, egui::StrokeKind::Inside);
        put_based(ui, look, cap, keys, (font.clone(), p.text.0), Place::Centre, Base::Ltr);
        strip.end(6.0);
    }
    let style = (look.tokens.font(look.tokens.text.body), p.text.0);
    put(ui, look, strip.rest(), &name, style, Place::Start);
    let spoken = format!("{name}: {}", keys.join(", "));
    let said = ui.interact(rect, ui.scope_id().with(entry.message), egui::Sense::hover());
    said.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Label, true, &spoken));
}
