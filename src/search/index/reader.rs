//! The index as it was committed at one moment.
//!
//! Opens and reads; never writes a byte, so it may run beside a writer of another program.

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::Arc,
};

use serde::{Deserialize, Serialize};
use tantivy::{
    DocAddress, Index, IndexReader, ReloadPolicy, Searcher, TantivyDocument, Term,
    collector::DocSetCollector,
    columnar::StrColumn,
    query::TermQuery,
    schema::{Field, IndexRecordOption, Schema, Value as _},
    store::StoreReader,
};

use super::{
    FORMAT,
    error::IndexError,
    record::AnyRecord,
    schema::{Fields, KEPT_BLOCKS, KEY, count_column, schema},
    terms::{PositionedTerms, TOKENIZER},
};
use crate::{model::Problem, search::FactKind};

/// What a commit tells of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommitState {
    /// [`FORMAT`] of the program that wrote it.
    pub format: u32,
    /// Was everything below the folder indexed when it was committed?
    pub complete: bool,
    /// Number of the commit, counted since the index was made.
    pub commit: u64,
}

/// How much an index holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Documents.
    pub documents: u64,
    /// Facts, each mention of a name among them.
    pub facts: u64,
}

/// An index opened for reading. Gives a [`Reader`] of the newest commit whenever it is asked.
#[derive(Clone)]
pub struct OpenIndex {
    index: Index,
    reader: IndexReader,
    fields: Fields,
    folder: PathBuf,
}

/// Everything that was committed up to one moment; later commits do not change it.
#[derive(Clone)]
pub struct Reader {
    searcher: Searcher,
    fields: Fields,
    state: CommitState,
    folder: Arc<Path>,
    /// The records of each segment.
    records: Arc<[StoreReader]>,
}

/// Opens the tantivy index in a folder and sees whether it is one of ours.
pub(super) fn open_tantivy(folder: &Path) -> Result<(Index, Fields), IndexError> {
    let index = Index::open_in_dir(folder)?;
    let (wanted, fields) = schema();
    if !same(&index.schema(), &wanted) {
        return Err(IndexError::Damaged("it has other fields".to_owned()));
    }
    index.tokenizers().register(TOKENIZER, PositionedTerms::default());
    Ok((index, fields))
}

fn same(a: &Schema, b: &Schema) -> bool {
    serde_json::to_value(a).ok() == serde_json::to_value(b).ok()
}

pub(super) fn state_of(index: &Index) -> Result<(u64, CommitState), IndexError> {
    let metas = index.load_metas()?;
    let state = match metas.payload {
        Some(payload) => serde_json::from_str(&payload)
            .map_err(|err| IndexError::Damaged(format!("the state of the commit: {err}")))?,
        None => CommitState { format: FORMAT, ..CommitState::default() },
    };
    Ok((metas.opstamp, state))
}

impl fmt::Debug for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader").field("state", &self.state).finish_non_exhaustive()
    }
}

impl OpenIndex {
    /// Opens the index in a folder; an index without a commit is empty, a folder without one is damage.
    pub fn open(folder: &Path) -> Result<Self, IndexError> {
        let (index, fields) = open_tantivy(folder)?;
        Self::of(index, fields, folder)
    }

