//! One stage: every rule of a kind over the units of a sentence, and who wins where they overlap.
//!
//! Knows nothing of what the rules emit.

use std::ops::Range;

use super::{
    trace::{Outcome, Step, Trace, Why},
    units::Units,
};
use crate::pack::{Found, Pack, Rule};

/// A winning match.
pub struct Hit<'p> {
    /// The rule.
    pub rule: &'p Rule,
    /// Where, in units.
    pub found: Found,
}

impl Hit<'_> {
    /// The units no other winner of the stage uses.
    #[must_use]
    pub fn claimed(&self) -> Range<usize> {
        claimed(self.rule, &self.found)
    }
}

fn claimed(rule: &Rule, found: &Found) -> Range<usize> {
    rule.claims.as_ref().and_then(|name| found.capture(name)).unwrap_or_else(|| found.whole.clone())
}

/// Runs the rules of `kind`. Where two claim the same unit, the higher priority wins, then the longer
/// claim, then the earlier, then the surer rule, then the smaller id. `accept` may refuse a match with a reason before it
/// claims anything. Hits come in text order.
pub fn run<'p>(
    pack: &'p Pack,
    kind: &str,
    units: &Units,
    trace: &mut Trace,
    accept: &mut dyn FnMut(&Rule, &Found) -> Result<(), Why>,
) -> Vec<Hit<'p>> {
    let mut hits: Vec<Hit<'p>> = Vec::new();
    for rule in pack.rules.called(kind, units.met(pack)) {
        rule.find_all(&units.symbols, |found| hits.push(Hit { rule, found }));
    }
    if hits.is_empty() {
        return hits;
    }
    hits.sort_by(|a, b| {
        let (x, y) = (a.claimed(), b.claimed());
        (b.rule.priority.cmp(&a.rule.priority))
            .then(y.len().cmp(&x.len()))
            .then(x.start.cmp(&y.start))
            .then(b.rule.confidence.total_cmp(&a.rule.confidence))
            .then_with(|| a.rule.id.cmp(&b.rule.id))
    });
    let mut taken: Vec<Option<usize>> = vec![None; units.units.len()];
    let mut won: Vec<Hit<'p>> = Vec::new();
    for hit in hits {
        let claim = hit.claimed();
        let winner = taken.get(claim.clone()).and_then(|run| run.iter().flatten().next().copied());
        let outcome = match winner.and_then(|ix| won.get(ix)) {
            Some(other) => Outcome::Lost {
                to: other.rule.id.clone(),
                why: if other.rule.priority > hit.rule.priority { Why::Priority } else { Why::Coverage },
            },
            None => match accept(hit.rule, &hit.found) {
                Ok(()) => Outcome::Fired,
                Err(why) => Outcome::Refused { why },
            },
        };
        let fired = outcome == Outcome::Fired;
        trace.add(|| step(units, &hit, outcome));
        if fired {
            if let Some(run) = taken.get_mut(claim) {
                run.fill(Some(won.len()));
            }
            won.push(hit);
        }
    }
    won.sort_by_key(|hit| (hit.found.whole.start, hit.found.whole.end));
    won
}

fn step(units: &Units, hit: &Hit<'_>, outcome: Outcome) -> Step {
    Step {
        rule: hit.rule.id.clone(),
        span: units.span(hit.found.whole.clone()),
        captures: hit
            .found
            .captures
            .iter()
            .map(|(name, range)| (name.to_string(), units.stem(range.clone())))
            .collect(),
        outcome,
    }
}
