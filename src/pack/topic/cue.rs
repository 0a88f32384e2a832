//! How a word of a cue is written, and its comparable form.

use crate::lang::{self, Tables};

use super::definition::MAX_WORDS;

/// One word of a cue.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CueWord {
    /// `word`: the word with any endings, in any of its spellings.
    Stem(String),
    /// `word*`: whatever begins so.
    Prefix(String),
    /// `word!`: with any endings, but in exactly these letters (folded ones).
    Strict(String),
    /// `word*!`: whatever begins with exactly these letters.
    StrictPrefix(String),
}

/// The letter of the izafe, which ties a word to the next one.
const YEH: char = '\u{6cc}';

/// Opens a cue that is a person's name and counts where it is one.
const NAME: char = '@';

/// Does the cue count also inside the name of a person?
pub(super) fn is_name(words: &str) -> bool {
    words.starts_with(NAME)
}

/// Letters that must remain of a word without its izafe.
const LEAST_STEM: usize = 3;

/// Shortest prefix: anything less would match half the language.
const LEAST_PREFIX: usize = 2;

impl CueWord {
    /// Reads the words of a cue.
    ///
    /// # Errors
    /// What is wrong with them.
    pub fn phrase(words: &str) -> Result<Vec<Self>, String> {
        let words = words.strip_prefix(NAME).unwrap_or(words);
        let words: Vec<Self> = words.split_whitespace().map(Self::read).collect::<Result<_, _>>()?;
        if words.is_empty() || words.len() > MAX_WORDS {
            return Err(format!("a cue has between 1 and {MAX_WORDS} words"));
        }
        Ok(words)
    }

    fn read(word: &str) -> Result<Self, String> {
        let (letters, make): (&str, fn(String) -> Self) = if let Some(prefix) = word.strip_suffix("*!") {
            (prefix, Self::StrictPrefix)
        } else if let Some(prefix) = word.strip_suffix('*') {
            (prefix, Self::Prefix)
        } else if let Some(strict) = word.strip_suffix('!') {
            (strict, Self::Strict)
        } else {
            (word, Self::Stem)
        };
        let least = if word.contains('*') { LEAST_PREFIX } else { 1 };
        if letters.chars().nth(least - 1).is_none() || !letters.chars().all(is_letter) {
            return Err(format!(
                "`{word}` is no word of a cue: write letters, then `*` for any continuation or `!` for exactly these letters"
            ));
        }
        Ok(make(letters.to_owned()))
    }

    /// The same without the izafe that ties it to the next word of its phrase: the phrase then holds
    /// whatever else stands on the word (plural, definite).
    pub(super) fn without_izafe(&self) -> Self {
        match self {
            Self::Stem(letters) => {
                let short = |stem: &&str| stem.chars().count() >= LEAST_STEM;
                let bare = letters.strip_suffix(YEH).filter(short).unwrap_or(letters);
                Self::Stem(bare.strip_suffix(YEH).filter(short).unwrap_or(bare).to_owned())
            }
            other => other.clone(),
        }
    }

    /// The letters as they were written.
    #[must_use]
    pub fn letters(&self) -> &str {
        match self {
            Self::Stem(letters)
            | Self::Prefix(letters)
            | Self::Strict(letters)
            | Self::StrictPrefix(letters) => letters,
        }
    }

    /// The letters as they are compared: equal for spellings of one word.
    pub(super) fn key(&self, tables: &Tables) -> String {
        lang::loose_key(tables, self.letters()).to_lowercase()
    }
}

/// Letters, marks, digits and the joiners inside words.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c, '\u{200c}' | '\u{640}' | '-' | '_')
        || unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::CueWord;

    #[test]
    fn words_say_how_they_match() {
        assert_eq!(
            CueWord::phrase("oil refin* gas! pip*!"),
            Ok(vec![
                CueWord::Stem("oil".into()),
                CueWord::Prefix("refin".into()),
                CueWord::Strict("gas".into()),
                CueWord::StrictPrefix("pip".into())
            ])
        );
        assert_eq!(CueWord::phrase("@trump"), CueWord::phrase("trump"));
        for bad in ["", "@", "@@oil", "oil @gas", "a*", "*", "!", "(oil)", "a b c d e f g"] {
            assert!(CueWord::phrase(bad).is_err(), "{bad}");
        }
    }
}
