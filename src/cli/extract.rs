//! `balge extract`: the facts of texts as JSON lines.
//!
//! Who is the same over the corpus is known when all of it was read: until then each document waits as bytes, not
//! as facts, and on disk where there are many.

use std::{
    collections::BTreeMap,
    io::{self, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use etcetera::AppStrategy as _;
use rayon::prelude::*;

use crate::{
    corpus::user_folders,
    engine::{Links, Origin, PackAnalyse},
    model::{EntityKind, EventKind, Facts, Problem, Status},
    query::{
        LanguageFolders,
        contract::{Surroundings, write_json_line},
        happenings::{Telling, may_be_told_again, same_as},
    },
    search::{
        Interner, Strings,
        index::{AnyRecord, Record},
    },
};

use super::{
    args::ExtractArgs,
    corpus::{Streaming, pack_with, streamed},
    error::CliError,
    output,
    spill::{Spill, Spilled},
};

/// Documents of a block of lines that one thread makes.
const BLOCK: usize = 32;

/// Blocks that are made before they are written.
const BLOCKS: usize = 16;

/// Runs the command.
pub fn run(args: &ExtractArgs) -> Result<(), CliError> {
    let several = args.paths.len() > 1;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(args.jobs.map_or(0, usize::from)).build();
    output::to(args.out.as_deref(), |out| {
        let (mut any, mut last) = (false, None);
        let mut known = Known::default();
        for root in &args.paths {
            match known.of(root, args).and_then(|analyse| gathered(root, analyse, args)) {
                Ok(gathered) => {
                    gathered.write(several.then_some(root), pool.as_ref().ok(), out)?;
                    any = true;
                }
                Err(err) => {
                    if several {
                        eprintln!("balge: {err}");
                    }
                    last = Some(err);
                }
            }
        }
        match last {
            Some(err) if !any => Err(err),
            _ => Ok(()),
        }
    })
}

/// What analyses the path before: the next one mostly has the same language data, which takes long to make.
#[derive(Default)]
struct Known(Option<(Vec<PathBuf>, Arc<PackAnalyse>)>);

impl Known {
    fn of(&mut self, root: &Path, args: &ExtractArgs) -> Result<Arc<PackAnalyse>, CliError> {
        let folders = LanguageFolders::of(&Origin::Folder(root.to_owned()));
        let layers: Vec<PathBuf> = folders.existing().into_iter().map(Path::to_owned).collect();
        if let Some((known, analyse)) = &self.0
            && *known == layers
        {
            return Ok(Arc::clone(analyse));
        }
        let analyse = Arc::new(PackAnalyse::new(pack_with(&folders, &args.pack)?));
        self.0 = Some((layers, Arc::clone(&analyse)));
        Ok(analyse)
    }
}

/// A corpus that was read, and what holds over all of it.
struct Gathered {
    pack_version: Arc<str>,
    /// Paths of the documents as they were read.
    paths: Strings,
    records: Spilled,
    links: Links,
    problems: BTreeMap<String, Vec<Problem>>,
    told: Told,
}

/// Events that may be told in several documents.
#[derive(Default)]
struct Told {
    /// Names that take part, by kind.
    names: Interner,
    events: Vec<ToldEvent>,
}

struct ToldEvent {
    document: u32,
    /// Which event of the document.
    ix: u32,
    kind: EventKind,
    status: Status,
    time: Option<Box<str>>,
    place: Option<u32>,
    who: Box<[u32]>,
}

/// What a document becomes until all are read.
struct Packed {
    path: String,
    bytes: Vec<u8>,
    /// Its own names, by place in the interner.
    told: Told,
}

fn packed(entry: crate::engine::Entry) -> Option<Packed> {
    let mut told = Told::default();
    told.add(0, &entry.facts);
    let path = entry.document.path.clone();
    let record = Record {
        document: entry.document,
        facts: entry.facts,
        language: entry.language,
        // The text's own stands in the document.
        file_sha256: [0; 32],
    };
    Some(Packed { path, bytes: record.to_bytes().ok()?, told })
}

fn gathered(root: &Path, analyse: Arc<PackAnalyse>, args: &ExtractArgs) -> Result<Gathered, CliError> {
    let pack_version = crate::engine::Analyse::version(&*analyse);
    let folder = spill_folder(args.out.as_deref());
    let mut spill = Spill::new(folder.clone());
    let (mut paths, mut told) = (Strings::default(), Told::default());
    let mut failed: Option<io::Error> = None;
    let request = Streaming { root, analyse, jobs: args.jobs };
    let read = streamed(request, packed, &mut |packed: Option<Packed>| {
        let Some(Packed { path, bytes, told: own }) = packed else { return };
        if failed.is_some() {
            return;
        }
        if let Err(err) = spill.push(&bytes) {
            failed = Some(err);
        }
        told.add_all(paths.len() as u32, own);
        paths.push(&path);
    })?;
    let records = match failed {
        Some(err) => Err(err),
        None => spill.finish(),
    };
    let records = records.map_err(|err| CliError::file(&folder, &err))?;
    let mut problems: BTreeMap<String, Vec<Problem>> = BTreeMap::new();
    for problem in read.problems {
        problems.entry(problem.path.clone()).or_default().push(problem);
    }
    Ok(Gathered { pack_version, paths, records, links: Links::new(&read.names), problems, told })
}

/// Where documents wait: beside the output, else in the user's folder for caches.
fn spill_folder(out: Option<&Path>) -> PathBuf {
    let beside = out
        .and_then(Path::parent)
        .map(|folder| if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder.to_owned() });
    let cache = || user_folders().map(|folders| folders.cache_dir());
    beside.or_else(cache).unwrap_or_else(std::env::temp_dir)
}

impl Told {
    fn add(&mut self, document: u32, facts: &Facts) {
        let Self { names, events } = self;
        for (ix, event) in (0_u32..).zip(&facts.events).filter(|(_, event)| may_be_told_again(event)) {
            let mut name = |ix: &crate::model::EntityIx| {
                let entity = facts.entity(*ix)?;
                Some(names.intern(entity.kind as u16, &entity.key))
            };
            events.push(ToldEvent {
                document,
                ix,
                kind: event.kind,
                status: event.status,
                time: event.time.as_deref().map(Into::into),
                place: event.place.as_ref().and_then(&mut name),
                who: event.participants.iter().filter_map(name).collect(),
            });
        }
    }

    /// Adds the events of a document.
    fn add_all(&mut self, document: u32, own: Self) {
        let Self { names, events } = self;
        let mut name = |number: u32| names.intern(own.names.tag(number), own.names.get(number));
        events.extend(own.events.into_iter().map(|event| ToldEvent {
            document,
            place: event.place.map(&mut name),
            who: event.who.iter().map(|number| name(*number)).collect(),
            ..event
        }));
    }

    /// For each document that has some: which of its events are told more than once, and the id of what happened.
    fn again(&self, links: &Links) -> Vec<(u32, u32, String)> {
        let kinds = [EntityKind::Person, EntityKind::Organisation, EntityKind::Place];
        let id = |number: u32| {
            let kind = *kinds.get(usize::from(self.names.tag(number)))?;
            let key = self.names.get(number);
            let linked = links.find(kind, key).and_then(|link| links.entity(link));
            Some(id(kind, linked.map_or(key, |linked| linked.key())))
        };
        let ids: Vec<String> =
            (0..self.names.len() as u32).map(|number| id(number).unwrap_or_default()).collect();
        let name = |number: &u32| ids.get(*number as usize).map(String::as_str);
        let tellings: Vec<Telling<'_>> = self
            .events
            .iter()
            .map(|event| Telling {
                kind: event.kind,
                status: event.status,
                time: event.time.as_deref(),
                place: event.place.as_ref().and_then(name),
                participants: event.who.iter().filter_map(name).collect(),
            })
            .collect();
        let same = same_as(&[tellings]).into_iter().flatten();
        let again = self.events.iter().zip(same);
        again.filter_map(|(event, id)| Some((event.document, event.ix, id?))).collect()
    }
}

impl Gathered {
    /// Writes a line for each document in path order. With several roots, a path alone would not tell which one it
    /// lies below: `root` is put before it.
    fn write(
        mut self,
        root: Option<&PathBuf>,
        pool: Option<&rayon::ThreadPool>,
        out: &mut dyn Write,
    ) -> Result<(), CliError> {
        let again = std::mem::take(&mut self.told).again(&self.links);
        let mut order: Vec<u32> = (0..self.paths.len() as u32).collect();
        // Files were read in path order; the texts inside one (`a.zip/b.txt`) can belong behind the next file
        // (`a.zip.txt`).
        order.sort_by(|a, b| self.paths.get(*a).cmp(self.paths.get(*b)));
        let root = root.map(|root| (root.as_path(), root.is_dir()));
        for numbers in order.chunks(BLOCK * BLOCKS) {
            let pieces: io::Result<Vec<(u32, Vec<u8>)>> =
                numbers.iter().map(|number| Ok((*number, self.records.get(*number as usize)?))).collect();
            let failed =
                |err| CliError::nothing(format!("reading back what was extracted: {err}"), "try again");
            let pieces = pieces.map_err(failed)?;
            let make = || -> Vec<Vec<u8>> {
                pieces.par_chunks(BLOCK).map(|pieces| self.lines(pieces, &again, root)).collect()
            };
            let blocks = match pool {
                Some(pool) => pool.install(make),
                None => vec![self.lines(&pieces, &again, root)],
            };
            for block in blocks {
                out.write_all(&block)?;
            }
        }
        Ok(())
    }

    /// The lines of some documents.
    fn lines(
        &self,
        pieces: &[(u32, Vec<u8>)],
        again: &[(u32, u32, String)],
        root: Option<(&Path, bool)>,
    ) -> Vec<u8> {
        let mut out = Vec::new();
        for (number, bytes) in pieces {
            // They were written a moment ago: there is none that cannot be read.
            let Ok(AnyRecord::Document(mut record)) = AnyRecord::from_bytes(bytes) else { continue };
            let problems = self.problems.get(&record.document.path).map_or(&[][..], Vec::as_slice);
            if let Some((root, is_folder)) = root {
                let path = if is_folder { root.join(&record.document.path) } else { root.to_owned() };
                record.document.path = path.display().to_string();
            }
            let mut same_as = vec![None; record.facts.events.len()];
            let first = again.partition_point(|(document, ..)| document < number);
            for (_, ix, id) in again[first..].iter().take_while(|(document, ..)| document == number) {
                if let Some(same) = same_as.get_mut(*ix as usize) {
                    *same = Some(id.clone());
                }
            }
            let around = Surroundings {
                language: record.language.tag(),
                ruleset: &self.pack_version,
                entity_ids: &entity_ids(&self.links, &record.facts),
                same_as: &same_as,
                problems,
            };
            write_json_line(&record.document, &record.facts, around, &mut out);
            out.push(b'\n');
        }
        out
    }
}

/// The corpus ids of a document's entities.
pub fn entity_ids(links: &Links, facts: &Facts) -> Vec<String> {
    let linked = facts.entities.iter().filter_map(|entity| links.linked(entity));
    linked.map(|entity| id(entity.kind, entity.key())).collect()
}

/// The id of a corpus entity, the same in every run: its kind and its comparable name.
fn id(kind: EntityKind, key: &str) -> String {
    let kind = match kind {
        EntityKind::Person => "person",
        EntityKind::Organisation => "organisation",
        EntityKind::Place => "place",
    };
    format!("{kind}:{key}")
}
