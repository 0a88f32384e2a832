//! What a document says, each item with the bytes it rests on and the rule that found it.
//!
//! Facts are a pure function of (bytes, metadata, pack). Links over the corpus are a second layer:
//! here an entity is the document's own.

use std::{fmt, sync::Arc};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Span;

/// The id of the rule file that made an item, such as `event.receive.guest`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RuleId(pub Arc<str>);

impl RuleId {
    /// From the id in the rule's file.
    #[must_use]
    pub fn new(id: &str) -> Self {
        Self(id.into())
    }
}
impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The id of a topic file, such as `energy`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TopicId(pub Arc<str>);

impl TopicId {
    /// From the id in the topic's file.
    #[must_use]
    pub fn new(id: &str) -> Self {
        Self(id.into())
    }
}
impl fmt::Display for TopicId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where an item comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Provenance {
    /// The rule that made it.
    pub rule: RuleId,
    /// Share of right answers the rule is known (or, without reviews, expected) to have, 0 to 1.
    pub confidence: f32,
    /// The clause it was read in.
    pub evidence: Span,
}

/// Kinds of named things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A body that acts: ministry, party, company, court, armed group.
    Organisation,
    /// A place on the map, buildings included.
    Place,
}

/// Index into [`Facts::entities`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntityIx(pub u32);

/// One place where a named thing is named.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// The name without inflection.
    pub span: Span,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// A person, organisation or place of one document, with all its mentions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// Kind.
    pub kind: EntityKind,
    /// The fullest name, as written where it is fullest.
    pub name: String,
    /// Other ways it is named here.
    pub aliases: Vec<String>,
    /// Comparable form of the name for links over the corpus (folded, canonical where a lexicon knows it).
    pub key: String,
    /// In text order; never empty.
    pub mentions: Vec<Mention>,
}

/// Kinds of times, after TIMEX3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimeKind {
    /// A day or anything coarser.
    Date,
    /// Finer than a day.
    Time,
    /// A length of time.
    Duration,
    /// Something that recurs.
    Set,
}

/// A time expression and its value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Time {
    /// The whole expression.
    pub span: Span,
    /// Kind.
    pub kind: TimeKind,
    /// ISO 8601 as precise as the text; `None` where the text leaves it open.
    pub value: Option<String>,
    /// IANA zone, only where the text names a place for the clock.
    pub zone: Option<String>,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// A counted or measured thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// The number with the noun it counts.
    pub span: Span,
    /// The number.
    pub value: f64,
    /// English singular, or an ISO code for money; `None` where the noun has no entry.
    pub unit: Option<String>,
    /// Said to be approximate?
    pub approx: bool,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// A person's office, rank or title as said here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Role {
    /// Name and role where they touch.
    pub span: Span,
    /// Who.
    pub person: EntityIx,
    /// The title in its dictionary form, in the document's letters.
    pub role: String,
    /// Of what or whom.
    pub of: Option<EntityIx>,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// Kinds of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words are those of the annotation guide")]
pub enum EventKind {
    Meet,
    Travel,
    Receive,
    Talks,
    Sign,
    Appoint,
    Attack,
    Vote,
    Arrest,
    Other,
}

/// Did it happen?
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Announced, expected, future.
    Planned,
    /// Past.
    Happened,
    /// Negated.
    Denied,
}

/// Something that happened, is planned or is denied.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// The smallest clause that carries it.
    pub span: Span,
    /// Kind.
    pub kind: EventKind,
    /// The word that says so.
    pub trigger: Span,
    /// Who took part, in text order.
    pub participants: Vec<EntityIx>,
    /// Where.
    pub place: Option<EntityIx>,
    /// When: the value of a time of the clause.
    pub time: Option<String>,
    /// Planned, happened, denied.
    pub status: Status,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// How speech is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Between quotation marks.
    Direct,
    /// In a content clause.
    Reported,
}

/// What somebody said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// The words said (inside the marks) or the content clause.
    pub span: Span,
    /// Who; `None` where none is named or two speak together.
    pub speaker: Option<EntityIx>,
    /// Direct or reported.
    pub mode: Mode,
    /// The words that say that something is said.
    pub cue: Span,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// What a commitment does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words are those of the annotation guide")]
pub enum Act {
    Agree,
    Pledge,
    Support,
    Request,
    Welcome,
    Reaffirm,
    Stress,
    Condemn,
}

