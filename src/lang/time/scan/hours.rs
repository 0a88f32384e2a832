//! Clock times, parts of the day and zones.

use super::{
    super::{
        super::{
            Features, TokenKind,
            number::{Number, YEH},
            vocabulary::{Meaning, Part, Tag, Unit},
        },
        Direction,
    },
    Piece, Scanner, Slots,
};
use crate::model::{Original, Span};

impl Scanner<'_> {
    /// "O'clock" and an hour, or an hour with minutes.
    pub(super) fn clock(&self, at: usize, slots: &mut Slots) -> Option<Piece> {
        if slots.clock.is_some() {
            return None;
        }
        let reader = &self.reader;
        let named = reader.find(at, |tag, features| {
            (tag == Tag::Clock
                && !features.any(Features::INDEFINITE.with(Features::PLURAL).with(Features::DEFINITE)))
            .then_some(())
        });
        let mut here = at;
        let mut span = None;
        let mut bracketed = false;
        if let Some((meaning, ())) = named {
            span = Some(reader.span(at, &meaning));
            here += 1;
            bracketed = reader.token(here).is_some_and(|token| token.kind == TokenKind::Open);
            if reader.is(here, ":") || bracketed {
                here += 1;
            }
        }
        let number = reader.number(here).filter(|number| reader.same_sentence(at, here) && !number.rough)?;
        if number.value.fract() != 0.0 || !(0.0..=24.0).contains(&number.value) || number.indefinite {
            // "At half past six" in words: six and a half.
            if named.is_none()
                || (number.value.fract() - 0.5).abs() > 1e-9
                || number.digits
                || number.value > 24.0
            {
                return None;
            }
        }
        let hour = number.value.trunc() as i32;
        let mut minute = if number.value.fract() > 0.0 { 30 } else { 0 };
        let mut end = number.end;
        let mut minutes = false;
        if number.digits
            && (reader.is(end, ":") || (named.is_some() && reader.is(end, ".")))
            && let Some(said) = reader.whole(end + 1)
            && reader.token(end + 1).is_some_and(|token| token.folded.len() == 2)
            && said < 60
        {
            minute = said;
            end += 2;
            minutes = true;
            if reader.has(end, Tag::Unit(Unit::Minute)).is_some() {
                end += 1;
            }
            // Seconds are read over.
            if reader.is(end, ":") && reader.whole(end + 1).is_some() {
                end += 2;
            }
        } else if named.is_some() && reader.is(end, "\u{648}") {
            // "Six and twenty minutes".
            if let Some(more) = reader.number(end + 1)
                && more.value < 60.0
                && reader.has_unit(more.end, Unit::Minute)
            {
                minute = more.value as i32;
                end = more.end + 1;
            }
        }
        // "(08:00)": the bracket that closes belongs to it.
        if bracketed
            && number.first == here
            && reader.token(end).is_some_and(|token| token.kind == TokenKind::Close)
        {
            end += 1;
        }
        let last = reader.token(end - 1)?;
        let mut whole =
            span.unwrap_or(number.span).cover(if end == number.end { number.span } else { last.span });
        let after = end + usize::from(reader.is_yeh(end));
        let mut part = None;
        let mut end = after;
        // Before or after noon, in two words.
        if let Some((first, (side, ()))) = reader.find(after, |tag, _| match tag {
            Tag::Before => Some((Part::Forenoon, ())),
            Tag::After => Some((Part::Afternoon, ())),
            _ => None,
        }) && let Some((noon, ())) =
            reader.find(after + 1, |tag, _| (tag == Tag::Part(Part::Noon)).then_some(()))
        {
            let _ = first;
            part = Some(side);
            whole = whole.cover(reader.span(after + 1, &noon));
            end = after + 2;
        } else if let Some((meaning, found)) = reader.find(after, |tag, _| match tag {
            Tag::Part(part) => Some(part),
            _ => None,
        }) {
            part = Some(found);
            whole = whole.cover(reader.span(after, &meaning));
            end = after + 1;
        } else if let Some((found, used)) = self.abbreviated_part(after) {
            part = Some(found);
            whole = whole.cover(self.cover(after, after + used));
            end = after + used;
        } else if after > number.end && reader.is_yeh(after - 1) {
            end = after - 1;
        }
        let zoned = self.zone_after(end).is_some();
        let ranged = named.is_none() && !minutes && part.is_some() && self.is_ranged(at, &number, end);
        if named.is_none() && !ranged && !(minutes && (part.is_some() || zoned || self.plain_clock(at))) {
            return None;
        }
        // "24 hours" is a length, "o'clock 24" a time; a noun after the number makes it a count.
        if named.is_some() && !minutes && part.is_none() && reader.counts_something(end) {
            return None;
        }
        slots.clock = Some((hour, minute));
        if part.is_some() {
            slots.part = part;
        }
        Some(Piece { end, span: whole })
    }

    /// Is an hour with its part of the day one end of a range: "from 7 in the evening to 6 in the morning"?
    fn is_ranged(&self, at: usize, number: &Number, end: usize) -> bool {
        let reader = &self.reader;
        let joins = |at: usize| reader.find(at, |tag, _| (tag == Tag::Range).then_some(())).is_some();
        let before = at.checked_sub(1).filter(|before| reader.same_sentence(*before, at));
        let linked = reader.is_yeh(number.end) || number.izafe;
        linked
            && (1.0..=12.0).contains(&number.value)
            && (before.is_some_and(joins) || joins(end) && reader.number(end + 1).is_some())
    }

    /// Digits, a colon and two digits without a space are a time of day unless they are a score or
    /// a chapter: no word that counts or labels stands before.
    fn plain_clock(&self, at: usize) -> bool {
        let reader = &self.reader;
        let glued = |at: usize| reader.token(at).is_some_and(|token| token.glued);
        glued(at + 1)
            && glued(at + 2)
            && reader.token(at).is_some_and(|token| !token.glued)
            && at.checked_sub(1).is_none_or(|before| {
                reader.find(before, |tag, _| (tag == Tag::Label).then_some(())).is_none()
            })
    }

    /// `ب.ن`, `د.ن`, `پ.ن`, AM, PM.
    fn abbreviated_part(&self, at: usize) -> Option<(Part, usize)> {
        let reader = &self.reader;
        if !reader.is(at + 1, ".") || !reader.is(at + 2, NOON_LETTER) {
            return None;
        }
        let part = match reader.form(at) {
            AFTER_LETTER => Part::Afternoon,
            BEFORE_LETTER | FORE_LETTER => Part::Forenoon,
            _ => return None,
        };
        Some((part, 3))
    }

    /// `ئەم ئێوارەیە`, `ئەم بەیانییە`: a part of today.
    fn this_part(&self, at: usize, slots: &mut Slots) -> Option<Piece> {
        let reader = &self.reader;
        let lead = reader.has(at, Tag::This).filter(|_| slots.date.is_empty())?;
        let (meaning, part) = reader.find(at + 1, |tag, features| match tag {
            Tag::Part(part) if !features.any(Features::PLURAL.with(Features::INDEFINITE)) => Some(part),
            _ => None,
        })?;
        let fits = meaning.features.any(Features::DEMONSTRATIVE.with(Features::COPULA).with(Features::IZAFE))
            || meaning.features.without(Features::DA).is_empty();
        if !fits || !reader.same_sentence(at, at + 1) {
            return None;
        }
        slots.part = Some(part);
        slots.date.offset = Some(0);
        Some(Piece { end: at + 2, span: reader.span(at, &lead).cover(reader.span(at + 1, &meaning)) })
    }

    /// A part of the day, in one word or as what is before or after noon: its words, what it is, the meaning of
    /// its last word, and where that stands.
    fn named_part(&self, at: usize) -> Option<(Span<Original>, Part, Meaning, usize)> {
        let reader = &self.reader;
        let side = reader.find(at, |tag, _| match tag {
            Tag::Before => Some(Part::Forenoon),
            Tag::After => Some(Part::Afternoon),
            _ => None,
        });
        if let Some((_, part)) = side {
            let (noon, ()) = reader.find(at + 1, |tag, _| (tag == Tag::Part(Part::Noon)).then_some(()))?;
            let span = self.cover(at, at + 1).cover(reader.span(at + 1, &noon));
            return Some((span, part, noon, at + 1));
        }
        let (meaning, part) = reader.find(at, |tag, features| match tag {
            Tag::Part(part) if !features.any(Features::INDEFINITE.with(Features::DEFINITE)) => Some(part),
            _ => None,
        })?;
        Some((reader.span(at, &meaning), part, meaning, at))
    }

    /// A part of the day beside a day: `ئێوارەی ئەمڕۆ`, `سبەی بەیانی`.
    pub(super) fn part(&self, at: usize, slots: &mut Slots) -> Option<Piece> {
        if slots.part.is_some() {
            return None;
        }
        if let Some(piece) = self.this_part(at, slots) {
            return Some(piece);
        }
        let (span, part, _, here) = self.named_part(at)?;
        let day_known =
            slots.date.offset.is_some() || slots.date.weekday.is_some() || slots.date.day.is_some();
        let before_clock =
            self.reader.has(here + 1, Tag::Clock).is_some() && self.reader.same_sentence(here, here + 1);
        if day_known || slots.clock.is_some() || before_clock {
            slots.part = Some(part);
            return Some(Piece { end: here + 1, span });
        }
        None
    }

    /// A part of the day before the day it is of: `ئێوارەی ئەمڕۆ`, `بەیانیی ڕۆژی هەینی`; or a night that is
    /// "last" or "next".
    pub(super) fn part_of(&self, at: usize, slots: &mut Slots) -> Option<Piece> {
        let reader = &self.reader;
        if slots.part.is_some() || !slots.date.is_empty() || slots.clock.is_some() {
            return None;
        }
        let (span, part, meaning, here) = self.named_part(at)?;
        // A word that itself ends in yeh has an izafe that is not written.
        let silent = reader.form(here).ends_with(YEH) && meaning.features.is_empty();
        if !(meaning.features.has(Features::IZAFE) || silent) || !reader.same_sentence(at, here + 1) {
            return None;
        }
        let mut inner = Slots { part: Some(part), ..Slots::default() };
        if let Some((last, direction)) = self.direction(here + 1).filter(|_| !silent) {
            slots.part = Some(part);
            slots.date.offset = Some(if direction == Direction::Last { -1 } else { 1 });
            return Some(Piece { end: here + 2, span: span.cover(reader.span(here + 1, &last)) });
        }
        let follows = self
            .unit(here + 1, &mut inner)
            .or_else(|| self.numeric(here + 1, &mut inner))
            .or_else(|| self.day_of_month(here + 1, &mut inner))
            .or_else(|| self.deictic(here + 1, &mut inner))
            .or_else(|| self.weekday(here + 1, &mut inner))?;
        let d = inner.date;
        (d.offset.is_some() || d.weekday.is_some() || d.day.is_some() || d.beside.is_some()).then_some(())?;
        *slots = inner;
        Some(Piece { end: follows.end, span: span.cover(follows.span) })
    }

    /// `بەکاتی بەغدا` after a clock.
    pub(super) fn zone(&self, at: usize, slots: &mut Slots) -> Option<Piece> {
        if slots.clock.is_none() || slots.zone.is_some() {
            return None;
        }
        let (end, zone, span) = self.zone_after(at)?;
        slots.zone = self.tables.vocabulary.zone(zone).cloned();
        Some(Piece { end, span })
    }

    fn zone_after(&self, at: usize) -> Option<(usize, u16, Span<Original>)> {
        let reader = &self.reader;
        let apart = usize::from(reader.is(at, WITH));
        let (meaning, ()) = reader.find(at + apart, |tag, features| {
            (tag == Tag::TimeOf && (apart == 1 || features.has(Features::PREPOSITION))).then_some(())
        })?;
        let _ = meaning;
        let place = at + apart + 1;
        let (name, zone) = reader.find(place, |tag, _| match tag {
            Tag::Zone(zone) => Some(zone),
            _ => None,
        })?;
        Some((place + 1, zone, self.cover(at, at + 1).cover(reader.span(place, &name))))
    }
}

/// With, by.
const WITH: &str = "\u{628}\u{6d5}";
const NOON_LETTER: &str = "\u{646}";
const AFTER_LETTER: &str = "\u{62f}";
const BEFORE_LETTER: &str = "\u{628}";
const FORE_LETTER: &str = "\u{67e}";
