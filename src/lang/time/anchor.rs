//! Anchoring: what an expression says, made a value beside the document's date.

use jiff::{ToSpan as _, civil::Date};

use super::{
    super::vocabulary::{Calendar, Unit},
    DateRef, Direction, Rel, Season, When, calendar,
};

/// Of a day without a year, the year does not matter but around the end of February.
const COMMON_YEAR: i16 = 2001;

/// Distances further than this many units are not counted out.
const MOST_UNITS: i32 = 10_000;

/// What is known of the day a document was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Anchor {
    /// The day; for a document whose year is open, a day of a year in which its weekdays are right.
    pub day: Option<Date>,
    /// Is the year itself unknown?
    pub yearless: bool,
    /// Years from the usual solar one to that in which solar days without a year are reckoned: the weekdays of the
    /// text tell it.
    pub solar: i32,
}

/// The value of an expression beside an anchor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resolved {
    /// ISO 8601 as far as it goes.
    pub value: Option<String>,
    /// The day, where it is one.
    pub day: Option<Date>,
    /// A stated weekday that is not that day's.
    pub weekday_mismatch: Option<WeekdayMismatch>,
    /// There is no such day.
    pub impossible: Option<NoSuchDay>,
}

/// A weekday that does not fit its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeekdayMismatch {
    /// The weekday the text gives; Monday is 1.
    pub stated: u8,
    /// The day it is given for.
    pub day: Date,
}

impl WeekdayMismatch {
    /// `None` where the two agree.
    fn of(stated: u8, day: Date) -> Option<Self> {
        (weekday(day) != stated).then_some(Self { stated, day })
    }
}

/// The month of a day that is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoSuchDay {
    /// The month with its number of days, 1 to 12; `None` for months of other calendars than the
    /// Gregorian one.
    pub month: Option<(u8, u8)>,
    /// Its year, where it is known.
    pub year: Option<i32>,
}

impl Anchor {
    /// A known day.
    #[must_use]
    pub fn on(day: Date) -> Self {
        Self { day: Some(day), ..Self::default() }
    }

