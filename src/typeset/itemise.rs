//! Cuts a paragraph into items: words that a shaper can take at once, single spaces, lone controls.
//!
//! Everything is in logical order; positions are bytes of the whole text.

use std::{ops::Range, sync::Arc};

use unicode_bidi::{Level, ParagraphBidiInfo};
use unicode_linebreak::{BreakOpportunity, linebreaks};

use super::{
    Base, Direction, Shaper, StyleId, Word,
    class::{
        is_boundary_control, is_invisible, is_mark, is_space, native_direction, needs_bidi,
        separates_segments,
    },
};

/// No word is shaped in pieces longer than this; nothing anybody wrote comes near.
const MAX_WORD_BYTES: usize = 1024;

/// A piece of a paragraph that layout never looks into, except to break a word that is wider than a line.
pub(super) struct Item<I> {
    pub bytes: Range<usize>,
    pub level: Level,
    pub style: StyleId,
    pub word: Arc<Word<I>>,
    /// Hangs over the end of a line, is stretched when justifying.
    pub space: bool,
    /// May a line end after this item?
    pub breaks: Option<BreakOpportunity>,
}

/// A paragraph, analysed and shaped; independent of the width it will be set in.
pub(super) struct Itemised<I> {
    pub base: Level,
    pub items: Vec<Item<I>>,
}

/// Styles of a text: each run ends at a byte, the last one at the end of the text.
pub(super) fn style_at(styles: &[(usize, StyleId)], byte: usize) -> StyleId {
    let i = styles.partition_point(|(end, _)| *end <= byte);
    styles.get(i).or(styles.last()).map_or(0, |s| s.1)
}

/// The level that the caller's choice of direction gives this paragraph.
pub(super) fn forced_level(para: &str, base: Base) -> Option<Level> {
    match base {
        Base::Rtl => Some(Level::rtl()),
        Base::Ltr => Some(Level::ltr()),
        // Without any letter, Arabic digits decide: a line of them reads right to left.
        Base::Auto => (!para.chars().any(char::is_alphabetic) && needs_bidi(para)).then(Level::rtl),
    }
}

/// Analyses and shapes one paragraph that starts at byte `offset` of the text.
pub(super) fn itemise<S: Shaper>(
    para: &str,
    offset: usize,
    styles: &[(usize, StyleId)],
    base: Base,
    shaper: &mut S,
) -> Itemised<S::Ink> {
    let bidi = ParagraphBidiInfo::new(para, forced_level(para, base));
    let mut cutter = Cutter::default();
    let mut breaks = linebreaks(para).peekable();
    let mut items = Vec::with_capacity(para.len() / 6);
    let mut start = 0;
    let mut chars = para.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        while breaks.next_if(|b| b.0 < end).is_some() {}
        // UAX #14 allows a break between a space and a mark upon it; here they stay together.
        let joined =
            chars.peek().is_some_and(|(_, next)| is_mark(*next) && !matches!(next, '\u{200c}' | '\u{200d}'));
        let opportunity = breaks.peek().filter(|b| b.0 == end && !joined).map(|b| b.1);
        let style = style_at(styles, offset + at);
        cutter.take(c, style, shaper);
        let ends = match chars.peek() {
            None => true,
            Some(&(next_at, next)) => {
                opportunity.is_some()
                    || bidi.levels[at] != bidi.levels[next_at]
                    || end - start >= MAX_WORD_BYTES
                    || (style != style_at(styles, offset + next_at) && !is_mark(next))
                    || cutter.cuts(c, next, style, shaper)
            }
        };
        if ends {
            let level = bidi.levels[start];
            let style = style_at(styles, offset + start);
            let word = shaper.shape(&para[start..end], style, Direction::of_rtl(level.is_rtl()));
            let space = para[start..end].chars().next().is_some_and(is_space);
            let bytes = offset + start..offset + end;
            items.push(Item { bytes, level, style, word, space, breaks: opportunity });
            start = end;
            cutter = Cutter::default();
        }
    }
    Itemised { base: bidi.paragraph_level, items }
}

/// Remembers what the word under way is made of.
#[derive(Default)]
struct Cutter {
    /// Face of the word's characters, once one that is painted has come.
    face: Option<u8>,
    /// Begins with white space: nothing but marks may follow.
    blank: bool,
    /// Begun at all?
    begun: bool,
    /// Direction of the word's script, once it has shown one.
    native: Option<Direction>,
}

impl Cutter {
    fn take<S: Shaper>(&mut self, c: char, style: StyleId, shaper: &mut S) {
        self.blank |= !self.begun && c.is_whitespace();
        self.begun = true;
        self.native = self.native.or(native_direction(c));
        if self.face.is_none() && !is_mark(c) && !is_invisible(c) {
            self.face = Some(shaper.face(c, style));
        }
    }

    /// Must a new word begin with `next`, which follows `c` at the same level?
    fn cuts<S: Shaper>(&self, c: char, next: char, style: StyleId, shaper: &mut S) -> bool {
        // A tab takes the paragraph's level, a mark upon it does not.
        if is_boundary_control(c) || is_boundary_control(next) || separates_segments(c) {
            return true;
        }
        if is_mark(next) || is_invisible(next) {
            return self.blank && !is_mark(next);
        }
        if self.blank || next.is_whitespace() {
            return true;
        }
        let scripts_differ = matches!((self.native, native_direction(next)), (Some(a), Some(b)) if a != b);
        scripts_differ || self.face.is_some_and(|face| face != shaper.face(next, style))
    }
}
