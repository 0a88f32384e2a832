//! What is reckoned from a commit, kept beside its index so that the next program has it at once.
//!
//! May be deleted at any time and is never needed: what is damaged, or of another commit, is reckoned anew.

use std::{
    fs::File,
    io::{self, BufReader, BufWriter, ErrorKind, Read, Write},
    sync::Arc,
};

use tantivy::{SegmentReader, index::SegmentId};
use zstd::stream::{read::Decoder, write::Encoder};

use super::{
    super::{
        bitmap::Bitmap,
        files::write_whole,
        holders::Holders,
        value_columns::{Columns, FacetColumn, NEVER, Numbers, Ragged},
        values::{Part, Values},
    },
    Segment, load,
};
use crate::{
    engine::{Links, LinksData},
    search::{
        Facet, Interner, Strings,
        index::{PREPARED_FILE, Reader},
    },
};

/// What the file begins with; the number is the version of everything behind it.
const HEAD: &str = "balge prepared 3";
/// Bytes written or read in one go.
const RUN: usize = 1 << 16;
/// How hard zstd tries: a third of the bytes are left, and unpacking them takes as long as reading them would.
const EFFORT: i32 = 3;
/// Numbers and letters room is made for before they are seen: a damaged file may promise any number.
const ROOM: usize = 1 << 20;

/// What a file held.
pub(super) struct Kept {
    /// Everything, where it is of the same commit.
    pub values: Option<Values>,
    /// The segments it knows, of this commit or an earlier one.
    pub segments: Vec<Segment>,
}

/// Writes what is known of a commit.
pub(super) fn write(reader: &Reader, values: &Values, segments: &[Segment]) -> io::Result<()> {
    write_whole(&reader.folder().join(PREPARED_FILE), |out| {
        let mut packed = Encoder::new(BufWriter::with_capacity(RUN, out), EFFORT)?;
        packed.include_checksum(true)?;
        let mut out = Out { out: packed };
        out.text(HEAD)?;
        out.numbers(&[segments.len() as u32])?;
        for (segment, part) in segments.iter().zip(&values.parts) {
            out.text(&segment.id.uuid_string())?;
            out.numbers(&[segment.deleted, part.len() as u32])?;
            out.columns(&segment.columns)?;
            out.numbers(&segment.names)?;
            out.numbers(&part.global)?;
            let repeats: Vec<u32> =
                part.repeats.iter().flat_map(|(document, value)| [*document, *value]).collect();
            out.numbers(&repeats)?;
            out.numbers(&part.totals)?;
            out.numbers(part.documents())?;
        }
        let links = values.links().data();
        out.interned(links.keys.0, &links.keys.1)?;
        out.numbers(links.entity_of)?;
        out.strings(links.names)?;
        let (others, tags) = values.others().parts();
        out.interned(others, tags)?;
        let mut facets = Strings::default();
        values.facets.iter().for_each(|facet| facets.push(&facet.to_string()));
        out.strings(&facets)?;
        out.out.finish()?.flush()
    })
}

/// What is kept beside a commit; `None` where nothing usable is.
pub(super) fn read(reader: &Reader) -> Option<Kept> {
    let path = reader.folder().join(PREPARED_FILE);
    let file = File::open(path).ok()?;
    let mut from = In { from: BufReader::with_capacity(RUN, Decoder::new(file).ok()?) };
    // Whatever is wrong with it: it is reckoned anew.
    from.kept(reader.searcher().segment_readers()).ok()
}

fn damaged() -> io::Error {
    ErrorKind::InvalidData.into()
}

struct Out<W: Write> {
    out: W,
}

