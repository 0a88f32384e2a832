//! Nouns that head a date: the day of, the night of, the date of.

use super::{
    super::super::{
        TokenKind,
        vocabulary::{Meaning, Part, Unit},
    },
    Piece, Scanner, Slots,
};

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
}
