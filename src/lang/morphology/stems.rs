//! Stems for searching: the forms of one word share a stem.
//!
//! The same function serves the words of texts, when an index is built, and the words searched for.
//! It prefers finding too much to finding too little, but never lets a short stem match everything.

use std::{fmt, sync::Arc};

use super::{
    super::{Tables, fold, fold::loosened},
    Analysis, Features, LONGEST, Lexicon, analyse,
    verb::VerbOrNoun,
};

/// Stands before the infinitive of a verb, so that verbs are told from nouns of the same letters.
const VERB: char = '=';

/// Letters a loose key must have for words to be taken for spellings of one word: shorter pairs differ
/// in meaning (`ماڵ`, `مال`).
const LEAST_LOOSE: usize = 5;

/// Letters a stem must have that an ending was cut from.
const LEAST_STEM: usize = 3;

/// Weight from which an ending is one even where the lexicon does not know the stem.
const SAFE_ENDING: i8 = 3;

/// The stems of one word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stems {
    all: Vec<Box<str>>,
    sought: usize,
}

impl Stems {
    /// The stems a text has with this word: what an index keeps. At least one for any word.
    #[must_use]
    pub fn all(&self) -> &[Box<str>] {
        &self.all
    }

    /// The stems to look for when this word is searched for: fewer, where the word itself is in the
    /// dictionary. Always among [`Self::all`].
    #[must_use]
    pub fn sought(&self) -> &[Box<str>] {
        &self.all[..self.sought]
    }
}

/// What the language knows of words: how letters fold, how words inflect, which words exist.
#[derive(Clone)]
pub struct Inflections {
    tables: Arc<Tables>,
    lexicon: Arc<dyn Lexicon + Send + Sync>,
}

impl fmt::Debug for Inflections {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Inflections").finish_non_exhaustive()
    }
}

impl Inflections {
    /// With the tables that texts are folded with and the lexicon that confirms stems.
    #[must_use]
    pub fn new(tables: Arc<Tables>, lexicon: Arc<dyn Lexicon + Send + Sync>) -> Self {
        Self { tables, lexicon }
    }

    /// With no word known: endings are cut by their letters alone.
    #[must_use]
    pub fn without_lexicon(tables: Arc<Tables>) -> Self {
        Self::new(tables, Arc::new(|_: &str| false))
    }

    /// The tables.
    #[must_use]
    pub fn tables(&self) -> &Arc<Tables> {
        &self.tables
    }

    /// A text's folded letters.
    #[must_use]
    pub fn fold(&self, text: &str) -> String {
        fold(&self.tables, text).as_str().to_owned()
    }

    /// The stems of a word as [`word_form`](crate::lang::word_form) writes it.
    #[must_use]
    pub fn stems(&self, word: &str) -> Stems {
        Finder { tables: &self.tables, lexicon: &*self.lexicon }.stems(word)
    }
}

struct Finder<'a> {
    tables: &'a Tables,
    lexicon: &'a dyn Lexicon,
}

