//! Which documents and facts pass a filter, and the counts of each facet under the other filters.
//!
//! Pure. A document counts for a facet when nothing but that facet's own choice keeps it out.

use std::ops::Range;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::model::{DocId, Entity, Facts, Span};

use super::{
    counts::count_part,
    filter::Filter,
    searched::Searched,
    sharing::Stories,
    value_columns::{DayNumbers, FacetColumn},
    values::{Part, ValueId, Values},
};
use crate::search::{
    DayRange, Facet, FactKind, FactRef, FactView, day_number, days, fact_count, fact_view, passage_of,
};

/// Documents looked at between two looks whether to go on; also what one thread takes at a time.
const CHUNK: usize = 8192;

/// One facet's choice as numbers.
struct Wanted {
    facet: u16,
    of_passages: bool,
    include: Option<Vec<ValueId>>,
    exclude: Vec<ValueId>,
}

impl Wanted {
    fn holds(&self, ids: &[ValueId]) -> bool {
        let has = |wanted: &Vec<ValueId>| wanted.iter().any(|id| ids.contains(id));
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
            Some(searched) => searched.hits.get(document.0 as usize).copied().flatten(),
            None => Some(0),
        }
    }

    /// How well a document matches; `None` where nothing was searched for.
    pub fn score(&self, document: DocId) -> Option<f32> {
        self.searched?.scores.get(document.0 as usize).copied()
    }
}

/// Days from one to another as numbers; `None` where both ends are open.
pub(super) fn day_numbers(range: DayRange) -> Option<DayNumbers> {
    let end = |day: Option<Date>, open| day.map_or(open, day_number);
    (!range.is_open()).then(|| (end(range.from, i32::MIN), end(range.to, i32::MAX)))
}

/// A filter ready to run on one corpus.
pub(super) struct Evaluation<'a> {
    values: &'a Values,
    wanted: Vec<Wanted>,
    published: Option<DayNumbers>,
    spoken: Option<DayNumbers>,
    mentioned: DayRange,
    same_passage: bool,
    mentions_asked_for: bool,
}

/// Which condition, if just one, keeps a unit out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Failing {
    Nothing,
    /// The choice among the values of the facet of that number.
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

    #[allow(clippy::option_option, reason = "nothing, everything, or one")]
    /// The only facet to count for; without one all; nothing where it counts for none.
    fn counts_for(self) -> Option<Option<u16>> {
        match self {
            Self::Nothing => Some(None),
            Self::Facet(only) => Some(Some(only)),
            Self::Else => None,
        }
    }
}

/// What passed of some documents, and what they count for.
pub(super) struct Passed {
    /// With the number of copies that passed beside each, where each story counts once.
    pub documents: Vec<(DocId, u32)>,
    /// By value.
    pub counts: Vec<u32>,
    /// Document or story (plus one) that last counted for a value, where it could count twice.
    counted: Vec<u32>,
}

impl Passed {
    fn none(values: &Values) -> Self {
        let zeros = || vec![0; values.len()];
        Self { documents: Vec::new(), counts: zeros(), counted: zeros() }
    }

    fn and(mut self, other: Self) -> Self {
        self.documents.extend(other.documents);
        for (count, more) in self.counts.iter_mut().zip(other.counts) {
            *count += more;
        }
        self
    }

    /// Counts a document or story once for each of the values, which it may have several times.
    fn count(&mut self, of: DocId, values: impl Iterator<Item = ValueId>) {
        for value in values {
            let id = value as usize;
            if let Some(counted) = self.counted.get_mut(id)
                && *counted != of.0 + 1
            {
                *counted = of.0 + 1;
                self.counts[id] += 1;
            }
        }
    }
}

/// The choices that hold of a value: a pair of bits for each of up to 32 facets.
struct Signs {
    /// By the columns' own numbers.
    of: Vec<u64>,
    /// First bit of the pairs of facets of which something is wanted.
    needed: u64,
}

/// First bits of all pairs.
const FIRST: u64 = 0x5555_5555_5555_5555;

