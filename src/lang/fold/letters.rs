//! `letters.tsv`, compiled: one byte of class for each character below U+0800, sets for the rest.

use unicode_normalization::{IsNormalized, UnicodeNormalization as _, char, is_nfc_quick};

use super::super::tables::{Row, Rows, TableError};
use super::{HEH, HEH_DOACHASHMEE, REH_SMALL_V};

/// Characters with a row of their own in the class table.
const NARROW: usize = 0x800;

/// What folding does with a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// A letter that stays.
    Letter,
    /// Anything else that stays.
    Other,
    /// One letter for another.
    Map,
    /// One character for another, neither a letter.
    MapOther,
    /// Heh: ae at the end of a word.
    Heh,
    /// Heh doachashmee: the consonant, whatever follows.
    Doachashmee,
    /// Reh with small v: plain at the start of a word.
    Reh,
    /// Marks, deleted characters, presentation forms, ends of sequences.
    Slow,
}

impl Class {
    #[inline]
    pub(super) fn is_copied(self) -> bool {
        matches!(self, Self::Letter | Self::Other)
    }

    #[inline]
    pub(super) fn is_letter(self) -> bool {
        matches!(self, Self::Letter | Self::Map | Self::Heh | Self::Doachashmee | Self::Reh)
    }
}

/// A character with its length in UTF-8, decoded without checks beyond the slice's own.
#[derive(Clone, Copy)]
pub(super) struct EncodedChar {
    code: u32,
    pub(super) len: usize,
}

impl EncodedChar {
    /// The character at a boundary of `text`; `None` at its end.
    #[inline]
    pub(super) fn at(text: &str, at: usize) -> Option<Self> {
        let bytes = text.as_bytes();
        let first = u32::from(*bytes.get(at)?);
        if first < 0x80 {
            return Some(Self { code: first, len: 1 });
        }
        if (0xC0..0xE0).contains(&first) {
            let second = u32::from(*bytes.get(at + 1)?);
            return Some(Self { code: (first & 0x1F) << 6 | (second & 0x3F), len: 2 });
        }
        let c = text.get(at..)?.chars().next()?;
        Some(Self { code: c.into(), len: c.len_utf8() })
    }

    #[inline]
    pub(super) fn char(self) -> char {
        char::from_u32(self.code).unwrap_or(char::REPLACEMENT_CHARACTER)
    }
}

/// A sequence that becomes another: `last` after `before`.
#[derive(Clone, Debug)]
struct Join {
    before: String,
    last: char,
    after: String,
}

/// The compiled table.
#[derive(Clone, Debug)]
pub(in super::super) struct Letters {
    classes: Box<[Class]>,
    maps: Box<[u16]>,
    wide: Vec<(char, char)>,
    deleted: Vec<char>,
    joins: Vec<Join>,
    reh_prefixes: Vec<String>,
    /// What each character below U+0800 is in loose keys, and whether a second one in a row is dropped.
    loose: Box<[(char, bool)]>,
    /// The same of the others.
    loose_wide: Vec<(char, char)>,
    doubled_wide: Vec<char>,
}

impl Letters {
    pub(in super::super) fn parse(rows: &Rows<'_>) -> Result<Self, TableError> {
        let mut letters = Self {
            classes: vec![Class::Other; NARROW].into(),
            maps: vec![0; NARROW].into(),
            wide: Vec::new(),
            deleted: Vec::new(),
            joins: Vec::new(),
            reh_prefixes: Vec::new(),
            loose: (0..NARROW as u32).filter_map(char::from_u32).map(|c| (c, false)).collect(),
            loose_wide: Vec::new(),
            doubled_wide: Vec::new(),
        };
        let mut folded = Vec::new();
        for row in rows.iter() {
            let from = points(row, "from")?;
            match row.get("kind")? {
                "fold" => folded.push((one(row, &from)?, one(row, &points(row, "to")?)?)),
                "delete" => letters.deleted.push(one(row, &from)?),
                "reh" => letters.reh_prefixes.push(from),
                "join" => {
                    let mut before = from;
                    let last = before.pop().ok_or_else(|| row.error("empty sequence", POINTS))?;
                    letters.joins.push(Join { before, last, after: points(row, "to")? });
                }
                "loose" => match (&from.chars().collect::<Vec<_>>()[..], one(row, &points(row, "to")?)?) {
                    ([c], to) => match letters.loose.get_mut(*c as usize) {
                        Some(row) if row.0 == *c => row.0 = to,
                        Some(_) => {}
                        None => letters.loose_wide.push((*c, to)),
                    },
                    ([a, b], to) if a == b && *a == to => match letters.loose.get_mut(to as usize) {
                        Some(row) => row.1 = true,
                        None => letters.doubled_wide.push(to),
                    },
                    _ => return Err(row.error("a loose row maps a letter or a doubled letter", POINTS)),
                },
                kind => {
                    return Err(row.error(format!("unknown kind {kind}"), "fold, delete, join, reh or loose"));
                }
            }
        }
        // Longest sequence first, so that lam alef fatha wins over alef fatha.
        letters.joins.sort_by_key(|join| std::cmp::Reverse(join.before.len()));
        letters.deleted.sort_unstable();
        for code in 0..NARROW as u32 {
            if let Some(c) = char::from_u32(code) {
                letters.classes[code as usize] = letters.classify(c);
            }
        }
        for (from, to) in folded {
            let narrow = u16::try_from(u32::from(to)).ok().filter(|_| (from as usize) < NARROW);
            match narrow {
                Some(to_code) if letters.classes[from as usize] != Class::Slow => {
                    letters.maps[from as usize] = to_code;
                    letters.classes[from as usize] =
                        if to.is_alphabetic() { Class::Map } else { Class::MapOther };
                }
                _ => letters.wide.push((from, to)),
            }
            if to == HEH {
                // The context rules of heh have to see it.
                letters.classes[from as usize % NARROW] = Class::Slow;
                letters.wide.push((from, to));
            }
        }
        letters.wide.sort_unstable();
        Ok(letters)
    }

