//! All commands to search in: type, choose with the arrows, Enter.

use egui::{Context, Id, Key, Modifiers};

use super::{
    Shell,
    dialogs::{Drafts, dialog},
};
use crate::{
    gui::{
        keys::shortcut_words,
        widgets::{Field, Look, icon, menu_item},
    },
    session::{SHORTCUTS, UiCommand, UiEntry},
};

/// Lines shown at once; typing finds the others.
const SHOWN: usize = 10;

/// Draws the dialog.
pub fn palette_ui(shell: &Shell<'_>, ctx: &Context, drafts: &mut Drafts, fresh: bool) {
    let look = shell.look;
    let found = matching(look, &drafts.palette);
    drafts.chosen = drafts.chosen.min(found.len().saturating_sub(1));
    let pressed = |key| ctx.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    if pressed(Key::ArrowDown) {
        drafts.chosen = (drafts.chosen + 1).min(found.len().saturating_sub(1));
    }
    if pressed(Key::ArrowUp) {
        drafts.chosen = drafts.chosen.saturating_sub(1);
    }
    let mut run = pressed(Key::Enter).then(|| found.get(drafts.chosen)).flatten().map(|entry| entry.command);
    let close = dialog(shell, ctx, "palette", &look.tr("command-show-palette"), 520.0, |ui| {
        let hint = look.tr("palette-hint");
        let field = Field {
            id: Id::unique("palette field"),
            name: &hint,
            hint: &hint,
            width: ui.available_width(),
            wrong: false,
            icon: None,
        };
        let response = field.show(ui, look, &mut drafts.palette);
        if fresh {
            response.request_focus();
        }
        if response.changed() {
            drafts.chosen = 0;
        }
        ui.add_space(8.0);
        ui.spacing_mut().item_spacing.y = 0.0;
        let first = drafts.chosen.saturating_sub(SHOWN - 1);
        for (ix, entry) in found.iter().enumerate().skip(first).take(SHOWN) {
            let keys = entry.shortcuts.first().map(|shortcut| shortcut_words(*shortcut));
            let here = ui.available_rect_before_wrap();
            if ix == drafts.chosen {
                let line = egui::Rect::from_min_size(here.min, egui::vec2(here.width(), 30.0));
                ui.painter().rect_filled(line, 5.0, look.palette().accent_soft.0);
            }
            if menu_item(ui, look, None, &look.tr(entry.message), keys.as_deref(), None).clicked() {
                run = Some(entry.command);
            }
        }
        if found.is_empty() {
            menu_item(
                ui,
                look,
                Some((icon::INFO, look.palette().muted.0)),
                &look.tr("palette-nothing"),
                None,
                None,
            );
        }
    });
    if close || run.is_some() {
        shell.send(UiCommand::CloseDialog);
    }
    if let Some(command) = run {
        shell.send(command);
    }
}

/// Commands whose name holds every word typed.
fn matching(look: &Look, typed: &str) -> Vec<&'static UiEntry> {
    let typed = typed.to_lowercase();
    let words: Vec<&str> = typed.split_whitespace().collect();
    SHORTCUTS
        .iter()
        .filter(|entry| !matches!(entry.command, UiCommand::ShowPalette | UiCommand::CloseDialog))
        .filter(|entry| {
            // The key of the message holds the command's English words: they find it in every language.
            let name = look.tr(entry.message).to_lowercase();
            words.iter().all(|word| name.contains(word) || entry.message.contains(word))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        gui::theme::{Theme, Tokens},
        i18n::{Language, Locale},
    };

    #[test]
    fn every_word_typed_must_be_in_the_name() {
        let look = Look::new(Locale::new(Language::En), Tokens::new(Theme::Light));
        assert_eq!(matching(&look, "").len(), SHORTCUTS.len() - 2);
        let found: Vec<UiCommand> = matching(&look, "NEW save").iter().map(|entry| entry.command).collect();
        assert_eq!(found, [UiCommand::SaveViewAs]);
        assert!(matching(&look, "xyzzy").is_empty());
    }
}
