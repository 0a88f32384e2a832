//! What the user asked to see.
//!
//! Plain data, the same in the window, in view files and on the command line.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::search::{DayRange, Facet, FacetValue, language::Matching};

/// The values of one facet that are wanted (any of them) and unwanted (all of them).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Choice {
    /// At least one of these, unless empty.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub include: BTreeSet<FacetValue>,
    /// None of these.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub exclude: BTreeSet<FacetValue>,
}

impl Choice {
    /// Nothing chosen?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }
}

/// How a value stands in a filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// Wanted.
    Include,
    /// Unwanted.
    Exclude,
}

/// Words searched for and how they match.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Search<'a> {
    /// What was typed, without white space around it.
    pub words: &'a str,
    /// How it matches.
    pub matching: Matching,
}

/// A filter: every part must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// Words to search, as [`crate::search::language`] reads them.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// How they match.
    #[serde(skip_serializing_if = "Matching::is_usual")]
    pub matching: Matching,
    /// Chosen values by facet.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub choices: BTreeMap<Facet, Choice>,
    /// When the document was written.
    #[serde(skip_serializing_if = "DayRange::is_open")]
    pub published: DayRange,
    /// Days the text speaks of.
    #[serde(skip_serializing_if = "DayRange::is_open")]
    pub mentioned: DayRange,
    /// Must everything that speaks of passages (topics, kinds of fact, names, days in the text,
    /// words) meet in one passage of a document?
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub same_passage: bool,
    /// Do documents that are exact or near copies of one another count once? Of those that pass, the
    /// earliest stands for the story.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub stories_once: bool,
}

impl Filter {
    /// What is searched for.
    #[must_use]
    pub fn search(&self) -> Search<'_> {
        Search { words: self.words.trim(), matching: self.matching }
    }

    /// Does it let everything through?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.trim().is_empty()
            && self.choices.values().all(Choice::is_empty)
            && self.published.is_open()
            && self.mentioned.is_open()
            && !self.stories_once
    }

    /// How a value stands.
    #[must_use]
    pub fn mark(&self, facet: &Facet, value: &str) -> Option<Mark> {
        let choice = self.choices.get(facet)?;
        if choice.include.contains(value) {
            Some(Mark::Include)
        } else if choice.exclude.contains(value) {
            Some(Mark::Exclude)
        } else {
            None
        }
    }

    /// Sets or, with `None`, removes a value.
    pub fn set(&mut self, facet: &Facet, value: &FacetValue, mark: Option<Mark>) {
        let choice = self.choices.entry(facet.clone()).or_default();
        choice.include.remove(value);
        choice.exclude.remove(value);
        match mark {
            Some(Mark::Include) => drop(choice.include.insert(value.clone())),
            Some(Mark::Exclude) => drop(choice.exclude.insert(value.clone())),
            None => {}
        }
        if choice.is_empty() {
            self.choices.remove(facet);
        }
    }

    /// Every chosen value, for chips.
    pub fn marks(&self) -> impl Iterator<Item = (&Facet, &FacetValue, Mark)> {
        self.choices.iter().flat_map(|(facet, choice)| {
            let wanted = choice.include.iter().map(move |value| (facet, value, Mark::Include));
            wanted.chain(choice.exclude.iter().map(move |value| (facet, value, Mark::Exclude)))
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_value_is_wanted_or_unwanted_never_both() {
        let mut filter = Filter::default();
        let energy: FacetValue = "energy".into();
        filter.set(&Facet::Topic, &energy, Some(Mark::Include));
        assert_eq!(filter.mark(&Facet::Topic, "energy"), Some(Mark::Include));
        filter.set(&Facet::Topic, &energy, Some(Mark::Exclude));
        assert_eq!(filter.mark(&Facet::Topic, "energy"), Some(Mark::Exclude));
        assert_eq!(filter.marks().count(), 1);
        filter.set(&Facet::Topic, &energy, None);
        assert_eq!(filter, Filter::default());
    }

    #[test]
    fn written_as_json_without_what_is_not_set() {
        let mut filter = Filter::default();
        assert_eq!(serde_json::to_string(&filter).unwrap(), "{}");
        filter.set(&Facet::Column("desk".into()), &"north".into(), Some(Mark::Exclude));
        filter.published.from = Some(date(2020, 8, 1));
        let json = serde_json::to_string(&filter).unwrap();
        assert_eq!(
            json,
            r#"{"choices":{"column:desk":{"exclude":["north"]}},"published":{"from":"2020-08-01"}}"#
        );
        assert_eq!(serde_json::from_str::<Filter>(&json).unwrap(), filter);
    }
}
