//! The times of a document with their values, and what contradicts itself among them.
//!
//! Finding expressions is `lang`'s; here they are anchored on the document's date and beside each
//! other.

use jiff::{civil, tz::TimeZone};

use crate::{
    lang::{
        Anchor, Meanings, NoSuchDay, Rel, Resolved, Text, TimeExpression, WeekdayMismatch, When, are_equated,
        expressions,
    },
    model::{
        ClockTime, Contradiction, Document, DocumentDate, Event, Flag, Provenance, RuleId, Span, Time,
        TimeKind,
    },
    pack::Pack,
};

use super::{document_date, tense::Tense};

/// What a document says about when.
#[derive(Clone, Debug, Default)]
pub struct Chronology {
    /// When it was written.
    pub date: DocumentDate,
    /// Its times, in text order.
    pub times: Vec<Time>,
    /// Contradictions among them.
    pub flags: Vec<Flag>,
    /// The expressions behind the times, parallel to them.
    pub expressions: Vec<TimeExpression>,
}

/// Finds a document's times, solves its date and anchors the ones on the other.
#[must_use]
pub fn chronology(pack: &Pack, document: &Document, text: &Text, meanings: &Meanings) -> Chronology {
    let found = expressions(&pack.tables, text, meanings);
    let tense = Tense::new(pack, text);
    let (date, anchor) = document_date::solve(&tense, document, text, &found);
    let anchor = anchor.with_weekdays(found.iter().filter_map(|one| match &one.when {
        When::Date(date) | When::Clock { date: Some(date), .. } => Some(date),
        _ => None,
    }));
    let mut out = Chronology { date, ..Chronology::default() };
    let resolved = resolve_all(&tense, text, anchor, &found);
    let zones = zones(text, &found);
    for ((expression, resolved), zone) in found.iter().zip(&resolved).zip(&zones) {
        flag_dates(expression, resolved, &mut out.flags);
        out.times.push(Time {
            span: expression.span,
            kind: expression.kind,
            value: resolved.value.clone(),
            zone: zone.as_ref().map(ToString::to_string),
            provenance: Provenance {
                rule: RuleId::new(expression.rule),
                confidence: confidence(expression, resolved),
                evidence: sentence_span(text, expression),
            },
        });
    }
    for (ix, pair) in found.windows(2).enumerate() {
        if let [first, second] = pair
            && are_equated(text, meanings, first, second)
        {
            flag_clocks((first, &out.times[ix]), (second, &out.times[ix + 1]), &resolved[ix], &mut out.flags);
        }
    }
    out.expressions = found;
    out
}

/// Sentences above a clock time in which its day is looked for: lists name the day once.
const LINES_ABOVE: u32 = 3;

fn resolve_all(tense: &Tense<'_>, text: &Text, anchor: Anchor, found: &[TimeExpression]) -> Vec<Resolved> {
    let mut out: Vec<Resolved> = Vec::with_capacity(found.len());
    let mut last: Option<Resolved> = None;
    // The day last named, also one without a year.
    let mut named: Option<Resolved> = None;
    // A day of the year last named.
    let mut year: Option<Resolved> = None;
    let mut anchor = anchor;
    for expression in found {
        // Only a weekday alone asks for it.
        let future = match &expression.when {
            When::Date(date) | When::Clock { date: Some(date), .. } => date.weekday.is_some(),
            _ => false,
        } && tense.is_future(expression.end.saturating_sub(1));
        let resolved = match &expression.when {
            // Clock times without a day wait until all days are known.
            When::Clock { date: None, .. } => Resolved::default(),
            when @ (When::Date(date) | When::Clock { date: Some(date), .. }) if date.beside.is_some() => {
                anchor.resolve(when, named.as_ref(), future)
            }
            when @ When::Date(date) if date.year == Some(Rel::Same) => {
                anchor.resolve(when, year.as_ref(), future)
            }
            when => anchor.resolve(when, last.as_ref(), future),
        };
        if let Some(day) = resolved.day.or_else(|| day_within(&resolved)) {
            year = Some(Resolved { day: Some(day), ..Resolved::default() });
        }
        // "Today, Saturday 16/5": from here on, days are counted from that one.
        if let (When::Date(date) | When::Clock { date: Some(date), .. }, Some(day)) =
            (&expression.when, resolved.day)
            && date.offset == Some(0)
            && date.is_full()
        {
            anchor = Anchor { solar: anchor.solar, ..Anchor::on(day) };
        }
        if resolved.day.is_some() {
            last = Some(resolved.clone());
        }
        if let Some(day) = one_day(&resolved) {
            named = Some(day);
        }
        out.push(resolved);
    }
    equate_days(text, anchor, found, &mut out);
    let sentence = |ix: usize| text.tokens().get(found[ix].first).map_or(0, |token| token.sentence);
    for ix in 0..found.len() {
        if !matches!(found[ix].when, When::Clock { date: None, .. }) {
            continue;
        }
        let here = sentence(ix);
        let day_in = |wanted: u32, out: &[Resolved]| {
            let in_sentence = (0..found.len()).filter(|other| sentence(*other) == wanted);
            let days = in_sentence.filter(|other| {
                (out[*other].day.is_some() || one_day(&out[*other]).is_some())
                    && found[*other].kind != TimeKind::Set
            });
            days.min_by_key(|other| other.abs_diff(ix)).map(|other| {
                let day = &out[other];
                let value = day.value.as_deref().and_then(|value| value.get(..10)).map(str::to_owned);
                Resolved { value, day: day.day, ..Resolved::default() }
            })
        };
        // The day said nearest: in the sentence, the one before, the one after, some lines above.
        let above = |back: u32| here.checked_sub(back).and_then(|before| day_in(before, &out));
        let context = day_in(here, &out)
            .or_else(|| above(1))
            .or_else(|| day_in(here + 1, &out))
            .or_else(|| (2..=LINES_ABOVE).find_map(above));
        out[ix] = anchor.resolve(&found[ix].when, context.as_ref(), false);
    }
    out
}

