//! Which files the index holds, and how each was when it was read.
//!
//! Made from the index itself, so it can never disagree with it.

use tantivy::DocAddress;

use super::{
    error::IndexError,
    reader::Reader,
    schema::{CHANGED, FILE, HASH, KEY, SIZE, STATED},
};

/// A file of the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerFile {
    /// Path below the folder.
    pub path: Box<str>,
    /// Size in bytes.
    pub size: u64,
    /// When it was last changed, in nanoseconds from 1970.
    pub changed: i64,
    /// The first eight bytes of its SHA-256; 0 where it could not be read.
    pub hash: u64,
    /// What `metadata.csv` said of it, as a hash.
    pub stated: u64,
    /// Documents it gave.
    pub documents: u32,
    /// Was something wrong with it?
    pub has_problems: bool,
    /// One of its records.
    pub address: DocAddress,
}

/// The files of an index, by path.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    files: Vec<LedgerFile>,
}

impl Ledger {
    /// The files of a commit whose paths are `wanted`.
    pub fn read(reader: &Reader, wanted: &dyn Fn(&str) -> bool) -> Result<Self, IndexError> {
        struct Columns {
            size: tantivy::columnar::Column<u64>,
            changed: tantivy::columnar::Column<i64>,
            hash: tantivy::columnar::Column<u64>,
            stated: tantivy::columnar::Column<u64>,
            key: Option<tantivy::columnar::StrColumn>,
        }
        let mut columns = Vec::new();
        for segment in reader.searcher().segment_readers() {
            let fast = segment.fast_fields();
            columns.push(Columns {
                size: fast.u64(SIZE)?,
                changed: fast.i64(CHANGED)?,
                hash: fast.u64(HASH)?,
                stated: fast.u64(STATED)?,
                key: fast.str(KEY)?,
            });
        }
        let mut files: Vec<LedgerFile> = Vec::new();
        reader.each(FILE, wanted, &mut |path, address| {
            let of = &columns[address.segment_ord as usize];
            let doc = address.doc_id;
            let is_document = of.key.as_ref().is_some_and(|key| key.term_ords(doc).next().is_some());
            files.push(LedgerFile {
                path: path.into(),
                size: of.size.first(doc).unwrap_or_default(),
                changed: of.changed.first(doc).unwrap_or_default(),
                hash: of.hash.first(doc).unwrap_or_default(),
                stated: of.stated.first(doc).unwrap_or_default(),
                documents: u32::from(is_document),
                has_problems: !is_document,
                address,
            });
        })?;
        files.sort_unstable_by(|a, b| a.path.cmp(&b.path).then(b.documents.cmp(&a.documents)));
        files.dedup_by(|later, first| {
            let same = later.path == first.path;
            if same {
                first.documents += later.documents;
                first.has_problems |= later.has_problems;
            }
            same
        });
        Ok(Self { files })
    }

    /// The files in path order.
    #[must_use]
    pub fn files(&self) -> &[LedgerFile] {
        &self.files
    }

    /// The files alone.
    #[must_use]
    pub fn into_files(self) -> Vec<LedgerFile> {
        self.files
    }

    /// Place of a file.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<usize> {
        self.files.binary_search_by(|file| (*file.path).cmp(path)).ok()
    }
}
