//! Everything has its name and role, and a filter leaves exactly what it says.

use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::corpus::{Window, folder, send, settle, state, type_into, window};

fn rows(window: &Window) -> usize {
    let list = window.get_by_role_and_label(Role::ListBox, "Documents");
    list.children_recursive().filter(|node| node.accesskit_node().role() == Role::ListBoxOption).count()
        + window
            .query_all_by_role(Role::ListBoxOption)
            .filter(|node| {
                node.accesskit_node()
                    .label()
                    .is_some_and(|label| label.ends_with(" facts") || label.ends_with(" fact"))
            })
            .count()
}

#[test]
fn parts_have_names_and_counts() {
    let folder = folder();
    let window = window(folder.path(), "en", None);
    for name in ["Filters", "Documents"] {
        window.get_by_role_and_label(Role::Heading, name);
    }
    window.get_by_role_and_label(Role::Tab, "Facts 4");
    window.get_by_role_and_label(Role::Tab, "Timeline 2");
    window.get_by_role_and_label(Role::CheckBox, "Energy, 2");
    window.get_by_role_and_label(Role::CheckBox, "Security, 1");
    window.get_by_role_and_label(Role::CheckBox, "مستەفا کازمی, 1");
    window.get_by_role_and_label(Role::Status, "3 documents");
    assert_eq!(rows(&window), 3);
}

#[test]
fn a_filter_leaves_what_it_says() {
    let folder = folder();
    let mut window = window(folder.path(), "en", None);
    window.get_by_role_and_label(Role::CheckBox, "Energy, 2").click();
    settle(&mut window);
    assert_eq!(rows(&window), 2);
    window.get_by_role_and_label(Role::Status, "2 of 3 documents");
    window.get_by_role_and_label(Role::Tab, "Facts 3");
    // Its chip takes it back.
    window.get_by_role_and_label(Role::Button, "Remove: Energy").click();
    settle(&mut window);
    assert_eq!(rows(&window), 3);
    window.get_by_label("Exclude: Energy").click();
    settle(&mut window);
    assert_eq!(rows(&window), 1);
}

#[test]
fn searching_narrows_and_clearing_widens() {
    let folder = folder();
    let mut window = window(folder.path(), "en", None);
    type_into(&mut window, "Search", "نەوت");
    window.get_by_role_and_label(Role::Status, "2 of 3 documents");
    window.get_by_role_and_label(Role::Status, "2 hits");
    window.get_by_label("Next hit").click();
    settle(&mut window);
    window.get_by_role_and_label(Role::Status, "1 of 2");
    window.get_by_label("Clear the search").click();
    settle(&mut window);
    window.get_by_role_and_label(Role::Status, "3 documents");
}

#[test]
fn a_fact_leads_to_its_document() {
    let folder = folder();
    let mut window = window(folder.path(), "en", None);
    let fact = "Day: 19 August 2020";
    let row = window
        .get_all_by_role(Role::ListBoxOption)
        .find(|node| node.accesskit_node().label().is_some_and(|label| label == fact));
    row.unwrap().click();
    settle(&mut window);
    let selection = &state(&window).selection;
    assert_eq!(selection.document.as_deref(), Some("two.txt"));
    assert!(selection.fact.is_some());
}

#[test]
fn the_language_changes_without_a_restart() {
    let folder = folder();
    let mut window = window(folder.path(), "en", None);
    send(&mut window, balge::session::SettingCommand::Language("ckb".into()));
    window.get_by_role_and_label(Role::Heading, "دەقەکان");
    window.get_by_role_and_label(Role::CheckBox, "وزە, ٢");
    // Mirrored: filters stand right of the documents.
    let filters = window.get_by_role_and_label(Role::Heading, "پاڵاوتن").rect();
    let documents = window.get_by_role_and_label(Role::Heading, "دەقەکان").rect();
    assert!(filters.left() > documents.right());
}

#[test]
fn a_search_is_told_in_words_and_by_its_parts() {
    let folder = folder();
    let mut window = window(folder.path(), "en", None);
    type_into(&mut window, "Search", "topic:energy -گاز nowhere:x");
    window.get_by_label("Texts with the topic Energy and not “گاز” and “nowhere:x” (in Arabic letters too)");
    window.get_by_label("“nowhere:” is no field of these texts; searched as words.");
    window.get_by_label("Clear the search").click();
    settle(&mut window);
    assert!(window.query_by_label_contains("Texts with").is_none());
}

#[test]
fn nothing_found_offers_what_stands_in_the_texts() {
    let folder = folder();
    let mut window = window(folder.path(), "en", None);
    // A letter too many.
    type_into(&mut window, "Search", "نەفوت");
    window.get_by_role_and_label(Role::Status, "0 of 3 documents");
    window.get_by_role_and_label(Role::Button, "نەوت").click();
    settle(&mut window);
    window.get_by_role_and_label(Role::Status, "2 of 3 documents");
    // Why the open document matches: once for each hit.
    window.get_by_role_and_label(Role::Button, "Why this text matches").click();
    settle(&mut window);
    window.get_by_role_and_label(Role::MenuItem, "“نەوت”: found 2 times");
}

#[test]
fn searches_made_before_are_offered_and_forgotten() {
    let folder = folder();
    let mut window = window(folder.path(), "en", None);
    type_into(&mut window, "Search", "نەوت");
    window.key_press(egui::Key::Enter);
    settle(&mut window);
    window.get_by_label("Clear the search").click();
    settle(&mut window);
    window.get_by_label("Search").focus();
    settle(&mut window);
    window.get_by_role_and_label(Role::MenuItem, "نەوت").click();
    settle(&mut window);
    window.get_by_role_and_label(Role::Status, "2 of 3 documents");
    send(&mut window, balge::session::SettingCommand::ForgetSearch("نەوت".into()));
    assert!(state(&window).settings.searches.is_empty());
}
