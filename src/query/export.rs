//! What a view shows, written for spreadsheets and programs.
//!
//! Streams row by row, with no cap. Texts are the document's own; only spreadsheet cells that a
//! spreadsheet would run get a leading apostrophe.

use std::io::{self, Write};

use serde::Serialize;

use crate::model::{DateSource, Document};

use super::{
    contract::{CONTEXT_CHARS, CodePoints},
    fact::FactRow,
    results::Results,
    row::title,
    store::Store,
    view::SavedView,
};
use crate::search::status_word;

/// What stands at the head of an export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExportHeader {
    /// Name of the view; empty where none was saved.
    pub view: String,
    /// The view's note.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The filter in words (`topic: energy; not person: …`).
    pub filter: String,
    /// Documents that passed.
    pub documents: usize,
    /// Facts that passed: as many rows follow.
    pub facts: usize,
    /// Version of the rule set.
    pub ruleset: String,
    /// Version of the program.
    pub version: String,
}

impl ExportHeader {
    /// The header of an answer.
    #[must_use]
    pub fn new(store: &dyn Store, results: &Results, view: &SavedView) -> Self {
        Self {
            view: view.name.clone(),
            note: view.note.clone(),
            filter: filter_words(store, results),
            documents: results.documents.len(),
            facts: results.facts.len(),
            ruleset: store.pack_version().to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }
}

/// The filter of an answer in words, as it stands in exports.
fn filter_words(store: &dyn Store, results: &Results) -> String {
    let filter = &results.query.filter;
    let mut parts = Vec::new();
    if !filter.words.trim().is_empty() {
        parts.push(format!("words: {}", filter.words.trim()));
    }
    for (facet, choice) in &filter.choices {
        for (values, not) in [(&choice.include, ""), (&choice.exclude, "not ")] {
            let labels: Vec<_> = values
                .iter()
                .map(|value| store.label(facet, value).unwrap_or_else(|| value.clone()))
                .collect();
            if !labels.is_empty() {
                parts.push(format!("{not}{facet}: {}", labels.join(" or ")));
            }
        }
    }
    for (name, range) in [("published", filter.published), ("mentioned", filter.mentioned)] {
        if !range.is_open() {
            let day = |day: Option<jiff::civil::Date>| day.map_or(String::new(), |day| day.to_string());
            parts.push(format!("{name}: {}..{}", day(range.from), day(range.to)));
        }
    }
    if filter.same_passage {
        parts.push("in the same passage".to_owned());
    }
    if filter.stories_once {
        parts.push("each story once".to_owned());
    }
    parts.join("; ")
}

/// The columns of a CSV export.
pub const CSV_COLUMNS: [&str; 22] = [
    "document",
    "title",
    "date",
    "date_source",
    "source",
    "kind",
    "who",
    "what",
    "other",
    "time",
    "status",
    "topics",
    "text",
    "evidence",
    "start",
    "end",
    "evidence_start",
    "evidence_end",
    "confidence",
    "rule",
    "sha256",
    "language",
];

/// Writes the facts of an answer as CSV for spreadsheets: UTF-8 with a mark, the header as rows that
/// begin with `#` (left out where `header` is `None`), then the names of the columns. Gives the
/// number of facts written.
pub fn write_csv(
    store: &dyn Store,
    results: &Results,
    header: Option<&ExportHeader>,
    out: &mut dyn Write,
) -> io::Result<usize> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut csv = csv::WriterBuilder::new().flexible(true).from_writer(out);
    if let Some(header) = header {
        for (name, value) in [
            ("# view", &header.view),
            ("# note", &header.note),
            ("# filter", &header.filter),
            ("# documents", &header.documents.to_string()),
            ("# facts", &header.facts.to_string()),
            ("# rule set", &header.ruleset),
            ("# balge", &header.version),
        ] {
            csv.write_record([name, &harmless(value)]).map_err(cause)?;
        }
    }
    csv.write_record(CSV_COLUMNS).map_err(cause)?;
    let mut written = 0;
    each_row(store, results, |row, shared| {
        let [start, end] = shared.points.span(row.span);
        let [evidence_start, evidence_end] = shared.points.span(row.evidence);
        let document = &row.entry.document;
        let topics: Vec<&str> = row.topics.iter().map(|topic| &*topic.0).collect();
        csv.write_record([
            harmless(&document.path),
            harmless(title(document)),
            shared.date(),
            date_source(row.entry.facts.date.source).to_owned(),
            harmless(shared.source()),
            row.finer.to_owned(),
            harmless(&row.who.join("; ")),
            harmless(row.what.as_deref().unwrap_or_default()),
            harmless(row.other.as_deref().unwrap_or_default()),
            row.time.clone().unwrap_or_default(),
            row.status.map(status_word).unwrap_or_default().to_owned(),
            topics.join("; "),
            harmless(row.text()),
            harmless(row.evidence.of(&document.text).unwrap_or_default()),
            start.to_string(),
            end.to_string(),
            evidence_start.to_string(),
            evidence_end.to_string(),
            format!("{:.2}", row.confidence),
            row.rule.clone(),
            document.sha256_hex(),
            row.entry.language.tag().to_owned(),
        ])
        .map_err(cause)?;
        written += 1;
        Ok(())
    })?;
    csv.flush()?;
    Ok(written)
}

