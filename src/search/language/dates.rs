//! Days as they are typed: a day, a month, a year, or a range of them with open ends.

use jiff::civil::Date;

use crate::search::{DayRange, days};

/// The days that `typed` names; digits are already folded. `None` where it names none.
///
/// `2020`, `2020-08`, `2020-08-17`, `17/8/2020`; `2020-08..2021-04`, `2020..`, `..2021`.
pub(super) fn range(typed: &str) -> Option<DayRange> {
    let typed = typed.trim();
    let Some((first, last)) = typed.split_once("..") else {
        let (from, to) = one(typed)?;
        return Some(DayRange { from: Some(from), to: Some(to) });
    };
    let last = last.trim_start_matches('.');
    if first.trim().is_empty() && last.trim().is_empty() {
        return None;
    }
    let end = |typed: &str| if typed.trim().is_empty() { Some(None) } else { one(typed).map(Some) };
    let (first, last) = (end(first)?, end(last)?);
    let (first, last) = match (first, last) {
        (Some(a), Some(b)) if b.0 < a.0 => (Some(b), Some(a)),
        ends => ends,
    };
    Some(DayRange { from: first.map(|days| days.0), to: last.map(|days| days.1) })
}

fn one(typed: &str) -> Option<(Date, Date)> {
    let parts: Vec<&str> = typed.trim().split(['-', '/', '.']).collect();
    let digits =
        |part: &&str| !part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit());
    if !parts.iter().all(digits) {
        return None;
    }
    let padded = |part: &str| format!("{part:0>2}");
    match parts[..] {
        [year] if year.len() == 4 => days(year),
        [year, month] if year.len() == 4 => days(&format!("{year}-{}", padded(month))),
        [month, year] if year.len() == 4 => days(&format!("{year}-{}", padded(month))),
        [year, month, day] if year.len() == 4 => days(&format!("{year}-{}-{}", padded(month), padded(day))),
        [day, month, year] if year.len() == 4 => days(&format!("{year}-{}-{}", padded(month), padded(day))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::range;

    #[test]
    fn every_shape() {
        let read = |typed| {
            range(typed).map(|range| {
                let day = |day: Option<jiff::civil::Date>| day.map_or("-".to_owned(), |day| day.to_string());
                format!("{} {}", day(range.from), day(range.to))
            })
        };
        for (typed, want) in [
            ("2020", "2020-01-01 2020-12-31"),
            ("2020-02", "2020-02-01 2020-02-29"),
            ("8/2020", "2020-08-01 2020-08-31"),
            ("2020-8-17", "2020-08-17 2020-08-17"),
            ("17/8/2020", "2020-08-17 2020-08-17"),
            ("17.08.2020", "2020-08-17 2020-08-17"),
            ("2020-08..2021-04", "2020-08-01 2021-04-30"),
            ("2021-04..2020-08", "2020-08-01 2021-04-30"),
            ("2020..", "2020-01-01 -"),
            ("..2021", "- 2021-12-31"),
            ("2020 .. 2021", "2020-01-01 2021-12-31"),
        ] {
            assert_eq!(read(typed).as_deref(), Some(want), "{typed}");
        }
        for typed in ["", "..", "soon", "20", "2020-13", "2020-02-30", "1/2/3", "2020-", "x..2020"] {
            assert_eq!(read(typed), None, "{typed}");
        }
    }
}
