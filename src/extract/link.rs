//! Entities over the corpus: which documents' entities are the same thing.
//!
//! A second layer over the facts, recomputable at any time. Two different full names never become one.

use std::collections::{BTreeSet, HashMap};

use crate::model::{Entity, EntityKind};

/// A cluster number for each entity of each document, numbered by first occurrence.
///
/// Entities of one kind and key are one; of persons also those whose keys differ only in whether the
/// short u of a first syllable is written. A person known in a document by one word only is the one
/// person of the corpus with that last name, if there is just one.
#[must_use]
pub fn link(documents: &[&[Entity]]) -> Vec<Vec<usize>> {
    let surnames = surnames(documents);
    let mut numbers: HashMap<(EntityKind, String), usize> = HashMap::new();
    documents
        .iter()
        .map(|entities| {
            entities
                .iter()
                .map(|entity| {
                    let key = surnames
                        .get(entity.key.as_str())
                        .filter(|_| entity.kind == EntityKind::Person)
                        .copied()
                        .unwrap_or(entity.key.as_str());
                    let key = if entity.kind == EntityKind::Person { spelling(key) } else { key.to_owned() };
                    let next = numbers.len();
                    *numbers.entry((entity.kind, key)).or_insert(next)
                })
                .collect()
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
fn surnames<'a>(documents: &[&'a [Entity]]) -> HashMap<&'a str, &'a str> {
    let persons: BTreeSet<&str> = documents
        .iter()
        .flat_map(|entities| entities.iter())
        .filter(|entity| entity.kind == EntityKind::Person && entity.key.contains(' '))
        .map(|entity| entity.key.as_str())
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
    use super::link;
    use crate::model::{Entity, EntityKind};

    fn person(key: &str) -> Entity {
        Entity {
            kind: EntityKind::Person,
            name: key.into(),
            aliases: Vec::new(),
            key: key.into(),
            mentions: Vec::new(),
        }
    }

    #[test]
    fn a_last_name_alone_is_the_only_person_with_it() {
        let (a, b) = ([person("donald trump"), person("trump")], [person("trump"), person("ali")]);
        assert_eq!(link(&[&a, &b]), [[0, 0], [0, 1]]);
    }

    #[test]
    fn two_full_names_are_never_one() {
        let (a, b) = ([person("mustefa kazmi")], [person("ali kazmi"), person("kazmi")]);
        assert_eq!(link(&[&a, &b]), [vec![0], vec![1, 2]]);
    }

    #[test]
    fn the_short_u_of_a_first_syllable_is_written_or_not() {
        let (a, b) = (
            [person("\u{645}\u{633}\u{62a}\u{6d5}\u{641}\u{627} kazmi")],
            [person("\u{645}\u{648}\u{633}\u{62a}\u{6d5}\u{641}\u{627} kazmi"), person("kazmi")],
        );
        assert_eq!(link(&[&a, &b]), [vec![0], vec![0, 0]]);
        let (a, b) = (
            [person("ali \u{645}\u{62d}\u{645}\u{62f}")],
            [person("ali \u{645}\u{62d}\u{645}\u{648}\u{62f}")],
        );
        assert_eq!(link(&[&a, &b]), [vec![0], vec![1]]);
    }
}
