//! The order of the documents.

use egui::Ui;

use super::Cx;
use crate::{
    gui::widgets::{icon, icon_button, menu, menu_item, menu_line},
    query::{DocumentKey, Sort},
    session::TableCommand,
};

/// The button with the menu of orders.
pub fn documents_order_ui(cx: &Cx<'_>, ui: &mut Ui) {
    let look = cx.look;
    let now = cx.state.query.documents;
    let button = icon_button(ui, look, icon::SORT, &look.tr("sort-documents"));
    menu(&button, look, 220.0, |ui| {
        let keys = [
            (DocumentKey::Path, "sort-path"),
            (DocumentKey::Date, "sort-date"),
            (DocumentKey::Title, "sort-title"),
            (DocumentKey::Facts, "sort-facts"),
            (DocumentKey::Hits, "sort-hits"),
            (DocumentKey::Rank, "sort-rank"),
        ];
        for (by, key) in keys {
            if menu_item(ui, look, None, &look.tr(key), None, Some(now.by == by)).clicked() {
                // What one looks for first: the newest, the richest, the most hits.
                let descending = !matches!(by, DocumentKey::Path | DocumentKey::Title);
                cx.send(TableCommand::SortDocuments(Sort { by, descending }));
                ui.close();
            }
        }
        menu_line(ui, look);
        if menu_item(ui, look, None, &look.tr("sort-descending"), None, Some(now.descending)).clicked() {
            cx.send(TableCommand::SortDocuments(Sort { descending: !now.descending, ..now }));
            ui.close();
        }
    });
}
