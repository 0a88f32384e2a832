//! Words in a trie of letters: all words that a text begins with (or, given its letters backwards, ends
//! in) are found at one go.

/// What belongs to each of some words.
#[derive(Clone, Debug)]
pub struct Trie<T> {
    nodes: Vec<Node<T>>,
    /// The children of the root that are letters of the Arabic block, by their low byte; 0 for none.
    first: Box<[u32]>,
}

#[derive(Clone, Debug)]
struct Node<T> {
    next: Vec<(char, u32)>,
    of: Vec<T>,
}

impl<T> Default for Trie<T> {
    fn default() -> Self {
        Self { nodes: vec![Node { next: Vec::new(), of: Vec::new() }], first: vec![0; 256].into() }
    }
}

impl<T> Trie<T> {
    /// What belongs to the word of these letters, to be added to.
    pub fn of(&mut self, letters: impl Iterator<Item = char>) -> &mut Vec<T> {
        let mut at = 0;
        for letter in letters {
            at = self.step(at, letter).unwrap_or_else(|| {
                let fresh = self.nodes.len();
                self.nodes[at].next.push((letter, fresh as u32));
                self.nodes.push(Node { next: Vec::new(), of: Vec::new() });
                if at == 0
                    && let Some(low) = arabic(letter)
                {
                    self.first[low] = fresh as u32;
                }
                fresh
            });
        }
        &mut self.nodes[at].of
    }

    fn step(&self, at: usize, letter: char) -> Option<usize> {
        if at == 0
            && let Some(low) = arabic(letter)
        {
            return Some(self.first[low] as usize).filter(|next| *next > 0);
        }
        self.nodes[at].next.iter().find(|(known, _)| *known == letter).map(|(_, next)| *next as usize)
    }

    /// The words with anything of their own among the beginnings of `letters`, the shortest first: at
    /// which letter's mark each ends.
    pub fn walk<P: Copy>(&self, letters: impl Iterator<Item = (P, char)>) -> impl Iterator<Item = (P, &[T])> {
        self.walk_some(letters.map(|(mark, letter)| (mark, Some(letter))))
    }

    /// The same where some marks stand for no letter: a word that ends before one ends at it too.
    pub fn walk_some<P: Copy>(
        &self,
        letters: impl Iterator<Item = (P, Option<char>)>,
    ) -> impl Iterator<Item = (P, &[T])> {
        let mut node = 0;
        let steps = letters.map_while(move |(mark, letter)| {
            if let Some(letter) = letter {
                node = self.step(node, letter)?;
            }
            Some((mark, self.nodes[node].of.as_slice()))
        });
        steps.filter(|(_, of)| !of.is_empty())
    }
}

/// The place of a letter within the Arabic block.
fn arabic(letter: char) -> Option<usize> {
    (letter as usize).checked_sub(0x600).filter(|low| *low < 256)
}

#[cfg(test)]
mod tests {
    use super::Trie;

    #[test]
    fn finds_every_word_on_the_way() {
        let mut words = Trie::default();
        for word in ["a", "ab", "abcd", "abx", "ب", "بە"] {
            words.of(word.chars()).push(word);
        }
        let found =
            |text: &'static str| words.walk(text.char_indices()).map(|(_, of)| of[0]).collect::<Vec<_>>();
        assert_eq!(found("abcde"), ["a", "ab", "abcd"]);
        assert_eq!(found("بەم"), ["ب", "بە"]);
        assert_eq!(found("xa"), [""; 0]);
        let doubled = [(1, Some('a')), (2, None), (3, Some('b'))];
        let found: Vec<_> = words.walk_some(doubled.into_iter()).map(|(end, of)| (end, of[0])).collect();
        assert_eq!(found, [(1, "a"), (2, "a"), (3, "ab")]);
    }
}
