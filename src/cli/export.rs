//! `balge export`: what a view shows, with its evidence.

use std::sync::Arc;

use crate::{
    engine::Origin,
    query::{ExportHeader, SavedView, read_view, write_csv, write_jsonl},
};

use super::{
    args::{ExportArgs, ExportForm},
    corpus::{pack_of, store},
    error::CliError,
    output,
};

/// Runs the command.
pub fn run(args: &ExportArgs) -> Result<(), CliError> {
    let origin = Origin::Folder(args.folder.clone());
    let pack = pack_of(&origin, &args.pack)?;
    let view = match &args.view {
        Some(file) => read_view(file)?,
        None => SavedView::default(),
    };
    let store = store(origin, &pack)?;
    let results = store
        .answer(&Arc::new(view.query.clone()), &|| false)
        .ok_or_else(|| CliError::nothing("the question was given up", "please report this"))?;
    let header = ExportHeader::new(&*store, &results, &view);
    let header = (!args.bare).then_some(&header);
    let written = output::to(args.out.as_deref(), |out| {
        Ok(match args.format {
            ExportForm::Csv => write_csv(&*store, &results, header, out)?,
            ExportForm::Jsonl => write_jsonl(&*store, &results, header, out)?,
        })
    })?;
    eprintln!("balge: {written} facts of {} documents", results.documents.len());
    Ok(())
}
