//! Words by their letters: a table for short words that are looked up again and again, each in two places
//! of memory.
//!
//! Knows nothing of what words are.

use std::{collections::HashMap, hash::Hasher as _};

use super::{
    hash::{BuildFx, Fx, little_endian},
    learnt::WordId,
};

/// Letters of a word of up to 24 bytes, filled up with zeros.
type Letters = [u64; 3];

/// A word by number with when it was met.
#[derive(Clone, Copy, Debug, Default)]
struct Spelt {
    /// Zeros for a longer word.
    letters: Letters,
    /// The text it stood in last, and which of its forms it was there.
    met: (u32, u32),
}

/// A place of the table; empty where the number is [`EMPTY`].
#[derive(Clone, Copy, Debug)]
struct Slot {
    /// Half of the hash of the letters.
    tag: u32,
    id: u32,
}

const EMPTY: Slot = Slot { tag: 0, id: u32::MAX };

/// Words numbered from 0 as they come.
#[derive(Clone, Debug, Default)]
pub(super) struct Spellings {
    /// As many as a power of two, at most half of them taken.
    slots: Vec<Slot>,
    all: Vec<Spelt>,
    long: HashMap<Box<str>, WordId, BuildFx>,
}

impl Spellings {
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// The number of a word.
    #[inline]
    pub(super) fn find(&self, word: &str) -> Option<WordId> {
        let Some(letters) = packed(word) else { return self.long.get(word).copied() };
        let hash = hash(&letters);
        let mask = self.slots.len().checked_sub(1)?;
        let mut at = hash as usize & mask;
        loop {
            let slot = self.slots.get(at).filter(|slot| slot.id != EMPTY.id)?;
            let is_it = |spelt: &Spelt| spelt.letters == letters;
            if slot.tag == tag(hash) && self.all.get(slot.id as usize).is_some_and(is_it) {
                return Some(WordId(slot.id));
            }
            at = (at + 1) & mask;
        }
    }

    /// Adds a word that is not in it.
    pub(super) fn add(&mut self, word: &str) -> WordId {
        let id = WordId(self.all.len() as u32);
        let letters = packed(word);
        self.all.push(Spelt { letters: letters.unwrap_or_default(), met: (0, 0) });
        if letters.is_none() {
            self.long.insert(word.into(), id);
        } else if self.slots.len() < 2 * self.all.len() {
            self.arrange();
        } else {
            self.put(id);
        }
        id
    }

    /// When a word was met.
    pub(super) fn met(&mut self, id: WordId) -> Option<&mut (u32, u32)> {
        self.all.get_mut(id.0 as usize).map(|spelt| &mut spelt.met)
    }

    /// When each was met, by number.
    pub(super) fn all_met(&mut self) -> impl ExactSizeIterator<Item = &mut (u32, u32)> {
        self.all.iter_mut().map(|spelt| &mut spelt.met)
    }

    /// Keeps the words that get a new number; words keep their order.
    pub(super) fn keep(&mut self, moved: &[Option<WordId>]) {
        let to = |id: WordId| moved.get(id.0 as usize).copied().flatten();
        self.long.retain(|_, id| to(*id).map(|new| *id = new).is_some());
        let mut kept = moved.iter();
        self.all.retain(|_| kept.next().is_some_and(Option::is_some));
        self.arrange();
    }

    /// Makes the table anew with room to grow.
    fn arrange(&mut self) {
        self.slots.clear();
        self.slots.resize((4 * self.all.len()).next_power_of_two(), EMPTY);
        for id in 0..self.all.len() as u32 {
            self.put(WordId(id));
        }
    }

    /// Enters a word into the table; longer ones do not stand there.
    fn put(&mut self, id: WordId) {
        let Some(spelt) = self.all.get(id.0 as usize).filter(|spelt| spelt.letters[0] != 0) else { return };
        let hash = hash(&spelt.letters);
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while let Some(slot) = self.slots.get_mut(at) {
            if slot.id == EMPTY.id {
                *slot = Slot { tag: tag(hash), id: id.0 };
                return;
            }
            at = (at + 1) & mask;
        }
    }
}

/// The letters of a word, if there are few; zeros fill up, so none may be among them.
#[inline]
fn packed(word: &str) -> Option<Letters> {
    let mut letters = [0; 3];
    if word.len() > size_of::<Letters>() || word.is_empty() || word.as_bytes().contains(&0) {
        return None;
    }
    let mut rest = word.as_bytes();
    for part in &mut letters {
        let Some((eight, after)) = rest.split_first_chunk() else {
            *part = little_endian(rest);
            break;
        };
        *part = u64::from_le_bytes(*eight);
        rest = after;
    }
    Some(letters)
}

fn hash(letters: &Letters) -> u64 {
    let mut hash = Fx::default();
    for part in letters {
        hash.write_u64(*part);
    }
    hash.finish()
}

fn tag(hash: u64) -> u32 {
    (hash >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::{Spellings, WordId};

    #[test]
    fn every_word_is_found_and_no_other() {
        let mut words = Spellings::default();
        let word = |number: u32| match number % 3 {
            0 => format!("{number}"),
            1 => format!("w{}", number * 7919),
            _ => format!("{number}-").repeat(6),
        };
        assert_eq!(words.find("x"), None);
        for number in 0..5000 {
            assert_eq!(words.find(&word(number)), None);
            assert_eq!(words.add(&word(number)), WordId(number));
        }
        for number in 0..5000 {
            assert_eq!(words.find(&word(number)), Some(WordId(number)));
        }
        let mut kept = 0;
        let moved: Vec<Option<WordId>> = (0..5000)
            .map(|number| {
                (number % 2 == 0).then(|| {
                    kept += 1;
                    WordId(kept - 1)
                })
            })
            .collect();
        words.keep(&moved);
        assert_eq!(words.len(), 2500);
        for number in 0..5000 {
            assert_eq!(words.find(&word(number)), moved[number as usize]);
        }
    }

    #[test]
    fn a_zero_is_a_letter() {
        let mut words = Spellings::default();
        assert_eq!(words.add("a"), WordId(0));
        assert_eq!(words.find("a\0"), None);
        assert_eq!(words.add("a\0"), WordId(1));
        assert_eq!((words.find("a"), words.find("a\0")), (Some(WordId(0)), Some(WordId(1))));
    }
}
