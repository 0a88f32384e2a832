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

/// A participant as the clause has it.
struct Party {
    entity: EntityIx,
    /// Is it named by the trigger's own phrase: "talks between A and B", "the visit of A"?
    own: bool,
    /// Does it stand before the trigger under no preposition?
    bare: bool,
}

impl Arguments {
    /// Reads the clause of the trigger. `done` says that the rule found the noun with its verb ("carried out
    /// an attack"), whose subject takes part.
    pub(super) fn read(
        scene: &Scene<'_>,
        sentence: usize,
        clause: usize,
        trigger: Range<usize>,
        kind: EventKind,
        done: bool,
    ) -> Self {
        let mut arguments = Self { participants: Vec::new(), place: None, subject: false };
        let Some(here) = scene.clauses(sentence).get(clause) else { return arguments };
        arguments.take(scene, sentence, here.units.clone(), &trigger, (kind, done));
        // The rest of the clause stands before a relative one.
        if let Some(head) = scene.head_before_relative(sentence, clause) {
            let mut before = Self { participants: Vec::new(), place: None, subject: false };
            before.take(scene, sentence, head, &trigger, (kind, done));
            if !arguments.subject {
                arguments.subject = before.subject;
                before.participants.into_iter().for_each(|one| arguments.add(one));
            }
            arguments.place = arguments.place.or(before.place);
        }
        arguments
    }

    /// Takes the names of a stretch of the sentence.
    fn take(
        &mut self,
        scene: &Scene<'_>,
        sentence: usize,
        units: Range<usize>,
        trigger: &Range<usize>,
        (kind, done): (EventKind, bool),
    ) {
        let start = scene.after_source(sentence, units.clone(), trigger.start);
        let violent = matches!(kind, EventKind::Attack | EventKind::Arrest);
        let nominal = !trigger.clone().any(|unit| scene.is(sentence, unit, Mark::VERB));
        let passive = trigger.clone().any(|unit| scene.is(sentence, unit, Mark::PASSIVE));
        // A bare attack noun: only its own phrase says who.
        let bare = violent && nominal && !done;
        let phrase = (trigger.end..units.end)
            .find(|unit| {
                scene.sign(sentence, *unit) == Some(Sign::Comma) || scene.is(sentence, *unit, Mark::THAT)
            })
            .unwrap_or(units.end);
        let mut parties: Vec<Party> = Vec::new();
        let mut place_rank = 0;
        for unit in start..units.end {
            let governed = unit > start && scene.governor(sentence, unit - 1).is_some();
            if scene.is(sentence, unit, Mark::BOTH) && !governed && !bare && unit < trigger.start {
                self.subject = true;
                let both = scene.both(sentence, unit).into_iter();
                parties.extend(both.map(|entity| Party { entity, own: true, bare: false }));
            }
            let Some(entity) = scene.entity(sentence, unit) else { continue };
            let standing = scene.standing(sentence, unit, start);
            let relation = standing.relation;
            let Some(kind_of) = scene.kind(entity) else { continue };
            let heads = Head::of(scene, sentence, standing.head, unit, trigger);
            // By whom and on whom it is done may also stand before it.
            let outside = bare
                && !(trigger.end..phrase).contains(&unit)
                && !(unit < trigger.start && matches!(relation, Relation::By | Relation::Against));
            // "the relations between A and B" are not talks between them.
            let about = || (trigger.end..standing.list).any(|at| scene.is(sentence, at, Mark::ABOUT));
            let elsewhere = relation == Relation::Between
                && (standing.list < trigger.start
                    || about()
                    || standing.list > trigger.end + 3
                        && scene.ends(sentence, standing.list.saturating_sub(2), Features::IZAFE));
            let country = kind_of == EntityKind::Place && scene.country(sentence, unit);
            let agent = bare && heads == Head::Trigger && country;
            // "COUNTRY attacked …": the state does it. "the missiles of COUNTRY": so do its arms.
            let state = violent
                && !nominal
                && !passive
                && country
                && unit < trigger.start
                && relation == Relation::Bare
                && !scene.ends(sentence, unit, Features::IZAFE)
                && parties.is_empty()
                && (heads == Head::Itself || armed(scene, sentence, standing.head..unit));
            let arms = violent
                && kind_of == EntityKind::Place
                && heads == Head::Noun
                && (relation == Relation::By || attack_of(scene, sentence, standing.head..unit) && country);
            let attackers = violent
                && kind_of != EntityKind::Place
                && heads == Head::Noun
                && attack_of(scene, sentence, standing.head..unit);
            // "receives in PLACE": only what stands after the trigger is the guest.
            let host_place = kind == EventKind::Receive && relation == Relation::In && unit < trigger.start;
            let far =
                kind_of == EntityKind::Place && relation == Relation::Bare && standing.list > trigger.end + 2;
            let part = !far && takes_part(kind, kind_of, heads, relation) && !host_place;
            if !outside && !elsewhere && (agent || part || state || arms || attackers) {
                let own = relation == Relation::Between || heads == Head::Trigger;
                let before = relation == Relation::Bare && unit < trigger.start;
                parties.push(Party { entity, own, bare: before });
                let beside = matches!(relation, Relation::With | Relation::Joint);
                let guest = kind == EventKind::Receive && unit >= trigger.end;
                self.subject |= !beside && !guest;
            } else if !parties.iter().any(|party| party.entity == entity) {
                let rank = place_rank_of(kind, kind_of, heads, relation, unit, trigger);
                if rank > place_rank {
                    place_rank = rank;
                    self.place = Some(entity);
                }
            }
        }
        // "A welcomed the talks between B and C": A has no part in them.
        let told = nominal && parties.iter().filter(|party| party.own).count() > 1;
        parties.retain(|party| !(told && party.bare && !party.own));
        for party in parties {
            self.add(party.entity);
        }
    }

