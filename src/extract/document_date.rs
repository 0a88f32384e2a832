//! When a document was written: told from outside, or solved from what its times say of "today".
//!
//! Certain days only become the date; everything weaker becomes an interval.

use jiff::{ToSpan as _, civil::Date};

use crate::{
    lang::{Anchor, Rel, Text, TimeExpression, When},
    model::{DateRange, DateSource, Document, DocumentDate, Span},
};

use super::tense::Tense;

/// How far from "today" a full date of the text may lie to fix its year and month.
const NEAR_DAYS: i32 = 45;

/// The document's date and what times are anchored on.
#[must_use]
pub fn solve(
    tense: &Tense<'_>,
    document: &Document,
    text: &Text,
    times: &[TimeExpression],
) -> (DocumentDate, Anchor) {
    let told = |date: Date, source| {
        let range = DateRange { from: Some(date), to: Some(date) };
        let found = DocumentDate { date: Some(date), range: Some(range), source, evidence: Vec::new() };
        (found, Anchor::on(date))
    };
    if let Some(date) = document.said {
        return told(date, DateSource::User);
    }
    if let Some(date) = document.metadata.date {
        return told(date, DateSource::Metadata);
    }
    let facts = Facts::gather(tense, text, times);
    if let Some((range, evidence)) = facts.days() {
        let found = DocumentDate { date: None, range: Some(range), source: DateSource::Text, evidence };
        return (found, facts.today.map_or_else(Anchor::default, |today| Anchor::on(today.day)));
    }
    if let Some((date, evidence)) = facts.day() {
        let (mut found, anchor) = told(date, DateSource::Text);
        found.evidence = evidence;
        return (found, anchor);
    }
    if let Some(date) = document.embedded.date {
        return told(date, DateSource::Embedded);
    }
    if let Some(date) = date_in_name(document.stem()) {
        return told(date, DateSource::Filename);
    }
    let (range, evidence) = facts.interval();
    let known = range.from.is_some() || range.to.is_some();
    let found = DocumentDate {
        date: None,
        range: known.then_some(range),
        source: if known { DateSource::Text } else { DateSource::None },
        evidence,
    };
    (found, facts.yearless())
}

/// A day of the text with where it stands.
#[derive(Clone, Copy, Debug)]
struct Told {
    day: Date,
    span: Span,
    future: bool,
}

/// What the text's times say about the day of writing.
#[derive(Debug, Default)]
struct Facts {
    /// Full dates.
    full: Vec<Told>,
    /// A full date that is a line of its own at the text's head or end.
    dateline: Option<Told>,
    /// "Today" said with a full date.
    today: Option<Told>,
    /// "Today" said with another full date further down: several reports in one text.
    later_today: Option<Told>,
    /// Weekdays said with a distance from today: (days after, weekday, place).
    weekdays: Vec<(i32, u8, Span)>,
    /// "Today" with a day and a month only.
    today_yearless: Option<(i32, i32)>,
    /// Day and month with a weekday: (weekday, month, day, place).
    named: Vec<(u8, i32, i32, Span)>,
}

impl Facts {
    fn gather(tense: &Tense<'_>, text: &Text, times: &[TimeExpression]) -> Self {
        let mut out = Self::default();
        for time in times {
            let (When::Date(date) | When::Clock { date: Some(date), .. }) = &time.when else { continue };
            let anchor = Anchor::default();
            // A day of another calendar says more than its weekday, but no year.
            let solar = date.calendar.is_some() && date.day.is_some();
            if let (Some(offset), Some(weekday), false) = (date.offset, date.weekday, solar) {
                out.weekdays.push((offset, weekday, time.span));
            }
            let numbers = match (date.month, date.day) {
                (Some(Rel::At(month)), Some(Rel::At(day)))
                    if date.calendar.is_none() && date.until.is_none() =>
                {
                    Some((month, day))
                }
                _ => None,
            };
            if date.is_full() && date.until.is_none() {
                let resolved = anchor.resolve(&When::Date(*date), None, false);
                let Some(day) = resolved.day else { continue };
                let future = tense.is_future(time.end.saturating_sub(1));
                let told = Told { day, span: time.span, future };
                if date.offset == Some(0) {
                    out.later_today =
                        out.later_today.or(out.today.filter(|first| first.day != day).map(|_| told));
                    out.today = out.today.or(Some(told));
                }
                if is_dateline(text, time) {
                    out.dateline = Some(told);
                }
                out.full.push(told);
            } else if let Some((month, day)) = numbers {
                if date.offset == Some(0) {
                    out.today_yearless = out.today_yearless.or(Some((month, day)));
                }
                if let Some(weekday) = date.weekday {
                    out.named.push((weekday, month, day, time.span));
                }
            }
        }
        out
    }

    /// The days of a text that is written of several, from the first to the last of those it calls today.
    fn days(&self) -> Option<(DateRange, Vec<Span>)> {
        let (first, later) = (self.today?, self.later_today?);
        let range = DateRange { from: Some(first.day.min(later.day)), to: Some(first.day.max(later.day)) };
        Some((range, vec![first.span, later.span]))
    }

