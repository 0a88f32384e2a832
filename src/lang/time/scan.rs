//! Finding time expressions: pieces (a weekday, a day of the month, a clock …) read one after the
//! other into the slots of one date, as long as each slot is filled once.

mod eras;
mod heads;
mod hours;
mod lengths;
mod numeric;
mod pieces;
mod sets;
mod years;

pub(in super::super) use lengths::is_age;

use std::sync::Arc;

use super::{
    super::{
        Features, Tables, TokenKind,
        number::{AND, Reader, YEH},
        vocabulary::{Calendar, Era, Meaning, Part, Tag, Unit},
    },
    DateRef, Rel, TimeExpression, When, clock,
};
use crate::model::{Original, Span, TimeKind};

/// Reads expressions from the tokens of one text.
pub(super) struct Scanner<'a> {
    pub(super) reader: Reader<'a>,
    pub(super) tables: &'a Tables,
}

/// The slots of an expression while its pieces are read.
#[derive(Clone, Debug, Default)]
struct Slots {
    date: DateRef,
    clock: Option<(i32, i32)>,
    part: Option<Part>,
    zone: Option<Arc<str>>,
    /// A word like "day" or "month" that needs more after it.
    head: Option<Unit>,
    /// A month that is also another word and has no company yet.
    unsure: bool,
    /// Past or next days without a number.
    open: bool,
    night: bool,
}

/// A piece that was read: where it ends and which bytes it covers.
#[derive(Clone, Copy)]
struct Piece {
    end: usize,
    span: Span<Original>,
}

