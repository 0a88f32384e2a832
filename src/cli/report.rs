//! `balge report`: what became of each file of a folder; `balge shared`: passages that stand in several.

use serde_json::json;

use crate::{
    engine::Origin,
    query::{
        contract::CodePoints,
        report::{Copies, ImportFilter, import_report, write_import_csv, write_import_jsonl},
        sharing::sharing,
    },
};

use super::{
    args::{ExportForm, ReportArgs, SharedArgs},
    corpus::{pack_of, store},
    error::CliError,
    output,
};

fn given_up() -> CliError {
    CliError::nothing("the comparison was given up", "please report this")
}

/// Runs `balge report`.
pub fn run(args: &ReportArgs) -> Result<(), CliError> {
    let origin = Origin::Folder(args.folder.clone());
    let pack = pack_of(&origin, &args.pack)?;
    let store = store(origin, &pack)?;
    let sharing = sharing(&*store, None, &|| false).ok_or_else(given_up)?;
    let filter = ImportFilter {
        only_problems: args.problems,
        copies: args.duplicates.then_some(Copies::Any),
        language: args.language.clone(),
        ..ImportFilter::default()
    };
    let all = import_report(&*store, &sharing);
    let rows = all.iter().filter(|row| filter.passes(row));
    let written = output::to(args.out.as_deref(), |out| {
        Ok(match args.format {
            ExportForm::Csv => write_import_csv(rows, out)?,
            ExportForm::Jsonl => write_import_jsonl(rows, out)?,
        })
    })?;
    eprintln!("balge: {written} of {} rows", all.len());
    Ok(())
}

/// Runs `balge shared`: one JSON object a cluster and line, its earliest document first.
pub fn shared(args: &SharedArgs) -> Result<(), CliError> {
    let origin = Origin::Folder(args.folder.clone());
    let pack = pack_of(&origin, &args.pack)?;
    let store = store(origin, &pack)?;
    let sharing = sharing(&*store, None, &|| false).ok_or_else(given_up)?;
    let clusters = output::to(args.out.as_deref(), |out| {
        for cluster in &sharing.reuse.clusters {
            let places: Vec<_> = cluster
                .passages
                .iter()
                .filter_map(|passage| {
                    let entry = store.entry(passage.place.doc)?;
                    let points = CodePoints::new(&entry.document.text);
                    let [start, end] = points.span(passage.place.span);
                    Some(json!({
                        "path": entry.document.path,
                        "date": entry.facts.date.date.map(|date| date.to_string()),
                        "start": start,
                        "end": end,
                        "edited": passage.edited,
                    }))
                })
                .collect();
            let first = cluster.passages.first().map(|passage| &passage.place);
            let first = first.and_then(|place| Some((store.entry(place.doc)?, place.span)));
            let text = first.as_ref().and_then(|(entry, span)| span.of(&entry.document.text));
            writeln!(out, "{}", json!({ "words": cluster.words, "places": places, "text": text }))?;
        }
        Ok(sharing.reuse.clusters.len())
    })?;
    eprintln!("balge: {clusters} passages stand in several of {} documents", store.len());
    Ok(())
}
