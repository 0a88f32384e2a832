//! The language data from the window: a topic added and tried, a name added, why a fact is there.
//!
//! With the program's own language data: what is shown is what the rules do.

use std::sync::Arc;

use balge::{
    model::EntityKind,
    pack::Pack,
    query::{Changed, FactKind, FactRef},
    session::{LanguageCommand, SelectCommand, UiCommand, own_names},
};
use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::Queryable as _;

use super::corpus::{Window, folder, press, send, settle, state, type_into, wait_for, window_with_rules};

#[test]
fn a_topic_is_added_tried_saved_and_filtered_by() {
    let (folder, data) = (folder(), tempfile::tempdir().unwrap());
    let mut first = window_with_rules(folder.path(), data.path());
    first.get_by_label("Topics…").click();
    settle(&mut first);
    let cues = Pack::embedded().unwrap().topics.by_id("energy").unwrap().cues.len();
    first.get_by_label(&format!("Energy: {cues} cues · built in"));
    first.get_by_label("New topic").click();
    settle(&mut first);
    type_into(&mut first, "Name in English", "Roads");
    type_into(&mut first, "New cue", "ڕێگاکان");
    first.key_press(Key::Enter);
    settle(&mut first);
    first.get_by_label("1 passage gains the topic");
    first.get_by_label("All 3 documents read; changes in 1");
    let weight = first.get_by_label("Weight of cue 1");
    assert_eq!(weight.value().unwrap(), "1");

    first.get_by_label("Save topic").click();
    wait_for(&mut first, |state| {
        state.store.as_ref().unwrap().pack_version() != Pack::embedded().unwrap().version()
    });
    settle(&mut first);
    first.get_by_label("Roads: 1 cue · yours");
    first.key_press(Key::Escape);
    settle(&mut first);
    first.get_by_role_and_label(Role::CheckBox, "Roads, 1").click();
    settle(&mut first);
    assert_eq!(state(&first).results.as_ref().unwrap().documents.len(), 1);
    wait_for(&mut first, |state| state.differences.is_some());
    let found = Arc::clone(state(&first).differences.as_ref().unwrap());
    assert_eq!(found.counts[&Changed::Topic(balge::model::TopicId::new("roads"))], (1, 0));
    send(&mut first, UiCommand::ShowDifferences);
    first.get_by_label("Roads: +1 −0");

    let file = folder.path().join(".balge/language/topics/roads.toml");
    assert!(std::fs::read_to_string(&file).unwrap().contains("ڕێگاکان"));
    drop(first);
    let mut second = window_with_rules(folder.path(), data.path());
    second.get_by_role_and_label(Role::CheckBox, "Roads, 1");

    // Taken away and brought back.
    send(&mut second, LanguageCommand::RemoveTopic("roads".into()));
    wait_for(&mut second, |state| state.language.as_ref().unwrap().pack.topics.by_id("roads").is_none());
    assert!(!file.exists());
    send(&mut second, UiCommand::Undo);
    wait_for(&mut second, |state| state.language.as_ref().unwrap().pack.topics.by_id("roads").is_some());
}

#[test]
fn a_fact_and_an_empty_place_are_explained_by_mouse_and_key() {
    let (folder, data) = (folder(), tempfile::tempdir().unwrap());
    let mut window = window_with_rules(folder.path(), data.path());
    send(&mut window, SelectCommand::Document("one.txt".into()));
    let document = state(&window).store.as_ref().unwrap().find("one.txt").unwrap();
    let fact = FactRef { document, kind: FactKind::Event, ix: 0 };
    send(&mut window, SelectCommand::Fact(fact));
    window.get_all_by_label("Why is this found?").next().unwrap().click();
    wait_for(&mut window, |state| state.explanation.is_some());
    window.get_by_role_and_label(Role::Heading, "Rules that matched here");
    let rule = state(&window).explanation.as_ref().unwrap().fact.as_ref().unwrap().rule.clone();
    let made = format!("{rule}: made this fact");
    window.get_by_label_contains(&made).click();
    settle(&mut window);
    assert_eq!(state(&window).dialog, None);
    assert!(state(&window).selection.words.is_some(), "a click goes to the words");

    send(&mut window, SelectCommand::Fact(fact));
    window.key_press_modifiers(Modifiers::NONE, Key::E);
    wait_for(&mut window, |state| state.dialog.is_some());
    window.key_press(Key::Escape);
    settle(&mut window);
    send(&mut window, SelectCommand::Document("three.txt".into()));
    send(&mut window, LanguageCommand::ExplainPlace(0));
    wait_for(&mut window, |state| state.dialog.is_some());
    assert!(state(&window).explanation.as_ref().unwrap().fact.is_none());
    window.get_by_role_and_label(Role::Heading, "Topics of this passage");
    window.get_by_label_contains("Energy: ");
}

#[test]
fn a_name_added_from_the_text_is_found_from_then_on() {
    let (folder, data) = (folder(), tempfile::tempdir().unwrap());
    std::fs::write(folder.path().join("four.txt"), "زانا پەپوولە دوێنێ هات.").unwrap();
    let mut window = window_with_rules(folder.path(), data.path());
    let people = |window: &Window| {
        let store = state(window).store.as_ref().unwrap();
        let entry = store.entry(store.find("four.txt").unwrap()).unwrap();
        entry.facts.entities.iter().map(|entity| entity.name.clone()).collect::<Vec<_>>()
    };
    let name = "زانا پەپوولە";
    assert!(!people(&window).iter().any(|known| known == name));
    send(&mut window, LanguageCommand::AddName(EntityKind::Person, name.into()));
    wait_for(&mut window, |state| state.differences.is_some());
    assert!(people(&window).iter().any(|known| known == name), "{:?}", people(&window));

    // Taken back and brought back.
    send(&mut window, UiCommand::ShowNames);
    window.get_by_label("زانا پەپوولە, Person");
    window.get_by_label("Delete: زانا پەپوولە").click();
    wait_for(&mut window, |state| own_names(&state.language.as_ref().unwrap().pack).is_empty());
    window.get_by_label("No names added yet. Select a name in a text, click it with the right mouse button and say whose it is.");
    wait_for(&mut window, |state| state.loading.is_some_and(|loading| !loading.running));
    assert!(!people(&window).iter().any(|known| known == name), "{:?}", people(&window));
    press(&mut window, Modifiers::NONE, Key::Escape);
    send(&mut window, UiCommand::Undo);
    wait_for(&mut window, |state| !own_names(&state.language.as_ref().unwrap().pack).is_empty());

    // Words of the text become a cue; Escape closes the dialog and leaves the news.
    send(&mut window, LanguageCommand::AddCue(name.into()));
    assert_eq!(window.get_by_label("New cue").value().unwrap(), name);
    window.key_press(Key::Escape);
    settle(&mut window);
    assert_eq!(state(&window).dialog, None);
    assert!(state(&window).notice.is_some());
}
