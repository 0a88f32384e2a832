//! `balge rules diff`: what other language data gains and loses on a folder of texts.

use std::{
    collections::BTreeMap,
    io::Write,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use serde::Serialize;

use crate::{
    engine::{Analyse, Origin, PackAnalyse, Snapshot},
    lang::Tables,
    model::{Document, Facts, Span, TopicId},
    pack::Pack,
    query::{Changed, Difference, Differences, contract::CodePoints, differences},
};

use super::{
    args::PackArgs,
    corpus::{open_with, pack_of},
    error::CliError,
    output,
};

/// Reads each text with both and keeps what differs; the facts it gives on are those of the new data.
struct Both {
    before: PackAnalyse,
    after: PackAnalyse,
    found: Mutex<BTreeMap<String, Vec<Difference>>>,
}

impl Analyse for Both {
    fn facts(&self, document: &Document) -> Facts {
        let facts = self.after.facts(document);
        let found = differences(&self.before.facts(document), &facts);
        if !found.is_empty() {
            // Whatever a panic left behind is whole entries.
            let mut all = self.found.lock().unwrap_or_else(PoisonError::into_inner);
            all.insert(document.path.clone(), found);
        }
        facts
    }

    fn tables(&self) -> &Arc<Tables> {
        self.after.tables()
    }

    fn version(&self) -> Arc<str> {
        self.after.version()
    }
}

/// One difference; offsets are code points.
#[derive(Serialize)]
struct Line<'a> {
    path: &'a str,
    change: &'static str,
    kind: String,
    start: u32,
    end: u32,
    text: &'a str,
    says: &'a str,
    rule: &'a str,
    sentence: &'a str,
}

/// The last line.
#[derive(Serialize)]
struct CountLine {
    documents: usize,
    changed: usize,
    gained: usize,
    lost: usize,
    kinds: BTreeMap<String, Counts>,
    before: String,
    after: String,
}

#[derive(Serialize)]
struct Counts {
    gained: usize,
    lost: usize,
}

/// Runs the command: the folder with its own language data against the same with `changed` over it.
pub fn run(folder: &Path, changed: &Path, json: bool) -> Result<(), CliError> {
    let origin = Origin::Folder(folder.to_owned());
    let before = pack_of(&origin, &PackArgs { pack: None })?;
    let after = pack_of(&origin, &PackArgs { pack: Some(changed.to_owned()) })?;
    let both = Arc::new(Both {
        before: PackAnalyse::new(Arc::clone(&before)),
        after: PackAnalyse::new(Arc::clone(&after)),
        found: Mutex::default(),
    });
    let snapshot = open_with(folder, Arc::clone(&both) as Arc<dyn Analyse>)?;
    let mut found = std::mem::take(&mut *both.found.lock().unwrap_or_else(PoisonError::into_inner));
    output::to(None, |out| {
        let mut all = Differences::default();
        for entry in &snapshot.entries {
            let of_document = found.remove(&entry.document.path).unwrap_or_default();
            for difference in &of_document {
                write_one(out, &entry.document, difference, json)?;
            }
            all.add(entry, of_document);
        }
        write_counts(out, &all, &snapshot, [&before, &after], json)
    })
}

fn kind(what: &Changed) -> String {
    match what {
        Changed::Fact(finer) => (*finer).to_owned(),
        Changed::Topic(TopicId(id)) => format!("topic.{id}"),
    }
}

fn write_one(
    out: &mut dyn Write,
    document: &Document,
    difference: &Difference,
    json: bool,
) -> Result<(), CliError> {
    let text = |span: Span| span.of(&document.text).unwrap_or_default();
    let Difference { gained, what, span, evidence, says, rule } = difference;
    let sentence = evidence.cover(*span);
    if json {
        let [start, end] = CodePoints::new(&document.text).span(*span);
        let line = Line {
            path: &document.path,
            change: if *gained { "gained" } else { "lost" },
            kind: kind(what),
            start,
            end,
            text: text(*span),
            says,
            rule,
            sentence: text(sentence),
        };
        writeln!(out, "{}", serde_json::to_string(&line).map_err(std::io::Error::from)?)?;
        return Ok(());
    }
    let sign = if *gained { '+' } else { '-' };
    let says = if says.is_empty() { String::new() } else { format!(" ({says})") };
    writeln!(out, "{sign} {}  {}  \u{201c}{}\u{201d}{says}", kind(what), document.path, text(*span))?;
    if sentence != *span {
        writeln!(out, "    {}", text(sentence).replace('\n', " "))?;
    }
    Ok(())
}

fn write_counts(
    out: &mut dyn Write,
    all: &Differences,
    snapshot: &Snapshot,
    [before, after]: [&Pack; 2],
    json: bool,
) -> Result<(), CliError> {
    let (gained, lost) = all.totals();
    let counts = all.counts.iter().map(|(what, (gained, lost))| (kind(what), *gained, *lost));
    if json {
        let line = CountLine {
            documents: snapshot.entries.len(),
            changed: all.documents,
            gained,
            lost,
            kinds: counts.map(|(kind, gained, lost)| (kind, Counts { gained, lost })).collect(),
            before: before.version().to_owned(),
            after: after.version().to_owned(),
        };
        writeln!(out, "{}", serde_json::to_string(&line).map_err(std::io::Error::from)?)?;
        return Ok(());
    }
    for (kind, gained, lost) in counts {
        writeln!(out, "{kind:24} +{gained} -{lost}")?;
    }
    writeln!(
        out,
        "{gained} gained, {lost} lost in {} of {} documents; rule sets {} and {}",
        all.documents,
        snapshot.entries.len(),
        before.version(),
        after.version()
    )?;
    Ok(())
}
