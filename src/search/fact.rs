//! Facts as one list: a reference to any fact, and the parts that all kinds share.

use serde::{Deserialize, Serialize};

use crate::model::{DocId, EntityIx, Facts, Provenance, Span, Status, TopicId};

use super::facet::{FactKind, FinerKind as _};

/// A fact of a document: its kind and its place in the list of that kind. A mention's place counts
/// the mentions of all entities in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FactRef {
    /// The document.
    pub document: DocId,
    /// Kind.
    pub kind: FactKind,
    /// Place in the list.
    pub ix: u32,
}

/// The parts of a fact that all kinds share, borrowed from its document.
#[derive(Clone, Debug)]
pub struct FactView<'a> {
    /// The words that carry it.
    pub span: Span,
    /// Its finer kind as a value of the facet: `event.meet`; the kind itself where there is none.
    pub finer: &'static str,
    /// Where it comes from.
    pub provenance: &'a Provenance,
    /// Who takes part, speaks, holds the role, undertakes; of a mention, who is named.
    pub who: Vec<EntityIx>,
    /// Of what or whom (roles), where (events).
    pub other: Option<EntityIx>,
    /// Value of its time.
    pub time: Option<&'a str>,
    /// Did it happen?
    pub status: Option<Status>,
    /// Topics it carries itself (commitments).
    pub topics: &'a [TopicId],
}

/// How many facts of a kind a document has.
#[must_use]
pub fn fact_count(facts: &Facts, kind: FactKind) -> usize {
    match kind {
        FactKind::Event => facts.events.len(),
        FactKind::Statement => facts.statements.len(),
        FactKind::Commitment => facts.commitments.len(),
        FactKind::Role => facts.roles.len(),
        FactKind::Time => facts.times.len(),
        FactKind::Quantity => facts.quantities.len(),
        FactKind::Mention => facts.entities.iter().map(|entity| entity.mentions.len()).sum(),
    }
}

/// The shared parts of a fact.
#[must_use]
pub fn fact_view(facts: &Facts, kind: FactKind, ix: u32) -> Option<FactView<'_>> {
    let ix = ix as usize;
    let plain = |span, finer, provenance| FactView {
        span,
        finer,
        provenance,
        who: Vec::new(),
        other: None,
        time: None,
        status: None,
        topics: &[],
    };
    Some(match kind {
        FactKind::Event => {
            let event = facts.events.get(ix)?;
            FactView {
                who: event.participants.clone(),
                other: event.place,
                time: event.time.as_deref(),
                status: Some(event.status),
                ..plain(event.span, event.kind.value(), &event.provenance)
            }
        }
        FactKind::Statement => {
            let statement = facts.statements.get(ix)?;
            FactView {
                who: statement.speaker.into_iter().collect(),
                ..plain(statement.span, statement.mode.value(), &statement.provenance)
            }
        }
        FactKind::Commitment => {
            let commitment = facts.commitments.get(ix)?;
            FactView {
                who: commitment.parties.clone(),
                topics: &commitment.topics,
                ..plain(commitment.span, commitment.act.value(), &commitment.provenance)
            }
        }
        FactKind::Role => {
            let role = facts.roles.get(ix)?;
            FactView { who: vec![role.person], other: role.of, ..plain(role.span, "role", &role.provenance) }
        }
        FactKind::Time => {
            let time = facts.times.get(ix)?;
            FactView { time: time.value.as_deref(), ..plain(time.span, time.kind.value(), &time.provenance) }
        }
        FactKind::Quantity => {
            let quantity = facts.quantities.get(ix)?;
            plain(quantity.span, "quantity", &quantity.provenance)
        }
        FactKind::Mention => {
            let mut left = ix;
            let mut found = None;
            for (number, entity) in facts.entities.iter().enumerate() {
                if let Some(mention) = entity.mentions.get(left) {
                    found = Some((EntityIx(number as u32), entity.kind, mention));
                    break;
                }
                left -= entity.mentions.len();
            }
            let (entity, kind, mention) = found?;
            FactView { who: vec![entity], ..plain(mention.span, kind.value(), &mention.provenance) }
        }
    })
}

/// The passage a span starts in, or the nearest before it; `None` only without passages.
#[must_use]
pub fn passage_of(facts: &Facts, span: Span) -> Option<usize> {
    let after = facts.passages.partition_point(|passage| passage.span.start <= span.start);
    (!facts.passages.is_empty()).then(|| after.saturating_sub(1))
}
