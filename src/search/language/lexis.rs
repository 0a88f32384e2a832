//! The words of texts held in memory, as numbers: a plan's tests are tried on each distinct word once,
//! and looking through a text is looking through numbers.

use std::{collections::HashMap, sync::OnceLock};

use rayon::prelude::*;

use crate::lang::{BuildFx, Inflections, word_form, words};

use super::{evaluate::Occurrences, plan::Plan};

/// Every distinct word of some texts, and each text as their numbers.
#[derive(Debug, Default)]
pub struct Lexis {
    forms: Vec<Box<str>>,
    texts: Vec<Box<[u32]>>,
    stems: OnceLock<Stems>,
}

/// Stems of the distinct words.
#[derive(Debug)]
struct Stems {
    all: Vec<Box<str>>,
    /// Those of form `f` are `of[ends[f - 1]..ends[f]]`.
    of: Vec<u32>,
    ends: Vec<u32>,
}

/// Which tests each distinct word passes.
pub struct Fitting {
    /// Place in `lists` by number of the form; the first is the empty one.
    of_form: Vec<u32>,
    lists: Vec<Vec<u32>>,
}

/// Texts cut into words together, before their words are numbered.
const CHUNK: usize = 256;

/// The distinct words of some texts, and each text as their numbers.
type Numbered = (Vec<Box<str>>, Vec<Vec<u32>>);

impl Lexis {
    /// Of folded texts, in their order.
    #[must_use]
    pub fn new(texts: &[&str]) -> Self {
        let cut: Vec<Numbered> = texts.par_chunks(CHUNK).map(numbered).collect();
        let mut lexis = Self { texts: Vec::with_capacity(texts.len()), ..Self::default() };
        let mut known: HashMap<Box<str>, u32, BuildFx> = HashMap::default();
        for (forms, numbers) in cut {
            let global: Vec<u32> = forms
                .into_iter()
                .map(|form| {
                    let next = known.len() as u32;
                    *known.entry(form).or_insert_with_key(|form| {
                        lexis.forms.push(form.clone());
                        next
                    })
                })
                .collect();
            lexis.texts.extend(
                numbers.into_iter().map(|text| text.into_iter().map(|form| global[form as usize]).collect()),
            );
        }
        lexis
    }

    /// Number of words of a text.
    #[must_use]
    pub fn length(&self, text: usize) -> u32 {
        self.texts.get(text).map_or(0, |words| words.len() as u32)
    }

    /// Number of words of all texts.
    #[must_use]
    pub fn words(&self) -> usize {
        self.texts.iter().map(|words| words.len()).sum()
    }

    /// Tells every distinct word and how often it stands in the texts.
    pub fn counted(&self, tell: &mut dyn FnMut(&str, u32)) {
        let mut counts = vec![0_u32; self.forms.len()];
        for form in self.texts.iter().flat_map(|text| text.iter()) {
            counts[*form as usize] += 1;
        }
        self.forms.iter().zip(counts).for_each(|(form, count)| tell(form, count));
    }

    /// Every distinct word.
    pub fn forms(&self) -> impl Iterator<Item = &str> {
        self.forms.iter().map(|form| &**form)
    }

    fn stems(&self, inflections: &Inflections) -> &Stems {
        self.stems.get_or_init(|| {
            let found: Vec<_> = self.forms.par_iter().map(|form| inflections.stems(form)).collect();
            let mut known: HashMap<&str, u32, BuildFx> = HashMap::default();
            let mut stems = Stems { all: Vec::new(), of: Vec::new(), ends: Vec::with_capacity(found.len()) };
            for form in &found {
                for stem in form.all() {
                    let next = known.len() as u32;
                    stems.of.push(*known.entry(stem).or_insert_with(|| {
                        stems.all.push(stem.clone());
                        next
                    }));
                }
                stems.ends.push(stems.of.len() as u32);
            }
            stems
        })
    }

