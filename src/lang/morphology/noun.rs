//! Endings of nouns, stripped from right to left in the order of their slots.

use super::super::tables::{Rows, TableError};
use super::{Analysis, Features, Lexicon};

/// Slots from the stem outwards.
const SLOTS: &[&str] = &[
    "number",
    "demonstrative",
    "additive",
    "owner",
    "postposition",
    "late additive",
    "copula",
    "conjunction",
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum After {
    Any,
    Vowel,
    Consonant,
    Yeh,
    /// Anything but a vowel and yeh: those make an adjective.
    Plain,
    /// A consonant; dal only on a known stem, for verbal nouns end in it and the plural's letters.
    Firm,
}

#[derive(Clone, Debug)]
struct Affix {
    form: Box<str>,
    slot: u8,
    features: Features,
    after: After,
    least: u8,
    weight: i8,
}

/// The compiled `affixes.tsv`, grouped by each ending's last letter.
#[derive(Clone, Debug)]
pub(in super::super) struct Affixes {
    by_last: Vec<(char, Vec<Affix>)>,
}

impl Affixes {
    pub(in super::super) fn parse(rows: &Rows<'_>) -> Result<Self, TableError> {
        let mut by_last: Vec<(char, Vec<Affix>)> = Vec::new();
        for row in rows.iter() {
            let form = row.get("form")?;
            let slot = row.get("slot")?;
            let slot = SLOTS.iter().position(|name| *name == slot).ok_or_else(|| {
                row.error(format!("unknown slot {slot}"), "the head of the file lists the slots")
            })?;
            let features = Features::parse(row.get("feature")?)
                .map_err(|word| row.error(format!("unknown feature {word}"), "features are joined by +"))?;
            let after = match row.get("after")? {
                "any" => After::Any,
                "vowel" => After::Vowel,
                "consonant" => After::Consonant,
                "yeh" => After::Yeh,
                "plain" => After::Plain,
                "firm" => After::Firm,
                other => {
                    return Err(
                        row.error(format!("unknown {other}"), "any, vowel, consonant, yeh, plain or firm")
                    );
                }
            };
            let number = |column| -> Result<i8, TableError> {
                row.get(column)?
                    .parse()
                    .map_err(|_| row.error(format!("{column} is no number"), "a small number"))
            };
            let shortest = number("least")?.unsigned_abs();
            let affix = Affix {
                form: form.into(),
                slot: slot as u8,
                features,
                after,
                least: shortest,
                weight: number("weight")?,
            };
            let last = form.chars().next_back().unwrap_or(' ');
            match by_last.iter_mut().find(|(c, _)| *c == last) {
                Some((_, affixes)) => affixes.push(affix),
                None => by_last.push((last, vec![affix])),
            }
        }
        Ok(Self { by_last })
    }

    /// Adds every way to strip endings off `word`.
    pub(super) fn strip(&self, lexicon: &dyn Lexicon, word: &str, out: &mut Vec<Analysis>) {
        let state = State { end: word.len(), slot: SLOTS.len() as u8, features: Features::NONE, weight: 0 };
        let from = out.len();
        self.descend(lexicon, word, state, from, out);
    }

    fn descend(&self, lexicon: &dyn Lexicon, word: &str, state: State, from: usize, out: &mut Vec<Analysis>) {
        let rest = &word[..state.end];
        let Some(last) = rest.chars().next_back() else { return };
        let Some((_, affixes)) = self.by_last.iter().find(|(c, _)| *c == last) else { return };
        for affix in affixes.iter().filter(|affix| affix.slot < state.slot) {
            let Some(stem) = rest.strip_suffix(&*affix.form) else { continue };
            if !affix.fits(stem) {
                continue;
            }
            if affix.after == After::Firm && stem.ends_with(DAL) && !lexicon.knows(stem) {
                continue;
            }
            // "My" and "your" stand before no postposition of return.
            let mine = Features::FIRST_SINGULAR.with(Features::SECOND_SINGULAR);
            if state.features.has(Features::EWE) && affix.features.any(mine) {
                continue;
            }
            let mut features = state.features.with(affix.features);
            if affix.features.has(Features::IZAFE)
                && state.features.any(Features::DA.with(Features::EWE).with(Features::COPULA))
            {
                features = features.without(Features::IZAFE);
            }
            let weight = state.weight.saturating_add(affix.weight);
            let next = State { end: stem.len(), slot: affix.slot, features, weight };
            // `out` holds the analyses of other words too, before `from`.
            let same = |a: &Analysis| a.end as usize == stem.len() && a.start == 0 && a.features == features;
            if !out.iter().skip(from).any(same) {
                let known = lexicon.knows(stem);
                out.push(Analysis { start: 0, end: stem.len() as u16, features, known, weight });
            }
            self.descend(lexicon, word, next, from, out);
        }
    }
}

const DAL: char = '\u{62f}';

#[derive(Clone, Copy)]
struct State {
    end: usize,
    slot: u8,
    features: Features,
    weight: i8,
}

impl Affix {
    fn fits(&self, stem: &str) -> bool {
        let mut back = stem.chars().rev();
        let Some(last) = back.next() else { return false };
        let long_enough = stem.chars().take(self.least as usize).count() == self.least as usize;
        long_enough
            && match self.after {
                After::Any => true,
                After::Vowel => is_vowel(last),
                After::Consonant | After::Firm => !is_plain_vowel(last),
                After::Yeh => last == '\u{6cc}',
                After::Plain => last != '\u{6cc}' || !back.next().is_some_and(is_long_vowel),
            }
    }
}

/// Letters that may stand for a vowel; waw and yeh are both.
fn is_vowel(c: char) -> bool {
    matches!(c, '\u{627}' | '\u{6d5}' | '\u{6ce}' | '\u{6c6}' | '\u{648}' | '\u{6cc}')
}

/// Vowels before a yeh that belongs to the stem.
fn is_long_vowel(c: char) -> bool {
    matches!(c, '\u{627}' | '\u{6d5}' | '\u{6c6}' | '\u{648}')
}

/// Letters that are never a consonant.
fn is_plain_vowel(c: char) -> bool {
    matches!(c, '\u{627}' | '\u{6d5}' | '\u{6ce}' | '\u{6c6}')
}
