//! The shape of a line: its keys in their order. Only data; the writer fills it.

use serde::Serialize;

use crate::model::{
    Act, DateSource, EntityKind, EventKind, FlagKind, Mode, ProblemKind, Status, TimeKind, TopicId,
};

/// Code points from, to (half open).
pub(super) type Range = [u32; 2];

/// One document with everything found in it.
#[derive(Debug, Serialize)]
pub struct Line<'a> {
    pub(super) doc: &'a str,
    pub(super) path: &'a str,
    pub(super) sha256: String,
    pub(super) language: &'a str,
    pub(super) encoding: &'a str,
    pub(super) title: Option<&'a str>,
    pub(super) source: Option<&'a str>,
    pub(super) date: Option<String>,
    pub(super) date_range: Option<[Option<String>; 2]>,
    pub(super) date_source: DateSource,
    pub(super) date_evidence: Vec<Range>,
    pub(super) entities: Vec<EntityLine<'a>>,
    pub(super) times: Vec<Item<'a, TimeLine<'a>>>,
    pub(super) quantities: Vec<Item<'a, QuantityLine<'a>>>,
    pub(super) roles: Vec<Item<'a, RoleLine<'a>>>,
    pub(super) events: Vec<Item<'a, EventLine<'a>>>,
    pub(super) statements: Vec<Item<'a, StatementLine<'a>>>,
    pub(super) commitments: Vec<Item<'a, CommitmentLine<'a>>>,
    pub(super) passages: Vec<PassageLine<'a>>,
    pub(super) flags: Vec<FlagLine>,
    pub(super) problems: Vec<ProblemLine<'a>>,
    pub(super) ruleset: &'a str,
    pub(super) version: &'static str,
}

/// An item with where it stands and where it comes from.
#[derive(Debug, Serialize)]
pub(super) struct Item<'a, T> {
    pub id: String,
    pub start: u32,
    pub end: u32,
    #[serde(flatten)]
    pub says: T,
    pub rule: &'a str,
    pub confidence: f32,
    pub evidence: Range,
    #[serde(flatten)]
    pub quote: Quote<'a>,
}

/// A W3C text quote selector.
#[derive(Debug, Serialize)]
pub(super) struct Quote<'a> {
    pub exact: &'a str,
    pub prefix: &'a str,
    pub suffix: &'a str,
}

#[derive(Debug, Serialize)]
pub(super) struct EntityLine<'a> {
    pub id: &'a str,
    pub kind: EntityKind,
    pub name: &'a str,
    pub aliases: &'a [String],
    pub mentions: Vec<Range>,
    pub mention_evidence: Vec<MentionEvidence<'a>>,
}

#[derive(Debug, Serialize)]
pub(super) struct MentionEvidence<'a> {
    pub rule: &'a str,
    pub confidence: f32,
    pub evidence: Range,
    #[serde(flatten)]
    pub quote: Quote<'a>,
}

#[derive(Debug, Serialize)]
pub(super) struct TimeLine<'a> {
    pub r#type: TimeKind,
    pub value: Option<&'a str>,
    pub zone: Option<&'a str>,
}

#[derive(Debug, Serialize)]
pub(super) struct QuantityLine<'a> {
    pub value: f64,
    pub unit: Option<&'a str>,
    pub approx: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct RoleLine<'a> {
    pub person: Option<&'a str>,
    pub role: &'a str,
    pub of: Option<&'a str>,
}

#[derive(Debug, Serialize)]
pub(super) struct EventLine<'a> {
    pub r#type: EventKind,
    pub trigger: Range,
    pub participants: Vec<&'a str>,
    pub place: Option<&'a str>,
    pub time: Option<&'a str>,
    pub status: Status,
    pub same_as: Option<&'a str>,
}

#[derive(Debug, Serialize)]
pub(super) struct StatementLine<'a> {
    pub speaker: Option<&'a str>,
    pub mode: Mode,
    pub cue: Range,
}

#[derive(Debug, Serialize)]
pub(super) struct CommitmentLine<'a> {
    pub parties: Vec<&'a str>,
    pub act: Act,
    pub topics: &'a [TopicId],
}

#[derive(Debug, Serialize)]
pub(super) struct PassageLine<'a> {
    pub id: String,
    pub start: u32,
    pub end: u32,
    pub topics: &'a [TopicId],
    pub cues: Vec<CueLine<'a>>,
    #[serde(flatten)]
    pub quote: Quote<'a>,
}

#[derive(Debug, Serialize)]
pub(super) struct CueLine<'a> {
    pub topic: &'a TopicId,
    pub start: u32,
    pub end: u32,
    pub weight: f32,
}

#[derive(Debug, Serialize)]
pub(super) struct FlagLine {
    pub kind: FlagKind,
    pub items: Vec<String>,
    pub spans: Vec<Range>,
    pub why: String,
}

#[derive(Debug, Serialize)]
pub(super) struct ProblemLine<'a> {
    pub kind: ProblemKind,
    pub line: Option<u32>,
    pub cause: &'a str,
}
