//! Kurdish text through the inputs and the reader as a person uses them: by name, by keys, by clipboard.
#![cfg(feature = "gui")]

use balge::gui::text::{
    self,
    document::{DocumentView, Page},
    input::TextInput,
};
use egui::{Event, FontId, Id, Key, Modifiers, OutputCommand, accesskit::Role};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};

#[derive(Default)]
struct Form {
    query: String,
    note: String,
    view: DocumentView,
}

const DOCUMENT: &str = "سەرۆکوەزیرانی عێراق (CNN) گوتی.  لە ٢٠٢١ هات.";

fn harness() -> Harness<'static, Form> {
    let mut harness =
        Harness::builder().with_size([600.0, 400.0]).with_context_setup(text::install).build_ui_state(
            |ui, form: &mut Form| {
                TextInput::single("query").hint("گەڕان").width(300.0).show(ui, &mut form.query);
                TextInput::multi("note", 3)
                    .id(Id::unique("note"))
                    .name("تێبینی")
                    .width(300.0)
                    .show(ui, &mut form.note);
                let page =
                    Page { name: "دەق", ..Page::new(1, DOCUMENT, FontId::proportional(16.0), 28.0) };
                form.view.show(ui, &page, &mut ());
            },
            Form::default(),
        );
    harness.run();
    harness
}

/// What was copied in the frame that was run last.
fn copied(harness: &Harness<'_, Form>) -> Option<String> {
    harness.output().platform_output.commands.iter().find_map(|command| match command {
        OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    })
}

#[test]
fn every_input_and_the_document_have_a_name() {
    let harness = harness();
    assert_eq!(harness.get_by_label("گەڕان").accesskit_node().role(), Role::TextInput);
    assert_eq!(harness.get_by_label("تێبینی").accesskit_node().role(), Role::MultilineTextInput);
    assert_eq!(harness.get_by_label("دەق").accesskit_node().role(), Role::Document);
}

#[test]
fn a_word_is_typed_edited_selected_and_copied() {
    let mut harness = harness();
    harness.get_by_label("گەڕان").focus();
    harness.run();
    harness.get_by_label("گەڕان").type_text("کوردستان");
    harness.run();
    assert_eq!(harness.state().query, "کوردستان");
    for _ in 0..4 {
        harness.key_press(Key::ArrowRight);
        harness.run();
    }
    harness.key_press(Key::Backspace);
    harness.run();
    assert_eq!(harness.state().query, "کورستان");
    harness.event(Event::Text("د".to_owned()));
    harness.run();
    assert_eq!(harness.state().query, "کوردستان");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    harness.event(Event::Copy);
    harness.step();
    assert_eq!(copied(&harness).as_deref(), Some("کوردستان"));
}

#[test]
fn tab_walks_from_the_inputs_to_the_document_which_copies_all_of_itself() {
    let mut harness = harness();
    harness.get_by_label("گەڕان").focus();
    harness.run();
    for label in ["تێبینی", "دەق"] {
        harness.key_press(Key::Tab);
        harness.run();
        assert!(harness.get_by_label(label).is_focused(), "{label}");
    }
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    harness.event(Event::Copy);
    harness.step();
    assert_eq!(copied(&harness).as_deref(), Some(DOCUMENT));
}

#[test]
fn a_screen_reader_can_set_the_value() {
    let mut harness = harness();
    let request = egui::accesskit::ActionRequest {
        action: egui::accesskit::Action::SetValue,
        target_node: Id::unique("note").accesskit_id(),
        target_tree: egui::accesskit::TreeId::ROOT,
        data: Some(egui::accesskit::ActionData::Value("تێبینییەک".into())),
    };
    harness.event(Event::AccessKitActionRequest(request));
    harness.run();
    assert_eq!(harness.state().note, "تێبینییەک");
}

#[test]
fn nothing_is_painted_by_a_layout_without_bidi() {
    let mut harness = harness();
    harness.run();
    assert_eq!(text::stray_texts(&harness.output().shapes), Vec::<String>::new());
}
