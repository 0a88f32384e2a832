//! Words and phrases with their classes and attributes, from the TSV files of `assets/lexicon`.
//!
//! A row: the form, its classes (separated by spaces), then any number of `name=value` columns.
//! Rows of the same form, also in different files, add up. A word is looked up by its folded form and,
//! where that is unknown, by its loose key; a phrase by the loose keys of its words. A form that begins
//! with `-` is an ending that gives its classes to words no other row has.

use std::collections::HashMap;

use crate::lang::BuildFx;

use super::{
    PackError, Source,
    classes::{ClassId, Classes, SetId},
};

/// A form known to the lexicon.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The form as its file has it.
    pub form: String,
    /// Its classes, with what its letters make of it (`word`, `latin`, `number`, `punct`).
    pub set: SetId,
    /// Its attributes.
    attributes: Vec<(String, String)>,
}

impl Entry {
    /// The value of an attribute.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// All attributes, in the order of the files.
    pub fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

/// An entry by number; stable within one pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryIx(pub u32);

/// A word of phrases by number: what its loose key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PhraseWord(u32);

/// A phrase of two or more words, below its first word.
#[derive(Clone, Debug)]
pub struct Phrase {
    /// The words after the first.
    pub rest: Vec<PhraseWord>,
    /// The entry.
    pub entry: EntryIx,
}

/// All entries with their keys.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    entries: Vec<Entry>,
    words: HashMap<Box<str>, EntryIx, BuildFx>,
    loose: HashMap<Box<str>, Option<EntryIx>, BuildFx>,
    /// Words of phrases by loose key.
    phrase_words: HashMap<Box<str>, PhraseWord, BuildFx>,
    /// By the number of their first word.
    phrases: Vec<Vec<Phrase>>,
    /// Rows that begin with `-`: ends of words, longest first.
    endings: Vec<(Box<str>, EntryIx)>,
    /// Which of them words with each last byte may have.
    endings_by_last: Vec<Vec<u16>>,
}

/// Shorter words (in letters of the loose key) are too alike to be looked up loosely.
const LEAST_LOOSE: usize = 5;

/// A form as it is looked up: its words folded, and their loose keys.
pub(super) struct Keys {
    pub folded: Vec<String>,
    pub loose: Vec<String>,
}

/// Names of the columns `name=value` start with a letter and hold no space.
fn attribute(cell: &str) -> Option<(String, String)> {
    let (name, value) = cell.split_once('=')?;
    let name_ok = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    (name_ok && !value.trim().is_empty()).then(|| (name.to_owned(), value.trim().to_owned()))
}

fn class_ok(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        && super::Features::named(name).is_none()
}

/// What a form's letters make of it, beside its classes.
fn own_kind(form: &str) -> &'static [&'static str] {
    match form.chars().next() {
        Some(c) if c.is_ascii_alphabetic() => &["latin", "word"],
        Some(c) if c.is_alphabetic() => &["word"],
        Some(c) if c.is_numeric() => &["number"],
        _ => &["punct"],
    }
}

impl Lexicon {
    /// The entry behind a number.
    #[must_use]
    pub fn entry(&self, ix: EntryIx) -> Option<&Entry> {
        self.entries.get(ix.0 as usize)
    }

    /// The entry of one word by its folded form.
    #[must_use]
    pub fn word(&self, folded: &str) -> Option<EntryIx> {
        self.words.get(folded).copied()
    }

    /// The one entry of a longer word that writers spell otherwise, by its loose key.
    #[must_use]
    pub fn spelled_otherwise(&self, loose: &str) -> Option<EntryIx> {
        self.loose.get(loose).copied().flatten()
    }

    /// The entry of an ending such as `-ing` that an otherwise unknown word has, with at least two
    /// letters before it.
    #[must_use]
    pub fn ending(&self, folded: &str) -> Option<EntryIx> {
        let ends =
            |ending: &str| folded.strip_suffix(ending).is_some_and(|before| before.chars().nth(1).is_some());
        let last = usize::from(*folded.as_bytes().last()?);
        let may = self.endings_by_last.get(last)?.iter().filter_map(|ix| self.endings.get(usize::from(*ix)));
        may.filter(|(ending, _)| ends(ending)).map(|(_, entry)| *entry).next()
    }

    /// The word of phrases that has this loose key.
    #[must_use]
    pub fn phrase_word(&self, loose: &str) -> Option<PhraseWord> {
        self.phrase_words.get(loose).copied()
    }

