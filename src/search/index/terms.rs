//! The terms that stand for a text in the index, and their positions.
//!
//! One position for each of the text's [`words`]. At a position stand
//! - the word as [`word_form`] has it;
//! - where it was written with other letters, [`spelled_term`].
//!
//! So "whatever letters" asks for the form, "exactly" for the spelling, or for the form where no other spelling
//! stands, "whatever endings" for the words that [`super::stems`] tells; and phrases may mix them, since all
//! stand in one field. Letters are written as [`super::letters`] has them. Marks stand behind words, so that a dictionary of terms holds each word once.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use super::letters::{change_places, changed_places};
use crate::lang::{FoldedText, word_form, words};

/// Stands between a word and how it was written; no word holds it.
pub(super) const SPELLED: char = '\u{1}';
/// Words longer than this many bytes are no words of a language; they keep their position without a term.
pub const LONGEST_WORD: usize = 255;

/// Parts positions in what the tokenizer is given …
const NEXT: char = ' ';
/// … and terms of one position.
const SAME: char = '\u{3}';

/// None of these stands in a word.
const MARKS: [char; 4] = [NEXT, SAME, SPELLED, '\u{0}'];

/// The name under which an index knows the tokenizer.
pub const TOKENIZER: &str = "balge";

/// What a term of the index says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning<'a> {
    /// A word of this form.
    Word(&'a str),
    /// A word of this form, written so.
    Spelled(&'a str, String),
}

/// What a term says; `room` is for its letters.
#[must_use]
pub fn meaning<'a>(term: &str, room: &'a mut String) -> Meaning<'a> {
    room.clear();
    change_places(term, room);
    let term: &'a str = room;
    match term.split_once(SPELLED) {
        Some((form, change)) => Meaning::Spelled(form, changed(form, change).unwrap_or_default()),
        None => Meaning::Word(term),
    }
}

/// The term for a word of this form.
#[must_use]
pub fn word_term(form: &str) -> String {
    changed_places(form)
}

/// The term for a word that was `written` other than its form.
#[must_use]
pub fn spelled_term(form: &str, written: &str) -> String {
    let mut out = format!("{form}{SPELLED}");
    add_change(form, written, &mut out);
    changed_places(&out)
}

/// What all spellings of a word other than its form begin with.
#[must_use]
pub fn spelled_prefix(form: &str) -> String {
    changed_places(&format!("{form}{SPELLED}"))
}

/// How a spelling differs from the form: letters that stay, letters that go, letters that come. Alike for all
/// words that are changed alike, so that dictionaries share it.
pub(super) fn add_change(form: &str, written: &str, out: &mut String) {
    let stay = form.chars().zip(written.chars()).take_while(|(a, b)| a == b).count();
    let (old, new): (Vec<char>, Vec<char>) =
        (form.chars().skip(stay).collect(), written.chars().skip(stay).collect());
    let end = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
    out.extend([count(stay), count(old.len() - end)]);
    out.extend(&new[..new.len() - end]);
}

pub(super) fn changed(form: &str, change: &str) -> Option<String> {
    let mut rest = change.chars();
    let stay = counted(rest.next()?)?;
    let go = counted(rest.next()?)?;
    Some(form.chars().take(stay).chain(rest).chain(form.chars().skip(stay + go)).collect())
}

/// A number as a sign; words are short.
fn count(number: usize) -> char {
    u32::try_from(number).ok().and_then(|number| char::from_u32(u32::from('0') + number)).unwrap_or('0')
}

fn counted(sign: char) -> Option<usize> {
    u32::from(sign).checked_sub(u32::from('0')).map(|number| number as usize)
}

/// All terms of a text in the form [`PositionedTerms`] reads (terms parted by what tells whether the next stands
/// at the next position or at the same), and how many words it has. `folded` is the folded `original`.
#[must_use]
pub fn positioned(original: &str, folded: &FoldedText) -> (String, u64) {
    let text = folded.as_str();
    let mut out = String::with_capacity(text.len());
    let (mut count, mut term) = (0, String::new());
    for span in words(text) {
        count += 1;
        let word = word_form(&text[span.range()]);
        out.push(NEXT);
        if word.len() > LONGEST_WORD || word.is_empty() {
            continue;
        }
        term.clear();
        change_places(&word, &mut term);
        out.push_str(&term);
        let written = folded.original(span).of(original).unwrap_or(&word);
        if written != word && written.len() <= LONGEST_WORD && !written.contains(MARKS) {
            out.push(SAME);
            out.push_str(&term);
            out.push(SPELLED);
            term.clear();
            add_change(&word, written, &mut term);
            change_places(&term, &mut out);
        }
    }
    (out, count)
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

    fn terms(text: &str) -> Vec<(usize, String)> {
        let (all, _) = positioned(text, &fold(&Tables::embedded().unwrap(), text));
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
        // The second word is written with the Arabic kaf; the third has an ending.
        let word = "\u{6a9}\u{648}\u{631}";
        let found = terms("(\u{6a9}\u{648}\u{631}) \u{643}\u{648}\u{631}! Xy2");
        let spelled = spelled_term(word, "\u{643}\u{648}\u{631}");
        assert!(spelled.starts_with(&spelled_prefix(word)));
        assert_eq!(
            found,
            [
                (0, word_term(word)),
                (1, word_term(word)),
                (1, spelled),
                (2, "xy2".to_owned()),
                (2, spelled_term("xy2", "Xy2")),
            ]
        );
    }

    #[test]
    fn terms_say_what_they_mean() {
        for (form, written) in
            [("abc", "Abc"), ("abc", "ab"), ("a", "b\u{640}a"), ("abcabc", "abc"), ("", "x"), ("ab", "ba")]
        {
            let (term, mut room) = (spelled_term(form, written), String::new());
            assert!(term.starts_with(&spelled_prefix(form)));
            assert_eq!(meaning(&term, &mut room), Meaning::Spelled(form, written.to_owned()));
        }
        let (word, mut room) = ("\u{6a9}\u{648}a", String::new());
        assert_eq!(meaning(&word_term(word), &mut room), Meaning::Word(word));
        let long = "\u{6d5}".repeat(127);
        let other = format!("{long}x");
        assert_eq!(meaning(&spelled_term(&long, &other), &mut room), Meaning::Spelled(&long, other));
    }

    #[test]
    fn a_word_beyond_bearing_keeps_its_position() {
        let found = terms(&format!("7 {} b", "x".repeat(LONGEST_WORD + 1)));
        assert_eq!(found.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [0, 2]);
        let text = "a b_c 7 (d)";
        assert_eq!(positioned(text, &fold(&Tables::embedded().unwrap(), text)).1, 4);
    }
}
