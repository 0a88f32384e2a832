//! Commands on saved views and exports.

use std::{collections::BTreeSet, path::Path};

use super::{
    super::{
        command::{Effect, ExportFormat, Job, ViewCommand},
        state::{Notice, NoticeKind, OpenView, State, Undo},
    },
    ask, keep, origin,
};
use crate::query::{SavedView, StoredView};

pub(super) fn apply(state: &mut State, command: ViewCommand, effects: &mut Vec<Effect>) {
    match command {
        ViewCommand::SaveAs(name, note) => {
            let name = name.trim();
            if !name.is_empty() {
                state.dialog = None;
                let view = SavedView { note: trimmed(&note), ..state.as_view(name.to_owned()) };
                add(state, view, true, effects);
            }
        }
        ViewCommand::Save => save(state, effects),
        ViewCommand::Open(path) => open(state, &path, effects),
        ViewCommand::Leave => state.open_view = None,
        ViewCommand::Rename(path, name) => {
            let name = name.trim().to_owned();
            if !name.is_empty() {
                change(state, &path, effects, |view| view.name = name);
                state.views.sort_by(|a, b| a.view.name.cmp(&b.view.name).then_with(|| a.path.cmp(&b.path)));
            }
        }
        ViewCommand::Note(path, note) => {
            let note = trimmed(&note);
            if stored(state, &path).is_some_and(|stored| stored.view.note != note) {
                change(state, &path, effects, |view| view.note = note);
            }
        }
        ViewCommand::Duplicate(path) => {
            if let Some(stored) = stored(state, &path) {
                let mut copy = stored.view.clone();
                copy.name = free_name(state, &copy.name);
                add(state, copy, false, effects);
            }
        }
        ViewCommand::Delete(path) => delete(state, &path, effects),
        ViewCommand::Export(ExportFormat::Report, path) => {
            let report = state.report.as_ref().and_then(|report| report.answer.clone());
            effects.extend(report.map(|report| Effect::Job(Job::ExportReport(path, report))));
        }
        ViewCommand::Export(format, path) => {
            if let Some((store, results)) = state.store.clone().zip(state.results.clone()) {
                let name = state.opened().map_or(String::new(), |stored| stored.view.name.clone());
                let view = Box::new(state.as_view(name));
                effects.push(Effect::Job(Job::Export(format, path, store, results, view)));
            }
        }
    }
}

/// Writes what is shown to the open view, its name and note kept.
pub(super) fn save(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(path) = state.open_view.as_ref().map(|open| open.path.clone()) else { return };
    let shown = state.as_view(String::new());
    change(state, &path, effects, |view| {
        view.query = shown.query;
        view.columns = shown.columns;
        view.tab = shown.tab;
    });
    let name = state.opened().map_or(String::new(), |stored| stored.view.name.clone());
    state.notice = Some(Notice { kind: NoticeKind::ViewSaved, text: name });
}

/// A note without the empty space around it; its lines stay.
fn trimmed(note: &str) -> String {
    note.trim().to_owned()
}

fn stored<'a>(state: &'a State, path: &Path) -> Option<&'a StoredView> {
    state.views.iter().find(|stored| stored.path == path)
}

fn add(state: &State, view: SavedView, open: bool, effects: &mut Vec<Effect>) {
    effects.push(Effect::Job(Job::AddView(origin(state), Box::new(view), open)));
}

fn change(state: &mut State, path: &Path, effects: &mut Vec<Effect>, change: impl FnOnce(&mut SavedView)) {
    let corpus = origin(state);
    if let Some(stored) = state.views.iter_mut().find(|stored| stored.path == path) {
        change(&mut stored.view);
        let view = Box::new(stored.view.clone());
        effects.push(Effect::Job(Job::WriteView(corpus, path.to_owned(), view)));
    }
}

fn open(state: &mut State, path: &Path, effects: &mut Vec<Effect>) {
    let Some(stored) = stored(state, path) else { return };
    let view = stored.view.clone();
    state.query = view.query;
    state.columns = view.columns;
    state.tab = view.tab;
    state.selection.hit = None;
    state.dialog = None;
    state.open_view =
        Some(OpenView { path: path.to_owned(), new_documents: BTreeSet::new(), compared: false });
    ask(state, effects);
    super::share::want(state, effects);
    keep(state, effects);
}

fn delete(state: &mut State, path: &Path, effects: &mut Vec<Effect>) {
    let Some(at) = state.views.iter().position(|stored| stored.path == path) else { return };
    let stored = state.views.remove(at);
    if state.open_view.as_ref().is_some_and(|open| open.path == path) {
        state.open_view = None;
    }
    state.notice = Some(Notice { kind: NoticeKind::ViewDeleted, text: stored.view.name.clone() });
    state.undo.push(Undo::DeletedView(Box::new(stored.view)));
    effects.push(Effect::Job(Job::RemoveView(origin(state), path.to_owned())));
}

/// The name with the first free number after it.
fn free_name(state: &State, name: &str) -> String {
    let base =
        name.rsplit_once(' ').filter(|(_, last)| last.parse::<u32>().is_ok()).map_or(name, |(base, _)| base);
    (2..10_000_u32)
        .map(|number| format!("{base} {number}"))
        .find(|name| state.views.iter().all(|stored| stored.view.name != *name))
        .unwrap_or_default()
}
