//! Who took part and where: the names of the trigger's clause, by how each stands in its phrase.

use std::ops::Range;

use super::super::clauses::{Mark, Relation, Scene, Sign};
use crate::model::{EntityIx, EntityKind, Event, EventKind};
use crate::pack::Features;

/// What stands around a trigger.
pub(super) struct Arguments {
    /// In text order, each once.
    pub participants: Vec<EntityIx>,
    /// Where, or where to.
    pub place: Option<EntityIx>,
}

impl Arguments {
    /// Reads the clause of the trigger.
    pub(super) fn read(
        scene: &Scene<'_>,
        sentence: usize,
        clause: usize,
        trigger: Range<usize>,
        kind: EventKind,
    ) -> Self {
        let mut arguments = Self { participants: Vec::new(), place: None };
        let Some(here) = scene.clauses(sentence).get(clause) else { return arguments };
        let start = after_source(scene, sentence, here.units.clone(), trigger.start);
        let mut place_rank = 0;
        for unit in start..here.units.end {
            if scene.is(sentence, unit, Mark::BOTH) {
                for party in scene.both(sentence, unit) {
                    arguments.add(party);
                }
            }
            let Some(entity) = scene.entity(sentence, unit) else { continue };
            let standing = scene.standing(sentence, unit, start);
            let Some(kind_of) = scene.entities.get(entity.0 as usize).map(|e| e.kind) else { continue };
            let heads = Head::of(scene, sentence, standing.head, unit, &trigger);
            if takes_part(kind, kind_of, heads, standing.relation) {
                arguments.add(entity);
            } else {
                let rank = place_rank_of(kind, kind_of, heads, standing.relation, unit, &trigger);
                if rank > place_rank {
                    place_rank = rank;
                    arguments.place = Some(entity);
                }
            }
        }
        if let Some(place) = arguments.place {
            arguments.participants.retain(|one| *one != place);
        }
        arguments
    }

    fn add(&mut self, entity: EntityIx) {
        if !self.participants.contains(&entity) {
            self.participants.push(entity);
        }
    }

    /// A clause without a name of its own goes on about whom the clause before it named.
    pub(super) fn take_over(
        &mut self,
        kind: EventKind,
        here: &[Event],
        before: &[Event],
        scene: &Scene<'_>,
        sentence: usize,
        clause: usize,
    ) {
        if kind == EventKind::Attack {
            // "in the attack": the one told before.
            let told = scene.clauses(sentence).get(clause).is_some_and(|here| {
                here.units.clone().any(|unit| {
                    scene.is(sentence, unit, Mark::ATTACK_NOUN.with(Mark::ATTACK_LIGHT))
                        && scene.ends(sentence, unit, Features::DEF)
                })
            });
            let earlier = here.iter().chain(before.iter().rev());
            if told
                && let Some(event) =
                    earlier.into_iter().find(|event| event.kind == kind && !event.participants.is_empty())
            {
                self.participants.clone_from(&event.participants);
            }
            return;
        }
        let goes_on = matches!(
            kind,
            EventKind::Travel | EventKind::Meet | EventKind::Talks | EventKind::Receive | EventKind::Sign
        );
        if !goes_on {
            return;
        }
        let same_kind = |event: &&Event| {
            matches!(event.kind, EventKind::Travel | EventKind::Meet | EventKind::Talks | EventKind::Receive)
                && !event.participants.is_empty()
        };
        if let Some(event) = here.iter().rev().find(same_kind) {
            self.participants.clone_from(&event.participants);
            return;
        }
        for earlier in (0..clause).rev() {
            if let Some(subject) = scene.subject(sentence, earlier, usize::MAX) {
                self.participants.push(subject);
                return;
            }
        }
        if let Some(event) = before.iter().rev().find(same_kind) {
            self.participants.extend(event.participants.first().copied());
        }
    }
}

/// What a name depends on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Head {
    /// Nothing.
    Itself,
    /// The trigger.
    Trigger,
    /// A title ("the adviser of NAME").
    Title,
    /// A delegation, officials, their company.
    People,
    /// Any other noun.
    Noun,
}

impl Head {
    fn of(scene: &Scene<'_>, sentence: usize, head: usize, unit: usize, trigger: &Range<usize>) -> Self {
        if head == unit {
            return Self::Itself;
        }
        let chain = head..unit;
        let has = |mark: Mark| chain.clone().any(|at| scene.is(sentence, at, mark));
        if chain.clone().any(|at| trigger.contains(&at)) {
            Self::Trigger
        } else if chain
            .clone()
            .any(|at| scene.is(sentence, at, Mark::TITLE) && !scene.ends(sentence, at, Features::PL))
        {
            Self::Title
        } else if has(Mark::TITLE.with(Mark::DELEGATION).with(Mark::OFFICIAL).with(Mark::COMPANY)) {
            Self::People
        } else {
            Self::Noun
        }
    }
}

/// Units of the clause after a leading "according to …,".
fn after_source(scene: &Scene<'_>, sentence: usize, units: Range<usize>, trigger: usize) -> usize {
    let source =
        (units.start..units.end.min(units.start + 3)).any(|unit| scene.is(sentence, unit, Mark::ACCORDING));
    if !source {
        return units.start;
    }
    (units.start..trigger)
        .find(|unit| scene.sign(sentence, *unit) == Some(Sign::Comma))
        .map_or(units.start, |comma| comma + 1)
}

fn takes_part(kind: EventKind, of: EntityKind, head: Head, relation: Relation) -> bool {
    use Relation::{Bare, Between, By, For, In, Joint, Other, Towards, With};
    let violent = matches!(kind, EventKind::Attack | EventKind::Arrest);
    let talks = matches!(kind, EventKind::Talks | EventKind::Sign | EventKind::Meet);
    match of {
        EntityKind::Person => match head {
            Head::Title => false,
            Head::Noun => matches!(relation, Bare | By | With | Between),
            _ => true,
        },
        EntityKind::Organisation => match head {
            Head::Title => false,
            Head::Itself => match relation {
                In => matches!(kind, EventKind::Receive),
                For | Towards | Other => false,
                _ => true,
            },
            Head::Trigger | Head::People => true,
            Head::Noun => violent && matches!(relation, Bare | By),
        },
        EntityKind::Place => match head {
            Head::Itself => match relation {
                Between | By | Joint => true,
                With => !violent,
                Bare => matches!(kind, EventKind::Talks | EventKind::Sign | EventKind::Receive),
                _ => false,
            },
            Head::Trigger => talks,
            Head::People => !violent,
            Head::Title | Head::Noun => false,
        },
    }
}

/// How well a name serves as the event's place; 0 for not at all.
fn place_rank_of(
    kind: EventKind,
    of: EntityKind,
    head: Head,
    relation: Relation,
    unit: usize,
    trigger: &Range<usize>,
) -> u32 {
    let place = of == EntityKind::Place;
    if of == EntityKind::Person || head == Head::Title {
        return 0;
    }
    let base = match (relation, kind) {
        (Relation::For | Relation::Towards, EventKind::Travel) => 5,
        (Relation::In, EventKind::Travel) => 2,
        (Relation::In, _) => 4,
        (Relation::For, EventKind::Attack) if place => 3,
        (Relation::Bare, EventKind::Travel) if place && (unit >= trigger.end || head == Head::Trigger) => 6,
        (Relation::Bare, EventKind::Travel) if place => 2,
        (Relation::Bare, EventKind::Attack) if place => 1,
        _ => 0,
    };
    if base == 0 { 0 } else { 2 * base + u32::from(place) }
}