impl Scanner<'_> {
    /// The expression that begins at a token, if one does.
    pub(super) fn expression(&self, at: usize) -> Option<TimeExpression> {
        let token = self.reader.token(at)?;
        let kind = token.kind;
        if matches!(kind, TokenKind::Word | TokenKind::Latin) && !self.reader.meanings.begins(token).time {
            return None;
        }
        if !matches!(kind, TokenKind::Word | TokenKind::Number | TokenKind::Latin | TokenKind::Open) {
            return None;
        }
        if kind != TokenKind::Open
            && let Some(found) = self.set(at)
        {
            return Some(found);
        }
        self.date(at).or_else(|| self.length(at)).or_else(|| self.open(at))
    }

    /// A date or clock time: pieces into slots.
    fn date(&self, at: usize) -> Option<TimeExpression> {
        let mut slots = Slots::default();
        let mut here = at;
        let mut span: Option<Span<Original>> = None;
        // "The beginning of" counts as part of what follows.
        let position = self.position(at);
        if let Some(meaning) = position {
            span = Some(self.reader.span(at, &meaning));
            here += 1;
        }
        let start = here;
        let mut end = here;
        if position.is_some()
            && let Some(piece) = self.own_period(here, &mut slots)
        {
            return finish(at, piece.end, span?.cover(piece.span), slots);
        }
        while self.reader.same_sentence(at, here) {
            let skipped = if here > start { self.connect(here, &slots) } else { 0 };
            let Some(piece) = self.piece(here + skipped, &mut slots) else { break };
            // "The end of May" can only be the month.
            slots.unsure &= !(position.is_some() && here == start);
            here = piece.end;
            end = piece.end;
            span = Some(span.map_or(piece.span, |span| span.cover(piece.span)));
        }
        if end == start {
            return None;
        }
        finish(at, end, span?, slots)
    }

    /// Number of tokens that only join two pieces: a comma, a glued ending, "at" before a clock.
    fn connect(&self, at: usize, slots: &Slots) -> usize {
        let form = self.reader.form(at);
        let reader = &self.reader;
        if reader.is_yeh(at) {
            return 1;
        }
        let comma = matches!(form, "\u{60c}" | ",");
        // "Friday, on the date of 3 May": the date says which Friday.
        let dated = at + usize::from(comma);
        if (slots.date.weekday.is_some() || slots.date.offset.is_some())
            && slots.date.day.is_none()
            && reader
                .find(dated, |tag, features| {
                    (tag == Tag::DateNoun && features.has(Features::IZAFE)).then_some(())
                })
                .is_some()
            && reader.same_sentence(at, dated + 1)
            && self.starts_day(dated + 1)
        {
            return dated + 1 - at;
        }
        if comma && (slots.date.weekday.is_some() || slots.date.day.is_some()) && slots.date.year.is_none() {
            let next = reader.is_yeh(at + 1);
            let dated =
                self.starts_day(at + 1) || (slots.date.day.is_some() && self.year_number(at + 1).is_some());
            return usize::from(dated && !next);
        }
        if comma
            && slots.clock.is_none()
            && !slots.date.is_empty()
            && reader.has(at + 1, Tag::Clock).is_some()
        {
            return 1;
        }
        if slots.clock.is_none()
            && !slots.date.is_empty()
            && let Some(joining) = self.before_clock(at)
        {
            return joining;
        }
        if form.eq_ignore_ascii_case("at") && !slots.date.is_empty() {
            return 1;
        }
        0
    }

    /// "The beginning of", "the end of" before a date; a word that itself ends in yeh has an izafe that is not
    /// written.
    fn position(&self, at: usize) -> Option<Meaning> {
        let silent = self.reader.form(at).ends_with(YEH);
        let (meaning, ()) = self.reader.find(at, |tag, features| {
            let features = features.without(Features::PREPOSITION);
            (tag == Tag::Position && (features.has(Features::IZAFE) || silent && features.is_empty()))
                .then_some(())
        })?;
        Some(meaning)
    }

    /// The period that "the end of" without a name is of: "the end of the month", the document's own.
    fn own_period(&self, at: usize, slots: &mut Slots) -> Option<Piece> {
        let reader = &self.reader;
        let before = at.checked_sub(1).filter(|before| reader.same_sentence(*before, at))?;
        let whole = Features::DA.with(Features::EWE).with(Features::ADDITIVE);
        let (meaning, unit) = reader.find(at, |tag, features| match tag {
            Tag::Unit(unit @ (Unit::Week | Unit::Month | Unit::Year))
                if features.without(whole).is_empty() =>
            {
                Some(unit)
            }
            _ => None,
        })?;
        let _ = before;
        match unit {
            Unit::Week => slots.date.week = Some(0),
            Unit::Month => slots.date.month = Some(Rel::Off(0)),
            _ => slots.date.year = Some(Rel::Off(0)),
        }
        Some(Piece { end: at + 1, span: reader.span(at, &meaning) })
    }

    /// Number of tokens between a date and "o'clock": "(today)", "and", "at".
    fn before_clock(&self, at: usize) -> Option<usize> {
        let reader = &self.reader;
        let is = |at: usize, kind| reader.token(at).is_some_and(|token| token.kind == kind);
        let today = is(at, TokenKind::Open)
            && reader.has(at + 1, Tag::Day(0)).is_some()
            && is(at + 2, TokenKind::Close);
        let mut next = at + if today { 3 } else { 0 };
        next += usize::from(reader.is(next, AND));
        next += usize::from(reader.is(next, LE));
        (next > at && reader.same_sentence(at, next) && reader.has(next, Tag::Clock).is_some())
            .then_some(next - at)
    }

    /// Does a day of the month or a numeric date begin here?
    fn starts_day(&self, at: usize) -> bool {
        let mut slots = Slots::default();
        self.numeric(at, &mut slots).is_some() || self.day_of_month(at, &mut slots).is_some()
    }

    /// "The past", "soon": named, but left open.
    fn open(&self, at: usize) -> Option<TimeExpression> {
        let reader = &self.reader;
        let expression = |first: usize, end: usize, span| TimeExpression {
            span,
            first,
            end,
            kind: TimeKind::Date,
            when: When::Open,
            zone: None,
            part: None,
            rule: "time.open",
        };
        // Late at night, of no day that is said.
        if let Some((late, ())) = reader.find(at, |tag, features| {
            (tag == Tag::Position && features.without(Features::PREPOSITION).has(Features::IZAFE))
                .then_some(())
        }) && let Some((night, ())) = reader.find(at + 1, |tag, features| {
            (tag == Tag::Part(Part::Night) && features.without(Features::DA).is_empty()).then_some(())
        }) && reader.same_sentence(at, at + 1)
        {
            let span = reader.span(at, &late).cover(reader.span(at + 1, &night));
            return Some(TimeExpression {
                kind: TimeKind::Time,
                part: Some(Part::Night),
                ..expression(at, at + 2, span)
            });
        }
        // In the past, in the future: the word stands alone with the postposition.
        if let Some((meaning, ())) = reader.find(at, |tag, features| {
            (matches!(tag, Tag::Last | Tag::Next)
                && features.has(Features::DA)
                && !features.any(Features::DEFINITE.with(Features::INDEFINITE)))
            .then_some(())
        }) && (at
            .checked_sub(1)
            .is_some_and(|before| reader.is(before, LE) && reader.same_sentence(before, at))
            || meaning.features.has(Features::PREPOSITION))
        {
            return Some(expression(at, at + 1, reader.span(at, &meaning)));
        }
        // The same in one word.
        if FUSED.iter().any(|this| reader.form(at).starts_with(this))
            && let Some((soon, ())) = reader.find(at, |tag, features| {
                (tag == Tag::Open && !features.has(Features::INDEFINITE)).then_some(())
            })
        {
            return Some(expression(at, at + 1, reader.span(at, &soon)));
        }
        // After a little while more.
        if let Some((moment, ())) = reader.find(at, |tag, _| (tag == Tag::Moment).then_some(()))
            && let Some((more, ())) = reader.find(at + 1, |tag, _| (tag == Tag::Other).then_some(()))
            && reader.same_sentence(at, at + 1)
        {
            return Some(expression(at, at + 2, reader.span(at, &moment).cover(reader.span(at + 1, &more))));
        }
        // In these near (days).
        if let Some((this, ())) = reader.find(at, |tag, _| (tag == Tag::This).then_some(()))
            && let Some((soon, ())) = reader.find(at + 1, |tag, features| {
                (tag == Tag::Open && !features.any(Features::INDEFINITE.with(Features::PREPOSITION)))
                    .then_some(())
            })
            && reader.same_sentence(at, at + 1)
        {
            return Some(expression(at, at + 2, reader.span(at, &this).cover(reader.span(at + 1, &soon))));
        }
        // In the coming period.
        if let Some((span, ())) =
            reader.find(at, |tag, features| (tag == Tag::Span && features.has(Features::IZAFE)).then_some(()))
            && let Some((last, _)) = self.direction(at + 1)
            && reader.same_sentence(at, at + 1)
        {
            return Some(expression(at, at + 2, reader.span(at, &span).cover(reader.span(at + 1, &last))));
        }
        // In a near period, in a near future.
        let (span, ()) = reader.find(at, |tag, features| {
            (matches!(tag, Tag::Span | Tag::Next) && features.has(Features::INDEFINITE)).then_some(())
        })?;
        let (near, ()) = reader.find(at + 1, |tag, _| (tag == Tag::Open).then_some(()))?;
        let start = reader.token(at)?.span.start as usize
            + (reader.span(at, &span).start - reader.token(at)?.span.start) as usize;
        let whole = Span::new(start, reader.span(at + 1, &near).end as usize);
        Some(expression(at, at + 2, whole))
    }

    /// A number that can only be a year: four digits from 1900 to 2099.
    fn year_number(&self, at: usize) -> Option<i32> {
        let token = self.reader.token(at)?;
        let year = self.reader.whole(at).filter(|_| token.folded.len() == 4)?;
        (1900..2100).contains(&year).then_some(year)
    }

    /// The era said after a year, as the calendar it makes: tokens used and calendar.
    fn era(&self, at: usize) -> Option<(usize, Calendar, Span<Original>)> {
        let reader = &self.reader;
        let era = |at: usize| {
            reader.find(at, |tag, _| match tag {
                Tag::Era(era) => Some(era),
                _ => None,
            })
        };
        let skip = usize::from(reader.is_yeh(at));
        let (meaning, first) = era(at + skip)?;
        let span = reader.span(at + skip, &meaning);
        Some(match (first, era(at + skip + 1)) {
            (Era::Hijri, Some((second, Era::Solar))) => {
                (skip + 2, Calendar::Persian, span.cover(reader.span(at + skip + 1, &second)))
            }
            (Era::Hijri, Some((second, Era::Lunar))) => {
                (skip + 2, Calendar::Hijri, span.cover(reader.span(at + skip + 1, &second)))
            }
            (Era::Hijri, _) => (skip + 1, Calendar::Hijri, span),
            (Era::Solar, _) => (skip + 1, Calendar::Persian, span),
            (Era::Kurdish, _) => (skip + 1, Calendar::Kurdish, span),
            (Era::Common, _) => (skip + 1, Calendar::Gregorian, span),
            (Era::Lunar, _) => return None,
        })
    }
}

