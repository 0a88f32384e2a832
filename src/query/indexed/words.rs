//! A search in the texts of an index: from the index alone where that is enough, else by reading the
//! documents that can match.

use std::{ops::Range, sync::Arc};

use rayon::prelude::*;
use tantivy::columnar::Column;

use crate::{
    engine::Entry,
    model::{DocId, Span},
    search::{
        DayRange, Facet,
        index::{StemWords, schema::WORDS},
        language::{FieldTest, Hit, Matcher, Occurrences, Plan, Ranking, find, places as distinct},
    },
};

use super::{
    super::{
        batch::Found,
        evaluate::day_numbers,
        filter::Search,
        searched::{Around, Question, Searched},
        understood::{Nearest, PartFound, Understood},
        value_columns::DayNumbers,
        values::{Part, Value},
    },
    Inner,
    postings::{Places, candidates, each_word, places},
};

/// Documents looked through between two looks whether to go on; also what one thread takes at a time.
const CHUNK: u32 = 8192;

/// A test of a property, answered by the columns.
enum Held {
    /// By number of the value: does it pass?
    Value(Vec<bool>),
    Written(Option<DayNumbers>),
    Spoken(Option<DayNumbers>),
}

/// What is known of a segment for one search.
struct Ready<'a> {
    part: &'a Part,
    places: Vec<Places>,
    /// Documents that can match; `None` where all can.
    candidates: Option<Vec<bool>>,
    lengths: Option<Column<u64>>,
}

/// What was found in a document: which, its hits, its words.
type FoundIn = (DocId, Vec<Hit>, u32);

