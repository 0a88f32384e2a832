//! The top bar: corpus, search, views, export, language, colours.

use egui::{Align, Id, Layout, Rect, Stroke, Ui, UiBuilder, vec2};

use super::Shell;
use crate::{
    engine::Origin,
    gui::{
        keys::shortcut_words,
        widgets::{
            Field, Look, Place, Strip, icon, icon_button, measure, menu, menu_item, menu_line, menu_title,
            put, segments, segments_width, text_button, toggle_button,
        },
    },
    i18n::Language,
    query::Matching,
    session::{FilterCommand, FolderCommand, SettingCommand, Theme, UiCommand, ViewCommand},
};

/// Height of the bar, in points.
pub const HEIGHT: f32 = 52.0;

/// The id of the search field.
#[must_use]
pub fn search_id() -> Id {
    Id::unique("search")
}

/// Draws the bar.
pub fn top_ui(shell: &Shell<'_>, ui: &mut Ui, rect: Rect) {
    let look = shell.look;
    let p = look.palette();
    ui.painter().rect_filled(rect, 0.0, p.raised.0);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, p.border.0));
    let mut strip = Strip::new(rect.shrink2(vec2(16.0, 0.0)), look.is_rtl());
    let start = Layout::left_to_right(Align::Center);
    let end = Layout::right_to_left(Align::Center);
    let (forward, backward) = if look.is_rtl() { (end, start) } else { (start, end) };
    let wide = rect.width() >= 1100.0;
    let mut corpus = child(ui, strip.start(if wide { 232.0 } else { 180.0 }), forward, "corpus");
    corpus_ui(shell, &mut corpus);
    strip.start(16.0);
    let mut actions = child(ui, strip.end(if wide { 430.0 } else { 300.0 }), backward, "actions");
    actions_ui(shell, &mut actions, wide);
    strip.end(16.0);
    let room = strip.width().min(560.0);
    let mut search = child(ui, strip.start(room), forward, "search");
    search_ui(shell, &mut search, room);
}

fn child(ui: &mut Ui, rect: Rect, layout: Layout, salt: &'static str) -> Ui {
    let mut child = ui.new_child(UiBuilder::new().max_rect(rect).layout(layout).id_salt(salt));
    child.spacing_mut().item_spacing.x = 4.0;
    child
}

/// The name of the corpus; below it the menu of corpora.
fn corpus_ui(shell: &Shell<'_>, ui: &mut Ui) {
    let look = shell.look;
    let name = match &shell.state.origin {
        None => look.tr("app-name"),
        Some(Origin::Sample) => look.tr("corpus-sample"),
        Some(Origin::Folder(path)) => path
            .file_name()
            .map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned()),
    };
    let name = shorten(&name, 22);
    let button = text_button(ui, look, Some(icon::FOLDER_OPEN), &name, false);
    let button = button.on_hover_text(look.tr("corpus-hint"));
    menu(&button, look, 320.0, |ui| {
        let muted = look.palette().muted.0;
        let entries = [
            (UiCommand::OpenFolder, icon::FOLDER_OPEN),
            (UiCommand::OpenPath, icon::KEYBOARD),
            (UiCommand::OpenSample, icon::NEWSPAPER),
            (UiCommand::Reload, icon::RELOAD),
            (UiCommand::ReloadLanguage, icon::TRANSLATE),
        ];
        for (command, sign) in entries {
            command_item(shell, ui, command, sign);
        }
        if shell.state.settings.recent.is_empty() {
            return;
        }
        menu_line(ui, look);
        menu_title(ui, look, &look.tr("recent"));
        for folder in &shell.state.settings.recent {
            // Isolated, or the first slash would stand at the far end among Kurdish words.
            let words = format!("\u{2068}{}\u{2069}", folder.display());
            if menu_item(ui, look, Some((icon::FOLDER, muted)), &words, None, None).clicked() {
                shell.send(FolderCommand::Open(Origin::Folder(folder.clone())));
                ui.close();
            }
        }
    });
}

