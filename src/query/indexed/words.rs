//! Words searched for in the texts of an index.

use std::sync::Arc;

use crate::{
    engine::Entry,
    model::{DocId, Span},
    search::{
        Facet,
        language::{Hit, Ranking},
    },
};

use super::{
    super::{
        filter::Search,
        searched::{Around, Question, Searched},
    },
    Inner,
};

/// Documents looked through between two looks whether to go on.
const READ: usize = 64;

impl Inner {
    fn around(&self) -> Around<'_> {
        Around { interpreter: &self.making.interpreter, links: &self.links }
    }

    fn question(&self, search: Search<'_>) -> Arc<Question> {
        self.question.ask(self.around(), search, || {
            let columns = self.values.facets.iter().filter_map(|facet| match facet {
                Facet::Column(name) => Some(&**name),
                _ => None,
            });
            columns.collect()
        })
    }

    /// What a search finds in each document; `None` when stopped.
    pub(super) fn searched(
        &self,
        search: Search<'_>,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Option<Arc<Searched>> {
        let known = self.last.lock().ok().and_then(|last| last.clone());
        if let Some(searched) = known.filter(|searched| searched.answers(search)) {
            return Some(searched);
        }
        let question = self.question(search);
        let mut found: Vec<Option<Vec<Hit>>> = Vec::with_capacity(self.addresses.len());
        let mut lengths = Vec::with_capacity(self.addresses.len());
        let mut texts_with = vec![0_u32; question.plan.matchers.len()];
        for document in 0..self.addresses.len() {
            if document % READ == 0 && stop() {
                return None;
            }
            let Some(entry) = self.read(DocId(document as u32)) else {
                found.push(None);
                lengths.push(0);
                continue;
            };
            let (hits, has) = question.look_at_text(self.around(), &entry);
            for (count, has) in texts_with.iter_mut().zip(has) {
                *count += u32::from(has);
            }
            lengths.push(crate::lang::words(entry.folded.as_str()).count() as u32);
            found.push(hits);
        }
        let words = lengths.iter().map(|length| u64::from(*length)).sum();
        let count = |matcher: u32| texts_with.get(matcher as usize).copied().unwrap_or(0);
        let ranking = Ranking::new(&question.plan, found.len() as u32, words, &count);
        let searched = Arc::new(Searched::new(question, found, lengths.into_iter(), &ranking));
        if let Ok(mut last) = self.last.lock() {
            *last = Some(Arc::clone(&searched));
        }
        Some(searched)
    }

    /// Where the words stand in a document.
    pub(super) fn places(&self, entry: &Entry, search: Search<'_>) -> Vec<Span> {
        self.question(search).hits(self.around(), entry)
    }

    /// For each passage of a document: does the search hold in it?
    pub(super) fn passages_with(&self, document: DocId, search: Search<'_>) -> Vec<bool> {
        let Some(entry) = self.entry(document) else { return Vec::new() };
        self.question(search).passages(self.around(), &entry)
    }
}
