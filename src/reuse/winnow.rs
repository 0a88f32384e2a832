//! Winnowing (Schleimer, Wilkerson, Aiken 2003): of every window of shingle hashes the smallest is kept.
//!
//! Any run of `shingle + window - 1` equal words leaves at least one equal fingerprint in both texts. No
//! knowledge of documents.

/// Bits of a packed fingerprint that hold the position; the rest hold the hash.
pub const POSITION_BITS: u32 = 24;
const POSITION_MASK: u64 = (1 << POSITION_BITS) - 1;

/// Odd multiplier of the rolling hash (the 64-bit golden ratio).
const BASE: u64 = 0x9e37_79b9_7f4a_7c15;

/// Hash (upper 40 bits) and word position (lower 24 bits) of one shingle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fingerprint(u64);

impl Fingerprint {
    fn new(hash: u64, position: usize) -> Self {
        Self((hash & !POSITION_MASK) | position as u64)
    }

    /// The 40 bits of the hash.
    pub fn hash(self) -> u64 {
        self.0 >> POSITION_BITS
    }

    /// Index of the shingle's first word.
    pub fn position(self) -> u32 {
        (self.0 & POSITION_MASK) as u32
    }
}

/// Finaliser of splitmix64: spreads the rolling hash over all bits.
fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// The fingerprints of a text, in text order. A text shorter than a window gives its smallest shingle; one
/// shorter than a shingle gives none. Words beyond the 24 bits of a position (16 million) are not seen.
pub fn winnow(words: &[u32], shingle: usize, window: usize) -> Vec<Fingerprint> {
    let words = &words[..words.len().min(POSITION_MASK as usize)];
    if shingle == 0 || window == 0 || words.len() < shingle {
        return Vec::new();
    }
    let drop_factor = (1..shingle).fold(1_u64, |power, _| power.wrapping_mul(BASE));
    let mut rolling = 0_u64;
    let mut hashes = Vec::with_capacity(words.len() + 1 - shingle);
    for (index, word) in words.iter().enumerate() {
        if index >= shingle {
            let gone = u64::from(words[index - shingle]) + 1;
            rolling = rolling.wrapping_sub(gone.wrapping_mul(drop_factor));
        }
        rolling = rolling.wrapping_mul(BASE).wrapping_add(u64::from(*word) + 1);
        if index + 1 >= shingle {
            hashes.push(mix(rolling));
        }
    }
    let mut kept: Vec<Fingerprint> = Vec::with_capacity(hashes.len() * 2 / (window + 1) + 1);
    let window = window.min(hashes.len());
    // Of equal hashes the rightmost, so that runs of one repeated word keep few.
    let mut best = 0;
    for end in window..=hashes.len() {
        let start = end - window;
        if best < start || end == window {
            best = start;
            for at in start..end {
                if hashes[at] <= hashes[best] {
                    best = at;
                }
            }
        } else if hashes[end - 1] <= hashes[best] {
            best = end - 1;
        }
        if kept.last().is_none_or(|last| last.position() as usize != best) {
            kept.push(Fingerprint::new(hashes[best], best));
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn short_texts() {
        assert!(winnow(&[1, 2, 3], 6, 6).is_empty());
        assert_eq!(winnow(&[1, 2, 3, 4, 5, 6], 6, 6).len(), 1);
        assert!(winnow(&[], 6, 6).is_empty());
    }

    #[test]
    fn one_word_repeated_keeps_one_in_each_step_of_a_window() {
        let kept = winnow(&[7; 600], 6, 6);
        assert!(kept.len() <= 600);
        assert!(kept.iter().all(|f| f.hash() == kept[0].hash()));
    }

    proptest! {
        #[test]
        fn equal_runs_share_a_fingerprint(
            run in prop::collection::vec(any::<u32>(), 11..40),
            before in prop::collection::vec(any::<u32>(), 0..30),
            after in prop::collection::vec(any::<u32>(), 0..30),
        ) {
            let mut other = before.clone();
            other.extend(&run);
            other.extend(&after);
            let a = winnow(&run, 6, 6);
            let b = winnow(&other, 6, 6);
            let shift = before.len() as u32;
            let same = |x: &Fingerprint| {
                b.iter().any(|y| x.hash() == y.hash() && x.position() + shift == y.position())
            };
            prop_assert!(a.iter().any(same));
        }

        #[test]
        fn every_window_keeps_one(words in prop::collection::vec(0_u32..5, 11..200)) {
            let kept = winnow(&words, 6, 6);
            for start in 0..=words.len() as u32 - 11 {
                let in_window = |f: &Fingerprint| (start..start + 6).contains(&f.position());
                prop_assert!(kept.iter().any(in_window));
            }
        }
    }
}
