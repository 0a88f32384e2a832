//! Runs a plan over the words of one text.
//!
//! Positions are orthographic words counted from the start of the text, so that an index which keeps
//! positions finds the same.

use std::{collections::HashMap, ops::Range};

use crate::{
    lang::{FoldedText, Inflections, word_form, words},
    model::{Folded, Span},
};

use super::{
    matcher::Matcher,
    plan::{Ask, Plan, Step},
};

/// Words of a text that a part of a query found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// First word, counted from the start of the text.
    pub first: u32,
    /// Last word.
    pub last: u32,
    /// Where the part was typed: its first byte.
    pub typed: u32,
}

/// Where each test of a plan finds a word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Occurrences {
    /// By number of the matcher; ascending positions.
    by_matcher: Vec<Vec<u32>>,
    /// Which matchers every word passes; their positions are not kept.
    every: Vec<bool>,
    /// Number of words of the text.
    words: u32,
}

impl Occurrences {
    /// With no word looked at yet.
    #[must_use]
    pub fn new(matchers: &[Matcher]) -> Self {
        let every = matchers.iter().map(|matcher| *matcher == Matcher::Any).collect();
        Self { by_matcher: vec![Vec::new(); matchers.len()], every, words: 0 }
    }

    /// Forgets everything, keeping room.
    pub fn clear(&mut self) {
        self.by_matcher.iter_mut().for_each(Vec::clear);
        self.words = 0;
    }

    /// Notes positions of words that pass a test, in any order and also twice.
    pub fn add(&mut self, matcher: u32, positions: &mut Vec<u32>) {
        positions.sort_unstable();
        positions.dedup();
        if let Some(known) = self.by_matcher.get_mut(matcher as usize) {
            std::mem::swap(known, positions);
        }
    }

    /// Notes that the word at `position` passes a test; positions come ascending.
    pub fn push(&mut self, matcher: u32, position: u32) {
        if let Some(positions) = self.by_matcher.get_mut(matcher as usize) {
            positions.push(position);
        }
    }

    /// Says how many words the text has.
    pub fn end(&mut self, words: u32) {
        self.words = words;
    }

    /// Does any word pass a test?
    #[must_use]
    pub fn has(&self, matcher: u32) -> bool {
        !self.of(matcher).is_empty() || self.is_every(matcher)
    }

    fn is_every(&self, matcher: u32) -> bool {
        self.every.get(matcher as usize).copied().unwrap_or(false)
    }

    fn of(&self, matcher: u32) -> &[u32] {
        self.by_matcher.get(matcher as usize).map_or(&[], Vec::as_slice)
    }
}

/// The words of a text with their places.
pub struct TextWords {
    spans: Vec<Span<Folded>>,
}

impl TextWords {
    /// Cuts a folded text into words.
    #[must_use]
    pub fn new(folded: &FoldedText) -> Self {
        Self { spans: words(folded.as_str()).collect() }
    }

    /// The folded text that a hit covers.
    #[must_use]
    pub fn span(&self, hit: Hit) -> Option<Span<Folded>> {
        Some(self.spans.get(hit.first as usize)?.cover(*self.spans.get(hit.last as usize)?))
    }

    /// Positions of the words that begin in a part of the folded text.
    #[must_use]
    pub fn within(&self, part: Span<Folded>) -> Range<u32> {
        let at = |byte: u32| self.spans.partition_point(|span| span.start < byte) as u32;
        at(part.start)..at(part.end)
    }

    /// Where the tests find words.
    #[must_use]
    pub fn occurrences(
        &self,
        matchers: &[Matcher],
        folded: &FoldedText,
        original: &str,
        inflections: &Inflections,
    ) -> Occurrences {
        let mut found = Occurrences::new(matchers);
        // Which tests each distinct form passes.
        let mut known: HashMap<&str, Vec<u32>> = HashMap::new();
        for (position, span) in (0u32..).zip(&self.spans) {
            let word = span.of(folded.as_str()).unwrap_or_default();
            let fitting = known.entry(word).or_insert_with(|| fitting(matchers, word, inflections));
            for matcher in fitting.iter() {
                let spelled = matchers[*matcher as usize].needs_spelling();
                let written = || folded.original(*span).of(original).unwrap_or_default();
                if !spelled || matchers[*matcher as usize].fits_spelling(written()) {
                    found.push(*matcher, position);
                }
            }
        }
        found.end(self.spans.len() as u32);
        found
    }
}

/// The tests that a folded word passes.
fn fitting(matchers: &[Matcher], word: &str, inflections: &Inflections) -> Vec<u32> {
    let form = word_form(word);
    let stems = inflections.stems(&form);
    let fits = |matcher: &Matcher| matcher.fits(&form, stems.all().iter().map(|stem| &**stem), inflections);
    (0u32..).zip(matchers).filter(|(_, matcher)| fits(matcher)).map(|(number, _)| number).collect()
}

/// Do the words stand next to each other somewhere in a text?
#[must_use]
pub fn stands_in(
    sequence: &[Matcher],
    folded: &FoldedText,
    original: &str,
    inflections: &Inflections,
) -> bool {
    if sequence.is_empty() {
        return false;
    }
    let found = TextWords::new(folded).occurrences(sequence, folded, original, inflections);
    let numbers: Vec<u32> = (0..sequence.len() as u32).collect();
    has_sequence(&numbers, &found, None)
}

