//! `balge eval`: facts against gold annotations.

use std::{collections::BTreeMap, fs, path::Path};

use crate::query::{
    contract::{Surroundings, json_line},
    evaluation::{Gold, Prediction, score},
};

use super::{
    args::EvalArgs,
    corpus::{open, pack},
    error::CliError,
    extract::entity_ids,
    output,
};

/// Runs the command.
pub fn run(args: &EvalArgs) -> Result<(), CliError> {
    let pack = pack(&args.pack)?;
    let gold = gold(&args.gold_dir)?;
    if gold.is_empty() {
        let cause = format!("{}: no gold annotations below it", args.gold_dir.display());
        return Err(CliError::nothing(
            cause,
            "name a folder with *.json annotations beside their *.txt texts",
        ));
    }
    let snapshot = open(&args.gold_dir, &pack, None)?;
    let mut predictions = BTreeMap::new();
    for entry in &snapshot.entries {
        let around = Surroundings {
            language: entry.language.tag(),
            ruleset: &snapshot.pack_version,
            entity_ids: &entity_ids(&snapshot.links, &entry.facts),
            same_as: &[],
            problems: &[],
        };
        let line = json_line(&entry.document, &entry.facts, around);
        let prediction =
            Prediction::parse(&line).map_err(|err| CliError::nothing(err.cause, "please report this"))?;
        predictions.insert(prediction.name.clone(), prediction);
    }
    let lacking: Vec<&str> =
        gold.keys().filter(|name| !predictions.contains_key(*name)).map(String::as_str).collect();
    if !lacking.is_empty() {
        let cause = format!("no text for the annotations of {}", lacking.join(", "));
        return Err(CliError::nothing(
            cause,
            "put each text beside its annotations, NAME.txt beside NAME.json",
        ));
    }
    let pairs = gold.iter().filter_map(|(name, gold)| Some((gold, predictions.get(name)?)));
    let report = score(pairs);
    output::to(None, |out| {
        if args.json {
            writeln!(out, "{}", report.json())?;
        } else {
            writeln!(out, "{report}")?;
        }
        Ok(())
    })
}

/// Every annotation below a folder, by the document's name.
fn gold(folder: &Path) -> Result<BTreeMap<String, Gold>, CliError> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(|err| CliError::file(&folder, &err))? {
            let path = entry.map_err(|err| CliError::file(&folder, &err))?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "json") {
                let text = fs::read_to_string(&path).map_err(|err| CliError::file(&path, &err))?;
                let wrong = |err: crate::query::evaluation::ReadError| {
                    CliError::nothing(format!("{}: {}", path.display(), err.cause), "mend the annotations")
                };
                if let Some(gold) = Gold::parse(&text).map_err(wrong)? {
                    found.insert(gold.name.clone(), gold);
                }
            }
        }
    }
    Ok(found)
}
