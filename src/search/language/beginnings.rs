//! Names that somebody is looking for while typing: by how their words begin.
//!
//! Knows nothing of who has the names; a whole search is parsed elsewhere.

use crate::lang::{Inflections, loosened, word_form, words};

use super::{interpreter::Interpreter, pattern::Pattern};

/// The beginnings of some words, in any order.
#[derive(Clone, Debug)]
pub struct Beginnings(Vec<Beginning>);

#[derive(Clone, Debug)]
struct Beginning {
    /// Without the distinctions that writers drop.
    loose: String,
    /// Fits words in Arabic letters where it was typed in Latin ones.
    latin: Option<Pattern>,
}

/// The letters of a text as they are compared here: folded, small, without what writers drop.
fn letters(text: &str, inflections: &Inflections) -> String {
    loosened(inflections.tables(), &word_form(&inflections.fold(text)))
}

impl Beginnings {
    /// Of what was typed; `None` where no letter was.
    #[must_use]
    pub fn new(interpreter: &Interpreter, typed: &str) -> Option<Self> {
        let typed = letters(typed, interpreter.inflections());
        let beginning = |word: &str| {
            let expression = interpreter.latin.expression(word);
            let latin = expression.and_then(|expression| Pattern::new(&format!("{expression}(?s:.*)")));
            Beginning { loose: word.to_owned(), latin }
        };
        let all: Vec<Beginning> = words(&typed).filter_map(|span| span.of(&typed)).map(beginning).collect();
        (!all.is_empty()).then_some(Self(all))
    }

    /// Does a word of the name begin with each of them?
    #[must_use]
    pub fn fit(&self, name: &str, inflections: &Inflections) -> bool {
        let name = letters(name, inflections);
        let begins = |beginning: &Beginning| {
            words(&name).filter_map(|span| span.of(&name)).any(|word| {
                word.starts_with(&beginning.loose)
                    || beginning.latin.as_ref().is_some_and(|latin| latin.fits(word))
            })
        };
        self.0.iter().all(begins)
    }
}
