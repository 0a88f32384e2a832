//! Excel workbooks: the first sheet as a table of documents, its first row naming the columns.
//!
//! Values as they are stored; formulas give the value that was computed last.

use jiff::{ToSpan as _, civil};

use super::{
    FormatError, Limits, Parsed, Reader, Settings,
    package::Package,
    table::Rows,
    xml::{Node, walk},
};

/// `.xlsx` files.
pub struct Xlsx;

impl Reader for Xlsx {
    fn name(&self) -> &'static str {
        "xlsx"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["xlsx", "xlsm"]
    }

    fn is_isolated(&self) -> bool {
        true
    }

    fn read(&self, bytes: Vec<u8>, settings: &Settings) -> Result<Parsed, FormatError> {
        let limits = &settings.limits;
        let mut package = Package::open(&bytes, limits)?;
        let workbook = workbook(&package.required("xl/workbook.xml")?, limits)?;
        let relations = package.required("xl/_rels/workbook.xml.rels")?;
        let target = relation(&relations, &workbook.first_sheet, limits)?;
        let sheet = match target.strip_prefix('/') {
            Some(from_root) => from_root.to_owned(),
            None => format!("xl/{target}"),
        };
        let strings = match package.text("xl/sharedStrings.xml")? {
            Some(xml) => shared_strings(&xml, limits)?,
            None => Vec::new(),
        };
        let dates = match package.text("xl/styles.xml")? {
            Some(xml) => date_styles(&xml, limits)?,
            None => Vec::new(),
        };
        let book = Book { strings, dates, is_1904: workbook.is_1904 };
        let rows = book.rows(&package.required(&sheet)?, limits)?;
        let mut rows = rows.into_iter();
        let Some((_, header)) = rows.next() else {
            return Err(FormatError {
                kind: crate::model::ProblemKind::Empty,
                cause: "the sheet is empty".into(),
            });
        };
        let rows: Vec<(usize, Vec<String>)> = rows.collect();
        let sample: Vec<Vec<String>> = rows.iter().take(50).map(|(_, cells)| cells.clone()).collect();
        let header = header.iter().map(|name| name.trim().to_owned()).collect();
        let mut table = Rows::new(header, &sample, "UTF-8", settings)?;
        for (number, cells) in rows {
            table.push(number, &cells)?;
        }
        Ok(table.finish())
    }
}

struct Workbook {
    /// Relation id of the first sheet.
    first_sheet: String,
    /// Are days counted from 1904?
    is_1904: bool,
}

fn workbook(xml: &str, limits: &Limits) -> Result<Workbook, FormatError> {
    let (mut first, mut is_1904) = (None, false);
    walk(xml, limits, |node| {
        if let Node::Start(element) = node {
            match element.name {
                "sheet" if first.is_none() => {
                    // `r:id` and `sheetId` both end in id: the first is the one without anything before it.
                    first = element.attribute("id");
                }
                "workbookPr" => {
                    let value = element.attribute("date1904");
                    is_1904 = matches!(value.as_deref(), Some("1" | "true"));
                }
                _ => {}
            }
        }
        Ok(())
    })?;
    let first_sheet = first.ok_or_else(|| FormatError::malformed("the workbook has no sheet"))?;
    Ok(Workbook { first_sheet, is_1904 })
}

fn relation(xml: &str, id: &str, limits: &Limits) -> Result<String, FormatError> {
    let mut target = None;
    walk(xml, limits, |node| {
        if let Node::Start(element) = node
            && element.name == "Relationship"
            && element.attribute("Id").as_deref() == Some(id)
        {
            target = element.attribute("Target");
        }
        Ok(())
    })?;
    target.ok_or_else(|| FormatError::malformed("the workbook names a sheet that is not inside"))
}

fn shared_strings(xml: &str, limits: &Limits) -> Result<Vec<String>, FormatError> {
    let (mut strings, mut current, mut in_text, mut phonetic) = (Vec::new(), String::new(), false, 0_usize);
    walk(xml, limits, |node| {
        match node {
            Node::Start(element) => match element.name {
                "si" => current.clear(),
                "t" => in_text = phonetic == 0,
                "rPh" => phonetic += 1,
                _ => {}
            },
            Node::End(name) => match name {
                "si" => strings.push(std::mem::take(&mut current)),
                "t" => in_text = false,
                "rPh" => phonetic = phonetic.saturating_sub(1),
                _ => {}
            },
            Node::Text(text) if in_text => current.push_str(text),
            Node::Text(_) => {}
        }
        Ok(())
    })?;
    Ok(strings)
}

