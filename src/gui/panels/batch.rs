//! A list of searches: one a line, how much each found beside it, those that cannot be run told.

use egui::{Context, Id, Key, Modifiers, Rect, Ui, UiBuilder, accesskit::Role, pos2, vec2};

use super::{
    Shell,
    dialogs::{dialog, explain},
    understood::Words,
};
use crate::{
    gui::{
        keys::shortcut_words,
        theme::ROW,
        widgets::{
            Area, Cell, Column, EmptyState, List, Look, Place, empty_state, header_row, icon, list_row, put,
            text_button,
        },
    },
    i18n::Arg,
    query::{BatchRow, batch_lines},
    session::{BatchCommand, Shortcut, ShownBatch, UiCommand},
};

/// Lines of the field the list is written in.
const LINES: usize = 5;

/// What the dialog keeps between frames.
#[derive(Default)]
pub struct BatchDraft {
    /// The list as it is written.
    list: String,
    /// The chosen row.
    selected: Option<usize>,
}

/// Draws the dialog.
pub fn batch_ui(shell: &Shell<'_>, ctx: &Context, draft: &mut BatchDraft, fresh: bool) {
    let look = shell.look;
    let batch = shell.state.batch.as_ref();
    if let Some(batch) = batch.filter(|_| fresh && draft.list.is_empty()) {
        draft.list.clone_from(&batch.list);
    }
    let close = dialog(shell, ctx, "batch", &look.tr("batch-title"), 860.0, |ui| {
        let height = (ctx.content_rect().height() - 170.0).clamp(240.0, 640.0);
        let (area, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), egui::Sense::hover());
        let mut child = ui.new_child(UiBuilder::new().max_rect(area).layout(look.column()));
        child.set_clip_rect(area.intersect(ui.clip_rect()));
        let ui = &mut child;
        explain(shell, ui, &look.tr("batch-hint"));
        ui.add_space(8.0);
        let (name, hint) = (look.tr("batch-list"), look.tr("batch-list-hint"));
        let field = Area { id: Id::unique("batch list"), name: &name, hint: &hint, rows: LINES };
        // Enter begins a new line in the field, Ctrl+Enter counts: taken before the field sees it.
        let enter = ui.input_mut(|i| i.consume_key(Modifiers::COMMAND, Key::Enter));
        let response = field.show(ui, look, &mut draft.list);
        if fresh {
            response.request_focus();
        }
        ui.add_space(8.0);
        actions_ui(shell, ui, draft, batch, enter);
        ui.add_space(8.0);
        if let Some(batch) = batch {
            table_ui(shell, ui, batch, &mut draft.selected);
        }
    });
    if close {
        shell.send(UiCommand::CloseDialog);
    }
}

/// Counting, giving up, exporting; and how far it is.
fn actions_ui(
    shell: &Shell<'_>,
    ui: &mut Ui,
    draft: &mut BatchDraft,
    batch: Option<&ShownBatch>,
    enter: bool,
) {
    let look = shell.look;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let ready = shell.state.store.is_some() && batch_lines(&draft.list).next().is_some();
        let run =
            |ui: &mut Ui| text_button(ui, look, Some(icon::MAGNIFYING_GLASS), &look.tr("batch-run"), true);
        let keys = shortcut_words(Shortcut { ctrl: true, shift: false, key: "Enter" });
        let clicked = ui.add_enabled_ui(ready, |ui| run(ui).on_hover_text(keys).clicked()).inner;
        if ready && (clicked || enter) {
            draft.selected = None;
            shell.send(BatchCommand::Run(draft.list.clone()));
        }
        let Some(batch) = batch else { return };
        if batch.running && text_button(ui, look, Some(icon::STOP), &look.tr("batch-stop"), false).clicked() {
            shell.send(BatchCommand::Stop);
        }
        let export = look.tr("export");
        if !batch.rows.is_empty() && text_button(ui, look, Some(icon::EXPORT), &export, false).clicked() {
            shell.send(UiCommand::ExportBatch);
        }
        told_ui(look, ui, batch);
    });
}

