//! All cues of all topics in one trie of letters and one list of phrases.
//!
//! A distinct word is walked letter by letter once for all cues; phrases are looked up by their first
//! word. Spelling variants and endings come from `lang`: nothing is folded here.

use std::collections::HashMap;

use super::{
    cue::{self, CueWord},
    definition::Topic,
};
use crate::lang::{self, PerWord, Tables, Text, Token, TokenKind, Trie, Words};

/// A topic by its place among [`super::Topics::all`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TopicIx(pub u16);

/// A cue (or an exclusion) by its number over all topics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CueIx(pub u32);

/// What a cue says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Weights {
    /// So much for (or, below 0, against) the topic.
    For(f32),
    /// The words it covers count for nothing in this topic.
    Exclude,
}

/// A cue that stands in a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// Which cue.
    pub cue: CueIx,
    /// Whose.
    pub topic: TopicIx,
    /// What it says.
    pub weight: Weights,
    /// Does it count also inside the name of a person?
    pub name: bool,
    /// Its first token within the tokens searched.
    pub first: u32,
    /// One past its last token.
    pub end: u32,
}

/// A distinct word of cues.
type WordIx = u32;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Kind {
    Stem,
    Prefix,
    Strict,
    StrictPrefix,
}

#[derive(Clone, Debug)]
struct Phrase {
    /// The words after the first one.
    rest: Vec<WordIx>,
    cue: CueIx,
    topic: TopicIx,
    weight: Weights,
    name: bool,
}

/// Finds cues in analysed texts.
#[derive(Clone, Debug, Default)]
pub struct Matcher {
    /// The comparable letters of the words of cues.
    words: Trie<(Kind, WordIx)>,
    /// Of each word that must stand in exactly its letters: those letters, folded.
    strict: HashMap<WordIx, String>,
    /// Phrases by their first word.
    phrases: Vec<Vec<Phrase>>,
}

impl Matcher {
    pub(super) fn new(topics: &[Topic], tables: &Tables) -> Self {
        let mut matcher = Self::default();
        let mut number = 0;
        for (topic, definition) in (0u16..).map(TopicIx).zip(topics) {
            let cues = definition.cues.iter().map(|cue| (&cue.words, Weights::For(cue.weight)));
            let excluded = definition.exclude.iter().map(|line| (&line.words, Weights::Exclude));
            for (words, weight) in cues.chain(excluded) {
                let name = cue::is_name(words);
                // Checked when the file was read; what is no phrase matches nothing.
                let words = CueWord::phrase(words).unwrap_or_default();
                let last = words.len().saturating_sub(1);
                let inner = |(at, word): (usize, &CueWord)| {
                    if at < last { word.without_izafe() } else { word.clone() }
                };
                let words: Vec<CueWord> = words.iter().enumerate().map(inner).collect();
                let mut words = words.iter().map(|word| matcher.word(word, tables));
                let Some(first) = words.next() else { continue };
                let rest = words.collect();
                let phrase = Phrase { rest, cue: CueIx(number), topic, weight, name };
                if let Some(phrases) = matcher.phrases.get_mut(first as usize) {
                    phrases.push(phrase);
                }
                number += 1;
            }
        }
        matcher
    }

    /// The number of a word, which is made part of the trie when it is new.
    fn word(&mut self, word: &CueWord, tables: &Tables) -> WordIx {
        let (kind, strict) = match word {
            CueWord::Stem(_) => (Kind::Stem, None),
            CueWord::Prefix(_) => (Kind::Prefix, None),
            CueWord::Strict(letters) => (Kind::Strict, Some(letters)),
            CueWord::StrictPrefix(letters) => (Kind::StrictPrefix, Some(letters)),
        };
        let strict = strict.map(|letters| lang::fold(tables, letters).as_str().to_owned());
        let same = |(known, ix): &&(Kind, WordIx)| *known == kind && self.strict.get(ix) == strict.as_ref();
        let ends = self.words.of(word.key(tables).chars());
        if let Some((_, ix)) = ends.iter().find(same) {
            return *ix;
        }
        let ix = self.phrases.len() as WordIx;
        ends.push((kind, ix));
        self.phrases.push(Vec::new());
        if let Some(letters) = strict {
            self.strict.insert(ix, letters);
        }
        ix
    }

    /// A searcher over one text made with `words`; `cues` keeps what it learns about each of them.
    #[must_use]
    pub fn search<'a>(
        &'a self,
        text: &'a Text,
        tables: &Tables,
        words: &Words,
        cues: &mut CueWords,
    ) -> Search<'a> {
        cues.0.next_text(words);
        let mut search = Search { matcher: self, text, known: Vec::new(), of_forms: vec![0] };
        // Forms are numbered as they come.
        for token in text.tokens() {
            if token.form as usize + 1 == search.of_forms.len() {
                let word = text.word(token);
                let known = match cues.0.get(word) {
                    Some(known) => known,
                    None => cues.0.get_or_make(word, || search.look_up(token, tables).into()),
                };
                search.known.extend_from_slice(known);
                search.of_forms.push(search.known.len() as u32);
            }
        }
        search
    }
}

/// Which words of cues each word of texts is.
#[derive(Clone, Debug, Default)]
pub struct CueWords(PerWord<Box<[WordIx]>>);

/// Looks for cues in one text.
#[derive(Debug)]
pub struct Search<'a> {
    matcher: &'a Matcher,
    text: &'a Text,
    /// The words of cues that the distinct forms of the text are, one form after the other.
    known: Vec<WordIx>,
    /// Where those of each form begin; one more than there are forms.
    of_forms: Vec<u32>,
}

