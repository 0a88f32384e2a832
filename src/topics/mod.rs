//! Scores passages against the topics of the pack and names the cues that decided.
//!
//! A passage has the topics its own cues add up to, and those it takes over from the document around
//! it. No word of the language stands here: words and weights are the topics' files.

mod check;
mod context;
mod evidence;
mod listed;
mod preview;

pub use check::{Failure, failures, failures_of};
pub use listed::{ListedTopic, TopicOrigin, file_of, listed, new_topic};
pub use preview::{Change, Preview};

use evidence::Evidence;

use crate::{
    lang::{Tables, Text, Words},
    model::{Cue, Entity, EntityKind, Passage, Span, TopicId},
    pack::{
        Pack,
        topic::{CueWords, Topic, TopicIx, Topics},
    },
};

/// What the cues of a passage must add up to for it to have a topic.
pub const THRESHOLD: f32 = 1.0;

/// Weights are decimal fractions: sums of them miss the threshold by less than this.
const ROUNDING: f32 = 1e-4;

/// The topics of every passage (sentence, headline, bullet) of a text, in text order.
#[must_use]
pub fn passages(text: &Text, pack: &Pack) -> Vec<Passage> {
    score(text, &pack.topics, &pack.tables, &[])
}

/// The same with the words that the text was made with and what is known of them as cues; `people` are
/// where persons are named (see [`people`]).
#[must_use]
pub fn passages_learning(
    text: &Text,
    pack: &Pack,
    (words, cues): (&Words, &mut CueWords),
    people: &[Span],
) -> Vec<Passage> {
    held(text, &pack.topics, weigh(text, &pack.topics, &pack.tables, (words, cues), people))
}

/// Where persons are named, in text order: the words of a name are no cues.
#[must_use]
pub fn people(entities: &[Entity]) -> Vec<Span> {
    let persons = entities.iter().filter(|entity| entity.kind == EntityKind::Person);
    let mut spans: Vec<Span> =
        persons.flat_map(|person| person.mentions.iter().map(|mention| mention.span)).collect();
    spans.sort_unstable();
    spans
}

/// The same with topics of one's own.
#[must_use]
pub fn score(text: &Text, topics: &Topics, tables: &Tables, people: &[Span]) -> Vec<Passage> {
    held(text, topics, weigh(text, topics, tables, (&Words::default(), &mut CueWords::default()), people))
}

fn held(text: &Text, topics: &Topics, scored: Vec<Scored>) -> Vec<Passage> {
    let passages = text.sentences().iter().zip(scored);
    passages
        .map(|(sentence, Scored { evidence, held })| {
            let has = |topic: TopicIx| held.get(topic.0 as usize).is_some_and(|held| *held != Held::No);
            let all = (0u16..).map(TopicIx).zip(topics.all());
            Passage {
                span: sentence.span,
                paragraph: sentence.paragraph,
                topics: all.filter(|(ix, _)| has(*ix)).map(|(_, topic)| topic.id.clone()).collect(),
                cues: evidence.cues.into_iter().filter(|(ix, _)| has(*ix)).map(|(_, cue)| cue).collect(),
            }
        })
        .collect()
}

/// How a passage comes by a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// Its own cues add up to it.
    ByCues,
    /// It takes it over from the document around it.
    FromDocument,
    /// Not at all.
    No,
}

/// What speaks for or against a topic in one passage.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// The topic.
    pub topic: TopicId,
    /// Does the passage have it, and how?
    pub held: Held,
    /// What its cues add up to; [`THRESHOLD`] decides.
    pub sum: f32,
    /// The cues that counted, in text order.
    pub cues: Vec<Cue>,
}

/// Why the passage at a byte of the original has the topics it has, and which others it came near to:
/// its span, and every topic that has a cue there or is held. `people` as for [`passages_learning`].
#[must_use]
pub fn reasons(
    text: &Text,
    topics: &Topics,
    tables: &Tables,
    people: &[Span],
    byte: u32,
) -> Option<(Span, Vec<Reason>)> {
    let at = text.sentence_at(byte);
    let sentence = text.sentences().get(at)?;
    let scored = weigh(text, topics, tables, (&Words::default(), &mut CueWords::default()), people);
    let Scored { evidence, held } = scored.into_iter().nth(at)?;
    let reason = |(ix, topic): (TopicIx, &Topic)| {
        let of_topic = evidence.cues.iter().filter(|(cue_of, _)| *cue_of == ix);
        let cues: Vec<Cue> = of_topic.map(|(_, cue)| cue.clone()).collect();
        let held = held.get(ix.0 as usize).copied().unwrap_or(Held::No);
        let sum = evidence.own.get(ix.0 as usize).copied().unwrap_or(0.0);
        (held != Held::No || !cues.is_empty()).then(|| Reason { topic: topic.id.clone(), held, sum, cues })
    };
    Some((sentence.span, (0u16..).map(TopicIx).zip(topics.all()).filter_map(reason).collect()))
}

/// One passage with its cues and, for each topic, whether it is held.
struct Scored {
    evidence: Evidence,
    held: Vec<Held>,
}

fn weigh(
    text: &Text,
    topics: &Topics,
    tables: &Tables,
    (words, cues): (&Words, &mut CueWords),
    people: &[Span],
) -> Vec<Scored> {
    let search = topics.matcher().search(text, tables, words, cues);
    let mut hits = Vec::new();
    let mut read = |sentence| evidence::evidence(text, topics, &search, &mut hits, sentence, people);
    let mut scored: Vec<Scored> = text
        .sentences()
        .iter()
        .map(|sentence| Scored { evidence: read(sentence), held: vec![Held::No; topics.all().len()] })
        .collect();
    let shapes = context::shapes(text);
    let enough = |own: &f32| *own > THRESHOLD - ROUNDING;
    for (topic, definition) in topics.all().iter().enumerate() {
        let others = |(other, own): (usize, &f32)| other != topic && enough(own);
        let sure: Vec<bool> = scored.iter().map(|s| s.evidence.own.get(topic).is_some_and(enough)).collect();
        if !sure.contains(&true) {
            // Nothing to take over.
            continue;
        }
        let alone: Vec<bool> =
            scored.iter().map(|s| !s.evidence.own.iter().enumerate().any(others)).collect();
        let carried = context::carried(&shapes, &sure, &alone, definition.carried);
        for ((passage, carried), sure) in scored.iter_mut().zip(carried).zip(&sure) {
            if let Some(held) = passage.held.get_mut(topic) {
                *held = match (sure, carried) {
                    (true, _) => Held::ByCues,
                    (false, true) => Held::FromDocument,
                    (false, false) => Held::No,
                };
            }
        }
    }
    scored
}

/// The topics of the part of a text that a span covers: those of every passage it shares half of the
/// shorter one with, in the order of the first passage that has them.
#[must_use]
pub fn topics_at(passages: &[Passage], span: Span) -> Vec<TopicId> {
    let mut found = Vec::new();
    for passage in passages.iter().filter(|passage| passage.span.overlaps(span)) {
        let shared = passage.span.end.min(span.end) - passage.span.start.max(span.start);
        if shared as usize * 2 < passage.span.len().min(span.len()) {
            continue;
        }
        for topic in &passage.topics {
            if !found.contains(topic) {
                found.push(topic.clone());
            }
        }
    }
    found
}

#[cfg(test)]
mod tests;
