//! The terms that stand for a text in the index, and their positions.
//!
//! One position for each word of the folded text, by the word boundaries that searching uses. At a
//! position stand
//! - the folded word itself;
//! - where it was written with other letters, [`SPELLED`], the folded word, [`SPELLED`], the word as written;
//! - for each stem of the word that is not the word itself, [`STEM`] and the stem.
//!
//! So "exactly" asks for the folded word without the other spellings, "whatever letters" for the folded
//! word, "whatever endings" for the folded word or the marked stem, and phrases may mix them, since all
//! stand in one field.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::{
    lang::FoldedText,
    model::{Folded, Span},
};

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

/// Words of a folded text, as searching parts them.
pub fn words(folded: &str) -> impl Iterator<Item = Span<Folded>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + folded[at..].find(is_word)?;
        let length = folded[start..].find(|c| !is_word(c)).unwrap_or(folded.len() - start);
        at = start + length;
        Some(Span::new(start, at))
    })
}

/// Letters, digits and marks make words.
#[must_use]
pub fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{64b}'..='\u{65f}' | '\u{670}' | '_')
}

/// All terms of a text in the form [`PositionedTerms`] reads: terms parted by what tells whether the next
/// stands at the next position or at the same. `stems` adds the stems of a folded word to a list.
#[must_use]
pub fn positioned(
    original: &str,
    folded: &FoldedText,
    stems: &mut dyn FnMut(&str, &mut Vec<String>),
) -> String {
    let text = folded.as_str();
    let mut out = String::with_capacity(text.len() * 3 / 2);
    let mut found = Vec::new();
    for span in words(text) {
        let word = &text[span.range()];
        out.push(NEXT);
        if word.len() > LONGEST_WORD {
            continue;
        }
        out.push_str(word);
        let written = folded.original(span).of(original).unwrap_or(word);
        if written != word && written.len() <= LONGEST_WORD && !written.contains([NEXT, SAME, SPELLED, STEM])
        {
            out.extend([SAME, SPELLED]);
            out.push_str(word);
            out.push(SPELLED);
            out.push_str(written);
        }
        found.clear();
        stems(word, &mut found);
        for stem in found.iter().filter(|stem| *stem != word && !stem.is_empty()) {
            out.extend([SAME, STEM]);
            out.push_str(stem);
        }
    }
    out
}

/// Reads what [`positioned`] wrote.
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
    use super::*;
    use crate::lang::{Tables, fold};

    #[test]
    fn terms_of_one_word_share_a_position() {
        let tables = Tables::embedded().unwrap();
        // The second word is written with the Arabic kaf.
        let text = "(\u{6a9}\u{648}\u{631}) \u{643}\u{648}\u{631}! 7";
        let folded = fold(&tables, text);
        let word = "\u{6a9}\u{648}\u{631}";
        let mut stems = |found: &str, out: &mut Vec<String>| {
            if found == word {
                out.extend([word.to_owned(), "\u{6a9}\u{648}".to_owned()]);
            }
        };
        let all = positioned(text, &folded, &mut stems);
        let mut tokenizer = PositionedTerms::default();
        let mut stream = tokenizer.token_stream(&all);
        let mut terms = Vec::new();
        while stream.advance() {
            terms.push((stream.token().position, stream.token().text.clone()));
        }
        let stem = stem_term("\u{6a9}\u{648}");
        let spelled = spelled_term(word, "\u{643}\u{648}\u{631}");
        assert!(spelled.starts_with(&spelled_prefix(word)));
        assert_eq!(
            terms,
            [
                (0, word.to_owned()),
                (0, stem.clone()),
                (1, word.to_owned()),
                (1, spelled),
                (1, stem),
                (2, "7".to_owned())
            ]
        );
    }

    #[test]
    fn a_word_beyond_bearing_keeps_its_position() {
        let tables = Tables::embedded().unwrap();
        let text = format!("a {} b", "x".repeat(LONGEST_WORD + 1));
        let all = positioned(&text, &fold(&tables, &text), &mut |_, _| {});
        let mut tokenizer = PositionedTerms::default();
        let mut stream = tokenizer.token_stream(&all);
        let mut terms = Vec::new();
        while stream.advance() {
            terms.push((stream.token().position, stream.token().text.clone()));
        }
        assert_eq!(terms, [(0, "a".to_owned()), (2, "b".to_owned())]);
    }
}