/// Two days with nothing but marks between them, one of them solar and of no year: that one is the other.
fn equate_days(text: &Text, anchor: Anchor, found: &[TimeExpression], resolved: &mut [Resolved]) {
    let date = |ix: usize| match found.get(ix).map(|one| &one.when) {
        Some(When::Date(date)) => Some(date),
        _ => None,
    };
    for ix in 1..found.len() {
        let between = text.tokens().get(found[ix - 1].end..found[ix].first);
        let beside = between.is_some_and(|between| {
            between.len() <= 2 && between.iter().all(|token| !token.is_wordlike())
                || between.len() == 1 && between[0].glued
        });
        for (solar, other) in [(ix, ix - 1), (ix - 1, ix)] {
            let (Some(date), Some(day)) = (date(solar), resolved.get(other).and_then(one_day)) else {
                continue;
            };
            let value = day.value.as_deref().unwrap_or_default();
            if beside && anchor.is_same_solar_day(date, value) {
                resolved[solar] = day;
                break;
            }
        }
    }
}

/// The single day a time is on, where it is on one.
fn one_day(resolved: &Resolved) -> Option<Resolved> {
    const DAY: usize = "2020-08-19".len();
    let value = resolved.value.as_deref()?;
    let day = value.get(..DAY).filter(|day| !day.contains("XX-XX") && !day.starts_with('T'))?;
    let dated = day.split('-').count() == 3 && !day.contains("-XX") && !value.contains('/');
    dated.then(|| Resolved { value: Some(day.to_owned()), day: resolved.day, ..Resolved::default() })
}

/// Some day within a year or month that is no single day: one that lies in the same year of other calendars too.
fn day_within(resolved: &Resolved) -> Option<civil::Date> {
    let value = resolved.value.as_deref()?;
    let first = value.split('/').next()?;
    let text = match first.len() {
        4 => format!("{first}-06-15"),
        7 => format!("{first}-15"),
        _ => first.to_owned(),
    };
    text.parse().ok()
}

/// Gives the days told beside a happening their values ("three days after the attack"): those of the event
/// that is named after them, or told with the same word before.
pub fn beside_events(text: &Text, expressions: &[TimeExpression], times: &mut [Time], events: &mut [Event]) {
    /// Bytes within which the event is named.
    const NEAR: u32 = 80;
    for (expression, time) in expressions.iter().zip(times) {
        let When::Beside(amount, unit) = expression.when else { continue };
        let near = expression.span.end..expression.span.end + NEAR;
        let named = events.iter().find(|event| near.contains(&event.trigger.start));
        let day = |event: &Event| event.time.as_deref().and_then(|time| time.get(..10)?.parse().ok());
        let own = named.and_then(day);
        // "The attack", told of before: the word itself is no event again.
        let word = text.tokens().get(expression.end).and_then(|token| token.span.of(text.original()));
        let told = || {
            let before = events.iter().rev().filter(|event| event.trigger.start < expression.span.start);
            let alike = |event: &&Event| {
                let trigger = event.trigger.of(text.original()).unwrap_or_default();
                word.is_some_and(|word| alike(word, trigger))
            };
            before.filter(alike).find_map(day)
        };
        let Some(day) = own.or_else(told) else { continue };
        time.value = Anchor::on(day).shift(amount, unit);
        let trigger = named.map(|named| named.trigger);
        let inside = |event: &&mut Event| {
            event.time.is_none() && Some(event.trigger) != trigger && event.span.contains(time.span)
        };
        for event in events.iter_mut().filter(inside) {
            event.time.clone_from(&time.value);
        }
    }
}