    /// The day, where the text leaves no other.
    fn day(&self) -> Option<(Date, Vec<Span>)> {
        if let Some(today) = self.today.or(self.dateline) {
            return Some((today.day, vec![today.span]));
        }
        // "Today the 3rd of May" and full dates close by tell the year.
        if let Some((month, day)) = self.today_yearless {
            let near = self.full.iter().find_map(|told| {
                let year = i32::from(told.day.year());
                (year - 1..=year + 1).find_map(|year| {
                    let day = Date::new(year as i16, month as i8, day as i8).ok()?;
                    (distance(day, told.day) <= NEAR_DAYS).then_some((day, vec![told.span]))
                })
            });
            if near.is_some() {
                return near;
            }
        }
        // "Today Monday" beside a full date: the Monday nearest on the right side of it.
        let (offset, weekday, said) = *self.weekdays.first()?;
        let mut best: Option<(i32, Date)> = None;
        let anchors: Vec<Told> = self.full.iter().copied().chain(self.named_years()).collect();
        let first = anchors.first()?;
        for step in -NEAR_DAYS..=NEAR_DAYS {
            let Ok(day) = first.day.checked_add(step.days()) else { continue };
            let fits = self.weekdays.iter().all(|(offset, weekday, _)| {
                day.checked_add((*offset).days()).is_ok_and(|day| weekday_of(day) == *weekday)
            });
            if !fits {
                continue;
            }
            let wrong_side = |told: &Told| if told.future { told.day < day } else { told.day > day };
            let cost =
                anchors.iter().map(|told| distance(told.day, day) + 1000 * i32::from(wrong_side(told))).sum();
            if best.is_none_or(|(known, _)| cost < known) {
                best = Some((cost, day));
            }
        }
        let (_, day) = best?;
        let _ = (offset, weekday);
        let mut evidence = vec![said];
        evidence.extend(anchors.iter().map(|told| told.span));
        Some((day, evidence))
    }

    /// Days with a weekday and no year, in the year nearest to a full date in which the weekday is right.
    fn named_years(&self) -> impl Iterator<Item = Told> {
        let base = self.full.first().map(|told| told.day);
        self.named.iter().filter_map(move |(weekday, month, day, span)| {
            let year = i32::from(base?.year());
            let day = (year - 1..=year + 1)
                .filter_map(|year| Date::new(year as i16, *month as i8, *day as i8).ok())
                .filter(|day| weekday_of(*day) == *weekday)
                .min_by_key(|day| base.map_or(0, |base| distance(*day, base)))?;
            Some(Told { day, span: *span, future: base.is_some_and(|base| day >= base) })
        })
    }

    /// Not before the latest day told as past, not after the earliest told as coming.
    fn interval(&self) -> (DateRange, Vec<Span>) {
        let from = self.full.iter().filter(|told| !told.future).max_by_key(|told| told.day);
        let to = self.full.iter().filter(|told| told.future).min_by_key(|told| told.day);
        let to = to.filter(|to| from.is_none_or(|from| from.day <= to.day));
        let range = DateRange { from: from.map(|told| told.day), to: to.map(|told| told.day) };
        (range, from.into_iter().chain(to).map(|told| told.span).collect())
    }

    /// An anchor without a year, from "today" with day and month; its weekdays are right where the
    /// text tells one.
    fn yearless(&self) -> Anchor {
        let Some((month, day)) = self.today_yearless else { return Anchor::default() };
        let day = (2000..2028).rev().filter_map(|year| Date::new(year, month as i8, day as i8).ok()).find(
            |today| {
                self.weekdays.iter().all(|(offset, weekday, _)| {
                    today.checked_add((*offset).days()).is_ok_and(|day| weekday_of(day) == *weekday)
                })
            },
        );
        Anchor { day, yearless: true, ..Anchor::default() }
    }
}

/// Is the expression a line of its own, first or last of the text?
fn is_dateline(text: &Text, time: &TimeExpression) -> bool {
    let sentences = text.sentences();
    let Some(token) = text.tokens().get(time.first) else { return false };
    let at = token.sentence as usize;
    let Some(sentence) = sentences.get(at) else { return false };
    let outside = sentence.tokens.len().saturating_sub(time.end - time.first);
    let edge = at < 2 || at + 3 >= sentences.len();
    edge && outside <= 2
}

/// A date in a file's name, year first: `2020-08-17`, `20200817`.
pub fn date_in_name(stem: &str) -> Option<Date> {
    let bytes = stem.as_bytes();
    let number = |part: &str| part.parse::<i16>().ok();
    for at in 0..bytes.len() {
        let starts = bytes[at].is_ascii_digit() && (at == 0 || !bytes[at - 1].is_ascii_digit());
        let (Some(rest), true) = (stem.get(at..), starts) else { continue };
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let parts = if digits == 8 {
            Some((rest.get(..4)?, rest.get(4..6)?, rest.get(6..8)?))
        } else if digits == 4 && rest.len() >= 10 && matches!(rest.as_bytes()[4], b'-' | b'_' | b'.') {
            match (rest.get(..4), rest.get(5..7), rest.get(8..10)) {
                (Some(y), Some(m), Some(d)) if rest.as_bytes()[7] == rest.as_bytes()[4] => Some((y, m, d)),
                _ => None,
            }
        } else {
            None
        };
        if let Some((year, month, day)) = parts
            && let (Some(year @ 1990..=2100), Some(month), Some(day)) =
                (number(year), number(month), number(day))
            && let Ok(date) = Date::new(year, month as i8, day as i8)
        {
            return Some(date);
        }
    }
    None
}

fn distance(a: Date, b: Date) -> i32 {
    (a - b).get_days().abs()
}

fn weekday_of(day: Date) -> u8 {
    day.weekday().to_monday_one_offset() as u8
}
