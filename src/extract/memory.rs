//! What extraction remembers of words from one document to the next, so that it looks at each word once.
//!
//! Remembers nothing of documents: no fact depends on what is in it.

use super::{clauses::KnownMarks, resolve::Rare, units::Readings};
use crate::{
    lang::{LooseKeys, Words},
    pack::topic::CueWords,
};

/// The words of the documents read so far, for one pack. Each thread has its own.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    pub(super) words: Words,
    pub(super) readings: Readings,
    pub(super) cues: CueWords,
    pub(super) marks: KnownMarks,
    pub(super) loose: LooseKeys,
    pub(super) rare: Option<Rare>,
}

impl Memory {
    /// An empty one that keeps at most `room` words from one document to the next.
    #[must_use]
    pub fn with_room(room: usize) -> Self {
        Self { words: Words::with_room(room), ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::Memory;
    use crate::{
        extract::{Trace, facts, facts_learning},
        model::Document,
        pack::Pack,
    };

    #[test]
    fn no_fact_depends_on_what_was_read_before() {
        let pack = Pack::embedded().unwrap();
        let seeds = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
        let mut documents: Vec<Document> = std::fs::read_dir(seeds)
            .unwrap()
            .filter_map(|file| std::fs::read_to_string(file.unwrap().path()).ok())
            .map(|text| Document { path: "seed.txt".into(), text: text.into(), ..Document::default() })
            .collect();
        // The same letters as an address and as a Latin word.
        for text in ["WWW. دانیشت", "WWW دانیشت"] {
            documents.push(Document { path: "x.txt".into(), text: text.into(), ..Document::default() });
        }
        let alone: Vec<_> = documents.iter().map(|document| facts(document, &pack)).collect();
        for room in [0, 1, 100, 100_000] {
            let mut memory = Memory::with_room(room);
            for _ in 0..2 {
                for (document, alone) in documents.iter().zip(&alone) {
                    assert_eq!(facts_learning(document, &pack, &mut memory, &mut Trace::off()), *alone);
                }
            }
            memory = Memory::with_room(room);
            for (document, alone) in documents.iter().zip(&alone).rev() {
                assert_eq!(facts_learning(document, &pack, &mut memory, &mut Trace::off()), *alone);
            }
        }
    }
}
