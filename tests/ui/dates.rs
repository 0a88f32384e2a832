//! The day a text was written: set by hand, used at once, taken back.

use balge::session::{Dialog, UiCommand};
use egui_kittest::kittest::Queryable as _;
use jiff::civil::date;

use super::corpus::{folder, send, settle, state, wait_for, window};

#[test]
fn a_day_set_in_the_dialog_is_kept_and_can_be_taken_back() {
    let folder = folder();
    let mut window = window(folder.path(), "en", None);
    wait_for(&mut window, |state| state.selection.document.is_some());
    settle(&mut window);
    let open = state(&window).selection.document.clone().unwrap();
    let said = |state: &balge::session::State| {
        let store = state.store.as_ref().filter(|store| store.is_complete())?;
        Some(store.entry(store.find(&open)?)?.document.said)
    };
    send(&mut window, UiCommand::ShowDate);
    settle(&mut window);
    assert_eq!(state(&window).dialog, Some(Dialog::Date));
    let field = window.get_by_label("Day, such as 2020-08-18");
    field.focus();
    settle(&mut window);
    super::corpus::press(&mut window, egui::Modifiers::COMMAND, egui::Key::A);
    window.get_by_label("Day, such as 2020-08-18").type_text("٢٠٢٠/٨/١٨");
    settle(&mut window);
    window.get_by_label("Set").click();
    wait_for(&mut window, |state| said(state) == Some(Some(date(2020, 8, 18))));
    settle(&mut window);
    assert_eq!(state(&window).dialog, None);
    assert!(folder.path().join(".balge/corrections.json").is_file());
    send(&mut window, UiCommand::Undo);
    wait_for(&mut window, |state| said(state) == Some(None));
}
