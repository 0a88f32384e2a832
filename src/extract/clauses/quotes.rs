//! What stands between quotation marks: pairs of marks over the tokens of a paragraph.
//!
//! Does not decide whether it is speech or a name.

use crate::{
    lang::{Text, TokenKind},
    model::Span,
};

/// A quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The opening mark.
    pub open: Span,
    /// What stands between the marks, without the white space at its edges.
    pub inner: Span,
    /// One past the closing mark, or the end of the sentence where none closes.
    pub end: u32,
    /// Number of words in it.
    pub words: usize,
}

/// Longest quotation in bytes; a mark further away is another quotation's.
const LONGEST: u32 = 6000;

/// The quotations of a text, in order; none inside another.
pub(super) fn quotes(text: &Text) -> Vec<Quote> {
    let mut found = Vec::new();
    let tokens = text.tokens();
    let original = text.original();
    let paragraph = |sentence: u32| text.sentences().get(sentence as usize).map(|s| s.paragraph);
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += 1;
        if token.kind != TokenKind::Quote {
            continue;
        }
        let glued_next = tokens.get(at).is_some_and(|next| next.glued && next.is_wordlike());
        let introduced = |mark: &str| mark.starts_with([':', ',', '\u{60c}']);
        let before = at.checked_sub(2).and_then(|before| tokens.get(before)?.span.of(original));
        let hangs = token.glued && !before.is_some_and(introduced);
        let Some(close) = token.span.of(original).and_then(|mark| closing(mark, glued_next && !hangs)) else {
            continue;
        };
        // A straight mark that hangs on the word before it closes something lost.
        if close.contains(&'"') && hangs && !glued_next {
            continue;
        }
        let here = paragraph(token.sentence);
        let mut marks = tokens
            .iter()
            .enumerate()
            .skip(at)
            .take_while(|(_, other)| other.span.start < token.span.end + LONGEST)
            .filter(|(_, other)| {
                other.kind == TokenKind::Quote
                    && other.span.of(original).is_some_and(|mark| mark.starts_with(close))
            });
        // A second opening mark before a closing one, in a later sentence: the first was never closed.
        let mark = token.span.of(original);
        let reopened = !close.contains(&'"')
            && tokens
                .iter()
                .skip(at)
                .take_while(|other| other.span.start < token.span.end + LONGEST)
                .filter(|other| other.kind == TokenKind::Quote)
                .find(|other| {
                    let other = other.span.of(original);
                    other == mark || other.is_some_and(|other| other.starts_with(close))
                })
                .is_some_and(|other| other.span.of(original) == mark && other.sentence != token.sentence);
        // Beyond its paragraph a quotation only ends at a mark that looks like a closing one.
        let end = marks.next().filter(|(ix, other)| {
            !reopened
                && (paragraph(other.sentence) == here
                    || other.glued
                        && tokens.get(ix + 1).is_none_or(|next| !(next.glued && next.is_wordlike())))
        });
        let (inner_end, outer_end, next) = if let Some((ix, other)) = end {
            (other.span.start, other.span.end, ix + 1)
        } else {
            // An opening mark that nothing closes: to the end of its sentence, if it opens anything.
            let Some(sentence) = text.sentences().get(token.sentence as usize) else { continue };
            (sentence.span.end, sentence.span.end, sentence.tokens.end as usize)
        };
        let words = tokens
            .get(at..next.min(tokens.len()))
            .map_or(0, |inside| inside.iter().filter(|inner| inner.is_wordlike()).count());
        if let Some(inner) = trimmed(original, token.span.end, inner_end) {
            found.push(Quote { open: token.span, inner, end: outer_end, words });
            at = next;
        }
    }
    found
}

/// The marks that close what this one opens; `None` for a mark that only closes. `before` a word written
/// on to it, a closing mark opens: many set the marks in the order they look right from right to left.
fn closing(mark: &str, before: bool) -> Option<[char; 2]> {
    Some(match mark.chars().next()? {
        '"' => ['"', '"'],
        '\u{ab}' => ['\u{bb}', '\u{bb}'],
        '\u{201c}' | '\u{201e}' => ['\u{201d}', '\u{201f}'],
        '\u{201d}' if before => ['\u{201c}', '\u{201d}'],
        '\u{bb}' if before => ['\u{ab}', '\u{ab}'],
        _ => return None,
    })
}

fn trimmed(text: &str, start: u32, end: u32) -> Option<Span> {
    let slice = text.get(start as usize..end as usize)?;
    let lead = slice.len() - slice.trim_start().len();
    let inner = slice.trim();
    (!inner.is_empty()).then(|| Span::new(start as usize + lead, start as usize + lead + inner.len()))
}
