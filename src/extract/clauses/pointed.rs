//! Whom a clause tells of without naming them in it: the head of a relative clause, the person that "the said"
//! points back to, and the subject that it shares with a clause before it.

use super::{Mark, Scene, Sign, Subject};
use crate::{
    model::{Entity, EntityIx, EntityKind},
    pack::Features,
};

/// Sentences back that the person of "the said" is looked for.
const BACK: usize = 6;

/// Units of a bracket or a list's marks that are stepped over.
const STEP: usize = 6;

impl Scene<'_> {
    /// The names that a relative clause hangs on: "A and B, who …". With `owned` also a person on whom the
    /// noun before depends ("the grave of A, who …").
    #[must_use]
    pub fn relative_heads(&self, sentence: usize, clause: usize, owned: bool) -> Vec<EntityIx> {
        let Some(here) = self.clauses(sentence).get(clause) else { return Vec::new() };
        if !self.is(sentence, here.units.start, Mark::THAT) {
            return Vec::new();
        }
        let Some(unit) = self.before_marks(sentence, here.units.start) else { return Vec::new() };
        // "A, office of B, who …": the holder.
        if let Some(holder) = self.told_of(sentence, unit) {
            return vec![holder];
        }
        // "they remembered NAME, who fell": the object before the verb that closes its clause.
        let unit = if owned && self.finite(sentence, unit) {
            let Some(object) = self.object_before(sentence, unit) else { return Vec::new() };
            object
        } else {
            unit
        };
        let Some(entity) = self.entity(sentence, unit) else { return Vec::new() };
        let Some(kind) = self.kind(entity) else { return Vec::new() };
        let start =
            self.clauses(sentence).get(self.clause_of(sentence, unit)).map_or(0, |own| own.units.start);
        let standing = self.standing(sentence, unit, start);
        let chain = standing.head..unit;
        let bodies = Mark::DELEGATION.with(Mark::OFFICIAL).with(Mark::COMPANY).with(Mark::OWN_BODY);
        let held = |at: usize| self.is(sentence, at, bodies);
        let titled = |at: usize| self.is(sentence, at, Mark::TITLE);
        // "fighters of BODY, who …": the body's people; its president is a person of his own.
        let several = |at: usize| titled(at) && self.ends(sentence, at, Features::PL);
        let free = match kind {
            EntityKind::Person => owned || chain.clone().any(|at| held(at) || titled(at)) || chain.is_empty(),
            EntityKind::Organisation => chain.clone().any(|at| held(at) || several(at)) || chain.is_empty(),
            EntityKind::Place => false,
        };
        if !free {
            return Vec::new();
        }
        let mut heads = vec![entity];
        if self.several(sentence, here.units.clone()) {
            let mut last = unit;
            while let Some(other) = self.listed_before(sentence, last, start) {
                let Some(one) = self.entity(sentence, other).filter(|one| self.kind(*one) == Some(kind))
                else {
                    break;
                };
                heads.insert(0, one);
                last = other;
            }
        }
        heads
    }

    /// The person named last before a verb in its clause, near it.
    fn object_before(&self, sentence: usize, verb: usize) -> Option<usize> {
        if self.is(sentence, verb, Mark::V_SAY.with(Mark::V_ANNOUNCE)) {
            return None;
        }
        let start = self.clauses(sentence).get(self.clause_of(sentence, verb))?.units.start;
        (start..verb).rev().take(STEP).find(|unit| self.is(sentence, *unit, Mark::PERSON))
    }

    /// The last unit before this one that is no comma, quotation mark or bracket with what it holds.
    fn before_marks(&self, sentence: usize, unit: usize) -> Option<usize> {
        let mut at = unit.checked_sub(1)?;
        for _ in 0..STEP {
            match self.sign(sentence, at) {
                Some(Sign::Bracket) => {
                    let open = (at.saturating_sub(STEP)..at)
                        .rev()
                        .find(|before| self.sign(sentence, *before) == Some(Sign::Bracket));
                    at = open?.checked_sub(1)?;
                }
                Some(Sign::Comma | Sign::Quote) => at = at.checked_sub(1)?,
                Some(_) => return None,
                None => return Some(at),
            }
        }
        None
    }

    /// The name before this one in a list of names.
    fn listed_before(&self, sentence: usize, unit: usize, start: usize) -> Option<usize> {
        let mut linked = false;
        for at in (start..unit).rev().take(STEP) {
            if self.entity(sentence, at).is_some() {
                return (linked || self.ends(sentence, at, Features::CONJ)).then_some(at);
            }
            match self.sign(sentence, at) {
                Some(Sign::Comma) => linked = true,
                Some(Sign::Quote | Sign::Bracket) => {}
                None if self.is(sentence, at, Mark::AND) => linked = true,
                None if self.is(sentence, at, Mark::MARTYR.with(Mark::HONORIFIC)) => {}
                Some(_) | None => return None,
            }
        }
        None
    }

    /// The person of whom an office is told that ends with this unit.
    fn told_of(&self, sentence: usize, unit: usize) -> Option<EntityIx> {
        let unit = self.unit(sentence, unit)?;
        let ends = |end: u32| unit.stem.end <= end && end <= unit.span.end;
        self.roles.iter().find(|role| ends(role.span.end)).map(|role| role.person)
    }

    /// The person named before whom these units point back to: "the said", "that youth".
    #[must_use]
    pub fn said_person(&self, sentence: usize, mut units: std::ops::Range<usize>) -> Option<EntityIx> {
        let one = |unit: usize, ending: Features| {
            self.is(sentence, unit, Mark::PERSON_NOUN)
                && self.ends(sentence, unit, ending)
                && !self.ends(sentence, unit, Features::PL)
        };
        let named = |unit: usize| self.entity(sentence, unit).is_some();
        let told = units.find(|unit| {
            self.is(sentence, *unit, Mark::SAID)
                || one(*unit, Features::DEF)
                || self.is(sentence, *unit, Mark::DEM_WORD)
                    && one(unit + 1, Features::DEM)
                    && !named(unit + 2)
        })?;
        let first = |number: usize, end: usize| {
            (0..end)
                .filter(|unit| self.is(number, *unit, Mark::PERSON))
                .find_map(|unit| self.entity(number, unit))
        };
        first(sentence, told).or_else(|| {
            (sentence.saturating_sub(BACK)..sentence).rev().find_map(|number| first(number, self.len(number)))
        })
    }

    /// Whom a clause without a subject of its own shares its subject with: those of an earlier clause of the
    /// sentence. `active` says that the object may bear the ending of its agent ("arrested two of THEIRS").
    #[must_use]
    pub fn shared_subject(
        &self,
        sentence: usize,
        clause: usize,
        limit: usize,
        active: bool,
    ) -> Vec<EntityIx> {
        let own = match self.subject_of(sentence, clause, limit) {
            Subject::Dropped => true,
            Subject::Unnamed => active && self.agent_on_object(sentence, clause, limit),
            _ => false,
        };
        let Some(here) = self.clauses(sentence).get(clause).filter(|_| own) else { return Vec::new() };
        // A relative clause is of the noun before it; "said that …" goes on with who said it.
        let start = here.units.start;
        let relative = self.is(sentence, start, Mark::THAT)
            && !(active && start > 0 && self.finite(sentence, start - 1));
        if relative { Vec::new() } else { self.earlier_subject(sentence, clause) }
    }

    /// The named subject of the clause before, over those that share it.
    #[must_use]
    pub fn earlier_subject(&self, sentence: usize, clause: usize) -> Vec<EntityIx> {
        let clauses = self.clauses(sentence);
        let Some(here) = clauses.get(clause) else { return Vec::new() };
        for (number, other) in clauses.iter().enumerate().take(clause).rev() {
            if other.dependent && !here.dependent {
                continue;
            }
            match self.subject_of(sentence, number, other.units.end) {
                Subject::One(one) => return vec![one],
                Subject::Several(all) => return all,
                Subject::Unnamed => return Vec::new(),
                Subject::Dropped => {}
            }
        }
        Vec::new()
    }

    /// The body that a body of its own is named after ("the press centre of FORCE"), where the document names
    /// it alone too.
    #[must_use]
    pub fn behind_name(&self, entity: EntityIx) -> EntityIx {
        let body = |one: &&Entity| one.kind == EntityKind::Organisation;
        let Some(own) = self.entities.get(entity.0 as usize).filter(body) else { return entity };
        let ends = |other: &Entity| {
            own.name.strip_suffix(other.name.as_str()).is_some_and(|head| head.ends_with(' '))
        };
        let behind = self.entities.iter().position(|other| body(&other) && ends(other));
        behind.and_then(|at| u32::try_from(at).ok()).map_or(entity, EntityIx)
    }

    /// Does the first noun of a clause bear the ending of an agent that the clause does not name?
    fn agent_on_object(&self, sentence: usize, clause: usize, limit: usize) -> bool {
        let Some(here) = self.clauses(sentence).get(clause) else { return false };
        let end = here.units.end.min(limit);
        let Some(noun) = self.noun(sentence, here.units.start, end) else { return false };
        let linked = Features::IZAFE.with(Features::DEM);
        let last = (noun..end).find(|unit| {
            !self.ends(sentence, *unit, linked)
                && !self.is(sentence, *unit, Mark::QUANTITY.with(Mark::NUMBER))
        });
        last.is_some_and(|last| self.ends(sentence, last, Features::CLITIC))
    }
}
