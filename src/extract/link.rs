//! Entities over the corpus: which documents' entities are the same thing.
//!
//! A second layer over the facts, recomputable at any time from the distinct names alone, however many
//! documents have them. Two different full names never become one.

use std::collections::{BTreeSet, HashMap};

use crate::model::EntityKind;

/// A cluster number for each name, numbered by first occurrence. A name is a kind and the comparable
/// form of an entity; the same name twice is in the same cluster.
///
/// Entities of one kind and key are one; of persons also those whose keys differ only in whether the
/// short u of a first syllable is written. A person known in a document by one word only is the one
/// person of the corpus with that last name, if there is just one.
#[must_use]
pub fn link(names: &[(EntityKind, &str)]) -> Vec<usize> {
    let surnames = surnames(names);
    let mut numbers: HashMap<(EntityKind, String), usize> = HashMap::new();
    names
        .iter()
        .map(|(kind, key)| {
            let key = if *kind == EntityKind::Person {
                spelling(surnames.get(key).unwrap_or(key))
            } else {
                (*key).to_owned()
            };
            let next = numbers.len();
            *numbers.entry((*kind, key)).or_insert(next)
        })
        .collect()
}

/// A person's key without the waw after the first letter of a word where a consonant follows: writers
/// put it or leave it for the same short vowel. Elsewhere waw tells names apart.
fn spelling(key: &str) -> String {
    let word = |word: &str| -> String {
        let letters: Vec<char> = word.chars().collect();
        let short = |at: usize| {
            at == 1 && letters.len() > SHORT && letters.get(2).is_some_and(|next| !VOWELS.contains(next))
        };
        letters.iter().enumerate().filter(|(at, c)| !(**c == WAW && short(*at))).map(|(_, c)| *c).collect()
    };
    key.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// Waw, which also writes a short u.
const WAW: char = '\u{648}';

/// Letters that write a vowel: alef, ae, waw, yeh.
const VOWELS: [char; 4] = ['\u{627}', '\u{6d5}', WAW, '\u{6cc}'];

/// Words up to this many letters are too short to lose one.
const SHORT: usize = 4;

/// Last word of a full name → that full name, where only one person of the corpus has it.
fn surnames<'a>(names: &[(EntityKind, &'a str)]) -> HashMap<&'a str, &'a str> {
    let persons: BTreeSet<&str> = names
        .iter()
        .filter(|(kind, key)| *kind == EntityKind::Person && key.contains(' '))
        .map(|(_, key)| *key)
        .collect();
    let mut by_surname: HashMap<&str, Option<&str>> = HashMap::new();
    for full in persons {
        if let Some((_, last)) = full.rsplit_once(' ') {
            let other = |one: &mut Option<&str>| *one = one.filter(|one| spelling(one) == spelling(full));
            by_surname.entry(last).and_modify(other).or_insert(Some(full));
        }
    }
    by_surname.into_iter().filter_map(|(last, full)| Some((last, full?))).collect()
}

#[cfg(test)]
mod tests {
    use crate::model::EntityKind;

    fn link(keys: &[&str]) -> Vec<usize> {
        let names: Vec<(EntityKind, &str)> = keys.iter().map(|key| (EntityKind::Person, *key)).collect();
        super::link(&names)
    }

    #[test]
    fn a_last_name_alone_is_the_only_person_with_it() {
        assert_eq!(link(&["donald trump", "trump", "trump", "ali"]), [0, 0, 0, 1]);
    }

    #[test]
    fn two_full_names_are_never_one() {
        assert_eq!(link(&["mustefa kazmi", "ali kazmi", "kazmi"]), [0, 1, 2]);
    }

    #[test]
    fn kinds_are_kept_apart() {
        let names = [(EntityKind::Person, "x y"), (EntityKind::Place, "y"), (EntityKind::Person, "y")];
        assert_eq!(super::link(&names), [0, 1, 0]);
    }

    #[test]
    fn the_short_u_of_a_first_syllable_is_written_or_not() {
        let short = "\u{645}\u{633}\u{62a}\u{6d5}\u{641}\u{627} kazmi";
        let long = "\u{645}\u{648}\u{633}\u{62a}\u{6d5}\u{641}\u{627} kazmi";
        assert_eq!(link(&[short, long, "kazmi"]), [0, 0, 0]);
        let keys = ["ali \u{645}\u{62d}\u{645}\u{62f}", "ali \u{645}\u{62d}\u{645}\u{648}\u{62f}"];
        assert_eq!(link(&keys), [0, 1]);
    }
}
