//! Fills the shape from one document's facts.

use std::collections::HashMap;

use super::{
    CONTEXT_CHARS, CodePoints, Surroundings,
    contradiction::sentence,
    item_id,
    shape::{
        CommitmentLine, CueLine, EntityLine, EventLine, FlagLine, Item, Line, MentionEvidence, PassageLine,
        ProblemLine, QuantityLine, Quote, RoleLine, StatementLine, TimeLine,
    },
};
use crate::model::{Document, Entity, EntityIx, Event, Facts, Flag, Passage, Provenance, Span};

/// Everything needed to write items of one document.
pub(super) struct Writer<'a> {
    document: &'a Document,
    text: &'a str,
    points: CodePoints<'a>,
    ids: &'a [String],
}

impl<'a> Writer<'a> {
    pub fn new(document: &'a Document, ids: &'a [String]) -> Self {
        Self { document, text: &document.text, points: CodePoints::new(&document.text), ids }
    }

    pub fn line(&self, facts: &'a Facts, around: Surroundings<'a>) -> Line<'a> {
        let mut placed = Placed::default();
        let document = self.document;
        let times = self.items(&mut placed, "time", &facts.times, |time| {
            let says =
                TimeLine { r#type: time.kind, value: time.value.as_deref(), zone: time.zone.as_deref() };
            (time.span, &time.provenance, says)
        });
        let quantities = self.items(&mut placed, "quantity", &facts.quantities, |quantity| {
            let says = QuantityLine {
                value: quantity.value,
                unit: quantity.unit.as_deref(),
                approx: quantity.approx,
            };
            (quantity.span, &quantity.provenance, says)
        });
        let roles = self.items(&mut placed, "role", &facts.roles, |role| {
            let of = role.of.and_then(|ix| self.id(ix));
            (role.span, &role.provenance, RoleLine { person: self.id(role.person), role: &role.role, of })
        });
        let mut events = self.items(&mut placed, "event", &facts.events, |event| {
            (event.span, &event.provenance, self.event(event))
        });
        for (event, same_as) in events.iter_mut().zip(around.same_as) {
            event.says.same_as = same_as.as_deref();
        }
        let statements = self.items(&mut placed, "statement", &facts.statements, |statement| {
            let says = StatementLine {
                speaker: statement.speaker.and_then(|ix| self.id(ix)),
                mode: statement.mode,
                cue: self.points.span(statement.cue),
            };
            (statement.span, &statement.provenance, says)
        });
        let commitments = self.items(&mut placed, "commitment", &facts.commitments, |commitment| {
            let says = CommitmentLine {
                parties: self.named(&commitment.parties),
                act: commitment.act,
                topics: &commitment.topics,
            };
            (commitment.span, &commitment.provenance, says)
        });
        let passages =
            facts.passages.iter().map(|passage| self.passage(&mut placed, passage)).collect::<Vec<_>>();
        let problems = around.problems.iter();
        Line {
            doc: document.stem(),
            path: &document.path,
            sha256: document.sha256_hex(),
            language: around.language,
            encoding: &document.encoding,
            title: document.title(),
            source: document.source(),
            date: facts.date.date.map(|day| day.to_string()),
            date_range: facts.date.range.map(|r| [r.from, r.to].map(|end| end.map(|day| day.to_string()))),
            date_source: facts.date.source,
            date_evidence: facts.date.evidence.iter().map(|span| self.points.span(*span)).collect(),
            entities: facts.entities.iter().zip(self.ids).map(|(e, id)| self.entity(e, id)).collect(),
            times,
            quantities,
            roles,
            events,
            statements,
            commitments,
            passages,
            flags: facts.flags.iter().map(|flag| self.flag(&placed, flag)).collect(),
            problems: problems.map(|p| ProblemLine { kind: p.kind, line: p.line, cause: &p.cause }).collect(),
            ruleset: around.ruleset,
            version: env!("CARGO_PKG_VERSION"),
        }
    }

