//! The documents of an index in path order.

use tantivy::{DocAddress, Searcher, SegmentReader};

use crate::search::index::{IndexError, schema::KEY};

/// Numbers all documents by their paths. By segment and number there; the largest number there is for what is no
/// document (any more).
pub(super) fn order(searcher: &Searcher) -> Result<Vec<Vec<u32>>, IndexError> {
    let segments = searcher.segment_readers();
    let mut documents: Vec<Vec<u32>> =
        segments.iter().map(|segment| vec![u32::MAX; segment.max_doc() as usize]).collect();
    let mut next = 0;
    let columns: Vec<_> =
        segments.iter().map(|segment| segment.fast_fields().str(KEY)).collect::<Result<_, _>>()?;
    let io = |err| IndexError::io("index", err);
    // Each column's dictionary is sorted: they are merged.
    let mut streams = Vec::new();
    for (number, column) in columns.iter().enumerate() {
        let Some(column) = column else { continue };
        let mut stream = column.dictionary().stream().map_err(io)?;
        if stream.advance() {
            streams.push((number, stream, holders(&segments[number], column)));
        }
    }
    while !streams.is_empty() {
        streams.sort_by(|a, b| a.1.key().cmp(b.1.key()));
        // Documents were mostly indexed in path order: one stream leads for long.
        let bound = streams.get(1).map(|second| second.1.key().to_vec());
        let (number, stream, holders) = &mut streams[0];
        let mut ended = false;
        while !ended && bound.as_ref().is_none_or(|bound| stream.key() <= bound.as_slice()) {
            let held = holders.get(stream.term_ord() as usize).copied().flatten();
            if let Some(doc) = held {
                documents[*number][doc as usize] = next;
                next += 1;
            }
            ended = !stream.advance();
        }
        if ended {
            streams.swap_remove(0);
        }
    }
    Ok(documents)
}

/// By number of the document: the place of its value of a column among all values. Documents without one stand
/// behind all others.
pub(super) fn ranks(
    searcher: &Searcher,
    column: &str,
    addresses: impl Iterator<Item = DocAddress>,
) -> Result<Vec<u32>, IndexError> {
    let segments = searcher.segment_readers();
    let columns: Vec<_> =
        segments.iter().map(|segment| segment.fast_fields().str(column)).collect::<Result<_, _>>()?;
    let mut rank_of: Vec<Vec<u32>> = columns
        .iter()
        .map(|column| vec![0; column.as_ref().map_or(0, |column| column.num_terms())])
        .collect();
    // Each column's dictionary is sorted: they are merged.
    let mut streams = Vec::new();
    for (number, column) in columns.iter().enumerate() {
        let Some(column) = column else { continue };
        let mut stream = column.dictionary().stream().map_err(|err| IndexError::io("index", err))?;
        if stream.advance() {
            streams.push((number, stream));
        }
    }
    let (mut rank, mut least) = (0, Vec::new());
    while let Some(word) = streams.iter().map(|(_, stream)| stream.key()).min() {
        least.clear();
        least.extend_from_slice(word);
        streams.retain_mut(|(number, stream)| {
            if stream.key() != least {
                return true;
            }
            if let Some(own) = rank_of[*number].get_mut(stream.term_ord() as usize) {
                *own = rank;
            }
            stream.advance()
        });
        rank += 1;
    }
    let of = |address: DocAddress| {
        let number = address.segment_ord as usize;
        let ord = columns[number].as_ref()?.term_ords(address.doc_id).next()?;
        rank_of[number].get(ord as usize).copied()
    };
    Ok(addresses.map(|address| of(address).unwrap_or(u32::MAX)).collect())
}

/// The document that has each value of the column and is not deleted.
fn holders(segment: &SegmentReader, column: &tantivy::columnar::StrColumn) -> Vec<Option<u32>> {
    let mut holders = vec![None; column.num_terms()];
    for doc in segment.doc_ids_alive() {
        for ord in column.ords().values_for_doc(doc) {
            if let Some(holder) = holders.get_mut(ord as usize) {
                *holder = Some(doc);
            }
        }
    }
    holders
}
