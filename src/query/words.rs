//! Searching words in folded text.
//!
//! A word matches where a word of the text begins with it, so that a stem finds its inflected forms;
//! words between quotation marks match as they stand, in sequence. All must be there.

use crate::model::{Folded, Span};

/// One thing to look for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Folded, words separated by one space.
    pub text: String,
    /// Must the text's word end where it ends?
    pub whole: bool,
}

/// The terms of a search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// In the order they were written.
    pub terms: Vec<Term>,
}

/// Where a term stands in a folded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WordHit {
    /// The place.
    pub span: Span<Folded>,
    /// Which term.
    pub term: u32,
}

impl Words {
    /// From what the user typed; `fold` folds as the text was folded.
    #[must_use]
    pub fn parse(typed: &str, fold: &dyn Fn(&str) -> String) -> Self {
        let mut terms = Vec::new();
        let quote = |c: char| matches!(c, '"' | '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{ab}' | '\u{bb}');
        for (ix, part) in typed.split(quote).enumerate() {
            let folded = fold(part);
            let words = || folded.split(|c: char| !is_word(c)).filter(|word| !word.is_empty());
            if ix % 2 == 1 {
                let text = words().collect::<Vec<_>>().join(" ");
                if !text.is_empty() {
                    terms.push(Term { text, whole: true });
                }
            } else {
                terms.extend(words().map(|word| Term { text: word.to_owned(), whole: false }));
            }
        }
        terms.dedup();
        Self { terms }
    }

    /// Nothing to look for?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Every place where a term stands, in the order of the text; empty unless all stand somewhere.
    #[must_use]
    pub fn find(&self, folded: &str) -> Vec<WordHit> {
        let mut hits = Vec::new();
        for (number, term) in self.terms.iter().enumerate() {
            let before = hits.len();
            find_term(term, number as u32, folded, &mut hits);
            if hits.len() == before {
                return Vec::new();
            }
        }
        hits.sort();
        hits
    }
}

fn find_term(term: &Term, number: u32, folded: &str, hits: &mut Vec<WordHit>) {
    // Words of a phrase may be parted by more than one space, or by a line end, in the text.
    let mut parts = term.text.split(' ');
    let Some(first) = parts.next() else { return };
    let mut from = 0;
    while let Some(at) = folded.get(from..).and_then(|rest| rest.find(first)) {
        let start = from + at;
        from = start + first.len();
        if folded[..start].chars().next_back().is_some_and(is_word) {
            continue;
        }
        let Some(end) = rest_of_phrase(&folded[from..], parts.clone()).map(|length| from + length) else {
            continue;
        };
        if term.whole && folded[end..].chars().next().is_some_and(is_word) {
            continue;
        }
        hits.push(WordHit { span: Span::new(start, end), term: number });
    }
}

/// Bytes that the further words of a phrase take from the start of `text`.
fn rest_of_phrase<'a>(text: &str, words: impl Iterator<Item = &'a str>) -> Option<usize> {
    let mut rest = text;
    for word in words {
        let gap = rest.find(is_word)?;
        if gap == 0 {
            return None;
        }
        rest = rest[gap..].strip_prefix(word)?;
    }
    Some(text.len() - rest.len())
}

/// Letters, digits and marks make words.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{64b}'..='\u{65f}' | '\u{670}' | '_')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn places(typed: &str, text: &str) -> Vec<(u32, u32)> {
        let words = Words::parse(typed, &str::to_owned);
        words.find(text).into_iter().map(|hit| (hit.span.start, hit.span.end)).collect()
    }

    #[test]
    fn stems_find_inflected_forms_at_word_starts() {
        assert_eq!(places("oil", "oils, soil oil"), [(0, 3), (11, 14)]);
        assert_eq!(places("oil gas", "oil only"), []);
        assert_eq!(places("oil gas", "gas and oil"), [(0, 3), (8, 11)]);
        assert_eq!(places("", "anything"), []);
    }

    #[test]
    fn phrases_match_whole_words_in_sequence() {
        assert_eq!(places("\"oil minister\"", "oil ministers; oil\n minister"), [(15, 28)]);
        assert_eq!(places("\u{ab}oil minister\u{bb} new", "new oil minister"), [(0, 3), (4, 16)]);
    }

    proptest! {
        #[test]
        fn hits_lie_on_character_boundaries(typed in "\\PC{0,12}", text in "\\PC{0,60}") {
            for hit in Words::parse(&typed, &str::to_owned).find(&text) {
                prop_assert!(hit.span.of(&text).is_some());
            }
        }
    }
}
