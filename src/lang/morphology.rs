//! Morphology: the set of analyses of one word, as stem and features. Rules come from `affixes.tsv`;
//! a lexicon given from outside confirms stems. It never decides between meanings.

mod features;
mod noun;
mod stems;
mod verb;

pub use features::Features;
pub(super) use noun::Affixes;
pub use stems::{Inflections, Stems};
pub(super) use verb::Verbs;

use super::Tables;

/// Says which folded words exist. Implemented for every `Fn(&str) -> bool`.
pub trait Lexicon {
    /// Is the folded word a dictionary form or a name?
    fn knows(&self, word: &str) -> bool;

    /// Is it known as something else than a form of a verb?
    fn is_noun(&self, word: &str) -> bool {
        self.knows(word)
    }

    /// The verb that a known form belongs to, as the table of verbs names it.
    fn verb(&self, _word: &str) -> Option<&str> {
        None
    }
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

/// A yeh of the stem and the izafe's.
const YEH_YEH: &str = "\u{6cc}\u{6cc}";

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
    tables.verbs.read(lexicon, word, out);
    if !out[from..].iter().any(|analysis| analysis.known) {
        fused(tables, lexicon, word, out);
    }
    let found = &mut out[from..];
    // Lexicons list some words with their izafe on: the same stem without it is as good.
    let doubled = found.iter().find(|a| {
        let shorter = a.end.saturating_sub(2);
        a.known
            && word[a.stem()].ends_with(YEH_YEH)
            && found.iter().any(|b| b.known && b.start == a.start && b.end == shorter)
    });
    let doubled = doubled.map(|analysis| (analysis.start, analysis.end));
    found.sort_by_key(|analysis| {
        let length = i32::from(analysis.end - analysis.start) + 1;
        let around =
            analysis.features.any(Features::PREVERB.with(Features::PRESENT).with(Features::SUBJUNCTIVE));
        let rank = match (analysis.known, analysis.features.has(Features::VERB)) {
            (false, _) => 0,
            // A past without anything before it may be a noun with an ending.
            (true, true) if !around => (length - 5).max(1),
            (true, false) if doubled == Some((analysis.start, analysis.end)) => 1,
            (true, _) => length,
        };
        (-rank, -i32::from(analysis.weight), analysis.end)
    });
    out.truncate(from + MOST);
}

/// Readings of a word as a preposition written together with a known one.
fn fused(tables: &Tables, lexicon: &dyn Lexicon, word: &str, out: &mut Vec<Analysis>) {
    for preposition in ["\u{644}\u{6d5}", "\u{628}\u{6d5}"] {
        let Some(rest) = word.strip_prefix(preposition).filter(|rest| rest.len() >= 6) else { continue };
        let from = out.len();
        if lexicon.knows(rest) {
            out.push(Analysis {
                start: 0,
                end: rest.len() as u16,
                features: Features::NONE,
                known: true,
                weight: 0,
            });
        }
        let mut stripped = Vec::new();
        tables.affixes.strip(lexicon, rest, &mut stripped);
        out.extend(stripped.into_iter().filter(|analysis| analysis.known));
        for analysis in &mut out[from..] {
            analysis.start += preposition.len() as u16;
            analysis.end += preposition.len() as u16;
            analysis.features = analysis.features.with(Features::PREPOSITION);
        }
    }
}

/// Analyses of one word on its own.
#[must_use]
pub fn analyses(tables: &Tables, lexicon: &dyn Lexicon, folded_word: &str) -> Vec<Analysis> {
    let mut out = Vec::new();
    analyse(tables, lexicon, folded_word, &mut out);
    out
}
