//! Folding: the form of a text that matching runs on, with a map back to the original bytes.
//!
//! One pass: NFC, the rows of `letters.tsv` and the context rules of the script (final heh, initial
//! reh, tatweel between a digit and its ending). The only place that folds letters; it never changes
//! what is shown.

mod letters;
mod map;

pub(super) use letters::Letters;
use letters::{Class, EncodedChar};
use map::Edit;
pub use map::FoldedText;
use unicode_normalization::{UnicodeNormalization as _, char::canonical_combining_class};

use super::{Tables, alphabetic::is_alphabetic};

const HEH: char = '\u{647}';
const HEH_DOACHASHMEE: char = '\u{6be}';
const AE: char = '\u{6d5}';
const REH: char = '\u{631}';
const REH_SMALL_V: char = '\u{695}';
const YEH: char = '\u{6cc}';
const TATWEEL: char = '\u{640}';
const ZWNJ: char = '\u{200c}';

/// Folds a text for matching.
///
/// Idempotent. Linear in the text's length; text that is folded already costs one scan and a copy.
#[must_use]
pub fn fold(tables: &Tables, text: &str) -> FoldedText {
    fold_with(&tables.letters, text)
}

/// [`fold`] while the other tables are still being read.
pub(super) fn fold_with(letters: &Letters, text: &str) -> FoldedText {
    let mut folder = Folder::new(letters, text);
    folder.run();
    FoldedText::new(folder.out, folder.edits)
}

/// The folded text without the distinctions that writers and old fonts drop (doubled waw and yeh,
/// small v, hats): equal for spellings of one word. For keys only, it has no map back.
#[must_use]
pub fn loose_key(tables: &Tables, text: &str) -> String {
    loosened(tables, fold(tables, text).as_str())
}

/// The loose key of a text that is folded already.
#[must_use]
pub fn loosened(tables: &Tables, folded: &str) -> String {
    let mut out = String::with_capacity(folded.len());
    append_loosened(tables, folded, &mut out);
    out
}

/// The same behind what `out` holds.
pub(super) fn append_loosened(tables: &Tables, folded: &str, out: &mut String) {
    out.extend(loose_letters(tables, folded).filter_map(|(_, letter)| letter));
}

/// Bytes that a folded word's beginning has in the word's loose key: a beginning's key is the beginning of
/// the key.
#[must_use]
pub fn loose_len(tables: &Tables, folded: &str) -> usize {
    loose_letters(tables, folded).filter_map(|(_, letter)| letter).map(char::len_utf8).sum()
}

/// The letters of [`loose_key`] of a folded text, each with the byte its original ends at; `None`
/// where the second of a doubled letter is dropped.
pub fn loose_letters<'a>(
    tables: &'a Tables,
    folded: &'a str,
) -> impl Iterator<Item = (usize, Option<char>)> + 'a {
    let mut last = None;
    folded.char_indices().map(move |(at, c)| {
        let letter = tables.letters.loose(c);
        let dropped = last == Some(letter) && tables.letters.is_doubled(letter);
        last = Some(letter);
        (at + c.len_utf8(), (!dropped).then_some(letter))
    })
}

/// One character to emit with the original bytes it comes from.
#[derive(Clone, Copy)]
struct Item {
    c: char,
    start: usize,
    end: usize,
}

struct Folder<'a> {
    letters: &'a Letters,
    text: &'a str,
    out: String,
    edits: Vec<Edit>,
    items: Vec<Item>,
    composed: Vec<char>,
}

impl<'a> Folder<'a> {
    fn new(letters: &'a Letters, text: &'a str) -> Self {
        let out = String::with_capacity(text.len());
        Self { letters, text, out, edits: Vec::new(), items: Vec::new(), composed: Vec::new() }
    }

