//! Scores passages against the topics of the pack and names the cues that decided.
//!
//! A passage has the topics its own cues add up to, and those it takes over from the document around
//! it. No word of the language stands here: words and weights are the topics' files.

mod check;
mod context;
mod evidence;
mod preview;

pub use check::{Failure, failures};
pub use preview::{Change, Preview};

use crate::{
    lang::{Tables, Text},
    model::{Passage, Span, TopicId},
    pack::{
        Pack,
        topic::{TopicIx, Topics},
    },
};

/// What the cues of a passage must add up to for it to have a topic.
pub const THRESHOLD: f32 = 1.0;

/// The topics of every passage (sentence, headline, bullet) of a text, in text order.
#[must_use]
pub fn passages(text: &Text, pack: &Pack) -> Vec<Passage> {
    score(text, &pack.topics, &pack.tables)
}

/// The same with topics of one's own.
#[must_use]
pub fn score(text: &Text, topics: &Topics, tables: &Tables) -> Vec<Passage> {
    let mut search = topics.matcher().search(text, tables);
    let mut hits = Vec::new();
    let found: Vec<_> = text
        .sentences()
        .iter()
        .map(|sentence| evidence::evidence(text, topics, &mut search, &mut hits, sentence))
        .collect();
    let shapes: Vec<_> = text.sentences().iter().map(|sentence| context::shape(text, sentence)).collect();
    let mut has = vec![vec![false; topics.all().len()]; found.len()];
    for topic in 0..topics.all().len() {
        let sure: Vec<bool> =
            found.iter().map(|e| e.own.get(topic).is_some_and(|own| *own >= THRESHOLD)).collect();
        let alone: Vec<bool> = found
            .iter()
            .map(|e| !e.own.iter().enumerate().any(|(other, own)| other != topic && *own >= THRESHOLD))
            .collect();
        for (passage, held) in has.iter_mut().zip(context::carried(&shapes, &sure, &alone)) {
            passage[topic] = held;
        }
    }
    let passages = text.sentences().iter().zip(found).zip(has);
    passages
        .map(|((sentence, evidence), has)| {
            let held = |topic: TopicIx| has.get(topic.0 as usize) == Some(&true);
            Passage {
                span: sentence.span,
                paragraph: sentence.paragraph,
                topics: (0u16..)
                    .map(TopicIx)
                    .zip(topics.all())
                    .filter(|(ix, _)| held(*ix))
                    .map(|(_, topic)| topic.id.clone())
                    .collect(),
                cues: evidence.cues.into_iter().filter(|(ix, _)| held(*ix)).map(|(_, cue)| cue).collect(),
            }
        })
        .collect()
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
