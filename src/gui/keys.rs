//! Keys: which command a press means, and how a key is called in menus.
//!
//! The table is the session's; nothing here knows what a command does.

use egui::{Context, Event, Key, Modifiers};

use crate::session::{SHORTCUTS, Shortcut, UiCommand};

/// How menus and the sheet of keys call a shortcut; Latin in every language, as keyboards have it.
#[must_use]
pub fn shortcut_words(shortcut: Shortcut) -> String {
    let mut words = String::new();
    if shortcut.ctrl {
        words.push_str(if cfg!(target_os = "macos") { "\u{2318}" } else { "Ctrl+" });
    }
    if shortcut.shift {
        words.push_str("Shift+");
    }
    words.push_str(match shortcut.key {
        "Questionmark" => "?",
        "Slash" => "/",
        "Plus" => "+",
        "Minus" => "\u{2212}",
        "Equals" => "=",
        "Escape" => "Esc",
        key => key,
    });
    words
}

/// Takes the presses that mean commands out of the input, before any widget sees them.
///
/// Plain letters belong to the text while a field has the keyboard, and to a list that has it.
pub fn take_commands(ctx: &Context, in_list: bool) -> Vec<UiCommand> {
    let typing = super::widgets::is_typing(ctx);
    let mut commands = Vec::new();
    ctx.input_mut(|input| {
        input.events.retain(|event| {
            let Event::Key { key, physical_key, pressed: true, modifiers, .. } = event else { return true };
            let meant = command_of(*key, *physical_key, *modifiers).filter(|(command, shortcut)| {
                let steps = matches!(command, UiCommand::NextDocument | UiCommand::PreviousDocument);
                // Undo and deleting a word are the field's own while it has the keyboard.
                let edits = matches!(command, UiCommand::Undo | UiCommand::ClearFilters);
                !(typing && (shortcut.types_text() || edits)) && !(in_list && steps)
            });
            if let Some((command, _)) = meant {
                commands.push(command);
                // Escape closes popups and lets go of fields too.
                return command == UiCommand::CloseDialog;
            }
            true
        });
        if !commands.is_empty() && !typing {
            // The letter of the press must not be typed into the field it opens.
            input.events.retain(|event| !matches!(event, Event::Text(_)));
        }
    });
    commands
}

fn command_of(key: Key, physical: Option<Key>, modifiers: Modifiers) -> Option<(UiCommand, Shortcut)> {
    // A keyboard of another script gives its own letters; the place on the keyboard counts then.
    let pressed = |name: &str| {
        let wanted = Key::from_name(name);
        wanted.is_some() && (Some(key) == wanted || (physical == wanted && key_is_foreign(key, physical)))
    };
    SHORTCUTS.iter().find_map(|entry| {
        let shortcut = entry.shortcuts.iter().find(|shortcut| {
            // `?` and `+` need Shift on most keyboards.
            let shift = shortcut.shift == modifiers.shift || matches!(shortcut.key, "Questionmark" | "Plus");
            shortcut.ctrl == modifiers.command && !modifiers.alt && shift && pressed(shortcut.key)
        })?;
        Some((entry.command, *shortcut))
    })
}

/// On a layout of another script egui has no letter for the press and reports the place itself.
fn key_is_foreign(key: Key, physical: Option<Key>) -> bool {
    physical == Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_the_table_is_known() {
        for entry in SHORTCUTS {
            for shortcut in entry.shortcuts {
                assert!(Key::from_name(shortcut.key).is_some(), "{}", shortcut.key);
            }
        }
    }

    #[test]
    fn modifiers_tell_commands_apart() {
        let of = |key, modifiers| command_of(key, None, modifiers).map(|(command, _)| command);
        assert_eq!(of(Key::S, Modifiers::COMMAND), Some(UiCommand::SaveView));
        assert_eq!(of(Key::S, Modifiers::COMMAND | Modifiers::SHIFT), Some(UiCommand::SaveViewAs));
        assert_eq!(of(Key::S, Modifiers::NONE), None);
        assert_eq!(of(Key::Questionmark, Modifiers::SHIFT), Some(UiCommand::ShowShortcuts));
    }
}
