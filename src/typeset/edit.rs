//! Editing a text: caret, selection, history, composition by an input method. Knows no keys and no screen.
//!
//! The text itself belongs to the caller; should it have changed in between, positions are brought back
//! onto boundaries of graphemes. Offsets are bytes of the text.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

use super::{Caret, grapheme_floor, grapheme_step, is_mark, word_step};

/// Steps of undo that are kept.
const MAX_STEPS: usize = 200;

/// A state to go back to.
#[derive(Clone, Debug, PartialEq)]
struct Step {
    text: String,
    anchor: usize,
    focus: Caret,
}

/// What the latest change was; changes of one kind in a row are undone together.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Kind {
    #[default]
    Other,
    Typing,
    Deleting,
}

/// What is being done to a text.
#[derive(Clone, Debug, Default)]
pub struct Editor {
    anchor: usize,
    focus: Caret,
    undo: Vec<Step>,
    redo: Vec<Step>,
    kind: Kind,
    /// Text of an input method that is not yet part of the text; stands at the caret.
    preedit: String,
}

impl Editor {
    /// The caret: the end of the selection that moves.
    #[must_use]
    pub fn caret(&self) -> Caret {
        self.focus
    }

    /// What is selected; empty if nothing is.
    #[must_use]
    pub fn selection(&self) -> Range<usize> {
        self.anchor.min(self.focus.byte)..self.anchor.max(self.focus.byte)
    }

    /// The end of the selection that stays.
    #[must_use]
    pub fn anchor(&self) -> usize {
        self.anchor
    }

    /// What an input method is composing.
    #[must_use]
    pub fn preedit(&self) -> &str {
        &self.preedit
    }

    /// Brings positions back into a text that somebody else has changed.
    pub fn fit(&mut self, text: &str) {
        self.anchor = grapheme_floor(text, self.anchor);
        let byte = grapheme_floor(text, self.focus.byte);
        if byte != self.focus.byte {
            self.focus = Caret::after(byte);
        }
    }

    /// Puts the caret somewhere; with `extend` the selection grows to there.
    pub fn move_to(&mut self, caret: Caret, extend: bool) {
        self.focus = caret;
        if !extend {
            self.anchor = caret.byte;
        }
        self.kind = Kind::Other;
    }

    /// Selects a range; the caret is at its end.
    pub fn select(&mut self, bytes: Range<usize>) {
        self.anchor = bytes.start;
        self.focus = Caret::after(bytes.end);
        self.kind = Kind::Other;
    }

    /// Replaces the selection. The caret stays with the new text, where its next letter would go.
    pub fn insert(&mut self, text: &mut String, new: &str) {
        let selection = self.selection();
        let kind = if new.graphemes(true).nth(1).is_none() { Kind::Typing } else { Kind::Other };
        // A word at a time: a space ends what is undone together.
        let joined = kind == Kind::Typing && selection.is_empty() && !new.starts_with(char::is_whitespace);
        self.remember(text, if joined { Kind::Typing } else { Kind::Other });
        self.replace(text, selection, new);
        self.kind = kind;
    }

    /// Deletes the selection, or what stands before the caret: a mark or joiner alone, else the grapheme.
    /// With `word`, back to the start of a word.
    pub fn backspace(&mut self, text: &mut String, word: bool) {
        let mut range = self.selection();
        if range.is_empty() {
            range.start = if word {
                word_step(text, range.end, false)
            } else {
                let before = text.get(..range.end).unwrap_or_default();
                match before.chars().next_back() {
                    // A letter and the sign upon it were typed one after the other.
                    Some(c) if is_mark(c) && is_arabic_sign(c) => range.end - c.len_utf8(),
                    _ => grapheme_step(text, range.end, false),
                }
            };
        }
        self.delete(text, range);
    }

    /// Deletes the selection, or the grapheme after the caret; with `word`, on to the end of a word.
    pub fn delete_forward(&mut self, text: &mut String, word: bool) {
        let mut range = self.selection();
        if range.is_empty() {
            range.end = if word {
                word_step(text, range.start, true)
            } else {
                grapheme_step(text, range.start, true)
            };
        }
        self.delete(text, range);
    }

    fn delete(&mut self, text: &mut String, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        self.remember(text, Kind::Deleting);
        self.replace(text, range, "");
        self.kind = Kind::Deleting;
    }

    /// Deletes characters around the caret, as an input method asks.
    pub fn delete_around(&mut self, text: &mut String, before_chars: usize, after_chars: usize) {
        let at = self.focus.byte.min(text.len());
        let start = text[..at].char_indices().rev().take(before_chars).last().map_or(at, |(i, _)| i);
        let end = text[at..].char_indices().nth(after_chars).map_or(text.len(), |(i, _)| at + i);
        self.delete(text, start..end);
    }

    /// Shows what an input method is composing, in place of the selection; empty text ends it.
    pub fn compose(&mut self, text: &mut String, preedit: &str) {
        if !preedit.is_empty() && !self.selection().is_empty() {
            let selection = self.selection();
            self.delete(text, selection);
        }
        preedit.clone_into(&mut self.preedit);
    }

    /// Takes over what an input method has composed.
    pub fn commit(&mut self, text: &mut String, composed: &str) {
        self.preedit.clear();
        if !composed.is_empty() {
            self.insert(text, composed);
        }
    }

    /// Takes back the latest change. Tells whether there was one.
    pub fn undo(&mut self, text: &mut String) -> bool {
        let Some(step) = self.undo.pop() else { return false };
        self.redo.push(self.step(text));
        self.restore(text, step);
        true
    }

    /// Makes the change again that was taken back last. Tells whether there was one.
    pub fn redo(&mut self, text: &mut String) -> bool {
        let Some(step) = self.redo.pop() else { return false };
        self.undo.push(self.step(text));
        self.restore(text, step);
        true
    }

