//! Does a clause speak of what is to come? Read off the shapes of its verbs (`tense.tsv`).
//!
//! Enough to choose between last and next Friday; it is no parse.

use super::{
    FoldedText, Text, TokenKind,
    fold::{Letters, fold_with},
    tables::{Rows, TableError},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tense {
    None,
    Future,
    Past,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Match {
    Prefix,
    VerbPrefix,
    Suffix,
}

/// The compiled `tense.tsv`.
#[derive(Clone, Debug, Default)]
pub(super) struct Tenses {
    rows: Vec<(Box<str>, Match, Tense)>,
}

impl Tenses {
    pub(super) fn parse(letters: &Letters, rows: &Rows<'_>) -> Result<Self, TableError> {
        let mut out = Self::default();
        for row in rows.iter() {
            let how = match row.get("match")? {
                "prefix" => Match::Prefix,
                "verb prefix" => Match::VerbPrefix,
                "suffix" => Match::Suffix,
                other => {
                    return Err(row.error(format!("unknown match {other}"), "prefix, verb prefix or suffix"));
                }
            };
            let tense = match row.get("tense")? {
                "none" => Tense::None,
                "future" => Tense::Future,
                "past" => Tense::Past,
                other => return Err(row.error(format!("unknown tense {other}"), "none, future or past")),
            };
            let folded: FoldedText = fold_with(letters, row.get("form")?);
            out.rows.push((folded.as_str().into(), how, tense));
        }
        Ok(out)
    }

    fn of(&self, word: &str) -> Tense {
        let long = word.chars().nth(3).is_some();
        let fits = |(form, how, _): &&(Box<str>, Match, Tense)| match how {
            Match::Prefix => long && word.starts_with(&**form),
            Match::VerbPrefix => long && word.starts_with(&**form) && word.ends_with(VERB_ENDS),
            Match::Suffix => word.ends_with(&**form),
        };
        self.rows.iter().find(fits).map_or(Tense::None, |(_, _, tense)| *tense)
    }

    pub(super) fn is_verb_like(&self, word: &str) -> bool {
        self.of(word) != Tense::None
    }

    /// Does the clause around a token speak of what is to come?
    pub(super) fn is_future(&self, text: &Text, at: usize) -> bool {
        let tokens = text.tokens();
        let Some(sentence) = tokens.get(at).and_then(|token| text.sentences().get(token.sentence as usize))
        else {
            return false;
        };
        let word =
            |at: usize| tokens.get(at).filter(|token| token.kind == TokenKind::Word).map(|t| text.form(t));
        let after = at + 1..(sentence.tokens.end as usize).min(at + REACH);
        for tense in after.filter_map(word).map(|word| self.of(word)) {
            match tense {
                Tense::Future => return true,
                Tense::Past => return false,
                Tense::None => {}
            }
        }
        // No verb after it: the nearest before.
        let before = (sentence.tokens.start as usize).max(at.saturating_sub(REACH))..at;
        before.rev().filter_map(word).map(|word| self.of(word)).find(|tense| *tense != Tense::None)
            == Some(Tense::Future)
    }
}

/// Tokens looked at on each side: a verb farther away is of another clause, and a text without a full
/// stop must not cost the square of its length.
const REACH: usize = 150;

/// Letters that finite present forms end in: t, e, n, m, wa.
const VERB_ENDS: [char; 5] = ['\u{62a}', '\u{6ce}', '\u{646}', '\u{645}', '\u{6d5}'];
