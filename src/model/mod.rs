//! Plain data that every layer shares: spans, documents, facts, topics, problems.
//!
//! No behaviour beyond keeping invariants; no I/O, no language knowledge.

mod document;
mod facts;
mod hex;
mod problem;
mod span;

pub use document::{Column, Conversion, DocId, Document, Metadata};
pub use facts::{
    Act, ClockTime, Commitment, Contradiction, Cue, DateRange, DateSource, DocumentDate, Entity, EntityIx,
    EntityKind, Event, EventKind, Facts, Flag, FlagKind, Mention, Mode, Passage, Provenance, Quantity, Role,
    RuleId, Statement, Status, Time, TimeKind, TopicId,
};
pub use hex::hex;
pub use problem::{Problem, ProblemKind};
pub use span::{Folded, Original, Span};
