//! Where the tests of a query find words in one segment of the index.
//!
//! A place is a number: the document in its upper half, the word in its lower half.

use std::{iter, ops::Range};

use tantivy::{
    DocSet as _, InvertedIndexReader, TERMINATED,
    postings::{Postings as _, TermInfo},
    schema::IndexRecordOption,
};

use super::super::bitmap::Bitmap;
use crate::{
    lang::Inflections,
    search::{
        index::{
            StemWords,
            terms::{Meaning, meaning, spelled_prefix, spelled_term, word_term},
        },
        language::{Ask, Matcher, Step},
    },
};

/// The places that a test finds, ascending.
pub(super) enum Places {
    /// Any word will do.
    Everywhere,
    /// These.
    At(Vec<u64>),
}

/// Stands for a word that no text has.
const NO_WORD: &str = "\u{0}";

/// The places of the words of a test in some documents.
pub(super) fn places_of_words(
    index: &InvertedIndexReader,
    words: &[String],
    documents: &Bitmap,
) -> std::io::Result<Places> {
    let mut terms = Terms { index, within: Some(documents), found: Vec::new() };
    words.iter().try_for_each(|word| terms.one(&word_term(word)))?;
    Ok(terms.finish())
}

/// The places of a test. `stems` tells the words of the same segment that have a stem.
pub(super) fn places(
    index: &InvertedIndexReader,
    stems_of: &StemWords,
    matcher: &Matcher,
    inflections: &Inflections,
) -> std::io::Result<Places> {
    let mut terms = Terms { index, within: None, found: Vec::new() };
    match matcher {
        Matcher::Any => return Ok(Places::Everywhere),
        Matcher::Form { form, spelled: Some(spelled) } if form == spelled => terms.as_folded(form)?,
        Matcher::Form { form, spelled: Some(spelled) } => terms.one(&spelled_term(form, spelled))?,
        Matcher::Form { spelled: None, .. } | Matcher::Stems { .. } => {
            terms.each(words_of(stems_of, matcher, inflections)?.unwrap_or_default())?;
        }
        Matcher::Pattern { pattern, spelled: false } => {
            terms.all(&mut |meaning| matches!(meaning, Meaning::Word(word) if pattern.fits(word)))?;
        }
        Matcher::Pattern { pattern, spelled: true } => {
            let mut fitting = Vec::new();
            terms.all(&mut |meaning| match meaning {
                Meaning::Word(word) => {
                    if pattern.fits(word) {
                        fitting.push(word.to_owned());
                    }
                    false
                }
                Meaning::Spelled(_, written) => pattern.fits(&written),
            })?;
            for word in &fitting {
                terms.as_folded(word)?;
            }
        }
        Matcher::Latin { inflected, .. } => {
            let as_word = |word: &str| matcher.fits(word, iter::empty(), inflections);
            let as_stem = |stem: &str| *inflected && matcher.fits(NO_WORD, iter::once(stem), inflections);
            let mut words = Vec::new();
            if *inflected {
                stems_of.words_of(&mut |stem| as_stem(stem), &mut |word| words.push(word.to_owned()))?;
            }
            each_word(index, &mut |word, _| {
                if as_word(word) || (as_stem(word) && is_own_stem(word, inflections)) {
                    words.push(word.to_owned());
                }
            })?;
            terms.each(words)?;
        }
    }
    Ok(terms.finish())
}

fn is_own_stem(word: &str, inflections: &Inflections) -> bool {
    inflections.stems(word).all().iter().any(|stem| **stem == *word)
}

/// The words of a segment of which any will do, once each; `None` for a test that asks for more than which word it
/// is.
pub(super) fn words_of(
    stems_of: &StemWords,
    matcher: &Matcher,
    inflections: &Inflections,
) -> std::io::Result<Option<Vec<String>>> {
    let mut words = match matcher {
        Matcher::Form { form, spelled: None } | Matcher::Stems { form, .. } => vec![form.to_string()],
        _ => return Ok(None),
    };
    if let Matcher::Stems { stems, .. } = matcher {
        for stem in stems.iter() {
            stems_of.words(stem, &mut |word| words.push(word.to_owned()))?;
            if is_own_stem(stem, inflections) {
                words.push(stem.to_string());
            }
        }
    }
    words.sort_unstable();
    words.dedup();
    Ok(Some(words))
}

/// A document and how often a test finds a word in it.
pub(super) type Counted = (u32, u32);

/// How often one of some words stands in each of the segment's documents, ascending. The places need not be read,
/// which is most of the work.
pub(super) fn counted(
    index: &InvertedIndexReader,
    words: &[String],
    documents: usize,
) -> std::io::Result<Vec<Counted>> {
    // One word stands at each place: those of several words add up.
    let mut counts = vec![0; documents];
    each_posting(index, words, IndexRecordOption::WithFreqs, &mut |document, times| {
        if let Some(count) = counts.get_mut(document as usize) {
            *count += times;
        }
    })?;
    Ok((0_u32..).zip(counts).filter(|(_, count)| *count > 0).collect())
}

/// The segment's documents that have one of some words.
pub(super) fn documents_of(
    index: &InvertedIndexReader,
    words: &[String],
    documents: usize,
) -> std::io::Result<Bitmap> {
    let mut having = Bitmap::none(documents);
    each_posting(index, words, IndexRecordOption::Basic, &mut |document, _| having.insert(document))?;
    Ok(having)
}

/// Tells the documents that have some words, word by word, and how often where that is asked for.
fn each_posting(
    index: &InvertedIndexReader,
    words: &[String],
    option: IndexRecordOption,
    tell: &mut dyn FnMut(u32, u32),
) -> std::io::Result<()> {
    for word in words {
        let Some(info) = index.terms().get(word_term(word))? else { continue };
        let mut postings = index.read_postings_from_terminfo(&info, option)?;
        let mut document = postings.doc();
        while document != TERMINATED {
            tell(document, postings.term_freq());
            document = postings.advance();
        }
    }
    Ok(())
}

