//! Tables of documents: CSV, TSV and JSON lines, one document a row, its columns mapped to text, title, date
//! and source.
//!
//! Columns that are mapped to nothing are kept beside the document. A bad row is listed and the rest read.

use std::collections::BTreeMap;

use csv::{ReaderBuilder, StringRecord};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{FormatError, Parsed, Part, PartProblem, Reader, Settings, characters, date::date};
use crate::model::{Column, ProblemKind};

/// What fields' columns are called where people name them.
const NAMES: &str = include_str!("../../../assets/lang/columns.tsv");

/// Rows looked at to tell which unnamed column is the text.
pub(super) const SAMPLE_ROWS: usize = 50;

/// Characters a column has on average before it is taken for text without its name saying so.
const TEXT_CHARS: usize = 40;

/// Problems listed for one file; the rest are counted in a last one.
const MAX_PROBLEMS: usize = 100;

/// Which column is what, by the columns' names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Mapping {
    /// The document's text.
    pub text: String,
    /// Headline.
    pub title: Option<String>,
    /// Day of publication.
    pub date: Option<String>,
    /// Outlet.
    pub source: Option<String>,
    /// What names the document in its path; the row's number where there is none.
    pub id: Option<String>,
}

/// What a column of a table can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is the field of the mapping it names")]
pub enum ColumnRole {
    Text,
    Title,
    Date,
    Source,
    Id,
}

impl ColumnRole {
    /// All, in the order people are asked for them.
    pub const ALL: [Self; 5] = [Self::Text, Self::Title, Self::Date, Self::Source, Self::Id];

    /// Its name on the command line and in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Title => "title",
            Self::Date => "date",
            Self::Source => "source",
            Self::Id => "id",
        }
    }
}

impl Mapping {
    /// The column of a role.
    #[must_use]
    pub fn get(&self, role: ColumnRole) -> Option<&str> {
        match role {
            ColumnRole::Text => Some(self.text.as_str()).filter(|text| !text.is_empty()),
            ColumnRole::Title => self.title.as_deref(),
            ColumnRole::Date => self.date.as_deref(),
            ColumnRole::Source => self.source.as_deref(),
            ColumnRole::Id => self.id.as_deref(),
        }
    }

    /// Gives a role a column, or none. A column that had another role loses that.
    pub fn set(&mut self, role: ColumnRole, column: Option<String>) {
        if let Some(column) = &column
            && let Some(before) = self.role_of(column)
        {
            self.put(before, None);
        }
        self.put(role, column);
    }

    fn put(&mut self, role: ColumnRole, column: Option<String>) {
        match role {
            ColumnRole::Text => self.text = column.unwrap_or_default(),
            ColumnRole::Title => self.title = column,
            ColumnRole::Date => self.date = column,
            ColumnRole::Source => self.source = column,
            ColumnRole::Id => self.id = column,
        }
    }

    /// Are all its columns there?
    #[must_use]
    pub fn fits(&self, header: &[String]) -> bool {
        let fields = [&self.title, &self.date, &self.source, &self.id];
        let mut named = fields.into_iter().flatten().chain([&self.text]);
        named.all(|name| header.contains(name))
    }

    /// What a column is; `None` where it stays a column.
    #[must_use]
    pub fn role_of(&self, column: &str) -> Option<ColumnRole> {
        ColumnRole::ALL.into_iter().find(|role| self.get(*role) == Some(column))
    }

