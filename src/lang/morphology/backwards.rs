//! Words in a trie of their letters from the last to the first: finds all that a word ends in at one go.

/// What belongs to each of some words.
#[derive(Clone, Debug)]
pub(super) struct Backwards<T> {
    nodes: Vec<Node<T>>,
}

#[derive(Clone, Debug)]
struct Node<T> {
    before: Vec<(char, u32)>,
    of: Vec<T>,
}

impl<T> Default for Backwards<T> {
    fn default() -> Self {
        Self { nodes: vec![Node { before: Vec::new(), of: Vec::new() }] }
    }
}

impl<T> Backwards<T> {
    /// What belongs to a word, to be added to.
    pub(super) fn of(&mut self, word: &str) -> &mut Vec<T> {
        let mut at = 0;
        for letter in word.chars().rev() {
            let fresh = self.nodes.len();
            let before = &mut self.nodes[at].before;
            at = before.iter().find(|(known, _)| *known == letter).map_or(fresh, |(_, next)| *next as usize);
            if at == fresh {
                before.push((letter, fresh as u32));
                self.nodes.push(Node { before: Vec::new(), of: Vec::new() });
            }
        }
        &mut self.nodes[at].of
    }

    /// What belongs to a word; nothing to one that was never added.
    pub(super) fn get(&self, word: &str) -> &[T] {
        self.ending(word).find(|(at, _)| *at == 0).map_or(&[], |(_, of)| of)
    }

    /// The words with anything of their own that `text` ends in, the shortest first: where each begins.
    pub(super) fn ending<'a>(&'a self, text: &str) -> impl Iterator<Item = (usize, &'a [T])> {
        let mut node = self.nodes.first();
        let walk = text.char_indices().rev().map_while(move |(at, letter)| {
            let (_, next) = node?.before.iter().find(|(known, _)| *known == letter)?;
            node = self.nodes.get(*next as usize);
            Some((at, node?.of.as_slice()))
        });
        walk.filter(|(_, of)| !of.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::Backwards;

    #[test]
    fn finds_every_word_that_a_text_ends_in() {
        let mut words = Backwards::default();
        for word in ["c", "bc", "abc", "xbc"] {
            words.of(word).push(word);
        }
        let ending = |text| words.ending(text).map(|(at, of)| (at, of[0])).collect::<Vec<_>>();
        assert_eq!(ending("aabc"), [(3, "c"), (2, "bc"), (1, "abc")]);
        assert_eq!(ending("b"), []);
        assert_eq!((words.get("xbc"), words.get("bb"), words.get("b")), (&["xbc"][..], &[][..], &[][..]));
    }
}
