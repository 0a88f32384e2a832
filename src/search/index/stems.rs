//! Which words of a segment have a stem: a file of its own beside each segment's other files.
//!
//! Stems are a function of a word alone, so they are kept once for each word that a segment has, not once for
//! each place where it stands. The file is a sorted dictionary: a stem, a mark, how the word differs from it.

use std::{any::Any, io, iter, sync::Arc};

use rayon::prelude::*;
use tantivy::{
    PluginMergeContext, PluginWriter, PluginWriterContext, SegmentPlugin, SegmentReader,
    columnar::Dictionary,
    directory::{CompositeFile, TerminatingWrite as _},
    index::{Segment, SegmentComponent},
    indexer::doc_id_mapping::DocIdMapping,
    schema::Field,
    termdict::TermDictionary,
};

use super::{
    letters::{change_places, changed_places},
    terms::{Meaning, SPELLED, add_change, changed, meaning},
};
use crate::lang::Inflections;

/// How the file's name ends.
const ENDING: &str = "stems";
/// Words whose stems are found in one go.
const CHUNK: usize = 16_384;

/// Bytes of entries compressed together: more make the file smaller, fewer make a stem sooner found. Author's
/// choice.
const BLOCK_BYTES: usize = 32 << 10;

fn component() -> SegmentComponent {
    SegmentComponent::Custom(ENDING.to_owned())
}

/// Which words of a segment have which stem.
pub struct StemWords {
    dictionary: Dictionary,
}

impl StemWords {
    /// Those of a segment.
    pub fn open(segment: &SegmentReader) -> io::Result<Self> {
        let file = segment.open_read(component()).map_err(io::Error::other)?;
        Ok(Self { dictionary: Dictionary::open(file)? })
    }

    /// Tells the words that have a stem and are not the stem itself.
    pub fn words(&self, stem: &str, tell: &mut dyn FnMut(&str)) -> io::Result<()> {
        let prefix = changed_places(&format!("{stem}{SPELLED}"));
        let mut stream = self.dictionary.prefix_range(&prefix).into_stream()?;
        let mut room = String::new();
        while stream.advance() {
            if let Some((_, word)) = read(stream.key(), &mut room) {
                tell(&word);
            }
        }
        Ok(())
    }

    /// Tells the words that have one of the stems that pass.
    pub fn words_of(
        &self,
        passes: &mut dyn FnMut(&str) -> bool,
        tell: &mut dyn FnMut(&str),
    ) -> io::Result<()> {
        let mut stream = self.dictionary.stream()?;
        let (mut last, mut has_passed, mut room) = (String::new(), false, String::new());
        while stream.advance() {
            let Some((stem, word)) = read(stream.key(), &mut room) else { continue };
            if stem != last {
                stem.clone_into(&mut last);
                has_passed = passes(stem);
            }
            if has_passed {
                tell(&word);
            }
        }
        Ok(())
    }
}

fn write(stem: &str, word: &str) -> String {
    let mut out = format!("{stem}{SPELLED}");
    add_change(stem, word, &mut out);
    changed_places(&out)
}

/// Stem and word; `room` is for their letters.
fn read<'a>(entry: &[u8], room: &'a mut String) -> Option<(&'a str, String)> {
    room.clear();
    change_places(std::str::from_utf8(entry).ok()?, room);
    let (stem, change) = room.split_once(SPELLED)?;
    Some((stem, changed(stem, change)?))
}

/// Makes the file of each segment that is written, and one of several that are merged.
pub(super) struct StemFile {
    inflections: Arc<Inflections>,
    text: Field,
}

impl StemFile {
    /// For the words of a field.
    pub fn new(inflections: Inflections, text: Field) -> Self {
        Self { inflections: Arc::new(inflections), text }
    }
}

impl SegmentPlugin for StemFile {
    fn extensions(&self) -> &[&str] {
        &[ENDING]
    }

    fn create_writer(&self, _: &PluginWriterContext<'_>) -> tantivy::Result<Box<dyn PluginWriter>> {
        Ok(Box::new(StemWriter { inflections: Arc::clone(&self.inflections), text: self.text }))
    }

    #[allow(clippy::redundant_closure_for_method_calls, reason = "tantivy does not name the stream's type")]
    fn merge(&self, context: PluginMergeContext<'_>) -> tantivy::Result<()> {
        let parts: Vec<StemWords> = context.readers.iter().map(StemWords::open).collect::<Result<_, _>>()?;
        let mut streams = Vec::new();
        for part in &parts {
            let mut stream = part.dictionary.stream()?;
            if stream.advance() {
                streams.push(stream);
            }
        }
        let mut entry: Vec<u8> = Vec::new();
        // What stands in several is written once. Words that only deleted documents had lead nowhere.
        let merged = iter::from_fn(|| {
            let least = streams.iter().map(|stream| stream.key()).min()?;
            entry.clear();
            entry.extend_from_slice(least);
            streams.retain_mut(|stream| stream.key() != entry || stream.advance());
            Some(entry.clone())
        });
        write_file(context.target_segment, merged)
    }
}

/// Waits for the dictionary of a segment's words, then makes the file.
struct StemWriter {
    inflections: Arc<Inflections>,
    text: Field,
}

impl PluginWriter for StemWriter {
    fn serialize(self: Box<Self>, segment: &Segment, _: Option<&DocIdMapping>) -> tantivy::Result<()> {
        let file = CompositeFile::open(&segment.open_read(SegmentComponent::Terms)?)?;
        let mut entries = Vec::new();
        if let Some(file) = file.open_read(self.text) {
            let terms = TermDictionary::open(file)?;
            let mut stream = terms.stream()?;
            let (mut words, mut room): (Vec<String>, _) = (Vec::new(), String::new());
            loop {
                let is_more = stream.advance();
                if words.len() == CHUNK || !is_more {
                    entries.par_extend(words.par_drain(..).flat_map_iter(|word| self.entries(&word)));
                }
                if !is_more {
                    break;
                }
                if let Ok(term) = std::str::from_utf8(stream.key())
                    && let Meaning::Word(word) = meaning(term, &mut room)
                {
                    words.push(word.to_owned());
                }
            }
        }
        entries.par_sort_unstable();
        entries.dedup();
        write_file(segment, entries.into_iter())
    }

    fn mem_usage(&self) -> usize {
        0
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

impl StemWriter {
    fn entries(&self, word: &str) -> Vec<Box<[u8]>> {
        let stems = self.inflections.stems(word);
        let others = stems.all().iter().filter(|stem| ***stem != *word && !stem.contains(SPELLED));
        others.map(|stem| write(stem, word).into_bytes().into()).collect()
    }
}

fn write_file(segment: &Segment, entries: impl Iterator<Item = impl AsRef<[u8]>>) -> tantivy::Result<()> {
    let mut file = segment.open_write(component())?;
    let mut dictionary = <Dictionary>::builder(&mut file)?;
    dictionary.set_block_len(BLOCK_BYTES);
    for entry in entries {
        dictionary.insert(entry, &())?;
    }
    dictionary.finish()?;
    file.terminate()?;
    Ok(())
}
