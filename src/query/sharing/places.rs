//! Where else the words of a document stand, and what differs there.

use std::{ops::Range, sync::Arc};

use jiff::civil::Date;

use super::Sharing;
use crate::{
    engine::Entry,
    model::{DocId, Span},
    query::store::Store,
    reuse::{Change, Reuse, Words, differences},
};

/// A part of a document that stands in others too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SharedSpan {
    /// The words.
    pub span: Span,
    /// Does an earlier document have them?
    pub earlier: bool,
    /// Does a later one?
    pub later: bool,
}

/// The parts of a document that others have too, in the order of the text; parts that touch are one.
#[must_use]
pub fn shared_spans(reuse: &Reuse, doc: DocId) -> Vec<SharedSpan> {
    let mut spans: Vec<SharedSpan> = reuse
        .links_of(doc)
        .map(|link| {
            let is_copy = link.later.doc == doc;
            let span = if is_copy { link.later.span } else { link.earlier.span };
            SharedSpan { span, earlier: is_copy, later: !is_copy }
        })
        .collect();
    spans.sort_unstable_by_key(|shared| shared.span);
    let mut merged: Vec<SharedSpan> = Vec::new();
    for shared in spans {
        match merged.last_mut() {
            Some(last) if shared.span.start <= last.span.end => {
                last.span = last.span.cover(shared.span);
                last.earlier |= shared.earlier;
                last.later |= shared.later;
            }
            _ => merged.push(shared),
        }
    }
    merged
}

/// One of the places where a passage stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherPlace {
    /// The document.
    pub doc: DocId,
    /// Its day, where that is known.
    pub day: Option<Date>,
    /// Its words.
    words: Range<u32>,
}

/// A passage of a document with all the places where it stands.
#[derive(Clone, Debug)]
pub struct SharedPassage {
    /// The document it was asked of.
    pub doc: DocId,
    /// Its words there, as far as they stand elsewhere.
    pub span: Span,
    /// All places, its own among them, the earliest first.
    pub places: Vec<OtherPlace>,
    entry: Arc<Entry>,
    own: Words,
}

/// Two places of a passage beside each other.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The document it was asked of.
    pub here: Arc<Entry>,
    /// The passage there.
    pub here_span: Span,
    /// Its words that stand otherwise, or not at all, in the other place.
    pub here_changed: Vec<Span>,
    /// The other document.
    pub there: Arc<Entry>,
    /// The passage there.
    pub there_span: Span,
    /// Its words that stand otherwise, or not at all, in the first place.
    pub there_changed: Vec<Span>,
}

impl SharedPassage {
    /// The places of what a document has in `span`; `None` where that stands nowhere else.
    #[must_use]
    pub fn new(store: &dyn Store, sharing: &Sharing, doc: DocId, span: Span) -> Option<Self> {
        let entry = store.entry(doc)?;
        let own = Words::of(&entry.folded);
        let words = shared_part(sharing, doc, &own.touched(span))?;
        let day = |doc| sharing.day(doc);
        let mut places: Vec<OtherPlace> = sharing
            .reuse
            .elsewhere(doc, &words)
            .into_iter()
            .map(|(doc, words)| OtherPlace { doc, day: day(doc), words })
            .collect();
        if places.is_empty() {
            return None;
        }
        let span = own.span(&words);
        places.push(OtherPlace { doc, day: day(doc), words });
        places.sort_by_key(|place| (sharing.order(place.doc), place.words.start));
        Some(Self { doc, span, places, entry, own })
    }

    /// The place it was asked of.
    #[must_use]
    pub fn own_place(&self) -> usize {
        let own = self.own.touched(self.span);
        self.places.iter().position(|place| place.doc == self.doc && place.words == own).unwrap_or(0)
    }

    /// The passage here beside one of its places.
    #[must_use]
    pub fn compare(&self, store: &dyn Store, place: usize) -> Option<Comparison> {
        let place = self.places.get(place)?;
        let there = store.entry(place.doc)?;
        let theirs = Words::of(&there.folded);
        let mut here = self.own.touched(self.span);
        let mut other = place.words.clone();
        let mut changes = differences(slice(&self.own, &here), slice(&theirs, &other));
        for change in &mut changes {
            change.earlier = change.earlier.start + here.start..change.earlier.end + here.start;
            change.later = change.later.start + other.start..change.later.end + other.start;
        }
        trim(&mut changes, &mut here, &mut other);
        let marked = |words: &Words, range: &Range<u32>| (!range.is_empty()).then(|| words.span(range));
        Some(Comparison {
            here: Arc::clone(&self.entry),
            here_span: self.own.span(&here),
            here_changed: changes.iter().filter_map(|change| marked(&self.own, &change.earlier)).collect(),
            there_span: theirs.span(&other),
            there_changed: changes.iter().filter_map(|change| marked(&theirs, &change.later)).collect(),
            there,
        })
    }
}

/// What of some words of a document stands elsewhere: from the first shared word to the last.
fn shared_part(sharing: &Sharing, doc: DocId, words: &Range<u32>) -> Option<Range<u32>> {
    let own = sharing.reuse.links_of(doc).map(|link| {
        let place = if link.later.doc == doc { &link.later } else { &link.earlier };
        place.words.start.max(words.start)..place.words.end.min(words.end)
    });
    own.filter(|part| !part.is_empty()).reduce(|a, b| a.start.min(b.start)..a.end.max(b.end))
}

fn slice<'a>(words: &'a Words, range: &Range<u32>) -> &'a [u32] {
    words.hashes().get(range.start as usize..range.end as usize).unwrap_or_default()
}

/// Words at an end that only one side has are not of the passage: it begins and ends with what both have.
fn trim(changes: &mut Vec<Change>, here: &mut Range<u32>, there: &mut Range<u32>) {
    let one_sided = |change: &Change| change.earlier.is_empty() || change.later.is_empty();
    let at_start = |change: &&Change| change.earlier.start == here.start && change.later.start == there.start;
    if let Some(first) = changes.first().filter(at_start).filter(|change| one_sided(change)).cloned() {
        (here.start, there.start) = (first.earlier.end, first.later.end);
        changes.remove(0);
    }
    let at_end = |change: &&Change| change.earlier.end == here.end && change.later.end == there.end;
    if let Some(last) = changes.last().filter(at_end).filter(|change| one_sided(change)).cloned() {
        (here.end, there.end) = (last.earlier.start, last.later.start);
        changes.pop();
    }
}
