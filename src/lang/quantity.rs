//! Quantities: a number with the noun it counts, percentages, fractions, money, ages, and the figures
//! of lists that name their noun once.
//!
//! Leaves out what only looks like a count: ordinals, labels (article 140, COVID 19), dates, lengths
//! of time, scores.

use std::sync::Arc;

use super::{
    Features, Meanings, Tables, Text, TimeExpression, Token, TokenKind,
    number::{AND, Number, Reader},
    time::is_age,
    vocabulary::{Counted, CountedKind, Meaning, Tag, Unit},
};
use crate::model::{Original, Span};

/// A quantity of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct QuantityExpression {
    /// In the original: the number with its noun, without endings.
    pub span: Span<Original>,
    /// First token.
    pub first: usize,
    /// One past the last token.
    pub end: usize,
    /// The number, in the unit.
    pub value: f64,
    /// English singular or ISO code of money; `None` where the noun has no entry.
    pub unit: Option<Arc<str>>,
    /// Said to be approximate?
    pub approx: bool,
    /// Id of the rule that read it.
    pub rule: &'static str,
}

/// All quantities of a text, in order. `times` are the text's time expressions: their numbers count
/// nothing.
#[must_use]
pub fn quantities(
    tables: &Tables,
    text: &Text,
    meanings: &Meanings,
    times: &[TimeExpression],
) -> Vec<QuantityExpression> {
    let scanner = Scanner { reader: Reader::new(text, meanings), tables, times };
    let mut out = Vec::new();
    let mut list: Option<Arc<str>> = None;
    for sentence in text.sentences() {
        let (from, to) = (sentence.tokens.start as usize, sentence.tokens.end as usize);
        let headed = scanner.heading(from, to);
        let bullet = scanner.is_list_item(from, to);
        let unit = match (&headed, &list) {
            (Some(unit), _) => Some(unit.clone()),
            (None, Some(unit)) if bullet => Some(unit.clone()),
            _ => None,
        };
        let mut at = from;
        while at < to {
            match scanner.quantity(at, to, unit.as_ref()) {
                Some(found) => {
                    at = found.last().map_or(at + 1, |last| last.end.max(at + 1));
                    out.extend(found);
                }
                None => at += 1,
            }
        }
        // A heading holds for the list items under it.
        list = headed.or(list.filter(|_| bullet));
    }
    out
}

struct Scanner<'a> {
    reader: Reader<'a>,
    tables: &'a Tables,
    times: &'a [TimeExpression],
}

