//! The orthographic words of a folded text: what searching counts positions in.
//!
//! One rule for texts, indexes and queries. Tokens of extraction are cut finer; see `token`.

use std::borrow::Cow;

use super::alphabetic::is_alphabetic;
use crate::model::{Folded, Span};

/// Letters, digits, marks and the low line make words.
#[must_use]
pub fn is_of_word(c: char) -> bool {
    is_alphabetic(c) || c.is_numeric() || is_vowel_mark(c) || c == '_'
}

/// The words of a folded text, in its order.
pub fn words(folded: &str) -> impl Iterator<Item = Span<Folded>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + folded[at..].find(is_of_word)?;
        let len = folded[start..].find(|c| !is_of_word(c)).unwrap_or(folded.len() - start);
        at = start + len;
        Some(Span::new(start, at))
    })
}

/// A folded word as it is compared: Latin letters small, no Arabic vowel marks.
#[must_use]
pub fn word_form(folded_word: &str) -> Cow<'_, str> {
    let changes = |c: char| is_vowel_mark(c) || (!is_arabic(c) && c.is_uppercase());
    if !folded_word.contains(changes) {
        return Cow::Borrowed(folded_word);
    }
    folded_word.chars().filter(|c| !is_vowel_mark(*c)).flat_map(char::to_lowercase).collect::<String>().into()
}

/// Of the block whose letters have no capitals.
fn is_arabic(c: char) -> bool {
    ('\u{600}'..='\u{6ff}').contains(&c)
}

/// Short vowels and their like, which writers leave out.
fn is_vowel_mark(c: char) -> bool {
    matches!(c, '\u{64b}'..='\u{65f}' | '\u{670}')
}

#[cfg(test)]
mod tests {
    use super::{word_form, words};

    #[test]
    fn runs_of_letters_and_digits() {
        let text = "Oil-price: 1,250 (up) x_y";
        let found: Vec<&str> = words(text).filter_map(|word| word.of(text)).collect();
        assert_eq!(found, ["Oil", "price", "1", "250", "up", "x_y"]);
        assert_eq!(words(" .\u{60c}").count(), 0);
    }

    #[test]
    fn capitals_and_vowel_marks_make_no_difference() {
        assert_eq!(word_form("WHO"), "who");
        assert_eq!(word_form("a\u{64e}b"), "ab");
        assert!(matches!(word_form("ab"), std::borrow::Cow::Borrowed(_)));
    }
}
