//! The user's own language data: topics and names kept, what changes told, what the rules did.
//!
//! When it changes, the corpus is read again and the user stays where they were.

use std::sync::Arc;

use super::super::{
    command::{Dialog, Effect, Job, LanguageCommand, LanguageTask, TopicPreviewJob},
    language::LanguageData,
    own_names,
    state::{Loading, Notice, NoticeKind, State, Undo},
};
use crate::{
    model::{DocId, EntityKind},
    pack::topic::Topic,
    query::{Differences, Explanation, FactRef, Store, TopicPreview, fact_count, fact_view},
    topics::{TopicOrigin, listed},
};

pub(super) fn apply(state: &mut State, command: LanguageCommand, effects: &mut Vec<Effect>) {
    match command {
        LanguageCommand::Reload => effects.push(Effect::Job(Job::Language(LanguageTask::Reload))),
        LanguageCommand::Preview(topic) => {
            let number = state.edited.as_ref().map_or(0, |(number, _)| *number) + 1;
            state.edited = topic.map(|topic| (number, topic));
            if state.edited.is_none() {
                state.preview = None;
            }
            preview_again(state, effects);
        }
        LanguageCommand::SaveTopic(topic) => save_topic(state, &topic, effects),
        LanguageCommand::RemoveTopic(id) => remove_topic(state, &id, effects),
        LanguageCommand::RestoreTopic(id) => restore_topic(state, &id, effects),
        LanguageCommand::AddCue(words) => {
            state.cue = Some(words);
            state.dialog = Some(Dialog::Topics);
        }
        LanguageCommand::AddName(kind, words) => {
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            if !words.is_empty() {
                let line = own_names::line(kind, &words);
                task(effects, LanguageTask::Append(own_names::file(kind).to_owned(), line));
            }
        }
        LanguageCommand::RemoveName(kind, name) => remove_name(state, kind, &name, effects),
        LanguageCommand::ExplainFact(fact) => explain_fact(state, fact, effects),
        LanguageCommand::ExplainPlace(byte) => explain_place(state, byte, effects),
    }
}

/// Writes the names of a kind without one of them; that can be undone.
fn remove_name(state: &mut State, kind: EntityKind, name: &str, effects: &mut Vec<Effect>) {
    let Some(language) = &state.language else { return };
    let (source, path) = (&language.pack.source, own_names::file(kind));
    let Some((file, text)) = source.own_file(path).zip(source.get(path)) else { return };
    let line = own_names::line(kind, name);
    let rest: String = text.split_inclusive('\n').filter(|known| known.trim_end() != line).collect();
    let (file, text) = (file.to_owned(), text.to_owned());
    state.undo.push(Undo::LanguageFile(file.clone(), text));
    state.notice = Some(Notice { kind: NoticeKind::NameRemoved, text: name.to_owned() });
    task(effects, LanguageTask::Replace(file, rest));
}

fn task(effects: &mut Vec<Effect>, task: LanguageTask) {
    effects.push(Effect::Job(Job::Language(task)));
}

/// Writes the topic to the user's file of it, or to a new one.
fn save_topic(state: &State, topic: &Topic, effects: &mut Vec<Effect>) {
    let Some(language) = &state.language else { return };
    let pack = &language.pack;
    let known = pack.topics.file_of(&topic.id.0).map(str::to_owned);
    let path = known.unwrap_or_else(|| crate::topics::file_of(&topic.id));
    let text = topic.to_toml();
    match pack.source.own_file(&path) {
        Some(file) => task(effects, LanguageTask::Replace(file.to_owned(), text)),
        None => task(effects, LanguageTask::Write(path, text)),
    }
}

/// A topic of the user's loses its file; one of the program gets an empty one over it.
fn remove_topic(state: &mut State, id: &str, effects: &mut Vec<Effect>) {
    let Some(language) = &state.language else { return };
    let pack = &language.pack;
    let all = listed(pack);
    let Some(found) = all.iter().find(|listed| &*listed.topic.id.0 == id) else { return };
    let own = pack.source.own_file(&found.file).map(std::path::Path::to_owned);
    match (found.origin, own) {
        (TopicOrigin::Own, Some(file)) => {
            let text = pack.source.get(&found.file).unwrap_or_default().to_owned();
            state.undo.push(Undo::LanguageFile(file.clone(), text));
            state.notice = Some(Notice { kind: NoticeKind::TopicRemoved, text: id.to_owned() });
            task(effects, LanguageTask::Remove(file));
        }
        (TopicOrigin::Changed, Some(file)) => task(effects, LanguageTask::Replace(file, String::new())),
        (TopicOrigin::BuiltIn, _) => {
            task(effects, LanguageTask::Write(found.file.clone(), String::new()));
        }
        _ => {}
    }
}

/// Takes away what the user put over a topic of the program.
fn restore_topic(state: &mut State, id: &str, effects: &mut Vec<Effect>) {
    let Some(language) = &state.language else { return };
    let pack = &language.pack;
    let all = listed(pack);
    let Some(found) = all.iter().find(|listed| &*listed.topic.id.0 == id) else { return };
    if !matches!(found.origin, TopicOrigin::Changed | TopicOrigin::Removed) {
        return;
    }
    if let Some(file) = pack.source.own_file(&found.file).map(std::path::Path::to_owned) {
        let text = pack.source.get(&found.file).unwrap_or_default().to_owned();
        state.undo.push(Undo::LanguageFile(file.clone(), text));
        task(effects, LanguageTask::Remove(file));
    }
}

