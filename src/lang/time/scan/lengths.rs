//! Lengths of time, and dates told by a length ("three days ago").

use super::{
    super::{
        super::{
            Features, TokenKind,
            number::{AND, Number, Reader},
            vocabulary::{CountedKind, Meaning, Tag, Unit},
        },
        DateRef, TimeExpression, When, duration,
    },
    LE, Scanner,
};
use crate::model::{Original, Span, TimeKind};

impl Reader<'_> {
    pub(super) fn has_unit(&self, at: usize, unit: Unit) -> bool {
        self.has(at, Tag::Unit(unit)).is_some()
    }

    /// Is the token a noun that numbers count or a unit of time?
    pub(super) fn counts_something(&self, at: usize) -> bool {
        self.find(at, |tag, _| matches!(tag, Tag::Counted(_) | Tag::Scale(_) | Tag::Percent).then_some(()))
            .is_some()
            || self.is(at, "%")
    }

    pub(in super::super::super) fn unit_of_time(&self, at: usize) -> Option<(Meaning, Unit)> {
        self.find(at, |tag, _| match tag {
            Tag::Unit(unit) => Some(unit),
            _ => None,
        })
    }
}

impl Scanner<'_> {
    pub(super) fn expression_of(
        &self,
        first: usize,
        end: usize,
        span: Span<Original>,
        kind: TimeKind,
        when: When,
        rule: &'static str,
    ) -> TimeExpression {
        let _ = self;
        TimeExpression { span, first, end, kind, when, zone: None, part: None, rule }
    }

    /// A number of units, perhaps after "a period of".
    pub(super) fn length(&self, at: usize) -> Option<TimeExpression> {
        let reader = &self.reader;
        let lead = reader.find(at, |tag, features| {
            let linked = features.has(Features::IZAFE) && !features.has(Features::INDEFINITE);
            (tag == Tag::Span && linked).then_some(())
        });
        let before = at.checked_sub(1).filter(|before| reader.same_sentence(*before, at));
        if let Some((lead, ())) = lead {
            let start = reader.span(at, &lead);
            // Words of approximation may stand between.
            for here in at + 1..at + 4 {
                if !reader.same_sentence(at, here) {
                    break;
                }
                if let Some((when, end, span)) = self.amount(here).or_else(|| self.vague(here)) {
                    let (end, span) = self.modifier(end, span);
                    return Some(self.expression_of(
                        at,
                        end,
                        start.cover(span),
                        TimeKind::Duration,
                        When::Duration(when),
                        "time.duration",
                    ));
                }
                if let Some((when, end, span)) = self.single_and_half(here).or_else(|| self.single(here)) {
                    return Some(self.expression_of(
                        at,
                        end,
                        start.cover(span),
                        TimeKind::Duration,
                        When::Duration(Some(when)),
                        "time.duration",
                    ));
                }
                if let Some((end, span)) = self.past_days(here) {
                    let (kind, when) = (TimeKind::Duration, When::Duration(None));
                    return Some(self.expression_of(at, end, start.cover(span), kind, when, "time.duration"));
                }
                let passing = reader.find(here, |tag, _| (tag == Tag::Approx).then_some(())).is_some()
                    || reader.is(here, LE)
                    || reader.has(here, Tag::This).is_some();
                if !passing {
                    break;
                }
            }
            return None;
        }
        if let Some(found) = self.short_while(at) {
            return Some(found);
        }
        let leads = |tag: Tag, at: usize| {
            reader.has(at, tag).is_some()
                || (reader.is(at, LE)
                    && at > 0
                    && reader.same_sentence(at - 1, at)
                    && reader.has(at - 1, tag).is_some())
        };
        if let Some((when, end, span)) = self.amount(at) {
            if is_age(&self.reader, self.tables, at, end) {
                return None;
            }
            if let Some(date) = self.ago(at, before, end, span).or_else(|| self.beside_event(at, end, span)) {
                return Some(date);
            }
            let (end, span) = self.modifier(end, span);
            return Some(self.expression_of(
                at,
                end,
                span,
                TimeKind::Duration,
                When::Duration(when),
                "time.duration",
            ));
        }
        if let Some(found) = self.once_ago(at) {
            return Some(found);
        }
        if let Some((_, end, span)) = self.vague(at) {
            if let Some((lead, start)) = self.led_by_before(before, end) {
                let whole = start.cover(span);
                return Some(self.expression_of(lead, end, whole, TimeKind::Date, When::Open, "time.ago"));
            }
            let (after, whole) = self.then(end, span);
            let (kind, when) = if after > end {
                (TimeKind::Date, When::Open)
            } else {
                (TimeKind::Duration, When::Duration(None))
            };
            return Some(self.expression_of(at, after, whole, kind, when, "time.vague"));
        }
        // "For a month", "after a year", "more than a week".
        if let Some((_, end, span)) = self.single(at)
            && let Some(date) = self.beside_event(at, end, span)
        {
            return Some(date);
        }
        let alone = || self.single(at).filter(|_| self.lasts(at));
        if let Some((length, end, span)) = self.single_and_half(at).or_else(alone) {
            let length = When::Duration(Some(length));
            return Some(self.expression_of(at, end, span, TimeKind::Duration, length, "time.duration"));
        }
        let before = before?;
        let placed = leads(Tag::After, before)
            || leads(Tag::Before, before)
            || reader.find(before, |tag, _| (tag == Tag::Approx).then_some(())).is_some()
            || leads(Tag::Approx, before)
            || reader.is(before, "\u{628}\u{6c6}")
            || reader.is(before, WITH)
                && reader.unit_of_time(at).is_some_and(|(unit, _)| !unit.features.has(Features::IZAFE));
        let (length, end, span) = self.single(at).filter(|_| placed)?;
        Some(self.expression_of(
            at,
            end,
            span,
            TimeKind::Duration,
            When::Duration(Some(length)),
            "time.duration",
        ))
    }

    /// "The past days" after "in the course of": token after it and its words.
    fn past_days(&self, at: usize) -> Option<(usize, Span<Original>)> {
        let reader = &self.reader;
        let (days, ()) = reader.find(at, |tag, features| {
            (matches!(tag, Tag::Unit(_)) && features.has(Features::PLURAL.with(Features::IZAFE)))
                .then_some(())
        })?;
        let (meaning, _) = self.direction(at + 1).filter(|_| reader.same_sentence(at, at + 1))?;
        Some((at + 2, reader.span(at, &days).cover(reader.span(at + 1, &meaning))))
    }

    /// "In a short time".
    fn short_while(&self, at: usize) -> Option<TimeExpression> {
        let reader = &self.reader;
        reader.find(at, |tag, features| {
            (tag == Tag::Span && features.has(Features::INDEFINITE.with(Features::IZAFE))).then_some(())
        })?;
        let (extent, ()) = reader.find(at + 1, |tag, _| (tag == Tag::Extent).then_some(()))?;
        reader.same_sentence(at, at + 1).then_some(())?;
        let span = self.cover(at, at + 1).cover(reader.span(at + 1, &extent));
        let (kind, when) = (TimeKind::Duration, When::Duration(None));
        Some(self.expression_of(at, at + 2, span, kind, when, "time.vague"))
    }

    /// "Three days after the attack", "a day before the election": a date beside what is named next.
    fn beside_event(&self, at: usize, end: usize, span: Span<Original>) -> Option<TimeExpression> {
        let reader = &self.reader;
        let (amount, unit_at) = match reader.number(at) {
            Some(number) => (number.value, number.end),
            None => (1.0, at),
        };
        let (_, unit) = reader.unit_of_time(unit_at)?;
        let whole = amount.fract() == 0.0 && (1.0..1000.0).contains(&amount) && unit_at + 1 == end;
        if !whole || unit < Unit::Day || !reader.same_sentence(at, end + 1) {
            return None;
        }
        let (meaning, sign) = reader.find(end, |tag, features| match tag {
            Tag::After if features.without(Features::IZAFE).is_empty() => Some(1),
            Tag::Before if features.without(Features::IZAFE).is_empty() => Some(-1),
            _ => None,
        })?;
        let named = reader.token(end + 1).is_some_and(|next| next.kind == TokenKind::Word);
        let again = reader.unit_of_time(end + 1).is_some() || reader.number(end + 1).is_some();
        if !named || again {
            return None;
        }
        let when = When::Beside(sign * amount as i32, unit);
        let span = span.cover(reader.span(end, &meaning));
        Some(self.expression_of(at, end + 1, span, TimeKind::Date, when, "time.beside"))
    }

    /// "Ago", "before now", "before today": token after it and its words.
    fn before_now(&self, at: usize) -> Option<(usize, Span<Original>)> {
        let reader = &self.reader;
        if at == 0 || !reader.same_sentence(at - 1, at) {
            return None;
        }
        if let Some(ago) = reader.has(at, Tag::Ago) {
            return Some((at + 1, reader.span(at, &ago)));
        }
        let before = self.bare_before(at)?;
        let here = at + 1 + usize::from(reader.is(at + 1, LE));
        let (now, ()) = reader.find(here, |tag, _| matches!(tag, Tag::Now | Tag::Day(0)).then_some(()))?;
        reader.same_sentence(at, here).then_some(())?;
        Some((here + 1, reader.span(at, &before).cover(reader.span(here, &now))))
    }

    /// "A while ago", "some days before now", "a year ago".
    fn once_ago(&self, at: usize) -> Option<TimeExpression> {
        let reader = &self.reader;
        let moment = reader.find(at, |tag, features| {
            (tag == Tag::Moment || (tag == Tag::Span && features.has(Features::INDEFINITE))).then_some(())
        });
        let (end, span, when) = if moment.is_some() {
            (at + 1, self.cover(at, at + 1), When::Open)
        } else if let Some((_, end, span)) = self.vague(at) {
            (end, span, When::Open)
        } else {
            let (_, end, span) = self.single(at)?;
            let (_, unit) = reader.unit_of_time(at)?;
            (end, span, When::Date(DateRef { shift: Some((-1, unit)), ..DateRef::default() }))
        };
        if let Some((end, ago)) = self.before_now(end) {
            return Some(self.expression_of(at, end, span.cover(ago), TimeKind::Date, when, "time.ago"));
        }
        // "A while before that."
        if let Some((end, that)) = self.before_that(end).filter(|_| moment.is_some()) {
            return Some(self.expression_of(
                at,
                end,
                span.cover(that),
                TimeKind::Date,
                When::Open,
                "time.ago",
            ));
        }
        // "Before a while."
        moment?;
        let before = at.checked_sub(1).filter(|before| reader.same_sentence(*before, at));
        let (lead, start) = self.led_by_before(before, end)?;
        Some(self.expression_of(lead, end, start.cover(span), TimeKind::Date, when, "time.ago"))
    }

    /// "A month", "a year" as one of it.
    fn single(&self, at: usize) -> Option<(String, usize, Span<Original>)> {
        let (meaning, unit) = self.reader.find(at, |tag, features| match tag {
            Tag::Unit(unit) if features.has(Features::INDEFINITE) && !features.has(Features::PLURAL) => {
                Some(unit)
            }
            _ => None,
        })?;
        (unit != Unit::Day || at > 0).then_some(())?;
        let span = self.reader.span(at, &meaning);
        let token = self.reader.token(at)?;
        Some((
            duration::iso(1.0, unit),
            at + 1,
            span.cover(Span::new(span.start as usize, token.span.end as usize)),
        ))
    }

    /// "A year and a half", "a month and a half": the half may bear the ending of both.
    fn single_and_half(&self, at: usize) -> Option<(String, usize, Span<Original>)> {
        let reader = &self.reader;
        let (meaning, unit) = reader.find(at, |tag, features| match tag {
            Tag::Unit(unit) if features.without(Features::INDEFINITE).is_empty() => Some(unit),
            _ => None,
        })?;
        let (half, ()) = reader.find(at + 2, |tag, features| {
            (tag == Tag::Half && !features.has(Features::IZAFE)).then_some(())
        })?;
        let one = meaning.features.has(Features::INDEFINITE) || half.features.has(Features::INDEFINITE);
        let joined = reader.is(at + 1, AND) && reader.same_sentence(at, at + 2);
        let counted = reader.unit_of_time(at + 3).is_some();
        (one && joined && !counted).then(|| {
            let span = reader.span(at, &meaning).cover(self.cover(at + 2, at + 3));
            (duration::iso(1.5, unit), at + 3, span)
        })
    }

    /// Can "a week" stand for nothing but a length here: "it is a week that …", or a unit that is no name of a
    /// day on which something was?
    fn lasts(&self, at: usize) -> bool {
        let reader = &self.reader;
        let linked = Features::IZAFE.with(Features::DA).with(Features::EWE).with(Features::PREPOSITION);
        let found = reader.find(at, |tag, features| match tag {
            Tag::Unit(unit) if features.has(Features::INDEFINITE) && !features.any(linked) => Some(unit),
            _ => None,
        });
        let Some((meaning, unit)) = found else { return false };
        let every = at.checked_sub(1).is_some_and(|before| reader.has(before, Tag::Every).is_some());
        match unit {
            Unit::Week | Unit::Month | Unit::Second | Unit::Minute => !every,
            Unit::Year => meaning.features.any(Features::COPULA.with(Features::DEMONSTRATIVE)),
            _ => false,
        }
    }

    /// A number and its unit; more of them may follow after "and".
    fn amount(&self, at: usize) -> Option<(Option<String>, usize, Span<Original>)> {
        let reader = &self.reader;
        if let Some(half) = reader.has(at, Tag::Half).filter(|half| half.features.is_empty())
            && let Some((meaning, unit)) = reader.unit_of_time(at + 1)
            && unit > Unit::Second
        {
            let span = reader.span(at, &half).cover(reader.span(at + 1, &meaning));
            return Some((Some(duration::iso(0.5, unit)), at + 2, span));
        }
        let number = reader.number(at)?;
        let (unit_at, until, number) = self.range(number);
        if !reader.same_sentence(at, unit_at) {
            return None;
        }
        let (meaning, unit) = reader.unit_of_time(unit_at)?;
        if number.izafe && !number.digits || meaning.features.any(Features::DEFINITE) || number.value < 0.0 {
            return None;
        }
        // `١٨ی مانگ` is a day of the month.
        if number.izafe {
            return None;
        }
        let mut span = number.span.cover(reader.span(unit_at, &meaning));
        let mut end = unit_at + 1;
        if number.rough {
            return Some((None, end, span));
        }
        let mut value = match until {
            Some(until) => format!("{}/{}", duration::iso(number.value, unit), duration::iso(until, unit)),
            None => duration::iso(number.value, unit),
        };
        if until.is_none() && (reader.is(end, AND) || meaning.features.has(Features::AND)) {
            let next = end + usize::from(reader.is(end, AND));
            let half =
                reader.has(next, Tag::Half).filter(|half| half.features.without(Features::DA).is_empty());
            let more = reader.number(next).filter(|more| !more.izafe && reader.same_sentence(at, next));
            if let Some(half) = half
                && number.value.fract() == 0.0
                && reader.unit_of_time(next + 1).is_none()
                && reader.find(next + 1, |tag, _| matches!(tag, Tag::Scale(_)).then_some(())).is_none()
            {
                value = duration::iso(number.value + 0.5, unit);
                span = span.cover(reader.span(next, &half));
                end = next + 1;
            } else if let Some(more) = more
                && let Some((second, smaller)) = reader.unit_of_time(more.end)
                && smaller < unit
            {
                value = duration::join(&value, &duration::iso(more.value, smaller));
                span = span.cover(reader.span(more.end, &second));
                end = more.end + 1;
            }
        }
        // "7 years and 6 months to 15 years".
        let joined = until.is_none()
            && reader.find(end, |tag, _| (tag == Tag::Range).then_some(())).is_some()
            && reader.same_sentence(at, end + 1);
        if joined
            && let Some(upper) = reader.number(end + 1).filter(|upper| !upper.izafe && upper.digits)
            && let Some((meaning, upper_unit)) = reader.unit_of_time(upper.end)
            && upper_unit >= unit
            && (upper_unit > unit || upper.value > number.value)
        {
            value = format!("{value}/{}", duration::iso(upper.value, upper_unit));
            span = span.cover(reader.span(upper.end, &meaning));
            end = upper.end + 1;
        }
        Some((Some(value), end, span))
    }

    /// `30 بۆ 35 چرکە`: where the unit stands, the upper number, and the lower one.
    pub(super) fn range(&self, number: Number) -> (usize, Option<f64>, Number) {
        let reader = &self.reader;
        let joined = matches!(reader.form(number.end), "-" | "\u{2013}" | "/")
            || reader.find(number.end, |tag, _| (tag == Tag::Range).then_some(())).is_some();
        if joined
            && let Some(upper) = reader.number(number.end + 1)
            && upper.value > number.value
            && reader.unit_of_time(upper.end).is_some()
        {
            return (upper.end, Some(upper.value), number);
        }
        (number.end, None, number)
    }

    /// "Some days": vague word and unit.
    fn vague(&self, at: usize) -> Option<(Option<String>, usize, Span<Original>)> {
        let reader = &self.reader;
        let (vague, ()) = reader.find(at, |tag, _| matches!(tag, Tag::Vague | Tag::Tens(_)).then_some(()))?;
        let (meaning, unit) = reader.unit_of_time(at + 1).filter(|_| reader.same_sentence(at, at + 1))?;
        (unit != Unit::Night).then_some(())?;
        let token = reader.token(at + 1)?;
        let whole = reader.span(at, &vague).cover(reader.span(at + 1, &meaning));
        let indefinite = meaning.features.has(Features::INDEFINITE);
        let span = if indefinite {
            whole.cover(Span::new(whole.start as usize, token.span.end as usize))
        } else {
            whole
        };
        Some((None, at + 2, span))
    }

    /// "Last", "next", "more" after a length belong to it.
    fn modifier(&self, end: usize, span: Span<Original>) -> (usize, Span<Original>) {
        let found =
            self.reader.find(end, |tag, _| matches!(tag, Tag::Last | Tag::Next | Tag::Other).then_some(()));
        match found {
            Some((meaning, ())) if end > 0 && self.reader.same_sentence(end - 1, end) => {
                (end + 1, span.cover(self.reader.span(end, &meaning)))
            }
            _ => (end, span),
        }
    }

    /// Three days ago, before ten years: a date beside the document's.
    fn ago(
        &self,
        at: usize,
        before: Option<usize>,
        end: usize,
        span: Span<Original>,
    ) -> Option<TimeExpression> {
        let reader = &self.reader;
        let number = reader.number(at)?;
        let (_, unit) = reader.unit_of_time(number.end)?;
        let whole =
            (number.value.fract() == 0.0 && number.value < 10_000.0).then_some(number.value as i32)?;
        let date = |shift: i32| When::Date(DateRef { shift: Some((shift, unit)), ..DateRef::default() });
        if let Some((end, ago)) = self.before_now(end) {
            return Some(self.expression_of(
                at,
                end,
                span.cover(ago),
                TimeKind::Date,
                date(-whole),
                "time.ago",
            ));
        }
        if let Some((end, ago)) = self.before_that(end) {
            let span = span.cover(ago);
            return Some(self.expression_of(at, end, span, TimeKind::Date, When::Open, "time.ago"));
        }
        let (lead, start) = self.led_by_before(before, end)?;
        Some(self.expression_of(lead, end, start.cover(span), TimeKind::Date, date(-whole), "time.ago"))
    }

    /// "Before" or "before that" in front of a length that ends at a token: where it stands and its word.
    fn led_by_before(&self, before: Option<usize>, end: usize) -> Option<(usize, Span<Original>)> {
        let reader = &self.reader;
        let before = before?;
        let lead = if reader.is(before, LE) { before.checked_sub(1)? } else { before };
        let meaning = self.bare_before(lead)?;
        // "Three days before something" counts from that thing.
        (reader.same_sentence(lead, before) && !reader.is(end, LE))
            .then(|| (lead, reader.span(lead, &meaning)))
    }

    /// "Before that" after a length: from what it counts is not said.
    fn before_that(&self, at: usize) -> Option<(usize, Span<Original>)> {
        let reader = &self.reader;
        let before = self.bare_before(at + 1)?;
        (reader.is(at, FROM_THAT) && at > 0 && reader.same_sentence(at - 1, at + 1))
            .then(|| (at + 2, self.cover(at, at + 1).cover(reader.span(at + 1, &before))))
    }

    /// "Before", "last", "next", "more" after a vague length belong to it.
    fn then(&self, end: usize, span: Span<Original>) -> (usize, Span<Original>) {
        if let Some(before) = self.bare_before(end)
            && end > 0
            && self.reader.same_sentence(end - 1, end)
        {
            return (end + 1, span.cover(self.reader.span(end, &before)));
        }
        match self.before_that(end) {
            Some((end, that)) => (end, span.cover(that)),
            None => self.modifier(end, span),
        }
    }

    /// "Before", with nothing on it but a preposition.
    fn bare_before(&self, at: usize) -> Option<Meaning> {
        let (before, ()) = self.reader.find(at, |tag, features| {
            (tag == Tag::Before && features.without(Features::PREPOSITION).is_empty()).then_some(())
        })?;
        Some(before)
    }
}

