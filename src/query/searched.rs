//! The texts of a snapshot as searching sees them.
//!
//! Finds in the folded text, answers in spans of the original.

use crate::{
    engine::{Entry, Snapshot},
    lang::fold,
    model::{DocId, Folded, Span},
};

use super::{filter::Search, words::Words};

/// What was typed, in the form texts are searched in.
pub(super) fn parse(snapshot: &Snapshot, search: Search<'_>) -> Words {
    let fold = |part: &str| fold(&snapshot.tables, part).as_str().to_owned();
    Words::parse(search.words, search.matching, &fold)
}

/// Number of places of a document where a term stands; `None` where the document does not match.
pub(super) fn count(snapshot: &Snapshot, document: DocId, words: &Words) -> Option<u32> {
    let entry = snapshot.entry(document)?;
    Some(words.find(entry.folded.as_str(), &|span| original(entry, span))?.len() as u32)
}

/// Those places, with the number of the term's group; none where the document does not match.
pub(super) fn find(snapshot: &Snapshot, document: DocId, words: &Words) -> Vec<(Span, u32)> {
    let Some(entry) = snapshot.entry(document) else { return Vec::new() };
    let hits = words.find(entry.folded.as_str(), &|span| original(entry, span)).unwrap_or_default();
    hits.into_iter().map(|hit| (entry.folded.original(hit.span), hit.group)).collect()
}

fn original(entry: &Entry, span: Span<Folded>) -> &str {
    entry.folded.original(span).of(&entry.document.text).unwrap_or_default()
}
