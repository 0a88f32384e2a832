//! What documents share, and the import report, which tells their copies.

use std::sync::Arc;

use super::{
    super::{
        command::{Dialog, Effect, Job, ReportCommand},
        state::{ShownPassage, ShownReport, State},
    },
    ask, select,
};
use crate::{
    engine::Generation,
    model::{DocId, Span},
    query::{
        Store, Tab,
        report::Report,
        sharing::{SharedPassage, Sharing},
    },
};

/// A corpus of so many documents is compared without being asked to: it takes seconds.
const UNASKED: usize = 100_000;

/// Takes over a newer store: what the one before shared no longer holds.
pub(super) fn renew(state: &mut State, store: Arc<dyn Store>, effects: &mut Vec<Effect>) {
    state.sharing = store.kept_sharing().known();
    if state.comparing.take().is_some() {
        effects.push(Effect::Job(Job::StopComparing));
    }
    state.comparing_stopped = false;
    state.passage = None;
    if state.dialog == Some(Dialog::Passage) {
        state.dialog = None;
    }
    state.store = Some(store);
    // The worker asks it the question at hand.
    state.pending = true;
    want(state, effects);
    if state.report.is_some() {
        make_report(state, false, effects);
    }
}

/// Compares the documents if something that is shown needs it and nobody has.
pub(super) fn want(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(store) = &state.store else { return };
    let asked = state.query.filter.stories_once || state.tab == Tab::Shared || state.report.is_some();
    if store.is_complete() && !state.comparing_stopped && (asked || store.len() <= UNASKED) {
        compare(state, effects);
    }
}

/// Compares the documents, unless that is done or going on or they are still coming.
pub(super) fn compare(state: &mut State, effects: &mut Vec<Effect>) {
    state.comparing_stopped = false;
    if let (Some(store), None, None) = (&state.store, &state.sharing, &state.comparing) {
        state.comparing = Some((0, store.len()));
        effects.push(Effect::Job(Job::Compare(Arc::clone(store))));
    }
}

/// Gives it up; what cannot be answered without it is no longer asked.
pub(super) fn stop(state: &mut State, effects: &mut Vec<Effect>) {
    if state.comparing.take().is_some() {
        state.comparing_stopped = true;
        effects.push(Effect::Job(Job::StopComparing));
        if std::mem::take(&mut state.query.filter.stories_once) {
            ask(state, effects);
        }
    }
}

/// The comparison is over.
pub(super) fn compared(
    state: &mut State,
    generation: Generation,
    found: Option<Arc<Sharing>>,
    effects: &mut Vec<Effect>,
) {
    let Some(store) = state.store.as_ref().filter(|store| store.generation() == generation) else { return };
    let (complete, found_any) = (store.is_complete(), found.is_some());
    state.comparing = None;
    state.sharing = found;
    if found_any && state.report.is_some() {
        make_report(state, false, effects);
    }
    // A corpus that is not whole was answered by exact copies alone.
    if found_any && !complete && state.query.filter.stories_once {
        ask(state, effects);
    }
}

/// Shows the places of some words of a document.
pub(super) fn show(state: &mut State, document: DocId, span: Span) {
    let (Some(store), Some(sharing)) = (&state.store, &state.sharing) else { return };
    let Some(passage) = SharedPassage::new(&**store, sharing, document, span) else { return };
    let own = passage.own_place();
    // The earliest, or where that is this one the next.
    let place = (0..passage.places.len()).find(|place| *place != own).unwrap_or(own);
    state.passage = Some(ShownPassage { passage: Arc::new(passage), place, comparison: None });
    state.dialog = Some(Dialog::Passage);
    compare_with(state, place);
}

/// Puts another of the places beside the passage.
pub(super) fn compare_with(state: &mut State, place: usize) {
    if let (Some(store), Some(shown)) = (&state.store, &mut state.passage) {
        shown.place = place.min(shown.passage.places.len().saturating_sub(1));
        shown.comparison = shown.passage.compare(&**store, shown.place).map(Arc::new);
    }
}

/// A dialog was opened or closed: what belongs to it begins or ends.
pub(super) fn dialog_changed(state: &mut State, effects: &mut Vec<Effect>) {
    if state.dialog != Some(Dialog::Passage) {
        state.passage = None;
    }
    match (state.dialog == Some(Dialog::Report), state.report.is_some()) {
        (true, false) => {
            state.report = Some(ShownReport::default());
            make_report(state, false, effects);
            want(state, effects);
        }
        (false, true) => state.report = None,
        _ => {}
    }
}

/// Commands of the import report.
pub(super) fn report(state: &mut State, command: ReportCommand, effects: &mut Vec<Effect>) {
    match command {
        ReportCommand::Show(query) => {
            if let Some(report) = &mut state.report {
                report.query = query;
                make_report(state, true, effects);
            }
        }
        ReportCommand::Open(path) => {
            if state.store.as_ref().is_some_and(|store| store.find(&path).is_some()) {
                state.dialog = None;
                dialog_changed(state, effects);
                select::open(state, path, effects);
            }
        }
    }
}

/// Asks for the report; where its rows still hold, they are not made again.
fn make_report(state: &State, rows_hold: bool, effects: &mut Vec<Effect>) {
    if let (Some(store), Some(report)) = (&state.store, &state.report) {
        let known = report.answer.clone().filter(|_| rows_hold);
        let job = Job::Report(Arc::clone(store), known, report.query.clone());
        effects.push(Effect::Job(job));
    }
}

/// The report is there.
pub(super) fn reported(state: &mut State, answer: Arc<Report>) {
    let of_this = state.store.as_ref().is_some_and(|store| store.generation() == answer.generation);
    let Some(report) = state.report.as_mut().filter(|report| of_this && report.query == answer.query) else {
        return;
    };
    // Two may be on their way, and the one made first arrive last.
    let knew_more = report
        .answer
        .as_ref()
        .is_some_and(|before| before.generation == answer.generation && before.compared && !answer.compared);
    if !knew_more {
        report.answer = Some(answer);
    }
}
