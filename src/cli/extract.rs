//! `balge extract`: the facts of texts as JSON lines.

use std::{collections::BTreeMap, path::Path};

use rayon::prelude::*;

use crate::{
    engine::{Entry, Links, Snapshot},
    model::{EntityKind, Facts, Problem},
    query::{
        contract::{Surroundings, write_json_line},
        happenings::{Telling, same_as},
    },
};

use super::{args::ExtractArgs, corpus::open_all, error::CliError, output};

/// Documents of a block of lines that one thread makes.
const BLOCK: usize = 64;

/// Blocks that are made before they are written.
const BLOCKS: usize = 16;

/// Runs the command.
pub fn run(args: &ExtractArgs) -> Result<(), CliError> {
    let opened = open_all(&args.paths, &args.pack, args.jobs)?;
    let several = args.paths.len() > 1;
    let jobs = args.jobs.map_or(0, usize::from);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).build();
    output::to(args.out.as_deref(), |out| {
        for (root, snapshot) in &opened {
            // With several roots, a path alone would not tell which one it lies below.
            let lines = Lines::new(snapshot, several.then_some(root.as_path()));
            let numbers: Vec<usize> = (0..snapshot.entries.len()).collect();
            for part in numbers.chunks(BLOCK * BLOCKS) {
                let make =
                    || -> Vec<Vec<u8>> { part.par_chunks(BLOCK).map(|block| lines.block(block)).collect() };
                let blocks =
                    pool.as_ref().map_or_else(|_| vec![lines.block(part)], |pool| pool.install(make));
                for block in blocks {
                    out.write_all(&block)?;
                }
            }
        }
        Ok(())
    })
}

/// What the lines of a corpus need beyond their documents.
struct Lines<'a> {
    snapshot: &'a Snapshot,
    /// The folder or file that paths are told below, where that has to be said.
    root: Option<&'a Path>,
    problems: BTreeMap<&'a str, Vec<Problem>>,
    ids: Vec<Vec<String>>,
    same_as: Vec<Vec<Option<String>>>,
}

impl<'a> Lines<'a> {
    fn new(snapshot: &'a Snapshot, root: Option<&'a Path>) -> Self {
        let mut problems: BTreeMap<&str, Vec<Problem>> = BTreeMap::new();
        for problem in &snapshot.problems {
            problems.entry(&problem.path).or_default().push(problem.clone());
        }
        let of = |entry: &std::sync::Arc<Entry>| entity_ids(&snapshot.links, &entry.facts);
        let ids: Vec<Vec<String>> = snapshot.entries.iter().map(of).collect();
        let tellings: Vec<Vec<Telling<'_>>> = snapshot
            .entries
            .iter()
            .zip(&ids)
            .map(|(entry, ids)| entry.facts.events.iter().map(|e| Telling::of(e, ids)).collect())
            .collect();
        let same_as = same_as(&tellings);
        Self { snapshot, root, problems, ids, same_as }
    }

    /// The lines of some documents.
    fn block(&self, numbers: &[usize]) -> Vec<u8> {
        let mut out = Vec::new();
        for number in numbers {
            let (Some(entry), Some(ids), Some(same_as)) =
                (self.snapshot.entries.get(*number), self.ids.get(*number), self.same_as.get(*number))
            else {
                continue;
            };
            let around = Surroundings {
                language: entry.language.tag(),
                ruleset: &self.snapshot.pack_version,
                entity_ids: ids,
                same_as,
                problems: self.problems.get(entry.document.path.as_str()).map_or(&[], Vec::as_slice),
            };
            if let Some(root) = self.root {
                let mut document = entry.document.clone();
                let below = root.is_dir();
                document.path =
                    if below { root.join(&document.path) } else { root.to_owned() }.display().to_string();
                write_json_line(&document, &entry.facts, around, &mut out);
            } else {
                write_json_line(&entry.document, &entry.facts, around, &mut out);
            }
            out.push(b'\n');
        }
        out
    }
}

/// The corpus ids of a document's entities.
pub fn entity_ids(links: &Links, facts: &Facts) -> Vec<String> {
    let linked = facts.entities.iter().filter_map(|entity| links.linked(entity));
    linked
        .map(|entity| id(entity.kind, entity.keys.first().map_or(entity.name.as_str(), String::as_str)))
        .collect()
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
