//! Dates in the words of a language. Patterns and month names are messages, so a translator sets them.

use jiff::civil::{Date, Weekday};

use super::{Arg, Locale};

impl Locale {
    /// A day in words: `18 August 2020`.
    #[must_use]
    pub fn date(&self, date: Date) -> String {
        self.format(
            "date-long",
            &[
                ("day", Arg::Plain(date.day().into())),
                ("month", Arg::Word(&self.month(date.month()))),
                ("year", Arg::Plain(date.year().into())),
            ],
        )
    }

    /// A day in numbers, for narrow columns: `2020-08-18` with the digits of the language.
    #[must_use]
    pub fn date_short(&self, date: Date) -> String {
        self.format(
            "date-short",
            &[
                ("day", Arg::Word(&self.digits(&format!("{:02}", date.day())))),
                ("month", Arg::Word(&self.digits(&format!("{:02}", date.month())))),
                ("year", Arg::Word(&self.digits(&format!("{:04}", date.year())))),
            ],
        )
    }

    /// A day in words with its weekday.
    #[must_use]
    pub fn date_full(&self, date: Date) -> String {
        let weekday = self.weekday(date.weekday());
        self.format("date-full", &[("weekday", Arg::Word(&weekday)), ("date", Arg::Word(&self.date(date)))])
    }

    /// A month of a year in words: `August 2020`.
    #[must_use]
    pub fn month_of_year(&self, year: i16, month: i8) -> String {
        let name = self.month(month);
        self.format("date-month", &[("month", Arg::Word(&name)), ("year", Arg::Plain(year.into()))])
    }

    /// The name of a month, 1 to 12; empty for another number.
    #[must_use]
    pub fn month(&self, month: i8) -> String {
        const KEYS: [&str; 12] = [
            "month-1", "month-2", "month-3", "month-4", "month-5", "month-6", "month-7", "month-8",
            "month-9", "month-10", "month-11", "month-12",
        ];
        usize::try_from(month - 1)
            .ok()
            .and_then(|ix| KEYS.get(ix))
            .map_or(String::new(), |key| self.text(key))
    }

    /// The name of a weekday.
    #[must_use]
    pub fn weekday(&self, weekday: Weekday) -> String {
        self.text(match weekday {
            Weekday::Saturday => "weekday-saturday",
            Weekday::Sunday => "weekday-sunday",
            Weekday::Monday => "weekday-monday",
            Weekday::Tuesday => "weekday-tuesday",
            Weekday::Wednesday => "weekday-wednesday",
            Weekday::Thursday => "weekday-thursday",
            Weekday::Friday => "weekday-friday",
        })
    }

    /// A value as facts carry it (`2020-08-18T18:00`, `2020-08`, `XXXX-04-22`, `P30D`) in the words of the
    /// language where it is a whole day, month or clock time; otherwise the value itself.
    #[must_use]
    pub fn time_value(&self, value: &str) -> String {
        let (day, clock) = value.split_once('T').map_or((value, None), |(d, c)| (d, Some(c)));
        let clock = clock.filter(|c| c.len() >= 4 && c.contains(':'));
        if let Ok(date) = day.parse::<Date>() {
            let date = self.date(date);
            return clock.map_or(date.clone(), |clock| {
                let clock = self.digits(clock);
                self.format("date-time", &[("date", Arg::Word(&date)), ("time", Arg::Word(&clock))])
            });
        }
        if day.is_empty()
            && let Some(clock) = clock
        {
            return self.digits(clock);
        }
        if let Some(words) = self.open_day(day).or_else(|| self.duration(value)) {
            return words;
        }
        self.digits(value)
    }

    /// A month of a year, or a day or month whose year is open: `2020-08`, `XXXX-04-22`, `XXXX-02`.
    fn open_day(&self, day: &str) -> Option<String> {
        let mut parts = day.split('-');
        let (year, month) = (parts.next()?, parts.next()?);
        let month: i8 = month.parse().ok().filter(|month| (1..=12).contains(month))?;
        let day: Option<i8> = parts.next().map(str::parse).transpose().ok()?;
        match (year, day) {
            ("XXXX", Some(day)) => {
                let name = self.month(month);
                Some(self.format("date-day", &[("day", Arg::Plain(day.into())), ("month", Arg::Word(&name))]))
            }
            ("XXXX", None) => Some(self.month(month)),
            (year, None) if year.len() == 4 => Some(self.month_of_year(year.parse().ok()?, month)),
            _ => None,
        }
    }

    /// A length of time of one unit: `P30D`, `PT24H`.
    fn duration(&self, value: &str) -> Option<String> {
        let length = value.strip_prefix('P')?;
        let (clock, length) = length.strip_prefix('T').map_or((false, length), |rest| (true, rest));
        let unit = length.chars().next_back()?;
        let number: usize = length.strip_suffix(unit)?.parse().ok()?;
        let key = match (clock, unit) {
            (false, 'Y') => "duration-years",
            (false, 'M') => "duration-months",
            (false, 'W') => "duration-weeks",
            (false, 'D') => "duration-days",
            (true, 'H') => "duration-hours",
            (true, 'M') => "duration-minutes",
            (true, 'S') => "duration-seconds",
            _ => return None,
        };
        Some(self.format(key, &[("n", Arg::Count(number))]))
    }
}
