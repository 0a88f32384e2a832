//! A topic while it is typed: what stands in the fields, and the topic they make.
//!
//! Plain data; draws nothing.

use crate::{
    model::TopicId,
    pack::{
        Pack,
        topic::{CueLine, CueWord, Line, Topic},
    },
    topics::{ListedTopic, TopicOrigin, new_topic},
};

/// Largest weight in either direction, as in topic files.
const MOST: f32 = 4.0;

/// One cue as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CueField {
    /// Tells the fields apart while rows come and go.
    pub number: u64,
    /// Its words.
    pub words: String,
    /// Its weight, in the digits of the interface.
    pub weight: String,
}

/// Why a draft cannot be saved yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It has no name.
    NoName,
    /// It has no cue.
    NoCue,
    /// A cue cannot be read, stands twice, or has a weight that is none.
    BadCue,
    /// A phrase that is to count for nothing cannot be read or is a cue too.
    BadExclusion,
}

/// A topic while it is edited.
#[derive(Clone, Debug, PartialEq)]
pub struct TopicDraft {
    /// The topic before; of a new one, empty.
    pub before: Topic,
    /// Where it comes from; `None` for a new one.
    pub origin: Option<TopicOrigin>,
    /// Its name in Central Kurdish.
    pub name_ckb: String,
    /// Its name in English.
    pub name_en: String,
    /// Its cues; the one typed last first.
    pub cues: Vec<CueField>,
    /// Phrases that count for nothing, one a line.
    pub exclude: String,
    /// Examples that have the topic, one a line.
    pub yes: String,
    /// Examples that have not.
    pub no: String,
    next: u64,
}

impl TopicDraft {
    /// A topic to edit. `digits` writes numbers as the interface does.
    pub fn of(listed: &ListedTopic, digits: impl Fn(&str) -> String) -> Self {
        let topic = &listed.topic;
        let cue = |(number, cue): (usize, &CueLine)| CueField {
            number: number as u64,
            words: cue.words.clone(),
            weight: digits(&cue.weight.to_string()),
        };
        Self {
            origin: Some(listed.origin),
            name_ckb: topic.name_ckb.clone(),
            name_en: topic.name_en.clone(),
            cues: topic.cues.iter().enumerate().map(cue).collect(),
            exclude: joined(&topic.exclude),
            yes: joined(&topic.yes),
            no: joined(&topic.no),
            next: topic.cues.len() as u64,
            before: topic.clone(),
        }
    }

    /// A new topic.
    #[must_use]
    pub fn new(pack: &Pack) -> Self {
        Self {
            before: new_topic(pack, "", ""),
            origin: None,
            name_ckb: String::new(),
            name_en: String::new(),
            cues: Vec::new(),
            exclude: String::new(),
            yes: String::new(),
            no: String::new(),
            next: 0,
        }
    }

    /// Puts a cue at the head of the list.
    pub fn add_cue(&mut self, words: &str, weight: String) {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if !words.is_empty() {
            self.cues.insert(0, CueField { number: self.next, words, weight });
            self.next += 1;
        }
    }

    /// Is this cue's field wrong? Its words, then its weight.
    #[must_use]
    pub fn wrong(&self, ix: usize) -> (bool, bool) {
        let Some(cue) = self.cues.get(ix) else { return (false, false) };
        let again = self.cues.iter().take(ix).any(|other| other.words.trim() == cue.words.trim());
        (CueWord::phrase(&cue.words).is_err() || again, weight(&cue.weight).is_none())
    }

    /// Is anything different from before?
    #[must_use]
    pub fn is_changed(&self) -> bool {
        let now = self.topic();
        let placeless = |topic: &Topic| {
            let cues: Vec<_> =
                topic.cues.iter().map(|cue| (cue.words.clone(), cue.weight.to_bits())).collect();
            let words = |lines: &[Line]| lines.iter().map(|line| line.words.clone()).collect::<Vec<_>>();
            let names = (topic.name_ckb.clone(), topic.name_en.clone());
            (names, cues, words(&topic.exclude), words(&topic.yes), words(&topic.no))
        };
        placeless(&now) != placeless(&self.before) || (self.wrong_cues() && self.origin.is_some())
    }

    fn wrong_cues(&self) -> bool {
        (0..self.cues.len()).any(|ix| self.wrong(ix) != (false, false))
    }

    /// Why it cannot be saved; `None` when it can.
    #[must_use]
    pub fn trouble(&self) -> Option<Trouble> {
        let cue = |phrase: &str| self.cues.iter().any(|cue| cue.words.trim() == phrase);
        let exclusions: Vec<Line> = split(&self.exclude);
        let bad = |(ix, line): (usize, &Line)| {
            let again = exclusions.iter().take(ix).any(|other| other.words == line.words);
            CueWord::phrase(&line.words).is_err() || cue(&line.words) || again
        };
        if self.name_ckb.trim().is_empty() && self.name_en.trim().is_empty() {
            Some(Trouble::NoName)
        } else if self.cues.is_empty() {
            Some(Trouble::NoCue)
        } else if self.wrong_cues() {
            Some(Trouble::BadCue)
        } else if exclusions.iter().enumerate().any(bad) {
            Some(Trouble::BadExclusion)
        } else {
            None
        }
    }