impl Signs {
    /// Of up to 32 choices.
    fn new(wanted: &[Wanted], part: &Part, values: &Values) -> Self {
        let mut of_all = vec![0_u64; values.len()];
        let mut needed = 0;
        for (place, wanted) in wanted.iter().enumerate() {
            for id in wanted.include.iter().flatten() {
                of_all[*id as usize] |= 1 << (2 * place);
            }
            for id in &wanted.exclude {
                of_all[*id as usize] |= 2 << (2 * place);
            }
            needed |= u64::from(wanted.include.is_some()) << (2 * place);
        }
        let of = |id: &ValueId| of_all.get(*id as usize).copied().unwrap_or_default();
        Self { of: part.global.iter().map(of).collect(), needed }
    }

    /// First bit of the pairs of choices that do not hold of something with these values.
    fn failing<'i>(&self, ids: impl Iterator<Item = &'i u32>) -> u64 {
        let has = ids.fold(0, |has, id| has | self.of.get(*id as usize).copied().unwrap_or_default());
        ((self.needed & !has) | (has >> 1)) & FIRST
    }
}

/// Choices with their signs, in packs that fit.
struct Choices<'a> {
    packs: Vec<(&'a [Wanted], Signs)>,
    /// The columns in which what is chosen stands.
    columns: Vec<&'a FacetColumn>,
}

impl<'a> Choices<'a> {
    fn new(wanted: &'a [Wanted], part: &'a Part, values: &Values) -> Self {
        let is_wanted = |facet: &Facet| {
            wanted.iter().any(|wanted| values.facets.get(usize::from(wanted.facet)) == Some(facet))
        };
        Self {
            packs: wanted.chunks(32).map(|pack| (pack, Signs::new(pack, part, values))).collect(),
            columns: part.columns.facets.iter().filter(|column| is_wanted(&column.facet)).collect(),
        }
    }

    /// For a document of the part.
    fn failing(&self, local: usize) -> Failing {
        self.pairs(|signs| signs.failing(self.columns.iter().flat_map(|column| column.lists.get(local))))
    }

    /// For something with these values.
    fn failing_of(&self, ids: &[u32]) -> Failing {
        self.pairs(|signs| signs.failing(ids.iter()))
    }

    fn pairs(&self, failing_of: impl Fn(&Signs) -> u64) -> Failing {
        let mut failing = Failing::Nothing;
        for (wanted, signs) in &self.packs {
            let pairs = failing_of(signs);
            if pairs == 0 {
                continue;
            }
            let only = wanted.get(pairs.trailing_zeros() as usize / 2).filter(|_| pairs.is_power_of_two());
            failing = failing.and(only.map_or(Failing::Else, |wanted| Failing::Facet(wanted.facet)));
        }
        failing
    }
}

/// One part made ready for the filter.
struct Ready<'a> {
    part: &'a Part,
    /// Choices that the document as a whole has to meet.
    whole: Choices<'a>,
    /// Choices that one passage has to meet.
    passage: Choices<'a>,
}

/// Documents that one thread looks at in one go.
enum Chunk {
    /// Of a part.
    Part(usize, Range<usize>),
    /// Whole stories.
    Stories(Range<usize>),
}

fn in_parts(parts: &[Part]) -> Vec<Chunk> {
    let of = |(number, part): (usize, &Part)| {
        let length = part.len();
        let starts = (0..length).step_by(CHUNK);
        starts.map(move |start| Chunk::Part(number, start..(start + CHUNK).min(length))).collect::<Vec<_>>()
    };
    parts.iter().enumerate().flat_map(of).collect()
}

fn in_stories(stories: &Stories) -> Vec<Chunk> {
    let order = stories.in_order();
    let mut chunks = Vec::new();
    let mut start = 0;
    while start < order.len() {
        let mut end = (start + CHUNK).min(order.len());
        while end < order.len() && stories.of(order[end]) == stories.of(order[end - 1]) {
            end += 1;
        }
        chunks.push(Chunk::Stories(start..end));
        start = end;
    }
    chunks
}

