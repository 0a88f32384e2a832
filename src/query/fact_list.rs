//! A list of facts: how many there are, and which stands where.
//!
//! A corpus may have more facts than fit into memory. Where they stand in the order of their texts only
//! their number in each document is kept, and a document's facts are found again when they are looked at.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use crate::{model::DocId, search::FactRef};

/// Finds the facts of a document that belong to a list.
pub trait FactSource: Send + Sync {
    /// In the order of the text.
    fn facts(&self, document: DocId) -> Vec<FactRef>;
}

/// Facts in an order. Cheap to clone.
#[derive(Clone, Default)]
pub struct FactList(Places);

#[derive(Clone)]
enum Places {
    /// Not known yet.
    Pending,
    /// One by one.
    Listed(Arc<[FactRef]>),
    /// Document by document.
    ByText(Arc<ByText>, Direction),
    /// In an order of the places they have document by document.
    Ordered(Arc<ByText>, Arc<Vec<u32>>),
}

impl Default for Places {
    fn default() -> Self {
        Self::Listed(Arc::default())
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Forward,
    Backward,
}

struct ByText {
    /// Documents that have some, ascending, with the number of facts up to their end.
    documents: Vec<(DocId, u32)>,
    source: Arc<dyn FactSource>,
    /// Looked at last: rows of one document follow one another.
    last: Mutex<Option<(DocId, Arc<[FactRef]>)>>,
}

impl FactList {
    /// A list that is still being made.
    #[must_use]
    pub fn pending() -> Self {
        Self(Places::Pending)
    }

    /// In the order of the texts, from the number of facts of each document (ascending).
    #[must_use]
    pub fn by_text(
        counts: impl Iterator<Item = (DocId, u32)>,
        source: Arc<dyn FactSource>,
        is_backward: bool,
    ) -> Self {
        let mut end = 0_u32;
        let documents = counts.filter(|(_, count)| *count > 0).map(|(document, count)| {
            end = end.saturating_add(count);
            (document, end)
        });
        let documents = documents.collect();
        let direction = if is_backward { Direction::Backward } else { Direction::Forward };
        Self(Places::ByText(Arc::new(ByText { documents, source, last: Mutex::default() }), direction))
    }

    /// The facts of some places of a list that is in the order of the texts; nothing of any other list.
    #[must_use]
    pub fn ordered(&self, places: Vec<u32>) -> Self {
        match &self.0 {
            Places::ByText(texts, Direction::Forward) => {
                Self(Places::Ordered(Arc::clone(texts), Arc::new(places)))
            }
            _ => Self::default(),
        }
    }

    /// Is it known which facts there are?
    #[must_use]
    pub fn is_ready(&self) -> bool {
        !matches!(self.0, Places::Pending)
    }

    /// Number of facts; 0 while that is not known.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.0 {
            Places::Pending => 0,
            Places::Listed(facts) => facts.len(),
            Places::ByText(texts, _) => texts.len(),
            Places::Ordered(_, places) => places.len(),
        }
    }

    /// No fact, as far as is known?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The fact at a place.
    #[must_use]
    pub fn get(&self, ix: usize) -> Option<FactRef> {
        match &self.0 {
            Places::Pending => None,
            Places::Listed(facts) => facts.get(ix).copied(),
            Places::ByText(texts, Direction::Forward) => texts.get(ix),
            Places::ByText(texts, Direction::Backward) => texts.get(texts.len().checked_sub(ix + 1)?),
            Places::Ordered(texts, places) => texts.get(*places.get(ix)? as usize),
        }
    }

    /// The place of a fact.
    #[must_use]
    pub fn position(&self, fact: FactRef) -> Option<usize> {
        match &self.0 {
            Places::Pending => None,
            Places::Listed(facts) => facts.iter().position(|known| *known == fact),
            Places::ByText(texts, direction) => {
                let (start, facts) = texts.of(fact.document)?;
                let at = start + facts.iter().position(|known| *known == fact)?;
                Some(if *direction == Direction::Forward { at } else { texts.len() - at - 1 })
            }
            Places::Ordered(texts, places) => {
                let (start, facts) = texts.of(fact.document)?;
                let at = start + facts.iter().position(|known| *known == fact)?;
                places.iter().position(|place| *place as usize == at)
            }
        }
    }

    /// The first place of a document's facts, and the last.
    #[must_use]
    pub fn ends_in(&self, document: DocId) -> Option<(usize, usize)> {
        match &self.0 {
            Places::Pending => None,
            Places::Listed(facts) => {
                let of = |fact: &FactRef| fact.document == document;
                Some((facts.iter().position(of)?, facts.iter().rposition(of)?))
            }
            Places::ByText(texts, direction) => {
                let (start, end) = texts.range(document)?;
                Some(match direction {
                    Direction::Forward => (start, end - 1),
                    Direction::Backward => (texts.len() - end, texts.len() - start - 1),
                })
            }
            Places::Ordered(texts, places) => {
                let (start, end) = texts.range(document)?;
                let of = |place: &u32| (start..end).contains(&(*place as usize));
                Some((places.iter().position(of)?, places.iter().rposition(of)?))
            }
        }
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = FactRef> {
        (0..self.len()).filter_map(|ix| self.get(ix))
    }
}