    /// The same with the solar year in which most of the dates' weekdays are right, where they name any.
    #[must_use]
    pub fn with_weekdays<'a>(self, dates: impl Iterator<Item = &'a DateRef>) -> Self {
        let named: Vec<(i32, i32, u8)> = dates.filter_map(solar_weekday).collect();
        let right = |years: i32| {
            let fits = |(month, day, stated): &&(i32, i32, u8)| {
                falls_on(Calendar::Kurdish, (USUAL_SOLAR + years, *month, *day), *stated)
            };
            named.iter().filter(fits).count()
        };
        // The first of equals.
        let best = YEARS_AROUND.into_iter().rev().max_by_key(|years| right(*years));
        let solar = best.filter(|years| right(*years) > 0).unwrap_or_default();
        Self { solar, ..self }
    }

    /// Of a solar day without a year that another expression names beside it: the day of that one, if the two are
    /// the same within the leap day.
    #[must_use]
    pub fn is_same_solar_day(self, date: &DateRef, other: &str) -> bool {
        let beside = other.get(other.len().saturating_sub("08-19".len())..).and_then(|day| {
            let (month, day) = day.split_once('-')?;
            Date::new(COMMON_YEAR, month.parse().ok()?, day.parse().ok()?).ok()
        });
        let (Some(Rel::At(month)), Some(Rel::At(day)), Some(calendar), Some(beside)) =
            (date.month, date.day, date.calendar, beside)
        else {
            return false;
        };
        let own = calendar::to_gregorian(calendar, usual_year(calendar).unwrap_or_default(), month, day)
            .and_then(|own| Date::new(COMMON_YEAR, own.month(), own.day()).ok());
        date.year.is_none() && own.is_some_and(|own| distance(own, beside) <= 1)
    }

    /// The value of what an expression says. `context` is the day last named (for "the same month"
    /// and clock times without a day); `future` says whether the clause speaks of what is to come.
    #[must_use]
    pub fn resolve(self, when: &When, context: Option<&Resolved>, future: bool) -> Resolved {
        match when {
            When::Open | When::Beside(..) => Resolved::default(),
            When::Set(period) => Resolved { value: Some((*period).to_owned()), ..Resolved::default() },
            When::Duration(length) => Resolved { value: length.clone(), ..Resolved::default() },
            When::Date(date) => self.date(date, context, future),
            When::Clock { date, hour, minute } => {
                let day = match date {
                    Some(date) => self.date(date, context, future),
                    None => context.cloned().unwrap_or_default(),
                };
                let clock = format!("T{hour:02}:{minute:02}");
                let on_a_day = day.value.filter(|value| value.len() == 10 && !value.contains('/'));
                Resolved { value: Some(on_a_day.unwrap_or_default() + &clock), ..day }
            }
        }
    }

    fn date(self, date: &DateRef, context: Option<&Resolved>, future: bool) -> Resolved {
        let calendar = date.calendar.unwrap_or(Calendar::Gregorian);
        if let Some(season) = date.season {
            return self.season(season, date);
        }
        if let Some(days) = date.beside {
            return self.beside(days, context);
        }
        if calendar != Calendar::Gregorian {
            return self.foreign(calendar, date, context);
        }
        if date.day.is_none() && date.month.is_none() && date.year.is_none() {
            return self.relative(date, future);
        }
        let base = match context.and_then(|context| context.day) {
            Some(day) if date.month == Some(Rel::Same) || date.year == Some(Rel::Same) => Some(day),
            _ => self.day,
        };
        let months = |offset: i32| {
            base.filter(|_| offset.abs() <= MOST_UNITS).and_then(|day| day.checked_add(offset.months()).ok())
        };
        let (mut year, month) = match date.month {
            Some(Rel::At(month)) => (None, Some(month)),
            Some(Rel::Off(offset)) => match months(offset) {
                Some(day) => (Some(i32::from(day.year())), Some(i32::from(day.month()))),
                None => (None, None),
            },
            Some(Rel::Same) => match base {
                Some(day) => (Some(i32::from(day.year())), Some(i32::from(day.month()))),
                None => (None, None),
            },
            None => (None, None),
        };
        match date.year {
            Some(Rel::At(stated)) => year = Some(stated),
            Some(Rel::Off(offset)) => year = base.map(|day| i32::from(day.year()) + offset),
            Some(Rel::Same) => year = base.map(|day| i32::from(day.year())),
            None => {}
        }
        let stated_year = matches!(date.year, Some(Rel::At(_)));
        let day = match date.day {
            Some(Rel::At(day)) => Some(day),
            _ => None,
        };
        // A day of no month said is one of the document's month.
        let month = match (month, date.month, day) {
            (None, None, Some(_)) => base.map(|day| i32::from(day.month())),
            (month, ..) => month,
        };
        if year.is_none()
            && date.year.is_none()
            && let (Some(month), Some(base)) = (month, self.day)
        {
            year = Some(nearest_year(base, month, day, date.weekday, date.direction));
        }
        let open_year = (self.yearless && !stated_year) || year.is_none();
        let year_text = match year {
            Some(year) if !open_year => format!("{year:04}"),
            _ => "XXXX".to_owned(),
        };
        let Some(month) = month else {
            return match (day, date.year, year) {
                (Some(day), _, _) => {
                    let on = |day: i32| format!("{year_text}-XX-{day:02}");
                    let value =
                        date.until.map_or_else(|| on(day), |until| format!("{}/{}", on(day), on(until)));
                    Resolved { value: Some(value), ..Resolved::default() }
                }
                (None, Some(_), Some(year)) if !open_year => {
                    let value = match date.until_year {
                        Some(until) => format!("{year:04}/{until:04}"),
                        None => format!("{year:04}"),
                    };
                    Resolved { value: Some(value), ..Resolved::default() }
                }
                _ => Resolved::default(),
            };
        };
        let Some(day) = day else {
            return Resolved { value: Some(format!("{year_text}-{month:02}")), ..Resolved::default() };
        };
        let known_year = year.filter(|_| !open_year);
        let last = date.until.unwrap_or(day);
        if !calendar::is_possible(known_year, month, day) || !calendar::is_possible(known_year, month, last) {
            let in_year = u8::try_from(month).ok().filter(|month| (1..=12).contains(month));
            let month = in_year.map(|in_year| (in_year, calendar::month_length(known_year, month)));
            let none = NoSuchDay { month, year: known_year };
            return Resolved { impossible: Some(none), ..Resolved::default() };
        }
        let value = match date.until {
            Some(until) => format!("{year_text}-{month:02}-{day:02}/{year_text}-{month:02}-{until:02}"),
            None => format!("{year_text}-{month:02}-{day:02}"),
        };
        let civil = year.and_then(|year| calendar::to_gregorian(Calendar::Gregorian, year, month, day));
        let weekday_mismatch = match (date.weekday, civil) {
            (Some(stated), Some(civil)) if !open_year => WeekdayMismatch::of(stated, civil),
            _ => None,
        };
        Resolved { value: Some(value), day: civil, weekday_mismatch, ..Resolved::default() }
    }

    /// The same day as the one last named, or so many days after it.
    fn beside(self, days: i32, context: Option<&Resolved>) -> Resolved {
        let Some(named) = context else { return Resolved::default() };
        if days == 0 {
            return Resolved { value: named.value.clone(), day: named.day, ..Resolved::default() };
        }
        let yearless = || {
            let (month, day) = named.value.as_deref()?.strip_prefix("XXXX-")?.split_once('-')?;
            Date::new(COMMON_YEAR, month.parse().ok()?, day.parse().ok()?).ok()
        };
        let (base, open) = match named.day {
            Some(day) => (Some(day), self.yearless),
            None => (yearless(), true),
        };
        let Some(day) = base.and_then(|day| day.checked_add(days.days()).ok()) else {
            return Resolved::default();
        };
        let value = Self { yearless: open, ..Self::default() }.text(day);
        Resolved { value: Some(value), day: named.day.map(|_| day), ..Resolved::default() }
    }

    /// The value of so many units after a day ("three days after the attack"); negative is before it.
    #[must_use]
    pub fn shift(self, amount: i32, unit: Unit) -> Option<String> {
        let day = self.day.filter(|_| amount.abs() <= MOST_UNITS)?;
        self.shifted(day, amount, unit).value
    }

    /// Dates said only beside the document's date: tomorrow, last Friday, next week, three days ago.
    fn relative(self, date: &DateRef, future: bool) -> Resolved {
        let Some(today) = self.day else { return Resolved::default() };
        let far = |amount: i32| amount.abs() > MOST_UNITS;
        if date.week.is_some_and(far)
            || date.offset.is_some_and(far)
            || date.shift.is_some_and(|(by, _)| far(by))
        {
            return Resolved::default();
        }
        if let Some(week) = date.week {
            return match today.checked_add(week.weeks()) {
                Ok(day) if !self.yearless => {
                    let week = day.iso_week_date();
                    let value = format!("{:04}-W{:02}", week.year(), week.week());
                    Resolved { value: Some(value), ..Resolved::default() }
                }
                _ => Resolved::default(),
            };
        }
        if let Some((amount, unit)) = date.shift {
            return self.shifted(today, amount, unit);
        }
        let mut weekday_mismatch = None;
        let day = match (date.offset, date.weekday) {
            (Some(offset), None) => today.checked_add(offset.days()).ok(),
            // The weekday decides where the two disagree: a text posted a day late.
            (Some(offset), Some(stated)) => today.checked_add(offset.days()).ok().and_then(|day| {
                weekday_mismatch = WeekdayMismatch::of(stated, day);
                let ahead = (i32::from(stated) - i32::from(weekday(day))).rem_euclid(7);
                day.checked_add((if ahead > 3 { ahead - 7 } else { ahead }).days()).ok()
            }),
            (None, Some(stated)) => {
                let ahead = (i32::from(stated) - i32::from(weekday(today))).rem_euclid(7);
                let days = match date.direction {
                    Some(Direction::Next) if ahead == 0 => 7,
                    Some(Direction::Last) => ahead - 7,
                    None if !future && ahead > 0 => ahead - 7,
                    _ => ahead,
                };
                today.checked_add(days.days()).ok()
            }
            (None, None) => None,
        };
        match day {
            Some(day) => Resolved {
                value: Some(self.text(day)),
                day: Some(day),
                weekday_mismatch,
                ..Resolved::default()
            },
            None => Resolved::default(),
        }
    }

    /// A season of a year that is said, or of the last or next one.
    fn season(self, season: Season, date: &DateRef) -> Resolved {
        let today = self.day.filter(|_| !self.yearless);
        let year = match (date.year, date.direction) {
            (Some(Rel::At(year)), _) => Some(year),
            (Some(Rel::Off(offset)), _) => today.map(|day| i32::from(day.year()) + offset),
            (_, Some(direction)) => today.and_then(|day| season.year(day, direction)),
            _ => None,
        };
        Resolved { value: year.map(|year| format!("{year:04}-{}", season.code())), ..Resolved::default() }
    }

    fn shifted(self, today: Date, amount: i32, unit: Unit) -> Resolved {
        // Lengths past the calendar's ends are no error of ours: they name no day.
        let none = jiff::Span::new();
        let span = match unit {
            Unit::Day | Unit::Night => none.try_days(amount),
            Unit::Week => none.try_weeks(amount),
            Unit::Month => none.try_months(amount),
            Unit::Season => none.try_months(amount.saturating_mul(3)),
            Unit::Year => none.try_years(amount),
            Unit::Decade => none.try_years(amount.saturating_mul(10)),
            Unit::Century => none.try_years(amount.saturating_mul(100)),
            Unit::Second | Unit::Minute | Unit::Hour => return Resolved::default(),
        };
        let Ok(span) = span else { return Resolved::default() };
        let Ok(day) = today.checked_add(span) else { return Resolved::default() };
        if self.yearless && unit > Unit::Week {
            return Resolved::default();
        }
        match unit {
            Unit::Day | Unit::Night => {
                Resolved { value: Some(self.text(day)), day: Some(day), ..Resolved::default() }
            }
            Unit::Week => {
                let week = day.iso_week_date();
                let value = format!("{:04}-W{:02}", week.year(), week.week());
                Resolved { value: (!self.yearless).then_some(value), ..Resolved::default() }
            }
            Unit::Month | Unit::Season => Resolved {
                value: Some(format!("{:04}-{:02}", day.year(), day.month())),
                ..Resolved::default()
            },
            _ => Resolved { value: Some(format!("{:04}", day.year())), ..Resolved::default() },
        }
    }

    fn text(self, day: Date) -> String {
        if self.yearless { format!("XXXX-{:02}-{:02}", day.month(), day.day()) } else { day.to_string() }
    }

    /// Dates of the other calendars, as Gregorian days.
    fn foreign(self, calendar: Calendar, date: &DateRef, context: Option<&Resolved>) -> Resolved {
        let at = |rel: Option<Rel>| match rel {
            Some(Rel::At(value)) => Some(value),
            _ => None,
        };
        let today = self.day.filter(|_| !self.yearless);
        let (month, day) = (at(date.month), at(date.day));
        let own_year = |rel: Option<Rel>| match rel {
            Some(Rel::At(year)) => Some(own_count(calendar, year, month)),
            Some(Rel::Off(offset)) => {
                today.and_then(|day| calendar::year_of(calendar, day)).map(|year| year + offset)
            }
            Some(Rel::Same) => {
                let named = context.and_then(|named| named.day).or(today)?;
                calendar::year_of(calendar, named)
            }
            None => None,
        };
        let stated = own_year(date.year);
        let (Some(month), Some(first)) = (month, day.or(Some(1))) else {
            // A year alone: the Gregorian year in which it begins.
            let start = stated.and_then(|year| calendar::to_gregorian(calendar, year, 1, 1));
            return Resolved { value: start.map(|day| format!("{:04}", day.year())), ..Resolved::default() };
        };
        let year = stated.or_else(|| {
            let today = today.filter(|_| day.is_some())?;
            let near = calendar::year_of(calendar, today)?;
            let right = |civil: Date| date.weekday.is_none_or(|stated| weekday(civil) == stated);
            (near - 1..=near + 1)
                .filter_map(|year| Some((year, calendar::to_gregorian(calendar, year, month, first)?)))
                .min_by_key(|(_, civil)| (!right(*civil), distance(*civil, today)))
                .map(|(year, _)| year)
        });
        let Some(year) = year else { return self.yearless_day(calendar, month, day, date) };
        let Some(from) = calendar::to_gregorian(calendar, year, month, first) else {
            let none = NoSuchDay { month: None, year: None };
            return Resolved { impossible: Some(none), ..Resolved::default() };
        };
        let until = match (day, date.until) {
            (Some(_), Some(until)) => calendar::to_gregorian(calendar, year, month, until),
            (Some(_), None) => None,
            (None, _) => (29..=31).rev().find_map(|day| calendar::to_gregorian(calendar, year, month, day)),
        };
        let value = match until {
            Some(until) => format!("{from}/{until}"),
            None => from.to_string(),
        };
        let weekday_mismatch = date.weekday.and_then(|stated| WeekdayMismatch::of(stated, from));
        Resolved { value: Some(value), day: day.map(|_| from), weekday_mismatch, ..Resolved::default() }
    }

    /// The Gregorian day of a solar one of no known year: solar years begin on the same day but for leap years. A
    /// stated weekday tells which of the years around are meant.
    fn yearless_day(self, calendar: Calendar, month: i32, day: Option<i32>, date: &DateRef) -> Resolved {
        let until = date.until;
        let Some(usual) = usual_year(calendar) else { return Resolved::default() };
        let common = usual + self.solar;
        let fits = |year: &i32| {
            day.zip(date.weekday).is_some_and(|(day, stated)| falls_on(calendar, (*year, month, day), stated))
        };
        let year = std::iter::once(common).chain(YEARS_AROUND.map(|years| usual + years)).find(fits);
        let common = year.unwrap_or(common);
        let on = |day: i32| {
            let civil = calendar::to_gregorian(calendar, common, month, day)?;
            Some(format!("XXXX-{:02}-{:02}", civil.month(), civil.day()))
        };
        let value = day.and_then(on).map(|from| match until.and_then(on) {
            Some(until) => format!("{from}/{until}"),
            None => from,
        });
        Resolved { value, ..Resolved::default() }
    }
}