impl<'a> Evaluation<'a> {
    pub fn new(values: &'a Values, filter: &Filter) -> Self {
        let ids = |facet: &Facet, chosen: &std::collections::BTreeSet<_>| -> Vec<ValueId> {
            chosen.iter().filter_map(|value: &crate::search::FacetValue| values.find(facet, value)).collect()
        };
        let mut wanted: Vec<Wanted> = filter
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
        wanted.sort_by_key(|wanted| wanted.of_passages);
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

    /// The documents that pass, in path order, and what they count for. With `stories` each story counts once, and
    /// the first document of a story that passes stands for it. `None` when `stop` said so.
    pub fn documents(
        &self,
        found: &Found<'_>,
        stories: Option<&Stories>,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Option<Passed> {
        let of_passages = self.wanted.partition_point(|wanted| !wanted.of_passages);
        let (whole, passage) =
            self.wanted.split_at(if self.same_passage { of_passages } else { self.wanted.len() });
        let ready = |part| Ready {
            part,
            whole: Choices::new(whole, part, self.values),
            passage: Choices::new(passage, part, self.values),
        };
        let ready: Vec<Ready<'_>> = self.values.parts.iter().map(ready).collect();
        let chunks = match stories {
            Some(stories) => in_stories(stories),
            None if self.same_passage => in_parts(&self.values.parts),
            None => return self.plainly(&ready, found, stop),
        };
        let look = |mut passed: Passed, chunk: &Chunk| {
            if stop() {
                return None;
            }
            match (chunk, stories) {
                (Chunk::Stories(range), Some(stories)) => {
                    self.stories(&ready, (stories, range.clone()), found, &mut passed);
                }
                (Chunk::Stories(_), None) => {}
                (Chunk::Part(part, range), _) => {
                    for local in range.clone() {
                        if let Some(document) = ready[*part].part.document(local)
                            && self.document(&ready[*part], (local, document), document, found, &mut passed)
                        {
                            passed.documents.push((document, 0));
                        }
                    }
                }
            }
            Some(passed)
        };
        let none = || Passed::none(self.values);
        // Few and long runs: each thread's counts are as many as there are values.
        let runs = chunks.len().div_ceil(2 * rayon::current_num_threads()).max(1);
        let sums = chunks.par_chunks(runs).map(|run| run.iter().try_fold(none(), look));
        let mut passed = sums.try_reduce(none, |a, b| Some(a.and(b)))?;
        passed.documents.sort_unstable();
        Some(passed)
    }

    /// Where each document counts for itself, and as a whole.
    fn plainly(
        &self,
        ready: &[Ready<'_>],
        found: &Found<'_>,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Option<Passed> {
        let mut passes = vec![false; self.values.documents()];
        let mut counts = vec![0; self.values.len()];
        for ready in ready {
            let part = ready.part;
            let mut failing = vec![None; part.len()];
            failing.par_chunks_mut(CHUNK).enumerate().try_for_each(|(chunk, failing)| {
                for (place, failing) in failing.iter_mut().enumerate() {
                    let local = chunk * CHUNK + place;
                    *failing = part.document(local).map(|of| self.whole(ready, (local, of), found));
                }
                (!stop()).then_some(())
            })?;
            for (local, document) in part.there() {
                passes[document.0 as usize] = failing[local] == Some(Failing::Nothing);
            }
            let of = |facet: &Facet| self.values.facets.iter().position(|known| known == facet);
            count_part(part, &failing, &of, &mut counts);
            if stop() {
                return None;
            }
        }
        let passing = passes.into_iter().enumerate().filter(|(_, passes)| *passes);
        let documents = passing.map(|(number, _)| (DocId(number as u32), 0)).collect();
        Some(Passed { documents, counts, counted: Vec::new() })
    }

    /// Documents story by story, within a story the earliest first.
    fn stories(
        &self,
        ready: &[Ready<'_>],
        (stories, range): (&Stories, Range<usize>),
        found: &Found<'_>,
        passed: &mut Passed,
    ) {
        let mut told = None;
        for document in stories.in_order().get(range).unwrap_or_default() {
            let Some((part, local)) = self.values.place(*document) else { continue };
            let story = stories.of(*document);
            if !self.document(&ready[part], (local, *document), story, found, passed) {
                continue;
            }
            match passed.documents.last_mut() {
                Some((_, copies)) if told == Some(story) => *copies += 1,
                _ => passed.documents.push((*document, 0)),
            }
            told = Some(story);
        }
    }

    /// What keeps a document out as a whole.
    fn whole(&self, ready: &Ready<'_>, (local, document): (usize, DocId), found: &Found<'_>) -> Failing {
        let part = ready.part;
        let in_time = self
            .published
            .is_none_or(|(from, to)| part.columns.written(local).is_some_and(|(a, b)| b >= from && a <= to));
        if !in_time || found.hits(document).is_none() {
            return Failing::Else;
        }
        let failing = ready.whole.failing(local);
        if failing == Failing::Else || self.same_passage || self.speaks_of(part, local) {
            return failing;
        }
        Failing::Else
    }

    /// Does the document pass? Counts its story (itself, where each document counts) for the facets it counts for.
    fn document(
        &self,
        ready: &Ready<'_>,
        (local, document): (usize, DocId),
        story: DocId,
        found: &Found<'_>,
        passed: &mut Passed,
    ) -> bool {
        let part = ready.part;
        let whole = self.whole(ready, (local, document), found);
        if whole == Failing::Else {
            return false;
        }
        if self.same_passage {
            return self.passages(ready, (local, document), story, whole, found, passed);
        }
        if let Some(of) = whole.counts_for() {
            for column in &part.columns.facets {
                if of.is_none_or(|of| self.values.facets.get(usize::from(of)) == Some(&column.facet)) {
                    passed.count(story, column.lists.get(local).iter().map(|id| part.value(*id)));
                }
            }
        }
        whole == Failing::Nothing
    }

    fn passages(
        &self,
        ready: &Ready<'_>,
        (local, document): (usize, DocId),
        story: DocId,
        whole: Failing,
        found: &Found<'_>,
        passed: &mut Passed,
    ) -> bool {
        let (part, columns) = (ready.part, &ready.part.columns);
        let words = if found.searched.is_some() { (found.passages)(document) } else { Vec::new() };
        let (mut place, mut is_met) = (0, false);
        columns.each_passage(local, &mut |ids, days| {
            let has_words = words.get(place).copied().unwrap_or(true);
            place += 1;
            let failing = whole.and(ready.passage.failing_of(ids));
            if failing == Failing::Else || !has_words || !self.are_spoken(days) {
                return;
            }
            is_met |= failing == Failing::Nothing;
            let Some(of) = failing.counts_for() else { return };
            let of = of.map(|of| self.values.facets.get(usize::from(of)));
            let Some(of) = of else {
                passed.count(story, ids.iter().map(|id| part.value(*id)));
                for column in columns.facets.iter().filter(|column| !column.facet.is_of_passages()) {
                    passed.count(story, column.lists.get(local).iter().map(|id| part.value(*id)));
                }
                return;
            };
            let Some(column) = of.and_then(|of| columns.of(of)) else { return };
            if column.facet.is_of_passages() {
                let own = ids.iter().filter(|id| column.values.contains(id));
                passed.count(story, own.map(|id| part.value(*id)));
            } else {
                passed.count(story, column.lists.get(local).iter().map(|id| part.value(*id)));
            }
        });
        is_met
    }

    fn are_spoken(&self, days: &[(i64, i64)]) -> bool {
        self.spoken.is_none_or(|(from, to)| {
            days.iter().any(|(first, last)| *last >= i64::from(from) && *first <= i64::from(to))
        })
    }

    /// Does one of the passages speak of a wanted day?
    fn speaks_of(&self, part: &Part, local: usize) -> bool {
        self.spoken.is_none() || part.columns.speaks_of(local, &|days| self.are_spoken(days))
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
