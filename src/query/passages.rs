//! The passages of documents as numbers: which values each has and which days it speaks of.
//!
//! Of the documents of one set of columns. Never changed once made.

use std::{collections::HashMap, hash::BuildHasherDefault};

use super::{
    bitmap::Bitmap,
    holders::{Groups, Holders, Making},
    value_columns::{DayNumbers, Ragged},
};
use crate::{lang::Fx, search::each_passage};

/// Documents looked at between two looks whether to go on.
const TOGETHER: usize = 1_024;

/// The passages of some documents, numbered one document after the other.
#[derive(Default)]
pub(super) struct Passages {
    /// Which passages each document has.
    pub documents: Groups,
    /// Who has each value, by the numbers of the columns.
    pub values: Holders,
    /// First and last day of each stretch of days spoken of …
    days: Vec<DayNumbers>,
    /// … and who speaks of each.
    spoken: Holders,
}

/// What the passages of some documents are made of.
pub(super) struct PassageBytes<'a> {
    /// Number of documents.
    pub documents: usize,
    /// By document, as [`crate::search::write_passages`] writes them; places are those among the document's values.
    pub bytes: &'a (dyn Fn(usize) -> &'a [u8] + Sync),
    /// The lists of values of each facet that passages have, by document.
    pub lists: &'a [&'a Ragged<u32>],
    /// Number of values of these.
    pub values: usize,
}

/// Takes the document of a passage, its values and its days.
type TellPassage<'a> = dyn FnMut(u32, &[u32], &[(i64, i64)]) + 'a;

/// Adds the number of a passage for its values or its days.
type AddPassage<'a> = dyn Fn(&mut Making, u32, &[u32], &[(i64, i64)]) + 'a;

impl PassageBytes<'_> {
    /// Tells each passage: its document, its values, its days; `None` when `stop` said so.
    fn each(&self, stop: &dyn Fn() -> bool, tell: &mut TellPassage<'_>) -> Option<()> {
        let (mut values, mut own): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
        for document in 0..self.documents {
            if document.is_multiple_of(TOGETHER) && stop() {
                return None;
            }
            values.clear();
            values.extend(self.lists.iter().flat_map(|lists| lists.get(document)));
            // Bytes that were damaged on their way from the disk end the list: every other document counts.
            let _ = each_passage((self.bytes)(document), &mut |places, days| {
                own.clear();
                own.extend(places.iter().filter_map(|place| values.get(*place as usize)));
                tell(document as u32, &own, days);
            });
        }
        Some(())
    }

    /// Makes the passages; `None` when `stop` said so.
    pub fn read(&self, stop: &(dyn Fn() -> bool + Sync)) -> Option<Passages> {
        let (mut lengths, mut passages) = (vec![0_u32; self.documents], 0);
        let mut values = vec![0_u32; self.values];
        let mut numbers: HashMap<DayNumbers, u32, BuildHasherDefault<Fx>> = HashMap::default();
        let (mut days, mut spoken): (Vec<DayNumbers>, Vec<u32>) = (Vec::new(), Vec::new());
        self.each(stop, &mut |document, own, own_days| {
            lengths[document as usize] += 1;
            passages += 1;
            for value in own {
                if let Some(count) = values.get_mut(*value as usize) {
                    *count += 1;
                }
            }
            for pair in own_days.iter().map(day_numbers) {
                let number = *numbers.entry(pair).or_insert_with(|| {
                    days.push(pair);
                    spoken.push(0);
                    days.len() as u32 - 1
                });
                spoken[number as usize] += 1;
            }
        })?;
        let holders = |counts: Vec<u32>, add: &AddPassage<'_>| {
            let (mut making, mut passage) = (Making::new(passages, counts), 0);
            self.each(stop, &mut |_, own, own_days| {
                add(&mut making, passage, own, own_days);
                passage += 1;
            })?;
            Some(making.finish())
        };
        let (values, spoken) = rayon::join(
            || {
                holders(values, &|making, passage, own, _| {
                    for value in own {
                        making.add(passage, *value);
                    }
                })
            },
            || {
                holders(spoken, &|making, passage, _, own_days| {
                    for number in own_days.iter().filter_map(|pair| numbers.get(&day_numbers(pair))) {
                        making.add(passage, *number);
                    }
                })
            },
        );
        Some(Passages { values: values?, days, spoken: spoken?, documents: Groups::new(lengths) })
    }
}

/// Days as numbers; those out of all bounds, which no document has, are the nearest.
fn day_numbers((first, last): &(i64, i64)) -> DayNumbers {
    let near = |day: i64| i32::try_from(day).unwrap_or(if day < 0 { i32::MIN } else { i32::MAX });
    (near(*first), near(*last))
}

impl Passages {
    /// Number of passages.
    pub fn len(&self) -> usize {
        self.documents.holders()
    }

    /// The document of a passage.
    pub fn document(&self, passage: u32) -> Option<u32> {
        self.documents.of(passage)
    }

    /// The numbers of a document's passages, from one up to another.
    pub fn of_document(&self, document: u32) -> (u32, u32) {
        self.documents.holders_of(document)
    }

    /// All passages of some documents.
    pub fn of_documents(&self, documents: &Bitmap) -> Bitmap {
        self.documents.all_of(documents)
    }

    /// The documents (below `bound`) of some passages.
    pub fn documents_of(&self, passages: &Bitmap, bound: usize) -> Bitmap {
        self.documents.of_holders(passages, bound)
    }

    /// The passages that speak of a day of a range.
    pub fn speaking_of(&self, (from, to): DayNumbers) -> Bitmap {
        let mut speaking = Bitmap::none(self.len());
        for (value, (first, last)) in (0..).zip(&self.days) {
            if *last >= from && *first <= to {
                self.spoken.add_to(value, &mut speaking);
            }
        }
        speaking
    }
}
