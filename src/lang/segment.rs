//! Paragraphs and sentences of a folded text.
//!
//! News text often has no line break at all: a full stop with two spaces ends a paragraph. Quotations
//! stay whole within their line. Knows nothing of words beyond the abbreviations.

use std::{collections::HashSet, ops::Range};

use super::{
    FoldedText, Tables,
    alphabetic::{arabic_letters, is_alphabetic},
};
use crate::model::{Folded, Original, Span};

/// A stretch between line breaks, or between two spaces after a full stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// In the original, without the white space around it.
    pub span: Span<Original>,
    /// Its sentences, as indices.
    pub sentences: Range<u32>,
}

/// A sentence, headline or bullet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// In the original, without the white space around it.
    pub span: Span<Original>,
    /// The same in the folded text.
    pub folded: Span<Folded>,
    /// Number of its paragraph.
    pub paragraph: u32,
    /// Its tokens, as indices.
    pub tokens: Range<u32>,
    /// Does a bullet open it?
    pub bullet: bool,
}

/// Cuts a folded text; the sentences' tokens are still empty.
pub(super) fn segment(tables: &Tables, text: &FoldedText) -> (Vec<Paragraph>, Vec<Sentence>) {
    let mut cut =
        Cut { text, abbreviations: &tables.abbreviations, paragraphs: Vec::new(), sentences: Vec::new() };
    let folded = text.as_str();
    let mut start = 0;
    for (at, byte) in folded.bytes().enumerate() {
        // The first bytes that line breaks have.
        if FIRST_OF_BREAK[usize::from(byte)]
            && let Some(c) = folded[at..].chars().next().filter(|c| is_line_break(*c))
        {
            cut.line(start, at);
            start = at + c.len_utf8();
        }
    }
    cut.line(start, folded.len());
    (cut.paragraphs, cut.sentences)
}

struct Cut<'a> {
    text: &'a FoldedText,
    abbreviations: &'a HashSet<String>,
    paragraphs: Vec<Paragraph>,
    sentences: Vec<Sentence>,
}

impl Cut<'_> {
    fn line(&mut self, start: usize, end: usize) {
        let folded = self.text.as_str();
        let line = &folded[start..end];
        if !line.contains(|c: char| is_alphabetic(c) || c.is_numeric()) {
            // A lone bullet or rule belongs to what stands before it.
            let trimmed = line.trim();
            if !trimmed.is_empty() && !self.sentences.is_empty() {
                self.extend(start + (line.len() - line.trim_start().len()) + trimmed.len());
            } else if !trimmed.is_empty() {
                self.sentence(start, end);
                self.paragraph();
            }
            return;
        }
        let mut from = start;
        let mut quote: Option<&str> = None;
        let mut next = start;
        // Letters decide nothing, nor does a space between two words of them.
        let beyond_words = |mut at: usize| {
            loop {
                at += arabic_letters(&folded[at..end]);
                match folded.as_bytes().get(at..end) {
                    Some([b' ', 0xD8..=0xDB, ..]) if arabic_letters(&folded[at + 1..end]) > 0 => at += 1,
                    _ => return folded[at..end].chars().next().map(|c| (at, c)),
                }
            }
        };
        while let Some((at, c)) = beyond_words(next) {
            next = at + c.len_utf8();
            if let Some(close) = quote {
                if folded[at..end].starts_with(close) {
                    next = at + close.len();
                    quote = None;
                }
                continue;
            }
            if is_alphabetic(c) {
                continue;
            }
            let rest = &folded[next..end];
            if let Some((twin, close)) = closing(c, rest) {
                next += twin;
                if folded[next..end].contains(close) {
                    quote = Some(close);
                }
                continue;
            }
            if is_space(c) {
                let gap = folded[at..end].len() - folded[at..end].trim_start_matches(is_space).len();
                let after = at + gap;
                if starts_bullet(&folded[after..end], gap) {
                    self.sentence(from, at);
                    self.paragraph();
                    from = after;
                }
                next = after;
                continue;
            }
            if !is_terminator(c) || !self.ends(from, at, c, end) {
                continue;
            }
            let closing = |c: char| is_terminator(c) || is_closer(c);
            next += folded[next..end].len() - folded[next..end].trim_start_matches(closing).len();
            let stop = next;
            let gap: &str = &folded[stop..end];
            let blank = gap.len() - gap.trim_start_matches(is_space).len();
            if blank == 0 && stop < end && !is_glued_stop(folded, at, c, stop) {
                continue;
            }
            self.sentence(from, stop);
            from = stop + blank;
            if blank >= 2 {
                self.paragraph();
            }
            next = from;
        }
        self.sentence(from, end);
        self.paragraph();
    }

    /// Does the terminator at `at` end a sentence that began at `from`?
    fn ends(&self, from: usize, at: usize, c: char, end: usize) -> bool {
        let folded = self.text.as_str();
        if c != '.' {
            return true;
        }
        let before = &folded[from..at];
        let after = folded[at + 1..end].trim_start_matches(is_space);
        let word_start = before
            .char_indices()
            .rev()
            .find(|(_, c)| !(is_alphabetic(*c) || c.is_numeric() || *c == '.'))
            .map_or(0, |(at, c)| at + c.len_utf8());
        let word = &before[word_start..];
        if word.is_empty() {
            return true;
        }
        if self.abbreviations.contains(word) {
            return false;
        }
        let digits = word.bytes().all(|b| b.is_ascii_digit());
        if digits && after.starts_with(|c: char| c.is_ascii_digit()) {
            return false;
        }
        // The number of a list item.
        if digits && before[..word_start].trim().is_empty() {
            return false;
        }
        // An initial, as in K. I. E.
        let mut letters = word.chars();
        let initial =
            matches!((letters.next(), letters.next()), (Some(one), None) if one.is_ascii_uppercase());
        !initial || after.is_empty()
    }

    fn sentence(&mut self, start: usize, end: usize) {
        let Some(span) = trimmed(self.text.as_str(), start, end) else { return };
        let bullet = starts_bullet(&self.text.as_str()[span.range()], 2);
        self.sentences.push(Sentence {
            span: self.text.original(span),
            folded: span,
            paragraph: self.paragraphs.len() as u32,
            tokens: 0..0,
            bullet,
        });
    }

    /// Closes the paragraph that holds the sentences not yet in one.
    fn paragraph(&mut self) {
        let first = self.paragraphs.last().map_or(0, |last| last.sentences.end);
        let end = self.sentences.len() as u32;
        if first == end {
            return;
        }
        let span = self.sentences[first as usize].span.cover(self.sentences[end as usize - 1].span);
        self.paragraphs.push(Paragraph { span, sentences: first..end });
    }

    fn extend(&mut self, end: usize) {
        if let (Some(sentence), Some(paragraph)) = (self.sentences.last_mut(), self.paragraphs.last_mut()) {
            sentence.folded = Span::new(sentence.folded.start as usize, end);
            sentence.span = self.text.original(sentence.folded);
            paragraph.span = paragraph.span.cover(sentence.span);
        }
    }
}