    /// The topic the fields make; cues and phrases that are wrong are left out.
    #[must_use]
    pub fn topic(&self) -> Topic {
        let cue = |(ix, cue): (usize, &CueField)| {
            let weight = weight(&cue.weight).filter(|_| self.wrong(ix) == (false, false))?;
            Some(CueLine { words: cue.words.trim().to_owned(), weight, line: 0 })
        };
        let exclude = split(&self.exclude).into_iter().filter(|line| CueWord::phrase(&line.words).is_ok());
        Topic {
            name_ckb: self.name_ckb.trim().to_owned(),
            name_en: self.name_en.trim().to_owned(),
            cues: self.cues.iter().enumerate().filter_map(cue).collect(),
            exclude: exclude.collect(),
            yes: split(&self.yes),
            no: split(&self.no),
            ..self.before.clone()
        }
    }

    /// The topic to keep: a new one gets an id made of its name, a missing name is the other one.
    #[must_use]
    pub fn to_save(&self, pack: &Pack) -> Topic {
        let mut topic = self.topic();
        if self.origin.is_none() {
            topic.id = new_topic(pack, &topic.name_ckb, &topic.name_en).id;
        }
        if topic.name_ckb.is_empty() {
            topic.name_ckb.clone_from(&topic.name_en);
        }
        if topic.name_en.is_empty() {
            topic.name_en.clone_from(&topic.name_ckb);
        }
        topic
    }

    /// The id of the topic; a new one has none that counts.
    #[must_use]
    pub fn id(&self) -> Option<&TopicId> {
        self.origin.map(|_| &self.before.id)
    }
}

fn joined(lines: &[Line]) -> String {
    lines.iter().map(|line| line.words.as_str()).collect::<Vec<_>>().join("\n")
}

fn split(text: &str) -> Vec<Line> {
    let lines = text.lines().map(str::trim).filter(|words| !words.is_empty() && !words.starts_with('#'));
    lines.map(|words| Line { words: words.to_owned(), line: 0 }).collect()
}

/// A weight in any digits; `None` where it is none.
fn weight(text: &str) -> Option<f32> {
    let plain: String = text
        .trim()
        .chars()
        .filter(|c| !matches!(c, '\u{200e}' | '\u{200f}' | '\u{2066}'..='\u{2069}'))
        .map(|c| match c {
            '\u{660}'..='\u{669}' => char::from(b'0' + (c as u32 - 0x660) as u8),
            '\u{6f0}'..='\u{6f9}' => char::from(b'0' + (c as u32 - 0x6f0) as u8),
            '\u{66b}' | ',' => '.',
            '\u{2212}' => '-',
            other => other,
        })
        .collect();
    plain.parse().ok().filter(|weight: &f32| *weight != 0.0 && (-MOST..=MOST).contains(weight))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::topics::listed;

    #[test]
    fn a_topic_comes_out_as_it_went_in() {
        let pack = Pack::embedded().unwrap();
        let energy = listed(&pack).into_iter().find(|listed| &*listed.topic.id.0 == "energy").unwrap();
        let mut draft = TopicDraft::of(&energy, str::to_owned);
        assert!(!draft.is_changed() && draft.trouble().is_none());
        draft.add_cue("  solar   panel ", "1".into());
        assert!(draft.is_changed());
        let topic = draft.to_save(&pack);
        assert_eq!((&topic.id, topic.cues[0].words.as_str()), (&energy.topic.id, "solar panel"));
        assert_eq!(topic.cues.len(), energy.topic.cues.len() + 1);
        assert!(Topic::parse("energy.toml", &topic.to_toml()).is_ok());
    }

    #[test]
    fn what_is_wrong_is_said_and_left_out() {
        let pack = Pack::embedded().unwrap();
        let mut draft = TopicDraft::new(&pack);
        assert_eq!(draft.trouble(), Some(Trouble::NoName));
        draft.name_en = "Weather".into();
        assert_eq!(draft.trouble(), Some(Trouble::NoCue));
        draft.add_cue("rain", "۱٫۵".into());
        assert_eq!(draft.trouble(), None);
        assert!((draft.topic().cues[0].weight - 1.5).abs() < 1e-6);
        for (words, weight) in [("a*", "1"), ("snow", "9"), ("snow", "0"), ("rain", "1")] {
            let mut bad = draft.clone();
            bad.add_cue(words, weight.into());
            assert_eq!(bad.trouble(), Some(Trouble::BadCue), "{words} {weight}");
            assert_eq!(bad.topic().cues.len(), 1);
        }
        draft.exclude = "rain".into();
        assert_eq!(draft.trouble(), Some(Trouble::BadExclusion));
        let saved = TopicDraft { exclude: String::new(), ..draft }.to_save(&pack);
        assert_eq!((&*saved.id.0, saved.name_ckb.as_str()), ("weather", "Weather"));
    }
}