/// "In this", "with this" written together with the word after them.
const FUSED: &[&str] = &["\u{644}\u{6d5}\u{645}", "\u{628}\u{6d5}\u{645}"];
/// The preposition "in".
const LE: &str = "\u{644}\u{6d5}";

/// A plain number as a part of a date.
fn at(value: i32) -> Rel {
    Rel::At(value)
}

/// The expression that the filled slots make.
fn finish(first: usize, end: usize, span: Span<Original>, mut slots: Slots) -> Option<TimeExpression> {
    let mut rule = "time.date";
    if slots.unsure && slots.date.day.is_none() && slots.date.year.is_none() && slots.date.direction.is_none()
    {
        return None;
    }
    if slots.head.is_some() && slots.date.is_empty() && slots.clock.is_none() && !slots.open {
        return None;
    }
    if let Some((said, minute)) = slots.clock {
        let hour = clock::hour(said, slots.part)?;
        let minute = u8::try_from(minute).ok().filter(|minute| *minute < 60)?;
        let date = Some(slots.date).filter(|date| !date.is_empty());
        return Some(TimeExpression {
            span,
            first,
            end,
            kind: TimeKind::Time,
            when: When::Clock { date, hour, minute },
            zone: slots.zone,
            part: slots.part,
            rule: "time.clock",
        });
    }
    if slots.open && slots.date.is_empty() {
        let (kind, when) = (TimeKind::Date, When::Open);
        return Some(TimeExpression {
            span,
            first,
            end,
            kind,
            when,
            zone: None,
            part: slots.part,
            rule: "time.open",
        });
    }
    if slots.date.is_empty() {
        return None;
    }
    if slots.night && slots.date.offset.is_none() && slots.date.weekday.is_none() && slots.date.day.is_none()
    {
        slots.date.offset = Some(0);
    }
    if slots.date.offset.is_some() || slots.date.week.is_some() || slots.date.beside.is_some() {
        rule = "time.deictic";
    } else if slots.date.weekday.is_some() && slots.date.day.is_none() {
        rule = "time.weekday";
    }
    Some(TimeExpression {
        span,
        first,
        end,
        kind: TimeKind::Date,
        when: When::Date(slots.date),
        zone: None,
        part: slots.part,
        rule,
    })
}