    /// Adds those of whom the clause tells without naming them in it. `bare` says that the trigger is a noun
    /// without its verb.
    pub(super) fn point_back(
        &mut self,
        scene: &Scene<'_>,
        sentence: usize,
        clause: usize,
        trigger: Range<usize>,
        kind: EventKind,
        (bare, passive): (bool, bool),
    ) {
        let Some(here) = scene.clauses(sentence).get(clause) else { return };
        let violent = matches!(kind, EventKind::Attack | EventKind::Arrest);
        if bare {
            // "BODY said that in an operation of their forces …"
            let forces = |unit: usize| {
                scene.is(sentence, unit, Mark::OWN_BODY) && scene.several(sentence, unit..unit + 1)
            };
            if violent && self.participants.is_empty() && (trigger.end..trigger.end + 2).any(forces) {
                self.participants = scene.earlier_subject(sentence, clause);
            }
            return;
        }
        if kind == EventKind::Other {
            return;
        }
        let suffered = trigger.clone().any(|unit| scene.is(sentence, unit, Mark::V_BE));
        let mut told = Vec::new();
        if violent || !self.subject {
            told = scene.relative_heads(sentence, clause, violent);
        }
        let someone = |all: &[EntityIx]| all.iter().any(|one| scene.is_person(*one));
        if violent && told.is_empty() && !someone(&self.participants) {
            told.extend(scene.said_person(sentence, here.units.start..trigger.end));
        }
        if violent
            && told.is_empty()
            && self.participants.is_empty()
            && points_back(scene, sentence, clause, None).is_none()
        {
            told = scene.shared_subject(sentence, clause, trigger.start, !passive && !suffered);
            // A body is not what was killed or arrested.
            let fits = |one: &EntityIx| {
                if passive || suffered { scene.is_person(*one) } else { !scene.is_place(*one) }
            };
            told.retain(fits);
        }
        if !violent && told.is_empty() && !self.subject {
            // "the president of REGION receives": who that is.
            if let Subject::One(one) = scene.subject_of(sentence, clause, trigger.start) {
                told.extend(Some(one).filter(|one| scene.is_person(*one)));
            }
        }
        told.retain(|one| !self.participants.contains(one));
        self.subject |= !told.is_empty();
        self.place = self.place.filter(|place| !told.contains(place));
        for one in told {
            self.add(one);
        }
    }

    /// Adds those who speak of their own deed.
    pub(super) fn speak(&mut self, speakers: &[EntityIx]) {
        let mut all = speakers.to_vec();
        all.extend(self.participants.drain(..).filter(|one| !speakers.contains(one)));
        self.participants = all;
        self.subject |= !speakers.is_empty();
        self.place = self.place.filter(|place| !self.participants.contains(place));
    }

    fn add(&mut self, entity: EntityIx) {
        if !self.participants.contains(&entity) {
            self.participants.push(entity);
        }
    }
}

/// Is there a word of arms among the nouns that a name depends on ("the aircraft of COUNTRY")?
fn armed(scene: &Scene<'_>, sentence: usize, chain: Range<usize>) -> bool {
    let near = chain.start.max(chain.end.saturating_sub(2))..chain.end;
    near.into_iter()
        .any(|unit| scene.is(sentence, unit, Mark::ARMS) && scene.ends(sentence, unit, Features::IZAFE))
}

/// Is the name that of those whose attack is told of ("in an attack of BODY")?
fn attack_of(scene: &Scene<'_>, sentence: usize, mut chain: Range<usize>) -> bool {
    chain.any(|unit| scene.is(sentence, unit, ATTACK))
}

/// Nouns that tell of an attack.
const ATTACK: Mark = Mark::ATTACK_NOUN.with(Mark::ATTACK_LIGHT).with(Mark::ACTION);

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
        let Some(told) = told else { return Taken::default() };
        let fits = |other: &&Event| other.kind == event.kind && !other.participants.is_empty();
        let near = here.iter().rev().find(fits);
        let Some(other) = near.or_else(|| before.iter().rev().take(BACK).find(fits)) else {
            return Taken::default();
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
    Taken::of(subject.or_else(last).unwrap_or_default())
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
