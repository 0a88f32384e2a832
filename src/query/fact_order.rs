//! Orders of millions of facts: each is a number, and so is what it is ordered by.
//!
//! Pure. Facts are numbered in the order of the texts; what they are ordered by is kept once, however many have it.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hash},
};

use rayon::prelude::*;

use crate::lang::Fx;

/// What a fact is ordered by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum FactOrder {
    /// A number.
    Number(u64),
    /// A number, then a text.
    Text(u32, Box<str>),
}

/// Stands for a fact that has nothing to be ordered by.
const NOTHING: u32 = u32::MAX;

/// What some facts are ordered by: the number of its key for each fact that was added.
#[derive(Default)]
pub(super) struct Keys {
    numbers: HashMap<FactOrder, u32, BuildHasherDefault<Fx>>,
    of_facts: Vec<u32>,
}

impl Keys {
    /// Adds the key of the next fact.
    pub fn add(&mut self, key: Option<FactOrder>) {
        let number = key.map_or(NOTHING, |key| number(&mut self.numbers, key));
        self.of_facts.push(number);
    }
}

fn number(numbers: &mut HashMap<FactOrder, u32, BuildHasherDefault<Fx>>, key: FactOrder) -> u32 {
    let next = numbers.len() as u32;
    *numbers.entry(key).or_insert(next)
}

/// Facts that are being put in order.
#[derive(Default)]
pub(super) struct Ordering {
    numbers: HashMap<FactOrder, u32, BuildHasherDefault<Fx>>,
    /// Of each fact the number of its key, then its own.
    facts: Vec<u64>,
}

impl Ordering {
    /// Adds facts with their keys, of which as many were added.
    pub fn extend(&mut self, facts: impl Iterator<Item = u32>, keys: Keys) {
        let mut all = vec![0; keys.numbers.len()];
        let own: Vec<(FactOrder, u32)> = keys.numbers.into_iter().collect();
        for (key, own) in own {
            all[own as usize] = number(&mut self.numbers, key);
        }
        let number = |own: u32| all.get(own as usize).copied().unwrap_or(NOTHING);
        let keyed =
            facts.zip(keys.of_facts).map(|(fact, own)| u64::from(number(own)) << 32 | u64::from(fact));
        self.facts.extend(keyed);
    }

    /// The facts in order. What has no key stays last, equals stay in the order of the texts.
    pub fn finish(mut self, descending: bool) -> Vec<u32> {
        let mut keys: Vec<(FactOrder, u32)> = self.numbers.into_iter().collect();
        keys.par_sort_unstable();
        let last = keys.len() as u32;
        let mut places = vec![0; keys.len()];
        for (place, (_, number)) in (0..last).zip(keys) {
            places[number as usize] = if descending { last - 1 - place } else { place };
        }
        self.facts.par_iter_mut().for_each(|fact| {
            let place = places.get((*fact >> 32) as usize).copied().unwrap_or(NOTHING);
            *fact = u64::from(place) << 32 | u64::from(*fact as u32);
        });
        self.facts.par_sort_unstable();
        self.facts.into_iter().map(|fact| fact as u32).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Reverse;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn as_a_stable_sort_by_key(
            runs in prop::collection::vec(prop::collection::vec(prop::option::of((0_u32..3, "[a-c]{0,2}")), 0..9), 0..6),
            descending: bool,
        ) {
            let key = |key: &(u32, String)| FactOrder::Text(key.0, key.1.as_str().into());
            let mut ordering = Ordering::default();
            let mut all = Vec::new();
            for run in &runs {
                let first = all.len() as u32;
                all.extend(run.iter().map(|of| of.as_ref().map(key)));
                let mut keys = Keys::default();
                for of in run {
                    keys.add(of.as_ref().map(key));
                }
                ordering.extend(first.., keys);
            }
            let mut slowly: Vec<u32> = (0..all.len() as u32).collect();
            slowly.sort_by(|a, b| {
                let of = |fact: &u32| all[*fact as usize].clone();
                let (a, b) = (of(a), of(b));
                a.is_none().cmp(&b.is_none()).then_with(|| {
                    if descending { Reverse(a).cmp(&Reverse(b)) } else { a.cmp(&b) }
                })
            });
            prop_assert_eq!(ordering.finish(descending), slowly);
        }
    }
}
