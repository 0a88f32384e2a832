//! Sets of small numbers as bits: documents of a segment, passages.
//!
//! Pure; knows nothing of what is numbered.

use rayon::prelude::*;

/// Bits of a word.
const BITS: usize = u64::BITS as usize;
/// Words made by one thread in one go.
const RUN: usize = 64;

/// Numbers below a bound.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bitmap {
    words: Vec<u64>,
    bound: usize,
}

impl Bitmap {
    /// None of the numbers below `bound`.
    pub fn none(bound: usize) -> Self {
        Self { words: vec![0; bound.div_ceil(BITS)], bound }
    }

    /// The numbers below `bound` of which something holds, asked on all cores.
    pub fn of(bound: usize, holds: impl Fn(usize) -> bool + Sync) -> Self {
        let mut made = Self::none(bound);
        made.words.par_chunks_mut(RUN).enumerate().for_each(|(run, words)| {
            for (place, word) in words.iter_mut().enumerate() {
                let first = (run * RUN + place) * BITS;
                let numbers = first..(first + BITS).min(bound);
                *word = numbers.rev().fold(0, |word, number| word << 1 | u64::from(holds(number)));
            }
        });
        made
    }

    /// From the words that [`Self::words`] gave.
    pub fn from_words(bound: usize, mut words: Vec<u64>) -> Self {
        words.resize(bound.div_ceil(BITS), 0);
        let mut made = Self { words, bound };
        made.cut();
        made
    }

    /// Takes out what is not below the bound.
    fn cut(&mut self) {
        let over = self.words.len() * BITS - self.bound;
        if let Some(last) = self.words.last_mut() {
            *last &= u64::MAX >> over;
        }
    }

    /// All numbers are below this.
    pub fn bound(&self) -> usize {
        self.bound
    }

    /// The bits, the lowest numbers first.
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// Adds a number; one that is not below the bound is left out.
    #[inline]
    pub fn insert(&mut self, number: u32) {
        if (number as usize) < self.bound
            && let Some(word) = self.words.get_mut(number as usize / BITS)
        {
            *word |= 1 << (number as usize % BITS);
        }
    }

    /// Takes a number out.
    pub fn remove(&mut self, number: u32) {
        if let Some(word) = self.words.get_mut(number as usize / BITS) {
            *word &= !(1 << (number as usize % BITS));
        }
    }

    /// Adds the numbers from one up to another.
    pub fn insert_range(&mut self, start: u32, end: u32) {
        let end = (end as usize).min(self.bound);
        let mut at = start as usize;
        while at < end {
            let (word, bit) = (at / BITS, at % BITS);
            let length = (BITS - bit).min(end - at);
            self.words[word] |= (u64::MAX >> (BITS - length)) << bit;
            at += length;
        }
    }

    /// Is a number among them?
    #[inline]
    pub fn has(&self, number: u32) -> bool {
        self.words.get(number as usize / BITS).is_some_and(|word| word >> (number as usize % BITS) & 1 == 1)
    }

    /// Is a number from one up to another among them?
    pub fn has_between(&self, start: u32, end: u32) -> bool {
        let end = (end as usize).min(self.bound);
        let mut at = start as usize;
        while at < end {
            let (word, bit) = (at / BITS, at % BITS);
            let length = (BITS - bit).min(end - at);
            if self.words[word] & ((u64::MAX >> (BITS - length)) << bit) != 0 {
                return true;
            }
            at += length;
        }
        false
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// How many of them are in another set too.
    #[inline]
    pub fn count_with(&self, other: &Self) -> u32 {
        self.words.iter().zip(&other.words).map(|(a, b)| (a & b).count_ones()).sum()
    }

    /// Adds those of another set with the same bound.
    pub fn unite(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(own, other)| *own |= other);
    }

    /// Keeps those that another set with the same bound has too.
    pub fn intersect(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(own, other)| *own &= other);
    }

    /// Takes out those of another set with the same bound.
    pub fn subtract(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(own, other)| *own &= !other);
    }

    /// All numbers below the bound that are not among these.
    pub fn others(mut self) -> Self {
        self.words.iter_mut().for_each(|word| *word = !*word);
        self.cut();
        self
    }

    /// The numbers, ascending.
    pub fn iter(&self) -> impl Iterator<Item = u32> {
        each_bit(self.words.iter().copied())
    }

    /// Those that are in another set too, ascending.
    pub fn iter_with<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = u32> + 'a {
        each_bit(self.words.iter().zip(&other.words).map(|(a, b)| a & b))
    }
}

/// The numbers of the bits that are set in words.
fn each_bit(words: impl Iterator<Item = u64>) -> impl Iterator<Item = u32> {
    words.enumerate().flat_map(|(place, mut word)| {
        std::iter::from_fn(move || {
            let bit = (word != 0).then(|| word.trailing_zeros())?;
            word &= word - 1;
            Some((place * BITS) as u32 + bit)
        })
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn made(bound: u32, of: &BTreeSet<u32>) -> Bitmap {
        let mut made = Bitmap::none(bound as usize);
        for number in of {
            made.insert(*number);
        }
        made
    }

    fn told(set: &Bitmap) -> BTreeSet<u32> {
        set.iter().collect()
    }

    proptest! {
        #[test]
        fn sets_as_bits_are_sets(
            bound in 0_u32..300,
            a in prop::collection::btree_set(0_u32..320, 0..90),
            b in prop::collection::btree_set(0_u32..320, 0..90),
            range in (0_u32..320, 0_u32..320),
        ) {
            let below = |set: &BTreeSet<u32>| -> BTreeSet<u32> {
                set.iter().copied().filter(|number| *number < bound).collect()
            };
            let (one, other) = (made(bound, &a), made(bound, &b));
            let (a, b) = (below(&a), below(&b));
            prop_assert_eq!(told(&one), a.clone());
            prop_assert_eq!(one.count(), a.len());
            prop_assert_eq!(one.count_with(&other) as usize, a.intersection(&b).count());
            prop_assert_eq!(one.iter_with(&other).collect::<BTreeSet<_>>(), &a & &b);
            let changed = |change: &dyn Fn(&mut Bitmap)| {
                let mut set = one.clone();
                change(&mut set);
                told(&set)
            };
            prop_assert_eq!(changed(&|set| set.unite(&other)), &a | &b);
            prop_assert_eq!(changed(&|set| set.intersect(&other)), &a & &b);
            prop_assert_eq!(changed(&|set| set.subtract(&other)), &a - &b);
            let all: BTreeSet<u32> = (0..bound).collect();
            prop_assert_eq!(told(&one.clone().others()), &all - &a);
            prop_assert_eq!(told(&Bitmap::none(bound as usize).others()), all);
            let between: BTreeSet<u32> = (range.0..range.1).collect();
            prop_assert_eq!(one.has_between(range.0, range.1), a.intersection(&between).next().is_some());
            prop_assert_eq!(changed(&|set| set.insert_range(range.0, range.1)), &a | &below(&between));
            prop_assert_eq!(changed(&|set| between.iter().for_each(|number| set.remove(*number))), &a - &between);
            let again = Bitmap::of(bound as usize, |number| one.has(number as u32));
            prop_assert_eq!(&again, &one);
            prop_assert_eq!(Bitmap::from_words(bound as usize, one.words().to_vec()), one);
        }
    }
}
