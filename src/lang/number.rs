//! Numbers in digits, words and both: `دوو ملیۆن و 51 هەزار و 527` is one number.
//!
//! Reads a number that begins at a token; what it counts is for others to say.

use super::{
    Features, Text, Token, TokenKind,
    vocabulary::{Meaning, Meanings, Tag},
};
use crate::model::{Original, Span};

/// A number as written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// Its value.
    pub value: f64,
    /// First token.
    pub first: usize,
    /// One past the last token.
    pub end: usize,
    /// In the original, without endings.
    pub span: Span<Original>,
    /// Digits only?
    pub digits: bool,
    /// A word that is also another word (`دە`, `سی`): a number only before a noun that is counted.
    pub risky: bool,
    /// Tens of, hundreds of: said as an order of magnitude.
    pub rough: bool,
    /// The indefinite ending makes it one (`ملیۆنێک`).
    pub indefinite: bool,
    /// Does an ending follow that makes it an ordinal or a label (`٢٠ی`, `14ەم`)?
    pub izafe: bool,
}

/// Tokens of a text with what their words may mean.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) text: &'a Text,
    pub(super) tokens: &'a [Token],
    pub(super) meanings: &'a Meanings,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a Text, meanings: &'a Meanings) -> Self {
        Self { text, tokens: text.tokens(), meanings }
    }

    pub(super) fn token(&self, at: usize) -> Option<&'a Token> {
        self.tokens.get(at)
    }

    pub(super) fn form(&self, at: usize) -> &'a str {
        self.token(at).map_or("", |token| self.text.form(token))
    }

    pub(super) fn is(&self, at: usize, form: &str) -> bool {
        self.form(at) == form
    }

    pub(super) fn find<T>(
        &self,
        at: usize,
        want: impl Fn(Tag, Features) -> Option<T>,
    ) -> Option<(Meaning, T)> {
        let token = self.token(at)?;
        self.meanings.find(token, |meaning| want(meaning.tag, meaning.features))
    }

    pub(super) fn has(&self, at: usize, tag: Tag) -> Option<Meaning> {
        self.meanings.has(self.token(at)?, tag)
    }

    /// The original bytes of the meaning's own letters.
    pub(super) fn span(&self, at: usize, meaning: &Meaning) -> Span<Original> {
        let Some(token) = self.token(at) else { return Span::default() };
        let start = token.folded.start as usize;
        self.text.folded().original(Span::new(start + meaning.start as usize, start + meaning.end as usize))
    }

    /// Are two neighbouring tokens in one sentence?
    pub(super) fn same_sentence(&self, a: usize, b: usize) -> bool {
        match (self.token(a), self.token(b)) {
            (Some(a), Some(b)) => a.sentence == b.sentence,
            _ => false,
        }
    }

    /// Is the token an ending that stands alone because it is glued to digits or a closing mark (or
    /// written apart from digits, as `٢٠ ی`)?
    pub(super) fn is_yeh(&self, at: usize) -> bool {
        self.is(at, YEH) || self.is(at, YEH_YEH)
    }

    /// The value of a number token: its digits, with thousands separators and a decimal point.
    pub(super) fn digits(&self, at: usize) -> Option<f64> {
        let token = self.token(at).filter(|token| token.kind == TokenKind::Number)?;
        value_of(self.text.form(token))
    }

    /// A whole number of a token without any separator.
    pub(super) fn whole(&self, at: usize) -> Option<i32> {
        let token = self.token(at).filter(|token| token.kind == TokenKind::Number)?;
        let form = self.text.form(token);
        if form.len() > 6 { None } else { form.parse().ok() }
    }

    /// The number that begins at token `at`.
    pub(super) fn number(&self, at: usize) -> Option<Number> {
        let mut open = at;
        while open < at + 1 && self.token(open).is_some_and(|token| token.kind == TokenKind::Open) {
            open += 1;
        }
        let bracketed = open > at;
        let first = self.token(open)?;
        if first.kind != TokenKind::Number && !self.meanings.begins(first).number {
            return None;
        }
        let mut number = self.sum(open)?;
        if bracketed {
            // `(250) هەزار`: the bracket belongs to the number where words go on after it.
            if self.token(number.end).is_none_or(|token| token.kind != TokenKind::Close) {
                return None;
            }
            number.end += 1;
            number.first = at;
            if let (Some(first), Some(last)) = (self.token(at), self.token(number.end - 1)) {
                number.span = first.span.cover(last.span);
            }
            if let Some((meaning, scale)) = self.scale(number.end) {
                number.value *= scale;
                number.span = number.span.cover(self.span(number.end, &meaning));
                number.end += 1;
            }
        }
        if self.is_yeh(number.end)
            && number.digits
            && self.token(number.end).is_some_and(|token| token.glued || !bracketed)
        {
            number.izafe = true;
        }
        Some(number)
    }

    fn sum(&self, at: usize) -> Option<Number> {
        let mut sum = self.term(at)?;
        // What was counted in full scales, and what still waits for one: `دووسەد و پەنجا | هەزار`.
        let mut total = 0.0;
        let mut group = sum.value;
        let mut room = magnitude(&sum);
        let mut ceiling = f64::INFINITY;
        loop {
            while !sum.izafe
                && !sum.indefinite
                && self.same_sentence(at, sum.end)
                && !self.ends_with_and(sum.end - 1)
            {
                let Some((meaning, scale)) = self.scale(sum.end).filter(|(_, scale)| *scale < ceiling) else {
                    break;
                };
                group *= scale;
                ceiling = if scale >= 1000.0 { scale } else { ceiling };
                room = scale;
                sum.span = sum.span.cover(self.span(sum.end, &meaning));
                sum.end += 1;
                sum.digits = false;
                sum.risky = false;
                if scale >= 1000.0 && !self.scale(sum.end).is_some_and(|(_, next)| next > scale) {
                    total += group;
                    group = 0.0;
                }
            }
            sum.value = total + group;
            if sum.izafe || (sum.indefinite && self.has(sum.end + 1, Tag::Half).is_none()) {
                break;
            }
            let mut next = sum.end;
            if self.is(next, AND) {
                next += 1;
            } else if !self.ends_with_and(sum.end - 1) && !self.juxtaposed(next, room, ceiling) {
                break;
            }
            if !self.same_sentence(at, next) {
                break;
            }
            if let Some(half) = self.has(next, Tag::Half).filter(|_| self.scale(next + 1).is_none()) {
                // `دوو و نیو`, `ملیۆنێک و نیو`: half of what was counted last.
                sum.value += 0.5 * if sum.value >= 100.0 { largest_scale(sum.value) } else { 1.0 };
                sum.span = sum.span.cover(self.span(next, &half));
                sum.end = next + 1;
                sum.digits = false;
                break;
            }
            let Some(term) = self.term(next) else { break };
            if term.value >= room || term.rough || term.value <= 0.0 {
                break;
            }
            room = magnitude(&term);
            group += term.value;
            sum.span = sum.span.cover(term.span);
            sum.end = term.end;
            sum.digits = false;
            sum.risky = false;
            sum.izafe = term.izafe;
        }
        Some(sum)
    }

    /// `19 هەزار 500`: two digits or more right behind a scale word go on without "and".
    fn juxtaposed(&self, at: usize, room: f64, ceiling: f64) -> bool {
        room >= 1000.0
            && ceiling.is_finite()
            && self.whole(at).is_some_and(|more| more >= 10 && f64::from(more) < room)
            && self.token(at).is_some_and(|token| !token.glued)
            && !matches!(self.form(at + 1), "-" | "/" | ":" | "%")
    }

    /// Digits or a number word with the hundred that may follow it.
    fn term(&self, at: usize) -> Option<Number> {
        let token = self.token(at)?;
        let mut number = Number {
            value: 0.0,
            first: at,
            end: at + 1,
            span: token.span,
            digits: false,
            risky: false,
            rough: false,
            indefinite: false,
            izafe: false,
        };
        if let Some(value) = self.digits(at) {
            number.value = value;
            number.digits = true;
        } else if let Some((meaning, (value, risky))) = self.find(at, |tag, features| match tag {
            Tag::Number { value, risky }
                if plain(features) && !(risky && features.has(Features::PREPOSITION)) =>
            {
                Some((value, risky))
            }
            _ => None,
        }) {
            number.value = value;
            number.risky = risky;
            number.span = self.span(at, &meaning);
            number.izafe = meaning.features.has(Features::IZAFE);
        } else if let Some((meaning, value)) = self.find(at, |tag, features| match tag {
            Tag::Tens(value) if plain(features) => Some(value),
            _ => None,
        }) {
            number.value = value;
            number.rough = true;
            number.span = self.span(at, &meaning);
        } else if let Some(meaning) = self.has(at, Tag::Half).filter(|meaning| meaning.features.is_empty()) {
            self.scale(at + 1)?;
            number.value = 0.5;
            number.span = self.span(at, &meaning);
        } else if let Some((meaning, scale)) = self.scale(at) {
            number.value = scale;
            number.span = self.span(at, &meaning);
            number.indefinite = meaning.features.has(Features::INDEFINITE);
        } else {
            return None;
        }
        let hundred = self.scale(number.end).filter(|(_, scale)| *scale < 1000.0);
        if let Some((meaning, scale)) = hundred.filter(|_| {
            !number.izafe
                && number.value < 100.0
                && self.same_sentence(at, number.end)
                && !self.ends_with_and(at)
        }) {
            number.value *= scale;
            number.span = number.span.cover(self.span(number.end, &meaning));
            number.end += 1;
            number.digits = false;
            number.risky = false;
        }
        Some(number)
    }

    fn scale(&self, at: usize) -> Option<(Meaning, f64)> {
        self.find(at, |tag, features| match tag {
            Tag::Scale(_) if features.has(Features::PREPOSITION) => None,
            Tag::Scale(value) if plain(features) || features.without(NEUTRAL) == Features::INDEFINITE => {
                Some(value)
            }
            _ => None,
        })
    }

    /// Does the token's word carry a glued "and"?
    fn ends_with_and(&self, at: usize) -> bool {
        self.find(at, |tag, features| match tag {
            Tag::Number { .. } | Tag::Scale(_) if features.has(Features::AND) => Some(()),
            _ => None,
        })
        .is_some()
            && self
                .find(at, |tag, features| match tag {
                    Tag::Number { .. } | Tag::Scale(_) if !features.has(Features::AND) => Some(()),
                    _ => None,
                })
                .is_none()
    }
}

