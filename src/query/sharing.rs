//! Shared passages of a snapshot: what stands elsewhere, what changed, which documents are copies.
//!
//! Pure over the snapshot; slow for large ones (a second for ten thousand documents), so never called while
//! drawing.

use std::collections::HashMap;

use crate::{
    engine::Snapshot,
    model::{DocId, Span},
    reuse::{Change, Dated, Link, Options, Reuse, Words, find},
};

/// How a document copies an earlier one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Duplicate {
    /// The same text.
    Exact(DocId),
    /// At least [`NEAR`] of its words stand in the earlier one: which, and the share.
    Near(DocId, f32),
}

impl Duplicate {
    /// The earlier document.
    #[must_use]
    pub fn of(self) -> DocId {
        match self {
            Self::Exact(of) | Self::Near(of, _) => of,
        }
    }
}

/// Share of a document's words in one earlier document from which it is a near duplicate.
pub const NEAR: f32 = 0.8;

/// A passage that stands in another document too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedPassage {
    /// Where it stands here.
    pub here: Span,
    /// The other document.
    pub other: DocId,
    /// Where it stands there.
    pub there: Span,
    /// Is the other one earlier?
    pub is_copy: bool,
    /// What differs: here, there; either may be empty.
    pub changes: Vec<(Span, Span)>,
}

/// The words of a document of a snapshot; none for a number it does not have.
fn words(snapshot: &Snapshot, doc: DocId) -> Words {
    snapshot.entry(doc).map(|entry| Words::of(&entry.folded)).unwrap_or_default()
}

/// All shared passages. `None` when `cancelled` said so.
pub fn sharing(snapshot: &Snapshot, cancelled: impl Fn() -> bool + Sync) -> Option<Reuse> {
    let documents: Vec<Dated> =
        snapshot.documents().map(|(doc, entry)| Dated { doc, date: entry.facts.date.date }).collect();
    find(&documents, |doc| words(snapshot, doc), &Options::default(), cancelled)
}

/// The passages of one document that stand elsewhere, in its order.
#[must_use]
pub fn shared_passages(snapshot: &Snapshot, reuse: &Reuse, doc: DocId) -> Vec<SharedPassage> {
    let own = words(snapshot, doc);
    let mut passages: Vec<SharedPassage> = reuse
        .links_of(doc)
        .map(|link| {
            let is_copy = link.later.doc == doc;
            let (here, there) =
                if is_copy { (&link.later, &link.earlier) } else { (&link.earlier, &link.later) };
            let others = words(snapshot, there.doc);
            let change = |change: &Change| {
                let (a, b) =
                    if is_copy { (&change.later, &change.earlier) } else { (&change.earlier, &change.later) };
                (own.span(a), others.span(b))
            };
            SharedPassage {
                here: here.span,
                other: there.doc,
                there: there.span,
                is_copy,
                changes: link.changes.iter().map(change).collect(),
            }
        })
        .collect();
    passages.sort_by_key(|passage| (passage.here, passage.other));
    passages
}

/// For each document of the snapshot, which earlier one it copies as a whole.
#[must_use]
pub fn duplicates(snapshot: &Snapshot, reuse: &Reuse) -> Vec<Option<Duplicate>> {
    let mut order: Vec<DocId> = snapshot.documents().map(|(doc, _)| doc).collect();
    let date = |doc: DocId| snapshot.entry(doc).and_then(|entry| entry.facts.date.date);
    order.sort_by_key(|doc| (date(*doc).is_none(), date(*doc), *doc));
    let mut found: Vec<Option<Duplicate>> = vec![None; order.len()];
    let mut texts: HashMap<&str, DocId> = HashMap::new();
    for doc in order {
        let Some(entry) = snapshot.entry(doc) else { continue };
        let first = *texts.entry(entry.document.text.trim()).or_insert(doc);
        found[doc.0 as usize] =
            if first == doc { near(snapshot, reuse, doc) } else { Some(Duplicate::Exact(first)) };
    }
    found
}

fn near(snapshot: &Snapshot, reuse: &Reuse, doc: DocId) -> Option<Duplicate> {
    let mut links: Vec<&Link> = reuse.links_of(doc).filter(|link| link.later.doc == doc).collect();
    links.sort_by_key(|link| link.earlier.doc);
    let shared = links.chunk_by(|a, b| a.earlier.doc == b.earlier.doc);
    let most = shared.map(|links| (links.iter().map(|link| link.matched).sum::<u32>(), links[0].earlier.doc));
    // Of equals the document with the smaller number.
    let (matched, of) = most.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
    let share = matched as f32 / words(snapshot, doc).len().max(1) as f32;
    (share >= NEAR).then_some(Duplicate::Near(of, share.min(1.0)))
}
