//! The import report: what became of each file, one row a file.

use std::sync::Arc;

use egui::{Context, Rect, Ui, UiBuilder, accesskit::Role, pos2, vec2};

use super::{Shell, dialogs::dialog, report_filters};
use crate::{
    gui::{
        theme::ROW,
        widgets::{
            Cell, Column, EmptyState, List, Look, Place, empty_state, header_row, icon, list_row, put,
        },
        words,
    },
    i18n::Arg,
    query::{
        Facet, Sort,
        report::{ImportKey, ImportRow, Report, ReportQuery},
    },
    session::{ReportCommand, ShownReport, UiCommand},
};

/// Height of the lines that say all of the chosen row, in points.
const DETAIL: f32 = 46.0;

/// What the dialog keeps between frames.
#[derive(Default)]
pub struct ReportDraft {
    /// Words of the name as they are typed.
    pub words: String,
    /// Path of the chosen row.
    selected: Option<String>,
}

const KEYS: [ImportKey; 8] = [
    ImportKey::Path,
    ImportKey::Format,
    ImportKey::Encoding,
    ImportKey::Language,
    ImportKey::Bytes,
    ImportKey::Facts,
    ImportKey::Copy,
    ImportKey::Problem,
];

/// Draws the dialog.
pub fn report_ui(shell: &Shell<'_>, ctx: &Context, draft: &mut ReportDraft) {
    let Some(shown) = &shell.state.report else { return };
    let look = shell.look;
    let screen = ctx.content_rect();
    let close = dialog(shell, ctx, "report", &look.tr("report-title"), 1200.0, |ui| {
        let height = (screen.height() - 150.0).max(240.0);
        let (area, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), egui::Sense::hover());
        let mut child = ui.new_child(UiBuilder::new().max_rect(area).layout(look.column()));
        child.set_clip_rect(area.intersect(ui.clip_rect()));
        let Some(report) = &shown.answer else { return making_ui(look, &mut child) };
        counts_ui(shell, &mut child, report);
        child.add_space(8.0);
        report_filters::filters_ui(shell, &mut child, shown, report, draft);
        child.add_space(8.0);
        table_ui(shell, &mut child, shown, report, draft);
    });
    if close {
        shell.send(UiCommand::CloseDialog);
    }
}

fn making_ui(look: &Look, ui: &mut Ui) {
    let state = EmptyState {
        icon: icon::CLOCK_COUNTDOWN,
        title: look.tr("report-making"),
        hint: String::new(),
        colour: None,
    };
    empty_state(ui, look, ui.available_rect_before_wrap(), &state, |_| ());
}

/// How many rows, and what stands out among all.
fn counts_ui(shell: &Shell<'_>, ui: &mut Ui, report: &Report) {
    let look = shell.look;
    let summary = &report.summary;
    let (shown, total) = (report.shown.len(), report.rows.len());
    let mut parts =
        vec![look.tr_with("report-count", &[("n", Arg::Count(shown)), ("total", Arg::Count(total))])];
    parts.push(look.tr_with("problem-count", &[("n", Arg::Count(summary.problems))]));
    parts.push(look.tr_with("report-exact", &[("n", Arg::Count(summary.exact))]));
    parts.push(if report.compared {
        look.tr_with("report-near", &[("n", Arg::Count(summary.near))])
    } else {
        look.tr("report-near-unknown")
    });
    let words = parts.join(" · ");
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), egui::Sense::hover());
    let style = (look.tokens.font(look.tokens.text.body), look.palette().text.0);
    let drawn = put(ui, look, rect, &words, style, Place::Start);
    let said = ui.interact(drawn, ui.scope_id().with("counts"), egui::Sense::hover());
    said.widget_info(|| egui::WidgetInfo::labeled(Role::Status, true, &words));
}

fn table_ui(
    shell: &Shell<'_>,
    ui: &mut Ui,
    shown: &ShownReport,
    report: &Arc<Report>,
    draft: &mut ReportDraft,
) {
    let look = shell.look;
    if report.shown.is_empty() {
        let state = EmptyState {
            icon: icon::BINOCULARS,
            title: look.tr("report-empty-title"),
            hint: look.tr("report-empty-hint"),
            colour: None,
        };
        return empty_state(ui, look, ui.available_rect_before_wrap(), &state, |_| ());
    }
    let columns = columns(look);
    let area = ui.available_rect_before_wrap();
    let header = Rect::from_min_size(area.min, vec2(area.width(), ROW));
    let now = shown.query.sort;
    let sorted = KEYS.iter().position(|key| *key == now.by).map(|ix| (ix, now.descending));
    if let Some(by) = header_row(ui, look, header, &columns, sorted).and_then(|ix| KEYS.get(ix)) {
        // Of sizes and counts one wants the largest first.
        let large_first = matches!(by, ImportKey::Bytes | ImportKey::Facts);
        let descending = if *by == now.by { !now.descending } else { large_first };
        let sort = Sort { by: *by, descending };
        shell.send(ReportCommand::Show(ReportQuery { sort, ..shown.query.clone() }));
    }
    let (body, detail) = Rect::from_min_max(pos2(area.left(), header.bottom()), area.max)
        .split_top_bottom_at_y(area.bottom() - DETAIL);
    let mut child = ui.new_child(UiBuilder::new().max_rect(body).layout(look.column()));
    child.set_clip_rect(body.intersect(ui.clip_rect()));
    let name = look.tr("report-title");
    let selected = draft.selected.as_deref().and_then(|path| place_of(report, path));
    let list =
        List { salt: "report", name: &name, len: report.shown.len(), row_height: ROW, selected, lines: true };
    let out = list.show(&mut child, look, |ui, rect, ix, state| {
        let Some(row) = report.row(ix) else { return String::new() };
        list_row(ui, look, rect, &columns, &cells(look, row), state)
    });
    // A click opens; keys walk, Enter opens.
    let clicked = out.selected.filter(|_| ui.input(|i| i.pointer.any_click()));
    if let Some(row) = out.opened.or(clicked).and_then(|ix| report.row(ix)) {
        shell.send(ReportCommand::Open(row.path.clone()));
    }
    if let Some(row) = out.selected.and_then(|ix| report.row(ix)) {
        draft.selected = Some(row.path.clone());
    }
    let row = out.hovered.or(out.selected).or(selected).and_then(|ix| report.row(ix));
    detail_ui(look, ui, detail, row);
}

