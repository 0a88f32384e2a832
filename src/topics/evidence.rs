//! What the cues of one passage say, topic by topic; no look at its neighbours.

use crate::{
    lang::{Sentence, Text, Token},
    model::{Cue, Span},
    pack::topic::{Hit, Search, TopicIx, Topics, Weights},
};

/// Share of its weight that a cue has when it stands in a passage again.
const REPEATED: f32 = 0.25;

/// The cues of one passage.
#[derive(Clone, Debug)]
pub(super) struct Evidence {
    /// Sum of the weights for each topic.
    pub own: Vec<f32>,
    /// Every cue that counted, in text order.
    pub cues: Vec<(TopicIx, Cue)>,
}

/// Reads the cues of one sentence. `people` are where persons are named, in text order.
pub(super) fn evidence(
    text: &Text,
    topics: &Topics,
    search: &Search<'_>,
    hits: &mut Vec<Hit>,
    sentence: &Sentence,
    people: &[Span],
) -> Evidence {
    let tokens = text.tokens_of(sentence);
    hits.clear();
    search.hits(tokens, hits);
    let people = of_sentence(people, sentence.span);
    if !people.is_empty() {
        // A name says nothing of what its words mean.
        hits.retain(|hit| hit.name || !named(tokens, hit, people));
    }
    let mut found = Evidence { own: vec![0.0; topics.all().len()], cues: Vec::new() };
    hits.sort_by(|a, b| {
        a.topic.cmp(&b.topic).then((b.end - b.first).cmp(&(a.end - a.first))).then(by_weight(a, b))
    });
    for of_topic in hits.chunk_by(|a, b| a.topic == b.topic) {
        let mut counted: Vec<&Hit> = Vec::new();
        for hit in of_topic {
            let Weights::For(weight) = hit.weight else { continue };
            let excluded = |other: &Hit| {
                other.weight == Weights::Exclude && other.first <= hit.first && hit.end <= other.end
            };
            let taken = |other: &&Hit| other.first < hit.end && hit.first < other.end;
            if of_topic.iter().any(excluded) || counted.iter().any(taken) {
                continue;
            }
            let again = counted.iter().any(|other| other.cue == hit.cue);
            let weight = if again { weight * REPEATED } else { weight };
            counted.push(hit);
            if let Some(own) = found.own.get_mut(hit.topic.0 as usize) {
                *own += weight;
            }
            let (Some(topic), Some(span)) = (topics.get(hit.topic), words_of(tokens, hit)) else { continue };
            found.cues.push((hit.topic, Cue { topic: topic.id.clone(), span, weight }));
        }
    }
    found.cues.sort_by_key(|(topic, cue)| (cue.span, *topic));
    found
}

/// Where the words of a cue stand.
fn words_of(tokens: &[Token], hit: &Hit) -> Option<Span> {
    let words = tokens.get(hit.first as usize..hit.end as usize)?;
    words.iter().map(|token| token.span).reduce(Span::cover)
}

/// Those of the spans, which are in text order, that share something with a sentence.
fn of_sentence(spans: &[Span], sentence: Span) -> &[Span] {
    let first = spans.partition_point(|span| span.end <= sentence.start);
    let rest = spans.get(first..).unwrap_or(&[]);
    rest.get(..rest.partition_point(|span| span.start < sentence.end)).unwrap_or(rest)
}

/// Does every word of a cue begin within one name? Endings of the last word stand outside of it.
fn named(tokens: &[Token], hit: &Hit, people: &[Span]) -> bool {
    let words = tokens.get(hit.first as usize..hit.end as usize).unwrap_or(&[]);
    let within = |name: &Span, word: &Token| (name.start..name.end).contains(&word.span.start);
    people.iter().any(|name| words.iter().all(|word| within(name, word)))
}

/// Heavier first.
fn by_weight(a: &Hit, b: &Hit) -> std::cmp::Ordering {
    let size = |hit: &Hit| match hit.weight {
        Weights::For(weight) => weight.abs(),
        Weights::Exclude => f32::INFINITY,
    };
    size(b).total_cmp(&size(a)).then(a.first.cmp(&b.first)).then(a.cue.cmp(&b.cue))
}
