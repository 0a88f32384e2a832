//! A list of searches: counted line by line, bad lines told, a line opened, the counts exported.

use std::fs;

use balge::session::UiCommand;
use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::corpus::{
    Chosen, Window, folder, press, send, settle, state, type_into, wait_for, window_with_dialogs,
};

/// Oil stands in two texts, the police in one, the third nowhere; the fourth is no search.
const LIST: &str = "نەوت\nپۆلیس\nپەپوولە\n\n***\n";

fn rows(window: &Window) -> Vec<String> {
    let list = window.get_by_role_and_label(Role::ListBox, "List of searches").rect();
    let all = window.query_all_by_role(Role::ListBoxOption);
    all.filter(|row| list.contains(row.rect().center()) && (row.rect().left() - list.left()).abs() < 0.5)
        .filter_map(|row| row.accesskit_node().label())
        .map(|label| label.replace(['\u{2068}', '\u{2069}'], ""))
        .collect()
}

fn counted() -> (tempfile::TempDir, Window) {
    let folder = folder();
    let dialogs = Chosen(Some(folder.path().join("counts.csv")));
    let mut window = window_with_dialogs(folder.path(), "en", None, dialogs);
    send(&mut window, UiCommand::ShowBatch);
    type_into(&mut window, "Searches, one a line", LIST);
    window.get_by_label("Count").click();
    wait_for(&mut window, |state| state.batch.as_ref().is_some_and(|batch| !batch.running));
    (folder, window)
}

#[test]
fn every_line_is_counted_and_the_bad_ones_are_told() {
    let (_folder, window) = counted();
    window.get_by_role_and_label(Role::Status, "4 of 4 lines · 1 without a hit · 1 not run");
    let rows = rows(&window);
    assert_eq!(rows.len(), 4, "{rows:?}");
    assert_eq!(rows[0], "نەوت, 2, 3");
    assert_eq!(rows[1], "پۆلیس, 1, 1");
    assert_eq!(rows[2], "پەپوولە, 0, 0");
    assert_eq!(rows[3], "***, nothing to search for");
}

#[test]
fn a_line_is_opened_as_the_search_it_is() {
    let (_folder, mut window) = counted();
    let list = window.get_by_role_and_label(Role::ListBox, "List of searches").rect();
    let row = window
        .query_all_by_role(Role::ListBoxOption)
        .find(|row| {
            list.contains(row.rect().center()) && row.accesskit_node().label().unwrap().contains("پۆلیس")
        })
        .unwrap();
    row.click();
    settle(&mut window);
    assert_eq!(state(&window).dialog, None);
    assert_eq!(state(&window).query.filter.words, "پۆلیس");
    window.get_by_role_and_label(Role::Status, "1 of 3 documents");
    // The list is still there when it is shown again.
    press(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::G);
    assert_eq!(rows(&window).len(), 4);
    assert!(window.get_by_label("Searches, one a line").value().unwrap().starts_with("نەوت"));
}

#[test]
fn ctrl_enter_counts_without_a_mouse() {
    let folder = folder();
    let mut window = window_with_dialogs(folder.path(), "en", None, Chosen(None));
    press(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::G);
    window.get_by_label("Searches, one a line").type_text(LIST);
    settle(&mut window);
    press(&mut window, Modifiers::COMMAND, Key::Enter);
    wait_for(&mut window, |state| state.batch.as_ref().is_some_and(|batch| !batch.running));
    assert_eq!(rows(&window).len(), 4);
    assert!(window.get_by_label("Searches, one a line").is_focused(), "the next line can be typed");
}

#[test]
fn the_counts_are_exported_with_what_is_wrong() {
    let (folder, mut window) = counted();
    let file = folder.path().join("counts.csv");
    window.get_all_by_role_and_label(Role::Button, "Export").last().unwrap().click();
    wait_for(&mut window, |_| file.exists());
    let written = fs::read_to_string(&file).unwrap();
    assert_eq!(written.lines().next().unwrap(), "line,query,documents,hits,problem");
    assert_eq!(written.lines().nth(2).unwrap(), "2,پۆلیس,1,1,");
    assert_eq!(written.lines().nth(4).unwrap(), "5,***,,,nothing to search for");
}

#[test]
fn the_list_is_counted_again_when_the_folder_is_read_again() {
    let (folder, mut window) = counted();
    fs::write(folder.path().join("four.txt"), "پۆلیس هات.").unwrap();
    send(&mut window, UiCommand::Reload);
    // Reading again lets go of dialogs; the list is asked for again.
    wait_for(&mut window, |state| state.store.as_ref().is_some_and(|store| store.len() == 4));
    send(&mut window, UiCommand::ShowBatch);
    window.get_by_label("Count").click();
    wait_for(&mut window, |state| state.batch.as_ref().is_some_and(|batch| !batch.running));
    assert_eq!(rows(&window)[1], "پۆلیس, 2, 2");
}
