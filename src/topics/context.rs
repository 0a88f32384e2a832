//! What a passage takes over from the document around it.
//!
//! News keeps to its subject: a sentence without any cue of its own is about what the document is
//! about, and an item of a list about what the list is about. Contact lines and addresses are not.

use crate::{
    lang::{Sentence, Text, Token, TokenKind},
    pack::topic::Carried,
};

/// Fewest words of a passage that speaks for the document or takes over its topic; shorter ones are
/// headings, signatures and datelines.
const WORDS: usize = 4;

/// Fewest passages with the topic for one to take it over, and of the document for all to.
const LEAST: (usize, usize) = (2, 3);

/// The outer form of a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Sentences and long items.
    Prose,
    /// A list's short item.
    Item,
    /// A longer line of a list without bullets, below a line that ends with a colon.
    Listed,
    /// Headings, signatures, datelines, addresses.
    Aside,
}

/// Most words of a line that a colon above makes an item of a list.
const LINE: usize = 10;

/// The forms of all sentences.
pub(super) fn shapes(text: &Text) -> Vec<Shape> {
    let sentences = text.sentences();
    let mut listed = false;
    let mut shapes = Vec::with_capacity(sentences.len());
    for (at, sentence) in sentences.iter().enumerate() {
        let above = at.checked_sub(1).and_then(|above| sentences.get(above));
        let beside = [above, sentences.get(at + 1)];
        let alone = beside.iter().flatten().all(|other| other.paragraph != sentence.paragraph);
        let opened = above.is_some_and(|above| ends(text, above, |mark| mark == ":"));
        listed = alone && (opened || listed) && line(text, sentence);
        shapes.push(match shape(text, sentence) {
            Shape::Prose if listed => Shape::Listed,
            Shape::Aside if listed => Shape::Item,
            own => own,
        });
    }
    shapes
}

/// Does a mark for which `is` holds end it?
fn ends(text: &Text, sentence: &Sentence, is: impl Fn(&str) -> bool) -> bool {
    text.tokens_of(sentence).last().is_some_and(|last| is(text.form(last)))
}

/// A short line that no mark ends; no line of a table ("born: YEAR").
fn line(text: &Text, sentence: &Sentence) -> bool {
    let tokens = text.tokens_of(sentence);
    let words = tokens.iter().filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number)).count();
    let last = tokens.last().map(|last| last.kind);
    let marked = matches!(last, Some(TokenKind::Punctuation | TokenKind::Close));
    let other = |token: &Token| token.kind == TokenKind::Address || text.form(token) == ":";
    words <= LINE && !tokens.iter().any(other) && (!marked || counted(tokens))
}

/// Reads the form of a sentence off its tokens.
fn shape(text: &Text, sentence: &Sentence) -> Shape {
    let tokens = text.tokens_of(sentence);
    let words = tokens.iter().filter(|t| t.kind == TokenKind::Word && t.folded.len() > 2).count();
    let address = tokens.iter().any(|token| token.kind == TokenKind::Address);
    match (address, sentence.bullet || numbered(text, tokens) || counted(tokens)) {
        (true, _) => Shape::Aside,
        (false, true) if words < WORDS => Shape::Item,
        (false, _) if words < WORDS => Shape::Aside,
        _ => Shape::Prose,
    }
}

/// Does a number with a full stop, dash or bracket open it, as in a numbered list?
fn numbered(text: &Text, tokens: &[Token]) -> bool {
    let [number, mark, ..] = tokens else { return false };
    let opens = matches!(text.form(mark), "." | "-" | ")" | "_");
    number.kind == TokenKind::Number && opens && number.folded.len() <= 2
}

/// Does a number in brackets end it, as in a row of counts ("in TOWN (240)")?
fn counted(tokens: &[Token]) -> bool {
    let mut kinds =
        tokens.iter().rev().map(|token| token.kind).skip_while(|kind| *kind == TokenKind::Punctuation);
    let mut next_is = |wanted| kinds.next() == Some(wanted);
    next_is(TokenKind::Close)
        && next_is(TokenKind::Number)
        && next_is(TokenKind::Open)
        && next_is(TokenKind::Word)
}

/// Which passages have a topic, given which have it by their own cues (`sure`) and which have no
/// other topic by theirs (`alone`), and the shares of the document `from` which it is taken over.
pub(super) fn carried(shapes: &[Shape], sure: &[bool], alone: &[bool], from: Carried) -> Vec<bool> {
    let prose = shapes.iter().filter(|shape| **shape == Shape::Prose).count();
    let with = shapes.iter().zip(sure).filter(|(shape, sure)| **shape == Shape::Prose && **sure).count();
    let share = with as f32 / prose.max(1) as f32;
    let (main, sole) = (share >= from.main && with >= LEAST.0, share >= from.sole && prose >= LEAST.1);
    let mut before = false;
    let passages = shapes.iter().zip(sure).zip(alone);
    passages
        .map(|((shape, sure), alone)| {
            before = *sure
                || match shape {
                    Shape::Prose => sole || (main && *alone),
                    Shape::Item => before && *alone,
                    Shape::Listed => sole || ((main || before) && *alone),
                    Shape::Aside => false,
                };
            before
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Carried, Shape};

    const P: Shape = Shape::Prose;

    fn carried(shapes: &[Shape], sure: &[bool], alone: &[bool]) -> Vec<bool> {
        super::carried(shapes, sure, alone, Carried::default())
    }

    #[test]
    fn a_passage_without_a_topic_takes_the_main_one() {
        let held = carried(&[P, P, P, P], &[true, true, false, false], &[true, true, true, false]);
        assert_eq!(held, [true, true, true, false]);
    }

    #[test]
    fn a_sole_topic_is_everywhere_but_in_asides() {
        let shapes = [P, P, P, P, P, Shape::Aside];
        let held = carried(&shapes, &[true, true, true, true, false, false], &[false; 6]);
        assert_eq!(held, [true, true, true, true, true, false]);
    }

    #[test]
    fn items_follow_the_line_that_opens_their_list() {
        let (item, aside) = (Shape::Item, Shape::Aside);
        let held =
            carried(&[aside, item, item, aside, item], &[true, false, false, false, false], &[true; 5]);
        assert_eq!(held, [true, true, true, false, false]);
    }

    #[test]
    fn a_topic_may_ask_for_more_of_the_document() {
        let (shapes, sure, alone) = ([P; 4], [true, true, false, false], [true; 4]);
        let strict = Carried { main: 0.6, ..Carried::default() };
        assert_eq!(super::carried(&shapes, &sure, &alone, strict), sure);
        assert_eq!(carried(&shapes, &sure, &alone), [true; 4]);
    }

    #[test]
    fn one_passage_is_no_majority() {
        assert_eq!(carried(&[P, P], &[true, false], &[true; 2]), [true, false]);
    }
}
