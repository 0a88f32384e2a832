//! The import report: one row a document or a file that gave none, with what became of it.
//!
//! Pure over a store and what its documents share.

use std::io::{self, Write};

use serde::Serialize;

use crate::{
    corpus::formats::format_of,
    model::{DocId, Problem, ProblemKind},
};

use super::{
    export::harmless,
    sharing::{Duplicate, Sharing},
    store::Store,
};

/// One row of the report.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ImportRow {
    /// Path below the folder; texts inside a file stand below its path.
    pub path: String,
    /// How it was read (`txt`, `docx`, …).
    pub format: &'static str,
    /// Encoding of its characters; `None` where nothing could be read.
    pub encoding: Option<String>,
    /// Language tag; `None` where nothing could be read.
    pub language: Option<&'static str>,
    /// Bytes of text.
    pub bytes: usize,
    /// Number of facts.
    pub facts: usize,
    /// Path of the earlier document it copies.
    pub duplicate_of: Option<String>,
    /// Share of its words that stand there, 1 for the same text.
    pub duplicate_share: Option<f32>,
    /// Is it the same text?
    pub is_exact: bool,
    /// Kind of its first problem.
    pub problem: Option<ProblemKind>,
    /// All its problems in words.
    pub causes: Vec<String>,
}

/// Which rows to show. Everything that is set must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportFilter {
    /// Only rows with a problem.
    pub only_problems: bool,
    /// Only exact or near duplicates.
    pub only_duplicates: bool,
    /// Only this format.
    pub format: Option<String>,
    /// Only this language tag.
    pub language: Option<String>,
    /// Only paths that hold these characters.
    pub path: String,
}

impl ImportFilter {
    /// Does a row pass?
    #[must_use]
    pub fn passes(&self, row: &ImportRow) -> bool {
        (!self.only_problems || row.problem.is_some())
            && (!self.only_duplicates || row.duplicate_of.is_some())
            && self.format.as_deref().is_none_or(|format| row.format == format)
            && self.language.as_deref().is_none_or(|language| row.language == Some(language))
            && row.path.contains(&self.path)
    }
}

/// The rows in path order; copies are told as far as `sharing` knows them.
#[must_use]
pub fn import_report(store: &dyn Store, sharing: &Sharing) -> Vec<ImportRow> {
    let path = |doc: DocId| store.entry(doc).map(|entry| entry.document.path.clone());
    let mut rows: Vec<ImportRow> = (0..store.len() as u32)
        .filter_map(|ix| Some((DocId(ix), store.entry(DocId(ix))?)))
        .map(|(doc, entry)| {
            let duplicate = sharing.copy(doc);
            ImportRow {
                path: entry.document.path.clone(),
                format: format_of(&entry.document.path),
                encoding: Some(entry.document.encoding.clone()),
                language: Some(entry.language.tag()),
                bytes: entry.document.text.len(),
                facts: entry.facts.count(),
                duplicate_of: duplicate.and_then(|duplicate| path(duplicate.of())),
                duplicate_share: duplicate.map(|duplicate| match duplicate {
                    Duplicate::Exact(_) => 1.0,
                    Duplicate::Near(_, share) => share,
                }),
                is_exact: matches!(duplicate, Some(Duplicate::Exact(_))),
                problem: None,
                causes: Vec::new(),
            }
        })
        .collect();
    for problem in store.problems() {
        add(&mut rows, problem);
    }
    rows
}

/// Puts a problem on its row; a file that gave nothing gets one.
fn add(rows: &mut Vec<ImportRow>, problem: &Problem) {
    let at = match rows.binary_search_by(|row| row.path.as_str().cmp(&problem.path)) {
        Ok(at) => at,
        Err(at) => {
            let row = ImportRow {
                path: problem.path.clone(),
                format: format_of(&problem.path),
                encoding: None,
                language: None,
                bytes: 0,
                facts: 0,
                duplicate_of: None,
                duplicate_share: None,
                is_exact: false,
                problem: None,
                causes: Vec::new(),
            };
            rows.insert(at, row);
            at
        }
    };
    let row = &mut rows[at];
    row.problem.get_or_insert(problem.kind);
    row.causes.push(match problem.line {
        Some(line) => format!("line {line}: {}", problem.cause),
        None => problem.cause.clone(),
    });
}

/// Columns of [`write_import_csv`].
pub const IMPORT_COLUMNS: [&str; 10] = [
    "path",
    "format",
    "encoding",
    "language",
    "bytes",
    "facts",
    "duplicate_of",
    "duplicate_share",
    "problem",
    "cause",
];

