//! The rows of a report, as numbers, as lines for people and as JSON.

use std::fmt;

/// One figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// How many.
    Count(u64),
    /// A share from 0 to 1, rounded.
    Share(f64),
}

impl Value {
    /// A share rounded to `places` decimals (halves to even, as the reference does).
    #[must_use]
    pub(super) fn rounded(share: f64, places: usize) -> Self {
        Self::Share(format!("{share:.places$}").parse().unwrap_or(share))
    }

    /// As a number.
    #[must_use]
    pub fn number(self) -> f64 {
        match self {
            Self::Count(count) => count as f64,
            Self::Share(share) => share,
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count(count) => write!(f, "{count}"),
            // With a decimal even where it is whole: 1.0.
            Self::Share(share) => write!(f, "{share:?}"),
        }
    }
}

/// One kind of fact with its figures, in their order.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The row's name, such as `mentions`.
    pub name: String,
    /// Name and value of each figure.
    pub figures: Vec<(String, Value)>,
}

impl Row {
    /// The figure of that name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<f64> {
        self.figures.iter().find(|(known, _)| known == name).map(|(_, value)| value.number())
    }
}

/// All rows, the last one being the marks, and their mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// In their order.
    pub rows: Vec<Row>,
    /// Mean of the marks.
    pub overall: Value,
}

impl Report {
    /// The row of that name.
    #[must_use]
    pub fn row(&self, name: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.name == name)
    }

    /// The rows as a JSON object, keys in their order.
    #[must_use]
    pub fn json(&self) -> String {
        let row = |row: &Row| {
            let figures: Vec<String> =
                row.figures.iter().map(|(name, value)| format!("  {}: {value}", quoted(name))).collect();
            format!(" {}: {{\n{}\n }}", quoted(&row.name), figures.join(",\n"))
        };
        let rows: Vec<String> = self.rows.iter().map(row).collect();
        format!("{{\n{},\n \"overall\": {}\n}}", rows.join(",\n"), self.overall)
    }
}

fn quoted(name: &str) -> String {
    serde_json::Value::from(name).to_string()
}

/// One line a row, the last one the mean.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for row in &self.rows {
            let figures: Vec<String> =
                row.figures.iter().map(|(name, value)| format!("{name} {value}")).collect();
            writeln!(f, "{:17} {}", row.name, figures.join("  "))?;
        }
        write!(f, "{:17} {}", "overall", self.overall)
    }
}

#[cfg(test)]
mod tests {
    use super::{Report, Row, Value};

    #[test]
    fn halves_go_to_even() {
        assert_eq!(Value::rounded(0.03125, 4).to_string(), "0.0312");
        assert_eq!(Value::rounded(0.09375, 4).to_string(), "0.0938");
        assert_eq!(Value::rounded(2.0 / 3.0, 4).to_string(), "0.6667");
        assert_eq!(Value::rounded(1.0, 4).to_string(), "1.0");
    }

    #[test]
    fn lines_and_json_say_the_same() {
        let figures = vec![("gold".to_owned(), Value::Count(3)), ("f1".to_owned(), Value::rounded(0.5, 4))];
        let report =
            Report { rows: vec![Row { name: "times".into(), figures }], overall: Value::rounded(0.5, 4) };
        assert_eq!(report.to_string(), "times             gold 3  f1 0.5\noverall           0.5");
        let json: serde_json::Value = serde_json::from_str(&report.json()).unwrap();
        assert_eq!(json["times"]["gold"], 3);
        assert_eq!(json["overall"], 0.5);
        assert_eq!(report.row("times").unwrap().get("f1"), Some(0.5));
    }
}