impl<W: Write> Out<W> {
    fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)
    }

    fn numbers(&mut self, numbers: &[u32]) -> io::Result<()> {
        self.bytes(&(numbers.len() as u64 * 4).to_le_bytes())?;
        let mut run = Vec::with_capacity(RUN);
        for numbers in numbers.chunks(RUN / 4) {
            run.clear();
            run.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
            self.bytes(&run)?;
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> io::Result<()> {
        self.bytes(&(text.len() as u64).to_le_bytes())?;
        text.as_bytes().chunks(RUN).try_for_each(|run| self.bytes(run))
    }

    fn strings(&mut self, strings: &Strings) -> io::Result<()> {
        self.text(&strings.text)?;
        self.numbers(&strings.ends)
    }

    fn interned(&mut self, strings: &Strings, tags: &[u16]) -> io::Result<()> {
        self.strings(strings)?;
        let tags: Vec<u32> = tags.iter().map(|tag| u32::from(*tag)).collect();
        self.numbers(&tags)
    }

    fn holders(&mut self, holders: &Holders) -> io::Result<()> {
        let (bound, lists, frequent) = holders.parts();
        self.numbers(&[bound as u32, frequent.len() as u32])?;
        self.numbers(&lists.ends)?;
        self.numbers(&lists.all)?;
        for (value, bits) in frequent {
            self.numbers(&[*value])?;
            let halves: Vec<u32> =
                bits.words().iter().flat_map(|word| [*word as u32, (word >> 32) as u32]).collect();
            self.numbers(&halves)?;
        }
        Ok(())
    }

    fn columns(&mut self, columns: &Columns) -> io::Result<()> {
        self.numbers(&[columns.facets.len() as u32])?;
        for column in &columns.facets {
            self.text(&column.facet.to_string())?;
            self.numbers(&[column.values.start, column.values.end])?;
            self.holders(&column.documents)?;
        }
        let days: Vec<u32> = columns
            .written
            .iter()
            .flat_map(|(first, last)| [first.cast_unsigned(), last.cast_unsigned()])
            .collect();
        self.numbers(&days)?;
        self.numbers(&columns.listed)
    }
}

struct In<R: Read> {
    from: R,
}

impl<R: Read> In<R> {
    fn bytes(&mut self, bytes: &mut [u8]) -> io::Result<()> {
        self.from.read_exact(bytes)
    }

    /// Nothing may follow; where what was read is not what was written, unpacking fails here at the latest.
    fn end(&mut self) -> io::Result<()> {
        if io::copy(&mut self.from, &mut io::sink())? > 0 { Err(damaged()) } else { Ok(()) }
    }

    /// How many bytes a list takes.
    fn length(&mut self) -> io::Result<usize> {
        let mut length = [0; 8];
        self.bytes(&mut length)?;
        usize::try_from(u64::from_le_bytes(length)).map_err(|_| damaged())
    }

    /// Tells so many bytes run by run.
    fn runs(&mut self, mut left: usize, tell: &mut dyn FnMut(&[u8])) -> io::Result<()> {
        let mut run = vec![0; RUN];
        while left > 0 {
            let room = left.min(RUN);
            self.bytes(&mut run[..room])?;
            tell(&run[..room]);
            left -= room;
        }
        Ok(())
    }

    fn numbers(&mut self) -> io::Result<Vec<u32>> {
        let length = self.length()?;
        let mut numbers = Vec::with_capacity((length / 4).min(ROOM));
        self.runs(length, &mut |run| {
            numbers.extend(run.as_chunks().0.iter().map(|bytes| u32::from_le_bytes(*bytes)));
        })?;
        Ok(numbers)
    }

    fn pair(&mut self) -> io::Result<[u32; 2]> {
        self.numbers()?.try_into().map_err(|_| damaged())
    }

    fn text(&mut self) -> io::Result<String> {
        let length = self.length()?;
        let mut bytes = Vec::with_capacity(length.min(ROOM));
        self.runs(length, &mut |run| bytes.extend_from_slice(run))?;
        String::from_utf8(bytes).map_err(|_| damaged())
    }

    fn facet(&mut self) -> io::Result<Facet> {
        self.text()?.parse().map_err(|_| damaged())
    }

    fn strings(&mut self) -> io::Result<Strings> {
        Ok(Strings { text: self.text()?, ends: self.numbers()? })
    }

    fn interned(&mut self) -> io::Result<(Strings, Vec<u16>)> {
        Ok((self.strings()?, self.numbers()?.into_iter().map(|tag| tag as u16).collect()))
    }

    fn count(&mut self) -> io::Result<u32> {
        self.numbers()?.first().copied().ok_or_else(damaged)
    }

    fn holders(&mut self) -> io::Result<Holders> {
        let [bound, count] = self.pair()?;
        let lists = Ragged { ends: self.numbers()?, all: self.numbers()? };
        let mut frequent = Vec::new();
        for _ in 0..count {
            let value = self.count()?;
            let halves = self.numbers()?;
            if halves.len() != (bound as usize).div_ceil(64) * 2 {
                return Err(damaged());
            }
            let word = |halves: &[u32; 2]| u64::from(halves[1]) << 32 | u64::from(halves[0]);
            let words = halves.as_chunks().0.iter().map(word).collect();
            frequent.push((value, Bitmap::from_words(bound as usize, words)));
        }
        Ok(Holders::of(bound as usize, lists, frequent))
    }

    fn columns(&mut self) -> io::Result<(Vec<FacetColumn>, Numbers)> {
        let mut facets = Vec::new();
        for _ in 0..self.count()? {
            let facet = self.facet()?;
            let [start, end] = self.pair()?;
            facets.push(FacetColumn { facet, values: start..end, documents: self.holders()? });
        }
        let days = self.numbers()?;
        let day = |days: &[u32]| match days {
            [first, last] => (first.cast_signed(), last.cast_signed()),
            _ => NEVER,
        };
        Ok((facets, (days.chunks(2).map(day).collect(), self.numbers()?)))
    }

    fn kept(&mut self, readers: &[SegmentReader]) -> io::Result<Kept> {
        if self.text()? != HEAD {
            return Err(damaged());
        }
        let mut segments = Vec::new();
        let mut parts = Vec::new();
        for _ in 0..self.count()? {
            let id = SegmentId::from_uuid_string(&self.text()?).map_err(|_| damaged())?;
            let [deleted, documents] = self.pair()?;
            let (facets, numbers_of_all) = self.columns()?;
            let names = Arc::new(self.numbers()?);
            let global = self.numbers()?;
            let repeats: Vec<(u32, u32)> =
                self.numbers()?.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
            let totals = self.numbers()?;
            let numbers = self.numbers()?;
            // A segment that was merged into another since is of no use.
            let reader = readers.iter().find(|reader| reader.segment_id() == id);
            let Some(reader) = reader.filter(|reader| reader.max_doc() == documents) else { continue };
            let passages = load::passages(reader).map_err(|_| damaged())?;
            let columns = Arc::new(Columns::new(facets, numbers_of_all, passages));
            parts.push((Arc::clone(&columns), (global, repeats, totals), numbers));
            segments.push(Segment { id, deleted, columns, names });
        }
        let (keys, tags) = self.interned()?;
        let data = LinksData { keys: (keys, tags), entity_of: self.numbers()?, names: self.strings()? };
        let (others, other_tags) = self.interned()?;
        let facet_names = self.strings()?;
        self.end()?;
        let is_same = readers.len() == segments.len()
            && readers.iter().zip(&segments).all(|(reader, segment)| {
                (reader.segment_id(), reader.num_deleted_docs()) == (segment.id, segment.deleted)
            });
        let values = if is_same {
            let links = Links::from_data(data).ok_or_else(damaged)?;
            let facets: Result<Vec<Facet>, _> =
                (0..facet_names.len() as u32).map(|facet| facet_names.get(facet).parse()).collect();
            let facets = facets.map_err(|_| damaged())?;
            let mut values = Values::with(Arc::new(links), facets, Interner::of(others, other_tags));
            for (columns, reckoned, numbers) in parts {
                values.add(Part::of(columns, reckoned, numbers));
            }
            Some(values)
        } else {
            None
        };
        Ok(Kept { values, segments })
    }
}
