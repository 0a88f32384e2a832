//! The language tables, parsed from tab-separated text.
//!
//! Knows the files' names and how rows look; what the rows mean is each parser's own. No file access:
//! the texts are compiled in, and whoever has other texts passes them to [`Tables::with`].

use std::collections::HashSet;

use super::{
    fold::Letters,
    language::Languages,
    morphology::{Affixes, Verbs},
    tense::Tenses,
    vocabulary::Vocabulary,
};

/// The tables compiled into the program, as `(file name, text)`.
const FILES: &[(&str, &str)] = &[
    ("letters.tsv", include_str!("../../assets/lang/ckb/letters.tsv")),
    ("abbreviations.tsv", include_str!("../../assets/lang/ckb/abbreviations.tsv")),
    ("affixes.tsv", include_str!("../../assets/lang/ckb/affixes.tsv")),
    ("language.tsv", include_str!("../../assets/lang/ckb/language.tsv")),
    ("times.tsv", include_str!("../../assets/lang/ckb/times.tsv")),
    ("numbers.tsv", include_str!("../../assets/lang/ckb/numbers.tsv")),
    ("units.tsv", include_str!("../../assets/lang/ckb/units.tsv")),
    ("zones.tsv", include_str!("../../assets/lang/ckb/zones.tsv")),
    ("verb.tsv", include_str!("../../assets/paradigms/verb.tsv")),
    ("tense.tsv", include_str!("../../assets/lang/ckb/tense.tsv")),
];

/// A row of a table that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {cause} ({hint})")]
pub struct TableError {
    /// File name below the language's folder.
    pub file: String,
    /// One-based line.
    pub line: u32,
    /// What is wrong.
    pub cause: String,
    /// What to write instead.
    pub hint: &'static str,
}

/// Everything `lang` knows about the language, compiled for use.
#[derive(Clone, Debug)]
pub struct Tables {
    pub(super) letters: Letters,
    pub(super) abbreviations: HashSet<String>,
    pub(super) affixes: Affixes,
    pub(super) vocabulary: Vocabulary,
    pub(super) tenses: Tenses,
    pub(super) languages: Languages,
    pub(super) verbs: Verbs,
}

impl Tables {
    /// The tables compiled into the program.
    pub fn embedded() -> Result<Self, TableError> {
        Self::with(&[])
    }

    /// The compiled-in tables, with whole files replaced by `(file name, text)`.
    pub fn with(replaced: &[(&str, &str)]) -> Result<Self, TableError> {
        let text = |name: &str| {
            let own = replaced.iter().find(|(file, _)| *file == name);
            own.or_else(|| FILES.iter().find(|(file, _)| *file == name)).map_or("", |(_, text)| *text)
        };
        let letters = Letters::parse(&Rows::new("letters.tsv", text("letters.tsv"))?)?;
        let abbreviations = Rows::new("abbreviations.tsv", text("abbreviations.tsv"))?
            .iter()
            .map(|row| row.get("form").map(str::to_owned))
            .collect::<Result<_, _>>()?;
        let affixes = Affixes::parse(&Rows::new("affixes.tsv", text("affixes.tsv"))?)?;
        let vocabulary = Vocabulary::parse(
            &letters,
            &Rows::new("times.tsv", text("times.tsv"))?,
            &Rows::new("numbers.tsv", text("numbers.tsv"))?,
            &Rows::new("units.tsv", text("units.tsv"))?,
            &Rows::new("zones.tsv", text("zones.tsv"))?,
        )?;
        let verbs = Verbs::parse(&letters, &Rows::new("verb.tsv", text("verb.tsv"))?)?;
        let tenses = Tenses::parse(&letters, &Rows::new("tense.tsv", text("tense.tsv"))?)?;
        let languages = Languages::parse(&Rows::new("language.tsv", text("language.tsv"))?)?;
        Ok(Self { letters, abbreviations, affixes, vocabulary, tenses, languages, verbs })
    }

    /// Does the clause around a token of a text speak of what is to come?
    #[must_use]
    pub fn is_future(&self, text: &super::Text, token: usize) -> bool {
        self.tenses.is_future(text, token)
    }

    /// Does a folded word look like a finite verb?
    #[must_use]
    pub fn is_verb_like(&self, word: &str) -> bool {
        self.tenses.is_verb_like(word)
    }

    /// Is a folded word one that no number counts (and, in, that …)?
    #[must_use]
    pub fn counts_nothing(&self, word: &str) -> bool {
        self.vocabulary.counts_nothing(word)
    }

    /// Names and texts of the compiled-in tables, for hashing and for copying out.
    #[must_use]
    pub fn files() -> &'static [(&'static str, &'static str)] {
        FILES
    }
}

/// The rows of one file under its header; `#` lines and empty lines left out.
pub(super) struct Rows<'a> {
    file: &'a str,
    header: Vec<&'a str>,
    lines: Vec<(u32, Vec<&'a str>)>,
}

/// One row, its cells by column name.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    rows: &'a Rows<'a>,
    line: u32,
    cells: &'a [&'a str],
}

impl<'a> Rows<'a> {
    pub(super) fn new(file: &'a str, text: &'a str) -> Result<Self, TableError> {
        let mut lines = text
            .lines()
            .zip(1u32..)
            .map(|(line, number)| (number, line.trim_end_matches('\r')))
            .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
        let Some((_, header)) = lines.next() else {
            return Err(TableError {
                file: file.into(),
                line: 1,
                cause: "no header".into(),
                hint: "the first row names the columns",
            });
        };
        let header: Vec<&str> = header.split('\t').map(str::trim).collect();
        let lines = lines.map(|(number, line)| (number, line.split('\t').map(str::trim).collect())).collect();
        Ok(Self { file, header, lines })
    }

    pub(super) fn iter(&'a self) -> impl Iterator<Item = Row<'a>> {
        self.lines.iter().map(|(line, cells)| Row { rows: self, line: *line, cells })
    }
}

impl<'a> Row<'a> {
    /// The cell of a column; it must be there and not empty.
    pub(super) fn get(self, column: &str) -> Result<&'a str, TableError> {
        self.find(column)
            .ok_or_else(|| self.error(format!("no {column}"), "every row fills every required column"))
    }

    /// The cell of a column, if there is one.
    pub(super) fn find(self, column: &str) -> Option<&'a str> {
        let at = self.rows.header.iter().position(|name| *name == column)?;
        self.cells.get(at).copied().filter(|cell| !cell.is_empty())
    }

    pub(super) fn error(self, cause: impl Into<String>, hint: &'static str) -> TableError {
        TableError { file: self.rows.file.into(), line: self.line, cause: cause.into(), hint }
    }
}

#[cfg(test)]
mod tests {
    use super::Tables;

    #[test]
    fn embedded_tables_parse() {
        Tables::embedded().expect("embedded tables");
    }

    #[test]
    fn a_bad_row_is_named() {
        let error =
            Tables::with(&[("letters.tsv", "kind\tfrom\tto\nfold\tU+0643\tU+06A9\nfold\tk\tU+06A9\n")])
                .expect_err("k is no code point");
        assert_eq!((error.file.as_str(), error.line), ("letters.tsv", 3));
    }
}
