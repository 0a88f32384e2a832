//! Dates as files write them in their metadata: ISO 8601, mail headers, and bare numbers.
//!
//! Only the day is taken, as written (no change of zone). What is not plainly a day is none: a wrong date is
//! worse than no date.

use jiff::civil::Date;

/// Years that a document can be of; anything else is a default or a mistake.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;

/// The day of an ISO 8601 date or time, a mail's `Date`, `2021/03/15`, `15.3.2021` or `20210315`.
pub fn date(text: &str) -> Option<Date> {
    let western: String = text.trim().chars().map(western_digit).collect();
    let date = numeric(&western).or_else(|| mail(&western))?;
    YEARS.contains(&date.year()).then_some(date)
}

/// Arabic-Indic and extended Arabic-Indic digits as ASCII.
fn western_digit(c: char) -> char {
    let digit = match c {
        '\u{660}'..='\u{669}' => c as u32 - 0x660,
        '\u{6f0}'..='\u{6f9}' => c as u32 - 0x6f0,
        _ => return c,
    };
    char::from_digit(digit, 10).unwrap_or(c)
}

fn numeric(text: &str) -> Option<Date> {
    let day = text.split(['T', ' ']).find(|part| !part.is_empty())?;
    let parts: Vec<&str> = day.split(['-', '/', '.']).collect();
    let number = |part: &str| -> Option<i16> {
        (part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok())?
    };
    match parts[..] {
        [y, m, d] if y.len() == 4 => {
            // "2021-03-15Z" and "2021-03-15+03:00" carry a zone.
            let d = d.split(['Z', '+']).next()?;
            Date::new(number(y)?, number(m)? as i8, number(d)? as i8).ok()
        }
        [d, m, y] if y.len() == 4 => Date::new(number(y)?, number(m)? as i8, number(d)? as i8).ok(),
        [all] if all.len() == 8 && all.bytes().all(|b| b.is_ascii_digit()) => {
            Date::new(number(&all[..4])?, number(&all[4..6])? as i8, number(&all[6..])? as i8).ok()
        }
        _ => None,
    }
}

/// `Mon, 15 Mar 2021 10:00:00 +0300`, `15 March 2021`, `March 15, 2021`.
fn mail(text: &str) -> Option<Date> {
    let words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let at = words.iter().position(|word| month(word).is_some())?;
    let month = month(words[at])?;
    let number = |ix: usize| words.get(ix).and_then(|word| word.parse::<i16>().ok());
    let after = number(at + 1)?;
    let (day, year) =
        if after > 31 { (number(at.checked_sub(1)?)?, after) } else { (after, number(at + 2)?) };
    Date::new(year, month, i8::try_from(day).ok()?).ok()
}

fn month(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let start = word.get(..3)?.to_ascii_lowercase();
    let ix = MONTHS.iter().position(|month| *month == start)?;
    word.bytes().all(|b| b.is_ascii_alphabetic() || b == b'.').then_some(ix as i8 + 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::date;

    #[test]
    fn dates_of_metadata() {
        for (text, day) in [
            ("2021-03-15", "2021-03-15"),
            ("2021-03-15T23:30:00+03:00", "2021-03-15"),
            ("2021-03-15 10:00", "2021-03-15"),
            ("2021-03-15Z", "2021-03-15"),
            ("20210315", "2021-03-15"),
            ("2021/3/5", "2021-03-05"),
            ("15.03.2021", "2021-03-15"),
            ("٢٠٢١-٠٣-١٥", "2021-03-15"),
            ("Mon, 15 Mar 2021 10:00:00 +0300", "2021-03-15"),
            ("15 March 2021", "2021-03-15"),
            ("March 15, 2021", "2021-03-15"),
        ] {
            assert_eq!(date(text).map(|d| d.to_string()).as_deref(), Some(day), "{text}");
        }
        for text in ["", "yesterday", "2021", "2021-13-40", "0001-01-01", "12:30", "1/2/3", "Mar"] {
            assert_eq!(date(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_at_all(text in "\\PC{0,40}") {
            let _ = date(&text);
        }
    }
}
