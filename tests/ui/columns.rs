//! The columns of a table: told as a problem, chosen by hand, used at once.

use std::fs;

use balge::session::{Dialog, UiCommand};
use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;

use super::corpus::{folder, send, settle, state, wait_for, window};

#[test]
fn a_table_whose_text_nobody_can_guess_is_read_once_the_user_says_which() {
    let folder = folder();
    fs::write(folder.path().join("posts.csv"), "a,b\nx,first words\ny,other words\n").unwrap();
    let mut window = window(folder.path(), "en", None);
    let documents = state(&window).store.as_ref().unwrap().len();
    send(&mut window, UiCommand::ShowProblems);
    let row = window
        .get_all_by_role(Role::ListBoxOption)
        .find(|node| format!("{node:?}").contains("posts.csv"))
        .unwrap();
    row.click();
    wait_for(&mut window, |state| state.table.as_ref().is_some_and(|table| table.head.is_some()));
    assert_eq!(state(&window).dialog, Some(Dialog::Columns));
    window.get_by_label("Text: None").click();
    settle(&mut window);
    window.get_by_role_and_label(Role::MenuItem, "b").click();
    settle(&mut window);
    window.get_by_label("Use these columns").click();
    settle(&mut window);
    wait_for(&mut window, |state| {
        state.store.as_ref().is_some_and(|store| store.is_complete() && store.len() == documents + 2)
    });
    assert_eq!(state(&window).dialog, None);
    assert!(folder.path().join(".balge/columns.json").is_file());
}
