//! Planned, happened or denied: read off the verb that governs the trigger.

use std::ops::Range;

use super::super::clauses::{Mark, Scene};
use crate::model::{EventKind, Status};

/// The status a rule tells by its name.
pub(super) fn named(name: &str) -> Option<Status> {
    Some(match name {
        "planned" => Status::Planned,
        "happened" => Status::Happened,
        "denied" => Status::Denied,
        _ => return None,
    })
}

/// The status of an event.
pub(super) fn status(
    scene: &Scene<'_>,
    sentence: usize,
    clause: usize,
    trigger: Range<usize>,
    kind: EventKind,
    nominal: bool,
) -> Status {
    let clauses = scene.clauses(sentence);
    let Some(here) = clauses.get(clause) else { return Status::Happened };
    let own = trigger.clone().rev().find(|unit| scene.finite(sentence, *unit));
    let verb = own.or_else(|| (trigger.end..here.units.end).rev().find(|unit| scene.finite(sentence, *unit)));
    let scheduled = scheduled(scene, sentence, clause, trigger.start);
    // "preparations are made for …"
    if nominal && own.is_none() && trigger.start > 0 && scene.is(sentence, trigger.start - 1, Mark::FOR) {
        return Status::Planned;
    }
    // "they spoke of it" written as one word: a past.
    if nominal && scene.is(sentence, trigger.end, Mark::POINTED) {
        return Status::Happened;
    }
    let violent = matches!(kind, EventKind::Attack | EventKind::Arrest);
    let Some(verb) = verb else {
        return if scheduled { Status::Planned } else { Status::Happened };
    };
    let mark = scene.mark(sentence, verb);
    let open = mark.any(Mark::SUBJUNCTIVE) && !mark.any(Mark::PAST);
    if let Some(came) = came_to(scene, sentence, clause, trigger.start).filter(|_| open) {
        return came;
    }
    let near = nominal && verb - trigger.start > 6;
    if mark.any(Mark::NEG) && !(nominal && violent) && !near {
        return Status::Denied;
    }
    if open {
        return if nominal && violent { Status::Happened } else { Status::Planned };
    }
    if mark.any(Mark::PRESENT) && !mark.any(Mark::PAST) {
        return if violent && !scheduled || nominal && own.is_none() && violent {
            Status::Happened
        } else {
            Status::Planned
        };
    }
    if scheduled && !mark.any(Mark::PAST) { Status::Planned } else { Status::Happened }
}

/// Is the clause, or the one before it in its sentence, opened by a word of schedule or obligation?
fn scheduled(scene: &Scene<'_>, sentence: usize, clause: usize, trigger: usize) -> bool {
    let clauses = scene.clauses(sentence);
    let from = clauses.get(clause.saturating_sub(1)).map_or(0, |before| before.units.start);
    (from..trigger).any(|unit| scene.is(sentence, unit, Mark::SCHEDULED.with(Mark::MUST)))
}

/// What is told as possible, where a past before it says that it came about: "they could meet", "were forced to
/// move", "could not go".
fn came_to(scene: &Scene<'_>, sentence: usize, clause: usize, trigger: usize) -> Option<Status> {
    let before = scene.clauses(sentence).get(clause.checked_sub(1)?)?;
    let verb = before.verb?;
    let mark = scene.mark(sentence, verb);
    let forced = verb > 0 && scene.is(sentence, verb - 1, Mark::FORCED) || mark.any(Mark::FORCED);
    let could = mark.any(Mark::V_CAN);
    if !mark.any(Mark::PAST) || !(could || forced) || before.units.end < verb || trigger < verb {
        return None;
    }
    Some(if mark.any(Mark::NEG) { Status::Denied } else { Status::Happened })
}
