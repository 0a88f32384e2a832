//! Whose text is being read: the author of a list of resolutions, and the body a paper is of.

use super::{Mark, Scene, Sign};
use crate::{
    model::{EntityIx, Span},
    pack::Features,
};

/// For each sentence, who stands behind it where it names nobody.
#[derive(Clone, Debug, Default)]
pub struct Behind {
    /// The author of the list the sentence belongs to ("final statement:").
    pub author: Option<EntityIx>,
    /// Where that author is named as the heading of a list ("NAME:"), bytes of the original.
    pub byline: Option<Span>,
    /// Does the sentence belong to a text given word for word ("the text of the statement:")?
    pub text: bool,
    /// Whose the last statement, tweet or report is that was named; several where it is joint.
    pub source: Vec<EntityIx>,
}

impl Scene<'_> {
    /// Reads who stands behind each sentence.
    pub(super) fn read_behind(&self) -> Vec<Behind> {
        let mut source: Vec<EntityIx> = Vec::new();
        let mut owner: Option<EntityIx> = None;
        let mut open = false;
        let mut text = false;
        let mut named_at: Option<Span> = None;
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
                let joint = (unit + 1..length.min(unit + 4))
                    .any(|next| self.is(sentence, next, Mark::TOGETHER.with(Mark::BOTH)));
                let both = if joint { self.both(sentence, unit) } else { Vec::new() };
                if both.is_empty() {
                    if let Some(one) = named.or_else(|| self.subject(sentence, clause, unit)) {
                        source = vec![one];
                    }
                } else {
                    source = both;
                }
            }
            let colon = self.sign(sentence, length.saturating_sub(1)) == Some(Sign::Colon);
            let heading = length <= 3 && colon;
            // "NAME, office:" on a line of its own: what follows is theirs.
            let byline = colon && length <= 16 && !(0..length).any(|unit| self.finite(sentence, unit));
            let named = || {
                let person = (0..length).find(|unit| self.is(sentence, *unit, Mark::PERSON));
                person.or_else(|| (0..length).find(|unit| self.is(sentence, *unit, Mark::ORG)))
            };
            let full = colon && length <= 5 && self.is(sentence, 0, Mark::FULL_TEXT);
            if full {
                owner = named().and_then(|unit| self.entity(sentence, unit)).or(source.first().copied());
                named_at = self.unit(sentence, 0).map(|unit| unit.stem);
                open = owner.is_some();
            } else if let Some(unit) = named().filter(|_| byline) {
                owner = self.entity(sentence, unit);
                named_at = self.unit(sentence, unit).map(|unit| unit.stem);
                open = true;
            } else if heading {
                open = self.is(sentence, 0, Mark::UTTERANCE);
                named_at = None;
            }
            let heading = heading || byline;
            text = if heading { full } else { text };
            out.push(Behind {
                text: text && open && !heading,
                author: owner.filter(|_| open && !heading),
                byline: named_at.filter(|_| open && !heading),
                source: source.clone(),
            });
        }
        out
    }

    /// Who stands behind a sentence.
    #[must_use]
    pub fn behind(&self, sentence: usize) -> Behind {
        self.behind.get(sentence).cloned().unwrap_or_default()
    }
}