fn shorten(text: &str, letters: usize) -> String {
    match text.char_indices().nth(letters) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// An item that runs a command of the one table.
fn command_item(shell: &Shell<'_>, ui: &mut Ui, command: UiCommand, sign: char) {
    let Some(entry) = command.entry() else { return };
    let look = shell.look;
    let keys = entry.shortcuts.first().map(|shortcut| shortcut_words(*shortcut));
    let words = look.tr(entry.message);
    if menu_item(ui, look, Some((sign, look.palette().muted.0)), &words, keys.as_deref(), None).clicked() {
        shell.send(command);
        ui.close();
    }
}

fn search_ui(shell: &Shell<'_>, ui: &mut Ui, width: f32) {
    let look = shell.look;
    // While it is typed in, the field holds the words; otherwise the question does.
    let draft = search_id().with("draft");
    let known = &shell.state.query.filter.words;
    let mut words = if ui.memory(|m| m.has_focus(search_id())) {
        ui.data(|d| d.get_temp(draft)).unwrap_or_else(|| known.clone())
    } else {
        known.clone()
    };
    let hint = look.tr("search-hint");
    let name = look.tr("search-name");
    let field = Field {
        id: search_id(),
        name: &name,
        hint: &hint,
        width: width - matching_width(look, ui, width) - 40.0,
        wrong: false,
        icon: Some(icon::MAGNIFYING_GLASS),
    };
    let response = field.show(ui, look, &mut words);
    if response.changed() {
        shell.send(FilterCommand::Words(words.clone()));
    }
    ui.data_mut(|d| d.insert_temp(draft, words.clone()));
    if response.lost_focus() {
        shell.send(SettingCommand::RememberSearch(words.clone()));
        if ui.input(|i| i.key_pressed(egui::Key::Enter)) {
            shell.send(UiCommand::FocusDocuments);
        }
    }
    super::searches::searches_ui(shell, ui, &response, words.is_empty());
    matching_ui(shell, ui, width);
    if !words.is_empty() && icon_button(ui, look, icon::X, &look.tr("search-clear")).clicked() {
        shell.send(FilterCommand::Words(String::new()));
    }
}

/// Room for the search from which its three ways stand in sight, in points.
const ROOMY: f32 = 440.0;

/// The ways words match, with their short names and what they mean.
fn ways(look: &Look) -> Vec<(String, String)> {
    let way = |key: &str, hint: &str| (look.tr(key), look.tr(hint));
    vec![
        way("matching-inflected", "matching-inflected-hint"),
        way("matching-folded", "matching-folded-hint"),
        way("matching-exact", "matching-exact-hint"),
    ]
}

const WAYS: [Matching; 3] = [Matching::Inflected, Matching::Folded, Matching::Exact];

fn matching_width(look: &Look, ui: &Ui, room: f32) -> f32 {
    if room < ROOMY { 36.0 } else { segments_width(ui, look, &ways(look)) + 4.0 }
}

/// How far words may differ from what was typed: a choice in sight, since each finds something else; a
/// menu where there is no room.
fn matching_ui(shell: &Shell<'_>, ui: &mut Ui, room: f32) {
    let look = shell.look;
    let now = shell.state.query.filter.matching;
    let chosen = WAYS.iter().position(|way| *way == now).unwrap_or(0);
    if room >= ROOMY {
        if let Some(way) = segments(ui, look, &ways(look), chosen).and_then(|way| WAYS.get(way)) {
            shell.send(FilterCommand::Matching(*way));
        }
        return;
    }
    let name = look.tr("matching");
    let button = toggle_button(ui, look, icon::TEXT_AA, &name, now != Matching::default());
    menu(&button, look, 260.0, |ui| {
        for (matching, (words, hint)) in WAYS.into_iter().zip(ways(look)) {
            let item = menu_item(ui, look, None, &words, None, Some(now == matching));
            if item.on_hover_text(hint).clicked() {
                shell.send(FilterCommand::Matching(matching));
                ui.close();
            }
        }
    });
}

fn actions_ui(shell: &Shell<'_>, ui: &mut Ui, wide: bool) {
    let look = shell.look;
    more_ui(shell, ui);
    theme_ui(shell, ui);
    language_ui(shell, ui);
    export_ui(shell, ui);
    let save = look.tr("save");
    let clicked = if wide {
        text_button(ui, look, Some(icon::FLOPPY), &save, shell.state.view_changed()).clicked()
    } else {
        icon_button(ui, look, icon::FLOPPY, &save).clicked()
    };
    if clicked {
        shell.send(UiCommand::SaveView);
    }
    views_ui(shell, ui);
    // The open view's name stands beside its menu where there is room.
    if let Some(stored) = shell.state.opened().filter(|_| wide) {
        let font = look.tokens.font(look.tokens.text.small);
        let words = shorten(&stored.view.name, 16);
        let width = measure(ui, look, &words, font.clone());
        let (rect, _) = ui.allocate_exact_size(vec2(width, 28.0), egui::Sense::hover());
        put(ui, look, rect, &words, (font, look.palette().muted.0), Place::End);
    }
}

fn views_ui(shell: &Shell<'_>, ui: &mut Ui) {
    let look = shell.look;
    let muted = look.palette().muted.0;
    let button = text_button(ui, look, Some(icon::BOOKMARK), &look.tr("views"), false);
    menu(&button, look, 300.0, |ui| {
        let open = shell.state.open_view.as_ref().map(|open| &open.path);
        for stored in &shell.state.views {
            let on = open == Some(&stored.path);
            let item = menu_item(ui, look, Some((icon::BOOKMARK, muted)), &stored.view.name, None, Some(on));
            let note = &stored.view.note;
            let item = if note.is_empty() { item } else { item.on_hover_text(note) };
            if item.clicked() {
                shell.send(ViewCommand::Open(stored.path.clone()));
                ui.close();
            }
        }
        if shell.state.views.is_empty() {
            menu_title(ui, look, &look.tr("no-views"));
        }
        menu_line(ui, look);
        command_item(shell, ui, UiCommand::SaveViewAs, icon::FLOPPY);
        command_item(shell, ui, UiCommand::ShowViews, icon::STACK);
        if open.is_some()
            && menu_item(ui, look, Some((icon::X, muted)), &look.tr("leave-view"), None, None).clicked()
        {
            shell.send(ViewCommand::Leave);
            ui.close();
        }
    });
}

fn export_ui(shell: &Shell<'_>, ui: &mut Ui) {
    let look = shell.look;
    let button = icon_button(ui, look, icon::EXPORT, &look.tr("export"));
    menu(&button, look, 280.0, |ui| {
        command_item(shell, ui, UiCommand::ExportCsv, icon::TABLE);
        command_item(shell, ui, UiCommand::ExportJsonl, icon::FILE_TEXT);
    });
}

fn language_ui(shell: &Shell<'_>, ui: &mut Ui) {
    let look = shell.look;
    let button = icon_button(ui, look, icon::TRANSLATE, &look.tr("language"));
    menu(&button, look, 180.0, |ui| {
        for language in Language::ALL {
            let key = match language {
                Language::Ckb => "language-ckb",
                Language::En => "language-en",
            };
            let on = look.locale.language() == language;
            if menu_item(ui, look, None, &look.tr(key), None, Some(on)).clicked() {
                shell.send(SettingCommand::Language(language.code().to_owned()));
                ui.close();
            }
        }
    });
}

fn theme_ui(shell: &Shell<'_>, ui: &mut Ui) {
    let look = shell.look;
    let button = icon_button(ui, look, icon::CIRCLE_HALF, &look.tr("theme"));
    let muted = look.palette().muted.0;
    menu(&button, look, 220.0, |ui| {
        let themes = [
            (Theme::System, "theme-system", icon::CIRCLE_HALF),
            (Theme::Light, "theme-light", icon::SUN),
            (Theme::Dark, "theme-dark", icon::MOON),
            (Theme::Contrast, "theme-contrast", icon::EYE),
        ];
        for (theme, key, sign) in themes {
            let on = shell.state.settings.theme == theme;
            if menu_item(ui, look, Some((sign, muted)), &look.tr(key), None, Some(on)).clicked() {
                shell.send(SettingCommand::Theme(theme));
                ui.close();
            }
        }
    });
}

fn more_ui(shell: &Shell<'_>, ui: &mut Ui) {
    let look = shell.look;
    let button = icon_button(ui, look, icon::DOTS, &look.tr("more"));
    menu(&button, look, 300.0, |ui| {
        let entries = [
            (UiCommand::ShowPalette, icon::COMMAND),
            (UiCommand::ShowShortcuts, icon::KEYBOARD),
            (UiCommand::ShowReport, icon::TABLE),
            (UiCommand::ShowBatch, icon::STACK),
            (UiCommand::ShowTopics, icon::TAG),
            (UiCommand::ShowNames, icon::USERS),
            (UiCommand::ShowFonts, icon::TEXT_AA),
            (UiCommand::Undo, icon::UNDO),
            (UiCommand::ZoomIn, icon::PLUS),
            (UiCommand::ZoomOut, icon::MINUS),
            (UiCommand::ZoomReset, icon::MAGNIFYING_GLASS),
            (UiCommand::Quit, icon::X),
        ];
        for (command, sign) in entries {
            command_item(shell, ui, command, sign);
        }
    });
}
