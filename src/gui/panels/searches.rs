//! What was searched for before, offered while the search field is empty and has the keyboard.

use egui::{Popup, PopupCloseBehavior, RectAlign, Response, Ui};

use super::Shell;
use crate::{
    gui::widgets::{icon, icon_button, menu_item, menu_title},
    session::{FilterCommand, SettingCommand},
};

/// Most searches offered at once.
const OFFERED: usize = 8;

/// Draws the list below the field where there is something to offer.
pub fn searches_ui(shell: &Shell<'_>, ui: &mut Ui, field: &Response, is_empty: bool) {
    let look = shell.look;
    let searches = &shell.state.settings.searches;
    // A click in the list takes the keyboard from the field: the list stays until it is done.
    let place = field.id.with("searches");
    let pointer = ui.input(|i| i.pointer.interact_pos());
    let over = ui
        .data(|d| d.get_temp::<egui::Rect>(place))
        .is_some_and(|rect| pointer.is_some_and(|pointer| rect.contains(pointer)));
    if !is_empty || searches.is_empty() || !(field.has_focus() || over) {
        ui.data_mut(|d| d.remove::<egui::Rect>(place));
        return;
    }
    let align = if look.is_rtl() { RectAlign::BOTTOM_END } else { RectAlign::BOTTOM_START };
    let width = field.rect.width().max(260.0);
    let shown = Popup::from_response(field)
        .id(place)
        .open(true)
        .align(align)
        .gap(4.0)
        .width(width)
        .layout(look.column())
        .close_behavior(PopupCloseBehavior::IgnoreClicks)
        .show(|ui| {
            ui.set_min_width(width);
            ui.spacing_mut().item_spacing.y = 0.0;
            menu_title(ui, look, &look.tr("searches-before"));
            for words in searches.iter().take(OFFERED) {
                row_ui(shell, ui, words, place);
            }
        });
    if let Some(shown) = shown {
        ui.data_mut(|d| d.insert_temp(place, shown.response.rect));
    }
}

/// A search and the way to forget it.
fn row_ui(shell: &Shell<'_>, ui: &mut Ui, words: &str, place: egui::Id) {
    let look = shell.look;
    let layout = if look.is_rtl() {
        egui::Layout::left_to_right(egui::Align::Center)
    } else {
        egui::Layout::right_to_left(egui::Align::Center)
    };
    ui.horizontal(|ui| {
        ui.with_layout(layout, |ui| {
            if icon_button(ui, look, icon::X, &look.tr("search-forget")).clicked() {
                shell.send(SettingCommand::ForgetSearch(words.to_owned()));
            }
            if menu_item(ui, look, None, words, None, None).clicked() {
                shell.send(FilterCommand::Words(words.to_owned()));
                // Chosen: the list is done.
                ui.data_mut(|d| d.remove::<egui::Rect>(place));
            }
        });
    });
}