    /// By the columns' names, and for the text by the longest cells; `None` when no column looks like text.
    pub fn guess(header: &[String], rows: &[Vec<String>]) -> Option<Self> {
        let plain = |name: &str| -> String {
            name.chars()
                .filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-' | '\u{feff}'))
                .flat_map(char::to_lowercase)
                .collect()
        };
        let known =
            NAMES.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
        let field = |wanted: &str| {
            known
                .clone()
                .filter(|(field, _)| *field == wanted)
                .find_map(|(_, name)| header.iter().find(|column| plain(column) == plain(name)))
                .cloned()
        };
        let text = field("text").or_else(|| {
            let length = |column: usize| {
                let cells = rows.iter().filter_map(|row| row.get(column));
                cells.map(|cell| cell.chars().count()).sum::<usize>() / rows.len().max(1)
            };
            let longest = (0..header.len()).max_by_key(|column| (length(*column), usize::MAX - column))?;
            (length(longest) >= TEXT_CHARS).then(|| header[longest].clone())
        })?;
        let other = |name| field(name).filter(|column| *column != text);
        let (title, date, source, id) = (other("title"), other("date"), other("source"), other("id"));
        Some(Self { text, title, date, source, id })
    }
}

/// The head of a table, to tell its columns by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableHead {
    /// Names of the columns.
    pub header: Vec<String>,
    /// The first rows, each as long as the row was.
    pub rows: Vec<Vec<String>>,
    /// Which column is what, as the table would be read; `None` where no column looks like text.
    pub mapping: Option<Mapping>,
}

/// Rows of a [`TableHead`]: enough to tell the columns apart.
const HEAD_ROWS: usize = 5;

/// Characters of a cell in a [`TableHead`].
const HEAD_CHARS: usize = 200;

/// Rows on their way to documents.
pub(super) struct Rows<'a> {
    settings: &'a Settings,
    header: Vec<String>,
    mapping: Mapping,
    parsed: Parsed,
    encoding: String,
    bytes: usize,
    unlisted: usize,
    used: BTreeMap<String, u32>,
}

impl<'a> Rows<'a> {
    /// A table with this header; `sample` are its first rows.
    pub(super) fn new(
        header: Vec<String>,
        sample: &[Vec<String>],
        encoding: &str,
        settings: &'a Settings,
    ) -> Result<Self, FormatError> {
        let said = settings.mappings.iter().find(|mapping| mapping.fits(&header)).cloned();
        let known = said.or_else(|| Mapping::guess(&header, sample));
        let mut parsed = Parsed::default();
        let mapping = if settings.head_only {
            let clipped = |cell: &String| cell.chars().take(HEAD_CHARS).collect::<String>();
            let rows = sample.iter().take(HEAD_ROWS).map(|row| row.iter().map(clipped).collect()).collect();
            parsed.head = Some(TableHead { header: header.clone(), rows, mapping: known.clone() });
            known.unwrap_or_default()
        } else {
            known.ok_or_else(|| {
                let names = header.join(", ");
                let cause = format!("no column looks like text; say which is what (columns: {names})");
                FormatError { kind: ProblemKind::Columns, cause }
            })?
        };
        Ok(Self {
            settings,
            header,
            mapping,
            parsed,
            encoding: encoding.to_owned(),
            bytes: 0,
            unlisted: 0,
            used: BTreeMap::new(),
        })
    }

    /// One row; `line` is its one-based line or row in the file.
    pub(super) fn push(&mut self, line: usize, cells: &[String]) -> Result<(), FormatError> {
        if self.settings.head_only {
            return Ok(());
        }
        let mut part = Part { encoding: self.encoding.clone(), ..Part::default() };
        let (mut id, mut bad_date) = (None, None);
        let is = |field: &Option<String>, name: &str| field.as_deref() == Some(name);
        for (name, cell) in self.header.iter().zip(cells) {
            self.bytes += cell.len();
            let value = cell.trim();
            if value.is_empty() {
                continue;
            }
            if *name == self.mapping.text {
                value.clone_into(&mut part.text);
            } else if is(&self.mapping.title, name) {
                part.stated.title = Some(value.to_owned());
            } else if is(&self.mapping.source, name) {
                part.stated.source = Some(value.to_owned());
            } else if is(&self.mapping.date, name) {
                part.stated.date = date(value);
                bad_date = part.stated.date.is_none().then(|| value.to_owned());
            } else if is(&self.mapping.id, name) {
                id = Some(value.to_owned());
            } else {
                part.stated.columns.push(Column { name: name.clone(), value: value.to_owned() });
            }
        }
        self.settings.limits.check_text(self.bytes)?;
        part.inner = self.name(id, line);
        if let Some(value) = bad_date {
            let cause = format!("`{}` is no date; write it like 2021-02-14", clip(&value));
            self.complain(&part.inner.clone(), line, ProblemKind::Metadata, cause);
        }
        if part.text.is_empty() {
            self.complain(&part.inner.clone(), line, ProblemKind::Empty, "the row has no text".to_owned());
        } else {
            self.parsed.parts.push(part);
        }
        Ok(())
    }

