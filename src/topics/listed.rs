//! The topics as a list to edit: those in use with where each comes from, and those the user took away.

use crate::{
    model::TopicId,
    pack::{
        Pack, Source,
        topic::{Carried, Line, Topic},
    },
};

/// Where a topic comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TopicOrigin {
    /// From the program.
    BuiltIn,
    /// From the program, changed by the user.
    Changed,
    /// The user's.
    Own,
    /// From the program, taken away by the user.
    Removed,
}

/// One topic of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedTopic {
    /// The topic; of one that was taken away, the program's.
    pub topic: Topic,
    /// Where it comes from.
    pub origin: TopicOrigin,
    /// Path of its file below the folder of the language data.
    pub file: String,
}

/// All topics in their order, those taken away last.
#[must_use]
pub fn listed(pack: &Pack) -> Vec<ListedTopic> {
    let in_use = pack.topics.all().iter().map(|topic| {
        let file = pack.topics.file_of(&topic.id.0).map_or_else(|| file_of(&topic.id), str::to_owned);
        let origin = match (pack.source.own_file(&file).is_some(), Source::is_built_in(&file)) {
            (false, _) => TopicOrigin::BuiltIn,
            (true, true) => TopicOrigin::Changed,
            (true, false) => TopicOrigin::Own,
        };
        ListedTopic { topic: topic.clone(), origin, file }
    });
    let removed = pack.source.own_paths().filter(|path| pack.source.get(path).is_none());
    let removed = removed.filter(|path| path.starts_with("topics/")).filter_map(|path| {
        let topic = Topic::parse(path, Source::built_in(path)?).ok()?;
        Some(ListedTopic { topic, origin: TopicOrigin::Removed, file: path.to_owned() })
    });
    in_use.chain(removed).collect()
}

/// The path of a topic's file, where it has none yet.
#[must_use]
pub fn file_of(id: &TopicId) -> String {
    format!("topics/{id}.toml")
}

/// A topic with nothing in it yet: an id made of its English name that no other has, the last place.
#[must_use]
pub fn new_topic(pack: &Pack, name_ckb: &str, name_en: &str) -> Topic {
    let letters = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let words: String = name_en.trim().chars().filter(char::is_ascii).map(letters).take(40).collect();
    let stem = words.split('-').filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-");
    let stem = if stem.is_empty() { "own".to_owned() } else { stem };
    let taken = |id: &str| {
        pack.topics.by_id(id).is_some()
            || pack.source.get(&file_of(&TopicId::new(id))).is_some()
            || Source::is_built_in(&file_of(&TopicId::new(id)))
    };
    let id = std::iter::once(stem.clone())
        .chain((2..10_000).map(|number| format!("{stem}-{number}")))
        .find(|id| !taken(id))
        .unwrap_or(stem);
    Topic {
        id: TopicId::new(&id),
        order: pack.topics.all().iter().map(|topic| topic.order + 1).max().unwrap_or(1),
        icon: "tag".to_owned(),
        about: String::new(),
        name_ckb: name_ckb.trim().to_owned(),
        name_en: name_en.trim().to_owned(),
        cues: Vec::new(),
        exclude: Vec::<Line>::new(),
        carried: Carried::default(),
        yes: Vec::new(),
        no: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn each_topic_says_where_it_comes_from() {
        let folder = tempfile::tempdir().unwrap();
        let topics = folder.path().join("topics");
        fs::create_dir(&topics).unwrap();
        let embedded = Pack::embedded().unwrap();
        let mut energy = embedded.topics.by_id("energy").unwrap().clone();
        energy.name_en = "Oil".into();
        fs::write(topics.join("energy.toml"), energy.to_toml()).unwrap();
        fs::write(topics.join("rights.toml"), "").unwrap();
        let mut own = new_topic(&embedded, "کەشوهەوا", "Weather & Rain");
        own.cues = energy.cues.clone();
        fs::write(topics.join("mine.toml"), own.to_toml()).unwrap();
        let pack = Pack::layered(&[folder.path()]).unwrap();
        assert_eq!(pack.problems, []);
        let all = listed(&pack.pack);
        let of = |id: &str| all.iter().find(|listed| &*listed.topic.id.0 == id).unwrap();
        assert_eq!(of("energy").origin, TopicOrigin::Changed);
        assert_eq!(of("rights").origin, TopicOrigin::Removed);
        assert_eq!(of("health").origin, TopicOrigin::BuiltIn);
        let own = of("weather-rain");
        assert_eq!((own.origin, own.file.as_str()), (TopicOrigin::Own, "topics/mine.toml"));
        assert_eq!(&*new_topic(&pack.pack, "", "weather rain").id.0, "weather-rain-2");
        assert_eq!(&*new_topic(&pack.pack, "کەشوهەوا", "").id.0, "own");
        assert_eq!(&*new_topic(&pack.pack, "", "Rights").id.0, "rights-2");
    }
}
