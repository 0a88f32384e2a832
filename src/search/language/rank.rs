//! How well a text answers a query: BM25 over what the parts of the query found.
//!
//! One formula for texts in memory and in an index, so that both put documents in one order.

use super::{
    evaluate::Hit,
    plan::{Ask, Plan, Step},
};

/// How soon more hits of a part stop counting; the usual value (Robertson and Zaragoza 2009).
const SATURATION: f32 = 1.2;

/// How much a text's length counts; the usual value.
const LENGTH: f32 = 0.75;

/// What ranking has to know of a corpus for one query.
#[derive(Clone, Debug, Default)]
pub struct Ranking {
    /// Weight of each part that finds words, by the place where it was typed.
    weights: Vec<(u32, f32)>,
    average_length: f32,
}

impl Ranking {
    /// For a plan over a corpus of so many texts and words. `texts_with` tells how many texts have a word
    /// that passes a test.
    #[must_use]
    pub fn new(plan: &Plan, texts: u32, words: u64, texts_with: &dyn Fn(u32) -> u32) -> Self {
        let mut weights = Vec::new();
        let weight = |matchers: &[u32]| {
            let with = matchers.iter().map(|matcher| texts_with(*matcher)).min().unwrap_or(0) as f32;
            (1.0 + (texts as f32 - with + 0.5).max(0.0) / (with + 0.5)).ln()
        };
        if let Some(root) = &plan.root {
            visit(root, &mut |typed, matchers| weights.push((typed, weight(matchers))));
        }
        weights.sort_by_key(|(typed, _)| *typed);
        Self { weights, average_length: words as f32 / texts.max(1) as f32 }
    }

    /// The score of a text of so many words by its hits.
    #[must_use]
    pub fn score(&self, hits: &[Hit], length: u32) -> f32 {
        self.score_of(length, |typed| hits.iter().filter(|hit| hit.typed == typed).count())
    }

    /// The same by the number of hits of the part that was typed at a place.
    #[must_use]
    pub fn score_of(&self, length: u32, hits: impl Fn(u32) -> usize) -> f32 {
        let share = length as f32 / self.average_length.max(1.0);
        let slow = SATURATION * (1.0 - LENGTH + LENGTH * share);
        let of = |(typed, weight): &(u32, f32)| {
            let found = hits(*typed) as f32;
            weight * found * (SATURATION + 1.0) / (found + slow)
        };
        self.weights.iter().map(of).sum()
    }
}

/// Tells every part that finds words, with its tests.
fn visit(step: &Step, tell: &mut impl FnMut(u32, &[u32])) {
    match &step.ask {
        Ask::Sequence(matchers) => tell(step.span.start, matchers),
        Ask::All(steps) | Ask::Any(steps) | Ask::Near(steps, _) => {
            for step in steps {
                visit(step, tell);
            }
        }
        // What must not be there finds nothing.
        Ask::Not(_) | Ask::Field(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        lang::{Inflections, Tables},
        search::language::{Interpreter, Matching},
    };

    #[test]
    fn rare_words_many_hits_and_short_texts_come_first() {
        let tables = Arc::new(Tables::embedded().unwrap());
        let interpreter = Interpreter::new(Inflections::without_lexicon(tables));
        let plan = Plan::new(&interpreter, &interpreter.parse("oil OR gas", &[]), Matching::Folded);
        let ranking = Ranking::new(&plan, 100, 10_000, &|matcher| if matcher == 0 { 50 } else { 2 });
        let hit = |first, typed| Hit { first, last: first, typed };
        let (oil, gas) = (hit(0, 0), hit(1, 7));
        assert!(ranking.score(&[gas], 100) > ranking.score(&[oil], 100));
        assert!(ranking.score(&[oil, hit(3, 0)], 100) > ranking.score(&[oil], 100));
        assert!(ranking.score(&[oil], 50) > ranking.score(&[oil], 500));
        assert!(ranking.score(&[], 50).abs() < f32::EPSILON);
    }
}
