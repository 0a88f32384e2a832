//! Which documents tell the same story: a document and its exact or near copies, and copies of those.

use crate::model::DocId;

/// The story of each document, named by its earliest document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stories {
    of: Vec<DocId>,
    order: Vec<DocId>,
    /// Has nothing else its story?
    alone: Vec<bool>,
}

impl Stories {
    /// From the documents in the order of time and the earlier document that each copies.
    #[must_use]
    pub fn new(by_time: &[DocId], copied: impl Fn(DocId) -> Option<DocId>) -> Self {
        let mut of: Vec<DocId> = (0..by_time.len() as u32).map(DocId).collect();
        let mut rank: Vec<u32> = vec![0; by_time.len()];
        for (place, doc) in by_time.iter().enumerate() {
            rank[doc.0 as usize] = place as u32;
            if let Some(earlier) = copied(*doc) {
                // The earlier one was here before and knows its story.
                of[doc.0 as usize] = of[earlier.0 as usize];
            }
        }
        let mut order = by_time.to_vec();
        order.sort_by_key(|doc| (rank[of[doc.0 as usize].0 as usize], rank[doc.0 as usize]));
        let mut documents = vec![0_u32; of.len()];
        for story in &of {
            documents[story.0 as usize] += 1;
        }
        let alone = of.iter().map(|story| documents[story.0 as usize] == 1).collect();
        Self { of, order, alone }
    }

    /// The earliest document of a document's story; itself where it copies none.
    #[must_use]
    pub fn of(&self, doc: DocId) -> DocId {
        self.of.get(doc.0 as usize).copied().unwrap_or(doc)
    }

    /// Does no other document tell a document's story?
    #[must_use]
    pub fn is_alone(&self, doc: DocId) -> bool {
        self.alone.get(doc.0 as usize).copied().unwrap_or(true)
    }

    /// All documents, story by story, within a story the earliest first.
    #[must_use]
    pub fn in_order(&self) -> &[DocId] {
        &self.order
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_of_copies_are_one_story() {
        let docs = |ids: &[u32]| ids.iter().copied().map(DocId).collect::<Vec<_>>();
        // 3 is the earliest, 0 copies it, 2 copies 0; 1 stands alone between them in time.
        let by_time = docs(&[3, 1, 0, 2]);
        let stories = Stories::new(&by_time, |doc| match doc.0 {
            0 => Some(DocId(3)),
            2 => Some(DocId(0)),
            _ => None,
        });
        assert_eq!([0, 1, 2, 3].map(|doc| stories.of(DocId(doc)).0), [3, 1, 3, 3]);
        assert_eq!(stories.in_order(), docs(&[3, 0, 2, 1]));
        assert_eq!([0, 1, 2, 3].map(|doc| stories.is_alone(DocId(doc))), [false, true, false, false]);
    }
}
