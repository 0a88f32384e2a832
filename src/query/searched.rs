//! Searching the texts of a corpus: one question, whatever keeps the texts.
//!
//! In memory it looks through numbered words where that is enough, through the texts themselves where it
//! matters how words are written or what facts say; answers in spans of the original.

mod fields;

use std::sync::{Arc, Mutex, OnceLock};

use rayon::prelude::*;

use crate::{
    engine::{Entry, Links, Snapshot},
    model::Span,
    search::language::{
        Fitting, Hit, Interpreter, Lexis, Matcher, Matching, Occurrences, Plan, Ranking, TextWords, find,
        places,
    },
};

use super::filter::Search;
use fields::Fields;

/// Documents looked through between two questions whether to go on.
const CHUNK: usize = 2048;

/// What of a corpus a question looks at beside its documents.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    pub interpreter: &'a Interpreter,
    pub links: &'a Links,
}

impl<'a> Around<'a> {
    /// Of a corpus in memory.
    pub fn snapshot(snapshot: &'a Snapshot) -> Self {
        Self { interpreter: &snapshot.interpreter, links: &snapshot.links }
    }
}

/// A search made ready for one corpus.
pub(super) struct Question {
    search: (String, Matching),
    /// What was understood.
    pub plan: Plan,
    fields: Fields,
}

/// What was found.
pub(super) struct Searched {
    question: Arc<Question>,
    /// Number of hits of each document that matches.
    pub hits: Vec<Option<u32>>,
    /// How well each document matches.
    pub scores: Vec<f32>,
}

impl Searched {
    /// Of what was found in each document, their lengths in words, and what ranking knows.
    pub fn new(
        question: Arc<Question>,
        found: Vec<Option<Vec<Hit>>>,
        lengths: impl Iterator<Item = u32>,
        ranking: &Ranking,
    ) -> Self {
        let score = |(hits, length): (&Option<Vec<Hit>>, u32)| {
            hits.as_ref().map_or(0.0, |hits| ranking.score(hits, length))
        };
        let scores = found.iter().zip(lengths).map(score).collect();
        let hits = found.into_iter().map(|hits| hits.map(|hits| places(hits).len() as u32)).collect();
        Self { question, hits, scores }
    }

    /// Of the number of hits of each document that matches, and how well each does.
    pub fn of(question: Arc<Question>, hits: Vec<Option<u32>>, scores: Vec<f32>) -> Self {
        Self { question, hits, scores }
    }

    /// Is it the answer to this search?
    pub fn answers(&self, search: Search<'_>) -> bool {
        self.question.is(search)
    }
}

/// The question asked last.
#[derive(Default)]
pub(super) struct LastQuestion(Mutex<Option<Arc<Question>>>);

impl LastQuestion {
    /// The search understood, anew where it is another one. `columns` names the corpus's further columns.
    pub fn ask<'c>(
        &self,
        around: Around<'_>,
        search: Search<'_>,
        columns: impl FnOnce() -> Vec<&'c str>,
    ) -> Arc<Question> {
        let known = self.0.lock().ok().and_then(|last| last.clone());
        if let Some(question) = known.filter(|question| question.is(search)) {
            return question;
        }
        let question = Arc::new(Question::new(around, &columns(), search));
        if let Ok(mut last) = self.0.lock() {
            *last = Some(Arc::clone(&question));
        }
        question
    }
}

/// Searches one snapshot. Prepares itself when it is first needed.
#[derive(Default)]
pub(super) struct TextSearch {
    lexis: OnceLock<Lexis>,
    columns: OnceLock<Vec<String>>,
    question: LastQuestion,
    last: Mutex<Option<Arc<Searched>>>,
}

impl TextSearch {
    /// The distinct words of the snapshot.
    pub fn lexis(&self, snapshot: &Snapshot) -> &Lexis {
        self.lexis.get_or_init(|| {
            let texts: Vec<&str> = snapshot.entries.iter().map(|entry| entry.folded.as_str()).collect();
            Lexis::new(&texts)
        })
    }

    /// Names of the further columns of the documents' metadata.
    pub fn columns(&self, snapshot: &Snapshot) -> Vec<&str> {
        let names = self.columns.get_or_init(|| {
            let columns = snapshot.entries.iter().flat_map(|entry| &entry.document.metadata.columns);
            let names: std::collections::BTreeSet<&str> =
                columns.map(|column| column.name.as_str()).collect();
            names.into_iter().map(str::to_owned).collect()
        });
        names.iter().map(String::as_str).collect()
    }

    /// The search, understood.
    pub fn ask(&self, snapshot: &Snapshot, search: Search<'_>) -> Arc<Question> {
        self.question.ask(Around::snapshot(snapshot), search, || self.columns(snapshot))
    }

