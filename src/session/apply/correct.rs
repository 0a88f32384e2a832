//! What the user knows better than a text: when a document was written.

use jiff::civil::Date;

use super::{
    super::{
        command::{CorrectCommand, Effect, Job},
        state::{Notice, NoticeKind, State, Undo},
    },
    origin, ui,
};

pub(super) fn apply(state: &mut State, command: CorrectCommand, effects: &mut Vec<Effect>) {
    let CorrectCommand::Date(document, date) = command;
    let before = said(state, &document);
    if before != date {
        state.undo.push(Undo::Date(document.clone(), before));
        keep(state, document, date, effects);
    }
}

/// Keeps a date; the corpus is read again with it once it is kept.
pub(super) fn keep(state: &State, document: String, date: Option<Date>, effects: &mut Vec<Effect>) {
    effects.push(Effect::Job(Job::KeepDate(origin(state), document, date)));
}

/// What the user said so far of a document.
fn said(state: &State, document: &str) -> Option<Date> {
    let store = state.store.as_ref()?;
    store.entry(store.find(document)?)?.document.said
}

/// The date was kept: every time of the text is solved with it.
pub(super) fn kept(state: &mut State, aside: Option<std::path::PathBuf>, effects: &mut Vec<Effect>) {
    state.dialog = None;
    let undo = std::mem::take(&mut state.undo);
    if let Some(aside) = aside {
        state.notice = Some(Notice { kind: NoticeKind::KeptAside, text: aside.display().to_string() });
    }
    ui::reload(state, effects);
    state.undo = undo;
}
