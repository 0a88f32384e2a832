//! What an event takes over from what was told before: who attacked in "the attack", who was hit again, who met
//! in "the meeting".

use super::super::clauses::{Mark, Relation, Scene, Subject};
use super::arguments::ATTACK;
use crate::model::{EntityIx, Event, EventKind, Span};
use crate::pack::Features;

/// How a clause points back to an attack told before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pointer {
    /// "In the attack": the same happening.
    Same,
    /// "In the attacks", "as a result": what came of it.
    Outcome,
}

/// How the clause points back to an attack, if it does; a noun that is itself the trigger counts alone.
pub(super) fn points_back(
    scene: &Scene<'_>,
    sentence: usize,
    clause: usize,
    noun: Option<usize>,
) -> Option<Pointer> {
    let own = scene.clauses(sentence).get(clause)?;
    let definite = |unit: &usize| {
        let this = |before: usize| scene.is(sentence, before, Mark::DEM_WORD);
        scene.is(sentence, *unit, ATTACK)
            && (scene.ends(sentence, *unit, Features::DEF)
                || scene.ends(sentence, *unit, Features::DEM) && unit.checked_sub(1).is_some_and(this))
    };
    let mut units = noun.map_or(own.units.clone(), |noun| noun..noun + 1);
    // "after the attack" tells of something else.
    let inside = |unit: usize| {
        noun.is_some()
            || scene.ends(sentence, unit, Features::DA)
            || scene.standing(sentence, unit, own.units.start).relation == Relation::In
    };
    if let Some(attack) = units.clone().find(|unit| definite(unit) && inside(*unit)) {
        let one = !scene.ends(sentence, attack, Features::PL);
        return Some(if one { Pointer::Same } else { Pointer::Outcome });
    }
    units.any(|unit| scene.outcome(sentence, unit)).then_some(Pointer::Outcome)
}

/// What an event takes over from what was told before.
#[derive(Default)]
pub(super) struct Taken {
    /// Who takes part.
    pub participants: Vec<EntityIx>,
    /// Where, for the same happening.
    pub place: Option<EntityIx>,
    /// When, for the same happening.
    pub time: Option<String>,
}

impl Taken {
    fn of(participants: Vec<EntityIx>) -> Self {
        Self { participants, ..Self::default() }
    }

    fn from(event: &Event) -> Self {
        Self { participants: event.participants.clone(), place: event.place, time: event.time.clone() }
    }
}

/// Most events back that "the attack" is looked for.
const BACK: usize = 6;