/// Features that leave a number word a plain number.
const NEUTRAL: Features =
    Features::AND.with(Features::IZAFE).with(Features::THIRD_SINGULAR).with(Features::PREPOSITION);

fn plain(features: Features) -> bool {
    features.without(NEUTRAL).is_empty()
}

/// How large a term may follow after "and": less than the last digit's place.
fn magnitude(number: &Number) -> f64 {
    let value = number.value;
    if number.digits || value <= 0.0 {
        return if number.digits { 0.0 } else { value };
    }
    if value.fract() != 0.0 {
        return largest_scale(value);
    }
    let mut place = 1.0;
    while place * 10.0 <= value && value % (place * 10.0) == 0.0 {
        place *= 10.0;
    }
    place
}

/// The largest of hundred, thousand, million … that fits into the value.
fn largest_scale(value: f64) -> f64 {
    [1e12, 1e9, 1e6, 1e3, 1e2].into_iter().find(|scale| value >= *scale).unwrap_or(1.0)
}

/// Digits with separators to a value: three digits after a comma are thousands, other commas are
/// decimal; a point is decimal.
fn value_of(form: &str) -> Option<f64> {
    if !form.contains(',') {
        return form.parse().ok().filter(|value: &f64| value.is_finite());
    }
    let groups: Vec<&str> = form.split(',').collect();
    let thousands = groups.len() > 1
        && groups[1..].iter().all(|group| group.split('.').next().is_some_and(|whole| whole.len() == 3));
    let plain = if thousands { groups.concat() } else { form.replace(',', ".") };
    plain.parse().ok().filter(|value: &f64| value.is_finite())
}

pub(super) const AND: &str = "\u{648}";
pub(super) const YEH: &str = "\u{6cc}";
const YEH_YEH: &str = "\u{6cc}\u{6cc}";
