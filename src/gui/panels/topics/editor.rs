//! The topic that is edited: names, cues with weights, phrases that count for nothing, examples.

use egui::{Id, Key, Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};

use super::{
    TopicsDraft,
    draft::{TopicDraft, Trouble},
    list::label_ui,
};
use crate::{
    gui::{
        panels::{Shell, dialogs::explain},
        theme::ROW as BUTTON,
        widgets::{Area, Field, Strip, icon, icon_button, text_button},
    },
    i18n::Arg,
    session::LanguageCommand,
    topics::TopicOrigin,
};

/// Height of a cue's row, in points.
const CUE: f32 = 36.0;

/// Width of a weight's field, in points.
const WEIGHT: f32 = 62.0;

/// The weight of a cue that decides alone: what a new one gets.
const DECIDES: &str = "1";

/// Draws the editor, with what can be done with the topic below it.
pub fn editor_ui(shell: &Shell<'_>, ui: &mut Ui, draft: &mut TopicsDraft) {
    let look = shell.look;
    let Some(mut edit) = draft.edit.take() else { return };
    if edit.origin == Some(TopicOrigin::Removed) {
        removed_ui(shell, ui, &edit);
        draft.edit = Some(edit);
        return;
    }
    let area = ui.max_rect();
    let bottom = area.bottom() - BUTTON - 34.0;
    let fields = Rect::from_min_max(area.min, pos2(area.right(), bottom));
    let mut child = ui.new_child(UiBuilder::new().max_rect(fields).layout(look.column()));
    child.set_clip_rect(fields.expand2(vec2(2.0, 0.0)).intersect(ui.clip_rect()));
    // Another topic begins at the top.
    let salt = ("topic", edit.id().cloned());
    ScrollArea::vertical().id_salt(salt).auto_shrink(false).show(&mut child, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.set_width(ui.available_width() - 12.0);
        names_ui(shell, ui, &mut edit);
        cues_ui(shell, ui, &mut edit, &mut draft.cue);
        texts_ui(shell, ui, &mut edit);
    });
    let below = Rect::from_min_max(pos2(area.left(), bottom + 6.0), area.max);
    let mut child = ui.new_child(UiBuilder::new().max_rect(below).layout(look.column()));
    child.spacing_mut().item_spacing.y = 4.0;
    let kept = actions_ui(shell, &mut child, &mut edit, draft);
    if kept {
        draft.edit = Some(edit);
    }
}

/// A topic of the program that was taken away: it can only come back.
fn removed_ui(shell: &Shell<'_>, ui: &mut Ui, edit: &TopicDraft) {
    let look = shell.look;
    explain(shell, ui, &look.tr("topic-removed-hint"));
    ui.add_space(8.0);
    if text_button(ui, look, Some(icon::UNDO), &look.tr("topic-restore"), true).clicked() {
        shell.send(LanguageCommand::RestoreTopic(edit.before.id.to_string()));
    }
}

fn names_ui(shell: &Shell<'_>, ui: &mut Ui, edit: &mut TopicDraft) {
    let look = shell.look;
    let missing = edit.trouble() == Some(Trouble::NoName) && edit.is_changed();
    for (key, text) in [("topic-name-ckb", &mut edit.name_ckb), ("topic-name-en", &mut edit.name_en)] {
        let name = look.tr(key);
        label_ui(shell, ui, &name);
        let width = ui.available_width();
        Field { id: Id::unique(key), name: &name, hint: "", width, wrong: missing, icon: None }
            .show(ui, look, text);
        ui.add_space(6.0);
    }
}

fn cues_ui(shell: &Shell<'_>, ui: &mut Ui, edit: &mut TopicDraft, new: &mut String) {
    let look = shell.look;
    label_ui(shell, ui, &look.tr_with("topic-cues-title", &[("n", Arg::Count(edit.cues.len()))]));
    explain(shell, ui, &look.tr("topic-cues-hint"));
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let name = look.tr("topic-new-cue");
        let button = look.tr("topic-add-cue");
        let width = (ui.available_width() - 120.0).max(80.0);
        let field =
            Field { id: Id::unique("new cue"), name: &name, hint: &name, width, wrong: false, icon: None };
        let response = field.show(ui, look, new);
        let entered = response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
        if text_button(ui, look, Some(icon::PLUS), &button, false).clicked() || entered {
            edit.add_cue(new, look.locale.digits(DECIDES));
            new.clear();
            response.request_focus();
        }
    });
    ui.add_space(6.0);
    let mut gone = None;
    // Only rows in sight have fields; the others keep their room.
    let top = ui.cursor().top();
    let view = ui.clip_rect();
    let first = (((view.top() - top) / CUE).floor().max(0.0) as usize).min(edit.cues.len());
    let last = (((view.bottom() - top) / CUE).ceil().max(0.0) as usize).min(edit.cues.len());
    let width = ui.available_width();
    ui.add_space(first as f32 * CUE);
    for ix in first..last {
        let (rect, _) = ui.allocate_exact_size(vec2(width, CUE), egui::Sense::hover());
        if cue_ui(shell, ui, rect, edit, ix) {
            gone = Some(ix);
        }
    }
    ui.add_space((edit.cues.len() - last) as f32 * CUE);
    if let Some(ix) = gone {
        edit.cues.remove(ix);
    }
    ui.add_space(8.0);
}

