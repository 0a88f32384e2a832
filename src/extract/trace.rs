//! What the rules did at a place: which fired, which matched and lost, and to whom.
//!
//! Off by default and then free; the command `explain`, the window and the tests of the rules ask for it.

use crate::model::{RuleId, Span};

/// What became of a match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It won.
    Fired,
    /// It matched, but another took its words.
    Lost {
        /// The winner.
        to: RuleId,
        /// Why the other won.
        why: &'static str,
    },
    /// It matched, but a check after the rule refused it.
    Refused {
        /// Which check.
        why: &'static str,
    },
}

/// One match of one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The rule, or the built-in step (`name.…`).
    pub rule: RuleId,
    /// All of the match, endings included.
    pub span: Span,
    /// Its captures by name, endings left out.
    pub captures: Vec<(String, Span)>,
    /// What became of it.
    pub outcome: Outcome,
}

/// A record of steps, kept only when asked for.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    steps: Option<Vec<Step>>,
}

impl Trace {
    /// Keeps nothing.
    #[must_use]
    pub fn off() -> Self {
        Self { steps: None }
    }

    /// Keeps everything.
    #[must_use]
    pub fn on() -> Self {
        Self { steps: Some(Vec::new()) }
    }

    /// Is it kept?
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.steps.is_some()
    }

    /// Keeps a step; it is made only when the trace is on.
    pub fn add(&mut self, step: impl FnOnce() -> Step) {
        if let Some(steps) = &mut self.steps {
            steps.push(step());
        }
    }

    /// The steps in the order they were made.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        self.steps.as_deref().unwrap_or(&[])
    }

    /// The steps that cover a byte of the original text.
    pub fn at(&self, byte: u32) -> impl Iterator<Item = &Step> {
        self.steps().iter().filter(move |step| step.span.start <= byte && byte < step.span.end)
    }
}
