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
    /// Has it a closing mark?
    pub closed: bool,
}

/// Longest quotation in bytes; a mark further away is another quotation's.
const LONGEST: u32 = 6000;

/// A quotation mark: one token, or two of the same that stand together.
struct QuoteMark {
    /// Its tokens.
    tokens: std::ops::Range<usize>,
    /// In the original.
    span: Span,
    /// What it is: two single marks count as a double one.
    kind: char,
    /// Glued to what stands before it?
    hangs: bool,
    /// A word written on to it?
    before_word: bool,
}

/// The quotation marks of a text, in order.
fn marks(text: &Text) -> Vec<QuoteMark> {
    let tokens = text.tokens();
    let original = text.original();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let first = at;
        at += 1;
        if token.kind != TokenKind::Quote {
            continue;
        }
        let Some(mark) = token.span.of(original) else { continue };
        let mut span = token.span;
        let mut kind = mark.chars().next().unwrap_or('"');
        let twin = tokens.get(at).filter(|next| {
            next.glued
                && next.kind == TokenKind::Quote
                && next
                    .span
                    .of(original)
                    .is_some_and(|next| next == mark || is_single(next) && is_single(mark))
        });
        if let Some(twin) = twin {
            span = span.cover(twin.span);
            kind = if is_single(mark) { '"' } else { kind };
            at += 1;
        }
        let before_word = tokens.get(at).is_some_and(|next| next.glued && next.is_wordlike());
        found.push(QuoteMark { tokens: first..at, span, kind, hangs: token.glued, before_word });
    }
    found
}

/// Is it a mark that also stands as an apostrophe, about names and titles as often as about words?
#[must_use]
pub fn is_single(mark: &str) -> bool {
    matches!(mark, "'" | "\u{2018}" | "\u{2019}")
}

/// The quotations of a text, in order; none inside another.
pub(super) fn quotes(text: &Text) -> Vec<Quote> {
    let mut found = Vec::new();
    let tokens = text.tokens();
    let original = text.original();
    let marks = marks(text);
    let sentence_of = |mark: &QuoteMark| tokens.get(mark.tokens.start).map_or(0, |token| token.sentence);
    let paragraph = |mark: &QuoteMark| text.sentences().get(sentence_of(mark) as usize).map(|s| s.paragraph);
    let mut at = 0;
    while let Some(mark) = marks.get(at) {
        at += 1;
        let introduced = |mark: &str| mark.starts_with([':', ',', '\u{60c}']);
        let before =
            mark.tokens.start.checked_sub(1).and_then(|before| tokens.get(before)?.span.of(original));
        let hangs = mark.hangs && !before.is_some_and(introduced);
        let Some(close) = closing(mark.kind, mark.before_word && !hangs) else { continue };
        // A straight mark that hangs on the word before it closes something lost.
        if close.contains(&'"') && hangs && !mark.before_word {
            continue;
        }
        let near = |other: &&QuoteMark| other.span.start < mark.span.end + LONGEST;
        let rest = marks.get(at..).unwrap_or(&[]);
        if close.contains(&'\'') {
            // A single mark opens only what another of its sentence closes; inside words it is an apostrophe.
            let end = rest
                .iter()
                .take_while(|other| sentence_of(other) == sentence_of(mark))
                .position(|other| close.contains(&other.kind) && other.hangs && !other.before_word);
            if let Some(end) = end {
                at = push(text, mark, rest.get(end), &mut found).map_or(at, |()| at + end + 1);
            }
            continue;
        }
        // A second opening mark before a closing one, in a later sentence: the first was never closed.
        let reopened = !close.contains(&'"')
            && rest
                .iter()
                .take_while(near)
                .find(|other| other.kind == mark.kind || close.contains(&other.kind))
                .is_some_and(|other| other.kind == mark.kind && sentence_of(other) != sentence_of(mark));
        // Beyond its paragraph a quotation only ends at a mark that looks like a closing one.
        let end = rest.iter().take_while(near).position(|other| close.contains(&other.kind)).filter(|ix| {
            !reopened
                && rest.get(*ix).is_some_and(|other| {
                    paragraph(other) == paragraph(mark) || other.hangs && !other.before_word
                })
        });
        let closed = push(text, mark, end.and_then(|end| rest.get(end)), &mut found).is_some();
        if let Some(end) = end.filter(|_| closed) {
            at += end + 1;
        } else if closed {
            // To the end of its sentence: its other marks are inside.
            at += rest.iter().take_while(|other| sentence_of(other) == sentence_of(mark)).count();
        }
    }
    found
}

/// Adds the quotation between two marks; without a closing one it runs to the end of its sentence.
fn push(text: &Text, mark: &QuoteMark, end: Option<&QuoteMark>, found: &mut Vec<Quote>) -> Option<()> {
    let tokens = text.tokens();
    let (inner_end, outer_end, next) = if let Some(end) = end {
        (end.span.start, end.span.end, end.tokens.start)
    } else {
        let sentence = tokens.get(mark.tokens.start).map_or(0, |token| token.sentence);
        let sentence = text.sentences().get(sentence as usize)?;
        (sentence.span.end, sentence.span.end, sentence.tokens.end as usize)
    };
    let inside = tokens.get(mark.tokens.end..next.min(tokens.len())).unwrap_or(&[]);
    let words = inside.iter().filter(|inner| inner.is_wordlike()).count();
    let inner = trimmed(text.original(), mark.span.end, inner_end)?;
    found.push(Quote { open: mark.span, inner, end: outer_end, words, closed: end.is_some() });
    Some(())
}

/// The marks that close what this one opens; `None` for a mark that only closes. `before` a word written
/// on to it, a closing mark opens: many set the marks in the order they look right from right to left.
fn closing(mark: char, before: bool) -> Option<[char; 2]> {
    Some(match mark {
        '"' => ['"', '"'],
        '\u{ab}' => ['\u{bb}', '\u{bb}'],
        '\u{201c}' | '\u{201e}' => ['\u{201d}', '\u{201f}'],
        '\u{201d}' if before => ['\u{201c}', '\u{201d}'],
        '\u{bb}' if before => ['\u{ab}', '\u{ab}'],
        '\'' | '\u{2018}' if before => ['\'', '\u{2019}'],
        _ => return None,
    })
}

pub(super) fn trimmed(text: &str, start: u32, end: u32) -> Option<Span> {
    let slice = text.get(start as usize..end as usize)?;
    let lead = slice.len() - slice.trim_start().len();
    let inner = slice.trim();
    (!inner.is_empty()).then(|| Span::new(start as usize + lead, start as usize + lead + inner.len()))
}