    pub(super) fn of(index: Index, fields: Fields, folder: &Path) -> Result<Self, IndexError> {
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual);
        let reader = reader.doc_store_cache_num_blocks(KEPT_BLOCKS).try_into()?;
        Ok(Self { index, reader, fields, folder: folder.to_owned() })
    }

    /// The folder it lies in.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The newest commit.
    pub fn reader(&self) -> Result<Reader, IndexError> {
        // State and segments must be of one commit, though another program may commit in between.
        loop {
            let (before, state) = state_of(&self.index)?;
            self.reader.reload()?;
            let (after, _) = state_of(&self.index)?;
            if before == after {
                if state.format != FORMAT {
                    return Err(IndexError::Damaged("another version of the program wrote it".to_owned()));
                }
                let (folder, searcher) = (self.folder.as_path().into(), self.reader.searcher());
                let segments = searcher.segment_readers().iter();
                let records = segments.map(|segment| segment.get_store_reader(KEPT_BLOCKS));
                let records = records
                    .collect::<Result<Arc<[StoreReader]>, _>>()
                    .map_err(|err| IndexError::io(&self.folder, err))?;
                return Ok(Reader { searcher, fields: self.fields, state, folder, records });
            }
        }
    }

    /// Is there a commit that `reader` does not have?
    pub fn is_newer(&self, reader: &Reader) -> Result<bool, IndexError> {
        Ok(state_of(&self.index)?.1 != reader.state)
    }

    /// Reads every byte and compares checksums: damage where one is wrong.
    pub fn verify(&self) -> Result<(), IndexError> {
        let damaged = self.index.validate_checksum()?;
        match damaged.iter().next() {
            Some(file) => Err(IndexError::Damaged(format!("{} has another checksum", file.display()))),
            None => Ok(()),
        }
    }

    /// Bytes on disk of everything that belongs to it.
    pub fn bytes(&self) -> Result<u64, IndexError> {
        let io = |err| IndexError::io(&self.folder, err);
        let mut sum = 0;
        for entry in std::fs::read_dir(&self.folder).map_err(io)? {
            // A file may vanish while it is looked for: merged into another.
            if let Ok(about) = entry.map_err(io)?.metadata() {
                sum += about.len();
            }
        }
        Ok(sum)
    }
}

impl Reader {
    /// For questions of one's own: segments, columns, queries. Columns are named in [`super::schema`].
    #[must_use]
    pub fn searcher(&self) -> &Searcher {
        &self.searcher
    }

    /// The fields.
    #[must_use]
    pub fn fields(&self) -> &Fields {
        &self.fields
    }

    /// The folder the index lies in.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What the commit told of itself.
    #[must_use]
    pub fn state(&self) -> &CommitState {
        &self.state
    }

    /// The documents of the corpus (not the files with problems) in path order, with their paths.
    pub fn documents(&self) -> Result<Vec<(String, DocAddress)>, IndexError> {
        let mut all = Vec::with_capacity(self.searcher.num_docs() as usize);
        self.each(KEY, &|_| true, &mut |key, address| all.push((key.to_owned(), address)))?;
        all.sort_unstable();
        Ok(all)
    }

    /// The record at an address.
    pub fn record(&self, address: DocAddress) -> Result<AnyRecord, IndexError> {
        let Some(records) = self.records.get(address.segment_ord as usize) else {
            return Err(IndexError::Damaged("a segment has no records".to_owned()));
        };
        let stored = records.get_document_bytes(address.doc_id)?;
        if let Some(bytes) = only_bytes(&stored, self.fields.record) {
            return AnyRecord::from_bytes(bytes);
        }
        let document: TantivyDocument = self.searcher.doc(address)?;
        let bytes = document.get_first(self.fields.record).and_then(|value| value.as_bytes());
        AnyRecord::from_bytes(bytes.unwrap_or_default())
    }

    /// What was wrong with files and with the folder, sorted.
    pub fn problems(&self) -> Result<Vec<Problem>, IndexError> {
        let mut of_files = Vec::new();
        for (segment, reader) in self.searcher.segment_readers().iter().enumerate() {
            let keys = reader.fast_fields().str(KEY)?;
            for doc in reader.doc_ids_alive() {
                if keys.as_ref().is_none_or(|keys| keys.term_ords(doc).next().is_none()) {
                    of_files.push(DocAddress::new(segment as u32, doc));
                }
            }
        }
        let mut all = Vec::new();
        for address in of_files {
            if let AnyRecord::Problems(of_file) = self.record(address)? {
                all.extend(of_file.problems);
            }
        }
        all.sort();
        Ok(all)
    }

