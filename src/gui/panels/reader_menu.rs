//! The menu of the text: what can be done with the words selected, and why something is found there or not.

use egui::Response;

use super::Cx;
use crate::{
    engine::Entry,
    gui::{
        reading::Marked,
        widgets::{context_menu, icon, menu_item, menu_line},
    },
    model::{EntityKind, Span},
    session::LanguageCommand,
};

/// Longest selection that can be a name or a cue, in words.
const MOST_WORDS: usize = 6;

/// Opens the menu at the pointer when the text is clicked with the second button.
pub fn menu_ui(
    cx: &Cx<'_>,
    text: &Response,
    entry: &Entry,
    at: Option<usize>,
    mark: Option<Marked>,
    chosen: Option<Span>,
) {
    let look = cx.look;
    let muted = look.palette().muted.0;
    let words = chosen.and_then(|span| span.of(&entry.document.text)).map(str::trim);
    let short = words.filter(|words| (1..=MOST_WORDS).contains(&words.split_whitespace().count()));
    context_menu(text, look, 280.0, |ui| {
        if let Some(words) = short {
            let word = |ui: &mut egui::Ui, sign, key| {
                menu_item(ui, look, Some((sign, muted)), &look.tr(key), None, None).clicked()
            };
            if word(ui, icon::TAG, "selection-add-cue") {
                cx.send(LanguageCommand::AddCue(words.to_owned()));
                ui.close();
            }
            let kinds = [
                (EntityKind::Person, "selection-person"),
                (EntityKind::Organisation, "selection-organisation"),
                (EntityKind::Place, "selection-place"),
            ];
            for (kind, key) in kinds {
                if word(ui, icon::entity(kind), key) {
                    cx.send(LanguageCommand::AddName(kind, words.to_owned()));
                    ui.close();
                }
            }
            menu_line(ui, look);
        }
        if let Some(words) = words
            && menu_item(ui, look, Some((icon::FILES, muted)), &look.tr("selection-copy"), None, None)
                .clicked()
        {
            ui.copy_text(words.to_owned());
            ui.close();
        }
        let key = if mark.is_some() { "explain-this" } else { "explain-here" };
        if menu_item(ui, look, Some((icon::INFO, muted)), &look.tr(key), Some("E"), None).clicked() {
            match (mark, at) {
                (Some(mark), _) => cx.send(LanguageCommand::ExplainFact(mark.fact)),
                (None, Some(byte)) => cx.send(LanguageCommand::ExplainPlace(byte as u32)),
                (None, None) => {}
            }
            ui.close();
        }
    });
}
