//! Words met before with what was worked out about them: most words of a text stand in texts before it.
//!
//! Holds only what follows from a word's letters and the language data, so a text comes out the same
//! whatever was read before it. Knows nothing of texts.

use std::collections::HashMap;

use super::{
    Tables, TokenKind,
    fold::append_loosened,
    hash::BuildFx,
    loose_key,
    morphology::{Analysis, Lexicon, analyse},
    spelling::Spellings,
    vocabulary::Meaning,
};

/// Words kept from one text to the next: those of some hundreds of news texts, with all that is known of
/// them about 20 MB.
const KEPT: usize = 1 << 16;

/// A word of a [`Words`] by number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordId(pub(super) u32);

/// Where what is known of a word by itself stands among that of all words.
#[derive(Clone, Copy, Debug)]
struct Word {
    /// Its analyses, best first; none for what is no word of letters.
    analyses: Part,
    /// Its letters as [`super::loosened`] has them.
    loose: Part,
    /// What it means in numbers, times and units; `None` until somebody asks.
    meanings: Option<Part>,
}

/// From where, how many.
#[derive(Clone, Copy, Debug)]
struct Part(u32, u32);

impl Part {
    fn range(self) -> std::ops::Range<usize> {
        self.0 as usize..self.0 as usize + self.1 as usize
    }
}

/// Words of the texts analysed so far. For one language data only.
#[derive(Clone, Debug)]
pub struct Words {
    ids: Spellings,
    all: Vec<Word>,
    analyses: Vec<Analysis>,
    loose: String,
    meanings: Vec<Meaning>,
    room: usize,
    text: u32,
    scratch: Vec<Analysis>,
    /// How often words were forgotten, and where each word went the last time.
    epoch: u64,
    moved: Vec<Option<WordId>>,
}

impl Default for Words {
    fn default() -> Self {
        Self::with_room(KEPT)
    }
}

impl Words {
    /// None yet; where there are more than `room` when a text begins, those not met for the longest time
    /// are forgotten.
    #[must_use]
    pub fn with_room(room: usize) -> Self {
        Self {
            ids: Spellings::default(),
            all: Vec::new(),
            analyses: Vec::new(),
            loose: String::new(),
            meanings: Vec::new(),
            room,
            text: 0,
            scratch: Vec::new(),
            epoch: 0,
            moved: Vec::new(),
        }
    }

    /// How many there are: every [`WordId`] of the present text is below it.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// None yet?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// A text begins.
    pub(super) fn next_text(&mut self) {
        if self.text == u32::MAX {
            self.ids.all_met().for_each(|met| *met = (0, 0));
            self.text = 0;
        }
        if self.all.len() > self.room {
            self.forget();
        }
        self.text += 1;
    }

    /// Keeps the words that were met last, to half of what there is room for.
    fn forget(&mut self) {
        let met: Vec<u32> = self.ids.all_met().map(|(text, _)| *text).collect();
        let oldest = met.len() - self.room / 2;
        let mut sorted = met.clone();
        let threshold = if oldest < sorted.len() { *sorted.select_nth_unstable(oldest).1 } else { u32::MAX };
        let mut kept = 0;
        let moved = met.iter().map(|text| {
            // Words of one text stay or go together.
            let stays = *text > threshold;
            kept += u32::from(stays);
            stays.then(|| WordId(kept - 1))
        });
        self.moved = moved.collect();
        self.ids.keep(&self.moved);
        keep(&mut self.all, &self.moved);
        let analyses = std::mem::take(&mut self.analyses);
        let loose = std::mem::take(&mut self.loose);
        let meanings = std::mem::take(&mut self.meanings);
        for word in &mut self.all {
            word.analyses = append(&mut self.analyses, analyses.get(word.analyses.range()).unwrap_or(&[]));
            let from = self.loose.len() as u32;
            self.loose.push_str(loose.get(word.loose.range()).unwrap_or(""));
            word.loose.0 = from;
            let known = word.meanings.and_then(|part| meanings.get(part.range()));
            word.meanings = known.map(|known| append(&mut self.meanings, known));
        }
        self.epoch += 1;
    }