/// The error of the disk or the pipe below; who calls tells a reader that went away from a full disk.
fn cause(err: csv::Error) -> io::Error {
    match err.into_kind() {
        csv::ErrorKind::Io(err) => err,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// A fact as a line of JSON.
#[derive(Serialize)]
struct Line<'a> {
    doc: &'a str,
    path: &'a str,
    sha256: String,
    title: &'a str,
    source: &'a str,
    language: &'a str,
    date: Option<String>,
    date_source: &'a str,
    kind: &'a str,
    who: &'a [String],
    what: Option<&'a str>,
    other: Option<&'a str>,
    time: Option<&'a str>,
    status: Option<&'a str>,
    topics: Vec<&'a str>,
    start: u32,
    end: u32,
    exact: &'a str,
    prefix: &'a str,
    suffix: &'a str,
    evidence: [u32; 2],
    confidence: f32,
    rule: &'a str,
}

/// Writes the facts of an answer as JSON lines: the header as a first object `{"header": …}` (left
/// out where it is `None`), then one fact a line. Offsets are code points. Gives the number of facts.
pub fn write_jsonl(
    store: &dyn Store,
    results: &Results,
    header: Option<&ExportHeader>,
    out: &mut dyn Write,
) -> io::Result<usize> {
    /// Marks the first line, so that no reader takes it for a fact.
    #[derive(Serialize)]
    struct Head<'a> {
        header: &'a ExportHeader,
    }
    if let Some(header) = header {
        serde_json::to_writer(&mut *out, &Head { header })?;
        out.write_all(b"\n")?;
    }
    let mut written = 0;
    each_row(store, results, |row, shared| {
        let document = &row.entry.document;
        let [start, end] = shared.points.span(row.span);
        let (prefix, suffix) = around(&document.text, row);
        let line = Line {
            doc: document.stem(),
            path: &document.path,
            sha256: document.sha256_hex(),
            title: title(document),
            source: shared.source(),
            language: row.entry.language.tag(),
            date: row.entry.facts.date.date.map(|date| date.to_string()),
            date_source: date_source(row.entry.facts.date.source),
            kind: row.finer,
            who: &row.who,
            what: row.what.as_deref(),
            other: row.other.as_deref(),
            time: row.time.as_deref(),
            status: row.status.map(status_word),
            topics: row.topics.iter().map(|topic| &*topic.0).collect(),
            start,
            end,
            exact: row.text(),
            prefix,
            suffix,
            evidence: shared.points.span(row.evidence),
            confidence: row.confidence,
            rule: &row.rule,
        };
        serde_json::to_writer(&mut *out, &line)?;
        out.write_all(b"\n")?;
        written += 1;
        Ok(())
    })?;
    Ok(written)
}

/// What rows of one document share.
struct Shared<'a> {
    points: CodePoints<'a>,
    document: &'a Document,
    facts: &'a crate::model::Facts,
}

impl Shared<'_> {
    fn source(&self) -> &str {
        let own = self.document.metadata.source.as_deref();
        own.or(self.document.embedded.source.as_deref()).unwrap_or_default()
    }

    /// The day, or the interval with a slash and open ends as `..`.
    fn date(&self) -> String {
        let date = &self.facts.date;
        let end = |day: Option<jiff::civil::Date>| day.map_or("..".to_owned(), |day| day.to_string());
        match (date.date, date.range) {
            (Some(day), _) => day.to_string(),
            (None, Some(range)) => format!("{}/{}", end(range.from), end(range.to)),
            (None, None) => String::new(),
        }
    }
}

fn each_row(
    store: &dyn Store,
    results: &Results,
    mut write: impl FnMut(&FactRow, &Shared<'_>) -> io::Result<()>,
) -> io::Result<()> {
    let mut facts = results.facts.iter().peekable();
    while let Some(first) = facts.next() {
        let Some(entry) = store.entry(first.document) else { continue };
        let shared = Shared {
            points: CodePoints::new(&entry.document.text),
            document: &entry.document,
            facts: &entry.facts,
        };
        let mut fact = Some(first);
        while let Some(this) = fact {
            if let Some(row) = store.fact_row(this) {
                write(&row, &shared)?;
            }
            fact = facts.next_if(|next| next.document == first.document);
        }
    }
    Ok(())
}

fn around<'a>(text: &'a str, row: &FactRow) -> (&'a str, &'a str) {
    let (before, after) = (&text[..row.span.start as usize], &text[row.span.end as usize..]);
    let from = before.char_indices().rev().nth(CONTEXT_CHARS - 1).map_or(0, |(at, _)| at);
    let to = after.char_indices().nth(CONTEXT_CHARS).map_or(after.len(), |(at, _)| at);
    (&before[from..], &after[..to])
}

fn date_source(source: DateSource) -> &'static str {
    match source {
        DateSource::User => "user",
        DateSource::Metadata => "metadata",
        DateSource::Text => "text",
        DateSource::Embedded => "embedded",
        DateSource::Filename => "filename",
        DateSource::None => "none",
    }
}

/// A cell that no spreadsheet runs as a formula.
pub(super) fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn cells_that_a_spreadsheet_would_run_are_made_harmless() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"] {
            assert!(harmless(cell).starts_with('\''), "{cell}");
        }
        assert_eq!(harmless("a=b"), "a=b");
    }
}
