//! `balge extract`: the facts of texts as JSON lines.

use std::collections::BTreeMap;

use crate::{
    engine::Links,
    model::{EntityKind, Facts, Problem},
    query::{
        contract::{Surroundings, json_line},
        happenings::{Telling, same_as},
    },
};

use super::{args::ExtractArgs, corpus::open_all, error::CliError, output};

/// Runs the command.
pub fn run(args: &ExtractArgs) -> Result<(), CliError> {
    let opened = open_all(&args.paths, &args.pack, args.jobs)?;
    let several = args.paths.len() > 1;
    output::to(args.out.as_deref(), |out| {
        for (root, snapshot) in &opened {
            let mut problems: BTreeMap<&str, Vec<Problem>> = BTreeMap::new();
            for problem in &snapshot.problems {
                problems.entry(&problem.path).or_default().push(problem.clone());
            }
            let ids: Vec<Vec<String>> =
                snapshot.entries.iter().map(|entry| entity_ids(&snapshot.links, &entry.facts)).collect();
            let tellings: Vec<Vec<Telling<'_>>> = snapshot
                .documents()
                .zip(&ids)
                .map(|((_, entry), ids)| entry.facts.events.iter().map(|e| Telling::of(e, ids)).collect())
                .collect();
            let same_as = same_as(&tellings);
            for (((_, entry), ids), same_as) in snapshot.documents().zip(&ids).zip(&same_as) {
                let around = Surroundings {
                    language: entry.language.tag(),
                    ruleset: &snapshot.pack_version,
                    entity_ids: ids,
                    same_as,
                    problems: problems.get(entry.document.path.as_str()).map_or(&[], Vec::as_slice),
                };
                // With several roots, a path alone would not tell which one it lies below.
                let line = if several {
                    let mut document = entry.document.clone();
                    let below = root.is_dir();
                    document.path =
                        if below { root.join(&document.path) } else { root.clone() }.display().to_string();
                    json_line(&document, &entry.facts, around)
                } else {
                    json_line(&entry.document, &entry.facts, around)
                };
                writeln!(out, "{line}")?;
            }
        }
        Ok(())
    })
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
