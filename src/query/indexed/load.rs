//! The columns of one segment of the index, decoded into memory once.
//!
//! A segment never changes but for the documents deleted from it, so its columns outlive commits.

use std::ops::Range;

use rayon::prelude::*;
use tantivy::{
    SegmentReader,
    columnar::{BytesColumn, Column, StrColumn},
};

use crate::{
    engine::Names,
    search::{
        Facet, FactKind,
        index::{IndexError, each_value, read_name, schema},
    },
};

use super::super::{
    passages::{PassageBytes, Passages},
    value_columns::{Columns, DayNumbers, FacetColumn, NEVER, Ragged, ReadPassages},
    values::{ValueId, Values},
};

/// Values decoded in one go.
const RUN: usize = 4_096;

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

/// Decodes the columns of a segment.
pub(super) fn columns(segment: &SegmentReader) -> Result<Columns, IndexError> {
    let fast = segment.fast_fields();
    let documents = segment.max_doc();
    let mut dictionaries = Vec::new();
    let mut first = 0;
    for facet in &FACETS {
        let Some(column) = fast.str(schema::facet_column(facet))? else { continue };
        let values = first..first + column.num_terms() as u32;
        first = values.end;
        dictionaries.push((facet.clone(), values, column));
    }
    let decoded = dictionaries.into_par_iter().map(|(facet, values, column)| {
        let lists = lists(column.ords(), documents, values.start);
        FacetColumn::new(facet, values, &lists)
    });
    let mut facets: Vec<FacetColumn> = decoded.collect();
    if let Some(column) = fast.str(schema::COLUMN)? {
        facets.extend(of_user(&column, documents, first)?);
    }
    let days = [fast.i64(schema::WRITTEN_FIRST)?, fast.i64(schema::WRITTEN_LAST)?];
    let day = |column: &Column<i64>, doc| column.first(doc).map(|day| day as i32);
    let written: Vec<DayNumbers> =
        (0..documents).map(|doc| day(&days[0], doc).zip(day(&days[1], doc)).unwrap_or(NEVER)).collect();
    let mut listed = vec![0; documents as usize];
    for kind in FactKind::ALL.into_iter().filter(|kind| *kind != FactKind::Mention) {
        let column = fast.u64(schema::count_column(kind))?;
        for (doc, listed) in (0_u32..).zip(&mut listed) {
            *listed += column.first(doc).unwrap_or_default() as u32;
        }
    }
    Ok(Columns::new(facets, (written, listed), passages(segment)?))
}

/// The values of all documents in a dictionary column, the first of which has that number.
fn lists(ords: &Column<u64>, documents: u32, first: u32) -> Ragged<u32> {
    let ends = (0..documents).scan(0, |end, doc| {
        let rows = ords.index.value_row_ids(doc);
        if !rows.is_empty() {
            *end = rows.end;
        }
        Some(*end)
    });
    let ends: Vec<u32> = ends.collect();
    let count = ords.values.num_vals() as usize;
    let mut all = Vec::with_capacity(count);
    let mut run = vec![0; RUN];
    while all.len() < count {
        let room = (count - all.len()).min(RUN);
        ords.values.get_range(all.len() as u64, &mut run[..room]);
        all.extend(run[..room].iter().map(|ord| first + *ord as u32));
    }
    Ragged { ends, all }
}

/// The user's own columns, which share one dictionary: their values come name by name.
fn of_user(column: &StrColumn, documents: u32, first: u32) -> Result<Vec<FacetColumn>, IndexError> {
    let mut facets: Vec<(Facet, Range<u32>)> = Vec::new();
    let mut number = first;
    each_value(column, &mut |value| {
        let (name, _) = value.split_once(schema::UNIT).unwrap_or_default();
        match facets.last_mut() {
            Some((Facet::Column(last), values)) if **last == *name => values.end = number + 1,
            _ => facets.push((Facet::Column(name.into()), number..number + 1)),
        }
        number += 1;
    })?;
    let all = lists(column.ords(), documents, first);
    let of = |(facet, values): (Facet, Range<u32>)| {
        let mut lists = Ragged::default();
        for doc in 0..documents as usize {
            lists.push(all.get(doc).iter().copied().filter(|value| values.contains(value)));
        }
        FacetColumn::new(facet, values, &lists)
    };
    Ok(facets.into_iter().map(of).collect())
}

