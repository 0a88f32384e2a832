//! What would change if a topic were another: which passages gain it, which lose it.
//!
//! Pure. The window shows it while a topic is edited, the command line before a file is saved.

use super::score;
use crate::{
    lang::{Tables, Text},
    model::{Passage, Span, TopicId},
    pack::topic::{Topic, Topics},
};

/// What an edit of a topic does to one text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Change {
    /// Passages that would have the topic and do not, with the cues that would decide.
    pub gained: Vec<Passage>,
    /// Passages that have the topic and would not, with the cues that decide now.
    pub lost: Vec<Passage>,
    /// Passages that have it either way.
    pub kept: usize,
}

/// The topics as they are beside the topics as they would be; compiled once for any number of texts.
#[derive(Clone, Debug)]
pub struct Preview {
    before: Topics,
    after: Topics,
    topic: TopicId,
}

impl Preview {
    /// Puts `edited` in the place of the topic of its id, or adds it.
    #[must_use]
    pub fn of(topics: &Topics, edited: Topic, tables: &Tables) -> Self {
        let id = edited.id.clone();
        let mut all = without(topics, &id);
        all.push(edited);
        Self { before: topics.clone(), after: Topics::new(all, tables), topic: id }
    }

    /// Takes a topic away.
    #[must_use]
    pub fn of_removal(topics: &Topics, id: &TopicId, tables: &Tables) -> Self {
        let after = Topics::new(without(topics, id), tables);
        Self { before: topics.clone(), after, topic: id.clone() }
    }

    /// The topic as it would be; `None` where it is taken away.
    #[must_use]
    pub fn edited(&self) -> Option<&Topic> {
        self.after.by_id(&self.topic.0)
    }

    /// All topics as they would be.
    #[must_use]
    pub fn after(&self) -> &Topics {
        &self.after
    }

    /// What changes in a text that names nobody.
    #[must_use]
    pub fn changes(&self, text: &Text, tables: &Tables) -> Change {
        self.changes_from(&score(text, &self.before, tables, &[]), text, tables, &[])
    }

    /// The same where the passages as they are now are known, and where `people` are named in the text (see
    /// [`super::people`]).
    #[must_use]
    pub fn changes_from(&self, before: &[Passage], text: &Text, tables: &Tables, people: &[Span]) -> Change {
        let mut change = Change::default();
        for (was, is) in before.iter().zip(score(text, &self.after, tables, people)) {
            match (was.topics.contains(&self.topic), is.topics.contains(&self.topic)) {
                (false, true) => change.gained.push(is),
                (true, false) => change.lost.push(was.clone()),
                (true, true) => change.kept += 1,
                (false, false) => {}
            }
        }
        change
    }
}

fn without(topics: &Topics, id: &TopicId) -> Vec<Topic> {
    topics.all().iter().filter(|topic| topic.id != *id).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::Preview;
    use crate::{
        lang::Text,
        pack::{
            Pack,
            topic::{CueLine, Topic},
        },
    };

    /// The topic of energy with another cue.
    fn change_of(pack: &Pack) -> Topic {
        let mut edited = pack.topics.by_id("energy").unwrap().clone();
        edited.cues.retain(|cue| !cue.words.contains("نەوت"));
        edited.cues.push(CueLine { words: "سۆلار".into(), weight: 2.0, line: 0 });
        edited
    }

    #[test]
    fn an_edit_shows_what_it_gains_and_loses() {
        let pack = Pack::embedded().unwrap();
        let text = Text::new(&pack.tables, &*pack, "نرخی نەوت بەرز بووەوە. سۆلار لەسەر سەربانەکان دانرا.");
        let edited = change_of(&pack);
        let id = edited.id.clone();
        let change = Preview::of(&pack.topics, edited, &pack.tables).changes(&text, &pack.tables);
        assert_eq!((change.gained.len(), change.lost.len(), change.kept), (1, 1, 0));
        let solar = change.gained[0].cues.iter().find(|cue| cue.topic == id).unwrap();
        assert_eq!(solar.span.of(text.original()), Some("سۆلار"));
        let preview = Preview::of(&pack.topics, change_of(&pack), &pack.tables);
        let people = [solar.span];
        let before = super::score(&text, &pack.topics, &pack.tables, &people);
        let named = preview.changes_from(&before, &text, &pack.tables, &people);
        assert_eq!((named.gained.len(), named.lost.len()), (0, 1), "a name is no cue");
        let removed = Preview::of_removal(&pack.topics, &id, &pack.tables).changes(&text, &pack.tables);
        assert_eq!((removed.gained.len(), removed.lost.len()), (0, 1));
    }
}