/// How many lines are done, found nothing, could not be run.
fn told_ui(look: &Look, ui: &mut Ui, batch: &ShownBatch) {
    let count = |test: &dyn Fn(&BatchRow) -> bool| batch.rows.iter().filter(|row| test(row)).count();
    let done = [("n", Arg::Count(batch.rows.len())), ("total", Arg::Count(batch.lines))];
    let mut parts = vec![look.tr_with("batch-done", &done)];
    let empty = count(&|row| row.outcome.as_ref().is_ok_and(|found| found.documents == 0));
    let bad = count(&|row| row.outcome.is_err());
    for (key, n) in [("batch-empty", empty), ("batch-bad", bad)] {
        if n > 0 {
            parts.push(look.tr_with(key, &[("n", Arg::Count(n))]));
        }
    }
    let words = parts.join(" · ");
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), egui::Sense::hover());
    let style = (look.tokens.font(look.tokens.text.body), look.palette().muted.0);
    let drawn = put(ui, look, rect, &words, style, Place::Start);
    let said = ui.interact(drawn, ui.scope_id().with("told"), egui::Sense::hover());
    said.widget_info(|| egui::WidgetInfo::labeled(Role::Status, true, &words));
}

fn table_ui(shell: &Shell<'_>, ui: &mut Ui, batch: &ShownBatch, selected: &mut Option<usize>) {
    let look = shell.look;
    let area = ui.available_rect_before_wrap();
    if batch.rows.is_empty() {
        if batch.running {
            let title = look.tr("batch-running");
            let state = EmptyState { icon: icon::CLOCK_COUNTDOWN, title, hint: String::new(), colour: None };
            empty_state(ui, look, area, &state, |_| ());
        }
        return;
    }
    let column = |key: &str, width, share| Column { title: look.tr(key), width, share };
    let columns = [
        column("batch-search", 0.0, 3.0),
        column("column-documents", 110.0, 0.0),
        column("column-hits", 110.0, 0.0),
        column("report-problem", 0.0, 2.0),
    ];
    let header = Rect::from_min_size(area.min, vec2(area.width(), ROW));
    // In the order of the list, as its lines are numbered.
    header_row(ui, look, header, &columns, None);
    let body = Rect::from_min_max(pos2(area.left(), header.bottom()), area.max);
    let mut child = ui.new_child(UiBuilder::new().max_rect(body).layout(look.column()));
    child.set_clip_rect(body.intersect(ui.clip_rect()));
    let name = look.tr("batch-title");
    let len = batch.rows.len();
    let list = List { salt: "batch", name: &name, len, row_height: ROW, selected: *selected, lines: true };
    let out = list.show(&mut child, look, |ui, rect, ix, state| {
        let Some(row) = batch.rows.get(ix) else { return String::new() };
        list_row(ui, look, rect, &columns, &cells(look, row), state)
    });
    // A click opens; keys walk, Enter opens.
    let clicked = out.selected.filter(|_| ui.input(|i| i.pointer.any_click()));
    let opened = out.opened.or(clicked).and_then(|ix| batch.rows.get(ix));
    if let Some(row) = opened.filter(|row| row.outcome.is_ok()) {
        shell.send(BatchCommand::Open(row.typed.clone()));
    }
    *selected = out.selected.or(*selected);
}

fn cells(look: &Look, row: &BatchRow) -> [Cell; 4] {
    let p = look.palette();
    let found = row.outcome.as_ref().ok();
    let number = |n: Option<usize>| Cell {
        words: n.map_or_else(String::new, |n| look.locale.count(n)),
        colour: Some(p.muted.0),
        ..Cell::default()
    };
    let problem = row.problem(&Words(look));
    [
        // Each line in its own direction.
        Cell { words: format!("\u{2068}{}\u{2069}", row.typed), ..Cell::default() },
        number(found.map(|found| found.documents)),
        number(found.map(|found| usize::try_from(found.hits).unwrap_or(usize::MAX))),
        Cell {
            sign: (!problem.is_empty()).then_some((icon::WARNING, p.warning.0)),
            words: problem,
            ..Cell::default()
        },
    ]
}

/// Exports the rows with what is wrong with them in the interface's words.
pub fn export(shell: &Shell<'_>, file: std::path::PathBuf) {
    let Some(batch) = &shell.state.batch else { return };
    let problems = batch.rows.iter().map(|row| row.problem(&Words(shell.look))).collect();
    shell.send(BatchCommand::Export(file, problems));
}
