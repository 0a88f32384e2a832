//! The row a document has in the list.
//!
//! Spans point into the document's own text; nothing is altered or shortened here.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    engine::Entry,
    model::{Span, TopicId},
    search::opening,
};

use super::results::DocumentHit;
pub use crate::search::title;

/// Characters shown on each side of the first hit. Author's choice.
const SNIPPET_CHARS: usize = 60;

/// A line of text around the first hit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// The line, cut at word ends.
    pub span: Span,
    /// Hits inside it.
    pub hits: Vec<Span>,
}

/// A document as the list shows it.
#[derive(Clone, Debug)]
pub struct DocumentRow {
    /// The document and its numbers.
    pub hit: DocumentHit,
    /// Its text, facts and date.
    pub entry: Arc<Entry>,
    /// Where the title comes from the text: its opening.
    pub opening: Option<Span>,
    /// Topics with the number of passages that have them, most first, then by id.
    pub topics: Vec<(TopicId, u32)>,
    /// The first hit of a search with its surroundings.
    pub snippet: Option<Snippet>,
}

impl DocumentRow {
    /// The row; `hits` are the places of the words searched for.
    #[must_use]
    pub fn new(entry: &Arc<Entry>, hit: DocumentHit, hits: &[Span]) -> Self {
        let document = &entry.document;
        let mut topics: BTreeMap<&TopicId, u32> = BTreeMap::new();
        for topic in entry.facts.passages.iter().flat_map(|passage| &passage.topics) {
            *topics.entry(topic).or_default() += 1;
        }
        let mut topics: Vec<(TopicId, u32)> =
            topics.into_iter().map(|(id, count)| (id.clone(), count)).collect();
        topics.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Self {
            hit,
            entry: Arc::clone(entry),
            opening: document.title().is_none().then(|| opening(&document.text)),
            topics,
            snippet: hits.first().map(|first| snippet(&document.text, *first, hits)),
        }
    }

    /// The title: the document's own, or its opening.
    #[must_use]
    pub fn title(&self) -> &str {
        title(&self.entry.document)
    }
}

fn snippet(text: &str, first: Span, hits: &[Span]) -> Snippet {
    let before = &text[..first.start as usize];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let start = before.char_indices().rev().nth(SNIPPET_CHARS).map_or(line_start, |(at, _)| {
        let space = text[at..first.start as usize].find(char::is_whitespace);
        space.map_or(first.start as usize, |space| at + space)
    });
    let start = start.max(line_start);
    let start = start + (text[start..].len() - text[start..].trim_start().len());
    let after = &text[first.end as usize..];
    let line_end = after.find('\n').map_or(text.len(), |at| first.end as usize + at);
    let end = after.char_indices().nth(SNIPPET_CHARS).map_or(line_end, |(at, _)| {
        let space = after[..at].rfind(char::is_whitespace);
        first.end as usize + space.unwrap_or(0)
    });
    let span = Span::new(start.min(first.start as usize), end.min(line_end).max(first.end as usize));
    Snippet { span, hits: hits.iter().copied().filter(|hit| span.contains(*hit)).collect() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_snippet_shows_the_line_around_the_hit() {
        let text =
            format!("above\n{} oil {}\nbelow", "before ".repeat(20).trim(), "after ".repeat(20).trim());
        let at = text.find("oil").unwrap();
        let hit = Span::new(at, at + 3);
        let shown = snippet(&text, hit, &[hit]);
        let words = shown.span.of(&text).unwrap();
        assert!(
            words.starts_with("before") && words.ends_with("after") && words.contains(" oil "),
            "{words}"
        );
        assert_eq!(shown.hits, [hit]);
    }

    proptest! {
        #[test]
        fn spans_lie_on_character_boundaries(text in "[a-z\u{6d5}\u{626} \n]{1,200}", at in 0_usize..200) {
            let at = (at..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            let hit = Span::new(at, at + text[at..].chars().next().unwrap().len_utf8());
            prop_assert!(snippet(&text, hit, &[hit]).span.of(&text).is_some_and(|line| line.len() >= hit.len()));
        }
    }
}