/// Do a word and the first word of a trigger begin alike, all but their endings?
fn alike(word: &str, trigger: &str) -> bool {
    let first = trigger.split_whitespace().next().unwrap_or_default();
    let shared = word.chars().zip(first.chars()).take_while(|(a, b)| a == b).count();
    shared > 2 && shared + 1 >= first.chars().count().min(word.chars().count())
}

/// A clock's zone: its own, or that of another clock before it in its sentence.
fn zones(text: &Text, found: &[TimeExpression]) -> Vec<Option<std::sync::Arc<str>>> {
    let mut out = Vec::with_capacity(found.len());
    let mut last: Option<(u32, std::sync::Arc<str>)> = None;
    for expression in found {
        let sentence = text.tokens().get(expression.first).map_or(0, |token| token.sentence);
        let own = expression.zone.clone();
        let zone = own.or_else(|| {
            let clock = matches!(expression.when, When::Clock { .. });
            last.as_ref().filter(|(of, _)| clock && *of == sentence).map(|(_, zone)| zone.clone())
        });
        if let Some(zone) = &zone {
            last = Some((sentence, zone.clone()));
        }
        out.push(zone);
    }
    out
}

fn sentence_span(text: &Text, expression: &TimeExpression) -> Span {
    let sentence = text.tokens().get(expression.first).map_or(0, |token| token.sentence);
    text.sentences()
        .get(sentence as usize)
        .map_or(expression.span, |sentence| sentence.span.cover(expression.span))
}

/// Expected share of right answers by rule, until reviews say better.
fn confidence(expression: &TimeExpression, resolved: &Resolved) -> f32 {
    let base: f32 = match expression.rule {
        "time.date" | "time.clock" => 0.95,
        "time.deictic" | "time.duration" | "time.set" => 0.9,
        "time.weekday" | "time.ago" => 0.85,
        _ => 0.7,
    };
    if resolved.weekday_mismatch.is_some() { base - 0.2 } else { base }
}

fn flag_dates(expression: &TimeExpression, resolved: &Resolved, flags: &mut Vec<Flag>) {
    let mut flag = |what| flags.push(Flag { spans: vec![expression.span], what });
    if let Some(NoSuchDay { month, year }) = resolved.impossible {
        flag(Contradiction::ImpossibleDate { month, year });
    }
    if let Some(WeekdayMismatch { stated, day }) = resolved.weekday_mismatch {
        flag(Contradiction::Weekday { stated, day });
    }
}

/// Two clock times said to be one moment: compared on the day of the first.
fn flag_clocks(
    (first, one): (&TimeExpression, &Time),
    (second, other): (&TimeExpression, &Time),
    resolved: &Resolved,
    flags: &mut Vec<Flag>,
) {
    let (When::Clock { hour: h1, minute: m1, .. }, When::Clock { hour: h2, minute: m2, .. }) =
        (&first.when, &second.when)
    else {
        return;
    };
    let (Some(zone1), Some(zone2)) = (&one.zone, &other.zone) else { return };
    let day = resolved.day.unwrap_or(civil::date(2020, 1, 1));
    let instant = |hour: u8, minute: u8, zone: &str| {
        let zone = TimeZone::get(zone).ok()?;
        day.at(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0).to_zoned(zone).ok()
    };
    let (Some(a), Some(b)) = (instant(*h1, *m1, zone1), instant(*h2, *m2, zone2)) else { return };
    let Ok(there) = TimeZone::get(zone2).map(|zone| a.with_time_zone(zone)) else { return };
    if there.hour() != b.hour() || there.minute() != b.minute() {
        let clock = |hour: u8, minute: u8, zone: &str| ClockTime { hour, minute, zone: zone.to_owned() };
        let reckoned = (there.hour().unsigned_abs(), there.minute().unsigned_abs());
        flags.push(Flag {
            spans: vec![one.span, other.span],
            what: Contradiction::Clock {
                first: clock(*h1, *m1, zone1),
                second: clock(*h2, *m2, zone2),
                reckoned,
            },
        });
    }
}
