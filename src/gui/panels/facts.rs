//! The table of facts that pass the filter; each row leads to its place in the text.

use egui::{Rect, Ui, UiBuilder};

use super::Cx;
use crate::{
    gui::{
        theme::ROW,
        widgets::{Cell, Column, EmptyState, List, empty_state, header_row, icon, paint_row, table_row},
        words,
    },
    query::{FactKey, FactList, FactRow, Sort},
    session::{SelectCommand, TableCommand},
};

/// Draws the tab into the room of `ui`.
pub fn facts_ui(cx: &Cx<'_>, ui: &mut Ui) {
    if cx.results.facts.is_empty() {
        return no_facts_ui(cx, ui, &cx.results.facts);
    }
    let look = cx.look;
    let columns = [
        Column { title: look.tr("column-kind"), width: 150.0, share: 0.0 },
        Column { title: look.tr("column-who"), width: 0.0, share: 2.0 },
        Column { title: look.tr("column-what"), width: 0.0, share: 4.0 },
        Column { title: look.tr("column-when"), width: 168.0, share: 0.0 },
        Column { title: look.tr("column-document"), width: 0.0, share: 2.0 },
    ];
    let area = ui.available_rect_before_wrap();
    let header = Rect::from_min_size(area.min, egui::vec2(area.width(), ROW));
    let keys = [FactKey::Kind, FactKey::Who, FactKey::Place, FactKey::Time];
    let now = cx.state.query.facts;
    // The order of the texts is what one expects: it needs no sign.
    let sorted = keys.iter().position(|key| *key == now.by).map(|ix| (ix, now.descending));
    let sorted = sorted.filter(|_| now != Sort::default());
    let clicked = header_row(ui, look, header, &columns, sorted);
    if let Some(by) = clicked.map(|ix| keys.get(ix).copied().unwrap_or(FactKey::Place)) {
        let descending = by == now.by && !now.descending;
        cx.send(TableCommand::SortFacts(Sort { by, descending }));
    }
    let body = Rect::from_min_max(egui::pos2(area.left(), header.bottom()), area.max);
    let mut child = ui.new_child(UiBuilder::new().max_rect(body).layout(look.column()));
    fact_list(cx, &mut child, "facts", &cx.results.facts, |ui, rect, row| {
        table_row(ui, look, rect, &columns, &cells(cx, row));
    });
}

/// A list of facts of one height; `draw` paints one. Selecting a row shows its place in the text.
pub fn fact_list(
    cx: &Cx<'_>,
    ui: &mut Ui,
    salt: &'static str,
    facts: &FactList,
    mut draw: impl FnMut(&mut Ui, Rect, &FactRow),
) {
    let name = cx.look.tr(if salt == "timeline" { "tab-timeline" } else { "tab-facts" });
    let list = List {
        salt,
        name: &name,
        len: facts.len(),
        row_height: ROW,
        selected: cx.state.selection.fact.and_then(|fact| cx.rows.place_of_fact(facts, fact)),
        lines: true,
    };
    let out = list.show(ui, cx.look, |ui, rect, ix, state| {
        let Some(row) = facts.get(ix).and_then(|fact| cx.fact_row(fact)) else { return String::new() };
        paint_row(ui, cx.look, rect, state);
        draw(ui, rect, &row);
        let (title, detail) = words::fact_lines(cx.look, &row);
        format!("{title}: {detail}")
    });
    if let Some(fact) = out.opened.or(out.selected).and_then(|ix| facts.get(ix)) {
        cx.send(SelectCommand::Fact(fact));
    }
}

/// What to say where the filter leaves no fact, or while that is not known.
pub fn no_facts_ui(cx: &Cx<'_>, ui: &mut Ui, facts: &FactList) {
    let rect = ui.available_rect_before_wrap();
    let look = cx.look;
    let state = if facts.is_ready() {
        let (title, hint) = (look.tr("no-facts-title"), look.tr("no-facts-hint"));
        EmptyState { icon: icon::TABLE, title, hint, colour: None }
    } else {
        let (title, hint) = (look.tr("facts-pending-title"), look.tr("facts-pending-hint"));
        EmptyState { icon: icon::CLOCK_COUNTDOWN, title, hint, colour: None }
    };
    empty_state(ui, cx.look, rect, &state, |_| ());
}

fn cells(cx: &Cx<'_>, row: &FactRow) -> [Cell; 5] {
    let look = cx.look;
    let (title, _) = words::fact_lines(look, row);
    let when = row.time.as_deref().map(|value| look.locale.time_value(value));
    let muted = Some(look.palette().muted.0);
    let who = row.who.join(&look.tr("list-separator"));
    [
        Cell { sign: Some(words::kind_sign(&look.tokens, row.finer)), words: title, ..Cell::default() },
        Cell { words: who, document: true, ..Cell::default() },
        Cell { words: row.text().to_owned(), document: true, ..Cell::default() },
        Cell { words: when.unwrap_or_default(), colour: muted, ..Cell::default() },
        Cell {
            words: crate::query::title(&row.entry.document).to_owned(),
            colour: muted,
            document: true,
            ..Cell::default()
        },
    ]
}
