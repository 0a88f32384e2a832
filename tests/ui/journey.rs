//! By keyboard alone: search, filter, walk facts, save a view, quit, start again; the view and the place are there.

use balge::session::UiCommand;
use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::Queryable as _;

use super::corpus::{Window, folder, press, settle, state, type_into, wait_for, window};

#[test]
fn the_whole_way_without_a_mouse() {
    let (folder, keep) = (folder(), tempfile::tempdir().unwrap());
    let mut first = window(folder.path(), "en", Some(keep.path()));
    let ctrl = Modifiers::COMMAND;

    press(&mut first, ctrl, Key::F);
    first.get_by_label("Search").type_text("نەوت");
    settle(&mut first);
    assert_eq!(state(&first).results.as_ref().unwrap().documents.len(), 2);

    // To the filters; the second topic is energy.
    press(&mut first, ctrl, Key::Num1);
    press(&mut first, Modifiers::NONE, Key::Enter);
    assert_eq!(state(&first).query.filter.choices.len(), 1, "{:?}", state(&first).query.filter);

    // Through the facts of the table, each with its place in the text.
    press(&mut first, ctrl, Key::Num4);
    press(&mut first, Modifiers::NONE, Key::ArrowDown);
    press(&mut first, Modifiers::NONE, Key::J);
    let fact = state(&first).selection.fact.expect("a fact is selected");

    press(&mut first, ctrl, Key::S);
    first.get_by_label("Name of the view").type_text("نەوت و کازمی");
    settle(&mut first);
    press(&mut first, Modifiers::NONE, Key::Enter);
    wait_for(&mut first, |state| state.views.len() == 1);
    assert_eq!(state(&first).opened().unwrap().view.name, "نەوت و کازمی");
    let query = state(&first).query.clone();
    let place = state(&first).selection.clone();

    close(first);
    let second = window(folder.path(), "en", Some(keep.path()));
    assert_eq!(state(&second).query, query);
    assert_eq!(state(&second).selection.document, place.document);
    assert_eq!(state(&second).selection.fact, Some(fact));
    assert_eq!(state(&second).opened().unwrap().view.name, "نەوت و کازمی");
}

#[test]
fn letters_belong_to_the_field_that_is_typed_in() {
    let folder = folder();
    let mut window = window(folder.path(), "en", None);
    let before = state(&window).selection.document.clone();
    press(&mut window, Modifiers::COMMAND, Key::F);
    press(&mut window, Modifiers::NONE, Key::J);
    assert_eq!(state(&window).selection.document, before);
    press(&mut window, Modifiers::NONE, Key::Escape);
    press(&mut window, Modifiers::NONE, Key::J);
    assert_ne!(state(&window).selection.document, before);
}

#[test]
fn the_palette_finds_and_runs_a_command() {
    let folder = folder();
    let mut window = window(folder.path(), "en", None);
    press(&mut window, Modifiers::COMMAND, Key::P);
    window.get_by_label("Search commands").type_text("timeline");
    settle(&mut window);
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(state(&window).tab, balge::query::Tab::Timeline);
    assert_eq!(state(&window).dialog, None);
}

#[test]
fn a_deleted_view_comes_back() {
    let folder = folder();
    let mut window = window(folder.path(), "en", None);
    window
        .state()
        .as_ref()
        .unwrap()
        .send(balge::session::ViewCommand::SaveAs("ئاسایش".into(), String::new()));
    wait_for(&mut window, |state| state.views.len() == 1);
    press(&mut window, Modifiers::COMMAND, Key::B);
    window.get_by_label("Delete: ئاسایش").click();
    wait_for(&mut window, |state| state.views.is_empty());
    press(&mut window, Modifiers::NONE, Key::Escape);
    window.state().as_ref().unwrap().send(UiCommand::Undo);
    wait_for(&mut window, |state| state.views.len() == 1);
}

#[test]
fn a_note_is_written_beside_its_view() {
    let folder = folder();
    let mut window = window(folder.path(), "en", None);
    press(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    window.get_by_label("Name of the view").type_text("ئاسایش");
    type_into(&mut window, "Note", "بۆ هەفتەی داهاتوو");
    window.get_all_by_role_and_label(Role::Button, "Save").last().unwrap().click();
    wait_for(&mut window, |state| state.views.len() == 1);
    assert_eq!(state(&window).views[0].view.note, "بۆ هەفتەی داهاتوو");

    press(&mut window, Modifiers::COMMAND, Key::B);
    window.get_by_label("ئاسایش: بۆ هەفتەی داهاتوو");
    window.get_by_label("Note: ئاسایش").click();
    settle(&mut window);
    let field = window.get_by_role_and_label(Role::MultilineTextInput, "Note");
    assert!(field.is_focused(), "the note takes the keyboard");
    field.type_text("j?");
    settle(&mut window);
    press(&mut window, Modifiers::NONE, Key::Enter);
    window.get_by_role_and_label(Role::MultilineTextInput, "Note").type_text("2");
    settle(&mut window);
    // Escape closes the dialog; what was typed is kept.
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert_eq!(state(&window).dialog, None);
    let stored = state(&window).views[0].clone();
    assert_eq!(stored.view.note, "j?\n2بۆ هەفتەی داهاتوو");
    wait_for(&mut window, |_| balge::query::read_view(&stored.path).unwrap() == stored.view);
}

/// Closes the window as the system does.
fn close(mut window: Window) {
    let ctx = window.ctx.clone();
    if let Some(balge) = window.state_mut() {
        balge.close(&ctx);
    }
}

#[test]
fn renaming_takes_the_keyboard() {
    let folder = folder();
    let mut window = window(folder.path(), "en", None);
    let command = balge::session::ViewCommand::SaveAs("a".into(), String::new());
    window.state().as_ref().unwrap().send(command);
    wait_for(&mut window, |state| state.views.len() == 1);
    press(&mut window, Modifiers::COMMAND, Key::B);
    window.get_by_label("Rename: a").click();
    settle(&mut window);
    window.get_by_role_and_label(Role::TextInput, "Name of the view").type_text("b");
    settle(&mut window);
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(state(&window).views[0].view.name, "ba");
}
