//! What the rules did at a place: which fired, which matched and lost, and to whom.
//!
//! Off by default and then free; the command `explain`, the window and the tests of the rules ask for it.

use std::fmt;

use crate::model::{RuleId, Span};

/// Why a match came to nothing. The window has a sentence for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// Another rule that claims the same words has a higher priority.
    Priority,
    /// Another match of equal priority covers more, or stands first.
    Coverage,
    /// The word only looks like the verb the rule wants.
    NoVerb,
    /// An attack needs a word of violence beside it.
    NoAttack,
    /// The clause invites its readers; nothing is told.
    Invitation,
    /// Who, where or what the rule needs is not in the clause.
    Unmet,
    /// The words stand inside a quotation.
    InQuotation,
    /// A guest is received, not a thing.
    Guest,
    /// The clause is negated.
    Negated,
    /// The document has nothing of the class the rule needs.
    ClassMissing,
    /// Too short for a person's name.
    TooShort,
    /// The rule does not say which type of event it finds.
    NoType,
    /// The words stand in no clause.
    NoClause,
}

/// In English, for the command line.
impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Priority => "the other has a higher priority",
            Self::Coverage => "the other covers more or stands first",
            Self::NoVerb => "no verb here, only a word that looks like one",
            Self::NoAttack => "nothing says that it was an attack",
            Self::Invitation => "readers are invited, nothing is told",
            Self::Unmet => "what the rule needs is not in the clause",
            Self::InQuotation => "inside a quotation",
            Self::Guest => "a guest is received",
            Self::Negated => "negated",
            Self::ClassMissing => "the document has nothing of the class the rule needs",
            Self::TooShort => "too short for a person's name",
            Self::NoType => "the rule names no type of event",
            Self::NoClause => "no clause",
        })
    }
}

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
        why: Why,
    },
    /// It matched, but a check after the rule refused it.
    Refused {
        /// Which check.
        why: Why,
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
