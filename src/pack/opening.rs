//! What the first units of a pattern's matches are, so that a search begins only where a match may.
//!
//! Says no more than what certainly holds of every match. Knows no text but its symbols.

use super::symbol::{Conjunction, UNIT_BYTES, merged};

/// So many units of a match are looked at. Measured: a third changes little any more.
const DEPTH: usize = 3;

/// Of a unit, more ways than these to be right are not told apart.
const MOST_WAYS: usize = 6;

/// What the first units of the matches of a part of a pattern are.
#[derive(Clone, Debug)]
pub struct Prefix {
    /// At each place, what the units there are in matches that are long enough.
    units: [Vec<Conjunction>; DEPTH],
    /// Whether a match may have exactly so many units.
    ends: [bool; DEPTH],
}

impl Prefix {
    /// Of a part that matches nothing.
    #[must_use]
    pub fn nothing() -> Self {
        Self { units: Default::default(), ends: [false; DEPTH] }
    }

    /// Of a part that matches without any unit.
    #[must_use]
    pub fn empty() -> Self {
        let mut empty = Self::nothing();
        empty.ends[0] = true;
        empty
    }

    /// Of one unit that meets one of these conditions.
    #[must_use]
    pub fn unit(any: Vec<Conjunction>) -> Self {
        let mut unit = Self::nothing();
        unit.units[0] = any;
        unit.ends[1] = true;
        unit
    }

    /// Of this part or another.
    #[must_use]
    pub fn or(mut self, other: &Self) -> Self {
        for at in 0..DEPTH {
            self.add(at, &other.units[at]);
            self.ends[at] |= other.ends[at];
        }
        self
    }

    /// Of this part and another behind it.
    #[must_use]
    pub fn then(&self, next: &Self) -> Self {
        let mut both = Self { units: self.units.clone(), ends: [false; DEPTH] };
        for (from, _) in self.ends.iter().enumerate().filter(|(_, ends)| **ends) {
            for at in from..DEPTH {
                both.add(at, &next.units[at - from]);
                both.ends[at] |= next.ends[at - from];
            }
        }
        both
    }

    /// Of this part so often.
    #[must_use]
    pub fn repeated(&self, min: u32, max: Option<u32>) -> Self {
        // What is further behind is not looked at; a part that may be empty is the same however often.
        let depth = DEPTH as u32;
        let optional = max.map_or(depth, |max| max.saturating_sub(min)).min(depth);
        let once_or_not = Self::empty().or(self);
        let needed = (0..min.min(depth)).fold(Self::empty(), |before, _| before.then(self));
        (0..optional).fold(needed, |before, _| before.then(&once_or_not))
    }

    fn add(&mut self, at: usize, more: &[Conjunction]) {
        if more.is_empty() {
            return;
        }
        let all = &mut self.units[at];
        all.extend_from_slice(more);
        *all = merged(std::mem::take(all));
        if all.len() > MOST_WAYS
            && let Some((first, others)) = all.split_first_mut()
        {
            for other in others {
                first.sets.unite(&other.sets);
                first.groups.iter_mut().zip(other.groups).for_each(|(all, some)| *all |= some);
            }
            all.truncate(1);
        }
    }

    /// What every match begins with, where there are `sets` sets.
    #[must_use]
    pub fn opening(self, sets: usize) -> Opening {
        let Self { units, ends } = self;
        if !ends[0] && units[0].is_empty() {
            return Opening(None);
        }
        // Behind the end of the shortest match nothing is certain.
        let sure = ends.iter().skip(1).position(|ends| *ends).map_or(DEPTH, |at| at + 1);
        let mut opening: Vec<Vec<Conjunction>> =
            if ends[0] { Vec::new() } else { units.into_iter().take(sure).collect() };
        for any in &mut opening {
            if any.iter().any(|one| one.is_any(sets)) {
                any.clear();
            }
        }
        while opening.last().is_some_and(Vec::is_empty) {
            opening.pop();
        }
        Opening(Some(opening.into_iter().map(Vec::into_boxed_slice).collect()))
    }
}

/// What every match of a pattern begins with: for each unit the conditions one of which it meets; none where any
/// unit may stand. `None` where there is no match.
#[derive(Clone, Debug, Default)]
pub struct Opening(Option<Box<[Box<[Conjunction]>]>>);

impl Opening {
    /// May a match begin with the first of these symbols?
    #[must_use]
    pub fn admits(&self, symbols: &[u8]) -> bool {
        let Some(wanted) = &self.0 else { return false };
        let mut units = symbols.chunks_exact(UNIT_BYTES);
        wanted.iter().all(|any| {
            units.next().is_some_and(|symbol| any.is_empty() || any.iter().any(|one| one.admits(symbol)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{Features, SetBits, SetId, push_symbol},
        *,
    };

    const SETS: usize = 4;

    fn of(set: u16) -> Prefix {
        let mut sets = SetBits::none(SETS);
        sets.insert(SetId(set));
        Prefix::unit(vec![Conjunction { sets, groups: [u16::MAX; 3] }])
    }

    fn admits(prefix: &Prefix, sets: &[u16]) -> bool {
        let mut symbols = Vec::new();
        for set in sets {
            push_symbol(&mut symbols, SetId(*set), Features(5));
        }
        prefix.clone().opening(SETS).admits(&symbols)
    }

    #[test]
    fn as_many_units_are_looked_at_as_every_match_has() {
        let both = of(0).then(&of(1));
        assert!(admits(&both, &[0, 1]) && admits(&both, &[0, 1, 3]));
        assert!(!admits(&both, &[0, 2]) && !admits(&both, &[1, 0]) && !admits(&both, &[0]));
        let or_short = both.or(&of(2));
        assert!(admits(&or_short, &[2]) && admits(&or_short, &[0, 1]) && !admits(&or_short, &[1]));
        // The second is no need any more: a match may end before it.
        assert!(admits(&or_short, &[0, 3]));
    }

    #[test]
    fn what_may_be_missing_leaves_its_place_to_what_follows() {
        let some = of(0).repeated(0, Some(1)).then(&of(1)).then(&of(2));
        assert!(admits(&some, &[0, 1, 2]) && admits(&some, &[1, 2, 3]));
        assert!(!admits(&some, &[0, 3]) && !admits(&some, &[2, 1]) && !admits(&some, &[3, 1, 2]));
        let many = of(0).repeated(2, None).then(&of(1));
        assert!(admits(&many, &[0, 0, 1]) && admits(&many, &[0, 0, 0]));
        assert!(!admits(&many, &[0, 1, 1]) && !admits(&many, &[0, 0, 2]));
    }

    #[test]
    fn what_matches_nothing_begins_nowhere_and_what_needs_no_unit_anywhere() {
        assert!(!admits(&Prefix::nothing().then(&of(0)), &[0]));
        assert!(admits(&of(0).repeated(0, None), &[3]) && admits(&Prefix::empty(), &[]));
    }
}
