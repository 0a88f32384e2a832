//! The columns of one segment of the index, decoded into memory once.
//!
//! A segment never changes but for the documents deleted from it, so its columns outlive commits.

use std::{collections::HashMap, ops::Range};

use rayon::prelude::*;
use tantivy::{
    SegmentReader,
    columnar::{BytesColumn, Column, StrColumn},
    fastfield::AliveBitSet,
};

use crate::{
    engine::Names,
    search::{
        Facet, FacetValue, FactKind,
        index::{IndexError, all_values, read_name, schema},
    },
};

use super::super::value_columns::{Columns, DayNumbers, NEVER, Passages, Ragged};

/// Documents that one thread decodes in one go.
const CHUNK: u32 = 16_384;

/// Facets in the order in which documents have their values: those of passages first, as passages number them.
const FACETS: [Facet; 9] = [
    Facet::Topic,
    Facet::Kind,
    Facet::Person,
    Facet::Organisation,
    Facet::Place,
    Facet::Mentioned,
    Facet::Source,
    Facet::Language,
    Facet::Published,
];

/// A dictionary column with the number its first value has among all values of the segment.
struct Dictionary {
    ords: Column<u64>,
    first: u32,
}

/// Decodes the columns of a segment.
pub(super) fn columns(segment: &SegmentReader) -> Result<Columns, IndexError> {
    let fast = segment.fast_fields();
    let mut values: Vec<(Facet, FacetValue)> = Vec::new();
    let mut dictionaries = Vec::new();
    for name in FACETS.iter().map(schema::facet_column).chain([schema::COLUMN]) {
        let Some(column) = fast.str(name)? else { continue };
        let first = values.len() as u32;
        let facet = FACETS.iter().find(|facet| schema::facet_column(facet) == name);
        for value in all_values(&column)? {
            values.push(if let Some(facet) = facet {
                (facet.clone(), value.into())
            } else {
                let (name, value) = value.split_once(schema::UNIT).unwrap_or_default();
                (Facet::Column(name.into()), value.into())
            });
        }
        dictionaries.push(Dictionary { ords: column.ords().clone(), first });
    }
    let written = [fast.i64(schema::WRITTEN_FIRST)?, fast.i64(schema::WRITTEN_LAST)?];
    let listed: Vec<Column<u64>> = FactKind::ALL
        .iter()
        .filter(|kind| **kind != FactKind::Mention)
        .map(|kind| fast.u64(schema::count_column(*kind)))
        .collect::<Result<_, _>>()?;
    let parts: Vec<Decoded> = chunks(segment.max_doc())
        .into_par_iter()
        .map(|range| {
            let mut decoded = Decoded::default();
            for doc in range {
                decoded.documents.push(dictionaries.iter().flat_map(|dictionary| {
                    dictionary.ords.values_for_doc(doc).map(|ord| dictionary.first + ord as u32)
                }));
                let day = |column: &Column<i64>| column.first(doc).map(|day| day as i32);
                decoded.written.push(day(&written[0]).zip(day(&written[1])).unwrap_or(NEVER));
                let counts = listed.iter().filter_map(|column| column.first(doc));
                decoded.listed.push(counts.sum::<u64>() as u32);
            }
            decoded
        })
        .collect();
    let mut documents = Ragged::default();
    let (mut written, mut listed) = (Vec::new(), Vec::new());
    for part in parts {
        documents.append(part.documents);
        written.extend(part.written);
        listed.extend(part.listed);
    }
    let passages = Passages::Asked(passages(segment)?);
    Ok(Columns::new(values, documents, (written, listed), passages))
}

#[derive(Default)]
struct Decoded {
    documents: Ragged<u32>,
    written: Vec<DayNumbers>,
    listed: Vec<u32>,
}

fn chunks(documents: u32) -> Vec<Range<u32>> {
    (0..documents).step_by(CHUNK as usize).map(|start| start..(start + CHUNK).min(documents)).collect()
}

/// What reads the passages of all documents of a segment, in the order of its documents.
fn passages(segment: &SegmentReader) -> Result<Box<dyn Fn() -> Ragged<u8> + Send + Sync>, IndexError> {
    let column = segment.fast_fields().bytes(schema::PASSAGES)?;
    let documents = segment.max_doc();
    Ok(Box::new(move || {
        // A column that cannot be read has no passages: filters that need them find nothing.
        column.as_ref().and_then(|column| read_all(column, documents).ok()).unwrap_or_default()
    }))
}

fn read_all(column: &BytesColumn, documents: u32) -> std::io::Result<Ragged<u8>> {
    // Its dictionary can only be read quickly from its start to its end.
    let mut by_ord: Ragged<u8> = Ragged::default();
    let mut stream = column.dictionary().stream()?;
    while stream.advance() {
        by_ord.push(stream.key().iter().copied());
    }
    let mut all = Ragged::default();
    for doc in 0..documents {
        let ord = column.term_ords(doc).next();
        all.push(ord.map_or(&[][..], |ord| by_ord.get(ord as usize)).iter().copied());
    }
    Ok(all)
}

/// The names of the documents of a segment that are not deleted.
pub(super) fn names(segment: &SegmentReader) -> Result<Names, IndexError> {
    let mut names = Names::default();
    let Some(column) = segment.fast_fields().str(schema::NAME)? else { return Ok(names) };
    let alive = segment.alive_bitset();
    let counts = chunks(segment.max_doc())
        .into_par_iter()
        .map(|range| counted(&column, range, alive))
        .reduce(HashMap::new, |mut all, more| {
            #[allow(clippy::iter_over_hash_type, reason = "sums do not depend on the order")]
            for (ord, count) in more {
                *all.entry(ord).or_default() += count;
            }
            all
        });
    for (ord, value) in all_values(&column)?.iter().enumerate() {
        if let Some(documents) = counts.get(&(ord as u64)) {
            let name = read_name(value)?;
            names.add_many(name.kind, &name.key, &name.name, *documents);
        }
    }
    Ok(names)
}

fn counted(column: &StrColumn, range: Range<u32>, alive: Option<&AliveBitSet>) -> HashMap<u64, u32> {
    let mut counts: HashMap<u64, u32> = HashMap::new();
    for doc in range.filter(|doc| alive.is_none_or(|alive| alive.is_alive(*doc))) {
        for ord in column.ords().values_for_doc(doc) {
            *counts.entry(ord).or_default() += 1;
        }
    }
    counts
}
