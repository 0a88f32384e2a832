//! The commands without payload.

use super::{
    super::{
        command::{
            Dialog, Effect, ExportFormat, FilterCommand, FolderCommand, Job, LanguageTask, TableCommand,
        },
        settings::Theme,
        shortcut::UiCommand,
        state::{Notice, NoticeKind, State, Undo},
    },
    ask, batch, columns, filter, folder, keep, language, origin, select, share, view,
};
use crate::{
    engine::Origin,
    query::{Tab, title},
};

/// Steps of zooming.
const ZOOM_STEP: f32 = 1.1;

pub(super) fn apply(state: &mut State, command: UiCommand, effects: &mut Vec<Effect>) {
    if let Some(dialog) = command.dialog() {
        state.dialog = if state.dialog == Some(dialog) { None } else { Some(dialog) };
        state.cue = None;
        if state.dialog == Some(Dialog::Fonts) {
            // Each time: fonts may have come since.
            effects.push(Effect::ListFonts);
        }
        share::dialog_changed(state, effects);
        return;
    }
    if let Some(panel) = command.panel() {
        effects.push(Effect::Focus(panel));
        return;
    }
    match command {
        UiCommand::OpenFolder => effects.push(Effect::PickFolder),
        UiCommand::OpenSample => folder(state, FolderCommand::Open(Origin::Sample), effects),
        UiCommand::Reload => reload(state, effects),
        UiCommand::ShowColumns => columns::show(state, effects),
        UiCommand::CancelLoad => effects.push(Effect::Job(Job::CancelLoad)),
        UiCommand::NextDocument => select::step_document(state, true, effects),
        UiCommand::PreviousDocument => select::step_document(state, false, effects),
        UiCommand::NextFact => select::step_fact(state, true, effects),
        UiCommand::PreviousFact => select::step_fact(state, false, effects),
        UiCommand::NextHit => select::step_hit(state, true, effects),
        UiCommand::PreviousHit => select::step_hit(state, false, effects),
        UiCommand::ClearFilters => filter::clear(state, effects),
        UiCommand::ToggleSamePassage => {
            state.query.filter.same_passage = !state.query.filter.same_passage;
            ask(state, effects);
        }
        UiCommand::ToggleStoriesOnce => {
            let once = !state.query.filter.stories_once;
            filter::apply(state, FilterCommand::StoriesOnce(once), effects);
        }
        UiCommand::CompareTexts => share::compare(state, effects),
        UiCommand::StopComparing => share::stop(state, effects),
        UiCommand::SaveView if state.open_view.is_some() => view::save(state, effects),
        UiCommand::SaveView => state.dialog = Some(Dialog::SaveView),
        UiCommand::Undo => undo(state, effects),
        UiCommand::ExportCsv => effects.push(Effect::PickExport(ExportFormat::Csv)),
        UiCommand::ExportJsonl => effects.push(Effect::PickExport(ExportFormat::Jsonl)),
        UiCommand::ExportReport if state.report.is_some() => {
            effects.push(Effect::PickExport(ExportFormat::Report));
        }
        UiCommand::ExportReport => apply(state, UiCommand::ShowReport, effects),
        UiCommand::ExportBatch => batch::export(state, effects),
        UiCommand::FactsTab => super::table(state, TableCommand::Tab(Tab::Facts), effects),
        UiCommand::TimelineTab => super::table(state, TableCommand::Tab(Tab::Timeline), effects),
        UiCommand::SharedTab => super::table(state, TableCommand::Tab(Tab::Shared), effects),
        UiCommand::CopyCitation => effects.extend(citation(state).map(Effect::Copy)),
        UiCommand::ToggleLanguage => {
            let next = if state.settings.language == "ckb" { "en" } else { "ckb" };
            next.clone_into(&mut state.settings.language);
            keep(state, effects);
        }
        UiCommand::ToggleTheme => {
            state.settings.theme = match state.settings.theme {
                Theme::System => Theme::Light,
                Theme::Light => Theme::Dark,
                Theme::Dark => Theme::Contrast,
                Theme::Contrast => Theme::System,
            };
            keep(state, effects);
        }
        UiCommand::ZoomIn => zoom(state, state.settings.zoom * ZOOM_STEP, effects),
        UiCommand::ZoomOut => zoom(state, state.settings.zoom / ZOOM_STEP, effects),
        UiCommand::ZoomReset => zoom(state, 1.0, effects),
        UiCommand::Explain => language::explain_here(state, effects),
        UiCommand::ReloadLanguage => effects.push(Effect::Job(Job::Language(LanguageTask::Reload))),
        UiCommand::CloseDialog => close(state, effects),
        UiCommand::Quit => {
            keep(state, effects);
            effects.push(Effect::Quit);
        }
        // Done above: they show a dialog or give the keyboard to a panel.
        UiCommand::OpenPath
        | UiCommand::SaveViewAs
        | UiCommand::ShowViews
        | UiCommand::ShowProblems
        | UiCommand::ShowReport
        | UiCommand::ShowBatch
        | UiCommand::ShowFonts
        | UiCommand::ShowTopics
        | UiCommand::ShowDate
        | UiCommand::ShowNames
        | UiCommand::ShowDifferences
        | UiCommand::ShowPalette
        | UiCommand::ShowShortcuts
        | UiCommand::FocusSearch
        | UiCommand::FocusFilters
        | UiCommand::FocusDocuments
        | UiCommand::FocusReader
        | UiCommand::FocusTable => {}
    }
}