impl Inner {
    fn around(&self) -> Around<'_> {
        Around { interpreter: &self.making.interpreter, links: &self.links }
    }

    fn question(&self, search: Search<'_>) -> Arc<Question> {
        self.question.ask(self.around(), search, || {
            let columns = self.values.facets.iter().filter_map(|facet| match facet {
                Facet::Column(name) => Some(&**name),
                _ => None,
            });
            columns.collect()
        })
    }

    /// What a search finds in each document; `None` when stopped.
    pub(super) fn searched(
        &self,
        search: Search<'_>,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Option<Arc<Searched>> {
        let known = self.last.lock().ok().and_then(|last| last.clone());
        if let Some(searched) = known.filter(|searched| searched.answers(search)) {
            return Some(searched);
        }
        let searched = self.answer(&self.question(search), stop)?;
        if let Ok(mut last) = self.last.lock() {
            *last = Some(Arc::clone(&searched));
        }
        Some(searched)
    }

    /// The answer to a question; `None` when stopped.
    fn answer(&self, question: &Arc<Question>, stop: &(dyn Fn() -> bool + Sync)) -> Option<Arc<Searched>> {
        let plan = &question.plan;
        let ready: Vec<Ready<'_>> = (0..self.values.parts.len())
            .into_par_iter()
            .map(|segment| if stop() { None } else { Some(self.ready(plan, segment)) })
            .collect::<Option<_>>()?;
        let held = self.held(plan);
        let chunks: Vec<(&Ready<'_>, Range<u32>)> = ready
            .iter()
            .flat_map(|ready| {
                let length = ready.part.documents.len() as u32;
                let starts = (0..length).step_by(CHUNK as usize);
                starts.map(move |start| (ready, start..(start + CHUNK).min(length)))
            })
            .collect();
        let found: Vec<Vec<FoundIn>> = chunks
            .into_par_iter()
            .map(|(ready, range)| self.look(question, held.as_deref(), ready, range, stop))
            .collect::<Option<_>>()?;
        let count = |matcher: u32| {
            let of = |ready: &Ready<'_>| {
                let places = ready.places.get(matcher as usize);
                places.map_or(0, |places| documents_with(places, ready.part))
            };
            ready.iter().map(of).sum()
        };
        let ranking = Ranking::new(plan, self.addresses.len() as u32, Self::words_of_all(&ready), &count);
        let mut hits = vec![None; self.addresses.len()];
        let mut scores = vec![0.0; self.addresses.len()];
        for (document, of, length) in found.into_iter().flatten() {
            scores[document.0 as usize] = ranking.score(&of, length);
            hits[document.0 as usize] = Some(distinct(of).len() as u32);
        }
        Some(Arc::new(Searched::of(Arc::clone(question), hits, scores)))
    }

    /// How a search was understood, after its answer is known; `None` when stopped.
    pub(super) fn understood(
        &self,
        searched: &Searched,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Option<Understood> {
        let count =
            |question: &Arc<Question>| Some(self.answer(question, stop)?.hits.iter().flatten().count());
        let nearest = |near: &mut Nearest| {
            for segment in self.reader.searcher().segment_readers() {
                let index = segment.inverted_index(self.reader.fields().text);
                // A dictionary that cannot be read suggests nothing.
                let _ = index.map(|index| each_word(&index, &mut |word, texts| near.look(word, texts)));
            }
        };
        let nothing = searched.hits.iter().all(Option::is_none);
        searched.question.understood(self.around(), &self.making.interpreter, nothing, &count, &nearest)
    }

    #[allow(clippy::option_option, reason = "stopped, nothing asked, an answer")]
    /// How much a search finds; the inner `None` where it asks for nothing, the outer when stopped.
    pub(super) fn count(
        &self,
        search: Search<'_>,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Option<Option<Found>> {
        let question = self.question(search);
        question.count(|| self.answer(&question, stop))
    }

    /// How often each part of a search stands in a document.
    pub(super) fn parts_in(&self, entry: &Entry, search: Search<'_>) -> Vec<PartFound> {
        self.question(search).parts_in(self.around(), entry)
    }

    /// Looks the words of a plan up in one segment. Terms that cannot be read are not there.
    fn ready(&self, plan: &Plan, segment: usize) -> Ready<'_> {
        let reader = &self.reader.searcher().segment_readers()[segment];
        let inflections = self.making.interpreter.inflections();
        let index = reader.inverted_index(self.reader.fields().text).ok();
        let stems = StemWords::open(reader).ok();
        let of = |matcher: &Matcher| {
            let both = index.as_ref().zip(stems.as_ref());
            let found = both.and_then(|(index, stems)| places(index, stems, matcher, inflections).ok());
            found.unwrap_or(Places::At(Vec::new()))
        };
        let places: Vec<Places> = plan.matchers.iter().map(of).collect();
        let part = &self.values.parts[segment];
        let candidates = plan.root.as_ref().and_then(|root| candidates(root, &places, part.documents.len()));
        Ready { part, places, candidates, lengths: reader.fast_fields().u64(WORDS).ok() }
    }

    fn words_of_all(ready: &[Ready<'_>]) -> u64 {
        let of = |ready: &Ready<'_>| -> u64 {
            let there = (0_u32..).zip(&ready.part.documents).filter(|(_, document)| document.is_some());
            there.map(|(local, _)| u64::from(ready.length(local))).sum()
        };
        ready.par_iter().map(of).sum()
    }

    /// The tests of properties, where all of them can be answered by the columns.
    fn held(&self, plan: &Plan) -> Option<Vec<Held>> {
        plan.fields.iter().map(|test| self.held_test(test)).collect()
    }

    fn held_test(&self, test: &FieldTest) -> Option<Held> {
        let days = |range: &DayRange| day_numbers(*range);
        Some(match test {
            FieldTest::Value(Facet::Published | Facet::Mentioned, _) => Held::Value(Vec::new()),
            FieldTest::Value(facet, test) => {
                let inflections = self.making.interpreter.inflections();
                let number = self.values.facets.iter().position(|known| known == facet);
                let passes = |(id, value): (usize, &Value)| {
                    if Some(usize::from(value.facet)) != number {
                        return false;
                    }
                    // Entities of the corpus are the first values, in their order.
                    match self.links.entities.get(id) {
                        Some(entity) => {
                            entity.keys.iter().any(|key| test.passes(key, &entity.name, inflections))
                        }
                        None => test.passes(&value.name, &value.label, inflections),
                    }
                };
                Held::Value(self.values.all.iter().enumerate().map(passes).collect())
            }
            FieldTest::Written(range) => Held::Written(days(range)),
            FieldTest::Spoken(range) => Held::Spoken(days(range)),
            FieldTest::Title(_) | FieldTest::File(_) | FieldTest::Said(_) | FieldTest::Role(_) => {
                return None;
            }
        })
    }

    /// Looks through some documents of a segment.
    fn look(
        &self,
        question: &Question,
        held: Option<&[Held]>,
        ready: &Ready<'_>,
        range: Range<u32>,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Option<Vec<FoundIn>> {
        let plan = &question.plan;
        let mut found = Vec::new();
        let mut occurrences = Occurrences::new(&plan.matchers);
        let mut rests: Vec<&[u64]> = ready.places.iter().map(|places| places.within(range.clone())).collect();
        for local in range {
            if (held.is_none() || local % 1024 == 0) && stop() {
                return None;
            }
            let is_candidate = ready.candidates.as_ref().is_none_or(|may| may[local as usize]);
            let document = ready.part.documents.get(local as usize).copied().flatten();
            let Some(document) = document.filter(|_| is_candidate) else { continue };
            let Some(held) = held else {
                let hits =
                    self.read(document).and_then(|entry| question.look_at_text(self.around(), &entry).0);
                found.extend(hits.map(|hits| (document, hits, ready.length(local))));
                continue;
            };
            occurrences.clear();
            for (matcher, rest) in (0_u32..).zip(&mut rests) {
                let skipped = rest.partition_point(|place| ((place >> 32) as u32) < local);
                let end = skipped + rest[skipped..].partition_point(|place| (place >> 32) as u32 == local);
                rest[skipped..end].iter().for_each(|place| occurrences.push(matcher, *place as u32));
                *rest = &rest[end..];
            }
            occurrences.end(u32::MAX);
            let holds =
                |field: u32| held.get(field as usize).is_some_and(|held| held.holds(ready.part, local));
            found.extend(
                find(plan, &occurrences, None, &holds).map(|hits| (document, hits, ready.length(local))),
            );
        }
        Some(found)
    }

    /// Where the words stand in a document.
    pub(super) fn places(&self, entry: &Entry, search: Search<'_>) -> Vec<Span> {
        self.question(search).hits(self.around(), entry)
    }

    /// For each passage of a document: does the search hold in it?
    pub(super) fn passages_with(&self, document: DocId, search: Search<'_>) -> Vec<bool> {
        let Some(entry) = self.entry(document) else { return Vec::new() };
        self.question(search).passages(self.around(), &entry)
    }
}

