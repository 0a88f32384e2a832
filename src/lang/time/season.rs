//! Seasons: their codes and the year that "last summer" belongs to.

use jiff::{ToSpan as _, civil::Date};

use super::Direction;

/// A quarter of the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Season {
    /// March to May.
    Spring,
    /// June to August.
    Summer,
    /// September to November.
    Autumn,
    /// December to February; it bears the year it begins in.
    Winter,
}

impl Season {
    /// Its code in TIMEX3 values: `2020-SP`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Spring => "SP",
            Self::Summer => "SU",
            Self::Autumn => "FA",
            Self::Winter => "WI",
        }
    }

    fn begins(self, year: i16) -> Option<Date> {
        let month = match self {
            Self::Spring => 3,
            Self::Summer => 6,
            Self::Autumn => 9,
            Self::Winter => 12,
        };
        Date::new(year, month, 1).ok()
    }

    /// The year of the last such season that was over on a day, or of the next one to begin.
    pub(super) fn year(self, day: Date, direction: Direction) -> Option<i32> {
        let near = |step: i16| {
            let year = day.year().checked_add(step)?;
            let begins = self.begins(year)?;
            let fits = match direction {
                Direction::Last => begins.checked_add(3.months()).is_ok_and(|end| end <= day),
                Direction::Next => begins > day,
            };
            fits.then_some(i32::from(year))
        };
        match direction {
            Direction::Last => (-2..=0).rev().find_map(near),
            Direction::Next => (0..=1).find_map(near),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Direction, Season};

    #[test]
    fn last_and_next_season() {
        let today = date(2021, 2, 10);
        assert_eq!(Season::Summer.year(today, Direction::Last), Some(2020));
        assert_eq!(Season::Winter.year(today, Direction::Last), Some(2019));
        assert_eq!(Season::Spring.year(today, Direction::Next), Some(2021));
        assert_eq!(Season::Winter.year(today, Direction::Next), Some(2021));
    }
}