    /// The phrases that begin with a word, longest first.
    #[must_use]
    pub fn phrases(&self, first: PhraseWord) -> &[Phrase] {
        self.phrases.get(first.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// The number of a word of phrases, a new one for a new word.
    fn number(&mut self, loose: &str) -> PhraseWord {
        if let Some(known) = self.phrase_words.get(loose) {
            return *known;
        }
        let new = PhraseWord(self.phrases.len() as u32);
        self.phrases.push(Vec::new());
        self.phrase_words.insert(loose.into(), new);
        new
    }

    /// All entries.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Reads every TSV file below `lexicon/`; `keys_of` splits a form into words as they are looked up.
    pub(super) fn read(
        source: &Source,
        classes: &mut Classes,
        keys_of: &dyn Fn(&str) -> Keys,
    ) -> Result<Self, PackError> {
        let mut errors = Vec::new();
        let mut by_keys: HashMap<Vec<String>, usize, BuildFx> = HashMap::default();
        let mut forms: Vec<Form> = Vec::new();
        // Classes as rows name them: many rows have the same.
        let mut known_names: HashMap<&str, Vec<ClassId>, BuildFx> = HashMap::default();
        for (file, text) in source.typed("lexicon", "tsv") {
            for (ix, line) in text.lines().enumerate() {
                if line.trim().is_empty() || line.starts_with("# ") || line == "#" {
                    continue;
                }
                let mut fail = |cause: String| errors.push(PackError::at(file, ix + 1, cause));
                let mut cells = line.split('\t').map(str::trim);
                let form = cells.next().unwrap_or_default();
                let names = cells.next().unwrap_or_default();
                let bare = form.strip_prefix('-').filter(|rest| !rest.is_empty()).unwrap_or(form);
                let keys = keys_of(bare);
                if keys.folded.is_empty() {
                    fail("the first column holds a word or phrase".into());
                    continue;
                }
                if names.is_empty() {
                    fail("the second column holds the classes, separated by spaces".into());
                    continue;
                }
                if !known_names.contains_key(names)
                    && let Some(bad) = names.split_whitespace().find(|name| !class_ok(name))
                {
                    fail(format!(
                        "`{bad}` is no class name: lower-case ASCII first, then letters, digits and `_`, and no feature's name"
                    ));
                    continue;
                }
                let cells: Vec<&str> = cells.filter(|cell| !cell.is_empty()).collect();
                if let Some(bad) = cells.iter().find(|cell| attribute(cell).is_none()) {
                    fail(format!("`{bad}` is no attribute: write name=value"));
                    continue;
                }
                let mut key = if keys.folded.len() > 1 { keys.loose.clone() } else { keys.folded.clone() };
                if bare.len() < form.len() {
                    key.push(String::new());
                }
                let at = *by_keys.entry(key).or_insert_with(|| {
                    let own = own_kind(bare).iter().map(|name| classes.class(name)).collect();
                    let ends_words = bare.len() < form.len();
                    forms.push(Form {
                        spelled: form.to_owned(),
                        keys,
                        classes: own,
                        attributes: Vec::new(),
                        ends_words,
                    });
                    forms.len() - 1
                });
                if let Some(known) = forms.get_mut(at) {
                    let of_names = known_names.entry(names).or_insert_with(|| {
                        names.split_whitespace().map(|name| classes.class(name)).collect()
                    });
                    known.classes.extend_from_slice(of_names);
                    for (name, value) in cells.iter().filter_map(|cell| attribute(cell)) {
                        if known.attributes.iter().all(|(known, _)| *known != name) {
                            known.attributes.push((name, value));
                        }
                    }
                }
            }
        }
        PackError::all(errors)?;
        let mut lexicon = Self::default();
        for form in forms {
            let ix = EntryIx(lexicon.entries.len() as u32);
            let set = classes.set(form.classes.clone());
            for (own, mention) in [("place", "PLACE"), ("org", "ORG")] {
                // `place_weak` and the like are found as names too.
                let names = |class: &ClassId| {
                    let rest = classes.name(*class).strip_prefix(own);
                    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
                };
                if form.classes.iter().any(names) {
                    let with_mention = classes.class(mention);
                    classes.set(form.classes.iter().copied().chain([with_mention]).collect());
                }
            }
            lexicon.entries.push(Entry { form: form.spelled, set, attributes: form.attributes });
            if form.ends_words {
                lexicon.endings.push((form.keys.folded.concat().into(), ix));
            } else if let [folded] = form.keys.folded.as_slice() {
                lexicon.words.insert(folded.as_str().into(), ix);
                for loose in form.keys.loose.iter().filter(|key| key.chars().count() >= LEAST_LOOSE) {
                    lexicon
                        .loose
                        .entry(loose.as_str().into())
                        .and_modify(|one| *one = None)
                        .or_insert(Some(ix));
                }
            } else {
                let mut words = form.keys.loose.iter().map(|key| lexicon.number(key));
                if let Some(first) = words.next() {
                    let rest = words.collect();
                    if let Some(phrases) = lexicon.phrases.get_mut(first.0 as usize) {
                        phrases.push(Phrase { rest, entry: ix });
                    }
                }
            }
        }
        lexicon.endings.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
        lexicon.endings_by_last = vec![Vec::new(); 256];
        for (ix, (ending, _)) in (0u16..).zip(&lexicon.endings) {
            if let Some(last) = ending.bytes().last() {
                lexicon.endings_by_last[usize::from(last)].push(ix);
            }
        }
        for phrases in &mut lexicon.phrases {
            phrases.sort_by(|a, b| b.rest.len().cmp(&a.rest.len()).then(a.entry.cmp(&b.entry)));
        }
        Ok(lexicon)
    }
}

/// A form while the files are read.
struct Form {
    spelled: String,
    ends_words: bool,
    keys: Keys,
    classes: Vec<ClassId>,
    attributes: Vec<(String, String)>,
}