    /// Items of one kind; `of` gives what differs from kind to kind.
    fn items<F, T>(
        &self,
        placed: &mut Placed,
        kind: &'static str,
        facts: &'a [F],
        of: impl Fn(&'a F) -> (Span, &'a Provenance, T),
    ) -> Vec<Item<'a, T>> {
        facts
            .iter()
            .map(|fact| {
                let (span, provenance, says) = of(fact);
                let [start, end] = self.points.span(span);
                Item {
                    id: placed.id(self.document, kind, span),
                    start,
                    end,
                    says,
                    rule: &provenance.rule.0,
                    confidence: provenance.confidence,
                    evidence: self.points.span(provenance.evidence),
                    quote: self.quote(span),
                }
            })
            .collect()
    }

    fn id(&self, ix: EntityIx) -> Option<&'a str> {
        self.ids.get(ix.0 as usize).map(String::as_str)
    }

    fn named(&self, entities: &[EntityIx]) -> Vec<&'a str> {
        entities.iter().filter_map(|ix| self.id(*ix)).collect()
    }

    fn entity(&self, entity: &'a Entity, id: &'a str) -> EntityLine<'a> {
        EntityLine {
            id,
            kind: entity.kind,
            name: &entity.name,
            aliases: &entity.aliases,
            mentions: entity.mentions.iter().map(|mention| self.points.span(mention.span)).collect(),
            mention_evidence: entity
                .mentions
                .iter()
                .map(|mention| MentionEvidence {
                    rule: &mention.provenance.rule.0,
                    confidence: mention.provenance.confidence,
                    evidence: self.points.span(mention.provenance.evidence),
                    quote: self.quote(mention.span),
                })
                .collect(),
        }
    }

    fn event(&self, event: &'a Event) -> EventLine<'a> {
        EventLine {
            r#type: event.kind,
            trigger: self.points.span(event.trigger),
            participants: self.named(&event.participants),
            place: event.place.and_then(|ix| self.id(ix)),
            time: event.time.as_deref(),
            status: event.status,
            same_as: None,
        }
    }

    fn passage(&self, placed: &mut Placed, passage: &'a Passage) -> PassageLine<'a> {
        let [start, end] = self.points.span(passage.span);
        let cues = passage.cues.iter().map(|cue| {
            let [start, end] = self.points.span(cue.span);
            CueLine { topic: &cue.topic, start, end, weight: cue.weight }
        });
        PassageLine {
            id: placed.id(self.document, "passage", passage.span),
            start,
            end,
            topics: &passage.topics,
            cues: cues.collect(),
            quote: self.quote(passage.span),
        }
    }

    fn flag(&self, placed: &Placed, flag: &Flag) -> FlagLine {
        let items = flag.spans.iter().flat_map(|span| placed.at(*span)).cloned().collect();
        let spans = flag.spans.iter().map(|span| self.points.span(*span)).collect();
        FlagLine { kind: flag.kind(), items, spans, why: sentence(&flag.what) }
    }

    fn quote(&self, span: Span) -> Quote<'a> {
        let (start, end) = (span.start as usize, span.end as usize);
        let before = self.text.get(..start).unwrap_or_default();
        let after = self.text.get(end..).unwrap_or_default();
        let from = before.char_indices().rev().nth(CONTEXT_CHARS - 1).map_or(0, |(at, _)| at);
        let to = after.char_indices().nth(CONTEXT_CHARS).map_or(after.len(), |(at, _)| at);
        Quote { exact: span.of(self.text).unwrap_or_default(), prefix: &before[from..], suffix: &after[..to] }
    }
}

/// The items given out so far, by kind and place.
#[derive(Default)]
struct Placed {
    counts: HashMap<(&'static str, Span), u32>,
    times: HashMap<Span, Vec<String>>,
}

impl Placed {
    fn id(&mut self, document: &Document, kind: &'static str, span: Span) -> String {
        let count = self.counts.entry((kind, span)).or_default();
        let id = item_id(document, kind, span, *count);
        *count += 1;
        if kind == "time" {
            self.times.entry(span).or_default().push(id.clone());
        }
        id
    }

    /// The times that stand exactly there: what flags speak of.
    fn at(&self, span: Span) -> &[String] {
        self.times.get(&span).map_or(&[], Vec::as_slice)
    }
}
