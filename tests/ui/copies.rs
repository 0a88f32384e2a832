//! Stories that stand in several documents: the mark at the margin, the places, the tab, counting once, the
//! import report.

use std::fs;

use balge::query::Tab;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tempfile::TempDir;

use super::corpus::{Window, send, settle, state, type_into, window};

const STORY: &str = "مستەفا کازمی گەیشتە بەغدا و باسی نەوت و غاز و کارەبا و ئاو و ڕێگاوبان و پەروەردە و تەندروستی و بودجەی ١٥ ملیاری ساڵی داهاتووی لەگەڵ بەرپرسانی هەرێم و وەزیر و پارێزگارەکان کرد";
const OTHER: &str = "CNN: نرخی نەوت بەرز بووەوە.";

/// Two tellings of a story, the later with another number, its exact copy, a short text and an empty file.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("a.txt", &format!("{STORY}.\n"));
    write("b.txt", &format!("سەرەتایەکی تر.\n{}.\n", STORY.replace("١٥", "٥١")));
    write("c.txt", &format!("{STORY}.\n"));
    write("d.txt", OTHER);
    write("e.txt", "");
    let table = "file,date,source\na.txt,2021-03-05,Rudaw\nb.txt,2021-03-07,NRT\nc.txt,2021-03-02,NRT\n";
    write("metadata.csv", table);
    folder
}

/// Rows of a list; below a dialog stand those of other lists, which say nothing of `sign`.
fn rows(window: &Window, of: &str, sign: &str) -> Vec<String> {
    let list = window.get_by_role_and_label(Role::ListBox, of).rect();
    let rows = window.query_all_by_role(Role::ListBoxOption);
    rows.filter(|row| list.contains(row.rect().center()))
        .filter_map(|row| row.accesskit_node().label())
        .filter(|label| label.contains(sign))
        .collect()
}

#[test]
fn a_passage_leads_to_its_other_places_and_what_changed() {
    let folder = folder();
    let mut window = window(folder.path(), "en", None);
    send(&mut window, balge::session::SelectCommand::Document("b.txt".into()));
    window.get_by_role_and_label(Role::Button, "Also stands in an earlier document").click();
    settle(&mut window);
    let mut places = rows(&window, "Where this passage stands", "March 2021");
    places.retain(|label| !label.ends_with("fact"));
    assert_eq!(places.len(), 3, "{places:?}");
    assert!(places[0].ends_with("NRT, 2 March 2021, Earliest"), "{places:?}");
    assert!(places[1].ends_with("Rudaw, 5 March 2021"), "{places:?}");
    assert!(places[2].ends_with("NRT, 7 March 2021, This document"), "{places:?}");
    window.get_by_role_and_label(Role::Status, "Differs in 1 place");
    window.get_by_value("Differs here: \u{2068}٥١\u{2069}");
    window.get_by_value("Differs here: \u{2068}١٥\u{2069}");
    window.get_by_role_and_label(Role::Button, "Open the other document").click();
    settle(&mut window);
    assert_eq!(state(&window).selection.document.as_deref(), Some("c.txt"));
    assert_eq!(state(&window).dialog, None);
    window.get_by_role_and_label(Role::Button, "Also stands in a later document");
}

#[test]
fn counting_once_changes_every_count_and_can_be_taken_back() {
    let folder = folder();
    let mut window = window(folder.path(), "en", None);
    window.get_by_role_and_label(Role::Status, "4 documents");
    window.get_by_role_and_label(Role::CheckBox, "مستەفا کازمی, 3");
    window.get_by_role_and_label(Role::CheckBox, "Count each story once").click();
    settle(&mut window);
    window.get_by_role_and_label(Role::Status, "2 stories in 4 documents");
    window.get_by_role_and_label(Role::CheckBox, "مستەفا کازمی, 1");
    window.get_by_role_and_label(Role::CheckBox, "Energy, 2");
    let documents = rows(&window, "Documents", "");
    assert_eq!(documents.len(), 2, "{documents:?}");
    assert!(documents[0].ends_with("+2 copies"), "{documents:?}");
    window.get_by_role_and_label(Role::Button, "Remove: Count each story once").click();
    settle(&mut window);
    window.get_by_role_and_label(Role::Status, "4 documents");
}

#[test]
fn the_tab_lists_passages_of_what_passes() {
    let folder = folder();
    let mut window = window(folder.path(), "en", None);
    window.get_by_role_and_label(Role::Tab, "Shared passages 1").click();
    settle(&mut window);
    assert_eq!(state(&window).tab, Tab::Shared);
    let passages = rows(&window, "Shared passages", "");
    assert_eq!(passages.len(), 1, "{passages:?}");
    assert!(passages[0].contains(", 3, "), "{passages:?}");
    assert!(passages[0].ends_with("2 March 2021, 5 days, Edited"), "{passages:?}");
    let list = window.get_by_role_and_label(Role::ListBox, "Shared passages").rect();
    let row =
        window.query_all_by_role(Role::ListBoxOption).find(|row| list.contains(row.rect().center())).unwrap();
    row.click();
    settle(&mut window);
    assert_eq!(state(&window).selection.document.as_deref(), Some("c.txt"));
    // A filter that leaves none of its documents leaves no passage.
    window.get_by_label("Exclude: مستەفا کازمی").click();
    settle(&mut window);
    window.get_by_role_and_label(Role::Tab, "Shared passages 0");
}