/// Tells every word of a segment and how many documents have it.
pub(super) fn each_word(index: &InvertedIndexReader, tell: &mut dyn FnMut(&str, u32)) -> std::io::Result<()> {
    let mut stream = index.terms().stream()?;
    let mut room = String::new();
    while stream.advance() {
        if let Ok(term) = std::str::from_utf8(stream.key())
            && let Meaning::Word(word) = meaning(term, &mut room)
        {
            tell(word, stream.value().doc_freq);
        }
    }
    Ok(())
}

/// Places of terms, gathered.
struct Terms<'a> {
    index: &'a InvertedIndexReader,
    /// Of these documents alone.
    within: Option<&'a Bitmap>,
    found: Vec<u64>,
}

impl Terms<'_> {
    fn one(&mut self, term: &str) -> std::io::Result<()> {
        match self.index.terms().get(term)? {
            Some(info) => self.add(&info),
            None => Ok(()),
        }
    }

    /// Words that may come more than once.
    fn each(&mut self, mut words: Vec<String>) -> std::io::Result<()> {
        words.sort_unstable();
        words.dedup();
        words.iter().try_for_each(|word| self.one(&word_term(word)))
    }

    /// A word where it was not written with other letters.
    fn as_folded(&mut self, word: &str) -> std::io::Result<()> {
        let mut own = Terms { index: self.index, within: self.within, found: Vec::new() };
        own.one(&word_term(word))?;
        let mut others = Terms { index: self.index, within: self.within, found: Vec::new() };
        let prefix = spelled_prefix(word);
        let mut infos = Vec::new();
        let mut stream = self.index.terms().range().ge(&prefix).into_stream()?;
        while stream.advance() && stream.key().starts_with(prefix.as_bytes()) {
            infos.push(stream.value().clone());
        }
        for info in &infos {
            others.add(info)?;
        }
        others.found.sort_unstable();
        self.found.extend(own.found.iter().filter(|place| others.found.binary_search(place).is_err()));
        Ok(())
    }

    /// All terms that pass.
    fn all(&mut self, passes: &mut dyn FnMut(Meaning<'_>) -> bool) -> std::io::Result<()> {
        let mut stream = self.index.terms().stream()?;
        let (mut infos, mut room) = (Vec::new(), String::new());
        while stream.advance() {
            if std::str::from_utf8(stream.key()).is_ok_and(|term| passes(meaning(term, &mut room))) {
                infos.push(stream.value().clone());
            }
        }
        infos.iter().try_for_each(|info| self.add(info))
    }

    fn add(&mut self, info: &TermInfo) -> std::io::Result<()> {
        let option = IndexRecordOption::WithFreqsAndPositions;
        let mut postings = self.index.read_postings_from_terminfo(info, option)?;
        let mut positions = Vec::new();
        let mut document = postings.doc();
        while document != TERMINATED {
            if self.within.is_none_or(|within| within.has(document)) {
                postings.positions(&mut positions);
                let places =
                    positions.iter().map(|position| u64::from(document) << 32 | u64::from(*position));
                self.found.extend(places);
            }
            document = postings.advance();
        }
        Ok(())
    }

    fn finish(mut self) -> Places {
        // Each term's places are in order: a sort that sees that merges them.
        #[allow(clippy::stable_sort_primitive, reason = "of the two it is the one that merges runs")]
        self.found.sort();
        self.found.dedup();
        Places::At(self.found)
    }
}

impl Places {
    /// Places in some documents.
    pub fn within(&self, documents: Range<u32>) -> &[u64] {
        let Self::At(places) = self else { return &[] };
        let at = |document: u32| places.partition_point(|place| *place < u64::from(document) << 32);
        &places[at(documents.start)..at(documents.end)]
    }

    /// How many there are in each document.
    pub fn counted(&self) -> Vec<Counted> {
        let places = self.within(0..u32::MAX);
        let of = |places: &[u64]| Some(((places.first()? >> 32) as u32, places.len() as u32));
        places.chunk_by(|a, b| a >> 32 == b >> 32).filter_map(of).collect()
    }

    /// The documents (below a bound) that have one; `None` where any may.
    pub fn documents(&self, documents: usize) -> Option<Bitmap> {
        let Self::At(places) = self else { return None };
        let mut having = Bitmap::none(documents);
        for place in places {
            having.insert((place >> 32) as u32);
        }
        Some(having)
    }
}

/// Documents (below a bound) of which only these can match; `None` where any may. `having` tells those that each
/// test finds something in, as far as that is known.
pub(super) fn candidates(step: &Step, having: &[Option<Bitmap>], documents: usize) -> Option<Bitmap> {
    let both = |a: Option<Bitmap>, b: Option<Bitmap>| match (a, b) {
        (Some(mut a), Some(b)) => {
            a.intersect(&b);
            Some(a)
        }
        (one, other) => one.or(other),
    };
    match &step.ask {
        Ask::Sequence(matchers) => {
            let of = |matcher: &u32| having.get(*matcher as usize)?.clone();
            matchers.iter().map(of).fold(None, both)
        }
        Ask::All(steps) | Ask::Near(steps, _) => {
            steps.iter().map(|step| candidates(step, having, documents)).fold(None, both)
        }
        Ask::Any(steps) => {
            let mut any = Bitmap::none(documents);
            for step in steps {
                any.unite(&candidates(step, having, documents)?);
            }
            Some(any)
        }
        Ask::Not(_) | Ask::Field(_) => None,
    }
}
