//! The one place where state changes: a command in, a changed state and a list of effects out.
//!
//! Pure: no threads, no disk, no clock. One file for each family of commands.

mod batch;
mod columns;
mod correct;
mod filter;
mod job;
mod language;
mod select;
mod share;
mod ui;
mod view;

use std::sync::Arc;

use crate::engine::Origin;

use super::{
    command::{Command, Effect, FolderCommand, Job, SettingCommand, TableCommand},
    keep::{Kept, LastSession},
    state::{Loading, OpenView, Selection, State},
};

/// Applies a command.
pub fn apply(state: &mut State, command: Command) -> Vec<Effect> {
    let mut effects = Vec::new();
    match command {
        Command::Ui(command) => ui::apply(state, command, &mut effects),
        Command::Folder(command) => folder(state, command, &mut effects),
        Command::Filter(command) => filter::apply(state, command, &mut effects),
        Command::Select(command) => select::apply(state, command, &mut effects),
        Command::Table(command) => table(state, command, &mut effects),
        Command::View(command) => view::apply(state, command, &mut effects),
        Command::Columns(command) => columns::apply(state, command, &mut effects),
        Command::Correct(command) => correct::apply(state, command, &mut effects),
        Command::Report(command) => share::report(state, command, &mut effects),
        Command::Batch(command) => batch::apply(state, command, &mut effects),
        Command::Language(command) => language::apply(state, command, &mut effects),
        Command::Setting(command) => setting(state, command, &mut effects),
        Command::Job(event) => job::apply(state, event, &mut effects),
    }
    effects
}

/// Opens a corpus at the place where the last session left it.
pub fn restore(state: &mut State, last: LastSession) -> Vec<Effect> {
    let mut effects = Vec::new();
    open(state, last.origin(), &mut effects);
    state.query = last.query;
    state.tab = last.tab;
    state.columns = last.columns;
    state.open_view = last.view.map(|path| OpenView {
        path,
        new_documents: std::collections::BTreeSet::new(),
        compared: false,
    });
    state.selection =
        Selection { document: last.document, fact: last.fact, place: last.place, ..Selection::default() };
    state.reveal = state.selection.document.is_some();
    ask(state, &mut effects);
    effects
}

fn folder(state: &mut State, command: FolderCommand, effects: &mut Vec<Effect>) {
    match command {
        FolderCommand::Open(origin) => {
            open(state, origin, effects);
            ask(state, effects);
        }
        FolderCommand::Forget(folder) => {
            state.settings.recent.retain(|known| *known != folder);
            keep(state, effects);
        }
    }
}

fn open(state: &mut State, origin: Origin, effects: &mut Vec<Effect>) {
    if let Some(folder) = origin.folder() {
        state.settings.remember_folder(folder.to_owned());
    }
    *state = State {
        settings: std::mem::take(&mut state.settings),
        origin: Some(origin.clone()),
        loading: Some(Loading { progress: None, running: true }),
        tab: state.tab,
        notice: state.notice.take(),
        fonts: state.fonts.take(),
        font_trouble: state.font_trouble.take(),
        ..State::default()
    };
    effects.push(Effect::Job(Job::Load(origin.clone())));
    effects.push(Effect::Job(Job::ListViews(origin)));
}

fn table(state: &mut State, command: TableCommand, effects: &mut Vec<Effect>) {
    match command {
        TableCommand::Tab(tab) => {
            state.tab = tab;
            if state.results.as_ref().is_some_and(|results| !results.shows(tab)) {
                // The list it shows is made when it is looked at.
                ask(state, effects);
            }
            share::want(state, effects);
        }
        TableCommand::SortDocuments(sort) => {
            state.query.documents = sort;
            ask(state, effects);
        }
        TableCommand::SortFacts(sort) => {
            state.query.facts = sort;
            ask(state, effects);
        }
        TableCommand::Columns(columns) => state.columns = columns,
    }
}

fn setting(state: &mut State, command: SettingCommand, effects: &mut Vec<Effect>) {
    let settings = &mut state.settings;
    match command {
        SettingCommand::Language(tag) => settings.language = tag,
        SettingCommand::Theme(theme) => settings.theme = theme,
        SettingCommand::Font(family) => {
            // Kept when it could be read; until then the font before stays.
            effects.push(Effect::UseFont(family));
            return;
        }
        SettingCommand::Zoom(zoom) => settings.zoom = zoom,
        SettingCommand::ShowKind(kind, true) => drop(settings.hidden_kinds.remove(&kind)),
        SettingCommand::ShowKind(kind, false) => drop(settings.hidden_kinds.insert(kind)),
        SettingCommand::PanelSize(name, size) => drop(settings.panels.insert(name, size)),
        SettingCommand::Window(window) => settings.window = Some(window),
        SettingCommand::RememberSearch(words) => settings.remember_search(&words),
        SettingCommand::ForgetSearch(words) => settings.searches.retain(|known| *known != words),
    }
    *settings = std::mem::take(settings).checked();
    keep(state, effects);
}

/// Asks what the state says is asked.
fn ask(state: &mut State, effects: &mut Vec<Effect>) {
    state.pending = true;
    effects.push(Effect::Job(Job::Ask(Arc::new(state.query.clone()), state.tab)));
}

/// Keeps settings and place for the next run.
fn keep(state: &State, effects: &mut Vec<Effect>) {
    let kept = Kept { settings: state.settings.clone(), session: LastSession::of(state) };
    effects.push(Effect::Job(Job::Keep(Box::new(kept))));
}

/// The corpus at hand; the sample corpus while none is.
fn origin(state: &State) -> Origin {
    state.origin.clone().unwrap_or(Origin::Sample)
}

#[cfg(test)]
mod tests;
