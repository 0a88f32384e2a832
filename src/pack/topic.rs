//! Topics as data: what a topic file says, and all topics compiled into one matcher of cues.
//!
//! Knows nothing of passages or scores (`topics` does that) and reads no disk: it is given texts.

mod cue;
mod definition;
mod matcher;
mod toml_form;

use std::collections::BTreeMap;

use crate::{lang::Tables, model::TopicId};

pub use cue::CueWord;
pub use definition::{Carried, CueLine, Line, Topic, TopicError};
pub use matcher::{CueIx, CueWords, Hit, Matcher, Search, TopicIx, Weights};

/// All topics with their matcher.
#[derive(Clone, Debug)]
pub struct Topics {
    all: Vec<Topic>,
    files: BTreeMap<TopicId, String>,
    matcher: Matcher,
}

impl Topics {
    /// Reads and compiles topic files, given as `(path, text)`.
    ///
    /// # Errors
    /// Every place that cannot be used, over all files.
    pub fn read<'a>(
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
        tables: &Tables,
    ) -> Result<Self, Vec<TopicError>> {
        let (mut all, mut errors) = (Vec::new(), Vec::new());
        for (path, text) in files {
            match Topic::parse(path, text) {
                Ok(topic) => all.push((path, topic)),
                Err(wrong) => errors.extend(wrong),
            }
        }
        for (at, (path, topic)) in all.iter().enumerate() {
            if all.iter().take(at).any(|(_, before)| before.id == topic.id) {
                let cause = format!("another file defines the topic `{}`", topic.id);
                errors.push(TopicError { file: (*path).to_owned(), line: 1, cause });
            }
        }
        if errors.is_empty() {
            let files = all.iter().map(|(path, topic)| (topic.id.clone(), (*path).to_owned())).collect();
            Ok(Self { files, ..Self::new(all.into_iter().map(|(_, topic)| topic).collect(), tables) })
        } else {
            Err(errors)
        }
    }

    /// Compiles topics, in the order their files ask for.
    #[must_use]
    pub fn new(mut topics: Vec<Topic>, tables: &Tables) -> Self {
        topics.sort_by(|a, b| a.order.cmp(&b.order).then_with(|| a.id.cmp(&b.id)));
        let matcher = Matcher::new(&topics, tables);
        Self { all: topics, files: BTreeMap::new(), matcher }
    }

    /// The topics in their order.
    #[must_use]
    pub fn all(&self) -> &[Topic] {
        &self.all
    }

    /// One of them.
    #[must_use]
    pub fn get(&self, topic: TopicIx) -> Option<&Topic> {
        self.all.get(topic.0 as usize)
    }

    /// The topic of that id.
    #[must_use]
    pub fn by_id(&self, id: &str) -> Option<&Topic> {
        self.all.iter().find(|topic| &*topic.id.0 == id)
    }

    /// The path of the file a topic was read from; `None` for topics that come from no file.
    #[must_use]
    pub fn file_of(&self, id: &str) -> Option<&str> {
        self.files.iter().find(|(known, _)| &*known.0 == id).map(|(_, path)| path.as_str())
    }

    /// Finds cues in texts.
    #[must_use]
    pub fn matcher(&self) -> &Matcher {
        &self.matcher
    }
}