    /// The row's name: its id where that is fit for a path and new, else its line.
    fn name(&mut self, id: Option<String>, line: usize) -> String {
        let id = id.map(|id| id.replace(['/', '\\'], "_")).filter(|id| id.len() <= 100);
        let name = id.unwrap_or_else(|| format!("{line:06}"));
        let count = self.used.entry(name.clone()).and_modify(|count| *count += 1).or_insert(1);
        if *count > 1 { format!("{name} ({count})") } else { name }
    }

    /// Lists what is wrong with a row.
    pub(super) fn complain(&mut self, inner: &str, line: usize, kind: ProblemKind, cause: String) {
        if self.parsed.problems.len() < MAX_PROBLEMS {
            let line = u32::try_from(line).ok();
            self.parsed.problems.push(PartProblem { inner: inner.to_owned(), line, kind, cause });
        } else {
            self.unlisted += 1;
        }
    }

    pub(super) fn finish(mut self) -> Parsed {
        if self.unlisted > 0 {
            let cause = format!("{} more rows have problems", self.unlisted);
            let problem =
                PartProblem { inner: String::new(), line: None, kind: ProblemKind::Malformed, cause };
            self.parsed.problems.push(problem);
        }
        self.parsed
    }
}

fn clip(text: &str) -> String {
    text.chars().take(40).collect()
}

/// `.csv` files, parted by commas or semicolons.
pub struct Csv;

impl Reader for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["csv"]
    }

    fn is_isolated(&self) -> bool {
        false
    }

    fn read(&self, bytes: Vec<u8>, settings: &Settings) -> Result<Parsed, FormatError> {
        let (text, encoding) = characters(&bytes)?;
        // Spreadsheets of half the world write semicolons or tabs.
        let first = text.lines().next().unwrap_or("");
        let count = |mark: char| first.matches(mark).count();
        let delimiter = [',', ';', '\t'].into_iter().rev().max_by_key(|mark| count(*mark)).unwrap_or(',');
        delimited(&text, encoding, delimiter as u8, settings)
    }
}

/// `.tsv` files.
pub struct Tsv;

impl Reader for Tsv {
    fn name(&self) -> &'static str {
        "tsv"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["tsv", "tab"]
    }

    fn is_isolated(&self) -> bool {
        false
    }

    fn read(&self, bytes: Vec<u8>, settings: &Settings) -> Result<Parsed, FormatError> {
        let (text, encoding) = characters(&bytes)?;
        delimited(&text, encoding, b'\t', settings)
    }
}

