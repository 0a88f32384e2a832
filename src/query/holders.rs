//! Who has each value: documents, or passages of documents, by their numbers.
//!
//! A value that many have keeps them as bits, any other as an ascending list, whichever is smaller. Never
//! changed once made.

use std::ops::Range;

use rayon::prelude::*;

use super::{bitmap::Bitmap, value_columns::Ragged};

/// One number of a list takes as much room as the bits of so many.
const LISTED: usize = 32;
/// Values counted by one thread in one go …
const RUN: usize = 1_024;
/// … and of those that many have, at least.
const FEW: usize = 16;

/// The holders of values that are numbered from 0.
#[derive(Clone, Default)]
pub(super) struct Holders {
    /// Holders are numbered below this.
    bound: usize,
    /// By value; empty for those that are frequent.
    lists: Ragged<u32>,
    /// The values many have, ascending.
    frequent: Vec<(u32, Bitmap)>,
}

/// Holders that are being gathered.
pub(super) struct Making {
    made: Holders,
    /// Where the next holder of each value goes: in its list, or in which set of bits, counted from the largest number.
    next: Vec<u32>,
}

impl Making {
    /// For as many holders (below `bound`) of each value as `counts` tells.
    pub fn new(bound: usize, counts: Vec<u32>) -> Self {
        let is_frequent = |count: u32| count as usize * LISTED > bound;
        let mut frequent: Vec<(u32, Bitmap)> = Vec::new();
        let mut lists = Ragged { ends: Vec::with_capacity(counts.len()), all: Vec::new() };
        let (mut next, mut end) = (counts, 0);
        for (value, next) in (0_u32..).zip(&mut next) {
            if is_frequent(*next) {
                *next = u32::MAX - frequent.len() as u32;
                frequent.push((value, Bitmap::none(bound)));
            } else {
                let start = end;
                end += *next;
                *next = start;
            }
            lists.ends.push(end);
        }
        lists.all.resize(end as usize, 0);
        Self { made: Holders { bound, lists, frequent }, next }
    }

    /// Adds a holder of a value; holders come in ascending order.
    pub fn add(&mut self, holder: u32, value: u32) {
        let Some(next) = self.next.get_mut(value as usize) else { return };
        if let Some(place) = self.made.lists.all.get_mut(*next as usize) {
            *place = holder;
            *next += 1;
        } else if let Some((_, holders)) = self.made.frequent.get_mut((u32::MAX - *next) as usize) {
            holders.insert(holder);
        }
    }

    /// The holders.
    pub fn finish(self) -> Holders {
        self.made
    }
}

/// What holders belong to, one group after the other: passages to their documents.
#[derive(Clone, Default)]
pub(super) struct Groups {
    /// Where the holders of each group end.
    ends: Vec<u32>,
    /// The last holder of each group.
    last: Bitmap,
    /// No group has more holders.
    longest: u32,
}

impl Groups {
    /// Of the number of each group's holders.
    pub fn new(lengths: Vec<u32>) -> Self {
        let longest = lengths.iter().copied().max().unwrap_or_default();
        let (mut ends, mut end) = (lengths, 0);
        for length in &mut ends {
            end += *length;
            *length = end;
        }
        let mut last = Bitmap::none(end as usize);
        ends.iter().filter_map(|end| end.checked_sub(1)).for_each(|holder| last.insert(holder));
        Self { ends, last, longest }
    }

    /// Number of holders.
    pub fn holders(&self) -> usize {
        self.last.bound()
    }

    /// The holders of a group, from one up to another.
    pub fn holders_of(&self, group: u32) -> (u32, u32) {
        let group = group as usize;
        let end = |group: usize| self.ends.get(group).copied();
        let start = group.checked_sub(1).and_then(end).unwrap_or_default();
        (start, end(group).unwrap_or(start))
    }

    /// The group of a holder.
    pub fn of(&self, holder: u32) -> Option<u32> {
        let is_holder = (holder as usize) < self.holders();
        is_holder.then(|| self.ends.partition_point(|end| *end <= holder) as u32)
    }