/// Is the length somebody's age? `تەمەن 32 ساڵ`, `منداڵێکی ١٢ ساڵە`.
pub(in super::super::super) fn is_age(
    reader: &Reader<'_>,
    tables: &super::super::super::Tables,
    at: usize,
    end: usize,
) -> bool {
    let Some((meaning, unit @ (Unit::Day | Unit::Week | Unit::Month | Unit::Year))) =
        reader.unit_of_time(end - 1)
    else {
        return false;
    };
    // The upper end of a range of ages: the word stands before the lower one.
    let ranged = at.checked_sub(2).is_some_and(|lower| {
        matches!(reader.form(lower + 1), "-" | "\u{2013}") && reader.digits(lower).is_some()
    });
    let first = if ranged { at - 2 } else { at };
    let reach = if unit == Unit::Year { 3 } else { 1 };
    for back in 1..=reach {
        let Some(before) = first.checked_sub(back).filter(|before| reader.same_sentence(*before, at)) else {
            break;
        };
        if reader.find(before, |tag, _| (tag == Tag::Age).then_some(())).is_some() {
            return true;
        }
    }
    if unit != Unit::Year {
        return false;
    }
    let old = meaning.features.has(Features::DEMONSTRATIVE)
        || meaning.features.has(Features::COPULA)
        || meaning.features.has(Features::PLURAL);
    let person = at.checked_sub(1).is_some_and(|before| {
        let is_person =
            |ix| tables.vocabulary.counted(ix).is_some_and(|counted| counted.kind == CountedKind::Person);
        reader.same_sentence(before, at)
            && reader
                .find(before, |tag, features| match tag {
                    Tag::Counted(ix) if features.has(Features::IZAFE) && is_person(ix) => Some(()),
                    _ => None,
                })
                .is_some()
    });
    let closing = reader.token(end).is_none_or(|token| !matches!(token.kind, TokenKind::Word))
        || !reader.same_sentence(at, end);
    // "NAME 55 years old,": the ending is that of a demonstrative too.
    let pointed = at.checked_sub(1).is_none_or(|before| {
        let form = reader.form(before);
        !reader.same_sentence(before, at)
            || form == LE
            || form == WITH
            || DEMONSTRATIVES.contains(&form)
            || reader.token(before).is_none_or(|token| token.kind != TokenKind::Word)
            || reader
                .find(before, |tag, _| {
                    matches!(tag, Tag::Approx | Tag::Span | Tag::Before | Tag::After | Tag::Range)
                        .then_some(())
                })
                .is_some()
    });
    let comma = matches!(reader.form(end), "\u{60c}" | ",");
    let bare = meaning.features.has(Features::DEMONSTRATIVE) && comma && !pointed;
    old && (person || bare || (meaning.features.has(Features::COPULA) && closing))
}

/// "This, that, these" as whole words: they make "daily" mean "these days".
pub(super) const DEMONSTRATIVES: &[&str] = &[
    "\u{626}\u{6d5}\u{645}",
    "\u{626}\u{6d5}\u{648}",
    "\u{644}\u{6d5}\u{645}",
    "\u{644}\u{6d5}\u{648}",
    "\u{628}\u{6d5}\u{645}",
    "\u{628}\u{6d5}\u{648}",
];
/// "From that".
const FROM_THAT: &str = "\u{644}\u{6d5}\u{648}\u{6d5}";
/// With, by: "by a year in prison".
const WITH: &str = "\u{628}\u{6d5}";
/// The postposition "in".
pub(super) const DA: &str = "\u{62f}\u{627}";
