//! Words searched for in the texts of an index.

use std::sync::Arc;

use crate::{
    engine::Entry,
    lang::fold,
    model::{DocId, Folded, Span},
    search::passage_of,
};

use super::{
    super::{filter::Search, words::Words},
    Inner,
};

impl Inner {
    fn words(&self, search: Search<'_>) -> Words {
        let fold = |part: &str| fold(&self.making.tables, part).as_str().to_owned();
        Words::parse(search.words, search.matching, &fold)
    }

    /// Number of hits in each document that matches; `None` when stopped.
    pub(super) fn hits_of_all(
        &self,
        search: Search<'_>,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Option<Arc<Vec<Option<u32>>>> {
        let words = self.words(search);
        let mut hits = Vec::with_capacity(self.addresses.len());
        for document in 0..self.addresses.len() as u32 {
            if document % 64 == 0 && stop() {
                return None;
            }
            let entry = self.read(DocId(document));
            hits.push(entry.and_then(|entry| Some(find(&entry, &words)?.len() as u32)));
        }
        Some(Arc::new(hits))
    }

    /// Where the words stand in a document, each with the number of its group.
    pub(super) fn places(&self, entry: &Entry, search: Search<'_>) -> Vec<(Span, u32)> {
        find(entry, &self.words(search)).unwrap_or_default()
    }

    /// For each passage of a document: do all the words stand in it?
    pub(super) fn passages_with(&self, document: DocId, search: Search<'_>) -> Vec<bool> {
        let Some(entry) = self.entry(document) else { return Vec::new() };
        let words = self.words(search);
        let mut found = vec![vec![false; words.groups.len()]; entry.facts.passages.len().max(1)];
        for (span, group) in find(&entry, &words).unwrap_or_default() {
            found[passage_of(&entry.facts, span).unwrap_or(0)][group as usize] = true;
        }
        found.into_iter().map(|groups| groups.into_iter().all(|found| found)).collect()
    }
}

fn find(entry: &Entry, words: &Words) -> Option<Vec<(Span, u32)>> {
    let original =
        |span: Span<Folded>| entry.folded.original(span).of(&entry.document.text).unwrap_or_default();
    let hits = words.find(entry.folded.as_str(), &original)?;
    Some(hits.into_iter().map(|hit| (entry.folded.original(hit.span), hit.group)).collect())
}
