//! The columns of a table of documents: looking, choosing, keeping.

use super::{
    super::{
        command::{ColumnsCommand, Dialog, Effect, Job},
        state::{Notice, NoticeKind, State, TableChoice},
    },
    origin, ui,
};
use crate::corpus::formats::{Mapping, TableHead, table_of};

pub(super) fn apply(state: &mut State, command: ColumnsCommand, effects: &mut Vec<Effect>) {
    match command {
        ColumnsCommand::Show(path) => {
            effects.push(Effect::Job(Job::Head(origin(state), path.clone())));
            state.table = Some(TableChoice { path, head: None, mapping: Mapping::default() });
            state.dialog = Some(Dialog::Columns);
        }
        ColumnsCommand::Choose(role, column) => {
            if let Some(table) = &mut state.table {
                table.mapping.set(role, column);
            }
        }
        ColumnsCommand::Keep => {
            if let Some(table) = state.table.as_ref().filter(|table| !table.mapping.text.is_empty()) {
                let mapping = Some(table.mapping.clone());
                effects.push(Effect::Job(Job::KeepColumns(origin(state), table.path.clone(), mapping)));
            }
        }
        ColumnsCommand::Forget => {
            if let Some(table) = &state.table {
                effects.push(Effect::Job(Job::KeepColumns(origin(state), table.path.clone(), None)));
            }
        }
    }
}

/// Looks at the table the open document is a row of.
pub(super) fn show(state: &mut State, effects: &mut Vec<Effect>) {
    match state.selection.document.as_deref().and_then(table_of).map(str::to_owned) {
        Some(path) => apply(state, ColumnsCommand::Show(path), effects),
        None => state.notice = Some(Notice { kind: NoticeKind::NoTable, text: String::new() }),
    }
}

/// The table was read.
pub(super) fn head(state: &mut State, path: &str, head: Result<TableHead, String>) {
    if let Some(table) = state.table.as_mut().filter(|table| table.path == path) {
        table.mapping = head.as_ref().ok().and_then(|head| head.mapping.clone()).unwrap_or_default();
        table.head = Some(head);
    }
}

/// The choice was kept: the corpus is read again with it.
pub(super) fn kept(state: &mut State, aside: Option<std::path::PathBuf>, effects: &mut Vec<Effect>) {
    state.dialog = None;
    state.table = None;
    if let Some(aside) = aside {
        state.notice = Some(Notice { kind: NoticeKind::KeptAside, text: aside.display().to_string() });
    }
    ui::reload(state, effects);
}