fn delimited(text: &str, encoding: &str, delimiter: u8, settings: &Settings) -> Result<Parsed, FormatError> {
    let text = text.trim_start_matches('\u{feff}');
    let reader = || {
        ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .has_headers(false)
            .from_reader(text.as_bytes())
    };
    let cells = |record: &StringRecord| record.iter().map(str::to_owned).collect::<Vec<String>>();
    let mut sample: Vec<Vec<String>> =
        reader().records().flatten().take(SAMPLE_ROWS + 1).map(|r| cells(&r)).collect();
    if sample.is_empty() {
        return Err(FormatError { kind: ProblemKind::Empty, cause: "the table has no rows".to_owned() });
    }
    let header: Vec<String> = sample.remove(0).iter().map(|name| name.trim().to_owned()).collect();
    let mut rows = Rows::new(header, &sample, encoding, settings)?;
    let columns = rows.header.len();
    for record in reader().records().skip(1) {
        match record {
            Ok(record) => {
                let line = record.position().map_or(0, |position| {
                    // After CR LF the reader still stands before the LF.
                    let is_before_end = text.as_bytes().get(position.byte() as usize) == Some(&b'\n');
                    position.line() as usize + usize::from(is_before_end)
                });
                if record.len() != columns {
                    let cause = format!("{} cells under {columns} columns", record.len());
                    rows.complain("", line, ProblemKind::Malformed, cause);
                }
                rows.push(line, &cells(&record))?;
            }
            Err(err) => rows.complain("", 0, ProblemKind::Malformed, err.to_string()),
        }
    }
    Ok(rows.finish())
}

/// `.jsonl` files: one object a line.
pub struct JsonLines;

impl Reader for JsonLines {
    fn name(&self) -> &'static str {
        "jsonl"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["jsonl", "ndjson"]
    }

    fn is_isolated(&self) -> bool {
        false
    }

    fn read(&self, bytes: Vec<u8>, settings: &Settings) -> Result<Parsed, FormatError> {
        let (text, encoding) = characters(&bytes)?;
        let lines = || {
            text.trim_start_matches('\u{feff}')
                .lines()
                .enumerate()
                .filter(|(_, line)| !line.trim().is_empty())
        };
        let objects = |line: &str| serde_json::from_str::<BTreeMap<String, Value>>(line);
        let sample: Vec<BTreeMap<String, Value>> =
            lines().filter_map(|(_, line)| objects(line).ok()).take(SAMPLE_ROWS).collect();
        let mut header: Vec<String> = Vec::new();
        for key in sample.iter().flat_map(BTreeMap::keys) {
            if !header.contains(key) {
                header.push(key.clone());
            }
        }
        if header.is_empty() {
            return Err(FormatError::malformed("no line holds a JSON object"));
        }
        let in_order = |object: &BTreeMap<String, Value>, header: &[String]| {
            header.iter().map(|key| cell(object.get(key))).collect::<Vec<String>>()
        };
        let first: Vec<Vec<String>> = sample.iter().map(|object| in_order(object, &header)).collect();
        let mut rows = Rows::new(header, &first, encoding, settings)?;
        for (index, line) in lines() {
            match objects(line) {
                Ok(object) => {
                    for key in object.keys() {
                        if !rows.header.contains(key) {
                            rows.header.push(key.clone());
                        }
                    }
                    let cells = in_order(&object, &rows.header);
                    rows.push(index + 1, &cells)?;
                }
                Err(err) => {
                    rows.complain("", index + 1, ProblemKind::Malformed, format!("no JSON object: {err}"));
                }
            }
        }
        Ok(rows.finish())
    }
}

