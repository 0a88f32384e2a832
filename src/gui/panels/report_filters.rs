//! What narrows the import report: words of the name, format, encoding, language, copies, problems.

use egui::{Align, Id, Layout, Ui, UiBuilder, vec2};

use super::{Shell, report::ReportDraft};
use crate::{
    gui::{
        theme::ROW,
        widgets::{Field, icon, menu, menu_item, menu_line, text_button},
        words,
    },
    query::{
        Facet,
        report::{Copies, ImportFilter, Report, ReportQuery},
    },
    session::{ReportCommand, ShownReport, UiCommand},
};

/// One line of a menu: its words, its number of rows, and the filter it makes.
struct Choice {
    words: String,
    count: Option<usize>,
    filter: ImportFilter,
}

/// Draws the row of fields and menus where the next widget goes.
pub fn filters_ui(
    shell: &Shell<'_>,
    ui: &mut Ui,
    shown: &ShownReport,
    report: &Report,
    draft: &mut ReportDraft,
) {
    let look = shell.look;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW + 4.0), egui::Sense::hover());
    let layout = if look.is_rtl() {
        Layout::right_to_left(Align::Center)
    } else {
        Layout::left_to_right(Align::Center)
    };
    let mut bar = ui.new_child(UiBuilder::new().max_rect(rect).layout(layout));
    let ui = &mut bar;
    ui.spacing_mut().item_spacing.x = 8.0;
    let now = &shown.query.filter;
    let name = look.tr("report-words");
    let id = Id::unique("report words");
    let icon = Some(icon::MAGNIFYING_GLASS);
    let field = Field { id, name: &name, hint: &name, width: 220.0, wrong: false, icon };
    field.show(ui, look, &mut draft.words);
    if draft.words != now.words {
        send(shell, shown, ImportFilter { words: draft.words.clone(), ..now.clone() });
    }
    let summary = &report.summary;
    let of = |values: &[(String, usize)],
              name: &dyn Fn(&str) -> String,
              set: &dyn Fn(Option<String>) -> ImportFilter| {
        let all = Choice { words: look.tr("report-all"), count: None, filter: set(None) };
        let each = values.iter().map(|(value, count)| Choice {
            words: name(value),
            count: Some(*count),
            filter: set(Some(value.clone())),
        });
        std::iter::once(all).chain(each).collect::<Vec<_>>()
    };
    let plain = |value: &str| value.to_owned();
    let language = |tag: &str| words::value(look, &Facet::Language, tag, tag);
    let formats = of(&summary.formats, &plain, &|format| ImportFilter { format, ..now.clone() });
    let encodings = of(&summary.encodings, &plain, &|encoding| ImportFilter { encoding, ..now.clone() });
    let languages = of(&summary.languages, &language, &|language| ImportFilter { language, ..now.clone() });
    choice_ui(shell, ui, shown, "report-format", &formats);
    choice_ui(shell, ui, shown, "report-encoding", &encodings);
    choice_ui(shell, ui, shown, "report-language", &languages);
    choice_ui(shell, ui, shown, "report-copies", &copies(shell, now, report));
    choice_ui(shell, ui, shown, "report-problem", &problems(shell, now, report));
    if text_button(ui, look, Some(icon::EXPORT), &look.tr("export"), false).clicked() {
        shell.send(UiCommand::ExportReport);
    }
}

fn copies(shell: &Shell<'_>, now: &ImportFilter, report: &Report) -> Vec<Choice> {
    let look = shell.look;
    let (exact, near) = (report.summary.exact, report.summary.near);
    [
        ("report-all", None, None),
        ("report-copies-any", Some(exact + near), Some(Copies::Any)),
        ("report-copies-exact", Some(exact), Some(Copies::Exact)),
        ("report-copies-near", Some(near), Some(Copies::Near)),
    ]
    .into_iter()
    .map(|(key, count, copies)| Choice {
        words: look.tr(key),
        count,
        filter: ImportFilter { copies, ..now.clone() },
    })
    .collect()
}

fn problems(shell: &Shell<'_>, now: &ImportFilter, report: &Report) -> Vec<Choice> {
    let look = shell.look;
    let set = |only_problems, problem| ImportFilter { only_problems, problem, ..now.clone() };
    let mut out = vec![
        Choice { words: look.tr("report-all"), count: None, filter: set(false, None) },
        Choice {
            words: look.tr("report-problem-any"),
            count: Some(report.summary.problems),
            filter: set(true, None),
        },
    ];
    out.extend(report.summary.kinds.iter().map(|(kind, count)| Choice {
        words: words::problem(look, *kind).0,
        count: Some(*count),
        filter: set(true, Some(*kind)),
    }));
    out
}

/// A button that says what is chosen, with the menu to choose from.
fn choice_ui(shell: &Shell<'_>, ui: &mut Ui, shown: &ShownReport, key: &str, choices: &[Choice]) {
    let look = shell.look;
    let now = &shown.query.filter;
    let name = look.tr(key);
    let chosen = choices.iter().skip(1).find(|choice| choice.filter == *now);
    let words = chosen.map_or_else(|| name.clone(), |choice| format!("{name}: {}", choice.words));
    let button = text_button(ui, look, Some(icon::CARET_DOWN), &words, chosen.is_some());
    menu(&button, look, 260.0, |ui| {
        for (ix, choice) in choices.iter().enumerate() {
            let count = choice.count.map(|count| look.locale.count(count));
            let on = choice.filter == *now;
            if menu_item(ui, look, None, &choice.words, count.as_deref(), Some(on)).clicked() {
                send(shell, shown, choice.filter.clone());
                ui.close();
            }
            if ix == 0 && choices.len() > 1 {
                menu_line(ui, look);
            }
        }
    });
}

fn send(shell: &Shell<'_>, shown: &ShownReport, filter: ImportFilter) {
    shell.send(ReportCommand::Show(ReportQuery { filter, ..shown.query.clone() }));
}
