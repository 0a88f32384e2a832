//! The choice of a font: what is offered, what choosing does, what happens when a font cannot be read.

use std::{path::PathBuf, time::Instant};

use balge::gui::fonts::{ChosenFont, Coverage, FontError, FontSource, InstalledFont, letters, load_file};
use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::corpus::{Window, folder, press, settle, state, wait_for, window};

/// Three families: one that can be read, one that cannot, one without two letters, in another order.
pub struct MadeUp;

impl FontSource for MadeUp {
    fn list(&mut self) -> Vec<InstalledFont> {
        let font = |family: &str, missing: &[char]| InstalledFont {
            family: family.to_owned(),
            path: PathBuf::new(),
            coverage: Coverage { missing_letters: missing.to_vec(), missing_signs: Vec::new() },
        };
        vec![
            font("Latin", letters()),
            font("Nearly", &['\u{695}', '\u{6b5}']),
            font("Broken", &[]),
            font("Whole", &[]),
            font("Vazirmatn", &[]),
        ]
    }

    fn load(&mut self, family: &str) -> Result<ChosenFont, FontError> {
        if family != "Whole" {
            return Err(FontError::Unknown(family.to_owned()));
        }
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fonts/Vazirmatn-Bold.ttf");
        Ok(ChosenFont { family: family.to_owned(), ..load_file(&path)? })
    }
}

fn opened(window: &mut Window) {
    press(window, Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    wait_for(window, |state| state.fonts.is_some());
}

/// Does text come from the chosen font?
fn is_chosen_in_use(window: &Window) -> bool {
    window.ctx.fonts(|fonts| fonts.definitions().font_data.contains_key("chosen"))
}

#[test]
fn fonts_are_offered_with_what_they_lack() {
    let folder = folder();
    let mut window = window(folder.path(), "en", None);
    opened(&mut window);
    let list = window.get_by_role_and_label(Role::ListBox, "Font");
    assert!(list.is_focused(), "the list takes the keyboard");
    let rows: Vec<String> = window
        .get_all_by_role(Role::ListBoxOption)
        .filter_map(|node| node.accesskit_node().label())
        .filter(|label| {
            ["Vazirmatn", "Broken", "Whole", "Latin", "Nearly"].iter().any(|f| label.starts_with(f))
        })
        .map(|label| label.replace(['\u{2068}', '\u{2069}'], ""))
        .collect();
    assert_eq!(
        rows,
        [
            "Vazirmatn: Comes with Balge; the default. In use.",
            "Broken: Has every Kurdish letter.",
            "Whole: Has every Kurdish letter.",
            "Latin: Has no Kurdish letters.",
            "Nearly: Lacks these letters: \u{695} \u{6b5}",
        ]
    );
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert_eq!(state(&window).dialog, None);
}

#[test]
fn a_chosen_font_is_used_kept_and_there_again_at_the_next_start() {
    let (folder, keep) = (folder(), tempfile::tempdir().unwrap());
    let mut first = window(folder.path(), "en", Some(keep.path()));
    opened(&mut first);
    // The first cannot be read: that is said, and the bundled font stays.
    press(&mut first, Modifiers::NONE, Key::ArrowDown);
    wait_for(&mut first, |state| state.font_trouble.is_some());
    assert_eq!(state(&first).settings.font, None);
    assert!(!is_chosen_in_use(&first));
    let said = first
        .get_all_by_role(Role::Label)
        .filter_map(|node| node.accesskit_node().value())
        .any(|words| words.contains("Broken") && words.contains("the font before stays"));
    assert!(said, "the failure is said in the dialog");

    press(&mut first, Modifiers::NONE, Key::ArrowDown);
    wait_for(&mut first, |state| state.settings.font.as_deref() == Some("Whole"));
    assert!(is_chosen_in_use(&first));
    assert_eq!(state(&first).font_trouble, None);
    // One that lacks letters can be stood on, not chosen.
    press(&mut first, Modifiers::NONE, Key::End);
    assert_eq!(state(&first).settings.font.as_deref(), Some("Whole"));
    press(&mut first, Modifiers::NONE, Key::Escape);
    let ctx = first.ctx.clone();
    first.state_mut().as_mut().unwrap().close(&ctx);

    let mut second = window(folder.path(), "en", Some(keep.path()));
    assert_eq!(state(&second).settings.font.as_deref(), Some("Whole"));
    let begun = Instant::now();
    while !is_chosen_in_use(&second) {
        assert!(begun.elapsed().as_secs() < 20, "the font never comes");
        settle(&mut second);
    }
    // Back to the bundled one.
    opened(&mut second);
    press(&mut second, Modifiers::NONE, Key::Home);
    wait_for(&mut second, |state| state.settings.font.is_none());
    assert!(!is_chosen_in_use(&second));
}
