//! Nouns that head a date: the day of, the night of, the date of, that day.

use super::{
    super::super::{
        Features, TokenKind,
        number::AND,
        vocabulary::{Meaning, Part, Tag, Unit},
    },
    super::Rel,
    Piece, Scanner, Slots,
    lengths::{DA, DEMONSTRATIVES},
};
use crate::model::{Original, Span};

impl Scanner<'_> {
    /// "The day of", "the night of", "the date of" wait for what follows, which may stand in brackets.
    pub(super) fn headed(&self, at: usize, head: &Meaning, unit: Unit, slots: &mut Slots) -> Option<Piece> {
        let reader = &self.reader;
        if slots.head.is_some() || !slots.date.is_empty() {
            return None;
        }
        let mut inner = slots.clone();
        inner.head = Some(Unit::Day);
        let next = at + 1;
        if !reader.same_sentence(at, next) {
            return None;
        }
        let bracket = usize::from(reader.token(next).is_some_and(|token| token.kind == TokenKind::Open));
        let mut follows = self.numeric(next + bracket, &mut inner);
        if bracket > 0 {
            let close = follows?.end;
            if reader.token(close).is_some_and(|token| token.kind == TokenKind::Close) {
                follows = Some(Piece { end: close + 1, span: self.cover(next, close + 1) });
            } else {
                return None;
            }
        }
        let follows = follows
            .or_else(|| self.day_of_month(next, &mut inner))
            .or_else(|| self.deictic(next, &mut inner))
            .or_else(|| self.weekday(next, &mut inner))?;
        let span = reader.span(at, head).cover(follows.span);
        inner.head = None;
        *slots = inner;
        if unit == Unit::Night {
            slots.part = Some(Part::Night);
        }
        Some(Piece { end: follows.end, span })
    }

    /// A word with its endings, but for the postposition.
    pub(super) fn without_da(&self, at: usize, meaning: &Meaning) -> Option<Span> {
        let start = self.reader.token(at)?.folded.start as usize;
        let end = start + self.reader.form(at).trim_end_matches(DA).len();
        Some(self.reader.text.folded().original(Span::new(start + meaning.start as usize, end)))
    }

    /// "On that day": the day last named; "in those years" is left open.
    pub(super) fn that_day(
        &self,
        at: usize,
        (meaning, unit): (&Meaning, Unit),
        slots: &mut Slots,
    ) -> Option<Piece> {
        let reader = &self.reader;
        let features = meaning.features;
        let before = at.checked_sub(1).filter(|before| reader.same_sentence(*before, at))?;
        let fits = features.has(Features::DA)
            && features.any(Features::DEMONSTRATIVE.with(Features::COPULA))
            && slots.date.is_empty()
            && DEMONSTRATIVES.contains(&reader.form(before));
        match unit {
            _ if !fits => return None,
            Unit::Day | Unit::Year if features.has(Features::PLURAL) => slots.open = true,
            Unit::Day => slots.date.beside = Some(0),
            Unit::Year => slots.date.year = Some(Rel::Same),
            Unit::Month => slots.date.month = Some(Rel::Same),
            _ => return None,
        }
        Some(Piece { end: at + 1, span: self.without_da(at, meaning)? })
    }

    /// Is the word beside another month, in a list or range of them?
    pub(super) fn among_months(&self, at: usize) -> bool {
        let reader = &self.reader;
        let joins = |at: usize| {
            matches!(reader.form(at), AND | "-" | "\u{60c}" | ",")
                || reader.find(at, |tag, _| (tag == Tag::Range).then_some(())).is_some()
        };
        let is_month = |month: usize| {
            let found = reader
                .find(month, |tag, _| matches!(tag, Tag::Month { .. } | Tag::MonthPair { .. }).then_some(()));
            found.is_some() && reader.same_sentence(at, month)
        };
        let before = at >= 2 && joins(at - 1) && is_month(at - 2);
        before || joins(at + 1) && is_month(at + 2)
    }

    /// "Last" of several: by its own word, or as those at the end.
    pub(super) fn last_of_all(&self, at: usize) -> Option<Span<Original>> {
        let reader = &self.reader;
        let (meaning, ()) = reader.find(at, |tag, features| {
            let bare = features.without(Features::DA.with(Features::ADDITIVE)).is_empty();
            (matches!(tag, Tag::Last | Tag::Next) || bare && matches!(tag, Tag::Position | Tag::Later(_)))
                .then_some(())
        })?;
        let beside = at > 0 && reader.same_sentence(at - 1, at);
        beside.then(|| reader.span(at, &meaning))
    }

    /// "The last years."
    pub(super) fn last_several(&self, at: usize, meaning: &Meaning, slots: &mut Slots) -> Option<Piece> {
        let several = meaning.features.has(Features::PLURAL) && meaning.features.has(Features::IZAFE);
        let last = self.last_of_all(at + 1).filter(|_| several && slots.date.is_empty())?;
        slots.open = true;
        Some(Piece { end: at + 2, span: self.reader.span(at, meaning).cover(last) })
    }
}
