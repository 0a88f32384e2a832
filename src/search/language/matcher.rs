//! What one word of a query finds: tests on single words of texts.

use std::{borrow::Cow, sync::Arc};

use crate::lang::{Inflections, fold, loosened, word_form, words};

use super::{
    interpreter::Interpreter,
    pattern::{self, Pattern},
    syntax::{Matching, Words},
};

/// A test on a word of a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Matcher {
    /// Any word at all (a star between words of a phrase).
    Any,
    /// The word, letters folded; where `spelled` is given, also written like that.
    Form {
        /// As [`word_form`] writes it.
        form: Box<str>,
        /// As the original text must have it.
        spelled: Option<Box<str>>,
    },
    /// Any word that has one of the stems.
    Stems {
        /// The word itself.
        form: Box<str>,
        /// At least one.
        stems: Arc<[Box<str>]>,
    },
    /// A word the pattern fits; the original's letters where `spelled`, else the folded ones.
    Pattern {
        /// The pattern.
        pattern: Pattern,
        /// Does it look at the letters as written?
        spelled: bool,
    },
    /// A word in Latin letters: the word itself, or one in Arabic letters it may stand for.
    Latin {
        /// The word itself.
        form: Box<str>,
        /// Fits Arabic spellings, without the distinctions writers drop.
        pattern: Pattern,
        /// Are stems looked at, or only whole words?
        inflected: bool,
    },
}

impl Matcher {
    /// Can a word of this form be meant? `stems` are all its stems. Where [`Self::needs_spelling`], the
    /// word as written must pass [`Self::fits_spelling`] too.
    #[must_use]
    pub fn fits<'s>(
        &self,
        form: &str,
        mut stems: impl Iterator<Item = &'s str>,
        inflections: &Inflections,
    ) -> bool {
        match self {
            // Nobody keeps where it fits: that is everywhere.
            Self::Any => false,
            Self::Pattern { spelled: true, .. } => true,
            Self::Form { form: wanted, .. } => **wanted == *form,
            Self::Stems { form: wanted, stems: any } => {
                **wanted == *form || stems.any(|stem| any.iter().any(|sought| **sought == *stem))
            }
            Self::Pattern { pattern, .. } => pattern.fits(form),
            Self::Latin { form: wanted, pattern, inflected } => {
                let loose = |word: &str| pattern.fits(&loosened(inflections.tables(), word));
                **wanted == *form || loose(form) || (*inflected && stems.any(loose))
            }
        }
    }

    /// Do the stems of a word matter?
    #[must_use]
    pub fn looks_at_stems(&self) -> bool {
        matches!(self, Self::Stems { .. } | Self::Latin { inflected: true, .. })
    }

    /// Does it matter how the word is written in the original?
    #[must_use]
    pub fn needs_spelling(&self) -> bool {
        matches!(self, Self::Form { spelled: Some(_), .. } | Self::Pattern { spelled: true, .. })
    }

    /// Is the word written as asked for?
    #[must_use]
    pub fn fits_spelling(&self, original: &str) -> bool {
        match self {
            Self::Form { spelled: Some(spelled), .. } => **spelled == *original,
            Self::Pattern { pattern, spelled: true } => pattern.fits(original),
            _ => true,
        }
    }
}

/// The tests for words typed next to each other, in their order.
pub(super) fn matchers(interpreter: &Interpreter, words: &Words, matching: Matching) -> Vec<Matcher> {
    let typed = words.typed.split_whitespace();
    typed.flat_map(|part| of_part(interpreter, part, matching)).collect()
}

/// A part between white space: one word, or several parted by signs.
fn of_part(interpreter: &Interpreter, part: &str, matching: Matching) -> Vec<Matcher> {
    let inner = part.trim_matches(|c| !crate::lang::is_of_word(c) && c != '*' && c != '?');
    if inner.contains(pattern::is_wild) {
        return wildcards(interpreter, inner, matching);
    }
    let folded = fold(interpreter.inflections().tables(), inner);
    words(folded.as_str())
        .filter_map(|span| {
            let form = word_form(span.of(folded.as_str())?);
            let spelled = folded.original(span).of(inner)?;
            Some(of_word(interpreter, &form, spelled, matching))
        })
        .collect()
}

fn of_word(interpreter: &Interpreter, form: &str, spelled: &str, matching: Matching) -> Matcher {
    let own: Box<str> = form.into();
    let spelled = (matching == Matching::Exact).then(|| spelled.into());
    let latin = || interpreter.latin.expression(form).and_then(|expression| Pattern::new(&expression));
    if matching != Matching::Exact
        && let Some(pattern) = latin()
    {
        return Matcher::Latin { form: own, pattern, inflected: matching == Matching::Inflected };
    }
    if matching == Matching::Inflected {
        let stems = interpreter.inflections().stems(form);
        return Matcher::Stems { form: own, stems: stems.sought().into() };
    }
    Matcher::Form { form: own, spelled }
}

fn wildcards(interpreter: &Interpreter, part: &str, matching: Matching) -> Vec<Matcher> {
    let spelled = matching == Matching::Exact;
    let fold = |run: &str| {
        if spelled {
            return run.to_owned();
        }
        word_form(&interpreter.inflections().fold(run)).into_owned()
    };
    let separates = |c: char| !crate::lang::is_of_word(c) && !pattern::is_wild(c) && !is_joiner(c);
    let pieces = part.split(separates).filter(|piece| !piece.is_empty());
    pieces
        .filter_map(|piece| {
            if piece.chars().all(|c| c == '*') {
                return Some(Matcher::Any);
            }
            let piece: Cow<'_, str> =
                if spelled { piece.into() } else { piece.replace(is_joiner, "").into() };
            if !piece.contains(pattern::is_wild) {
                return Some(of_word(interpreter, &fold(&piece), &piece, matching));
            }
            let pattern = Pattern::new(&pattern::of_wildcards(&piece, &fold))?;
            Some(Matcher::Pattern { pattern, spelled })
        })
        .collect()
}

/// Signs inside words that folding deletes.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{640}')
}

/// The test for a regular expression; `None` where it is none or too large.
pub(super) fn regex(interpreter: &Interpreter, expression: &str) -> Option<Matcher> {
    let fold = |letter: &str| interpreter.inflections().fold(letter);
    let pattern = Pattern::new(&pattern::folded_expression(expression, &fold))?;
    Some(Matcher::Pattern { pattern, spelled: false })
}
