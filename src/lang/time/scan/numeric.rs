//! Dates and years in digits: `15 - 07 - 2021`, `2020/3/13`, `9. 9. 2020`.

use super::{
    super::super::{
        TokenKind,
        number::{AND, YEH},
        vocabulary::{Calendar, Tag},
    },
    super::calendar::is_possible,
    LE, Piece, Scanner, Slots, at as said,
    lengths::DA,
};

impl Scanner<'_> {
    /// A date in digits. The position of the year decides the order; without it, day before month.
    pub(super) fn numeric(&self, at: usize, slots: &mut Slots) -> Option<Piece> {
        if slots.date.day.is_some() || slots.date.month.is_some() || slots.date.year.is_some() {
            return None;
        }
        let reader = &self.reader;
        let first = reader.whole(at)?;
        if let Some(piece) = self.spelled_out(at, first, slots) {
            return Some(piece);
        }
        let mark = reader.form(at + 1);
        if !matches!(mark, "/" | "-" | "." | "\u{2013}" | "\\" | "_") || !reader.same_sentence(at, at + 2) {
            return None;
        }
        let second = reader.whole(at + 2)?;
        let digits = |at: usize| reader.token(at).map_or(0, |token| token.folded.len());
        let third = if reader.is(at + 3, mark) { reader.whole(at + 4) } else { None };
        let Some(third) = third else {
            // Day and month alone need a head before them ("on the day of").
            let headed = slots.head.is_some() || slots.date.weekday.is_some();
            if !headed || mark != "/" || !is_possible(None, second, first) {
                return None;
            }
            (slots.date.day, slots.date.month) = (Some(said(first)), Some(said(second)));
            return Some(Piece { end: at + 3, span: self.cover(at, at + 3) });
        };
        let (mut year, month, day, order) = if digits(at) == 4 {
            (first, second, third, "year first")
        } else if digits(at + 4) == 4 {
            (third, second, first, "year last")
        } else if digits(at + 4) == 2 && mark == "/" && digits(at) <= 2 {
            (2000 + third, second, first, "year last")
        } else {
            return None;
        };
        let (mut month, mut day) = (month, day);
        if month > 12 && day <= 12 && order == "year last" {
            (month, day) = (day, month);
        }
        if !(1..=12).contains(&month) || !(1..=31).contains(&day) || digits(at + 2) > 2 {
            return None;
        }
        let calendar = match year {
            2600..=2800 => Some(Calendar::Kurdish),
            1300..=1420 => Some(Calendar::Persian),
            1421..=1500 => Some(Calendar::Hijri),
            1800..=2200 => None,
            _ => return None,
        };
        if let Some((_, calendar, _)) = self.era(at + 5) {
            slots.date.calendar = Some(calendar);
        } else {
            slots.date.calendar = calendar;
        }
        if slots.date.calendar == Some(Calendar::Gregorian) {
            slots.date.calendar = None;
        }
        year = year.min(9000);
        (slots.date.year, slots.date.month, slots.date.day) =
            (Some(said(year)), Some(said(month)), Some(said(day)));
        let used = self.era(at + 5).map_or(0, |(used, _, _)| used);
        Some(Piece { end: at + 5 + used, span: self.cover(at, at + 5 + used) })
    }

    /// Day, month and year in digits, each linked to the next: `15ی 2ی 2021`.
    fn spelled_out(&self, at: usize, day: i32, slots: &mut Slots) -> Option<Piece> {
        let reader = &self.reader;
        if !reader.is_yeh(at + 1) || !reader.same_sentence(at, at + 2) {
            return None;
        }
        if !reader.is_yeh(at + 3) || !reader.same_sentence(at, at + 4) || self.year_number(at + 4).is_none() {
            return self.day_and_month(at, day, slots);
        }
        let (month, year) = (reader.whole(at + 2)?, self.year_number(at + 4)?);
        is_possible(Some(year), month, day).then_some(())?;
        (slots.date.year, slots.date.month, slots.date.day) =
            (Some(said(year)), Some(said(month)), Some(said(day)));
        Some(Piece { end: at + 5, span: self.cover(at, at + 5) })
    }

    /// The day and the number of the month, where "today", "the day" or a year beside them says that they are such.
    fn day_and_month(&self, at: usize, day: i32, slots: &mut Slots) -> Option<Piece> {
        let reader = &self.reader;
        let month = reader.whole(at + 2)?;
        let apart = reader.token(at + 2).is_some_and(|token| !token.glued);
        let mut inner = slots.clone();
        (inner.date.day, inner.date.month) = (Some(said(day)), Some(said(month)));
        let mut piece = Piece { end: at + 3, span: self.cover(at, at + 3) };
        let alone = piece.end;
        self.year_beside(&mut piece, &mut inner);
        let told = slots.head.is_some() || slots.date.offset.is_some() || slots.date.weekday.is_some();
        let fits = apart
            && is_possible(None, month, day)
            && (piece.end > alone || told && !reader.is_yeh(alone) && !reader.counts_something(alone));
        fits.then_some(())?;
        *slots = inner;
        Some(piece)
    }

    /// A bare year: after an izafe, in brackets or with a postposition.
    pub(super) fn year(&self, at: usize, slots: &mut Slots) -> Option<Piece> {
        if slots.date.year.is_some() {
            return None;
        }
        let reader = &self.reader;
        let year = self.year_number(at)?;
        let span = self.cover(at, at + 1);
        let before = at.checked_sub(1).filter(|before| reader.same_sentence(*before, at));
        let glued = reader.token(at + 1).is_some_and(|token| token.glued && token.kind == TokenKind::Word);
        let apart = before.is_some_and(|before| reader.is(before, LE)) && reader.is(at + 1, DA);
        let ending = apart
            || glued
                && matches!(
                    reader.form(at + 1),
                    "\u{62f}\u{627}" | "\u{6d5}\u{648}\u{6d5}" | "\u{648}\u{6d5}" | "\u{6cc}"
                );
        let closes = |at: usize| reader.token(at).is_some_and(|token| token.kind == TokenKind::Close);
        let is_range =
            matches!(reader.form(at + 1), "-" | "/" | "\u{2013}") && self.year_number(at + 2).is_some();
        // A number in brackets at the head of a row of a table is a count.
        let inside = at >= 2 && reader.is(at - 2, LE) && reader.same_sentence(at - 2, at);
        let named = inside
            || at >= 3
                && (at - 3..at - 1).all(|before| {
                    reader.same_sentence(before, at)
                        && reader.token(before).is_some_and(|token| token.kind == TokenKind::Word)
                });
        let in_brackets = named
            && before.is_some_and(|before| {
                reader.token(before).is_some_and(|token| token.kind == TokenKind::Open)
            })
            && (closes(at + 1) || (is_range || reader.is(at + 1, AND)) && closes(at + 3));
        // "The years 1983, 1984 and 1985."
        let listed = before.is_some_and(|before| {
            matches!(reader.form(before), "\u{648}" | "\u{60c}" | ",")
                && before.checked_sub(1).is_some_and(|before| {
                    self.year_number(before).is_some() && reader.same_sentence(before, at)
                })
        });
        // "From 2003 to 2017."
        let until = before.is_some_and(|before| {
            reader.find(before, |tag, _| (tag == Tag::Range).then_some(())).is_some()
                && (2..=4).any(|back| {
                    at.checked_sub(back).is_some_and(|from| {
                        reader.same_sentence(from, at)
                            && self.year_number(from).is_some_and(|from| from < year)
                    })
                })
                && !reader.counts_something(at + 1)
        });
        // "Since 2014", "after 2003": no round number, which could count what follows.
        let led = year % 10 != 0
            && !reader.counts_something(at + 1)
            && before.is_some_and(|before| {
                let side = |at: usize| {
                    reader.find(at, |tag, _| matches!(tag, Tag::Before | Tag::After).then_some(())).is_some()
                };
                reader.is(before, LE) || side(before)
            });
        let placed = until || led || before.is_some_and(|before| reader.has(before, Tag::Position).is_some());
        let dated = !slots.date.is_empty();
        let izafe = |at: usize| {
            reader.token(at).is_some_and(|token| {
                token.kind == TokenKind::Word
                    && reader.form(at).ends_with(YEH)
                    && reader.find(at, |tag, _| (tag == Tag::Label).then_some(())).is_none()
            })
        };
        let counted = reader.counts_something(at + 1) || self.is_noun(at + 1);
        let headed = match before {
            Some(_) if in_brackets || placed || (listed && !reader.counts_something(at + 1)) => true,
            Some(before) => {
                izafe(before) && !counted
                    || (reader.is(before, LE) || reader.is(before, TO)) && (ending || !counted)
            }
            None => false,
        };
        if !(dated || ending || headed)
            || (counted && !ending && !in_brackets && !dated && !listed && !placed)
        {
            return None;
        }
        slots.date.year = Some(said(year));
        let mut piece = Piece { end: at + 1, span };
        self.year_range(&mut piece, slots);
        Some(piece)
    }

    /// Could the token be a noun that a number before it counts?
    fn is_noun(&self, at: usize) -> bool {
        self.reader.token(at).is_some_and(|token| {
            token.kind == TokenKind::Word && !token.glued && !self.tables.counts_nothing(self.reader.form(at))
        })
    }
}

/// For, to.
const TO: &str = "\u{628}\u{6c6}";
