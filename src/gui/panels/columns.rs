//! Which column of a table is what: a line for each role with the column's first value beside it.

use egui::{Context, Rect, Ui, UiBuilder, vec2};

use super::{
    Shell,
    dialogs::{dialog, explain},
};
use crate::{
    corpus::formats::{ColumnRole, Mapping, TableHead},
    gui::{
        text::Base,
        widgets::{Place, Strip, icon, menu, menu_item, menu_line, put, put_based, text_button},
    },
    i18n::Arg,
    session::{ColumnsCommand, UiCommand},
};

const ROW: f32 = 40.0;
/// Room of a role's name and of its column, in points.
const ROLE: f32 = 110.0;
const COLUMN: f32 = 190.0;

/// Draws the dialog.
pub fn columns_ui(shell: &Shell<'_>, ctx: &Context) {
    let look = shell.look;
    let Some(table) = &shell.state.table else { return shell.send(UiCommand::CloseDialog) };
    let title = look.tr_with("columns-title", &[("table", Arg::Outside(&table.path))]);
    let close = dialog(shell, ctx, "columns", &title, 680.0, |ui| match &table.head {
        None => explain(shell, ui, &look.tr("columns-reading")),
        Some(Err(reason)) => explain(shell, ui, reason),
        Some(Ok(head)) => {
            explain(shell, ui, &look.tr("columns-hint"));
            ui.add_space(8.0);
            for role in ColumnRole::ALL {
                role_ui(shell, ui, role, head, &table.mapping);
            }
            ui.add_space(12.0);
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 8.0;
                let ready = !table.mapping.text.is_empty();
                let keep = ui.add_enabled_ui(ready, |ui| {
                    text_button(ui, look, None, &look.tr("columns-keep"), true).clicked()
                });
                if keep.inner {
                    shell.send(ColumnsCommand::Keep);
                }
                let forget = text_button(ui, look, None, &look.tr("columns-forget"), false);
                if forget.on_hover_text(look.tr("columns-forget-hint")).clicked() {
                    shell.send(ColumnsCommand::Forget);
                }
            });
        }
    });
    if close {
        shell.send(UiCommand::CloseDialog);
    }
}

fn role_ui(shell: &Shell<'_>, ui: &mut Ui, role: ColumnRole, head: &TableHead, mapping: &Mapping) {
    let look = shell.look;
    let p = look.palette();
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), egui::Sense::hover());
    let mut strip = Strip::new(rect, look.is_rtl());
    let name = look.tr(match role {
        ColumnRole::Text => "columns-text",
        ColumnRole::Title => "columns-title-role",
        ColumnRole::Date => "columns-date",
        ColumnRole::Source => "columns-source",
        ColumnRole::Id => "columns-id",
    });
    let body = look.tokens.font(look.tokens.text.body);
    put(
        ui,
        look,
        strip.start(ROLE),
        &name,
        (look.tokens.bold(look.tokens.text.body), p.text.0),
        Place::Start,
    );
    let place = strip.start(COLUMN);
    strip.start(12.0);
    let chosen = mapping.get(role);
    let none = look.tr("columns-none");
    let slot = Rect::from_center_size(place.center(), vec2(place.width(), 28.0));
    let mut child = ui.new_child(UiBuilder::new().max_rect(slot).layout(look.column()).id_salt(role));
    let shown = chosen.unwrap_or(&none);
    let button = text_button(&mut child, look, Some(icon::CARET_DOWN), shown, false);
    let spoken = format!("{name}: {shown}");
    ui.ctx().accesskit_node_builder(button.id, |node| node.set_label(spoken));
    menu(&button, look, COLUMN + 40.0, |ui| {
        // The text must be some column.
        if role != ColumnRole::Text {
            if menu_item(ui, look, None, &none, None, Some(chosen.is_none())).clicked() {
                shell.send(ColumnsCommand::Choose(role, None));
                ui.close();
            }
            menu_line(ui, look);
        }
        for column in &head.header {
            if menu_item(ui, look, None, column, None, Some(chosen == Some(column))).clicked() {
                shell.send(ColumnsCommand::Choose(role, Some(column.clone())));
                ui.close();
            }
        }
    });
    let at = chosen.and_then(|chosen| head.header.iter().position(|column| column == chosen));
    let mut values = at.into_iter().flat_map(|at| head.rows.iter().filter_map(move |row| row.get(at)));
    if let Some(value) = values.find(|value| !value.trim().is_empty()) {
        let line = value.split_whitespace().collect::<Vec<_>>().join(" ");
        put_based(ui, look, strip.rest(), &line, (body, p.muted.0), Place::Start, Base::Auto);
    }
}
