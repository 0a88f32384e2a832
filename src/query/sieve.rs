//! Which documents pass a filter: sets of all documents of a segment, or of their passages, at once.
//!
//! Pure. What only one choice keeps out is kept apart: it counts for that choice's facet.

use std::borrow::Cow;

use rayon::prelude::*;

use super::{
    bitmap::Bitmap,
    evaluate::{Evaluation, Found, Wanted},
    passages::Passages,
    value_columns::FacetColumn,
    values::{Part, ValueId},
};

/// Documents read by one thread between two looks whether to go on.
const READ_BY_ONE: usize = 16;

/// Documents or passages that pass some choices, and those that nearly do.
pub(super) struct Sieve {
    /// Nothing keeps these out …
    pub passing: Bitmap,
    /// … and these only the choice among the values of the facet of that number.
    but_for: Vec<(u16, Bitmap)>,
}

impl Sieve {
    /// Of those that `may` pass, and what each choice keeps out.
    fn new(may: Bitmap, choices: Vec<(u16, Bitmap)>) -> Self {
        let (mut once, mut twice) = (Bitmap::none(may.bound()), Bitmap::none(may.bound()));
        for (_, kept_out) in &choices {
            let mut again = once.clone();
            again.intersect(kept_out);
            twice.unite(&again);
            once.unite(kept_out);
        }
        let nearly = |(facet, mut kept_out): (u16, Bitmap)| {
            kept_out.intersect(&may);
            kept_out.subtract(&twice);
            (facet, kept_out)
        };
        let but_for = choices.into_iter().map(nearly).collect();
        let mut passing = may;
        passing.subtract(&once);
        Self { passing, but_for }
    }

    /// Those that count for the facet of a number.
    pub fn counted(&self, facet: Option<u16>) -> Cow<'_, Bitmap> {
        match self.but_for.iter().find(|(of, _)| Some(*of) == facet) {
            Some((_, but_for_it)) => {
                let mut counted = self.passing.clone();
                counted.unite(but_for_it);
                Cow::Owned(counted)
            }
            None => Cow::Borrowed(&self.passing),
        }
    }

    /// All that count for any facet.
    fn any(&self) -> Bitmap {
        let mut any = self.passing.clone();
        self.but_for.iter().for_each(|(_, but_for)| any.unite(but_for));
        any
    }

    /// Takes out what is not in a set.
    fn keep(&mut self, set: &Bitmap) {
        self.passing.intersect(set);
        self.but_for.iter_mut().for_each(|(_, but_for)| but_for.intersect(set));
    }
}

/// What passed of a part.
pub(super) struct Sieved<'a> {
    pub part: &'a Part,
    pub documents: Sieve,
    /// Where choices must meet in one passage: the passages that count for what passages have.
    pub passages: Option<(&'a Passages, Sieve)>,
}

impl<'a> Sieved<'a> {
    /// Looks through a part; `None` when `stop` said so.
    pub fn new(
        evaluation: &Evaluation<'a>,
        part: &'a Part,
        found: &Found<'_>,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Option<Self> {
        let same_passage = evaluation.same_passage;
        let column =
            |wanted: &Wanted| part.columns.of(evaluation.values.facets.get(usize::from(wanted.facet))?);
        let of_documents = evaluation.wanted.iter().filter(|wanted| !(same_passage && wanted.of_passages));
        let of_documents = of_documents.map(|wanted| {
            let add = |column: &FacetColumn, place, set: &mut Bitmap| column.documents.add_to(place, set);
            (wanted.facet, kept_out(part, wanted, column(wanted), part.len(), &add))
        });
        let documents = Sieve::new(may_pass(evaluation, part, found, stop)?, of_documents.collect());
        let mut sieved = Self { part, documents, passages: None };
        if same_passage && !stop() {
            sieved.meet_in_passages(evaluation, found, &column, stop)?;
        }
        (!stop()).then_some(sieved)
    }

