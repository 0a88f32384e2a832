//! Entities over the corpus: which documents' entities are the same thing.
//!
//! A second layer over the facts, recomputable at any time. Two different full names never become one.

use std::collections::{BTreeSet, HashMap};

use crate::model::{Entity, EntityKind};

/// A cluster number for each entity of each document, numbered by first occurrence.
///
/// Entities of one kind and key are one. A person known in a document by one word only is the one person
/// of the corpus with that last name, if there is just one.
#[must_use]
pub fn link(documents: &[&[Entity]]) -> Vec<Vec<usize>> {
    let surnames = surnames(documents);
    let mut numbers: HashMap<(EntityKind, &str), usize> = HashMap::new();
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
                    let next = numbers.len();
                    *numbers.entry((entity.kind, key)).or_insert(next)
                })
                .collect()
        })
        .collect()
}

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
            by_surname.entry(last).and_modify(|one| *one = None).or_insert(Some(full));
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
}
