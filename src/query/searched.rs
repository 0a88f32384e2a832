//! The texts of a snapshot as searching sees them.
//!
//! Finds in the folded text, answers in spans of the original.

use std::sync::Arc;

use crate::{
    engine::Snapshot,
    lang::{Tables, fold},
    model::{DocId, Span},
};

use super::words::Words;

/// What was typed, in the form texts are searched in.
pub(super) fn parse(tables: &Arc<Tables>, typed: &str) -> Words {
    Words::parse(typed, &|part| fold(tables, part).as_str().to_owned())
}

/// Number of places of a document where a term stands; `None` where the document does not match.
pub(super) fn count(snapshot: &Snapshot, document: DocId, words: &Words) -> Option<u32> {
    Some(words.find(snapshot.entry(document)?.folded.as_str())?.len() as u32)
}

/// Those places, with the number of the term's group; none where the document does not match.
pub(super) fn find(snapshot: &Snapshot, document: DocId, words: &Words) -> Vec<(Span, u32)> {
    let Some(entry) = snapshot.entry(document) else { return Vec::new() };
    let hits = words.find(entry.folded.as_str()).unwrap_or_default();
    hits.into_iter().map(|hit| (entry.folded.original(hit.span), hit.group)).collect()
}