/// Do words that pass these tests stand next to each other in a text or in a part of it?
#[must_use]
pub fn has_sequence(matchers: &[u32], occurrences: &Occurrences, part: Option<Range<u32>>) -> bool {
    let part = part.unwrap_or(0..occurrences.words);
    Run { occurrences, holds: &|_| false, part }.sequence(matchers, 0).next().is_some()
}

/// The hits of a plan in a text or, with `part`, in some of its words; `None` where it does not match.
/// `holds` says whether the test of a property with that number holds.
#[must_use]
pub fn find(
    plan: &Plan,
    occurrences: &Occurrences,
    part: Option<Range<u32>>,
    holds: &dyn Fn(u32) -> bool,
) -> Option<Vec<Hit>> {
    let Some(root) = &plan.root else { return Some(Vec::new()) };
    step_hits(root, occurrences, part, holds)
}

/// [`find`] for one step of a plan.
#[must_use]
pub fn step_hits(
    step: &Step,
    occurrences: &Occurrences,
    part: Option<Range<u32>>,
    holds: &dyn Fn(u32) -> bool,
) -> Option<Vec<Hit>> {
    let part = part.unwrap_or(0..occurrences.words);
    let mut hits = Vec::new();
    if !(Run { occurrences, holds, part }.passes(step, &mut hits)) {
        return None;
    }
    hits.sort_unstable();
    hits.dedup();
    Some(hits)
}

/// The distinct places of hits in order: what several parts of a query found there counts once.
#[must_use]
pub fn places(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.dedup_by_key(|hit| (hit.first, hit.last));
    hits
}

struct Run<'a> {
    occurrences: &'a Occurrences,
    holds: &'a dyn Fn(u32) -> bool,
    part: Range<u32>,
}

impl Run<'_> {
    /// Does the step hold? Adds its hits where it does.
    fn passes(&self, step: &Step, hits: &mut Vec<Hit>) -> bool {
        let before = hits.len();
        let passes = match &step.ask {
            Ask::Sequence(matchers) => {
                hits.extend(self.sequence(matchers, step.span.start));
                hits.len() > before
            }
            Ask::Field(number) => (self.holds)(*number),
            Ask::All(steps) => steps.iter().all(|step| self.passes(step, hits)),
            Ask::Any(steps) => {
                // All that hold, for their hits.
                steps.iter().fold(false, |any, step| self.passes(step, hits) | any)
            }
            Ask::Not(inner) => !self.passes(inner, &mut Vec::new()),
            Ask::Near(steps, within) => {
                hits.extend(self.near(steps, *within).into_iter().flatten());
                hits.len() > before
            }
        };
        if !passes {
            hits.truncate(before);
        }
        passes
    }

    fn sequence(&self, matchers: &[u32], typed: u32) -> impl Iterator<Item = Hit> {
        // The rarest word leads.
        let kept = (0..matchers.len()).filter(|at| !self.occurrences.is_every(matchers[*at]));
        let rarest = kept.min_by_key(|at| self.occurrences.of(matchers[*at]).len());
        let lead = rarest.unwrap_or(0);
        let last = (matchers.len() as u32).saturating_sub(1);
        let places = matchers.get(lead).map_or(&[][..], |matcher| self.occurrences.of(*matcher));
        places.iter().filter_map(move |position| {
            let first = position.checked_sub(lead as u32)?;
            let inside = self.part.start <= first && first + last < self.part.end;
            let stands = |(offset, matcher): (u32, &u32)| {
                offset == lead as u32
                    || self.occurrences.is_every(*matcher)
                    || self.occurrences.of(*matcher).binary_search(&(first + offset)).is_ok()
            };
            (inside && (0u32..).zip(matchers).all(stands)).then_some(Hit { first, last: first + last, typed })
        })
    }

    /// The hits of each step that have one of the step before and one of the step after near them.
    fn near(&self, steps: &[Step], within: u32) -> Option<Vec<Hit>> {
        let mut all: Vec<Vec<Hit>> = Vec::with_capacity(steps.len());
        for step in steps {
            let mut hits = Vec::new();
            if !self.passes(step, &mut hits) {
                return None;
            }
            hits.sort_unstable();
            hits.dedup();
            all.push(hits);
        }
        for ix in 1..all.len() {
            let (before, after) = all.split_at_mut(ix);
            keep_near(&mut after[0], &before[ix - 1], within);
        }
        for ix in (1..all.len()).rev() {
            let (before, after) = all.split_at_mut(ix);
            keep_near(&mut before[ix - 1], &after[0], within);
        }
        all.iter().all(|hits| !hits.is_empty()).then(|| all.concat())
    }
}

/// Keeps the hits that have another one at most `within` words from them.
fn keep_near(hits: &mut Vec<Hit>, others: &[Hit], within: u32) {
    let longest = others.iter().map(|hit| hit.last - hit.first).max().unwrap_or(0);
    hits.retain(|hit| {
        let from = hit.first.saturating_sub(within + longest);
        let start = others.partition_point(|other| other.first < from);
        others[start..].iter().take_while(|other| other.first <= hit.last.saturating_add(within)).any(
            |other| {
                // Not the same words twice.
                let apart = other.first > hit.last || other.last < hit.first;
                let distance = if other.first > hit.last {
                    other.first - hit.last
                } else {
                    hit.first.saturating_sub(other.last)
                };
                apart && distance <= within
            },
        )
    });
}
