//! What the user set once and expects again.
//!
//! Its own structure with a version and defaults, so that an upgrade never loses it.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use serde::{Deserialize, Serialize};

use crate::query::FactKind;

/// Colours of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// White on black, with strong lines.
    Contrast,
}

/// The version written.
pub const SETTINGS_VERSION: u32 = 1;

/// Folders kept on the recent list.
pub const RECENT: usize = 12;

/// Searches kept.
pub const SEARCHES: usize = 20;

/// Settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Version of the file's form.
    pub version: u32,
    /// Language of the interface, as a tag.
    pub language: String,
    /// Colours.
    pub theme: Theme,
    /// Font of all text, by its family; `None` for the bundled one.
    pub font: Option<String>,
    /// Size of everything, 1.0 as designed.
    pub zoom: f32,
    /// Kinds of facts not shown beside the text.
    pub hidden_kinds: BTreeSet<FactKind>,
    /// Sizes of panels in points, by name.
    pub panels: BTreeMap<String, f32>,
    /// Position and size of the window in points: x, y, width, height.
    pub window: Option<[f32; 4]>,
    /// Folders opened before, the last first.
    pub recent: Vec<PathBuf>,
    /// What was searched for before, the last first.
    pub searches: Vec<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            version: SETTINGS_VERSION,
            language: "ckb".to_owned(),
            theme: Theme::default(),
            font: None,
            zoom: 1.0,
            hidden_kinds: BTreeSet::new(),
            panels: BTreeMap::new(),
            window: None,
            recent: Vec::new(),
            searches: Vec::new(),
        }
    }
}

impl Settings {
    /// Brings values that a hand wrote wrong back into what the window can show.
    #[must_use]
    pub fn checked(mut self) -> Self {
        self.zoom = if self.zoom.is_finite() { self.zoom.clamp(0.5, 3.0) } else { 1.0 };
        self.panels.retain(|_, size| size.is_finite() && *size > 0.0);
        self.window = self.window.filter(|window| window.iter().all(|number| number.is_finite()));
        self.recent.truncate(RECENT);
        self.searches.truncate(SEARCHES);
        self
    }

    /// Puts a search at the head of those made before.
    pub fn remember_search(&mut self, words: &str) {
        let words = words.trim();
        if !words.is_empty() {
            self.searches.retain(|known| known != words);
            self.searches.insert(0, words.to_owned());
            self.searches.truncate(SEARCHES);
        }
    }

    /// Puts a folder at the head of the recent list.
    pub fn remember_folder(&mut self, folder: PathBuf) {
        self.recent.retain(|known| *known != folder);
        self.recent.insert(0, folder);
        self.recent.truncate(RECENT);
    }
}