/// Words and weight of one cue; is it to go?
fn cue_ui(shell: &Shell<'_>, ui: &mut Ui, rect: Rect, edit: &mut TopicDraft, ix: usize) -> bool {
    let look = shell.look;
    let (wrong_words, wrong_weight) = edit.wrong(ix);
    let Some(cue) = edit.cues.get_mut(ix) else { return false };
    let mut strip = Strip::new(rect.shrink2(vec2(0.0, 3.0)), look.is_rtl());
    let cross = strip.end(30.0);
    strip.end(4.0);
    let weight = strip.end(WEIGHT);
    strip.end(6.0);
    let number = [("n", Arg::Count(ix + 1))];
    let name = look.tr_with("topic-cue-name", &number);
    let id = Id::unique(("cue", cue.number));
    Field { id, name: &name, hint: "", width: 0.0, wrong: wrong_words, icon: None }.show_at(
        ui,
        look,
        strip.rest(),
        &mut cue.words,
    );
    let name = look.tr_with("topic-weight-name", &number);
    let id = Id::unique(("weight", cue.number));
    let field = Field { id, name: &name, hint: "", width: 0.0, wrong: wrong_weight, icon: None };
    field.show_at(ui, look, weight, &mut cue.weight).on_hover_text(look.tr("topic-weight-hint"));
    let name = look.tr_with("topic-remove-cue", &[("cue", Arg::Outside(&cue.words))]);
    let mut child = ui.new_child(UiBuilder::new().max_rect(cross).id_salt(cue.number));
    icon_button(&mut child, look, icon::X, &name).clicked()
}

/// Phrases and examples: a line each.
fn texts_ui(shell: &Shell<'_>, ui: &mut Ui, edit: &mut TopicDraft) {
    let look = shell.look;
    let texts = [
        ("topic-exclude", "topic-exclude-hint", &mut edit.exclude, 2),
        ("topic-yes", "topic-yes-hint", &mut edit.yes, 2),
        ("topic-no", "topic-no-hint", &mut edit.no, 2),
    ];
    for (key, hint, text, rows) in texts {
        let name = look.tr(key);
        label_ui(shell, ui, &name);
        let hint = look.tr(hint);
        Area { id: Id::unique(key), name: &name, hint: &hint, rows }.show(ui, look, text);
        ui.add_space(8.0);
    }
}

/// Save, discard, remove, restore; `false` when the draft is to be let go.
fn actions_ui(shell: &Shell<'_>, ui: &mut Ui, edit: &mut TopicDraft, draft: &mut TopicsDraft) -> bool {
    let look = shell.look;
    let (changed, trouble) = (edit.is_changed() || edit.origin.is_none(), edit.trouble());
    let why = match trouble {
        Some(Trouble::NoName) => "topic-no-name",
        Some(Trouble::NoCue) => "topic-no-cue",
        Some(Trouble::BadCue) => "topic-bad-cue",
        Some(Trouble::BadExclusion) => "topic-bad-exclusion",
        None if changed => "topic-not-saved",
        None => "topic-saved",
    };
    explain(shell, ui, &look.tr(why));
    let mut kept = true;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        ui.add_enabled_ui(changed && trouble.is_none(), |ui| {
            if text_button(ui, look, Some(icon::FLOPPY), &look.tr("topic-save"), ui.is_enabled()).clicked()
                && let Some(language) = &shell.state.language
            {
                let topic = edit.to_save(&language.pack);
                draft.waiting = Some(topic.id.clone());
                edit.before = topic.clone();
                shell.send(LanguageCommand::SaveTopic(Box::new(topic)));
            }
        });
        if changed && text_button(ui, look, Some(icon::X), &look.tr("topic-discard"), false).clicked() {
            kept = false;
        }
        let id = || edit.before.id.to_string();
        let clicked =
            |ui: &mut Ui, sign, key| text_button(ui, look, Some(sign), &look.tr(key), false).clicked();
        let came_with = edit.origin == Some(TopicOrigin::Changed);
        let removable = matches!(edit.origin, Some(TopicOrigin::BuiltIn | TopicOrigin::Own)) && !changed;
        if came_with && clicked(ui, icon::UNDO, "topic-restore") {
            shell.send(LanguageCommand::RestoreTopic(id()));
            draft.waiting = None;
            kept = false;
        }
        if removable && clicked(ui, icon::TRASH, "topic-remove") {
            shell.send(LanguageCommand::RemoveTopic(id()));
            kept = false;
        }
    });
    kept
}
