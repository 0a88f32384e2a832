//! A search in the texts of an index: from the index alone where that is enough, else by reading the
//! documents that can match.

use std::{ops::Range, sync::Arc};

use rayon::prelude::*;
use tantivy::SegmentReader;

use crate::{
    engine::{Entry, LinkId, LinkedEntity},
    model::{DocId, Span},
    search::{
        Facet,
        index::{StemWords, schema::WORDS},
        language::{
            Ask, FieldTest, Hit, Matcher, Occurrences, Plan, Ranking, Step, find, places as distinct,
        },
    },
};

use super::{
    super::{
        batch::Found,
        bitmap::Bitmap,
        evaluate::day_numbers,
        filter::Search,
        searched::{Around, FoundIn, Question, Searched},
        understood::{Nearest, PartFound, Understood},
        value_columns::DayNumbers,
        values::{Part, ValueId, kind_of},
    },
    Inner,
    postings::{
        Counted, Places, candidates, counted, documents_of, each_word, places, places_of_words, words_of,
    },
};

/// Documents looked through between two looks whether to go on; also what one thread takes at a time.
const CHUNK: u32 = 8192;

/// A test of a property, answered by the columns.
enum Held {
    /// The documents of each part that pass.
    These(Vec<Bitmap>),
    /// Those written in a range of days; all that have a day where it is open.
    Written(Option<DayNumbers>),
}

/// What is known of a segment for one search.
struct Ready<'a> {
    number: usize,
    part: &'a Part,
    /// Of each test: in all documents, or in those that can match.
    places: Vec<Places>,
    /// How many documents each test finds something in.
    having: Vec<u32>,
    /// Where a search is for one word: who has it, and how often.
    alone: Vec<Counted>,
    /// Documents that can match; `None` where all can.
    candidates: Option<Bitmap>,
}

impl Inner {
    fn around(&self) -> Around<'_> {
        Around { interpreter: &self.making.interpreter, links: self.values.links() }
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

