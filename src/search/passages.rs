//! What each passage of a document has, in a few bytes: for filters that must meet in one passage.
//!
//! Values are named by their place in a list of the document's values, which is its keeper's to know.

/// The values of one passage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PassagePlaces {
    /// Places among the document's values, ascending, once each.
    pub values: Vec<u32>,
    /// First and last day (numbers from 1970-01-01) its facts speak of, in the order of the facts.
    pub days: Vec<(i64, i64)>,
}

/// All passages of a document as bytes.
#[must_use]
pub fn write_passages(passages: &[PassagePlaces]) -> Vec<u8> {
    let mut out = Vec::with_capacity(passages.len() * 12);
    let mut day = 0;
    for passage in passages {
        number(&mut out, passage.values.len() as u64);
        let mut last = 0;
        for place in &passage.values {
            number(&mut out, u64::from(place.wrapping_sub(last)));
            last = *place;
        }
        number(&mut out, passage.days.len() as u64);
        for (first, end) in &passage.days {
            let distance = first - day;
            number(&mut out, ((distance << 1) ^ (distance >> 63)) as u64);
            number(&mut out, end.saturating_sub(*first).max(0) as u64);
            day = *first;
        }
    }
    out
}

/// Takes the places of one passage and its days, first and last.
pub type Tell<'a> = dyn FnMut(&[u32], &[(i64, i64)]) + 'a;

/// Gives each passage back: its places and its days. `None` where the bytes end in the middle of one; those
/// before it were told.
pub fn each_passage(bytes: &[u8], tell: &mut Tell<'_>) -> Option<()> {
    let mut rest = bytes;
    let mut day = 0_i64;
    // One room for all of them: this is run for every document of a large corpus.
    let mut passage = PassagePlaces::default();
    while !rest.is_empty() {
        passage.values.clear();
        passage.days.clear();
        let mut last = 0_u32;
        for _ in 0..take(&mut rest)? {
            last = last.wrapping_add(take(&mut rest)? as u32);
            passage.values.push(last);
        }
        for _ in 0..take(&mut rest)? {
            let distance = take(&mut rest)?;
            day = day.wrapping_add((distance >> 1).cast_signed() ^ -(distance & 1).cast_signed());
            passage.days.push((day, day.wrapping_add(take(&mut rest)?.cast_signed())));
        }
        tell(&passage.values, &passage.days);
    }
    Some(())
}

/// Seven bits a byte, the lowest first.
fn number(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn take(rest: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let Some((byte, left)) = rest.split_first() else { break };
        *rest = left;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn written_and_read_back(
            made in prop::collection::vec(
                (prop::collection::btree_set(0_u32..3_000, 0..8),
                 prop::collection::vec((-800_000_i64..800_000, 0_i64..400), 0..4)),
                0..6,
            ),
        ) {
            let passages: Vec<PassagePlaces> = made
                .into_iter()
                .map(|(values, days)| PassagePlaces {
                    values: values.into_iter().collect(),
                    days: days.into_iter().map(|(first, length)| (first, first + length)).collect(),
                })
                .collect();
            let mut read = Vec::new();
            let whole = each_passage(&write_passages(&passages), &mut |values, days| {
                read.push(PassagePlaces { values: values.to_vec(), days: days.to_vec() });
            });
            prop_assert!(whole.is_some());
            prop_assert_eq!(read, passages);
        }

        #[test]
        fn nonsense_is_damage_at_worst(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            let mut told = 0;
            let _ = each_passage(&bytes, &mut |_, _| told += 1);
            prop_assert!(told <= bytes.len());
        }
    }
}
