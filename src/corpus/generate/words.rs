//! Words drawn in Zipf's proportions: common words of the lexicon first, then shapes made of its
//! letter sequences. Keeps no vocabulary: the word of a rank is made from the rank.

use std::collections::{BTreeMap, HashMap};

use fastrand::Rng;

use crate::pack::Pack;

/// Different words a corpus can have; about the number of types in 80 million words of news.
const VOCABULARY: u64 = 400_000;

/// Letters after which a made word ends for sure.
const MAX_LETTERS: usize = 11;

/// Word shapes of a pack.
pub struct WordShapes<'a> {
    seed: u64,
    common: Vec<&'a str>,
    classes: BTreeMap<&'static str, Vec<&'a str>>,
    /// Letters that may follow two letters, each as often as in the lexicon; `'\0'` is a word's edge.
    following: HashMap<(char, char), Vec<char>>,
}

/// Classes that templates name.
const CLASSES: [&str; 4] = ["given", "place", "org", "title"];

impl<'a> WordShapes<'a> {
    pub(super) fn new(pack: &'a Pack, seed: u64) -> Self {
        let mut common = Vec::new();
        let mut classes: BTreeMap<&'static str, Vec<&str>> = BTreeMap::new();
        let mut following: HashMap<(char, char), Vec<char>> = HashMap::new();
        for entry in pack.lexicon.entries() {
            let names = pack.classes.names(entry.set);
            let form = entry.form.as_str();
            if form.starts_with('-') || !form.chars().all(|c| c.is_alphabetic() || c == ' ') {
                continue;
            }
            for class in CLASSES {
                if names.contains(&class) {
                    classes.entry(class).or_default().push(form);
                }
            }
            if names.contains(&"common") || names.contains(&"adverb") || names.contains(&"adj") {
                if !form.contains(' ') {
                    common.push(form);
                }
                learn(form, &mut following);
            }
        }
        Self { seed, common, classes, following }
    }

    /// Appends a word; rank `r` comes with a frequency of about `1 / r`.
    pub(super) fn word(&self, rng: &mut Rng, out: &mut String) {
        let rank = ((VOCABULARY as f64).ln() * rng.f64()).exp() as u64;
        match self.common.get(rank as usize) {
            Some(word) => out.push_str(word),
            None => self.made(rank, out),
        }
    }

    /// Appends an entry of a class of the lexicon, or a word where the class has none.
    pub(super) fn entry(&self, class: &str, rng: &mut Rng, out: &mut String) {
        match self.classes.get(class).filter(|entries| !entries.is_empty()) {
            Some(entries) => out.push_str(entries[rng.usize(0..entries.len())]),
            None => self.word(rng, out),
        }
    }

    /// The made word of a rank.
    fn made(&self, rank: u64, out: &mut String) {
        let mut rng = Rng::with_seed(self.seed ^ rank.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let mut last = ('\0', '\0');
        for nth in 0..MAX_LETTERS {
            let Some(next) = self.following.get(&last).map(|letters| letters[rng.usize(0..letters.len())])
            else {
                break;
            };
            if next == '\0' {
                if nth > 2 {
                    break;
                }
                last = ('\0', '\0');
                continue;
            }
            out.push(next);
            last = (last.1, next);
        }
    }
}

fn learn(form: &str, following: &mut HashMap<(char, char), Vec<char>>) {
    for word in form.split(' ') {
        let mut last = ('\0', '\0');
        for letter in word.chars().chain(['\0']) {
            following.entry(last).or_default().push(letter);
            last = (last.1, letter);
        }
    }
}
