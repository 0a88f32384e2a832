//! What the cues of one passage say, topic by topic; no look at its neighbours.

use crate::{
    lang::{Sentence, Text},
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

/// Reads the cues of one sentence.
pub(super) fn evidence(
    text: &Text,
    topics: &Topics,
    search: &Search<'_>,
    hits: &mut Vec<Hit>,
    sentence: &Sentence,
) -> Evidence {
    let tokens = text.tokens_of(sentence);
    hits.clear();
    search.hits(tokens, hits);
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
            let (Some(topic), Some(words)) =
                (topics.get(hit.topic), tokens.get(hit.first as usize..hit.end as usize))
            else {
                continue;
            };
            let span = words.iter().map(|token| token.span).reduce(Span::cover).unwrap_or_default();
            found.cues.push((hit.topic, Cue { topic: topic.id.clone(), span, weight }));
        }
    }
    found.cues.sort_by_key(|(topic, cue)| (cue.span, *topic));
    found
}

/// Heavier first.
fn by_weight(a: &Hit, b: &Hit) -> std::cmp::Ordering {
    let size = |hit: &Hit| match hit.weight {
        Weights::For(weight) => weight.abs(),
        Weights::Exclude => f32::INFINITY,
    };
    size(b).total_cmp(&size(a)).then(a.first.cmp(&b.first)).then(a.cue.cmp(&b.cue))
}
