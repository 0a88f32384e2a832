//! How a search was understood, and where it found nothing: which part found nothing, and what would.

use std::sync::Arc;

use crate::search::language::{Interpreter, Matching, Node, Note, Parsed, Part, Words};

/// Most suggestions for a word that stands nowhere. Author's choice.
const MOST_SUGGESTIONS: usize = 4;

/// A search as it was understood.
#[derive(Clone, Debug)]
pub struct Understood {
    /// The tree, and what could not be understood.
    pub parsed: Parsed,
    /// How its words match.
    pub matching: Matching,
    /// What understood it: has what telling it in words needs.
    pub interpreter: Arc<Interpreter>,
    /// Where no document matches: each part with the number of documents that match it alone.
    pub parts: Vec<PartFound>,
    /// Where no document matches: other spellings that do stand in the texts, for the words that do not.
    pub instead: Vec<Instead>,
    /// Where no document matches: how many would with inflections.
    pub with_inflections: usize,
}

/// A part of a search and what it found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartFound {
    /// The part.
    pub node: Node,
    /// Documents that match it alone, or how often it stands in one document; `None` where it does not
    /// hold.
    pub found: Option<usize>,
}

/// A word that stands nowhere, and one that does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instead {
    /// As typed.
    pub typed: String,
    /// As it stands in the texts.
    pub word: String,
}

impl Understood {
    /// What could not be understood, with what was typed there.
    pub fn notes<'a>(&'a self, typed: &'a str) -> impl Iterator<Item = (&'a Note, &'a str)> {
        self.parsed.notes.iter().map(|note| (note, note.span.of(typed).unwrap_or_default()))
    }
}

/// The parts of a search that must all hold.
pub(super) fn parts(parsed: &Parsed) -> Vec<Node> {
    match &parsed.root {
        None => Vec::new(),
        Some(Node { part: Part::All(nodes), .. }) => nodes.clone(),
        Some(root) => vec![root.clone()],
    }
}

/// Single words among the parts, as typed.
pub(super) fn words(nodes: &[Node], found: impl Fn(&Node) -> bool) -> Vec<String> {
    let mut words = Vec::new();
    for node in nodes.iter().filter(|node| !found(node)) {
        collect(node, &mut words);
    }
    words
}

fn collect(node: &Node, out: &mut Vec<String>) {
    match &node.part {
        Part::Words(Words { typed, .. }) => out.extend(typed.split_whitespace().map(str::to_owned)),
        Part::All(nodes) | Part::Any(nodes) | Part::Near(nodes, _) => {
            for node in nodes {
                collect(node, out);
            }
        }
        Part::Not(_) | Part::Regex(_) | Part::Field(..) => {}
    }
}

/// Gathers words that are spelled almost like another.
pub(super) struct Nearest {
    word: Vec<char>,
    most: usize,
    found: Vec<(usize, std::cmp::Reverse<u32>, String)>,
}

impl Nearest {
    /// For a folded word; `None` for one so short that everything is like it.
    pub fn new(word: &str) -> Option<Self> {
        let word: Vec<char> = word.chars().collect();
        let most = match word.len() {
            0..=3 => return None,
            4..=6 => 1,
            _ => 2,
        };
        Some(Self { word, most, found: Vec::new() })
    }

    /// Looks at a word of the texts that so many of them have.
    pub fn look(&mut self, other: &str, texts: u32) {
        let length = other.chars().count();
        if length.abs_diff(self.word.len()) > self.most {
            return;
        }
        let distance = distance(&self.word, other, self.most);
        if (1..=self.most).contains(&distance) {
            self.found.push((distance, std::cmp::Reverse(texts), other.to_owned()));
            if self.found.len() > 64 {
                self.found.sort();
                self.found.truncate(MOST_SUGGESTIONS);
            }
        }
    }

    /// The nearest, those of more texts first.
    pub fn words(mut self) -> Vec<String> {
        self.found.sort();
        self.found.truncate(MOST_SUGGESTIONS);
        self.found.into_iter().map(|(_, _, word)| word).collect()
    }
}

/// Letters to add, drop, change or swap with their neighbour to make one word of another; more than
/// `most` where there are more.
fn distance(word: &[char], other: &str, most: usize) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=word.len()).collect();
    let mut previous = None;
    for (row, c) in other.chars().enumerate() {
        let mut now = vec![row + 1];
        for (ix, own) in word.iter().enumerate() {
            let changed = last[ix] + usize::from(*own != c);
            let mut best = changed.min(last[ix + 1] + 1).min(now[ix] + 1);
            if ix > 0 && previous == Some(*own) && word[ix - 1] == c {
                best = best.min(before[ix - 1] + 1);
            }
            now.push(best);
        }
        if now.iter().all(|distance| *distance > most) {
            return most + 1;
        }
        before = std::mem::replace(&mut last, now);
        previous = Some(c);
    }
    last.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_words_first_then_the_frequent() {
        let mut nearest = Nearest::new("minister").unwrap();
        for (word, texts) in [
            ("minister", 9),
            ("ministers", 1),
            ("minsiter", 2),
            ("master", 7),
            ("mnster", 5),
            ("sinister", 4),
        ] {
            nearest.look(word, texts);
        }
        assert_eq!(nearest.words(), ["sinister", "minsiter", "ministers", "mnster"]);
        assert!(Nearest::new("oil").is_none());
    }

    #[test]
    fn distances() {
        let of = |a: &str, b| distance(&a.chars().collect::<Vec<_>>(), b, 2);
        assert_eq!(
            (of("abcd", "abcd"), of("abcd", "abdc"), of("abcd", "abc"), of("abcd", "bcd")),
            (0, 1, 1, 1)
        );
        assert!(of("abcd", "wxyz") > 2);
    }
}