    /// Tries the tests of a plan on every distinct word. What depends on the letters as written is
    /// left to whoever has the texts.
    #[must_use]
    pub fn fitting(&self, plan: &Plan, inflections: &Inflections) -> Fitting {
        let mut fitting = Fitting { of_form: vec![0; self.forms.len()], lists: vec![Vec::new()] };
        let needs_stems = plan.matchers.iter().any(super::Matcher::looks_at_stems);
        let stems = needs_stems.then(|| self.stems(inflections));
        let passed: Vec<(u32, Vec<u32>)> = (0..self.forms.len())
            .into_par_iter()
            .filter_map(|form| {
                let own = stems.map_or(&[][..], |stems| {
                    let from = form.checked_sub(1).map_or(0, |before| stems.ends[before] as usize);
                    &stems.of[from..stems.ends[form] as usize]
                });
                let stem = |number: usize| stems.map_or("", |stems| &*stems.all[own[number] as usize]);
                let fits = |matcher: &super::Matcher| {
                    matcher.fits(&self.forms[form], (0..own.len()).map(stem), inflections)
                };
                let list: Vec<u32> = (0u32..)
                    .zip(&plan.matchers)
                    .filter(|(_, matcher)| fits(matcher))
                    .map(|(ix, _)| ix)
                    .collect();
                (!list.is_empty()).then_some((form as u32, list))
            })
            .collect();
        for (form, list) in passed {
            fitting.of_form[form as usize] = fitting.lists.len() as u32;
            fitting.lists.push(list);
        }
        fitting
    }

    /// Where a text has words that pass the tests.
    pub fn occurrences(&self, text: usize, fitting: &Fitting, into: &mut Occurrences) {
        into.clear();
        let words = self.texts.get(text).map_or(&[][..], |words| words);
        for (position, form) in (0u32..).zip(words) {
            let list = fitting.of_form[*form as usize];
            if list > 0 {
                for matcher in &fitting.lists[list as usize] {
                    into.push(*matcher, position);
                }
            }
        }
        into.end(words.len() as u32);
    }
}

/// The distinct words of some texts and the texts as their numbers.
fn numbered(texts: &[&str]) -> (Vec<Box<str>>, Vec<Vec<u32>>) {
    let mut known: HashMap<&str, u32, BuildFx> = HashMap::default();
    let mut forms: Vec<Box<str>> = Vec::new();
    let mut numbers = Vec::with_capacity(texts.len());
    for text in texts {
        let text: &str = text;
        let of_word = |word: &'_ str, forms: &mut Vec<Box<str>>| {
            forms.push(word_form(word).into());
            (forms.len() - 1) as u32
        };
        let mut own = Vec::with_capacity(text.len() / 10);
        for span in words(text) {
            let word = span.of(text).unwrap_or_default();
            own.push(*known.entry(word).or_insert_with(|| of_word(word, &mut forms)));
        }
        numbers.push(own);
    }
    (forms, numbers)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        lang::{Tables, fold},
        search::language::{Interpreter, Matching, TextWords},
    };

    #[test]
    fn numbers_find_what_texts_find() {
        let tables = Arc::new(Tables::embedded().unwrap());
        let interpreter = Interpreter::new(Inflections::without_lexicon(Arc::clone(&tables)));
        let texts = [
            "Oil, oil and gas",
            "",
            "a gas field; the Oil",
            "\u{6a9}\u{648}\u{631}\u{62f}\u{6d5}\u{6a9}\u{6d5}",
        ];
        let folded: Vec<_> = texts.iter().map(|text| fold(&tables, text)).collect();
        let all: Vec<&str> = folded.iter().map(crate::lang::FoldedText::as_str).collect();
        let lexis = Lexis::new(&all);
        assert_eq!((lexis.forms().count(), lexis.words(), lexis.length(2)), (7, 10, 5));
        for query in ["oil gas", "\"gas field\"", "o* -gas", "\u{6a9}\u{648}\u{631}\u{62f}"] {
            let plan = Plan::new(&interpreter, &interpreter.parse(query, &[]), Matching::Inflected);
            let fitting = lexis.fitting(&plan, interpreter.inflections());
            for (number, text) in folded.iter().enumerate() {
                let mut found = Occurrences::new(&plan.matchers);
                lexis.occurrences(number, &fitting, &mut found);
                let words = TextWords::new(text);
                let slow = words.occurrences(&plan.matchers, text, texts[number], interpreter.inflections());
                assert_eq!(found, slow, "{query} in {}", texts[number]);
            }
        }
    }
}
