//! What other language data gained and lost on the open corpus: counts by kind, each with its words; a click
//! goes to the place.

use egui::{Context, Rect, Sense, Ui, UiBuilder, vec2};

use super::{
    Shell,
    dialogs::{Drafts, dialog, explain},
};
use crate::{
    gui::{
        text::Base,
        widgets::{
            List, Look, MarkedWords, Place, RowLook, Strip, choice_chip, icon, measure, paint_row, put,
            put_icon,
        },
        words,
    },
    i18n::Arg,
    query::{Changed, Differences, PlacedDifference},
    session::{SelectCommand, UiCommand},
};

const ROW: f32 = 78.0;

/// Draws the dialog.
pub fn differences_ui(shell: &Shell<'_>, ctx: &Context, drafts: &mut Drafts) {
    let look = shell.look;
    let close = dialog(shell, ctx, "differences", &look.tr("differences-title"), 820.0, |ui| {
        match &shell.state.differences {
            None => explain(shell, ui, &look.tr("differences-none")),
            Some(found) => found_ui(shell, ui, drafts, found),
        }
    });
    if close {
        shell.send(UiCommand::CloseDialog);
    }
}

fn found_ui(shell: &Shell<'_>, ui: &mut Ui, drafts: &mut Drafts, found: &Differences) {
    let look = shell.look;
    let (gained, lost) = found.totals();
    let values = [
        ("gained", Arg::Count(gained)),
        ("lost", Arg::Count(lost)),
        ("documents", Arg::Count(found.documents)),
        ("n", Arg::Count(found.compared)),
    ];
    explain(shell, ui, &look.tr_with("differences-totals", &values));
    if gained + lost == 0 {
        return;
    }
    ui.add_space(8.0);
    kinds_ui(look, ui, drafts, found);
    let shown: Vec<&PlacedDifference> = found
        .list
        .iter()
        .filter(|placed| drafts.changed.as_ref().is_none_or(|kind| *kind == placed.difference.what))
        .collect();
    ui.add_space(8.0);
    if gained + lost > found.list.len() {
        explain(shell, ui, &look.tr_with("differences-first", &[("n", Arg::Count(found.list.len()))]));
    }
    let room = (ui.ctx().content_rect().height() - 360.0).max(2.0 * ROW);
    let size = vec2(ui.available_width(), (ROW * shown.len() as f32).min(room));
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let mut child = ui.new_child(UiBuilder::new().max_rect(rect).layout(look.column()));
    let name = look.tr("differences-title");
    let rows = List {
        salt: "differences",
        name: &name,
        len: shown.len(),
        row_height: ROW,
        selected: None,
        lines: true,
    };
    let out = rows.show(&mut child, look, |ui, rect, ix, state| {
        shown.get(ix).map_or_else(String::new, |placed| row_ui(look, ui, rect, placed, state))
    });
    if let Some(placed) = out.opened.or(out.selected).and_then(|ix| shown.get(ix)) {
        shell.send(SelectCommand::Show(placed.path.clone(), placed.difference.span));
    }
}

/// What the interface calls a kind, with its sign.
fn named(look: &Look, what: &Changed) -> (String, char, egui::Color32) {
    match what {
        Changed::Fact(finer) => {
            let (sign, colour) = words::kind_sign(&look.tokens, finer);
            (words::kind(look, finer), sign, colour)
        }
        Changed::Topic(id) => {
            (words::topic(look, &id.0, &id.0), icon::topic(&id.0), look.tokens.topic(&id.0))
        }
    }
}

/// A chip for each kind with what it gained and lost; one of them shows only its own.
fn kinds_ui(look: &Look, ui: &mut Ui, drafts: &mut Drafts, found: &Differences) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        for (what, (gained, lost)) in &found.counts {
            let (name, ..) = named(look, what);
            let values =
                [("kind", Arg::Word(&name)), ("gained", Arg::Count(*gained)), ("lost", Arg::Count(*lost))];
            let words = look.tr_with("differences-kind", &values);
            let on = drafts.changed.as_ref() == Some(what);
            if choice_chip(ui, look, &words, on).clicked() {
                drafts.changed = if on { None } else { Some(what.clone()) };
            }
        }
    });
}

fn row_ui(look: &Look, ui: &Ui, rect: Rect, placed: &PlacedDifference, state: RowLook) -> String {
    let p = look.palette();
    paint_row(ui, look, rect, state);
    let difference = &placed.difference;
    let (name, kind_sign, kind_colour) = named(look, &difference.what);
    let (sign, colour, key) = if difference.gained {
        (icon::PLUS, p.accent.0, "differences-gained")
    } else {
        (icon::MINUS, p.danger.0, "differences-lost")
    };
    let inner = rect.shrink2(vec2(8.0, 6.0));
    let (mut head, body) = {
        let (head, body) = inner.split_top_bottom_at_y(inner.top() + 22.0);
        (Strip::new(head, look.is_rtl()), body)
    };
    put_icon(ui, head.start(18.0), sign, 15.0, colour);
    head.start(4.0);
    put_icon(ui, head.start(18.0), kind_sign, 15.0, kind_colour);
    head.start(4.0);
    let bold = look.tokens.bold(look.tokens.text.small);
    let title = format!("{} \u{b7} {name}", look.tr(key));
    let width = measure(ui, look, &title, bold.clone());
    put(ui, look, head.start(width), &title, (bold, p.text.0), Place::Start);
    head.start(10.0);
    let small = look.tokens.font(look.tokens.text.small);
    let file = head.end((head.width() * 0.4).min(260.0));
    put(ui, look, file, &placed.path, (small.clone(), p.muted.0), Place::End);
    put(ui, look, head.rest(), &difference.says, (small, p.muted.0), Place::Start);
    let marks = [(placed.marked.range(), look.tokens.soft(kind_colour))];
    let mut words = Strip::new(body, look.is_rtl());
    words.start(44.0);
    let marked = MarkedWords { words: &placed.words, marks: &marks, rows: 2, base: Base::Rtl };
    marked.lay(ui, look, words.width()).paint(ui, look, words.rest());
    let said = placed.marked.of(&placed.words).unwrap_or_default();
    format!("{title}: {said} {} {}", difference.says, placed.path)
}