    /// Keeps the documents of which a passage has everything that one passage has to have.
    fn meet_in_passages(
        &mut self,
        evaluation: &Evaluation<'_>,
        found: &Found<'_>,
        column: &dyn Fn(&Wanted) -> Option<&'a FacetColumn>,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Option<()> {
        let (part, passages) = (self.part, self.part.columns.passages(stop)?);
        let mut may = passages.of_documents(&self.documents.any());
        if let Some(days) = evaluation.spoken {
            may.intersect(&passages.speaking_of(days));
        }
        let choices = evaluation.wanted.iter().filter(|wanted| wanted.of_passages).map(|wanted| {
            let add = |column: &FacetColumn, place, set: &mut Bitmap| {
                passages.values.add_to(column.values.start + place, set);
            };
            (wanted.facet, kept_out(part, wanted, column(wanted), passages.len(), &add))
        });
        let mut sieve = Sieve::new(may, choices.collect());
        if found.searched.is_some() {
            let documents = passages.documents_of(&sieve.any(), part.len());
            sieve.keep(&with_words(part, passages, &documents, found, stop)?);
        }
        let met = passages.documents_of(&sieve.passing, part.len());
        if !self.documents.but_for.is_empty() {
            // Documents that something else keeps out count for that alone.
            sieve.keep(&passages.of_documents(&self.documents.passing));
        }
        self.documents.keep(&met);
        self.passages = Some((passages, sieve));
        Some(())
    }
}

/// The documents that pass everything but choices; `None` when `stop` said so.
fn may_pass(
    evaluation: &Evaluation<'_>,
    part: &Part,
    found: &Found<'_>,
    stop: &(dyn Fn() -> bool + Sync),
) -> Option<Bitmap> {
    let mut may = if evaluation.published.is_none() && found.searched.is_none() {
        part.there.clone()
    } else {
        Bitmap::of(part.len(), |local| {
            let in_time = evaluation.published.is_none_or(|(from, to)| {
                part.columns.written(local).is_some_and(|(a, b)| b >= from && a <= to)
            });
            in_time && part.document(local).is_some_and(|document| found.hits(document).is_some())
        })
    };
    if let Some(days) = evaluation.spoken.filter(|_| !evaluation.same_passage) {
        let passages = part.columns.passages(stop)?;
        may.intersect(&passages.documents_of(&passages.speaking_of(days), part.len()));
    }
    Some(may)
}

/// What a choice keeps out. `add` adds those that have the value at a place of a column.
fn kept_out(
    part: &Part,
    wanted: &Wanted,
    column: Option<&FacetColumn>,
    bound: usize,
    add: &dyn Fn(&FacetColumn, u32, &mut Bitmap),
) -> Bitmap {
    let having = |ids: &[ValueId]| {
        let mut having = Bitmap::none(bound);
        if let Some(column) = column {
            part.places(column, ids).for_each(|place| add(column, place, &mut having));
        }
        having
    };
    let mut kept_out = match &wanted.include {
        Some(ids) => having(ids).others(),
        None => Bitmap::none(bound),
    };
    if !wanted.exclude.is_empty() {
        kept_out.unite(&having(&wanted.exclude));
    }
    kept_out
}

/// The passages of some documents in which all the words searched for stand.
fn with_words(
    part: &Part,
    passages: &Passages,
    documents: &Bitmap,
    found: &Found<'_>,
    stop: &(dyn Fn() -> bool + Sync),
) -> Option<Bitmap> {
    let documents: Vec<u32> = documents.iter().collect();
    let look = |documents: &[u32]| {
        if stop() {
            return None;
        }
        let mut with_words = Vec::new();
        for local in documents {
            let Some(document) = part.document(*local as usize) else { continue };
            let words = (found.passages)(document);
            let (start, end) = passages.of_document(*local);
            let has = |passage: &u32| words.get((passage - start) as usize).copied().unwrap_or(true);
            with_words.extend((start..end).filter(has));
        }
        Some(with_words)
    };
    let found: Option<Vec<Vec<u32>>> = documents.par_chunks(READ_BY_ONE).map(look).collect();
    let mut with_words = Bitmap::none(passages.len());
    found?.into_iter().flatten().for_each(|passage| with_words.insert(passage));
    Some(with_words)
}
