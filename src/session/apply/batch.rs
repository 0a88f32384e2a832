//! A list of searches: run, watched, opened line by line, exported.

use std::sync::Arc;

use super::{
    super::{
        command::{BatchCommand, Dialog, Effect, ExportFormat, FilterCommand, Job},
        state::{ShownBatch, State},
    },
    filter,
};
use crate::{
    engine::Generation,
    query::{BatchRow, Store, batch_lines},
};

pub(super) fn apply(state: &mut State, command: BatchCommand, effects: &mut Vec<Effect>) {
    match command {
        BatchCommand::Run(list) => run(state, list, effects),
        BatchCommand::Stop => {
            if let Some(batch) = &mut state.batch {
                batch.running = false;
                effects.push(Effect::Job(Job::StopBatch));
            }
        }
        BatchCommand::Open(words) => {
            // The line means what it meant in the list.
            if let Some(batch) = &state.batch {
                state.query.filter.matching = batch.matching;
            }
            state.dialog = None;
            filter::apply(state, FilterCommand::Words(words), effects);
        }
        BatchCommand::Export(path, problems) => {
            if let Some(batch) = &state.batch {
                effects.push(Effect::Job(Job::ExportBatch(path, Arc::clone(&batch.rows), problems)));
            }
        }
    }
}

fn run(state: &mut State, list: String, effects: &mut Vec<Effect>) {
    let Some(store) = &state.store else { return };
    let (matching, lines) = (state.query.filter.matching, batch_lines(&list).count());
    let running = lines > 0;
    if running {
        effects.push(Effect::Job(Job::Batch(Arc::clone(store), list.clone(), matching)));
    }
    state.batch = Some(ShownBatch { list, matching, lines, rows: Arc::default(), running });
}

/// Exports the rows; without any, shows the list.
pub(super) fn export(state: &mut State, effects: &mut Vec<Effect>) {
    if state.batch.as_ref().is_some_and(|batch| !batch.rows.is_empty()) {
        effects.push(Effect::PickExport(ExportFormat::Batch));
    } else {
        state.dialog = Some(Dialog::Batch);
    }
}

/// More lines are done.
pub(super) fn told(state: &mut State, of: Generation, rows: Arc<Vec<BatchRow>>, all: bool) {
    let of_this = state.store.as_ref().is_some_and(|store| store.generation() == of);
    if let Some(batch) = state.batch.as_mut().filter(|batch| of_this && batch.running) {
        batch.rows = rows;
        batch.running = !all;
    }
}

/// Other documents are there: what the lines found no longer holds.
pub(super) fn renew(state: &mut State, store: &Arc<dyn Store>, effects: &mut Vec<Effect>) {
    let Some(batch) = &mut state.batch else { return };
    if batch.lines > 0 && store.is_complete() {
        batch.running = true;
        batch.rows = Arc::default();
        effects.push(Effect::Job(Job::Batch(Arc::clone(store), batch.list.clone(), batch.matching)));
    }
}