/// What the numbers of a segment's columns stand for.
pub(super) fn global(
    segment: &SegmentReader,
    columns: &Columns,
    values: &mut Values,
) -> Result<Vec<ValueId>, IndexError> {
    let fast = segment.fast_fields();
    let mut global = Vec::with_capacity(columns.values());
    for facet in &FACETS {
        if let Some(column) = fast.str(schema::facet_column(facet))? {
            each_value(&column, &mut |value| global.push(values.intern(facet, value)))?;
        }
    }
    if let Some(column) = fast.str(schema::COLUMN)? {
        each_value(&column, &mut |value| {
            let (name, value) = value.split_once(schema::UNIT).unwrap_or_default();
            global.push(values.intern(&Facet::Column(name.into()), value));
        })?;
    }
    Ok(global)
}

/// What reads the passages of all documents of a segment, in the order of its documents.
pub(super) fn passages(segment: &SegmentReader) -> Result<Box<ReadPassages>, IndexError> {
    let fast = segment.fast_fields();
    let column = fast.bytes(schema::PASSAGES)?;
    let facets: Vec<Option<StrColumn>> = schema::PASSAGE_FACETS
        .iter()
        .map(|facet| fast.str(schema::facet_column(facet)))
        .collect::<Result<_, _>>()?;
    let documents = segment.max_doc();
    Ok(Box::new(move |stop| {
        // A column that cannot be read has no passages: filters that need them find nothing.
        let Some(column) = &column else { return Some(Passages::default()) };
        read_all(column, &facets, documents, stop).unwrap_or_else(|_| Some(Passages::default()))
    }))
}

fn read_all(
    column: &BytesColumn,
    facets: &[Option<StrColumn>],
    documents: u32,
    stop: &(dyn Fn() -> bool + Sync),
) -> std::io::Result<Option<Passages>> {
    // Its dictionary can only be read quickly from its start to its end.
    let mut by_ord: Ragged<u8> = Ragged::default();
    let mut stream = column.dictionary().stream()?;
    while stream.advance() {
        by_ord.push(stream.key().iter().copied());
        if by_ord.ends.len().is_multiple_of(RUN) && stop() {
            return Ok(None);
        }
    }
    let mut values = 0;
    let mut by_facet = Vec::new();
    for facet in facets.iter().flatten() {
        by_facet.push(lists(facet.ords(), documents, values));
        values += facet.num_terms() as u32;
    }
    let lists: Vec<&Ragged<u32>> = by_facet.iter().collect();
    let bytes = |document: usize| {
        let ord = column.term_ords(document as u32).next();
        ord.map_or(&[][..], |ord| by_ord.get(ord as usize))
    };
    let (documents, values) = (documents as usize, values as usize);
    Ok(PassageBytes { documents, bytes: &bytes, lists: &lists, values }.read(stop))
}

/// For each value of the column of names, the documents that have it and are not deleted.
pub(super) fn name_counts(segment: &SegmentReader) -> Result<Vec<u32>, IndexError> {
    let Some(column) = segment.fast_fields().str(schema::NAME)? else { return Ok(Vec::new()) };
    let mut counts = vec![0; column.num_terms()];
    let names = lists(column.ords(), segment.max_doc(), 0);
    for doc in segment.doc_ids_alive() {
        for ord in names.get(doc as usize) {
            if let Some(count) = counts.get_mut(*ord as usize) {
                *count += 1;
            }
        }
    }
    Ok(counts)
}

/// Adds the names of a segment with what [`name_counts`] told.
pub(super) fn add_names(
    segment: &SegmentReader,
    counts: &[u32],
    names: &mut Names,
) -> Result<(), IndexError> {
    let Some(column) = segment.fast_fields().str(schema::NAME)? else { return Ok(()) };
    let mut counts = counts.iter();
    let mut damaged = None;
    each_value(&column, &mut |value| {
        let Some(documents) = counts.next().filter(|documents| **documents > 0) else { return };
        match read_name(value) {
            Ok(name) => names.add_many(name.kind, &name.key, &name.name, *documents),
            Err(err) => damaged = Some(err),
        }
    })?;
    damaged.map_or(Ok(()), Err)
}
