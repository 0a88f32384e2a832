//! Classes of words and the closed set of class sets, so that a unit of text is one symbol.
//!
//! Knows no word and no rule: only names, sets and bits.

use std::collections::HashMap;

use crate::lang::BuildFx;

/// A class of words (`title`, `country`) by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClassId(pub u16);

/// An interned set of classes; the lexical half of a unit's symbol.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SetId(pub u16);

/// The largest number of class sets one symbol can tell apart (the private-use area of the basic plane).
pub const MAX_SETS: usize = 6400;

/// What units are by themselves, without any lexicon: the kinds of tokens, `unknown`, `glued` (an
/// unknown ending without white space before it), `spelled` (an unknown word made of names of letters),
/// and what earlier stages found.
pub const BUILT_IN: [&str; 15] = [
    "word", "number", "latin", "punct", "unknown", "glued", "acronym", "spelled", "PERSON", "ORG", "PLACE",
    "TIME", "QUANTITY", "ROLE", "QUOTE",
];

/// Names of classes and the interned sets.
#[derive(Clone, Debug)]
pub struct Classes {
    names: Vec<String>,
    by_name: HashMap<String, ClassId, BuildFx>,
    sets: Vec<Vec<ClassId>>,
    by_set: HashMap<Vec<ClassId>, SetId, BuildFx>,
}

impl Default for Classes {
    fn default() -> Self {
        let mut classes = Self {
            names: Vec::new(),
            by_name: HashMap::default(),
            sets: Vec::new(),
            by_set: HashMap::default(),
        };
        for name in BUILT_IN {
            classes.class(name);
        }
        for names in [
            &["word", "unknown"][..],
            &["word", "unknown", "glued"],
            &["word", "unknown", "spelled"],
            &["latin", "word", "unknown"],
            &["latin", "word", "unknown", "acronym"],
            &["number"],
            &["punct", "unknown"],
            &["PERSON"],
            &["ORG"],
            &["PLACE"],
            &["TIME"],
            &["QUANTITY"],
            &["ROLE"],
            &["QUOTE"],
        ] {
            classes.set_of(names);
        }
        classes
    }
}

impl Classes {
    /// The class of that name, made when it is new.
    pub fn class(&mut self, name: &str) -> ClassId {
        if let Some(id) = self.by_name.get(name) {
            return *id;
        }
        let id = ClassId(self.names.len() as u16);
        self.names.push(name.to_owned());
        self.by_name.insert(name.to_owned(), id);
        id
    }

    /// The class of that name, if some lexicon has it.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<ClassId> {
        self.by_name.get(name).copied()
    }

    /// A class's name.
    #[must_use]
    pub fn name(&self, class: ClassId) -> &str {
        self.names.get(class.0 as usize).map_or("", String::as_str)
    }

    /// The set of these classes, interned.
    pub fn set(&mut self, mut members: Vec<ClassId>) -> SetId {
        members.sort_unstable();
        members.dedup();
        if let Some(id) = self.by_set.get(&members) {
            return *id;
        }
        let id = SetId(self.sets.len() as u16);
        self.sets.push(members.clone());
        self.by_set.insert(members, id);
        id
    }

    /// The set of these names, interned.
    pub fn set_of(&mut self, names: &[&str]) -> SetId {
        let members = names.iter().map(|name| self.class(name)).collect();
        self.set(members)
    }

    /// The set of exactly these names, if it was interned while the pack was built.
    #[must_use]
    pub fn find_set(&self, names: &[&str]) -> Option<SetId> {
        let mut members = names.iter().map(|name| self.find(name)).collect::<Option<Vec<_>>>()?;
        members.sort_unstable();
        self.by_set.get(&members).copied()
    }

    /// The classes of a set, sorted.
    #[must_use]
    pub fn members(&self, set: SetId) -> &[ClassId] {
        self.sets.get(set.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// Does the set hold the class?
    #[must_use]
    pub fn has(&self, set: SetId, class: ClassId) -> bool {
        self.members(set).binary_search(&class).is_ok()
    }

    /// For each class, by number, the sets that hold it.
    #[must_use]
    pub fn holders(&self) -> Vec<SetBits> {
        let mut all = vec![SetBits::none(self.sets.len()); self.names.len()];
        for (set, members) in self.sets.iter().enumerate() {
            for class in members {
                if let Some(bits) = all.get_mut(class.0 as usize) {
                    bits.insert(SetId(set as u16));
                }
            }
        }
        all
    }

    /// How many sets there are.
    #[must_use]
    pub fn sets(&self) -> usize {
        self.sets.len()
    }

    /// The set of a lexicon's set and one more class, where the pack interned it.
    #[must_use]
    pub fn joined(&self, set: SetId, name: &str) -> Option<SetId> {
        let mut members = self.members(set).to_vec();
        members.push(self.find(name)?);
        members.sort_unstable();
        members.dedup();
        self.by_set.get(&members).copied()
    }

    /// The names of a set's classes, for messages and traces.
    #[must_use]
    pub fn names(&self, set: SetId) -> Vec<&str> {
        self.members(set).iter().map(|class| self.name(*class)).collect()
    }
}

/// A set of [`SetId`]s.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SetBits(Vec<u64>);

impl SetBits {
    /// None of `sets` sets.
    #[must_use]
    pub fn none(sets: usize) -> Self {
        Self(vec![0; sets.div_ceil(64)])
    }

    /// All of `sets` sets.
    #[must_use]
    pub fn all(sets: usize) -> Self {
        let mut bits = Self(vec![u64::MAX; sets.div_ceil(64)]);
        if let Some(last) = bits.0.last_mut().filter(|_| !sets.is_multiple_of(64)) {
            *last = (1 << (sets % 64)) - 1;
        }
        bits
    }

    /// Adds one.
    pub fn insert(&mut self, set: SetId) {
        if let Some(word) = self.0.get_mut(set.0 as usize / 64) {
            *word |= 1 << (set.0 % 64);
        }
    }

    /// Is it in?
    #[must_use]
    pub fn has(&self, set: SetId) -> bool {
        self.0.get(set.0 as usize / 64).is_some_and(|word| word >> (set.0 % 64) & 1 == 1)
    }

    /// Removes all.
    pub fn clear(&mut self) {
        self.0.fill(0);
    }

    /// How many are in it.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    /// None in it?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// What is not in it, of `sets` sets.
    #[must_use]
    pub fn complement(&self, sets: usize) -> Self {
        let mut bits = Self::all(sets);
        bits.0.iter_mut().zip(&self.0).for_each(|(a, b)| *a &= !b);
        bits
    }

    /// Does it share one with the other?
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(a, b)| a & b != 0)
    }

    /// Keeps what the other has too.
    pub fn intersect(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(a, b)| *a &= b);
    }

    /// Adds what the other has.
    pub fn unite(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(a, b)| *a |= b);
    }

    /// What one of the two has.
    #[must_use]
    pub fn united(&self, other: &Self) -> Self {
        let mut both = self.clone();
        both.unite(other);
        both
    }

    /// Has the other all that is in it?
    #[must_use]
    pub fn is_within(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).all(|(a, b)| a & !b == 0)
    }

    /// Runs of neighbouring members, `first..=last`.
    #[must_use]
    pub fn runs(&self) -> Vec<(u16, u16)> {
        let mut runs: Vec<(u16, u16)> = Vec::new();
        for (at, word) in (0u16..).zip(&self.0) {
            let mut word = *word;
            while word != 0 {
                let from = word.trailing_zeros();
                let length = (word >> from).trailing_ones();
                // What is above the run.
                word &= u64::MAX.checked_shl(from + length).unwrap_or(0);
                let first = 64 * at + from as u16;
                let end = first + length as u16 - 1;
                match runs.last_mut() {
                    Some((_, last)) if *last + 1 == first => *last = end,
                    _ => runs.push((first, end)),
                }
            }
        }
        runs
    }
}

