//! Words and names drawn in Zipf's proportions: common words of the lexicon first, then shapes made of its
//! letter sequences. Keeps no vocabulary: the word or the person of a rank is made from the rank.

use std::collections::{BTreeMap, HashMap};

use fastrand::Rng;

use crate::pack::Pack;

/// Different words a corpus can have; about the number of types in 80 million words of news.
const VOCABULARY: u64 = 400_000;

/// How persons are spread, after Zipf and Mandelbrot: the person of rank `r` is named with a frequency of about
/// `(r + PERSON_SHIFT).powf(-PERSON_EXPONENT)`. New persons keep coming, ever more slowly (Heaps): a corpus of `n`
/// names has about `n.powf(1.0 / PERSON_EXPONENT)` different ones. Measured on 4,459 news texts, of which 1,000
/// have 1,251 persons and 4,000 have 3,986; a made corpus has somewhat more.
const PERSON_EXPONENT: f64 = 1.25;
/// The most frequent person has about one name in a hundred.
const PERSON_SHIFT: f64 = 20.0;

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

    /// Appends a person: two given names, always the same two for one rank.
    pub(super) fn person(&self, rng: &mut Rng, out: &mut String) {
        let rank = PERSON_SHIFT * ((1.0 - rng.f64()).powf(-1.0 / (PERSON_EXPONENT - 1.0)) - 1.0);
        let mut own = self.rng_of(rank as u64);
        for nth in 0..2 {
            if nth > 0 {
                out.push(' ');
            }
            match self.classes.get("given").filter(|names| !names.is_empty()) {
                Some(names) => out.push_str(names[own.usize(0..names.len())]),
                None => self.word(&mut own, out),
            }
        }
    }

    /// Appends an entry of a class of the lexicon, entry `r` with a frequency of about `1 / r`, or a word where the
    /// class has none.
    pub(super) fn entry(&self, class: &str, rng: &mut Rng, out: &mut String) {
        let entries = self.classes.get(class).map_or(&[][..], Vec::as_slice);
        let rank = ((entries.len().max(1) as f64).ln() * rng.f64()).exp() as usize;
        match entries.get(rank.saturating_sub(1)) {
            Some(entry) => out.push_str(entry),
            None => self.word(rng, out),
        }
    }

    /// Chance that depends on nothing but the seed and a rank.
    fn rng_of(&self, rank: u64) -> Rng {
        Rng::with_seed(self.seed ^ rank.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// The made word of a rank.
    fn made(&self, rank: u64, out: &mut String) {
        let mut rng = self.rng_of(rank);
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

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn new_persons_come_ever_more_slowly() {
        let pack = Pack::embedded().unwrap();
        let shapes = WordShapes::new(&pack, 3);
        let mut rng = Rng::with_seed(5);
        let mut seen = HashSet::new();
        let mut distinct = |names: usize| {
            for _ in 0..names {
                let mut name = String::new();
                shapes.person(&mut rng, &mut name);
                seen.insert(name);
            }
            seen.len()
        };
        let (few, many) = (distinct(2_000), distinct(30_000));
        assert!((700..1_600).contains(&few), "{few}");
        // Sixteen times as many names, nine times as many persons.
        assert!((7..12).contains(&(many / few)), "{few} {many}");
    }
}
