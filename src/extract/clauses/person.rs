//! Grammatical person: whether a clause speaks of those who speak it ("our forces", "we as BODY"), and
//! whether of one or of several.

use std::ops::Range;

use super::{Mark, Relation, Scene};
use crate::{
    lang,
    model::{EntityIx, EntityKind},
    pack,
};

/// Units after "as" in which the name of those who speak is looked for.
const AS_WHOM: usize = 6;

impl Scene<'_> {
    /// Has the unit this ending of a plural person, on a noun?
    fn has_ending(&self, sentence: usize, unit: usize, person: lang::Features) -> bool {
        let Some(unit) = self.unit(sentence, unit) else { return false };
        // A form with a row of its own has no ending left: its reading tells.
        let listed = unit.stem == unit.span && unit.entry.is_some();
        if !listed && !unit.features.has(pack::Features::CLITIC) {
            return false;
        }
        let Some(token) = self.text.tokens().get(unit.tokens.end.saturating_sub(1) as usize) else {
            return false;
        };
        self.text.analyses(token).iter().any(|analysis| {
            let ends = self.text.stem_span(token, analysis).end == unit.stem.end;
            analysis.features.has(person) && (ends || listed && analysis.known)
        })
    }

    /// Does the noun end in "our"?
    #[must_use]
    pub fn ours(&self, sentence: usize, unit: usize) -> bool {
        self.has_ending(sentence, unit, lang::Features::FIRST_PLURAL)
    }

    /// Do these words tell of several: a plural verb, or the ending of a plural agent on its noun?
    #[must_use]
    pub fn several(&self, sentence: usize, mut units: Range<usize>) -> bool {
        units.any(|unit| {
            self.is(sentence, unit, Mark::PLURAL) && self.finite(sentence, unit)
                || self.has_ending(sentence, unit, lang::Features::THIRD_PLURAL)
        })
    }

    /// Is what the words of `cue` tell the deed of those who speak: by the verb, by the ending of its noun,
    /// or by a subject "we" or "our forces" before it?
    #[must_use]
    pub fn first_person(&self, sentence: usize, clause: usize, cue: Range<usize>) -> bool {
        let told = |unit: usize| {
            self.is(sentence, unit, Mark::ME) && self.finite(sentence, unit) || self.ours(sentence, unit)
        };
        if cue.clone().any(told) {
            return true;
        }
        let Some(here) = self.clauses(sentence).get(clause) else { return false };
        // The cue itself may begin with "we".
        (here.units.start..here.units.end.min(cue.start + 1)).any(|unit| {
            let free = unit == 0
                || self.governor(sentence, unit - 1).is_none()
                    && !self.is(sentence, unit - 1, Mark::PREPOSITION)
                    && !self.ends(sentence, unit - 1, pack::Features::IZAFE);
            free && (self.is(sentence, unit, Mark::WE)
                || self.is(sentence, unit, Mark::OWN_BODY) && self.ours(sentence, unit))
        })
    }

    /// As whom those who speak say they do: "we, as BODY, …".
    #[must_use]
    pub fn as_whom(&self, sentence: usize, clause: usize, limit: usize) -> Option<EntityIx> {
        let here = self.clauses(sentence).get(clause)?;
        let end = here.units.end.min(limit);
        let as_word = (here.units.start + 1..end)
            .find(|unit| self.is(sentence, *unit, Mark::AS) && self.is(sentence, unit - 1, Mark::WE))?;
        (as_word + 1..end.min(as_word + AS_WHOM)).find_map(|unit| self.entity(sentence, unit))
    }

    /// By whom it is done in a passive clause: "by NAME".
    #[must_use]
    pub fn agent(&self, sentence: usize, clause: usize) -> Option<EntityIx> {
        let here = self.clauses(sentence).get(clause)?;
        here.units.clone().find_map(|unit| {
            let entity = self.entity(sentence, unit)?;
            let standing = self.standing(sentence, unit, here.units.start);
            (standing.relation == Relation::By).then_some(entity)
        })
    }

    /// What the entity is.
    #[must_use]
    pub fn kind(&self, entity: EntityIx) -> Option<EntityKind> {
        self.entities.get(entity.0 as usize).map(|entity| entity.kind)
    }

    /// Is it a person?
    #[must_use]
    pub fn is_person(&self, entity: EntityIx) -> bool {
        self.kind(entity) == Some(EntityKind::Person)
    }

    /// Is it a place?
    #[must_use]
    pub fn is_place(&self, entity: EntityIx) -> bool {
        self.kind(entity) == Some(EntityKind::Place)
    }

    /// Is the subject of the clause a meeting told of before ("the meeting stressed …")?
    #[must_use]
    pub fn meeting(&self, sentence: usize, clause: usize, limit: usize) -> bool {
        let Some(here) = self.clauses(sentence).get(clause) else { return false };
        (here.units.start..here.units.end.min(limit)).any(|unit| {
            let free = unit == here.units.start || self.governor(sentence, unit - 1).is_none();
            free && self.is(sentence, unit, Mark::MEET_NOUN)
                && self.ends(sentence, unit, pack::Features::DEF)
                && !self.ends(sentence, unit, pack::Features::DA.with(pack::Features::IZAFE))
        })
    }

    /// Bodies in place of the persons who lead them: what is decided at a table is decided by the body.
    #[must_use]
    pub fn bodies(&self, persons: &[EntityIx]) -> Vec<EntityIx> {
        let body = |one: &EntityIx| {
            let mut led = self.roles.iter().filter(|role| role.person == *one).filter_map(|role| role.of);
            led.find(|of| self.kind(*of) == Some(EntityKind::Organisation)).unwrap_or(*one)
        };
        let mut found: Vec<EntityIx> = Vec::with_capacity(persons.len());
        for one in persons.iter().map(body) {
            if !found.contains(&one) {
                found.push(one);
            }
        }
        found
    }
}