/// A position or undertaking of a named party about what will or should be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Commitment {
    /// The clause.
    pub span: Span,
    /// Who undertakes or says it.
    pub parties: Vec<EntityIx>,
    /// What kind of undertaking.
    pub act: Act,
    /// On which topics.
    pub topics: Vec<TopicId>,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// A cue that decided a topic.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cue {
    /// The topic it speaks for (or, with a negative weight, against).
    pub topic: TopicId,
    /// The words.
    pub span: Span,
    /// Its share in the decision.
    pub weight: f32,
}

/// A sentence or bullet with its topics; passages cover the text in order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Passage {
    /// The sentence, without the white space around it.
    pub span: Span,
    /// Number of its paragraph, from 0.
    pub paragraph: u32,
    /// Its topics.
    pub topics: Vec<TopicId>,
    /// Why.
    pub cues: Vec<Cue>,
}

/// Where the document's date comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateSource {
    /// The user set it.
    User,
    /// `metadata.csv`.
    Metadata,
    /// Solved from the text.
    Text,
    /// Embedded in the file's own metadata.
    Embedded,
    /// The file's name.
    Filename,
    /// Not known.
    #[default]
    None,
}

/// Between which days the document was written; an open end is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateRange {
    /// Not before.
    pub from: Option<Date>,
    /// Not after.
    pub to: Option<Date>,
}

/// When the document was written, and how that is known.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DocumentDate {
    /// The day, where it is certain.
    pub date: Option<Date>,
    /// The interval, where at least one end is known.
    pub range: Option<DateRange>,
    /// Where it comes from.
    pub source: DateSource,
    /// The expressions of the text it rests on.
    pub evidence: Vec<Span>,
}

/// Kinds of contradictions inside a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FlagKind {
    /// A stated weekday is not that day's.
    WeekdayMismatch,
    /// Two clock times said to be the same moment are not.
    ClockMismatch,
    /// A date that cannot be (31 April).
    ImpossibleDate,
}

/// A clock time with its place on the map.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockTime {
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// IANA zone.
    pub zone: String,
}

/// What contradicts what, with the values that were reckoned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Contradiction {
    /// A stated weekday is not that day's.
    Weekday {
        /// The weekday the text gives; Monday is 1.
        stated: u8,
        /// The day it gives it for.
        day: Date,
    },
    /// Two clock times said to be the same moment are not.
    Clock {
        /// The one that was reckoned from.
        first: ClockTime,
        /// The one it should be.
        second: ClockTime,
        /// Hour and minute of the first in the zone of the second.
        reckoned: (u8, u8),
    },
    /// A date that cannot be (31 April).
    ImpossibleDate {
        /// The month, 1 to 12, with its number of days; `None` for months of other calendars than the
        /// Gregorian one.
        month: Option<(u8, u8)>,
        /// Its year, where it is known.
        year: Option<i32>,
    },
}

/// Something in the text that cannot be right as written; it is kept as written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flag {
    /// The places in the text that contradict each other.
    pub spans: Vec<Span>,
    /// What is wrong there.
    pub what: Contradiction,
}

impl Flag {
    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> FlagKind {
        match self.what {
            Contradiction::Weekday { .. } => FlagKind::WeekdayMismatch,
            Contradiction::Clock { .. } => FlagKind::ClockMismatch,
            Contradiction::ImpossibleDate { .. } => FlagKind::ImpossibleDate,
        }
    }
}

/// Everything found in one document, each list in text order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each field is the list of the type it names")]
pub struct Facts {
    pub date: DocumentDate,
    pub entities: Vec<Entity>,
    pub times: Vec<Time>,
    pub quantities: Vec<Quantity>,
    pub roles: Vec<Role>,
    pub events: Vec<Event>,
    pub statements: Vec<Statement>,
    pub commitments: Vec<Commitment>,
    pub passages: Vec<Passage>,
    pub flags: Vec<Flag>,
}

impl Facts {
    /// The entity behind an index.
    #[must_use]
    pub fn entity(&self, ix: EntityIx) -> Option<&Entity> {
        self.entities.get(ix.0 as usize)
    }

    /// Number of facts: everything but entities, passages and flags, plus one for each mention.
    #[must_use]
    pub fn count(&self) -> usize {
        self.entities.iter().map(|e| e.mentions.len()).sum::<usize>()
            + self.times.len()
            + self.quantities.len()
            + self.roles.len()
            + self.events.len()
            + self.statements.len()
            + self.commitments.len()
    }
}
