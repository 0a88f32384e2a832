//! Morphology: the set of analyses of one word, as stem and features. Rules come from `affixes.tsv`;
//! a lexicon given from outside confirms stems. It never decides between meanings.

mod features;
mod noun;

pub use features::Features;
pub(super) use noun::Affixes;

use super::Tables;

/// Says which folded words exist. Implemented for every `Fn(&str) -> bool`.
pub trait Lexicon {
    /// Is the folded word a dictionary form or a name?
    fn knows(&self, word: &str) -> bool;
}

impl<F: Fn(&str) -> bool> Lexicon for F {
    fn knows(&self, word: &str) -> bool {
        self(word)
    }
}

/// One reading of a word: where its stem stands and what its endings say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Analysis {
    start: u16,
    end: u16,
    /// What the endings (and fused words before the stem) say.
    pub features: Features,
    /// Does the lexicon know the stem?
    pub known: bool,
    weight: i8,
}

impl Analysis {
    /// Bytes of the stem within the folded word.
    #[must_use]
    pub fn stem(&self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Words longer than this (bytes) are taken whole: no Sorani word comes near.
const LONGEST: usize = 240;

/// Most analyses kept for a word.
const MOST: usize = 24;

/// Adds the analyses of a folded word to `out`, best first: those whose stem is known, longest stem
/// first, then by how safely the endings are endings. The bare word is always among them.
pub(super) fn analyse(tables: &Tables, lexicon: &dyn Lexicon, word: &str, out: &mut Vec<Analysis>) {
    let from = out.len();
    let whole = Analysis {
        start: 0,
        end: word.len().min(LONGEST) as u16,
        features: Features::NONE,
        known: word.len() <= LONGEST && lexicon.knows(word),
        weight: 0,
    };
    if word.len() > LONGEST {
        out.push(Analysis { end: u16::try_from(word.len()).unwrap_or(u16::MAX), ..whole });
        return;
    }
    out.push(whole);
    tables.affixes.strip(lexicon, word, out);
    let found = &mut out[from..];
    found.sort_by_key(|analysis| {
        let known = if analysis.known { -i32::from(analysis.end - analysis.start) - 1 } else { 0 };
        (known, -i32::from(analysis.weight), analysis.end)
    });
    out.truncate(from + MOST);
}

/// Analyses of one word on its own.
#[must_use]
pub fn analyses(tables: &Tables, lexicon: &dyn Lexicon, folded_word: &str) -> Vec<Analysis> {
    let mut out = Vec::new();
    analyse(tables, lexicon, folded_word, &mut out);
    out
}
