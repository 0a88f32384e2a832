//! A value of a long facet is found by its first letters.

use std::{fmt::Write as _, fs};

use balge::session::UiCommand;
use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::corpus::{Window, folder, press, send, settle, state, window};

/// More outlets than are shown at first.
fn many_outlets() -> (tempfile::TempDir, Window) {
    let folder = folder();
    let mut table = String::from("file,title,date,source\n");
    for number in 1..=12 {
        let name = format!("more{number}.txt");
        fs::write(folder.path().join(&name), "CNN: باران.").unwrap();
        let _ = writeln!(table, "{name},,,Outlet {number}");
    }
    fs::write(folder.path().join("metadata.csv"), table).unwrap();
    let mut window = window(folder.path(), "en", None);
    // So high that all filters are in sight.
    window.set_size(egui::vec2(1280.0, 1600.0));
    settle(&mut window);
    (folder, window)
}

fn outlets(window: &Window) -> Vec<String> {
    let boxes = window.query_all_by_role(Role::CheckBox);
    boxes
        .filter_map(|node| node.accesskit_node().label())
        .filter(|label| label.starts_with("Outlet"))
        .collect()
}

#[test]
fn first_letters_leave_the_names_that_begin_so() {
    let (_folder, mut window) = many_outlets();
    assert_eq!(outlets(&window).len(), 8, "a long list is cut: {:?}", outlets(&window));
    window.get_by_label("Look for some of: Outlets").click();
    settle(&mut window);
    let field = window.get_by_role_and_label(Role::TextInput, "Look for some of: Outlets");
    assert!(field.is_focused(), "letters can be typed at once");
    field.type_text("12");
    settle(&mut window);
    assert_eq!(outlets(&window), ["Outlet 12, 1"]);
    window.get_by_role_and_label(Role::Status, "15 documents");
    window.get_by_role_and_label(Role::CheckBox, "Outlet 12, 1").click();
    settle(&mut window);
    window.get_by_role_and_label(Role::Status, "1 of 15 documents");
    // It is no part of what a view keeps.
    assert_eq!(state(&window).query.lasting().look_for, None);
    let field = window.get_by_role_and_label(Role::TextInput, "Look for some of: Outlets");
    field.focus();
    settle(&mut window);
    window.get_by_role_and_label(Role::TextInput, "Look for some of: Outlets").type_text("x");
    settle(&mut window);
    assert_eq!(state(&window).query.look_for.as_ref().unwrap().words, "12x");
    assert_eq!(outlets(&window), ["Outlet 12, 1"], "what is chosen stays in sight");
    send(&mut window, UiCommand::ClearFilters);
    window.get_by_label("No name begins so");
    // The same button closes the field; Escape does too.
    let field = window.get_by_role_and_label(Role::TextInput, "Look for some of: Outlets");
    field.focus();
    settle(&mut window);
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(window.query_by_role_and_label(Role::TextInput, "Look for some of: Outlets").is_none());
    assert_eq!(outlets(&window).len(), 8);
}