/// The place of a path among the rows shown; rows in path order are looked up, others gone through.
fn place_of(report: &Report, path: &str) -> Option<usize> {
    let ix = report.rows.binary_search_by(|row| row.path.as_str().cmp(path)).ok()? as u32;
    if report.query.sort == Sort::default() {
        return report.shown.binary_search(&ix).ok();
    }
    report.shown.iter().position(|shown| *shown == ix)
}

fn columns(look: &Look) -> [Column; 8] {
    let share = |key: &str, share| Column { title: look.tr(key), width: 0.0, share };
    let fixed = |key: &str, width| Column { title: look.tr(key), width, share: 0.0 };
    [
        share("column-file", 4.0),
        fixed("report-format", 84.0),
        fixed("report-encoding", 176.0),
        fixed("report-language", 132.0),
        fixed("column-size", 100.0),
        fixed("column-facts", 76.0),
        share("column-copy", 2.8),
        share("report-problem", 3.0),
    ]
}

fn cells(look: &Look, row: &ImportRow) -> [Cell; 8] {
    let p = look.palette();
    let quiet = |words: String| Cell { words, colour: Some(p.muted.0), ..Cell::default() };
    let language = row.language.map(|tag| words::value(look, &Facet::Language, tag, tag)).unwrap_or_default();
    let copy = row.duplicate_of.as_deref().map_or_else(String::new, |of| match row.duplicate_share {
        Some(share) if !row.is_exact => {
            format!("\u{2068}{of}\u{2069} · {}", percent(look, share))
        }
        _ => format!("\u{2068}{of}\u{2069}"),
    });
    let problem = row.problem.map(|kind| words::problem(look, kind).0).unwrap_or_default();
    let read = row.encoding.is_some();
    [
        // Paths begin at their beginning whatever their letters.
        Cell { words: format!("\u{2068}{}\u{2069}", row.path), ..Cell::default() },
        quiet(row.format.to_owned()),
        quiet(row.encoding.as_deref().map(|name| format!("\u{2068}{name}\u{2069}")).unwrap_or_default()),
        quiet(language),
        quiet(if read { size(look, row.bytes) } else { String::new() }),
        quiet(if read { look.locale.count(row.facts) } else { String::new() }),
        Cell {
            sign: (!copy.is_empty()).then_some((icon::COPY, p.muted.0)),
            words: copy,
            colour: Some(p.muted.0),
            ..Cell::default()
        },
        Cell {
            sign: (!problem.is_empty()).then_some((icon::WARNING, p.warning.0)),
            words: problem,
            ..Cell::default()
        },
    ]
}

fn percent(look: &Look, share: f32) -> String {
    // Near is never shown as whole.
    let percent = ((share * 100.0).round() as usize).min(99);
    look.tr_with("percent", &[("n", Arg::Count(percent))])
}

/// A size in the largest unit that leaves a number above one.
fn size(look: &Look, bytes: usize) -> String {
    let number = |value: f64| look.locale.digits(&format!("{value:.1}"));
    match bytes {
        0..1_000 => look.tr_with("size-bytes", &[("n", Arg::Count(bytes))]),
        1_000..1_000_000 => look.tr_with("size-kb", &[("n", Arg::Word(&number(bytes as f64 / 1e3)))]),
        _ => look.tr_with("size-mb", &[("n", Arg::Word(&number(bytes as f64 / 1e6)))]),
    }
}

/// All that is known of a row, where its cells are too narrow.
fn detail_ui(look: &Look, ui: &Ui, rect: Rect, row: Option<&ImportRow>) {
    let p = look.palette();
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, egui::Stroke::new(1.0, p.border.0));
    let Some(row) = row else { return };
    let (upper, lower) = rect.shrink2(vec2(8.0, 2.0)).split_top_bottom_at_fraction(0.5);
    let small = look.tokens.font(look.tokens.text.small);
    let hint = row.problem.map_or_else(String::new, |kind| words::problem(look, kind).1);
    let path = format!("\u{2068}{}\u{2069}", row.path);
    let first = if hint.is_empty() { path } else { format!("{path} · {hint}") };
    put(ui, look, upper, &first, (small.clone(), p.text.0), Place::Start);
    let causes = if row.causes.is_empty() {
        String::new()
    } else {
        format!("\u{2068}{}\u{2069}", row.causes.join("; "))
    };
    put(ui, look, lower, &causes, (small, p.muted.0), Place::Start);
}
