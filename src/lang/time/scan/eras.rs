//! Seasons, decades and centuries.

use super::{
    super::super::{
        Features,
        vocabulary::{Tag, Unit},
    },
    super::Direction,
    LE, Piece, Scanner, Slots, at as said,
};

impl Scanner<'_> {
    /// A season with its year, last or next, or after "the season of".
    pub(super) fn season(&self, at: usize, slots: &mut Slots) -> Option<Piece> {
        if !slots.date.is_empty() {
            return None;
        }
        let reader = &self.reader;
        let this = reader.has(at, Tag::This);
        let head = reader.find(at, |tag, features| {
            (tag == Tag::Unit(Unit::Season) && features.has(Features::IZAFE)).then_some(())
        });
        let here = at + usize::from(this.is_some() || head.is_some());
        let (meaning, season) = reader.find(here, |tag, features| match tag {
            Tag::Season(season)
                if !features.any(Features::PLURAL.with(Features::DEFINITE).with(Features::INDEFINITE)) =>
            {
                Some(season)
            }
            _ => None,
        })?;
        if !reader.same_sentence(at, here) {
            return None;
        }
        let mut inner = slots.clone();
        let mut piece = Piece { end: here + 1, span: reader.span(here, &meaning) };
        if meaning.features.has(Features::IZAFE) {
            self.year_beside(&mut piece, &mut inner);
        }
        if let Some(this) = this {
            meaning.features.any(Features::DEMONSTRATIVE.with(Features::COPULA)).then_some(())?;
            inner.date.year = Some(super::Rel::Off(0));
            piece.span = reader.span(at, &this).cover(piece.span);
        }
        if let Some((head, ())) = head {
            piece.span = reader.span(at, &head).cover(piece.span);
        }
        if inner.date.year.is_some() || inner.date.direction.is_some() {
            inner.date.season = Some(season);
        } else {
            // "In winter".
            let placed = meaning.features.without(Features::PREPOSITION) == Features::DA
                && (meaning.features.has(Features::PREPOSITION)
                    || at
                        .checked_sub(1)
                        .is_some_and(|before| reader.is(before, LE) && reader.same_sentence(before, at)));
            (head.is_some() || placed).then_some(())?;
            inner.open = true;
        }
        *slots = inner;
        Some(piece)
    }

    /// `سەدەی بیستەم`, `سەدەی ٢٠ و ٢١`.
    pub(super) fn century(&self, at: usize, slots: &mut Slots) -> Option<Piece> {
        if !slots.date.is_empty() {
            return None;
        }
        let reader = &self.reader;
        let (head, ()) = reader.find(at, |tag, features| {
            (tag == Tag::Unit(Unit::Century) && features.has(Features::IZAFE)).then_some(())
        })?;
        if let Some((last, Direction::Last)) = self.direction(at + 1) {
            slots.date.year = Some(said(1901));
            slots.date.until_year = Some(2000);
            return Some(Piece {
                end: at + 2,
                span: reader.span(at, &head).cover(reader.span(at + 1, &last)),
            });
        }
        let (first, end) = self.counted_century(at + 1)?;
        let mut span = reader.span(at, &head).cover(self.cover(at + 1, end));
        let (mut last, mut after) = (first, end);
        if reader.is(end, "\u{648}")
            && let Some((next, end)) = self.counted_century(end + 1)
            && next == first + 1
        {
            span = span.cover(self.cover(after + 1, end));
            (last, after) = (next, end);
        }
        slots.date.year = Some(said(100 * (first - 1) + 1));
        slots.date.until_year = Some(100 * last);
        Some(Piece { end: after, span })
    }

    /// The number of a century, 1 to 21, and the token after it.
    fn counted_century(&self, at: usize) -> Option<(i32, usize)> {
        let reader = &self.reader;
        let ordinal = reader.find(at, |tag, _| match tag {
            Tag::Ordinal(value) => i32::try_from(value).ok(),
            _ => None,
        });
        let (number, mut end) = if let Some((_, value)) = ordinal {
            (value, at + 1)
        } else {
            let number = reader.number(at).filter(|number| number.value.fract() == 0.0 && !number.rough)?;
            (number.value as i32, number.end)
        };
        let ending = reader.find(end, |tag, _| (tag == Tag::OrdinalEnding).then_some(())).is_some();
        if ending && reader.token(end).is_some_and(|token| token.glued) {
            end += 1;
        }
        (1..=21).contains(&number).then_some((number, end))
    }

    /// `ساڵانی نەوەدەکان`, `هەشتاکانی سەدەی ڕابردوو`: years of the twentieth century.
    pub(super) fn decade(&self, at: usize, slots: &mut Slots) -> Option<Piece> {
        if !slots.date.is_empty() {
            return None;
        }
        let reader = &self.reader;
        let head = reader.find(at, |tag, features| {
            let years = tag == Tag::Unit(Unit::Year) && features.has(Features::PLURAL);
            ((years || tag == Tag::Unit(Unit::Decade)) && features.has(Features::IZAFE)).then_some(())
        });
        let here = at + usize::from(head.is_some());
        let (meaning, tens) = reader.find(here, |tag, features| match tag {
            Tag::Number { value, .. }
                if features.has(Features::PLURAL)
                    && (20.0..=90.0).contains(&value)
                    && value % 10.0 == 0.0 =>
            {
                Some(value as i32)
            }
            _ => None,
        })?;
        if !reader.same_sentence(at, here) {
            return None;
        }
        let mut piece = Piece { end: here + 1, span: reader.span(here, &meaning) };
        let century = reader.find(here + 1, |tag, _| (tag == Tag::Unit(Unit::Century)).then_some(()));
        if let Some((century, ())) = century {
            piece = Piece { end: here + 2, span: piece.span.cover(reader.span(here + 1, &century)) };
            if let Some((last, _)) = self.direction(here + 2) {
                piece = Piece { end: here + 3, span: piece.span.cover(reader.span(here + 2, &last)) };
            } else if let Some((20, end)) = self.counted_century(here + 2) {
                piece = Piece { end, span: piece.span.cover(self.cover(here + 2, end)) };
            }
        }
        if let Some((head, ())) = &head {
            piece.span = reader.span(at, head).cover(piece.span);
        }
        // "In the eighties" needs no head.
        let placed = meaning.features.has(Features::DEFINITE.with(Features::DA))
            && (meaning.features.has(Features::PREPOSITION)
                || at.checked_sub(1).is_some_and(|before| {
                    (reader.is(before, LE) || self.position(before).is_some())
                        && reader.same_sentence(before, at)
                }));
        (head.is_some() || century.is_some() || placed).then_some(())?;
        slots.date.year = Some(said(1900 + tens));
        slots.date.until_year = Some(1909 + tens);
        Some(piece)
    }
}
