//! The list of saved views: open, rename, write a note, copy, delete.

use egui::{Align, Context, Id, Key, Layout, Rect, ScrollArea, Sense, Ui, UiBuilder, vec2};

use super::{
    Shell,
    dialogs::{Drafts, ViewDraft, dialog, explain},
};
use crate::{
    gui::widgets::{Area, Field, Place, Strip, icon, icon_button, put, put_icon, text_button},
    i18n::Arg,
    query::StoredView,
    session::{UiCommand, ViewCommand},
};

const ROW: f32 = 52.0;

/// Draws the dialog.
pub fn views_ui(shell: &Shell<'_>, ctx: &Context, drafts: &mut Drafts) {
    let look = shell.look;
    let room = ctx.content_rect().height() - 220.0;
    let close = dialog(shell, ctx, "views", &look.tr("command-show-views"), 600.0, |ui| {
        if shell.state.views.is_empty() {
            explain(shell, ui, &look.tr("no-views"));
            explain(shell, ui, &look.tr("no-views-hint"));
        }
        ScrollArea::vertical().max_height(room).min_scrolled_height(room).auto_shrink([false, true]).show(
            ui,
            |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                for stored in &shell.state.views {
                    row_ui(shell, ui, drafts, stored);
                    note_ui(shell, ui, drafts, stored);
                }
            },
        );
        ui.add_space(8.0);
        if text_button(ui, look, Some(icon::FLOPPY), &look.tr("command-save-view-as"), false).clicked() {
            shell.send(UiCommand::SaveViewAs);
        }
    });
    if close {
        shell.send(UiCommand::CloseDialog);
    }
}

fn row_ui(shell: &Shell<'_>, ui: &mut Ui, drafts: &mut Drafts, stored: &StoredView) {
    let look = shell.look;
    let p = look.palette();
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, egui::Stroke::new(1.0, p.border.0));
    let mut strip = Strip::new(rect, look.is_rtl());
    let opened = shell.state.open_view.as_ref().filter(|open| open.path == stored.path);
    put_icon(
        ui,
        strip.start(24.0),
        icon::BOOKMARK,
        17.0,
        if opened.is_some() { p.accent.0 } else { p.muted.0 },
    );
    strip.start(8.0);
    let layout = if look.is_rtl() {
        Layout::left_to_right(Align::Center)
    } else {
        Layout::right_to_left(Align::Center)
    };
    let place = strip.end(228.0);
    let mut actions = ui.new_child(UiBuilder::new().max_rect(place).layout(layout).id_salt(&stored.path));
    actions_ui(shell, &mut actions, drafts, stored);
    strip.end(8.0);
    if let Some(draft) = drafts.rename.as_mut().filter(|draft| draft.view == stored.path) {
        if rename_ui(shell, ui, strip.rest(), draft) {
            drafts.rename = None;
        }
        return;
    }
    let words = strip.rest();
    let line = |top: f32| Rect::from_min_size(words.min + vec2(0.0, top), vec2(words.width(), 20.0));
    let bold = look.tokens.bold(look.tokens.text.body);
    put(ui, look, line(6.0), &stored.view.name, (bold, p.text.0), Place::Start);
    let fresh = opened.map_or(0, |open| open.new_documents.len());
    let second = if fresh > 0 {
        look.tr_with("new-documents", &[("n", Arg::Count(fresh))])
    } else if stored.view.note.is_empty() {
        stored.path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
    } else {
        one_line(&stored.view.note)
    };
    let said = ui.interact(words, ui.scope_id().with(("view", &stored.path)), Sense::hover());
    let name = format!("{}: {second}", stored.view.name);
    said.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Label, true, &name));
    if !stored.view.note.is_empty() {
        said.on_hover_text(&stored.view.note);
    }
    put(ui, look, line(26.0), &second, (look.tokens.font(look.tokens.text.small), p.muted.0), Place::Start);
}

fn actions_ui(shell: &Shell<'_>, ui: &mut Ui, drafts: &mut Drafts, stored: &StoredView) {
    let look = shell.look;
    ui.spacing_mut().item_spacing.x = 2.0;
    let name = &stored.view.name;
    let named = |key: &str| format!("{}: {name}", look.tr(key));
    if icon_button(ui, look, icon::TRASH, &named("delete")).clicked() {
        shell.send(ViewCommand::Delete(stored.path.clone()));
    }
    if icon_button(ui, look, icon::FILES, &named("duplicate")).clicked() {
        shell.send(ViewCommand::Duplicate(stored.path.clone()));
    }
    if icon_button(ui, look, icon::PENCIL, &named("rename")).clicked() {
        drafts.rename = Some(ViewDraft::new(stored, name));
    }
    if icon_button(ui, look, icon::NOTE, &named("view-note")).clicked() {
        // One that is still open for another view is kept.
        if let Some(note) = drafts.note.take() {
            shell.send(ViewCommand::Note(note.view, note.words));
        }
        drafts.note = Some(ViewDraft::new(stored, &stored.view.note));
    }
    ui.add_space(6.0);
    let open = text_button(ui, look, None, &look.tr("open"), false);
    open.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, named("open")));
    if open.clicked() {
        shell.send(ViewCommand::Open(stored.path.clone()));
    }
}

/// The note's lines one after the other, as the list has room for one.
fn one_line(note: &str) -> String {
    note.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The view's note while it is written. Leaving the field keeps it, however it is left.
fn note_ui(shell: &Shell<'_>, ui: &mut Ui, drafts: &mut Drafts, stored: &StoredView) {
    let Some(note) = drafts.note.as_mut().filter(|note| note.view == stored.path) else { return };
    let look = shell.look;
    ui.add_space(8.0);
    let label = look.tr("view-note");
    let hint = look.tr("view-note-hint");
    let field = Area { id: Id::unique("view note"), name: &label, hint: &hint, rows: 4 };
    let response = field.show(ui, look, &mut note.words);
    ui.add_space(8.0);
    if std::mem::take(&mut note.fresh) {
        response.request_focus();
    } else if response.lost_focus() {
        shell.send(ViewCommand::Note(note.view.clone(), note.words.clone()));
        drafts.note = None;
    }
}

/// A field with the view's name; returns whether renaming is over.
fn rename_ui(shell: &Shell<'_>, ui: &mut Ui, rect: Rect, draft: &mut ViewDraft) -> bool {
    let look = shell.look;
    let label = look.tr("view-name");
    let mut child =
        ui.new_child(UiBuilder::new().max_rect(rect.shrink2(vec2(0.0, 12.0))).layout(look.column()));
    let field = Field {
        id: Id::unique("rename view"),
        name: &label,
        hint: &label,
        width: rect.width(),
        wrong: false,
        icon: None,
    };
    let response = field.show(&mut child, look, &mut draft.words);
    // After it is drawn: the click that opened it would take the keyboard away again.
    if std::mem::take(&mut draft.fresh) {
        response.request_focus();
        return false;
    }
    if !response.lost_focus() {
        return false;
    }
    if !ui.input(|i| i.key_pressed(Key::Escape)) {
        shell.send(ViewCommand::Rename(draft.view.clone(), draft.words.clone()));
    }
    true
}