    /// Words of all documents; read when first asked for.
    fn lengths(&self) -> &Lengths {
        self.lengths.get_or_init(|| {
            let of = |(part, segment): (&Part, &SegmentReader)| {
                let column = segment.fast_fields().u64(WORDS).ok();
                let length =
                    |local| column.as_ref().and_then(|column| column.first(local)).unwrap_or_default();
                (0..part.len() as u32).map(|local| length(local) as u32).collect()
            };
            let segments = self.reader.searcher().segment_readers();
            let of: Vec<Vec<u32>> = self.values.parts.iter().zip(segments).map(of).collect();
            let parts = self.values.parts.iter().zip(&of);
            let all =
                parts.flat_map(|(part, of)| part.there.iter().filter_map(|local| of.get(local as usize)));
            let all = all.map(|words| u64::from(*words)).sum();
            Lengths { of, all }
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
        let held = self.held(plan, stop);
        if stop() {
            return None;
        }
        let alone = is_alone(plan);
        let count = |matcher: u32| {
            let of = |ready: &Ready<'_>| {
                if alone {
                    let there = |(document, _): &&Counted| ready.part.there.has(*document);
                    return ready.alone.iter().filter(there).count() as u32;
                }
                ready.having.get(matcher as usize).copied().unwrap_or_default()
            };
            ready.iter().map(of).sum()
        };
        let (documents, lengths) = (self.values.documents(), self.lengths());
        let ranking = Ranking::new(plan, documents as u32, lengths.all, &count);
        let chunks: Vec<(&Ready<'_>, Range<u32>)> = ready
            .iter()
            .flat_map(|ready| {
                let length = ready.part.len() as u32;
                let starts = (0..length).step_by(CHUNK as usize);
                starts.map(move |start| (ready, start..(start + CHUNK).min(length)))
            })
            .collect();
        let found: Vec<Vec<FoundIn>> = chunks
            .into_par_iter()
            .map(|(ready, range)| {
                if alone {
                    return if stop() { None } else { Some(ready.look_for_one(range, lengths, &ranking)) };
                }
                self.look(question, held.as_deref(), ready, range, &ranking, stop)
            })
            .collect::<Option<_>>()?;
        Some(Arc::new(Searched::new(Arc::clone(question), documents, found.into_iter().flatten())))
    }

    /// How a search was understood, after its answer is known; `None` when stopped.
    pub(super) fn understood(
        &self,
        searched: &Searched,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Option<Understood> {
        let count = |question: &Arc<Question>| Some(self.answer(question, stop)?.documents.count());
        let nearest = |near: &mut Nearest| {
            for segment in self.reader.searcher().segment_readers() {
                let index = segment.inverted_index(self.reader.fields().text);
                // A dictionary that cannot be read suggests nothing.
                let _ = index.map(|index| each_word(&index, &mut |word, texts| near.look(word, texts)));
            }
        };
        let nothing = searched.documents.count() == 0;
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
        let part = &self.values.parts[segment];
        let both = index.as_ref().zip(stems.as_ref());
        let words_of = |matcher: &Matcher| words_of(both?.1, matcher, inflections).ok()?;
        let mut ready = Ready {
            number: segment,
            part,
            places: Vec::new(),
            having: Vec::new(),
            alone: Vec::new(),
            candidates: None,
        };
        let words: Vec<Option<Vec<String>>> = plan.matchers.iter().map(words_of).collect();
        if let (true, [Some(words)], Some((index, _))) = (is_alone(plan), &words[..], both)
            && let Ok(alone) = counted(index, words, part.len())
        {
            ready.alone = alone;
            return ready;
        }
        // Where documents must have several words, only places in those that have them all are read.
        let documents_of =
            |words: &Option<Vec<String>>| documents_of(both?.0, words.as_ref()?, part.len()).ok();
        let mut having: Vec<Option<Bitmap>> = words.iter().map(documents_of).collect();
        let root = plan.root.as_ref();
        let within = root.and_then(|root| candidates(root, &having, part.len()));
        for ((matcher, words), having) in plan.matchers.iter().zip(&words).zip(&mut having) {
            let found = both.and_then(|(index, stems)| match (words, &within) {
                (Some(words), Some(within)) if having.is_some() => places_of_words(index, words, within).ok(),
                _ => places(index, stems, matcher, inflections).ok(),
            });
            let found = found.unwrap_or(Places::At(Vec::new()));
            if having.is_none() {
                *having = found.documents(part.len());
            }
            ready.places.push(found);
        }
        if is_alone(plan) {
            ready.alone = ready.places.first().map(Places::counted).unwrap_or_default();
        }
        ready.candidates = root.and_then(|root| candidates(root, &having, part.len()));
        let count = |having: Option<Bitmap>| having.map_or(0, |having| having.count_with(&part.there));
        ready.having = having.into_iter().map(count).collect();
        ready
    }

    /// The tests of properties, where all of them can be answered by the columns.
    fn held(&self, plan: &Plan, stop: &(dyn Fn() -> bool + Sync)) -> Option<Vec<Held>> {
        plan.fields.iter().map(|test| self.held_test(test, stop)).collect()
    }

    fn held_test(&self, test: &FieldTest, stop: &(dyn Fn() -> bool + Sync)) -> Option<Held> {
        Some(match test {
            FieldTest::Value(Facet::Published | Facet::Mentioned, _) => Held::These(Vec::new()),
            FieldTest::Value(facet, test) => {
                let inflections = self.making.interpreter.inflections();
                let kind = kind_of(facet);
                // Entities of the corpus are the first values, in their order.
                let entity = |entity: LinkedEntity<'_>| {
                    Some(entity.kind) == kind
                        && entity.keys().any(|key| test.passes(key, entity.name, inflections))
                };
                let links = self.values.links();
                let passing = (0..links.len() as u32)
                    .into_par_iter()
                    .filter(|id| links.entity(LinkId(*id)).is_some_and(entity));
                let mut passing: Vec<ValueId> = passing.collect();
                let number = self.values.number(facet);
                let others = self.values.others();
                passing.extend((0..others.len() as u32).filter_map(|id| {
                    let value = others.get(id);
                    let passes = Some(others.tag(id)) == number && test.passes(value, value, inflections);
                    passes.then(|| links.len() as u32 + id)
                }));
                let of = |part: &Part| {
                    let mut having = Bitmap::none(part.len());
                    if let Some(column) = part.columns.of(facet) {
                        let places = part.places(column, &passing);
                        places.for_each(|place| column.documents.add_to(place, &mut having));
                    }
                    having
                };
                Held::These(self.values.parts.iter().map(of).collect())
            }
            FieldTest::Written(range) => Held::Written(day_numbers(*range)),
            FieldTest::Spoken(range) => {
                let days = day_numbers(*range).unwrap_or((i32::MIN, i32::MAX));
                let of = |part: &Part| {
                    let passages = part.columns.passages(stop)?;
                    Some(passages.documents_of(&passages.speaking_of(days), part.len()))
                };
                // Where it was stopped nothing is made of it.
                Held::These(self.values.parts.par_iter().filter_map(of).collect())
            }
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
        ranking: &Ranking,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Option<Vec<FoundIn>> {
        let (plan, lengths) = (&question.plan, self.lengths());
        let told = |document: DocId, local: u32, hits: Vec<Hit>| {
            let score = ranking.score(&hits, lengths.of(ready.number, local));
            (document, distinct(hits).len() as u32, score)
        };
        let mut found = Vec::new();
        let mut occurrences = Occurrences::new(&plan.matchers);
        let mut rests: Vec<&[u64]> = ready.places.iter().map(|places| places.within(range.clone())).collect();
        for local in range {
            if (held.is_none() || local % 1024 == 0) && stop() {
                return None;
            }
            let is_candidate = ready.candidates.as_ref().is_none_or(|may| may.has(local));
            let document = ready.part.document(local as usize);
            let Some(document) = document.filter(|_| is_candidate) else { continue };
            let Some(held) = held else {
                let hits =
                    self.read(document).and_then(|entry| question.look_at_text(self.around(), &entry).0);
                found.extend(hits.map(|hits| told(document, local, hits)));
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
            let holds = |field: u32| {
                held.get(field as usize).is_some_and(|held| held.holds((ready.number, ready.part), local))
            };
            found.extend(find(plan, &occurrences, None, &holds).map(|hits| told(document, local, hits)));
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
    /// Looks for one word in some documents: its places are all there is to it.
    fn look_for_one(&self, range: Range<u32>, lengths: &Lengths, ranking: &Ranking) -> Vec<FoundIn> {
        let at = |bound: u32| self.alone.partition_point(|(document, _)| *document < bound);
        let of_document = |(local, count): &Counted| {
            let document = self.part.document(*local as usize)?;
            let length = lengths.of(self.number, *local);
            Some((document, *count, ranking.score_of(length, |_| *count as usize)))
        };
        self.alone[at(range.start)..at(range.end)].iter().filter_map(of_document).collect()
    }
}

/// How many words each document has.
pub(super) struct Lengths {
    /// By part, by number there; empty where that cannot be read.
    of: Vec<Vec<u32>>,
    /// All documents that are there together.
    all: u64,
}

impl Lengths {
    fn of(&self, part: usize, local: u32) -> u32 {
        self.of.get(part).and_then(|of| of.get(local as usize)).copied().unwrap_or_default()
    }
}

impl Held {
    /// Does the document of a part pass?
    fn holds(&self, (number, part): (usize, &Part), local: u32) -> bool {
        match self {
            Self::These(documents) => documents.get(number).is_some_and(|documents| documents.has(local)),
            Self::Written(range) => part
                .columns
                .written(local as usize)
                .is_some_and(|(first, last)| range.is_none_or(|(from, to)| last >= from && first <= to)),
        }
    }
}

/// Is a plan nothing but one word?
fn is_alone(plan: &Plan) -> bool {
    let is_one = matches!(&plan.root, Some(Step { ask: Ask::Sequence(words), .. }) if words.len() == 1);
    is_one && plan.matchers.len() == 1
}
