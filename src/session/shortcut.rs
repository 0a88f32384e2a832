//! Commands without payload, in one table: palette, menus, keys and the sheet of keys come from it.
//!
//! Keys are named as on an English keyboard; the window maps positions for other layouts.

use super::command::{Dialog, Panel};

/// A command without payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the table below and the interface's messages say what each does")]
pub enum UiCommand {
    OpenFolder,
    OpenPath,
    OpenSample,
    Reload,
    CancelLoad,
    FocusSearch,
    FocusFilters,
    FocusDocuments,
    FocusReader,
    FocusTable,
    NextDocument,
    PreviousDocument,
    NextFact,
    PreviousFact,
    NextHit,
    PreviousHit,
    ClearFilters,
    ToggleSamePassage,
    ToggleStoriesOnce,
    CompareTexts,
    StopComparing,
    SaveView,
    SaveViewAs,
    ShowViews,
    Undo,
    ExportCsv,
    ExportJsonl,
    ExportReport,
    ExportBatch,
    FactsTab,
    TimelineTab,
    SharedTab,
    CopyCitation,
    ToggleLanguage,
    ToggleTheme,
    ZoomIn,
    ZoomOut,
    ZoomReset,
    ShowProblems,
    ShowReport,
    ShowBatch,
    ShowFonts,
    ShowColumns,
    ShowDate,
    ShowTopics,
    ShowNames,
    ShowDifferences,
    Explain,
    ReloadLanguage,
    ShowPalette,
    ShowShortcuts,
    CloseDialog,
    Quit,
}

/// A key with its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shortcut {
    /// Ctrl (Command on a Mac).
    pub ctrl: bool,
    /// Shift.
    pub shift: bool,
    /// The key's name: a letter, a digit, `F5`, `Escape`, `Plus`, `Minus`, `Questionmark`, …
    pub key: &'static str,
}

impl Shortcut {
    /// Is it a plain letter or sign, which belongs to the text while a field is being edited?
    #[must_use]
    pub fn types_text(&self) -> bool {
        !self.ctrl && (self.key.len() == 1 || self.key == "Questionmark")
    }
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct UiEntry {
    /// The command.
    pub command: UiCommand,
    /// Key of the interface's message that names it.
    pub message: &'static str,
    /// Its keys; the first is shown.
    pub shortcuts: &'static [Shortcut],
}

const fn plain(key: &'static str) -> Shortcut {
    Shortcut { ctrl: false, shift: false, key }
}
const fn shift(key: &'static str) -> Shortcut {
    Shortcut { ctrl: false, shift: true, key }
}
const fn ctrl(key: &'static str) -> Shortcut {
    Shortcut { ctrl: true, shift: false, key }
}
const fn ctrl_shift(key: &'static str) -> Shortcut {
    Shortcut { ctrl: true, shift: true, key }
}

macro_rules! table {
    ($($command:ident $message:literal [$($shortcut:expr),*];)*) => {
        &[$(UiEntry { command: UiCommand::$command, message: $message, shortcuts: &[$($shortcut),*] }),*]
    };
}

/// Every command, in the order of the palette.
pub const SHORTCUTS: &[UiEntry] = table! {
    OpenFolder "command-open-folder" [ctrl("O")];
    OpenPath "command-open-path" [ctrl("L")];
    OpenSample "command-open-sample" [];
    Reload "command-reload" [plain("F5"), ctrl("R")];
    CancelLoad "command-cancel-load" [];
    FocusSearch "command-focus-search" [ctrl("F"), plain("Slash")];
    FocusFilters "command-focus-filters" [ctrl("1")];
    FocusDocuments "command-focus-documents" [ctrl("2")];
    FocusReader "command-focus-reader" [ctrl("3")];
    FocusTable "command-focus-table" [ctrl("4")];
    NextDocument "command-next-document" [plain("J")];
    PreviousDocument "command-previous-document" [plain("K")];
    NextFact "command-next-fact" [plain("F")];
    PreviousFact "command-previous-fact" [plain("D")];
    NextHit "command-next-hit" [plain("N"), plain("F3")];
    PreviousHit "command-previous-hit" [plain("P"), shift("F3")];
    ClearFilters "command-clear-filters" [ctrl("Backspace")];
    ToggleSamePassage "command-same-passage" [];
    ToggleStoriesOnce "command-stories-once" [];
    CompareTexts "command-compare-texts" [];
    StopComparing "command-stop-comparing" [];
    SaveView "command-save-view" [ctrl("S")];
    SaveViewAs "command-save-view-as" [ctrl_shift("S")];
    ShowViews "command-show-views" [ctrl("B")];
    Undo "command-undo" [ctrl("Z")];
    ExportCsv "command-export-csv" [ctrl("E")];
    ExportJsonl "command-export-jsonl" [ctrl_shift("E")];
    ExportReport "command-export-report" [];
    ExportBatch "command-export-batch" [];
    FactsTab "command-facts-tab" [ctrl("T")];
    TimelineTab "command-timeline-tab" [ctrl_shift("T")];
    SharedTab "command-shared-tab" [];
    CopyCitation "command-copy-citation" [ctrl_shift("C")];
    ToggleLanguage "command-toggle-language" [ctrl_shift("L")];
    ToggleTheme "command-toggle-theme" [ctrl_shift("D")];
    ZoomIn "command-zoom-in" [ctrl("Plus"), ctrl("Equals")];
    ZoomOut "command-zoom-out" [ctrl("Minus")];
    ZoomReset "command-zoom-reset" [ctrl("0")];
    ShowProblems "command-show-problems" [];
    ShowReport "command-show-report" [ctrl("I")];
    ShowBatch "command-show-batch" [ctrl_shift("G")];
    ShowFonts "command-show-fonts" [ctrl_shift("F")];
    ShowColumns "command-show-columns" [];
    ShowDate "command-show-date" [];
    ShowTopics "command-show-topics" [ctrl("G")];
    ShowNames "command-show-names" [];
    Explain "command-explain" [plain("E")];
    ReloadLanguage "command-reload-language" [ctrl_shift("R")];
    ShowDifferences "command-show-differences" [];
    ShowPalette "command-show-palette" [ctrl("P")];
    ShowShortcuts "command-show-shortcuts" [plain("Questionmark"), plain("F1")];
    CloseDialog "command-close-dialog" [plain("Escape")];
    Quit "command-quit" [ctrl("Q")];
};

impl UiCommand {
    /// Its row in the table.
    #[must_use]
    pub fn entry(self) -> Option<&'static UiEntry> {
        SHORTCUTS.iter().find(|entry| entry.command == self)
    }

