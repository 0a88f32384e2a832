//! Searching words in folded text.
//!
//! How a word matches is [`Matching`]'s to say; words between quotation marks match as whole words, in
//! sequence. All must be there; `OR` or `|` between two lets either do; `-` or `NOT` before one keeps
//! out the texts that have it.

use serde::{Deserialize, Serialize};

use crate::model::{Folded, Span};

/// How words match.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Matching {
    /// Whole words, letter by letter as typed.
    Exact,
    /// Whole words, however their letters are spelled.
    Folded,
    /// Where a word of the text begins with the word, however spelled: a stem finds its endings.
    #[default]
    Inflected,
}

impl Matching {
    /// Is it the usual one?
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks with a reference")]
    pub(super) fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

/// One thing to look for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Folded, words separated by one space.
    pub text: String,
    /// Must the text's word end where it ends?
    pub whole: bool,
    /// The letters it must have in the original text, where those count.
    pub spelled: Option<String>,
}

/// What is searched for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// At least one term of each must stand in the text.
    pub groups: Vec<Vec<Term>>,
    /// None of these may.
    pub without: Vec<Term>,
}

/// Where a term stands in a folded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WordHit {
    /// The place.
    pub span: Span<Folded>,
    /// Of which group.
    pub group: u32,
}

/// A piece of what was typed.
enum Piece<'a> {
    Plain(&'a str),
    Quoted(&'a str),
}

impl Words {
    /// From what the user typed; `fold` folds as the texts were folded.
    #[must_use]
    pub fn parse(typed: &str, matching: Matching, fold: &dyn Fn(&str) -> String) -> Self {
        let spelled = |words: &str| {
            (matching == Matching::Exact).then(|| words.split_whitespace().collect::<Vec<_>>().join(" "))
        };
        let mut words = Self::default();
        let (mut or, mut not) = (false, false);
        for piece in pieces(typed) {
            let terms = match piece {
                Piece::Plain("OR" | "|") => {
                    or = true;
                    continue;
                }
                Piece::Plain("NOT" | "-") => {
                    not = true;
                    continue;
                }
                Piece::Plain(word) => {
                    let bare = word.strip_prefix('-').unwrap_or(word);
                    not |= bare.len() < word.len();
                    let whole = matching != Matching::Inflected;
                    if matching == Matching::Exact {
                        // Its signs belong to it; folded they part words.
                        let text = split(&fold(bare)).collect::<Vec<_>>().join(" ");
                        if text.is_empty() {
                            Vec::new()
                        } else {
                            vec![Term { text, whole, spelled: spelled(bare) }]
                        }
                    } else {
                        let term = |text: &str| Term { text: text.to_owned(), whole, spelled: None };
                        split(&fold(bare)).map(term).collect()
                    }
                }
                Piece::Quoted(phrase) => {
                    let text = split(&fold(phrase)).collect::<Vec<_>>().join(" ");
                    if text.is_empty() {
                        Vec::new()
                    } else {
                        vec![Term { text, whole: true, spelled: spelled(phrase) }]
                    }
                }
            };
            for term in terms {
                let known = words.groups.iter().any(|group| *group == [term.clone()]);
                match words.groups.last_mut() {
                    _ if not => words.without.push(term),
                    Some(group) if or => group.push(term),
                    _ if known => {}
                    _ => words.groups.push(vec![term]),
                }
                or = false;
            }
            not = false;
        }
        words
    }

    /// Nothing to look for?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty() && self.without.is_empty()
    }

    /// Every place where a term stands, in the order of the text; `None` where the text does not match.
    /// `original` gives the original letters of a place.
    #[must_use]
    pub fn find<'t>(&self, folded: &str, original: &dyn Fn(Span<Folded>) -> &'t str) -> Option<Vec<WordHit>> {
        let fits = |term: &Term, span: Span<Folded>| {
            term.spelled
                .as_ref()
                .is_none_or(|spelled| spelled.split(' ').eq(original(span).split_whitespace()))
        };
        let stands = |term: &Term| places(term, folded).any(|span| fits(term, span));
        if self.without.iter().any(stands) {
            return None;
        }
        let mut hits = Vec::new();
        for (number, group) in self.groups.iter().enumerate() {
            let before = hits.len();
            for term in group {
                let here = places(term, folded).filter(|span| fits(term, *span));
                hits.extend(here.map(|span| WordHit { span, group: number as u32 }));
            }
            if hits.len() == before {
                return None;
            }
        }
        hits.sort();
        hits.dedup_by_key(|hit| hit.span);
        Some(hits)
    }
}

