//! Tests on values of facets: names of people, topics, outlets, columns, paths.

use crate::lang::{Inflections, fold};

use super::{
    evaluate::stands_in,
    interpreter::Interpreter,
    matcher::{Matcher, matchers},
    pattern::{self, Pattern},
    syntax::{Field, Matching, Words},
};

/// A test on a value of a facet and its label.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueTest {
    /// The value it must be, where values are names of their own (topics, kinds, languages).
    named: Option<Box<str>>,
    /// Fits the whole folded small-letter value.
    whole: Option<Pattern>,
    /// Words it must have next to each other; empty where only whole values count.
    words: Vec<Matcher>,
}

impl ValueTest {
    pub(super) fn new(interpreter: &Interpreter, field: &Field, typed: &Words, matching: Matching) -> Self {
        let inflections = interpreter.inflections();
        let folded = inflections.fold(&typed.typed).to_lowercase();
        let has_names = matches!(field, Field::Topic | Field::Kind | Field::Language);
        let named = has_names.then(|| interpreter.value_named(field, &folded).unwrap_or(&folded).into());
        let fold = |run: &str| inflections.fold(run).to_lowercase();
        let wild = typed.typed.contains(['*', '?']);
        let whole = match field {
            // A part of the path is enough.
            Field::File => {
                Pattern::new(&format!("(?s:.*){}(?s:.*)", pattern::of_wildcards(&typed.typed, &fold)))
            }
            _ if wild => Pattern::new(&pattern::of_wildcards(&typed.typed, &fold)),
            _ => None,
        };
        let by_words = !has_names && *field != Field::File;
        let words = if by_words { matchers(interpreter, typed, matching) } else { Vec::new() };
        Self { named, whole, words }
    }

    /// Does a value pass, which the corpus calls `label`?
    #[must_use]
    pub fn passes(&self, value: &str, label: &str, inflections: &Inflections) -> bool {
        if self.named.as_deref() == Some(value) {
            return true;
        }
        let whole = |text: &str| {
            self.whole.as_ref().is_some_and(|pattern| pattern.fits(&inflections.fold(text).to_lowercase()))
        };
        let by_words = |text: &str| {
            !self.words.is_empty()
                && stands_in(&self.words, &fold(inflections.tables(), text), text, inflections)
        };
        [label, value].into_iter().any(|text| whole(text) || by_words(text))
    }
}
