//! The fonts of the window: bundled Vazirmatn first, signs and icons behind it, no font of the system
//! unless the user has chosen one.
//!
//! The same text looks the same on every machine. Sources and licences: `fonts/README.md`.
//!
//! A font of the system: `Installed::find()` lists those that cover Sorani, `Installed::load` reads one,
//! `FontLoader` does both off the window's thread, `text::set_font` puts it before the bundled ones.

mod coverage;
mod installed;
mod loader;

pub use coverage::{Coverage, SAMPLE, letters};
pub use installed::{FontError, Installed, InstalledFont, load_file};
pub use loader::{FontLoader, FontNews, FontSource, SystemFonts};

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily, FontTweak};

const REGULAR: &[u8] = include_bytes!("../../../fonts/Vazirmatn-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../../fonts/Vazirmatn-Bold.ttf");
const EMOJI: &[u8] = include_bytes!("../../../fonts/NotoEmoji-Regular.ttf");
const ICONS: &[u8] = include_bytes!("../../../fonts/Phosphor-Regular.ttf");

/// Family name of the bundled font.
pub const BUNDLED: &str = "Vazirmatn";

/// The family of bold text; `RichText::strong` is only a colour in egui.
#[must_use]
pub fn bold() -> FontFamily {
    FontFamily::Name("bold".into())
}

/// A font the user has chosen for text, read and checked.
#[derive(Clone, Debug, PartialEq)]
pub struct ChosenFont {
    /// Family name, for people.
    pub family: String,
    /// The font file, and which face of it.
    pub regular: (Arc<Vec<u8>>, u32),
    /// The bold face, if the family has one.
    pub bold: Option<(Arc<Vec<u8>>, u32)>,
}

/// The fonts to hand to egui: the chosen one first, if there is one, the bundled ones behind it.
#[must_use]
pub fn definitions(chosen: Option<&ChosenFont>) -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    let mut add = |name: &str, data: FontData| {
        fonts.font_data.insert(name.to_owned(), Arc::new(data));
        name.to_owned()
    };
    let regular = add("vazirmatn", FontData::from_static(REGULAR));
    let bold_face = add("vazirmatn-bold", FontData::from_static(BOLD));
    // Emoji are drawn to a larger square than letters; the scale is egui's own for this font.
    let emoji = add(
        "noto-emoji",
        FontData::from_static(EMOJI).tweak(FontTweak { scale: 0.81, ..FontTweak::default() }),
    );
    let icons = add("phosphor", FontData::from_static(ICONS));
    let own = |(bytes, index): &(Arc<Vec<u8>>, u32)| {
        FontData::from_blob(Arc::new(Shared(Arc::clone(bytes))), *index)
    };
    let chosen_regular = chosen.map(|c| add("chosen", own(&c.regular)));
    let chosen_bold = chosen.and_then(|c| c.bold.as_ref()).map(|b| add("chosen-bold", own(b)));

    let chain = |first: Option<String>, second: &String| -> Vec<String> {
        first.into_iter().chain([second.clone(), emoji.clone(), icons.clone()]).collect()
    };
    fonts.families.insert(FontFamily::Proportional, chain(chosen_regular.clone(), &regular));
    fonts.families.insert(FontFamily::Monospace, chain(chosen_regular.clone(), &regular));
    fonts.families.insert(bold(), chain(chosen_bold.or(chosen_regular), &bold_face));
    fonts
}

/// Font bytes that several definitions share.
struct Shared(Arc<Vec<u8>>);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}
