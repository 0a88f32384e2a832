//! What every widget may ask: words, direction, sizes and colours.

use std::collections::BTreeMap;

use egui::{Align, Color32, Layout};

use crate::{
    gui::{
        text::Base,
        theme::{Palette, Tokens},
    },
    i18n::{Arg, Direction, Locale},
};

/// Words and looks of the interface for one frame.
#[derive(Debug)]
pub struct Look {
    /// Messages, digits and dates.
    pub locale: Locale,
    /// Sizes and colours.
    pub tokens: Tokens,
    /// Names of the user's own topics in the language of the interface, by id.
    pub topics: BTreeMap<String, String>,
}

impl Look {
    /// Words and looks without topics of the user's own.
    #[must_use]
    pub fn new(locale: Locale, tokens: Tokens) -> Self {
        Self { locale, tokens, topics: BTreeMap::new() }
    }

    /// A message.
    #[must_use]
    pub fn tr(&self, key: &str) -> String {
        self.locale.text(key)
    }

    /// A message with its values put in.
    #[must_use]
    pub fn tr_with(&self, key: &str, values: &[(&str, Arg<'_>)]) -> String {
        self.locale.format(key, values)
    }

    /// Colours.
    #[must_use]
    pub fn palette(&self) -> &Palette {
        &self.tokens.palette
    }

    /// Does the interface run right to left?
    #[must_use]
    pub fn is_rtl(&self) -> bool {
        self.locale.direction() == Direction::Rtl
    }

    /// The direction of texts of the interface itself.
    #[must_use]
    pub fn base(&self) -> Base {
        if self.is_rtl() { Base::Rtl } else { Base::Ltr }
    }

    /// Top to bottom, every row beginning at the side where reading begins.
    #[must_use]
    pub fn column(&self) -> Layout {
        Layout::top_down(if self.is_rtl() { Align::Max } else { Align::Min })
    }

    /// A quiet line colour.
    #[must_use]
    pub fn line(&self) -> Color32 {
        self.tokens.palette.border.0
    }
}
