//! What an edit of a topic would change on the open corpus, told while it is worked out.
//!
//! Pure but for the telling: the caller gives the corpus and decides on which thread.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use crate::{
    lang::{Text, without_foreign_paragraphs},
    model::{DocId, Passage, Span, TopicId},
    pack::{Pack, topic::Topic},
    topics::{Change, Preview, failures_of, people},
};

use super::{row::title, store::Store};

/// Passages kept for the list; the counts are those of all.
pub const PREVIEWED: usize = 300;

/// How often news are told.
const EVERY: Duration = Duration::from_millis(100);

/// A passage that an edit gains or loses.
#[derive(Clone, Debug, PartialEq)]
pub struct PreviewedPassage {
    /// Path of its document.
    pub path: String,
    /// The document's title.
    pub title: String,
    /// Would it be new? Otherwise it would be gone.
    pub gained: bool,
    /// Where it stands in the document.
    pub span: Span,
    /// Its words.
    pub words: Arc<str>,
    /// The cues that decide, in bytes of [`Self::words`], with their weights.
    pub cues: Vec<(Span, f32)>,
}

/// An example of the topic and what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewedExample {
    /// The sentence.
    pub words: String,
    /// Should it have the topic?
    pub wanted: bool,
    /// Does it come out so?
    pub passes: bool,
}

/// What is known so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TopicPreview {
    /// Number of the edit it is for.
    pub number: u64,
    /// Documents read so far, and of how many.
    pub read: (usize, usize),
    /// Passages that would be new, that would be gone, that have the topic either way.
    pub counts: (usize, usize, usize),
    /// Documents with a passage that changes.
    pub documents: usize,
    /// The first of those passages.
    pub passages: Vec<PreviewedPassage>,
    /// The edit's own examples.
    pub examples: Vec<PreviewedExample>,
}

impl TopicPreview {
    /// Is all of the corpus read?
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.read.0 == self.read.1
    }

    fn add(&mut self, path: &str, title: &str, text: &str, topic: &TopicId, change: Change) {
        self.counts.0 += change.gained.len();
        self.counts.1 += change.lost.len();
        self.counts.2 += change.kept;
        self.documents += usize::from(!change.gained.is_empty() || !change.lost.is_empty());
        let gained = change.gained.into_iter().map(|passage| (true, passage));
        let lost = change.lost.into_iter().map(|passage| (false, passage));
        for (gained, passage) in gained.chain(lost) {
            if self.passages.len() >= PREVIEWED {
                return;
            }
            self.passages.push(PreviewedPassage {
                path: path.to_owned(),
                title: title.to_owned(),
                gained,
                span: passage.span,
                words: passage.span.of(text).unwrap_or_default().into(),
                cues: cues(&passage, topic),
            });
        }
    }
}

fn cues(passage: &Passage, topic: &TopicId) -> Vec<(Span, f32)> {
    let start = passage.span.start;
    let local = |span: Span| Span::new((span.start - start) as usize, (span.end - start) as usize);
    let of_topic = passage.cues.iter().filter(|cue| cue.topic == *topic);
    of_topic.map(|cue| (local(cue.span), cue.weight)).collect()
}

/// Works out what `edited` in the place of the topic of its id changes. `tell` gets what is known so far, at
/// the latest when all is read; `stop` gives it up.
pub fn preview_topic(
    store: &dyn Store,
    pack: &Pack,
    edited: Topic,
    number: u64,
    stop: &dyn Fn() -> bool,
    tell: &mut dyn FnMut(TopicPreview),
) {
    let topic = edited.id.clone();
    let preview = Preview::of(&pack.topics, edited, &pack.tables);
    let mut so_far = TopicPreview { number, read: (0, store.len()), ..TopicPreview::default() };
    if let Some(edited) = preview.edited() {
        let failed = failures_of(edited, preview.after(), &pack.tables, pack);
        let examples =
            edited.yes.iter().map(|line| (line, true)).chain(edited.no.iter().map(|line| (line, false)));
        let example = |(line, wanted): (&crate::pack::topic::Line, bool)| PreviewedExample {
            words: line.words.clone(),
            wanted,
            passes: !failed.iter().any(|failure| failure.line == *line && failure.wanted == wanted),
        };
        so_far.examples = examples.map(example).collect();
    }
    let mut told = Instant::now();
    for number in 0..store.len() as u32 {
        if stop() {
            return;
        }
        so_far.read.0 += 1;
        let Some(entry) = store.entry(DocId(number)) else { continue };
        let original = &entry.document.text;
        let readable = without_foreign_paragraphs(&pack.tables, original);
        let read = readable.map_or_else(|| Arc::clone(original), Into::into);
        let text = Text::new(&pack.tables, pack, read);
        let change =
            preview.changes_from(&entry.facts.passages, &text, &pack.tables, &people(&entry.facts.entities));
        so_far.add(&entry.document.path, title(&entry.document), original, &topic, change);
        if told.elapsed() >= EVERY && !so_far.is_complete() {
            tell(so_far.clone());
            told = Instant::now();
        }
    }
    tell(so_far);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        engine::{LoadRequest, Origin, PackAnalyse, load},
        pack::topic::{CueLine, Line},
        query::Memory,
    };

    #[test]
    fn a_new_topic_gains_the_passages_its_cue_stands_in() {
        let pack = Pack::embedded().unwrap();
        let analyse = Arc::new(PackAnalyse::new(Arc::clone(&pack)));
        let request = LoadRequest { origin: Origin::Sample, analyse, jobs: None };
        let store = Memory::new(load(request, |_| {}).wait().unwrap());
        let line = |words: &str| Line { words: words.to_owned(), line: 0 };
        let energy = pack.topics.by_id("energy").unwrap().clone();
        let topic = Topic {
            id: TopicId::new("own"),
            cues: vec![CueLine { words: "عێراق".to_owned(), weight: 1.0, line: 0 }],
            exclude: Vec::new(),
            yes: vec![line("عێراق وڵاتێکە."), line("ئەمە نییە.")],
            no: vec![line("ئەمە نییە.")],
            ..energy.clone()
        };
        let (mut told, never) = (Vec::new(), || false);
        preview_topic(&store, &pack, topic.clone(), 7, &never, &mut |news| told.push(news));
        let last = told.last().unwrap();
        assert!(last.is_complete() && last.number == 7);
        assert!(last.counts.0 > 0 && last.counts.1 == 0 && last.counts.2 == 0, "{:?}", last.counts);
        let first = &last.passages[0];
        let (cue, weight) = first.cues[0];
        assert!(cue.of(&first.words).unwrap().contains("عێراق") && weight > 0.9);
        let passes: Vec<bool> = last.examples.iter().map(|example| example.passes).collect();
        assert_eq!(passes, [true, false, true]);

        // As it is now: nothing changes, and what has the topic is counted.
        told.clear();
        preview_topic(&store, &pack, energy, 8, &never, &mut |news| told.push(news));
        let same = told.last().unwrap();
        assert_eq!((same.counts.0, same.counts.1), (0, 0));
        assert!(same.counts.2 > 0);

        // Given up: nothing is told any more.
        told.clear();
        preview_topic(&store, &pack, topic, 9, &|| true, &mut |news| told.push(news));
        assert!(told.is_empty());
    }
}