    /// Are two holders of one group, of which the first one is the smaller?
    fn are_together(&self, a: u32, b: u32) -> bool {
        // Most that are not are far from each other.
        b - a < self.longest && !self.last.has_between(a, b)
    }

    /// The groups (below `bound`) of some holders.
    pub fn of_holders(&self, holders: &Bitmap, bound: usize) -> Bitmap {
        let mut groups = Bitmap::none(bound);
        let mut group = 0;
        for holder in holders.iter() {
            // The next group is mostly near: looked for in steps that grow.
            let rest = self.ends.get(group..).unwrap_or_default();
            let mut step = 1;
            while rest.get(step - 1).is_some_and(|end| *end <= holder) {
                step *= 2;
            }
            let near = rest.get(step / 2..step.min(rest.len())).unwrap_or_default();
            group += step / 2 + near.partition_point(|end| *end <= holder);
            groups.insert(group as u32);
        }
        groups
    }

    /// All holders of some groups.
    pub fn all_of(&self, groups: &Bitmap) -> Bitmap {
        let mut holders = Bitmap::none(self.holders());
        let mut run = (0, 0);
        for group in groups.iter() {
            let (start, end) = self.holders_of(group);
            if start != run.1 {
                holders.insert_range(run.0, run.1);
                run.0 = start;
            }
            run.1 = end;
        }
        holders.insert_range(run.0, run.1);
        holders
    }

    /// How many groups have a holder that two sets have in common.
    fn count_with(&self, a: &Bitmap, b: &Bitmap) -> u32 {
        let (mut count, mut is_open) = (0, 0);
        for ((a, b), last) in a.words().iter().zip(b.words()).zip(self.last.words()) {
            // A group that begins in a word before goes on at the first bit.
            let has = a & b | is_open;
            // Adding ones to all of a group but its last carries into the last where any of them is set.
            let before = !last;
            let any = ((has & before).wrapping_add(before) | has) & last;
            count += any.count_ones();
            let rest = u64::MAX.checked_shl(u64::BITS - last.leading_zeros()).unwrap_or_default();
            is_open = u64::from(has & rest != 0);
        }
        count
    }
}

/// Counts the holders of a list that are in a set.
fn of_list(set: &Bitmap) -> impl Fn(&[u32]) -> u32 {
    |list| list.iter().map(|holder| u32::from(set.has(*holder))).sum()
}

/// Counts the groups of the holders of a list that are in a set.
fn groups_of_list(set: &Bitmap, groups: &Groups) -> impl Fn(&[u32]) -> u32 {
    |list| {
        let (mut count, mut before) = (0, None);
        for holder in list.iter().filter(|holder| set.has(**holder)) {
            let is_counted = before.is_some_and(|before| groups.are_together(before, *holder));
            count += u32::from(!is_counted);
            before = Some(*holder);
        }
        count
    }
}

impl Holders {
    /// Of the values (below `values`) that each holder (below `bound`) has; `each` tells pairs of a holder and a
    /// value with ascending holders, the same ones whenever it is asked.
    pub fn new(bound: usize, values: usize, each: impl Fn(&mut dyn FnMut(u32, u32))) -> Self {
        let mut counts = vec![0_u32; values];
        each(&mut |_, value| {
            if let Some(count) = counts.get_mut(value as usize) {
                *count += 1;
            }
        });
        let mut making = Making::new(bound, counts);
        each(&mut |holder, value| making.add(holder, value));
        making.finish()
    }

    /// Of plain data: what [`Self::parts`] gave.
    pub fn of(bound: usize, lists: Ragged<u32>, frequent: Vec<(u32, Bitmap)>) -> Self {
        Self { bound, lists, frequent }
    }

    /// As plain data: the bound, lists by value, and the values many have with theirs.
    pub fn parts(&self) -> (usize, &Ragged<u32>, &[(u32, Bitmap)]) {
        (self.bound, &self.lists, &self.frequent)
    }

    fn bits(&self, value: u32) -> Option<&Bitmap> {
        let at = self.frequent.binary_search_by_key(&value, |(value, _)| *value).ok()?;
        Some(&self.frequent[at].1)
    }