/// A value as a cell: words and numbers as they are, lists of words joined, anything deeper as JSON.
fn cell(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(items)) if items.iter().all(Value::is_string) => {
            items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("; ")
        }
        Some(value) => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(reader: &dyn Reader, text: &str) -> Parsed {
        reader.read(text.as_bytes().to_vec(), &Settings::default()).unwrap()
    }

    #[test]
    fn columns_by_their_names() {
        let parsed = read(
            &Csv,
            "\u{feff}Id,سەردێڕ,Date,source,ناوەڕۆک,category\n7,a,2021-03-15,R,\"دەق, یەک\",x\n7,b,15/3/2021,,دوو,\n",
        );
        let [a, b] = &parsed.parts[..] else { panic!("{parsed:?}") };
        assert_eq!((a.inner.as_str(), a.text.as_str()), ("7", "دەق, یەک"));
        assert_eq!(a.stated.title.as_deref(), Some("a"));
        assert_eq!(a.stated.date, Some(jiff::civil::date(2021, 3, 15)));
        assert_eq!(a.stated.source.as_deref(), Some("R"));
        assert_eq!(a.stated.columns, [Column { name: "category".into(), value: "x".into() }]);
        assert_eq!((b.inner.as_str(), b.stated.date), ("7 (2)", a.stated.date));
        assert_eq!(parsed.problems, []);
    }

    #[test]
    fn an_unnamed_text_is_the_longest_column() {
        let long = "وشە ".repeat(20);
        let parsed = read(&Tsv, &format!("a\tb\nx\t{long}\ny\t{long}\n"));
        assert_eq!(parsed.parts.len(), 2);
        assert_eq!(parsed.parts[0].inner, "000002");
        let err = Tsv.read(b"a\tb\nx\ty\n".to_vec(), &Settings::default()).unwrap_err();
        assert_eq!(err.kind, ProblemKind::Columns);
    }

    #[test]
    fn the_users_mapping_goes_before_names() {
        let mapping = Mapping { text: "b".into(), title: Some("text".into()), ..Mapping::default() };
        let other = Mapping { text: "gone".into(), ..Mapping::default() };
        let settings = Settings { mappings: vec![other, mapping], ..Settings::default() };
        let parsed = Csv.read(b"text;b\nx;y\n".to_vec(), &settings).unwrap();
        assert_eq!(parsed.parts[0].text, "y");
        assert_eq!(parsed.parts[0].stated.title.as_deref(), Some("x"));
    }

    #[test]
    fn the_head_tells_what_there_is_to_choose_from() {
        let settings = Settings { head_only: true, ..Settings::default() };
        let rows = "1;word\n".repeat(20);
        let parsed = Csv.read(format!("n;w\n{rows}").into_bytes(), &settings).unwrap();
        let head = parsed.head.unwrap();
        assert_eq!((head.header, head.rows.len(), head.mapping), (vec!["n".into(), "w".into()], 5, None));
        assert_eq!(parsed.parts, []);
    }

    #[test]
    fn a_column_has_one_role() {
        let mut mapping = Mapping { text: "a".into(), title: Some("b".into()), ..Mapping::default() };
        mapping.set(ColumnRole::Text, Some("b".into()));
        assert_eq!(mapping, Mapping { text: "b".into(), ..Mapping::default() });
        mapping.set(ColumnRole::Text, None);
        assert_eq!(mapping.get(ColumnRole::Text), None);
    }

    #[test]
    fn bad_rows_are_listed_and_the_rest_read() {
        let parsed = read(&Csv, "text,date\nیەک,soon\n,2021-01-01\nدوو\n");
        assert_eq!(parsed.parts.len(), 2);
        let kinds: Vec<_> = parsed.problems.iter().map(|p| (p.line, p.kind)).collect();
        assert_eq!(
            kinds,
            [
                (Some(2), ProblemKind::Metadata),
                (Some(3), ProblemKind::Empty),
                (Some(4), ProblemKind::Malformed)
            ]
        );
        let parsed = read(
            &JsonLines,
            "{\"text\":\"یەک\",\"n\":1}\nnot json\n{\"text\":\"دوو\",\"tags\":[\"a\",\"b\"]}\n",
        );
        assert_eq!(parsed.parts.len(), 2);
        assert_eq!(parsed.parts[1].stated.columns[0].value, "a; b");
        assert_eq!(parsed.problems[0].line, Some(2));
    }

    #[test]
    fn deep_json_is_refused_not_followed() {
        let deep = format!("{{\"text\":{}1{}}}", "[".repeat(100_000), "]".repeat(100_000));
        let parsed = read(&JsonLines, &format!("{{\"text\":\"یەک\"}}\n{deep}\n"));
        assert_eq!((parsed.parts.len(), parsed.problems.len()), (1, 1));
    }
}
