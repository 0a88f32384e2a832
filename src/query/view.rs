//! A saved view: what was asked, how it was shown, and a note, in one readable file.
//!
//! The file's form is versioned; fields this program does not know are refused only when the version
//! is newer, so that nothing is lost by rewriting.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::results::Query;

/// The version written.
pub const VIEW_VERSION: u32 = 1;

/// Tabs below the reader that a view can open on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tab {
    /// The table of facts.
    #[default]
    Facts,
    /// Facts in the order of time.
    Timeline,
    /// Passages that stand in several documents.
    Shared,
}

impl Tab {
    /// All, in the order they are shown.
    pub const ALL: [Self; 3] = [Self::Facts, Self::Timeline, Self::Shared];
}

/// A saved view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedView {
    /// Version of the file's form.
    pub version: u32,
    /// What the user called it.
    pub name: String,
    /// What the user wrote about it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The corpus, relative to the folder the file lies in (`../..` in `.balge/views`).
    pub corpus: String,
    /// What was asked.
    #[serde(flatten)]
    pub query: Query,
    /// Columns of the facts table, in order; empty for the usual ones.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// The open tab.
    pub tab: Tab,
}

impl Default for SavedView {
    fn default() -> Self {
        Self {
            version: VIEW_VERSION,
            name: String::new(),
            note: String::new(),
            corpus: "../..".to_owned(),
            query: Query::default(),
            columns: Vec::new(),
            tab: Tab::default(),
        }
    }
}

/// Why a view file cannot be used.
#[derive(Debug, Error)]
pub enum ViewError {
    /// Not the JSON of a view.
    #[error("this is no saved view: {0}")]
    Malformed(#[from] serde_json::Error),
    /// Written by a newer program.
    #[error(
        "the view has the form of version {0}, this program knows version {VIEW_VERSION}; a newer Balge opens it"
    )]
    Newer(u32),
}

impl SavedView {
    /// Reads the text of a view file.
    pub fn parse(text: &str) -> Result<Self, ViewError> {
        /// Looked at first, so that a newer form is not called malformed.
        #[derive(Deserialize)]
        struct Versioned {
            version: u32,
        }
        let versioned: Versioned = serde_json::from_str(text)?;
        if versioned.version > VIEW_VERSION {
            return Err(ViewError::Newer(versioned.version));
        }
        Ok(serde_json::from_str(text)?)
    }

    /// The text of the view's file.
    pub fn to_text(&self) -> Result<String, ViewError> {
        let mut text = serde_json::to_string_pretty(self)?;
        text.push('\n');
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{DocumentKey, Facet, Mark, Sort};

    #[test]
    fn written_and_read_back() {
        let mut view =
            SavedView {
                name: "وزە".into(), note: "=1".into(), tab: Tab::Timeline, ..SavedView::default()
            };
        view.query.filter.set(&Facet::Topic, &"energy".into(), Some(Mark::Include));
        view.query.filter.words = "نەوت".into();
        view.query.documents = Sort { by: DocumentKey::Date, descending: true };
        let text = view.to_text().unwrap();
        assert!(text.contains("\"energy\""), "{text}");
        assert_eq!(SavedView::parse(&text).unwrap(), view);
    }

    #[test]
    fn broken_and_newer_files_say_so() {
        assert!(matches!(SavedView::parse("{}"), Err(ViewError::Malformed(_))));
        assert!(matches!(SavedView::parse("{\"version\": 1, \"filter\": 3}"), Err(ViewError::Malformed(_))));
        assert!(matches!(SavedView::parse("{\"version\": 9, \"filter\": 3}"), Err(ViewError::Newer(9))));
        assert_eq!(SavedView::parse("{\"version\": 1}").unwrap().query, Query::default());
    }
}