/// Who takes part in an event whose clause names nobody: those of the clause or the event before it.
pub(super) fn taken_over(
    scene: &Scene<'_>,
    sentence: usize,
    event: &Event,
    here: &[Event],
    before: &[Event],
) -> Taken {
    let first = scene
        .sentences
        .get(sentence)
        .and_then(|units| units.units.iter().position(|unit| unit.span.end > event.trigger.start));
    let clause = scene.clause_of(sentence, first.unwrap_or(0));
    if event.kind == EventKind::Attack {
        // "in the attack": the one told before.
        let told = points_back(scene, sentence, clause, None)
            .or_else(|| points_back(scene, sentence, clause, first));
        // "in an attack of BODY five were killed": the clause itself says whose.
        let within = |other: &&Event| {
            other.kind == event.kind && other.span == event.span && !other.participants.is_empty()
        };
        if let Some(other) = here.iter().rev().find(within).filter(|_| told.is_none()) {
            return Taken::of(other.participants.iter().take(1).copied().collect());
        }
        let Some(told) = told else { return beside(scene, sentence, event, here) };
        let fits = |other: &&Event| other.kind == event.kind && !other.participants.is_empty();
        let near = here.iter().rev().find(fits);
        let Some(other) = near.or_else(|| before.iter().rev().take(BACK).find(fits)) else {
            // Nobody was named before, but where it happened.
            let there = |other: &&Event| other.kind == event.kind && other.place.is_some();
            let other = before.iter().rev().take(1).find(there).filter(|_| told == Pointer::Same);
            return Taken { place: other.and_then(|other| other.place), ..Taken::default() };
        };
        // Whom it hit is not whom it hit before.
        let attacker = other.participants.iter().take(1).copied().collect();
        let same = told == Pointer::Same || near.is_some();
        return if same {
            Taken { participants: attacker, ..Taken::from(other) }
        } else {
            Taken::of(attacker)
        };
    }
    let joint = |event: &&Event| {
        matches!(event.kind, EventKind::Travel | EventKind::Meet | EventKind::Talks | EventKind::Receive)
            && !event.participants.is_empty()
    };
    if !matches!(
        event.kind,
        EventKind::Travel | EventKind::Meet | EventKind::Talks | EventKind::Receive | EventKind::Sign
    ) {
        return Taken::default();
    }
    // "in the meeting": all who met.
    let meeting = scene.clauses(sentence).get(clause).is_some_and(|own| {
        own.units.clone().any(|unit| {
            scene.is(sentence, unit, Mark::MEET_NOUN.with(Mark::TRAVEL_NOUN))
                && scene.ends(sentence, unit, Features::DEF)
        })
    });
    let all = here.iter().rev().chain(before.iter().rev().filter(|_| meeting)).find(joint);
    if let Some(other) = all {
        // Where somebody travels to is not where they meet.
        let travel = event.kind == EventKind::Travel || other.kind == EventKind::Travel;
        return if travel { Taken::of(other.participants.clone()) } else { Taken::from(other) };
    }
    let traveller = |one: EntityIx| event.kind != EventKind::Travel || !scene.is_place(one);
    let subject =
        (0..clause).rev().find_map(|earlier| match scene.subject_of(sentence, earlier, usize::MAX) {
            Subject::One(one) if !traveller(one) => None,
            Subject::One(one) => Some(vec![one]),
            Subject::Several(all) => Some(all),
            _ => None,
        });
    let last = || {
        let other = before.iter().rev().find(joint)?;
        Some(other.participants.iter().take(1).copied().collect())
    };
    Taken::of(subject.or_else(last).unwrap_or_default())
}

/// Who did it, of a passive beside another ("four were killed by BODY and five were wounded") and of a deed
/// after another ("the aircraft of BODY attacked the village and bombed it").
fn beside(scene: &Scene<'_>, sentence: usize, event: &Event, here: &[Event]) -> Taken {
    let units = scene.sentences.get(sentence).map_or(&[][..], |units| &units.units);
    let of = |trigger: Span| (0..units.len()).filter(move |at| units[*at].span.overlaps(trigger));
    let passive =
        |trigger: Span| of(trigger).any(|at| scene.is(sentence, at, Mark::PASSIVE.with(Mark::V_BE)));
    let deed = |trigger: Span| !passive(trigger) && of(trigger).any(|at| scene.finite(sentence, at));
    // "and the people attacked", "and that force": somebody else.
    let same = |other: Span, trigger: Span| {
        let Some(first) = of(trigger).next() else { return false };
        let start = of(other).next_back().map_or(first, |last| last + 1);
        let pointed =
            |at: usize| scene.is(sentence, at, Mark::DEM_WORD) && scene.governor(sentence, at - 1).is_none();
        !scene.crowd(sentence, scene.clause_of(sentence, first), first) && !(start..first).any(pointed)
    };
    let alike = |other: &&Event| {
        other.kind == event.kind
            && (passive(event.trigger) && passive(other.trigger)
                || deed(event.trigger) && deed(other.trigger) && same(other.trigger, event.trigger))
    };
    let other = here.last().filter(alike);
    let agent = other.and_then(|other| other.participants.first()).filter(|one| !scene.is_person(**one));
    Taken::of(agent.into_iter().copied().collect())
}

/// Whom it hit again, where the clause of a passive names nobody at all: "was also jailed", "later died".
pub(super) fn hit_again(scene: &Scene<'_>, here: &[Event], before: &[Event]) -> Vec<EntityIx> {
    let violent = |event: &&Event| matches!(event.kind, EventKind::Attack | EventKind::Arrest);
    let Some(last) = here.iter().rev().chain(before.iter().rev().take(2)).find(violent) else {
        return Vec::new();
    };
    last.participants.iter().copied().filter(|one| scene.is_person(*one)).collect()
}
