//! Commands that move the user about: documents, facts, hits.

use crate::{
    model::{DocId, Span},
    query::{FactRef, Store},
};

use super::super::{
    command::{Effect, SelectCommand},
    state::{Selection, State},
};

pub(super) fn apply(state: &mut State, command: SelectCommand, effects: &mut Vec<Effect>) {
    match command {
        SelectCommand::Document(path) => open(state, path, effects),
        SelectCommand::Fact(fact) => go_to_fact(state, fact, effects),
        SelectCommand::Show(path, span) => {
            if let Some(document) = state.store.as_ref().and_then(|store| store.find(&path)) {
                go_to_words(state, document, span, effects);
            }
        }
        SelectCommand::Chosen(chosen) => state.selection.chosen = chosen,
        SelectCommand::NoFact => state.selection.fact = None,
        SelectCommand::Place(place) => state.selection.place = place,
        SelectCommand::Words(document, span) => go_to_words(state, document, span, effects),
        SelectCommand::Passage(document, span) => super::share::show(state, document, span),
        SelectCommand::OtherPlace(place) => super::share::compare_with(state, place),
        SelectCommand::Original(original) => state.selection.original = original,
    }
}

/// Opens a document at its start, or at its first hit when words are searched for.
pub(super) fn open(state: &mut State, path: String, effects: &mut Vec<Effect>) {
    state.selection = Selection { document: Some(path), ..Selection::default() };
    if let Some(first) = hits(state).first() {
        state.selection.hit = Some(0);
        effects.push(Effect::RevealByte(first.start));
    } else {
        effects.push(Effect::Reveal);
    }
}

fn go_to_fact(state: &mut State, fact: FactRef, effects: &mut Vec<Effect>) {
    let Some(entry) = state.store.as_ref().and_then(|store| store.entry(fact.document)) else { return };
    let path = Some(entry.document.path.clone());
    if state.selection.document != path {
        state.selection.document = path;
        state.selection.original = false;
    }
    state.selection.fact = Some(fact);
    state.selection.hit = None;
    state.selection.words = None;
    effects.push(Effect::Reveal);
}

/// Opens a document at some words and lights them; a dialog in the way is closed.
fn go_to_words(state: &mut State, document: DocId, span: Span, effects: &mut Vec<Effect>) {
    let Some(entry) = state.store.as_ref().and_then(|store| store.entry(document)) else { return };
    let path = Some(entry.document.path.clone());
    state.selection = Selection { document: path, words: Some(span), ..Selection::default() };
    state.dialog = None;
    super::share::dialog_changed(state, effects);
    effects.push(Effect::RevealByte(span.start));
}

/// The open document's number.
fn document(state: &State) -> Option<DocId> {
    state.store.as_ref()?.find(state.selection.document.as_deref()?)
}

fn hits(state: &State) -> Vec<crate::model::Span> {
    let found = state.store.as_ref().zip(document(state));
    found.map(|(store, document)| store.hits(document, state.query.filter.search())).unwrap_or_default()
}

/// Opens the next (or the previous) document of the list.
pub(super) fn step_document(state: &mut State, forward: bool, effects: &mut Vec<Effect>) {
    let Some(results) = &state.results else { return };
    let here = document(state).and_then(|document| results.position(document));
    let Some(there) = step(here, results.documents.len(), forward) else { return };
    let next = results.documents[there].document;
    if let Some(entry) = state.store.as_ref().and_then(|store| store.entry(next)) {
        open(state, entry.document.path.clone(), effects);
    }
}

/// Goes to the next (or the previous) fact of the list; from a document without a selected fact, to
/// its first (or last) fact.
pub(super) fn step_fact(state: &mut State, forward: bool, effects: &mut Vec<Effect>) {
    let Some(results) = &state.results else { return };
    let facts = &results.facts;
    let here = state.selection.fact.and_then(|fact| facts.position(fact));
    let there = match (here, document(state)) {
        (None, Some(open)) if forward => {
            facts.ends_in(open).map(|(first, _)| first).or(step(None, facts.len(), true))
        }
        (None, Some(open)) => facts.ends_in(open).map(|(_, last)| last).or(step(None, facts.len(), false)),
        _ => step(here, facts.len(), forward),
    };
    if let Some(fact) = there.and_then(|there| facts.get(there)) {
        go_to_fact(state, fact, effects);
    }
}

/// Goes to the next (or the previous) hit, on into the documents after (or before).
pub(super) fn step_hit(state: &mut State, forward: bool, effects: &mut Vec<Effect>) {
    let here = hits(state);
    if let Some(there) = step_inside(state.selection.hit, here.len(), forward) {
        state.selection.hit = Some(there);
        state.selection.fact = None;
        effects.push(Effect::RevealByte(here[there].start));
        return;
    }
    let Some((results, store)) = state.results.clone().zip(state.store.clone()) else { return };
    let count = results.documents.len();
    let mut position = document(state).and_then(|document| results.position(document));
    for _ in 0..count {
        position = step_around(position, count, forward);
        let Some(next) = position.map(|at| results.documents[at].document) else { return };
        let there = store.hits(next, state.query.filter.search());
        if let (Some(entry), false) = (store.entry(next), there.is_empty()) {
            let hit = if forward { 0 } else { there.len() - 1 };
            open(state, entry.document.path.clone(), effects);
            effects.clear();
            state.selection.hit = Some(hit);
            effects.push(Effect::RevealByte(there[hit].start));
            return;
        }
    }
}

/// The place after (or before) `here` in a list; the ends stay.
fn step(here: Option<usize>, length: usize, forward: bool) -> Option<usize> {
    let last = length.checked_sub(1)?;
    Some(match (here, forward) {
        (None, true) => 0,
        (None, false) => last,
        (Some(here), true) => (here + 1).min(last),
        (Some(here), false) => here.saturating_sub(1).min(last),
    })
}

/// The same, `None` past the ends.
fn step_inside(here: Option<usize>, length: usize, forward: bool) -> Option<usize> {
    match (here, forward) {
        (None, true) => (length > 0).then_some(0),
        (None, false) => length.checked_sub(1),
        (Some(here), true) => (here + 1 < length).then_some(here + 1),
        (Some(here), false) => here.checked_sub(1).filter(|here| *here < length),
    }
}

/// The same, from the last to the first.
fn step_around(here: Option<usize>, length: usize, forward: bool) -> Option<usize> {
    step_inside(here, length, forward).or_else(|| step_inside(None, length, forward))
}

/// Is the selected fact one of the open document? After a restart the number may mean another.
pub(super) fn fact_fits(state: &State, store: &dyn Store) -> bool {
    let Some(fact) = state.selection.fact else { return true };
    let Some(path) = state.selection.document.as_deref() else { return false };
    store.find(path) == Some(fact.document) && store.fact_row(fact).is_some()
}
