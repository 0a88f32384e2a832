//! Distinct strings in one allocation, each with a number: what names of large corpora are kept in.
//!
//! A string takes its bytes and twelve more. Numbers are given in the order in which strings come; a tag parts
//! strings of several sorts.

use std::hash::Hasher as _;

use crate::lang::Fx;

/// Strings one after the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Strings {
    /// All of them.
    pub text: String,
    /// Where each ends, in bytes.
    pub ends: Vec<u32>,
}

impl Strings {
    /// Adds one behind the others.
    pub fn push(&mut self, string: &str) {
        self.text.push_str(string);
        self.ends.push(self.text.len() as u32);
    }

    /// Number of strings.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// No string?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// A string; empty for a number there is not.
    #[must_use]
    #[inline]
    pub fn get(&self, number: u32) -> &str {
        let number = number as usize;
        let start =
            number.checked_sub(1).map_or(0, |before| self.ends.get(before).copied().unwrap_or_default());
        let end = self.ends.get(number).copied().unwrap_or(start);
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }
}

/// Distinct strings under tags.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Interner {
    strings: Strings,
    tags: Vec<u16>,
    /// Number plus one, at the place of its hash or the next free one; as many as a power of two.
    slots: Vec<u32>,
}

impl Interner {
    /// Strings that are distinct, with their tags.
    #[must_use]
    pub fn of(strings: Strings, tags: Vec<u16>) -> Self {
        let mut made = Self { strings, tags, slots: Vec::new() };
        made.tags.resize(made.strings.len(), 0);
        made.place_all(made.len() * 2);
        made
    }

    /// Number of strings.
    #[must_use]
    pub fn len(&self) -> usize {
        self.strings.len()
    }

    /// No string?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.strings.is_empty()
    }

    /// A string; empty for a number there is not.
    #[must_use]
    pub fn get(&self, number: u32) -> &str {
        self.strings.get(number)
    }

    /// The tag of a string; 0 for a number there is not.
    #[must_use]
    pub fn tag(&self, number: u32) -> u16 {
        self.tags.get(number as usize).copied().unwrap_or_default()
    }

    /// The strings by number, and their tags.
    #[must_use]
    pub fn parts(&self) -> (&Strings, &[u16]) {
        (&self.strings, &self.tags)
    }

    /// The number of a string, if it is known.
    #[must_use]
    pub fn find(&self, tag: u16, string: &str) -> Option<u32> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut at = hash(tag, string) as usize & mask;
        loop {
            let number = self.slots.get(at)?.checked_sub(1)?;
            if self.tag(number) == tag && self.get(number) == string {
                return Some(number);
            }
            at = (at + 1) & mask;
        }
    }

    /// The number of a string; a new one gets the next.
    pub fn intern(&mut self, tag: u16, string: &str) -> u32 {
        if let Some(known) = self.find(tag, string) {
            return known;
        }
        let number = self.len() as u32;
        self.strings.push(string);
        self.tags.push(tag);
        if self.len() * 4 > self.slots.len() * 3 {
            self.place_all(self.len() * 2);
        } else {
            self.place(number);
        }
        number
    }

    fn place_all(&mut self, room: usize) {
        self.slots = vec![0; room.next_power_of_two().max(16)];
        for number in 0..self.len() as u32 {
            self.place(number);
        }
    }

    fn place(&mut self, number: u32) {
        let mask = self.slots.len() - 1;
        let mut at = hash(self.tag(number), self.get(number)) as usize & mask;
        while self.slots[at] != 0 {
            at = (at + 1) & mask;
        }
        self.slots[at] = number + 1;
    }
}

fn hash(tag: u16, string: &str) -> u64 {
    let mut hasher = Fx::default();
    hasher.write(string.as_bytes());
    hasher.write_u8(tag as u8);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn numbers_are_kept(words in prop::collection::vec((0_u16..3, "[a-c\u{6d5}]{0,4}"), 0..300)) {
            let mut interner = Interner::default();
            let mut known: BTreeMap<(u16, String), u32> = BTreeMap::new();
            for (tag, word) in &words {
                let next = known.len() as u32;
                let number = *known.entry((*tag, word.clone())).or_insert(next);
                prop_assert_eq!(interner.intern(*tag, word), number);
            }
            prop_assert_eq!(interner.len(), known.len());
            let (strings, tags) = interner.parts();
            let again = Interner::of(strings.clone(), tags.to_vec());
            for ((tag, word), number) in &known {
                prop_assert_eq!(again.find(*tag, word), Some(*number));
                prop_assert_eq!((again.tag(*number), again.get(*number)), (*tag, word.as_str()));
            }
            prop_assert_eq!(again.find(7, "a"), None);
            prop_assert_eq!(again.get(again.len() as u32), "");
        }
    }
}
