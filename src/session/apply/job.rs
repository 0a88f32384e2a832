//! News from work outside.

use std::sync::Arc;

use super::{
    super::{
        command::{Effect, Job, JobEvent},
        state::{Loading, Notice, NoticeKind, OpenView, State},
    },
    batch, columns, correct, keep, language, select, share,
};
use crate::query::{Results, Store};

pub(super) fn apply(state: &mut State, event: JobEvent, effects: &mut Vec<Effect>) {
    match event {
        JobEvent::Store(store) => renew(state, store, effects),
        JobEvent::Progress(progress) => {
            state.loading = Some(Loading { progress: Some(progress), running: true });
        }
        JobEvent::Loaded(progress) => {
            state.loading = Some(Loading { progress: Some(progress), running: false });
            share::want(state, effects);
            keep(state, effects);
        }
        JobEvent::Results(results) => answer(state, results, effects),
        JobEvent::Views(origin, views, problems) => {
            if state.origin.as_ref() == Some(&origin) {
                state.views = views;
                state.view_problems = problems;
            }
        }
        JobEvent::ViewAdded(origin, stored, open) => {
            if state.origin.as_ref() != Some(&origin) {
                return;
            }
            state.notice = Some(Notice { kind: NoticeKind::ViewSaved, text: stored.view.name.clone() });
            if open {
                let path = stored.path.clone();
                state.open_view = Some(OpenView {
                    path,
                    new_documents: std::collections::BTreeSet::new(),
                    compared: false,
                });
            }
            state.views.push(stored);
            state.views.sort_by(|a, b| a.view.name.cmp(&b.view.name).then_with(|| a.path.cmp(&b.path)));
            compare(state, effects);
            keep(state, effects);
        }
        JobEvent::NewSinceSeen(path, documents) => {
            if let Some(open) = state.open_view.as_mut().filter(|open| open.path == path) {
                open.new_documents = documents.into_iter().collect();
            }
        }
        JobEvent::Head(path, head) => columns::head(state, &path, head),
        JobEvent::ColumnsKept(aside) => columns::kept(state, aside, effects),
        JobEvent::DateKept(aside) => correct::kept(state, aside, effects),
        JobEvent::Fonts(mut fonts) => {
            fonts.sort_by_key(|font| !font.missing.is_empty());
            state.fonts = Some(fonts);
        }
        JobEvent::FontUsed(family) => {
            state.font_trouble = None;
            if state.settings.font != family {
                state.settings.font = family;
                keep(state, effects);
            }
        }
        JobEvent::FontFailed(family, reason) => {
            state.notice = Some(Notice { kind: NoticeKind::Failed, text: reason.clone() });
            state.font_trouble = Some((family, reason));
        }
        JobEvent::Comparing(done, total) => {
            state.comparing = state.comparing.map(|_| (done, total));
        }
        JobEvent::Compared(generation, found) => share::compared(state, generation, found, effects),
        JobEvent::Batch(of, rows, all) => batch::told(state, of, rows, all),
        JobEvent::Report(report) => share::reported(state, report),
        JobEvent::Language(language) => language::renew(state, language),
        JobEvent::Previewed(preview) => language::previewed(state, preview),
        JobEvent::Explained(explanation) => language::explained(state, explanation),
        JobEvent::FactsCompared(differences) => language::compared(state, differences),
        JobEvent::Notice(notice) => state.notice = Some(notice),
    }
}

fn renew(state: &mut State, store: Arc<dyn Store>, effects: &mut Vec<Effect>) {
    if state.origin.as_ref() != Some(store.origin()) {
        return;
    }
    language::carry_over(state, &store, effects);
    if let Some(path) = state.selection.document.as_deref() {
        if store.find(path).is_some() {
            if !select::fact_fits(state, &*store) {
                state.selection.fact = None;
            }
            if std::mem::take(&mut state.reveal) {
                effects.push(Effect::Reveal);
            }
        } else if store.is_complete() {
            state.selection = super::Selection::default();
        }
    }
    batch::renew(state, &store, effects);
    share::renew(state, store, effects);
    language::preview_again(state, effects);
}

fn answer(state: &mut State, results: Arc<Results>, effects: &mut Vec<Effect>) {
    let asked_of_this = state.store.as_ref().is_some_and(|store| store.generation() == results.generation);
    if !asked_of_this || *results.query != state.query {
        return;
    }
    state.pending = false;
    let first = results.documents.first().copied();
    state.results = Some(results);
    if state.selection.document.is_none()
        && let Some(entry) = first.and_then(|hit| state.store.as_ref()?.entry(hit.document))
    {
        select::open(state, entry.document.path.clone(), effects);
    }
    compare(state, effects);
}

/// Once the whole corpus has answered the open view's question: what is new in it?
fn compare(state: &mut State, effects: &mut Vec<Effect>) {
    let (Some(open), Some(store), Some(results)) = (&mut state.open_view, &state.store, &state.results)
    else {
        return;
    };
    let asked = *results.query == state.query && results.generation == store.generation();
    let same = state
        .views
        .iter()
        .any(|stored| stored.path == open.path && stored.view.query == state.query.lasting());
    if !open.compared && asked && same && store.is_complete() {
        open.compared = true;
        let job = Job::Seen(open.path.clone(), Arc::clone(store), Arc::clone(results));
        effects.push(Effect::Job(job));
    }
}
