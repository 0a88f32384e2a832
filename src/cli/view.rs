//! `balge view`: saved views without the window, by the same code.

use std::{collections::BTreeSet, io::Write, path::Path, sync::Arc};

use serde::Serialize;

use crate::{
    engine::Origin,
    query::{
        Facet, FactRow, Results, SavedView, Store, Views, contract::CodePoints, corpus_of, read_view,
        sharing::sharing, title,
    },
};

use super::{
    args::{PackArgs, ViewTask},
    corpus::{pack_of, store, tell},
    error::CliError,
    output,
};

/// Runs the command.
pub fn run(task: &ViewTask) -> Result<(), CliError> {
    match task {
        ViewTask::List { folder, json } => list(folder, *json),
        ViewTask::Run { file, folder, json, pack: args } => {
            let shown = Shown::new(file, folder.as_deref(), args)?;
            output::to(None, |out| if *json { shown.json(out) } else { shown.text(out) })
        }
        ViewTask::Diff { left, right, json, pack: args } => {
            let (left, right) = (Shown::new(left, None, args)?, Shown::new(right, None, args)?);
            output::to(None, |out| diff(&left, &right, *json, out))
        }
    }
}

fn list(folder: &Path, json: bool) -> Result<(), CliError> {
    if !folder.is_dir() {
        return Err(CliError::nothing(
            format!("{}: there is no such folder", folder.display()),
            "check the path",
        ));
    }
    let (views, problems) = Views::of(&Origin::Folder(folder.to_owned())).list();
    tell(&problems);
    output::to(None, |out| {
        for stored in &views {
            if json {
                /// The view with where it lies.
                #[derive(Serialize)]
                struct Line<'a> {
                    file: String,
                    #[serde(flatten)]
                    view: &'a SavedView,
                }
                let line = Line { file: stored.path.display().to_string(), view: &stored.view };
                writeln!(out, "{}", serde_json::to_string(&line).map_err(std::io::Error::from)?)?;
            } else {
                writeln!(out, "{}\t{}", stored.view.name, stored.path.display())?;
            }
        }
        Ok(())
    })
}

/// A view with its answer.
struct Shown {
    view: SavedView,
    store: Arc<dyn Store>,
    results: Results,
}

/// A fact's row as JSON; offsets are code points.
#[derive(Serialize)]
struct FactLine {
    path: String,
    kind: &'static str,
    who: Vec<String>,
    what: Option<String>,
    other: Option<String>,
    time: Option<String>,
    start: u32,
    end: u32,
    text: String,
    rule: String,
}

impl Shown {
    fn new(file: &Path, folder: Option<&Path>, pack: &PackArgs) -> Result<Self, CliError> {
        let view = read_view(file)?;
        let origin = match folder {
            Some(folder) => Origin::Folder(folder.to_owned()),
            None => corpus_of(file, &view)?,
        };
        let pack = pack_of(&origin, pack)?;
        let store = store(origin, &pack)?;
        let query = Arc::new(view.query.clone());
        if query.filter.stories_once {
            // Beforehand, with all cores: there is no window to leave one to.
            drop(sharing(&*store, None, &|| false));
        }
        let results = store
            .answer(&query, &|| false)
            .ok_or_else(|| CliError::nothing("the question was given up", "please report this"))?;
        Ok(Self { view, store, results })
    }

    fn rows(&self) -> impl Iterator<Item = FactRow> {
        self.results.facts.iter().filter_map(|fact| self.store.fact_row(fact))
    }

    fn fact_lines(&self) -> Vec<FactLine> {
        let line = |row: FactRow| {
            let points = CodePoints::new(&row.entry.document.text);
            let [start, end] = points.span(row.span);
            FactLine {
                path: row.entry.document.path.clone(),
                text: row.text().to_owned(),
                kind: row.finer,
                who: row.who,
                what: row.what,
                other: row.other,
                time: row.time,
                start,
                end,
                rule: row.rule,
            }
        };
        self.rows().map(line).collect()
    }

    fn paths(&self) -> Vec<String> {
        let entries = self.results.documents.iter().filter_map(|hit| self.store.entry(hit.document));
        entries.map(|entry| entry.document.path.clone()).collect()
    }