    /// Adds the holders of a value to a set.
    pub fn add_to(&self, value: u32, set: &mut Bitmap) {
        match self.bits(value) {
            Some(bits) => set.unite(bits),
            None => self.lists.get(value as usize).iter().for_each(|holder| set.insert(*holder)),
        }
    }

    /// Tells the holders of a value that are in a set, ascending.
    pub fn each_in(&self, value: u32, set: &Bitmap, tell: &mut dyn FnMut(u32)) {
        match self.bits(value) {
            Some(bits) => bits.iter_with(set).for_each(tell),
            None => self
                .lists
                .get(value as usize)
                .iter()
                .filter(|holder| set.has(**holder))
                .for_each(|holder| tell(*holder)),
        }
    }

    /// Has a value a holder from one number up to another that is in a set?
    pub fn has_in(&self, value: u32, (start, end): (u32, u32), set: &Bitmap) -> bool {
        if let Some(bits) = self.bits(value) {
            return (start..end).any(|holder| bits.has(holder) && set.has(holder));
        }
        let list = self.lists.get(value as usize);
        let first = list.partition_point(|holder| *holder < start);
        list[first..].iter().take_while(|holder| **holder < end).any(|holder| set.has(*holder))
    }

    /// For each of some values, how many of its holders are in a set.
    pub fn counts(&self, values: Range<u32>, set: &Bitmap) -> Vec<u32> {
        self.counted(values, of_list(set), |bits| bits.count_with(set))
    }

    /// The same for values that stand anywhere.
    pub fn counts_of_some(&self, values: &[u32], set: &Bitmap) -> Vec<u32> {
        self.counted_some(values, of_list(set), |bits| bits.count_with(set))
    }

    /// For each of some values, how many groups have one of its holders that is in a set.
    pub fn counts_of_groups(&self, values: Range<u32>, set: &Bitmap, groups: &Groups) -> Vec<u32> {
        self.counted(values, groups_of_list(set, groups), |bits| groups.count_with(bits, set))
    }

    /// The same for values that stand anywhere.
    pub fn counts_of_groups_of_some(&self, values: &[u32], set: &Bitmap, groups: &Groups) -> Vec<u32> {
        self.counted_some(values, groups_of_list(set, groups), |bits| groups.count_with(bits, set))
    }

    fn counted_some(
        &self,
        values: &[u32],
        of_list: impl Fn(&[u32]) -> u32 + Sync,
        of_bits: impl Fn(&Bitmap) -> u32 + Sync,
    ) -> Vec<u32> {
        let of = |value: &u32| match self.bits(*value) {
            Some(bits) => of_bits(bits),
            None => of_list(self.lists.get(*value as usize)),
        };
        values.par_iter().with_min_len(FEW).map(of).collect()
    }

