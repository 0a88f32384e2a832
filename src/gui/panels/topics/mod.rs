//! The topics: all of them, one to edit, and what the edit changes on the open corpus while it is made.

mod draft;
mod editor;
mod list;
mod preview;

use egui::{Context, Rect, Sense, Stroke, Ui, UiBuilder, vec2};

use super::{Shell, dialogs::dialog};
use crate::{
    gui::widgets::Strip,
    model::TopicId,
    pack::topic::Topic,
    session::{LanguageCommand, UiCommand},
    topics::{ListedTopic, TopicOrigin, listed},
};

pub use draft::TopicDraft;

/// Room for the list, in points.
const LIST: f32 = 232.0;

/// Room between the parts, in points.
const GAP: f32 = 16.0;

/// What is typed into the topics; stays while the dialog is closed, so that a look at the text loses nothing.
#[derive(Default)]
pub struct TopicsDraft {
    /// The topic that is edited.
    pub edit: Option<TopicDraft>,
    /// The cue that is typed.
    pub cue: String,
    /// The topic that was shown last, as it was: another one asks for another preview.
    sent: Option<Topic>,
    /// The topic that is to be edited as soon as it is there.
    waiting: Option<TopicId>,
    /// Was the dialog open in the frame before?
    shown: bool,
}

impl TopicsDraft {
    /// Begins to edit a topic of the list.
    fn open(&mut self, shell: &Shell<'_>, listed: &ListedTopic) {
        self.edit = Some(TopicDraft::of(listed, |text| shell.look.locale.digits(text)));
    }

    /// The dialog is closed: nothing is worked out for it any more.
    pub fn close(&mut self, shell: &Shell<'_>) {
        if std::mem::take(&mut self.shown) && self.sent.take().is_some() {
            shell.send(LanguageCommand::Preview(None));
        }
        if self.edit.as_ref().is_some_and(|edit| !edit.is_changed()) {
            self.edit = None;
        }
    }

    /// Asks for a preview when the topic is another one than before.
    fn ask(&mut self, shell: &Shell<'_>) {
        let now = self.edit.as_ref().map(TopicDraft::topic);
        if now != self.sent {
            self.sent.clone_from(&now);
            shell.send(LanguageCommand::Preview(now.map(Box::new)));
        }
    }
}

/// Draws the dialog.
pub fn topics_ui(shell: &Shell<'_>, ctx: &Context, draft: &mut TopicsDraft) {
    let look = shell.look;
    let screen = ctx.content_rect();
    let width = (screen.width() - 48.0).min(1180.0);
    let close = dialog(shell, ctx, "topics", &look.tr("topics-title"), width, |ui| {
        let height = (screen.height() - 150.0).clamp(300.0, 760.0);
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
        let Some(language) = &shell.state.language else { return };
        let all = listed(&language.pack);
        prepare(shell, draft, &all);
        let mut strip = Strip::new(rect, look.is_rtl());
        let side = strip.start(LIST);
        let line = strip.start(GAP);
        let preview_width = ((strip.width() - GAP) * 0.46).floor();
        let right = strip.end(preview_width);
        let other = strip.end(GAP);
        for between in [line, other] {
            let stroke = Stroke::new(1.0, look.palette().border.0);
            ui.painter().vline(between.center().x.round(), rect.y_range(), stroke);
        }
        list::list_ui(shell, &mut part(shell, ui, side, "list"), draft, &all);
        editor::editor_ui(shell, &mut part(shell, ui, strip.rest(), "editor"), draft);
        preview::preview_ui(shell, &mut part(shell, ui, right, "preview"), draft);
        draft.ask(shell);
    });
    draft.shown = true;
    if close {
        shell.send(UiCommand::CloseDialog);
    }
}

fn part(shell: &Shell<'_>, ui: &mut Ui, rect: Rect, salt: &'static str) -> Ui {
    let mut child = ui.new_child(UiBuilder::new().max_rect(rect).layout(shell.look.column()).id_salt(salt));
    child.set_clip_rect(rect.expand(2.0).intersect(ui.clip_rect()));
    child.spacing_mut().item_spacing.y = 0.0;
    child
}

/// Takes the words that are to become a cue, opens a topic where none is, and follows one that was saved.
fn prepare(shell: &Shell<'_>, draft: &mut TopicsDraft, all: &[ListedTopic]) {
    if !draft.shown
        && let Some(words) = &shell.state.cue
    {
        draft.cue.clone_from(words);
    }
    if let Some(id) = draft.waiting.clone()
        && let Some(saved) = all.iter().find(|listed| listed.topic.id == id)
        && saved.origin != TopicOrigin::BuiltIn
    {
        draft.waiting = None;
        draft.open(shell, saved);
    }
    // A topic that is gone from the list (deleted, or its file removed) cannot be edited any more.
    let gone = draft
        .edit
        .as_ref()
        .and_then(TopicDraft::id)
        .is_some_and(|id| all.iter().all(|listed| listed.topic.id != *id));
    if gone {
        draft.edit = None;
    }
    if draft.edit.is_none()
        && draft.waiting.is_none()
        && let Some(first) = all.first()
    {
        draft.open(shell, first);
    }
}
