//! What the rows of the tables of times and numbers say, read into tags.
//!
//! Knows no word: only the names of classes and the values beside them.

use super::{Calendar, Era, Part, Season, Tag, Unit};
use crate::lang::tables::{Row, TableError};

pub(super) fn time_tag(row: Row<'_>) -> Result<Tag, TableError> {
    let class = row.get("class")?;
    let company = class.ends_with('!');
    let value = row.get("value")?;
    Ok(match class.trim_end_matches('!') {
        "month" => {
            let (own, common) = value.split_once(',').map_or((value, None), |(a, b)| (a, Some(b)));
            let (calendar, number) = month(row, own)?;
            let common = match common.map(|common| month(row, common)).transpose()? {
                Some((Calendar::Gregorian, common)) => Some(common),
                None => None,
                Some(_) => return Err(row.error("a Gregorian month wanted", "such as k2,g5")),
            };
            Tag::Month { calendar, month: number, company, common }
        }
        "month pair" => {
            let (a, b) =
                value.split_once(',').ok_or_else(|| row.error("two months wanted", "such as g10,g11"))?;
            let ((calendar, first), (_, second)) = (month(row, a)?, month(row, b)?);
            Tag::MonthPair { calendar, first, second }
        }
        "weekday" => Tag::Weekday(number(row, "value")? as u8),
        "day" => Tag::Day(number(row, "value")? as i32),
        "night" => Tag::Night(number(row, "value")? as i32),
        "year" => Tag::Year { offset: number(row, "value")? as i32, company },
        "unit" => Tag::Unit(unit(row, value)?),
        "clock" => Tag::Clock,
        "part" => Tag::Part(match value {
            "midnight" => Part::Midnight,
            "dawn" => Part::Dawn,
            "morning" => Part::Morning,
            "forenoon" => Part::Forenoon,
            "noon" => Part::Noon,
            "afternoon" => Part::Afternoon,
            "evening" => Part::Evening,
            "night part" => Part::Night,
            other => return Err(row.error(format!("unknown part {other}"), "a part of the day")),
        }),
        "last" => Tag::Last,
        "next" => Tag::Next,
        "other" => Tag::Other,
        "same" => Tag::Same,
        "this" => Tag::This,
        "set" => Tag::Set(match value {
            "P1D" => Unit::Day,
            "P1W" => Unit::Week,
            "P1M" => Unit::Month,
            "P1Y" => Unit::Year,
            other => return Err(row.error(format!("unknown period {other}"), "P1D, P1W, P1M or P1Y")),
        }),
        "every" => Tag::Every,
        "span" => Tag::Span,
        "position" => Tag::Position,
        "ago" => Tag::Ago,
        "before" => Tag::Before,
        "after" => Tag::After,
        "era" => Tag::Era(match value {
            "kurdish" => Era::Kurdish,
            "solar" => Era::Solar,
            "lunar" => Era::Lunar,
            "hijri" => Era::Hijri,
            "ce" => Era::Common,
            other => {
                return Err(row.error(format!("unknown era {other}"), "kurdish, solar, lunar, hijri or ce"));
            }
        }),
        "open" => Tag::Open,
        "vague" => Tag::Vague,
        "year kind" => Tag::YearKind,
        "age" => Tag::Age,
        "time of" => Tag::TimeOf,
        "season" => Tag::Season(match value {
            "spring" => Season::Spring,
            "summer" => Season::Summer,
            "autumn" => Season::Autumn,
            "winter" => Season::Winter,
            other => {
                return Err(row.error(format!("unknown season {other}"), "spring, summer, autumn or winter"));
            }
        }),
        "now" => Tag::Now,
        "moment" => Tag::Moment,
        "date noun" => Tag::DateNoun,
        "extent" => Tag::Extent,
        "rite" => Tag::Rite,
        "later" => Tag::Later(number(row, "value")? as i32),
        "equals" => Tag::Equals,
        other => return Err(row.error(format!("unknown class {other}"), "a class that other rows use")),
    })
}

pub(super) fn number_tag(row: Row<'_>) -> Result<Tag, TableError> {
    let class = row.get("class")?;
    let risky = class.ends_with('!');
    Ok(match class.trim_end_matches('!') {
        "number" => Tag::Number { value: number(row, "value")?, risky },
        "scale" => Tag::Scale(number(row, "value")?),
        "half" => Tag::Half,
        "share" => Tag::Share(number(row, "value")?),
        "tens" => Tag::Tens(number(row, "value")?),
        "ordinal" => Tag::Ordinal(number(row, "value")? as u32),
        "ordinal ending" => Tag::OrdinalEnding,
        "approx" => Tag::Approx,
        "percent" => Tag::Percent,
        "over" => Tag::Over,
        "range" => Tag::Range,
        "not" => Tag::Not,
        "label" => Tag::Label,
        "adjective" => Tag::Adjective,
        "function" => Tag::Function,
        other => return Err(row.error(format!("unknown class {other}"), "a class that other rows use")),
    })
}

pub(super) fn number(row: Row<'_>, column: &str) -> Result<f64, TableError> {
    row.get(column)?.parse().map_err(|_| row.error(format!("{column} is no number"), "a plain number"))
}

fn month(row: Row<'_>, value: &str) -> Result<(Calendar, u8), TableError> {
    let calendar = match value.chars().next() {
        Some('g') => Calendar::Gregorian,
        Some('k') => Calendar::Kurdish,
        Some('s') => Calendar::Persian,
        Some('h') => Calendar::Hijri,
        _ => return Err(row.error(format!("unknown calendar in {value}"), "g, k, s or h and a number")),
    };
    match value[1..].parse() {
        Ok(month @ 1..=12) => Ok((calendar, month)),
        _ => Err(row.error(format!("{value} is no month"), "a number from 1 to 12")),
    }
}

fn unit(row: Row<'_>, value: &str) -> Result<Unit, TableError> {
    Ok(match value {
        "second" => Unit::Second,
        "minute" => Unit::Minute,
        "hour" => Unit::Hour,
        "day" => Unit::Day,
        "night" => Unit::Night,
        "week" => Unit::Week,
        "month" => Unit::Month,
        "season" => Unit::Season,
        "year" => Unit::Year,
        "decade" => Unit::Decade,
        "century" => Unit::Century,
        other => return Err(row.error(format!("unknown unit {other}"), "a unit of time in English")),
    })
}
