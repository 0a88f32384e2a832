//! Commands that change what may pass.

use super::{
    super::{
        command::{Effect, FilterCommand},
        state::{State, Undo},
    },
    ask,
};

pub(super) fn apply(state: &mut State, command: FilterCommand, effects: &mut Vec<Effect>) {
    let before = state.query.clone();
    let filter = &mut state.query.filter;
    match command {
        FilterCommand::Mark(facet, value, mark) => filter.set(&facet, &value, mark),
        FilterCommand::Clear(facet) => {
            if filter.choices.remove(&facet).is_some() {
                state.undo.push(Undo::Asked(Box::new(before.clone())));
            }
        }
        FilterCommand::Words(words) => {
            filter.words = words;
            state.selection.hit = None;
        }
        FilterCommand::Matching(matching) => {
            filter.matching = matching;
            state.selection.hit = None;
        }
        FilterCommand::Published(range) => filter.published = range,
        FilterCommand::Mentioned(range) => filter.mentioned = range,
        FilterCommand::SamePassage(wanted) => filter.same_passage = wanted,
        FilterCommand::StoriesOnce(wanted) => filter.stories_once = wanted,
        FilterCommand::LookFor(search) => state.query.look_for = search,
    }
    if state.query != before {
        ask(state, effects);
        if state.query.filter.stories_once && !before.filter.stories_once {
            super::share::compare(state, effects);
        }
    }
}

/// Lets everything pass again; can be undone.
pub(super) fn clear(state: &mut State, effects: &mut Vec<Effect>) {
    if !state.query.filter.is_empty() {
        state.undo.push(Undo::Asked(Box::new(state.query.clone())));
        state.query.filter = crate::query::Filter::default();
        state.selection.hit = None;
        ask(state, effects);
    }
}