fn zoom(state: &mut State, zoom: f32, effects: &mut Vec<Effect>) {
    state.settings.zoom = zoom;
    state.settings = std::mem::take(&mut state.settings).checked();
    keep(state, effects);
}

/// Closes what lies on top: a dialog, then the news, then the selected fact.
fn close(state: &mut State, effects: &mut Vec<Effect>) {
    state.cue = None;
    if state.dialog.take().is_some() {
        share::dialog_changed(state, effects);
    } else if state.notice.take().is_none() {
        state.selection.fact = None;
        state.selection.words = None;
    }
}

/// Reads the corpus again; question and place stay.
pub(super) fn reload(state: &mut State, effects: &mut Vec<Effect>) {
    if let Some(last) = super::LastSession::of(state) {
        effects.extend(super::restore(state, last));
    }
}

fn undo(state: &mut State, effects: &mut Vec<Effect>) {
    match state.undo.pop() {
        Some(Undo::DeletedView(view)) => effects.push(Effect::Job(Job::AddView(origin(state), view, false))),
        Some(Undo::LanguageFile(file, text)) => {
            effects.push(Effect::Job(Job::Language(LanguageTask::Replace(file, text))));
        }
        Some(Undo::Date(document, date)) => super::correct::keep(state, document, date, effects),
        Some(Undo::Asked(query)) => {
            state.query = *query;
            ask(state, effects);
            share::want(state, effects);
        }
        None => state.notice = Some(Notice { kind: NoticeKind::NothingToUndo, text: String::new() }),
    }
}

/// The selected fact, or else the title, with outlet, day and file.
fn citation(state: &State) -> Option<String> {
    let store = state.store.as_ref()?;
    let entry = store.entry(store.find(state.selection.document.as_deref()?)?)?;
    let document = &entry.document;
    let quote = state.selection.fact.and_then(|fact| store.fact_row(fact)).map(|row| row.text().to_owned());
    let source = document.metadata.source.as_deref().or(document.embedded.source.as_deref());
    let date = entry.facts.date.date.map(|date| date.to_string());
    let name = quote.is_some().then(|| title(document).to_owned());
    let head = quote.map_or_else(|| title(document).to_owned(), |quote| format!("\u{201c}{quote}\u{201d}"));
    let rest =
        name.as_deref().into_iter().chain(source).chain(date.as_deref()).chain([document.path.as_str()]);
    Some(format!("{head}\n{}", rest.collect::<Vec<_>>().join(" \u{b7} ")))
}
