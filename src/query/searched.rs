//! Searching the texts of a corpus: one question, whatever keeps the texts.
//!
//! In memory it looks through numbered words where that is enough, through the texts themselves where it
//! matters how words are written or what facts say; answers in spans of the original.

mod fields;

use std::sync::{Arc, Mutex, OnceLock};

use rayon::prelude::*;

use crate::{
    engine::{Entry, Links, Snapshot},
    lang::word_form,
    model::{DocId, Span},
    search::language::{
        Fitting, Hit, Interpreter, Lexis, Matcher, Matching, Node, Occurrences, Parsed, Plan, Ranking,
        TextWords, find, places,
    },
};

use super::{
    batch::Found,
    bitmap::Bitmap,
    filter::Search,
    understood::{self, Instead, Nearest, PartFound, Understood},
};
use fields::Fields;

/// Documents looked through between two questions whether to go on.
const CHUNK: usize = 2048;

/// Most parts of a search looked at one by one.
const MOST_PARTS: usize = 8;

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
    parsed: Parsed,
    /// What was understood.
    pub plan: Plan,
    fields: Fields,
}

/// What was found.
pub(super) struct Searched {
    pub question: Arc<Question>,
    /// The documents that match.
    pub documents: Bitmap,
    /// Number of hits of each.
    hits: Vec<u32>,
    /// How well each matches.
    scores: Vec<f32>,
}

/// What was found in a document: which, the number of its hits, how well it matches.
pub(super) type FoundIn = (DocId, u32, f32);

impl Searched {
    /// Of what was found in those of so many documents that match.
    pub fn new(question: Arc<Question>, documents: usize, found: impl Iterator<Item = FoundIn>) -> Self {
        let mut made = Self {
            question,
            documents: Bitmap::none(documents),
            hits: vec![0; documents],
            scores: vec![0.0; documents],
        };
        for (document, hits, score) in found {
            made.documents.insert(document.0);
            made.hits[document.0 as usize] = hits;
            made.scores[document.0 as usize] = score;
        }
        made
    }

    /// Number of hits in a document; `None` where it does not match.
    pub fn hits(&self, document: DocId) -> Option<u32> {
        let matches = self.documents.has(document.0);
        self.hits.get(document.0 as usize).copied().filter(|_| matches)
    }

    /// How well a document matches.
    pub fn score(&self, document: DocId) -> Option<f32> {
        self.scores.get(document.0 as usize).copied()
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
        let searched = self.answer(snapshot, &self.ask(snapshot, search), stop)?;
        if let Ok(mut last) = self.last.lock() {
            *last = Some(Arc::clone(&searched));
        }
        Some(searched)
    }

