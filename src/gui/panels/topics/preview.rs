//! What the edit changes on the open corpus: counts, then the passages gained and lost with the cues that
//! decide. A click goes to the place; the draft stays.

use egui::{Rect, Sense, Ui, UiBuilder, vec2};

use super::TopicsDraft;
use crate::{
    gui::{
        panels::{Shell, dialogs::explain},
        text::Base,
        widgets::{List, Look, MarkedWords, Place, RowLook, Strip, icon, paint_row, put, put_icon},
    },
    i18n::Arg,
    query::{PreviewedExample, PreviewedPassage, TopicPreview},
    session::SelectCommand,
};

const ROW: f32 = 96.0;

/// Draws the preview.
pub fn preview_ui(shell: &Shell<'_>, ui: &mut Ui, draft: &TopicsDraft) {
    let look = shell.look;
    let Some(preview) = shell.state.preview.as_ref().filter(|_| draft.edit.is_some()) else {
        return explain(shell, ui, &look.tr("preview-waiting"));
    };
    counts_ui(shell, ui, preview);
    examples_ui(shell, ui, &preview.examples);
    ui.add_space(8.0);
    if preview.passages.is_empty() {
        let key = if preview.is_complete() { "preview-nothing" } else { "preview-waiting" };
        return explain(shell, ui, &look.tr(key));
    }
    let (gained, lost, _) = preview.counts;
    if gained + lost > preview.passages.len() {
        explain(shell, ui, &look.tr_with("preview-first", &[("n", Arg::Count(preview.passages.len()))]));
    }
    let (rect, _) = ui.allocate_exact_size(ui.available_size(), Sense::hover());
    let mut child = ui.new_child(UiBuilder::new().max_rect(rect).layout(look.column()));
    let name = look.tr("preview-title");
    let passages = &preview.passages;
    let rows = List {
        salt: "preview",
        name: &name,
        len: passages.len(),
        row_height: ROW,
        selected: None,
        lines: true,
    };
    let out = rows.show(&mut child, look, |ui, rect, ix, state| {
        passages.get(ix).map_or_else(String::new, |passage| row_ui(look, ui, rect, passage, state))
    });
    if let Some(passage) = out.opened.or(out.selected).and_then(|ix| passages.get(ix)) {
        shell.send(SelectCommand::Show(passage.path.clone(), passage.span));
    }
}

/// What it comes to, and how much of the corpus that is.
fn counts_ui(shell: &Shell<'_>, ui: &mut Ui, preview: &TopicPreview) {
    let look = shell.look;
    let p = look.palette();
    let (gained, lost, kept) = preview.counts;
    let parts = [
        (icon::PLUS, p.accent.0, "preview-gained", gained),
        (icon::MINUS, p.danger.0, "preview-lost", lost),
        (icon::CHECK, p.muted.0, "preview-kept", kept),
    ];
    for (sign, colour, key, count) in parts {
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), Sense::hover());
        let mut strip = Strip::new(rect, look.is_rtl());
        put_icon(ui, strip.start(18.0), sign, 15.0, colour);
        strip.start(6.0);
        let words = look.tr_with(key, &[("n", Arg::Count(count))]);
        let font = look.tokens.bold(look.tokens.text.body);
        put(ui, look, strip.rest(), &words, (font, p.text.0), Place::Start);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Status, true, &words));
    }
    let (read, all) = preview.read;
    let values =
        [("n", Arg::Count(read)), ("total", Arg::Count(all)), ("changed", Arg::Count(preview.documents))];
    let key = if preview.is_complete() { "preview-read" } else { "preview-reading" };
    explain(shell, ui, &look.tr_with(key, &values));
}

/// The examples that do not come out as they should.
fn examples_ui(shell: &Shell<'_>, ui: &mut Ui, examples: &[PreviewedExample]) {
    let look = shell.look;
    let p = look.palette();
    if examples.is_empty() {
        return;
    }
    let right = examples.iter().filter(|example| example.passes).count();
    let values = [("n", Arg::Count(right)), ("total", Arg::Count(examples.len()))];
    explain(shell, ui, &look.tr_with("preview-examples", &values));
    for example in examples.iter().filter(|example| !example.passes).take(3) {
        let key = if example.wanted { "preview-example-misses" } else { "preview-example-has" };
        let words = look.tr_with(key, &[("words", Arg::Outside(&example.words))]);
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 22.0), Sense::hover());
        let mut strip = Strip::new(rect, look.is_rtl());
        put_icon(ui, strip.start(18.0), icon::WARNING, 14.0, p.warning.0);
        strip.start(6.0);
        let font = look.tokens.font(look.tokens.text.small);
        put(ui, look, strip.rest(), &words, (font, p.text.0), Place::Start);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Label, true, &words));
        response.on_hover_text(words.clone());
    }
}

fn row_ui(look: &Look, ui: &Ui, rect: Rect, passage: &PreviewedPassage, state: RowLook) -> String {
    let p = look.palette();
    paint_row(ui, look, rect, state);
    let (sign, colour, key) = if passage.gained {
        (icon::PLUS, p.accent.0, "differences-gained")
    } else {
        (icon::MINUS, p.danger.0, "differences-lost")
    };
    let inner = rect.shrink2(vec2(8.0, 5.0));
    let (head, body) = inner.split_top_bottom_at_y(inner.top() + 22.0);
    let mut strip = Strip::new(head, look.is_rtl());
    put_icon(ui, strip.start(18.0), sign, 15.0, colour);
    strip.start(6.0);
    let small = look.tokens.bold(look.tokens.text.small);
    put(ui, look, strip.rest(), &passage.title, (small, p.muted.0), Place::Start);
    let marks: Vec<_> =
        passage.cues.iter().map(|(span, _)| (span.range(), look.tokens.soft(colour))).collect();
    let mut words = Strip::new(body, look.is_rtl());
    words.start(24.0);
    let marked = MarkedWords { words: &passage.words, marks: &marks, rows: 3, base: Base::Rtl };
    marked.lay(ui, look, words.width()).paint(ui, look, words.rest());
    let cues: Vec<&str> = passage.cues.iter().filter_map(|(span, _)| span.of(&passage.words)).collect();
    format!(
        "{}: {} ({}) {}",
        look.tr(key),
        passage.words,
        cues.join(&look.tr("list-separator")),
        passage.title
    )
}
