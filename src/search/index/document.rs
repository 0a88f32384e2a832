//! A document of the corpus as a document of the index.
//!
//! Pure, and the costly part of indexing: done by the threads that read, not by the one that writes.

use std::collections::HashMap;

use jiff::civil::Date;
use tantivy::TantivyDocument;

use super::{
    error::IndexError,
    names::write_name,
    record::{FileProblems, Record},
    schema::{Fields, PASSAGE_FACETS, column_value},
    terms::positioned,
};
use crate::{
    lang::FoldedText,
    search::{DocumentName, DocumentValues, Facet, PassagePlaces, day_number, sort_title, write_passages},
};

/// A file as it was when it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileStamp {
    /// Path below the folder, with `/` between parts.
    pub path: String,
    /// Its size in bytes.
    pub size: u64,
    /// When it was last changed, in nanoseconds from 1970; 0 where the system does not say.
    pub changed: i64,
    /// What `metadata.csv` says of it, as a hash.
    pub stated: u64,
}

/// The first eight bytes of a SHA-256, for [`super::schema::HASH`].
#[must_use]
pub fn short_hash(sha256: &[u8; 32]) -> u64 {
    sha256.iter().take(8).fold(0, |hash, byte| hash << 8 | u64::from(*byte))
}

/// The day of a number; the nearest there is.
#[must_use]
pub fn day_of_number(number: i64) -> Date {
    let days = jiff::Span::new().try_days(number);
    let far = if number < 0 { Date::MIN } else { Date::MAX };
    days.and_then(|days| Date::constant(1970, 1, 1).checked_add(days)).unwrap_or(far)
}

/// A document as the index takes it in. `folded` is its folded text.
pub fn document(
    fields: &Fields,
    file: &FileStamp,
    record: &Record,
    folded: &FoldedText,
) -> Result<TantivyDocument, IndexError> {
    let mut out = of_file(fields, file, short_hash(&record.file_sha256));
    out.add_text(fields.key, &record.document.path);
    out.add_bytes(fields.record, &record.to_bytes()?);
    let (terms, words) = positioned(&record.document.text, folded);
    out.add_text(fields.text, terms);
    out.add_u64(fields.words, words);
    out.add_text(fields.title, sort_title(&record.document));
    for entity in &record.facts.entities {
        let name = DocumentName::from(entity);
        out.add_text(fields.name, write_name(&name));
        out.add_u64(fields.mentions, name.mentions.into());
    }
    let values = DocumentValues::of(&record.document, &record.facts, record.language);
    add_values(&mut out, fields, &values);
    Ok(out)
}

/// What was wrong with a file, as the index takes it in.
pub fn problems(
    fields: &Fields,
    file: &FileStamp,
    problems: &FileProblems,
) -> Result<TantivyDocument, IndexError> {
    let hash = problems.file_sha256.as_ref().map_or(0, short_hash);
    let mut out = of_file(fields, file, hash);
    out.add_bytes(fields.record, &problems.to_bytes()?);
    Ok(out)
}

fn of_file(fields: &Fields, file: &FileStamp, hash: u64) -> TantivyDocument {
    let mut out = TantivyDocument::new();
    out.add_text(fields.file, &file.path);
    out.add_u64(fields.size, file.size);
    out.add_i64(fields.changed, file.changed);
    out.add_u64(fields.hash, hash);
    out.add_u64(fields.stated, file.stated);
    out
}

fn add_values(out: &mut TantivyDocument, fields: &Fields, values: &DocumentValues<'_>) {
    let mut places: HashMap<u32, u32> = HashMap::with_capacity(values.values.len());
    let mut next = 0;
    for facet in &PASSAGE_FACETS {
        let Some(field) = Facet::FIXED.iter().position(|known| known == facet) else { continue };
        for (place, (_, value)) in values.values.iter().enumerate().filter(|(_, (of, _))| of == facet) {
            places.insert(place as u32, next);
            next += 1;
            out.add_text(fields.facets[field], value);
        }
    }
    for (facet, value) in values.values.iter().filter(|(facet, _)| !PASSAGE_FACETS.contains(facet)) {
        match facet {
            Facet::Column(name) => out.add_text(fields.column, column_value(name, value)),
            _ => {
                if let Some(field) = Facet::FIXED.iter().position(|known| known == facet) {
                    out.add_text(fields.facets[field], value);
                }
            }
        }
    }
    for (field, count) in fields.counts.iter().zip(values.facts) {
        out.add_u64(*field, count.into());
    }
    if let Some((first, last)) = values.written {
        out.add_i64(fields.written[0], day_number(first).into());
        out.add_i64(fields.written[1], day_number(last).into());
    }
    let spoken = values.passages.iter().flat_map(|passage| &passage.days);
    if let Some((first, last)) =
        spoken.copied().reduce(|(first, last), (from, to)| (first.min(from), last.max(to)))
    {
        out.add_i64(fields.spoken[0], day_number(first).into());
        out.add_i64(fields.spoken[1], day_number(last).into());
    }
    let passages: Vec<PassagePlaces> = values
        .passages
        .iter()
        .map(|passage| {
            let mut of: Vec<u32> =
                passage.values.iter().filter_map(|place| places.get(place).copied()).collect();
            of.sort_unstable();
            let days = passage
                .days
                .iter()
                .map(|(first, last)| (day_number(*first).into(), day_number(*last).into()));
            PassagePlaces { values: of, days: days.collect() }
        })
        .collect();
    out.add_bytes(fields.passages, &write_passages(&passages));
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_numbered_from_1970() {
        for (day, number) in [
            (date(1970, 1, 1), 0),
            (date(1969, 12, 31), -1),
            (date(2021, 2, 14), 18_672),
            (Date::MIN, day_number(Date::MIN).into()),
            (Date::MAX, day_number(Date::MAX).into()),
        ] {
            assert_eq!((i64::from(day_number(day)), day_of_number(number)), (number, day));
        }
        assert_eq!(day_of_number(i64::MAX), Date::MAX);
    }
}
