//! The pieces of dates and clock times that words make.

use super::{
    super::{
        super::{
            Features, TokenKind,
            vocabulary::{Calendar, Meaning, Part, Tag, Unit},
        },
        DateRef, Direction, Rel,
        calendar::is_possible,
    },
    Piece, Scanner, Slots, at as said,
    lengths::DEMONSTRATIVES,
};
use crate::model::{Original, Span};

impl Scanner<'_> {
    /// Reads one piece at a token into the slots it fills.
    pub(super) fn piece(&self, at: usize, slots: &mut Slots) -> Option<Piece> {
        self.clock(at, slots)
            .or_else(|| self.numeric(at, slots))
            .or_else(|| self.day_of_month(at, slots))
            .or_else(|| self.month(at, slots))
            .or_else(|| self.part_of(at, slots))
            .or_else(|| self.deictic(at, slots))
            .or_else(|| self.weekday(at, slots))
            .or_else(|| self.season(at, slots))
            .or_else(|| self.century(at, slots))
            .or_else(|| self.decade(at, slots))
            .or_else(|| self.unit(at, slots))
            .or_else(|| self.year(at, slots))
            .or_else(|| self.part(at, slots))
            .or_else(|| self.zone(at, slots))
    }

    /// The original from one token's start to another's end.
    pub(super) fn cover(&self, first: usize, end: usize) -> Span<Original> {
        match (self.reader.token(first), self.reader.token(end.saturating_sub(1))) {
            (Some(first), Some(last)) => first.span.cover(last.span),
            _ => Span::default(),
        }
    }

    fn piece_of(&self, at: usize, meaning: &Meaning, end: usize) -> Piece {
        Piece { end, span: self.reader.span(at, meaning) }
    }

    /// A day of the month with its month: `١٩ی ئاب`, `دەی ئەم مانگە`, `6-8ی نیسان`.
    pub(super) fn day_of_month(&self, at: usize, slots: &mut Slots) -> Option<Piece> {
        if slots.date.day.is_some() || slots.date.month.is_some() {
            return None;
        }
        let reader = &self.reader;
        let (day, mut end, worded) = self.day_number(at)?;
        let mut until = None;
        let mut izafe = worded;
        let joined = matches!(reader.form(end), "-" | "/" | "\u{2013}" | "\u{648}")
            || reader.find(end, |tag, _| (tag == Tag::Range).then_some(())).is_some();
        if joined
            && let Some((last, after, _)) = self.day_number(end + 1)
            && last > day
            && reader.whole(at).is_some()
        {
            until = Some(last);
            end = after;
        }
        if reader.is_yeh(end) {
            izafe = true;
            end += 1;
        }
        let span = self.cover(at, end);
        let mut inner = Slots { head: None, ..Slots::default() };
        // The month.
        if let Some(month) = self.month(end, &mut inner)
            && reader.same_sentence(at, end)
        {
            let known = match (inner.date.month, inner.date.calendar) {
                (Some(Rel::At(month)), None) => is_possible(None, month, 1),
                _ => true,
            };
            if !known || (worded && inner.unsure && !izafe) {
                return None;
            }
            slots.date = DateRef { day: Some(said(day)), until, ..merge(slots.date, inner.date) };
            return Some(Piece { end: month.end, span: span.cover(month.span) });
        }
        // "The 18th of the month", of this, the last, the same month.
        if izafe && let Some((month, piece)) = self.month_beside(end) {
            slots.date.month = Some(month);
            slots.date.day = Some(said(day));
            slots.date.until = until;
            return Some(Piece { end: piece.end, span: span.cover(piece.span) });
        }
        // A day alone after "the day": of the document's month.
        if slots.head == Some(Unit::Day)
            && !worded
            && reader.whole(at).is_some()
            && !reader.counts_something(end)
            && reader.find(end, |tag, _| (tag == Tag::OrdinalEnding).then_some(())).is_none()
        {
            slots.date.day = Some(said(day));
            slots.date.until = until;
            let numbers = self.cover(at, end - usize::from(izafe));
            return Some(Piece { end, span: numbers });
        }
        None
    }

    /// A number from 1 to 31 in digits, brackets or words: value, token after it, in words?
    fn day_number(&self, at: usize) -> Option<(i32, usize, bool)> {
        let reader = &self.reader;
        if reader.token(at)?.kind == TokenKind::Open {
            let day = reader.whole(at + 1).filter(|day| (1..=31).contains(day))?;
            let closed = reader.token(at + 2)?.kind == TokenKind::Close && reader.is_yeh(at + 3);
            return closed.then_some((day, at + 3, false));
        }
        if let Some(day) = reader.whole(at) {
            return (1..=31).contains(&day).then_some((day, at + 1, false));
        }
        let number = reader.number(at).filter(|number| number.izafe && !number.rough && !number.indefinite);
        if let Some(number) = number {
            let whole = number.value.fract() == 0.0 && (1.0..=31.0).contains(&number.value);
            return whole.then_some((number.value as i32, number.end, true));
        }
        let (_, ordinal) = reader.find(at, |tag, features| match tag {
            Tag::Ordinal(value) if features.has(Features::IZAFE) => Some(value),
            _ => None,
        })?;
        let day = i32::try_from(ordinal).ok().filter(|day| (1..=31).contains(day))?;
        Some((day, at + 1, true))
    }

    /// A month by name, with the year after it.
    pub(super) fn month(&self, at: usize, slots: &mut Slots) -> Option<Piece> {
        if slots.date.month.is_some() {
            return None;
        }
        let reader = &self.reader;
        // "The month of".
        let head = reader.find(at, |tag, features| {
            (tag == Tag::Unit(Unit::Month)
                && features.has(Features::IZAFE)
                && (!features.has(Features::DEFINITE) || features.has(Features::PLURAL)))
            .then_some(())
        });
        if let Some((head, ())) = head {
            let mut inner = slots.clone();
            if let Some(month) = self.month_name(at + 1, &mut inner)
                && reader.same_sentence(at, at + 1)
            {
                inner.unsure = false;
                *slots = inner;
                return Some(Piece { end: month.end, span: reader.span(at, &head).cover(month.span) });
            }
            // The month by its number; "of this year" and its like may follow.
            if let Some((number, end)) = self.month_number(at + 1) {
                slots.date.month = Some(said(number));
                let mut piece = Piece { end, span: reader.span(at, &head).cover(self.cover(at + 1, end)) };
                self.year_beside(&mut piece, slots);
                return Some(piece);
            }
            return None;
        }
        self.month_name(at, slots)
    }

    fn month_number(&self, at: usize) -> Option<(i32, usize)> {
        let reader = &self.reader;
        let number = reader.number(at).filter(|number| number.value.fract() == 0.0 && !number.rough)?;
        ((1.0..=12.0).contains(&number.value) && !reader.counts_something(number.end))
            .then_some((number.value as i32, number.end))
    }

    fn month_name(&self, at: usize, slots: &mut Slots) -> Option<Piece> {
        let reader = &self.reader;
        let pair = reader.find(at, |tag, _| match tag {
            Tag::MonthPair { calendar, first, second } => Some((calendar, first, second)),
            _ => None,
        });
        let mut piece;
        let mut usual = None;
        let (calendar, month) = if let Some((meaning, (calendar, first, second))) = pair {
            let ordinal = reader.find(at + 1, |tag, _| match tag {
                Tag::Ordinal(ordinal @ 1..=2) => Some(ordinal),
                Tag::Number { value, .. } if value.fract() == 0.0 && (1.0..=2.0).contains(&value) => {
                    Some(value as u32)
                }
                _ => None,
            });
            piece = self.piece_of(at, &meaning, at + 1);
            match ordinal {
                Some((ordinal, which)) => {
                    piece = Piece { end: at + 2, span: piece.span.cover(reader.span(at + 1, &ordinal)) };
                    (calendar, if which == 1 { first } else { second })
                }
                // The name cut to its first word: the earlier of the two in the year's end.
                None => (calendar, first),
            }
        } else {
            let (meaning, (calendar, month, company, common)) =
                reader.find(at, |tag, features| match tag {
                    Tag::Month { calendar, month, company, common }
                        if !features.any(
                            Features::DEFINITE
                                .with(Features::INDEFINITE)
                                .with(Features::FIRST_SINGULAR)
                                .with(Features::SECOND_SINGULAR),
                        ) =>
                    {
                        Some((calendar, month, company, common))
                    }
                    _ => None,
                })?;
            piece = self.piece_of(at, &meaning, at + 1);
            slots.unsure |= company && !self.among_months(at);
            usual = common;
            (calendar, month)
        };
        slots.date.month = Some(said(month.into()));
        slots.date.calendar = Some(calendar).filter(|calendar| *calendar != Calendar::Gregorian);
        // English puts the day after the month.
        if reader.token(at).is_some_and(|token| token.kind == TokenKind::Latin)
            && let Some(day) = reader.whole(at + 1).filter(|day| (1..=31).contains(day))
            && slots.date.day.is_none()
        {
            slots.date.day = Some(said(day));
            piece = Piece { end: at + 2, span: piece.span.cover(self.cover(at + 1, at + 2)) };
            if reader.is(piece.end, ",") && self.year_number(piece.end + 1).is_some() {
                piece.end += 1;
            }
        }
        self.year_beside(&mut piece, slots);
        if let Some(usual) = usual
            && !matches!(slots.date.year, Some(Rel::At(year)) if !(1800..2200).contains(&year))
        {
            (slots.date.month, slots.date.calendar) = (Some(said(usual.into())), None);
        }
        Some(piece)
    }

    /// The year said after a month: `٢٠٢٠`, `ی ساڵی ٢٠٢٠`, `ئەمساڵ`, `ی ئەم ساڵ`, `ی رابردوو`.
    pub(super) fn year_beside(&self, piece: &mut Piece, slots: &mut Slots) {
        if slots.date.year.is_some() {
            return;
        }
        let reader = &self.reader;
        let skip = usize::from(reader.is_yeh(piece.end));
        let at = piece.end + skip;
        let short = || {
            let digits = reader.token(at).is_some_and(|token| token.folded.len() == 2);
            let solar = matches!(slots.date.calendar, Some(Calendar::Kurdish | Calendar::Persian));
            reader.whole(at).filter(|year| digits && solar && (60..100).contains(year))
        };
        if let Some(year) = self.any_year(at, slots.date.calendar).or_else(short) {
            slots.date.year = Some(said(year));
            *piece = Piece { end: at + 1, span: piece.span.cover(self.cover(at, at + 1)) };
        } else if let Some((meaning, offset)) = reader.find(at, |tag, _| match tag {
            Tag::Year { offset, .. } => Some(offset),
            _ => None,
        }) {
            slots.date.year = Some(Rel::Off(offset));
            *piece = Piece { end: at + 1, span: piece.span.cover(reader.span(at, &meaning)) };
        } else if slots.date.calendar.is_some()
            && let Some((head, ())) = reader.find(at, |tag, _| (tag == Tag::Unit(Unit::Year)).then_some(()))
            && let Some(year) = reader.whole(at + 1).filter(|year| (60..100).contains(year))
        {
            // A solar year by its last two digits.
            slots.date.year = Some(said(year));
            let span = reader.span(at, &head).cover(self.cover(at + 1, at + 2));
            *piece = Piece { end: at + 2, span: piece.span.cover(span) };
        } else if let Some((year, beside)) = self.year_words(at) {
            slots.date.year = Some(year);
            *piece = Piece { end: beside.end, span: piece.span.cover(beside.span) };
        } else if let Some((meaning, direction)) = self.direction(at) {
            slots.date.direction = Some(direction);
            *piece = Piece { end: at + 1, span: piece.span.cover(reader.span(at, &meaning)) };
        }
        if let Some((used, calendar, span)) = self.era(piece.end)
            && slots.date.year.is_some()
        {
            slots.date.calendar = Some(calendar).filter(|calendar| *calendar != Calendar::Gregorian);
            *piece = Piece { end: piece.end + used, span: piece.span.cover(span) };
        }
    }

    /// `ساڵی ٢٠٢٠`, `ئەم ساڵ`, `ساڵی رابردوو`, `هەمان ساڵ` after a month.
    fn year_words(&self, at: usize) -> Option<(Rel, Piece)> {
        let mut inner = Slots::default();
        let piece = self.unit(at, &mut inner)?;
        let only = DateRef { year: inner.date.year, calendar: inner.date.calendar, ..DateRef::default() };
        (inner.date == only && !inner.open).then_some(())?;
        Some((inner.date.year?, piece))
    }

    /// A year that may stand beside a month of a calendar.
    fn any_year(&self, at: usize, calendar: Option<Calendar>) -> Option<i32> {
        let token = self.reader.token(at)?;
        let year = self.reader.whole(at).filter(|_| token.folded.len() == 4)?;
        let fits = match calendar {
            None => (1800..2200).contains(&year),
            Some(_) => (1200..2900).contains(&year),
        };
        fits.then_some(year)
    }

    pub(super) fn direction(&self, at: usize) -> Option<(Meaning, Direction)> {
        self.reader.find(at, |tag, _| match tag {
            Tag::Last => Some(Direction::Last),
            Tag::Next => Some(Direction::Next),
            _ => None,
        })
    }

    /// "The month" after a day: `مانگ`, `ئەم مانگە`, `مانگی رابردوو`, `هەمان مانگ`, `مانگی یەک`.
    fn month_beside(&self, at: usize) -> Option<(Rel, Piece)> {
        let reader = &self.reader;
        let lead = reader.find(at, |tag, _| match tag {
            Tag::This => Some(Rel::Off(0)),
            Tag::Same => Some(Rel::Same),
            _ => None,
        });
        let here = at + usize::from(lead.is_some());
        let (meaning, ()) = reader.find(here, |tag, features| {
            (tag == Tag::Unit(Unit::Month) && !features.any(Features::INDEFINITE)).then_some(())
        })?;
        let mut piece = self.piece_of(here, &meaning, here + 1);
        if let Some((lead, rel)) = lead {
            piece.span = reader.span(at, &lead).cover(piece.span);
            return Some((rel, piece));
        }
        if let Some((meaning, direction)) = self.direction(here + 1) {
            let offset = if direction == Direction::Last { -1 } else { 1 };
            piece = Piece { end: here + 2, span: piece.span.cover(reader.span(here + 1, &meaning)) };
            return Some((Rel::Off(offset), piece));
        }
        if meaning.features.has(Features::DEFINITE) {
            return Some((Rel::Same, piece));
        }
        Some((Rel::Off(0), piece))
    }

    /// Today, tomorrow, this year.
    pub(super) fn deictic(&self, at: usize, slots: &mut Slots) -> Option<Piece> {
        let reader = &self.reader;
        let (meaning, tag) = reader.find(at, |tag, features| {
            let bare = !features.any(Features::DEFINITE.with(Features::INDEFINITE).with(Features::PLURAL));
            (bare && matches!(tag, Tag::Day(_) | Tag::Night(_) | Tag::Year { .. })).then_some(tag)
        })?;
        match tag {
            Tag::Day(offset) if slots.date.offset.is_none() => slots.date.offset = Some(offset),
            Tag::Night(offset) if slots.date.offset.is_none() => {
                slots.date.offset = Some(offset);
                slots.part = Some(Part::Night);
            }
            Tag::Year { offset, company } if slots.date.year.is_none() => {
                if company && slots.head != Some(Unit::Year) && slots.date.month.is_none() {
                    return None;
                }
                slots.date.year = Some(Rel::Off(offset));
            }
            _ => return None,
        }
        slots.head = None;
        Some(self.piece_of(at, &meaning, at + 1))
    }

    /// A weekday, with "last" or "next".
    pub(super) fn weekday(&self, at: usize, slots: &mut Slots) -> Option<Piece> {
        if slots.date.weekday.is_some() {
            return None;
        }
        let reader = &self.reader;
        let bare = |features: Features| !features.any(Features::DEFINITE.with(Features::INDEFINITE));
        let (mut meaning, mut weekday) = reader
            .find(at, |tag, features| match tag {
                Tag::Weekday(day) if bare(features) => Some(day),
                _ => None,
            })
            .or_else(|| {
                // Written apart: the number, then the name of Saturday.
                let (number, value) = reader.find(at, |tag, _| match tag {
                    Tag::Number { value, .. } if (1.0..=5.0).contains(&value) => Some(value),
                    _ => None,
                })?;
                reader.find(at + 1, |tag, _| (tag == Tag::Weekday(6)).then_some(()))?;
                Some((number, if value < 2.0 { 7 } else { value as u8 - 1 }))
            })?;
        let mut end = at + 1;
        let mut span = reader.span(at, &meaning);
        if reader.find(at, |tag, _| matches!(tag, Tag::Weekday(_)).then_some(())).is_none() {
            let (second, ()) = reader.find(at + 1, |tag, _| matches!(tag, Tag::Weekday(_)).then_some(()))?;
            span = span.cover(reader.span(at + 1, &second));
            meaning = second;
            end = at + 2;
        }
        let _ = meaning;
        weekday = weekday.clamp(1, 7);
        let rite = |at: usize| reader.has(at, Tag::Rite).is_some();
        if rite(end)
            || at.checked_sub(1).is_some_and(|before| rite(before) && reader.same_sentence(before, at))
        {
            return None;
        }
        if let Some((last, direction)) = self.direction(end) {
            slots.date.direction = Some(direction);
            span = span.cover(reader.span(end, &last));
            end += 1;
        }
        slots.date.weekday = Some(weekday);
        slots.head = None;
        Some(Piece { end, span })
    }

    /// Units that head a date: the day, this month, last week, the year 2008.
    pub(super) fn unit(&self, at: usize, slots: &mut Slots) -> Option<Piece> {
        let reader = &self.reader;
        let lead = reader.find(at, |tag, _| match tag {
            Tag::This => Some(Rel::Off(0)),
            Tag::Same => Some(Rel::Same),
            _ => None,
        });
        let here = at + usize::from(lead.is_some());
        if lead.is_some() && !reader.same_sentence(at, here) {
            return None;
        }
        if let Some((noun, ())) = reader.find(here, |tag, features| {
            (tag == Tag::DateNoun && !features.any(Features::INDEFINITE.with(Features::DEFINITE)))
                .then_some(())
        }) {
            return match lead {
                Some((lead, Rel::Same)) if slots.date.is_empty() => {
                    slots.date.beside = Some(0);
                    Some(Piece {
                        end: here + 1,
                        span: reader.span(at, &lead).cover(reader.span(here, &noun)),
                    })
                }
                None if noun.features.has(Features::IZAFE) => self.headed(at, &noun, Unit::Day, slots),
                _ => None,
            };
        }
        let (meaning, unit) = reader.find(here, |tag, features| match tag {
            Tag::Unit(unit @ (Unit::Day | Unit::Night | Unit::Week | Unit::Month | Unit::Year))
                if !features.has(Features::INDEFINITE)
                    && (!features.has(Features::DEFINITE)
                        || unit == Unit::Year && features.has(Features::PLURAL)) =>
            {
                Some(unit)
            }
            _ => None,
        })?;
        let mut piece = self.piece_of(here, &meaning, here + 1);
        let plural = meaning.features.has(Features::PLURAL);
        if let Some((lead, rel)) = lead {
            piece.span = reader.span(at, &lead).cover(piece.span);
            let fits =
                meaning.features.any(Features::DEMONSTRATIVE.with(Features::COPULA).with(Features::IZAFE))
                    || rel == Rel::Same
                    || meaning.features.without(Features::DA).is_empty();
            let demonstrative = DEMONSTRATIVES.contains(&reader.form(at));
            if plural && rel != Rel::Same && fits && demonstrative && slots.date.is_empty() {
                // "These days", "these last years".
                slots.open = true;
                let last = self.last_of_all(here + 1);
                let end = here + 1 + usize::from(last.is_some());
                let span = last.or_else(|| self.without_da(here, &meaning))?;
                return Some(Piece { end, span: piece.span.cover(span) });
            }
            if plural || !fits {
                return None;
            }
            match unit {
                Unit::Day | Unit::Night if rel == Rel::Same && slots.date.is_empty() => {
                    slots.date.beside = Some(0);
                    slots.part = (unit == Unit::Night).then_some(Part::Night).or(slots.part);
                }
                Unit::Week if rel != Rel::Same => slots.date.week = Some(0),
                Unit::Month if slots.date.month.is_none() => slots.date.month = Some(rel),
                Unit::Year if slots.date.year.is_none() => {
                    slots.date.year = Some(rel);
                    self.year_kind(&mut piece);
                }
                _ => return None,
            }
            return Some(piece);
        }
        if let Some(piece) = self.that_day(at, (&meaning, unit), slots) {
            return Some(piece);
        }
        if let Some(piece) = self.last_several(here, &meaning, slots) {
            return Some(piece);
        }
        // The first of its kind only, and only where something depends on it.
        if !meaning.features.has(Features::IZAFE) {
            return None;
        }
        if let Some((last, direction)) = self.direction(here + 1) {
            let whole = Piece { end: here + 2, span: piece.span.cover(reader.span(here + 1, &last)) };
            let offset = if direction == Direction::Last { -1 } else { 1 };
            if plural {
                slots.open = true;
                return Some(whole);
            }
            match unit {
                Unit::Day | Unit::Night if slots.date.offset.is_none() => {
                    slots.date.offset = Some(offset);
                    slots.night = unit == Unit::Night;
                }
                Unit::Week => slots.date.week = Some(offset),
                Unit::Month if slots.date.month.is_none() => slots.date.month = Some(Rel::Off(offset)),
                Unit::Year if slots.date.year.is_none() => slots.date.year = Some(Rel::Off(offset)),
                _ => return None,
            }
            return Some(whole);
        }
        if unit == Unit::Year && slots.date.year.is_none() {
            let mut here = piece.end;
            let mut span = piece.span;
            if let Some(kind) = reader.has(here, Tag::YearKind) {
                span = span.cover(reader.span(here, &kind));
                here += 1;
            }
            if let Some((year, end)) = self.said_year(here) {
                slots.date.year = Some(said(year));
                span = span.cover(self.cover(here, end));
                let mut piece = Piece { end, span };
                self.year_range(&mut piece, slots);
                // "The years of 1990" are ten.
                let listed =
                    reader.is(piece.end, "\u{648}") || matches!(reader.form(piece.end), "\u{60c}" | ",");
                if plural && year % 10 == 0 && slots.date.until_year.is_none() && !listed {
                    slots.date.until_year = Some(year + 9);
                }
                if let Some((used, calendar, era)) = self.era(piece.end) {
                    slots.date.calendar = Some(calendar).filter(|calendar| *calendar != Calendar::Gregorian);
                    piece = Piece { end: piece.end + used, span: piece.span.cover(era) };
                } else if (2600..2800).contains(&year) {
                    slots.date.calendar = Some(Calendar::Kurdish);
                } else if (1300..1500).contains(&year) {
                    slots.date.calendar = Some(if year < 1420 { Calendar::Persian } else { Calendar::Hijri });
                }
                return Some(piece);
            }
            if !plural && self.short_year(here) {
                slots.open = true;
                return Some(Piece { end: here + 1, span: span.cover(self.cover(here, here + 1)) });
            }
            // "Last year" by its own word.
            if let Some((past, offset)) = reader.find(here, |tag, _| match tag {
                Tag::Year { offset, .. } => Some(offset),
                _ => None,
            }) {
                slots.date.year = Some(Rel::Off(offset));
                return Some(Piece { end: here + 1, span: span.cover(reader.span(here, &past)) });
            }
            return None;
        }
        // "The second day" of something.
        if unit == Unit::Day
            && slots.date.is_empty()
            && let Some((ordinal, ())) = reader.find(here + 1, |tag, features| {
                let bare = Features::DA.with(Features::ADDITIVE);
                (matches!(tag, Tag::Ordinal(_)) && features.without(bare).is_empty()).then_some(())
            })
            && reader.same_sentence(here, here + 1)
        {
            slots.open = true;
            return Some(Piece { end: here + 2, span: piece.span.cover(reader.span(here + 1, &ordinal)) });
        }
        // "The day after", beside the day last named.
        if unit == Unit::Day
            && slots.date.is_empty()
            && let Some((later, days)) = reader.find(here + 1, |tag, features| match tag {
                Tag::Later(days) if features.without(Features::DA).is_empty() => Some(days),
                _ => None,
            })
            && reader.same_sentence(here, here + 1)
        {
            slots.date.beside = Some(days);
            return Some(Piece { end: here + 2, span: piece.span.cover(reader.span(here + 1, &later)) });
        }
        if matches!(unit, Unit::Day | Unit::Night) {
            return self.headed(at, &meaning, unit, slots);
        }
        None
    }
}

/// Slots of an inner reading laid over those already filled.
fn merge(outer: DateRef, inner: DateRef) -> DateRef {
    DateRef {
        calendar: inner.calendar.or(outer.calendar),
        year: inner.year.or(outer.year),
        month: inner.month.or(outer.month),
        direction: inner.direction.or(outer.direction),
        ..outer
    }
}