    /// Searches all documents; `None` when stopped.
    pub fn run(
        &self,
        snapshot: &Snapshot,
        search: Search<'_>,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Option<Arc<Searched>> {
        let known = self.last.lock().ok().and_then(|last| last.clone());
        if let Some(searched) = known.filter(|searched| searched.question.is(search)) {
            return Some(searched);
        }
        let question = self.ask(snapshot, search);
        let lexis = self.lexis(snapshot);
        let fitting = lexis.fitting(&question.plan, snapshot.interpreter.inflections());
        let mut found: Vec<Option<Vec<Hit>>> = Vec::with_capacity(snapshot.entries.len());
        let mut texts_with = vec![0_u32; question.plan.matchers.len()];
        for (number, chunk) in snapshot.entries.chunks(CHUNK).enumerate() {
            if stop() {
                return None;
            }
            let from = number * CHUNK;
            let looked = |(ix, entry): (usize, &Arc<Entry>)| {
                question.look(Around::snapshot(snapshot), entry, from + ix, lexis, &fitting)
            };
            let looked: Vec<(Option<Vec<Hit>>, Vec<bool>)> =
                chunk.par_iter().enumerate().map(looked).collect();
            for (hits, has) in looked {
                for (count, has) in texts_with.iter_mut().zip(has) {
                    *count += u32::from(has);
                }
                found.push(hits);
            }
        }
        let count = |matcher: u32| texts_with.get(matcher as usize).copied().unwrap_or(0);
        let ranking = Ranking::new(&question.plan, found.len() as u32, lexis.words() as u64, &count);
        let lengths = (0..found.len()).map(|text| lexis.length(text));
        let searched = Arc::new(Searched::new(question, found, lengths, &ranking));
        if let Ok(mut last) = self.last.lock() {
            *last = Some(Arc::clone(&searched));
        }
        Some(searched)
    }
}

impl Question {
    fn new(around: Around<'_>, columns: &[&str], search: Search<'_>) -> Self {
        let parsed = around.interpreter.parse(search.words, columns);
        let plan = Plan::new(around.interpreter, &parsed, search.matching);
        let fields = Fields::new(around, &plan);
        Self { search: (search.words.to_owned(), search.matching), plan, fields }
    }

    /// Is it the one that this search asks?
    pub fn is(&self, search: Search<'_>) -> bool {
        (self.search.0.as_str(), self.search.1) == (search.words, search.matching)
    }

    /// The hits of one document by its numbered words, and which tests it has words for.
    fn look(
        &self,
        around: Around<'_>,
        entry: &Entry,
        number: usize,
        lexis: &Lexis,
        fitting: &Fitting,
    ) -> (Option<Vec<Hit>>, Vec<bool>) {
        let mut found = Occurrences::new(self.plan.matchers.len());
        lexis.occurrences(number, fitting, &mut found);
        let spelled = |(ix, matcher): (u32, &Matcher)| found.has(ix) && matcher.needs_spelling();
        if (0u32..).zip(&self.plan.matchers).any(spelled) || self.plan.looks_at_statements() {
            return self.look_at_text(around, entry);
        }
        let holds = |field| self.fields.hold(around, entry, field, &self.plan, None, None);
        (find(&self.plan, &found, None, &holds), self.has(&found))
    }

    /// The hits of one document by its text, and which tests it has words for.
    pub fn look_at_text(&self, around: Around<'_>, entry: &Entry) -> (Option<Vec<Hit>>, Vec<bool>) {
        let words = TextWords::new(&entry.folded);
        let found = self.occurrences(around, entry, &words);
        let holds = |field| self.fields.hold(around, entry, field, &self.plan, Some((&words, &found)), None);
        (find(&self.plan, &found, None, &holds), self.has(&found))
    }

    fn has(&self, found: &Occurrences) -> Vec<bool> {
        (0..self.plan.matchers.len() as u32).map(|ix| found.has(ix)).collect()
    }

    fn occurrences(&self, around: Around<'_>, entry: &Entry, words: &TextWords) -> Occurrences {
        let inflections = around.interpreter.inflections();
        words.occurrences(&self.plan.matchers, &entry.folded, &entry.document.text, inflections)
    }

    /// Places of searched words in a document, in the order of the text; none where it does not match.
    pub fn hits(&self, around: Around<'_>, entry: &Entry) -> Vec<Span> {
        if self.search.0.is_empty() {
            return Vec::new();
        }
        let words = TextWords::new(&entry.folded);
        let found = self.occurrences(around, entry, &words);
        let holds = |field| self.fields.hold(around, entry, field, &self.plan, Some((&words, &found)), None);
        let hits = places(find(&self.plan, &found, None, &holds).unwrap_or_default());
        hits.into_iter().filter_map(|hit| words.span(hit)).map(|span| entry.folded.original(span)).collect()
    }

    /// For each passage of a document: does the question hold in it?
    pub fn passages(&self, around: Around<'_>, entry: &Entry) -> Vec<bool> {
        let words = TextWords::new(&entry.folded);
        let found = self.occurrences(around, entry, &words);
        let passages = &entry.facts.passages;
        let holds_in = |place: usize| {
            let part = passages.get(place).map(|passage| words.within(entry.folded.folded(passage.span)));
            let text = Some((&words, &found));
            let holds = |field| self.fields.hold(around, entry, field, &self.plan, text, Some(place));
            find(&self.plan, &found, part, &holds).is_some()
        };
        (0..passages.len().max(1)).map(holds_in).collect()
    }
}