impl Ready<'_> {
    /// Words of a document.
    fn length(&self, local: u32) -> u32 {
        self.lengths.as_ref().and_then(|lengths| lengths.first(local)).unwrap_or_default() as u32
    }
}

impl Held {
    fn holds(&self, part: &Part, local: u32) -> bool {
        let local = local as usize;
        let meets = |range: &Option<DayNumbers>, (first, last): DayNumbers| {
            range.is_none_or(|(from, to)| last >= from && first <= to)
        };
        match self {
            Self::Value(passing) => {
                let mut values = part.values(part.columns.document(local));
                values.any(|value| passing.get(value.id as usize).copied().unwrap_or(false))
            }
            Self::Written(range) => part.columns.written(local).is_some_and(|days| meets(range, days)),
            Self::Spoken(range) => {
                let mut speaks = false;
                part.columns.each_passage(local, &mut |_, days| {
                    speaks |= days.iter().any(|(first, last)| meets(range, (*first as i32, *last as i32)));
                });
                speaks
            }
        }
    }
}

/// Documents that are there and have one of the places.
fn documents_with(places: &Places, part: &Part) -> u32 {
    let mut count = 0;
    let mut last = None;
    for document in places.within(0..u32::MAX).iter().map(|place| (place >> 32) as u32) {
        if last != Some(document) {
            last = Some(document);
            count += u32::from(part.documents.get(document as usize).is_some_and(Option::is_some));
        }
    }
    count
}