    fn counted(
        &self,
        values: Range<u32>,
        of_list: impl Fn(&[u32]) -> u32 + Sync,
        of_bits: impl Fn(&Bitmap) -> u32 + Sync,
    ) -> Vec<u32> {
        let mut counts = vec![0; values.len()];
        let first = values.start as usize;
        let lists = |(run, counts): (usize, &mut [u32])| {
            for (place, count) in counts.iter_mut().enumerate() {
                let list = self.lists.get(first + run * RUN + place);
                if !list.is_empty() {
                    *count = of_list(list);
                }
            }
        };
        let of = |bound: u32| self.frequent.partition_point(|(value, _)| *value < bound);
        let frequent = &self.frequent[of(values.start)..of(values.end)];
        let (of_frequent, ()) = rayon::join(
            || frequent.par_iter().map(|(_, bits)| of_bits(bits)).collect::<Vec<_>>(),
            || counts.par_chunks_mut(RUN).enumerate().for_each(lists),
        );
        for ((value, _), found) in frequent.iter().zip(of_frequent) {
            if let Some(count) = counts.get_mut((*value - values.start) as usize) {
                *count = found;
            }
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Value 0 is had by most, so that it is kept as bits, others by few.
        #[test]
        fn lists_and_bits_tell_the_same(
            holders in prop::collection::vec(
                (any::<bool>(), prop::collection::btree_set(1_u32..40, 0..3), 0_u32..30), 0..300,
            ),
            set in prop::collection::btree_set(0_u32..300, 0..300),
            range in (0_u32..300, 0_u32..300),
        ) {
            let mut group = 0;
            let (mut values, mut groups): (Vec<BTreeSet<u32>>, Vec<u32>) = (Vec::new(), Vec::new());
            for (is_one, mut of, step) in holders {
                if is_one {
                    of.insert(0);
                }
                // Groups of some or many, now and then one that nobody is in.
                group += [1, 2].get(step as usize).copied().unwrap_or_default();
                values.push(of);
                groups.push(group);
            }
            let bound = values.len();
            let made = Holders::new(bound, 41, |tell| {
                for (holder, of) in (0_u32..).zip(&values) {
                    for value in of {
                        tell(holder, *value);
                    }
                }
            });
            let mut bits = Bitmap::none(bound);
            for holder in &set {
                bits.insert(*holder);
            }
            let mut lengths = vec![0; group as usize + 1];
            for group in &groups {
                lengths[*group as usize] += 1;
            }
            let of_groups = Groups::new(lengths);
            for (holder, group) in (0_u32..).zip(&groups) {
                let (start, end) = of_groups.holders_of(*group);
                prop_assert!((start..end).contains(&holder));
                prop_assert_eq!(of_groups.of(holder), Some(*group));
            }
            prop_assert_eq!((of_groups.holders(), of_groups.of(bound as u32)), (bound, None));
            let wanted: BTreeSet<u32> = set.iter().copied().filter(|number| *number <= group).collect();
            let mut of_wanted = Bitmap::none(group as usize + 1);
            for group in &wanted {
                of_wanted.insert(*group);
            }
            let of_them = (0_u32..).zip(&groups).filter(|(_, group)| wanted.contains(group));
            let of_them: Vec<u32> = of_them.map(|(holder, _)| holder).collect();
            prop_assert_eq!(of_groups.all_of(&of_wanted).iter().collect::<Vec<_>>(), of_them);
            let counts = made.counts(0..41, &bits);
            let counts_of_groups = made.counts_of_groups(0..41, &bits, &of_groups);
            prop_assert_eq!(&made.counts(7..30, &bits), &counts[7..30]);
            let some = [30, 2, 17];
            prop_assert_eq!(made.counts_of_some(&some, &bits), some.map(|value| counts[value as usize]));
            let of_some = made.counts_of_groups_of_some(&some, &bits, &of_groups);
            prop_assert_eq!(of_some, some.map(|value| counts_of_groups[value as usize]));
            let (start, end) = range;
            for value in 0..41_u32 {
                let all: Vec<u32> =
                    (0_u32..).zip(&values).filter(|(_, of)| of.contains(&value)).map(|(holder, _)| holder).collect();
                let inside: Vec<u32> = all.iter().copied().filter(|holder| set.contains(holder)).collect();
                let mut had = Bitmap::none(bound);
                made.add_to(value, &mut had);
                prop_assert_eq!(had.iter().collect::<Vec<_>>(), all);
                let mut told = Vec::new();
                made.each_in(value, &bits, &mut |holder| told.push(holder));
                prop_assert_eq!(&told, &inside);
                prop_assert_eq!(counts[value as usize] as usize, inside.len());
                let between = inside.iter().any(|holder| (start..end).contains(holder));
                prop_assert_eq!(made.has_in(value, range, &bits), between);
                let distinct: BTreeSet<u32> = inside.iter().map(|holder| groups[*holder as usize]).collect();
                prop_assert_eq!(counts_of_groups[value as usize] as usize, distinct.len());
                let in_group = of_groups.of_holders(&had, group as usize + 1);
                let groups_of_all: BTreeSet<u32> = had.iter().map(|holder| groups[holder as usize]).collect();
                prop_assert_eq!(in_group.iter().collect::<BTreeSet<_>>(), groups_of_all);
            }
        }
    }
}