    /// Everything that came from a file.
    pub fn records_of_file(&self, path: &str) -> Result<Vec<AnyRecord>, IndexError> {
        let term = Term::from_field_text(self.fields.file, path);
        let query = TermQuery::new(term, IndexRecordOption::Basic);
        let mut addresses: Vec<DocAddress> =
            self.searcher.search(&query, &DocSetCollector)?.into_iter().collect();
        addresses.sort_unstable();
        addresses.into_iter().map(|address| self.record(address)).collect()
    }

    /// How much there is.
    pub fn totals(&self) -> Result<Totals, IndexError> {
        let mut totals = Totals::default();
        for reader in self.searcher.segment_readers() {
            let fast = reader.fast_fields();
            let Some(keys) = fast.str(KEY)? else { continue };
            let counts = FactKind::ALL.map(|kind| fast.u64(count_column(kind)));
            let counts: Vec<_> = counts.into_iter().collect::<Result<_, _>>()?;
            for doc in reader.doc_ids_alive().filter(|doc| keys.term_ords(*doc).next().is_some()) {
                totals.documents += 1;
                totals.facts += counts.iter().filter_map(|column| column.first(doc)).sum::<u64>();
            }
        }
        Ok(totals)
    }

    /// Gives each of the `wanted` values of a dictionary column that holds one value a document.
    pub(super) fn each(
        &self,
        column: &str,
        wanted: &dyn Fn(&str) -> bool,
        tell: &mut dyn FnMut(&str, DocAddress),
    ) -> Result<(), IndexError> {
        for (segment, reader) in self.searcher.segment_readers().iter().enumerate() {
            let Some(values) = reader.fast_fields().str(column)? else { continue };
            let mut words: Vec<Option<String>> = Vec::with_capacity(values.num_terms());
            each_value(&values, &mut |word| words.push(wanted(word).then(|| word.to_owned())))?;
            if words.iter().all(Option::is_none) {
                continue;
            }
            for doc in reader.doc_ids_alive() {
                let Some(ord) = values.term_ords(doc).next() else { continue };
                let word = words.get(ord as usize).ok_or_else(|| no_value(column))?;
                if let Some(word) = word {
                    tell(word, DocAddress::new(segment as u32, doc));
                }
            }
        }
        Ok(())
    }
}

/// How tantivy stores a document that has one value …
const ONE_VALUE: [u8; 1] = [0x81];
/// … and one of bytes, behind the number of its field.
const BYTES: [u8; 1] = [4];

/// The bytes of a stored document that has nothing but bytes in one field; `None` where it is stored otherwise than
/// is known here. tantivy itself reads them one by one, which takes most of the time of reading a record.
pub(super) fn only_bytes(stored: &[u8], field: Field) -> Option<&[u8]> {
    let value = stored.strip_prefix(&ONE_VALUE)?.strip_prefix(&field.field_id().to_le_bytes())?;
    let rest = value.strip_prefix(&BYTES)?;
    // Seven bits a byte, the lowest first; the last has the highest bit.
    let end = rest.iter().take(5).position(|byte| byte & 0x80 != 0)? + 1;
    let (number, bytes) = rest.split_at(end);
    let length = number.iter().rev().fold(0, |length, byte| length << 7 | usize::from(byte & 0x7f));
    (bytes.len() == length).then_some(bytes)
}

fn no_value(column: &str) -> IndexError {
    IndexError::Damaged(format!("the column {column} has a value without a name"))
}

/// All values of a dictionary column, in their order.
pub fn all_values(column: &StrColumn) -> Result<Vec<String>, IndexError> {
    let mut values = Vec::with_capacity(column.num_terms());
    each_value(column, &mut |value| values.push(value.to_owned()))?;
    Ok(values)
}

/// Gives all values of a dictionary column, in their order.
pub fn each_value(column: &StrColumn, tell: &mut dyn FnMut(&str)) -> Result<(), IndexError> {
    let mut stream = column.dictionary().stream().map_err(|err| IndexError::io("index", err))?;
    while stream.advance() {
        tell(&String::from_utf8_lossy(stream.key()));
    }
    Ok(())
}