    fn step(&self, text: &str) -> Step {
        Step { text: text.to_owned(), anchor: self.anchor, focus: self.focus }
    }

    fn restore(&mut self, text: &mut String, step: Step) {
        *text = step.text;
        self.anchor = step.anchor;
        self.focus = step.focus;
        self.kind = Kind::Other;
    }

    /// Notes the state before a change, unless the change goes on with what the one before began.
    fn remember(&mut self, text: &str, kind: Kind) {
        self.redo.clear();
        if kind != Kind::Other && kind == self.kind {
            return;
        }
        self.undo.push(self.step(text));
        if self.undo.len() > MAX_STEPS {
            self.undo.remove(0);
        }
    }

    fn replace(&mut self, text: &mut String, range: Range<usize>, new: &str) {
        if text.get(range.clone()).is_none() {
            self.fit(text);
            return;
        }
        let end = range.start + new.len();
        text.replace_range(range, new);
        self.anchor = end;
        self.focus = Caret::after(end);
    }
}

/// Arabic vowel signs, hamza above and below, and the joiners.
fn is_arabic_sign(c: char) -> bool {
    matches!(c, '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6ed}'
        | '\u{8ca}'..='\u{8ff}' | '\u{200c}' | '\u{200d}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(editor: &mut Editor, text: &mut String, what: &str) {
        for c in what.chars() {
            editor.insert(text, c.encode_utf8(&mut [0; 4]));
        }
    }

    #[test]
    fn typing_and_backspace_inside_a_word() {
        let (mut editor, mut text) = (Editor::default(), String::new());
        typed(&mut editor, &mut text, "کوردستان");
        editor.move_to(Caret::after("کورد".len()), false);
        editor.backspace(&mut text, false);
        assert_eq!(text, "کورستان");
        editor.insert(&mut text, "د");
        assert_eq!(text, "کوردستان");
        assert_eq!(editor.caret(), Caret::after("کورد".len()));
    }

    #[test]
    fn backspace_takes_a_sign_before_its_letter_but_emoji_whole() {
        let (mut editor, mut text) = (Editor::default(), "ي\u{654}نیم\u{200c}".to_owned());
        editor.move_to(Caret::after(text.len()), false);
        editor.backspace(&mut text, false);
        assert_eq!(text, "ي\u{654}نیم");
        editor.move_to(Caret::after(4), false);
        editor.backspace(&mut text, false);
        assert_eq!(text, "ينیم");
        let mut emoji = "a\u{1f926}\u{1f3fb}\u{200d}\u{2640}\u{fe0f}".to_owned();
        editor.move_to(Caret::after(emoji.len()), false);
        editor.backspace(&mut emoji, false);
        assert_eq!(emoji, "a");
    }

    #[test]
    fn undo_takes_back_a_word_at_a_time_and_redo_brings_it_again() {
        let (mut editor, mut text) = (Editor::default(), String::new());
        typed(&mut editor, &mut text, "سڵاو جیهان");
        assert!(editor.undo(&mut text));
        assert_eq!(text, "سڵاو");
        assert!(editor.undo(&mut text));
        assert_eq!(text, "");
        assert!(!editor.undo(&mut text));
        assert!(editor.redo(&mut text) && editor.redo(&mut text));
        assert_eq!(text, "سڵاو جیهان");
    }

    #[test]
    fn words_are_deleted_both_ways() {
        let (mut editor, mut text) = (Editor::default(), "یەک دوو سێ".to_owned());
        editor.move_to(Caret::after("یەک دوو".len()), false);
        editor.backspace(&mut text, true);
        assert_eq!(text, "یەک  سێ");
        editor.delete_forward(&mut text, true);
        assert_eq!(text, "یەک ");
    }

    #[test]
    fn composition_is_no_part_of_the_text_until_it_is_committed() {
        let (mut editor, mut text) = (Editor::default(), "ab".to_owned());
        editor.select(0..1);
        editor.compose(&mut text, "کو");
        assert_eq!((text.as_str(), editor.preedit()), ("b", "کو"));
        editor.compose(&mut text, "");
        assert_eq!((text.as_str(), editor.preedit()), ("b", ""));
        editor.compose(&mut text, "کورد");
        editor.commit(&mut text, "کورد");
        assert_eq!((text.as_str(), editor.preedit()), ("کوردb", ""));
        editor.delete_around(&mut text, 2, 1);
        assert_eq!(text, "کو");
    }

    proptest::proptest! {
        #[test]
        fn no_sequence_of_changes_breaks_it(
            ops in proptest::collection::vec((0u8..9, 0usize..30), 0..60),
        ) {
            let (mut editor, mut text) = (Editor::default(), String::new());
            for (op, at) in ops {
                match op {
                    0 => editor.insert(&mut text, ["ک", "ي\u{654}", " ", "a", "\u{200c}", "😀"][at % 6]),
                    1 => editor.backspace(&mut text, at % 2 == 0),
                    2 => editor.delete_forward(&mut text, at % 2 == 0),
                    3 => editor.move_to(Caret::before(grapheme_floor(&text, at)), at % 3 == 0),
                    4 => { editor.undo(&mut text); }
                    5 => { editor.redo(&mut text); }
                    6 => editor.compose(&mut text, if at % 2 == 0 { "کو" } else { "" }),
                    7 => { text.truncate(grapheme_floor(&text, at)); editor.fit(&text); }
                    _ => editor.delete_around(&mut text, at % 3, at % 2),
                }
                editor.fit(&text);
                proptest::prop_assert!(text.get(editor.selection()).is_some());
            }
        }
    }
}
