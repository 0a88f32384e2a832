//! What could not be read: the file, the reason, what to do.

use egui::{Context, Rect, UiBuilder, pos2, vec2};

use super::{Shell, dialogs::dialog};
use crate::{
    gui::{
        text::Base,
        widgets::{List, Place, Strip, icon, put, put_based, put_icon},
        words,
    },
    model::{Problem, ProblemKind},
    session::{ColumnsCommand, State, UiCommand},
};

const ROW: f32 = 72.0;

/// Draws the dialog.
pub fn problems_ui(shell: &Shell<'_>, ctx: &Context) {
    let look = shell.look;
    let problems: Vec<&Problem> = shell.state.problems().collect();
    let title = look.tr_with("problem-count", &[("n", crate::i18n::Arg::Count(problems.len()))]);
    let close = dialog(shell, ctx, "problems", &title, 640.0, |ui| {
        let height = (ROW * problems.len() as f32).min(ctx.content_rect().height() - 200.0).max(ROW);
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), egui::Sense::hover());
        let mut child = ui.new_child(UiBuilder::new().max_rect(rect).layout(look.column()));
        let list = List {
            salt: "problems",
            name: &title,
            len: problems.len(),
            row_height: ROW,
            selected: None,
            lines: true,
        };
        let out = list.show(&mut child, look, |ui, rect, ix, _| {
            let Some(problem) = problems.get(ix) else { return String::new() };
            row_ui(shell, ui, rect, problem)
        });
        let chosen = out.opened.or(out.selected).and_then(|ix| problems.get(ix));
        if let Some(problem) = chosen.filter(|problem| problem.kind == ProblemKind::Columns) {
            shell.send(ColumnsCommand::Show(problem.path.clone()));
        }
    });
    if close {
        shell.send(UiCommand::CloseDialog);
    }
}

fn row_ui(shell: &Shell<'_>, ui: &egui::Ui, rect: Rect, problem: &Problem) -> String {
    let look = shell.look;
    let p = look.palette();
    let (what, hint) = words::problem(look, problem.kind);
    let mut strip = Strip::new(rect.shrink2(vec2(4.0, 6.0)), look.is_rtl());
    let sign = strip.start(24.0);
    put_icon(ui, Rect::from_min_size(sign.min, vec2(24.0, 20.0)), icon::WARNING, 16.0, p.warning.0);
    strip.start(6.0);
    let room = strip.rest();
    let line =
        |ix: f32| Rect::from_min_size(pos2(room.left(), room.top() + ix * 20.0), vec2(room.width(), 20.0));
    let place = problem.line.map_or_else(|| problem.path.clone(), |line| format!("{}:{line}", problem.path));
    let bold = look.tokens.bold(look.tokens.text.body);
    put_based(ui, look, line(0.0), &place, (bold, p.text.0), Place::Start, Base::Auto);
    let small = look.tokens.font(look.tokens.text.small);
    put(ui, look, line(1.0), &what, (look.tokens.font(look.tokens.text.body), p.text.0), Place::Start);
    put(ui, look, line(2.0), &hint, (small, p.muted.0), Place::Start);
    format!("{place}: {what} {hint}")
}

/// The trouble with the corpus as a whole, where that is why nothing is shown.
#[must_use]
pub fn of_the_folder(state: &State) -> Option<&Problem> {
    state.problems().find(|problem| {
        matches!(problem.kind, ProblemKind::NoFolder | ProblemKind::NoDocument | ProblemKind::Unreadable)
    })
}