/// The Kurdish year in which solar days of no known year are reckoned: one without a leap day near.
const USUAL_SOLAR: i32 = 2721;

/// The same year as its calendar counts it.
fn usual_year(calendar: Calendar) -> Option<i32> {
    match calendar {
        Calendar::Kurdish => Some(USUAL_SOLAR),
        Calendar::Persian => Some(USUAL_SOLAR - calendar::KURDISH_OFFSET),
        Calendar::Gregorian | Calendar::Hijri => None,
    }
}

/// Does such a day of a calendar (year, month, day) fall on the stated weekday?
fn falls_on(calendar: Calendar, (year, month, day): (i32, i32, i32), stated: u8) -> bool {
    calendar::to_gregorian(calendar, year, month, day).is_some_and(|civil| weekday(civil) == stated)
}

/// Month, day and weekday of a solar date that names no year.
fn solar_weekday(date: &DateRef) -> Option<(i32, i32, u8)> {
    let solar = matches!(date.calendar, Some(Calendar::Kurdish | Calendar::Persian));
    match (date.month, date.day, date.weekday) {
        (Some(Rel::At(month)), Some(Rel::At(day)), Some(stated)) if solar && date.year.is_none() => {
            Some((month, day, stated))
        }
        _ => None,
    }
}

/// Years beside a usual one, in the order in which a weekday is looked for: those of recent news first: any
/// weekday of a day is among them.
const YEARS_AROUND: [i32; 8] = [0, -1, -2, -3, -4, 1, 2, 3];

