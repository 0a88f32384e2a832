//! `balge columns`: which column of a table is what, and saying so.

use crate::{
    corpus::{
        Mappings, OwnFile as _, OwnFolders,
        formats::{ColumnRole, Mapping, TableHead},
        table_head,
    },
    query::keep_columns,
};

use super::{args::ColumnsArgs, error::CliError, output};

/// Runs `balge columns`.
pub fn run(args: &ColumnsArgs) -> Result<(), CliError> {
    let folders = OwnFolders::of(Some(&args.folder));
    let (mappings, problem) = Mappings::read(&folders);
    if let Some(problem) = problem {
        eprintln!("balge: {}: {}", problem.path, problem.cause);
    }
    let path = args.folder.join(&args.table);
    let head = |mappings: &Mappings| {
        table_head(&path, &args.table, mappings).map_err(|err| {
            CliError::nothing(format!("{}: {err}", path.display()), "name a table below the folder")
        })
    };
    let before = head(&mappings)?;
    let said = said(args, &before)?;
    if said.is_some() || args.forget {
        let kept = keep_columns(&folders, &args.table, said);
        let aside =
            kept.map_err(|err| CliError::nothing(err.to_string(), "make room, or allow writing there"))?;
        if let Some(aside) = aside {
            eprintln!("balge: a damaged file was kept as {}", aside.display());
        }
    }
    let after = head(&Mappings::read(&folders).0)?;
    output::to(None, |out| {
        let role = |name: &str| {
            after.mapping.as_ref().and_then(|mapping| mapping.role_of(name)).map_or("", ColumnRole::name)
        };
        for (ix, name) in after.header.iter().enumerate() {
            let example =
                after.rows.iter().filter_map(|row| row.get(ix)).find(|cell| !cell.trim().is_empty());
            let example: String = example.map_or("", String::as_str).replace(['\t', '\n', '\r'], " ");
            writeln!(out, "{name}\t{}\t{example}", role(name))?;
        }
        Ok(())
    })?;
    if after.mapping.is_none() {
        eprintln!("balge: no column looks like text; say which with --text");
    }
    Ok(())
}

/// What was said, if anything was.
fn said(args: &ColumnsArgs, head: &TableHead) -> Result<Option<Mapping>, CliError> {
    let named = [&args.text, &args.title, &args.date, &args.source, &args.id];
    if named.iter().all(|column| column.is_none()) {
        return Ok(None);
    }
    if let Some(unknown) = named.into_iter().flatten().find(|column| !head.header.contains(column)) {
        let columns = head.header.join(", ");
        return Err(CliError::nothing(
            format!("the table has no column \u{201c}{unknown}\u{201d}"),
            format!("its columns are: {columns}"),
        ));
    }
    let guess = head.mapping.clone();
    let Some(text) = args.text.clone().or_else(|| guess.map(|guess| guess.text)) else {
        return Err(CliError::nothing("no column looks like text", "say which with --text"));
    };
    let (title, date, source, id) =
        (args.title.clone(), args.date.clone(), args.source.clone(), args.id.clone());
    Ok(Some(Mapping { text, title, date, source, id }))
}
