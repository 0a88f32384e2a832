//! The fields of the index: the joint between whoever writes it and whoever answers from it.
//!
//! One tantivy document for each document of the corpus, and one for each file with problems. Only documents
//! have a [`KEY`]; whoever counts or lists documents goes by it. Columns (tantivy's fast fields) are named
//! by the constants here; a facet's column is [`facet_column`]. Values of one document keep their order.

use tantivy::{
    IndexSettings,
    schema::{
        BytesOptions, Field, IndexRecordOption, NumericOptions, Schema, SchemaBuilder, TextFieldIndexing,
        TextOptions,
    },
    store::{Compressor, ZstdCompressor},
};

use super::terms::TOKENIZER;
use crate::search::{Facet, FactKind};

/// Path of the document below the folder: indexed whole, and a dictionary column. Files with problems have
/// none.
pub const KEY: &str = "key";
/// Path of the file it came from (one file may hold several documents): indexed whole, and a dictionary
/// column. Empty for what is wrong with the folder as a whole.
pub const FILE: &str = "file";
/// Number column: size of the file in bytes.
pub const SIZE: &str = "size";
/// Number column: when the file was last changed, in nanoseconds from 1970.
pub const CHANGED: &str = "changed";
/// Number column: the first eight bytes of the file's SHA-256; the whole stands in the record.
pub const HASH: &str = "hash";
/// Number column: what of `metadata.csv` the document was read with, as a hash.
pub const STATED: &str = "stated";
/// Stored: [`super::AnyRecord`] as bytes.
pub const RECORD: &str = "record";
/// Indexed with positions: the terms of [`super::terms`].
pub const TEXT: &str = "text";
/// Number column: how many words the text has.
pub const WORDS: &str = "words";
/// Dictionary column: [`crate::search::sort_title`].
pub const TITLE: &str = "title";
/// Dictionary column, one value an entity in the order of the record's entities: see [`super::names`].
pub const NAME: &str = "name";
/// Number column, parallel to [`NAME`]: how often it is mentioned.
pub const MENTIONS: &str = "mentions";
/// Dictionary column: [`column_value`] for each of the user's columns.
pub const COLUMN: &str = "column";
/// Number column (signed): first day on which the document may have been written, from 1970-01-01.
pub const WRITTEN_FIRST: &str = "written_first";
/// Number column (signed): last day on which it may have been written.
pub const WRITTEN_LAST: &str = "written_last";
/// Number column (signed): first day it speaks of.
pub const SPOKEN_FIRST: &str = "spoken_first";
/// Number column (signed): last day it speaks of.
pub const SPOKEN_LAST: &str = "spoken_last";
/// Column of bytes: [`crate::search::each_passage`].
pub const PASSAGES: &str = "passages";

/// Facets whose values belong to passages, in the order in which passages number them.
pub const PASSAGE_FACETS: [Facet; 6] =
    [Facet::Topic, Facet::Kind, Facet::Person, Facet::Organisation, Facet::Place, Facet::Mentioned];

/// The dictionary column of a facet. All the user's columns share [`COLUMN`].
#[must_use]
pub fn facet_column(facet: &Facet) -> &'static str {
    match facet {
        Facet::Topic => "topic",
        Facet::Kind => "kind",
        Facet::Person => "person",
        Facet::Organisation => "organisation",
        Facet::Place => "place",
        Facet::Source => "source",
        Facet::Language => "language",
        Facet::Published => "published",
        Facet::Mentioned => "mentioned",
        Facet::Column(_) => COLUMN,
    }
}

/// Number column: how many facts of a kind the document has.
#[must_use]
pub fn count_column(kind: FactKind) -> &'static str {
    match kind {
        FactKind::Event => "count_event",
        FactKind::Statement => "count_statement",
        FactKind::Commitment => "count_commitment",
        FactKind::Role => "count_role",
        FactKind::Time => "count_time",
        FactKind::Quantity => "count_quantity",
        FactKind::Mention => "count_mention",
    }
}