/// What hangs on a word or a name: the inflectional half of a unit's symbol.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Features(pub u16);

/// Names of the features in patterns, in bit order.
pub const FEATURES: [(&str, &str); 12] = [
    ("izafe", "izafe -ی / -یی"),
    ("def", "definite -ەکە"),
    ("pl", "plural -ان (also of -ەکان)"),
    ("indef", "indefinite -ێک"),
    ("dem", "demonstrative or open-izafe -ە"),
    ("add", "additive -یش / -ش"),
    ("clitic", "possessive or agent clitic -م -ت -ی -مان -تان -یان"),
    ("da", "postposition -دا"),
    ("ewe", "postposition -ەوە"),
    ("copula", "copula -ە / -یە / -ن / -ین"),
    ("conj", "glued conjunction -و"),
    ("first", "first unit of its sentence or headline part"),
];

impl Features {
    /// Izafe.
    pub const IZAFE: Self = Self(1);
    /// Definite.
    pub const DEF: Self = Self(1 << 1);
    /// Plural.
    pub const PL: Self = Self(1 << 2);
    /// Indefinite.
    pub const INDEF: Self = Self(1 << 3);
    /// Demonstrative or open izafe.
    pub const DEM: Self = Self(1 << 4);
    /// Additive.
    pub const ADD: Self = Self(1 << 5);
    /// Possessive or agent clitic.
    pub const CLITIC: Self = Self(1 << 6);
    /// Postposition "in".
    pub const DA: Self = Self(1 << 7);
    /// Postposition "from, back".
    pub const EWE: Self = Self(1 << 8);
    /// Copula.
    pub const COPULA: Self = Self(1 << 9);
    /// Glued "and".
    pub const CONJ: Self = Self(1 << 10);
    /// First of its sentence.
    pub const FIRST: Self = Self(1 << 11);

    /// Both together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Does it hold any of the other?
    #[must_use]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Nothing hangs on the word (its place in the sentence aside)?
    #[must_use]
    pub const fn is_bare(self) -> bool {
        self.0 & !Self::FIRST.0 == 0
    }

    /// The feature of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        FEATURES.iter().position(|(known, _)| *known == name).map(|bit| Self(1 << bit))
    }

    /// Names of what it holds.
    #[must_use]
    pub fn names(self) -> Vec<&'static str> {
        FEATURES
            .iter()
            .enumerate()
            .filter(|(bit, _)| self.0 >> bit & 1 == 1)
            .map(|(_, (name, _))| *name)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{SetBits, SetId};

    #[test]
    fn runs_cross_words_and_end_with_the_last_set() {
        for sets in [1, 63, 64, 65, 130] {
            let all = SetBits::all(sets);
            assert_eq!((all.len() as usize, all.runs()), (sets, vec![(0, sets as u16 - 1)]));
            assert!(all.complement(sets).is_empty());
        }
        let mut some = SetBits::none(200);
        for set in [0, 1, 62, 63, 64, 65, 127, 128, 191, 199] {
            some.insert(SetId(set));
        }
        assert_eq!(some.runs(), [(0, 1), (62, 65), (127, 128), (191, 191), (199, 199)]);
        assert_eq!(some.complement(200).runs(), [(2, 61), (66, 126), (129, 190), (192, 198)]);
    }
}
