//! Days of the four calendars as Gregorian days. The arithmetic is `icu_calendar`'s and `jiff`'s.

use icu_calendar::{
    Date as IcuDate,
    cal::{Hijri, Iso},
};
use jiff::civil::Date;

use super::super::vocabulary::Calendar;

/// Years between the solar Hijri and the Kurdish count.
pub(super) const KURDISH_OFFSET: i32 = 1321;

/// A day of a calendar as a Gregorian day; `None` where there is no such day.
#[must_use]
pub(super) fn to_gregorian(calendar: Calendar, year: i32, month: i32, day: i32) -> Option<Date> {
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) || !(1..=9000).contains(&year) {
        return None;
    }
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    match calendar {
        Calendar::Gregorian => {
            Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
        }
        Calendar::Kurdish => {
            civil(IcuDate::try_new_persian(year - KURDISH_OFFSET, month, day).ok()?.to_calendar(Iso))
        }
        Calendar::Persian => civil(IcuDate::try_new_persian(year, month, day).ok()?.to_calendar(Iso)),
        Calendar::Hijri => {
            let date =
                IcuDate::try_new_hijri_with_calendar(year, month, day, Hijri::new_umm_al_qura()).ok()?;
            civil(date.to_calendar(Iso))
        }
    }
}

/// The year of a calendar in which a Gregorian day lies.
pub(super) fn year_of(calendar: Calendar, day: Date) -> Option<i32> {
    let iso = IcuDate::try_new_iso(day.year().into(), day.month() as u8, day.day() as u8).ok()?;
    Some(match calendar {
        Calendar::Gregorian => day.year().into(),
        Calendar::Kurdish => {
            iso.to_calendar(icu_calendar::cal::Persian).year().extended_year() + KURDISH_OFFSET
        }
        Calendar::Persian => iso.to_calendar(icu_calendar::cal::Persian).year().extended_year(),
        Calendar::Hijri => iso.to_calendar(Hijri::new_umm_al_qura()).year().extended_year(),
    })
}

fn civil(date: IcuDate<Iso>) -> Option<Date> {
    let year = i16::try_from(date.year().extended_year()).ok()?;
    Date::new(year, i8::try_from(date.month().ordinal).ok()?, i8::try_from(date.day_of_month().0).ok()?).ok()
}

/// Days of a Gregorian month; February counts 29 where the year is not known.
#[must_use]
pub(super) fn month_length(year: Option<i32>, month: i32) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 => match year {
            Some(year) if year % 4 != 0 || (year % 100 == 0 && year % 400 != 0) => 28,
            _ => 29,
        },
        _ => 31,
    }
}

/// Can there be such a Gregorian day?
#[must_use]
pub fn is_possible(year: Option<i32>, month: i32, day: i32) -> bool {
    (1..=12).contains(&month) && (1..=i32::from(month_length(year, month))).contains(&day)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Calendar, to_gregorian, year_of};

    #[test]
    fn calendars_meet() {
        let cases = [
            (Calendar::Kurdish, (2720, 5, 30), date(2020, 8, 20)),
            (Calendar::Kurdish, (2721, 1, 1), date(2021, 3, 21)),
            (Calendar::Persian, (1304, 9, 1), date(1925, 11, 22)),
            (Calendar::Hijri, (1442, 1, 1), date(2020, 8, 20)),
            (Calendar::Gregorian, (2020, 2, 29), date(2020, 2, 29)),
        ];
        for (calendar, (year, month, day), want) in cases {
            assert_eq!(to_gregorian(calendar, year, month, day), Some(want), "{calendar:?} {year}");
            assert_eq!(year_of(calendar, want), Some(year));
        }
        assert_eq!(to_gregorian(Calendar::Gregorian, 2021, 2, 29), None);
        assert_eq!(to_gregorian(Calendar::Persian, 1399, 13, 1), None);
    }
}
