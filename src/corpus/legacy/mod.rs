//! Text typed with old Kurdish fonts (Ali-K, Ali-Web, Dylan, Zarnegar), which drew Kurdish letters in the
//! places of Arabic ones: recognised, converted, the original kept with a map back to it.
//!
//! The tables are data (`assets/lang/legacy`). A text is converted only when the result is plainly better
//! Sorani than what was there.

mod table;

use std::sync::OnceLock;

use crate::{
    lang::{Language, Tables, known_share},
    model::Conversion,
};

pub use table::{FontTable, LegacyError};

/// Name of each encoding, as documents state it, with its table.
const TABLES: [(&str, &str); 4] = [
    ("Ali-K", include_str!("../../../assets/lang/legacy/ali-k.tsv")),
    ("Ali-Web", include_str!("../../../assets/lang/legacy/ali-web.tsv")),
    ("KDylan", include_str!("../../../assets/lang/legacy/dylan.tsv")),
    ("Zarnegar", include_str!("../../../assets/lang/legacy/zarnegar.tsv")),
];

/// Bytes of a text that are tried out.
const SAMPLE_BYTES: usize = 8 << 10;

/// Letters below which nothing is claimed.
const MIN_LETTERS: usize = 40;

/// Share of frequent Sorani words that a converted text must have: real texts have about a third.
const MIN_SHARE: f32 = 0.12;

/// How much better than the text as it stands the converted one must be.
const GAIN: f32 = 1.25;

/// Share of letters that carry a font's marks from which the text need not gain in known words.
const MARKED_SHARE: f32 = 0.01;

/// Share of letters a font does not have, up to which a text may still be typed with it (a foreign word).
const STRANGER_SHARE: f32 = 0.005;

/// Letters of Sorani that none of the old encodings has (AE, O, E, LL, RR) above this share: the text is
/// Unicode already.
const MODERN_SHARE: f32 = 0.02;

fn tables() -> &'static [(&'static str, FontTable)] {
    static PARSED: OnceLock<Vec<(&str, FontTable)>> = OnceLock::new();
    // A table that does not parse is left out here and named by the tests.
    PARSED.get_or_init(|| {
        TABLES.iter().filter_map(|(name, text)| Some((*name, FontTable::parse(text).ok()?))).collect()
    })
}

/// The encoding's name, the text in Unicode, and how it was before; `None` for a text that needs nothing.
#[must_use]
pub fn convert(language: &Tables, text: &str) -> Option<(&'static str, String, Conversion)> {
    let (name, table) = recognise(language, text)?;
    let (converted, steps) = table.convert(text);
    Some((name, converted, Conversion { original: text.into(), steps }))
}

/// The old encoding a text is in.
fn recognise(language: &Tables, text: &str) -> Option<(&'static str, &'static FontTable)> {
    let mut end = text.len().min(SAMPLE_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = &text[..end];
    let (mut letters, mut modern) = (0_usize, 0_usize);
    for c in sample.chars() {
        letters += usize::from(('\u{620}'..='\u{64a}').contains(&c) || ('\u{671}'..='\u{6d5}').contains(&c));
        modern += usize::from(matches!(c, '\u{6d5}' | '\u{6c6}' | '\u{6ce}' | '\u{6b5}' | '\u{695}'));
    }
    if letters < MIN_LETTERS || modern as f32 > letters as f32 * MODERN_SHARE {
        return None;
    }
    let share = |text: &str, of| known_share(language, text, of);
    let is_possible = |table: &FontTable| table.strangers(sample) as f32 <= letters as f32 * STRANGER_SHARE;
    let tried = tables()
        .iter()
        .filter(|(_, table)| is_possible(table))
        .map(|(name, table)| (share(&table.convert(sample).0, Language::Sorani), *name, table));
    // Of equals the first: the order is that of how common the fonts were.
    let (best, name, table) = tried.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
    let is_marked = table.marks(sample) as f32 >= letters as f32 * MARKED_SHARE;
    // Heh for AE is modern text of an old keyboard; Zarnegar's own letters carry marks.
    if table.needs_marks() && !is_marked {
        return None;
    }
    let gain = if is_marked { 1.0 } else { GAIN };
    let better_than = |of, gain: f32| best > 0.0 && best >= share(sample, of) * gain;
    let is_better = better_than(Language::Sorani, gain)
        && better_than(Language::Arabic, GAIN)
        && better_than(Language::Persian, GAIN);
    (best >= MIN_SHARE && is_better).then_some((name, table))
}

#[cfg(test)]
mod tests;