/// Works out the preview anew: the topic or the corpus is another.
pub(super) fn preview_again(state: &State, effects: &mut Vec<Effect>) {
    let job = state.edited.as_ref().zip(state.store.as_ref()).zip(state.language.as_ref());
    let job = job.map(|(((number, topic), store), language)| TopicPreviewJob {
        store: Arc::clone(store),
        pack: Arc::clone(&language.pack),
        topic: topic.clone(),
        number: *number,
    });
    // Passages tell only beside the language data that made them.
    let fits = job.as_ref().is_none_or(|job| job.store.pack_version() == job.pack.version());
    if fits {
        effects.push(Effect::Job(Job::Preview(job)));
    }
}

pub(super) fn previewed(state: &mut State, preview: Arc<TopicPreview>) {
    if state.edited.as_ref().is_some_and(|(number, _)| *number == preview.number) {
        state.preview = Some(preview);
    }
}

/// Explains what the user stands at: the selected fact, the selected words, the place something led to, or
/// else the place the reader stands at.
pub(super) fn explain_here(state: &mut State, effects: &mut Vec<Effect>) {
    let selection = &state.selection;
    match (selection.chosen.or(selection.words), selection.fact) {
        (None, Some(fact)) => explain_fact(state, fact, effects),
        (Some(span), _) => explain_place(state, span.start, effects),
        (None, None) => explain_place(state, selection.place, effects),
    }
}

fn explain_fact(state: &State, fact: FactRef, effects: &mut Vec<Effect>) {
    let Some(entry) = state.store.as_ref().and_then(|store| store.entry(fact.document)) else { return };
    if let Some(byte) = sign(&entry.facts, fact) {
        explain(state, fact.document, byte, Some(fact), effects);
    }
}

/// The byte that stands for a fact: of an event its trigger, of a statement its cue.
fn sign(facts: &crate::model::Facts, fact: FactRef) -> Option<u32> {
    use crate::query::FactKind;
    let ix = fact.ix as usize;
    match fact.kind {
        FactKind::Event => facts.events.get(ix).map(|event| event.trigger.start),
        FactKind::Statement => facts.statements.get(ix).map(|statement| statement.cue.start),
        _ => fact_view(facts, fact.kind, fact.ix).map(|view| view.span.start),
    }
}

fn explain_place(state: &State, byte: u32, effects: &mut Vec<Effect>) {
    let store = state.store.as_ref();
    let document = store.zip(state.selection.document.as_deref()).and_then(|(store, path)| store.find(path));
    if let Some(document) = document {
        explain(state, document, byte, None, effects);
    }
}

fn explain(state: &State, document: DocId, byte: u32, fact: Option<FactRef>, effects: &mut Vec<Effect>) {
    if let Some((store, language)) = state.store.as_ref().zip(state.language.as_ref()) {
        let (store, pack) = (Arc::clone(store), Arc::clone(&language.pack));
        effects.push(Effect::Job(Job::Explain(store, pack, document, byte, fact)));
    }
}

pub(super) fn explained(state: &mut State, explanation: Arc<Explanation>) {
    state.explanation = Some(explanation);
    state.dialog = Some(Dialog::Explanation);
}

/// New language data is in use.
pub(super) fn renew(state: &mut State, language: Arc<LanguageData>) {
    let before = state.language.replace(language);
    if before.is_some() {
        // The runtime reads the corpus again; what is shown stays until that is done.
        state.loading = Some(Loading { progress: None, running: true });
    }
}

/// The facts of the last change are compared.
pub(super) fn compared(state: &mut State, differences: Arc<Differences>) {
    state.differences = Some(differences);
    state.notice = Some(Notice { kind: NoticeKind::LanguageChanged, text: String::new() });
}

/// A store is about to take the place of the one before. Where other language data made it, the facts are
/// compared, and the selected fact is looked up anew: its number may mean another one now.
pub(super) fn carry_over(state: &mut State, store: &Arc<dyn Store>, effects: &mut Vec<Effect>) {
    let Some(old) = &state.store else { return };
    let changed = old.origin() == store.origin() && old.pack_version() != store.pack_version();
    if !changed || !old.is_complete() || !store.is_complete() {
        return;
    }
    state.selection.fact = state.selection.fact.and_then(|fact| same_fact(&**old, &**store, fact));
    effects.push(Effect::Job(Job::CompareFacts(Arc::clone(old), Arc::clone(store))));
}

/// The fact of the same kind over the same words.
fn same_fact(old: &dyn Store, new: &dyn Store, fact: FactRef) -> Option<FactRef> {
    let before = old.entry(fact.document)?;
    let span = fact_view(&before.facts, fact.kind, fact.ix)?.span;
    let document = new.find(&before.document.path)?;
    let after = new.entry(document)?;
    let same = |ix: &u32| fact_view(&after.facts, fact.kind, *ix).is_some_and(|view| view.span == span);
    let ix = (0..fact_count(&after.facts, fact.kind) as u32).find(same)?;
    Some(FactRef { document, kind: fact.kind, ix })
}