/// Parts between white space, and whole quotations.
fn pieces(typed: &str) -> impl Iterator<Item = Piece<'_>> {
    let quote = |c: char| matches!(c, '"' | '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{ab}' | '\u{bb}');
    typed.split(quote).enumerate().flat_map(|(ix, part)| {
        let quoted = (ix % 2 == 1).then_some(Piece::Quoted(part));
        let plain = if ix % 2 == 0 { part } else { "" };
        plain.split_whitespace().map(Piece::Plain).chain(quoted)
    })
}

fn split(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|c: char| !is_word(c)).filter(|word| !word.is_empty())
}

/// Where a term stands, in the order of the text.
fn places<'a>(term: &'a Term, folded: &'a str) -> impl Iterator<Item = Span<Folded>> + 'a {
    // Words of a phrase may be parted by more than one space, or by a line end, in the text.
    let mut parts = term.text.split(' ');
    let first = parts.next().unwrap_or_default();
    folded.match_indices(first).filter_map(move |(start, _)| {
        if first.is_empty() || folded[..start].chars().next_back().is_some_and(is_word) {
            return None;
        }
        let from = start + first.len();
        let end = from + rest_of_phrase(&folded[from..], parts.clone())?;
        let cut = term.whole && folded[end..].chars().next().is_some_and(is_word);
        (!cut).then(|| Span::new(start, end))
    })
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

    fn places(typed: &str, text: &str) -> Option<Vec<(u32, u32)>> {
        places_by(typed, Matching::Inflected, text)
    }

    fn places_by(typed: &str, matching: Matching, text: &str) -> Option<Vec<(u32, u32)>> {
        let words = Words::parse(typed, matching, &str::to_lowercase);
        let hits = words.find(&text.to_lowercase(), &|span| &text[span.range()])?;
        Some(hits.into_iter().map(|hit| (hit.span.start, hit.span.end)).collect())
    }

    #[test]
    fn stems_find_inflected_forms_at_word_starts() {
        assert_eq!(places("oil", "oils, soil oil").unwrap(), [(0, 3), (11, 14)]);
        assert_eq!(places("oil gas", "oil only"), None);
        assert_eq!(places("oil gas", "gas and oil").unwrap(), [(0, 3), (8, 11)]);
        assert_eq!(places("", "anything").unwrap(), []);
    }

    #[test]
    fn phrases_match_whole_words_in_sequence() {
        assert_eq!(places("\"oil minister\"", "oil ministers; oil\n minister").unwrap(), [(15, 28)]);
        assert_eq!(places("\u{ab}oil minister\u{bb} new", "new oil minister").unwrap(), [(0, 3), (4, 16)]);
    }

    #[test]
    fn either_and_without() {
        assert_eq!(places("oil OR gas", "gas").unwrap(), [(0, 3)]);
        assert_eq!(places("oil | gas new", "gas"), None);
        assert_eq!(places("oil | gas new", "new gas").unwrap(), [(0, 3), (4, 7)]);
        assert_eq!(places("oil -gas", "oil gas"), None);
        assert_eq!(places("oil NOT \"gas field\"", "oil, gas").unwrap(), [(0, 3)]);
        assert_eq!(places("-gas", "oil").unwrap(), []);
        assert_eq!(places("OR", "x").unwrap(), []);
        assert_eq!(places("co-op", "co-op").unwrap(), [(0, 2), (3, 5)]);
    }

    #[test]
    fn whole_words_and_exact_letters() {
        assert_eq!(places_by("oil", Matching::Folded, "oils Oil").unwrap(), [(5, 8)]);
        assert_eq!(places_by("oil", Matching::Exact, "Oil oil").unwrap(), [(4, 7)]);
        assert_eq!(places_by("oil", Matching::Exact, "Oil"), None);
        assert_eq!(places_by("\"new  oil\"", Matching::Exact, "New oil new oil").unwrap(), [(8, 15)]);
        assert_eq!(places_by("-oil", Matching::Exact, "Oil").unwrap(), []);
    }

    proptest! {
        #[test]
        fn hits_lie_on_character_boundaries(typed in "\\PC{0,12}", text in "\\PC{0,60}") {
            let words = Words::parse(&typed, Matching::Inflected, &str::to_owned);
            for hit in words.find(&text, &|_| "").unwrap_or_default() {
                prop_assert!(hit.span.of(&text).is_some());
            }
        }
    }
}
