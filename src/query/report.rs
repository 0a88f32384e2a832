//! The import report: one row a document or a file that gave none, with what became of it.
//!
//! Pure over a store and what its documents share.

mod shown;

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use serde::Serialize;

use crate::{
    corpus::formats::format_of,
    model::{DocId, ProblemKind},
};

use super::{
    export::harmless,
    sharing::{Duplicate, Sharing},
    store::Store,
};
pub use shown::{ImportKey, Report, ReportQuery, Summary};

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

/// Which copies to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Copies {
    /// Any.
    Any,
    /// The same text.
    Exact,
    /// Nearly the same.
    Near,
}

/// Which rows to show. Everything that is set must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportFilter {
    /// Only rows with a problem.
    pub only_problems: bool,
    /// Only rows whose first problem is of this kind.
    pub problem: Option<ProblemKind>,
    /// Only copies.
    pub copies: Option<Copies>,
    /// Only this format.
    pub format: Option<String>,
    /// Only this encoding.
    pub encoding: Option<String>,
    /// Only this language tag.
    pub language: Option<String>,
    /// Only paths that hold each of these words, in large or small letters.
    pub words: String,
}

impl ImportFilter {
    /// Does a row pass?
    #[must_use]
    pub fn passes(&self, row: &ImportRow) -> bool {
        let is = |wanted: &Option<String>, has: Option<&str>| {
            wanted.as_deref().is_none_or(|wanted| has == Some(wanted))
        };
        let copies = self.copies.is_none_or(|copies| {
            row.duplicate_of.is_some()
                && match copies {
                    Copies::Any => true,
                    Copies::Exact => row.is_exact,
                    Copies::Near => !row.is_exact,
                }
        });
        (!self.only_problems || row.problem.is_some())
            && self.problem.is_none_or(|problem| row.problem == Some(problem))
            && copies
            && is(&self.format, Some(row.format))
            && is(&self.encoding, row.encoding.as_deref())
            && is(&self.language, row.language)
            && (self.words.trim().is_empty() || {
                let path = row.path.to_lowercase();
                self.words.to_lowercase().split_whitespace().all(|word| path.contains(word))
            })
    }
}

/// The rows in path order; copies are told as far as `sharing` knows them.
#[must_use]
pub fn import_report(store: &dyn Store, sharing: &Sharing) -> Vec<ImportRow> {
    let path = |doc: DocId| store.entry_in_passing(doc).map(|entry| entry.document.path.clone());
    let mut rows: Vec<ImportRow> = (0..store.len() as u32)
        .filter_map(|ix| Some((DocId(ix), store.entry_in_passing(DocId(ix))?)))
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
    let mut without: BTreeMap<&str, ImportRow> = BTreeMap::new();
    for problem in store.problems() {
        let row = match rows.binary_search_by(|row| row.path.as_str().cmp(&problem.path)) {
            Ok(at) => &mut rows[at],
            Err(_) => without.entry(&problem.path).or_insert_with(|| ImportRow::unread(&problem.path)),
        };
        row.problem.get_or_insert(problem.kind);
        row.causes.push(match problem.line {
            Some(line) => format!("line {line}: {}", problem.cause),
            None => problem.cause.clone(),
        });
    }
    rows.extend(without.into_values());
    rows.sort_by(|a, b| a.path.cmp(&b.path));
    rows
}

impl ImportRow {
    /// Of a file that gave no text.
    fn unread(path: &str) -> Self {
        Self {
            path: path.to_owned(),
            format: format_of(path),
            encoding: None,
            language: None,
            bytes: 0,
            facts: 0,
            duplicate_of: None,
            duplicate_share: None,
            is_exact: false,
            problem: None,
            causes: Vec::new(),
        }
    }
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
            Memory, Sort,
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

    fn shown_in_order(store: &Memory) {
        let by_size = Sort { by: ImportKey::Bytes, descending: true };
        let filter = ImportFilter { format: Some("txt".into()), ..ImportFilter::default() };
        let report = Report::new(store, None, ReportQuery { filter, sort: by_size });
        let paths = |report: &Report| report.rows_shown().map(|row| row.path.clone()).collect::<Vec<_>>();
        assert_eq!(paths(&report), ["a.txt", "c.txt", "d.txt"]);
        assert!(report.compared);
        let summary = &report.summary;
        assert_eq!((summary.problems, summary.exact, summary.near), (2, 1, 1));
        assert_eq!(summary.formats, [("txt".to_owned(), 3), ("csv".to_owned(), 1), ("md".to_owned(), 1)]);
        let by_copy = Sort { by: ImportKey::Copy, descending: false };
        let query = ReportQuery { sort: by_copy, ..ReportQuery::default() };
        let report = Report::new(store, Some(&report), query);
        assert_eq!(paths(&report), ["b.md", "c.txt", "a.txt", "d.txt", "e.csv/000002"]);
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
        let whole = shared_spans(&sharing.reuse, DocId(1))[0];
        assert!(whole.earlier && whole.later, "{whole:?}");
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
        assert_eq!(only(ImportFilter { copies: Some(Copies::Any), ..ImportFilter::default() }), 2);
        assert_eq!(only(ImportFilter { copies: Some(Copies::Near), ..ImportFilter::default() }), 1);
        assert_eq!(only(ImportFilter { language: Some("en".into()), ..ImportFilter::default() }), 1);
        assert_eq!(only(ImportFilter { words: "CSV e.".into(), ..ImportFilter::default() }), 1);
        assert_eq!(only(ImportFilter { problem: Some(ProblemKind::Empty), ..ImportFilter::default() }), 1);
        shown_in_order(&store);
        let mut out = Vec::new();
        assert_eq!(write_import_csv(rows.iter(), &mut out).unwrap(), 5);
        let text = String::from_utf8(out).unwrap();
        assert!(text.lines().nth(4).unwrap().starts_with("d.txt,txt,,,0,0,,,empty,"), "{text}");
    }
}
