//! The terms that stand for a text in the index, and their positions.
//!
//! One position for each of the text's [`words`]. At a position stand
//! - the word as [`word_form`] has it;
//! - where it was written with other letters, [`SPELLED`], the form, [`SPELLED`], the word as written;
//! - for each of the word's stems, [`STEM`] and the stem.
//!
//! So "whatever letters" asks for the form, "whatever endings" for the marked stems to be sought, "exactly"
//! for the spelling, or for the form where no other spelling stands; and phrases may mix them, since all
//! stand in one field.

use std::collections::HashMap;

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::lang::{BuildFx, FoldedText, Inflections, word_form, words};

/// Parts of a term that tells a spelling; no word holds it.
pub const SPELLED: char = '\u{1}';
/// Begins a term that is a stem; no word holds it.
pub const STEM: char = '\u{2}';
/// Words longer than this many bytes are no words of a language; they keep their position without a term.
pub const LONGEST_WORD: usize = 255;

/// Parts positions in what the tokenizer is given …
const NEXT: char = ' ';
/// … and terms of one position.
const SAME: char = '\u{3}';

/// None of these stands in a word or a stem.
const MARKS: [char; 5] = [NEXT, SAME, SPELLED, STEM, '\u{0}'];

/// The name under which an index knows the tokenizer.
pub const TOKENIZER: &str = "balge";

/// The term for a spelling of a folded word.
#[must_use]
pub fn spelled_term(folded: &str, written: &str) -> String {
    format!("{SPELLED}{folded}{SPELLED}{written}")
}

/// What all spellings of a folded word other than itself begin with.
#[must_use]
pub fn spelled_prefix(folded: &str) -> String {
    format!("{SPELLED}{folded}{SPELLED}")
}

/// The term for a stem.
#[must_use]
pub fn stem_term(stem: &str) -> String {
    format!("{STEM}{stem}")
}

/// Words whose stems are remembered. Author's choice: some tens of megabytes.
const REMEMBERED: usize = 200_000;

/// Makes the terms of texts, remembering the stems of words it has met. One for each thread.
pub struct TermMaker {
    inflections: Inflections,
    /// The marked stems of a word as they are written.
    stems: HashMap<Box<str>, Box<str>, BuildFx>,
}

impl TermMaker {
    /// With what the language knows of words.
    #[must_use]
    pub fn new(inflections: Inflections) -> Self {
        Self { inflections, stems: HashMap::default() }
    }

    /// All terms of a text in the form [`PositionedTerms`] reads: terms parted by what tells whether the
    /// next stands at the next position or at the same. `folded` is the folded `original`.
    #[must_use]
    pub fn positioned(&mut self, original: &str, folded: &FoldedText) -> String {
        let text = folded.as_str();
        let mut out = String::with_capacity(text.len() * 2);
        for span in words(text) {
            let word = word_form(&text[span.range()]);
            out.push(NEXT);
            if word.len() > LONGEST_WORD || word.is_empty() {
                continue;
            }
            out.push_str(&word);
            let written = folded.original(span).of(original).unwrap_or(&word);
            if written != word && written.len() <= LONGEST_WORD && !written.contains(MARKS) {
                out.extend([SAME, SPELLED]);
                out.push_str(&word);
                out.push(SPELLED);
                out.push_str(written);
            }
            self.add_stems(&word, &mut out);
        }
        out
    }

    fn add_stems(&mut self, word: &str, out: &mut String) {
        if let Some(known) = self.stems.get(word) {
            out.push_str(known);
            return;
        }
        let start = out.len();
        for stem in self.inflections.stems(word).all().iter().filter(|stem| !stem.contains(MARKS)) {
            out.extend([SAME, STEM]);
            out.push_str(stem);
        }
        if self.stems.len() >= REMEMBERED {
            self.stems.clear();
        }
        self.stems.insert(word.into(), out[start..].into());
    }
}

/// Reads what [`TermMaker`] wrote.
#[derive(Clone, Default)]
pub struct PositionedTerms {
    token: Token,
}

/// The terms of one text.
pub struct Positioned<'a> {
    rest: &'a str,
    token: &'a mut Token,
}

impl Tokenizer for PositionedTerms {
    type TokenStream<'a> = Positioned<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Positioned<'a> {
        self.token.reset();
        Positioned { rest: text, token: &mut self.token }
    }
}

impl TokenStream for Positioned<'_> {
    fn advance(&mut self) -> bool {
        loop {
            let mut chars = self.rest.chars();
            match chars.next() {
                // The first position is 0: a reset token stands before it.
                Some(NEXT) => self.token.position = self.token.position.wrapping_add(1),
                Some(SAME) => {}
                _ => return false,
            }
            let rest = chars.as_str();
            let end = rest.find([NEXT, SAME]).unwrap_or(rest.len());
            self.rest = &rest[end..];
            if end > 0 {
                self.token.text.clear();
                self.token.text.push_str(&rest[..end]);
                return true;
            }
        }
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::lang::{Tables, fold};

    fn terms(text: &str) -> Vec<(usize, String)> {
        let tables = Arc::new(Tables::embedded().unwrap());
        let mut maker = TermMaker::new(Inflections::without_lexicon(Arc::clone(&tables)));
        let all = maker.positioned(text, &fold(&tables, text));
        assert_eq!(maker.positioned(text, &fold(&tables, text)), all);
        let mut tokenizer = PositionedTerms::default();
        let mut stream = tokenizer.token_stream(&all);
        let mut terms = Vec::new();
        while stream.advance() {
            terms.push((stream.token().position, stream.token().text.clone()));
        }
        terms
    }

    #[test]
    fn terms_of_one_word_share_a_position() {
        // The second word is written with the Arabic kaf.
        let word = "\u{6a9}\u{648}\u{631}";
        let found = terms("(\u{6a9}\u{648}\u{631}) \u{643}\u{648}\u{631}! Xy");
        let stem = stem_term(word);
        let spelled = spelled_term(word, "\u{643}\u{648}\u{631}");
        assert!(spelled.starts_with(&spelled_prefix(word)));
        assert_eq!(
            found,
            [
                (0, word.to_owned()),
                (0, stem.clone()),
                (1, word.to_owned()),
                (1, spelled),
                (1, stem),
                (2, "xy".to_owned()),
                (2, spelled_term("xy", "Xy")),
                (2, stem_term("xy")),
            ]
        );
    }

    #[test]
    fn a_word_beyond_bearing_keeps_its_position() {
        let found = terms(&format!("7 {} b", "x".repeat(LONGEST_WORD + 1)));
        assert_eq!(found.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [0, 0, 2, 2]);
    }
}