    /// The word of these folded letters.
    pub(super) fn learn(
        &mut self,
        tables: &Tables,
        lexicon: &dyn Lexicon,
        kind: TokenKind,
        letters: &str,
    ) -> WordId {
        // An address may have the letters of a Latin word and is read otherwise.
        let marked;
        let key = if kind == TokenKind::Address {
            marked = format!("\0{letters}");
            &marked
        } else {
            letters
        };
        if let Some(id) = self.ids.find(key) {
            return id;
        }
        self.scratch.clear();
        if kind == TokenKind::Word {
            analyse(tables, lexicon, letters, &mut self.scratch);
        }
        let from = self.loose.len() as u32;
        append_loosened(tables, letters, &mut self.loose);
        let loose = Part(from, self.loose.len() as u32 - from);
        let analyses = append(&mut self.analyses, &self.scratch);
        self.all.push(Word { analyses, loose, meanings: None });
        self.ids.add(key)
    }

    /// The number of the word among the forms of the present text: `next` if it is new there (`true`).
    pub(super) fn form(&mut self, id: WordId, next: u32) -> (u32, bool) {
        match self.ids.met(id) {
            Some((text, form)) if *text == self.text => (*form, false),
            Some(met) => {
                *met = (self.text, next);
                (next, true)
            }
            None => (next, true),
        }
    }

    /// A word's letters as [`super::loosened`] has them.
    #[must_use]
    pub fn loose(&self, id: WordId) -> &str {
        self.all.get(id.0 as usize).and_then(|word| self.loose.get(word.loose.range())).unwrap_or("")
    }

    /// A word's analyses, best first.
    pub(super) fn analyses(&self, id: WordId) -> &[Analysis] {
        self.all.get(id.0 as usize).and_then(|word| self.analyses.get(word.analyses.range())).unwrap_or(&[])
    }

    /// What a word means, where somebody asked before.
    pub(super) fn meanings(&self, id: WordId) -> Option<&[Meaning]> {
        self.meanings.get(self.all.get(id.0 as usize)?.meanings?.range())
    }

    /// Remembers what a word means.
    pub(super) fn set_meanings(&mut self, id: WordId, meanings: &[Meaning]) {
        if let Some(word) = self.all.get_mut(id.0 as usize) {
            word.meanings = Some(append(&mut self.meanings, meanings));
        }
    }
}

fn append<T: Clone>(all: &mut Vec<T>, some: &[T]) -> Part {
    let from = all.len() as u32;
    all.extend_from_slice(some);
    Part(from, some.len() as u32)
}

/// [`loose_key`]s of words as written, kept from one text to the next.
#[derive(Clone, Debug, Default)]
pub struct LooseKeys(HashMap<Box<str>, Box<str>, BuildFx>);

impl LooseKeys {
    /// The loose key of a word.
    pub fn get(&mut self, tables: &Tables, word: &str) -> &str {
        if !self.0.contains_key(word) {
            if self.0.len() >= KEPT {
                self.0.clear();
            }
            self.0.insert(word.into(), loose_key(tables, word).into());
        }
        self.0.get(word).map_or("", |key| key)
    }
}

/// Keeps the things of words that went somewhere; words keep their order.
fn keep<T>(things: &mut Vec<T>, moved: &[Option<WordId>]) {
    let mut moved = moved.iter();
    things.retain(|_| moved.next().is_some_and(Option::is_some));
}

/// One thing for each word of a [`Words`], made when it is asked for and kept as long as the word is.
#[derive(Clone, Debug)]
pub struct PerWord<T> {
    things: Vec<Option<T>>,
    epoch: u64,
}

impl<T> Default for PerWord<T> {
    fn default() -> Self {
        Self { things: Vec::new(), epoch: 0 }
    }
}

impl<T> PerWord<T> {
    /// To be called for each text, once its words are learnt.
    pub fn next_text(&mut self, words: &Words) {
        if self.epoch + 1 == words.epoch {
            keep(&mut self.things, &words.moved);
        } else if self.epoch != words.epoch {
            self.things.clear();
        }
        self.epoch = words.epoch;
        self.things.resize_with(words.len(), || None);
    }

    /// What was made for the word.
    #[must_use]
    pub fn get(&self, id: WordId) -> Option<&T> {
        self.things.get(id.0 as usize).and_then(Option::as_ref)
    }

    /// What was made for the word, made now if it was not.
    pub fn get_or_make(&mut self, id: WordId, make: impl FnOnce() -> T) -> &T {
        let at = id.0 as usize;
        if at >= self.things.len() {
            self.things.resize_with(at + 1, || None);
        }
        self.things[at].get_or_insert_with(make)
    }
}