    fn run(&mut self) {
        let text = self.text;
        let mut at = 0;
        let mut run = 0;
        while let Some(c) = EncodedChar::at(text, at) {
            let class = self.letters.class(c);
            if class.is_copied() {
                at += c.len;
                continue;
            }
            let next = EncodedChar::at(text, at + c.len).map(|c| self.letters.class(c));
            if class == Class::Slow || next == Some(Class::Slow) {
                // A mark belongs to the letter before it, which may stand at the end of the run.
                let start = if self.letters.joins_previous(c) {
                    text[run..at].chars().next_back().map_or(at, |last| at - last.len_utf8())
                } else {
                    at
                };
                self.out.push_str(&text[run..start]);
                at = self.segment(start);
            } else {
                self.out.push_str(&text[run..at]);
                let to = match class {
                    Class::Heh if next.is_none_or(|next| !next.is_letter()) => AE,
                    Class::Doachashmee if next.is_some_and(Class::is_letter) => HEH,
                    Class::Reh if self.initial() => REH,
                    Class::Map | Class::MapOther => self.letters.map(c),
                    _ => c.char(),
                };
                self.out.push(to);
                if to.len_utf8() != c.len {
                    let end = self.out.len();
                    self.edits.push(Edit::new(end - to.len_utf8(), end, at, at + c.len));
                }
                at += c.len;
            }
            run = at;
        }
        self.out.push_str(&text[run..]);
    }

    /// Is the place at the end of the output one where reh loses its small v?
    fn initial(&self) -> bool {
        match self.out.chars().next_back() {
            None => true,
            Some(last) if !is_alphabetic(last) => true,
            Some(_) => self.letters.ends_with_reh_prefix(&self.out),
        }
    }

    /// Folds the character at `start` with the marks and deleted characters that follow it; returns
    /// where the next one begins.
    fn segment(&mut self, start: usize) -> usize {
        let text = self.text;
        let mut end = start;
        while let Some(c) = EncodedChar::at(text, end) {
            if end > start && !self.letters.joins_previous(c) {
                break;
            }
            end += c.len;
        }
        self.collect(start, end);
        let composed = self.compose();
        let next = text[end..].chars().next();
        let next_is_letter = next.is_some_and(char::is_alphabetic);
        let items = std::mem::take(&mut self.items);
        let mut done = start;
        if let (true, Some(first), Some(last)) = (composed, items.first(), items.last()) {
            let chars = std::mem::take(&mut self.composed);
            self.delete(done, first.start);
            self.group(&chars, first.start, last.end, next_is_letter);
            self.composed = chars;
            done = last.end;
        } else {
            let tatweel = text[start..end].contains(TATWEEL);
            let mut rest = items.as_slice();
            while let Some(item) = rest.first() {
                // Several characters of one original one are one group.
                let same = rest.iter().take_while(|other| other.start == item.start).count();
                let (now, later) = rest.split_at(same.max(1));
                let follows =
                    later.first().map_or(next_is_letter, |next| next.c.is_alphabetic() || is_mark(next.c));
                let bridge = tatweel
                    && item.c == ' '
                    && later.is_empty()
                    && self.out.ends_with(|c: char| c.is_ascii_digit())
                    && next.is_some_and(|next| self.letters.map_char(next) == YEH);
                if !bridge {
                    self.delete(done, item.start);
                    let mut chars = [item.c; 1];
                    if now.len() == 1 {
                        chars[0] = item.c;
                        self.group(&chars, item.start, item.end, follows);
                    } else {
                        let chars: Vec<char> = now.iter().map(|item| item.c).collect();
                        self.group(&chars, item.start, item.end, follows);
                    }
                    done = item.end;
                }
                rest = later;
            }
        }
        self.items = items;
        self.delete(done, end);
        end
    }

    /// Fills `items` with what remains of `start..end` once presentation forms are taken apart and
    /// deleted characters are gone.
    fn collect(&mut self, start: usize, end: usize) {
        self.items.clear();
        let mut chars = self.text[start..end].char_indices().map(|(at, c)| (start + at, c)).peekable();
        while let Some((at, c)) = chars.next() {
            if self.letters.is_deleted(c) {
                continue;
            }
            let mut item_end = at + c.len_utf8();
            let from = self.items.len();
            self.letters.expand(c, |c| self.items.push(Item { c, start: at, end: item_end }));
            if self.items[from..].last().is_some_and(|item| item.c == HEH) {
                // Heh and a non-joiner is ae; heh and a tatweel is the consonant.
                let mut becomes = None;
                while let Some((next, deleted)) = chars.next_if(|(_, c)| self.letters.is_deleted(*c)) {
                    if deleted == ZWNJ {
                        becomes = Some(AE);
                        item_end = next + deleted.len_utf8();
                    } else if deleted == TATWEEL && becomes.is_none() {
                        becomes = Some(HEH_DOACHASHMEE);
                    }
                }
                if let (Some(c), Some(last)) = (becomes, self.items.last_mut()) {
                    last.c = c;
                }
                for item in &mut self.items[from..] {
                    item.end = item_end;
                }
            }
        }
    }

