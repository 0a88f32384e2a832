//! `metadata.csv`: titles, days, outlets and further columns of the documents beside it.
//!
//! What a row gets wrong is listed with its line; the other rows stand.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::model::{Column, Metadata, Problem, ProblemKind};

use super::decode::decode;

/// The name of the table, beside the documents it speaks of.
pub const METADATA_FILE: &str = "metadata.csv";

/// The rows of one or several tables by document path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MetadataTable {
    rows: BTreeMap<String, Row>,
    problems: Vec<Problem>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    metadata: Metadata,
    table: String,
    line: u32,
}

impl MetadataTable {
    /// Adds the table at `path` (below the corpus folder). Tables of subfolders come after those
    /// above them and win where both name a document.
    pub fn add(&mut self, path: &str, bytes: Vec<u8>) {
        let complain =
            |line, cause: String| Problem { path: path.to_owned(), line, kind: ProblemKind::Metadata, cause };
        let Some(decoded) = decode(bytes) else {
            self.problems.push(complain(None, "the table is no text".to_owned()));
            return;
        };
        let folder = path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let text = decoded.text.trim_start_matches('\u{feff}');
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .trim(csv::Trim::All)
            .delimiter(delimiter(text))
            .from_reader(text.as_bytes());
        let header: Vec<String> = match reader.headers() {
            Ok(header) => header.iter().map(str::to_owned).collect(),
            Err(err) => {
                self.problems.push(complain(Some(1), err.to_string()));
                return;
            }
        };
        let column = |wanted: &str| header.iter().position(|name| name.eq_ignore_ascii_case(wanted));
        let Some(file) = column("file") else {
            let cause =
                "the first line names no column \u{201c}file\u{201d}; it must read file,title,date,source";
            self.problems.push(complain(Some(1), cause.to_owned()));
            return;
        };
        let named = [column("title"), column("date"), column("source")];
        for record in reader.records() {
            let record = match record {
                Ok(record) => record,
                Err(err) => {
                    let line = err.position().and_then(|at| u32::try_from(at.line()).ok());
                    self.problems.push(complain(line, err.to_string()));
                    continue;
                }
            };
            let line = record.position().and_then(|at| u32::try_from(at.line()).ok());
            let cell = |ix: usize| record.get(ix).filter(|value| !value.is_empty());
            let Some(name) = cell(file) else {
                self.problems.push(complain(line, "the row names no file".to_owned()));
                continue;
            };
            let document = format!("{folder}{}", name.replace('\\', "/").trim_start_matches("./"));
            let mut metadata = Metadata {
                title: named[0].and_then(cell).map(str::to_owned),
                source: named[2].and_then(cell).map(str::to_owned),
                ..Metadata::default()
            };
            if let Some(day) = named[1].and_then(cell) {
                match day.parse::<Date>() {
                    Ok(date) if day.len() == 10 => metadata.date = Some(date),
                    _ => {
                        let cause = format!("\u{201c}{day}\u{201d} is no day written like 2021-02-14");
                        self.problems.push(complain(line, cause));
                    }
                }
            }
            for (ix, name) in header.iter().enumerate() {
                let further = ix != file && !named.contains(&Some(ix)) && !name.is_empty();
                if further && let Some(value) = cell(ix) {
                    metadata.columns.push(Column { name: name.clone(), value: value.to_owned() });
                }
            }
            if self.rows.get(&document).is_some_and(|known| known.table == path) {
                let cause = format!("\u{201c}{name}\u{201d} is named twice; the first row stands");
                self.problems.push(complain(line, cause));
                continue;
            }
            let row = Row { metadata, table: path.to_owned(), line: line.unwrap_or(0) };
            self.rows.insert(document, row);
        }
    }

    /// What is known of the document at `path`.
    #[must_use]
    pub fn get(&self, path: &str) -> Metadata {
        self.rows.get(path).map(|row| row.metadata.clone()).unwrap_or_default()
    }

    /// The same, when nobody will ask for that document again.
    pub fn take(&mut self, path: &str) -> Option<Metadata> {
        self.rows.remove(path).map(|row| row.metadata)
    }

    /// What was wrong with the tables; `exists` tells whether the folder has a file of that path.
    #[must_use]
    pub fn problems(&self, exists: &dyn Fn(&str) -> bool) -> Vec<Problem> {
        let missing = self.rows.iter().filter(|(path, _)| !exists(path)).map(|(path, row)| Problem {
            path: row.table.clone(),
            line: Some(row.line),
            kind: ProblemKind::Metadata,
            cause: format!("there is no document \u{201c}{path}\u{201d}"),
        });
        let mut problems: Vec<Problem> = self.problems.iter().cloned().chain(missing).collect();
        problems.sort();
        problems
    }
}

/// Spreadsheets of some locales separate by semicolon or tab.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or("");
    [b';', b'\t']
        .into_iter()
        .find(|mark| !first.contains(',') && first.as_bytes().contains(mark))
        .unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn rows_columns_and_subfolders() {
        let mut table = MetadataTable::default();
        table.add(
            METADATA_FILE,
            b"\xef\xbb\xbfFile,title,date,source,desk\na.txt,\"One, two\",2021-02-14,NRT,north\nsub/b.txt,B,,Rudaw,\n"
                .to_vec(),
        );
        table.add("sub/metadata.csv", b"file;title\nb.txt;Nearer\n".to_vec());
        let a = table.get("a.txt");
        assert_eq!(a.title.as_deref(), Some("One, two"));
        assert_eq!(a.date, Some(date(2021, 2, 14)));
        assert_eq!(a.source.as_deref(), Some("NRT"));
        assert_eq!(a.columns, [Column { name: "desk".into(), value: "north".into() }]);
        assert_eq!(table.get("sub/b.txt").title.as_deref(), Some("Nearer"));
        assert_eq!(table.problems(&|_| true), []);
        assert_eq!(table.get("other.txt"), Metadata::default());
        assert_eq!(table.take("a.txt").unwrap().source.as_deref(), Some("NRT"));
        assert_eq!(table.get("a.txt"), Metadata::default());
    }

    #[test]
    fn bad_rows_are_listed_with_their_line() {
        let mut table = MetadataTable::default();
        table.add(
            METADATA_FILE,
            b"file,title,date,source\na.txt,A,14.2.2021,\na.txt,Again,2021-02-14,\n,No file,,\ngone.txt,,2021-02-30,\n"
                .to_vec(),
        );
        let problems = table.problems(&|path| path == "a.txt");
        let lines: Vec<_> = problems.iter().map(|problem| problem.line.unwrap()).collect();
        assert_eq!(lines, [2, 3, 4, 5, 5]);
        assert_eq!(table.get("a.txt").title.as_deref(), Some("A"));
        let mut table = MetadataTable::default();
        table.add(METADATA_FILE, b"name,title\nx,y\n".to_vec());
        assert_eq!(table.problems(&|_| true).len(), 1);
    }
}