impl Search<'_> {
    /// Adds the cues that stand in some tokens of the text to `hits`, by their first token.
    pub fn hits(&self, tokens: &[Token], hits: &mut Vec<Hit>) {
        for (first, token) in (0u32..).zip(tokens) {
            for word in self.known(token) {
                let phrases = self.matcher.phrases.get(*word as usize).map_or(&[][..], Vec::as_slice);
                for Phrase { rest, cue, topic, weight, name } in phrases {
                    let end = first + 1 + rest.len() as u32;
                    let follows = |(at, word): (usize, &WordIx)| {
                        tokens
                            .get(first as usize + 1 + at)
                            .is_some_and(|token| self.known(token).contains(word))
                    };
                    if rest.iter().enumerate().all(follows) {
                        let (cue, topic, weight, name) = (*cue, *topic, *weight, *name);
                        hits.push(Hit { cue, topic, weight, name, first, end });
                    }
                }
            }
        }
    }

    /// The words of cues that a token is.
    fn known(&self, token: &Token) -> &[WordIx] {
        let at = token.form as usize;
        match (self.of_forms.get(at), self.of_forms.get(at + 1)) {
            (Some(&from), Some(&to)) => self.known.get(from as usize..to as usize).unwrap_or(&[]),
            _ => &[],
        }
    }

    fn look_up(&self, token: &Token, tables: &Tables) -> Vec<WordIx> {
        let mut out = Vec::new();
        let form = self.text.form(token);
        match token.kind {
            TokenKind::Word => {
                let analyses = self.text.analyses(token);
                let starts = || analyses.iter().map(|analysis| analysis.stem().start);
                let mut next = starts().min();
                while let Some(start) = next {
                    next = starts().filter(|other| *other > start).min();
                    let is_stem =
                        |end: usize| analyses.iter().any(|analysis| analysis.stem() == (start..end));
                    self.walk(tables, (form, start), &mut out, is_stem);
                }
            }
            TokenKind::Latin => {
                self.walk(tables, (&form.to_lowercase(), 0), &mut out, |end| end == form.len());
            }
            _ => {}
        }
        out
    }

    /// Adds the words of cues that `form` is from byte `start` on, each once.
    fn walk(
        &self,
        tables: &Tables,
        (form, start): (&str, usize),
        out: &mut Vec<WordIx>,
        is_stem: impl Fn(usize) -> bool,
    ) {
        let Some(rest) = form.get(start..) else { return };
        for (end, ends) in self.matcher.words.walk_some(lang::loose_letters(tables, rest)) {
            for (kind, word) in ends {
                let exact = || self.matcher.strict.get(word).is_some_and(|letters| letters == &rest[..end]);
                let holds = match kind {
                    Kind::Prefix => true,
                    Kind::Stem => is_stem(start + end),
                    Kind::Strict => is_stem(start + end) && exact(),
                    Kind::StrictPrefix => exact(),
                };
                if holds && !out.contains(word) {
                    out.push(*word);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{Topic, Topics},
        CueWords,
    };
    use crate::{
        lang::{Text, Words},
        pack::Pack,
    };

    /// Does a topic with this one cue find it in the text?
    fn finds(cue: &str, original: &str) -> bool {
        let pack = Pack::embedded().unwrap();
        let file = format!(
            "id = \"t\"\norder = 1\nicon = \"i\"\nabout = \"a\"\n[name]\nckb = \"k\"\nen = \"e\"\n\
             [[cues]]\nweight = 1.0\nwords = \"{cue}\"\n[tests]\nyes = \"y\"\nno = \"n\"\n"
        );
        let topics = Topics::new(vec![Topic::parse("t.toml", &file).unwrap()], &pack.tables);
        let text = Text::new(&pack.tables, &*pack, original);
        let mut hits = Vec::new();
        let mut cues = CueWords::default();
        let matcher = topics.matcher();
        matcher.search(&text, &pack.tables, &Words::default(), &mut cues).hits(text.tokens(), &mut hits);
        !hits.is_empty()
    }

    #[test]
    fn a_stem_stands_with_any_endings_and_in_any_spelling() {
        for form in ["نەوت", "نەوتی", "نەوتەکەی", "نه‌وتیش", "بە نەوتەوە"] {
            assert!(finds("نەوت", form), "{form}");
        }
        assert!(finds("تووشبوون", "توشبونی"));
        assert!(finds("ڕۆژنامەنووس", "رۆژنامەنوسان"));
        assert!(!finds("نەوت", "نەوتاوی"));
    }

    #[test]
    fn a_prefix_stands_for_whatever_follows() {
        assert!(finds("تیرۆر*", "تیرۆریستانی"));
        assert!(!finds("تیرۆر*", "دژەتیرۆر"));
    }

    #[test]
    fn exactly_these_letters() {
        assert!(finds("گۆڵ!", "گۆڵەکان"));
        assert!(!finds("گۆڵ!", "گوڵەکان"));
        assert!(finds("گۆڵ", "گوڵەکان"));
        assert!(finds("دەستگیر*!", "دەستگیرکران"));
        assert!(!finds("دەستگیر*!", "دەستگێڕەکان"));
    }

    #[test]
    fn the_words_of_a_phrase_stand_side_by_side() {
        assert!(finds("وەزارەتی دەرەوە", "وەزارەتەکانی دەرەوەی وڵاتان"));
        assert!(!finds("وەزارەتی دەرەوە", "وەزارەتی کاروباری دەرەوە"));
        assert!(!finds("وەزارەتی دەرەوە", "وەزارەتی"));
    }

    #[test]
    fn latin_words_match_in_either_case() {
        assert!(finds("covid*", "Covid-19"));
        assert!(finds("who", "(WHO)"));
        assert!(!finds("who", "whole"));
    }
}