/// Parts name and value of a user's column, and the parts of a name.
pub const UNIT: char = '\u{1f}';

/// A value of [`COLUMN`].
#[must_use]
pub fn column_value(name: &str, value: &str) -> String {
    format!("{}{UNIT}{value}", name.replace(UNIT, " "))
}

/// The fields by their numbers.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "each is the field of the constant it is named after")]
pub struct Fields {
    pub key: Field,
    pub file: Field,
    pub size: Field,
    pub changed: Field,
    pub hash: Field,
    pub stated: Field,
    pub record: Field,
    pub text: Field,
    pub words: Field,
    pub title: Field,
    pub name: Field,
    pub mentions: Field,
    /// In the order of [`Facet::FIXED`].
    pub facets: [Field; Facet::FIXED.len()],
    pub column: Field,
    /// First and last.
    pub written: [Field; 2],
    /// First and last.
    pub spoken: [Field; 2],
    /// In the order of [`FactKind::ALL`].
    pub counts: [Field; FactKind::ALL.len()],
    pub passages: Field,
}

/// The schema with its fields.
#[must_use]
pub fn schema() -> (Schema, Fields) {
    let mut builder = SchemaBuilder::new();
    let whole = TextOptions::default().set_fast("raw").set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer("raw")
            .set_fieldnorms(false)
            .set_index_option(IndexRecordOption::Basic),
    );
    let text = TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer(TOKENIZER)
            .set_index_option(IndexRecordOption::WithFreqsAndPositions),
    );
    let dictionary = || TextOptions::default().set_fast("raw");
    let fast = || NumericOptions::default().set_fast();
    let fields = Fields {
        key: builder.add_text_field(KEY, whole.clone()),
        file: builder.add_text_field(FILE, whole),
        size: builder.add_u64_field(SIZE, fast()),
        changed: builder.add_i64_field(CHANGED, fast()),
        hash: builder.add_u64_field(HASH, fast()),
        stated: builder.add_u64_field(STATED, fast()),
        record: builder.add_bytes_field(RECORD, BytesOptions::default().set_stored()),
        text: builder.add_text_field(TEXT, text),
        words: builder.add_u64_field(WORDS, fast()),
        title: builder.add_text_field(TITLE, dictionary()),
        name: builder.add_text_field(NAME, dictionary()),
        mentions: builder.add_u64_field(MENTIONS, fast()),
        facets: Facet::FIXED.map(|facet| builder.add_text_field(facet_column(&facet), dictionary())),
        column: builder.add_text_field(COLUMN, dictionary()),
        written: [WRITTEN_FIRST, WRITTEN_LAST].map(|name| builder.add_i64_field(name, fast())),
        spoken: [SPOKEN_FIRST, SPOKEN_LAST].map(|name| builder.add_i64_field(name, fast())),
        counts: FactKind::ALL.map(|kind| builder.add_u64_field(count_column(kind), fast())),
        passages: builder.add_bytes_field(PASSAGES, BytesOptions::default().set_fast()),
    };
    (builder.build(), fields)
}

/// Bytes of records compressed together: more make the index smaller, fewer make one record quicker to read.
/// Measured on 13,379 news texts; see `benches/index.rs`.
const BLOCK_BYTES: usize = 256 << 10;
/// Such blocks of a segment that are kept while records are read one after the other.
pub(super) const KEPT_BLOCKS: usize = 24;
/// How hard zstd tries. Measured on the same texts: an eighth smaller than its default, at a cost far below that
/// of finding facts.
const EFFORT: i32 = 8;

/// How the stored records are compressed.
#[must_use]
pub(super) fn settings() -> IndexSettings {
    IndexSettings {
        docstore_compression: Compressor::Zstd(ZstdCompressor { compression_level: Some(EFFORT) }),
        docstore_blocksize: BLOCK_BYTES,
        ..IndexSettings::default()
    }
}