#[test]
fn the_report_tells_each_file_and_opens_it() {
    let folder = folder();
    let mut window = window(folder.path(), "en", None);
    window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::I);
    settle(&mut window);
    window.get_by_role_and_label(Role::Status, "5 of 5 files · 1 problem · 1 exact copy · 1 near copy");
    let told = rows(&window, "Import report", ".txt\u{2069}");
    assert_eq!(told.len(), 5, "{told:?}");
    assert!(told[0].contains("\u{2068}c.txt\u{2069}"), "{told:?}");
    assert!(told[4].contains("The file has no text"), "{told:?}");

    window.get_by_role_and_label(Role::Button, "Problem").click();
    settle(&mut window);
    window.get_by_role_and_label(Role::MenuItem, "Any problem").click();
    settle(&mut window);
    assert_eq!(rows(&window, "Import report", ".txt\u{2069}").len(), 1);
    window.get_by_role_and_label(Role::Button, "Problem: Any problem").click();
    settle(&mut window);
    window.get_by_role_and_label(Role::MenuItem, "All").click();
    settle(&mut window);

    window.get_by_role_and_label(Role::ColumnHeader, "Size").click();
    settle(&mut window);
    assert!(
        rows(&window, "Import report", ".txt\u{2069}")[0].contains("b.txt"),
        "{:?}",
        rows(&window, "Import report", ".txt\u{2069}")
    );

    type_into(&mut window, "Words in the name", "D.TXT");
    let told = rows(&window, "Import report", ".txt\u{2069}");
    assert_eq!(told.len(), 1, "{told:?}");

    // The same rows as a table.
    let out = folder.path().join("report.csv");
    let command = balge::session::ViewCommand::Export(balge::session::ExportFormat::Report, out.clone());
    send(&mut window, command);
    let begun = std::time::Instant::now();
    while !out.exists() {
        assert!(begun.elapsed().as_secs() < 20, "it is never written");
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    let text = fs::read_to_string(&out).unwrap();
    assert_eq!(text.lines().count(), 2, "{text}");
    assert!(text.lines().nth(1).unwrap().starts_with("d.txt,txt,UTF-8,"), "{text}");

    let row = window
        .query_all_by_role(Role::ListBoxOption)
        .find(|row| row.accesskit_node().label().is_some_and(|label| label.contains("d.txt")));
    row.unwrap().click();
    settle(&mut window);
    assert_eq!(state(&window).dialog, None);
    assert_eq!(state(&window).selection.document.as_deref(), Some("d.txt"));
}

#[test]
fn a_view_that_counts_once_is_the_same_when_it_is_opened_again() {
    let (folder, keep) = (folder(), tempfile::tempdir().unwrap());
    let mut first = window(folder.path(), "en", Some(keep.path()));
    first.get_by_role_and_label(Role::CheckBox, "Count each story once").click();
    settle(&mut first);
    first.state().as_ref().unwrap().send(balge::session::ViewCommand::SaveAs("once".into(), String::new()));
    let begun = std::time::Instant::now();
    while state(&first).views.is_empty() {
        assert!(begun.elapsed().as_secs() < 20, "it is never saved");
        std::thread::sleep(std::time::Duration::from_millis(2));
        settle(&mut first);
    }
    let ctx = first.ctx.clone();
    if let Some(balge) = first.state_mut() {
        balge.close(&ctx);
    }
    let second = window(folder.path(), "en", Some(keep.path()));
    second.get_by_role_and_label(Role::Status, "2 stories in 4 documents");
    assert_eq!(state(&second).opened().unwrap().view.name, "once");
    assert!(!state(&second).view_changed());
}

#[test]
fn a_converted_text_says_so_and_shows_what_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let stored = include_str!("../fixtures/legacy/ali-k.tsv");
    let stored = stored.lines().nth(3).and_then(|line| line.split('\t').next()).unwrap();
    let (bytes, _, _) = encoding_rs::WINDOWS_1256.encode(stored);
    fs::write(folder.path().join("old.txt"), bytes).unwrap();
    let mut window = window(folder.path(), "en", None);
    let said = "Converted from Ali-K (windows-1256)";
    window.get_by_role_and_label(Role::Status, said);
    window.get_by_role_and_label(Role::Button, "Show the original").click();
    settle(&mut window);
    assert!(state(&window).selection.original);
    window.get_by_role_and_label(Role::Button, "Show the converted text").click();
    settle(&mut window);
    window.get_by_role_and_label(Role::Status, said);
}