impl From<Vec<FactRef>> for FactList {
    fn from(facts: Vec<FactRef>) -> Self {
        Self(Places::Listed(facts.into()))
    }
}

impl fmt::Debug for FactList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_ready() { write!(f, "{} facts", self.len()) } else { f.write_str("facts not known yet") }
    }
}

impl ByText {
    fn len(&self) -> usize {
        self.documents.last().map_or(0, |(_, end)| *end as usize)
    }

    /// Places of a document's facts.
    fn range(&self, document: DocId) -> Option<(usize, usize)> {
        let at = self.documents.binary_search_by_key(&document, |(document, _)| *document).ok()?;
        Some((self.start(at), self.documents[at].1 as usize))
    }

    fn start(&self, at: usize) -> usize {
        at.checked_sub(1).map_or(0, |before| self.documents[before].1 as usize)
    }

    fn of(&self, document: DocId) -> Option<(usize, Arc<[FactRef]>)> {
        let (start, _) = self.range(document)?;
        Some((start, self.facts(document)))
    }

    fn get(&self, ix: usize) -> Option<FactRef> {
        let at = self.documents.partition_point(|(_, end)| *end as usize <= ix);
        let (document, _) = *self.documents.get(at)?;
        self.facts(document).get(ix - self.start(at)).copied()
    }

    fn facts(&self, document: DocId) -> Arc<[FactRef]> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        match &*last {
            Some((known, facts)) if *known == document => Arc::clone(facts),
            _ => {
                let facts: Arc<[FactRef]> = self.source.facts(document).into();
                *last = Some((document, Arc::clone(&facts)));
                facts
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::FactKind;

    struct Made(Vec<u32>);

    impl FactSource for Made {
        fn facts(&self, document: DocId) -> Vec<FactRef> {
            let count = self.0.get(document.0 as usize).copied().unwrap_or_default();
            (0..count).map(|ix| FactRef { document, kind: FactKind::Event, ix }).collect()
        }
    }

    #[test]
    fn found_again_as_they_would_be_listed() {
        let counts = vec![2, 0, 3, 1];
        let all: Vec<FactRef> = (0..4).flat_map(|doc| Made(counts.clone()).facts(DocId(doc))).collect();
        for backward in [false, true] {
            let source = Arc::new(Made(counts.clone()));
            let pairs = counts.iter().enumerate().map(|(doc, count)| (DocId(doc as u32), *count));
            let lazy = FactList::by_text(pairs, source, backward);
            let mut listed = all.clone();
            if backward {
                listed.reverse();
            }
            let listed = FactList::from(listed);
            assert_eq!(lazy.iter().collect::<Vec<_>>(), listed.iter().collect::<Vec<_>>());
            assert_eq!((lazy.len(), lazy.get(6)), (6, None));
            for fact in &all {
                assert_eq!(lazy.position(*fact), listed.position(*fact));
            }
            for doc in 0..5 {
                assert_eq!(lazy.ends_in(DocId(doc)), listed.ends_in(DocId(doc)));
            }
        }
        assert!(!FactList::pending().is_ready() && FactList::pending().is_empty());
    }

    #[test]
    fn in_another_order_as_it_would_be_listed() {
        let made = || Made(vec![2, 0, 3, 1]);
        let all: Vec<FactRef> = (0..4).flat_map(|doc| made().facts(DocId(doc))).collect();
        let pairs = (0..).map(DocId).zip(made().0);
        let by_text = FactList::by_text(pairs, Arc::new(made()), false);
        // One of them is left out.
        let places = [5, 0, 3, 4, 1];
        let listed = FactList::from(places.map(|place| all[place as usize]).to_vec());
        let lazy = by_text.ordered(places.to_vec());
        assert_eq!(lazy.iter().collect::<Vec<_>>(), listed.iter().collect::<Vec<_>>());
        assert_eq!((lazy.len(), lazy.get(5)), (5, None));
        for fact in &all {
            assert_eq!(lazy.position(*fact), listed.position(*fact));
        }
        for doc in 0..5 {
            assert_eq!(lazy.ends_in(DocId(doc)), listed.ends_in(DocId(doc)));
        }
        assert!(listed.ordered(vec![0]).is_empty());
    }
}