    /// Composes `items` into `composed`; false where that changes nothing.
    fn compose(&mut self) -> bool {
        let letters = self.letters;
        if self.items.iter().all(|item| Letters::is_stable(item.c)) {
            return false;
        }
        // A mapped letter may compose with the mark, and what they make may be mapped again.
        let mapped: Vec<char> = self.items.iter().map(|item| letters.map_char(item.c)).collect();
        let mut now = mapped.clone();
        for _ in 0..4 {
            self.composed.clear();
            self.composed.extend(now.iter().copied().nfc().map(|c| letters.map_char(c)));
            if self.composed == now {
                break;
            }
            now.clone_from(&self.composed);
        }
        self.composed != mapped
    }

    /// Notes that the original bytes `from..to` have no counterpart.
    fn delete(&mut self, from: usize, to: usize) {
        if from < to {
            let here = self.out.len();
            self.edits.push(Edit::new(here, here, from, to));
        }
    }

    /// Emits characters that stand for the original bytes `start..end` together.
    fn group(&mut self, chars: &[char], start: usize, end: usize, next_is_letter: bool) {
        let from = self.out.len();
        let mut low = from;
        for (ix, &c) in chars.iter().enumerate() {
            let follows =
                chars.get(ix + 1).map_or(next_is_letter, |next| next.is_alphabetic() || is_mark(*next));
            low = low.min(self.push(c, follows));
        }
        let now = self.out.len();
        let plain = low == from && now - from == end - start && chars.len() == 1;
        if plain {
            return;
        }
        let mut original = start;
        let mut folded = from;
        if low < from {
            // Earlier output was rewritten: its edits are swallowed by this one.
            folded = low;
            original = loop {
                match self.edits.last().copied() {
                    Some(last) if (last.folded_start as usize) > low || (last.folded_end as usize) > low => {
                        self.edits.pop();
                        if last.folded_start as usize <= low {
                            folded = last.folded_start as usize;
                            break last.original_start as usize;
                        }
                    }
                    Some(last) => break last.original_end as usize + (low - last.folded_end as usize),
                    None => break low,
                }
            };
        }
        self.edits.push(Edit::new(folded, now, original, end));
    }

    /// Where the letter stands that a mark composes with, over marks of lower classes as NFC has it, and what
    /// the two make.
    fn composes(&self, mark: char) -> Option<(usize, char)> {
        let class = canonical_combining_class(mark);
        let mut back = self.out.char_indices().rev();
        let (at, letter) = back.find(|(_, c)| {
            let between = canonical_combining_class(*c);
            between == 0 || between >= class
        })?;
        unicode_normalization::char::compose(letter, mark).map(|both| (at, both))
    }

    /// Emits one character; returns the length of output that was left alone.
    fn push(&mut self, c: char, next_is_letter: bool) -> usize {
        let c = match self.letters.map_char(c) {
            HEH if c == HEH_DOACHASHMEE => HEH,
            HEH if !next_is_letter => AE,
            HEH_DOACHASHMEE if next_is_letter => HEH,
            mapped => mapped,
        };
        if let Some((before, after)) = self.letters.join(&self.out, c) {
            let kept = self.out.len() - before;
            self.out.truncate(kept);
            for c in after.chars() {
                let c = if c == REH_SMALL_V && self.initial() { REH } else { c };
                self.out.push(c);
            }
            return kept;
        }
        if is_mark(c)
            && let Some((kept, both)) = self.composes(c)
        {
            let starter = self.out[kept..].chars().next().map_or(0, char::len_utf8);
            let between: Vec<char> = self.out[kept + starter..].chars().collect();
            self.out.truncate(kept);
            let low = self.push(both, next_is_letter);
            return between
                .into_iter()
                .fold(kept.min(low), |low, mark| low.min(self.push(mark, next_is_letter)));
        }
        let kept = self.out.len();
        let c = if c == REH_SMALL_V && self.initial() { REH } else { c };
        self.out.push(c);
        kept
    }
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests;
