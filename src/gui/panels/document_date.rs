//! When the open document was written: what is known, and a field for what the user knows better.

use egui::{Context, Id};

use super::{
    Shell,
    dates::read_day,
    dialogs::{dialog, explain},
    documents::date_words,
};
use crate::{
    gui::widgets::{Field, text_button},
    i18n::Arg,
    session::{CorrectCommand, UiCommand},
};

/// Room of the field, in points.
const FIELD: f32 = 180.0;

/// Draws the dialog; `typed` is what stands in its field.
pub fn date_ui(shell: &Shell<'_>, ctx: &Context, typed: &mut Option<String>, fresh: bool) {
    let look = shell.look;
    let state = shell.state;
    let entry = state.store.as_ref().and_then(|store| {
        let document = store.find(state.selection.document.as_deref()?)?;
        store.entry(document)
    });
    let Some(entry) = entry else { return shell.send(UiCommand::CloseDialog) };
    let said = entry.document.said;
    let typed = typed.get_or_insert_with(|| {
        entry.facts.date.date.map_or_else(String::new, |day| look.locale.date_short(day))
    });
    let close = dialog(shell, ctx, "document date", &look.tr("date-title"), 460.0, |ui| {
        let known = date_words(look, &entry.facts.date);
        explain(shell, ui, &look.tr_with("date-known", &[("date", Arg::Word(&known))]));
        explain(shell, ui, &look.tr("date-hint"));
        ui.add_space(8.0);
        let day = read_day(typed);
        let mut done = false;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            let name = look.tr("date-field");
            let id = Id::unique("document date field");
            let field = Field { id, name: &name, hint: &name, width: FIELD, wrong: day.is_err(), icon: None };
            let response = field.show(ui, look, typed);
            if fresh {
                response.request_focus();
            }
            done = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
            done |= text_button(ui, look, None, &look.tr("date-set"), true).clicked();
            if said.is_some() {
                let forget = text_button(ui, look, None, &look.tr("date-forget"), false);
                if forget.on_hover_text(look.tr("date-forget-hint")).clicked() {
                    shell.send(CorrectCommand::Date(entry.document.path.clone(), None));
                    shell.send(UiCommand::CloseDialog);
                }
            }
        });
        if let (true, Ok(Some(day))) = (done, read_day(typed)) {
            shell.send(CorrectCommand::Date(entry.document.path.clone(), Some(day)));
            shell.send(UiCommand::CloseDialog);
        }
    });
    if close {
        shell.send(UiCommand::CloseDialog);
    }
}
