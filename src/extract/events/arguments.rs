//! Who took part and where: the names of the trigger's clause, by how each stands in its phrase.

use std::ops::Range;

use super::super::clauses::{Mark, Relation, Scene, Sign, Subject};
use crate::model::{EntityIx, EntityKind, Event, EventKind};
use crate::pack::Features;

/// What stands around a trigger.
pub(super) struct Arguments {
    /// In text order, each once.
    pub participants: Vec<EntityIx>,
    /// Where, or where to.
    pub place: Option<EntityIx>,
    /// Does the clause name its subject (or one that may be it)?
    pub subject: bool,
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
        let mut arguments = Self { participants: Vec::new(), place: None, subject: false };
        let Some(here) = scene.clauses(sentence).get(clause) else { return arguments };
        let start = scene.after_source(sentence, here.units.clone(), trigger.start);
        // A bare attack noun: only its own phrase says who.
        let bare = matches!(kind, EventKind::Attack | EventKind::Arrest)
            && !trigger.clone().any(|unit| scene.is(sentence, unit, Mark::VERB));
        let phrase = (trigger.end..here.units.end)
            .find(|unit| {
                scene.sign(sentence, *unit) == Some(Sign::Comma) || scene.is(sentence, *unit, Mark::THAT)
            })
            .unwrap_or(here.units.end);
        let mut place_rank = 0;
        for unit in start..here.units.end {
            if scene.is(sentence, unit, Mark::BOTH) && !bare && unit < trigger.start {
                arguments.subject = true;
                for party in scene.both(sentence, unit) {
                    arguments.add(party);
                }
            }
            let Some(entity) = scene.entity(sentence, unit) else { continue };
            let outside = bare && !(trigger.end..phrase).contains(&unit);
            let standing = scene.standing(sentence, unit, start);
            let Some(kind_of) = scene.entities.get(entity.0 as usize).map(|e| e.kind) else { continue };
            let heads = Head::of(scene, sentence, standing.head, unit, &trigger);
            // "the relations between A and B" are not talks between them.
            let elsewhere = standing.relation == Relation::Between
                && (standing.list < trigger.start
                    || standing.list > trigger.end + 3
                        && scene.ends(sentence, standing.list.saturating_sub(2), Features::IZAFE));
            let agent = bare && heads == Head::Trigger && scene.country(sentence, unit);
            // "receives in PLACE": only what stands after the trigger is the guest.
            let host_place =
                kind == EventKind::Receive && standing.relation == Relation::In && unit < trigger.start;
            let far = kind_of == EntityKind::Place
                && standing.relation == Relation::Bare
                && standing.list > trigger.end + 2;
            let part = !far && takes_part(kind, kind_of, heads, standing.relation) && !host_place;
            if !outside && !elsewhere && (agent || part) {
                arguments.add(entity);
                let beside = matches!(standing.relation, Relation::With | Relation::Joint);
                let guest = kind == EventKind::Receive && unit >= trigger.end;
                arguments.subject |= !beside && !guest;
            } else if !arguments.participants.contains(&entity) {
                let rank = place_rank_of(kind, kind_of, heads, standing.relation, unit, &trigger);
                if rank > place_rank {
                    place_rank = rank;
                    arguments.place = Some(entity);
                }
            }
        }
        arguments
    }

    fn add(&mut self, entity: EntityIx) {
        if !self.participants.contains(&entity) {
            self.participants.push(entity);
        }
    }
}

/// Who takes part in an event whose clause names nobody: those of the clause or the event before it.
pub(super) fn taken_over(
    scene: &Scene<'_>,
    sentence: usize,
    event: &Event,
    here: &[Event],
    before: &[Event],
) -> Vec<EntityIx> {
    let first = scene
        .sentences
        .get(sentence)
        .and_then(|units| units.units.iter().position(|unit| unit.span.end > event.trigger.start));
    let clause = scene.clause_of(sentence, first.unwrap_or(0));
    if event.kind == EventKind::Attack {
        // "in the attack": the one told before.
        let told = scene.clauses(sentence).get(clause).is_some_and(|own| {
            own.units.clone().any(|unit| {
                scene.is(sentence, unit, Mark::ATTACK_NOUN.with(Mark::ATTACK_LIGHT))
                    && scene.ends(sentence, unit, Features::DEF)
            })
        });
        let mut earlier = here.iter().rev().chain(before.iter().rev());
        return earlier
            .find(|other| told && other.kind == event.kind && !other.participants.is_empty())
            .map(|other| other.participants.clone())
            .unwrap_or_default();
    }
    let joint = |event: &&Event| {
        matches!(event.kind, EventKind::Travel | EventKind::Meet | EventKind::Talks | EventKind::Receive)
            && !event.participants.is_empty()
    };
    if !matches!(
        event.kind,
        EventKind::Travel | EventKind::Meet | EventKind::Talks | EventKind::Receive | EventKind::Sign
    ) {
        return Vec::new();
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
        return other.participants.clone();
    }
    let subject =
        (0..clause).rev().find_map(|earlier| match scene.subject_of(sentence, earlier, usize::MAX) {
            Subject::One(one) => Some(vec![one]),
            Subject::Several(all) => Some(all),
            _ => None,
        });
    let last = || {
        let other = before.iter().rev().find(joint)?;
        Some(other.participants.iter().take(1).copied().collect())
    };
    subject.or_else(last).unwrap_or_default()
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
        let plain = chain
            .clone()
            .any(|at| scene.is(sentence, at, Mark::TITLE) && !scene.ends(sentence, at, Features::PL));
        let people = Mark::DELEGATION.with(Mark::OFFICIAL).with(Mark::COMPANY);
        if has(people) || has(Mark::TITLE) && !plain {
            Self::People
        } else if chain.clone().any(|at| trigger.contains(&at)) {
            Self::Trigger
        } else if plain {
            Self::Title
        } else {
            Self::Noun
        }
    }
}

fn takes_part(kind: EventKind, of: EntityKind, head: Head, relation: Relation) -> bool {
    use Relation::{Against, Bare, Between, By, For, In, Joint, Onto, Other, Towards, With};
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
                Against | Onto => violent,
                _ => true,
            },
            Head::Trigger | Head::People => true,
            Head::Noun => violent && matches!(relation, Bare | By | Against | Onto),
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
        (Relation::In, EventKind::Travel) if place => 2,
        (Relation::In, EventKind::Travel) => 0,
        (Relation::In, _) => 4,
        (Relation::For | Relation::Onto, EventKind::Attack) if place => 3,
        (Relation::Bare, EventKind::Travel) if place && (unit >= trigger.end || head == Head::Trigger) => 6,
        (Relation::Bare, EventKind::Travel) if place => 2,
        (Relation::Bare, EventKind::Attack) if place => 1,
        _ => 0,
    };
    if base == 0 { 0 } else { 2 * base + u32::from(place) }
}