impl Scanner<'_> {
    fn in_time(&self, at: usize) -> bool {
        let next = self.times.partition_point(|time| time.end <= at);
        self.times.get(next).is_some_and(|time| time.first <= at)
    }

    fn counted(&self, at: usize) -> Option<(Meaning, &Counted)> {
        let (meaning, ix) = self.reader.find(at, |tag, _| match tag {
            Tag::Counted(ix) => Some(ix),
            _ => None,
        })?;
        Some((meaning, self.tables.vocabulary.counted(ix)?))
    }

    fn kind(&self, at: usize) -> Option<TokenKind> {
        self.reader.token(at).map(|token| token.kind)
    }

    /// A line of figures that begins with what it counts: `تووشبوون ١٠٤٧٧٤ (`, `٢. تووشبوو: (١٥٨`.
    fn heading(&self, from: usize, to: usize) -> Option<Arc<str>> {
        let reader = &self.reader;
        let first_word = (from..to).find(|at| self.kind(*at) == Some(TokenKind::Word))?;
        for at in first_word..to.min(first_word + 3) {
            let mut next = at + 1;
            while matches!(reader.form(next), ":" | "-") || self.kind(next) == Some(TokenKind::Open) {
                next += 1;
            }
            let figures = next < to && reader.digits(next).is_some() && !self.in_time(next);
            if let Some((meaning, counted)) = self.counted(at)
                && matches!(counted.kind, CountedKind::Person | CountedKind::Thing)
                && figures
                && reader.find(at, |tag, _| (tag == Tag::Label).then_some(())).is_none()
                && !meaning.features.any(Features::DA.with(Features::EWE))
                && self.counted(next + 1).is_none_or(|_| next > at + 1)
            {
                return Some(counted.unit.clone());
            }
        }
        None
    }

    /// `• (٩٤٦) هەولێر`: a bullet or bracket, figures and a word or two.
    fn is_list_item(&self, from: usize, to: usize) -> bool {
        let reader = &self.reader;
        let figures = (from..to).find(|at| reader.digits(*at).is_some());
        // A short line, or a few words, their figure and a bracket with more.
        figures.is_some_and(|at| {
            let opened = self.kind(at + 1) == Some(TokenKind::Open) && reader.digits(at + 2).is_some();
            to - from <= 9 || (at - from <= 3 && opened)
        })
    }

    fn quantity(&self, at: usize, to: usize, unit: Option<&Arc<str>>) -> Option<Vec<QuantityExpression>> {
        let token = self.reader.token(at)?;
        let kind = token.kind;
        if kind == TokenKind::Word && !self.reader.meanings.begins(token).quantity || self.in_time(at) {
            return None;
        }
        let found = match kind {
            TokenKind::Symbol => self.signed(at),
            TokenKind::Word | TokenKind::Number | TokenKind::Open => self
                .percent_words(at)
                .or_else(|| self.share(at))
                .or_else(|| self.fraction(at))
                .map(|one| vec![one])
                .or_else(|| self.range(at))
                .or_else(|| self.count(at, to, unit).map(|one| vec![one])),
            _ => None,
        };
        found.map(|mut found| {
            for one in &mut found {
                one.approx |= self.is_approximate(one.first);
            }
            found
        })
    }

    fn expression(
        first: usize,
        end: usize,
        span: Span<Original>,
        value: f64,
        unit: &str,
        rule: &'static str,
    ) -> QuantityExpression {
        QuantityExpression { span, first, end, value, unit: Some(unit.into()), approx: false, rule }
    }

    /// `%30`, `$500`.
    fn signed(&self, at: usize) -> Option<Vec<QuantityExpression>> {
        let unit = sign_unit(self.reader.form(at))?;
        let number =
            self.reader.number(at + 1).filter(|number| self.reader.same_sentence(at, number.first))?;
        let span = self.reader.token(at)?.span.cover(number.span);
        Some(vec![Self::expression(at, number.end, span, number.value, unit, "quantity.sign")])
    }

    /// `لەسەدا 9`, `سەدا 9`.
    fn percent_words(&self, at: usize) -> Option<QuantityExpression> {
        let (meaning, ()) = self.reader.find(at, |tag, _| (tag == Tag::Percent).then_some(()))?;
        let number =
            self.reader.number(at + 1).filter(|number| self.reader.same_sentence(at, number.first))?;
        let span = self.reader.span(at, &meaning).cover(number.span);
        Some(Self::expression(at, number.end, span, number.value, "percent", "quantity.percent"))
    }

    /// `نیوەی داهات`, `چارەکی دانیشتووان`.
    fn share(&self, at: usize) -> Option<QuantityExpression> {
        let reader = &self.reader;
        let (meaning, value) = reader.find(at, |tag, features| match tag {
            Tag::Share(value) if features.has(Features::IZAFE) => Some(value),
            _ => None,
        })?;
        let next = self.kind(at + 1)?;
        let of_time = reader
            .find(at + 1, |tag, _| {
                matches!(tag, Tag::Unit(_) | Tag::Part(_) | Tag::Ordinal(_) | Tag::Last | Tag::Next)
                    .then_some(())
            })
            .is_some();
        (next == TokenKind::Word && !of_time && reader.same_sentence(at, at + 1)).then(|| {
            Self::expression(at, at + 1, reader.span(at, &meaning), value, "share", "quantity.share")
        })
    }

    /// `2 لەسەر 3`, `سێ یەکی`.
    fn fraction(&self, at: usize) -> Option<QuantityExpression> {
        let reader = &self.reader;
        let upper = reader.number(at).filter(|number| number.value >= 1.0 && number.value < 1000.0)?;
        let (lower_at, rule) = if reader.has(upper.end, Tag::Over).is_some() {
            (upper.end + 1, "quantity.fraction")
        } else {
            return None;
        };
        let lower =
            reader.number(lower_at).filter(|lower| lower.value > upper.value && lower.value <= 100.0)?;
        if !reader.same_sentence(at, lower_at) {
            return None;
        }
        // Four digits, as annotators write it.
        let value = (upper.value / lower.value * 10_000.0).round() / 10_000.0;
        Some(Self::expression(at, lower.end, upper.span.cover(lower.span), value, "share", rule))
    }

    /// `450 بۆ 460 ملیار دینار`: two quantities of one unit.
    fn range(&self, at: usize) -> Option<Vec<QuantityExpression>> {
        let reader = &self.reader;
        let mut lower = reader.number(at).filter(|number| !number.izafe && !self.is_label(at, number))?;
        let joined = matches!(reader.form(lower.end), "-" | "\u{2013}")
            || reader.find(lower.end, |tag, _| (tag == Tag::Range).then_some(())).is_some();
        if !joined || !reader.same_sentence(at, lower.end + 1) {
            return None;
        }
        let upper = self.count(lower.end + 1, usize::MAX, None)?;
        let number = reader.number(lower.end + 1)?;
        // The scale said once holds for both.
        let lead = reader.digits(number.first).or_else(|| {
            reader
                .find(number.first, |tag, _| match tag {
                    Tag::Number { value, .. } => Some(value),
                    _ => None,
                })
                .map(|(_, value)| value)
        });
        if let Some(lead) = lead
            && lead > lower.value
            && number.value > lead
        {
            lower.value *= number.value / lead;
        }
        if lower.value >= upper.value {
            return None;
        }
        let first = QuantityExpression {
            span: lower.span,
            first: at,
            end: lower.end,
            value: lower.value,
            unit: upper.unit.clone(),
            approx: upper.approx,
            rule: "quantity.range",
        };
        Some(vec![first, upper])
    }

    /// A number and what it counts.
    fn count(&self, at: usize, to: usize, list: Option<&Arc<str>>) -> Option<QuantityExpression> {
        let reader = &self.reader;
        let number = reader.number(at)?;
        if self.is_label(at, &number)
            || self.in_time(number.end - 1)
            || !reader.same_sentence(at, number.end - 1)
        {
            return None;
        }
        let here = number.end;
        let inside = here < to && reader.same_sentence(at, here);
        let simple = |unit: &str, end: usize, span: Span<Original>, rule| {
            Some(Self::expression(at, end, number.span.cover(span), number.value, unit, rule))
        };
        if inside && let Some(unit) = sign_unit(reader.form(here)) {
            return simple(unit, here + 1, reader.token(here)?.span, "quantity.sign");
        }
        if number.izafe {
            return None;
        }
        if inside && let Some((meaning, ())) = reader.find(here, |tag, _| (tag == Tag::Percent).then_some(()))
        {
            return simple("percent", here + 1, reader.span(here, &meaning), "quantity.percent");
        }
        if inside && let Some(found) = self.counted_noun(at, &number) {
            return Some(found);
        }
        if inside && is_age(reader, self.tables, at, here + 1) {
            let (meaning, unit) = reader.find(here, |tag, _| match tag {
                Tag::Unit(Unit::Day) => Some("day"),
                Tag::Unit(Unit::Week) => Some("week"),
                Tag::Unit(Unit::Month) => Some("month"),
                Tag::Unit(Unit::Year) => Some("year"),
                _ => None,
            })?;
            return simple(unit, here + 1, reader.span(here, &meaning), "quantity.age");
        }
        // The figures of a list that named its noun.
        if let Some(unit) = list
            && number.digits
        {
            let span = self
                .reader
                .token(number.first)
                .filter(|token| token.kind == TokenKind::Open)
                .map_or(number.span, |_| {
                    reader.token(number.first + 1).map_or(number.span, |token| token.span)
                });
            return Some(QuantityExpression {
                span,
                first: at,
                end: here,
                value: number.value,
                unit: Some(unit.clone()),
                approx: false,
                rule: "quantity.list",
            });
        }
        if !inside || number.risky || number.indefinite {
            return None;
        }
        self.other_noun(at, &number)
    }

    /// The noun is in the table of units.
    fn counted_noun(&self, at: usize, number: &Number) -> Option<QuantityExpression> {
        let reader = &self.reader;
        let here = number.end;
        let (meaning, counted) = self.counted(here)?;
        if reader.find(here, |tag, _| (tag == Tag::Adjective).then_some(())).is_some()
            || meaning.features.has(Features::PREPOSITION)
        {
            return None;
        }
        let mut found = Self::expression(
            at,
            here + 1,
            number.span.cover(reader.span(here, &meaning)),
            number.value * counted.factor,
            &counted.unit,
            "quantity.counted",
        );
        found.approx = number.rough;
        if counted.kind == CountedKind::Notes {
            self.notes(&mut found, counted)?;
        }
        Some(found)
    }

    /// Bundles of notes: `4 دەفتەر و 3 وەرەقە دۆلار`. A bundle counts with its currency or with sheets.
    fn notes(&self, found: &mut QuantityExpression, first: &Counted) -> Option<()> {
        let reader = &self.reader;
        let mut sure = first.factor > 1000.0;
        if reader.is(found.end, AND)
            && let Some(more) = reader.number(found.end + 1)
            && let Some((meaning, second)) = self.counted(more.end)
            && second.kind == CountedKind::Notes
        {
            found.value += more.value * second.factor;
            found.span = found.span.cover(reader.span(more.end, &meaning));
            found.end = more.end + 1;
            sure = true;
        }
        if let Some((meaning, money)) = self.counted(found.end)
            && money.kind == CountedKind::Money
        {
            found.span = found.span.cover(reader.span(found.end, &meaning));
            found.end += 1;
            sure = true;
        }
        found.rule = "quantity.notes";
        sure.then_some(())
    }

    /// A noun no table knows.
    fn other_noun(&self, at: usize, number: &Number) -> Option<QuantityExpression> {
        let reader = &self.reader;
        let here = number.end;
        let token = reader.token(here)?;
        let form = reader.form(here);
        let year = number.digits && (1900.0..2100.0).contains(&number.value) && number.value.fract() == 0.0;
        let verb = self.tables.is_verb_like(form);
        let other = reader
            .find(here, |tag, _| {
                matches!(
                    tag,
                    Tag::Adjective
                        | Tag::Unit(_)
                        | Tag::Clock
                        | Tag::Over
                        | Tag::Range
                        | Tag::Approx
                        | Tag::Month { .. }
                        | Tag::Weekday(_)
                        | Tag::Part(_)
                        | Tag::Last
                        | Tag::Next
                        | Tag::Number { .. }
                        | Tag::OrdinalEnding
                        | Tag::Other
                )
                .then_some(())
            })
            .is_some();
        if token.kind != TokenKind::Word
            || token.glued
            || year
            || verb
            || other
            || form.chars().count() < 3
            || self.tables.counts_nothing(form)
            || number.value > 1e12
        {
            return None;
        }
        let analysis =
            reader.text.analyses(token).iter().find(|analysis| !analysis.features.has(Features::AND))?;
        let span = number.span.cover(reader.text.stem_span(token, analysis));
        Some(QuantityExpression {
            span,
            first: at,
            end: here + 1,
            value: number.value,
            unit: None,
            approx: number.rough,
            rule: "quantity.noun",
        })
    }

    /// Is the number a name or a place in an order: article 140, COVID 19, `14ەم`, a score, a list's own?
    fn is_label(&self, at: usize, number: &Number) -> bool {
        let reader = &self.reader;
        let after = number.end;
        let glued = |at: usize| reader.token(at).is_some_and(|token| token.glued);
        if glued(after) && reader.find(after, |tag, _| (tag == Tag::OrdinalEnding).then_some(())).is_some() {
            return true;
        }
        let first = self.reader.token(at).map_or(at, |_| number.first);
        let Some(mut before) = first.checked_sub(1).filter(|before| reader.same_sentence(*before, first))
        else {
            // The number of a list item opens its sentence.
            return number.digits && matches!(reader.form(after), "." | ")") && number.end == at + 1;
        };
        if self.kind(before) == Some(TokenKind::Open) && before > 0 {
            before -= 1;
        }
        // Scores, dates, phone numbers, codes: 3-1, 16/5, F-16.
        let joint = |at: usize| matches!(reader.form(at), "-" | "/" | ":" | "_" | "\u{2013}");
        let code = joint(before)
            && glued(before)
            && glued(first)
            && before.checked_sub(1).is_some_and(|at| {
                reader.token(at).is_some_and(Token::is_wordlike) && reader.same_sentence(at, first)
            });
        let score = number.digits
            && joint(after)
            && glued(after)
            && glued(after + 1)
            && reader.digits(after + 1).is_some()
            && self.counted(after + 2).is_none()
            && sign_unit(reader.form(after + 2)).is_none();
        if score || (code && self.counted(after).is_none() && sign_unit(reader.form(after)).is_none()) {
            return true;
        }
        let labelled = reader
            .find(before, |tag, features| {
                (tag == Tag::Label && !features.any(Features::INDEFINITE.with(Features::PLURAL)))
                    .then_some(())
            })
            .is_some();
        // "Each two" is "both".
        let both = number.value.to_bits() == 2f64.to_bits() && reader.has(before, Tag::Every).is_some();
        let latin =
            self.kind(before) == Some(TokenKind::Latin) && number.digits && self.counted(after).is_none();
        labelled || both || latin || self.kind(before) == Some(TokenKind::Address)
    }

    /// "About", "more than" before the number.
    fn is_approximate(&self, first: usize) -> bool {
        let reader = &self.reader;
        (1..=3)
            .map_while(|back| first.checked_sub(back))
            .take_while(|at| reader.same_sentence(*at, first))
            .any(|at| reader.find(at, |tag, _| (tag == Tag::Approx).then_some(())).is_some())
    }
}

/// The unit a sign beside a number stands for.
fn sign_unit(sign: &str) -> Option<&'static str> {
    Some(match sign {
        "%" => "percent",
        "$" => "USD",
        "\u{20ac}" => "EUR",
        "\u{a3}" => "GBP",
        _ => return None,
    })
}