    /// The answer to a question; `None` when stopped.
    fn answer(
        &self,
        snapshot: &Snapshot,
        question: &Arc<Question>,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Option<Arc<Searched>> {
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
        let documents = found.len();
        let found = (0..).map(DocId).zip(found).filter_map(|(document, hits)| {
            let hits = hits?;
            let score = ranking.score(&hits, lexis.length(document.0 as usize));
            Some((document, places(hits).len() as u32, score))
        });
        Some(Arc::new(Searched::new(Arc::clone(question), documents, found)))
    }

    #[allow(clippy::option_option, reason = "stopped, nothing asked, an answer")]
    /// How much a search finds; the inner `None` where it asks for nothing, the outer when stopped.
    pub fn count(
        &self,
        snapshot: &Snapshot,
        search: Search<'_>,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Option<Option<Found>> {
        let question = self.ask(snapshot, search);
        question.count(|| self.answer(snapshot, &question, stop))
    }

    /// How a search was understood, after its answer is known; `None` when stopped.
    pub fn understood(
        &self,
        snapshot: &Snapshot,
        searched: &Searched,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Option<Understood> {
        let count = |question: &Arc<Question>| {
            let answer = self.answer(snapshot, question, stop)?;
            Some(answer.documents.count())
        };
        let nearest = |near: &mut Nearest| {
            let lexis = self.lexis(snapshot);
            lexis.counted(&mut |word, times| near.look(word, times));
        };
        let nothing = searched.documents.count() == 0;
        let around = Around::snapshot(snapshot);
        searched.question.understood(around, &snapshot.interpreter, nothing, &count, &nearest)
    }
}

impl Question {
    fn new(around: Around<'_>, columns: &[&str], search: Search<'_>) -> Self {
        let parsed = around.interpreter.parse(search.words, columns);
        let plan = Plan::new(around.interpreter, &parsed, search.matching);
        let fields = Fields::new(around, &plan);
        Self { search: (search.words.to_owned(), search.matching), parsed, plan, fields }
    }

    #[allow(clippy::option_option, reason = "stopped, nothing asked, an answer")]
    /// How much it finds; the inner `None` where it asks for nothing, the outer where `answer` is none.
    pub fn count(&self, answer: impl FnOnce() -> Option<Arc<Searched>>) -> Option<Option<Found>> {
        if self.plan.is_empty() {
            return Some(None);
        }
        let answer = answer()?;
        Some(Some(Found {
            documents: answer.documents.count(),
            // Of a document that does not match there are none.
            hits: answer.hits.iter().map(|hits| u64::from(*hits)).sum(),
            notes: self.plan.notes.clone(),
        }))
    }

    /// One part of it as a question of its own.
    pub fn part(&self, around: Around<'_>, node: &Node) -> Arc<Self> {
        let parsed = Parsed { root: Some(node.clone()), notes: Vec::new() };
        self.of_parsed(around, parsed, self.search.1)
    }

    /// The same with all inflections.
    pub fn inflected(&self, around: Around<'_>) -> Arc<Self> {
        self.of_parsed(around, self.parsed.clone(), Matching::Inflected)
    }

    fn of_parsed(&self, around: Around<'_>, parsed: Parsed, matching: Matching) -> Arc<Self> {
        let plan = Plan::new(around.interpreter, &parsed, matching);
        let fields = Fields::new(around, &plan);
        Arc::new(Self { search: (self.search.0.clone(), matching), parsed, plan, fields })
    }

    /// How often each part stands in a document; `None` for those that do not hold for it.
    pub fn parts_in(&self, around: Around<'_>, entry: &Entry) -> Vec<PartFound> {
        let found = |node: Node| {
            let (hits, _) = self.part(around, &node).look_at_text(around, entry);
            PartFound { node, found: hits.map(|hits| places(hits).len()) }
        };
        understood::parts(&self.parsed).into_iter().map(found).collect()
    }

    /// How it was understood and, where it found nothing, which part finds nothing alone and what might be
    /// meant. `count` gives the documents a question finds, `nearest` shows words of the texts.
    pub fn understood(
        &self,
        around: Around<'_>,
        interpreter: &Arc<Interpreter>,
        nothing: bool,
        count: &dyn Fn(&Arc<Self>) -> Option<usize>,
        nearest: &dyn Fn(&mut Nearest),
    ) -> Option<Understood> {
        let mut told = Understood {
            parsed: Parsed { notes: self.plan.notes.clone(), ..self.parsed.clone() },
            matching: self.search.1,
            interpreter: Arc::clone(interpreter),
            parts: Vec::new(),
            instead: Vec::new(),
            with_inflections: 0,
        };
        if !nothing {
            return Some(told);
        }
        let nodes = understood::parts(&self.parsed);
        for node in nodes.iter().take(MOST_PARTS) {
            let found = count(&self.part(around, node))?;
            told.parts.push(PartFound { node: node.clone(), found: Some(found) });
        }
        let found = |node: &Node| told.parts.iter().any(|part| part.node == *node && part.found > Some(0));
        for typed in understood::words(&nodes, found).into_iter().take(MOST_PARTS) {
            let folded = interpreter.inflections().fold(&typed);
            let Some(mut near) = Nearest::new(&word_form(&folded)) else { continue };
            nearest(&mut near);
            let words = near.words().into_iter();
            told.instead.extend(words.map(|word| Instead { typed: typed.clone(), word }));
        }
        if self.search.1 != Matching::Inflected {
            told.with_inflections = count(&self.inflected(around))?;
        }
        Some(told)
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
        let mut found = Occurrences::new(&self.plan.matchers);
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