/// A stated year in the calendar's own count: a Gregorian year beside a month of another calendar is
/// that month of the Gregorian year.
fn own_count(calendar: Calendar, year: i32, month: Option<i32>) -> i32 {
    let gregorian = (1800..2200).contains(&year);
    let late = month.is_some_and(|month| month >= 11);
    match calendar {
        Calendar::Kurdish if gregorian => year + if late { 699 } else { 700 },
        Calendar::Kurdish if (1200..1600).contains(&year) => year + 1321,
        Calendar::Kurdish if year < 100 => year + 2621,
        Calendar::Persian if gregorian => year - if late { 622 } else { 621 },
        Calendar::Persian if year < 100 => year + 1300,
        Calendar::Persian if year > 2500 => year - 1321,
        Calendar::Hijri if gregorian => ((f64::from(year) - 621.6) * 1.0307).round() as i32,
        _ => year,
    }
}

/// The year that brings a month (or day) nearest to `base`, or the last or next one; a stated weekday
/// prefers the nearest year in which it is right.
fn nearest_year(
    base: Date,
    month: i32,
    day: Option<i32>,
    stated: Option<u8>,
    direction: Option<Direction>,
) -> i32 {
    let own = i32::from(base.year());
    let candidates = |from: i32, to: i32| {
        (from..=to).filter_map(move |year| {
            let civil = calendar::to_gregorian(Calendar::Gregorian, year, month, day.unwrap_or(15))?;
            Some((year, civil))
        })
    };
    let fits = |civil: Date| match direction {
        Some(Direction::Last) => civil < base,
        Some(Direction::Next) => civil > base,
        None => true,
    };
    if let Some(stated) = stated
        && let Some((year, _)) = candidates(own - 1, own + 1)
            .filter(|(_, civil)| weekday(*civil) == stated && fits(*civil))
            .min_by_key(|(_, civil)| distance(*civil, base))
    {
        return year;
    }
    candidates(own - 1, own + 1)
        .filter(|(_, civil)| fits(*civil))
        .min_by_key(|(_, civil)| distance(*civil, base))
        .map_or(own, |(year, _)| year)
}

fn distance(a: Date, b: Date) -> i32 {
    (a - b).get_days().abs()
}

fn weekday(day: Date) -> u8 {
    day.weekday().to_monday_one_offset() as u8
}
