//! Hours of the clock: twelve-hour readings with a part of the day become twenty-four-hour ones.

use super::super::vocabulary::Part;

/// The hour of the day meant by an hour as said and a part of the day; `None` past 24.
pub(super) fn hour(said: i32, part: Option<Part>) -> Option<u8> {
    let hour = match (said, part) {
        (12, Some(Part::Midnight | Part::Dawn | Part::Night)) => 0,
        (12, Some(_)) => 12,
        // One to four at night is after midnight.
        (1..=11, Some(Part::Afternoon | Part::Evening))
        | (5..=11, Some(Part::Night))
        | (1..=4, Some(Part::Noon)) => said + 12,
        (0..=24, _) => said % 24,
        _ => return None,
    };
    u8::try_from(hour).ok()
}

#[cfg(test)]
mod tests {
    use super::{Part, hour};

    #[test]
    fn parts_of_the_day_tell_the_half() {
        let cases = [
            (6, Some(Part::Evening), 18),
            (6, Some(Part::Morning), 6),
            (2, Some(Part::Afternoon), 14),
            (12, Some(Part::Noon), 12),
            (1, Some(Part::Noon), 13),
            (12, Some(Part::Night), 0),
            (2, Some(Part::Night), 2),
            (10, Some(Part::Night), 22),
            (18, Some(Part::Evening), 18),
            (24, None, 0),
        ];
        for (said, part, want) in cases {
            assert_eq!(hour(said, part), Some(want), "{said} {part:?}");
        }
        assert_eq!(hour(25, None), None);
    }
}
