//! What a single character means to layout: its writing direction, whether it is seen, whether it joins.
//!
//! Ranges come from the Unicode Character Database (Scripts.txt, DerivedGeneralCategory.txt,
//! ArabicShaping.txt). No language knowledge beyond that.

use unicode_bidi::BidiClass;

/// The way a run of text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

impl Direction {
    /// Direction of an embedding level.
    #[must_use]
    pub fn of_rtl(rtl: bool) -> Self {
        if rtl { Self::Rtl } else { Self::Ltr }
    }

    /// Right to left?
    #[must_use]
    pub fn is_rtl(self) -> bool {
        self == Self::Rtl
    }
}

/// Does a left-to-right layout without bidi get this text wrong?
#[must_use]
pub fn needs_bidi(text: &str) -> bool {
    // The first byte of every character concerned is at least 0xD6.
    text.bytes().any(|b| b >= 0xD6) && text.chars().any(is_bidi)
}

fn is_bidi(c: char) -> bool {
    matches!(c,
        '\u{590}'..='\u{8ff}' | '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' | '\u{10800}'..='\u{10fff}'
        | '\u{1e800}'..='\u{1efff}')
}

/// The direction a shaper picks by the character's script; `None` for signs, spaces, marks, ASCII digits.
///
/// Arabic-Indic digits have the script Arabic, so a shaper that guesses takes them as right to left,
/// although UAX #9 writes them left to right.
#[must_use]
pub fn native_direction(c: char) -> Option<Direction> {
    match c {
        // ASCII without its letters; then what is Common and Inherited in the Arabic block: number sign,
        // comma, semicolon, question mark, tatweel, harakat, superscript alef, end of ayah.
        '\0'..='@'
        | '['..='`'
        | '{'..='\u{a9}'
        | '\u{605}'
        | '\u{60c}'
        | '\u{61b}'
        | '\u{61f}'
        | '\u{640}'
        | '\u{64b}'..='\u{655}'
        | '\u{670}'
        | '\u{6dd}'
        | '\u{8e2}'
        | '\u{fd3e}'
        | '\u{fd3f}'
        | '\u{feff}' => None,
        '\u{590}'..='\u{8ff}'
        | '\u{fb1d}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefe}'
        | '\u{10800}'..='\u{10fff}'
        | '\u{1e800}'..='\u{1efff}' => Some(Direction::Rtl),
        _ if c.is_alphabetic() => Some(Direction::Ltr),
        _ => None,
    }
}

/// The direction a shaper guesses for a whole text: that of its first character with a script of its own.
#[must_use]
pub fn guessed_direction(text: &str) -> Direction {
    text.chars().find_map(native_direction).unwrap_or(Direction::Ltr)
}

/// Controls that are never painted and have no width: marks of direction, embeddings, isolates, joiners
/// of words, and the C0 and C1 controls other than the tab.
///
/// The joiners U+200C and U+200D are not among them: the shaper must see them.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\0'..='\u{8}' | '\u{a}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}'
        | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// Controls that stand alone in layout: they end joining (isolates) or must take the paragraph's level
/// at the end of a line (embeddings and isolates, UAX #9 rule L1).
#[must_use]
pub fn is_boundary_control(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{a}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2028}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}')
}

/// Combining marks and joiners: they take no part of the width that the letters of a cluster share.
#[must_use]
pub fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}'
        | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}'
        | '\u{670}' | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e4}' | '\u{6e7}' | '\u{6e8}'
        | '\u{6ea}'..='\u{6ed}' | '\u{8ca}'..='\u{8e1}' | '\u{8e3}'..='\u{8ff}' | '\u{200c}' | '\u{200d}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}' | '\u{1f3fb}'..='\u{1f3ff}')
}

/// White space that may hang over the end of a line (not the no-break spaces).
#[must_use]
pub fn is_space(c: char) -> bool {
    c == ' ' || (c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}') && !is_invisible(c))
}

/// Ends a paragraph of UAX #9 (class B).
#[must_use]
pub fn ends_paragraph(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2029}')
}

/// Takes the paragraph's level before the end of a line (UAX #9, rule L1).
pub(super) fn resets_at_line_end(c: char) -> bool {
    use BidiClass::{B, BN, FSI, LRE, LRI, LRO, PDF, PDI, RLE, RLI, RLO, S, WS};
    matches!(
        unicode_bidi::bidi_class(c),
        WS | S | B | BN | FSI | LRI | RLI | PDI | LRE | RLE | LRO | RLO | PDF
    )
}

/// Separates segments (UAX #9, class S): it and the white space before it take the paragraph's level.
pub(super) fn separates_segments(c: char) -> bool {
    matches!(unicode_bidi::bidi_class(c), BidiClass::S | BidiClass::B)
}

/// A character's mirror image, or itself (UAX #9, rule L4).
///
/// For shapers that take the direction from the script and so do not mirror by themselves.
#[must_use]
pub fn mirrored_char(c: char) -> char {
    unicode_bidi_mirroring::get_mirrored(c).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn which_texts_need_bidi() {
        for text in ["کورد", "a \u{200f}b", "٢٠٢١", "\u{2067}abc\u{2069}", "שלום"] {
            assert!(needs_bidi(text), "{text:?}");
        }
        for text in ["", "abc", "naïve — “quoted”", "日本語", "😀"] {
            assert!(!needs_bidi(text), "{text:?}");
        }
    }

    #[test]
    fn guessed_directions() {
        assert_eq!(guessed_direction("کورد abc"), Direction::Rtl);
        assert_eq!(guessed_direction("٢٠٢١"), Direction::Rtl);
        assert_eq!(guessed_direction("2021 (abc)"), Direction::Ltr);
        assert_eq!(guessed_direction("(،)"), Direction::Ltr);
    }

    #[test]
    fn brackets_are_mirrored() {
        assert_eq!("(«a»]".chars().map(mirrored_char).collect::<String>(), ")»a«[");
    }
}