/// Writes rows as a table for spreadsheets; returns how many.
pub fn write_import_csv<'a>(
    rows: impl Iterator<Item = &'a ImportRow>,
    out: &mut dyn Write,
) -> io::Result<usize> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record(IMPORT_COLUMNS)?;
    let mut count = 0;
    for row in rows {
        let problem = row.problem.and_then(|kind| serde_json::to_value(kind).ok());
        let problem = problem.as_ref().and_then(|kind| kind.as_str()).unwrap_or_default();
        table.write_record([
            &*harmless(&row.path),
            row.format,
            row.encoding.as_deref().unwrap_or_default(),
            row.language.unwrap_or_default(),
            &row.bytes.to_string(),
            &row.facts.to_string(),
            &*harmless(row.duplicate_of.as_deref().unwrap_or_default()),
            &row.duplicate_share.map(|share| format!("{share:.2}")).unwrap_or_default(),
            problem,
            &*harmless(&row.causes.join("; ")),
        ])?;
        count += 1;
    }
    table.flush()?;
    Ok(count)
}

/// Writes rows as JSON, one a line; returns how many.
pub fn write_import_jsonl<'a>(
    rows: impl Iterator<Item = &'a ImportRow>,
    out: &mut dyn Write,
) -> io::Result<usize> {
    let mut count = 0;
    for row in rows {
        serde_json::to_writer(&mut *out, row)?;
        out.write_all(b"\n")?;
        count += 1;
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use std::{fs, sync::Arc};

    use super::*;
    use crate::{
        engine::{LoadRequest, Origin, TextOnly, load},
        query::{
            Memory,
            sharing::{SharedPassage, shared_spans, sharing},
        },
    };

    fn loaded(files: &[(&str, &str)]) -> Memory {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let request = LoadRequest {
            origin: Origin::Folder(folder.path().to_owned()),
            analyse: Arc::new(TextOnly::embedded().unwrap()),
            jobs: Some(1),
        };
        Memory::new(load(request, |_| {}).wait().unwrap())
    }

    fn story(number: &str) -> String {
        let seed = include_str!("../../seeds/001_22df8a5db826a47b.txt");
        let words: Vec<&str> = seed.split_whitespace().take(60).collect();
        format!("{} {number} {}", words[..30].join(" "), words[30..].join(" "))
    }

    #[test]
    fn copies_problems_and_formats_are_told() {
        let store = loaded(&[
            ("a.txt", &story("15")),
            ("b.md", &story("51")),
            ("c.txt", &story("15")),
            ("d.txt", ""),
            ("e.csv", "text,date\nThe prime minister said that the talks were good,soon\n"),
        ]);
        let sharing = sharing(&store, None, &|| false).unwrap();
        let rows = import_report(&store, &sharing);
        let row = |path: &str, format, of: Option<&str>, is_exact, problem| {
            (path.to_owned(), format, of.map(str::to_owned), is_exact, problem)
        };
        let told = rows
            .iter()
            .map(|r| row(&r.path, r.format, r.duplicate_of.as_deref(), r.is_exact, r.problem))
            .collect::<Vec<_>>();
        assert_eq!(
            told,
            [
                row("a.txt", "txt", None, false, None),
                row("b.md", "md", Some("a.txt"), false, None),
                row("c.txt", "txt", Some("a.txt"), true, None),
                row("d.txt", "txt", None, false, Some(ProblemKind::Empty)),
                row("e.csv/000002", "csv", None, false, Some(ProblemKind::Metadata)),
            ]
        );
        assert_eq!(rows[4].language, Some("en"));
        assert!(rows[1].duplicate_share.unwrap() > 0.9);

        // The changed number, on both sides; the earliest first.
        let whole = shared_spans(&sharing, DocId(1))[0];
        assert!(whole.earlier && !whole.later);
        let passage = SharedPassage::new(&store, &sharing, DocId(1), whole.span).unwrap();
        assert_eq!(passage.places.iter().map(|place| place.doc.0).collect::<Vec<_>>(), [0, 1, 2]);
        assert_eq!(passage.own_place(), 1);
        let comparison = passage.compare(&store, 0).unwrap();
        let words = |entry: &crate::engine::Entry, spans: &[crate::model::Span]| {
            spans.iter().map(|span| span.of(&entry.document.text).unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(words(&comparison.here, &comparison.here_changed), ["51"]);
        assert_eq!(words(&comparison.there, &comparison.there_changed), ["15"]);

        let only = |filter: ImportFilter| rows.iter().filter(|row| filter.passes(row)).count();
        assert_eq!(only(ImportFilter { only_problems: true, ..ImportFilter::default() }), 2);
        assert_eq!(only(ImportFilter { only_duplicates: true, ..ImportFilter::default() }), 2);
        assert_eq!(only(ImportFilter { language: Some("en".into()), ..ImportFilter::default() }), 1);
        let mut out = Vec::new();
        assert_eq!(write_import_csv(rows.iter(), &mut out).unwrap(), 5);
        let text = String::from_utf8(out).unwrap();
        assert!(text.lines().nth(4).unwrap().starts_with("d.txt,txt,,,0,0,,,empty,"), "{text}");
    }
}
