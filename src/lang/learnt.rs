//! Words met before with what was worked out about them: most words of a text stand in texts before it.
//!
//! Holds only what follows from a word's letters and the language data, so a text comes out the same
//! whatever was read before it. Knows nothing of texts.

use std::collections::HashMap;

use super::{
    Tables, TokenKind,
    hash::BuildFx,
    loosened,
    morphology::{Analysis, Lexicon, analyse},
    vocabulary::Meaning,
};

/// Words kept from one text to the next. Those met first are the frequent ones, so nothing is gained
/// by dropping them for later ones; a few hundred bytes each.
const KEPT: usize = 1 << 16;

/// A word of a [`Words`] by number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordId(pub(super) u32);

/// What is known of a word by itself.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// Best first; empty for what is no word of letters.
    pub analyses: Box<[Analysis]>,
    /// [`loosened`].
    pub loose: Box<str>,
    /// In numbers, times and units; `None` until somebody asks.
    pub meanings: Option<Box<[Meaning]>>,
    /// Which text it stood in last, and as which of its forms.
    text: u64,
    form: u32,
}

/// Words of the texts analysed so far. For one language data only.
#[derive(Clone, Debug)]
pub struct Words {
    kept: HashMap<Box<str>, WordId, BuildFx>,
    /// Words of the present text that found no room.
    passing: HashMap<Box<str>, WordId, BuildFx>,
    words: Vec<Word>,
    room: usize,
    text: u64,
    scratch: Vec<Analysis>,
}

impl Default for Words {
    fn default() -> Self {
        Self::with_room(KEPT)
    }
}

impl Words {
    /// None yet; at most `room` are kept from one text to the next.
    #[must_use]
    pub fn with_room(room: usize) -> Self {
        Self {
            kept: HashMap::default(),
            passing: HashMap::default(),
            words: Vec::new(),
            room,
            text: 0,
            scratch: Vec::new(),
        }
    }

    /// How many there are: every [`WordId`] of the present text is below it.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// None yet?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// A text begins: the words that found no room are forgotten.
    pub(super) fn next_text(&mut self) {
        self.words.truncate(self.room);
        self.passing.clear();
        self.text += 1;
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
        if let Some(id) = self.kept.get(key).or_else(|| self.passing.get(key)) {
            return *id;
        }
        self.scratch.clear();
        if kind == TokenKind::Word {
            analyse(tables, lexicon, letters, &mut self.scratch);
        }
        let loose = loosened(tables, letters);
        let id = WordId(self.words.len() as u32);
        let map = if self.words.len() < self.room { &mut self.kept } else { &mut self.passing };
        map.insert(key.into(), id);
        self.words.push(Word {
            analyses: self.scratch.as_slice().into(),
            loose: loose.into(),
            meanings: None,
            text: 0,
            form: 0,
        });
        id
    }

    /// The number of the word among the forms of the present text: `next` if it is new there (`true`).
    pub(super) fn form(&mut self, id: WordId, next: u32) -> (u32, bool) {
        let text = self.text;
        match self.words.get_mut(id.0 as usize) {
            Some(word) if word.text == text => (word.form, false),
            Some(word) => {
                (word.text, word.form) = (text, next);
                (next, true)
            }
            None => (next, true),
        }
    }

    /// A word's letters as [`loosened`] has them.
    #[must_use]
    pub fn loose(&self, id: WordId) -> &str {
        self.get(id).map_or("", |word| &word.loose)
    }

    pub(super) fn get(&self, id: WordId) -> Option<&Word> {
        self.words.get(id.0 as usize)
    }

    pub(super) fn get_mut(&mut self, id: WordId) -> Option<&mut Word> {
        self.words.get_mut(id.0 as usize)
    }
}

/// One thing for each word of a [`Words`], made when it is asked for and kept as long as the word is.
#[derive(Clone, Debug)]
pub struct PerWord<T>(Vec<Option<T>>);

impl<T> Default for PerWord<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> PerWord<T> {
    /// To be called for each text, once its words are learnt.
    pub fn next_text(&mut self, words: &Words) {
        self.0.truncate(words.room);
        self.0.resize_with(words.len(), || None);
    }

    /// What was made for the word.
    #[must_use]
    pub fn get(&self, id: WordId) -> Option<&T> {
        self.0.get(id.0 as usize).and_then(Option::as_ref)
    }

    /// What was made for the word, made now if it was not.
    pub fn get_or_make(&mut self, id: WordId, make: impl FnOnce() -> T) -> &T {
        let at = id.0 as usize;
        if at >= self.0.len() {
            self.0.resize_with(at + 1, || None);
        }
        self.0[at].get_or_insert_with(make)
    }
}
