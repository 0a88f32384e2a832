//! Recurring periods: daily, every week, five days a week.

use super::{
    super::{
        super::{
            Features,
            vocabulary::{Tag, Unit},
        },
        TimeExpression, When, duration,
    },
    LE, Scanner,
    lengths::DEMONSTRATIVES,
};
use crate::model::{Span, TimeKind};

impl Scanner<'_> {
    /// Daily, every week, five days a week.
    pub(super) fn set(&self, at: usize) -> Option<TimeExpression> {
        let reader = &self.reader;
        let before = at.checked_sub(1).filter(|before| reader.same_sentence(*before, at));
        if let Some((meaning, unit)) = reader.find(at, |tag, features| match tag {
            Tag::Set(unit)
                if !features
                    .any(Features::DEFINITE.with(Features::PLURAL).with(Features::FIRST_SINGULAR)) =>
            {
                Some(unit)
            }
            _ => None,
        }) {
            // "These days" has the same letters; "seven years old" a number before it.
            let demonstrative = before.is_some_and(|before| {
                reader.has(before, Tag::This).is_some() || DEMONSTRATIVES.contains(&reader.form(before))
            });
            let counted =
                before.is_some_and(|before| reader.number(before).is_some_and(|number| number.end == at));
            if !demonstrative && !counted && !meaning.features.has(Features::PREPOSITION) {
                let span = reader.span(at, &meaning);
                return Some(self.recurring(at, at + 1, span, unit));
            }
        }
        // Every day, every week.
        if let Some(every) = reader.has(at, Tag::Every).filter(|every| every.features.is_empty()) {
            if let Some(end) = self.every_weekday(at) {
                let span = reader.span(at, &every).cover(self.cover(at + 1, end));
                return Some(self.recurring(at, end, span, Unit::Week));
            }
            let (meaning, unit) = reader.find(at + 1, |tag, features| match tag {
                Tag::Unit(unit @ (Unit::Day | Unit::Night | Unit::Week | Unit::Month | Unit::Year))
                    if features.has(Features::INDEFINITE) || features.is_empty() =>
                {
                    Some(unit)
                }
                _ => None,
            })?;
            if !reader.same_sentence(at, at + 1) {
                return None;
            }
            let span = reader.span(at, &every).cover(reader.span(at + 1, &meaning));
            return Some(self.recurring(at, at + 2, span, unit));
        }
        self.in_one(at, before)
    }

    /// The end of "a Friday", "days of Friday" behind "every", where one follows.
    fn every_weekday(&self, at: usize) -> Option<usize> {
        let reader = &self.reader;
        let (day, ()) = reader.find(at + 1, |tag, _| {
            matches!(tag, Tag::Weekday(_) | Tag::Unit(Unit::Day | Unit::Night)).then_some(())
        })?;
        let is_weekday =
            |at: usize| reader.find(at, |tag, _| matches!(tag, Tag::Weekday(_)).then_some(())).is_some();
        let weekday = at + 1 + usize::from(!is_weekday(at + 1));
        (is_weekday(weekday) && reader.same_sentence(at, weekday)).then_some(())?;
        (weekday == at + 1 || day.features.has(Features::IZAFE)).then_some(weekday + 1)
    }

    /// "In a week five days", "a week one day": a set, where a length of its parts follows; else the length in which
    /// something came about ("in a year 20 people died").
    fn in_one(&self, at: usize, before: Option<usize>) -> Option<TimeExpression> {
        let reader = &self.reader;
        let (meaning, unit) = reader.find(at, |tag, features| match tag {
            Tag::Unit(unit @ (Unit::Day | Unit::Week | Unit::Month | Unit::Year))
                if features.any(Features::INDEFINITE.with(Features::DEMONSTRATIVE))
                    && !features.any(Features::DEFINITE.with(Features::PLURAL)) =>
            {
                Some(unit)
            }
            _ => None,
        })?;
        let part = |at: usize| {
            let number = reader.number(at).filter(|number| !number.izafe)?;
            let (unit_at, ..) = self.range(number);
            reader.unit_of_time(unit_at).filter(|(_, part)| *part < unit)
        };
        let placed =
            meaning.features.has(Features::PREPOSITION) || before.is_some_and(|before| reader.is(before, LE));
        let inside = placed && meaning.features.has(Features::DA);
        let few = |here: &usize| reader.same_sentence(at, *here) && part(*here).is_some();
        let parted = if inside {
            (at + 1..at + 4).any(|here| few(&here))
        } else {
            meaning.features.without(Features::AND) == Features::INDEFINITE && few(&(at + 1))
        };
        if !inside && !parted {
            return None;
        }
        // The indefinite ending belongs to the expression, the postposition does not.
        let span = self.without_da(at, &meaning)?;
        if parted {
            return Some(self.recurring(at, at + 1, span, unit));
        }
        let length = When::Duration(Some(duration::iso(1.0, unit)));
        Some(self.expression_of(at, at + 1, span, TimeKind::Duration, length, "time.duration"))
    }

    /// Every such unit, over the tokens from `at` to `end`.
    fn recurring(&self, at: usize, end: usize, span: Span, unit: Unit) -> TimeExpression {
        self.expression_of(at, end, span, TimeKind::Set, When::Set(period(unit)), "time.set")
    }
}

fn period(unit: Unit) -> &'static str {
    match unit {
        Unit::Week => "P1W",
        Unit::Month => "P1M",
        Unit::Year => "P1Y",
        _ => "P1D",
    }
}
