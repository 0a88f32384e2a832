//! Which documents and facts pass a filter, and the counts of each facet under the other filters.
//!
//! Pure. A document counts for a facet when nothing but that facet's own choice keeps it out.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::model::{DocId, Entity, Facts, Span};

use super::{
    filter::Filter,
    results::{Count, Counts},
    values::{ValueId, Values},
};
use crate::search::{DayRange, Facet, FactKind, FactRef, FactView, days, fact_count, fact_view, passage_of};

/// One facet's choice as numbers.
struct Wanted {
    facet: u16,
    of_passages: bool,
    include: Option<Vec<ValueId>>,
    exclude: Vec<ValueId>,
}

impl Wanted {
    fn holds(&self, ids: &[ValueId]) -> bool {
        let has = |wanted: &Vec<ValueId>| wanted.iter().any(|id| ids.binary_search(id).is_ok());
        self.include.as_ref().is_none_or(has) && !has(&self.exclude)
    }
}

/// A filter ready to run on one snapshot.
pub(super) struct Evaluation<'a> {
    values: &'a Values,
    wanted: Vec<Wanted>,
    published: DayRange,
    mentioned: DayRange,
    same_passage: bool,
    mentions_asked_for: bool,
    counts: Vec<u32>,
    /// Story (plus one) that last counted for a value.
    counted: Vec<u32>,
}

/// Which condition, if just one, keeps a unit out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Failing {
    Nothing,
    Facet(u16),
    Else,
}

impl Failing {
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Nothing, any) | (any, Self::Nothing) => any,
            _ => Self::Else,
        }
    }
}

impl<'a> Evaluation<'a> {
    pub fn new(values: &'a Values, filter: &Filter) -> Self {
        let ids = |facet: &Facet, chosen: &std::collections::BTreeSet<_>| -> Vec<ValueId> {
            chosen.iter().filter_map(|value: &crate::search::FacetValue| values.find(facet, value)).collect()
        };
        let wanted = filter
            .choices
            .iter()
            .filter(|(_, choice)| !choice.is_empty())
            .map(|(facet, choice)| Wanted {
                facet: values.facets.iter().position(|known| known == facet).map_or(u16::MAX, |ix| ix as u16),
                of_passages: facet.is_of_passages(),
                include: (!choice.include.is_empty()).then(|| ids(facet, &choice.include)),
                exclude: ids(facet, &choice.exclude),
            })
            .collect();
        let kinds = filter.choices.get(&Facet::Kind);
        Self {
            values,
            wanted,
            published: filter.published,
            mentioned: filter.mentioned,
            same_passage: filter.same_passage,
            mentions_asked_for: kinds.is_some_and(|kinds| {
                kinds.include.iter().any(|value| value.starts_with(FactKind::Mention.value()))
            }),
            counts: vec![0; values.all.len()],
            counted: vec![0; values.all.len()],
        }
    }

    /// Does the document pass? Counts its story for the facets it counts for; documents of one story
    /// follow one another, one without copies is its own. `words` tells whether the searched words stand in
    /// the document, or in one of its passages (by place in the document).
    pub fn document(&mut self, document: DocId, story: DocId, words: &dyn Fn(Option<usize>) -> bool) -> bool {
        let ix = document.0 as usize;
        let in_time = self.published.is_open()
            || self.values.document_days(ix).is_some_and(|days| self.published.meets(days));
        let mut whole = if in_time { Failing::Nothing } else { Failing::Else };
        let values = self.values;
        for wanted in self.wanted.iter().filter(|wanted| !(self.same_passage && wanted.of_passages)) {
            if !wanted.holds(values.document(ix)) {
                whole = whole.and(Failing::Facet(wanted.facet));
            }
        }
        if whole == Failing::Else {
            return false;
        }
        if self.same_passage {
            return self.passages(document, story, whole, words);
        }
        if !words(None) || !self.speaks_of(values.passages(ix)) {
            whole = whole.and(Failing::Else);
        }
        self.count(story, whole, values.document(ix), |_| true);
        whole == Failing::Nothing
    }

    fn passages(
        &mut self,
        document: DocId,
        story: DocId,
        whole: Failing,
        words: &dyn Fn(Option<usize>) -> bool,
    ) -> bool {
        let values = self.values;
        let mut passed = false;
        for (place, passage) in values.passages(document.0 as usize).enumerate() {
            let mut failing = whole;
            for wanted in self.wanted.iter().filter(|wanted| wanted.of_passages) {
                if !wanted.holds(values.passage(passage)) {
                    failing = failing.and(Failing::Facet(wanted.facet));
                }
            }
            if failing == Failing::Else || !words(Some(place)) || !self.speaks_of(passage..passage + 1) {
                continue;
            }
            passed |= failing == Failing::Nothing;
            self.count(story, failing, values.passage(passage), Facet::is_of_passages);
            let document_ids = values.document(document.0 as usize);
            self.count(story, failing, document_ids, |facet| !facet.is_of_passages());
        }
        passed
    }

    /// Does one of the passages speak of a wanted day?
    fn speaks_of(&self, mut passages: std::ops::Range<usize>) -> bool {
        self.mentioned.is_open()
            || passages.any(|ix| self.values.passage_days(ix).iter().any(|days| self.mentioned.meets(*days)))
    }

    fn count(&mut self, story: DocId, failing: Failing, ids: &[ValueId], of: impl Fn(&Facet) -> bool) {
        for id in ids {
            let id = *id as usize;
            let facet = self.values.all[id].facet;
            let counts = match failing {
                Failing::Nothing => true,
                Failing::Facet(only) => only == facet,
                Failing::Else => false,
            };
            if counts && self.counted[id] != story.0 + 1 && of(&self.values.facets[usize::from(facet)]) {
                self.counted[id] = story.0 + 1;
                self.counts[id] += 1;
            }
        }
    }