    fn text(&self, out: &mut dyn Write) -> Result<(), CliError> {
        writeln!(out, "{}", self.view.name)?;
        if !self.view.note.is_empty() {
            writeln!(out, "{}", self.view.note)?;
        }
        let facts = self.results.facts.len();
        let once = self.view.query.filter.stories_once;
        let what = if once { "stories in" } else { "of" };
        let (shown, total) = (self.results.documents.len(), self.results.total);
        writeln!(out, "{shown} {what} {total} documents, {facts} facts")?;
        for (facet, counts) in &self.results.counts.facets {
            let counts: Vec<String> =
                counts.iter().take(12).map(|count| format!("{} {}", count.label, count.documents)).collect();
            writeln!(out, "{facet}: {}", counts.join(", "))?;
        }
        writeln!(out)?;
        for hit in &self.results.documents {
            if let Some(entry) = self.store.entry(hit.document) {
                let date = entry.facts.date.date.map_or("-".to_owned(), |date| date.to_string());
                let copies = if once { format!("\t+{} copies", hit.copies) } else { String::new() };
                writeln!(
                    out,
                    "{}\t{date}\t{} facts\t{}{copies}",
                    entry.document.path,
                    hit.facts.unwrap_or_default(),
                    title(&entry.document)
                )?;
            }
        }
        writeln!(out)?;
        for row in self.rows() {
            let who = row.who.join(", ");
            let when = row.time.as_deref().unwrap_or_default();
            writeln!(out, "{}\t{}\t{who}\t{when}\t{}", row.entry.document.path, row.finer, row.text())?;
        }
        Ok(())
    }

    fn json(&self, out: &mut dyn Write) -> Result<(), CliError> {
        /// Everything the window shows for a view.
        #[derive(Serialize)]
        struct Whole<'a> {
            view: &'a SavedView,
            total: usize,
            documents: Vec<DocumentLine>,
            facts: Vec<FactLine>,
            counts: std::collections::BTreeMap<&'a Facet, Vec<CountLine<'a>>>,
            /// Further values of a facet that are not listed.
            #[serde(skip_serializing_if = "std::collections::BTreeMap::is_empty")]
            more_values: &'a std::collections::BTreeMap<Facet, usize>,
            ruleset: &'a str,
        }
        #[derive(Serialize)]
        struct DocumentLine {
            path: String,
            facts: u32,
            hits: u32,
            #[serde(skip_serializing_if = "Option::is_none")]
            copies: Option<u32>,
        }
        #[derive(Serialize)]
        struct CountLine<'a> {
            value: &'a str,
            label: &'a str,
            documents: u32,
        }
        let documents = self.results.documents.iter().zip(self.paths());
        let whole = Whole {
            view: &self.view,
            total: self.results.total,
            documents: documents
                .map(|(hit, path)| DocumentLine {
                    path,
                    facts: hit.facts.unwrap_or_default(),
                    hits: hit.hits,
                    copies: self.view.query.filter.stories_once.then_some(hit.copies),
                })
                .collect(),
            facts: self.fact_lines(),
            counts: self
                .results
                .counts
                .facets
                .iter()
                .map(|(facet, counts)| {
                    let lines = counts.iter().map(|count| CountLine {
                        value: &count.value,
                        label: &count.label,
                        documents: count.documents,
                    });
                    (facet, lines.collect())
                })
                .collect(),
            more_values: &self.results.counts.more,
            ruleset: self.store.pack_version(),
        };
        serde_json::to_writer(&mut *out, &whole).map_err(std::io::Error::from)?;
        writeln!(out)?;
        Ok(())
    }

    /// What tells a fact apart in comparisons: where it stands and what it is.
    fn fact_keys(&self) -> BTreeSet<String> {
        let key = |line: FactLine| {
            format!("{}:{}..{}\t{}\t{}", line.path, line.start, line.end, line.kind, line.text)
        };
        self.fact_lines().into_iter().map(key).collect()
    }
}

fn diff(left: &Shown, right: &Shown, json: bool, out: &mut dyn Write) -> Result<(), CliError> {
    #[derive(Serialize)]
    struct Sides {
        only_left: Vec<String>,
        only_right: Vec<String>,
    }
    let sides = |left: &BTreeSet<String>, right: &BTreeSet<String>| Sides {
        only_left: left.difference(right).cloned().collect(),
        only_right: right.difference(left).cloned().collect(),
    };
    let paths = |shown: &Shown| shown.paths().into_iter().collect::<BTreeSet<_>>();
    let documents = sides(&paths(left), &paths(right));
    let facts = sides(&left.fact_keys(), &right.fact_keys());
    if json {
        let whole = serde_json::json!({ "documents": documents, "facts": facts });
        writeln!(out, "{whole}")?;
        return Ok(());
    }
    for (name, sides) in [("document", &documents), ("fact", &facts)] {
        for line in &sides.only_left {
            writeln!(out, "- {name} {line}")?;
        }
        for line in &sides.only_right {
            writeln!(out, "+ {name} {line}")?;
        }
    }
    Ok(())
}
