//! A contradiction in one English sentence with the values that were reckoned: for files and the command line.
//!
//! The window says it in its own words from the same values.

use jiff::civil::Weekday;

use crate::model::Contradiction;

/// The sentence, without a full stop.
pub(super) fn sentence(what: &Contradiction) -> String {
    match what {
        Contradiction::Weekday { stated, day } => {
            let stated = i8::try_from(*stated).ok().and_then(|day| Weekday::from_monday_one_offset(day).ok());
            let stated = stated.map_or("another weekday", weekday);
            format!("the text says {stated}, but {day} is a {}", weekday(day.weekday()))
        }
        Contradiction::Clock { first, second, reckoned: (hour, minute) } => format!(
            "{:02}:{:02} in {} is {hour:02}:{minute:02} in {}, not {:02}:{:02}",
            first.hour, first.minute, first.zone, second.zone, second.hour, second.minute
        ),
        Contradiction::ImpossibleDate { month: Some((month, days)), year } => {
            let month = year.map_or(format!("month {month}"), |year| format!("{year:04}-{month:02}"));
            format!("there is no such day in the calendar: {month} has {days} days")
        }
        Contradiction::ImpossibleDate { month: None, .. } => {
            "there is no such day in the calendar".to_owned()
        }
    }
}

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::model::ClockTime;

    #[test]
    fn both_values_are_said() {
        let clock = |hour, zone: &str| ClockTime { hour, minute: 0, zone: zone.to_owned() };
        let cases = [
            (
                Contradiction::Weekday { stated: 5, day: date(2020, 8, 17) },
                "the text says Friday, but 2020-08-17 is a Monday",
            ),
            (
                Contradiction::Clock {
                    first: clock(14, "America/New_York"),
                    second: clock(20, "Asia/Baghdad"),
                    reckoned: (21, 0),
                },
                "14:00 in America/New_York is 21:00 in Asia/Baghdad, not 20:00",
            ),
            (
                Contradiction::ImpossibleDate { month: Some((2, 28)), year: Some(2021) },
                "there is no such day in the calendar: 2021-02 has 28 days",
            ),
        ];
        for (what, wanted) in cases {
            assert_eq!(sentence(&what), wanted);
        }
    }
}
