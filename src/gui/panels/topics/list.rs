//! The list of topics: name, number of cues, where each comes from.

use egui::{Rect, Sense, Stroke, StrokeKind, Ui, UiBuilder, pos2, vec2};

use super::{TopicsDraft, draft::TopicDraft};
use crate::{
    gui::{
        panels::Shell,
        theme::ROW as BUTTON,
        widgets::{List, Place, RowLook, Strip, icon, paint_row, put, put_icon, text_button},
        words,
    },
    i18n::{Arg, Language},
    topics::{ListedTopic, TopicOrigin},
};

const ROW: f32 = 46.0;

/// Draws the list, with the button for a new topic below it.
pub fn list_ui(shell: &Shell<'_>, ui: &mut Ui, draft: &mut TopicsDraft, all: &[ListedTopic]) {
    let look = shell.look;
    let area = ui.max_rect();
    let bottom = area.bottom() - BUTTON - 8.0;
    let list_area = Rect::from_min_max(area.min, pos2(area.right(), bottom));
    let mut child = ui.new_child(UiBuilder::new().max_rect(list_area).layout(look.column()));
    let name = look.tr("topics-title");
    let edited = draft.edit.as_ref().and_then(TopicDraft::id);
    let selected = edited.and_then(|id| all.iter().position(|listed| listed.topic.id == *id));
    let list = List { salt: "topics", name: &name, len: all.len(), row_height: ROW, selected, lines: true };
    let unsaved = draft.edit.as_ref().is_some_and(TopicDraft::is_changed);
    let out = list.show(&mut child, look, |ui, rect, ix, state| {
        all.get(ix).map_or_else(String::new, |listed| {
            row_ui(shell, ui, rect, listed, state, unsaved && selected == Some(ix))
        })
    });
    let wanted = out.opened.or(out.selected).and_then(|ix| all.get(ix));
    // What is typed is not thrown away by a stray click: it has to be saved or discarded first.
    if let Some(listed) = wanted.filter(|listed| edited != Some(&listed.topic.id)) {
        if unsaved {
            flash(ui, look, area);
        } else {
            draft.open(shell, listed);
        }
    }
    let below = Rect::from_min_max(pos2(area.left(), bottom + 8.0), area.max);
    let mut child = ui.new_child(UiBuilder::new().max_rect(below).layout(look.column()));
    child.add_enabled_ui(!unsaved, |ui| {
        if text_button(ui, look, Some(icon::PLUS), &look.tr("topic-new"), false).clicked()
            && let Some(language) = &shell.state.language
        {
            draft.edit = Some(TopicDraft::new(&language.pack));
        }
    });
}

/// A ring for one frame: the click was seen, but there is something to decide first.
fn flash(ui: &Ui, look: &crate::gui::widgets::Look, area: Rect) {
    let stroke = Stroke::new(2.0, look.palette().warning.0);
    ui.painter().rect_stroke(area, 4.0, stroke, StrokeKind::Inside);
}

/// The name of a topic in the language of the interface.
pub fn name_of(shell: &Shell<'_>, listed: &ListedTopic) -> String {
    let topic = &listed.topic;
    let names = match shell.look.locale.language() {
        Language::Ckb => [&topic.name_ckb, &topic.name_en],
        Language::En => [&topic.name_en, &topic.name_ckb],
    };
    let name = names.into_iter().find(|name| !name.trim().is_empty());
    name.map_or_else(|| words::topic(shell.look, &topic.id.0, &topic.id.0), Clone::clone)
}

fn row_ui(
    shell: &Shell<'_>,
    ui: &Ui,
    rect: Rect,
    listed: &ListedTopic,
    state: RowLook,
    unsaved: bool,
) -> String {
    let look = shell.look;
    let p = look.palette();
    paint_row(ui, look, rect, state);
    let id = &*listed.topic.id.0;
    let gone = listed.origin == TopicOrigin::Removed;
    let colour = if gone { p.muted.0 } else { look.tokens.topic(id) };
    let mut strip = Strip::new(rect.shrink2(vec2(8.0, 4.0)), look.is_rtl());
    put_icon(ui, strip.start(22.0), icon::topic(id), 17.0, colour);
    strip.start(6.0);
    let room = strip.rest();
    let (above, below) = room.split_top_bottom_at_fraction(0.5);
    let bold = look.tokens.bold(look.tokens.text.body);
    let name = name_of(shell, listed);
    put(ui, look, above, &name, (bold, if gone { p.muted.0 } else { p.text.0 }), Place::Start);
    let origin = look.tr(match listed.origin {
        TopicOrigin::BuiltIn => "topic-built-in",
        TopicOrigin::Changed => "topic-changed",
        TopicOrigin::Own => "topic-own",
        TopicOrigin::Removed => "topic-removed",
    });
    let cues = look.tr_with("topic-cues", &[("n", Arg::Count(listed.topic.cues.len()))]);
    let mut second = format!("{cues} \u{b7} {origin}");
    if unsaved {
        second = format!("{second} \u{b7} {}", look.tr("topic-unsaved"));
    }
    let font = look.tokens.font(look.tokens.text.small);
    put(ui, look, below, &second, (font, p.muted.0), Place::Start);
    format!("{name}: {second}")
}

/// A quiet line over a part of the editor.
pub fn label_ui(shell: &Shell<'_>, ui: &mut Ui, words: &str) {
    let look = shell.look;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), Sense::hover());
    let font = look.tokens.bold(look.tokens.text.small);
    put(ui, look, rect, words, (font, look.palette().muted.0), Place::Start);
}
