//! Which documents and facts pass a filter, and the counts of each facet under the other filters.
//!
//! Pure. A document counts for a facet when nothing but that facet's own choice keeps it out.

use jiff::civil::Date;
use rayon::prelude::*;

use crate::model::{DocId, Entity, Facts, Span};

use super::{
    bitmap::Bitmap,
    counts::{Counted, Which, count, count_stories},
    filter::Filter,
    searched::Searched,
    sharing::Stories,
    sieve::Sieved,
    value_columns::DayNumbers,
    values::{ValueId, Values},
};
use crate::search::{
    DayRange, Facet, FactKind, FactRef, FactView, day_number, days, fact_count, fact_view, passage_of,
};

/// One facet's choice as numbers.
pub(super) struct Wanted {
    /// The largest there is for one the corpus does not have.
    pub facet: u16,
    pub of_passages: bool,
    /// In order.
    pub include: Option<Vec<ValueId>>,
    /// In order.
    pub exclude: Vec<ValueId>,
}

impl Wanted {
    fn holds(&self, ids: &[ValueId]) -> bool {
        let has = |wanted: &Vec<ValueId>| ids.iter().any(|id| wanted.binary_search(id).is_ok());
        self.include.as_ref().is_none_or(has) && !has(&self.exclude)
    }
}

/// Where the words searched for stand.
pub(super) struct Found<'a> {
    /// What was found in each document by its number; without it all match.
    pub searched: Option<&'a Searched>,
    /// For each passage of a document that matches: do all the words stand in it?
    pub passages: &'a (dyn Fn(DocId) -> Vec<bool> + Sync),
}

impl Found<'_> {
    /// Hits in a document that matches.
    pub fn hits(&self, document: DocId) -> Option<u32> {
        match self.searched {
            Some(searched) => searched.hits(document),
            None => Some(0),
        }
    }

    /// How well a document matches; `None` where nothing was searched for.
    pub fn score(&self, document: DocId) -> Option<f32> {
        self.searched?.score(document)
    }
}

/// Days from one to another as numbers; `None` where both ends are open.
pub(super) fn day_numbers(range: DayRange) -> Option<DayNumbers> {
    let end = |day: Option<Date>, open| day.map_or(open, day_number);
    (!range.is_open()).then(|| (end(range.from, i32::MIN), end(range.to, i32::MAX)))
}

/// A filter ready to run on one corpus.
pub(super) struct Evaluation<'a> {
    pub values: &'a Values,
    pub wanted: Vec<Wanted>,
    pub published: Option<DayNumbers>,
    pub spoken: Option<DayNumbers>,
    mentioned: DayRange,
    pub same_passage: bool,
    mentions_asked_for: bool,
}

/// What passed, and what it counts for.
pub(super) struct Passed {
    /// With the number of copies that passed beside each, where each story counts once.
    pub documents: Vec<(DocId, u32)>,
    /// By value.
    pub counts: Counted,
}

impl<'a> Evaluation<'a> {
    pub fn new(values: &'a Values, filter: &Filter) -> Self {
        let ids = |facet: &Facet, chosen: &std::collections::BTreeSet<_>| -> Vec<ValueId> {
            let ids = chosen.iter().filter_map(|value: &crate::search::FacetValue| values.find(facet, value));
            let mut ids: Vec<ValueId> = ids.collect();
            ids.sort_unstable();
            ids
        };
        let wanted = filter
            .choices
            .iter()
            .filter(|(_, choice)| !choice.is_empty())
            .map(|(facet, choice)| Wanted {
                facet: values.number(facet).unwrap_or(u16::MAX),
                of_passages: facet.is_of_passages(),
                include: (!choice.include.is_empty()).then(|| ids(facet, &choice.include)),
                exclude: ids(facet, &choice.exclude),
            })
            .collect();
        let kinds = filter.choices.get(&Facet::Kind);
        Self {
            values,
            wanted,
            published: day_numbers(filter.published),
            spoken: day_numbers(filter.mentioned),
            mentioned: filter.mentioned,
            same_passage: filter.same_passage,
            mentions_asked_for: kinds.is_some_and(|kinds| {
                kinds.include.iter().any(|value| value.starts_with(FactKind::Mention.value()))
            }),
        }
    }

    /// The documents that pass, in path order, and what they count for, as [`count`] says; all values are counted
    /// where some are `sought`. With `stories` each story counts once, and
    /// the first document of a story that passes stands for it. `None` when `stop` said so.
    pub fn documents(
        &self,
        found: &Found<'_>,
        stories: Option<&Stories>,
        sought: bool,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Option<Passed> {
        let parts = self.values.parts.par_iter();
        let sieved = parts.map(|part| Sieved::new(self, part, found, stop));
        let sieved: Vec<Sieved<'_>> = sieved.collect::<Option<_>>()?;
        let passing = || {
            let mut passing = Bitmap::none(self.values.documents());
            for sieved in &sieved {
                for local in sieved.documents.passing.iter() {
                    if let Some(document) = sieved.part.document(local as usize) {
                        passing.insert(document.0);
                    }
                }
            }
            passing
        };
        let Some(stories) = stories else {
            let chosen =
                self.wanted.iter().flat_map(|wanted| wanted.include.iter().flatten().chain(&wanted.exclude));
            let mut chosen: Vec<ValueId> = chosen.copied().collect();
            chosen.sort_unstable();
            let which = if sought { Which::All } else { Which::Listed(&chosen) };
            let (documents, counts) = rayon::join(
                || passing().iter().map(|number| (DocId(number), 0)).collect(),
                || count(self.values, &sieved, which, stop),
            );
            return Some(Passed { documents, counts: counts? });
        };
        let passing = passing();
        let mut documents: Vec<(DocId, u32)> = Vec::new();
        let mut told = None;
        for document in stories.in_order().iter().filter(|document| passing.has(document.0)) {
            let story = stories.of(*document);
            match documents.last_mut() {
                Some((_, copies)) if told == Some(story) => *copies += 1,
                _ => documents.push((*document, 0)),
            }
            told = Some(story);
        }
        documents.sort_unstable();
        let counts = count_stories(self.values, &sieved, stories, stop)?;
        Some(Passed { documents, counts: Counted { counts, values: None } })
    }

    /// Are all facts of a document that passes listed, but mentions of names?
    pub fn lists_all_facts(&self) -> bool {
        let any = self.wanted.iter().any(|wanted| wanted.of_passages);
        !any && self.mentioned.is_open() && !self.same_passage
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
    /// is named in its clause, the years of its own time or else of its clause.
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
    }

    fn fact_speaks_of(&self, view: &FactView<'_>, facts: &Facts) -> bool {
        self.mentioned.is_open() || fact_days(view, facts).into_iter().any(|days| self.mentioned.meets(days))
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