    /// The facts of a document that passed, in the order of the text. `words` as above.
    pub fn facts(&self, document: DocId, facts: &Facts, words: &dyn Fn(usize) -> bool) -> Vec<FactRef> {
        let conditions: Vec<&Wanted> = self.wanted.iter().filter(|wanted| wanted.of_passages).collect();
        let free = conditions.is_empty() && self.mentioned.is_open() && !self.same_passage;
        // No value where an entity is none of the corpus: it can hold no condition.
        let entity = |entity: &Entity| self.values.entity(entity).unwrap_or(ValueId::MAX);
        let links: Vec<ValueId> = if free { Vec::new() } else { facts.entities.iter().map(entity).collect() };
        let names = names(facts, &links);
        let mut found: Vec<(Span, FactRef)> = Vec::new();
        let mut ids = Vec::new();
        for kind in FactKind::ALL {
            if kind == FactKind::Mention && !self.mentions_asked_for {
                continue;
            }
            for ix in 0..fact_count(facts, kind) as u32 {
                let Some(view) = fact_view(facts, kind, ix) else { continue };
                let passes = free || {
                    self.fact_ids(kind, &view, facts, &links, &names, &mut ids);
                    conditions.iter().all(|wanted| wanted.holds(&ids))
                        && self.fact_speaks_of(&view, facts)
                        && (!self.same_passage || words(passage_of(facts, view.span).unwrap_or(0)))
                };
                if passes {
                    found.push((view.span, FactRef { document, kind, ix }));
                }
            }
        }
        found.sort();
        found.into_iter().map(|(_, fact)| fact).collect()
    }

    /// What a fact has: its kinds, the topics of its passage and its own, everyone who takes part or
    /// is named in its clause, the years of its own time or else of its clause. Sorted.
    fn fact_ids(
        &self,
        kind: FactKind,
        view: &FactView<'_>,
        facts: &Facts,
        links: &[ValueId],
        names: &[(Span, ValueId)],
        ids: &mut Vec<ValueId>,
    ) {
        ids.clear();
        let values = self.values;
        ids.extend(values.find(&Facet::Kind, kind.value()));
        ids.extend(values.find(&Facet::Kind, view.finer));
        let passage = passage_of(facts, view.span).and_then(|ix| facts.passages.get(ix));
        let topics = passage.map_or(&[][..], |passage| &passage.topics).iter().chain(view.topics);
        ids.extend(topics.filter_map(|topic| values.find(&Facet::Topic, &topic.0)));
        let taking_part = view.who.iter().chain(&view.other);
        ids.extend(taking_part.filter_map(|entity| links.get(entity.0 as usize)));
        let clause = view.span.cover(view.provenance.evidence);
        let first = names.partition_point(|(span, _)| span.start < clause.start);
        let inside = names[first..].iter().take_while(|(span, _)| span.start < clause.end);
        ids.extend(inside.map(|(_, id)| *id));
        for (first, last) in fact_days(view, facts) {
            ids.extend(values.find(&Facet::Mentioned, &first.year().to_string()));
            ids.extend(values.find(&Facet::Mentioned, &last.year().to_string()));
        }
        ids.sort_unstable();
    }

    fn fact_speaks_of(&self, view: &FactView<'_>, facts: &Facts) -> bool {
        self.mentioned.is_open() || fact_days(view, facts).into_iter().any(|days| self.mentioned.meets(days))
    }

    /// The counts gathered so far; chosen values stay listed.
    pub fn counts(&self, filter: &Filter) -> Counts {
        let mut facets: BTreeMap<Facet, Vec<Count>> = BTreeMap::new();
        for (value, documents) in self.values.all.iter().zip(&self.counts) {
            let facet = &self.values.facets[usize::from(value.facet)];
            if *documents > 0 || filter.mark(facet, &value.name).is_some() {
                let count =
                    Count { value: value.name.clone(), label: value.label.clone(), documents: *documents };
                facets.entry(facet.clone()).or_default().push(count);
            }
        }
        for (facet, value, _) in filter.marks() {
            let list = facets.entry(facet.clone()).or_default();
            let known = self.values.find(facet, value).is_some();
            if !known {
                list.push(Count { value: value.clone(), label: value.clone(), documents: 0 });
            }
        }
        for list in facets.values_mut() {
            list.sort_by(|a, b| b.documents.cmp(&a.documents).then_with(|| a.label.cmp(&b.label)));
        }
        Counts { facets }
    }
}

/// A fact's own days, or those of the times in its clause.
fn fact_days(view: &FactView<'_>, facts: &Facts) -> Vec<(Date, Date)> {
    if let Some(own) = view.time {
        return days(own).into_iter().collect();
    }
    let clause = view.span.cover(view.provenance.evidence);
    let first = facts.times.partition_point(|time| time.span.start < clause.start);
    let inside = facts.times[first..].iter().take_while(|time| time.span.start < clause.end);
    inside.filter_map(|time| days(time.value.as_deref()?)).collect()
}

/// Every mention with the value of whom it names, in the order of the text.
fn names(facts: &Facts, links: &[ValueId]) -> Vec<(Span, ValueId)> {
    let mut names: Vec<(Span, ValueId)> = facts
        .entities
        .iter()
        .zip(links)
        .flat_map(|(entity, id)| entity.mentions.iter().map(|mention| (mention.span, *id)))
        .collect();
    names.sort();
    names
}
