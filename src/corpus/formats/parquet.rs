//! Parquet files as tables of documents: one row a document, columns mapped as in other tables.
//!
//! Rows are read one after the other; lists are joined, deeper values
//! stand as Parquet's own notation.

use bytes::Bytes;
use jiff::{Span, Timestamp, civil::Date};
use parquet::{
    errors::ParquetError,
    file::reader::{FileReader as _, SerializedFileReader},
    record::{Field, Row},
};

use super::{
    FormatError, Parsed, Reader, Settings,
    table::{Rows, SAMPLE_ROWS},
};
use crate::model::ProblemKind;

/// `.parquet` files.
pub struct Parquet;

impl Reader for Parquet {
    fn name(&self) -> &'static str {
        "parquet"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["parquet", "pq"]
    }

    fn is_isolated(&self) -> bool {
        true
    }

    fn read(&self, bytes: Vec<u8>, settings: &Settings) -> Result<Parsed, FormatError> {
        let bad = |err: ParquetError| FormatError::malformed(format!("no Parquet that can be read: {err}"));
        let file = SerializedFileReader::new(Bytes::from(bytes)).map_err(bad)?;
        let schema = file.metadata().file_metadata().schema_descr();
        let header: Vec<String> =
            schema.root_schema().get_fields().iter().map(|field| field.name().to_owned()).collect();
        // A few bytes may stand for gigabytes of one repeated value: the rows stop at the limit of text.
        let mut table: Option<Rows<'_>> = None;
        let mut sample: Vec<Vec<String>> = Vec::new();
        for (index, row) in file.get_row_iter(None).map_err(bad)?.enumerate() {
            let cells = cells(&row.map_err(bad)?);
            if let Some(table) = &mut table {
                table.push(index + 1, &cells)?;
                continue;
            }
            sample.push(cells);
            if sample.len() == SAMPLE_ROWS {
                table = Some(begin(&header, &sample, settings)?);
            }
        }
        match table {
            Some(table) => Ok(table.finish()),
            None if sample.is_empty() => {
                Err(FormatError { kind: ProblemKind::Empty, cause: "the table has no rows".to_owned() })
            }
            None => Ok(begin(&header, &sample, settings)?.finish()),
        }
    }
}

/// The table with the rows its columns were guessed from.
fn begin<'a>(
    header: &[String],
    sample: &[Vec<String>],
    settings: &'a Settings,
) -> Result<Rows<'a>, FormatError> {
    let mut table = Rows::new(header.to_vec(), sample, "UTF-8", settings)?;
    for (index, cells) in sample.iter().enumerate() {
        table.push(index + 1, cells)?;
    }
    Ok(table)
}

fn cells(row: &Row) -> Vec<String> {
    row.get_column_iter().map(|(_, field)| written(field)).collect()
}

/// A value as people would write it into a cell; empty where there is none or it is no such day or moment.
fn written(field: &Field) -> String {
    match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        // Bytes that nobody called text may be text all the same.
        Field::Bytes(bytes) => std::str::from_utf8(bytes.data()).unwrap_or_default().to_owned(),
        Field::Date(days) => {
            let after = Span::new().try_days(*days).and_then(|days| EPOCH.checked_add(days));
            after.map(|day| day.to_string()).unwrap_or_default()
        }
        Field::TimestampMillis(count) => moment(Timestamp::from_millisecond(*count)),
        Field::TimestampMicros(count) => moment(Timestamp::from_microsecond(*count)),
        Field::ListInternal(list) => list.elements().iter().map(written).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}

/// The day on which Parquet's days and moments begin.
const EPOCH: Date = Date::constant(1970, 1, 1);

fn moment(read: Result<Timestamp, jiff::Error>) -> String {
    read.map(|moment| moment.to_string()).unwrap_or_default()
}
