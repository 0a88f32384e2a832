//! A document as the reader shows it: paragraphs, the facts beside each, the places to mark in each.
//!
//! Plain data made from a document and its facts; nothing here draws.

use crate::{
    model::{DocId, Facts, Span},
    query::{FactKind, FactRef, fact_count, fact_view},
    typeset::{CutParagraph, paragraph_at},
};

/// A place to mark in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marked {
    /// The words.
    pub span: Span,
    /// The fact they stand for.
    pub fact: FactRef,
    /// Its finer kind (`mention.person`, `event.meet`).
    pub finer: &'static str,
}

/// A paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// Facts beside it, in text order; names are not among them.
    pub facts: Vec<FactRef>,
    /// One mention of each person, organisation and place named in it.
    pub names: Vec<Marked>,
    /// Places to mark, by start.
    pub marks: Vec<Marked>,
}

/// What stands in each of the paragraphs a document is cut into.
#[must_use]
pub fn paragraphs(document: DocId, facts: &Facts, cuts: &[CutParagraph]) -> Vec<Paragraph> {
    let mut out = vec![Paragraph::default(); cuts.len()];
    for kind in FactKind::ALL {
        for ix in 0..fact_count(facts, kind) {
            let fact = FactRef { document, kind, ix: ix as u32 };
            let Some(view) = fact_view(facts, kind, fact.ix) else { continue };
            let marked = Marked { span: sign_of(facts, fact, view.span), fact, finer: view.finer };
            let Some(paragraph) = out.get_mut(paragraph_at(cuts, view.span.start as usize)) else { continue };
            if kind == FactKind::Mention {
                let known = |name: &Marked| same_entity(facts, name.fact, fact);
                if !paragraph.names.iter().any(known) {
                    paragraph.names.push(marked);
                }
            } else {
                paragraph.facts.push(fact);
            }
            paragraph.marks.push(marked);
        }
    }
    for paragraph in &mut out {
        let span = |fact: &FactRef| fact_view(facts, fact.kind, fact.ix).map(|view| view.span);
        paragraph.facts.sort_by_key(span);
        paragraph.marks.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end)));
        paragraph.names.sort_by_key(|name| name.span);
    }
    out
}

/// The words that carry the mark: of an event its trigger, of a statement its cue, else the fact's own.
fn sign_of(facts: &Facts, fact: FactRef, span: Span) -> Span {
    let ix = fact.ix as usize;
    match fact.kind {
        FactKind::Event => facts.events.get(ix).map_or(span, |event| event.trigger),
        FactKind::Statement => facts.statements.get(ix).map_or(span, |statement| statement.cue),
        _ => span,
    }
}

fn same_entity(facts: &Facts, a: FactRef, b: FactRef) -> bool {
    let who = |fact: FactRef| fact_view(facts, fact.kind, fact.ix).and_then(|view| view.who.first().copied());
    who(a) == who(b)
}

/// The innermost marked place at a byte of the text.
#[must_use]
pub fn mark_at(marks: &[Marked], byte: usize) -> Option<Marked> {
    marks.iter().filter(|mark| mark.span.range().contains(&byte)).min_by_key(|mark| mark.span.len()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Provenance, RuleId, Time, TimeKind};

    #[test]
    fn the_innermost_mark_is_meant() {
        let mark = |start, end, ix| Marked {
            span: Span::new(start, end),
            fact: FactRef { document: DocId(0), kind: FactKind::Time, ix },
            finer: "time.date",
        };
        let marks = [mark(0, 20, 0), mark(4, 8, 1)];
        assert_eq!(mark_at(&marks, 5).map(|mark| mark.fact.ix), Some(1));
        assert_eq!(mark_at(&marks, 9).map(|mark| mark.fact.ix), Some(0));
        assert_eq!(mark_at(&marks, 20), None);
    }

    #[test]
    fn facts_stand_beside_their_paragraph() {
        let provenance =
            Provenance { rule: RuleId::new("time.day"), confidence: 1.0, evidence: Span::new(0, 1) };
        let time = |start, end| Time {
            span: Span::new(start, end),
            kind: TimeKind::Date,
            value: None,
            zone: None,
            provenance: provenance.clone(),
        };
        let facts = Facts { times: vec![time(0, 2), time(6, 9)], ..Facts::default() };
        let out = paragraphs(DocId(0), &facts, &crate::typeset::cut("ab cd\nefg"));
        let starts: Vec<Vec<u32>> = out
            .iter()
            .map(|paragraph| paragraph.marks.iter().map(|mark| mark.span.start).collect())
            .collect();
        assert_eq!(starts, [vec![0], vec![6]]);
        assert_eq!(out[1].facts, [FactRef { document: DocId(0), kind: FactKind::Time, ix: 1 }]);
    }
}