impl Finder<'_> {
    fn stems(&self, word: &str) -> Stems {
        let mut out = Stems::default();
        let digits = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let latin = word.len() - word.trim_start_matches(|c: char| c.is_ascii_alphanumeric()).len();
        if digits > 0 || latin > 0 || word.len() > LONGEST {
            // Endings glued to a number or a foreign word.
            let stem = if latin > 0 { &word[..latin] } else { word };
            out.add(stem.to_owned());
            out.sought = out.all.len();
            return out;
        }
        let is_noun = self.lexicon.is_noun(word);
        if is_noun {
            // Its other readings are in the text, but are not what a reader of the word thinks of.
            out.add(self.key(word));
            let infinitive = self.tables.verbs.infinitive(word).is_some();
            out.sought = out.all.len();
            self.verbs(word, is_noun, &mut out);
            out.sought = if infinitive { out.all.len() } else { out.sought };
            self.known_stems(word, 1, &mut out);
        } else {
            self.verbs(word, is_noun, &mut out);
            self.nouns(word, &mut out);
            out.sought = out.all.len();
        }
        if out.all.is_empty() {
            out.add(self.key(word));
            out.sought = 1;
        }
        out
    }

    /// Adds the verbs it may be a form of, and nouns written together with one.
    fn verbs(&self, word: &str, is_noun: bool, out: &mut Stems) {
        let before = out.all.len();
        let as_verb = |infinitive: &str| format!("{VERB}{infinitive}");
        if let Some(infinitive) = self.tables.verbs.infinitive(word) {
            // Infinitives of two or three letters are everyday nouns too.
            if !is_noun || word.chars().count() > LEAST_STEM {
                out.add(as_verb(infinitive));
            }
            return;
        }
        let known = self.lexicon.knows(word);
        let mut nouns = Vec::new();
        self.tables.verbs.lexemes(self.lexicon, word, &mut |found| match found {
            VerbOrNoun::Verb { infinitive, sure, mood } if mood || (!is_noun && (sure || known)) => {
                out.add(as_verb(infinitive));
            }
            VerbOrNoun::Verb { .. } => {}
            VerbOrNoun::Noun(noun) => nouns.push(self.key(noun)),
        });
        if out.all.len() == before {
            for noun in nouns {
                out.add(noun);
            }
        }
        if out.all.len() == before
            && let Some(id) = self.lexicon.verb(word)
        {
            out.add(as_verb(self.tables.verbs.named(id).unwrap_or(id)));
        }
    }

    /// Adds the stems of a word that is not in the dictionary itself.
    fn nouns(&self, word: &str, out: &mut Stems) {
        let verbs = out.all.len();
        self.known_stems(word, i8::MIN, out);
        if out.all.len() > verbs || verbs > 0 {
            return;
        }
        let mut analyses = Vec::new();
        analyse(self.tables, self.lexicon, word, &mut analyses);
        let cut = |a: &&Analysis| {
            !a.features.has(Features::VERB)
                && a.end as usize != word.len()
                && a.weight > 0
                && at_least(&word[a.stem()], LEAST_STEM)
        };
        // The vowel before a definite ending may be the stem's or the ending's: both are kept.
        let best = analyses.iter().filter(cut).map(|a| a.weight).max();
        if best.is_none_or(|weight| weight < SAFE_ENDING) {
            out.add(self.key(word));
        }
        for analysis in analyses.iter().filter(cut).filter(|a| Some(a.weight) == best) {
            out.add(self.key(&word[analysis.stem()]));
        }
    }

    /// Adds the stems that the dictionary knows and whose endings weigh at least so much.
    fn known_stems(&self, word: &str, least: i8, out: &mut Stems) {
        let mut analyses = Vec::new();
        analyse(self.tables, self.lexicon, word, &mut analyses);
        for analysis in analyses.iter().filter(|a| a.known && !a.features.has(Features::VERB)) {
            let stem = &word[analysis.stem()];
            let letters = if analysis.weight >= SAFE_ENDING { LEAST_STEM - 1 } else { LEAST_STEM };
            if stem.len() == word.len() || analysis.weight < least || !at_least(stem, letters) {
                continue;
            }
            if let Some(infinitive) = self.tables.verbs.infinitive(stem) {
                out.add(format!("{VERB}{infinitive}"));
            }
            if self.lexicon.is_noun(stem) {
                out.add(self.key(stem));
            }
        }
    }

    /// A noun's stem without distinctions that writers drop, where it is long enough.
    fn key(&self, stem: &str) -> String {
        let loose = loosened(self.tables, stem);
        if at_least(&loose, LEAST_LOOSE) { loose } else { stem.to_owned() }
    }
}

impl Stems {
    fn add(&mut self, stem: String) {
        if !self.all.iter().any(|known| **known == *stem) {
            self.all.push(stem.into());
        }
    }
}

fn at_least(text: &str, letters: usize) -> bool {
    letters == 0 || text.chars().nth(letters - 1).is_some()
}
