//! The row tables show for a fact.

use std::sync::Arc;

use jiff::civil::Date;

use crate::{
    engine::{Entry, Links},
    model::{EntityIx, Span, Status, TopicId},
    search::{FactKind, FactRef, days, fact_view, passage_of},
};

/// A row of the facts table, the timeline or an export. Texts are the document's own.
#[derive(Clone, Debug)]
pub struct FactRow {
    /// Which fact.
    pub fact: FactRef,
    /// The document it stands in.
    pub entry: Arc<Entry>,
    /// The words that carry it.
    pub span: Span,
    /// The clause it was read in.
    pub evidence: Span,
    /// Its finer kind as a value of the facet: `event.meet`.
    pub finer: &'static str,
    /// Names of who takes part, speaks, holds the role, undertakes, is named.
    pub who: Vec<String>,
    /// Name of what or whom a role is of, of the place of an event.
    pub other: Option<String>,
    /// What is said of it: the role's title, the number with its unit, the event's trigger, the
    /// statement's cue.
    pub what: Option<String>,
    /// ISO 8601 value of its time.
    pub time: Option<String>,
    /// First and last day of that.
    pub days: Option<(Date, Date)>,
    /// Did it happen?
    pub status: Option<Status>,
    /// Topics of its passage and its own.
    pub topics: Vec<TopicId>,
    /// Confidence of its rule, 0 to 1.
    pub confidence: f32,
    /// Id of its rule.
    pub rule: String,
}

impl FactRow {
    /// The words that carry it, as they stand in the document.
    #[must_use]
    pub fn text(&self) -> &str {
        self.span.of(&self.entry.document.text).unwrap_or_default()
    }
}

/// The row of a fact; `links` give entities the names they have over the corpus.
#[must_use]
pub fn fact_row(entry: &Arc<Entry>, links: &Links, fact: FactRef) -> Option<FactRow> {
    let facts = &entry.facts;
    let view = fact_view(facts, fact.kind, fact.ix)?;
    let name = |ix: EntityIx| {
        let entity = facts.entity(ix)?;
        Some(links.linked(entity).map_or(entity.name.as_str(), |linked| linked.name).to_owned())
    };
    let text = |span: Span| span.of(&entry.document.text).map(str::to_owned);
    let ix = fact.ix as usize;
    let what = match fact.kind {
        FactKind::Event => facts.events.get(ix).and_then(|event| text(event.trigger)),
        FactKind::Statement => facts.statements.get(ix).and_then(|statement| text(statement.cue)),
        FactKind::Role => facts.roles.get(ix).map(|role| role.role.clone()),
        FactKind::Quantity => facts.quantities.get(ix).map(|quantity| {
            let unit = quantity.unit.as_deref().unwrap_or_default();
            let about = if quantity.approx { "~" } else { "" };
            format!("{about}{} {unit}", quantity.value).trim_end().to_owned()
        }),
        FactKind::Commitment | FactKind::Time | FactKind::Mention => None,
    };
    let mut topics: Vec<TopicId> = passage_of(facts, view.span)
        .and_then(|ix| facts.passages.get(ix))
        .map_or(&[][..], |passage| &passage.topics)
        .iter()
        .chain(view.topics)
        .cloned()
        .collect();
    topics.sort();
    topics.dedup();
    Some(FactRow {
        fact,
        entry: Arc::clone(entry),
        span: view.span,
        evidence: view.provenance.evidence,
        finer: view.finer,
        who: view.who.iter().filter_map(|ix| name(*ix)).collect(),
        other: view.other.and_then(name),
        what,
        time: view.time.map(str::to_owned),
        days: view.time.and_then(days),
        status: view.status,
        topics,
        confidence: view.provenance.confidence,
        rule: view.provenance.rule.to_string(),
    })
}