/// For each cell style, whether its number format is a date's.
fn date_styles(xml: &str, limits: &Limits) -> Result<Vec<bool>, FormatError> {
    let (mut custom, mut styles, mut in_cells) = (Vec::new(), Vec::new(), false);
    walk(xml, limits, |node| {
        match node {
            Node::Start(element) => match element.name {
                "numFmt" => {
                    let code = element.attribute("formatCode").unwrap_or_default();
                    if is_date_format(&code) {
                        custom.extend(element.attribute("numFmtId"));
                    }
                }
                "cellXfs" => in_cells = true,
                "xf" if in_cells => {
                    let id = element.attribute("numFmtId").unwrap_or_default();
                    // Built-in formats 14 to 17 and 22 are dates.
                    styles.push(
                        matches!(id.as_str(), "14" | "15" | "16" | "17" | "22") || custom.contains(&id),
                    );
                }
                _ => {}
            },
            Node::End("cellXfs") => in_cells = false,
            Node::End(_) | Node::Text(_) => {}
        }
        Ok(())
    })?;
    Ok(styles)
}

/// Does a format show a year or a day, outside quoted words and colours?
fn is_date_format(code: &str) -> bool {
    let (mut quoted, mut bracketed) = (false, false);
    code.chars().any(|c| {
        match c {
            '"' => quoted = !quoted,
            '[' => bracketed = true,
            ']' => bracketed = false,
            _ => {}
        }
        !quoted && !bracketed && matches!(c, 'y' | 'Y' | 'd' | 'D')
    })
}

struct Book {
    strings: Vec<String>,
    dates: Vec<bool>,
    is_1904: bool,
}

impl Book {
    /// The rows that hold anything, each with its one-based number.
    fn rows(&self, xml: &str, limits: &Limits) -> Result<Vec<(usize, Vec<String>)>, FormatError> {
        /// Columns of a sheet, as Excel bounds them.
        const MAX_COLUMNS: usize = 16_384;
        let mut rows: Vec<(usize, Vec<String>)> = Vec::new();
        let (mut number, mut column, mut bytes) = (0, 0, 0);
        let (mut kind, mut is_date) = (String::new(), false);
        let (mut value, mut in_value) = (String::new(), false);
        walk(xml, limits, |node| {
            match node {
                Node::Start(element) => match element.name {
                    "row" => {
                        let stated = element.attribute("r").and_then(|r| r.parse().ok());
                        number = stated.unwrap_or(number + 1);
                        column = 0;
                        rows.push((number, Vec::new()));
                    }
                    "c" => {
                        if let Some(at) = element.attribute("r").and_then(|r| column_of(&r)) {
                            column = at;
                        }
                        kind = element.attribute("t").unwrap_or_default();
                        let style = element.attribute("s").and_then(|s| s.parse::<usize>().ok());
                        is_date = style.and_then(|s| self.dates.get(s).copied()).unwrap_or(false);
                        value.clear();
                    }
                    "v" | "t" => in_value = true,
                    "rPh" | "f" => in_value = false,
                    _ => {}
                },
                Node::End(name) => match name {
                    "v" | "t" => in_value = false,
                    "c" => {
                        let text = self.value(&kind, is_date, &value);
                        bytes += text.len();
                        limits.check_text(bytes)?;
                        if let Some((_, cells)) = rows.last_mut()
                            && column < MAX_COLUMNS
                            && !text.is_empty()
                        {
                            if cells.len() <= column {
                                cells.resize(column + 1, String::new());
                            }
                            cells[column] = text;
                        }
                        column += 1;
                    }
                    _ => {}
                },
                Node::Text(text) if in_value => value.push_str(text),
                Node::Text(_) => {}
            }
            Ok(())
        })?;
        rows.retain(|(_, cells)| !cells.is_empty());
        Ok(rows)
    }

    fn value(&self, kind: &str, is_date: bool, value: &str) -> String {
        match kind {
            "s" => value.trim().parse::<usize>().ok().and_then(|ix| self.strings.get(ix)).cloned(),
            "" | "n" if is_date => value.trim().parse::<f64>().ok().and_then(|days| self.day(days)),
            "e" => Some(String::new()),
            _ => None,
        }
        .unwrap_or_else(|| value.to_owned())
    }

    /// Excel's count of days as a day.
    fn day(&self, days: f64) -> Option<String> {
        // Day 60 of Excel's calendar is a 29 February 1900 that never was; from then on it counts from the 30th.
        let first = if self.is_1904 { civil::date(1904, 1, 1) } else { civil::date(1899, 12, 30) };
        let whole = days.floor();
        if !(0.0..200_000.0).contains(&whole) {
            return None;
        }
        first.checked_add((whole as i64).days()).ok().map(|day| day.to_string())
    }
}

/// Zero-based column of a cell reference such as `AB12`.
fn column_of(reference: &str) -> Option<usize> {
    let letters = reference.bytes().take_while(u8::is_ascii_uppercase);
    let number = letters.take(4).fold(0, |number, letter| number * 26 + usize::from(letter - b'A') + 1);
    number.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_and_days() {
        assert_eq!(column_of("A1"), Some(0));
        assert_eq!(column_of("AB12"), Some(27));
        assert_eq!(column_of("12"), None);
        let book = Book { strings: vec![], dates: vec![], is_1904: false };
        assert_eq!(book.day(44270.5).as_deref(), Some("2021-03-15"));
        assert!(is_date_format("yyyy\\-mm\\-dd"));
        assert!(!is_date_format("#,##0.00 [Red]\"day\""));
    }
}