    fn classify(&self, c: char) -> Class {
        match c {
            HEH => Class::Heh,
            HEH_DOACHASHMEE => Class::Doachashmee,
            REH_SMALL_V => Class::Reh,
            _ if self.is_deleted(c) || !Self::is_stable(c) => Class::Slow,
            _ if self.joins.iter().any(|join| join.last == c) => Class::Slow,
            _ if is_presentation_form(c) => Class::Slow,
            _ if c.is_alphabetic() => Class::Letter,
            _ => Class::Other,
        }
    }

    #[inline]
    pub(super) fn class(&self, c: EncodedChar) -> Class {
        match self.classes.get(c.code as usize) {
            Some(class) => *class,
            None => self.wide_class(c.char()),
        }
    }

    fn wide_class(&self, c: char) -> Class {
        match c {
            '\u{2010}'..='\u{2027}' => Class::Other,
            '\u{4e00}'..='\u{9fff}' => Class::Letter,
            _ if self.wide.binary_search_by_key(&c, |(from, _)| *from).is_ok() => Class::Slow,
            _ => self.classify(c),
        }
    }

    /// Does NFC leave the character alone, whatever stands before it?
    pub(super) fn is_stable(c: char) -> bool {
        c.is_ascii()
            || (char::canonical_combining_class(c) == 0
                && is_nfc_quick(std::iter::once(c)) == IsNormalized::Yes
                && !char::is_combining_mark(c))
    }

    /// Is the character folded together with the one before it?
    pub(super) fn joins_previous(&self, c: EncodedChar) -> bool {
        if self.class(c) != Class::Slow {
            return false;
        }
        let c = c.char();
        self.is_deleted(c) || !Self::is_stable(c) || is_spaced_mark(c)
    }

    pub(super) fn is_deleted(&self, c: char) -> bool {
        self.deleted.binary_search(&c).is_ok()
    }

    /// Takes a presentation form apart; any other character goes through as it is.
    pub(super) fn expand(&self, c: char, mut emit: impl FnMut(char)) {
        if is_presentation_form(c) {
            std::iter::once(c).nfkc().filter(|c| !self.is_deleted(*c)).for_each(emit);
        } else {
            emit(c);
        }
    }

    #[inline]
    pub(super) fn map(&self, c: EncodedChar) -> char {
        match self.maps.get(c.code as usize) {
            Some(&to) if to != 0 => char::from_u32(to.into()).unwrap_or(char::REPLACEMENT_CHARACTER),
            _ => self.map_wide(c.char()),
        }
    }

    pub(super) fn map_char(&self, c: char) -> char {
        self.map(EncodedChar { code: c.into(), len: c.len_utf8() })
    }

    fn map_wide(&self, c: char) -> char {
        self.wide.binary_search_by_key(&c, |(from, _)| *from).map_or(c, |ix| self.wide[ix].1)
    }

    /// The sequence that `c` completes at the end of `out`: bytes of `out` replaced, and by what.
    pub(super) fn join(&self, out: &str, c: char) -> Option<(usize, &str)> {
        let join = self.joins.iter().find(|join| join.last == c && out.ends_with(&join.before))?;
        Some((join.before.len(), &join.after))
    }

    pub(super) fn ends_with_reh_prefix(&self, out: &str) -> bool {
        self.reh_prefixes.iter().any(|prefix| out.ends_with(prefix))
    }

    pub(in super::super) fn loose(&self, c: char) -> char {
        match self.loose.get(c as usize) {
            Some((to, _)) => *to,
            None => self.loose_wide.iter().find(|(from, _)| *from == c).map_or(c, |(_, to)| *to),
        }
    }

    pub(in super::super) fn is_doubled(&self, c: char) -> bool {
        self.loose.get(c as usize).map_or_else(|| self.doubled_wide.contains(&c), |(_, doubled)| *doubled)
    }
}

const POINTS: &str = "write code points as U+0643, separated by spaces";

fn points(row: Row<'_>, column: &str) -> Result<String, TableError> {
    let cell = row.get(column)?;
    if cell == "-" {
        return Ok(String::new());
    }
    cell.split(' ')
        .map(|point| {
            let code = point.strip_prefix("U+").and_then(|hex| u32::from_str_radix(hex, 16).ok());
            code.and_then(char::from_u32)
                .ok_or_else(|| row.error(format!("{point} is no code point"), POINTS))
        })
        .collect()
}

fn one(row: Row<'_>, text: &str) -> Result<char, TableError> {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => Ok(c),
        _ => Err(row.error("exactly one code point wanted", POINTS)),
    }
}

/// Arabic presentation forms: letters typed in a shape.
fn is_presentation_form(c: char) -> bool {
    matches!(c, '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}') && c.is_alphabetic()
}

/// Presentation forms of marks, which come apart into a space or tatweel and the mark.
fn is_spaced_mark(c: char) -> bool {
    matches!(c, '\u{fe70}'..='\u{fe7f}' | '\u{fc5e}'..='\u{fc63}' | '\u{fcf2}'..='\u{fcf4}')
}
