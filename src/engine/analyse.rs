//! The seam between loading and understanding: what is done to each document as it is read.

use std::sync::Arc;

use crate::model::{Document, Facts};

/// Makes facts of a document: a pure function of the document and the language data it holds.
pub trait Analyse: Send + Sync {
    /// What the document says.
    fn facts(&self, document: &Document) -> Facts;

    /// The version of the language data.
    fn version(&self) -> Arc<str>;
}

/// Reads texts without looking for facts: for listing and searching alone.
pub struct TextOnly;

impl Analyse for TextOnly {
    fn facts(&self, _: &Document) -> Facts {
        Facts::default()
    }

    fn version(&self) -> Arc<str> {
        "none".into()
    }
}