    /// The dialog it shows, if that is what it does.
    #[must_use]
    pub fn dialog(self) -> Option<Dialog> {
        Some(match self {
            Self::OpenPath => Dialog::OpenPath,
            Self::SaveViewAs => Dialog::SaveView,
            Self::ShowViews => Dialog::Views,
            Self::ShowProblems => Dialog::Problems,
            Self::ShowReport => Dialog::Report,
            Self::ShowBatch => Dialog::Batch,
            Self::ShowFonts => Dialog::Fonts,
            Self::ShowTopics => Dialog::Topics,
            Self::ShowDate => Dialog::Date,
            Self::ShowNames => Dialog::Names,
            Self::ShowDifferences => Dialog::Differences,
            Self::ShowPalette => Dialog::Palette,
            Self::ShowShortcuts => Dialog::Shortcuts,
            _ => return None,
        })
    }

    /// The panel it gives the keyboard to, if that is what it does.
    #[must_use]
    pub fn panel(self) -> Option<Panel> {
        Some(match self {
            Self::FocusSearch => Panel::Search,
            Self::FocusFilters => Panel::Filters,
            Self::FocusDocuments => Panel::Documents,
            Self::FocusReader => Panel::Reader,
            Self::FocusTable => Panel::Table,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_two_commands_share_a_key_a_message_or_a_row() {
        let mut keys = HashSet::new();
        let mut messages = HashSet::new();
        let mut commands = HashSet::new();
        for entry in SHORTCUTS {
            assert!(messages.insert(entry.message), "{}", entry.message);
            assert!(commands.insert(entry.command), "{:?}", entry.command);
            for shortcut in entry.shortcuts {
                assert!(keys.insert(*shortcut), "{shortcut:?}");
            }
        }
        // Keys that belong to editing text everywhere.
        for key in ["A", "C", "V", "X"] {
            assert!(!keys.contains(&ctrl(key)));
        }
    }
}
