//! Runs the sentences that each topic file carries as its own tests.

use std::sync::Arc;

use super::score;
use crate::{
    lang::{Lexicon, Tables, Text},
    model::TopicId,
    pack::topic::{Line, Topic, Topics},
};

/// A test sentence of a topic that does not come out as its file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The topic.
    pub topic: TopicId,
    /// The sentence with its line.
    pub line: Line,
    /// Should it have the topic?
    pub wanted: bool,
}

/// Every test sentence of the topics that fails, in their order.
#[must_use]
pub fn failures(topics: &Topics, tables: &Tables, lexicon: &dyn Lexicon) -> Vec<Failure> {
    topics.all().iter().flat_map(|topic| failures_of(topic, topics, tables, lexicon)).collect()
}

/// Those of one topic of them.
#[must_use]
pub fn failures_of(topic: &Topic, topics: &Topics, tables: &Tables, lexicon: &dyn Lexicon) -> Vec<Failure> {
    let sentences =
        topic.yes.iter().map(|line| (line, true)).chain(topic.no.iter().map(|line| (line, false)));
    sentences
        .filter(|(line, wanted)| {
            let text = Text::new(tables, lexicon, Arc::from(line.words.as_str()));
            let passages = score(&text, topics, tables, &[]);
            passages.iter().any(|passage| passage.topics.contains(&topic.id)) != *wanted
        })
        .map(|(line, wanted)| Failure { topic: topic.id.clone(), line: line.clone(), wanted })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::failures;
    use crate::pack::Pack;

    #[test]
    fn every_topic_passes_the_tests_it_carries() {
        let pack = Pack::embedded().unwrap();
        assert!(pack.topics.all().iter().all(|topic| !topic.yes.is_empty() && !topic.no.is_empty()));
        assert_eq!(failures(&pack.topics, &pack.tables, &*pack), []);
    }

    #[test]
    fn the_topics_are_those_of_the_guide() {
        let ids = [
            "security",
            "energy",
            "health",
            "budget",
            "economy",
            "diplomacy",
            "governance",
            "education",
            "culture",
            "environment",
            "humanitarian",
            "rights",
        ];
        let pack = Pack::embedded().unwrap();
        assert_eq!(pack.topics.all().iter().map(|topic| &*topic.id.0).collect::<Vec<_>>(), ids);
    }
}
