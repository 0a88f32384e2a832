//! One font's table and the conversion by it: the longest row wins at each place.
//!
//! Knows nothing of languages or files.

use std::collections::HashMap;

use thiserror::Error;

/// A row of a font's table that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("line {line}: {cause}")]
pub struct LegacyError {
    /// One-based line.
    pub line: usize,
    /// What is wrong.
    pub cause: String,
}

/// Where a row holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Anywhere,
    /// Not before a letter and not at the end of the text.
    NoLetterAfter,
    /// Before anything but a letter or tatweel, or at the end.
    LetterAfterNot,
}

#[derive(Clone, Debug)]
struct Row {
    from: Vec<char>,
    to: String,
    place: Place,
}

/// Which stored characters are which letters.
#[derive(Clone, Debug, Default)]
pub struct FontTable {
    /// By first character, the longest first.
    rows: HashMap<char, Vec<Row>>,
    /// Letters that texts of this encoding cannot have.
    absent: Vec<char>,
}

impl FontTable {
    /// From the text of a table.
    pub fn parse(text: &str) -> Result<Self, LegacyError> {
        let mut table = Self::default();
        let lines = text.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.is_empty());
        for (index, line) in lines.skip(1) {
            let bad = |cause: &str| LegacyError { line: index + 1, cause: cause.to_owned() };
            let mut cells = line.split('\t');
            let mut cell = || cells.next().unwrap_or_default();
            let from = code_points(cell()).ok_or_else(|| bad("`from` is no list of code points"))?;
            let to = code_points(cell()).ok_or_else(|| bad("`to` is no list of code points"))?;
            let place = match cell() {
                "absent" => {
                    table.absent.extend(from);
                    continue;
                }
                "" => Place::Anywhere,
                "no-letter-after" => Place::NoLetterAfter,
                "letter-after-not" => Place::LetterAfterNot,
                _ => return Err(bad("`where` is none of the places known")),
            };
            let first = *from.first().ok_or_else(|| bad("`from` is empty"))?;
            let rows = table.rows.entry(first).or_default();
            rows.push(Row { from, to: to.into_iter().collect(), place });
            rows.sort_by_key(|row| std::cmp::Reverse(row.from.len()));
        }
        Ok(table)
    }

    /// How many of the letters are none of the font's.
    pub fn strangers(&self, text: &str) -> usize {
        text.chars().filter(|c| self.absent.contains(c)).count()
    }

    /// Are all of the font's own letters marked ones, so that a text without marks is not in it?
    pub fn needs_marks(&self) -> bool {
        let is_own = |row: &&Row| {
            row.from.len() == 1 && row.to.chars().any(|c| "\u{6d5}\u{6ce}\u{6c6}\u{6b5}".contains(c))
        };
        !self.rows.values().flatten().any(|row| is_own(&row) && row.place == Place::Anywhere)
    }

    /// How often letters carry a vowel mark that makes them another letter here. Modern texts have hardly any.
    pub fn marks(&self, text: &str) -> usize {
        let rows = self.rows.values().flatten().filter(|row| {
            row.from.len() > 1 && row.from.last().is_some_and(|c| ('\u{64b}'..='\u{652}').contains(c))
        });
        rows.map(|row| text.matches(row.from.iter().collect::<String>().as_str()).count()).sum()
    }

    /// The text with every row applied, and where its bytes and those of the original stop advancing
    /// together (see [`crate::model::Conversion::steps`]).
    pub fn convert(&self, text: &str) -> (String, Vec<(u32, u32)>) {
        let mut out = String::with_capacity(text.len());
        let mut steps: Vec<(u32, u32)> = Vec::new();
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let row = self.rows.get(&c).and_then(|rows| rows.iter().find(|row| row.fits(&text[at..])));
            let (start, began) = (out.len(), at);
            if let Some(row) = row {
                at += row.from.iter().map(|c| c.len_utf8()).sum::<usize>();
                out.push_str(&row.to);
            } else {
                at += c.len_utf8();
                out.push(c);
            }
            if out.len() - start != at - began {
                steps.push((out.len() as u32, at as u32));
            }
        }
        (out, steps)
    }
}

impl Row {
    fn fits(&self, text: &str) -> bool {
        let mut chars = text.chars();
        if !self.from.iter().all(|c| chars.next() == Some(*c)) {
            return false;
        }
        let next = chars.next();
        let is_letter = next.is_some_and(|c| c.is_alphabetic() && c != '\u{621}');
        match self.place {
            Place::Anywhere => true,
            Place::NoLetterAfter => next.is_some() && !is_letter,
            Place::LetterAfterNot => !is_letter && next != Some('\u{640}'),
        }
    }
}

fn code_points(text: &str) -> Option<Vec<char>> {
    text.split_whitespace()
        .map(|point| char::from_u32(u32::from_str_radix(point.strip_prefix("U+")?, 16).ok()?))
        .collect()
}
