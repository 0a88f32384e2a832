//! The words of the query language itself, from `assets/lang/query.tsv`.

use std::collections::HashMap;

use super::syntax::Field;

const TABLE: &str = include_str!("../../../assets/lang/query.tsv");

/// What joins parts of a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    And,
    Or,
    Not,
    Near,
}

/// What a name before a colon means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FieldName {
    Field(Field),
    /// The name of a column follows.
    Column,
}

/// Names of operators, fields and values, by their folded letters.
#[derive(Clone, Debug, Default)]
pub(super) struct Keywords {
    operators: HashMap<String, Operator>,
    fields: HashMap<String, FieldName>,
    kinds: HashMap<String, &'static str>,
    languages: HashMap<String, &'static str>,
}

impl Keywords {
    /// Reads the table; `fold` folds letters as texts are folded.
    pub fn read(fold: &dyn Fn(&str) -> String) -> Self {
        let mut keywords = Self::default();
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let (Some(kind), Some(means), Some(name)) = (cells.next(), cells.next(), cells.next()) else {
                continue;
            };
            let name = fold(name);
            match kind {
                "operator" => {
                    let operator = match means {
                        "and" => Operator::And,
                        "or" => Operator::Or,
                        "not" => Operator::Not,
                        _ => Operator::Near,
                    };
                    keywords.operators.insert(name, operator);
                }
                "field" => {
                    if let Some(field) = field(means) {
                        keywords.fields.insert(name.to_lowercase(), field);
                    }
                }
                "kind" => drop(keywords.kinds.insert(name.to_lowercase(), means)),
                "language" => drop(keywords.languages.insert(name.to_lowercase(), means)),
                _ => {}
            }
        }
        keywords
    }

    /// The operator a folded word is.
    pub fn operator(&self, folded: &str) -> Option<Operator> {
        self.operators.get(folded).copied()
    }

    /// What a folded name before a colon means.
    pub fn field(&self, folded: &str) -> Option<&FieldName> {
        self.fields.get(&folded.to_lowercase())
    }

    /// The kind of fact that a folded name means.
    pub fn kind(&self, folded: &str) -> Option<&'static str> {
        self.kinds.get(&folded.to_lowercase()).copied()
    }

    /// The language tag that a folded name means.
    pub fn language(&self, folded: &str) -> Option<&'static str> {
        self.languages.get(&folded.to_lowercase()).copied()
    }
}

fn field(means: &str) -> Option<FieldName> {
    Some(FieldName::Field(match means {
        "topic" => Field::Topic,
        "kind" => Field::Kind,
        "person" => Field::Person,
        "organisation" => Field::Organisation,
        "place" => Field::Place,
        "source" => Field::Source,
        "language" => Field::Language,
        "said" => Field::Said,
        "role" => Field::Role,
        "date" => Field::Date,
        "about-date" => Field::AboutDate,
        "title" => Field::Title,
        "file" => Field::File,
        "column" => return Some(FieldName::Column),
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_means_something() {
        let mut names = std::collections::HashSet::new();
        for line in TABLE.lines().filter(|line| !line.starts_with('#')).skip(1) {
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.len(), 3, "{line}");
            assert!(names.insert((cells[0], cells[2].to_lowercase())), "twice: {line}");
            match cells[0] {
                "operator" => assert!(["and", "or", "not", "near"].contains(&cells[1]), "{line}"),
                "field" => assert!(field(cells[1]).is_some(), "{line}"),
                other => assert!(["kind", "language"].contains(&other), "{line}"),
            }
        }
    }
}
