//! Whose text is being read: the author of a list of resolutions, and the body a paper is of.

use super::{Mark, Scene, Sign};
use crate::{model::EntityIx, pack::Features};

/// For each sentence, who stands behind it where it names nobody.
#[derive(Clone, Copy, Debug, Default)]
pub struct Behind {
    /// The author of the list the sentence belongs to ("final statement:").
    pub author: Option<EntityIx>,
    /// The owner of the last statement, tweet or report that was named.
    pub source: Option<EntityIx>,
}

impl Scene<'_> {
    /// Reads who stands behind each sentence.
    pub(super) fn read_behind(&self) -> Vec<Behind> {
        let mut source: Option<EntityIx> = None;
        let mut owner: Option<EntityIx> = None;
        let mut open = false;
        let mut out = Vec::with_capacity(self.sentences.len());
        for sentence in 0..self.sentences.len() {
            let length = self.len(sentence);
            for unit in 0..length {
                if !self.is(sentence, unit, Mark::UTTERANCE) || self.ends(sentence, unit, Features::DEF) {
                    continue;
                }
                let named = if self.ends(sentence, unit, Features::IZAFE) {
                    (unit + 1..length.min(unit + 6))
                        .take_while(|next| {
                            self.sign(sentence, *next).is_none() && !self.finite(sentence, *next)
                        })
                        .find_map(|next| self.entity(sentence, next))
                } else {
                    None
                };
                owner = named.or(owner);
                let clause = self.clause_of(sentence, unit);
                source = named.or_else(|| self.subject(sentence, clause, unit)).or(source);
            }
            let colon = self.sign(sentence, length.saturating_sub(1)) == Some(Sign::Colon);
            let heading = length <= 3 && colon;
            // "NAME, office:" on a line of its own: what follows is theirs.
            let byline = colon && length <= 16 && !(0..length).any(|unit| self.finite(sentence, unit));
            let named = || {
                let person = (0..length).find(|unit| self.is(sentence, *unit, Mark::PERSON));
                person.or_else(|| (0..length).find(|unit| self.is(sentence, *unit, Mark::ORG)))
            };
            if let Some(unit) = named().filter(|_| byline) {
                owner = self.entity(sentence, unit);
                open = true;
            } else if heading {
                open = self.is(sentence, 0, Mark::UTTERANCE);
            }
            let heading = heading || byline;
            out.push(Behind { author: owner.filter(|_| open && !heading), source });
        }
        out
    }

    /// Who stands behind a sentence.
    #[must_use]
    pub fn behind(&self, sentence: usize) -> Behind {
        self.behind.get(sentence).copied().unwrap_or_default()
    }
}
