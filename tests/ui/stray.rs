//! Every painted text of every page that runs right to left was laid out by `gui::text`.

use balge::{
    gui::text::{is_ours, needs_bidi},
    session::{Dialog, UiCommand},
};
use egui::Shape;

use super::corpus::{Window, folder, settle, window};

fn strays(shape: &Shape, out: &mut Vec<String>) {
    match shape {
        Shape::Text(text) if needs_bidi(text.galley.text()) && !is_ours(&text.galley) => {
            out.push(text.galley.text().to_owned());
        }
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| strays(shape, out)),
        _ => {}
    }
}

fn check(window: &Window, page: &str) {
    let mut found = Vec::new();
    let mut texts = 0;
    for clipped in &window.output().shapes {
        texts += usize::from(matches!(clipped.shape, Shape::Text(_)));
        strays(&clipped.shape, &mut found);
    }
    assert!(texts > 10, "{page}: nothing was drawn");
    assert!(found.is_empty(), "{page}: {found:?}");
}

#[test]
fn no_text_escapes_the_layout() {
    let folder = folder();
    for language in ["ckb", "en"] {
        let mut window = window(folder.path(), language, None);
        check(&window, language);
        for command in [
            UiCommand::TimelineTab,
            UiCommand::ShowPalette,
            UiCommand::ShowShortcuts,
            UiCommand::SaveViewAs,
            UiCommand::ShowViews,
            UiCommand::OpenPath,
            UiCommand::ShowProblems,
            UiCommand::ExportCsv,
        ] {
            window.state().as_ref().unwrap().send(command);
            settle(&mut window);
            check(&window, &format!("{language} {command:?}"));
            let dialog = window.state().as_ref().unwrap().state().dialog;
            assert_eq!(dialog, command.dialog().filter(|d| *d != Dialog::Palette).or(dialog));
            window.state().as_ref().unwrap().send(UiCommand::CloseDialog);
            settle(&mut window);
        }
    }
}