fn trimmed(text: &str, start: usize, end: usize) -> Option<Span<Folded>> {
    let slice = &text[start..end];
    let inner = slice.trim();
    (!inner.is_empty()).then(|| {
        let from = start + (slice.len() - slice.trim_start().len());
        Span::new(from, from + inner.len())
    })
}

/// The first bytes of the characters of [`is_line_break`].
const FIRST_OF_BREAK: [bool; 256] = {
    let mut first = [false; 256];
    let mut byte = b'\n';
    while byte <= b'\r' {
        first[byte as usize] = true;
        byte += 1;
    }
    first[0xC2] = true;
    first[0xE2] = true;
    first
};

fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn is_space(c: char) -> bool {
    c.is_whitespace() && !is_line_break(c)
}

fn is_terminator(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '\u{61f}' | '\u{2026}' | '\u{6d4}')
}

fn is_closer(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '\u{bb}' | '\u{201d}' | '"' | '\'' | '\u{2019}')
}

/// What closes a quotation or bracket opened by `c`, and bytes of the opening mark in the `rest` after `c`.
fn closing(c: char, rest: &str) -> Option<(usize, &'static str)> {
    Some(match c {
        '"' => (0, "\""),
        '\u{ab}' => (0, "\u{bb}"),
        '\u{201c}' | '\u{201e}' => (0, "\u{201d}"),
        // Two single marks stand for a double one.
        '\'' if rest.starts_with('\'') => (1, "''"),
        '\u{2019}' if rest.starts_with('\u{2019}') => (3, "\u{2019}\u{2019}"),
        '\u{2018}' if rest.starts_with('\u{2018}') => (3, "\u{2019}\u{2019}"),
        '(' => (0, ")"),
        '[' => (0, "]"),
        _ => return None,
    })
}

/// Does `rest`, after `gap` spaces, open with a bullet? A hyphen needs two spaces before it.
fn starts_bullet(rest: &str, gap: usize) -> bool {
    let mut chars = rest.chars();
    match (chars.next(), chars.next()) {
        (Some('\u{2022}' | '\u{25cf}' | '\u{25aa}' | '\u{25a0}'), Some(_)) => true,
        (Some('-' | '\u{2013}' | '*'), Some(space)) => gap >= 2 && space == ' ',
        _ => false,
    }
}

/// A full stop glued between two words of the script, as older texts have it.
fn is_glued_stop(text: &str, at: usize, c: char, stop: usize) -> bool {
    // A mark belongs to the stop itself, whatever its script.
    let mark = unicode_normalization::char::is_combining_mark;
    let arabic = |c: &char| ('\u{620}'..='\u{6ff}').contains(c) && is_alphabetic(*c) && !mark(*c);
    let before = text[..at].chars().rev().take_while(arabic).take(3).count();
    let after = text[stop..].chars().take_while(arabic).take(3).count();
    stop == at + c.len_utf8() && before == 3 && after >= 2
}
