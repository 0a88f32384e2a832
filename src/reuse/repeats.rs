//! Which fingerprints come more than once: what lets the others be forgotten at once.
//!
//! Most shingles of a corpus stand in one place only. Two bits for each of many slots tell those from the
//! rest without holding them, so that memory is that of what is shared, not of all texts.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use super::winnow::Fingerprint;

/// Slots for each document: some eight for each of its fingerprints, of which an article has about a hundred.
const SLOTS_PER_DOCUMENT: usize = 1024;

/// At most so many slots, two bits each: half a gigabyte.
const MOST_SLOTS: usize = 1 << 31;

/// Slots in a word.
const WORD: usize = 64;

/// A slot for each fingerprint's hash, several hashes to a slot.
pub struct Repeats {
    once: Vec<AtomicU64>,
    again: Vec<AtomicU64>,
}

impl Repeats {
    /// For so many documents.
    pub fn new(documents: usize) -> Self {
        let slots = documents.saturating_mul(SLOTS_PER_DOCUMENT).clamp(WORD, MOST_SLOTS).next_power_of_two();
        let words = || std::iter::repeat_with(AtomicU64::default).take(slots / WORD).collect();
        Self { once: words(), again: words() }
    }

    fn place(&self, print: Fingerprint) -> (usize, u64) {
        let slot = print.hash() as usize & (self.once.len() * WORD - 1);
        (slot / WORD, 1 << (slot % WORD))
    }

    /// Notes a fingerprint.
    pub fn note(&self, print: Fingerprint) {
        let (word, bit) = self.place(print);
        if self.once[word].fetch_or(bit, Relaxed) & bit != 0 {
            self.again[word].fetch_or(bit, Relaxed);
        }
    }

    /// May it have been noted more than once? Never wrong when it says no.
    pub fn may_repeat(&self, print: Fingerprint) -> bool {
        let (word, bit) = self.place(print);
        self.again[word].load(Relaxed) & bit != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reuse::winnow::winnow;

    #[test]
    fn what_comes_twice_is_kept_and_little_else() {
        let repeats = Repeats::new(4);
        let texts: Vec<Vec<u32>> =
            (0..4_u32).map(|n| (0..300).map(|at| n * 1000 + at).chain(0..40).collect()).collect();
        let prints: Vec<_> = texts.iter().map(|text| winnow(text, 6, 6)).collect();
        for print in prints.iter().flatten() {
            repeats.note(*print);
        }
        // The last words are the same in all.
        assert!(prints.iter().all(|prints| prints.last().is_some_and(|print| repeats.may_repeat(*print))));
        let kept = prints.iter().flatten().filter(|print| repeats.may_repeat(**print)).count();
        assert!(kept < prints.iter().flatten().count() / 3, "{kept}");
    }
}
