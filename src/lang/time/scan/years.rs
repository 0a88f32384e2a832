//! Years: said after "the year", as ranges and decades.

use super::{
    super::{
        super::{TokenKind, vocabulary::Tag},
        Rel,
    },
    Piece, Scanner, Slots,
};

impl Scanner<'_> {
    /// "This fiscal year".
    pub(super) fn year_kind(&self, piece: &mut Piece) {
        if let Some(kind) = self.reader.has(piece.end, Tag::YearKind) {
            *piece = Piece { end: piece.end + 1, span: piece.span.cover(self.reader.span(piece.end, &kind)) };
        }
    }

    /// The number of a year after "the year": value and token after it; a bracket around it is its own.
    pub(super) fn said_year(&self, at: usize) -> Option<(i32, usize)> {
        let reader = &self.reader;
        let bracketed = reader.token(at).is_some_and(|token| token.kind == TokenKind::Open);
        let here = at + usize::from(bracketed);
        let token = reader.token(here)?;
        let Some(year) = reader.whole(here) else {
            let number = reader.number(here)?;
            let year = number.value as i32;
            return (number.value.fract() == 0.0 && (1000..2900).contains(&year) && !bracketed)
                .then_some((year, number.end));
        };
        if bracketed && reader.token(here + 1).is_none_or(|token| token.kind != TokenKind::Close) {
            return None;
        }
        if token.folded.len() != 4 && !(token.folded.len() == 2 && self.era(here + 1).is_some()) {
            return None;
        }
        let end = here + 1 + usize::from(bracketed);
        (token.folded.len() == 2 || (600..2900).contains(&year)).then_some((year, end))
    }

    /// "The year 97": of which century and calendar is not said.
    pub(super) fn short_year(&self, at: usize) -> bool {
        let reader = &self.reader;
        let two = reader.token(at).is_some_and(|token| token.folded.len() == 2);
        two && reader.whole(at).is_some_and(|year| (40..100).contains(&year))
            && !reader.counts_something(at + 1)
    }

    /// `2019 - 2020`, `1990کان`.
    pub(super) fn year_range(&self, piece: &mut Piece, slots: &mut Slots) {
        let reader = &self.reader;
        if matches!(reader.form(piece.end), "-" | "/" | "\u{2013}" | "\u{62a}\u{627}" | "\u{628}\u{6c6}")
            && let Some(until) = self.year_number(piece.end + 1)
            && let Some(Rel::At(from)) = slots.date.year
            && until > from
        {
            slots.date.until_year = Some(until);
            *piece = Piece {
                end: piece.end + 2,
                span: piece.span.cover(self.cover(piece.end + 1, piece.end + 2)),
            };
        } else if let Some(Rel::At(from)) = slots.date.year
            && from % 10 == 0
            && reader.form(piece.end).starts_with(DEFINITE_PLURAL)
            && reader.token(piece.end).is_some_and(|token| token.glued)
        {
            slots.date.until_year = Some(from + 9);
            *piece = Piece { end: piece.end + 1, span: piece.span };
        }
    }
}

const DEFINITE_PLURAL: &str = "\u{6a9}\u{627}\u{646}";
