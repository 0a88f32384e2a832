//! The days an ISO 8601 value of a fact covers.
//!
//! Reads the value shapes facts carry; understands no language.

use jiff::civil::{Date, ISOWeekDate, Weekday};
use serde::{Deserialize, Serialize};

use crate::model::DocumentDate;

/// First and last day of a value such as `2020-08-19`, `2020-08`, `2021-W11`, `2020-08-18T18:00` or
/// `2017-09-27/2017-09-28`; `None` for durations and where the year is open.
#[must_use]
pub fn days(value: &str) -> Option<(Date, Date)> {
    if let Some((first, last)) = value.split_once('/') {
        return Some((days(first)?.0, days(last)?.1));
    }
    let day = value.split_once('T').map_or(value, |(day, _)| day);
    let mut parts = day.split('-');
    let year = number::<i16>(parts.next()?, 4)?;
    let Some(second) = parts.next() else {
        return Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?));
    };
    let third = parts.next();
    if parts.next().is_some() {
        return None;
    }
    if let Some(week) = second.strip_prefix('W') {
        let week = number(week, 2)?;
        let monday = ISOWeekDate::new(year, week, Weekday::Monday).ok()?.date();
        let sunday = ISOWeekDate::new(year, week, Weekday::Sunday).ok()?.date();
        return Some((monday, sunday));
    }
    let month = number(second, 2)?;
    let first = Date::new(year, month, third.map_or(Some(1), |day| number(day, 2))?).ok()?;
    Some((first, if third.is_some() { first } else { first.last_of_month() }))
}

fn number<N: std::str::FromStr>(text: &str, digits: usize) -> Option<N> {
    (text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

/// Days from one to another, both included; an open end has no bound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct DayRange {
    /// First day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// Last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
}

impl DayRange {
    /// No bound at all?
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.from.is_none() && self.to.is_none()
    }

    /// Does it share a day with `first..=last`?
    #[must_use]
    pub fn meets(&self, (first, last): (Date, Date)) -> bool {
        self.from.is_none_or(|from| last >= from) && self.to.is_none_or(|to| first <= to)
    }
}

/// First and last day on which the document may have been written, where anything is known.
#[must_use]
pub fn document_days(date: &DocumentDate) -> Option<(Date, Date)> {
    if let Some(day) = date.date {
        return Some((day, day));
    }
    let range = date.range?;
    Some((range.from.unwrap_or(Date::MIN), range.to.unwrap_or(Date::MAX)))
}

/// Number of a day, counted from 1970-01-01.
#[must_use]
pub fn day_number(date: Date) -> i32 {
    Date::constant(1970, 1, 1).until(date).map_or(0, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn every_shape_of_value() {
        let day = |y, m, d| date(y, m, d);
        assert_eq!(days("2020-08-19"), Some((day(2020, 8, 19), day(2020, 8, 19))));
        assert_eq!(days("2020-08-18T18:00"), Some((day(2020, 8, 18), day(2020, 8, 18))));
        assert_eq!(days("2020-02"), Some((day(2020, 2, 1), day(2020, 2, 29))));
        assert_eq!(days("2021"), Some((day(2021, 1, 1), day(2021, 12, 31))));
        assert_eq!(days("2021-W11"), Some((day(2021, 3, 15), day(2021, 3, 21))));
        assert_eq!(days("2017-09-27/2017-09-28"), Some((day(2017, 9, 27), day(2017, 9, 28))));
        for open in
            ["XXXX-04-22", "T01:00", "P30D", "PT24H", "2021-02-30", "", "21", "2021-1-1-1", "PT30S/PT35S"]
        {
            assert_eq!(days(open), None, "{open}");
        }
    }

    #[test]
    fn days_are_numbered_from_1970() {
        for (day, number) in [(date(1970, 1, 1), 0), (date(1969, 12, 31), -1), (date(2021, 2, 14), 18_672)] {
            assert_eq!(day_number(day), number);
        }
        assert!(day_number(Date::MIN) < -4_000_000 && day_number(Date::MAX) > 2_900_000);
    }
}
